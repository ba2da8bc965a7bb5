"""Rounding: torn columns of a relaxation are decided one after another, each time by what is left."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from solvers.engines.priced.plans.small import Relaxed

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

_NEAR = 1e-6
"""How near to a whole number a column counts as whole."""
_PATIENCE = 60
"""How often rounding may prove impossible before it gives up."""
_AT_ONCE = 10
"""Of many torn columns one in so many is rounded at once."""


class Rounding:
    """Rounds columns of a relaxation that has a point, those first that are nearest to a whole number."""

    def __init__(self, relaxed: Relaxed) -> None:
        self._relaxed = relaxed
        self._failed = 0

    def settle(self, columns: Ints, loose: int) -> bool:
        """Make columns whole and fix them there; say whether a point is left.

        All that are whole are fixed at once, but for as many as ``loose`` that gain or lose least: were all
        free, rounding one would tear another without end.
        """
        relaxed = self._relaxed
        torn = self._torn(columns)
        free = torn | _smallest(np.where(torn, np.inf, np.abs(relaxed.reduced[columns])), loose)
        self._fix(columns[~free])
        columns = columns[free]
        while self._failed <= _PATIENCE:
            x = relaxed.x[columns]
            torn_ = np.flatnonzero(self._torn(columns))
            if not len(torn_):
                self._fix(columns)
                return True
            off = np.abs(x[torn_] - np.rint(x[torn_]))
            most = torn_[np.argsort(off, kind="stable")][: max(1, len(torn_) // _AT_ONCE)]
            if not self._rounded(columns[most]):
                return False
        return False

    def _torn(self, columns: Ints) -> NDArray[np.bool_]:
        x = self._relaxed.x[columns]
        found: NDArray[np.bool_] = np.abs(x - np.rint(x)) > _NEAR
        return found

    def _fix(self, columns: Ints) -> None:
        ends = np.rint(self._relaxed.x[columns])
        self._relaxed.limit(columns, ends, ends)

    def _rounded(self, columns: Ints) -> bool:
        """Round columns, as many as fit, else the first the other way; say whether a point is left."""
        relaxed = self._relaxed
        values = relaxed.x[columns]
        while True:
            low, high, ends = relaxed.low[columns], relaxed.high[columns], np.rint(values)
            relaxed.limit(columns, ends, ends)
            if relaxed.solve():
                return True
            self._failed += 1
            if len(columns) == 1:
                other = np.where(ends > values, np.floor(values), np.ceil(values))
                relaxed.limit(columns, other, other)
                return relaxed.solve()
            relaxed.limit(columns, low, high)
            half = len(columns) // 2
            columns, values = columns[:half], values[:half]


def _smallest(values: Floats, count: int) -> NDArray[np.bool_]:
    """Mark so many of the smallest values."""
    found = np.zeros(len(values), dtype=np.bool_)
    found[np.argsort(values, kind="stable")[:count]] = True
    return found
