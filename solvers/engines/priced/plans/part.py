"""A part of a program that is free while the rest stands.

Columns of a part are free, or move with a free one (a work that is sure to be done if its campaign starts
then), or stand at a base point's values. The rows that free columns touch stay, with limits less what the
standing columns use; rows that cannot bind are left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

from solvers.program.arrays import Arrays

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from solvers.engines.priced.plans.frame import Frame

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

_SLACK = 1e-9
"""By how much a row must stay within its limits, at the worst, to count as one that cannot bind."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Part:
    """The arrays of what is free, and how a point of them becomes a point of the whole.

    ``columns`` are the numbers of the free columns in the whole, ``rows`` those of the rows kept. ``lead``,
    axis ``(column of the whole,)``, is the column of the part that each moves with, −1 where it stands at
    ``base``. A point is worth in the whole what it is worth here and ``constant`` more. ``possible`` is
    False where a row that nothing free touches is broken by what stands.
    """

    arrays: Arrays
    columns: Ints
    rows: Ints
    lead: Ints
    base: Floats
    constant: float
    possible: bool

    def whole(self, z: Floats) -> Floats:
        """Return the whole's point, axis ``(column of the whole,)``, of a point of the part."""
        x = self.base.copy()
        moves = self.lead >= 0
        x[moves] = z[self.lead[moves]]
        return x


def part_of(frame: Frame, base: Floats, leader: Ints) -> Part:
    """Cut a part.

    ``leader``, axis ``(column,)``, is a column's own number where it is free, the number of a free column
    where it moves with that one, and −1 where it stands at ``base``. A column that moves with another has
    the limits of that one only.
    """
    arrays = frame.arrays
    number = np.arange(arrays.columns)
    columns = np.flatnonzero(leader == number)
    place = np.full(arrays.columns + 1, -1, dtype=np.int64)
    place[columns] = np.arange(len(columns))
    lead = place[leader]
    moved = np.flatnonzero(lead >= 0)
    cost = np.bincount(lead[moved], weights=arrays.cost[moved], minlength=len(columns)).astype(np.float64)
    standing = np.where(lead < 0, base, 0.0)
    used = arrays.matrix @ standing
    low, high = arrays.row_low - used, arrays.row_high - used
    matrix = _merged(frame, moved, lead[moved], len(columns))
    touched = np.diff(matrix.indptr) > 0
    slack = _SLACK * (1.0 + np.abs(used))
    possible = not ((low > 1e3 * slack) | (high < -1e3 * slack))[~touched].any()
    rows = np.flatnonzero(touched & _can_bind(frame, matrix, columns, low, high))
    return Part(
        arrays=Arrays(
            cost=cost,
            matrix=sparse.csr_array(matrix[rows]),
            row_low=low[rows],
            row_high=high[rows],
            low=arrays.low[columns],
            high=arrays.high[columns],
            whole=arrays.whole[columns],
        ),
        columns=columns,
        rows=rows,
        lead=lead,
        base=base,
        constant=float(arrays.cost @ standing),
        possible=possible,
    )


def _merged(
    frame: Frame, moved: Ints, lead: Ints, count: int
) -> sparse.csr_array[np.float64, tuple[int, int]]:
    """Return the rows over the part's columns, those that move together added up."""
    held = frame.by_column[:, moved]
    column = np.repeat(lead, np.diff(held.indptr))
    matrix = sparse.csr_array(
        sparse.coo_array((held.data, (held.indices, column)), shape=(frame.arrays.rows, count))
    )
    matrix.sum_duplicates()
    matrix.eliminate_zeros()
    return matrix


def _can_bind(
    frame: Frame,
    matrix: sparse.csr_array[np.float64, tuple[int, int]],
    columns: Ints,
    low: Floats,
    high: Floats,
) -> NDArray[np.bool_]:
    """Say which rows some point within the columns' limits may break.

    Across campaigns it counts that a campaign has one option at most: rows within campaigns, which say so,
    are judged without.
    """
    row = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
    column = matrix.indices
    one = frame.once[columns][column] & ~frame.within[row]
    return (_most(frame, matrix, columns, row, one, 1.0) > high + _SLACK) | (
        -_most(frame, matrix, columns, row, one, -1.0) < low - _SLACK
    )


def _most(
    frame: Frame,
    matrix: sparse.csr_array[np.float64, tuple[int, int]],
    columns: Ints,
    row: Ints,
    one: NDArray[np.bool_],
    sign: float,
) -> Floats:
    """Return the most that each row may reach, of the matrix times ``sign``."""
    arrays = frame.arrays
    value, number = sign * matrix.data, columns[matrix.indices]
    end = np.where(value > 0, arrays.high[number], arrays.low[number])
    most = np.bincount(row[~one], weights=(value * end)[~one], minlength=matrix.shape[0]).astype(np.float64)
    worth = np.where(arrays.whole[number] & frame.labels.start[number], value, np.maximum(value, 0.0))[one]
    options = max(len(frame.start_of), 1)
    key, at = np.unique(row[one] * options + frame.option[number[one]], return_inverse=True)
    of_option = np.bincount(at, weights=worth, minlength=len(key))
    periods = max(options // max(frame.campaigns, 1), 1)
    whose = key // periods
    first = np.flatnonzero(np.append(True, whose[1:] != whose[:-1])[: len(whose)])
    if len(first):
        best = np.maximum(np.maximum.reduceat(of_option, first), 0.0)
        most += np.bincount(whose[first] // frame.campaigns, weights=best, minlength=matrix.shape[0])
    return most
