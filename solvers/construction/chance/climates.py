"""Climates: how many days of a month are wet, windy, hot or smoggy, and what the seasons forbid.

All are assumptions (假设值) from general knowledge of the regions, rounded; a city's own records of twenty
years or more should replace them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    Months = tuple[float, ...]
    MonthDay = tuple[int, int]

_NONE = (0.0,) * 12


@dataclass(frozen=True, kw_only=True)
class Climate:
    """Days of each month, January first: ``wet`` of any rain, ``windy`` of force 6 or more, ``hot`` of 35 °C.

    ``smoggy`` days of an alert that stops earthworks; ``heavy`` is the share of wet days with 10 mm or
    more. ``frost`` is the deep winter without wet work outdoors, ``heating`` the heating season, both as
    first and last day, None: there is none.
    """

    wet: Months
    heavy: Months
    windy: Months = _NONE
    hot: Months = _NONE
    smoggy: Months = _NONE
    frost: tuple[MonthDay, MonthDay] | None = None
    heating: tuple[MonthDay, MonthDay] | None = None


CLIMATES = {
    "south": Climate(
        wet=(7, 10, 12, 12, 15, 17, 14, 15, 12, 6, 5, 5),
        heavy=(0.10, 0.15, 0.20, 0.30, 0.35, 0.40, 0.35, 0.35, 0.30, 0.20, 0.15, 0.10),
        windy=(1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 1, 1),
        hot=(0, 0, 0, 0, 1, 2, 4, 4, 2, 0, 0, 0),
    ),
    "yangtze": Climate(
        wet=(12, 12, 15, 14, 14, 15, 13, 13, 11, 9, 9, 8),
        heavy=(0.12, 0.15, 0.20, 0.22, 0.25, 0.35, 0.32, 0.30, 0.25, 0.18, 0.15, 0.10),
        windy=(1, 1, 2, 2, 1, 1, 2, 2, 1, 1, 1, 1),
        hot=(0, 0, 0, 0, 1, 2, 9, 8, 2, 0, 0, 0),
        smoggy=(2, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2),
    ),
    "southwest": Climate(
        wet=(7, 8, 10, 12, 14, 16, 17, 16, 14, 13, 7, 6),
        heavy=(0.02, 0.03, 0.06, 0.12, 0.20, 0.28, 0.35, 0.32, 0.22, 0.12, 0.05, 0.02),
        windy=(0, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0),
        hot=(0, 0, 0, 0, 1, 1, 4, 4, 1, 0, 0, 0),
        smoggy=(2, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2),
    ),
    "north": Climate(
        wet=(2, 3, 4, 5, 6, 9, 12, 11, 8, 6, 4, 2),
        heavy=(0.02, 0.05, 0.10, 0.15, 0.20, 0.28, 0.35, 0.35, 0.22, 0.15, 0.08, 0.02),
        windy=(2, 2, 4, 4, 3, 2, 1, 1, 1, 2, 2, 2),
        hot=(0, 0, 0, 0, 2, 5, 5, 3, 0, 0, 0, 0),
        smoggy=(4, 3, 2, 0, 0, 0, 0, 0, 0, 1, 3, 4),
        frost=((12, 1), (2, 28)),
        heating=((11, 15), (3, 15)),
    ),
    "cold": Climate(
        wet=(6, 5, 5, 7, 11, 13, 14, 12, 10, 7, 6, 7),
        heavy=(0.0, 0.0, 0.03, 0.10, 0.15, 0.22, 0.32, 0.30, 0.18, 0.10, 0.05, 0.0),
        windy=(1, 2, 4, 5, 4, 2, 1, 1, 2, 3, 2, 1),
        hot=(0, 0, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0),
        smoggy=(2, 1, 0, 0, 0, 0, 0, 0, 0, 1, 3, 2),
        frost=((11, 1), (3, 31)),
        heating=((10, 20), (4, 15)),
    ),
}
"""Climates by name."""


def climate_at(latitude: float, longitude: float) -> str:
    """Return the climate of a place in degrees; ``yangtze`` where the place is unknown (not a number)."""
    if latitude < 26:
        return "south"
    if latitude < 33.5:
        return "southwest" if longitude < 108 else "yangtze"
    if latitude < 41:
        return "north"
    return "cold" if latitude >= 41 else "yangtze"
