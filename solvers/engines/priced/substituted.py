"""Columns that say that a campaign falls short of its start are worked out, so that campaigns are groups.

Where the duty to start gives way, the row that sums a campaign's starts holds what is missing as well:
``Σ starts + short = 1``. Priced as it stands, no campaign would be a group of its own. What is missing
follows from the starts, so it is put in their place everywhere: each start then gains what it saves.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

from solvers.engines.answer import Answer, Known, Relaxation, Wish
from solvers.engines.priced.entries import counted
from solvers.program.arrays import Arrays

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from solvers.program.labels import Labels

    Flags = NDArray[np.bool_]
    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Matrix = sparse.csr_array[np.float64, tuple[int, int]]


@dataclass(frozen=True, kw_only=True, eq=False)
class Substituted:
    """A program without columns that follow from others, and how what is known goes to it and back.

    ``arrays`` and ``labels`` are the smaller ones, ``whole`` those they come of, ``columns`` the numbers of
    the columns that were kept; all rows are. A point of the whole is ``spread @ point + given``. ``gone`` are
    the columns that follow, ``by`` the row that each follows from and ``value`` its entry there. The aim of
    the whole is ``constant`` more than that of the smaller, give or take ``blur`` (rounding).
    """

    arrays: Arrays
    labels: Labels
    whole: Arrays
    columns: Ints
    spread: Matrix
    given: Floats
    gone: Ints
    by: Ints
    value: Floats
    constant: float
    blur: float

    def wish(self, wish: Wish) -> Wish:
        """Return what is asked of the smaller program.

        Its gap is the smaller one where the constant makes the aim larger than it is in the whole.
        """
        start = None if wish.start is None else wish.start[self.columns]
        gap = wish.gap / max(abs(self.constant), 1.0)
        known, fits = wish.known, wish.known is not None
        if known is not None:
            fits = len(known.prices) == self.whole.rows and known.offers.shape[1] == self.whole.columns
        if known is not None and fits:
            prices = known.prices.copy()
            prices[self.by] -= self._gained(prices) / self.value
            offers = sparse.csr_array(sparse.csc_array(known.offers)[:, self.columns])
            point = None if known.point is None else known.point[self.columns]
            known = Known(prices=prices, offers=offers, point=point)
        return replace(wish, start=start, gap=gap, known=known if fits else None)

    def back(self, answer: Answer) -> Answer:
        """Return an answer of the smaller program as one of the whole."""
        x = None if answer.x is None else self._point(answer.x)
        relaxation, known = answer.relaxation, answer.known
        return replace(
            answer,
            x=x,
            objective=None if x is None else float(self.whole.cost @ x),
            bound=self._bound(answer.bound),
            relaxation=relaxation and self._relaxation(relaxation),
            known=known and self._known(known),
        )

    def _point(self, x: Floats) -> Floats:
        found = np.asarray(self.spread @ x) + self.given
        found[self.gone] = np.maximum(found[self.gone], 0.0)
        return found

    def _bound(self, bound: float | None) -> float | None:
        return None if bound is None else float(np.nextafter(bound + self.constant, np.inf)) + self.blur

    def _gained(self, prices: Floats) -> Floats:
        """Return what a unit of each column that is gone gains at prices, its own row left out."""
        others = prices.copy()
        others[self.by] = 0.0
        return (self.whole.cost - self.whole.matrix.T @ others)[self.gone]

    def _prices(self, prices: Floats) -> Floats:
        full = prices.copy()
        full[self.by] += self._gained(prices) / self.value
        return full

    def _relaxation(self, found: Relaxation) -> Relaxation:
        prices = None if found.prices is None else self._prices(found.prices)
        reduced = None if prices is None else self.whole.cost - self.whole.matrix.T @ prices
        x = None if found.x is None else self._point(found.x)
        return replace(found, x=x, prices=prices, reduced=reduced, bound=self._bound(found.bound))

    def _known(self, found: Known) -> Known:
        point = None if found.point is None else self._point(found.point)
        offers = sparse.coo_array(found.offers)
        shape = (offers.shape[0], self.whole.columns)
        entries = (offers.data, (offers.row, self.columns[offers.col]))
        return Known(
            prices=self._prices(found.prices), offers=sparse.csr_array(entries, shape=shape), point=point
        )


def substituted(arrays: Arrays, labels: Labels) -> Substituted | None:
    """Work out columns of no campaign that rows ``Σ starts + value × column = limit`` give.

    Such a column is not whole, at least 0, and may be as large as the row can ask of it, so that the row says
    of the starts only that they are at most the limit. None where there are none.
    """
    labels = labels.to(arrays.columns)
    matrix = arrays.matrix
    own = (labels.campaign < 0) & ~arrays.whole & (arrays.low == 0)
    at = np.flatnonzero(own[matrix.indices])
    row = np.searchsorted(matrix.indptr, at, side="right") - 1
    column, entry, limit = matrix.indices[at].astype(np.int64), matrix.data[at], arrays.row_high[row]
    loose = (entry > 0) & (arrays.row_low[row] == limit) & (entry * arrays.high[column] >= limit)
    column, entry, row = column[loose], entry[loose], row[loose]
    alone = _with_starts(arrays, labels)[row] & (np.bincount(row, minlength=arrays.rows)[row] == 1)
    gone, first = np.unique(column[alone], return_index=True)
    if not len(gone):
        return None
    return _without(arrays, labels, gone, row[alone][first], entry[alone][first])


def _with_starts(arrays: Arrays, labels: Labels) -> Flags:
    """Say which rows hold starts, each once, and one entry more."""
    matrix = arrays.matrix
    count = counted(matrix, labels.start[matrix.indices] & (matrix.data == 1))
    found: Flags = (count > 0) & (count + 1 == np.diff(matrix.indptr))
    return found


def _without(arrays: Arrays, labels: Labels, gone: Ints, by: Ints, value: Floats) -> Substituted:
    """Return the arrays without columns, each worked out from its row."""
    columns = np.setdiff1d(np.arange(arrays.columns), gone)
    bare = sparse.csr_array(sparse.csc_array(arrays.matrix)[:, columns])
    given = np.zeros(arrays.columns)
    given[gone] = arrays.row_high[by] / value
    kept = (np.ones(len(columns)), (columns, np.arange(len(columns))))
    shape = (arrays.columns, len(columns))
    follows = sparse.coo_array(bare[by])
    entries = (-follows.data / value[follows.row], (gone[follows.row], follows.col))
    spread = sparse.csr_array(kept, shape=shape) + sparse.csr_array(entries, shape=shape)
    elsewhere = np.ones(arrays.rows)
    elsewhere[by] = 0.0
    shift = elsewhere * (arrays.matrix @ given)
    low, high = arrays.row_low - shift, arrays.row_high - shift
    low[by] = -np.inf
    terms = arrays.cost[gone] * given[gone]
    smaller = Arrays(
        cost=np.asarray(spread.T @ arrays.cost),
        matrix=_matrix(arrays.matrix @ spread, bare, elsewhere),
        row_low=low,
        row_high=high,
        low=arrays.low[columns],
        high=arrays.high[columns],
        whole=arrays.whole[columns],
        labels=labels.of(columns),
    )
    return Substituted(
        arrays=smaller,
        labels=labels.of(columns),
        whole=arrays,
        columns=columns,
        spread=sparse.csr_array(spread),
        given=given,
        gone=gone,
        by=by,
        value=value,
        constant=float(terms.sum()),
        blur=float(np.abs(terms).sum()) * len(terms) * np.finfo(float).eps,
    )


def _matrix(spread: Matrix, bare: Matrix, elsewhere: Floats) -> Matrix:
    """Return the rows of one matrix where ``elsewhere`` is 1, those of the other where it is 0."""
    found = sparse.csr_array(
        sparse.diags_array(elsewhere) @ spread + sparse.diags_array(1 - elsewhere) @ bare
    )
    found.eliminate_zeros()
    found.sort_indices()
    return found
