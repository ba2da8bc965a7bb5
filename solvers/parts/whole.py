"""A programme solved part by part, and parts unit by unit, each in a process of its own.

Units of a part (a province) share its crews and funds, parts share funds above them. Each unit is planned
within its share; what it leaves goes to those after it. For any prices of what is shared no plan is worth
more than the sum of what every unit may come to at these, and what all that is shared is worth.
"""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from solvers.engines import side_by_side
from solvers.engines.answer import BY_PRICES, Answer, Status, gap_between
from solvers.engines.dual_bound import ROUNDING
from solvers.parts.alone import Share
from solvers.parts.find import Parts, programme_of, unit_of
from solvers.parts.joint import joint
from solvers.parts.one import one_of
from solvers.parts.shares import Purse, amounts_of, shares_of, spans_of
from solvers.plan.plan import Plan
from solvers.program.funds import fund_list
from solvers.search.certified import Solve

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from scenarios.model.programme import Programme
    from solvers.engines.answer import Wish
    from solvers.engines.priced.groups import Floats, Ints
    from solvers.parts.alone import Bounded, Planned, Settled
    from solvers.search.run import Run

_SAMPLES = (200, 400)
"""About how many estates of each part say what shared funds are worth, in turn."""
_OF_RELAXATIONS, _OF_PLANS = 0.4, 0.75
"""Share of the time left that relaxations may take, and plans after them; the bound comes last."""
_PLANS_END, _AT_LEAST = 0.93, 0.5
"""Share of the time left at which plans end: units take longer than they are given, and each counts; and what
each is given at least of its part of the time up to then.
"""


def solve_by_parts(programme: Programme, parts: Parts, run: Run) -> Solve:
    """Return the plan and the bound of a programme that falls into parts.

    As many units are worked out side by side as the run has workers; units of a part come one after another,
    so that the plan is the same with any number of workers. A unit for which time or a hand leaves no plan
    starts nothing; then the bound is not known. Raises ArithmeticError where nothing says how shared funds
    are to be shared.
    """
    return _Solving(programme, parts, run).solved()


class _Solving:
    """One solve part by part: what is known of each unit so far."""

    def __init__(self, programme: Programme, parts: Parts, run: Run) -> None:
        self._programme, self._parts, self._run = programme, parts, run
        self._size = np.bincount(parts.unit)
        self._part = parts.estate[np.unique(parts.unit, return_index=True)[1]]
        self._units = [np.flatnonzero(self._part == number).tolist() for number in range(parts.count)]
        self._shared = frozenset(programme.funds.fund[parts.fund < 0].tolist())
        funds = fund_list(programme)
        self._spans, self._amounts = spans_of(funds), amounts_of(funds)
        self._weight = _weights(programme, parts)
        self._wish = replace(run.wish, start=None, known=None)
        self._above: dict[str, float] = {}
        self._begin: list[dict[str, float]] = []
        self._settled: dict[int, Settled] = {}
        self._plans: dict[int, Planned | None] = {}
        self._bounds: dict[int, Bounded] = {}
        self._prices: dict[str, float] = {}
        self._interrupted, self._late = False, False

    def solved(self) -> Solve:
        """Return what came of it; KeyboardInterrupt ends it with what is in hand."""
        try:
            self._settle()
            self._plan()
            self._bound()
        except KeyboardInterrupt:
            self._interrupted = True
        return self._told()

    def _settle(self) -> None:
        """Find the relaxation of every unit at prices of shared funds, within a plain share of its part."""
        parts, programme, wish = self._parts, self._programme, self._wish
        self._above, self._begin = _sampled(programme, parts, self._shared)
        purses = self._purses([{name: self._amounts[name] for name in self._shared}] * parts.count)
        order = sorted(range(len(self._size)), key=lambda unit: (-int(self._size[unit]), unit))
        until, begun = time.monotonic() + _OF_RELAXATIONS * self._run.left, []

        def asked() -> Iterator[tuple[Any, ...]]:
            for unit in order:
                number = int(self._part[unit])
                money, crews = _part_of(self._weight, unit, self._units[number])
                share = Share(money=purses[number].share(money), used={}, part=crews)
                begun.append(unit)
                seconds = self._seconds(until, begun)
                yield self._of(unit), share, self._above, self._begin[number], wish, seconds

        for place, found in side_by_side.calls("solvers.parts.alone:settled", asked(), wish.workers, until):
            self._settled[order[place]] = found
            self._tell()
        self._late |= len(self._settled) < len(order)

    def _plan(self) -> None:
        """Plan the units of every part in turn, the largest part first."""
        purses = self._purses(shares_of(self._spans, self._amounts, self._wanted()))
        used: list[dict[str, float]] = [{} for _ in self._units]
        waiting = [[unit for unit in units if unit in self._settled] for units in self._units]
        idle = [number for number, units in enumerate(waiting) if units]
        order: list[int] = []
        part_of: dict[int, float] = {}
        until = time.monotonic() + _OF_PLANS * self._run.left
        end = time.monotonic() + _PLANS_END * self._run.left

        def asked() -> Iterator[tuple[Any, ...] | None]:
            while idle or len(order) > len(self._plans):
                if not idle:
                    yield None
                    continue
                idle.sort(key=lambda n: (-int(self._size[waiting[n]].sum()), n))
                number = idle.pop(0)
                unit = waiting[number].pop(0)
                money, crews = _part_of(self._weight, unit, [unit, *waiting[number]])
                share = Share(money=purses[number].share(money), used=used[number], part=crews)
                part_of[unit] = money
                order.append(unit)
                # Where earlier units took longer than they were given, later ones are not left with nothing.
                seconds = max(self._seconds(until, order), self._seconds(end, order) * _AT_LEAST)
                yield self._of(unit), share, self._settled[unit].begin, self._wish_of(unit), seconds

        workers = self._wish.workers
        for place, made in side_by_side.calls("solvers.parts.alone:planned", asked(), workers, end):
            unit = order[place]
            number = int(self._part[unit])
            self._plans[unit] = made
            if made is not None:
                purses[number].paid(made.drawn, part_of[unit])
                for name, days in made.used.items():
                    used[number][name] = used[number].get(name, 0.0) + days
            if waiting[number]:
                idle.append(number)
            self._tell()
        self._late |= len(self._plans) < len(self._size)

    def _wish_of(self, unit: int) -> Wish:
        """Return what is asked of a unit: a small one may fall short by as much as others, not as a share."""
        share = max(float(self._size.mean() / self._size[unit]), 1.0)
        return replace(self._wish, gap=self._wish.gap * share)

    def _wanted(self) -> list[dict[str, Any]]:
        """Return what the relaxations of each part draw from each shared fund, axis ``(year,)``."""
        found = []
        for units in self._units:
            draws = [self._settled[unit].drawn for unit in units if unit in self._settled]
            nothing = np.zeros(len(self._programme.clock.years))
            found.append({name: sum((one[name] for one in draws), nothing) for name in sorted(self._shared)})
        return found

    def _of(self, unit: int) -> Programme:
        return unit_of(self._programme, self._parts, unit)

    def _seconds(self, until: float, order: list[int]) -> float:
        """Return the time of the last of the units that were begun, by its size against those still to do."""
        left = float(self._size.sum() - self._size[order[:-1]].sum())
        share = min(max(self._wish.workers, 1) * float(self._size[order[-1]]) / left, 1.0)
        return max(until - time.monotonic(), 0.1) * share

    def _purses(self, above: Sequence[Mapping[str, Any]]) -> list[Purse]:
        """Return the money of each part: of funds of its own, and what it has of funds above."""
        funds, found = self._programme.funds, []
        for number, share in enumerate(above):
            names = dict.fromkeys(funds.fund[self._parts.fund == number].tolist())
            found.append(Purse(self._spans, {**share, **{name: self._amounts[name] for name in names}}))
        return found

    def _bound(self) -> None:
        """Bound all units at the mean of the prices that they came to."""
        if len(self._settled) < len(self._size):
            return
        total: dict[str, tuple[float, float]] = {}
        for unit, found in sorted(self._settled.items()):
            size = float(self._size[unit])
            for name, price in found.shared.items():
                much, by = total.get(name, (0.0, 0.0))
                total[name] = much + size * max(price, 0.0), by + size
        self._prices = {name: much / by for name, (much, by) in total.items()}
        order = sorted(self._settled, key=lambda unit: (-int(self._size[unit]), unit))

        def asked() -> Iterator[tuple[Any, ...]]:
            for unit in order:
                found = self._settled[unit]
                yield self._of(unit), {name: self._prices[name] for name in found.shared}, found.own

        workers, until = self._wish.workers, time.monotonic() + max(self._run.left, 1.0)
        for place, found in side_by_side.calls("solvers.parts.alone:bounded", asked(), workers, until):
            self._bounds[order[place]] = found
            self._tell()
        self._late |= len(self._bounds) < len(order)

    @property
    def _bound_of_all(self) -> float | None:
        if len(self._bounds) < len(self._size):
            return None
        bounds = [self._bounds[unit] for unit in sorted(self._bounds)]
        limits = {name: limit for one in bounds for name, limit in one.limits.items()}
        of_shared = np.array([self._prices[name] * limit for name, limit in limits.items()])
        parts = np.array([one.bound + one.over for one in bounds])
        bound = float(parts.sum() + of_shared.sum())
        bound += ROUNDING * float(np.abs(parts).sum() + np.abs(of_shared).sum())
        return bound if np.isfinite(bound) else None

    @property
    def _worth(self) -> float | None:
        made = [self._plans[unit] for unit in sorted(self._plans)]
        return sum(one.worth for one in made if one is not None) if made else None

    def _tell(self) -> None:
        """Tell how far it has come."""
        told = Answer(status=Status.FEASIBLE, objective=self._worth, bound=self._bound_of_all)
        count = len(self._size)
        self._run.tell(told, f"units: {len(self._plans)} of {count} planned, {len(self._bounds)} bounded")

    def _broken(self) -> str:
        """Return why there is no plan of all, nothing where there is one."""
        lost = [unit for unit, made in self._plans.items() if made is None]
        if lost:
            return f"no plan of unit {min(lost) + 1} of {len(self._size)}"
        if not self._plans:
            return "no plan of any unit in time"
        unplanned = np.isin(self._parts.unit, sorted(self._plans), invert=True)
        if not np.isnat(self._programme.estates.pinned_start[unplanned]).all():
            return "no time for a unit that must start"
        return ""

    def _told(self) -> Solve:
        """Return what came of all units as one solve."""
        run, bound, broken = self._run, self._bound_of_all, self._broken()
        plan, worth, gap, status = None, None, None, Status.OUT_OF_TIME
        held = [one for _, one in sorted(self._plans.items()) if one is not None]
        if not broken:
            plan = Plan(
                campaigns=tuple(campaign for one in held for campaign in one.plan.campaigns),
                draws=tuple(draw for one in held for draw in one.plan.draws),
            )
            worth = self._worth or 0.0
            gap = None if bound is None else gap_between(worth, bound)
            answer = Answer(status=Status.FEASIBLE, x=np.zeros(0), objective=worth, bound=bound)
            status = answer.judged(run.wish.gap).status
        stopped = self._interrupted or self._late or any(one.by_clock for one in held)
        return Solve(
            status=status,
            plan=plan,
            objective=worth,
            bound=bound,
            gap=gap,
            tiers=(),
            engine="priced",
            bound_by=BY_PRICES,
            seconds=run.spent,
            repeatable=not stopped,
            interrupted=self._interrupted,
            seed=run.wish.seed,
            rules=(),
            message=broken,
        )


def _sampled(
    programme: Programme, parts: Parts, shared: frozenset[str]
) -> tuple[dict[str, float], list[dict[str, float]]]:
    """Return prices of rows of shared funds from samples of all parts, and each part's with its own."""
    sizes, found = np.bincount(parts.estate, minlength=parts.count), None
    asked = np.bincount(parts.work, weights=_asked(programme), minlength=parts.count)
    before: list[int] = []
    for wanted in _SAMPLES:
        every = [max(int(size) // wanted, 1) for size in sizes]
        if every == before:  # all of them were there before
            break
        chosen = [programme_of(programme, parts, number, every[number]) for number in range(parts.count)]
        # A sample that happens to ask for much would make money dear: each stands for what its part asks for.
        weights = [all_ / max(float(_asked(one).sum()), 1.0) for all_, one in zip(asked, chosen, strict=True)]
        found = joint([one_of(one, shared) for one in chosen], weights, found)
        before = every
    assert found is not None
    return found.shared, [found.shared | own for own in found.own]


def _asked(programme: Programme) -> Floats:
    """Return what each work costs as the tables say, at least a fen a unit, axis ``(work,)``."""
    works, types = programme.works, programme.work_types
    cost: Floats = np.maximum(types.unit_cost[_kinds(programme)], 1) * works.quantity
    return cost


def _kinds(programme: Programme) -> Ints:
    """Return the row of each work's type, axis ``(work,)``."""
    kind = {name: row for row, name in enumerate(programme.work_types.id.tolist())}
    return np.array([kind[name] for name in programme.works.work_type.tolist()], dtype=np.int64)


def _weights(programme: Programme, parts: Parts) -> dict[str, Floats]:
    """Return the work that each unit asks for, by trade in days of one crew, and under "" what it costs."""
    works, types = programme.works, programme.work_types
    row = _kinds(programme)
    days = works.quantity / np.maximum(types.productivity[row], 1e-9)
    unit, count = parts.unit[parts.at], int(parts.unit.max()) + 1
    names, number = np.unique(types.trade[row].astype(str), return_inverse=True)

    def sums(much: Floats) -> Floats:
        return np.bincount(unit, weights=much, minlength=count).astype(np.float64)

    found = {"": sums(_asked(programme))}
    for place, name in enumerate(names.tolist()):
        found[name] = sums(np.where(number == place, days, 0.0))
    return found


def _part_of(weight: dict[str, Floats], unit: int, among: list[int]) -> tuple[float, dict[str, float]]:
    """Return a unit's part of the money that several units are left with, and of crew-days by trade."""
    found = {}
    for name, each in weight.items():
        total = float(each[among].sum())
        found[name] = 1.0 if len(among) == 1 or total <= 0 else float(each[unit]) / total
    return found.pop(""), found
