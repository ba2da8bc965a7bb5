"""The rows below a header on their way into columns: ragged rows, merged cells, totals and notes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import numpy as np

from scenarios.tables.column import Kind, Table, columns_of
from scenarios.tables.columns import is_empty, rows_of
from scenarios.tables.gathered import Gathered, Place
from scenarios.tables.header import header_name, match
from scenarios.tables.header_rows import SEARCHED, HeaderRow, find_header
from scenarios.tables.raw import Cell, Grid, RawSheet, Spot, as_written, letter

if TYPE_CHECKING:
    from collections.abc import Sequence

_TOTAL = re.compile(
    r"^(.{0,16}(合\s*计|小\s*计|总\s*计|共\s*计)|(sub|grand)?[\s-]*totals?)\s*([:：(（].*)?$", re.IGNORECASE
)
_BARE_TOTAL = re.compile(r"^([合小总共]\s*计|(sub|grand)?[\s-]*totals?)\s*[:：]?$", re.IGNORECASE)
_NOTE = re.compile(
    r"^(注|备注|说明|填表|填报|制表|审核|联系人|数据来源|notes?\b|remarks?\b|source\b)", re.IGNORECASE
)
_ASIDE = (
    *("计", "注", "说明", "填", "制表", "审核", "联系人", "来源"),
    *("otal", "OTAL", "ote", "OTE", "emark", "EMARK", "ource", "OURCE"),
)
"""What stands in every word of a total or note."""
_AMOUNTS = frozenset({Kind.COUNT, Kind.NUMBER, Kind.MONEY, Kind.AREA})


def sheet_of(grid: Grid, table: type[Table], gathered: Gathered) -> RawSheet | None:
    """Return the sheet below its header, or None (and a fault) where there is none."""
    place = Place(file=grid.file, sheet=grid.sheet)
    if grid.is_blank:
        gathered.fault("empty_sheet" if grid.sheet else "empty_file", place)
        return None
    header = find_header(grid, table)
    if header is not None:
        return _Below(grid, table, header, gathered).sheet()
    needed = [column for column in columns_of(table) if column.required]
    gathered.fault(
        "no_header",
        place,
        rows=SEARCHED,
        table=table.NAME.name,
        table_zh=table.NAME.zh,
        needed=", ".join(map(header_name, needed)),
        needed_zh="、".join(column.zh for column in needed),
    )
    return None


class _Below:
    """The rows below a header; rows are counted from the first of them, columns from the sheet's first."""

    def __init__(self, grid: Grid, table: type[Table], header: HeaderRow, gathered: Gathered) -> None:
        self.grid = grid
        self.table = table
        self.header = header
        self.gathered = gathered
        self.first = header.last_row + 1
        self.height = grid.height - self.first
        self.width = max(i for i, text in enumerate(header.texts) if text) + 1
        self.columns: list[Sequence[Cell]] = [column[self.first :] for column in grid.columns]
        self.matches = [match(table, text) for text in header.texts[: self.width]]
        self.dropped: set[int] = set()

    def sheet(self) -> RawSheet:
        """Return the sheet, without blank rows, totals and notes."""
        if self.grid.lengths is not None and not self.grid.sheet:
            self._ragged(self.grid.lengths[self.header.last_row], self.grid.lengths[self.first :])
        self._unnamed()
        self._merged()
        self._aside()
        self._blank()
        columns = self.columns[: self.width]
        kept = np.delete(np.arange(self.height), sorted(self.dropped))
        if self.dropped:
            columns = [[cells[row] for row in kept.tolist()] for cells in columns]
        where = {row: k for k, row in enumerate(kept.tolist())} if self.grid.errors else {}
        return RawSheet(
            file=self.grid.file,
            sheet=self.grid.sheet,
            header_row=self.header.last_row + 1,
            header=self.header.texts[: self.width],
            letters=tuple(letter(i) for i in range(self.width)),
            columns=tuple(columns),
            numbers=kept.astype(np.int64) + self.first + 1,
            errors={
                (where[row - self.first], column): text
                for (row, column), text in self.grid.errors.items()
                if row - self.first in where and column < self.width
            },
        )

    def _place(self, row: int, column: int | None = None) -> Place:
        place = Place(file=self.grid.file, sheet=self.grid.sheet, row=self.first + row + 1)
        if column is None:
            return place
        return Place(
            file=place.file,
            sheet=place.sheet,
            row=place.row,
            column=self.header.texts[column] if column < self.width else "",
            letter=letter(column),
            value=as_written(self.columns[column][row]),
        )

    def _ragged(self, wanted: int, lengths: Sequence[int]) -> None:
        """Name the rows of a CSV file that have more or fewer cells than its header, and drop them."""
        for row, found in enumerate(lengths):
            if found == wanted:
                continue
            cells = [column[row] for column in self.columns]
            beyond = any(not is_empty(cell) for cell in cells[wanted:])
            if beyond or (found < wanted and not all(map(is_empty, cells))):
                self.gathered.fault("ragged_row", self._place(row), found=found, wanted=wanted)
                self.dropped.add(row)

    def _unnamed(self) -> None:
        """Say which columns have values but no name."""
        for i, column in enumerate(self.columns):
            if i < len(self.header.texts) and self.header.texts[i]:
                continue
            row = next((r for r, c in enumerate(column) if not is_empty(c) and r not in self.dropped), None)
            if row is not None:
                at = self._place(row, i)
                self.gathered.finding("unnamed_column", at, about=letter(i), row=at.row)

    # ---- merged cells ----

    def _merged(self) -> None:
        """Fill merged cells down where that is plain, and name the merges that are not."""
        filled: dict[int, list[Spot]] = {}
        for (top, left), (bottom, right) in self.grid.merges or ():
            first, last = top - self.first, min(bottom - self.first, self.height - 1)
            if first < 0 or first >= self.height or left >= self.width:
                continue  # part of the header, or beside the table
            value = self.columns[left][first]
            known = [i for i in range(left, min(right + 1, self.width)) if self.matches[i] is not None]
            if not known or is_empty(value) or _is_aside(value):
                continue
            found = self.matches[left]
            if right > left or found is None or found.column.kind in _AMOUNTS or self._is_only_key(left):
                self._unclear((first, left), (last, right))
            else:
                filled.setdefault(left, []).append((first, last))
        for column, ranges in filled.items():
            self._fill(column, ranges)

    def _unclear(self, start: Spot, end: Spot) -> None:
        """Name a merge; a row that holds nothing else is a heading, and dropped."""
        (first, left), (last, right) = start, end
        named = f"{letter(left)}{self.first + first + 1}:{letter(right)}{self.first + last + 1}"
        self.gathered.fault("merged_cells", self._place(first, left), range=named)
        for row in range(first, last + 1):
            others = (column[row] for i, column in enumerate(self.columns[: self.width]) if i != left)
            if right > left and all(map(is_empty, others)):
                self.dropped.add(row)
        if right == left and self._is_only_key(left):
            self.dropped |= set(range(first + 1, last + 1))
        elif right == left:
            self._fill(left, [(first, last)], silently=True)  # so that its rows are not called empty as well

    def _is_only_key(self, column: int) -> bool:
        """Say whether a column alone tells the rows apart, so that two rows can never share a cell of it."""
        found = self.matches[column]
        keys = [c for c in columns_of(self.table) if c.key]
        return found is not None and [c.name for c in keys] == [found.column.name]

    def _fill(self, column: int, ranges: list[Spot], silently: bool = False) -> None:
        cells = list(self.columns[column])
        for first, last in ranges:
            cells[first : last + 1] = [cells[first]] * (last + 1 - first)
        self.columns[column] = cells
        if not silently:
            first, last = ranges[0]
            named = f"{letter(column)}{self.first + first + 1}:{letter(column)}{self.first + last + 1}"
            at = self._place(first, column)
            self.gathered.finding(
                "merged_filled", at, about=self.header.texts[column], count=len(ranges), range=named
            )

    # ---- rows that are none of the table ----

    def _aside(self) -> None:
        """Drop totals and notes: their word stands as a key, or first in a row without key; and say so."""
        keys = [i for i, found in enumerate(self.matches) if found is not None and found.column.key]
        needed = [i for i, found in enumerate(self.matches) if found is not None and found.column.required]
        aside: set[int] = set()
        for i in dict.fromkeys([*keys, *range(min(3, self.width))]):
            words = _aside_words(self.columns[i])
            for row, cell in enumerate(self.columns[i]) if words else ():
                if cell not in words or not (i in keys or self._all_empty(keys, row)):
                    continue
                if _BARE_TOTAL.match(str(cell).strip()) or not self._all_filled(needed, row):
                    aside.add(row)
        aside -= self.dropped
        if aside:
            at = self._place(min(aside))
            rows = rows_of(self.first + row + 1 for row in sorted(aside))
            self.gathered.finding("total_rows", at, about=self.table.NAME.name, count=len(aside), rows=rows)
        self.dropped |= aside

    def _all_empty(self, columns: Sequence[int], row: int) -> bool:
        return all(is_empty(self.columns[i][row]) for i in columns)

    def _all_filled(self, columns: Sequence[int], row: int) -> bool:
        return not any(is_empty(self.columns[i][row]) for i in columns)

    def _blank(self) -> None:
        """Drop rows without anything in them."""
        first = self.columns[0]
        texts: Any = first if set(map(type, first)) == {str} else [c for c in first if isinstance(c, str)]
        if all(first) and not any(map(str.isspace, texts)):
            return
        others = range(1, self.width)
        for row, cell in enumerate(first):
            if is_empty(cell) and self._all_empty(others, row):
                self.dropped.add(row)


def _is_aside(value: Cell) -> bool:
    """Say whether a cell begins a row of totals or notes."""
    return isinstance(value, str) and bool(_TOTAL.match(value.strip()) or _NOTE.match(value.strip()))


def _aside_words(cells: Sequence[Cell]) -> set[str]:
    """Return the cells of a column that begin a row of totals or notes."""
    texts = cells if set(map(type, cells)) == {str} else [cell for cell in cells if isinstance(cell, str)]
    together = "\n".join(texts)  # type: ignore[arg-type]
    if not any(mark in together for mark in _ASIDE):  # one quick look, as most columns have none
        return set()
    return {str(text) for text in set(texts) if _is_aside(text)}
