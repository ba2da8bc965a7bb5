"""What the terms of funds leave to pay when a plan is paid bit by bit: caps, matching, cover of debt."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from solvers.rules.money import FEN_IN_UNIT

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy import sparse

    from solvers.rules.program import PhasingProgram

_TERMS = ("fund_caps", "matching", "bond_cover")


class WithinTerms:
    """Rows of terms with the room that payments so far have left in them.

    A payment is ``spent`` from rows of which it takes, and adds to those of funds that it matches. Payments
    are tried in a dictionary of what they take of each row, and kept once all of a start is paid.
    """

    def __init__(self, program: PhasingProgram, columns: sparse.csc_array[np.float64]) -> None:
        """Begin with nothing paid; ``columns`` is the program's matrix by columns."""
        self._columns = columns
        self._draw = program.given.columns.draw
        self._of_terms = np.zeros(program.arrays.rows, dtype=bool)
        for held in program.placed:
            if held.rule.name in _TERMS:
                self._of_terms[held.first : held.first + len(held.block.low)] = True
        self.there = bool(self._of_terms.any())
        self._entries: dict[int, list[tuple[int, float]]] = {}

    def _of(self, fund: int, group: int, year: int) -> list[tuple[int, float]]:
        """Return (row, coefficient) of the terms that a draw comes under."""
        column = int(self._draw[fund, group, year])
        if column not in self._entries:
            span = slice(self._columns.indptr[column], self._columns.indptr[column + 1])
            rows, values = self._columns.indices[span], self._columns.data[span]
            held = self._of_terms[rows]
            self._entries[column] = list(zip(rows[held].tolist(), values[held].tolist(), strict=True))
        return self._entries[column]

    def most(
        self, room: NDArray[np.float64], spent: dict[int, float], fund: int, group: int, year: int
    ) -> float:
        """Return the most fen that a fund may pay to a claim group in a year; inf where no terms hold it.

        ``room`` is what is left of each row in 万元, ``spent`` what the payments being tried take of rows.
        """
        left = [
            (room[row] - spent.get(row, 0.0)) / value
            for row, value in self._of(fund, group, year)
            if value > 0
        ]
        return np.floor(max(min(left), 0.0) * FEN_IN_UNIT + 1e-6) if left else np.inf

    def pay(self, spent: dict[int, float], fund: int, group: int, year: int, fen: int) -> None:
        """Note what a payment takes of rows."""
        for row, value in self._of(fund, group, year):
            spent[row] = spent.get(row, 0.0) + value * fen / FEN_IN_UNIT
