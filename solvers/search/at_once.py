"""Shortfalls bounded by prices alone, then aims pursued with next to the least shortfall, all at once.

To find the least shortfall plan by plan takes long, and the plan that has it takes no notice of the aims. Its
bound takes no plan, and is nearly always as good as met: so the aims are pursued within it and a little more,
and the plan that is found serves both.
"""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

from solvers.engines.answer import Answer, Known, Status
from solvers.search.in_turn import Met, Pursuit, holding, in_turn

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from solvers.program.arrays import Arrays
    from solvers.search.in_turn import Goal
    from solvers.search.run import Run

_LOOSE = (1.0, 4.0)
"""How far from the least a shortfall may be, in turn, in gaps at which it counts as the least."""
_SHARE = 0.25
"""Share of the time left that each of these may take."""
_NOTHING = Answer(status=Status.OUT_OF_TIME, stopped=True)


def at_once(
    run: Run,
    arrays: Arrays,
    ranks: Sequence[Goal],
    aims: Sequence[Goal],
    decided: NDArray[np.int64],
) -> Pursuit | None:
    """Return what comes of goals pursued at once; None where no plan is found so.

    ``arrays`` are those in which rules give way, ``ranks`` the goals of their shortfalls, each with its gap;
    ``run.wish.known`` is what is known of the columns and rows of an earlier solve (None: nothing). Where a
    hand interrupts, the pursuit says so, with a point or without.
    """
    known = None if run.wish.known is None else _widened(run.wish.known, arrays)
    run = replace(run, wish=replace(run.wish, known=None, brief=True, patience=0.0))
    first: Answer | None = None
    for loose in _LOOSE:
        until = time.monotonic() + _SHARE * run.left
        held = arrays
        before: list[Arrays] = []
        bounds: list[Answer] = []
        for goal in ranks:
            before.append(replace(held, cost=goal.cost))
            answer = first if first is not None and not bounds else _bounded(run, before[-1], goal, until)
            if answer is None or answer.bound is None:
                return None
            first = first or answer
            bounds.append(answer)
            assert goal.gap is not None
            held = holding(held, goal, answer.bound - loose * goal.gap * max(abs(answer.bound), 1.0))
        begun = None if known is None else _widened(known, held)
        tried = replace(run, wish=replace(run.wish, known=begun), until=until)
        pursuit = in_turn(tried, held, aims, _NOTHING, decided)
        if pursuit.x is not None or pursuit.interrupted:
            return _joined(run, pursuit, ranks, bounds, before)
    return None


def _bounded(run: Run, arrays: Arrays, goal: Goal, until: float) -> Answer | None:
    """Return a bound on a goal, without a plan; None where a hand interrupted."""
    run = replace(run, wish=replace(run.wish, plans=False))
    answer, interrupted = run.search(arrays, _NOTHING, until - time.monotonic(), goal.name, goal.gap)
    return None if interrupted else answer


def _widened(known: Known, arrays: Arrays) -> Known:
    """Return what is known in arrays that have more columns and rows, of which nothing is known."""
    offers = known.offers
    shape = (offers.shape[0], arrays.columns)
    return Known(
        prices=np.append(known.prices, np.zeros(arrays.rows - len(known.prices))),
        offers=sparse.csr_array((offers.data, offers.indices, offers.indptr), shape=shape),
    )


def _joined(
    run: Run,
    pursuit: Pursuit,
    ranks: Sequence[Goal],
    bounds: Sequence[Answer],
    before: Sequence[Arrays],
) -> Pursuit:
    """Return the pursuit of the aims with the ranks before it, as the plan found keeps them."""
    met = []
    for goal, answer in zip(ranks, bounds, strict=True):
        told = answer
        if pursuit.x is not None:
            worth = float(goal.cost @ pursuit.x)
            told = replace(answer, status=Status.FEASIBLE, x=pursuit.x, objective=worth, stopped=False)
        met.append(Met(goal=goal, answer=told, held_at=np.nan))
    return replace(pursuit, run=run, met=(*met, *pursuit.met), before=(*before, *pursuit.before))
