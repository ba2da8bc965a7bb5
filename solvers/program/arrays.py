"""Rows and columns: what every engine is given."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy import sparse

    from solvers.program.labels import Labels


@dataclass(frozen=True, kw_only=True, eq=False)
class Arrays:
    """Maximise ``cost · x`` over rows ``row_low <= matrix x <= row_high`` and columns ``low <= x <= high``.

    ``whole`` marks the columns that must be whole numbers. Infinite limits are ``±inf``. ``labels`` tell
    whose columns they are, None where nobody said; they change nothing of what the arrays mean.
    """

    cost: NDArray[np.float64]
    matrix: sparse.csr_array[np.float64, tuple[int, int]]
    row_low: NDArray[np.float64]
    row_high: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    whole: NDArray[np.bool_]
    labels: Labels | None = None

    @property
    def rows(self) -> int:
        """Number of rows."""
        return len(self.row_low)

    @property
    def columns(self) -> int:
        """Number of columns."""
        return len(self.cost)

    def fixed(self, x: NDArray[np.float64]) -> Arrays:
        """Return the arrays with the columns fixed that ``x`` knows (is not NaN at)."""
        known = ~np.isnan(x)
        return replace(self, low=np.where(known, x, self.low), high=np.where(known, x, self.high))

    def infeasibility(self, x: NDArray[np.float64]) -> float:
        """Return the largest amount by which a point breaks a row or a column's limits."""
        activity = self.matrix @ x
        parts = (self.row_low - activity, activity - self.row_high, self.low - x, x - self.high)
        return float(max((part.max(initial=0.0) for part in parts), default=0.0))
