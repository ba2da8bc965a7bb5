"""Days as dates, rounded to what their precision supports."""

from __future__ import annotations

import datetime
import math
from typing import TYPE_CHECKING

from solvers.construction.answers.quantiles import quantiles
from solvers.construction.answers.readings import LEVELS, Dated, Dates

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    from numpy.typing import NDArray

    Reals = NDArray[np.float64]
    Blocks = NDArray[np.int32]
    Span = tuple[datetime.date, datetime.date]

DAY = datetime.timedelta(days=1)


def _day(date: datetime.date) -> Span:
    return date, date


def _week(date: datetime.date) -> Span:
    first = date - date.weekday() * DAY
    return first, first + 6 * DAY


def _half_month(date: datetime.date) -> Span:
    first, last = _month(date)
    middle = first.replace(day=15)
    return (first, middle) if date <= middle else (middle + DAY, last)


def _months(date: datetime.date, count: int) -> Span:
    first = date.replace(month=(date.month - 1) // count * count + 1, day=1)
    year, month = divmod(first.year * 12 + first.month - 1 + count, 12)
    return first, datetime.date(year, month + 1, 1) - DAY


def _month(date: datetime.date) -> Span:
    return _months(date, 1)


def _quarter(date: datetime.date) -> Span:
    return _months(date, 3)


def _year(date: datetime.date) -> Span:
    return _months(date, 12)


GRAINS: tuple[tuple[str, float, Callable[[datetime.date], Span]], ...] = (
    ("day", 0.5, _day),
    ("week", 3.5, _week),
    ("half-month", 7.5, _half_month),
    ("month", 15.0, _month),
    ("quarter", 45.5, _quarter),
    ("year", math.inf, _year),
)
"""Grains: the largest half-width in days that each supports, half of its own length, and its days."""


def dated(first_day: datetime.date, day: float, half: float) -> Dated:
    """Return the date of the last day before ``day``; ``half`` nan: no precision is known."""
    if not math.isfinite(day):
        return Dated(date=None, half_width_days=None, grain="", first=None, last=None, day=None)
    last_day = round(day) - 1
    date = first_day + last_day * DAY
    if not math.isfinite(half):
        return Dated(date=date, half_width_days=None, grain="", first=None, last=None, day=last_day)
    grain, span = next((name, span) for name, most, span in GRAINS if half <= most)
    first, last = span(date)
    return Dated(date=date, half_width_days=half, grain=grain, first=first, last=last, day=last_day)


def dates(first_day: datetime.date, finish: Reals, block: Blocks) -> list[Dates]:
    """Return finishes at three confidences, column by column; ``finish`` axes ``(replication, column)``."""
    columns = []
    for level in LEVELS:
        value, half = quantiles(finish, level, block)
        pairs = zip(value.tolist(), half.tolist(), strict=True)
        columns.append([dated(first_day, v, h) for v, h in pairs])
    return [Dates(p50=a, p80=b, p90=c) for a, b, c in zip(*columns, strict=True)]
