"""Calendar quarters of a site, and the days taken of its pools in each."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from solvers.construction.site.nouns import Site

    Longs = NDArray[np.int64]

MONTHS = 3
"""Months of a quarter."""


def quarters_of(site: Site) -> NDArray[np.int32]:
    """Return the first days of the quarters until the horizon, and the horizon: 0 first, ascending."""
    days, year, month = [0], site.first_day.year, (site.first_day.month - 1) // MONTHS * MONTHS + 1
    while True:
        year, month = (year, month + MONTHS) if month + MONTHS <= 12 else (year + 1, 1)
        day = (datetime.date(year, month, 1) - site.first_day).days
        if day >= site.horizon:
            return np.array([*days, site.horizon], dtype=np.int32)
        days.append(day)


def busy_days(site: Site, working: Longs, inspecting: Longs) -> Longs:
    """Return units × days taken, axes ``(pool, quarter)``.

    ``working`` axes ``(activity, quarter)`` working days of the visits that take what their activity needs,
    ``inspecting`` axis ``(quarter,)`` calendar days of inspections.
    """
    taken = np.zeros((len(site.pool), working.shape[1]), dtype=np.int64)
    owner = np.repeat(np.arange(site.activities), np.diff(site.need_first))
    pool = np.where(site.need_common >= 0, site.need_common, site.need_own)
    some = pool >= 0
    np.add.at(taken, pool[some], working[owner[some]] * site.need_count[some][:, None])
    if site.inspectors >= 0:
        taken[site.inspectors] += inspecting
    return taken
