"""A block of rows: what one rule adds to the integer program."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from scenarios.model.programme import Programme
    from solvers.program.claims import Claims
    from solvers.program.columns import Columns
    from solvers.program.dues import Due
    from solvers.program.network import Spans
    from solvers.program.sites import Sites

Ints = NDArray[np.int64]
Numbers = NDArray[np.int32]
Floats = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True, eq=False)
class Given:
    """What every rule is given.

    The programme, the days of works, the sites, the claims, the dues and the numbers of the columns.

    """

    programme: Programme
    spans: Spans
    sites: Sites
    claims: Claims
    due: Due
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
    count is the block's own. Entries of one row and column add up. Numbers have 32 bits, as there are so many
    of them: before they are multiplied they need more. ``where`` names the rows, worked out only when asked
    for.
    """

    low: Floats
    high: Floats
    row: Numbers
    column: Numbers
    value: Floats
    where: Callable[[], Sequence[str]]
    own: Own = field(default_factory=Own)


class Entries:
    """Gathers entries of rows piece by piece.

    Pieces are arrays that broadcast together, columns of −1 are left out.
    """

    def __init__(self) -> None:
        """Begin with no entries."""
        self._pieces: list[tuple[Numbers, Numbers, Floats]] = []

    def add(
        self,
        row: NDArray[np.integer[Any]] | int,
        column: NDArray[np.integer[Any]] | int,
        value: NDArray[np.generic] | float,
    ) -> None:
        """Add entries where the column exists and the value is not 0."""
        r, c, v = np.asarray(row), np.asarray(column), np.asarray(value, dtype=np.float64)
        there = (c >= 0) & (r >= 0) & (v != 0)
        if r.shape == c.shape == v.shape and there.all():
            self._pieces.append((_numbers(r).ravel(), _numbers(c).ravel(), v.ravel()))
            return
        r, c, v = (np.broadcast_to(part, there.shape)[there] for part in (r, c, v))
        self._pieces.append((_numbers(r), _numbers(c), v))

    def add_known(self, row: Ints, column: Ints, value: Floats) -> None:
        """Add entries of which it is known that every column exists and no value is 0, axis ``(entry,)``."""
        self._pieces.append((_numbers(row), _numbers(column), value))

    def block(
        self, low: Floats, high: Floats, where: Callable[[], Sequence[str]], own: Own | None = None
    ) -> Block:
        """Return the block of the entries gathered."""
        pieces = self._pieces or [(np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.int32), np.zeros(0))]
        rows, columns, values = (
            held[0] if len(held) == 1 else np.concatenate(held) for held in zip(*pieces, strict=True)
        )
        return Block(
            low=low, high=high, row=rows, column=columns, value=values, where=where, own=own or Own()
        )


def _numbers(numbers: NDArray[Any]) -> Numbers:
    return numbers.astype(np.int32, copy=False)


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
