"""A search of what a plan and the relaxation do not agree on: a small part of a small program.

Where both have a column at the same whole number it stays there. Of some two hundred columns thirty or so are
left, which are searched in a tenth of the time; what that misses is little.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from solvers.engines.priced.plans.small import Relaxed

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from solvers.program.arrays import Arrays

    Floats = NDArray[np.float64]

_SAME = 1e-6
"""How near to each other a plan and a relaxation agree."""


def agreed(arrays: Arrays, point: Floats, relaxed: Arrays | None = None) -> Arrays | None:
    """Return arrays in which what a point and the relaxation agree on stands; None: nothing keeps the rows.

    ``relaxed`` are the arrays whose relaxation is looked at, with the same columns; by default the same.
    """
    engine = Relaxed(arrays if relaxed is None else relaxed, point)
    if not engine.solve():
        return None
    same = arrays.whole & (np.abs(engine.x - point) < _SAME)
    ends = np.rint(point)
    return replace(arrays, low=np.where(same, ends, arrays.low), high=np.where(same, ends, arrays.high))
