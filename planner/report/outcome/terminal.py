"""The summary of an outcome in a terminal: sentences, each figure with how exact it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from planner.report.outcome.labels import VERDICTS, cause_label, driver_label, pool_label, promise_label
from planner.report.outcome.resources import resource_rows
from planner.report.outcome.said import (
    band_line,
    certificate_line,
    chance_said,
    cost_line,
    finish_line,
    planned_line,
    precision_line,
    unfinished_line,
)
from planner.report.outcome.told import difference_rows
from planner.report.terminal import FILE_USES
from planner.report.units import count, decimal, percent, wan

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from planner.words import Words

Document = dict[str, Any]

_CAUSES, _DRIVERS, _PROMISES, _PLACES, _YEARS, _POOLS = 8, 3, 8, 3, 3, 3


def outcome_lines(document: Document, t: Words, files: Sequence[Path] = ()) -> Iterator[str]:
    """Yield the summary line by line; an empty one between its parts."""
    programme = document["programme"]
    yield t.pick(str(programme["name"]), str(programme["name_zh"]))
    yield precision_line(document, t)
    yield certificate_line(document, t)
    for part in (_headline, _promises, _causes, _drivers, _residents, _money, _pools, _against, _register):
        lines = [line for line in part(document, t) if line]
        yield from ["", *lines] if lines else []
    yield ""
    yield from assumption_lines(document, t)
    if files:
        yield ""
        yield t("Files")
    for file in files:
        yield f"{file}   ({t(FILE_USES[file.suffix])})"


def _headline(document: Document, t: Words) -> Iterator[str]:
    yield finish_line(document, t)
    yield cost_line(document, t)
    yield planned_line(document, t)
    yield unfinished_line(document, t)


def _promises(document: Document, t: Words) -> Iterator[str]:
    """Promises of the whole, the least likely first; those of campaigns as a count."""
    promises = [one for one in document["promises"] if one["kind"] in ("target", "programme")]
    own = [one for one in document["promises"] if one["kind"] not in ("target", "programme")]
    if promises or own:
        yield t("Chance that promised dates are kept")
    for one in sorted(promises, key=lambda p: p["chance"] or 0.0)[:_PROMISES]:
        about = "" if not one["half_width"] else f" ± {percent(one['half_width'])}"
        yield f"- {promise_label(one, t)}, {one['by']}: {chance_said(one['chance'], t)}{about}"
    if own:
        likely = sum((one["chance"] or 0.0) >= 0.8 for one in own)
        yield "- " + t(
            "{n} of {all} dates of campaigns and estates are kept with a chance of 80 % or more.",
            n=count(likely),
            all=count(len(own)),
        )


def _causes(document: Document, t: Words) -> Iterator[str]:
    told = document["attribution"]
    if not told["explained"]:
        return
    yield t(
        "What the finish is made of: mean of {n} [replication|replications] traced, {days} [day|days] in all",
        n=count(told["explained"]),
        days=decimal(told["days"], 1),
    )
    causes = sorted(told["causes"], key=lambda one: -one["days"])
    for one in causes[:_CAUSES]:
        yield _part(one["days"], one["share"], cause_label(one["cause"], one["name"], t))
    rest = causes[_CAUSES:]
    if rest:
        days, share = (sum(one[key] for one in rest) for key in ("days", "share"))
        yield _part(days, share, t("all others"))


def _part(days: float, share: float, label: str) -> str:
    return f"{decimal(days, 1):>9} {percent(share):>7}  {label}"


def _drivers(document: Document, t: Words) -> Iterator[str]:
    drivers = [one for one in document["drivers"] if one["finish"]]
    if drivers:
        yield t("What drives the finish (share of its variance; P80 in the lowest and highest fifth)")
    for one in sorted(drivers, key=lambda d: -d["finish"])[:_DRIVERS]:
        low, high = (one[key] or t("unfinished") for key in ("finish_low", "finish_high"))
        yield f"- {driver_label(one, t)}: {percent(one['finish'])}; {low} – {high}"


def _residents(document: Document, t: Words) -> Iterator[str]:
    bearing = document["disruption"]
    if not bearing["total"]["value"]:
        return
    yield t("What residents bear")
    yield t(
        "{n} household-days, kinds of nuisance added up (noise and dust on one day are two); worst tenth of "
        "estates {tenth} weighted days a household.",
        n=count(bearing["total"]["value"] or 0),
        tenth=decimal(bearing["worst_tenth"]["value"] or 0, 1),
    )
    for one in bearing["worst"][:_PLACES]:
        yield "- " + t(
            "{name} ({street}): {days} weighted days a household (P80), {longest} days on end",
            name=one["name"],
            street=one["street"],
            days=decimal(one["burden_p80"] or 0, 1),
            longest=count(one["longest_p80"] or 0),
        )
    streets = sorted(bearing["streets"], key=lambda one: -(one["peak_p80"] or 0))
    if streets:
        yield t(
            "Most of a street at once: {street} {share} (P80); notices kept: {kept}.",
            street=streets[0]["street"] or t("(no street)"),
            share=percent(streets[0]["peak_p80"] or 0),
            kept=chance_said(bearing["notices"]["value"], t),
        )


def _money(document: Document, t: Words) -> Iterator[str]:
    years = [one for one in document["fund_years"] if (one["beyond"]["value"] or 0) > 0.05]
    if years:
        yield t("Funds most likely to be overdrawn (10,000 yuan)")
    for one in sorted(years, key=lambda y: -y["beyond"]["value"])[:_YEARS]:
        limit = t("no limit of its own") if one["limit"] is None else wan(one["limit"])
        yield "- " + t(
            "{fund} {year}: {chance}; limit {limit}, P80 {p80}",
            fund=one["fund"],
            year=one["year"],
            chance=chance_said(one["beyond"]["value"], t),
            limit=limit,
            p80=wan(one["p80"]),
        )


def _pools(document: Document, t: Words) -> Iterator[str]:
    rows = [row for row in resource_rows(document) if row["changes"]]
    if rows:
        yield t("What one more would change (paired; more burden is harm)")
    for row in rows[:_POOLS]:
        parts = [_difference(change, t) for change in row["changes"] if change["verdict"] != "same"]
        yield f"- {pool_label(row, t)}: {t(', ').join(parts) or t('nothing')}"


def _difference(change: Document, t: Words) -> str:
    """Return a difference with its interval and verdict."""
    name, unit = (change[key] for key in (t.lang, "unit_zh" if t.lang == "zh" else "unit"))
    if change["difference"] is None:
        return f"{name}: {t('not known')}"
    if change["verdict"] == "same":
        return f"{name}: {t(VERDICTS['same'])}"
    places = 0 if abs(change["difference"]) >= 10 else 3
    about = "" if change["half_width"] is None else f" ± {decimal(change['half_width'], places)}"
    return f"{name} {change['difference']:+,.{places}f}{about} {unit} ({t(VERDICTS[change['verdict']])})"


def _against(document: Document, t: Words) -> Iterator[str]:
    against = document["against"]
    if against is None:
        return
    yield t(
        "{b} against this plan, {n} [pair|pairs] (the other less this)",
        b=against["b"],
        n=count(against["pairs"]),
    )
    for change in difference_rows(against["measures"]):
        yield f"- {_difference(change, t)}"


def _register(document: Document, t: Words) -> Iterator[str]:
    register = document["register"]
    if register is not None:
        before, after = (register[key]["finish"] for key in ("before", "after"))
        yield t(
            "Risk register: P80 of the finish {before} before mitigation, {after} after it.",
            before=before["date"] if before else t("unfinished"),
            after=after["date"] if after else t("unfinished"),
        )
    yield band_line(document, t)


def assumption_lines(document: Document, t: Words) -> Iterator[str]:
    """Yield the numbers of chance that nobody stated, in short; the files say what each means."""
    told = document["assumptions"]
    assumed = [one for one in told if one["assumed"]]
    yield t(
        "Assumptions: {n} of {all} numbers of chance stand at their defaults; the files say what each means.",
        n=count(len(assumed)),
        all=count(len(told)),
    )
    groups: dict[str, list[str]] = {}
    for one in assumed:
        group, _, name = one["key"].removeprefix("construction.").rpartition(".")
        groups.setdefault(group or "construction", []).append(f"{name}={one['value']}")
    for group, held in groups.items():
        yield f"  {group}: {', '.join(held)}"
