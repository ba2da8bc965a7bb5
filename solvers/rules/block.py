"""A block of rows: what one rule adds to the integer program."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from scenarios.model.programme import Programme
    from solvers.program.claims import Claims
    from solvers.program.columns import Columns
    from solvers.program.network import Spans
    from solvers.program.sites import Sites

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True, eq=False)
class Given:
    """What every rule is given.

    The programme, the days of works, the sites, the claims, the dues and the numbers of the columns.

    ``due`` has axes ``(part, period, year + 1)``, in fen.
    """

    programme: Programme
    spans: Spans
    sites: Sites
    claims: Claims
    due: Ints
    columns: Columns


@dataclass(frozen=True, kw_only=True, eq=False)
class Own:
    """Columns that a block brings along, all at least 0, axis ``(column,)``.

    ``cost`` is their value in the aim (negative for penalties); ``whole`` marks those that must be whole
    numbers (none where it is left out).
    """

    high: Floats = field(default_factory=lambda: np.zeros(0))
    cost: Floats = field(default_factory=lambda: np.zeros(0))
    whole: NDArray[np.bool_] = field(default_factory=lambda: np.zeros(0, dtype=bool))

    def __post_init__(self) -> None:
        """Take columns as continuous where nothing is said."""
        if len(self.whole) != len(self.high):
            object.__setattr__(self, "whole", np.zeros(len(self.high), dtype=bool))


@dataclass(frozen=True, kw_only=True, eq=False)
class Block:
    """Rows ``low <= entries · x <= high`` of one rule, axis ``(row,)``.

    Entries are triples of ``row``, ``column`` and ``value``; a column number at or above the shared
    count is the block's own. Entries of one row and column add up. ``where`` names the rows, worked out
    only when asked for.
    """

    low: Floats
    high: Floats
    row: Ints
    column: Ints
    value: Floats
    where: Callable[[], Sequence[str]]
    own: Own = field(default_factory=Own)


class Entries:
    """Gathers entries of rows piece by piece.

    Pieces are arrays that broadcast together, columns of −1 are left out.
    """

    def __init__(self) -> None:
        """Begin with no entries."""
        self._pieces: list[tuple[Ints, Ints, Floats]] = []

    def add(
        self,
        row: NDArray[np.int64] | int,
        column: NDArray[np.int64] | int,
        value: NDArray[np.generic] | float,
    ) -> None:
        """Add entries where the column exists and the value is not 0."""
        r, c, v = np.broadcast_arrays(
            np.asarray(row), np.asarray(column), np.asarray(value, dtype=np.float64)
        )
        there = (c >= 0) & (r >= 0) & (v != 0)
        self._pieces.append((r[there].astype(np.int64), c[there].astype(np.int64), v[there]))

    def block(
        self, low: Floats, high: Floats, where: Callable[[], Sequence[str]], own: Own | None = None
    ) -> Block:
        """Return the block of the entries gathered."""
        rows, columns, values = (
            (np.concatenate([piece[k] for piece in self._pieces]) for k in range(3))
            if self._pieces
            else (np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64), np.zeros(0))
        )
        return Block(
            low=low, high=high, row=rows, column=columns, value=values, where=where, own=own or Own()
        )


def at_most(limits: NDArray[np.generic] | Sequence[float]) -> tuple[Floats, Floats]:
    """Return (low, high) of rows that may not exceed their limits."""
    high = np.asarray(limits, dtype=np.float64)
    return np.full(len(high), -np.inf), high


def exactly(values: NDArray[np.generic] | Sequence[float]) -> tuple[Floats, Floats]:
    """Return (low, high) of rows that must equal their values."""
    both = np.asarray(values, dtype=np.float64)
    return both, both.copy()


def at_least(limits: NDArray[np.generic] | Sequence[float]) -> tuple[Floats, Floats]:
    """Return (low, high) of rows that may not fall below their limits."""
    low = np.asarray(limits, dtype=np.float64)
    return low, np.full(len(low), np.inf)
