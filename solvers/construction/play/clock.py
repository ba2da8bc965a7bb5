"""Working days of one replication: two array reads for any span (docs/construction.md, 1)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from solvers.construction.site.nouns import NEVER

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, eq=False)
class Calendar:
    """A calendar: working days before each day (W), and the day of the k-th (INV)."""

    worked: NDArray[np.int32]
    nth: NDArray[np.int32]

    def opens(self, day: int) -> int:
        """Return the first working day on or after a day, NEVER where there is none."""
        return self._day(int(self.worked[day])) if day < len(self.worked) else NEVER

    def end(self, start: int, days: int) -> int:
        """Return the day after so many working days from a day on, NEVER where too few are left."""
        last = self._day(int(self.worked[start]) + days - 1)
        return last + 1 if last < NEVER else NEVER

    def _day(self, count: int) -> int:
        return int(self.nth[count]) if count < len(self.nth) else NEVER


class EveryDay(Calendar):
    """The calendar of inspections: calendar days."""

    def __init__(self) -> None:
        """Hold no array."""

    def opens(self, day: int) -> int:
        """Return the day itself."""
        return day

    def end(self, start: int, days: int) -> int:
        """Return the day so many days later."""
        return start + days
