"""A case of a study played forward with the same chance, and what the comparison tells of it."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

from planner.document.outcome_readings import round_to
from planner.study.measures import Measure
from planner.words import mark
from solvers.cases.pairs import paired, spread_of
from solvers.cases.playing import played_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planner.study.solved import Planned
    from solvers.cases.pairs import Paired
    from solvers.cases.played import Plays

PLAYED = (
    Measure(name="finish_years", label=mark("Until the last finish"), unit=mark("years"), better="less"),
    Measure(name="mean_wait_years", label=mark("Mean wait of homes"), unit=mark("years"), better="less"),
    Measure(name="unfinished", label=mark("Campaigns unfinished"), unit=mark("share"), better="less"),
    Measure(name="dates_missed", label=mark("Planned dates missed"), unit=mark("share"), better="less"),
    Measure(name="cost", label=mark("Cost"), unit=mark("yuan"), better="less"),
    Measure(name="public_money", label=mark("Public money"), unit=mark("yuan"), better="less"),
    Measure(name="household_days", label=mark("Disruption"), unit=mark("household-days"), better="less"),
    Measure(
        name="weighted_days", label=mark("Disruption, weighted"), unit=mark("household-days"), better="less"
    ),
    Measure(
        name="worst_estate",
        label=mark("Burden of the worst estate"),
        unit=mark("days a household"),
        better="less",
    ),
    Measure(name="water_off", label=mark("Water off"), unit=mark("household-hours"), better="less"),
)
"""What cases that were played are compared by, in the order in which it is shown."""


def with_play(one: Planned, plays: Plays | None) -> Planned:
    """Return a planned case with its plan played as asked; as it is where that is so, or it has no plan."""
    plan = one.solve.plan
    if plan is None or plays is None or (one.played is not None and one.played.plays == plays):
        return one
    return dataclasses.replace(one, played=played_of(one.case.programme, plan, plays))


def played_told(one: Planned, base: Planned) -> dict[str, Any] | None:
    """Return what the comparison tells of a case played forward; None where it was not played.

    ``difference`` is against the base, pair by pair; None where that was not played with the same chance.
    """
    played, against = one.played, base.played
    if played is None:
        return None
    return {
        "replications": played.replications,
        "seed": played.seed,
        "measures": {
            name: _rounded(dataclasses.asdict(spread_of(values))) for name, values in played.values.items()
        },
        "difference": None
        if against is None or against.plays != played.plays
        else _differences(played.values, against.values),
    }


def _differences(case: Mapping[str, Any], base: Mapping[str, Any]) -> dict[str, Any]:
    """Return the differences of the measures that both have."""
    better = {measure.name: measure.better for measure in PLAYED}
    found = {}
    for name, values in case.items():
        pair = paired(base[name], values)
        if pair is not None:
            verdict = verdict_of(pair, better[name])
            ends = {key: round_to(getattr(pair, key), 6) for key in ("mean", "low", "high")}
            found[name] = {**ends, "clear": bool(pair.sign), "verdict": verdict}
    return found


def verdict_of(pair: Paired, better: str) -> str:
    """Return ``same``, ``better``, ``worse`` or ``unclear``; the second and third where that is clear."""
    if pair.same:
        return "same"
    if not pair.sign:
        return "unclear"
    return "better" if (pair.sign > 0) == (better == "more") else "worse"


def _rounded(told: Mapping[str, Any]) -> dict[str, Any]:
    return {key: round_to(value, 6) for key, value in told.items()}
