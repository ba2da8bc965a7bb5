"""What the checks across tables look at: all tables as read, and the cells behind them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar, cast

from scenarios.tables.column import Table, columns_of
from scenarios.tables.gathered import Place
from scenarios.tables.header import header_name
from scenarios.tables.manifest import TABLES
from scenarios.tables.raw import as_written

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from scenarios.tables.column import Column, Flags
    from scenarios.tables.raw import Cell, RawSheet
    from scenarios.tables.settings import Settings

T = TypeVar("T", bound=Table)


@dataclass(frozen=True, kw_only=True)
class Given:
    """All tables as read, faulty cells standing at their defaults with ``given`` False.

    ``unread`` are tables that are there but could not be read, or are needed and missing: nothing may be
    concluded from their having no rows. ``settings`` is None where
    they are faulty, ``settings_place`` tells where a dotted key of them stands.
    """

    tables: Mapping[type[Table], Table]
    sheets: Mapping[type[Table], RawSheet]
    settings: Settings | None
    settings_place: Callable[[str], Place]
    unread: frozenset[type[Table]] = frozenset()

    def of(self, table: type[T]) -> T:
        """Return one table by its type."""
        return cast("T", self.tables[table])

    def filled(self, table: Table, *columns: str) -> Flags:
        """Return the rows in which all these columns are filled."""
        filled = table.given[columns[0]].copy()
        for column in columns[1:]:
            filled &= table.given[column]
        return filled

    def cells(self, table: Table, column: str) -> Sequence[Cell]:
        """Return the cells of a column as written; none at all where the column is not there."""
        letter = table.origin.letters.get(column)
        if letter is None:
            return [None] * len(table)
        sheet = self.sheets[type(table)]
        return sheet.columns[sheet.letters.index(letter)]

    def place(self, table: Table, row: int, column: str = "") -> Place:
        """Return where a cell of a table stands; the row alone where no column is named."""
        origin = table.origin
        number = int(origin.rows[row])
        if not column:
            return Place(file=origin.file, sheet=origin.sheet, row=number)
        described = column_named(type(table), column)
        if column not in origin.letters:
            return Place(file=origin.file, sheet=origin.sheet, row=number, column=header_name(described))
        return Place(
            file=origin.file,
            sheet=origin.sheet,
            row=number,
            column=origin.headers[column],
            letter=origin.letters[column],
            value=as_written(self.cells(table, column)[row]),
        )


def column_named(table: type[Table], name: str) -> Column:
    """Return a column's description by its name."""
    return next(column for column in columns_of(table) if column.name == name)


def table_named(name: str) -> type[Table]:
    """Return a table's type by its name in the manifest."""
    return next(table for table in TABLES if name == table.NAME.name)
