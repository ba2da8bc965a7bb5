"""The point to begin from, and what is held back where rounding left the money a few fen short."""

from __future__ import annotations

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
    from numpy.typing import NDArray

    from solvers.program.arrays import Arrays
    from solvers.rules.program import PhasingProgram
    from solvers.search.run import Run

_MARGIN_FEN = 100
"""By how much funds are held back, beyond the shortage.

Where an engine's rounding left a plan a few fen short.
"""


def first_point(run: Run, program: PhasingProgram, start: NDArray[np.float64] | None) -> Answer:
    """Return the plan to begin with.

    The given one, or greedy's, where it can be completed to keep every rule.
    """
    arrays = program.arrays
    completed = None if start is None else child.relax(arrays.fixed(start), run.left).x
    if completed is None:
        completed = child.relax(arrays.fixed(greedy_point(program)), run.left).x
    if completed is None:
        return Answer(
            status=Status.OUT_OF_TIME, message="greedy found no plan that keeps every rule", stopped=True
        )
    return in_hand(arrays, completed)


def point_that_gives_way(program: PhasingProgram, arrays: Arrays, shortfall: NDArray[np.float64]) -> Answer:
    """Return greedy's plan, or the one that starts nothing, with whatever gives way for it.

    ``arrays`` are the program's with the columns by which rules give way, ``shortfall`` what these cost.
    """
    decided = program.given.columns.decided
    greedy = np.nan_to_num(greedy_point(program))[decided]
    for values in (greedy, np.zeros(len(decided))):
        fixed = np.full(arrays.columns, np.nan)
        fixed[decided] = values
        x = completed(replace(arrays.fixed(fixed), cost=shortfall))
        if x is not None:
            return in_hand(arrays, x)
    return Answer(status=Status.OUT_OF_TIME, message="no plan to begin from", stopped=True)


def tightened(program: PhasingProgram, arrays: Arrays, shortage: int) -> Arrays:
    """Return arrays with every fund's limits and caps held back by a shortage in fen that rounding left."""
    high = arrays.row_high.copy()
    for held in program.placed:
        if held.rule.name in ("fund_limits", "fund_caps"):
            rows = slice(held.first, held.first + len(held.block.low))
            less = high[rows] - (shortage + _MARGIN_FEN) / FEN_IN_UNIT
            high[rows] = np.where(high[rows] > 0, less, high[rows])
    return replace(arrays, row_high=high)
