"""Deciding columns one after another, each time by the relaxation of what is left."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from solvers.engines.priced.plans.small import Relaxed

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from solvers.program.arrays import Arrays

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Bools = NDArray[np.bool_]

_NEAR = 1e-6
"""How near to 0 or 1 a column counts as decided by the relaxation."""
_PATIENCE = 60
"""How many columns may prove impossible before a dive gives up."""
_AT_ONCE, _SURE = 25, 0.6
"""Of many undecided units one in so many is decided at once, where the relaxation is that sure of them."""
_OPENED = 100
"""How many more columns may come in at once where prices have moved."""
_GAINS = 1e-7
"""What a column must gain to come in, as a share of the relaxation's worth."""


class Dive:
    """One dive over arrays; ``decided`` are the columns to decide and ``unit`` says which exclude each other.

    Both have axis ``(decided column,)``. Of a unit's columns (a campaign's starts) one at most is used.
    ``point`` is a fractional point; columns to decide that it does not use come in only as prices ask.
    ``relaxed`` is a relaxation of the arrays to go on from, None where there is none yet; the dive moves it
    to where it ends.
    """

    def __init__(
        self, arrays: Arrays, decided: Ints, unit: Ints, point: Floats, relaxed: Relaxed | None = None
    ) -> None:
        self._arrays, self._decided, self._unit = arrays, decided, unit
        self._closed = np.zeros(arrays.columns, dtype=np.bool_)
        self._closed[decided] = (point[decided] <= _NEAR) & (arrays.low[decided] <= 0)
        high = np.where(self._closed, 0.0, arrays.high)
        if relaxed is not None:
            relaxed.limit(decided, arrays.low[decided], high[decided])
        self._relaxed = relaxed or Relaxed(replace(arrays, high=high), point)
        self._failed = 0

    @property
    def relaxed(self) -> Relaxed:
        """The relaxation as it stands."""
        return self._relaxed

    def run(self, few: int, until: float) -> Arrays | None:
        """Return the arrays with columns fixed so that at most ``few`` units are undecided; None where stuck.

        None too where time is up at ``until``, a moment of ``time.monotonic()``.

        The column that the relaxation uses most, but not wholly, is made to happen, several where many are
        undecided; where nothing fits then, it is closed. At the end all stand that are used wholly.
        """
        if not self._relaxed.solve() and not self._all_in():
            return None
        while self._failed <= _PATIENCE and time.monotonic() < until:
            share = self._relaxed.x[self._decided]
            torn = np.flatnonzero((share > _NEAR) & (share < 1 - _NEAR))
            units = len(np.unique(self._unit[torn]))
            if units <= few:
                return self._standing()
            most = torn[np.argsort(-share[torn], kind="stable")][: max(1, units // _AT_ONCE)]
            sure = share[most] > _SURE
            sure[0] = True
            if not self._use(self._decided[most[sure]]):
                return None
            self._come_in()
        return None

    def _use(self, columns: Ints) -> bool:
        """Make columns happen, as many of them as fit; say whether there is still a point."""
        relaxed = self._relaxed
        while True:
            ones = np.ones(len(columns))
            low, high = relaxed.low[columns], relaxed.high[columns]
            relaxed.limit(columns, ones, ones)
            if relaxed.solve():
                return True
            self._failed += 1
            relaxed.limit(columns, low, high)
            if len(columns) == 1:
                relaxed.limit(columns, 0 * ones, 0 * ones)
                return relaxed.solve() or self._all_in()
            columns = columns[: len(columns) // 2]

    def _come_in(self) -> None:
        """Let in columns that gain by the prices as they are now."""
        gain = np.where(self._closed, self._relaxed.reduced, 0.0)
        gaining = np.flatnonzero(gain > _GAINS * max(abs(self._relaxed.value), 1.0))
        if len(gaining):
            self._let_in(gaining[np.argsort(-gain[gaining], kind="stable")][:_OPENED])
            self._relaxed.solve()

    def _all_in(self) -> bool:
        """Let in all columns; say whether there is a point then."""
        self._let_in(np.flatnonzero(self._closed))
        return self._relaxed.solve()

    def _let_in(self, columns: Ints) -> None:
        self._closed[columns] = False
        self._relaxed.limit(columns, self._arrays.low[columns], self._arrays.high[columns])

    def _standing(self) -> Arrays:
        """Return the arrays with the columns that are used wholly fixed, others of their units closed."""
        full = self._relaxed.x[self._decided] > 1 - _NEAR
        settled = np.isin(self._unit, self._unit[full])
        low, high = self._arrays.low.copy(), self._arrays.high.copy()
        high[self._decided[settled]] = 0.0
        low[self._decided[full]] = high[self._decided[full]] = 1.0
        return replace(self._arrays, low=low, high=high)
