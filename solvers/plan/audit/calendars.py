"""Working days (docs/meaning.md, 1): one sorted list of days for each calendar, longer as it is asked for."""

from __future__ import annotations

import datetime
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from scenarios.model.clock import Clock
    from scenarios.model.programme import Programme

NOISY = 2
"""Level of noise from which a quiet window stops a work."""
LOOK_AHEAD_YEARS = 100
"""Years after the plan in which a work's days are looked for; a work not done by then never is."""


@dataclass(frozen=True, kw_only=True)
class Window:
    """A closed window of the calendar; empty limits fit everything."""

    first: datetime.date
    last: datetime.date
    every_year: bool
    quiet: bool
    streets: frozenset[str]
    estates: frozenset[str]
    classes: frozenset[str]

    def fits(self, *, place: str, street: str, work_class: str, noisy: bool) -> bool:
        """Return whether it stops a work of a calendar class at a place in a street."""
        return (
            (not self.streets or street in self.streets)
            and (not self.estates or place in self.estates)
            and (not self.classes or work_class in self.classes)
            and (noisy or not self.quiet)
        )

    @property
    def stops_everybody(self) -> bool:
        """Whether it stops every work everywhere."""
        return not (self.quiet or self.streets or self.estates or self.classes)

    def spans(self, clock: Clock, until: int) -> Iterator[tuple[int, int]]:
        """Yield its spans of days, half-open, up to a day."""
        if not self.every_year:
            yield clock.day(self.first), clock.day(self.last) + 1
            return
        length = self.last.year - self.first.year
        last_year = clock.date(until).year
        for year in range(clock.first_day.year - length - 1, last_year + 1):
            yield clock.day(_in_year(self.first, year)), clock.day(_in_year(self.last, year + length)) + 1


def _in_year(date: datetime.date, year: int) -> datetime.date:
    year = min(max(year, datetime.MINYEAR), datetime.MAXYEAR)
    if (date.month, date.day) == (2, 29):
        leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
        return datetime.date(year, 2, 29 if leap else 28)
    return date.replace(year=year)


def windows_of(programme: Programme) -> tuple[Window, ...]:
    """Return the closed windows of a programme in table order."""
    table = programme.calendar
    return tuple(
        Window(
            first=table.from_[row].item(),
            last=table.to[row].item(),
            every_year=bool(table.every_year[row]),
            quiet=table.stop[row] == "quiet",
            streets=frozenset(table.streets[row]),
            estates=frozenset(table.estates[row]),
            classes=frozenset(table.classes[row]),
        )
        for row in range(len(table))
    )


class WorkingDays:
    """The working days of one calendar from the first day of the plan on, in order."""

    def __init__(self, clock: Clock, weekdays: frozenset[int], windows: tuple[Window, ...]) -> None:
        """Lay out the days of the plan and two years more; later days are laid out when asked for."""
        self._clock = clock
        self._weekdays = weekdays
        self._windows = windows
        self._days: list[int] = []
        plan_end = int(clock.starts[-1])
        most = (datetime.date.max - clock.first_day).days - 400
        self.never = min(plan_end + round(LOOK_AHEAD_YEARS * 365.25), most)
        self._until = 0
        self._lay_out(min(plan_end + 731, self.never))

    def _lay_out(self, until: int) -> None:
        weekday = (np.arange(until) + self._clock.first_day.weekday()) % 7 + 1
        works = np.isin(weekday, list(self._weekdays))
        for window in self._windows:
            for first, end in window.spans(self._clock, until):
                works[max(first, 0) : max(end, 0)] = False
        self._days = np.flatnonzero(works).tolist()
        self._until = until

    def span(self, ready: int, needed: int) -> tuple[int, int]:
        """Return first day and end (exclusive) of a work ready on a day that needs so many working days."""
        if needed == 0:
            return ready, ready
        first = bisect_left(self._days, ready)
        while first + needed > len(self._days):
            if self._until >= self.never:
                start = self._days[first] if first < len(self._days) else self.never
                return start, max(self.never, ready)
            self._lay_out(min(2 * self._until, self.never))
            first = bisect_left(self._days, ready)
        return self._days[first], self._days[first + needed - 1] + 1

    def between(self, first: int, end: int) -> int:
        """Return the number of working days from a day to another, the second exclusive."""
        while end > self._until < self.never:
            self._lay_out(min(2 * self._until, self.never))
        return max(0, bisect_left(self._days, end) - bisect_left(self._days, first))

    def done_by(self, first: int, last: int, ends: Sequence[int]) -> list[int]:
        """Return the number of working days from a day to each of ``ends``; after ``last`` there are none."""
        whole = self.between(first, last)
        return [whole if end >= last else self.between(first, end) if end > first else 0 for end in ends]


class Calendars:
    """Every calendar of a programme, each laid out once."""

    def __init__(self, programme: Programme) -> None:
        """Keep the windows; lay out the calendar of base working days."""
        self._clock = programme.clock
        self._weekdays = frozenset(programme.settings.working_days)
        self._windows = windows_of(programme)
        self._laid_out: dict[tuple[Window, ...], WorkingDays] = {}
        self._at: dict[tuple[str, str, str, bool], WorkingDays] = {}
        self._estates = frozenset[str]().union(*(window.estates for window in self._windows))
        self._streets = frozenset[str]().union(*(window.streets for window in self._windows))
        self.base = self._of(tuple(window for window in self._windows if window.stops_everybody))

    def at(self, *, place: str, street: str, work_class: str, noisy: bool) -> WorkingDays:
        """Return the calendar of a work of a calendar class at a place in a street."""
        # Places and streets that no window names are all alike.
        alike = (
            place if place in self._estates else "",
            street if street in self._streets else "",
            work_class,
            noisy,
        )
        if alike not in self._at:
            fit = (
                window
                for window in self._windows
                if window.fits(place=place, street=street, work_class=work_class, noisy=noisy)
            )
            self._at[alike] = self._of(tuple(fit))
        return self._at[alike]

    def _of(self, windows: tuple[Window, ...]) -> WorkingDays:
        if windows not in self._laid_out:
            self._laid_out[windows] = WorkingDays(self._clock, self._weekdays, windows)
        return self._laid_out[windows]
