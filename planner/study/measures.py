"""Measures of a plan: each with its unit, and whether more of it or less is better."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.document.tallies import Tally, measures, targets, totals
from planner.document.yuan import yuan
from planner.words import mark, words
from scenarios.model.clock import DAYS_IN_A_YEAR

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from scenarios.model.programme import Programme
    from solvers.solving import Solve


@dataclass(frozen=True, kw_only=True)
class Measure:
    """A measure by its ``name``: its ``label`` and ``unit`` in words, and what is ``better``: more or less.

    ``better`` is empty where neither is. Money is in yuan.
    """

    name: str
    label: str
    unit: str
    better: str


MEASURES = (
    Measure(name="aim", label=mark("Aim"), unit=mark("aim units"), better="more"),
    Measure(name="estates", label=mark("Estates started"), unit=mark("estates"), better="more"),
    Measure(name="estates_completed", label=mark("Estates completed"), unit=mark("estates"), better="more"),
    Measure(name="households", label=mark("Households"), unit=mark("households"), better="more"),
    Measure(name="floor_area_m2", label=mark("Floor area"), unit=mark("m²"), better="more"),
    Measure(name="benefit", label=mark("Benefit"), unit=mark("household-years"), better="more"),
    Measure(name="cost", label=mark("Cost"), unit=mark("yuan"), better="less"),
    Measure(name="public_money", label=mark("Public money"), unit=mark("yuan"), better="less"),
    Measure(name="disruption", label=mark("Disruption"), unit=mark("household-days"), better="less"),
    Measure(name="mean_wait_years", label=mark("Mean wait of homes"), unit=mark("years"), better="less"),
    Measure(name="last_finish_years", label=mark("Until the last finish"), unit=mark("years"), better="less"),
    Measure(name="due_after_plan", label=mark("Due after the plan"), unit=mark("yuan"), better="less"),
    Measure(name="reopenings", label=mark("Grounds opened again"), unit=mark("openings"), better="less"),
    Measure(name="targets_missed", label=mark("Targets missed"), unit=mark("targets"), better="less"),
)
"""What cases are compared by, in the order in which it is shown."""


def measures_told(measures: Sequence[Measure]) -> list[dict[str, str]]:
    """Return measures as the comparison document lists them, with their Chinese names."""
    zh = words("zh")
    return [
        {**dataclasses.asdict(one), "label_zh": zh(one.label), "unit_zh": zh(one.unit)} for one in measures
    ]


def measured(programme: Programme, solve: Solve) -> Mapping[str, float | None]:
    """Return every measure of a solve's plan by name; all None where it has no plan.

    A mean wait is None where no estate is completed. The aim is what the plan is worth in the first aim, also
    where rules give way in it.
    """
    if solve.plan is None:
        return {measure.name: None for measure in MEASURES}
    tally, first = Tally(programme, solve.plan), programme.clock.first_day
    ends = [one.finish for one in solve.plan.campaigns if one.finish is not None]
    public = {"government": 0}
    for one in solve.plan.campaigns:
        for payer, amount in (one.by_payer or {}).items():
            public[payer] = public.get(payer, 0) + amount
    found = {
        **measures(tally),
        **totals(tally),
        "aim": solve.tiers[0]["final"] if solve.tiers else solve.objective,
        "estates_completed": sum(one.completed is not None for one in tally.estates),
        "public_money": yuan(public["government"]),
        "last_finish_years": (max(ends) - first).days / DAYS_IN_A_YEAR if ends else None,
        "targets_missed": sum(target["shortfall"] > 0 for target in targets(tally)),
    }
    return {measure.name: found[measure.name] for measure in MEASURES}
