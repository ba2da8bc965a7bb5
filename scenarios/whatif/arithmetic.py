"""Scaling and adding, exactly as one would on paper: 0.57 × 0.1 is 0.057, and money stays whole fen."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np

from scenarios.tables.column import Column, Kind
from scenarios.tables.dates import span_of
from scenarios.tables.numbers import Misread, Wrong, check_limits
from scenarios.tables.units import STANDARD, family_of
from scenarios.whatif.what_if import Action

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scenarios.tables.column import Table

_WHOLE = frozenset({Kind.COUNT, Kind.MONEY, Kind.YEAR})


@dataclass(frozen=True, kw_only=True)
class Worked:
    """New values of the rows ``rows``; ``empty`` rows held nothing, ``wrong`` ones left the column's limits.

    A wrong row comes with what is wrong and the value that would have stood there, in the stored unit.
    """

    rows: NDArray[np.int64]
    values: NDArray[Any]
    empty: NDArray[np.int64]
    wrong: tuple[tuple[int, Wrong, Any], ...] = ()


def worked(table: Table, column: Column, rows: NDArray[np.int64], action: Action, amount: Fraction) -> Worked:
    """Return what scaling or adding makes of some rows of a column.

    Whole numbers and fen are rounded to the nearest, halves to even. An empty cell counts as its default;
    without one it stays empty.
    """
    values = getattr(table, column.name)
    filled = table.given.get(column.name, np.zeros(len(table), dtype=bool))
    holds = filled[rows] if column.default is None else np.ones(len(rows), dtype=bool)
    there = rows[holds]
    made = values[there]  # fancy indexing: a copy
    wrong: list[tuple[int, Wrong, Any]] = []
    for i, value in enumerate(values[there].tolist()):
        new = _moved(value, amount) if column.kind is Kind.DATE else _number(value, column, action, amount)
        try:
            _check(new, column)
        except Misread as fault:
            wrong.append((int(there[i]), fault.wrong, new))
        else:
            made[i] = new
    sound = ~np.isin(there, [row for row, _, _ in wrong])
    return Worked(rows=there[sound], values=made[sound], empty=rows[~holds], wrong=tuple(wrong))


def exactly(value: float | int, action: Action, amount: Fraction) -> Fraction:
    """Return a number scaled by, or with added, an amount; a float counts as the decimal it is written as."""
    exact = Fraction(repr(value)) if isinstance(value, float) else Fraction(value)
    return exact * amount if action is Action.SCALE else exact + amount


def _number(value: float | int, column: Column, action: Action, amount: Fraction) -> float | int:
    new = exactly(value, action, amount)
    return round(new) if column.kind in _WHOLE else float(new)


def _moved(value: datetime.date, amount: Fraction) -> datetime.date | None:
    """Return a day so many days later; None where the calendar ends before."""
    try:
        return value + datetime.timedelta(days=int(amount))
    except OverflowError:
        return None


def _check(value: Any, column: Column) -> None:
    if column.kind is Kind.DATE and value is None:
        raise Misread("no_such_day")
    if column.kind is Kind.DATE:
        span_of(value)  # raises where the day is beyond all reason
    else:
        check_limits(value, column, STANDARD[family_of(column.kind)])
