"""What rows say about single campaigns: which inclusion rides on which start, who starts at most once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

from solvers.engines.priced.entries import counted

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from solvers.program.arrays import Arrays
    from solvers.program.labels import Labels

    Ints = NDArray[np.int64]
    Bools = NDArray[np.bool_]


FEW = 12
"""Campaigns in a row at most for it to tie them: rows of funds and crews hold nearly all."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Frame:
    """Arrays with what is read from them once, so that many parts of them are cut fast.

    An option is a campaign's start in one period with the inclusions that may come with it. ``option``
    numbers each column's, ``start_of`` is each option's start (−1: none), axis ``(option,)``. ``ride`` is
    the row that lets an inclusion happen only with its start, −1 where there is none; of several columns
    that ride by the same row at most one is used. ``bound`` marks inclusions that other rows of their
    option tie to each other. ``once`` marks columns of which, by kept rows, at most one option's are used in
    each campaign. ``option``, ``ride``, ``bound`` and ``once`` have axis ``(column,)``.

    ``start_row`` is the row that keeps a campaign to one start, axis ``(campaign,)``, −1: none.

    ``within`` marks rows of which all columns are one campaign's, axis ``(row,)``; ``narrow`` those that
    tie at most a dozen campaigns and hold whole columns only: a zone's year, not a fund's limit.
    """

    arrays: Arrays
    labels: Labels
    by_column: sparse.csc_array[np.float64]
    campaigns: int
    option: Ints
    start_of: Ints
    ride: Ints
    bound: Bools
    once: Bools
    start_row: Ints
    within: Bools
    narrow: Bools

    @property
    def inclusion(self) -> Bools:
        """Which columns are inclusions of works, axis ``(column,)``."""
        return (self.labels.campaign >= 0) & ~self.labels.start


def frame_of(arrays: Arrays, labels: Labels) -> Frame:
    """Read the rows of arrays once."""
    periods = int(labels.period.max(initial=0)) + 1
    campaigns = int(labels.campaign.max(initial=-1)) + 1
    option = np.where(labels.campaign >= 0, labels.campaign * periods + labels.period, -1)
    start_of = np.full(campaigns * periods, -1, dtype=np.int64)
    starts = np.flatnonzero(labels.start)
    start_of[option[starts]] = starts
    one_option, one_campaign = _same(arrays, option), _same(arrays, labels.campaign)
    ride, bound = _rides(arrays, labels, one_option)
    start_row = _start_rows(arrays, labels, campaigns, one_campaign)
    single = np.append(start_row >= 0, False)[labels.campaign] & (labels.start | (ride >= 0))
    return Frame(
        arrays=arrays,
        labels=labels,
        by_column=sparse.csc_array(arrays.matrix),
        campaigns=campaigns,
        option=option,
        start_of=start_of,
        ride=ride,
        bound=bound,
        once=single & (arrays.low == 0) & (arrays.high <= 1),
        start_row=start_row,
        within=one_campaign,
        narrow=_narrow(arrays, labels),
    )


def ties_of(arrays: Arrays, labels: Labels) -> sparse.csr_array[np.float64, tuple[int, int]]:
    """Return how many columns of each campaign each row holds, axes ``(row, campaign)``."""
    campaigns = int(labels.campaign.max(initial=-1)) + 1
    whose = np.where(labels.campaign >= 0, labels.campaign, campaigns)[arrays.matrix.indices]
    entries = (np.ones(len(whose)), whose, arrays.matrix.indptr.copy())
    ties = sparse.csr_array(entries, shape=(arrays.rows, campaigns + 1))
    ties.sum_duplicates()
    return sparse.csr_array(ties[:, :campaigns])


def _narrow(arrays: Arrays, labels: Labels) -> Bools:
    """Say which rows hold columns of few campaigns, all of them whole."""
    numbers = counted(arrays.matrix, ~arrays.whole[arrays.matrix.indices]) > 0
    few: Bools = np.diff(ties_of(arrays, labels).indptr) <= FEW
    return few & ~numbers


def _same(arrays: Arrays, number: Ints) -> Bools:
    """Say for each row whether all its columns have the same number, not −1."""
    matrix = arrays.matrix
    filled = np.flatnonzero(np.diff(matrix.indptr))
    same = np.zeros(arrays.rows, dtype=np.bool_)
    if len(filled):
        at = number[matrix.indices]
        least, most = (edge.reduceat(at, matrix.indptr[filled]) for edge in (np.minimum, np.maximum))
        same[filled] = (least == most) & (least >= 0)
    return same


def _rides(arrays: Arrays, labels: Labels, one_option: Bools) -> tuple[Ints, Bools]:
    """Return each inclusion's ride row and whether other rows of its option bind it too.

    A ride row has its option's start at −1, inclusions at 1, and a high limit of 0.
    """
    matrix = arrays.matrix
    row = np.repeat(np.arange(arrays.rows), np.diff(matrix.indptr))
    column, value = matrix.indices, matrix.data
    start = labels.start[column]
    odd = counted(matrix, value != np.where(start, -1.0, 1.0)) > 0
    riding = one_option & ~odd & (counted(matrix, start) == 1)
    riding &= (arrays.row_high == 0) & ((arrays.row_low == 0) | np.isneginf(arrays.row_low))
    ride = np.full(arrays.columns, -1, dtype=np.int64)
    entry = np.flatnonzero(riding[row] & ~start)
    column, row = column[entry], row[entry]
    ride[column] = row
    bound = np.zeros(arrays.columns, dtype=np.bool_)
    bound[matrix[np.flatnonzero(one_option & ~riding)].indices] = True
    bound[column[ride[column] != row]] = True
    return ride, bound & ~labels.start


def _start_rows(arrays: Arrays, labels: Labels, campaigns: int, within: Bools) -> Ints:
    """Return the row ``Σ starts <= 1`` of each campaign."""
    matrix = arrays.matrix
    odd = counted(matrix, ~(labels.start[matrix.indices] & (matrix.data == 1))) > 0
    count = np.diff(matrix.indptr)
    starts = np.bincount(labels.campaign[labels.start], minlength=max(campaigns, 1))
    rows = np.flatnonzero(within & ~odd & (count > 0) & (arrays.row_high == 1))
    whose = labels.campaign[matrix.indices[matrix.indptr[rows]]]
    full = count[rows] == starts[whose]
    found = np.full(campaigns, -1, dtype=np.int64)
    found[whose[full]] = rows[full]
    return found
