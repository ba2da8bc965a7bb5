"""What the finish is made of, what drives it, how busy crews are, and what one more would change."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from planner.document.outcome_readings import Days, round_to
from solvers.construction.answers import differences

if TYPE_CHECKING:
    from collections.abc import Iterable

    from solvers.construction.answers import Sample
    from solvers.construction.answers.of_causes import (
        Attribution,
        Crucial,
        Difference,
        Driver,
        OneMore,
        Used,
    )


def attribution_of(attribution: Attribution, days: Days) -> dict[str, Any]:
    """Return the mean days of each cause on the chain that bound the finish; they sum to ``days``."""
    return {
        "explained": attribution.explained,
        "exact": attribution.exact,
        "left_out": attribution.left_out,
        "days": round_to(attribution.finish, 4),
        "date": days.last_before(attribution.finish) if attribution.explained else None,
        "causes": [
            {
                "cause": one.cause,
                "name": one.name,
                "days": round_to(one.days, 4),
                "share": round_to(one.share, 6),
                "p80": round_to(one.p80, 1),
            }
            for one in attribution.causes
        ],
        "last": [{"campaign": key, "share": round_to(share, 4)} for key, share in attribution.last],
    }


def drivers_of(drivers: Iterable[Driver], days: Days) -> list[dict[str, Any]]:
    """Return what moves finish and cost, in the order given; the dates are P80 of the finish."""
    return [
        {
            "driver": one.name,
            "kind": one.kind,
            "finish": round_to(one.finish, 4),
            "cost": round_to(one.cost, 4),
            "correlation": round_to(one.correlation, 4),
            "finish_low": days.last_before(one.finish_low),
            "finish_high": days.last_before(one.finish_high),
            "cost_low": round_to(one.cost_low),
            "cost_high": round_to(one.cost_high),
        }
        for one in drivers
    ]


def crucial_of(works: Iterable[Crucial]) -> list[dict[str, Any]]:
    """Return how far each work decides the finish."""
    keys = ("critical", "significance", "cruciality", "days", "planned")
    return [
        {
            "work": one.work,
            "campaign": one.campaign,
            "work_type": one.work_type,
            **{key: round_to(getattr(one, key), 4) for key in keys},
        }
        for one in works
    ]


def crews_of(used: Iterable[Used]) -> list[dict[str, Any]]:
    """Return how busy each pool is in each month."""
    keys = ("there", "busy", "full", "waiting")
    return [
        {
            "pool": one.pool,
            "kind": one.kind,
            "month": one.month,
            **{key: round_to(getattr(one, key), 3) for key in keys},
            "overload": one.overload,
        }
        for one in used
    ]


def difference_of(one: Difference) -> dict[str, Any]:
    """Return a measure of two plays, with the verdict on their difference."""
    return {
        "measure": one.measure,
        "unit": one.unit,
        "this": round_to(one.this, 4),
        "other": round_to(one.other, 4),
        "difference": round_to(one.difference.value, 4),
        "half_width": round_to(one.difference.half_width, 4),
        "verdict": one.verdict,
    }


def worths_of(worths: Iterable[OneMore]) -> list[dict[str, Any]]:
    """Return what one more unit of each pool changes, with its harm."""
    return [
        {"pool": one.pool, "kind": one.kind, "changes": [difference_of(each) for each in one.changes]}
        for one in worths
    ]


def against_of(this_file: str, other_file: str, this: Sample, other: Sample) -> dict[str, Any]:
    """Return how another plan differs from this one, both played with the same chance."""
    return {
        "a": Path(this_file).name,
        "b": Path(other_file).name,
        "pairs": this.runs.replications,
        "measures": [difference_of(one) for one in differences(this, other)],
    }
