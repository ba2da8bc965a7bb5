"""Deciding starts one after another, each time by the relaxation of what is left."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from solvers.priced.small import Relaxed

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from solvers.program.arrays import Arrays

    Ints = NDArray[np.int64]

_NEAR = 1e-6
"""How near to 0 or 1 a start counts as decided by the relaxation."""
_PATIENCE = 60
"""How many starts may prove impossible before a dive gives up."""


def dive(arrays: Arrays, starts: Ints, campaign: Ints, few: int) -> tuple[Arrays, bool]:
    """Return the arrays with starts fixed until at most ``few`` campaigns are undecided.

    ``starts`` are the columns that are starts, ``campaign`` whose each is; both have axis ``(start,)``. The
    start that the relaxation uses most, but not wholly, is made to happen; where nothing fits then, it is
    closed. At the end all starts stand that the relaxation uses wholly. False where the dive got stuck.
    """
    relaxed = Relaxed(arrays)
    if not relaxed.solve():
        return arrays, False
    failed = 0
    while failed <= _PATIENCE:
        share = relaxed.x[starts]
        torn = np.flatnonzero((share > _NEAR) & (share < 1 - _NEAR))
        if len(np.unique(campaign[torn])) <= few:
            return _standing(arrays, relaxed, starts, campaign), True
        chosen = starts[torn[[np.argmax(share[torn])]]]
        relaxed.limit(chosen, np.ones(1), np.ones(1))
        if not relaxed.solve():
            failed += 1
            relaxed.limit(chosen, np.zeros(1), np.zeros(1))
            if not relaxed.solve():
                return arrays, False
    return arrays, False


def _standing(arrays: Arrays, relaxed: Relaxed, starts: Ints, campaign: Ints) -> Arrays:
    """Return the arrays with the starts that the relaxation uses wholly fixed, others of theirs closed."""
    full = relaxed.x[starts] > 1 - _NEAR
    decided = np.isin(campaign, campaign[full])
    low, high = arrays.low.copy(), arrays.high.copy()
    high[starts[decided]] = 0.0
    low[starts[full]] = high[starts[full]] = 1.0
    return replace(arrays, low=low, high=high)
