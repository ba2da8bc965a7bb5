"""Campaigns that many others wait for (hubs: a pump house) are decided first, then shared openings, then all.

A hub's start holds back dozens of campaigns, and a zone's year moves as many. With only the years decided,
campaigns are searched within years that suit hubs built a third in each of three quarters. Both are decided
here, hubs first, each time by the relaxation of all campaigns near the prices; with both decided it loses
little, and a short search of all campaigns in what they leave comes close to it.
"""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

from solvers.engines import highs
from solvers.engines.priced.plans.choice import freed
from solvers.engines.priced.plans.dive import Dive
from solvers.engines.priced.plans.frame import frame_of, ties_of
from solvers.engines.priced.plans.guide import guide_of
from solvers.engines.priced.plans.incumbent import Incumbent
from solvers.engines.priced.plans.loose import tightened
from solvers.engines.priced.plans.shared import LEVELS, shared_openings
from solvers.engines.priced.plans.small import Limits, quick

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from solvers.engines.answer import Wish
    from solvers.engines.priced.generation import Relaxed
    from solvers.engines.priced.plans.frame import Frame
    from solvers.engines.priced.plans.guide import Guide
    from solvers.engines.priced.plans.part import Part
    from solvers.engines.priced.plans.small import Relaxed as Relaxation
    from solvers.engines.priced.pricing import Parted
    from solvers.program.arrays import Arrays
    from solvers.program.labels import Labels

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

_PAIR, _WAITING = 2, 3
"""Campaigns of a row by which one waits for another; a hub has more others than this that wait for it."""
_TORN = 1e-6
"""By how much a column must be off 0 and 1 to count as torn, and be used to stay near."""
_START, _START_OF_HUB, _ITEM = 5e-5, 5e-4, 1e-5
"""What starts, those of hubs, and inclusions may lose where hubs are decided, as shares of the bound."""
_LARGEST = 12_000
"""Columns up to which such a relaxation is solved again for every hub and opening that it decides."""
_START_AFTER, _ITEM_AFTER = 2e-5, 1e-5
"""What starts and inclusions may lose where campaigns are searched after it."""
_EFFORT, _SLACK = 60, 1e-4
"""Effort of that search, and the share of the bound that it may stop short of its own bound by."""


def hubs_first(
    parted: Parted,
    found: Relaxed,
    begin: Floats | None,
    wish: Wish,
    until: float,
    report: Callable[[Floats], None],
) -> None:
    """Report plans for which hubs and shared openings are decided first; none where no hub is torn.

    It looks for another plan beside ``begin``: nothing is done where that is None. ``until`` is
    a moment of the monotonic clock.
    """
    assert found.mix is not None
    frame, point = parted.frame, found.mix.x
    hubs = hub_starts(frame)
    if begin is None or not (np.abs(point[hubs] - np.rint(point[hubs])) > _TORN).any():
        return
    guide = guide_of(frame, point, parted.row_prices(found.prices, found.priced), found.bound)
    part = _with_hubs(frame, guide, hubs)
    if part.arrays.columns > _LARGEST:
        return
    decided = _decided(frame, guide, part, (hubs, shared_openings(frame)), until)
    if decided is not None and time.monotonic() < until:
        _after(decided, frame.labels, wish, until, Incumbent(parted.arrays, report))


def hub_starts(frame: Frame) -> Ints:
    """Return the starts of campaigns that more than a few others wait for, by rows of two of them."""
    ties = ties_of(frame.arrays, frame.labels)
    pairs = sparse.csr_array(ties[np.flatnonzero(frame.narrow & (np.diff(ties.indptr) == _PAIR))])
    pairs.data[:] = 1.0
    others = np.diff(sparse.csr_array(pairs.T @ pairs).indptr) - 1
    starts = np.flatnonzero(frame.labels.start)
    found: Ints = starts[(others > _WAITING)[frame.labels.campaign[starts]]]
    return found


def _with_hubs(frame: Frame, guide: Guide, hubs: Ints) -> Part:
    """Return the part in which all campaigns are free near the prices, and hubs further away."""
    near = _near(frame, guide, _START)
    near[hubs] |= guide.loss[hubs] <= _START_OF_HUB * guide.scale
    return _all_of(frame, guide, near, _ITEM)


def _near(frame: Frame, guide: Guide, share: float) -> NDArray[np.bool_]:
    """Return which starts lose no more than a share of the bound, or are used, axis ``(column,)``."""
    near: NDArray[np.bool_] = (guide.loss <= share * guide.scale) | (guide.point > _TORN)
    return near & frame.labels.start


def _all_of(frame: Frame, guide: Guide, near: NDArray[np.bool_], item: float) -> Part:
    """Return the part in which the near starts of all campaigns are free: none keeps its own."""
    return freed(
        frame, guide, near, guide.point, item * guide.scale, np.zeros(frame.campaigns, dtype=np.bool_)
    )


def _decided(frame: Frame, guide: Guide, part: Part, kinds: tuple[Ints, ...], until: float) -> Arrays | None:
    """Return the arrays with columns of several kinds fixed, in turn, by a dive each; None where it is stuck.

    Those that are not in the part stand as the point has them.
    """
    arrays, share = part.arrays, guide.point[part.columns]
    campaign = frame.labels.campaign[part.columns]
    low, high = frame.arrays.low.copy(), frame.arrays.high.copy()
    relaxed: Relaxation | None = None
    for kind in kinds:
        columns = np.flatnonzero(np.isin(part.columns, kind))
        unit = np.where(campaign[columns] >= 0, campaign[columns], frame.campaigns + columns)
        dive = Dive(arrays, columns, unit, share, relaxed)
        found, relaxed = dive.run(0, until), dive.relaxed
        if found is None:
            return None
        share, ends = relaxed.x, found.low[columns]
        relaxed.limit(columns, ends, ends)
        arrays = found.fixed(np.where(np.isin(np.arange(found.columns), columns), found.low, np.nan))
        low[kind] = high[kind] = np.rint(guide.point[kind])
        own = part.columns[columns]
        low[own] = high[own] = ends
    return replace(frame.arrays, low=low, high=high)


def _after(decided: Arrays, labels: Labels, wish: Wish, until: float, best: Incumbent) -> None:
    """Offer plans of arrays in which hubs and shared openings are decided."""
    relaxed = highs.relax(decided, until - time.monotonic(), 1)
    if relaxed.x is None or relaxed.prices is None or relaxed.bound is None:
        return
    inner = frame_of(decided, labels)
    nearer = guide_of(inner, relaxed.x, relaxed.prices, relaxed.bound)
    part = _all_of(inner, nearer, _near(inner, nearer, _START_AFTER), _ITEM_AFTER)
    if not part.possible or not part.arrays.columns:
        return
    limits = Limits(
        slack=_SLACK * nearer.scale,
        enough=np.inf,
        effort=_EFFORT,
        until=until,
        seed=wish.seed % 2**31,
    )
    found = quick(part.arrays, limits, None, lambda z: _offer(best, part, z))
    if found.x is not None:
        _offer(best, part, found.x)
        tightened(inner, nearer, best, wish, until, LEVELS)


def _offer(best: Incumbent, part: Part, z: Floats) -> None:
    best.offer(part.whole(z))
