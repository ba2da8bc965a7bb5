"""Plans of a large program, knot by knot.

Narrow rows, such as those of a street, tie few groups to a *knot*; wide rows tie all. At the prices of wide
rows each knot is a small integer program of its own. So knots are decided a few at a time, the dearest first,
and the relaxation of what is left moves the prices of wide rows in between: it makes good in other places
what they now use more or less of. At the end few groups are torn, by wide rows alone, and are searched
together with the groups that lose least by changing.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from solvers.engines.priced.abreast import abreast
from solvers.engines.priced.near import Reach, near
from solvers.engines.priced.plans.small import Limits, Relaxed, quick
from solvers.engines.priced.sample import NARROW, touched
from solvers.program.arrays import Arrays

if TYPE_CHECKING:
    from collections.abc import Callable

    from solvers.engines.priced.groups import Flags, Floats, Ints
    from solvers.engines.priced.near import Near
    from solvers.engines.priced.plans.incumbent import Incumbent
    from solvers.engines.priced.pricing import Parted, Priced

_REACH = Reach(settled=0.01, open_=0.01, item=0.002)
"""How far it looks, in what a group is worth on average at the prices."""
_ROUNDS = 8
"""In how many turns the knots are decided, about."""
_JUMP, _JUMP_EACH = 0.05, 0.1
"""What deciding knots may lose at once, and more for each of them, in what a group is worth."""
_PRICED = 1e-9
"""A price of a narrow row above this ties a knot."""
_KNOT_SLACK, _KNOT_EFFORT = 1e-4, 2000
"""Share of a group's worth that a knot's search may stop short of its own bound; its effort."""
_TORN = 1e-6
_LOSES = 1e-3
"""What may be changed at the end loses no more than this share of a group's worth."""
_LAST_SLACK = 0.003
"""Share of a group's worth that the last search may stop short of its own bound."""
_KEEPS = 1e-6
"""By how much a point may break rows, absolutely."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Asked:
    """What is asked: ``gap`` below the relaxation at which to stop; ``until``, of the monotonic clock.

    ``tries`` are how many groups are opened that lose least, and the effort, of the last searches in turn,
    until one finds a plan.
    """

    gap: float
    until: float
    seed: int
    tries: tuple[tuple[int, int], ...] = ((60, 10), (100, 500), (200, 500))


@dataclass(frozen=True, kw_only=True, eq=False)
class Knotted:
    """A program near the prices with what is known of its knots.

    ``group`` is the group of each column (−1: none) and ``option`` whether it is a start, ``knot`` the knot
    of each column; ``x`` is a point to begin close to; axis ``(column,)``. ``narrow`` says which of the first
    rows, the coupling ones, are narrow, and ``knot_of_row`` their knots (−1 of others), axis ``(coupling
    row,)``. ``worth`` is what a group is worth on average.
    """

    arrays: Arrays
    group: Ints
    option: Flags
    knot: Ints
    x: Floats
    narrow: Flags
    knot_of_row: Ints
    worth: float


@dataclass(frozen=True, kw_only=True, eq=False)
class _Decided:
    """What was decided of a knot: columns, and the value of each."""

    knot: int
    columns: Ints
    value: Floats


def by_knots(parted: Parted, priced: Priced, x: Floats, asked: Asked, best: Incumbent) -> None:
    """Offer each plan's point found around the relaxation's point ``x`` and prices to ``best``.

    None may be found.
    """
    small, held = knotted(parted, priced, x)
    search(held, asked, lambda z: best.offer(small.back(z)))


def search(held: Knotted, asked: Asked, heard: Callable[[Floats], object]) -> None:
    """Tell of each plan's point found, by knots first, then among what loses least."""
    found = _Search(held, asked)
    if not found.relaxed.solve():
        return
    found.enough = found.relaxed.value - asked.gap * max(abs(found.relaxed.value), 1.0)
    found.decide_knots()
    for groups, effort in asked.tries:
        if found.worth_found > -np.inf or time.monotonic() > asked.until:
            break
        found.last(groups, effort, heard)


def knotted(parted: Parted, priced: Priced, x: Floats) -> tuple[Near, Knotted]:
    """Return the program near the prices and a relaxed point ``x``, and its knots."""
    paying = priced.best[priced.best > 0]
    worth = float(paying.mean()) if len(paying) else 1.0
    small, groups = near(parted, priced, x, worth, _REACH, None), parted.groups
    group = np.full(parted.arrays.columns, -1, dtype=np.int64)
    group[groups.option] = groups.group
    group[groups.item] = groups.group[groups.choice_option[groups.choice]]
    option = np.zeros(parted.arrays.columns, dtype=bool)
    option[groups.option] = True
    narrow, knot_of_row, knot = _knots(parted, small, group[small.own])
    return small, Knotted(
        arrays=small.arrays,
        group=group[small.own],
        option=option[small.own],
        knot=knot,
        x=x[small.own],
        narrow=narrow,
        knot_of_row=knot_of_row,
        worth=worth,
    )


def _knots(parted: Parted, small: Near, group: Ints) -> tuple[Flags, Ints, Ints]:
    """Return which coupling rows are narrow, the knot of each (−1 of others), and that of each column."""
    wide, count = np.diff(touched(parted).indptr), len(parted.low)
    few = min(NARROW, parted.groups.count // 2)  # of few groups no row of most of them ties a knot
    narrow: Flags = (wide > 0) & (wide <= few) & (np.diff(parted.of_others.indptr) == 0)
    rows = sparse.csr_array(small.arrays.matrix[:count])
    row = np.repeat(np.arange(count), np.diff(rows.indptr))
    of = group[rows.indices]
    kept = narrow[row] & (of >= 0)
    size = count + parted.groups.count
    entries = (np.ones(int(kept.sum())), (row[kept], count + of[kept]))
    _, label = connected_components(sparse.coo_array(entries, shape=(size, size)), directed=False)
    of_column = np.where(group >= 0, label[count + group], -1)
    return narrow, np.where(narrow, label[:count], -1), of_column


class _Search:
    """The relaxation of the program near the prices, more and more of it decided."""

    def __init__(self, held: Knotted, asked: Asked) -> None:
        self.arrays, self.worth, self._asked = held.arrays, held.worth, asked
        self._group, self._option = held.group, held.option
        self._by_column = sparse.csc_array(held.arrays.matrix)
        self._coupling = len(held.narrow)
        self._narrow, self._knot_of_row = held.narrow, held.knot_of_row
        self._order = np.argsort(held.knot, kind="stable")
        self._ends = np.searchsorted(held.knot[self._order], np.arange(int(held.knot.max(initial=-1)) + 2))
        self.relaxed = Relaxed(held.arrays, held.x)
        self.enough, self._free = np.inf, held.arrays.whole
        self.worth_found, self._best = -np.inf, np.zeros(0)

    def _over(self) -> bool:
        return time.monotonic() > self._asked.until

    def decide_knots(self) -> None:
        """Decide the knots that narrow rows tie at the prices as they are, until none is left."""
        done: set[int] = set()
        at_once, again = 0, list[int]()
        while not self._over():
            prices = self.relaxed.prices[: self._coupling]
            tight = np.flatnonzero(self._narrow & (np.abs(prices) > _PRICED))
            high = np.where(np.isfinite(self.arrays.row_high), self.arrays.row_high, 0.0)[tight]
            dear = np.bincount(self._knot_of_row[tight], weights=np.abs(prices[tight]) * (np.abs(high) + 1.0))
            waiting = [k for k in np.argsort(-dear, kind="stable").tolist() if dear[k] > 0 and k not in done]
            if not waiting:
                break
            at_once = at_once or max(-(-len(waiting) // _ROUNDS), 1)
            batch = waiting[:at_once]
            done.update(batch)
            again += self._fixed(self._decided(batch))
        for knot in again:
            self._fixed(self._decided([knot]))

    def _decided(self, batch: list[int]) -> list[_Decided]:
        """Decide some knots at the prices as they are, each by itself.

        At a corner prices of wide rows may be far from what a little more of them is worth.
        """
        prices = self.relaxed.prices[: self._coupling]
        tight = np.flatnonzero(self._narrow & (np.abs(prices) > _PRICED))
        wide = np.where(self._narrow, 0.0, prices)
        gain = self.arrays.cost - self._by_column[: self._coupling].T @ wide
        return abreast(lambda knot: self._decided_one(knot, gain, tight), batch)

    def _fixed(self, decided: list[_Decided]) -> list[int]:
        """Fix what was decided, by halves where too much is lost by it; return the knots that stay open."""
        relaxed, before = self.relaxed, self.relaxed.corner()
        for one in decided:
            relaxed.limit(one.columns, one.value, one.value)
        lost = _JUMP + _JUMP_EACH * len(decided)
        if relaxed.solve() and before.value - relaxed.value < lost * self.worth:
            return []
        relaxed.back(before)
        if len(decided) == 1:
            return [decided[0].knot]
        middle = len(decided) // 2
        return self._fixed(decided[:middle]) + self._fixed(decided[middle:])

    def _decided_one(self, knot: int, gain: Floats, tight: Ints) -> _Decided:
        """Decide the groups of a knot that its tight rows touch, by an integer program of all of it.

        ``gain`` is what columns are worth net of prices of wide rows; where nothing is found, nothing is
        decided.
        """
        columns = np.sort(self._order[self._ends[knot] : self._ends[knot + 1]])
        part = sparse.csr_array(self._by_column[:, columns])
        own = np.ones(self.arrays.rows, dtype=bool)
        own[: self._coupling] = self._narrow
        rows = np.flatnonzero((np.diff(part.indptr) > 0) & own)
        smaller = self._cut(columns, sparse.csr_array(part[rows]), rows, np.zeros(len(rows)), gain)
        slack = _KNOT_SLACK * self.worth
        limits = Limits(
            slack=slack, enough=np.inf, effort=_KNOT_EFFORT, until=self._asked.until, seed=self._asked.seed
        )
        found = quick(smaller, limits, None, lambda _: None)
        if found.x is None:
            return _Decided(knot=knot, columns=np.zeros(0, dtype=np.int64), value=np.zeros(0))
        touched = np.zeros(len(columns), dtype=bool)
        touched[part[np.intersect1d(tight, rows)].indices] = True
        involved = np.isin(self._group[columns], self._group[columns[touched]])
        return _Decided(knot=knot, columns=columns[involved], value=np.rint(found.x[involved]))

    def _cut(self, columns: Ints, matrix: sparse.csr_array, rows: Ints, used: Floats, gain: Floats) -> Arrays:
        """Return some columns and rows, these with less ``used`` of their limits, as a program."""
        arrays = self.arrays
        return Arrays(
            cost=gain[columns],
            matrix=matrix,
            row_low=arrays.row_low[rows] - used,
            row_high=arrays.row_high[rows] - used,
            low=arrays.low[columns],
            high=arrays.high[columns],
            whole=arrays.whole[columns],
        )

    def last(self, count: int, effort: int, heard: Callable[[Floats], object]) -> None:
        """Search the torn groups with so many that lose least by changing; the others stand."""
        x, self._free = self.relaxed.x, self.relaxed.low < self.relaxed.high
        torn = self.arrays.whole & (x > _TORN) & (x < 1 - _TORN)
        opened = self._of_groups(self._group[torn])
        opened[self._least_first(self._other_than(x))[:count]] = True
        self._searched(opened, np.where(torn, 0.0, np.rint(x)), effort, heard)

    def _of_groups(self, groups: Ints) -> Flags:
        """Say of each group whether it is among some; the last one stands for none."""
        found = np.zeros(int(self._group.max(initial=-1)) + 2, dtype=bool)
        found[groups] = True
        found[-1] = False
        return found

    def _other_than(self, x: Floats) -> Flags:
        """Say which columns are another choice than a point's that loses little."""
        free = self.arrays.whole & (self._group >= 0) & self._free
        little = np.abs(self.relaxed.reduced) < _LOSES * self.worth
        found: Flags = free & little & ((x < _TORN) | ~self._option)
        return found

    def _least_first(self, columns: Flags) -> Ints:
        """Return the groups of columns by what they lose by changing, the least first."""
        at = np.flatnonzero(columns)
        at = at[np.argsort(np.abs(self.relaxed.reduced[at]), kind="stable")]
        groups, first = np.unique(self._group[at], return_index=True)
        found: Ints = groups[np.argsort(first)]
        return found

    def _searched(
        self, opened: Flags, standing: Floats, effort: int, heard: Callable[[Floats], object]
    ) -> None:
        """Search the opened groups by an integer program; the others stand as in a point."""
        arrays, group = self.arrays, self._group
        little = np.abs(self.relaxed.reduced) < _LOSES * self.worth
        free = self._free & (little | (self.relaxed.x > _TORN) | (standing > 0.5))
        active = (group < 0) | (opened[group] & free)
        columns, standing = np.flatnonzero(active), np.where(active, 0.0, standing)
        used = np.asarray(arrays.matrix @ standing)
        part = sparse.csr_array(self._by_column[:, columns])
        most = np.asarray(abs(part) @ np.where(arrays.whole[columns], 1.0, np.inf))
        held = np.isneginf(arrays.row_low) & (used + most <= arrays.row_high)
        rows = np.flatnonzero((np.diff(part.indptr) > 0) & ~held)
        smaller = self._cut(columns, sparse.csr_array(part[rows]), rows, used[rows], arrays.cost)
        limits = Limits(
            slack=_LAST_SLACK * self.worth,
            enough=self.enough - float(arrays.cost @ standing),
            effort=effort,
            until=self._asked.until,
            seed=self._asked.seed,
        )

        def back(z: Floats) -> None:
            x = standing.copy()
            x[columns] = np.where(arrays.whole[columns], np.rint(z), z)
            worth = float(arrays.cost @ x)
            if worth > self.worth_found and arrays.infeasibility(x) <= _KEEPS:
                self.worth_found, self._best = worth, x
                heard(x)

        found = quick(smaller, limits, self._best[columns] if len(self._best) else None, back)
        if found.x is not None:
            back(found.x)
