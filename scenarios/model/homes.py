"""How many units an estate has that may decide for themselves: buildings, stairwells, stacks."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scenarios.tables.column import Table
    from scenarios.tables.places import Buildings, Estates


@dataclass(frozen=True, kw_only=True)
class Stacks:
    """Stacks of an estate and the dwellings on each; ``assumed`` where no table tells them."""

    count: int
    dwellings: float
    assumed: bool


class Homes:
    """Units of estates, by the row of the estate."""

    def __init__(self, estates: Estates, buildings: Buildings, dwellings_per_stack: int) -> None:
        """Read the tables; ``dwellings_per_stack`` is taken where they tell no stacks."""
        self._estates, self._per_stack = estates, dwellings_per_stack
        self._stairwells_given = _filled(estates, "stairwells") & (estates.stairwells > 0)
        self._rows: Mapping[str, list[int]] = defaultdict(list)
        for row, name in enumerate(buildings.estate.tolist()):
            self._rows[name].append(row)
        self._stacks = buildings.stacks.tolist()
        self._floors = buildings.floors.tolist()

    def units(self, estate: int, scope: str) -> int:
        """Return how many units of a scope an estate has, at least 1."""
        if scope == "building":
            return max(int(self._estates.buildings[estate]), 1)
        if scope == "stairwell":
            given = int(self._estates.stairwells[estate])
            return (
                given if self._stairwells_given[estate] else max(3 * int(self._estates.buildings[estate]), 1)
            )
        return self.stacks(estate).count if scope == "stack" else 1

    def dwellings(self, estate: int, scope: str) -> float:
        """Return the dwellings of a unit of a scope, at least 1: the mean over the estate."""
        if scope == "stack":
            return self.stacks(estate).dwellings
        return max(int(self._estates.households[estate]) / self.units(estate, scope), 1.0)

    def stacks(self, estate: int) -> Stacks:
        """Return the stacks of an estate: by its buildings' stacks, else by their floors, else assumed.

        A stack has a dwelling on each floor.
        """
        rows = self._rows.get(str(self._estates.id[estate]), [])
        households = int(self._estates.households[estate])
        stacks = [self._stacks[row] for row in rows]
        if rows and min(stacks) > 0:
            return Stacks(count=sum(stacks), dwellings=max(households / sum(stacks), 1.0), assumed=False)
        floors = [self._floors[row] for row in rows]
        told = bool(rows) and min(floors) > 0
        dwellings = sum(floors) / len(floors) if told else float(max(self._per_stack, 1))
        return Stacks(count=max(math.ceil(households / dwellings), 1), dwellings=dwellings, assumed=not told)


def _filled(table: Table, column: str) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    return table.given.get(column, np.zeros(len(table), dtype=bool))
