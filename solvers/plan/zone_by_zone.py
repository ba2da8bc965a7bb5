"""Zones placed whole: where a zone starts in one year, all its campaigns find room in that year or none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from solvers.rules.block import Given


def zones_of_one_year(given: Given) -> dict[int, tuple[int, ...]]:
    """Return the campaigns of the zone of each campaign whose zone starts in one calendar year only."""
    held = given.sites
    if given.programme.settings.rules.zones.most != 1:
        return {}
    found = {}
    for site in held.of_rule("zones"):
        if held.has_several(site):
            together = tuple(held.campaign[held.members(site)].tolist())
            found.update(dict.fromkeys(together, together))
    return found


def years_of(given: Given) -> list[list[int]]:
    """Return the periods that begin in each calendar year."""
    year = np.searchsorted(given.programme.clock.year_ends, given.programme.clock.starts[:-1], side="right")
    return [np.flatnonzero(year == y).tolist() for y in np.unique(year)]


def in_order(order: list[int], zones: dict[int, tuple[int, ...]]) -> list[tuple[int, ...]]:
    """Return the campaigns in order, those of a zone together where the first of them stands."""
    place = {c: number for number, c in enumerate(order)}
    units = [tuple(sorted(place.keys() & zones.get(c, (c,)), key=place.__getitem__)) for c in order]
    return list(dict.fromkeys(units))


def all_or_none(
    unit: tuple[int, ...],
    years: list[list[int]],
    place: Callable[[int, list[int]], bool],
    wanted: NDArray[np.bool_],
    keep: Callable[[], Callable[[], None]],
) -> bool:
    """Place a zone's campaigns in the first year in which all that are ``wanted`` find room; say if one had.

    ``place`` starts a campaign in one of some periods, ``keep`` returns what takes all back to how it is now.
    """
    for periods in years:
        back = keep()
        left, placed = list(unit), True
        while left and placed:
            rest = [c for c in left if not place(c, periods)]
            placed, left = len(rest) < len(left), rest
        if not any(wanted[c] for c in left):
            return True
        back()
    return False
