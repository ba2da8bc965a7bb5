"""What is read off replications: values with half-widths of 95 % intervals, dates only as fine as known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime

LEVELS = (0.5, 0.8, 0.9)
"""The confidences at which finishes and costs are told: P50, P80, P90."""


@dataclass(frozen=True, kw_only=True)
class Reading:
    """A quantile, mean or share with its precision, in the unit of what is read.

    ``value`` None: beyond the horizon, since so many replications did not finish. ``half_width`` of the 95 %
    interval; None: not known, as the interval reaches beyond the horizon or there are too few replications.
    """

    value: float | None
    half_width: float | None


@dataclass(frozen=True, kw_only=True)
class Dated:
    """A date with its precision.

    ``date`` is a last day of work; None: unfinished. ``half_width_days`` as of a Reading. ``grain`` is what
    the precision supports: ``day``, ``week``, ``half-month``, ``month``, ``quarter``, ``year``, or "" where
    there is no date or no precision; ``first`` and ``last`` are the days of the grain that holds the date, to
    be shown instead of it. ``day`` counts from the plan's first day (0), None: unfinished.
    """

    date: datetime.date | None
    half_width_days: float | None
    grain: str
    first: datetime.date | None
    last: datetime.date | None
    day: int | None


@dataclass(frozen=True, kw_only=True)
class Dates:
    """A finish at three confidences."""

    p50: Dated
    p80: Dated
    p90: Dated


@dataclass(frozen=True, kw_only=True)
class Sums:
    """An amount at three confidences, each with its half-width."""

    p50: Reading
    p80: Reading
    p90: Reading
