"""What a plan's figures mean, in sentences: how good it is, what the audit found, what limits it most."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.report.giving_way import broken_besides, gave_way_in, gave_way_sentence
from planner.report.labels import of_number, unit_label
from planner.report.units import count, decimal, gap_percent, significant, wan
from planner.report.where import Names, where_label
from planner.words import Words, mark, said

if TYPE_CHECKING:
    from planner.report.facts import Document

TELLING_STEPS = {"yuan": 1_000_000.0, "crew-day": 20.0, "office-day": 20.0, "household": 100.0, "m2": 1_000.0}
"""By how much a limit is thought to be raised when its worth is told; else by one unit."""
_STEP_WORDS = {
    "yuan": mark("1 million yuan more would be worth about {worth} household-years"),
    "crew-day": mark("20 crew-days more would be worth about {worth} household-years"),
    "household": mark("100 households more would be worth about {worth} household-years"),
    "m2": mark("1,000 m² more would be worth about {worth} household-years"),
    "campaign": mark("one campaign more would be worth about {worth} household-years"),
    "unit": mark("one unit less would be worth about {worth} household-years"),
    "office-day": mark("20 office-days more would be worth about {worth} household-years"),
    "start": mark("one start more would be worth about {worth} household-years"),
    "year": mark("one year more would be worth about {worth} household-years"),
}
"""What easing a limit by its step brings; a target, counted in units, is eased by asking for less."""
_LESS_WORDS = {
    "yuan": mark("asking for 1 million yuan less would be worth about {worth} household-years"),
    "crew-day": mark("asking for 20 crew-days less would be worth about {worth} household-years"),
    "household": mark("asking for 100 households less would be worth about {worth} household-years"),
}
"""What it brings to ask for less, of rules that ask for at least something."""
_AT_LEAST = ("fund_floors", "bond_cover", "crew_floors", "street_shares")
_NOT_EASED = ("longest_wait", "operators", "shared_setups", "openings")
"""Rules of whose limits one more is no easing that a reader could grant."""
_NO_LIMITS = ("moves",)
"""Rows that only count."""


@dataclass(frozen=True, kw_only=True)
class Limit:
    """A limit that binds: its rule, where, and the aim units that one step more would bring."""

    rule: str
    sentence: str
    sentence_zh: str
    where: str
    unit: str
    worth: float


def certificate_sentence(document: Document, t: Words) -> str:
    """Say how good the plan is proven to be."""
    certificate = document["certificate"]
    if gave_way_in(document):
        return gave_way_sentence(document, t)
    gap = certificate["gap"]
    if certificate["status"] == "PROVEN_BEST":
        return t("Proven best: no plan that keeps every rule is better.")
    if gap is None:
        return t("How much better could exist is not known.")
    better = gap_percent(gap)
    if certificate["status"] == "WITHIN_GAP":
        return t("Proven: at most {gap} better could exist.", gap=better)
    return t("The best plan found when time ended; at most {gap} better could exist.", gap=better)


def audit_sentence(document: Document, t: Words) -> str:
    """Say what the audit found."""
    breaches = len(broken_besides(document))
    if not breaches and document["audit"]:
        return t("Audit without the solver: only what gave way is broken.")
    if not breaches:
        return t("Audit without the solver: every rule is kept.")
    return t("Audit without the solver: {n} [breach|breaches] of rules.", n=count(breaches))


def binding_limits(document: Document) -> list[Limit]:
    """Return the limits that bind and could be eased, the one whose easing is worth most first."""
    limits = [
        Limit(
            rule=str(rule["name"]),
            sentence=str(rule["sentence"]),
            sentence_zh=str(rule.get("sentence_zh") or ""),
            where=str(row["where"]),
            unit=_unit(rule),
            worth=row["price"] * TELLING_STEPS.get(_unit(rule), 1.0),
        )
        for rule in document["rules"]
        if rule["binding"] and _unit(rule) in _STEP_WORDS and rule["name"] not in _NOT_EASED
        for row in rule["rows"]
        if row["price"] and row["where"] not in _NO_LIMITS
    ]
    return sorted(limits, key=lambda limit: -limit.worth)


def largest_limits(document: Document, t: Words, names: Names, most: int = 3) -> list[str]:
    """Say in words which limits hold the plan back most, each rule once, with what easing it would bring.

    ``names`` is what their rows name.
    """
    first: dict[str, Limit] = {}
    for limit in binding_limits(document):
        first.setdefault(limit.rule, limit)
    return [_limit_sentence(limit, t, names) for limit in list(first.values())[:most]]


def _unit(rule: Document) -> str:
    """Unit of a rule's limit in the singular, empty where it has none."""
    return str(rule.get("unit") or "").removesuffix("s")


def _limit_sentence(limit: Limit, t: Words, names: Names) -> str:
    rule = t.pick(limit.sentence, limit.sentence_zh).rstrip(".。")
    steps = _LESS_WORDS if limit.rule in _AT_LEAST else _STEP_WORDS
    step = t(steps[limit.unit], worth=significant(limit.worth))
    return t(
        "{rule} ({where}): {step}.",
        rule=rule,
        where=where_label(limit.rule, limit.where, names, t),
        step=step,
    )


def breach_sentence(breach: Document, t: Words) -> str:
    """Say where a rule is broken and by how much."""
    unit = str(breach.get("unit") or "")
    if unit == "yuan":
        shown = t("{amount} × 10,000 yuan", amount=wan(breach["amount"]))
    else:
        label = of_number(unit_label(unit, t), breach["amount"], t)
        shown = f"{decimal(breach['amount']).removesuffix('.00')} {label}".strip()
    return f"{breach['where']}: {said(breach, 'sentence', t.lang)} ({shown})"
