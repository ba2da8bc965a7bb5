"""The sheet of changes: every value that a what-if changed, with what it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.report.book.sheet import Book, Column
from planner.report.changes import changes_said

if TYPE_CHECKING:
    from planner.report.facts import Document

_BEFORE = 6
"""The column of the old values; that of the new ones follows."""


def changes_sheet(book: Book, document: Document) -> None:
    """Write every changed value; no sheet where there is none."""
    t = book.t
    changes = changes_said(document, t)
    if not changes:
        return
    sheet = book.sheet(t("Changes"), t("Values changed by what-ifs"))
    columns = (
        Column(head=t("What-if"), kind="wrap"),
        Column(head=t("Kind"), kind="center"),
        Column(head=t("Reason"), kind="wrap"),
        Column(head=t("Table")),
        Column(head=t("Row"), most=36),
        Column(head=t("Column"), most=40),
        Column(head=t("Before"), kind="wrap"),
        Column(head=t("After"), kind="wrap"),
    )
    rows = [
        (c.what_if, c.kind, c.reason, c.table, c.row, c.column or t("(whole row)"), c.before, c.after)
        for c in changes
    ]
    last = book.table(sheet, columns, rows)
    for row, change in enumerate(changes, start=last - len(rows)):
        for place, number in enumerate(change.plain, start=_BEFORE):
            if number is not None:  # written again as a number, in a format of its own kind
                kind = "year" if change.is_year else "count" if isinstance(number, int) else "precise"
                sheet.write_number(row, place, number, book.look(kind))
