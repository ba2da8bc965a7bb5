"""Working days as prefix sums (docs/meaning.md, 1).

A calendar is one row of ``before``: the working days before each day. "d working days from day s" is
then two array reads.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from solvers.program.patterns import distinct_rows

if TYPE_CHECKING:
    import datetime

    from numpy.typing import NDArray

    from scenarios.model.programme import Programme

QUIET_NOISE_LEVEL = 2.0
"""Least level of noise that a window of quiet work only stops."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Workdays:
    """Working days of each distinct calendar.

    ``before`` counts the working days before each day, axes ``(calendar, day)``; ``nth`` is the day of
    the n-th working day counted from 0, padded with the last day known. ``of_work`` is each work's
    calendar; calendar 0 is the base one.
    """

    before: NDArray[np.int32]
    nth: NDArray[np.int32]
    of_work: NDArray[np.int64]

    @property
    def days(self) -> int:
        """Days that the calendars cover, from day 0."""
        return int(self.before.shape[1]) - 1

    def between(
        self, calendar: NDArray[np.int64], first: NDArray[np.int64], end: NDArray[np.int64]
    ) -> NDArray[np.int64]:
        """Return the working days in the spans [first, end), broadcast.

        Spans may reach outside the days covered.
        """
        low, high = np.clip(first, 0, self.days), np.clip(end, 0, self.days)
        counted: NDArray[np.int64] = self.before[calendar, high].astype(np.int64) - self.before[calendar, low]
        return np.maximum(counted, 0)


def workdays(programme: Programme, days: int) -> Workdays:
    """Return the calendars of all works over so many days from day 0."""
    calendar = programme.calendar
    facts = programme.facts
    applies = _applies_to_types(programme)[facts.work_type] & _applies_to_places(programme)[facts.campaign]
    base = _is_general(programme)
    patterns = np.vstack([base[None, :], applies])
    distinct, index = distinct_rows(patterns)
    closed = np.zeros((len(calendar), days), dtype=bool)
    for window in range(len(calendar)):
        for first, end in _spans(programme, window, days):
            closed[window, max(first, 0) : max(end, 0)] = True
    weekdays = _weekdays(programme, days)
    open_ = np.array([weekdays & ~closed[pattern].any(axis=0) for pattern in distinct])
    return _counted(open_, index[1:])


def _counted(open_: NDArray[np.bool_], of_work: NDArray[np.int64]) -> Workdays:
    calendars, days = open_.shape
    before = np.zeros((calendars, days + 1), dtype=np.int32)
    np.cumsum(open_, axis=1, out=before[:, 1:])
    nth = np.full((calendars, days + 1), days, dtype=np.int32)
    for calendar in range(calendars):
        worked = np.flatnonzero(open_[calendar])
        nth[calendar, : len(worked)] = worked
    return Workdays(before=before, nth=nth, of_work=of_work)


def _weekdays(programme: Programme, days: int) -> NDArray[np.bool_]:
    first = programme.clock.first_day.isoweekday()
    weekday = (np.arange(days) + first - 1) % 7 + 1
    return np.isin(weekday, np.array(programme.settings.working_days))


def _applies_to_types(programme: Programme) -> NDArray[np.bool_]:
    """Return which windows stop which work types, axes ``(work_type, window)``."""
    calendar, types = programme.calendar, programme.work_types
    noise = np.array([dict(levels).get("noise", 0.0) for levels in types.nuisance], dtype=np.float64)
    fits = np.zeros((len(types), len(calendar)), dtype=bool)
    for window in range(len(calendar)):
        classes = calendar.classes[window]
        held = np.array([not classes or kind in classes for kind in types.calendar_class], dtype=bool)
        loud = noise >= QUIET_NOISE_LEVEL
        fits[:, window] = held & (loud | (calendar.stop[window] == "full"))
    return fits


def _applies_to_places(programme: Programme) -> NDArray[np.bool_]:
    """Return which windows hold at which campaigns, axes ``(campaign, window)``."""
    calendar, campaigns = programme.calendar, programme.campaigns
    fits = np.ones((len(campaigns), len(calendar)), dtype=bool)
    for window in range(len(calendar)):
        streets, estates = calendar.streets[window], calendar.estates[window]
        if streets:
            fits[:, window] &= np.isin(campaigns.street, streets)
        if estates:
            fits[:, window] &= np.isin(campaigns.place, estates)
    return fits


def _is_general(programme: Programme) -> NDArray[np.bool_]:
    calendar = programme.calendar
    limited = [
        bool(s or e or c)
        for s, e, c in zip(calendar.streets, calendar.estates, calendar.classes, strict=True)
    ]
    general: NDArray[np.bool_] = (calendar.stop == "full") & ~np.array(limited, dtype=bool)
    return general


def _spans(programme: Programme, window: int, days: int) -> list[tuple[int, int]]:
    """Return the half-open spans of days that a window closes."""
    clock, calendar = programme.clock, programme.calendar
    first: datetime.date = calendar.from_[window].item()
    last: datetime.date = calendar.to[window].item()
    if not calendar.every_year[window]:
        return [(clock.day(first), clock.day(last) + 1)]
    spans = []
    for year in range(clock.first_day.year - 1, clock.date(days).year + 1):
        start = in_year(first, year)
        end = in_year(last, year + last.year - first.year)
        spans.append((clock.day(start), clock.day(end) + 1))
    return spans


def in_year(date: datetime.date, year: int) -> datetime.date:
    """Return the same month and day in another year; 29 February falls on the 28th where there is none."""
    try:
        return date.replace(year=year)
    except ValueError:
        return date.replace(year=year, day=28)
