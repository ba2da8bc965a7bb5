"""Runs: what is kept of each of many replications, and of all of them together."""

from __future__ import annotations

from dataclasses import dataclass, fields
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Days = NDArray[np.int32]
    Counts = NDArray[np.int32]
    Longs = NDArray[np.int64]
    Shares = NDArray[np.float32]
    Reals = NDArray[np.float64]
    Spans = NDArray[np.int16] | NDArray[np.int32]

    from solvers.construction.site.nouns import Site

ENGINES = ("numba", "lean")
"""Engines that play many replications: compiled, and the lean SimPy engine where numba is not installed."""
ONCE = ("seed", "engine", "only_finish", "driver_names")
"""Fields that all parts of joined runs have alike."""
TOTALS = ("lasted", "done_in", "waited")
"""Fields that are sums over replications."""


def span_of(site: Site) -> type[np.int16] | type[np.int32]:
    """Return the narrowest integers that hold the days of a span of a site."""
    return np.int16 if site.horizon <= np.iinfo(np.int16).max else np.int32


@dataclass(frozen=True, kw_only=True, eq=False)
class Runs:
    """Replications played, in the order of their numbers from ``first`` on. Days count from the plan's first.

    Axes: ``replication``; ``campaign``, ``activity`` as of the site; ``place``, ``street``,
    ``channel`` as of the bearing; ``driver`` in the order of ``driver_names``.

    Of each replication
      ``finish`` (replication, campaign) the day after its last work, look-back aside; NEVER: unfinished.
      ``start`` (replication, campaign) the first day of any visit of its included works; NEVER: none.
      ``drivers`` (replication, driver) shares between 0 and 1 drawn for the shared drivers, among them the
      rank of the weather (0 leaves the most working days); ``block`` (replication,) the number of its block
      of 128 Sobol points, which are scrambled independently.

    Of each replication, from the ledger of disruption; of no places, streets and channels, and of no
    replications where there are no further axes, if ``only_finish``
      ``burden`` (replication, place) weighted days per household; ``household_days``, ``weighted``,
      ``outage_hours`` (replication, channel) totals over places; ``peak`` (replication, street) largest
      share disturbed at once; ``much`` (replication, street) days above the threshold; ``longest``
      (replication, place) days of nuisance on end; ``water_days``, ``water_hours`` (replication, place) days
      with cuts and hours without water, on end (spans of days are int16 where the horizon permits);
      ``reopened`` (replication,) openings of grounds again; ``accesses`` (replication,) most closed at once
      at any place; ``kept`` of ``told`` notices (replication,); ``worst``, ``worst_tenth``, ``gini``,
      ``most_to_median`` (replication,) of the burden per household over places where anybody lives.

    Of all together, as totals; see the properties for means
      ``lasted`` (activity,) days from the start of the main visit until it was done, over the ``done_in``
      replications in which it was; ``waited`` (activity,) days of all its visits from the first open day on
      which they were ready to their start: waiting for crews, permits, inspectors, streets.
      ``weeks`` (place, week, channel) mean weighted household-days, channels weighing 1; None: not asked.
    """

    seed: int
    first: int
    engine: str
    only_finish: bool
    finish: Days
    start: Days
    drivers: Reals
    driver_names: tuple[str, ...]
    block: Counts
    burden: Shares
    household_days: Reals
    weighted: Reals
    outage_hours: Reals
    peak: Shares
    much: Spans
    longest: Spans
    water_days: Spans
    water_hours: Shares
    reopened: Counts
    accesses: Counts
    kept: Counts
    told: Counts
    worst: Reals
    worst_tenth: Reals
    gini: Reals
    most_to_median: Reals
    lasted: Longs
    done_in: Longs
    waited: Longs
    weeks: Shares | None

    @property
    def replications(self) -> int:
        """Number of replications."""
        return len(self.finish)

    @property
    def programme_finish(self) -> Days:
        """The day after the last work of all campaigns, axis ``(replication,)``; NEVER: some unfinished."""
        last: Days = self.finish.max(axis=1, initial=0)
        return last

    @property
    def mean_lasted(self) -> Reals:
        """Mean days from the start of each activity's main visit until it was done; nan: it never was."""
        return np.where(self.done_in > 0, self.lasted / np.maximum(self.done_in, 1), np.nan)

    @property
    def mean_waited(self) -> Reals:
        """Mean days of each activity's visits spent waiting for resources."""
        return self.waited / max(self.replications, 1)


def joined(*parts: Runs) -> Runs:
    """Return runs that follow upon one another as one; numbers must continue and seeds be the same.

    Raises ValueError where they do not, or where the engines or what was kept differ. The mean weeks are
    weighted by replications; everything else is the same as if all had been played together.
    """
    if not parts:
        raise ValueError("there are no runs to join")
    first = parts[0]
    if len(parts) == 1:
        return first
    for before, after in pairwise(parts):
        if after.first != before.first + before.replications:
            raise ValueError(f"replication {after.first} does not follow on {before.first}")
    for part in parts[1:]:
        if not all(np.array_equal(getattr(part, name), getattr(first, name)) for name in ONCE):
            raise ValueError("runs of other seeds, engines or sites cannot be joined")
    found = {name: getattr(first, name) for name in ("first", *ONCE)}
    found |= {name: sum(getattr(part, name) for part in parts) for name in TOTALS}
    for field in fields(Runs):
        if field.name not in found and field.name != "weeks":
            found[field.name] = np.concatenate([getattr(part, field.name) for part in parts])
    return Runs(**found, weeks=_mean_weeks(parts))


def _mean_weeks(parts: tuple[Runs, ...]) -> Shares | None:
    whole = max(sum(part.replications for part in parts), 1)
    if len(parts) == 1 or any(part.weeks is None for part in parts):
        return parts[0].weeks if all(part.weeks is not None for part in parts) else None
    total = np.zeros_like(parts[0].weeks, dtype=np.float64)
    for part in parts:
        if part.weeks is not None:
            total += part.weeks.astype(np.float64) * (part.replications / whole)
    return total.astype(np.float32)
