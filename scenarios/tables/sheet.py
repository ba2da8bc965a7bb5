"""One raw sheet into one table: headers to columns, columns to arrays, every odd cell at its place."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from scenarios.tables.column import Column, Kind, Origin, Table, columns_of
from scenarios.tables.columns import ReadColumn, absent_column, read_column
from scenarios.tables.gathered import Gathered, Place
from scenarios.tables.header import Match, header_name, match, nearest, nearest_header
from scenarios.tables.manifest import REQUIRED_TABLES
from scenarios.tables.raw import as_written
from scenarios.tables.units import FAMILIES, STANDARD, Unit, family_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scenarios.tables.raw import RawSheet

T = TypeVar("T", bound=Table)
_EXAMPLES = {Kind.LEVELS: "low_income 12; near_poor 30"}
"""What a cell of a kind may hold, where its column gives no example; else a number."""
_STORED = {
    Kind.MONEY: ("yuan", "元"),
    Kind.AREA: ("m2", "平方米"),
    Kind.SHARE: ("shares of 1", "小数"),
    Kind.COUNT: ("ones", "个"),
}


def empty_table(table: type[T]) -> T:
    """Return a table without rows."""
    return _made(table, {c.name: absent_column(c, 0) for c in columns_of(table)}, Origin())


def table_of(sheet: RawSheet, table: type[T], gathered: Gathered) -> T:
    """Return the table that a sheet holds; its faults and findings are gathered."""
    made: T = _Sheet(sheet, table, gathered).read()
    return made


def _made(table: type[T], read: Mapping[str, ReadColumn], origin: Origin) -> T:
    for column in read.values():
        column.values.flags.writeable = False
        column.given.flags.writeable = False
    values: dict[str, Any] = {name: column.values for name, column in read.items()}
    given = MappingProxyType({name: column.given for name, column in read.items()})
    return table(origin=origin, given=given, **values)


class _Sheet:
    """A sheet on its way into a table."""

    def __init__(self, sheet: RawSheet, table: type[Table], gathered: Gathered) -> None:
        self.sheet = sheet
        self.table = table
        self.gathered = gathered
        self.found: dict[str, tuple[int, Match]] = {}

    def read(self) -> Any:
        """Return the table."""
        self._match_headers()
        self._missing_columns()
        rows = len(self.sheet)
        if rows == 0 and self.table in REQUIRED_TABLES and not self._is_faulty():
            name = self.table.NAME
            at = Place(file=self.sheet.file, sheet=self.sheet.sheet, row=self.sheet.header_row)
            self.gathered.fault("no_rows", at, table=name.name, table_zh=name.zh)
        read = {}
        for column in columns_of(self.table):
            if column.name in self.found:
                read[column.name] = self._read_one(column, *self.found[column.name])
            else:
                read[column.name] = absent_column(column, rows)
        origin = Origin(
            file=self.sheet.file,
            sheet=self.sheet.sheet,
            rows=self.sheet.numbers,
            letters={name: self.sheet.letters[i] for name, (i, _) in self.found.items()},
            headers={name: self.sheet.header[i] for name, (i, _) in self.found.items()},
        )
        return _made(self.table, read, origin)

    def _is_faulty(self) -> bool:
        where = (self.sheet.file, self.sheet.sheet)
        return any((fault.file, fault.sheet) == where for fault in self.gathered.faults)

    # ---- headers ----

    def _match_headers(self) -> None:
        twice: dict[str, list[int]] = {}
        for i, text in enumerate(self.sheet.header):
            found = match(self.table, text) if text else None
            if found is None:
                if text:
                    self._unknown(i, text)
            elif found.column.name in self.found:
                twice.setdefault(found.column.name, [self.found[found.column.name][0]]).append(i)
            else:
                self.found[found.column.name] = (i, found)
        for name, positions in twice.items():
            column = self.found[name][1].column
            letters = ", ".join(self.sheet.letters[i] for i in positions)
            self.gathered.fault(
                "column_twice",
                self._place(positions[-1], header=True),
                letters=letters,
                column=header_name(column),
                column_zh=column.zh,
            )
        for i, found in self.found.values():
            if found.doubt:
                self._doubtful(i, found)

    def _unknown(self, position: int, text: str) -> None:
        near = nearest_header(self.table, text)
        self.gathered.finding(
            "unknown_column",
            self._place(position, header=True),
            about=text,
            letter=self.sheet.letters[position],
            table=self.table.NAME.name,
            table_zh=self.table.NAME.zh,
            near=f"Did you mean '{near}'?" if near else "",
            near_zh=f"是否为“{near}”？" if near else "",
        )

    def _doubtful(self, position: int, found: Match) -> None:
        names = dict.fromkeys((u.name, u.zh) for u in FAMILIES[family_of(found.column.kind)].values())
        plain_count = family_of(found.column.kind) is Kind.COUNT
        self.gathered.fault(
            found.doubt,
            self._place(position, header=True),
            said=found.said,
            units="no unit here" if plain_count else ", ".join(en for en, _ in names),
            units_zh="无单位" if plain_count else "、".join(zh for _, zh in names),
        )

    def _missing_columns(self) -> None:
        unknown = [text for text in self.sheet.header if text and match(self.table, text) is None]
        for column in columns_of(self.table):
            if not column.required or column.name in self.found:
                continue
            names = (header_name(column), column.zh, *column.aliases)
            near = next((text for text in unknown if nearest(text, names)), "")
            self.gathered.fault(
                "missing_column",
                Place(file=self.sheet.file, sheet=self.sheet.sheet, row=self.sheet.header_row),
                column=header_name(column),
                column_zh=column.zh,
                meaning=column.en.rstrip("."),
                meaning_zh=column.meaning_zh.rstrip("。"),
                near=f" Is it '{near}'? Then rename that." if near else "",
                near_zh=f"若即“{near}”，请改名。" if near else "",
            )

    # ---- cells ----

    def _read_one(self, column: Column, position: int, found: Match) -> ReadColumn:
        cells = self.sheet.columns[position]
        errors = {row: text for (row, i), text in self.sheet.errors.items() if i == position}
        for row, text in errors.items():
            self.gathered.fault("formula_error", self._place(position, row, text), column=header_name(column))
        read = read_column(column, cells, found.unit)
        for row, wrong in read.misread:
            at = self._place(position, row, as_written(cells[row]))
            words = {
                "example": column.example or _EXAMPLES.get(column.kind, "12"),
                "units": self._units(column),
                **wrong.words,
            }
            self.gathered.fault(wrong.code, at, **words)
        if column.required:
            self._required(column, position, read, errors)
        self._conversions(column, position, found.unit, read)
        self._peculiar(column, position, found.unit, read)
        return read

    def _units(self, column: Column) -> str:
        family = family_of(column.kind)
        return ", ".join(dict.fromkeys(unit.name for unit in FAMILIES[family].values()))

    def _required(self, column: Column, position: int, read: ReadColumn, errors: Mapping[int, str]) -> None:
        spoken_of = {row for row, _ in read.misread} | set(errors)
        for row in np.flatnonzero(~read.given).tolist():
            if row not in spoken_of:
                self.gathered.fault(
                    "empty_cell",
                    self._place(position, row),
                    column=header_name(column),
                    column_zh=column.zh,
                    meaning=column.en.rstrip("."),
                    meaning_zh=column.meaning_zh.rstrip("。"),
                )

    def _conversions(self, column: Column, position: int, unit: Unit | None, read: ReadColumn) -> None:
        header = self.sheet.header[position]
        at = self._place(position, header=True)
        if unit is not None and unit.factor != STANDARD[family_of(column.kind)].factor:
            stored = _STORED[unit.family]
            self.gathered.finding(
                "unit_converted",
                at,
                about=header,
                unit=unit.name,
                unit_zh=unit.zh,
                stored=stored[0],
                stored_zh=stored[1],
            )
        for code, rows in (("unit_in_cells", read.own_units), ("rounded_to_fen", read.rounded)):
            if rows:
                first = self._place(position, rows[0], as_written(self.sheet.columns[position][rows[0]]))
                self.gathered.finding(code, first, about=header, count=len(rows), row=first.row)

    def _peculiar(self, column: Column, position: int, unit: Unit | None, read: ReadColumn) -> None:
        """Point out percentages that look like shares, and codes that a workbook robbed of their zeros."""
        cells = self.sheet.columns[position]
        if unit is not None and unit.family is Kind.SHARE and unit.factor < 1:
            self._shares_or_percent(position, unit, read)
        if column.kind is Kind.TEXT and column.key and float in set(map(type, cells)):
            zeros = any(type(cell) is str and cell.strip()[:1] == "0" for cell in cells)
            row = next(i for i, cell in enumerate(cells) if type(cell) is float)
            if zeros:
                at = self._place(position, row, str(read.values[row]))
                self.gathered.finding("zeros_lost", at, about=self.sheet.header[position])

    def _shares_or_percent(self, position: int, unit: Unit, read: ReadColumn) -> None:
        """A column headed % whose cells are all at most 1 was probably formatted so in a workbook.

        Numbers of a workbook are what the planner sees as 80% and the file stores as 0.8; that cannot be told
        apart, so it is a fault there. Text says what it says, so it is only pointed out.
        """
        written = read.values[read.given] / float(unit.factor)
        if not len(written) or written.max() > 1 or not (written > 0).any():
            return
        row = int(read.given.argmax())
        cell = self.sheet.columns[position][row]
        at = self._place(position, row, as_written(cell))
        if isinstance(cell, float):
            self.gathered.fault("percent_or_share", at, unit=unit.name)
        else:
            self.gathered.finding("percent_doubtful", at, about=self.sheet.header[position], unit=unit.name)

    def _place(self, position: int, row: int = 0, value: str = "", header: bool = False) -> Place:
        number = self.sheet.header_row if header else int(self.sheet.numbers[row])
        return Place(
            file=self.sheet.file,
            sheet=self.sheet.sheet,
            row=number,
            column=self.sheet.header[position],
            letter=self.sheet.letters[position],
            value=value,
        )
