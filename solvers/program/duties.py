"""What reaches an estate: its campaigns in units, as arrays (docs/meaning.md, 6.10)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from solvers.program.once import once

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scenarios.model.modes import Unit
    from scenarios.model.programme import Programme

    Ints = NDArray[np.int64]
    Flags = NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True, eq=False)
class Units:
    """Units of campaigns (the modes of a place together) of estates, in the order of the table.

    ``estate`` is the row in estates, axis ``(estate,)``; ``of_estate`` the place in it of each unit's estate,
    axis ``(unit,)``; ``unit`` and ``campaign`` of which unit a campaign is, axis ``(member,)``.
    """

    estate: Ints
    of_estate: Ints
    unit: Ints
    campaign: Ints

    @property
    def count(self) -> Ints:
        """How many units each estate has, axis ``(estate,)``."""
        return np.bincount(self.of_estate, minlength=len(self.estate))

    def of(self, wanted: Flags) -> Units:
        """Return the units of some estates, axis ``(estate,)``, numbered anew."""
        units = wanted[self.of_estate]
        members = units[self.unit]
        place, number = np.cumsum(wanted) - 1, np.cumsum(units) - 1
        return Units(
            estate=self.estate[wanted],
            of_estate=place[self.of_estate[units]],
            unit=number[self.unit[members]],
            campaign=self.campaign[members],
        )

    def first(self) -> Ints:
        """Return the first campaign of each estate, axis ``(estate,)``."""
        at = np.searchsorted(self.of_estate[self.unit], np.arange(len(self.estate)))
        found: Ints = self.campaign[at]
        return found


@once
def all_units(programme: Programme) -> Units:
    """Return the units of all campaigns of each estate."""
    return _units({estate: units for estate, (units, _) in programme.duties.items()})


@once
def needed_units(programme: Programme) -> Units:
    """Return the units that complete each estate."""
    return _units({estate: needed for estate, (_, needed) in programme.duties.items()})


def _units(of: dict[int, list[Unit]]) -> Units:
    units = [(number, unit) for number, held in enumerate(of.values()) for unit in held]
    members = [(number, campaign) for number, (_, unit) in enumerate(units) for campaign in unit]
    unit, campaign = np.array(members, dtype=np.int64).reshape(-1, 2).T
    return Units(
        estate=np.array(list(of), dtype=np.int64),
        of_estate=np.array([number for number, _ in units], dtype=np.int64),
        unit=unit,
        campaign=campaign,
    )
