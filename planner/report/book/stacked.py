"""Several tables on one sheet, one below the other, under headings of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from planner.report.book.sheet import ACCENT, MUTED, Column, set_widths, text_width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.report.book.sheet import Book

Part = tuple[str, str, "Sequence[Column]", "Sequence[Sequence[Any]]"]
"""Heading, note, columns and rows of a table."""


def stack(book: Book, sheet: Any, parts: Sequence[Part], top: int = 2) -> None:
    """Write tables below each other from row ``top``; those without rows are left away.

    A column of the sheet is as wide as the widest of the tables needs, up to the widest width of the columns
    that stand in it; the last, longest one has the filter.
    """
    heading = book.style(bold=True, font_size=12, font_color=ACCENT)
    muted = book.style(font_color=MUTED, font_size=9)
    heads = book.style(
        bold=True,
        font_color="#FFFFFF",
        bg_color=ACCENT,
        text_wrap=True,
        valign="vcenter",
        align="center",
        border=1,
        border_color="#FFFFFF",
    )
    shown = [part for part in parts if part[3]]
    for title, note, columns, rows in shown:
        sheet.write_string(top, 0, title, heading)
        sheet.set_row(top, 22)
        if note:
            sheet.write_string(top + 1, 0, note, muted)
        top += 2 if note else 1
        for place, column in enumerate(columns):
            sheet.write_string(top, place, column.head, heads)
        sheet.set_row(top, 32 if book.t.lang == "zh" else 44)
        last = book.rows(sheet, columns, rows, top + 1)
        if shown[-1][2] is columns:
            sheet.autofilter(top, 0, last - 1, len(columns) - 1)
        last += book.totals(sheet, columns, rows, last)
        top = last + 1
    _widths(sheet, shown)


def _widths(sheet: Any, parts: Sequence[Part]) -> None:
    """Make each column wide enough for what stands in it in every table."""
    count = max((len(columns) for _, _, columns, _ in parts), default=0)
    for place in range(count):
        column = _widest([columns[place] for _, _, columns, _ in parts if place < len(columns)])
        cells = [(row[place],) for _, _, columns, rows in parts if place < len(columns) for row in rows]
        set_widths(_At(sheet, place), (column,), cells)


def _widest(columns: Sequence[Column]) -> Column:
    """Return a column that stands for several: text where any holds words, the longest header."""
    words = [column for column in columns if column.kind in ("text", "wrap")]
    kind = words[0].kind if words else columns[0].kind
    head = max((column.head for column in columns), key=text_width)
    return Column(head=head, kind=kind, most=max(column.most for column in words or columns))


class _At:
    """A sheet of which one column is set."""

    def __init__(self, sheet: Any, place: int) -> None:
        self._sheet, self._place = sheet, place

    def set_column(self, first: int, last: int, width: float) -> None:
        """Set the width of the column."""
        self._sheet.set_column(self._place + first, self._place + last, width)
