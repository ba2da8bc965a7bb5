"""Sheets of money: cash by fund and quarter, and funds' years against their limits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from planner.report.book.sheet import Book, Column, day
from planner.report.outcome.book_dates import fund_names
from planner.report.units import wan, wan_number

if TYPE_CHECKING:
    from scenarios.model.programme import Programme

Document = dict[str, Any]


def cash_sheet(book: Book, document: Document, programme: Programme) -> None:
    """Write what each fund pays by quarter at P10, P50 and P90, beside the plan."""
    t, names = book.t, fund_names(programme, book.t)
    sheet = book.sheet(t("Cash"), t("Cash by quarter (10,000 yuan)"))
    columns = (
        Column(head=t("Fund")),
        Column(head=t("Quarter"), kind="center"),
        Column(head=t("From"), kind="date"),
        *(
            Column(head=head, kind="wan", total=head == t("Plan"))
            for head in (t("Plan"), "P10", "P50", "P90")
        ),
    )
    rows = [
        (
            names.get(row["fund"], row["fund"]),
            row["quarter"],
            day(row["first"]),
            *(wan_number(row[key]) for key in ("planned", "p10", "p50", "p90")),
        )
        for row in document["cash"]
    ]
    book.table(sheet, columns, rows, frozen=2)


def fund_years_sheet(book: Book, document: Document, programme: Programme) -> None:
    """Write each fund's year against what it has there."""
    t, names, pressure = book.t, fund_names(programme, book.t), document["pressure"]
    note = t(
        "Asked for beyond the plan (mean): {asked}; found within the funds: {found}; not covered: "
        "{not_covered} × 10,000 yuan, as much as {scope} campaigns, or {days} days of standing still.",
        asked=wan(pressure["asked"] or 0),
        found=wan(pressure["contingency"] or 0),
        not_covered=wan(pressure["uncovered"] or 0),
        scope=pressure["scope"] or 0,
        days=pressure["stop_days"] or 0,
    )
    sheet = book.sheet(t("Fund years"), t("Funds against their limits (10,000 yuan)"), note)
    columns = (
        Column(head=t("Fund")),
        Column(head=t("Year"), kind="year"),
        *(Column(head=head, kind="wan") for head in (t("Limit"), t("Plan"), "P50", "P80")),
        Column(head=t("Chance overdrawn"), kind="share"),
        Column(head=t("± of the chance"), kind="share"),
        Column(head=t("Lacking then"), kind="wan"),
        Column(head=t("Carried on"), kind="wan"),
    )
    rows = [
        (
            names.get(row["fund"], row["fund"]),
            row["year"],
            None if row["limit"] is None else wan_number(row["limit"]),
            *(wan_number(row[key]) for key in ("planned", "p50", "p80")),
            row["beyond"]["value"],
            row["beyond"]["half_width"],
            wan_number(row["short"]),
            wan_number(row["carried"]),
        )
        for row in document["fund_years"]
    ]
    book.table(sheet, columns, rows, frozen=2)
