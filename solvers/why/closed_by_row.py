"""Rows that nothing can keep once a start is forced: each by itself proves that the start is impossible.

What a row holds is at least what must lie in it: of a campaign that must start, the least that any of its
open starts puts into it; of every other column, the least that its limits allow.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from solvers.why.base import KEEPS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from solvers.program.arrays import Arrays
    from solvers.why.base import Base

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]


def rows_broken(base: Base, arrays: Arrays, campaign: int) -> Ints:
    """Return the rows of a campaign's starts that no point of changed arrays can keep, in their order.

    ``arrays`` have the base's rows and columns. None is returned for a start that is possible; where it is
    impossible for reasons of several rows together, none may be found either.
    """
    starts = base.program.given.columns.start[campaign]
    rows = np.unique(base.frame.by_column[:, starts[starts >= 0]].indices)
    least = _least(base, arrays, rows)
    most = -_least(base, arrays, rows, sign=-1.0)
    broken = (least > arrays.row_high[rows] + KEEPS) | (most < arrays.row_low[rows] - KEEPS)
    found: Ints = rows[broken].astype(np.int64)
    return found


def _least(base: Base, arrays: Arrays, rows: Ints, sign: float = 1.0) -> Floats:
    """Return the least that rows, times a sign, hold at any point, axis ``(row,)``."""
    held = arrays.matrix[rows]
    row = np.repeat(np.arange(len(rows)), np.diff(held.indptr))
    column, value = held.indices.astype(np.int64), sign * held.data
    labels = base.frame.labels
    start = labels.start[column]
    other = ~start & (value != 0.0)
    at = np.where(value > 0, arrays.low[column], arrays.high[column])
    found = np.bincount(row[other], weights=(value[other] * at[other]), minlength=len(rows))
    open_ = start & (arrays.high[column] > 0.5)
    return found + _of_starts(base, arrays, row[open_], column[open_], value[open_], len(rows))


def _of_starts(base: Base, arrays: Arrays, row: Ints, column: Ints, value: Floats, count: int) -> Floats:
    """Return the least that the open starts put into rows: one of each campaign that must start."""
    labels, campaigns = base.frame.labels, len(base.once_row)
    starts = np.flatnonzero(labels.start & (arrays.high > 0.5))
    open_ = np.bincount(labels.campaign[starts], minlength=campaigns)
    must = (base.once_row >= 0) & (arrays.row_low[base.once_row] > 0.5)
    key, place = np.unique(row.astype(np.int64) * campaigns + labels.campaign[column], return_inverse=True)
    least = np.full(len(key), np.inf)
    np.minimum.at(least, place, value)
    whose = key % campaigns
    all_in = must[whose] & (np.bincount(place, minlength=len(key)) == open_[whose])
    least = np.where(all_in, least, np.minimum(least, 0.0))
    return np.bincount(key // campaigns, weights=least, minlength=count).astype(np.float64)
