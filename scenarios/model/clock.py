"""The clock of a programme: periods, plan years and days."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from scenarios.tables.settings import PERIOD_LENGTHS, Settings, first_day_of_period

if TYPE_CHECKING:
    from numpy.typing import NDArray

DAYS_IN_A_YEAR = 365.25
"""Days in a year wherever days become years."""


@dataclass(frozen=True, kw_only=True)
class Clock:
    """Periods of equal numbers of months; day 0 is the first day of period 0.

    ``starts`` holds the day on which each period begins and, last, the day after the plan; axis
    ``(period + 1,)``.
    """

    first_day: datetime.date
    months: int
    periods: int
    evaluation_date: datetime.date

    @classmethod
    def of(cls, settings: Settings) -> Clock:
        """Return the clock that the settings ask for."""
        first = first_day_of_period(settings.first_period)
        months = PERIOD_LENGTHS[settings.period]
        last_year = _add_months(first, months * settings.periods - 1).year
        evaluation = settings.evaluation_date or datetime.date(last_year + 10, 12, 31)
        return cls(first_day=first, months=months, periods=settings.periods, evaluation_date=evaluation)

    @cached_property
    def starts(self) -> NDArray[np.int64]:
        """First day of each period and the day after the last, axis ``(period + 1,)``."""
        days = [self.day(_add_months(self.first_day, self.months * p)) for p in range(self.periods + 1)]
        return np.array(days, dtype=np.int64)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Names of the periods, such as 2020Q4."""
        return tuple(self._name(p) for p in range(self.periods))

    @cached_property
    def years(self) -> tuple[int, ...]:
        """Plan years: the calendar years that any period touches."""
        return tuple(range(self.first_day.year, self.date(int(self.starts[-1]) - 1).year + 1))

    @cached_property
    def year_ends(self) -> NDArray[np.int64]:
        """Day after 31 December of each plan year, axis ``(year,)``."""
        return np.array([self.day(datetime.date(year + 1, 1, 1)) for year in self.years], dtype=np.int64)

    @property
    def evaluation_day(self) -> int:
        """Day up to which benefits count."""
        return self.day(self.evaluation_date)

    def day(self, date: datetime.date) -> int:
        """Return the number of a date; negative before the plan."""
        return (date - self.first_day).days

    def days(self, dates: NDArray[np.datetime64]) -> NDArray[np.int64]:
        """Return the numbers of dates; NaT gives the least int64."""
        return (dates - np.datetime64(self.first_day, "D")).astype(np.int64)

    def date(self, day: int) -> datetime.date:
        """Return the date of a day number."""
        return self.first_day + datetime.timedelta(days=int(day))

    def period_of(self, date: datetime.date) -> int | None:
        """Return the period that holds a date; None outside the plan."""
        day = self.day(date)
        period = int(np.searchsorted(self.starts, day, side="right")) - 1
        return period if 0 <= period < self.periods else None

    def _name(self, period: int) -> str:
        first = self.date(int(self.starts[period]))
        if self.months == 12:
            return str(first.year) if first.month == 1 else f"{first.year}-{first.month:02d}+12"
        if self.months == 6 and first.month in (1, 7):
            return f"{first.year}H{1 if first.month == 1 else 2}"
        if self.months == 3 and first.month % 3 == 1:
            return f"{first.year}Q{(first.month + 2) // 3}"
        return f"{first.year}-{first.month:02d}"


def _add_months(date: datetime.date, months: int) -> datetime.date:
    year, month = divmod(date.year * 12 + date.month - 1 + months, 12)
    return datetime.date(year, month + 1, 1)
