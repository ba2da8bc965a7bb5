"""Goals pursued in turn: the first is solved and held, then the next within what that leaves, and so on."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

from solvers.engines import child
from solvers.engines.answer import Answer, Status, Wish
from solvers.search.run import in_hand

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from solvers.program.arrays import Arrays
    from solvers.search.run import Run

_GIVE = 1e-9
"""How much less than what is held a row may come to, relative to it: sums in another order differ so."""
_NO_COLUMNS = np.zeros(0, dtype=np.int64)


@dataclass(frozen=True, kw_only=True, eq=False)
class Goal:
    """Something to have as much of as can be: its value of every column, axis ``(column,)``.

    Once reached it is held at its value less ``tolerance`` × max(abs(value), 1). ``gap`` is the gap at which
    it is near enough (None: the one wished for). ``shortfall`` lists columns that are closed for good where
    none of them is needed. ``tight`` says that shortfalls are held, so that little is left to choose among.
    """

    name: str
    cost: NDArray[np.float64]
    tolerance: float = 0.0
    gap: float | None = None
    shortfall: NDArray[np.int64] = field(default_factory=lambda: _NO_COLUMNS)
    tight: bool = False

    def held_at(self, value: float) -> float:
        """Return what is held of a value."""
        return value - self.tolerance * max(abs(value), 1.0)


@dataclass(frozen=True, kw_only=True, eq=False)
class Met:
    """A goal with the engine's answer when it was its turn, and what of it is held from then on."""

    goal: Goal
    answer: Answer
    held_at: float


@dataclass(frozen=True, kw_only=True, eq=False)
class Pursuit:
    """What came of goals in turn; ``run`` is what is left of the time for it.

    ``x`` is the last point, None where there was none to begin with; ``before`` the arrays with the holds
    that stood when it was each goal's turn, ``after`` those with all holds.
    """

    run: Run
    met: tuple[Met, ...]
    x: NDArray[np.float64] | None
    before: tuple[Arrays, ...]
    after: Arrays
    interrupted: bool


def in_turn(
    run: Run,
    arrays: Arrays,
    goals: Sequence[Goal],
    known: Answer,
    decided: NDArray[np.int64],
    reserve: float = 0.0,
) -> Pursuit:
    """Pursue goals in turn from a known point (or none).

    ``decided`` are the columns of decisions: what follows from them is worked out anew for each goal.
    Each has an even share of the time left; ``reserve`` is how many more such shares are wanted afterwards.
    Where the first finds no point, the others are not pursued; once a hand interrupts, they are only valued.
    """
    met, before, x, interrupted = [], [], known.x, False
    for number, goal in enumerate(goals):
        aimed = replace(arrays, cost=goal.cost)
        before.append(aimed)
        if number:
            assert x is not None
            x, again = _seen_by(aimed, x, decided)
            interrupted |= again
            known = in_hand(aimed, x)
        if len(goals) > 1 and known.x is not None and not goal.cost.any():
            known = _nothing_to_gain(known.x)
        elif not interrupted:
            share = run.left / (len(goals) - number + reserve)
            message = goal.name if len(goals) > 1 else ""
            asked = replace(run, wish=replace(run.wish, tight=goal.tight))
            known, interrupted = asked.search(aimed, known, share, message, goal.gap)
            run = run.later()
        if known.x is None:
            met.append(Met(goal=goal, answer=known, held_at=np.nan))
            break
        x = known.x if len(goals) == 1 else cleaned(arrays, known.x)
        assert known.objective is not None
        held_at = goal.held_at(min(known.objective, float(goal.cost @ x)))
        met.append(Met(goal=goal, answer=known, held_at=held_at))
        arrays = holding(arrays, goal, held_at)
    return Pursuit(run=run, met=tuple(met), x=x, before=tuple(before), after=arrays, interrupted=interrupted)


def _seen_by(
    arrays: Arrays, x: NDArray[np.float64], decided: NDArray[np.int64]
) -> tuple[NDArray[np.float64], bool]:
    """Return the point as good for the arrays' aim as its decisions allow; and whether a hand interrupted."""
    try:
        return tidied(arrays, x, decided, (arrays.cost,)), False
    except KeyboardInterrupt:
        return x, True


def _nothing_to_gain(x: NDArray[np.float64]) -> Answer:
    """Return the answer of a goal to which nothing counts: any plan is best."""
    return Answer(status=Status.PROVEN_BEST, x=x, objective=0.0, bound=0.0, bound_by="no choice")


def cleaned(arrays: Arrays, x: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return a point whose whole columns are whole."""
    return np.where(arrays.whole, np.rint(x), x)


def holding(arrays: Arrays, goal: Goal, at: float) -> Arrays:
    """Return the arrays with the row ``goal >= at``, measured in its largest coefficient."""
    if len(goal.shortfall) and at >= -_GIVE:
        high = arrays.high.copy()
        high[goal.shortfall] = 0.0
        return replace(arrays, high=high)
    size = float(np.abs(goal.cost).max(initial=0.0))
    if not size:
        return arrays
    row = sparse.csr_array(goal.cost[None, :] / size)
    return replace(
        arrays,
        matrix=sparse.csr_array(sparse.vstack([arrays.matrix, row])),
        row_low=np.append(arrays.row_low, (at - _GIVE * max(abs(at), 1.0)) / size),
        row_high=np.append(arrays.row_high, np.inf),
    )


_TIDY_SECONDS = 10.0


def tidied(
    arrays: Arrays,
    x: NDArray[np.float64],
    decided: NDArray[np.int64],
    costs: Sequence[NDArray[np.float64]],
) -> NDArray[np.float64]:
    """Return a point with the same decisions whose other columns are as good as can be by costs in turn.

    A goal that takes no notice of a shortfall leaves it as large as it likes; what is stated of a plan is
    what its decisions really come to. ``decided`` are the columns of decisions.
    """
    fixed = np.full(arrays.columns, np.nan)
    fixed[decided] = np.rint(x[decided])
    held = arrays.fixed(fixed)
    for number, cost in enumerate(costs):
        if not cost.any():
            continue
        aimed = replace(held, cost=cost)
        better = completed(aimed)
        if better is None:
            return x
        x = cleaned(arrays, better)
        held = holding(held, Goal(name=str(number), cost=cost), float(cost @ x))
    return x


def completed(arrays: Arrays) -> NDArray[np.float64] | None:
    """Return the best point of arrays in which nearly all is fixed; None where none is found."""
    free = arrays.low < arrays.high
    few, kept = _of_free(arrays, free)
    if kept is None:
        return None
    if not few.whole.any():
        found = child.relax(few, _TIDY_SECONDS).x
    else:
        answer, interrupted = child.run("highs", few, Wish(gap=0.0, seconds=_TIDY_SECONDS))
        if interrupted:
            raise KeyboardInterrupt
        found = None if answer.status is Status.FAILED else answer.x
    if found is None:
        return None
    x = arrays.low.copy()
    x[free] = found
    return x


_KEEPS = 1e-7
"""By how much fixed columns alone may break a row, relative to its limit or 1."""


def _of_free(arrays: Arrays, free: NDArray[np.bool_]) -> tuple[Arrays, NDArray[np.bool_] | None]:
    """Return the arrays of the free columns alone, and which rows they are; None where the rest are broken.

    What the fixed columns use of the rows is taken off their limits.
    """
    fixed = np.where(free, 0.0, arrays.low)
    used = np.asarray(arrays.matrix @ fixed)
    matrix = sparse.csr_array(sparse.csc_array(arrays.matrix)[:, np.flatnonzero(free)])
    kept = np.diff(matrix.indptr) > 0
    low, high = arrays.row_low - used, arrays.row_high - used
    room = _KEEPS * np.maximum(np.abs(used), 1.0)
    broken = ~kept & ((low > room) | (high < -room))
    few = replace(
        arrays,
        cost=arrays.cost[free],
        matrix=sparse.csr_array(matrix[np.flatnonzero(kept)]),
        row_low=low[kept],
        row_high=high[kept],
        low=arrays.low[free],
        high=arrays.high[free],
        whole=arrays.whole[free],
        labels=None,
    )
    return few, None if broken.any() else kept
