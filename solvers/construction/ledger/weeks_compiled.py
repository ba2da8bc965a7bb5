"""The dense ledger compiled: the same sums as `weeks.add_plainly`, visit by visit and week by week."""

from __future__ import annotations

from typing import TYPE_CHECKING

from solvers.compiled import compiled

if TYPE_CHECKING:
    import numpy as np
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
