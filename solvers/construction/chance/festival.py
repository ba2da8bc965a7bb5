"""Spring Festival: sites stop, and come back one by one, by lunar day."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import numpy as np

from solvers.construction.chance.lunar import lunar_new_year

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scenarios.tables.chance_settings import Festival

    Flags = NDArray[np.bool_]

_OWN_STOP = 5
"""Closed days in a row around the new year from which the programme's own calendar is taken to close it."""


def restart(open_: Flags, first_day: datetime.date, festival: Festival) -> Flags:
    """Return the working days that a festival leaves of planned ones, axis ``(day,)``.

    Where the plan's own calendar does not close the festival, the days ``before`` the new year close.
    Afterwards a share of the sites is back on each lunar day; of the working days so many are kept, evenly,
    that their number is the sum of these shares.
    """
    left = open_.copy()
    last_year = (first_day + datetime.timedelta(days=len(open_))).year
    for year in range(first_day.year, last_year + 1):
        new_year = (lunar_new_year(year) - first_day).days
        if not _closed_around(open_, new_year):
            left[max(new_year - festival.before, 0) : max(new_year, 0)] = False
        _come_back(left, new_year, festival)
    return left


def _closed_around(open_: Flags, day: int) -> bool:
    if not 0 <= day < len(open_) or open_[day]:
        return False
    closed_to = np.flatnonzero(open_[day:])
    closed_from = np.flatnonzero(open_[:day])
    end = day + int(closed_to[0]) if len(closed_to) else len(open_)
    begin = int(closed_from[-1]) + 1 if len(closed_from) else 0
    return end - begin >= _OWN_STOP


def _come_back(left: Flags, new_year: int, festival: Festival) -> None:
    """Keep of the working days after the new year those that the sites' coming back leaves."""
    last = festival.back[-1][0]
    lunar = np.arange(1, last)  # lunar day 1 is the new year itself
    days = new_year + lunar - 1
    inside = (days >= 0) & (days < len(left))
    days, shares = days[inside], _shares(festival, lunar[inside])
    worked = left[days]
    summed = np.cumsum(np.where(worked, shares, 0))
    left[days] = worked & (summed // _WHOLE > (summed - np.where(worked, shares, 0)) // _WHOLE)


_WHOLE = 1 << 16


def _shares(festival: Festival, lunar: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the share of sites at work on lunar days in 1/65,536: straight lines between those given."""
    shares = np.zeros(len(lunar), dtype=np.int64)
    for (day, share), (next_day, next_share) in zip(festival.back, festival.back[1:], strict=False):
        low, high = round(share * _WHOLE), round(next_share * _WHOLE)
        here = (lunar >= day) & (lunar < next_day)
        shares[here] = low + (high - low) * (lunar[here] - day) // (next_day - day)
    return shares
