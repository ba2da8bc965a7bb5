"""The dense ledger by place, week and channel, summed over replications: means need no more than sums."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from solvers.construction.ledger.bearing import Bearing
    from solvers.construction.ledger.borne import Borne

    Floats = NDArray[np.float64]

WEEK = 7
"""Days of a week; weeks count from the plan's first day."""


def empty_weeks(bearing: Bearing) -> Floats:
    """Return a dense ledger of nothing, axes ``(place, week, channel)``."""
    return np.zeros((len(bearing.place), bearing.weeks, len(bearing.channel)))


def add_weeks(total: Floats, bearing: Bearing, borne: Borne) -> None:
    """Add a replication's weighted household-days to ``total``, which is changed; divide in the end.

    Weights are those of levels and vulnerability; channels weigh 1, as they stand apart. Where numba is
    installed a compiled form does the same.
    """
    add = _compiled()
    if add is None:
        add_plainly(total, bearing, borne)
        return
    terms = bearing.terms
    visits = (borne.activity, borne.place, borne.start, borne.end)
    add(
        total,
        visits,
        (terms.first, terms.channel, terms.load, terms.every_day),
        bearing.calendar,
        borne.worked,
    )


@cache
def _compiled() -> Callable[..., Any] | None:
    """Return the compiled form; None where numba is not installed."""
    try:
        from solvers.construction.ledger.weeks_compiled import add
    except ImportError:
        return None
    return add  # type: ignore[no-any-return, unused-ignore]


def add_plainly(total: Floats, bearing: Bearing, borne: Borne) -> None:
    """Do what :func:`add_weeks` does, with numpy alone."""
    first, last = borne.start // WEEK, (borne.end - 1) // WEEK
    count = last - first + 1
    visit = np.repeat(np.arange(len(count)), count)
    nth = np.arange(len(visit)) - np.repeat(np.cumsum(count) - count, count)
    week = first[visit] + nth
    since = np.maximum(borne.start[visit], week * WEEK)
    until = np.minimum(borne.end[visit], week * WEEK + WEEK)
    activity = borne.activity[visit]
    calendar = bearing.calendar[activity]
    working = borne.worked[calendar, until] - borne.worked[calendar, since]
    place = borne.place[visit]
    where = (place * total.shape[1] + week) * total.shape[2]
    flat, weight = total.reshape(-1), bearing.weight[place]
    for k, every_day in enumerate(bearing.every_day.tolist()):
        load = bearing.load[activity, k]
        some = load > 0
        days = (until - since)[some] if every_day else working[some]
        np.add.at(flat, where[some] + k, load[some] * weight[some] * days)
