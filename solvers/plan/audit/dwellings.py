"""Units of an estate that decide for themselves, as the audit counts them (docs/meaning.md, 6.5)."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from solvers.plan.audit.given import Given


def units_of(given: Given, estate: int, scope: str) -> int:
    """Return how many buildings, stairwells or stacks an estate (its row) has, at least one."""
    table = given.programme.estates
    buildings = int(table.buildings[estate])
    if scope == "building":
        return max(buildings, 1)
    if scope == "stairwell":
        told = table.given.get("stairwells")
        stairwells = int(table.stairwells[estate]) if told is not None and told[estate] else 0
        return stairwells if stairwells > 0 else max(3 * buildings, 1)
    listed = _column(given, estate, "stacks")
    if listed and all(listed):
        return sum(listed)
    households = int(table.households[estate])
    return max(math.ceil(households / _floors(given, estate)), 1)


def dwellings_of(given: Given, estate: int, scope: str) -> float:
    """Return the dwellings of such a unit, at least one."""
    households = int(given.programme.estates.households[estate])
    listed = _column(given, estate, "stacks")
    if scope == "stack" and not (listed and all(listed)):
        return _floors(given, estate)
    return max(households / units_of(given, estate, scope), 1.0)


def _floors(given: Given, estate: int) -> float:
    """Return the mean floors of an estate's buildings, where all are told; else what the settings take."""
    floors = _column(given, estate, "floors")
    if floors and all(floors):
        return sum(floors) / len(floors)
    return float(max(given.rules.consent.dwellings_per_stack, 1))


def _column(given: Given, estate: int, column: str) -> list[int]:
    """Return a column of the rows of an estate's buildings."""
    by_estate = given.once(_stacks if column == "stacks" else _all_floors)
    return by_estate.get(str(given.programme.estates.id[estate]), [])


def _stacks(given: Given) -> dict[str, list[int]]:
    return _by_estate(given, "stacks")


def _all_floors(given: Given) -> dict[str, list[int]]:
    return _by_estate(given, "floors")


def _by_estate(given: Given, column: str) -> dict[str, list[int]]:
    table = given.programme.buildings
    made: dict[str, list[int]] = {}
    for name, value in zip(table.estate.tolist(), getattr(table, column).tolist(), strict=True):
        made.setdefault(str(name), []).append(int(value))
    return made
