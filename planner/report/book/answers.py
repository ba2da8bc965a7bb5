"""The sheet of answers 问答: who nearly came a year earlier, limits by worth, how streets fare."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.report.answers import BY_PRICE, limit_rows, nearest_rows, street_lines, street_rows
from planner.report.book.sheet import Column
from planner.report.book.stacked import stack
from planner.report.where import row_names

if TYPE_CHECKING:
    from planner.report.book.sheet import Book
    from planner.report.book.stacked import Part
    from planner.report.facts import Facts


def answers_sheet(book: Book, facts: Facts) -> None:
    """Write the three tables of answers; no sheet where a document has none."""
    if not facts.document.get("answers"):
        return
    t = book.t
    sheet = book.sheet(t("Answers"), t("Answers that the plan gives by itself"), t(BY_PRICE))
    stack(book, sheet, (_streets(book, facts), _limits(book, facts), _nearest(book, facts)), top=3)
    sheet.freeze_panes(2, 1)


def _streets(book: Book, facts: Facts) -> Part:
    t = book.t
    note = t.pick("; ", "；").join(street_lines(facts.document, t, 3))
    columns: tuple[Column, ...] = (
        Column(head=t("Street"), most=26),
        Column(head=t("Households"), kind="count", total=True),
        Column(head=t("Share of households"), kind="share"),
        Column(head=t("Households that answered"), kind="count", total=True),
        Column(head=t("Share of votes"), kind="share"),
        Column(head=t("Share of money"), kind="share"),
        Column(head=t("Share of benefit"), kind="share"),
        Column(head=t("Mean wait (years)"), kind="wan"),
        Column(head=t("Support of the works"), kind="share"),
        Column(head=t("Interval (90 %)"), kind="center"),
        Column(head=t("How sure"), kind="center"),
    )
    rows = street_rows(facts.document, t)
    if not any(row[3] for row in rows):
        rows = [(*row[:3], *row[5:8]) for row in rows]
        columns = (*columns[:3], *columns[5:8])
    return t("How each street fares"), note, columns, rows


def _limits(book: Book, facts: Facts) -> Part:
    t = book.t
    note = t("What one step more of each limit would add to the aim, in household-years.")
    columns = (
        Column(head=t("Limit"), most=26),
        Column(head=t("Worth"), kind="count"),
        Column(head=t("One step"), kind="center"),
        Column(head=t("Left"), kind="center"),
        Column(head=t("Where"), kind="wrap"),
    )
    rows = [
        (limit, worth, step, left, where)
        for limit, where, step, worth, left in limit_rows(facts.document, t, row_names(facts.programme, t))
    ]
    return t("Limits by worth"), note, columns, rows


def _nearest(book: Book, facts: Facts) -> Part:
    t = book.t
    note = t("Loss: what the aim would lose if the estate started in the year before, in household-years.")
    columns = (
        Column(head=t("Estate"), most=26),
        Column(head=t("Households"), kind="count"),
        Column(head=t("Planned year"), kind="year"),
        Column(head=t("Year before"), kind="year"),
        Column(head=t("Loss"), kind="number"),
        Column(head=t("Street"), kind="center"),
        Column(head=t("What it lacked"), kind="wrap"),
    )
    rows = [
        (name, households, own, year, loss, street, lacked.replace(t.pick("; ", "；"), "\n"))
        for name, street, households, own, year, loss, lacked in nearest_rows(
            facts.document, t, row_names(facts.programme, t)
        )
    ]
    return t("Estates that most nearly came a year earlier"), note, columns, rows
