"""The part of a program that a repair frees: some starts, what may be left out, and what follows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

from solvers.program.arrays import Arrays

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from solvers.engines.priced.pricing import Parted, Priced

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Bools = NDArray[np.bool_]

_USED = 0.5
_MANY_ITEMS = 6000
"""Of more items only as many are free whose taking or leaving loses least; the others follow the prices."""
_SLACK = 1e-7
"""By how much a row may be broken by what stands, relative to its use or 1."""


@dataclass(frozen=True, kw_only=True, eq=False)
class OpenPart:
    """The arrays of what is free while the rest stands at ``base``.

    ``columns`` are the free columns; ``starts``, ``others`` and ``items`` (places among them) those of them
    that must be whole; ``group`` is the group of each start, axis ``(start,)``. A point is worth in the whole
    what it is worth here and ``constant`` more.
    """

    arrays: Arrays
    columns: Ints
    starts: Ints
    group: Ints
    others: Ints
    items: Ints
    base: Floats
    constant: float

    def point(self, z: Floats) -> Floats:
        """Return the whole's point of a point of the part."""
        x = self.base.copy()
        x[self.columns] = z
        return x


def open_part(
    parted: Parted, priced: Priced, before: Floats, standing: Bools, free: Bools
) -> OpenPart | None:
    """Cut the part in which ``free`` options are open.

    ``standing`` marks the options at which groups stand. Both have axis ``(option,)``; ``before`` is a
    point, axis ``(column,)``, at which whole columns of no group stand that nothing free touches. None where
    a row that nothing free touches is broken.
    """
    groups, arrays = parted.groups, parted.arrays
    there = np.zeros(groups.count, dtype=np.bool_)
    there[groups.group[free]] = True
    options = np.flatnonzero(free | (standing & there[groups.group]))
    base = np.zeros(arrays.columns)
    base[groups.other] = np.clip(before[groups.other], arrays.low[groups.other], arrays.high[groups.other])
    base[groups.option[standing]] = 1.0
    used = standing.copy()
    used[options] = True
    items, done = _items(parted, priced, used, standing)
    base[groups.item[done]] = 1.0
    chosen = groups.option[options]
    others = _others(parted, chosen)
    columns = np.concatenate([chosen, others, groups.item[items]])
    base[columns] = 0.0
    low, high = arrays.low.copy(), arrays.high.copy()
    fixed = groups.option[standing & there[groups.group] & ~free]
    low[fixed] = 1.0
    return _cut(parted, base, columns, len(chosen), len(others), options, low, high)


def _items(parted: Parted, priced: Priced, used: Bools, standing: Bools) -> tuple[Ints, Ints]:
    """Return the items that are free, of options in use, and those that are done where a group stands."""
    groups = parted.groups
    of = groups.choice_option[groups.choice]
    gain = priced.reduced[groups.item]
    usable = used[of] & np.isfinite(gain) & (parted.arrays.high[groups.item] > _USED)
    worth = np.where(np.isfinite(priced.choice_value), priced.choice_value, 0.0)[groups.choice]
    # What it loses to decide this otherwise than the prices would: to take it, or to leave it for the next.
    torn = np.abs(worth - gain)
    best = np.zeros(len(groups.item), dtype=np.bool_)
    best[priced.item[priced.item >= 0]] = True
    torn[best] = np.where(groups.choice_must[groups.choice], 0.0, np.abs(worth))[best]
    torn[~usable] = np.inf
    within = usable
    if int(usable.sum()) > _MANY_ITEMS:
        within = np.zeros(len(usable), dtype=np.bool_)
        within[np.argsort(torn, kind="stable")[:_MANY_ITEMS]] = True
    choice = np.zeros(len(groups.choice_option), dtype=np.bool_)
    choice[groups.choice[within]] = True
    free = usable & choice[groups.choice] & (within | best)
    done = standing[of] & best & ~choice[groups.choice]
    return np.flatnonzero(free), np.flatnonzero(done)


def _others(parted: Parted, options: Ints) -> Ints:
    """Return the columns of no group that are free: numbers, and whole ones in a row with free options."""
    arrays, other = parted.arrays, parted.groups.other
    whole = other[arrays.whole[other]]
    if not len(whole) or not len(options):
        return other[~arrays.whole[other]]
    touched = np.zeros(len(parted.low), dtype=np.bool_)
    touched[parted.by_column[options].indices] = True
    held = parted.by_column[whole]
    at = np.repeat(np.arange(len(whole)), np.diff(held.indptr))
    beside = np.bincount(at, weights=touched[held.indices], minlength=len(whole)) > 0
    return np.concatenate([other[~arrays.whole[other]], whole[beside]])


def _cut(
    parted: Parted,
    base: Floats,
    columns: Ints,
    starts: int,
    others: int,
    options: Ints,
    low: Floats,
    high: Floats,
) -> OpenPart | None:
    arrays = parted.arrays
    used: Floats = np.asarray(arrays.matrix @ base)
    matrix = sparse.csr_array(sparse.csc_array(arrays.matrix)[:, columns])
    least, most = arrays.row_low - used, arrays.row_high - used
    slack = _SLACK * (1.0 + np.abs(used))
    held = np.diff(matrix.indptr) > 0
    if ((least > slack) | (most < -slack))[~held].any():
        return None
    rows = np.flatnonzero(held & _can_bind(matrix, least, most, arrays.low[columns], arrays.high[columns]))
    kinds = np.arange(len(columns))
    whole = arrays.whole[columns]
    return OpenPart(
        arrays=Arrays(
            cost=arrays.cost[columns],
            matrix=sparse.csr_array(matrix[rows]),
            row_low=least[rows],
            row_high=most[rows],
            low=low[columns],
            high=high[columns],
            whole=whole,
        ),
        columns=columns,
        starts=kinds[:starts],
        group=parted.groups.group[options],
        others=np.flatnonzero(whole & (kinds >= starts) & (kinds < starts + others)),
        items=kinds[starts + others :],
        base=base,
        constant=float(arrays.cost @ base),
    )


def _can_bind(
    matrix: sparse.csr_array[np.float64, tuple[int, int]],
    least: Floats,
    most: Floats,
    low: Floats,
    high: Floats,
) -> Bools:
    """Say which rows some point within the columns' limits may break, axis ``(row,)``."""
    row = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
    value, column = matrix.data, matrix.indices
    end = np.where(value > 0, value * high[column], value * low[column])
    start = np.where(value > 0, value * low[column], value * high[column])
    up, down = (np.bincount(row, weights=of, minlength=matrix.shape[0]) for of in (end, start))
    found: Bools = (up > most) | (down < least)
    return found
