"""What the page is given: the plan as one JSON value, every text in both languages, nothing twice.

Money is in yuan. Funds, streets, work types and reasons are listed once and referred to by their place in
the list.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from planner.report.answers import SURENESS, answers_for_page
from planner.report.changes import changes_said, what_if_names
from planner.report.decided import decided
from planner.report.giving_way import gave_way_lines
from planner.report.hulls import hull
from planner.report.labels import (
    CLASSES,
    FUNDING,
    MEASURES,
    PAYER_OF_KIND,
    PAYERS,
    PROOFS,
    PROVERS,
    SOLVE_STATES,
    STATES,
    STRENGTHS,
    UNITS,
    cell_of,
    fund_labels,
    programme_name,
    work_type_label,
)
from planner.report.names import part_label
from planner.report.residents import FEARS, by_estate, residents_for_page
from planner.report.scores import method_sentence, score_rows
from planner.report.sentences import audit_sentence, breach_sentence, certificate_sentence, largest_limits
from planner.report.where import Names, row_names, where_label
from planner.words import LANGUAGES, words

if TYPE_CHECKING:
    from collections.abc import Callable

    from planner.report.facts import Document, Facts, Place
    from planner.words import Words

ROWS_OF_A_RULE = 300
"""Rows of one rule that the page holds: the binding ones first, then those with least slack."""


def payload(facts: Facts) -> dict[str, Any]:
    """Return all that the page shows."""
    names = {lang: fund_labels(facts.funds, words(lang)) for lang in LANGUAGES}
    rows = {lang: row_names(facts.programme, words(lang)) for lang in LANGUAGES}
    lists = _Lists(facts)
    return {
        **_whole(facts, rows),
        "streets": facts.streets,
        "hulls": _hulls(facts),
        "funds": _funds(facts, names),
        "classes": [_in_both(CLASSES.get(group, group)) for group in facts.classes],
        "types": _types(facts),
        "places": [lists.place(place) for place in facts.places],
        "whys": lists.whys,
        "rules": [_rule(rule, rows) for rule in facts.document["rules"]],
        "findings": [_note(note) for note in facts.document["findings"]],
        "assumptions": [_note(note) for note in facts.document["assumptions"]],
        **decided(facts),
        "answers": answers_for_page(facts.document, rows),
        "residents": residents_for_page(facts),
        "labels": {
            "states": STATES,
            "statuses": SOLVE_STATES,
            "provers": PROVERS,
            "proofs": PROOFS,
            "units": UNITS,
            "measures": MEASURES,
            "strengths": STRENGTHS,
            "funding": FUNDING,
            "sureness": SURENESS,
            "fears": FEARS,
        },
    }


def _whole(facts: Facts, names: dict[str, Names]) -> dict[str, Any]:
    """What is said of the plan as a whole."""
    document, programme = facts.document, facts.document["programme"]
    return {
        "name": _both(lambda t: programme_name(document, facts.programme, t)),
        "years": facts.years,
        "periods": [[p["name"], p["first"], p["last"]] for p in programme["periods"]],
        "source": programme["source"],
        "evaluationDate": programme["evaluation_date"],
        "certificate": document["certificate"],
        "sentence": _both(lambda t: certificate_sentence(document, t)),
        "audited": _both(lambda t: audit_sentence(document, t)),
        "limits": {lang: largest_limits(document, words(lang), names[lang]) for lang in LANGUAGES},
        "totals": document["totals"],
        "asked": document["programme_totals"],
        "measures": document["measures"],
        "payers": [{"key": who, **_in_both(PAYERS[who]), "paid": paid} for who, paid in facts.payers.items()],
        "byYear": document["by_year"],
        "byStreet": document["by_street"],
        "targets": document["targets"],
        "scores": _scores(document),
        "whatIfs": _both(lambda t: what_if_names(document, t)),
        "changes": _changes(document),
        "gaveWay": [_in_both_lines(pair) for pair in _gave_way(document)],
        "breaches": [
            {lang: breach_sentence(breach, words(lang)) for lang in LANGUAGES} for breach in document["audit"]
        ],
    }


def _gave_way(document: Document) -> list[tuple[str, ...]]:
    return list(zip(*(gave_way_lines(document, words(lang)) for lang in LANGUAGES), strict=True))


def _in_both_lines(spoken: tuple[str, ...]) -> dict[str, str]:
    return dict(zip(LANGUAGES, spoken, strict=True))


def _changes(document: Document) -> list[list[Any]]:
    """Each changed value: what-if, table, row, column, before, after; one text where both languages agree."""
    spoken = [changes_said(document, words(lang)) for lang in LANGUAGES]
    keys = ("what_if", "table", "row", "column", "before", "after")
    return [
        [_shortest(*(getattr(c, key) for c in both)) for key in keys] for both in zip(*spoken, strict=True)
    ]


def _scores(document: Document) -> dict[str, Any] | None:
    """The scores of estates, the first rank first; None where application mode is off."""
    if not document.get("scores"):
        return None
    rows = [
        {
            "rank": row["rank"],
            "name": row["name"] or row["estate"],
            "street": row["street"],
            "best": row["best_rank"],
            "worst": row["worst_rank"],
            "sum": row["weighted_sum"],
            "closeness": row["topsis"],
            "why": {"en": row["why"], "zh": row["why_zh"]} if row["why"] else None,
        }
        for row in score_rows(document)
    ]
    return {"method": _both(lambda t: method_sentence(document, t)), "rows": rows}


def _shortest(*texts: str) -> str | dict[str, str]:
    return texts[0] if len(set(texts)) == 1 else dict(zip(LANGUAGES, texts, strict=True))


class _Lists:
    """Places as the page holds them, with the lists they refer to."""

    def __init__(self, facts: Facts) -> None:
        self.whys: list[dict[str, str]] = []
        self._facts = facts
        self._streets = {street: number for number, street in enumerate(facts.streets)}
        self._funds = {fund: number for number, fund in enumerate(facts.funds)}
        self._types = {kind: number for number, kind in enumerate(facts.work_types)}
        self._numbers: dict[tuple[str, str], int] = {}
        self._why_of_work: dict[str, int] = {}
        self._draws: dict[str, list[list[float]]] = {}
        self._voices = by_estate(facts)
        for draw in facts.document["draws"]:
            entry = [self._funds[draw["fund"]], draw["year"], draw["amount"]]
            self._draws.setdefault(draw["campaign"], []).append(entry)
        for out in facts.document["left_out"]:
            for work in out["works"] or ():
                self._why_of_work[work] = self._why(out["why"], out.get("why_zh") or "")

    def place(self, place: Place) -> dict[str, Any]:
        """An estate, zone or asset; empty values are left away."""
        by_payer = place.split("by_payer")
        shown = {
            "key": place.key,
            "kind": place.kind,
            "name": place.name,
            "street": self._streets[place.street],
            "zone": place.zone,
            "at": None if place.lon is None or place.lat is None else [place.lon, place.lat],
            "built": place.year_built,
            "unit": place.unit or place.builder,
            "person": place.person,
            "households": place.households,
            "buildings": place.buildings,
            "area": place.floor_area,
            "pilot": int(place.pilot),
            "state": place.state,
            "start": place.start,
            "finish": place.finish,
            "cost": place.total("cost"),
            "due": place.total("due_after_plan"),
            "benefit": round(place.total("benefit")),
            "funding": place.funding,
            "payers": [by_payer.get(who, 0) for who in self._facts.payers],
            "why": self._why(place.why, place.why_zh) if place.why else None,
            "campaigns": [self._campaign(campaign) for campaign in place.campaigns],
            "out": [self._out(place, entry) for entry in place.left_campaigns],
            "left": [self._left(work) for work in place.left_works],
            **self._voices.get(place.key, {}),
        }
        return {key: value for key, value in shown.items() if value not in (None, "", 0, [])}

    def _campaign(self, campaign: Any) -> list[Any]:
        """Key, start, finish, cost, works [type, quantity, days, cost], draws [fund, year, amount]."""
        works = [
            [self._types[w["work_type"]], w["quantity"], w["start"], w["finish"], w["cost"]]
            for w in campaign["works"]
        ]
        key = campaign["campaign"]
        return [key, campaign["start"], campaign["finish"], campaign["cost"], works, self._draws.get(key, [])]

    def _out(self, place: Place, entry: Any) -> list[Any]:
        """Name and reason of a whole campaign left out."""
        part = str(entry["campaign"]).partition("/")[2]
        name = _shortest(*(f"{place.name} {part_label(part, words(lang))}".rstrip() for lang in LANGUAGES))
        return [name, self._why(str(entry["why"]), str(entry.get("why_zh") or ""))]

    def _left(self, work: str) -> list[Any]:
        """Work type, cost and reason of a work left out."""
        kind = self._facts.work_type_of.get(work, "")
        return [self._types.get(kind, -1), self._facts.cost_of_work.get(work, 0), self._why_of_work[work]]

    def _why(self, why: str, why_zh: str) -> int:
        """The number of a reason among all that are given."""
        if (why, why_zh) not in self._numbers:
            self._numbers[why, why_zh] = len(self.whys)
            self.whys.append({"en": why or why_zh, "zh": why_zh or why})
        return self._numbers[why, why_zh]


def _both(text: Callable[[Words], Any]) -> dict[str, Any]:
    """Return a text in every language."""
    return {lang: text(words(lang)) for lang in LANGUAGES}


def _in_both(text: str) -> dict[str, str]:
    """Return a marked text in every language."""
    return {lang: words(lang)(text) for lang in LANGUAGES}


def _funds(facts: Facts, names: dict[str, dict[str, str]]) -> list[dict[str, Any]]:
    by_fund: dict[str, list[list[float]]] = {fund: [] for fund in facts.funds}
    for entry in facts.fund_years:
        by_fund[entry.fund].append([entry.limit, entry.carried_in, entry.drawn])
    return [
        {
            "name": fund,
            **{lang: names[lang][fund] for lang in LANGUAGES},
            "payer": PAYER_OF_KIND.get(kind, "government"),
            "years": by_fund[fund],
        }
        for fund, kind in facts.funds.items()
    ]


def _types(facts: Facts) -> list[dict[str, Any]]:
    groups = {group: number for number, group in enumerate(facts.classes)}
    return [
        {
            **{lang: work_type_label(key, name, words(lang)) for lang in LANGUAGES},
            "unit": unit,
            "group": groups[group],
        }
        for key, (name, group, unit) in facts.work_types.items()
    ]


def _hulls(facts: Facts) -> list[list[tuple[float, float]]]:
    """The outline of the estates of each street, in the order of the streets."""
    points: dict[str, list[tuple[float, float]]] = {street: [] for street in facts.streets}
    for place in facts.places:
        if place.lon is not None and place.lat is not None and place.street:
            points[place.street].append((place.lon, place.lat))
    return [hull(points[street]) for street in facts.streets]


def _note(note: Any) -> dict[str, Any]:
    """A note made on reading, with the cell it is about."""
    told = {key: note.get(key) for key in ("about", "value", "what", "what_zh", "cause", "cause_zh")}
    return {**told, "cell": {lang: cell_of(note, words(lang)) for lang in LANGUAGES}}


def _rule(rule: Any, names: dict[str, Names]) -> dict[str, Any]:
    """A rule with the places where it holds; where there are very many, those that matter most."""
    rows = sorted(rule["rows"], key=lambda row: (-(row["price"] or 0.0), row["slack"] or 0.0))
    shown = rows[:ROWS_OF_A_RULE]
    return {
        **{key: value for key, value in rule.items() if key != "rows"},
        "rows": [[_where(rule["name"], row["where"], names), row["slack"], row["price"]] for row in shown],
        "more": len(rows) - len(shown),
    }


def _where(rule: str, where: str, names: dict[str, Names]) -> dict[str, str]:
    return {lang: where_label(rule, where, names[lang], words(lang)) for lang in LANGUAGES}
