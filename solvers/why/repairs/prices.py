"""What easing a limit is reckoned to cost: the settings ``[repairs]``, all assumptions, in yuan."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from scenarios.model.programme import Programme
    from scenarios.tables.settings import RepairPrices

FEN = 100.0
LEAST = 1.0
"""Yuan that a step costs at least, so that no more is eased than it takes."""


@dataclass(frozen=True, kw_only=True)
class Prices:
    """Prices of a programme: those of its settings, and what follows from its own means.

    ``household`` is the yuan reckoned for a household that is left out, ``households`` the mean households
    of a place, ``per_building`` and ``per_m2`` those of a building and a square metre.
    """

    settings: RepairPrices
    household: float
    households: float
    per_building: float
    per_m2: float

    def unit(self, measure: str) -> float:
        """Return the yuan reckoned for one unit less of a target's measure."""
        households = {
            "estates": self.households,
            "households": 1.0,
            "buildings": self.per_building,
            "floor_area": self.per_m2,
        }[measure]
        return max(self.household * households, LEAST)


def prices_of(programme: Programme) -> Prices:
    """Return the prices of a programme."""
    campaigns, facts = programme.campaigns, programme.facts
    first = np.unique(campaigns.place, return_index=True)[1] if len(campaigns) else np.zeros(0, dtype=int)
    there = first[campaigns.estate[first] >= 0] if len(first) else first
    households = float(campaigns.households[there].sum())
    types = programme.work_types
    paid = 1.0 - types.resident_share[facts.work_type] - types.utility_share[facts.work_type]
    government = float((facts.cost * np.nan_to_num(paid, nan=1.0)).sum()) / FEN
    told = programme.settings.repairs
    mean = government / households if households else 0.0
    left_out = mean if told.household_left_out is None else told.household_left_out
    return Prices(
        settings=told,
        household=max(left_out, LEAST),
        households=households / max(len(there), 1),
        per_building=households / max(float(campaigns.buildings[there].sum()), 1.0),
        per_m2=households / max(float(np.nansum(campaigns.floor_area[there])), 1.0),
    )
