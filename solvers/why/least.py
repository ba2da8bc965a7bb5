"""The least of a lever that makes a forced start as good as the plan that stands: one small program each.

The lever is a column of its own: more money in a fund's year, or so much less of a cost. The program around
the plan first minimises it, then the rounded amount is held and the best plan sought, which is the proof; and
a step less is held to see that it does not do.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

from solvers.engines.priced.plans.part import part_of
from solvers.engines.priced.plans.small import Limits, quick
from solvers.why.resolve import frame_for, moved_point
from solvers.why.room import LEVERED, part_for

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from solvers.engines.priced.plans.part import Part
    from solvers.program.arrays import Arrays
    from solvers.why.base import Base

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

_ITEM = 3e-6
"""What items may lose that are free to use a lever, as a share of the bound."""
_SECONDS = 20.0


@dataclass(frozen=True, kw_only=True, eq=False)
class Lever:
    """A column to be added: ``values`` in ``rows`` per unit, at most ``most`` units, ``gain`` in the aim.

    ``fixed`` are columns that stand as a point has them, as the lever's values hold for them alone.
    """

    rows: Ints
    values: Floats
    most: float
    gain: float = 0.0
    fixed: Ints | None = None


@dataclass(frozen=True, kw_only=True, eq=False)
class Forced:
    """A campaign forced into periods, and the plan found with it, None where there is none."""

    campaign: int
    periods: tuple[int, ...]
    point: Floats | None


class Levered:
    """The program around a forced start with a lever."""

    def __init__(self, base: Base, arrays: Arrays, lever: Lever, forced: Forced) -> None:
        """Cut it; ``arrays`` force the start, and the forced point says where fixed columns stand."""
        point = forced.point
        if lever.fixed is not None and point is not None:
            low, high = arrays.low.copy(), arrays.high.copy()
            low[lever.fixed] = high[lever.fixed] = np.rint(point[lever.fixed])
            arrays = replace(arrays, low=low, high=high)
        self._base, self.most = base, lever.most
        self._part = _part(base, arrays, forced)
        self._begin = None if base.small or point is None else point[self._part.columns]
        self._arrays = _with(self._part, lever, arrays.rows)

    def least(self, need: float, slack: float) -> float | None:
        """Return the least amount at which a plan is worth ``need``, within ``slack``; None: none."""
        if not self._part.possible:
            return None
        held, size = self._arrays, max(float(np.abs(self._arrays.cost).max(initial=0.0)), 1e-12)
        cost = np.zeros(held.columns)
        cost[-1] = -1.0
        row = sparse.csr_array(held.cost[None, :] / size)
        asked = replace(
            held,
            cost=cost,
            matrix=sparse.csr_array(sparse.vstack([held.matrix, row])),
            row_low=np.append(held.row_low, (need - self._part.constant) / size),
            row_high=np.append(held.row_high, np.inf),
        )
        found = self._search(asked, slack, np.inf)
        return None if found is None else float(found[-1])

    def best(self, amount: float, enough: float) -> Floats | None:
        """Return the best point with so much of the lever; any that is worth ``enough`` will do."""
        low, high = self._arrays.low.copy(), self._arrays.high.copy()
        low[-1] = high[-1] = amount
        shift = self._part.constant
        slack = 0.0 if self._base.small else 1e-5 * self._base.scale
        found = self._search(replace(self._arrays, low=low, high=high), slack, enough - shift)
        if found is None:
            return None
        x = self._part.whole(found[:-1])
        return np.where(self._base.arrays.whole, np.rint(x), x)

    def _search(self, arrays: Arrays, slack: float, enough: float) -> Floats | None:
        effort = 10**6 if self._base.small else LEVERED.effort
        limits = Limits(slack=slack, enough=enough, effort=effort, until=time.monotonic() + _SECONDS)
        begin = None if self._begin is None else np.append(self._begin, arrays.low[-1])
        return quick(arrays, limits, begin, lambda z: None).x


def _part(base: Base, arrays: Arrays, forced: Forced) -> Part:
    """Return what is free: all of a small program, else what can make room for the start."""
    if base.small:
        return part_of(frame_for(base, arrays), np.zeros(arrays.columns), np.arange(arrays.columns))
    x = moved_point(base, arrays) if forced.point is None else forced.point
    return part_for(base, arrays, forced.campaign, forced.periods, x, LEVERED, _ITEM)


def _with(part: Part, lever: Lever, rows: int) -> Arrays:
    """Return a part's arrays with the lever as last column."""
    place = np.full(rows, -1, dtype=np.int64)
    place[part.rows] = np.arange(len(part.rows))
    at = place[lever.rows]
    there = at >= 0
    column = sparse.csr_array(
        (lever.values[there], (at[there], np.zeros(int(there.sum()), dtype=np.int64))),
        shape=(len(part.rows), 1),
    )
    held = part.arrays
    return replace(
        held,
        cost=np.append(held.cost, lever.gain),
        matrix=sparse.csr_array(sparse.hstack([held.matrix, column])),
        low=np.append(held.low, 0.0),
        high=np.append(held.high, lever.most),
        whole=np.append(held.whole, False),
    )
