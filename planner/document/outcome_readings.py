"""Readings as plain values: quantiles with their half-widths, dates with their grain, null: unfinished."""

from __future__ import annotations

import datetime
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from solvers.construction.answers import Dated, Dates, Reading, Sums

PS = ("p50", "p80", "p90")
"""The confidences at which finishes and costs are told."""


@dataclass(frozen=True)
class Days:
    """Days counted from a first one, told as dates."""

    first: datetime.date

    def iso(self, day: float) -> str:
        """Return the date of a day; of one within a day the day it lies in."""
        return (self.first + datetime.timedelta(days=math.floor(day))).isoformat()

    def last_before(self, day: float | None) -> str | None:
        """Return the last day of work of what finishes by the morning of ``day``; None: unfinished."""
        return None if day is None or not math.isfinite(day) else self.iso(day - 1)


def round_to(value: float | None, places: int = 2) -> float | int | None:
    """Return a number as JSON holds it: whole where it is, null where there is none."""
    if value is None or not math.isfinite(value):
        return None
    rounded = round(float(value), places)
    return int(rounded) if rounded == int(rounded) else rounded


def reading(read: Reading, places: int = 4) -> dict[str, Any]:
    """Return a value with the half-width of its 95 % interval, null where there is none."""
    return {"value": round_to(read.value, places), "half_width": round_to(read.half_width, places)}


def dated(read: Dated) -> dict[str, Any] | None:
    """Return a date with its half-width and what that supports; None: unfinished."""
    if read.date is None:
        return None
    return {
        "date": read.date.isoformat(),
        "half_width_days": round_to(read.half_width_days, 1),
        "grain": read.grain,
        "first": read.first.isoformat() if read.first else None,
        "last": read.last.isoformat() if read.last else None,
    }


def dates(read: Dates) -> dict[str, Any]:
    """Return a finish at each confidence."""
    return {p: dated(getattr(read, p)) for p in PS}


def sums(read: Sums) -> dict[str, Any]:
    """Return an amount of yuan at each confidence; None: unfinished."""
    found = {p: reading(getattr(read, p), 2) for p in PS}
    return {p: None if one["value"] is None else one for p, one in found.items()}
