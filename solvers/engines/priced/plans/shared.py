"""Openings that several campaigns share are decided first, then the campaigns within what they leave.

A zone's year decides for all its estates at once. Left open, the relaxation mixes years for half of all
campaigns, and no search of single starts gets far. Decided one after another, each time by the relaxation of
what is torn, they cost little; with them decided, the relaxation is solved anew and is torn in a few places.
"""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

from solvers.engines import highs
from solvers.engines.priced.plans.dive import Dive
from solvers.engines.priced.plans.frame import FEW, frame_of, ties_of
from solvers.engines.priced.plans.guide import guide_of
from solvers.engines.priced.plans.improve import Reach, search_once, torn_part
from solvers.engines.priced.plans.incumbent import Incumbent
from solvers.engines.priced.plans.loose import FIRST, Level, tightened

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from solvers.engines.answer import Wish
    from solvers.engines.priced.generation import Relaxed
    from solvers.engines.priced.plans.frame import Frame
    from solvers.engines.priced.plans.guide import Guide
    from solvers.engines.priced.pricing import Parted
    from solvers.program.arrays import Arrays
    from solvers.program.labels import Labels

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Bools = NDArray[np.bool_]

_SHARED = 3
"""Campaigns that an opening ties at least to count as shared; two are often one estate's."""
_WHOLE = 1e-6
"""By how much an opening must be off 0 and 1 to count as torn."""
_TORN = Reach(start=3e-4, item=3e-5, few=0, all_start=False)
"""How far the relaxation looks in which shared openings are decided."""
_LARGEST = 6000
"""Columns up to which such a relaxation is solved again for every opening that it decides."""
_WITHIN = Reach(start=1e-4, item=1e-5, few=10**6, all_start=False)
"""How far campaigns are searched once these are decided: whole, without a dive."""
_EFFORT = 100
"""Effort of that search."""
LEVELS = (
    FIRST[0],
    Level(start=0.3, item=0.005, starts=150, effort=30, misses=10),
    Level(start=0.5, item=0.01, starts=300, effort=50, misses=10),
)
"""Windows after it, in turn."""


def shared_openings(frame: Frame) -> Ints:
    """Return the whole columns of no campaign that tie several campaigns, but for wide rows."""
    arrays, campaign = frame.arrays, frame.labels.campaign
    ties = ties_of(arrays, frame.labels)
    wide = np.diff(ties.indptr) > FEW
    openings = np.flatnonzero((campaign < 0) & arrays.whole & (arrays.low >= 0) & (arrays.high <= 1))
    beside = sparse.csr_array(frame.by_column[:, openings].T)
    beside = sparse.csr_array(beside @ sparse.diags_array(np.where(wide, 0.0, 1.0)))
    beside.data[:] = np.abs(beside.data)
    tied = sparse.csr_array(beside @ ties)
    tied.eliminate_zeros()
    found: Ints = openings[np.diff(tied.indptr) >= _SHARED]
    return found


def shared_first(
    parted: Parted,
    found: Relaxed,
    begin: Floats | None,
    wish: Wish,
    until: float,
    report: Callable[[Floats], None],
) -> None:
    """Report plans for which shared openings are decided first; none where these are not torn.

    ``begin`` is a plan's point to begin from, None where there is none; ``until`` is a moment of the
    monotonic clock.
    """
    assert found.mix is not None
    frame, point = parted.frame, found.mix.x
    openings = shared_openings(frame)
    if not ((point[openings] > _WHOLE) & (point[openings] < 1 - _WHOLE)).any():
        return
    best = Incumbent(parted.arrays, report)
    if begin is not None:
        best.offer(begin)
    guide = guide_of(frame, point, parted.row_prices(found.prices, found.priced), found.bound)
    decided = _decided(frame, guide, openings, until)
    if decided is not None and time.monotonic() < until:
        _within(decided, frame.labels, wish, until, best)


def _within(decided: Arrays, labels: Labels, wish: Wish, until: float, best: Incumbent) -> None:
    """Offer plans of arrays in which shared openings are decided."""
    relaxed = highs.relax(decided, until - time.monotonic(), 1)
    if relaxed.x is None or relaxed.prices is None or relaxed.bound is None:
        return
    inner = frame_of(decided, labels)
    nearer = guide_of(inner, relaxed.x, relaxed.prices, relaxed.bound)
    search_once(inner, nearer, wish, until, best, _WITHIN, _EFFORT)
    if best.x is not None:
        tightened(inner, nearer, best, wish, until, LEVELS)


def _decided(frame: Frame, guide: Guide, openings: Ints, until: float) -> Arrays | None:
    """Return the arrays with shared openings fixed, those that the point takes whole and others by a dive."""
    part = torn_part(frame, guide, _TORN)
    if part.arrays.columns > _LARGEST:
        return None
    shared = np.zeros(frame.arrays.columns, dtype=np.bool_)
    shared[openings] = True
    columns = np.flatnonzero(shared[part.columns])
    share = guide.point[part.columns]
    found = Dive(part.arrays, columns, frame.campaigns + columns, share).run(0, until)
    if found is None:
        return None
    low, high = frame.arrays.low.copy(), frame.arrays.high.copy()
    low[openings] = high[openings] = np.rint(guide.point[openings])
    own = part.columns[columns]
    low[own] = high[own] = found.low[columns]
    return replace(frame.arrays, low=low, high=high)
