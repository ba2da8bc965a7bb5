"""What is answered about money: cash by quarter, funds against their limits, pressure on costs.

Money is in yuan.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime

    from solvers.construction.answers.readings import Reading


@dataclass(frozen=True, kw_only=True)
class Cash:
    """Money that a fund pays in a quarter, at three confidences; ``planned`` of the plan."""

    fund: str
    quarter: str
    first: datetime.date
    planned: float
    p10: float
    p50: float
    p90: float


@dataclass(frozen=True, kw_only=True)
class FundYear:
    """A fund in a year against what it has there, carried money included.

    ``limit`` of the year itself (None: the fund has no row for it, so only carried money is there);
    ``planned`` payments; ``beyond`` the chance that payments pass what is there, ``short`` the mean of what
    is lacking where they do (0 where they never do); ``carried`` mean money left at the year's end that the
    next may use.
    """

    fund: str
    year: int
    limit: float | None
    planned: float
    p50: float
    p80: float
    beyond: Reading
    short: float
    carried: float


@dataclass(frozen=True, kw_only=True)
class Pressure:
    """What becomes of money asked for beyond the plan: public money is capped, so it is not simply overrun.

    Means of the finished replications: ``asked`` beyond the planned cost (less than 0: saved),
    ``contingency`` found within the funds' limits, ``uncovered`` beyond them. The uncovered is one of:
    ``scope`` campaigns' worth to be cut, or ``stop_days`` of standing still until money comes, at the
    plan's mean spending a day. ``chance`` of anything uncovered.
    """

    asked: float
    contingency: float
    uncovered: float
    scope: float
    stop_days: float
    chance: Reading
