"""Targets 指标, hard and soft, counted started or completed (docs/meaning.md, 6.10)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from solvers.rules.aim import most_benefit
from solvers.rules.block import Block, Entries, Own, at_least

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scenarios.model.modes import Unit
    from solvers.rules.block import Given


class _Rows:
    """Rows and columns of targets as they are gathered."""

    def __init__(self, given: Given) -> None:
        self.given = given
        self.entries = Entries()
        self.low: list[float] = []
        self.where: list[str] = []
        self.high: list[float] = []
        self.cost: list[float] = []

    def row(self, low: float, where: str) -> int:
        self.low.append(low)
        self.where.append(where)
        return len(self.low) - 1

    def column(self, high: float, cost: float) -> int:
        self.high.append(high)
        self.cost.append(cost)
        return self.given.columns.count + len(self.high) - 1


def targets(given: Given) -> Block:
    """Each target is reached: ``Σ measure · start >= value``; a soft one may fall short at its penalty.

    An estate of several campaigns counts by a column of its own, held below each campaign it takes (the
    modes of a place are summed). Rows ``targets[name]`` and, for those, ``targets[name, estate]``.
    """
    table = given.programme.targets
    rows = _Rows(given)
    for target in range(len(table)):
        row = rows.row(float(table.value[target]), str(table.name[target]))
        if table.measure[target] == "quantity":
            _add_quantity(rows, target, row)
        else:
            _add_estates(rows, target, row)
        if table.strength[target] == "soft":
            rows.entries.add(row, rows.column(float(table.value[target]), -penalty(given, target)), 1.0)
    low, high = at_least(rows.low)
    own = Own(high=np.array(rows.high), cost=np.array(rows.cost))
    return rows.entries.block(low, high, lambda: rows.where, own)


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
    estates = _estates(given, target)
    alone = np.array([c for units, _ in estates if len(units) == 1 for c in units[0]], dtype=np.int64)
    rows.entries.add(row, timely[alone], measure[alone, None])
    for units, needed in (held for held in estates if len(held[0]) > 1):
        members = [c for unit in units for c in unit]
        reached = rows.column(1.0, 0.0)
        rows.entries.add(row, reached, float(measure[members[0]]))
        together = [members] if table.counted[target] == "started" else [list(unit) for unit in needed]
        for taken in together:
            link = rows.row(0.0, f"{table.name[target]}, {campaigns.place[members[0]]}")
            rows.entries.add(link, reached, -1.0)
            rows.entries.add(link, timely[taken].ravel(), 1.0)


def _estates(given: Given, target: int) -> list[tuple[list[Unit], list[Unit]]]:
    """Return the units of each estate in the target's scope, and those that complete it."""
    estates, table = given.programme.estates, given.programme.targets
    street, zone = table.street[target], table.zone[target]
    return [
        duty
        for estate, duty in given.programme.duties.items()
        if street in ("", estates.street[estate]) and zone in ("", estates.zone[estate])
    ]
