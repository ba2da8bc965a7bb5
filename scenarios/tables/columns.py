"""One column of a sheet into one array: all at once, and cell by cell only where a cell is odd."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from itertools import repeat
from typing import TYPE_CHECKING, Any

import numpy as np
from pydantic_core import SchemaValidator, core_schema

from scenarios.tables.column import Column, Kind
from scenarios.tables.dates import span_of
from scenarios.tables.numbers import (
    LARGEST,
    LARGEST_NUMBER,
    Figure,
    Misread,
    Wrong,
    check_limits,
    figure_of,
    stored,
)
from scenarios.tables.texts import choice_of, flag_of, levels_of, names_of, text_of
from scenarios.tables.units import STANDARD, Unit, family_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from numpy.typing import NDArray

    from scenarios.tables.raw import Cell

_FLOATS = SchemaValidator(
    core_schema.list_schema(
        core_schema.with_default_schema(core_schema.float_schema(), default=math.nan, on_error="default")
    )
)
"""Reads all cells of a column in one go; what is no plain number becomes NaN."""
_EPOCH = 719_163  # the ordinal of 1970-01-01, from which numpy counts days
_NO_DAY = np.iinfo(np.int64).min
_PLAIN = frozenset({str, float, int})
_NUMERIC = frozenset({Kind.COUNT, Kind.NUMBER, Kind.SHARE, Kind.MONEY, Kind.AREA, Kind.YEAR})
_EMPTY_VALUES: dict[Kind, Any] = {
    Kind.TEXT: "",
    Kind.CHOICE: "",
    Kind.NAMES: (),
    Kind.LEVELS: (),
    Kind.COUNT: 0,
    Kind.YEAR: 0,
    Kind.MONEY: 0,
    Kind.FLAG: False,
}


@dataclass(frozen=True)
class ReadColumn:
    """A column as read: values, which cells were filled, and what was wrong, by row.

    ``own_units`` and ``rounded`` are rows whose cell named its own unit, or an amount finer than 0.01 yuan.
    """

    values: NDArray[Any]
    given: NDArray[np.bool_]
    misread: tuple[tuple[int, Wrong], ...] = ()
    own_units: tuple[int, ...] = ()
    rounded: tuple[int, ...] = ()


@dataclass
class _Odd:
    """What was found odd while a column is read."""

    misread: list[tuple[int, Wrong]] = field(default_factory=list)
    own_units: list[int] = field(default_factory=list)
    rounded: list[int] = field(default_factory=list)


def read_column(column: Column, cells: Sequence[Cell], unit: Unit | None = None) -> ReadColumn:
    """Read the cells of one column; ``unit`` is the one its header states."""
    if column.kind in _NUMERIC:
        return _read_numbers(column, cells, unit or STANDARD[family_of(column.kind)])
    if column.kind is Kind.TEXT:
        return _read_texts(column, cells)
    reader = _READERS[column.kind]
    return _read_by_value(column, cells, lambda cell: reader(cell, column))


def absent_column(column: Column, rows: int) -> ReadColumn:
    """Return a column that is not there: its default in every row."""
    return ReadColumn(_filled(column, rows), np.zeros(rows, dtype=bool))


def _filled(column: Column, rows: int) -> NDArray[Any]:
    """Return an array that holds what stands for an empty cell."""
    if column.kind is Kind.DATE:
        return np.full(rows, np.datetime64("NaT", "D"), dtype="datetime64[D]")
    default = column.default if column.default is not None else _EMPTY_VALUES.get(column.kind, np.nan)
    if column.kind in (Kind.TEXT, Kind.CHOICE, Kind.NAMES, Kind.LEVELS):
        if default == ():
            return np.fromiter(repeat((), rows), dtype=object, count=rows)
        return np.full(rows, default, dtype=object)
    return np.full(rows, default, dtype=_DTYPES.get(column.kind, np.float64))


_DTYPES: dict[Kind, Any] = {
    Kind.COUNT: np.int64,
    Kind.YEAR: np.int64,
    Kind.MONEY: np.int64,
    Kind.FLAG: np.bool_,
}


# ---- words and dates: each different cell is read once ----


def _read_texts(column: Column, cells: Sequence[Cell]) -> ReadColumn:
    odd = _Odd()
    kinds = set(map(type, cells))
    texts: list[str]
    if kinds <= {str} and "".join(cells).isprintable():  # type: ignore[arg-type]
        texts = list(map(str.strip, cells))  # type: ignore[arg-type]
    else:
        texts = [_tried(text_of, cell, i, odd, "") for i, cell in enumerate(cells)]
    values = np.empty(len(texts), dtype=object)
    values[:] = texts
    given = np.fromiter(map(bool, texts), dtype=bool, count=len(texts))
    if column.default:
        values[~given] = column.default
    return ReadColumn(values, given, tuple(odd.misread))


def _read_by_value(column: Column, cells: Sequence[Cell], read: Callable[[Cell], Any]) -> ReadColumn:
    """Read a column whose cells repeat themselves: each different cell is understood once."""
    keys: Sequence[Any] = cells
    if len(set(map(type, cells)) - {str, type(None)}) > 1:  # True and 1.0 must not be taken for each other
        keys = [(type(cell), cell) for cell in cells]
    different = dict(zip(keys, cells, strict=True))
    misread: dict[Any, Wrong] = {}
    understood: list[Any] = []
    for key, cell in different.items():
        understood.append(None)
        if not is_empty(cell):
            try:
                understood[-1] = read(cell)
            except Misread as wrong:
                misread[key] = wrong.wrong
    number = {key: i for i, key in enumerate(different)}
    which = np.fromiter(map(number.__getitem__, keys), dtype=np.int64, count=len(keys))
    given = np.array([value is not None for value in understood], dtype=bool)[which]
    bad = tuple((i, misread[key]) for i, key in enumerate(keys) if key in misread) if misread else ()
    return ReadColumn(_values_of(understood, column)[which], given, bad)


def _values_of(understood: list[Any], column: Column) -> NDArray[Any]:
    """Return understood cells as an array, the column's default where nothing was there."""
    if column.kind is Kind.DATE:
        days = [_NO_DAY if value is None else value for value in understood]
        return np.array(days, dtype=np.int64).view("datetime64[D]")
    values = _filled(column, len(understood))
    for i, value in enumerate(understood):
        if value is not None:
            values[i] = value
    return values


def is_empty(cell: Cell) -> bool:
    """Say whether nothing is in a cell."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def _tried(read: Callable[[Cell], Any], cell: Cell, row: int, odd: _Odd, otherwise: Any) -> Any:
    try:
        return read(cell)
    except Misread as wrong:
        odd.misread.append((row, wrong.wrong))
        return otherwise


def _day(cell: Cell, column: Column) -> int:
    span = span_of(cell)
    return (span.last if column.edge == "last" else span.first).toordinal() - _EPOCH


_READERS: dict[Kind, Callable[[Cell, Column], Any]] = {
    Kind.NAMES: lambda cell, column: names_of(cell, column) or None,
    Kind.LEVELS: lambda cell, column: levels_of(cell, column) or None,
    Kind.CHOICE: choice_of,
    Kind.FLAG: flag_of,
    Kind.DATE: _day,
}


# ---- numbers ----


def _read_numbers(column: Column, cells: Sequence[Cell], unit: Unit) -> ReadColumn:
    """Read numbers: plain ones together, odd ones (full width, commas, units) one by one."""
    written, given, slow = _plain_numbers(cells, 15 if column.kind is Kind.MONEY else 0)
    values = _scaled(written, unit, column)
    slow.update(np.flatnonzero(given & ~_surely_fine(values, column)).tolist())
    odd = _Odd()
    exact: dict[int, int | float] = {}
    for i in sorted(slow):
        given[i] = not is_empty(cells[i])
        if not given[i]:
            continue
        try:
            exact[i] = _one_number(cells[i], column, unit, i, odd)
        except Misread as wrong:
            odd.misread.append((i, wrong.wrong))
            given[i] = False
    filled = _filled(column, len(cells))
    usual = given.copy()
    usual[list(exact)] = False
    filled[usual] = np.rint(values[usual]) if filled.dtype == np.int64 else values[usual]
    for i, value in exact.items():
        filled[i] = value
    return ReadColumn(filled, given, tuple(odd.misread), tuple(odd.own_units), tuple(odd.rounded))


def _scaled(written: NDArray[np.float64], unit: Unit, column: Column) -> NDArray[np.float64]:
    """Return numbers in the stored unit; 57 in percent is exactly 0.57, as if it had been written so."""
    factor = unit.factor
    if factor == 1:
        return written
    if column.kind is Kind.MONEY:  # rounded to whole fen afterwards
        return written * float(factor)
    power = round(math.log10(factor))
    if factor == Fraction(10) ** power:
        return np.array([float(Decimal(repr(n)).scaleb(power)) for n in written.tolist()])
    return written * factor.numerator / factor.denominator


def _plain_numbers(
    cells: Sequence[Cell], longest: int
) -> tuple[NDArray[np.float64], NDArray[np.bool_], set[int]]:
    """Return the numbers of plain cells, which cells are filled, and the rows to be read with care.

    ``longest`` is the length of text beyond which a float may lose digits, 0 where that does not matter.
    """
    kinds = set(map(type, cells))
    given = _filled_cells(cells, kinds)
    numbers = np.fromiter(_FLOATS.validate_python(cells), dtype=np.float64, count=len(cells))
    slow = set(np.flatnonzero(given & np.isnan(numbers)).tolist())
    if not kinds <= _PLAIN:  # True is no number, though Python takes it for one
        slow |= {i for i, cell in enumerate(cells) if type(cell) not in _PLAIN and cell is not None}
    if str in kinds:
        # Python takes 1_000 for a number, and digits beyond a float's must not be lost
        texts: Any = cells if kinds == {str} else [cell for cell in cells if type(cell) is str]
        if "_" in "".join(texts) or (longest and max(map(len, texts)) > longest):
            slow |= {i for i, c in enumerate(cells) if type(c) is str and ("_" in c or 0 < longest < len(c))}
    return numbers, given, slow


def _filled_cells(cells: Sequence[Cell], kinds: set[type]) -> NDArray[np.bool_]:
    """Return which cells hold anything; a zero does."""
    if not kinds & {str, type(None)}:
        return np.ones(len(cells), dtype=bool)
    if kinds <= {str, type(None)}:
        return np.fromiter(map(bool, cells), dtype=bool, count=len(cells))
    return np.fromiter((cell != "" and cell is not None for cell in cells), dtype=bool, count=len(cells))


def _surely_fine(values: NDArray[np.float64], column: Column) -> NDArray[np.bool_]:
    """Say which values are within all limits and exact; the others are looked at one by one."""
    largest = LARGEST.get(column.kind, LARGEST_NUMBER)
    fine = np.abs(values) <= largest  # also false where there is no number
    if column.kind in (Kind.COUNT, Kind.YEAR):
        fine &= values == np.rint(values)
    elif column.kind is Kind.MONEY:
        with np.errstate(invalid="ignore"):  # of two infinities
            fine &= np.abs(values - np.rint(values)) < 1e-3
    if column.minimum is not None:
        fine &= values >= column.minimum
    if column.maximum is not None:
        fine &= values <= column.maximum
    return fine


def _one_number(cell: Cell, column: Column, unit: Unit, row: int, odd: _Odd) -> int | float:
    figure = _year(cell, column) if column.kind is Kind.YEAR else figure_of(cell, column)
    value = stored(figure, unit)
    check_limits(float(value), column, figure.unit or unit)
    if figure.unit is not None and figure.unit.factor != unit.factor:
        odd.own_units.append(row)
    if column.kind is Kind.MONEY:
        if abs(value - round(value)) > 1e-6:
            odd.rounded.append(row)
        return round(value)  # half to even
    return int(value) if column.kind in (Kind.COUNT, Kind.YEAR) else float(value)


def _year(cell: Cell, column: Column) -> Figure:
    """Return a year, also where a day or month of it is given."""
    try:
        return figure_of(cell, column)
    except Misread as wrong:
        if wrong.code != "not_a_number":
            raise
    try:
        return Figure(Fraction(span_of(cell).first.year))
    except Misread:
        raise Misread("not_a_year") from None


def rows_of(numbers: Iterable[int], shown: int = 12) -> str:
    """Return row numbers as a sentence lists them."""
    numbers = list(numbers)
    text = ", ".join(map(str, numbers[:shown]))
    return text + (f" … ({len(numbers)})" if len(numbers) > shown else "")
