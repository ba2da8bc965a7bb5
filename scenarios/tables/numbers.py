"""Numbers, as planners write them: full width, thousands commas, currency signs, percent, units."""

from __future__ import annotations

import datetime
import math
import re
import unicodedata
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from scenarios.tables.column import Column, Kind
from scenarios.tables.units import FOREIGN, Unit, any_unit, family_of, plain, unit_of

if TYPE_CHECKING:
    from scenarios.tables.raw import Cell

LARGEST = {Kind.MONEY: 10**15, Kind.COUNT: 10**12, Kind.YEAR: 10**4}
"""Largest values that can be meant, in the stored unit: ten trillion yuan, a trillion households."""
LARGEST_NUMBER = 10**15
_NUMBER = re.compile(
    r"^(?P<sign>[+-]?)(?P<digits>\d+(?:,\d{3})*|\d{1,3}(?: \d{3})+|(?=\.\d))(?P<fraction>\.\d*)?"
    r"(?P<power>[eE][+-]?\d{1,3})?\s*(?P<unit>[^\d\s.,+\-].{0,20})?$"
)
_COMMAS = re.compile(r"^\d{1,3}(,\d{3})+$")
_MINUS = str.maketrans({"−": "-", "–": "-", "—": "-", "﹣": "-", "－": "-"})
_SIGNS = re.compile(r"^([+-]?)\s*(?:[¥￥$]|rmb|cny|人民币)\s*", re.IGNORECASE)


@dataclass(frozen=True)
class Wrong:
    """What is wrong with a cell, kept without the exception, which would keep all cells alive."""

    code: str
    words: dict[str, Any]


class Misread(Exception):  # noqa: N818 - it never leaves the reading of a cell
    """A cell cannot be what its column wants; ``code`` and ``words`` as in a fault."""

    def __init__(self, code: str, **words: Any) -> None:
        """Keep the code and the words that fill its sentences."""
        super().__init__(code)
        self.wrong = Wrong(code, words)

    @property
    def code(self) -> str:
        """Kind of fault."""
        return self.wrong.code


@dataclass(frozen=True)
class Figure:
    """A number as written, and the unit that the cell itself names."""

    value: Fraction
    unit: Unit | None = None


def figure_of(cell: Cell, column: Column) -> Figure:
    """Return the exact number that a cell holds."""
    if isinstance(cell, bool | datetime.date | datetime.time | datetime.timedelta):
        raise Misread("not_a_number")
    if isinstance(cell, int | float):
        if not math.isfinite(cell):
            raise Misread("not_finite")
        return Figure(Fraction(repr(cell)) if isinstance(cell, float) else Fraction(cell))
    return _written(str(cell), column)


def _written(text: str, column: Column) -> Figure:
    wide = unicodedata.normalize("NFKC", text).translate(_MINUS).strip().strip("'")
    if wide.casefold().strip("+-") in {"nan", "inf", "infinity"}:
        raise Misread("not_finite")
    if wide.startswith("(") and wide.endswith(")"):  # an accountant's negative
        wide = "-" + wide[1:-1].strip()
    if wide.startswith("$") or wide.startswith("US$"):
        raise Misread("wrong_unit_in_cell", said="$")
    wide = _SIGNS.sub(r"\1", wide)
    found = _NUMBER.match(wide)
    if found is None or ("," in found["digits"] and not _COMMAS.match(found["digits"])):
        raise Misread("not_a_number")
    digits = found["digits"].replace(",", "").replace(" ", "") or "0"
    if len(digits) > 40:
        raise Misread("too_large", limit=f"{LARGEST_NUMBER:,}")
    power = int((found["power"] or "e0")[1:])
    if abs(power) > 40:
        raise Misread("too_large", limit=f"{LARGEST_NUMBER:,}")
    value = Fraction(digits + (found["fraction"] or "").rstrip(".")) * Fraction(10) ** power
    unit = _unit_in_cell(found["unit"], column) if found["unit"] else None
    return Figure(-value if found["sign"] == "-" else value, unit)


def _unit_in_cell(said: str, column: Column) -> Unit:
    unit = unit_of(said, column.kind)
    if unit is None and column.kind is Kind.YEAR and plain(said) == "年":
        unit = unit_of("个", Kind.COUNT)
    if unit is not None:
        return unit
    if any_unit(said) is not None or plain(said) in FOREIGN:
        raise Misread("wrong_unit_in_cell", said=said)
    raise Misread("not_a_number")


def stored(figure: Figure, unit: Unit) -> Fraction:
    """Return a figure in the column's stored unit; the cell's own unit goes before the header's."""
    return figure.value * (figure.unit or unit).factor


def check_limits(value: float, column: Column, shown_in: Unit) -> None:
    """Raise what is wrong with a value in the stored unit: too large, below or above the column's limits."""
    largest = LARGEST.get(column.kind, LARGEST_NUMBER)
    if abs(value) > largest:
        raise Misread("too_large", **_limit(largest, shown_in))
    if column.kind in (Kind.COUNT, Kind.YEAR) and value != round(value):
        raise Misread("not_a_year" if column.kind is Kind.YEAR else "not_whole")
    if column.minimum is not None and value < column.minimum:
        code = "negative" if value < 0 <= column.minimum else "below"
        raise Misread(code, **_limit(column.minimum, shown_in))
    if column.maximum is not None and value > column.maximum:
        if column.kind is Kind.SHARE:
            raise Misread("share_above_one", **_share_words(value, shown_in))
        raise Misread("above", **_limit(column.maximum, shown_in))


def _share_words(value: float, shown_in: Unit) -> dict[str, str]:
    written = value / float(shown_in.factor)
    meant = written / 100 if written <= 100 else 1.0
    return {"number": f"{value:g}", "as_share": f"{meant:g}", "as_percent": f"{meant * 100:g}%"}


def _limit(value: float, unit: Unit) -> dict[str, str]:
    """Return a limit in the header's unit, which is the planner's own, in both languages."""
    return {"limit": _in_unit(value, unit, unit.name), "limit_zh": _in_unit(value, unit, unit.zh)}


def _in_unit(value: float, unit: Unit, name: str) -> str:
    number = float(Fraction(value) / unit.factor)
    text = f"{number:,.0f}" if number == round(number) and abs(number) < 1e18 else f"{number:g}"
    if unit.family is Kind.MONEY or unit.family is Kind.AREA:
        text += f" {name}"
    return text + ("%" if unit.name == "%" else "")


def family_unit(column: Column, unit: Unit | None, standard: Unit) -> Unit:
    """Return the unit that the cells of a column are in."""
    return unit if unit is not None and unit.family is family_of(column.kind) else standard
