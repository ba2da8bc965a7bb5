"""Columns that a row makes equal to another are merged with it before anything else.

An opening that serves one campaign alone is that campaign's start by another name. Merged, neither the row
nor the column has to be priced, and what the opening costs counts with the start.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

from solvers.engines.answer import Answer, Known, Relaxation, Wish
from solvers.program.arrays import Arrays

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from solvers.program.labels import Labels

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]


@dataclass(frozen=True, kw_only=True, eq=False)
class Merged:
    """A program without columns that equal others, and how what is known goes to it and back.

    ``arrays`` and ``labels`` are the smaller ones and ``whole`` those they come of. ``columns`` and ``rows``
    are the numbers of what was kept; ``place``, axis ``(column of the whole,)``, is the kept column that each
    equals. ``gone`` are the columns that were merged, ``by`` the row that made each equal to another and
    ``value`` its entry there.
    """

    arrays: Arrays
    labels: Labels
    whole: Arrays
    columns: Ints
    rows: Ints
    place: Ints
    gone: Ints
    by: Ints
    value: Floats

    def wish(self, wish: Wish) -> Wish:
        """Return what is asked of the smaller program; a start is taken as it stands at the kept columns."""
        start = None if wish.start is None else wish.start[self.columns]
        known, fits = wish.known, wish.known is not None
        if known is not None:
            fits = len(known.prices) == self.whole.rows and known.offers.shape[1] == self.whole.columns
        if known is not None and fits:
            offers = sparse.csr_array(sparse.csc_array(known.offers)[:, self.columns])
            point = None if known.point is None else known.point[self.columns]
            known = Known(prices=known.prices[self.rows], offers=offers, point=point)
        return replace(wish, start=start, known=known if fits else None)

    def back(self, answer: Answer) -> Answer:
        """Return an answer of the smaller program as one of the whole."""
        relaxation, known = answer.relaxation, answer.known
        return replace(
            answer,
            x=None if answer.x is None else answer.x[self.place],
            relaxation=relaxation and self._relaxation(relaxation),
            known=known and self._known(known),
        )

    def _relaxation(self, found: Relaxation) -> Relaxation:
        prices = None if found.prices is None else self._prices(found.prices)
        reduced = None if prices is None else self.whole.cost - self.whole.matrix.T @ prices
        return replace(
            found, x=None if found.x is None else found.x[self.place], prices=prices, reduced=reduced
        )

    def _known(self, found: Known) -> Known:
        point = None if found.point is None else found.point[self.place]
        offers = sparse.csr_array(sparse.csc_array(found.offers)[:, self.place])
        return Known(prices=self._prices(found.prices), offers=offers, point=point)

    def _prices(self, prices: Floats) -> Floats:
        """Return prices of all rows: one that made columns equal passes on what the merged column gains."""
        full = np.zeros(self.whole.rows)
        full[self.rows] = prices
        gained = self.whole.cost - self.whole.matrix.T @ full
        full[self.by] = gained[self.gone] / self.value
        return full


def merged(arrays: Arrays, labels: Labels) -> Merged | None:
    """Merge whole columns of no campaign with the campaign's column that a row makes each equal to.

    None where there are none. Rows are ``one − other = 0`` of columns between 0 and 1.
    """
    labels = labels.to(arrays.columns)
    two = np.flatnonzero(
        (np.diff(arrays.matrix.indptr) == 2) & (arrays.row_low == 0) & (arrays.row_high == 0)
    )
    entry = arrays.matrix.indptr[two][:, None] + np.arange(2)
    column, value = arrays.matrix.indices[entry].astype(np.int64), arrays.matrix.data[entry]
    binary = arrays.whole & (arrays.low >= 0) & (arrays.high <= 1)
    nobodys = labels.campaign[column] < 0
    good = binary[column].all(axis=1) & (nobodys.sum(axis=1) == 1)
    good &= value[:, 0] == -value[:, 1]
    rows, column, nobodys = two[good], column[good], nobodys[good]
    gone, first = np.unique(column[nobodys], return_index=True)
    if not len(gone):
        return None
    kept, by = column[~nobodys][first], rows[first]
    return _without(arrays, labels, gone, kept, by)


def _without(arrays: Arrays, labels: Labels, gone: Ints, into: Ints, by: Ints) -> Merged:
    """Return the arrays without some columns, each merged ``into`` another by a row that goes too."""
    lead = np.arange(arrays.columns)
    lead[gone] = into
    columns = np.flatnonzero(lead == np.arange(arrays.columns))
    number = np.full(arrays.columns, -1, dtype=np.int64)
    number[columns] = np.arange(len(columns))
    place = number[lead]
    rows = np.setdiff1d(np.arange(arrays.rows), by)
    unit = (np.ones(arrays.columns), (np.arange(arrays.columns), place))
    spread = sparse.csr_array(unit, shape=(arrays.columns, len(columns)))
    low, high = arrays.low.copy(), arrays.high.copy()
    np.maximum.at(low, into, arrays.low[gone])
    np.minimum.at(high, into, arrays.high[gone])
    matrix = sparse.csr_array(arrays.matrix[rows] @ spread)
    matrix.sum_duplicates()
    matrix.eliminate_zeros()
    smaller = Arrays(
        cost=np.asarray(spread.T @ arrays.cost),
        matrix=matrix,
        row_low=arrays.row_low[rows],
        row_high=arrays.row_high[rows],
        low=low[columns],
        high=high[columns],
        whole=arrays.whole[columns],
        labels=labels.of(columns),
    )
    return Merged(
        arrays=smaller,
        labels=labels.of(columns),
        whole=arrays,
        columns=columns,
        rows=rows,
        place=place,
        gone=gone,
        by=by,
        value=np.asarray(arrays.matrix[by, gone]).ravel(),
    )
