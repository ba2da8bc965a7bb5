"""What a work costs when its campaign starts in a period (docs/meaning.md, 10.1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scenarios.model.programme import Programme


def work_costs(programme: Programme) -> NDArray[np.int64]:
    """Return each work's cost by the period in which its campaign starts, in fen, axes ``(work, period)``.

    ``C × (1 + growth)^k × (1 + cost_growth)^k × (1 − learning)``, rounded half to even; k counts the calendar
    years of the period's first day after the base year, at least 0; learning only for campaigns that are no
    pilots and start on or after ``learning_from``. A view that repeats one column where nothing moves
    prices: do not write to it.
    """
    base = programme.facts.cost
    factors = _factors(programme)
    cost = base[:, None]
    if factors:
        moved = base[:, None].astype(np.float64)
        for factor in factors:
            moved = moved * factor
        cost = np.rint(moved).astype(np.int64)
    return np.broadcast_to(cost, (len(base), programme.clock.periods))


def _factors(programme: Programme) -> list[NDArray[np.float64]]:
    """Return what moves prices, each broadcasting to ``(work, period)``, in the order of the formula."""
    prices, facts, clock = programme.settings.prices, programme.facts, programme.clock
    first_year = clock.years[0] if prices.base_year is None else prices.base_year
    year = np.array([clock.date(int(day)).year for day in clock.starts[:-1]])
    delay = np.maximum(year - first_year, 0)
    growth = programme.work_types.cost_growth[facts.work_type]
    factors = []
    if prices.growth:
        factors.append(((1 + prices.growth) ** delay)[None, :])
    if growth.any():
        factors.append((1 + growth[:, None]) ** delay)
    if prices.learning and prices.learning_from is not None:
        learned = clock.starts[:-1] >= clock.day(prices.learning_from)
        learns = ~programme.campaigns.pilot[facts.campaign]
        factors.append(np.where(learns[:, None] & learned, 1 - prices.learning, 1.0))
    return factors
