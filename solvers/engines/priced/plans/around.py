"""Rows that a plan breaks in a changed program: what uses them moves, in one small integer program.

Fewer crews in one season concern some twenty campaigns. They and what is worth little on them are free,
everything else stands, and what comes closest to the prices is found at once; rounding the relaxation of the
same part takes longer and leaves more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from solvers.engines.priced.plans.choice import freed
from solvers.engines.priced.plans.small import Limits, quick

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from solvers.engines.priced.plans.frame import Frame
    from solvers.engines.priced.plans.guide import Guide
    from solvers.engines.priced.plans.incumbent import Incumbent

    Floats = NDArray[np.float64]
    Bools = NDArray[np.bool_]

_USED = 0.5
_REACHES = ((0.1, 100), (1.0, 300))
"""What starts may lose, in what a campaign is worth on average, and how many at most are free; in turn."""
_ITEM = 2e-3
"""What inclusions may lose, in the same unit, to be free."""
_SLACK = 0.2
"""Share of the gap wished for at which the search may stop short of its own bound."""
_EFFORT = 200
"""Effort of the search."""


def around(
    frame: Frame,
    guide: Guide,
    before: Floats,
    moving: Bools,
    gap: float,
    until: float,
    best: Incumbent,
) -> None:
    """Offer points to ``best`` in which campaigns that are ``moving`` move and all others stand.

    ``before`` is a point that may break rows, axis ``(column,)``; ``moving`` has axis ``(campaign,)``.
    ``gap`` is the relative gap wished for and ``until`` a moment of ``time.monotonic()``.
    """
    starts = np.flatnonzero(frame.labels.start)
    whose, loss = frame.labels.campaign[starts], guide.loss[starts]
    stands = (before[starts] > _USED) & (frame.arrays.high[starts] > _USED)
    paying = guide.best[guide.best > 0]
    worth = float(paying.mean()) if len(paying) else 1.0
    open_ = np.where(moving[whose] & (frame.arrays.high[starts] > _USED), loss, np.inf)
    for reach, most in _REACHES:
        nearest = np.argsort(open_, kind="stable")[:most]
        near = np.zeros(frame.arrays.columns, dtype=np.bool_)
        near[starts[stands]] = True
        near[starts[nearest[open_[nearest] <= reach * worth]]] = True
        part = freed(frame, guide, near, before, _ITEM * worth, ~moving)
        if not part.possible or not part.arrays.columns:
            return
        slack = _SLACK * gap * guide.scale
        enough = guide.bound - gap * guide.scale - part.constant
        limits = Limits(slack=slack, enough=enough, effort=_EFFORT, until=until)
        found = quick(part.arrays, limits, None, lambda z: None)
        if found.x is not None and best.offer(part.whole(found.x)):
            return
