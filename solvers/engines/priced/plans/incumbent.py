"""The best point so far."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from solvers.program.arrays import Arrays

    Floats = NDArray[np.float64]

_KEEPS = 1e-6
"""By how much a point may break rows, absolutely: HiGHS's own tolerance, and some for adding up."""
_CLEARLY = 1e-9
"""How much better a point must be, as a share of the bound, to count as better."""


class Incumbent:
    """The best point so far; it changes only for a better one that keeps all rows."""

    def __init__(self, arrays: Arrays, report: Callable[[Floats], None]) -> None:
        self._arrays, self._report = arrays, report
        self.x: Floats | None = None
        self.value = -np.inf
        self.changes = 0

    def offer(self, x: Floats) -> bool:
        """Take a point, its whole columns rounded, if it is better and keeps rows; say whether."""
        arrays = self._arrays
        x = np.where(arrays.whole, np.rint(x), x)
        value = float(arrays.cost @ x)
        margin = _CLEARLY * max(abs(self.value), 1.0) if self.x is not None else 0.0
        if not value > self.value + margin or arrays.infeasibility(x) > _KEEPS:
            return False
        self.x, self.value = x, value
        self.changes += 1
        self._report(x)
        return True
