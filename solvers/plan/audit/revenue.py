"""What works bring in once they are done, and which fund keeps it (docs/meaning.md, 10.9)."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from solvers.plan.audit.reckoning import Reckoned

YEAR = Fraction("365.25")
"""Days in a year."""


def earned(reckoned: Reckoned) -> Mapping[str, Mapping[int, int]]:
    """Return what the fund that keeps revenue earns in each plan year, in fen; no fund: nothing."""
    given = reckoned.given
    keeper = next((name for name, fund in given.funds.items() if fund.kind == "revenue"), None)
    if keeper is None:
        return {}
    by_year = dict.fromkeys(given.years, 0)
    for one in reckoned.started.values():
        for work in one.included:
            before = 0
            for year, end in zip(given.years, given.year_ends, strict=True):
                so_far = work.revenue * max(0, end - one.end) // YEAR
                by_year[year] += so_far - before
                before = so_far
    return {keeper: by_year}


def revenue_until_evaluation(reckoned: Reckoned) -> Fraction:
    """Return what all included works bring in from their finish to the evaluation date, in fen."""
    last = reckoned.given.clock.evaluation_day
    days = sum(
        work.revenue * max(0, last - one.finish)
        for one in reckoned.started.values()
        for work in one.included
        if work.revenue
    )
    return days / YEAR
