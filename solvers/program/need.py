"""How long a need is met, and whose need weighs more (docs/meaning.md, 10.2 and 10.3)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from scenarios.model.clock import DAYS_IN_A_YEAR

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scenarios.model.programme import Programme

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float64]


def need_years(programme: Programme, work: Ints, finish: NDArray[np.integer[Any]]) -> Floats:
    """Return the years for which works meet their need when their campaigns finish on days.

    ``∫ q^τ dτ`` from the finish day to the evaluation date, τ in years of 365.25 days since the plan's first
    day, q = (1 + the type's need_growth) ÷ (1 + discount); with q = 1 the plain difference; 0 where the
    finish is on or after the evaluation date. ``work`` has axis ``(n,)``, ``finish`` axes ``(n, …)``, as the
    result.
    """
    until = programme.clock.evaluation_day
    years: Floats = np.maximum(until - finish, 0) / DAYS_IN_A_YEAR
    growth = programme.work_types.need_growth
    discount = programme.settings.aims.discount
    if not discount and not growth.any():
        return years
    q = ((1 + growth) / (1 + discount))[programme.facts.work_type[work]]
    moves = np.flatnonzero(q != 1)
    of_need = q[moves].reshape(-1, *(1,) * (finish.ndim - 1))
    last, first = until / DAYS_IN_A_YEAR, np.minimum(finish[moves], until) / DAYS_IN_A_YEAR
    years[moves] = (of_need**last - of_need**first) / np.log(of_need)
    return years


def vulnerability(programme: Programme) -> Floats:
    """Return what a place's households weigh in benefit and disruption, axis ``(campaign,)``.

    ``1 + over_60 weight × over_60 ÷ residents + over_75 weight × over_75 ÷ residents``, counts of a zone or
    an asset being the sums of its estates; 1 where there are no residents.
    """
    weights, estates = programme.settings.aims.vulnerability, programme.estates
    weight = np.ones(len(programme.campaigns))
    if not weights.over_60 and not weights.over_75:
        return weight
    for campaign, rows in enumerate(programme.campaigns.estate_rows):
        at = list(rows)
        residents = float(np.nansum(estates.residents[at]))
        if residents > 0:
            older, oldest = float(np.nansum(estates.over_60[at])), float(np.nansum(estates.over_75[at]))
            weight[campaign] += weights.over_60 * older / residents + weights.over_75 * oldest / residents
    return weight
