"""What is said of an impossible programme: rules in conflict, and the repair sheet, the cheapest first."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from planner.command.status import IMPOSSIBLE
from planner.report.units import percent, wan
from planner.report.where import row_names
from planner.words import Words, mark, words

if TYPE_CHECKING:
    from collections.abc import Callable

    from scenarios.model.programme import Programme
    from solvers.solving import Event, Solve
    from solvers.why.conflict import Conflict
    from solvers.why.repairs.sheet import Repair, Sheet

_KINDS = {
    "money": mark("money"),
    "after": mark("money due after the plan"),
    "crews": mark("crews"),
    "households": mark("households under works"),
    "projects": mark("campaigns under way"),
    "target": mark("targets"),
    "estate": mark("estates that must start"),
    "pinned": mark("pins"),
    "earliest_latest": mark("dates of estates"),
    "consent": mark("votes"),
    "link": mark("links"),
    "gate": mark("pilots first"),
}
"""Kinds of lever by their names, as the line of progress tells them."""
_LEAST_SECONDS = 30.0
"""Seconds that conflict and repairs get each, however few the plan got."""
_WORTH_SAYING = 1e-3
"""Share by which a price must be above the least possible to be told."""


def impossible(given: Programme, solve: Solve, seconds: float, as_json: bool, lang: str) -> int:
    """Say which rules are in conflict and what would help; return the exit status.

    Ctrl-C ends the search, and what was found by then is said.
    """
    from planner.report.progress import ProgressLine
    from solvers.why.conflict import conflict
    from solvers.why.repairs.sheet import Sheet, repair_sheet

    seconds = max(seconds, _LEAST_SECONDS)
    t = words(lang)
    with ProgressLine(lang) as progress:
        found = conflict(
            given, seconds=seconds, progress=_saying(progress, t("rules in conflict: {what}"), t)
        )
        if not as_json:
            for line in conflict_lines(found, t):
                click.echo(line, err=True)
        sheet = Sheet(repairs=(), complete=False, interrupted=True)
        if not found.interrupted:
            rules = [rule.name for rule in found.rules]
            watch = _saying(progress, t("what would help: {what}"), t)
            sheet = repair_sheet(given, rules, seconds=seconds, progress=watch, names=_fund_names(given))
    if as_json:
        from planner.document.document import certificate

        document = {"certificate": certificate(given, solve), **told(found, sheet, t)}
        click.echo(json.dumps(document, ensure_ascii=False, allow_nan=False))
        return IMPOSSIBLE
    for line in sheet_lines(sheet, t):
        click.echo(line, err=True)
    return IMPOSSIBLE


def _fund_names(given: Programme) -> dict[str, tuple[str, str]]:
    """Return what funds are called in English and in Chinese."""
    en, zh = (row_names(given, words(lang)).funds for lang in ("en", "zh"))
    return {name: (en[name], zh[name]) for name in en}


def _saying(progress: Callable[[Event], None], text: str, t: Words) -> Callable[[Event], None]:
    """Return what passes events on, saying what is looked at."""

    def heard(event: Event) -> None:
        what = " + ".join(t(_KINDS.get(name, name)) for name in event.message.split(" + "))
        progress(replace(event, message=text.replace("{what}", what)))

    return heard


def told(found: Conflict, sheet: Sheet, t: Words) -> dict[str, Any]:
    """Return conflict and repairs as JSON holds them; costs are in yuan."""
    repairs = [
        {
            "sentence": repair_sentence(repair, t),
            "change": repair.change,
            "cost": round(repair.cost, 2),
            "least_cost": None if repair.least is None else round(repair.least, 2),
            "verified": repair.verified,
        }
        for repair in sheet.repairs
    ]
    return {
        "conflict": [rule.name for rule in found.rules],
        "conflict_minimal": found.minimal,
        "repairs": repairs,
        "repairs_complete": sheet.complete,
    }


def conflict_lines(found: Conflict, t: Words) -> list[str]:
    """Return the rules in conflict, a line each."""
    lines = [t("No plan can keep all of these rules together:")]
    for rule in found.rules:
        lines.append(f"- {rule.name}: " + t.pick(rule.sentence, rule.sentence_zh))
    if not found.minimal:
        lines.append(t("(The search was cut short: some of them may not be needed.)"))
    return lines


def sheet_lines(sheet: Sheet, t: Words) -> list[str]:
    """Return the alternatives, a line each, and what to do with them."""
    lines = []
    if sheet.repairs:
        lines += ["", t("Any one of these would make it possible, the cheapest first:")]
        lines += [f"{n}. {repair_sentence(repair, t)}" for n, repair in enumerate(sheet.repairs, start=1)]
    else:
        lines += ["", t("No way out was found.")]
    if not sheet.complete:
        lines.append(t("(The search was cut short: there may be cheaper ones.)"))
    if sheet.repairs:
        lines.append(
            t("Prices are assumptions of the settings [repairs]; --json gives each repair as a what-if file.")
        )
    return lines


def repair_sentence(repair: Repair, t: Words) -> str:
    """Say a repair with its price, and whether it was tried."""
    what = t.pick(repair.sentence, repair.sentence_zh)
    said = [
        t("{what} — price {price} × 10,000 yuan (an assumption)", what=what, price=wan(repair.cost))
        if repair.assumed
        else t("{what} — costs {price} × 10,000 yuan", what=what, price=wan(repair.cost))
    ]
    if repair.least is None:
        said.append(t("a cheaper amount may do"))
    elif repair.cost - repair.least > _WORTH_SAYING * repair.cost:
        above = (repair.cost - repair.least) / repair.cost
        said.append(t("at most {share} more than it takes", share=percent(above)))
    said.append(
        t("tried: a plan keeps every rule") if repair.verified else t("not tried to the end: time ran out")
    )
    return t(", ").join(said)
