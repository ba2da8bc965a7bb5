"""Targets 指标, hard and soft, counted started or completed (docs/meaning.md, 6.10)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from solvers.program.duties import all_units, needed_units
from solvers.rules.aim import most_benefit
from solvers.rules.block import Block, Entries, Own, at_least

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from solvers.program.duties import Units
    from solvers.rules.block import Given


class _Rows:
    """Rows and columns of targets as they are gathered."""

    def __init__(self, given: Given) -> None:
        self.given = given
        self.entries = Entries()
        self.low: list[float] = []
        self.where: list[Callable[[], list[str]]] = []
        self.high: list[float] = []
        self.cost: list[float] = []

    def rows(self, low: float, where: Callable[[], list[str]], count: int = 1) -> int:
        """Add rows with the same limit; return the number of the first."""
        self.low += [low] * count
        self.where.append(where)
        return len(self.low) - count

    def columns(self, high: float, cost: float, count: int = 1) -> int:
        """Add columns that are alike; return the number of the first."""
        self.high += [high] * count
        self.cost += [cost] * count
        return self.given.columns.count + len(self.high) - count


def targets(given: Given) -> Block:
    """Each target is reached: ``Σ measure · start >= value``; a soft one may fall short at its penalty.

    An estate of several campaigns counts by a column of its own, held below each campaign it takes (the
    modes of a place are summed). Rows ``targets[name]`` and, for those, ``targets[name, estate]``.
    """
    table = given.programme.targets
    rows = _Rows(given)
    for target in range(len(table)):
        row = rows.rows(float(table.value[target]), lambda name=str(table.name[target]): [name])  # type: ignore[misc]
        if table.measure[target] == "quantity":
            _add_quantity(rows, target, row)
        else:
            _add_estates(rows, target, row)
        if table.strength[target] == "soft":
            rows.entries.add(row, rows.columns(float(table.value[target]), -penalty(given, target)), 1.0)
    low, high = at_least(rows.low)
    own = Own(high=np.array(rows.high), cost=np.array(rows.cost))
    return rows.entries.block(low, high, lambda: [name for told in rows.where for name in told()], own)


def penalty(given: Given, target: int) -> float:
    """Return the aim units lost per unit short of a soft target."""
    table, rule = given.programme.targets, given.programme.settings.rules.targets
    if table.given["penalty"][target]:
        return float(table.penalty[target])
    if rule.penalty is not None:
        return rule.penalty
    size = float(table.value[target]) * int(table.rank[target])
    return most_benefit(given) / size if size else 0.0


def _in_time(given: Given, target: int) -> NDArray[np.bool_]:
    """Return which starts count for a target, axes ``(campaign, period)``."""
    clock, table = given.programme.clock, given.programme.targets
    by = clock.day(table.by[target].item())
    if table.counted[target] == "started":
        return np.broadcast_to(clock.starts[:-1] <= by, given.spans.campaign_end.shape)
    ended: NDArray[np.bool_] = given.spans.campaign_end - 1 <= by
    return ended


def _add_quantity(rows: _Rows, target: int, row: int) -> None:
    given = rows.given
    programme, facts, table = given.programme, given.programme.facts, given.programme.targets
    counts = programme.work_types.id[facts.work_type] == table.work_type[target]
    if table.street[target]:
        counts &= programme.campaigns.street[facts.campaign] == table.street[target]
    if table.zone[target]:
        counts &= programme.campaigns.zone[facts.campaign] == table.zone[target]
    work = np.flatnonzero(counts)
    timely = _in_time(given, target)[facts.campaign[work]]
    rows.entries.add(row, np.where(timely, given.columns.work[work], -1), facts.quantity[work, None])


def _add_estates(rows: _Rows, target: int, row: int) -> None:
    given = rows.given
    campaigns, table = given.programme.campaigns, given.programme.targets
    timely = np.where(_in_time(given, target), given.columns.start, -1)
    measure = {
        "estates": np.ones(len(campaigns)),
        "households": campaigns.households,
        "floor_area": campaigns.floor_area,
        "buildings": campaigns.buildings,
    }[str(table.measure[target])]
    units = all_units(given.programme)
    units = units.of(_in_scope(given, target, units))
    alone = units.campaign[(units.count == 1)[units.of_estate[units.unit]]]
    rows.entries.add(row, timely[alone], measure[alone, None])
    several = units.of(units.count > 1)
    reached = rows.columns(1.0, 0.0, len(several.estate))
    first = several.first()
    rows.entries.add(row, reached + np.arange(len(first)), measure[first].astype(np.float64))
    if table.counted[target] == "started":
        link_of, link, taken = np.arange(len(first)), several.of_estate[several.unit], several.campaign
    else:
        needed = needed_units(given.programme)
        needed = needed.of(np.isin(needed.estate, several.estate))
        link_of, link, taken = needed.of_estate, needed.unit, needed.campaign
    name, places = table.name[target], campaigns.place[first]
    links = rows.rows(0.0, lambda: [f"{name}, {places[at]}" for at in link_of], len(link_of))
    rows.entries.add(links + np.arange(len(link_of)), reached + link_of, -1.0)
    rows.entries.add((links + link)[:, None], timely[taken], 1.0)


def _in_scope(given: Given, target: int, units: Units) -> NDArray[np.bool_]:
    """Return which estates are in the target's scope, axis ``(estate,)`` of the units."""
    estates, table = given.programme.estates, given.programme.targets
    within = np.ones(len(units.estate), dtype=bool)
    for named, at in ((table.street[target], estates.street), (table.zone[target], estates.zone)):
        if named:
            within &= at[units.estate] == named
    return within
