"""Two plays with the same chance, replication by replication: what differs, and whether that is clear."""

from __future__ import annotations

import math
from dataclasses import fields, replace
from typing import TYPE_CHECKING

import numpy as np

from solvers.construction.answers.of_causes import Difference, OneMore
from solvers.construction.answers.quantiles import BLOCKS, across, means, quantile, reading, whole_blocks
from solvers.construction.answers.sampled import Sample, sample_of
from solvers.construction.runs.nouns import ONCE, TOTALS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from solvers.construction.answers.readings import Reading
    from solvers.construction.answers.sampled import Case

    Reals = NDArray[np.float64]

PAIRS = 64
"""Replications that are paired where nothing is said."""
BATCHES = 8
"""Parts of a sample whose quantiles tell how sure a difference is, where there are few whole blocks."""

MEANS: dict[str, tuple[str, Callable[[Sample], Reals]]] = {
    "finish": ("days", lambda s: s.end),
    "campaign_finish": ("days", lambda s: s.finish.mean(axis=1)),
    "cost": ("yuan", lambda s: s.whole_cost),
    "household_days": ("household-days", lambda s: s.runs.household_days.sum(axis=1)),
    "weighted": ("household-days", lambda s: s.runs.weighted.sum(axis=1)),
    "outage_hours": ("household-hours", lambda s: s.runs.outage_hours.sum(axis=1)),
    "worst": ("days a household", lambda s: s.runs.worst),
    "worst_tenth": ("days a household", lambda s: s.runs.worst_tenth),
    "gini": ("share", lambda s: s.runs.gini),
    "peak": ("share", lambda s: s.runs.peak.max(axis=1, initial=0.0).astype(np.float64)),
    "peak_households": ("households", lambda s: _peak(s)),
    "longest": ("days", lambda s: s.runs.longest.max(axis=1, initial=0).astype(np.float64)),
    "reopened": ("times", lambda s: s.runs.reopened.astype(np.float64)),
    "notices": ("share", lambda s: s.runs.kept / np.maximum(s.runs.told, 1)),
}
"""Measures by mean: unit, and the values by replication. Of all but ``notices`` less is better."""
QUANTILES: dict[str, tuple[str, float, Callable[[Sample], Reals]]] = {
    "finish_p50": ("days", 0.5, lambda s: s.end),
    "finish_p80": ("days", 0.8, lambda s: s.end),
    "cost_p80": ("yuan", 0.8, lambda s: s.whole_cost),
}
MORE_IS_BETTER = frozenset({"notices"})


def _peak(sample: Sample) -> Reals:
    """Return the most households of one street that are disturbed at once."""
    households = sample.case.bearing.street_households
    found: Reals = (sample.runs.peak * households).max(axis=1, initial=0.0).astype(np.float64)
    return found


def differences(this: Sample, other: Sample) -> tuple[Difference, ...]:
    """Return how another play differs from this one, over as many replications as both have.

    Raises ValueError where their seeds or first replications differ: such pairs have nothing in common.
    """
    if (this.case.seed, this.runs.first) != (other.case.seed, other.runs.first):
        raise ValueError("only replications of one seed and number are pairs")
    count = min(this.runs.replications, other.runs.replications)
    this, other = first_of(this, count), first_of(other, count)
    found = [
        _of_quantiles(name, unit, level, (values(this), values(other)), this)
        for name, (unit, level, values) in QUANTILES.items()
    ]
    for name, (unit, values) in MEANS.items():
        found.append(_of_means(name, unit, (values(this), values(other)), this))
    return tuple(found)


def _of_means(name: str, unit: str, pair: tuple[Reals, Reals], sample: Sample) -> Difference:
    with np.errstate(invalid="ignore"):
        value, half = means(pair[1] - pair[0], sample.block)
        read = reading(float(value), float(half))
        return _told(name, unit, (float(pair[0].mean()), float(pair[1].mean())), read)


def _of_quantiles(
    name: str, unit: str, level: float, pair: tuple[Reals, Reals], sample: Sample
) -> Difference:
    """Return the difference of two quantiles; how sure it is comes from blocks, else from equal parts."""
    a, b = (float(quantile(values, level)) for values in pair)
    rows: Sequence[NDArray[np.int64]] = whole_blocks(sample.block)
    if len(rows) < BLOCKS:
        rows = [part for part in np.array_split(np.arange(len(pair[0])), BATCHES) if len(part)]
    if not (math.isfinite(a) and math.isfinite(b)) or len(rows) < 2:
        return _told(name, unit, (a, b), reading(math.nan, math.nan))
    with np.errstate(invalid="ignore"):
        parts = np.array([quantile(pair[1][at], level) - quantile(pair[0][at], level) for at in rows])
    return _told(name, unit, (a, b), reading(b - a, float(across(parts))))


def _told(name: str, unit: str, pair: tuple[float, float], read: Reading) -> Difference:
    return Difference(
        measure=name,
        unit=unit,
        this=pair[0] if math.isfinite(pair[0]) else None,
        other=pair[1] if math.isfinite(pair[1]) else None,
        difference=read,
        verdict=_verdict(read, name in MORE_IS_BETTER),
    )


def _verdict(read: Reading, more_is_better: bool) -> str:
    """Return ``better`` or ``worse`` where the interval does not hold 0, ``same`` where nothing differs."""
    if read.value is None or read.half_width is None:
        return "unclear"
    if read.value == 0 and read.half_width == 0:
        return "same"
    if abs(read.value) <= read.half_width:
        return "unclear"
    return "better" if (read.value > 0) == more_is_better else "worse"


def first_of(sample: Sample, count: int) -> Sample:
    """Return the first replications of a sample; totals of all together stay those of the whole sample."""
    if count == sample.runs.replications:
        return sample
    kept = {"first", *ONCE, *TOTALS, "weeks"}
    cut = {f.name: getattr(sample.runs, f.name)[:count] for f in fields(sample.runs) if f.name not in kept}
    costs = type(sample.costs)(**{name: values[:count] for name, values in vars(sample.costs).items()})
    return Sample(case=sample.case, runs=replace(sample.runs, **cut), costs=costs)


def one_more(sample: Sample, pool: int, pairs: int = PAIRS) -> OneMore:
    """Return what one more unit of a pool changes, wherever it has any, with what it harms.

    More crews may end later: what is reported is what happens, not what one expects.
    """
    site = sample.case.site
    count = site.count.copy()
    count[pool] += count[pool] > 0
    more = sample.case.with_site(replace(site, count=count))
    base = first_of(sample, min(pairs, sample.runs.replications))
    played = sample_of(more, base.runs.replications, base.runs.first)
    return OneMore(pool=site.pool[pool], kind=site.pool_kind[pool], changes=differences(base, played))


def against(this: Case, other: Case, pairs: int = PAIRS, first: int = 0) -> tuple[Difference, ...]:
    """Return how the plan of another case differs from this one's, both played with the same chance."""
    return differences(sample_of(this, pairs, first), sample_of(other, pairs, first))
