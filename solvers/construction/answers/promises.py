"""The chance of each promised date: of campaigns, estates' latest starts, targets, and the plan's end."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from solvers.construction.answers.outcome import Promise
from solvers.construction.answers.quantiles import days_or_infinite, read_share

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from solvers.construction.answers.outcome import Group
    from solvers.construction.answers.sampled import Sample

    Reals = NDArray[np.float64]

UNITS = {"estates": "estates", "households": "households", "floor_area": "m2", "buildings": "buildings"}
ENOUGH = 1e-9
"""Share of a target that may be lacking and is rounding."""


def promises_of(sample: Sample, programme: Group, campaigns: tuple[Group, ...]) -> tuple[Promise, ...]:
    """Return all promises: the programme's, targets', latest starts', campaigns'."""
    whole = Promise(kind="programme", name="", by=programme.planned, chance=programme.on_time)
    ones = (Promise(kind="campaign", name=g.name, by=g.planned, chance=g.on_time) for g in campaigns)
    return (whole, *_targets(sample), *_latest(sample), *ones)


def _latest(sample: Sample) -> Iterator[Promise]:
    """Yield the chance that each estate starts by its latest date."""
    estates, clock, site = sample.case.programme.estates, sample.case.programme.clock, sample.case.site
    started = days_or_infinite(sample.runs.start)
    for estate in np.unique(site.estate[site.estate >= 0]).tolist():
        by = estates.latest[estate].item()
        if by is not None:
            first = started[:, site.estate == estate].min(axis=1)
            chance = read_share(first <= clock.day(by), sample.block)
            yield Promise(kind="latest", name=str(estates.id[estate]), by=by, chance=chance)


def _targets(sample: Sample) -> Iterator[Promise]:
    """Yield the chance that each target is reached, hard or soft (docs/meaning.md, 6.10)."""
    table, programme = sample.case.programme.targets, sample.case.programme
    for row in range(len(table)):
        measure, value = str(table.measure[row]), float(table.value[row])
        kind, by = str(table.work_type[row]), table.by[row].item()
        reached = reached_by(sample, row, programme.clock.day(by))
        enough = is_enough(reached, value)
        yield Promise(
            kind="target",
            name=str(table.name[row]),
            by=by,
            chance=read_share(enough, sample.block),
            amount=value,
            unit=UNITS.get(measure, kind),
            reached=float(reached.mean()),
        )


def reached_by(sample: Sample, row: int, day: int) -> Reals:
    """Return what replications reach of the target in a row of the table by a day, ``(replication,)``."""
    table = sample.case.programme.targets
    count = _quantity if str(table.measure[row]) == "quantity" else _estates
    return count(sample, table, row, day)


def is_enough(reached: Reals, value: float) -> NDArray[np.bool_]:
    """Return whether amounts reach a target's value, but for rounding."""
    found: NDArray[np.bool_] = reached >= value - ENOUGH * max(1.0, value)
    return found


def _days(sample: Sample, table: Any, row: int) -> Reals:
    """Return the last day that counts of each campaign: that of its start, or of its finish."""
    if table.counted[row] == "started":
        return days_or_infinite(sample.runs.start)
    return sample.finish - 1


def _covers(table: Any, row: int, street: str, zone: str) -> bool:
    return str(table.street[row]) in ("", street) and str(table.zone[row]) in ("", zone)


def _quantity(sample: Sample, table: Any, row: int, by: int) -> Reals:
    """Return the quantity of a work type at campaigns started or finished by a day, by replication."""
    programme, site = sample.case.programme, sample.case.site
    facts, campaigns = programme.facts, programme.campaigns
    number = {str(key): c for c, key in enumerate(campaigns.key)}
    of_kind = np.zeros(site.campaigns)
    for a in np.flatnonzero(site.included & (site.work >= 0)).tolist():
        c, work = int(site.of[a]), int(site.work[a])
        at = number[site.campaign[c]]
        here = _covers(table, row, str(campaigns.street[at]), str(campaigns.zone[at]))
        if here and site.work_type[a] == str(table.work_type[row]):
            of_kind[c] += float(facts.quantity[work])
    found: Reals = (_days(sample, table, row) <= by) @ of_kind
    return found


def _estates(sample: Sample, table: Any, row: int, by: int) -> Reals:
    """Return what estates started or completed by a day count for, by replication."""
    programme, site = sample.case.programme, sample.case.site
    keys = {key: c for c, key in enumerate(site.campaign)}
    here = {p: keys[str(key)] for p, key in enumerate(programme.campaigns.key) if str(key) in keys}
    done = _days(sample, table, row) <= by
    estates, started = programme.estates, table.counted[row] == "started"
    total = np.zeros(len(done))
    for estate, (units, duty) in programme.duties.items():
        if not _covers(table, row, str(estates.street[estate]), str(estates.zone[estate])):
            continue
        every = [
            done[:, [here[c] for c in unit if c in here]].any(axis=1) for unit in (units if started else duty)
        ]
        counts = np.any(every, axis=0) if started else np.all(every, axis=0)
        total += counts * _measured(estates, str(table.measure[row]), estate)
    return total


def _measured(estates: Any, measure: str, estate: int) -> float:
    value = 1.0 if measure == "estates" else float(getattr(estates, measure)[estate])
    return 0.0 if math.isnan(value) else value
