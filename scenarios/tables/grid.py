"""From a grid of cells to a sheet with a header: title rows, headers of two rows, merges, total rows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from scenarios.tables.column import Kind, Table, columns_of
from scenarios.tables.columns import is_empty, rows_of
from scenarios.tables.gathered import Gathered, Place
from scenarios.tables.header import header_name, match
from scenarios.tables.raw import Cell, Grid, RawSheet, Spot, letter
from scenarios.tables.units import any_unit, unit_of

if TYPE_CHECKING:
    from collections.abc import Sequence

SEARCHED = 12
"""Rows at the top of a sheet among which its header is looked for."""
_TOTAL = re.compile(
    r"^(.{0,16}(合\s*计|小\s*计|总\s*计|共\s*计)|(sub|grand)?[\s-]*totals?)\s*([:：(（].*)?$", re.IGNORECASE
)
_BARE_TOTAL = re.compile(r"^([合小总共]\s*计|(sub|grand)?[\s-]*totals?)\s*[:：]?$", re.IGNORECASE)
_NOTE = re.compile(
    r"^(注|备注|说明|填表|填报|制表|审核|联系人|数据来源|notes?\b|remarks?\b|source\b)", re.IGNORECASE
)
_AMOUNTS = frozenset({Kind.COUNT, Kind.NUMBER, Kind.MONEY, Kind.AREA})


@dataclass(frozen=True)
class _Header:
    """The header's texts, the row it ends in (from 0), and how many columns it names."""

    texts: tuple[str, ...]
    last_row: int
    named: int


def sheet_of(grid: Grid, table: type[Table], gathered: Gathered) -> RawSheet | None:
    """Return the sheet below its header, or None (and a fault) where there is none."""
    place = Place(file=grid.file, sheet=grid.sheet)
    if not any(not is_empty(cell) for row in grid.rows for cell in row):
        gathered.fault("empty_sheet" if grid.sheet else "empty_file", place)
        return None
    header = _find_header(grid, table)
    if header is None:
        needed = [c for c in columns_of(table) if c.required]
        gathered.fault(
            "no_header",
            place,
            rows=SEARCHED,
            table=table.NAME.name,
            table_zh=table.NAME.zh,
            needed=", ".join(header_name(c) for c in needed),
            needed_zh="、".join(c.zh for c in needed),
        )
        return None
    return _Below(grid, table, header, gathered).sheet()


# ---- the header ----


def _find_header(grid: Grid, table: type[Table]) -> _Header | None:
    """Return the row, or the two rows together, that name most columns of the table."""
    first = [_text(cell) for cell in grid.rows[0]] if grid.rows else []
    if first and not grid.merges and all(text and match(table, text) for text in first):
        return _with_units(grid, table, _Header(tuple(first), 0, _named(table, first)))  # the usual case
    best: _Header | None = None
    for i, row in enumerate(grid.rows[:SEARCHED]):
        texts = [_text(cell) for cell in row]
        candidates = [_Header(tuple(texts), i, _named(table, texts))]
        if i + 1 < len(grid.rows):
            both = _two_rows(table, _across(grid, i, texts), [_text(c) for c in grid.rows[i + 1]])
            candidates.append(_Header(tuple(both), i + 1, _named(table, both)))
        for found in candidates:
            if found.named and (best is None or found.named > best.named):
                best = found
    return None if best is None else _with_units(grid, table, best)


def _text(cell: Cell) -> str:
    return "" if cell is None else " ".join(str(cell).split())


def _named(table: type[Table], texts: Sequence[str]) -> int:
    matches = (match(table, text) for text in texts if text)
    return len({found.column.name for found in matches if found is not None})


def _across(grid: Grid, row: int, texts: list[str]) -> list[str]:
    """Spread a group's name over the columns it is merged across."""
    spread = list(texts)
    for (top, left), (_, right) in grid.merges or ():
        if top == row and right > left and left < len(texts):
            spread[left : right + 1] = [texts[left]] * (min(right, len(texts) - 1) - left + 1)
    return spread


def _two_rows(table: type[Table], upper: Sequence[str], lower: Sequence[str]) -> list[str]:
    """Join a header of two rows: the lower name, or the upper, or both where only both mean something."""
    texts = []
    for i in range(max(len(upper), len(lower))):
        above = upper[i] if i < len(upper) else ""
        below = lower[i] if i < len(lower) else ""
        joined = above + below
        apart = match(table, below) is not None or match(table, joined) is None
        if not below or not above or not apart:
            texts.append(joined)
        elif match(table, below) is None and match(table, above) is not None and _is_unit(below):
            texts.append(f"{above}({below})")
        else:
            texts.append(below)
    return texts


def _is_unit(text: str) -> bool:
    bare = text.strip("()（）[] ")
    return any_unit(bare) is not None or unit_of(bare, Kind.COUNT) is not None


def _with_units(grid: Grid, table: type[Table], header: _Header) -> _Header:
    """Take in a row of units below the header, such as 户 | ㎡ | 万元."""
    after = header.last_row + 1
    if after >= len(grid.rows):
        return header
    units = [_text(cell) for cell in grid.rows[after]]
    if not any(units) or not all(_is_unit(text) for text in units if text):
        return header
    texts = [
        f"{text}({units[i].strip('()（） ')})" if i < len(units) and units[i] and text else text
        for i, text in enumerate(header.texts)
    ]
    return _Header(tuple(texts), after, header.named)


# ---- the rows below ----


class _Below:
    """The rows below a header, on their way into columns."""

    def __init__(self, grid: Grid, table: type[Table], header: _Header, gathered: Gathered) -> None:
        self.grid = grid
        self.table = table
        self.header = header
        self.gathered = gathered
        self.first = header.last_row + 1
        self.rows = grid.rows[self.first :]
        named = [i for i, text in enumerate(header.texts) if text]
        self.width = max(named) + 1
        self.matches = [match(table, text) for text in header.texts[: self.width]]

    def sheet(self) -> RawSheet:
        """Return the sheet, without blank rows, total rows and notes."""
        dropped = self._ragged() if not self.grid.sheet else set()
        self._unnamed()
        columns = self._columns()
        dropped |= self._merged(columns)
        kept = self._kept(columns, dropped)
        if len(kept) < len(self.rows):
            columns = [[cells[i] for i in kept] for cells in columns]
        where = {row: k for k, row in enumerate(kept)} if self.grid.errors else {}
        errors = {
            (where[row - self.first], column): text
            for (row, column), text in self.grid.errors.items()
            if row - self.first in where and column < self.width
        }
        return RawSheet(
            file=self.grid.file,
            sheet=self.grid.sheet,
            header_row=self.header.last_row + 1,
            header=tuple(self.header.texts[: self.width]),
            letters=tuple(letter(i) for i in range(self.width)),
            columns=tuple(columns),
            numbers=np.asarray(kept, dtype=np.int64) + self.first + 1,
            errors=errors,
        )

    def _columns(self) -> list[list[Cell]]:
        width = self.width
        if set(map(len, self.rows)) != {width}:
            blank: list[Cell] = [""] * width
            self.rows = [row[:width] if len(row) >= width else row + blank[len(row) :] for row in self.rows]
        return [list(cells) for cells in zip(*self.rows, strict=True)] or [[] for _ in range(width)]

    def _ragged(self) -> set[int]:
        """Name the rows of a CSV file that have more or fewer cells than its header."""
        wanted = len(self.header.texts)
        lengths = list(map(len, self.rows))
        if set(lengths) <= {wanted}:
            return set()
        ragged = set()
        for i, found in enumerate(lengths):
            row = self.rows[i]
            beyond = any(not is_empty(cell) for cell in row[wanted:])
            if beyond or (found < wanted and any(not is_empty(cell) for cell in row)):
                at = Place(file=self.grid.file, row=self.first + i + 1)
                self.gathered.fault("ragged_row", at, found=found, wanted=wanted)
                ragged.add(i)
        return ragged

    def _unnamed(self) -> None:
        """Say which columns have values but no name."""
        most = max(map(len, self.rows), default=0)
        blank = [i for i in range(most) if i >= len(self.header.texts) or not self.header.texts[i]]
        for column in blank:
            for i, row in enumerate(self.rows):
                if column < len(row) and not is_empty(row[column]):
                    if self.grid.sheet or column < len(self.header.texts):
                        at = Place(file=self.grid.file, sheet=self.grid.sheet, row=self.first + i + 1)
                        self.gathered.finding(
                            "unnamed_column", at, about=letter(column), row=at.row, value=str(row[column])
                        )
                    break

    def _merged(self, columns: list[list[Cell]]) -> set[int]:
        """Fill merged cells down where that is plain, and name the merges that are not."""
        unclear: set[int] = set()
        for (top, left), (bottom, right) in self.grid.merges or ():
            if bottom < self.first or left >= self.width:
                continue
            if top < self.first:
                continue  # part of the header
            known = [i for i in range(left, min(right, self.width - 1) + 1) if self.matches[i] is not None]
            value = columns[left][top - self.first] if top - self.first < len(self.rows) else ""
            if not known or is_empty(value) or self._is_aside(value):
                continue
            self._one_merge(columns, (top, left), (bottom, right), unclear)
        return unclear

    def _one_merge(self, columns: list[list[Cell]], first: Spot, last: Spot, unclear: set[int]) -> None:
        (top, left), (bottom, right) = first, last
        named = f"{letter(left)}{top + 1}:{letter(right)}{bottom + 1}"
        found = self.matches[left]
        at = Place(file=self.grid.file, sheet=self.grid.sheet, row=top + 1)
        if right > left or found is None or found.column.kind in _AMOUNTS:
            at = Place(
                file=self.grid.file,
                sheet=self.grid.sheet,
                row=top + 1,
                column=self.header.texts[left],
                letter=letter(left),
                value=str(columns[left][top - self.first]),
            )
            self.gathered.fault("merged_cells", at, range=named)
            unclear.update(range(top - self.first, bottom - self.first + 1))
            return
        for row in range(top - self.first, min(bottom - self.first + 1, len(self.rows))):
            columns[left][row] = columns[left][top - self.first]
        self.gathered.finding("merged_filled", at, about=self.header.texts[left], range=named)

    def _is_aside(self, value: Cell) -> bool:
        return isinstance(value, str) and bool(_TOTAL.match(value.strip()) or _NOTE.match(value.strip()))

    def _kept(self, columns: list[list[Cell]], dropped: set[int]) -> list[int]:
        """Return the rows that are rows of the table; say which were left out as totals and notes."""
        aside = self._aside(columns)
        totals = sorted(row for row in aside if row not in dropped)
        if totals:
            at = Place(file=self.grid.file, sheet=self.grid.sheet, row=totals[0] + self.first + 1)
            rows = rows_of(row + self.first + 1 for row in totals)
            self.gathered.finding("total_rows", at, about=self.table.NAME.name, count=len(totals), rows=rows)
        dropped = dropped | aside
        return [
            i
            for i, row in enumerate(self.rows)
            if i not in dropped and (any(row) or not all(map(is_empty, row)))
        ]

    def _aside(self, columns: list[list[Cell]]) -> set[int]:
        """Return the rows of totals and notes: their word stands as a key, or first in a row without key."""
        keys = [i for i, found in enumerate(self.matches) if found is not None and found.column.key]
        aside: set[int] = set()
        needed = [i for i, found in enumerate(self.matches) if found is not None and found.column.required]
        for i in dict.fromkeys([*keys, *range(min(3, self.width))]):
            words = {cell for cell in set(columns[i]) if isinstance(cell, str) and self._is_aside(cell)}
            for row, cell in enumerate(columns[i]) if words else ():
                if cell not in words or not (i in keys or all(is_empty(columns[k][row]) for k in keys)):
                    continue
                if _BARE_TOTAL.match(str(cell).strip()) or any(is_empty(columns[k][row]) for k in needed):
                    aside.add(row)
        return aside
