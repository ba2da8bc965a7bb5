"""The least of a lever that makes a forced start as good as the plan that stands: one small program each.

The lever is a column of its own: more money in a fund's year, or so much less of a cost. A small program is
solved whole: for the least of the lever, then, with the rounded amount held, for the best plan, which is
the proof; and a step less is held to see that it does not do. Of a large one only what is around the forced
plan is looked at, and of that only what the plan and the relaxation with a fair amount of the lever do not
agree on: there the least is sought at once, and then again with a step less.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

from solvers.engines.priced.plans.part import part_of
from solvers.engines.priced.plans.small import Limits, Relaxed, quick
from solvers.why.agreed import agreed
from solvers.why.along import start_of
from solvers.why.resolve import frame_for
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
_FAIR, _LEAST = 2.0, 15.0
"""A fair amount of a lever: so many times what the relaxation needs, or what the loss is worth; at least."""
_TOWARDS = 0.05
"""Share of a lever's worth that worth counts for, so that among equal amounts the better is sought."""
_AGAIN = 8
"""The effort of a search for less of a lever than was found before."""
_HALF = 0.5
"""How near to the least amount a search around the plan has to come, in units of the lever."""


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
        self._begin = None if base.small or point is None else np.append(point[self._part.columns], 0.0)
        self._arrays = _with(self._part, lever, arrays.rows)

    def least(self, need: float, slack: float) -> float | None:
        """Return the least amount at which a plan is worth ``need``, within ``slack``; None: none."""
        if not self._part.possible:
            return None
        found = self._search(self._worth(need, np.inf), slack)
        return None if found is None else float(found[-1])

    def best(self, amount: float) -> Floats | None:
        """Return the best point of a small program with so much of the lever."""
        low, high = self._arrays.low.copy(), self._arrays.high.copy()
        low[-1] = high[-1] = amount
        found = self._search(replace(self._arrays, low=low, high=high), 0.0)
        if found is None:
            return None
        x = self._part.whole(found[:-1])
        return np.where(self._base.arrays.whole, np.rint(x), x)

    def near(self, need: float, price: float, most: float, begin: Floats | None = None) -> Floats | None:
        """Return a part's point with little of the lever, at most ``most``, worth ``need`` or more.

        Its last column is the lever's amount. ``price`` is what one unit is worth about; ``begin`` a point
        found before, by default the forced plan. None: there is none, or none was found.
        """
        start = self._begin if begin is None else begin
        held = self._worth(need, price)
        fair = most if begin is not None else self._fair(held, need, price, most)
        if start is None or fair is None:
            return None
        ample = _with_most(self._arrays, fair)
        arrays = agreed(_with_most(held, min(most, _FAIR * fair)), start, ample)
        if arrays is None:
            return None
        return self._search(arrays, _HALF, LEVERED.effort if begin is None else _AGAIN)

    def _fair(self, held: Arrays, need: float, price: float, most: float) -> float | None:
        """Return an amount with which there should be a plan; None where even the relaxation has none."""
        start = self._begin
        if start is None or not self._part.possible:
            return None
        relaxed = Relaxed(_with_most(held, most), start)
        if not relaxed.solve():
            return None
        lost = max(need - self._part.constant - float(self._arrays.cost @ start), 0.0)
        return min(float(np.ceil(max(_FAIR * relaxed.x[-1], _FAIR * lost / price, _LEAST))), most)

    def held(self, z: Floats, amount: float) -> Floats | None:
        """Return the whole point of a part's point, with so much of the lever; None where it has none."""
        whole = self._arrays.whole
        ends = np.where(whole, np.rint(z), 0.0)
        low, high = np.where(whole, ends, self._arrays.low), np.where(whole, ends, self._arrays.high)
        low[-1] = high[-1] = amount
        relaxed = Relaxed(replace(self._arrays, low=low, high=high), z)
        if not relaxed.solve():
            return None
        x = self._part.whole(relaxed.x[:-1])
        return np.where(self._base.arrays.whole, np.rint(x), x)

    def _worth(self, need: float, price: float) -> Arrays:
        """Return the arrays in which little of the lever is sought and the worth needed is a row."""
        held, size = self._arrays, max(float(np.abs(self._arrays.cost).max(initial=0.0)), 1e-12)
        cost = _TOWARDS * held.cost / price
        cost[-1] = -1.0
        return replace(
            held,
            cost=cost,
            matrix=sparse.csr_array(
                sparse.vstack([held.matrix, sparse.csr_array(held.cost[None, :] / size)])
            ),
            row_low=np.append(held.row_low, (need - self._part.constant) / size),
            row_high=np.append(held.row_high, np.inf),
        )

    def _search(self, arrays: Arrays, slack: float, effort: int = 10**6) -> Floats | None:
        limits = Limits(slack=slack, enough=np.inf, effort=effort, until=time.monotonic() + _SECONDS)
        return quick(arrays, limits, None, lambda z: None).x


def _with_most(arrays: Arrays, most: float) -> Arrays:
    """Return arrays with so much of the lever at most."""
    high = arrays.high.copy()
    high[-1] = most
    return replace(arrays, high=high)


def _part(base: Base, arrays: Arrays, forced: Forced) -> Part:
    """Return what is free: all of a small program, else what can make room for the start."""
    if base.small:
        return part_of(frame_for(base, arrays), np.zeros(arrays.columns), np.arange(arrays.columns))
    start = start_of(base, arrays, forced.campaign, forced.periods)
    x = start.point if forced.point is None else forced.point
    return part_for(base, arrays, start, x, LEVERED, _ITEM)


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
