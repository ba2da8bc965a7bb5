"""The sheets of money: what each fund and payer pays in each year, and what is left of each limit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from planner.report.book.sheet import ACCENT, Book, Column
from planner.report.decided import SHARES, lapse_rows, share_rows
from planner.report.labels import FUND_KINDS, PAYER_OF_KIND, PAYERS, fund_labels
from planner.report.units import wan_number

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from planner.report.facts import Facts

COLOURS = ("#332288", "#44AA99", "#117733", "#DDCC77", "#CC6677", "#88CCEE", "#AA4499", "#999933", "#882255")
"""Colours that differ for every eye (Paul Tol's muted scheme)."""


def money_sheet(book: Book, facts: Facts) -> None:
    """Write money by fund and year, and by payer and year, with a chart of both."""
    t = book.t
    note = t(
        "Money drawn in 10,000 yuan; dues after the last plan year are drawn from nobody and stand apart."
    )
    sheet = book.sheet(t("Money totals"), t("Money by fund and by payer"), note)
    funds = {fund: dict.fromkeys(facts.years, 0.0) for fund in facts.funds}
    payers = {who: dict.fromkeys(facts.years, 0.0) for who in PAYERS}
    for entry in facts.fund_years:
        funds[entry.fund][entry.year] = entry.drawn
        payers[PAYER_OF_KIND.get(facts.funds[entry.fund], "government")][entry.year] += entry.drawn
    labels = fund_labels(facts.funds, t)
    by_fund = _matrix(book, sheet, facts, 2, t("Fund"), {labels[f]: row for f, row in funds.items()})
    shown = {t(PAYERS[who]): row for who, row in payers.items() if any(row.values())}
    _matrix(book, sheet, facts, by_fund + 2, t("Payer"), shown)
    at = _terms(book, sheet, facts, by_fund + len(shown) + 5)
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, max(len(facts.years) + 1, len(SHARES)), 14)
    sheet.freeze_panes(3, 1)
    _chart(book, sheet, facts, len(funds), at + 1)


def _matrix(
    book: Book, sheet: Any, facts: Facts, top: int, head: str, amounts: Mapping[str, Mapping[int, float]]
) -> int:
    """Write one row a name, one column a year, with totals; return the row after it."""
    t = book.t
    columns = [
        Column(head=head),
        *(Column(head=str(year), kind="wan", total=True) for year in facts.years),
        Column(head=t("Total"), kind="wan", total=True),
    ]
    look = book.style(bold=True, font_color="#FFFFFF", bg_color=ACCENT, align="center")
    for place, column in enumerate(columns):
        sheet.write_string(top, place, column.head, look)
    rows = [
        (name, *(wan_number(row[year]) for year in facts.years), wan_number(sum(row.values())))
        for name, row in amounts.items()
    ]
    last = book.rows(sheet, columns, rows, top + 1)
    return last + book.totals(sheet, columns, rows, last)


def _terms(book: Book, sheet: Any, facts: Facts, row: int) -> int:
    """Write shares of payers and what lapses below row ``row``; return the row after them."""
    t = book.t
    centred = {"align": "center", "valign": "vcenter", "text_wrap": True}
    look = book.style(bold=True, font_color="#FFFFFF", bg_color=ACCENT, **centred)
    shares = [(name, *map(wan_number, sums)) for name, *sums in share_rows(facts, t)]
    columns = [
        Column(head=t("What payers should pay and do")),
        *(Column(head=t(head), kind="wan") for head in SHARES.values()),
    ]
    lapsed = [(f, year, wan_number(amount), who) for f, year, amount, who in lapse_rows(facts, t)]
    lapses = (
        Column(head=t("Money that lapses")),
        Column(head=t("Year"), kind="year"),
        Column(head=t("Amount"), kind="wan", total=True),
        Column(head=t("Could still be used by")),
    )
    for heads, rows in ((columns, shares), (lapses, lapsed)):
        if rows:
            for place, column in enumerate(heads):
                sheet.write_string(row, place, column.head, look)
            sheet.set_row(row, 32)
            row = book.rows(sheet, heads, rows, row + 1)
            row += book.totals(sheet, heads, rows, row) + 1
    return row


def _chart(book: Book, sheet: Any, facts: Facts, funds: int, at: int) -> None:
    t = book.t
    name = t("Money totals")
    chart = book.workbook.add_chart({"type": "column", "subtype": "stacked"})
    for number in range(funds):
        chart.add_series(
            {
                "name": [name, 3 + number, 0],
                "categories": [name, 2, 1, 2, len(facts.years)],
                "values": [name, 3 + number, 1, 3 + number, len(facts.years)],
                "fill": {"color": COLOURS[number % len(COLOURS)]},
                "border": {"color": "#FFFFFF", "width": 0.5},
                "gap": 60,
            }
        )
    chart.set_title({"name": t("Money by fund and year (10,000 yuan)"), "name_font": {"size": 11}})
    chart.set_legend({"position": "right"})
    grid = {"visible": True, "line": {"color": "#E1E6EA"}}
    chart.set_y_axis({"num_format": "#,##0", "major_gridlines": grid})
    chart.set_size({"width": 860, "height": 360})
    sheet.insert_chart(at, 0, chart, {"description": t("Money by fund and year (10,000 yuan)")})


def fund_years_sheet(book: Book, facts: Facts) -> None:
    """Write each fund in each year: limit, carried in, available, drawn, left."""
    t = book.t
    note = t("In 10,000 yuan. What is left is carried on as the fund's own terms say.")
    sheet = book.sheet(t("Funds by year"), t("Limits of funds and what is drawn of them"), note)
    columns = (
        Column(head=t("Fund"), most=30),
        Column(head=t("Kind of fund"), most=24),
        Column(head=t("Year"), kind="year"),
        Column(head=t("Limit of the year"), kind="wan"),
        Column(head=t("Carried in"), kind="wan"),
        Column(head=t("Available"), kind="wan"),
        Column(head=t("Drawn"), kind="wan", total=True),
        Column(head=t("Left at the year's end"), kind="wan"),
        Column(head=t("Share drawn"), kind="share"),
    )
    book.table(sheet, columns, fund_year_rows(book, facts), frozen=3)


def fund_year_rows(book: Book, facts: Facts) -> Sequence[tuple[Any, ...]]:
    """The rows of the sheet of funds by year."""
    t = book.t
    labels = fund_labels(facts.funds, t)
    rows = []
    for entry in facts.fund_years:
        available = entry.limit + entry.carried_in
        kind = facts.funds[entry.fund]
        rows.append(
            (
                labels[entry.fund],
                t(FUND_KINDS[kind]) if kind in FUND_KINDS else kind,
                entry.year,
                wan_number(entry.limit),
                wan_number(entry.carried_in),
                wan_number(available),
                wan_number(entry.drawn),
                wan_number(entry.left),
                entry.drawn / available if available else None,
            )
        )
    return rows
