"""The dense ledger compiled: the same sums as `weeks.add_plainly`, visit by visit and week by week."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from solvers.compiled import compiled
from solvers.construction.ledger.compiled import ALL_DAYS

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
def _in_use(days: Longs) -> tuple[Longs, Longs]:
    """Return by activity the first week with any days in it, and the one after the last."""
    activities, weeks = days.shape
    since, until = np.zeros(activities, np.int64), np.zeros(activities, np.int64)
    for a in range(activities):
        for week in range(weeks):
            if days[a, week] != 0:
                if until[a] == 0:
                    since[a] = week
                until[a] = week + 1
    return since, until


@compiled()
def mean_weeks(
    days: Longs, first: Longs, terms: tuple[Longs, Longs, Floats, Flags], mean: NDArray[np.float32]
) -> None:
    """Put into ``mean``, axes ``(place, week, channel)``, days by week and activity times what terms weigh.

    ``days`` axes ``(activity, week)`` as `compiled.by_weeks` adds them up; terms are (activity, channel,
    weight, every_day), ordered by place, of which ``first`` tells where each begins.
    """
    activity, channel, weight, every_day = terms
    places, weeks, channels = mean.shape
    since, until = _in_use(days)
    total = np.zeros((weeks, channels))
    for place in range(places):
        total[:] = 0.0
        for t in range(first[place], first[place + 1]):
            a, k = activity[t], channel[t]
            for week in range(since[a], until[a]):
                held = days[a, week]
                count = held >> ALL_DAYS if every_day[t] else held & ((1 << ALL_DAYS) - 1)
                total[week, k] += count * weight[t]
        for week in range(weeks):
            for k in range(channels):
                mean[place, week, k] = total[week, k]
