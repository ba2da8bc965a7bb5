"""What finished works bring in (docs/meaning.md, 10.9)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from scenarios.model.clock import DAYS_IN_A_YEAR

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scenarios.model.programme import Programme
    from solvers.program.network import Spans


def yearly_revenue(programme: Programme) -> NDArray[np.int64]:
    """Return what each work brings a year once its campaign has finished, in fen, axis ``(work,)``.

    Where the work says nothing, quantity × the type's, rounded half to even; what it says is that of the
    whole work, of which residents may agree to a share.
    """
    facts, works = programme.facts, programme.works
    own = works.given.get("revenue", np.zeros(len(works), dtype=bool))[facts.row]
    by_unit = np.rint(facts.quantity * programme.work_types.revenue[facts.work_type]).astype(np.int64)
    whole = works.revenue[facts.row]
    agreed = np.rint(whole * programme.consent_shares).astype(np.int64)
    return np.where(own, np.where(programme.consent_shares < 1, agreed, whole), by_unit)


def earned(programme: Programme, spans: Spans, work: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return what works would bring in each plan year, in fen, axes ``(work, period, year)``.

    Up to the end of a year ⌊revenue × days ÷ 365.25⌋, days from the day after the campaign's finish day to
    the end of the year; a year's is the difference to the year before.
    """
    end = spans.campaign_end[programme.facts.campaign[work]]
    days = np.maximum(programme.clock.year_ends - end[:, :, None], 0)
    revenue = yearly_revenue(programme)[work]
    upto = np.floor(revenue[:, None, None] * days / DAYS_IN_A_YEAR).astype(np.int64)
    found: NDArray[np.int64] = np.diff(upto, axis=2, prepend=0)
    return found


def revenue_until_evaluation(
    programme: Programme, spans: Spans, work: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Return what works would bring until the evaluation date, in fen, axes ``(work, period)``.

    Revenue × years from the campaign's finish day, at least 0.
    """
    finish = spans.campaign_end[programme.facts.campaign[work]] - 1
    years = np.maximum(programme.clock.evaluation_day - finish, 0) / DAYS_IN_A_YEAR
    return yearly_revenue(programme)[work][:, None] * years
