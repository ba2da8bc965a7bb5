"""What the page of an outcome is given: one JSON value, every text in both languages, nothing twice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from planner.report.labels import fund_labels, resource_label, work_type_label
from planner.report.outcome.labels import (
    POOLS,
    VERDICTS,
    cause_of,
    driver_label,
    pool_label,
    promise_label,
)
from planner.report.outcome.resources import resource_rows
from planner.report.outcome.said import (
    band_line,
    certificate_line,
    finish_short,
    precision_line,
    unfinished_line,
)
from planner.report.outcome.told import difference_rows, proof_rows
from planner.report.residents import FEARS
from planner.report.trace import VISITS
from planner.words import LANGUAGES, words
from solvers.construction.play import KINDS

if TYPE_CHECKING:
    from collections.abc import Callable

    from planner.words import Words
    from scenarios.model.programme import Programme

    Document = dict[str, Any]

JUDGED = "judgement, no published source"
_HUNDREDTHS = 100


def payload(document: Document, programme: Programme) -> Document:
    """Return all that the page shows."""
    kinds = dict(zip(programme.funds.fund.tolist(), programme.funds.kind.tolist(), strict=True))
    names = {lang: fund_labels(kinds, words(lang)) for lang in LANGUAGES}
    streets = list(dict.fromkeys(row["street"] for row in document["campaigns"]))
    return {
        **_whole(document),
        "streets": streets,
        "funds": [{"name": fund, **_fund(fund, names)} for fund in kinds],
        "places": _places(document, streets),
        "calendar": _calendar(document["disruption"]["calendar"]),
        "disruption": {key: value for key, value in document["disruption"].items() if key != "calendar"},
        "finish": document["finish"],
        "cost": document["cost"],
        "progress": document["progress"],
        "joint": {key: document["joint"][key] for key in ("points", "plan", "p80")},
        "promises": [{**_both(promise_label, one), **one} for one in document["promises"]],
        "attribution": _attribution(document),
        "drivers": [{**one, **_both(driver_label, one)} for one in document["drivers"]],
        "cash": _cash(document, names),
        "fundYears": document["fund_years"],
        "resources": [{**row, **_both(pool_label, row)} for row in resource_rows(document)],
        "campaigns": document["campaigns"],
        "byStreet": document["streets"],
        "phases": document["phases"],
        "byFund": [{**one, **_fund(one["fund"], names)} for one in document["funds"]],
        "register": document["register"],
        "against": _against(document["against"]),
        "replayed": _replayed(document["replayed"], programme, streets),
        "assumptions": document["assumptions"],
        "proof": proof_rows(document),
        "labels": {
            "channels": FEARS,
            "pools": POOLS,
            "verdicts": VERDICTS,
            "visits": list(VISITS),
        },
    }


def _said(text: Callable[[Words], str]) -> dict[str, str]:
    """Return a text in every language."""
    return {lang: text(words(lang)) for lang in LANGUAGES}


def _both(label: Callable[[Document, Words], str], one: Document) -> dict[str, str]:
    """Return what an entry is called in every language."""
    return {lang: label(one, words(lang)) for lang in LANGUAGES}


def _fund(fund: str, names: dict[str, dict[str, str]]) -> dict[str, str]:
    return {lang: names[lang].get(fund, fund) or words(lang)("no fund named") for lang in LANGUAGES}


def _whole(document: Document) -> Document:
    """What is said of the outcome as a whole."""
    programme, stop = document["programme"], document["precision"]
    return {
        "name": {"en": programme["name"] or programme["name_zh"], "zh": programme["name_zh"]},
        "sentence": _said(lambda t: finish_short(document, t)),
        "audited": _said(lambda t: f"{precision_line(document, t)} {certificate_line(document, t)}"),
        "unfinished": _said(lambda t: unfinished_line(document, t)),
        "notKnown": _said(lambda t: band_line(document, t)),
        "reached": (stop["met"] or stop["asked"] is None)
        and not stop["interrupted"]
        and document["finish"]["p80"] is not None,
        "broken": document["replay"]["mismatches"] > 0,
    }


def _places(document: Document, streets: list[str]) -> list[Document]:
    """The places of the calendar, in its order."""
    of = {row["place"]: row for row in document["disruption"]["places"]}
    return [
        {
            "key": one["place"],
            "name": of[one["place"]]["name"],
            "street": streets.index(of[one["place"]]["street"]),
        }
        for one in document["disruption"]["calendar"]["places"]
    ]


def _calendar(calendar: Document) -> Document:
    """The weeks of each place by channel as [first week, hundredths of days per household]; null: none."""

    def held(channels: Document, name: str) -> list[Any] | None:
        found = channels.get(name)
        return found and [found["from"], [round(_HUNDREDTHS * day) for day in found["days"]]]

    used = [name for name in calendar["channels"] if any(name in p["channels"] for p in calendar["places"])]
    return {
        "first": calendar["first"],
        "channels": used,
        "places": [[held(place["channels"], name) for name in used] for place in calendar["places"]],
    }


def _attribution(document: Document) -> Document:
    told = document["attribution"]
    return {
        **told,
        "causes": [{**one, **_both(cause_of, one)} for one in told["causes"]],
    }


def _cash(document: Document, names: dict[str, dict[str, str]]) -> list[Document]:
    """Cash by fund, the quarters in order."""
    by_fund: dict[str, list[Document]] = {}
    for row in document["cash"]:
        by_fund.setdefault(row["fund"], []).append(
            {key: row[key] for key in ("quarter", "planned", "p10", "p50", "p90")}
        )
    return [{"fund": fund, **_fund(fund, names), "quarters": held} for fund, held in by_fund.items()]


def _against(against: Document | None) -> Document | None:
    return against and {**against, "measures": difference_rows(against["measures"])}


def _replayed(replayed: Document | None, programme: Programme, streets: list[str]) -> Document | None:
    """Return campaigns and visits as short rows; days count from the first planned start.

    Campaigns: [name, street, key, planned start, planned end, finish]; visits: [campaign, type, kind, ready,
    start, end, waited for].
    """
    if replayed is None:
        return None
    first = min(one["start"] for one in replayed["campaigns"])
    at = {one["campaign"]: c for c, one in enumerate(replayed["campaigns"])}
    types: dict[str, int] = {}
    ended = max((visit["end"] for visit in replayed["visits"] if visit["end"]), default=first)
    return {
        "replication": replayed["replay"],
        "first": first,
        "campaigns": [
            [
                one["name"],
                streets.index(one["street"]),
                one["campaign"],
                _day(one["start"], first),
                _day(one["planned"], first) + 1,
                _day(one["finish"] or ended, first) + 1,
            ]
            for one in replayed["campaigns"]
        ],
        "visits": [
            [
                at[one["campaign"]],
                types.setdefault(one["work_type"], len(types)),
                KINDS.index(one["kind"]),
                _day(one["ready"], first),
                _day(one["start"], first),
                _day(one["end"] or ended, first),
                one["waited_for"],
            ]
            for one in replayed["visits"]
            if one["start"]
        ],
        "types": [_type(programme, kind) for kind in types],
        "lacked": _lacked({one["waited_for"] for one in replayed["visits"] if one["waited_for"]}),
    }


def _lacked(names: set[str]) -> dict[str, dict[str, str]]:
    """Return what each resource that visits waited for is called."""

    def both(name: str) -> dict[str, str]:
        return _said(lambda t: resource_label(name, t))

    return {name: both(name) for name in sorted(names)}


def _day(iso: str, first: str) -> int:
    import datetime

    return (datetime.date.fromisoformat(iso) - datetime.date.fromisoformat(first)).days


def _type(programme: Programme, kind: str) -> dict[str, str]:
    """What a type of work is called; preparation has none."""
    if not kind:
        return _said(lambda t: t("preparation"))
    names = dict(zip(programme.work_types.id.tolist(), programme.work_types.name.tolist(), strict=True))
    return _said(lambda t: work_type_label(kind, str(names.get(kind, kind)), t))
