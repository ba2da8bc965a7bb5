"""A priority list for any budget: what is funded at a budget is a prefix of it, and what that costs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from scenarios.model.modes import units_of
from solvers.plan.audit import audit
from solvers.plan.decode import chosen
from solvers.rules.program import phasing_program
from solvers.search.warm import warm_of
from solvers.worth.levels import SetAside, at_level, public_money, without_duties
from solvers.worth.searched import Effort, Found, searched

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from scenarios.model.modes import Unit
    from scenarios.model.programme import Programme
    from solvers.plan.plan import Breach, Plan
    from solvers.program.arrays import Arrays
    from solvers.rules.program import PhasingProgram
    from solvers.search.warm import Warm

    Floats = NDArray[np.float64]

LEVELS = (0.2, 0.4, 0.6, 0.8, 1.0)
"""Budgets as shares of the public money given, where nothing else is said."""
_MONEY = ("money_due_drawn", "due_after_plan", "start_once", "modes")
"""Rules whose prices a campaign's worth is not net of: its money is what it is divided by."""


@dataclass(frozen=True, kw_only=True)
class Ranked:
    """One entry of the list: the campaigns that count as one (the modes of a place), as their rows.

    ``level`` is the first budget at which it is in; ``net`` its benefit net of the prices of what it uses
    besides money, in aim units, ``cost`` what it costs in fen, both in that budget's plan.
    """

    rank: int
    unit: Unit
    level: float
    net: float
    cost: int


@dataclass(frozen=True, kw_only=True, eq=False)
class Level:
    """A budget: the best plan that starts all that less money starts, and the best plan of its own.

    ``money`` are the limits of public funds in fen, ``count`` how long the prefix is. ``nested`` and ``free``
    are the searches, ``bound`` and ``nested_bound`` what no plan of either kind is worth more than.
    ``price`` is what nesting costs at least and at most, in aim units; None where one has no plan or nothing
    is proven. ``plan`` is the nested one, ``breaches`` what its audit at this budget found.
    """

    level: float
    money: int
    count: int
    nested: Found
    free: Found
    bound: float | None
    nested_bound: float | None
    price: tuple[float, float] | None
    plan: Plan | None
    breaches: tuple[Breach, ...]


@dataclass(frozen=True, kw_only=True, eq=False)
class PriorityList:
    """The list, the budgets it was made at, what no budget brought in, and the duties set aside."""

    programme: Programme
    ranked: tuple[Ranked, ...]
    levels: tuple[Level, ...]
    unranked: tuple[Unit, ...]
    aside: SetAside


def priority_list(
    programme: Programme,
    levels: Sequence[float] = LEVELS,
    effort: Effort | None = None,
    progress: Callable[[float], None] | None = None,
) -> PriorityList:
    """Return a list such that at each budget level what is funded is a prefix of it.

    Levels are taken from the smallest on: what a level's plan starts, all later plans start too, each in its
    own time. Within a level, what brings most benefit per yuan comes first. Raises ValueError where a level
    is not above 0, there is none, or rules may give way.
    """
    if not levels or min(levels) <= 0:
        raise ValueError("budget levels are above 0")
    if programme.settings.soft.on:
        raise ValueError("priority lists are not for programmes whose rules may give way")
    base, aside = without_duties(programme)
    building = _Building(base, effort or Effort())
    for level in sorted(set(levels)):
        if progress is not None:
            progress(level)
        building.add(level)
    return building.told(aside)


class _Building:
    """The list as it is built, level by level."""

    def __init__(self, base: Programme, effort: Effort) -> None:
        self.base, self.effort = base, effort
        self.units = units_of(list(range(len(base.campaigns))), base.mode_sets)
        self.held: list[Unit] = []
        self.ranked: list[Ranked] = []
        self.levels: list[Level] = []
        self.left: tuple[Warm | None, Warm | None] = (None, None)

    def add(self, level: float) -> None:
        """Find both plans of a budget and rank what it brings in."""
        given = at_level(self.base, level)
        program = phasing_program(given)
        patched, open_ = must_only(program, self.held), must_only(program, ())
        nested = self._searched(program, patched, (self.left[0],))
        points = () if nested.point is None else (nested.point,)
        free = nested
        if self.held:
            free = self._searched(program, open_, self.left, points)
        if nested.point is not None:
            self._rank(program, nested, level)
        self.left = (_left(program, nested) or self.left[0], _left(program, free) or self.left[1])
        entry = Level(
            level=level,
            money=public_money(given),
            count=len(self.ranked),
            nested=nested,
            free=free,
            bound=free.bound,
            nested_bound=nested.bound,
            price=None,
            plan=nested.plan,
            breaches=() if nested.plan is None else _breaches(given, nested.plan),
        )
        self.levels.append(entry)

    def _searched(
        self,
        program: PhasingProgram,
        arrays: Arrays,
        left: tuple[Warm | None, ...],
        points: tuple[Floats, ...] = (),
    ) -> Found:
        """Search from what smaller budgets left, by name."""
        known = [warm.at(program) for warm in left if warm is not None]
        begun = [np.where(arrays.whole, np.rint(k.point), k.point) for k in known if k.point is not None]
        return searched(program, arrays, self.effort, (*points, *begun), known[-1] if known else None)

    def _rank(self, program: PhasingProgram, found: Found, level: float) -> None:
        """Add what this level brings in, by benefit net of prices per yuan."""
        assert found.point is not None
        assert found.plan is not None
        period, _ = chosen(program.given, found.point)
        net, held = net_benefits(program, found), set(self.held)
        key = self.base.campaigns.key
        cost = {one.campaign: one.cost or 0 for one in found.plan.campaigns}
        new = [u for u in self.units if u not in held and any(period[c] >= 0 for c in u)]
        worth = {u: float(net[list(u)].sum()) for u in new}
        paid = {u: sum(cost.get(str(key[c]), 0) for c in u) for u in new}
        for unit in sorted(new, key=lambda u: (-worth[u] / max(paid[u], 1), u)):
            rank = len(self.ranked) + 1
            self.ranked.append(Ranked(rank=rank, unit=unit, level=level, net=worth[unit], cost=paid[unit]))
            self.held.append(unit)

    def told(self, aside: SetAside) -> PriorityList:
        """Return the list; what is proven at a budget holds for all smaller ones."""
        levels, bound = [], np.inf
        for level in reversed(self.levels):
            bound = min(bound, np.inf if level.bound is None else level.bound)
            levels.append(_priced(level, bound))
        held = set(self.held)
        return PriorityList(
            programme=self.base,
            ranked=tuple(self.ranked),
            levels=tuple(reversed(levels)),
            unranked=tuple(u for u in self.units if u not in held),
            aside=aside,
        )


def _priced(level: Level, bound: float) -> Level:
    """Return a level with what nesting costs: between two plans' worths and what is proven of either."""
    nested, free = level.nested, level.free
    proven = bound if np.isfinite(bound) else None
    nested_bound = level.nested_bound
    if proven is not None:
        nested_bound = proven if nested_bound is None else min(nested_bound, proven)
    price = None
    if (
        proven is not None
        and nested_bound is not None
        and nested.objective is not None
        and free.objective is not None
    ):
        low = max(free.objective - nested_bound, 0.0)
        price = (low, max(proven - nested.objective, low))
    return replace(level, bound=proven, nested_bound=nested_bound, price=price)


def _breaches(given: Programme, plan: Plan) -> tuple[Breach, ...]:
    """Return what the audit finds, but for duties to start of what is pinned: these are set aside."""
    campaigns, names = given.campaigns, np.append(given.estates.name, "")
    started = {one.campaign for one in plan.campaigns}
    begun = np.array([key in started for key in campaigns.key.tolist()], dtype=bool)
    out = {
        _called(key, names[e]) for key, e in zip(campaigns.key[~begun], campaigns.estate[~begun], strict=True)
    }
    there = set(campaigns.place[begun].tolist())
    out |= {
        _called(place, names[e])
        for place, e in zip(campaigns.place, campaigns.estate, strict=True)
        if place not in there
    }
    duties = ("pinned", "modes")
    return tuple(one for one in audit(given, plan) if one.rule not in duties or one.where not in out)


def _called(key: str, name: str) -> str:
    """Return a campaign or place as the audit calls it."""
    return f"{key} ({name})" if name and name != key else str(key)


def _left(program: PhasingProgram, found: Found) -> Warm | None:
    """Return what a search leaves for the next budget, by name; None where it found nothing."""
    if found.known is None:
        return None
    return warm_of(program, replace(found.known, point=found.point))


def must_only(program: PhasingProgram, units: Sequence[Unit]) -> Arrays:
    """Return the program's arrays in which one campaign of each unit must start, and no other."""
    low = program.arrays.row_low.copy()
    sets = {unit: number for number, unit in enumerate(program.given.programme.mode_sets)}
    first = {held.rule.name: held.first for held in program.placed}
    for held in program.placed:
        if held.rule.name in ("start_once", "modes"):
            low[held.first : held.first + len(held.block.low)] = 0.0
    for unit in units:
        row = first["modes"] + sets[unit] if unit in sets else first["start_once"] + unit[0]
        low[row] = 1.0
    return replace(program.arrays, row_low=low)


def net_benefits(program: PhasingProgram, found: Found) -> Floats:
    """Return what each campaign adds to the aim at a point, net of the prices of what it uses besides money.

    Axis ``(campaign,)``; 0 where it does not start. Without prices it is what it adds to the aim.
    """
    assert found.point is not None
    arrays, labels = program.arrays, program.arrays.labels
    assert labels is not None
    prices = np.zeros(arrays.rows) if found.prices is None else found.prices[: arrays.rows].copy()
    for held in program.placed:
        if held.rule.name in _MONEY:
            prices[held.first : held.first + len(held.block.low)] = 0.0
    gain = (arrays.cost - arrays.matrix.T @ prices) * np.where(arrays.whole, np.rint(found.point), 0.0)
    own = labels.campaign >= 0
    count = len(program.given.programme.campaigns)
    return np.bincount(labels.campaign[own], weights=gain[own], minlength=count).astype(np.float64)
