"""Rows and values as people read them: what a row is called, money in yuan, dates ISO, lists in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from scenarios.tables.column import Column, Kind, Table, columns_of
from scenarios.tables.header import header_name
from scenarios.tables.keys import work_keys
from scenarios.tables.undertaking import Works

if TYPE_CHECKING:
    from collections.abc import Callable

Readable: TypeAlias = str | int | float | bool | None
"""A value as people read it; None where nothing is there."""


def row_names(table: Table) -> Callable[[int], str]:
    """Return what gives each row its name: the key columns' values, such as ``city, 2023``; a work's key."""
    if isinstance(table, Works):
        keys = work_keys(table)
        return lambda row: str(keys[row])
    named = [column for column in columns_of(type(table)) if column.key]
    if not named:
        return lambda row: f"row {_number(table, row)}"

    def name(row: int) -> str:
        parts = [readable(table, column, row) for column in named]
        told = ", ".join(str(part) for part in parts if part not in (None, ""))
        return told or f"row {_number(table, row)}"

    return name


def _number(table: Table, row: int) -> int:
    numbers = table.origin.rows
    return int(numbers[row]) if row < len(numbers) and numbers[row] else row + 1


def readable(table: Table, column: Column, row: int) -> Readable:
    """Return the value that counts in a cell: the default where it is empty, None where there is none."""
    if not is_given(table, column, row) and (column.default is None or _is_told_elsewhere(column)):
        return None
    return plain(getattr(table, column.name)[row], column)


def _is_told_elsewhere(column: Column) -> bool:
    """Say whether an empty yes-or-no cell is neither: what it means follows from settings or columns."""
    return column.kind is Kind.FLAG and "empty:" in column.en


def is_given(table: Table, column: Column, row: int) -> bool:
    """Say whether a cell is filled."""
    given = table.given.get(column.name)
    return given is not None and bool(given[row])


def plain(value: Any, column: Column) -> Readable:
    """Return a stored value as people read it."""
    if column.kind is Kind.MONEY:
        whole, rest = divmod(int(value), 100)
        return whole if rest == 0 else round(int(value) / 100, 2)
    if column.kind is Kind.DATE:
        return None if np.isnat(value) else str(np.datetime64(value, "D"))
    if column.kind is Kind.NAMES:
        return ";".join(value)
    if column.kind is Kind.LEVELS:
        return ";".join(f"{name} {level:g}" for name, level in value)
    if column.kind is Kind.FLAG:
        return bool(value)
    if column.kind in (Kind.COUNT, Kind.YEAR):
        return int(value)
    if column.kind in (Kind.TEXT, Kind.CHOICE):
        return str(value)
    number = float(value)
    if number != number:
        return None
    return int(number) if number.is_integer() and abs(number) < 1e15 else number


def whole_row(table: Table, row: int) -> str:
    """Return all that is filled in a row, such as ``fund = city; year = 2023``."""
    filled = [column for column in columns_of(type(table)) if is_given(table, column, row)]
    return "; ".join(f"{header_name(c)} = {_word(readable(table, c, row))}" for c in filled)


def _word(value: Readable) -> str:
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)
