"""Values of a what-if read as their column's cells are: what is set, by how much, and new rows."""

from __future__ import annotations

import dataclasses
import math
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from scenarios.tables.column import Column, Kind
from scenarios.tables.columns import read_column
from scenarios.tables.gathered import Gathered
from scenarios.tables.header import header_name, match
from scenarios.tables.numbers import LARGEST_NUMBER, Misread, Wrong, figure_of, stored
from scenarios.tables.raw import raw_from_rows
from scenarios.tables.sheet import table_of
from scenarios.tables.units import FAMILIES, STANDARD, family_of
from scenarios.whatif.keys import unknown_column
from scenarios.whatif.what_if import Action

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from scenarios.tables.column import Table
    from scenarios.tables.columns import ReadColumn
    from scenarios.tables.gathered import Place

SCALED = frozenset({Kind.COUNT, Kind.NUMBER, Kind.SHARE, Kind.MONEY, Kind.AREA})
"""Kinds of column that can be multiplied."""
ADDED = SCALED | {Kind.YEAR, Kind.DATE}
"""Kinds of column to which something can be added; days to dates."""
_LONGEST_SHIFT = 100_000
"""Days by which a date may be moved."""
_DONE = {Action.SCALE: "scaled", Action.ADD: "added"}


def read_stored(value: Any, column: Column, at: Place, gathered: Gathered) -> ReadColumn | None:
    """Return what a column stores for a value, as if it were a cell without a unit in the header."""
    if _beyond_reading(value):
        _fault(Wrong("too_large", {"limit": f"{LARGEST_NUMBER:,}"}), column, at, gathered)
        return None
    if isinstance(value, float) and not math.isfinite(value):  # in a cell NaN would mean that it is empty
        _fault(Wrong("not_finite", {}), column, at, gathered)
        return None
    sheet = raw_from_rows("", [{header_name(column): value}])
    read = read_column(column, sheet.columns[0])
    for _, misread in read.misread:
        _fault(misread, column, at, gathered)
    if column.required and not read.given[0] and not read.misread:
        words = {"column": header_name(column), "column_zh": column.zh}
        words |= {"meaning": column.en.rstrip("."), "meaning_zh": column.meaning_zh.rstrip("。")}
        gathered.fault("empty_cell", at, **words)
        return None
    return None if read.misread else read


def read_amount(value: Any, column: Column, action: Action, at: Place, gathered: Gathered) -> Fraction | None:
    """Return the factor of a SCALE, or what an ADD adds in the column's stored unit."""
    if column.kind not in (SCALED if action is Action.SCALE else ADDED):
        words = {"name": header_name(column), "name_zh": column.zh}
        gathered.fault("what_if_not_counted", at, done=_DONE[action], action=str(action), **words)
        return None
    try:
        return _plain_amount(value) if action is Action.SCALE else _added(value, column)
    except Misread as wrong:
        _fault(wrong.wrong, column, at, gathered)
        return None


def _plain_amount(value: Any) -> Fraction:
    """Return a number without a unit exactly; raises Misread where it is none."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise Misread("not_a_number")
    if not math.isfinite(value):
        raise Misread("not_finite")
    if abs(value) > LARGEST_NUMBER:
        raise Misread("too_large", limit=f"{LARGEST_NUMBER:,}")
    return Fraction(repr(value)) if isinstance(value, float) else Fraction(value)


def _added(value: Any, column: Column) -> Fraction:
    if _beyond_reading(value):
        raise Misread("too_large", limit=f"{LARGEST_NUMBER:,}")
    figure = figure_of(value, column)
    amount = stored(figure, STANDARD[family_of(column.kind)])
    whole = column.kind in (Kind.COUNT, Kind.YEAR, Kind.DATE)
    if whole and amount.denominator != 1:
        raise Misread("not_whole")
    if abs(amount) > (_LONGEST_SHIFT if column.kind is Kind.DATE else LARGEST_NUMBER):
        raise Misread(
            "too_large", limit=f"{_LONGEST_SHIFT if column.kind is Kind.DATE else LARGEST_NUMBER:,}"
        )
    return amount


def setting_value(value: Any, at: Place, gathered: Gathered) -> None:
    """Gather a fault where a setting's new value holds a number beyond all measure.

    Whether the setting may have the value is seen once all changes are made.
    """
    if _beyond_reading(value):
        gathered.fault("too_large", at, limit=f"{LARGEST_NUMBER:,}")


def setting_amount(value: Any, at: Place, gathered: Gathered) -> Fraction | None:
    """Return the factor or the addend of a setting; days where the setting is a date."""
    try:
        return _plain_amount(value)
    except Misread as wrong:
        gathered.fault(wrong.code, at, **{"example": "0.5", **wrong.wrong.words})
        return None


def _beyond_reading(value: Any) -> bool:
    """Say whether a number somewhere in a value has more digits than Python writes."""
    if isinstance(value, int):
        return abs(value) > 10**30
    if isinstance(value, dict):
        return any(map(_beyond_reading, value.values()))
    return isinstance(value, list | tuple) and any(map(_beyond_reading, value))


def _fault(wrong: Wrong, column: Column, at: Place, gathered: Gathered) -> None:
    """Gather what is wrong with a value, in the words in which a cell's fault is told."""
    units = ", ".join(dict.fromkeys(unit.name for unit in FAMILIES[family_of(column.kind)].values()))
    gathered.fault(wrong.code, at, **{"example": column.example or "12", "units": units, **wrong.words})


def read_new_rows(
    rows: Sequence[Mapping[str, Any]], table: type[Table], at: Place, gathered: Gathered
) -> Table | None:
    """Return literal rows as a table, read as a file's would be; each fault names the row, from 1."""
    if any(_beyond_reading(value) for row in rows for value in row.values()):
        gathered.fault("too_large", at, limit=f"{LARGEST_NUMBER:,}")
        return None
    for header in dict.fromkeys(key for row in rows for key in row):
        if match(table, header) is None:
            unknown_column(header, table, at, gathered)
    own = Gathered()
    found = table_of(raw_from_rows(at.file, rows), table, own)
    for fault in own.faults:
        named = f" {fault.row}, {fault.column}" if fault.row else ""
        placed = dataclasses.replace(
            fault, file=at.file, row=at.row, column=f"{at.column}{named}", letter="", sheet=""
        )
        gathered.faults.append(placed)
    return None if own.faults else found
