"""One way to lay out a sheet: title, note, header, rows, totals; frozen, filtered, ready to print on A3."""

from __future__ import annotations

import datetime
import math
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from planner.report.units import COUNT, WAN

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from planner.words import Words

ACCENT, PALE, LINE, MUTED = "#0B4F6C", "#E3EDF3", "#D5DCE2", "#52606D"
FORMATS: dict[str, dict[str, Any]] = {
    "text": {"align": "left", "indent": 1},
    "wrap": {"align": "left", "indent": 1, "text_wrap": True},
    "center": {"align": "center"},
    "count": {"num_format": COUNT},
    "wan": {"num_format": f'{WAN};-{WAN};"–"'},
    "number": {"num_format": "#,##0.##"},
    "decimal": {"num_format": "#,##0.00"},
    "precise": {"num_format": "#,##0.00####"},
    "share": {"num_format": "0.0%"},
    "gap": {"num_format": "0.00%"},
    "date": {"num_format": "yyyy-mm-dd", "align": "center"},
    "year": {"num_format": "0", "align": "center"},
}
"""Cell formats by kind of column."""
_WIDTHS = {
    "count": 7.0,
    "wan": 8.5,
    "number": 11.0,
    "decimal": 11.0,
    "precise": 13.0,
    "share": 8.0,
    "gap": 8.0,
    "date": 10.5,
    "year": 7.0,
}
A3 = 8


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column of a sheet: its header, what kind of cells it holds, whether it is totalled, its widest width.

    ``group`` is the header above, shared by neighbouring columns that name the same.
    """

    head: str
    kind: str = "text"
    total: bool = False
    most: float = 44.0
    group: str = ""


@dataclass(eq=False)
class Book:
    """A workbook being written: XlsxWriter's own, the words, the programme's name, the foot of every page."""

    workbook: Any
    t: Words
    name: str
    foot: str
    _formats: dict[tuple[str, ...], Any] = field(default_factory=dict)

    def look(self, kind: str, *marks: str) -> Any:
        """Return the cell format of a kind of column, marked as ``total`` or ``framed``."""
        if (kind, *marks) not in self._formats:
            look = {
                "valign": "vcenter",
                "bottom": 1,
                "bottom_color": LINE,
                **FORMATS[kind],
            }
            if "total" in marks:
                look |= {"bold": True, "bg_color": PALE, "top": 1, "top_color": ACCENT}
            if "framed" in marks:
                look |= {"border": 1, "border_color": MUTED, "valign": "vcenter"}
            self._formats[kind, *marks] = self.workbook.add_format(look)
        return self._formats[kind, *marks]

    def style(self, **look: Any) -> Any:
        """Return a cell format of its own."""
        key = tuple(f"{name}={value}" for name, value in look.items())
        if key not in self._formats:
            self._formats[key] = self.workbook.add_format(look)
        return self._formats[key]

    def sheet(self, name: str, title: str, note: str = "", header: int = 2) -> Any:
        """Begin a sheet with title and note, set up for A3 landscape; ``header`` is the row that repeats."""
        sheet = self.workbook.add_worksheet(name)
        sheet.write_string(0, 0, title, self.style(bold=True, font_size=15, font_color=ACCENT))
        sheet.write_string(1, 0, note, self.style(font_color=MUTED, font_size=9))
        sheet.set_row(0, 24)
        sheet.set_landscape()
        sheet.set_paper(A3)
        sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(header)
        sheet.set_footer(f"&L&8{self.foot}&C&8&A&R&8&P / &N")
        sheet.hide_gridlines(2)
        return sheet

    def heads(self) -> Any:
        """Return the format of the headings of columns."""
        return self.style(
            bold=True,
            font_color="#FFFFFF",
            bg_color=ACCENT,
            text_wrap=True,
            valign="vcenter",
            align="center",
            border=1,
            border_color="#FFFFFF",
        )

    def table(
        self,
        sheet: Any,
        columns: Sequence[Column],
        rows: Sequence[Sequence[Any]],
        top: int = 2,
        frozen: int = 1,
    ) -> int:
        """Write header, rows and totals from row ``top``, with a filter; return the row after the last."""
        heads = self.heads()
        for place, column in enumerate(columns):
            sheet.write_string(top, place, column.head, heads)
        sheet.set_row(top, 32 if self.t.lang == "zh" else 44)
        last = self.rows(sheet, columns, rows, top + 1)
        if rows:
            sheet.autofilter(top, 0, last - 1, len(columns) - 1)
        set_widths(sheet, columns, rows)
        if frozen >= 0:
            sheet.freeze_panes(top + 1, frozen)
        return last + self.totals(sheet, columns, rows, last)

    def rows(
        self,
        sheet: Any,
        columns: Sequence[Column],
        rows: Sequence[Sequence[Any]],
        top: int,
        marks: Sequence[str] = (),
    ) -> int:
        """Write rows from row ``top``; return the row after the last."""
        looks = [self.look(column.kind, *marks) for column in columns]
        wrapped = [place for place, column in enumerate(columns) if column.kind == "wrap"]
        for number, row in enumerate(rows, start=top):
            lines = max((_lines(row[place], columns[place].most) for place in wrapped), default=1)
            if lines > 1:
                sheet.set_row(number, 6 + 14 * lines)
            for place, value in enumerate(row):
                write_cell(sheet, number, place, value, looks[place])
        return top + len(rows)

    def totals(
        self,
        sheet: Any,
        columns: Sequence[Column],
        rows: Sequence[Sequence[Any]],
        at: int,
        marks: Sequence[str] = ("total",),
    ) -> int:
        """Write a row of totals that follow the filter, if any; return how many rows were written."""
        if not rows or not any(column.total for column in columns):
            return 0
        for place, column in enumerate(columns):
            look = self.look(column.kind, *marks)
            if column.total:
                numbers = (row[place] for row in rows if not isinstance(row[place], str))
                total = round(sum(number or 0 for number in numbers), 6)
                letter = column_letter(place)
                formula = f"=SUBTOTAL(109,{letter}{at - len(rows) + 1}:{letter}{at})"
                sheet.write_formula(at, place, formula, look, total)
            else:
                write_cell(sheet, at, place, self.t("Total") if place == 0 else None, look)
        return 1


def write_cell(sheet: Any, row: int, place: int, value: Any, look: Any) -> None:
    """Write a value as what it is: text never as a formula or link, dates as dates, None as a blank."""
    if value is None or value == "":
        sheet.write_blank(row, place, None, look)
    elif isinstance(value, str):
        sheet.write_string(row, place, value, look)
    elif isinstance(value, datetime.date):
        sheet.write_datetime(row, place, datetime.datetime(value.year, value.month, value.day), look)
    else:
        sheet.write_number(row, place, value, look)


def set_widths(
    sheet: Any, columns: Sequence[Column], rows: Iterable[Sequence[Any]], heads: float = 14.0
) -> None:
    """Make each column as wide as its cells need; headers wider than ``heads`` are broken into lines."""
    widths = [max(_WIDTHS.get(column.kind, 4.0), min(text_width(column.head), heads)) for column in columns]
    for row in rows:
        for place, value in enumerate(row):
            if isinstance(value, str):
                if widths[place] < columns[place].most:  # else no text makes it wider
                    widths[place] = max(widths[place], min(text_width(value), columns[place].most))
            elif isinstance(value, float | int) and columns[place].kind == "wan":
                widths[place] = max(widths[place], len(f"{value:,.2f}") + 1.0)
    for place, width in enumerate(widths):
        sheet.set_column(place, place, width + (2.2 if columns[place].kind in ("text", "wrap") else 1.2))


def _lines(value: Any, width: float) -> int:
    """Return how many lines a text takes in a column of a width."""
    return math.ceil(text_width(value) / (width + 3.0)) if isinstance(value, str) and value else 1


@lru_cache(maxsize=65_536)
def text_width(text: str) -> float:
    """Return the width of the widest line of a text in characters, wide ones counted double."""
    return max(
        sum(2.0 if unicodedata.east_asian_width(c) in "WF" else 1.0 for c in line)
        for line in text.split("\n")
    )


def column_letter(place: int) -> str:
    """Return the letters of a column, counted from 0."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def day(iso: str | None) -> datetime.date | None:
    """Return an ISO date as a date; None where there is none."""
    return datetime.date.fromisoformat(iso) if iso else None
