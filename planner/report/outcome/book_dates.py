"""Sheets of dates and costs: the headline, campaigns, streets, phases, funds, promises."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from planner.report.book.sheet import ACCENT, PALE, Book, Column, day
from planner.report.labels import fund_labels
from planner.report.outcome.labels import promise_label
from planner.report.outcome.said import (
    band_line,
    certificate_line,
    cost_line,
    date_said,
    finish_line,
    planned_line,
    precision_line,
    unfinished_line,
)
from planner.report.outcome.told import proof
from planner.report.units import wan_number
from planner.words import said

if TYPE_CHECKING:
    from collections.abc import Callable

    from planner.words import Words
    from scenarios.model.programme import Programme

Document = dict[str, Any]
PS = ("p50", "p80", "p90")


def headline_sheet(book: Book, document: Document) -> None:
    """Write the first sheet: when it ends, what it costs, how exact that is, and how it can be reproduced."""
    t = book.t
    sheet = book.sheet(t("Headline"), book.name, t("Construction played forward"), header=0)
    sheet.set_column(0, 0, 58)
    sheet.set_column(1, 6, 19)
    lines = [
        finish_line(document, t),
        cost_line(document, t),
        planned_line(document, t),
        unfinished_line(document, t),
        band_line(document, t),
        precision_line(document, t),
        certificate_line(document, t),
    ]
    row = 2
    for line in filter(None, lines):
        look = book.style(text_wrap=True, valign="vcenter", bg_color=PALE, bold=row == 2)
        sheet.merge_range(row, 0, row, 6, line, look)
        sheet.set_row(row, 20 if len(line) < 110 else 34)
        row += 1
    row = _figures(book, sheet, document, row + 1)
    _proof(book, sheet, document, row + 1)
    sheet.freeze_panes(2, 0)
    sheet.activate()


def _figures(book: Book, sheet: Any, document: Document, row: int) -> int:
    """Write finish and cost at each confidence with their half-widths; return the row after them."""
    t, finish, cost = book.t, document["finish"], document["cost"]
    columns = (
        Column(head=t("Figure")),
        Column(head=t("Plan"), kind="date"),
        *(Column(head=head, kind="date") for head in ("P50", "P80", "P90")),
        Column(head=t("± at P80"), kind="number"),
        Column(head=t("Chance that the plan's is kept"), kind="share"),
    )
    for place, column in enumerate(columns):
        sheet.write_string(row, place, column.head, book.heads())
    sheet.set_row(row, 32)
    dates = [day(finish[p]["date"]) if finish[p] else t("unfinished") for p in PS]
    half = finish["p80"] and finish["p80"]["half_width_days"]
    named = t("Finish (± in days)")
    last = (named, day(finish["planned"]), *dates, half, finish["on_time"]["value"])
    book.rows(sheet, columns, [last], row + 1)
    money = (
        Column(head=""),
        *(Column(head="", kind="wan") for _ in range(5)),
        Column(head="", kind="share"),
    )
    sums = [wan_number(cost[p]["value"]) if cost[p] else t("unfinished") for p in PS]
    about = (
        wan_number(cost["p80"]["half_width"])
        if cost["p80"] and cost["p80"]["half_width"] is not None
        else None
    )
    return book.rows(
        sheet,
        money,
        [(t("Cost (10,000 yuan)"), wan_number(cost["planned"]), *sums, about, cost["within"]["value"])],
        row + 2,
    )


def _proof(book: Book, sheet: Any, document: Document, row: int) -> None:
    t = book.t
    sheet.write_string(row, 0, t("Checks"), book.style(bold=True, font_size=12, font_color=ACCENT))
    for at, (name, value) in enumerate(proof(document, t.lang), start=row + 1):
        sheet.write_string(at, 0, name)
        sheet.write_string(at, 1, value)


def _columns(t: Words) -> tuple[Column, ...]:
    """Return the columns that campaigns, streets, phases and funds share."""
    finish, cost = t("Finish"), t("Cost (10,000 yuan)")
    return (
        Column(head=t("Plan"), kind="date", group=finish),
        *(
            Column(head=head, kind=kind, group=finish)
            for p in ("P50", "P80", "P90")
            for head, kind in (
                (p, "date"),
                (t("± days ({p})", p=p), "number"),
                (t("said ({p})", p=p), "center"),
            )
        ),
        Column(head=t("Chance in time"), kind="share", group=finish),
        Column(head=t("Chance unfinished"), kind="share", group=finish),
        Column(head=t("Cost in the plan"), kind="wan", group=cost),
        *(
            Column(head=head, kind="wan", group=cost)
            for p in ("P50", "P80", "P90")
            for head in (t("Cost {p}", p=p), t("± of the cost ({p})", p=p))
        ),
        Column(head=t("Chance within cost"), kind="share", group=cost),
    )


def _cells(row: Document, t: Words) -> tuple[Any, ...]:
    finish, cost = row["finish"], row["cost"]
    dates: list[Any] = []
    sums: list[Any] = []
    for p in PS:
        read, paid = finish[p], cost[p]
        dates += [read and day(read["date"]), read and read["half_width_days"], date_said(read, t)]
        half = paid and paid["half_width"]
        sums += [paid and wan_number(paid["value"]), None if half is None else wan_number(half)]
    return (
        day(finish["planned"]),
        *dates,
        finish["on_time"]["value"],
        finish["unfinished"],
        wan_number(cost["planned"]),
        *sums,
        cost["within"]["value"],
    )


def _note(t: Words) -> str:
    return t("± is half the width of the 95 % interval; said: no finer than it supports; empty: unfinished.")


def campaigns_sheet(book: Book, document: Document) -> None:
    """Write finish and cost of each campaign."""
    t = book.t
    sheet = book.sheet(t("Estates"), t("When estates are finished, and what they cost"), _note(t))
    columns = (
        Column(head=t("Campaign")),
        Column(head=t("Name"), most=30),
        Column(head=t("Street")),
        Column(head=t("Phase"), kind="center"),
        Column(head=t("Households"), kind="count"),
        *_columns(t),
    )
    rows = [
        (row["campaign"], row["name"], row["street"], row["phase"], row["households"], *_cells(row, t))
        for row in document["campaigns"]
    ]
    book.table(sheet, columns, rows, frozen=2)


def _groups(
    book: Book, title: str, head: str, rows: list[Document], named: Callable[[Document], str]
) -> None:
    t = book.t
    sheet = book.sheet(title, title, _note(t))
    columns = (Column(head=head), Column(head=t("Campaigns"), kind="count"), *_columns(t))
    book.table(sheet, columns, [(named(row), row["campaigns"], *_cells(row, t)) for row in rows])


def streets_sheet(book: Book, document: Document) -> None:
    """Write finish and cost by street."""
    t = book.t
    _groups(
        book, t("Streets"), t("Street"), document["streets"], lambda row: row["street"] or t("(no street)")
    )


def phases_sheet(book: Book, document: Document) -> None:
    """Write finish and cost by the period in which campaigns start."""
    t = book.t
    _groups(book, t("Phases"), t("Phase"), document["phases"], lambda row: str(row["phase"]))


def fund_names(programme: Programme, t: Words) -> dict[str, str]:
    """Return what each fund is called."""
    kinds = dict(zip(programme.funds.fund.tolist(), programme.funds.kind.tolist(), strict=True))
    return fund_labels(kinds, t)


def funds_sheet(book: Book, document: Document, programme: Programme) -> None:
    """Write finish and cost of the campaigns that each fund pays for."""
    t, names = book.t, fund_names(programme, book.t)
    _groups(
        book,
        t("Funds"),
        t("Fund"),
        document["funds"],
        lambda row: names.get(row["fund"], row["fund"]) or t("no fund named"),
    )


def promises_sheet(book: Book, document: Document) -> None:
    """Write the chance that each promised date is kept."""
    t = book.t
    sheet = book.sheet(t("Promises"), t("Promised dates, and the chance that they are kept"))
    columns = (
        Column(head=t("Promise"), most=60),
        Column(head=t("Date"), kind="date"),
        Column(head=t("Chance"), kind="share"),
        Column(head=t("± of the chance"), kind="share"),
        Column(head=t("Amount"), kind="number"),
        Column(head=t("Unit")),
        Column(head=t("Reached by then (mean)"), kind="number"),
    )
    rows = [
        (
            promise_label(one, t),
            day(one["by"]),
            one["chance"],
            one["half_width"],
            one["amount"],
            said(one, "unit_said", t.lang),
            one["reached"],
        )
        for one in document["promises"]
    ]
    book.table(sheet, columns, rows)
