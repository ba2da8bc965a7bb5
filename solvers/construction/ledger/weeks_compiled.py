"""The dense ledger compiled: the same sums as `weeks.add_plainly`, visit by visit and week by week."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from solvers.compiled import compiled

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Longs = NDArray[np.int64]
    Floats = NDArray[np.float64]
    Flags = NDArray[np.bool_]

_WEEK = 7


@compiled()
def add(
    total: Floats,
    visits: tuple[Longs, Longs, Longs, Longs],
    terms: tuple[Longs, Longs, Floats, Flags],
    calendar: Longs,
    worked: NDArray[np.int32],
) -> None:
    """Add visits (activity, place, start, end) to ``total``; terms are (first, channel, load, every_day)."""
    activity, place, start, end = visits
    first, channel, load, every_day = terms
    for v in range(len(activity)):
        a = activity[v]
        day = start[v]
        while day < end[v]:
            week = day // _WEEK
            until = min(end[v], week * _WEEK + _WEEK)
            working = worked[calendar[a], until] - worked[calendar[a], day]
            for t in range(first[a], first[a + 1]):
                days = until - day if every_day[t] else working
                total[place[v], week, channel[t]] += load[t] * days
            day = until


@compiled()
def mean_weeks(
    days: NDArray[np.int32],
    first: Longs,
    terms: tuple[Longs, Longs, Floats, Flags],
    mean: NDArray[np.float32],
) -> None:
    """Put into ``mean``, axes ``(place, week, channel)``, days by activity and week times what terms weigh.

    ``days`` axes ``(activity, week, 2)``, working and calendar days; terms are (activity, channel, weight,
    every_day), ordered by place, of which ``first`` tells where each begins.
    """
    activity, channel, weight, every_day = terms
    _, weeks, channels = mean.shape
    since, until = np.zeros(len(days), np.int64), np.zeros(len(days), np.int64)
    for a in range(len(days)):
        for week in range(weeks):
            if days[a, week, 1] > 0:
                if until[a] == 0:
                    since[a] = week
                until[a] = week + 1
    total = np.zeros((weeks, channels))
    for place in range(len(first) - 1):
        total[:] = 0.0
        for t in range(first[place], first[place + 1]):
            which = 1 if every_day[t] else 0
            for week in range(since[activity[t]], until[activity[t]]):
                total[week, channel[t]] += days[activity[t], week, which] * weight[t]
        for week in range(weeks):
            for k in range(channels):
                mean[place, week, k] = total[week, k]
