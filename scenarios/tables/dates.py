"""Dates, as planners write them: days, months, quarters, half-years and years."""

from __future__ import annotations

import calendar
import datetime
import math
import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scenarios.tables.numbers import Misread

if TYPE_CHECKING:
    from scenarios.tables.raw import Cell

_DAY = re.compile(r"^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?$")
_MONTH = re.compile(r"^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*月?份?$")
_COMPACT = re.compile(r"^((?:19|20|21)\d{2})(\d{2})(\d{2})$")
_QUARTER = re.compile(r"^(\d{4})\s*[年\-/. ]?\s*(?:[qQ]([1-4])|第?([一二三四1234])季度?)$")
_HALF = re.compile(r"^(\d{4})\s*[年\-/. ]?\s*(?:[hH]([12])|([上下])半年)$")
_YEAR = re.compile(r"^(\d{4})\s*年?(?:度)?$")
_TIME_OF_DAY = re.compile(r"^(.*?\d日?)[T\s]+0?0:00(?::00(?:\.0+)?)?$")
_ORDINAL = {"一": 1, "二": 2, "三": 3, "四": 4}
FIRST_YEAR, LAST_YEAR = 1850, 2200
_SERIAL_ZERO = datetime.date(1899, 12, 30)


@dataclass(frozen=True)
class Span:
    """The days a date names: a single day, or the first and last of a month, quarter, half-year or year."""

    first: datetime.date
    last: datetime.date


def span_of(cell: Cell) -> Span:
    """Return the days that a cell names."""
    if isinstance(cell, datetime.datetime):
        return _checked(Span(cell.date(), cell.date()))
    if isinstance(cell, datetime.date):
        return _checked(Span(cell, cell))
    if cell is None or isinstance(cell, bool | datetime.time | datetime.timedelta):
        raise Misread("not_a_date")
    if isinstance(cell, int | float):
        return _checked(_from_number(cell))
    return _checked(_from_text(unicodedata.normalize("NFKC", cell).strip()))


def _checked(span: Span) -> Span:
    if not FIRST_YEAR <= span.first.year <= LAST_YEAR:
        raise Misread("no_such_day")
    return span


def _from_number(number: float) -> Span:
    """Read a number from a workbook: a year, a day written as 20210301, or Excel's count of days."""
    if not math.isfinite(number) or number != int(number):
        raise Misread("not_a_date")
    whole = int(number)
    if FIRST_YEAR <= whole <= LAST_YEAR:
        return _months(whole, 1, 12)
    if _COMPACT.match(str(whole)):
        return _from_text(str(whole))
    if 20_000 <= whole <= 110_000:  # 1954 to 2201 as Excel counts days
        day = _SERIAL_ZERO + datetime.timedelta(days=whole)
        return Span(day, day)
    raise Misread("not_a_date")


def _from_text(text: str) -> Span:
    at_midnight = _TIME_OF_DAY.match(text)
    if at_midnight:
        text = at_midnight[1]
    if found := _DAY.match(text) or _COMPACT.match(text):
        return _day(*(int(part) for part in found.groups()))
    if found := _MONTH.match(text):
        if not 1 <= int(found[2]) <= 12:
            raise Misread("no_such_day")
        return _months(int(found[1]), int(found[2]), 1)
    if found := _QUARTER.match(text):
        number = int(found[2]) if found[2] else _ORDINAL.get(found[3]) or int(found[3])
        return _months(int(found[1]), 3 * number - 2, 3)
    if found := _HALF.match(text):
        second = found[2] == "2" or found[3] == "下"
        return _months(int(found[1]), 7 if second else 1, 6)
    if found := _YEAR.match(text):
        return _months(int(found[1]), 1, 12)
    if text.isdecimal() and len(text) == 5:  # Excel's count of days, saved as text
        return _from_number(int(text))
    raise Misread("not_a_date")


def _day(year: int, month: int, day: int) -> Span:
    try:
        date = datetime.date(year, month, day)
    except ValueError:
        raise Misread("no_such_day") from None
    return Span(date, date)


def _months(year: int, first: int, many: int) -> Span:
    if not 1 <= year <= 9999:
        raise Misread("no_such_day")
    last = first + many - 1
    return Span(datetime.date(year, first, 1), datetime.date(year, last, calendar.monthrange(year, last)[1]))
