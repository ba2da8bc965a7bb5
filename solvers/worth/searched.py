"""A search on a program's arrays with rows or limits of its own, and the audited plan that comes of it."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

from solvers.engines.answer import Answer, Known, Status, Wish, gap_between
from solvers.plan.decode import decode
from solvers.plan.settle import NotSettledError
from solvers.rules.tiers import aims_in_order
from solvers.search.first import tightened
from solvers.search.in_turn import Goal, in_turn
from solvers.search.run import Run, in_hand

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from solvers.plan.plan import Plan
    from solvers.program.arrays import Arrays
    from solvers.rules.program import PhasingProgram
    from solvers.search.in_turn import Pursuit

    Floats = NDArray[np.float64]

_FEW_COLUMNS = 3000
"""Whole columns up to which HiGHS gets the whole program at once."""
_KEEPS = 1e-6
"""By how much a point to begin from may break rows, absolutely."""


@dataclass(frozen=True, kw_only=True)
class Effort:
    """How far a search goes: the relative ``gap`` at which it may stop, the ``seconds`` it may take."""

    gap: float = 1e-3
    seconds: float = 60.0
    seed: int = 0


@dataclass(frozen=True, kw_only=True, eq=False)
class Found:
    """What a search found.

    ``plan`` is settled to the fen, ``point`` the columns it came of, axis ``(column,)``; both None where
    there is none. ``objective`` is the plan's worth in the first goal, ``bound`` no less than any plan's;
    None where unknown. ``bounds`` are those of every goal in turn, each with the goals before it held; None
    where nothing is proven. ``impossible`` is true where it is proven that no plan keeps the rows;
    ``repeatable`` is false where time or a hand stopped it. ``known`` is what a search after it may begin
    with, ``prices`` those of the rows, axis ``(row,)``; None where there are none.
    """

    plan: Plan | None
    point: Floats | None
    objective: float | None
    bound: float | None
    impossible: bool
    repeatable: bool
    interrupted: bool
    known: Known | None
    prices: Floats | None
    bounds: tuple[float | None, ...] = ()

    @property
    def gap(self) -> float | None:
        """Gap between bound and objective; None where either is missing."""
        if self.objective is None or self.bound is None:
            return None
        return gap_between(self.objective, self.bound)


def searched(
    program: PhasingProgram,
    arrays: Arrays,
    effort: Effort,
    points: tuple[Floats, ...] = (),
    known: Known | None = None,
    goals: Sequence[Goal] | None = None,
) -> Found:
    """Return the best plan found of a program within ``arrays``.

    These are the program's own with other limits, or with rows and columns added after its own. Of
    ``points``, those that keep all rows, the best is what it begins from; ``known`` is what a solve before
    left, in the program's own rows and columns. ``goals`` are what is pursued in turn (None: the programme's
    aims). A plan that the money does not cover to the fen is looked
    for once more with funds held back.
    """
    pursuit = _pursued(program, arrays, effort, points, known, goals)
    first = pursuit.met[0].answer
    if pursuit.x is None:
        return _found(pursuit, first, None, impossible=first.status is Status.IMPOSSIBLE)
    try:
        return _found(pursuit, first, decode(program, pursuit.x[: program.arrays.columns]))
    except NotSettledError as error:
        tighter = tightened(program, arrays, error.shortage)
    held_back = _pursued(program, tighter, effort, points, known, goals)
    if held_back.x is None:
        return _found(held_back, replace(held_back.met[0].answer, bound=first.bound), None)
    try:
        plan = decode(program, held_back.x[: program.arrays.columns])
    except NotSettledError:
        plan = None
    return _found(held_back, replace(held_back.met[0].answer, bound=first.bound), plan, tighter=True)


def _found(
    pursuit: Pursuit, first: Answer, plan: Plan | None, *, impossible: bool = False, tighter: bool = False
) -> Found:
    """Return what came of a pursuit; the worth is that of the point at last, after all aims.

    Where it was of a ``tighter`` program, it proves nothing but what ``first`` says.
    """
    point = None if plan is None else pursuit.x
    stopped = any(met.answer.stopped or met.answer.by_clock for met in pursuit.met)
    return Found(
        plan=plan,
        point=point,
        objective=None if point is None else float(pursuit.met[0].goal.cost @ point),
        bound=first.bound,
        impossible=impossible,
        repeatable=not (stopped or pursuit.interrupted),
        interrupted=pursuit.interrupted,
        known=first.known,
        prices=_prices(first),
        bounds=(first.bound, *(None if tighter else met.answer.bound for met in pursuit.met[1:])),
    )


def _prices(first: Answer) -> Floats | None:
    if first.known is not None:
        return first.known.prices
    return None if first.relaxation is None else first.relaxation.prices


def _pursued(
    program: PhasingProgram,
    arrays: Arrays,
    effort: Effort,
    points: tuple[Floats, ...],
    known: Known | None,
    goals: Sequence[Goal] | None,
) -> Pursuit:
    """Pursue goals, or the aims of a program, in turn within the arrays."""
    goals = goals or [
        Goal(name=aim.name, cost=padded(aim.cost, arrays.columns), tolerance=aim.tolerance)
        for aim in aims_in_order(program)
    ]
    kept = [x for x in points if len(x) == arrays.columns and arrays.infeasibility(x) <= _KEEPS]
    start = Answer(status=Status.OUT_OF_TIME, stopped=True)
    if kept:
        start = in_hand(replace(arrays, cost=goals[0].cost), max(kept, key=lambda x: goals[0].cost @ x))
    wish = Wish(gap=effort.gap, seconds=effort.seconds, seed=effort.seed, workers=1)
    wish = replace(wish, known=None if known is None else widened(known, arrays))
    engine = "highs" if int(arrays.whole.sum()) < _FEW_COLUMNS else "priced"
    run = Run(wish=wish, engine=engine, until=time.monotonic() + effort.seconds, progress=None)
    return in_turn(run, arrays, goals, start, program.given.columns.decided, 0.0)


def widened(known: Known, arrays: Arrays) -> Known:
    """Return what is known of a program for arrays with rows and columns added after its own."""
    held = known.offers
    shape = (held.shape[0], arrays.columns)
    return Known(
        prices=padded(known.prices, arrays.rows),
        offers=sparse.csr_array((held.data, held.indices, held.indptr), shape=shape),
        point=None if known.point is None else padded(known.point, arrays.columns),
    )


def padded(values: Floats, count: int) -> Floats:
    """Return values with zeros after them, ``count`` in all."""
    return np.concatenate([values, np.zeros(max(count - len(values), 0))])
