"""Unions and sweeps of half-open spans of days, group by group, without a loop over days."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Longs = NDArray[np.int64]

FAR = 2**32
"""Distance between groups on one line of days; more than any day and any gap."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Steps:
    """A quantity by group that changes on certain days, axis ``(step,)``, ordered by group and day.

    ``amount`` holds from ``day`` on for ``lasts`` days (0 for the last step of a group, where it is 0).
    """

    group: Longs
    day: Longs
    amount: Longs
    lasts: Longs

    def most(self, groups: int) -> Longs:
        """Return the largest amount, axis ``(group,)``; 0 where there is none."""
        found = np.zeros(groups, dtype=np.int64)
        np.maximum.at(found, self.group, self.amount)
        return found


def united(group: Longs, start: Longs, end: Longs, gap: int = 0) -> tuple[Longs, Longs, Longs]:
    """Return (group, start, end) of the unions of spans; those at most ``gap`` days apart are one.

    Spans of no length are nothing. Axis ``(union,)``, ordered by group and start.
    """
    real = end > start
    first = start[real] + group[real] * FAR
    order = np.argsort(first)  # whichever of those alike comes first, the unions are the same
    first, group = first[order], group[real][order]
    last = np.maximum.accumulate(end[real][order] + group * FAR)
    opens = np.ones(len(first), dtype=bool)
    opens[1:] = first[1:] > last[:-1] + gap
    at = np.flatnonzero(opens)
    closes = np.append(at[1:], len(first))[: len(at)] - 1
    return group[at], first[at] - group[at] * FAR, last[closes] - group[at] * FAR


def longest(group: Longs, start: Longs, end: Longs, groups: int) -> Longs:
    """Return the days of the longest union of each group, axis ``(group,)``; 0 where there is none."""
    of, first, last = united(group, start, end)
    found = np.zeros(groups, dtype=np.int64)
    np.maximum.at(found, of, last - first)
    return found


def summed(group: Longs, day: Longs, change: Longs) -> Steps:
    """Return the running sums of changes in each group; those of a group must sum to 0."""
    line = day + group * FAR
    order = np.argsort(line)  # whole numbers sum alike in any order
    line = line[order]
    last = np.ones(len(line), dtype=bool)
    last[:-1] = line[1:] != line[:-1]
    amount = np.cumsum(change[order])[last]
    group, day = group[order][last], day[order][last]
    lasts = np.zeros(len(day), dtype=np.int64)
    lasts[:-1] = np.where(group[1:] == group[:-1], day[1:] - day[:-1], 0)
    return Steps(group=group, day=day, amount=amount, lasts=lasts)


def swept(group: Longs, start: Longs, end: Longs, amount: Longs) -> Steps:
    """Return what spans amount to together in each group, day by day."""
    real = end > start
    group, start, end, amount = group[real], start[real], end[real], amount[real]
    return summed(
        np.concatenate([group, group]),
        np.concatenate([start, end]),
        np.concatenate([amount, -amount]),
    )
