"""The master program: the best mix of what groups have offered, and the prices that it puts on rows.

It holds the columns of no block, a column for each offer of a block, and of the rows between blocks only
those that some mix has broken so far. What must be done and is not offered yet may be bought off dearly, so
that there is always a mix.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import highspy
import numpy as np
from scipy import sparse

if TYPE_CHECKING:
    from solvers.engines.priced.blocks import Blocks, Offers
    from solvers.engines.priced.groups import Floats, Ints
    from solvers.engines.priced.pricing import Rows

_BROKEN = 1e-7
"""By how much a row counts as broken, relative to its limit or 1."""
_ROUNDS = 5
"""How often rows are looked for that a mix has broken before groups are priced again."""
_DEAR, _DEAR_ROW = 10.0, 20.0
"""Price of leaving out a block that may not be, against the most any option is worth; that of a whole row
unmet, against all blocks' together."""
_DEARER = 10.0
"""What that is multiplied by where it was too little."""
_PRIMAL, _DUAL = 4, 1
"""HiGHS's words for the simplex that goes on after columns were added, and after rows were."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Mix:
    """The best mix of offers.

    ``worth`` is its value in the aim, ``paid`` that less what was paid for buying off, ``bought`` how much
    was bought off, ``kept`` whether it keeps every row, but for that. ``x`` is the point, axis ``(column,)``;
    ``prices`` is what rows between blocks are worth, axis ``(row,)``; ``reduced`` what each column of the
    master would gain, axis ``(master column,)``.
    """

    worth: float
    paid: float
    bought: float
    kept: bool
    x: Floats
    reduced: Floats
    prices: Floats


class Master:
    """A linear program that grows by offers and rows."""

    def __init__(self, blocks: Blocks, worth: float, workers: int) -> None:
        """Begin without offers; ``worth`` is the most that any option is worth or costs."""
        parted, rows = blocks.parted, blocks.rows
        self._blocks, self._cost = blocks, parted.arrays.cost
        self._matrix: Rows = sparse.csr_array(parted.rows[rows])
        self._by_column: Rows = sparse.csr_array(self._matrix.T)
        self._low, self._high = parted.low[rows], parted.high[rows]
        self._worth = max(worth, 1e-6)
        self._row = np.full(len(rows), -1, dtype=np.int64)
        highspy.Highs.resetGlobalScheduler(True)  # else another number of threads than before is an error
        self._engine = highspy.Highs()  # type: ignore[no-untyped-call]
        self.offered = 0
        self._begin(workers)
        self._add_rows(self._first_rows())

    def _begin(self, workers: int) -> None:
        arrays, blocks = self._blocks.parted.arrays, self._blocks
        options: dict[str, bool | int | str] = {
            "output_flag": False,
            "presolve": "off",
            "solver": "simplex",
            "threads": workers,
        }
        for option, value in options.items():
            self._engine.setOptionValue(option, value)
        other, must = blocks.other, np.flatnonzero(blocks.must)
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = len(other) + len(must), len(blocks.must)
        model.col_cost_ = np.append(arrays.cost[other], np.full(len(must), -_DEAR * self._worth))
        model.col_lower_ = np.append(arrays.low[other], np.zeros(len(must)))
        model.col_upper_ = np.append(arrays.high[other], np.full(len(must), np.inf))
        model.row_lower_ = np.where(blocks.must, 1.0, -np.inf)
        model.row_upper_ = np.ones(len(blocks.must))
        model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
        model.a_matrix_.start_ = np.append(np.zeros(len(other)), np.arange(len(must) + 1)).astype(np.int32)
        model.a_matrix_.index_ = must.astype(np.int32)
        model.a_matrix_.value_ = np.ones(len(must))
        model.sense_ = highspy.ObjSense.kMaximize
        self._engine.passModel(model)
        shape = (len(other) + len(must), arrays.columns)
        unit = (np.ones(len(other)), (np.arange(len(other)), other))
        self._content: Rows = sparse.csr_array(unit, shape=shape)
        self._dear = np.append(np.zeros(len(other)), np.full(len(must), _DEAR * self._worth))
        self._offered = np.zeros(shape[0], dtype=bool)

    def _first_rows(self) -> Ints:
        """Return the rows that doing nothing breaks, and those that alone hold endless columns back."""
        other = self._blocks.other
        endless = np.isinf(self._blocks.parted.arrays.high[other]).astype(np.float64)
        holding = np.asarray(abs(sparse.csr_array(self._by_column[other].T)) @ endless) > 0
        return np.flatnonzero((self._low > 0) | (self._high < 0) | holding)

    @property
    def rows(self) -> int:
        """How many rows between blocks are held."""
        return int((self._row >= 0).sum())

    def offer(self, offers: Offers) -> None:
        """Take in offers."""
        taken, count = offers.taken, len(offers.block)
        if not count:
            return
        used = sparse.csr_array(taken @ self._by_column)
        row = np.repeat(np.arange(count), np.diff(used.indptr))
        held = self._row[used.indices] >= 0
        entries = (
            np.append(np.ones(count), used.data[held]),
            (
                np.append(np.arange(count), row[held]),
                np.append(offers.block, self._row[used.indices[held]]),
            ),
        )
        columns = sparse.csr_array(entries, shape=(count, self._engine.getNumRow()))
        self._add_columns(columns, np.asarray(taken @ self._cost), taken)
        self._offered[-count:] = True
        self.offered += count

    def worth_keeping(self, mix: Mix, loss: float) -> Rows:
        """Return the offers that would lose no more than ``loss`` in a mix, axes ``(offer, column)``."""
        width = len(mix.reduced)
        near = self._offered[:width] & (mix.reduced >= -loss)
        kept: Rows = sparse.csr_array(self._content[np.flatnonzero(near)])
        return kept

    def _add_columns(self, columns: Rows, cost: Floats, taken: Rows) -> None:
        count = len(cost)
        self._engine.addCols(
            count,
            cost,
            np.zeros(count),
            np.full(count, np.inf),
            columns.nnz,
            columns.indptr[:-1].astype(np.int32),
            columns.indices.astype(np.int32),
            columns.data.astype(np.float64),
        )
        self._content = sparse.csr_array(sparse.vstack([self._content, taken]))
        self._dear = np.append(self._dear, np.zeros(count))
        self._offered = np.append(self._offered, np.zeros(count, dtype=bool))

    def _add_rows(self, rows: Ints) -> None:
        held = sparse.csr_array(self._matrix[rows] @ self._content.T)
        self._row[rows] = self._engine.getNumRow() + np.arange(len(rows))
        self._engine.addRows(
            len(rows),
            self._low[rows],
            self._high[rows],
            held.nnz,
            held.indptr[:-1].astype(np.int32),
            held.indices.astype(np.int32),
            held.data.astype(np.float64),
        )
        self._sell(rows[(self._low[rows] > 0) | (self._high[rows] < 0)])

    def _sell(self, rows: Ints) -> None:
        """Let rows that doing nothing breaks be bought off."""
        if not len(rows):
            return
        count, blocks = len(rows), len(self._blocks.must)
        below = self._low[rows] > 0
        limit = np.abs(np.where(below, self._low[rows], self._high[rows]))
        entries = (np.where(below, 1.0, -1.0), (np.arange(count), self._row[rows]))
        columns = sparse.csr_array(entries, shape=(count, self._engine.getNumRow()))
        cost = _DEAR_ROW * self._worth * max(blocks, 1) / np.maximum(limit, 1e-9)
        cost = np.maximum(cost, 2 * self._dearest_other(rows))
        self._add_columns(columns, -cost, sparse.csr_array((count, len(self._cost))))
        self._dear[-count:] = cost

    def _dearest_other(self, rows: Ints) -> Floats:
        """Return the most that a unit of each row costs by a column of no block, as a shortfall does."""
        other = self._blocks.other
        held = sparse.csr_array(sparse.csc_array(self._matrix[rows])[:, other])
        row = np.repeat(np.arange(len(rows)), np.diff(held.indptr))
        found = np.zeros(len(rows))
        value, cost = np.abs(held.data), np.abs(self._cost[other][held.indices])
        np.maximum.at(found, row[value > 0], cost[value > 0] / value[value > 0])
        return found

    def dearer(self) -> None:
        """Let buying off cost ten times as much."""
        self._dear *= _DEARER
        columns = np.flatnonzero(self._dear).astype(np.int32)
        self._engine.changeColsCost(len(columns), columns, -self._dear[columns])

    def mix(self, seconds: float) -> Mix | None:
        """Return the best mix, with every row that it would break taken in; None where time runs out."""
        engine, strategy = self._engine, _PRIMAL
        for _ in range(_ROUNDS):
            engine.setOptionValue("time_limit", engine.getRunTime() + max(seconds, 0.05))
            engine.setOptionValue("simplex_strategy", strategy)
            engine.run()
            if engine.getModelStatus() != highspy.HighsModelStatus.kOptimal:
                return None
            solution = engine.getSolution()
            value, dual = np.array(solution.col_value), np.array(solution.row_dual)
            reduced = np.array(solution.col_dual)
            x = self._content.T @ value
            activity = self._matrix @ x
            broken = np.maximum(activity - self._high, self._low - activity)
            size = np.maximum(np.abs(activity), 1.0)
            rows = np.flatnonzero((broken > _BROKEN * size) & (self._row < 0))
            if not len(rows):
                break
            self._add_rows(rows)
            strategy = _DUAL
        return self._told(value, dual, reduced, x, kept=not len(rows))

    def _told(self, value: Floats, dual: Floats, reduced: Floats, x: Floats, *, kept: bool) -> Mix:
        dual = np.append(dual, np.zeros(self._engine.getNumRow() - len(dual)))
        prices = np.where(self._row >= 0, dual[self._row], 0.0)
        width = len(value)
        dear = self._dear[:width]
        worth = float(self._cost @ x)
        return Mix(
            worth=worth,
            paid=worth - float(dear @ value),
            bought=float(value[dear > 0].sum()),
            kept=kept,
            x=x,
            reduced=reduced,
            prices=prices,
        )
