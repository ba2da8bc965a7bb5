"""Sheets as they were found, before anything in them is understood."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

Cell: TypeAlias = (
    str | float | int | bool | datetime.datetime | datetime.date | datetime.time | datetime.timedelta | None
)
"""What a reader hands over for one cell; None and the empty string both mean that nothing is there."""

Spot: TypeAlias = tuple[int, int]
"""Row and column of a cell, both counted from 0."""


@dataclass(frozen=True, kw_only=True)
class Grid:
    """One sheet or CSV file as found: all its cells from the first row on, by column.

    ``lengths`` are the cells in each row of a CSV file whose rows differ in length, None where they do not.
    ``merges`` are the merged ranges, first and last cell; None where the file's form does not tell.
    ``errors`` holds the formula errors, such as ``#REF!``, by cell.
    """

    file: str
    sheet: str = ""
    columns: tuple[Sequence[Cell], ...]
    height: int
    lengths: Sequence[int] | None = None
    merges: tuple[tuple[Spot, Spot], ...] | None = ()
    errors: Mapping[Spot, str] = field(default_factory=dict)

    def row(self, number: int) -> list[Cell]:
        """Return the cells of a row counted from 0."""
        return [column[number] for column in self.columns]

    @property
    def is_blank(self) -> bool:
        """Whether no cell holds anything."""
        return not any(any(map(_holds, column)) for column in self.columns)


def _holds(cell: Cell) -> bool:
    return cell is not None and (not isinstance(cell, str) or bool(cell.strip()))


def grid_of_rows(
    rows: Sequence[Sequence[Cell]],
    file: str,
    sheet: str = "",
    merges: tuple[tuple[Spot, Spot], ...] | None = (),
) -> Grid:
    """Return a grid of rows; shorter rows are filled up with empty cells."""
    lengths = list(map(len, rows))
    even = len(set(lengths)) <= 1
    columns = zip(*rows, strict=True) if even else zip_longest(*rows, fillvalue="")
    return Grid(
        file=file,
        sheet=sheet,
        columns=tuple(columns),
        height=len(rows),
        lengths=None if even else lengths,
        merges=merges,
    )


@dataclass(frozen=True, kw_only=True)
class RawSheet:
    """A sheet whose header is found: its columns, each with the header above it and one cell a row.

    ``header`` holds the texts as the planner wrote them, ``letters`` the spreadsheet letter of each,
    ``columns`` the cells below, ``numbers`` the 1-based row number of each row, ``errors`` formula errors
    by (position among the rows, position among the columns).
    """

    file: str
    sheet: str = ""
    header_row: int
    header: tuple[str, ...]
    letters: tuple[str, ...]
    columns: tuple[Sequence[Cell], ...]
    numbers: NDArray[np.int64]
    errors: Mapping[Spot, str] = field(default_factory=dict)

    def __len__(self) -> int:
        """Return the number of rows below the header."""
        return len(self.numbers)


def letter(position: int) -> str:
    """Return the spreadsheet letter of a column counted from 0: A, B, …, Z, AA."""
    text = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


def as_written(cell: Cell) -> str:
    """Return a cell as the planner sees it, as far as that can be told; nothing where it is empty."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, datetime.datetime) and cell.time() == datetime.time():
        return cell.date().isoformat()
    return str(cell)


def position_of(letters: str) -> int:
    """Return the column, counted from 0, of a spreadsheet letter."""
    position = 0
    for character in letters:
        position = position * 26 + ord(character) - ord("A") + 1
    return position - 1


def _literal(cell: Any) -> Cell:
    """Return a value of Python as the cell a planner would have written."""
    if isinstance(cell, Mapping):
        return ";".join(f"{name} {number}" for name, number in cell.items())
    if isinstance(cell, list | tuple | set | frozenset):
        return ";".join(map(str, sorted(cell) if isinstance(cell, set | frozenset) else cell))
    if isinstance(cell, float) and cell != cell:
        return None
    value: Cell = cell.item() if isinstance(cell, np.generic) else cell
    return value


def raw_from_rows(name: str, rows: Sequence[Mapping[str, Any]]) -> RawSheet:
    """Return literal rows as a raw sheet, so that they meet the very same checks as a file.

    A row's number is its place in the list, from 1. A column is there when any row has it. A list stands
    for names, a mapping for names with a number each; None and NaN are empty cells.
    """
    header = tuple(dict.fromkeys(key for row in rows for key in row))
    return RawSheet(
        file=name,
        header_row=0,
        header=header,
        letters=tuple(letter(i) for i in range(len(header))),
        columns=tuple([_literal(row.get(key)) for row in rows] for key in header),
        numbers=np.arange(1, len(rows) + 1, dtype=np.int64),
    )
