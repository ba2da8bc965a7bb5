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

    A last column of wrapped words reaches over to the right edge of the widest table. A column is as wide as
    the widest of the tables needs, up to the widest width of the columns that stand in it. The last table,
    the longest, has the filter.
    """
    heading = book.style(bold=True, font_size=12, font_color=ACCENT)
    muted = book.style(font_color=MUTED, font_size=9)
    heads = book.heads()
    shown = [part for part in parts if part[3]]
    edge = max((len(part[2]) for part in shown), default=0) - 1
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
        if columns[-1].kind == "wrap" and edge >= len(columns):
            _spread(
                book,
                sheet,
                (top, len(columns) - 1, edge),
                [str(row[-1]) for row in rows],
                (columns[-1].head, heads),
            )
        if shown[-1][2] is columns:
            sheet.autofilter(top, 0, last - 1, len(columns) - 1)
        last += book.totals(sheet, columns, rows, last)
        top = last + 1
    _widths(sheet, shown)


def _spread(
    book: Book, sheet: Any, at: tuple[int, int, int], texts: Sequence[str], head: tuple[str, Any]
) -> None:
    """Let header and texts of a last column reach to an edge: ``at`` is (row of the header, column, edge)."""
    top, first, edge = at
    sheet.merge_range(top, first, top, edge, *head)
    for number, text in enumerate(texts, start=top + 1):
        sheet.merge_range(number, first, number, edge, "", book.look("wrap"))
        sheet.write_string(number, first, text, book.look("wrap"))  # text is never a formula or a link
        if "\n" in text:
            sheet.set_row(number, 6 + 14 * (text.count("\n") + 1))


def _widths(sheet: Any, parts: Sequence[Part]) -> None:
    """Make each column wide enough for what stands in it in every table."""
    count = max((len(columns) for _, _, columns, _ in parts), default=0)
    for place in range(count):
        here = [part for part in parts if place < len(part[2]) and not _spreads(part[2], place, count)]
        column = _widest([columns[place] for _, _, columns, _ in here])
        cells = [(row[place],) for _, _, _, rows in here for row in rows]
        set_widths(_At(sheet, place), (column,), cells)


def _spreads(columns: Sequence[Column], place: int, count: int) -> bool:
    """Say whether a column reaches over others, whose widths it leaves alone."""
    return place == len(columns) - 1 < count - 1 and columns[place].kind == "wrap"


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
