"""The point to begin from, and what is held back where rounding left the money a few fen short."""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from solvers.engines import child
from solvers.engines.answer import Answer, Status
from solvers.plan.greedy import greedy_point
from solvers.rules.money import FEN_IN_UNIT
from solvers.search.in_turn import completed
from solvers.search.run import in_hand

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from solvers.program.arrays import Arrays
    from solvers.rules.loosened import Loosened
    from solvers.rules.program import PhasingProgram
    from solvers.search.run import Run

_MARGIN_FEN = 100
"""By how much funds are held back, beyond the shortage.

Where an engine's rounding left a plan a few fen short.
"""


_GREEDY_ROWS = 40_000
"""Rows up to which greedy goes first; beyond, it is slow and rarely keeps every rule."""


def first_point(
    run: Run, program: PhasingProgram, start: NDArray[np.float64] | None, *, greedy: bool = True
) -> Answer:
    """Return the plan to begin with.

    The given one, or greedy's (where ``greedy`` is wished for), where it can be completed to keep every rule.
    """
    arrays = program.arrays
    completed = None if start is None else child.relax(arrays.fixed(start), run.left).x
    if completed is None and greedy and arrays.rows <= _GREEDY_ROWS:
        completed = child.relax(arrays.fixed(greedy_point(program)), run.left).x
    if completed is None:
        return Answer(
            status=Status.OUT_OF_TIME, message="no plan to begin with keeps every rule", stopped=True
        )
    return in_hand(arrays, completed)


_KEEPS = 1e-6
"""By how much what an earlier solve left may break rows, absolutely."""


def point_as_left(program: PhasingProgram, point: NDArray[np.float64]) -> Answer:
    """Return what an earlier solve left where it keeps every row as it is; the engine repairs it else."""
    arrays = program.arrays
    x = np.where(arrays.whole, np.rint(point), point)
    if arrays.infeasibility(x) > _KEEPS:
        return Answer(status=Status.OUT_OF_TIME, message="what was left breaks rules now", stopped=True)
    return in_hand(arrays, x)


_WIDER = (5.0, 3.0, 2.0, 1.5, 1.25, 1.0)
"""By how much greedy's limits are widened, in turn, to see what gives way least.

The widest first: there greedy takes a fraction of the time that it takes where it is stuck.
"""
_SHARE = 0.2
"""Share of the time left that this may take."""


def point_that_gives_way(
    run: Run,
    program: PhasingProgram,
    arrays: Arrays,
    found: tuple[Loosened, ...],
    shortfalls: Sequence[NDArray[np.float64]],
    left: NDArray[np.float64] | None = None,
) -> Answer:
    """Return of greedy's plans within wider limits that for which least gives way, by rank.

    ``arrays`` are the program's with the columns by which rules give way, ``shortfalls`` what these cost,
    rank by rank. ``left`` is the point of an earlier plan (None: there is none), which is begun with where no
    more gives way for it. The priced engine finds better plans itself, so it is not kept waiting for more
    than one. At the worst it is the plan that starts nothing.
    """
    until = run.left * (1 - _SHARE)
    decided, together = program.given.columns.decided, np.sum([np.zeros(arrays.columns), *shortfalls], axis=0)
    best: tuple[tuple[float, ...], NDArray[np.float64]] | None = None
    begun = [] if left is None else [left]
    widths = _WIDER if run.engine != "priced" else _WIDER[: 1 - len(begun)]
    greedy = (greedy_point(_widened(program, found, wider)) for wider in widths)
    for point in itertools.chain(begun, greedy):
        x = _giving_way(arrays, decided, np.nan_to_num(point)[decided], together)
        if x is not None:
            worth = tuple(round(float(cost @ x), 9) for cost in shortfalls)
            best = max(best or (worth, x), (worth, x), key=lambda pair: pair[0])
        if run.left < until:
            break
    x = best[1] if best else _giving_way(arrays, decided, np.zeros(len(decided)), together)
    if x is None:
        return Answer(status=Status.OUT_OF_TIME, message="no plan to begin from", stopped=True)
    return in_hand(arrays, x)


def _giving_way(
    arrays: Arrays, decided: NDArray[np.int64], values: NDArray[np.float64], cost: NDArray[np.float64]
) -> NDArray[np.float64] | None:
    """Return the point of given decisions for which as little gives way as can be; None where none fits."""
    fixed = np.full(arrays.columns, np.nan)
    fixed[decided] = values
    return completed(replace(arrays.fixed(fixed), cost=cost))


def _widened(program: PhasingProgram, found: tuple[Loosened, ...], wider: float) -> PhasingProgram:
    """Return the program with more money and wider limits where these may give way."""
    high, money = program.arrays.row_high.copy(), False
    for one in found:
        money |= one.placed.rule.name == "fund_limits"
        if one.give.kind == "limit":
            rows = one.placed.first + np.unique(one.give.row)
            high[rows] = np.where(high[rows] > 0, high[rows] * wider, high[rows])
    claims = program.given.claims
    if money:
        amount = (claims.funds.amount * wider).astype(np.int64)
        claims = replace(claims, funds=replace(claims.funds, amount=amount))
    given = replace(program.given, claims=claims)
    return replace(program, given=given, arrays=replace(program.arrays, row_high=high))


def tightened(program: PhasingProgram, arrays: Arrays, shortage: int) -> Arrays:
    """Return arrays with every fund's limits and caps held back by a shortage in fen that rounding left."""
    high = arrays.row_high.copy()
    for held in program.placed:
        if held.rule.name in ("fund_limits", "fund_caps"):
            rows = slice(held.first, held.first + len(held.block.low))
            less = high[rows] - (shortage + _MARGIN_FEN) / FEN_IN_UNIT
            high[rows] = np.where(high[rows] > 0, less, high[rows])
    return replace(arrays, row_high=high)
