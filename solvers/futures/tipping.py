"""Tipping points: how far a value may move before a plan's first years are certainly no longer the best.

At a value, the base plan's first years are held and the rest replanned; that is set against the best plan
there. Only where the best one's plan is worth more than the bound of all plans that keep the first years is
it certain that they must change.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

from solvers.engines.answer import Status
from solvers.futures.first_years import first_years
from solvers.futures.future import Carrier, Future, aim_of
from solvers.rules.program import phasing_program
from solvers.rules.tiers import aims_in_order
from solvers.search.in_turn import Goal
from solvers.solving import solve
from solvers.worth.searched import Effort, searched

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from scenarios.model.held import Held
    from scenarios.model.programme import Programme
    from solvers.cases.case import Options
    from solvers.futures.future import Carried
    from solvers.program.arrays import Arrays
    from solvers.rules.program import PhasingProgram
    from solvers.solving import Solve

_SAME = 1e-9
"""What an aim may come to less through adding up, relative to the bound."""
_GAPS = 10.0
"""How many gaps a plan with fewer changes may be worth less than the best, where keeping is impossible."""

_UNANSWERED = 2
"""Values without an answer between one that keeps and one that tips after which nothing more is tried."""


class State(StrEnum):
    """What a value means for the base plan's first years."""

    KEEPS = "keeps"
    """They can be kept, and nothing proves a plan better that does not keep them."""
    LOSES = "loses"
    """They can be kept, and every plan that does is worth less than one that does not."""
    BREAKS = "breaks"
    """No plan keeps them together with every rule, but some plan keeps every rule."""
    IMPOSSIBLE = "impossible"
    """No plan keeps every rule, whatever its first years."""
    UNKNOWN = "unknown"
    """Time ran out before there was an answer."""


MUST = (State.LOSES, State.BREAKS)
"""States in which the first years must change."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Tried:
    """A value that was tried, by its ``number`` among the values given.

    ``loss`` is what keeping the first years loses at least and at most in the first aim, None where either
    plan is missing.
    """

    number: int
    state: State
    loss: tuple[float, float] | None
    free: Solve
    kept: Carried | None


@dataclass(frozen=True, kw_only=True, eq=False)
class Tip:
    """Where on one side of the base's own value the first years tip.

    ``last`` is the furthest value up to which they were not found to tip, None: the base's own; ``first`` the
    nearest beyond at which they are known to, None: none of those tried. ``instead`` is the start of each
    campaign in a plan of that value with as few changes as were found; None where they need not change there.
    """

    tried: tuple[Tried, ...]
    last: Tried | None
    first: Tried | None
    instead: dict[str, datetime.date] | None

    @property
    def unanswered(self) -> tuple[Tried, ...]:
        """Values tried between the two of which nothing is known."""
        last = -1 if self.last is None else self.last.number
        return tuple(one for one in self.tried if one.state is State.UNKNOWN and one.number > last)


@dataclass(eq=False)
class Tipping:
    """Tries values for the first ``years`` of a base's plan; ``told`` hears how many were tried."""

    base: Programme
    solve: Solve
    years: int
    options: Options
    told: Callable[[int], None] | None = None
    count: int = 0

    def side(self, programmes: Sequence[Callable[[], Programme]]) -> Tip:
        """Return where the first years tip, going through programmes away from the base's own.

        The middle and the last one are tried; where one tips, what lies between it and the last value that
        keeps is halved as long as there are answers. What lies between two values that keep is taken to keep.
        """
        found: dict[int, Tried] = {}
        low, high = -1, len(programmes)
        number: int | None = (len(programmes) - 1) // 2
        while number is not None:
            found[number] = self._try(number, programmes[number]())
            state = found[number].state
            if state is State.KEEPS:
                low = max(low, number)
            elif state is not State.UNKNOWN:
                high = min(high, number)
            number = _next(found, low, high, len(programmes))
        first, instead = found.get(high), None
        if first is not None and first.state in MUST:
            instead = self._instead(programmes[high](), first)
        tried = tuple(found[number] for number in sorted(found))
        return Tip(tried=tried, last=found.get(low), first=first, instead=instead)

    @property
    def held(self) -> Held:
        """The base plan's first years."""
        assert self.solve.plan is not None
        return first_years(self.base, self.solve.plan, self.years)

    def _try(self, number: int, programme: Programme) -> Tried:
        options = self.options
        free = solve(
            programme,
            engine=options.engine,
            gap=options.gap,
            seconds=options.seconds,
            seed=options.seed,
            start_from=self.solve.warm or self.solve.plan,
        )
        self.count += 1
        if self.told is not None:
            self.told(self.count)
        if free.interrupted:
            raise KeyboardInterrupt
        if free.plan is None or free.gave_way:
            impossible = free.status is Status.IMPOSSIBLE
            state = State.IMPOSSIBLE if impossible else State.UNKNOWN
            return Tried(number=number, state=state, loss=None, free=free, kept=None)
        future = Future(name=str(number), programme=programme, fingerprint=programme.fingerprint, solve=free)
        kept = Carrier(options=options).carry(self.held, future)
        state, loss = _judged(free, kept)
        return Tried(number=number, state=state, loss=loss, free=free, kept=kept)

    def _instead(self, programme: Programme, first: Tried) -> dict[str, datetime.date]:
        """Return the starts of a plan with few changes that is certainly better than keeping, or possible."""
        program = phasing_program(programme)
        plan, point = first.free.plan, _point(program, first.free)
        assert plan is not None
        if point is not None:
            cost, aim = _agreement(program, self.held), aims_in_order(program)[0].cost
            arrays = _at_least(replace(program.arrays, cost=cost), aim, self._enough(first))
            seconds = self.options.seconds or 20.0
            effort = Effort(gap=self.options.gap, seconds=seconds, seed=self.options.seed)
            goal = Goal(name="as in the base", cost=cost)
            plan = searched(program, arrays, effort, (point,), goals=[goal]).plan or plan
        return {one.campaign: one.start for one in plan.campaigns}

    def _enough(self, first: Tried) -> float:
        """Return the aim from which a plan counts.

        Half-way from all plans that keep to the best one; where none can keep, within some gaps of the best.
        """
        value = aim_of(first.free)
        assert value is not None
        scale = max(abs(value), 1.0)
        bound = None if first.kept is None else first.kept.bound
        if first.state is State.LOSES and bound is not None:
            return (bound + value) / 2
        return value - _GAPS * max(self.options.gap, _SAME) * scale


def _next(found: dict[int, Tried], low: int, high: int, count: int) -> int | None:
    """Return which of so many values to try next between one that keeps and one that tips; None: enough."""
    if high == count:
        return count - 1 if count - 1 not in found else None
    unknown = [number for number in found if low < number < high]
    if not unknown:
        return (low + high) // 2 if high - low > 1 else None
    if len(unknown) == _UNANSWERED:
        return None
    upper, lower = (max(unknown) + high) // 2, (low + min(unknown)) // 2
    return next((number for number in (upper, lower) if number > low and number not in found), None)


def _judged(free: Solve, kept: Carried) -> tuple[State, tuple[float, float] | None]:
    """Return what keeping means where the best plan found is ``free``'s, and what it loses."""
    value = aim_of(free)
    assert value is not None
    if kept.value is None:
        proven = kept.status is Status.IMPOSSIBLE
        return (State.BREAKS if proven else State.UNKNOWN), None
    least = 0.0 if kept.bound is None else max(value - kept.bound, 0.0)
    most = np.inf if free.bound is None else max(free.bound - kept.value, least)
    certain = kept.bound is not None and least > _SAME * max(abs(kept.bound), 1.0)
    return (State.LOSES if certain else State.KEEPS), (least, float(most))


def _point(program: PhasingProgram, found: Solve) -> NDArray[np.float64] | None:
    """Return a solve's plan as a point of its program; None where it left none."""
    known = None if found.warm is None else found.warm.at(program).point
    return None if known is None else np.where(program.arrays.whole, np.rint(known), known)


def _at_least(arrays: Arrays, cost: NDArray[np.float64], least: float) -> Arrays:
    """Return arrays with a row by which an aim has to come to so much at least."""
    size = float(np.abs(cost).max(initial=0.0)) or 1.0
    row = sparse.csr_array(cost[None, :] / size)
    return replace(
        arrays,
        matrix=sparse.csr_array(sparse.vstack([arrays.matrix, row])),
        row_low=np.append(arrays.row_low, least / size),
        row_high=np.append(arrays.row_high, np.inf),
    )


def _agreement(program: PhasingProgram, held: Held) -> NDArray[np.float64]:
    """Return how much each column agrees with held starts: 1 for one of them, −1 for another early one."""
    given = program.given
    clock, cost = given.programme.clock, np.zeros(program.arrays.columns)
    free = clock.period_of(held.before)
    early = given.columns.start[:, : clock.periods if free is None else free]
    cost[early[early >= 0]] = -1.0
    index = {str(key): c for c, key in enumerate(given.programme.campaigns.key)}
    for key, day in held.starts.items():
        period = clock.period_of(day)
        if key in index and period is not None and given.columns.start[index[key], period] >= 0:
            cost[given.columns.start[index[key], period]] = 1.0
    return cost
