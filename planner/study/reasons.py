"""Why a campaign moved, in words: budget, capacity, disruption, lock, and what else keeps a start."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.document.reasons import CLOSED
from planner.report.causes import CAUSES
from planner.report.labels import of_number, unit_label
from planner.report.units import plain, wan
from planner.report.where import Names, where_label
from solvers.rules.register import RULES

if TYPE_CHECKING:
    from planner.words import Words
    from solvers.cases.moves import Move
    from solvers.cases.standing import Cause

_SENTENCES = {rule.name: (rule.sentence, rule.sentence_zh) for rule in RULES}
_MOST = 2
"""Causes that a sentence names."""


def kinds_of(move: Move) -> list[str]:
    """Return the kinds of cause of a move, each once."""
    return list(dict.fromkeys(cause.kind for cause in move.causes))


def why(move: Move, t: Words, names: Names | None = None) -> str:
    """Say why a campaign starts at another time; ``names`` are what rows of rules name."""
    names = names or Names()
    told = t.pick("; ", "；").join(_cause(cause, names, t) for cause in move.causes[:_MOST])
    if move.of_base:
        if move.causes[0].kind == "aim":
            return t("knock-on: that start was possible in the base too; now the plan is worth more so")
        return t("in the base this kept it from that start: {why}", why=told)
    return told


def _cause(cause: Cause, names: Names, t: Words) -> str:
    if cause.kind == "aim":
        return t("knock-on: its start in the base stays possible; the plan is worth more so")
    name = t(CAUSES[cause.kind])
    if cause.kind == "gone":
        return t("it is no part of this case's programme")
    if cause.kind == "outside_plan":
        return t("that start lies outside the plan's periods")
    if cause.needs is None or cause.left is None:
        why = t.pick(*CLOSED.get(cause.rule, _SENTENCES.get(cause.rule, ("", ""))))
        return t.pick(f"{name}: {why}", f"{name}：{why}")
    if cause.rule == "fund_limits":
        return t(
            "budget: in {year} it needs {needs} × 10,000 yuan, and the funds that may pay have {left} left",
            year=cause.where,
            needs=wan(cause.needs),
            left=wan(cause.left),
        )
    said = wan if cause.unit == "yuan" else plain
    return t(
        "{kind}: {where} has {left} {unit} left, and it needs {needs}",
        kind=name,
        where=where_label(cause.rule, cause.where, names, t),
        left=said(cause.left),
        needs=said(cause.needs),
        unit=_unit(cause, t),
    )


def _unit(cause: Cause, t: Words) -> str:
    if cause.unit == "yuan":
        return t.pick("× 10,000 yuan", "万元")
    return of_number(unit_label(cause.unit, t), cause.left or 0.0, t) if cause.unit else ""
