"""The calendars of a site: planned working days of each activity."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from solvers.construction.site.nouns import NO_CALENDAR_CLASS, WORK
from solvers.plan.audit.calendars import NOISY, windows_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from solvers.construction.site.chosen import Activity, Begun, Chosen
    from solvers.plan.audit.calendars import Window

    Key = tuple[tuple[Window, ...] | None, str]
    """Windows that close a calendar (None: no day is closed), and its class of works."""


class Calendars:
    """Distinct calendars, numbered as they are asked for."""

    def __init__(self, chosen: Chosen, horizon: int) -> None:
        """Lay out no calendar yet."""
        self._chosen = chosen
        self._horizon = horizon
        self._windows = windows_of(chosen.programme)
        self._number: dict[Key, int] = {}
        # Windows of no place or street look the same from all: a type of work asks for its calendar once.
        self._of_places = any(window.estates for window in self._windows)
        self._of_streets = any(window.streets for window in self._windows)
        self._asked: dict[tuple[str, str, int], int] = {}

    def of(self, activity: Activity) -> int:
        """Return the calendar of an activity; an office works through calendar days."""
        if activity.what != WORK:
            return self._number.setdefault((None, NO_CALENDAR_CLASS), len(self._number))
        begun = self._chosen.begun[activity.of]
        place, street = begun.place if self._of_places else "", begun.street if self._of_streets else ""
        asked = (place, street, activity.kind)
        if asked not in self._asked:
            self._asked[asked] = self._of_work(begun, activity)
        return self._asked[asked]

    def _of_work(self, begun: Begun, activity: Activity) -> int:
        types = self._chosen.programme.work_types
        kind = str(types.calendar_class[activity.kind])
        noisy = any(name == "noise" and level >= NOISY for name, level in types.nuisance[activity.kind])
        fit = tuple(
            window
            for window in self._windows
            if window.fits(place=begun.place, street=begun.street, work_class=kind, noisy=noisy)
        )
        return self._number.setdefault((fit, kind), len(self._number))

    @property
    def sensitivity(self) -> tuple[str, ...]:
        """Class of works of each calendar."""
        return tuple(kind for _, kind in self._number)

    def open(self) -> NDArray[np.bool_]:
        """Return the planned working days, axes ``(calendar, day)``."""
        clock, days = self._chosen.programme.clock, self._horizon
        weekday = (np.arange(days) + clock.first_day.weekday()) % 7 + 1
        worked = np.isin(weekday, list(self._chosen.programme.settings.working_days))
        rows = np.ones((len(self._number), days), dtype=bool)
        for row, (windows, _) in enumerate(self._number):
            if windows is None:
                continue
            rows[row] = worked
            for window in windows:
                for first, end in window.spans(clock, days):
                    rows[row, max(first, 0) : max(end, 0)] = False
        return rows
