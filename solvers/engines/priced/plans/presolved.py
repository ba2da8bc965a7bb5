"""Arrays as HiGHS makes them smaller before it searches: what follows from the rest is gone.

Where groups are tied in clusters, most of what two starts allow together follows from rows of three or four
rules; looked through once, a program of fifty thousand rows becomes one of five thousand, and its relaxation
takes a second instead of twenty.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import highspy
import numpy as np
from scipy import sparse

from solvers.engines.priced.plans.small import loaded
from solvers.program.arrays import Arrays

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

_IMPOSSIBLE = (
    highspy.HighsPresolveStatus.kInfeasible,
    highspy.HighsPresolveStatus.kUnboundedOrInfeasible,
)
_SMALLER = (highspy.HighsPresolveStatus.kReduced, highspy.HighsPresolveStatus.kReducedToEmpty)


class Presolved:
    """What is left of arrays; ``None`` in ``arrays`` where it is proven that nothing keeps the rows.

    A point of them is worth ``constant`` more in the whole. Columns have no labels.
    """

    def __init__(self, whole: Arrays) -> None:
        self._engine = loaded(whole, {}, whole=True)
        self._engine.presolve()
        status = self._engine.getModelPresolveStatus()
        self._smaller = status in _SMALLER
        self.arrays: Arrays | None = None if status in _IMPOSSIBLE else whole
        self.constant = 0.0
        if self._smaller:
            self.arrays, self.constant = _arrays_of(self._engine.getPresolvedLp())

    def back(self, x: Floats) -> Floats:
        """Return the point of the whole that a point of what is left stands for."""
        if not self._smaller:
            return x
        solution = highspy.HighsSolution()
        solution.col_value, solution.value_valid = list(x), True
        self._engine.postsolve(solution)
        return np.array(self._engine.getSolution().col_value)


def _arrays_of(left: highspy.HighsLp) -> tuple[Arrays, float]:
    """Return a program of HiGHS's as arrays to maximise, and what its points are worth more in the whole."""
    sign = 1.0 if left.sense_ == highspy.ObjSense.kMaximize else -1.0
    held = left.a_matrix_
    shape = (left.num_row_, left.num_col_)
    by_column = sparse.csc_array(
        (np.array(held.value_), np.array(held.index_), np.array(held.start_)), shape=shape
    )
    whole = [kind != highspy.HighsVarType.kContinuous for kind in left.integrality_]
    arrays = Arrays(
        cost=sign * np.array(left.col_cost_),
        matrix=sparse.csr_array(by_column),
        row_low=np.array(left.row_lower_),
        row_high=np.array(left.row_upper_),
        low=np.array(left.col_lower_),
        high=np.array(left.col_upper_),
        whole=np.array(whole, dtype=np.bool_),
    )
    return arrays, sign * float(left.offset_)
