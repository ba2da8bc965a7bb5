"""Sheets of what residents bear: by estate, by kind of nuisance, by street."""

from __future__ import annotations

from typing import Any

from planner.report.book.sheet import Book, Column
from planner.report.outcome.labels import named
from planner.report.residents import FEARS
from planner.words import mark

Document = dict[str, Any]

ADDED_UP = mark(
    "Household-days by kind; their sum adds up kinds: a day with noise and dust counts twice for a household."
)


def disruption_sheet(book: Book, document: Document) -> None:
    """Write what each estate bears, the one that bears most first."""
    t = book.t
    note = t("Complaints and satisfaction are bands of judgement (assumption), never forecasts.")
    sheet = book.sheet(t("Disruption"), t("What residents bear, by estate"), note)
    columns = (
        Column(head=t("Place")),
        Column(head=t("Name"), most=30),
        Column(head=t("Street")),
        Column(head=t("Households"), kind="count"),
        Column(head=t("Weighted days a household, P50"), kind="number"),
        Column(head=t("Weighted days a household, P80"), kind="number"),
        Column(head=t("Days on end, P50"), kind="count"),
        Column(head=t("Days on end, P80"), kind="count"),
        Column(head=t("Days with water cut off on end, P80"), kind="count"),
        Column(head=t("Hours without water on end, P80"), kind="count"),
        *(Column(head=t("Complaints, {which}", which=which), kind="number") for which in _which(book)),
        *(Column(head=t("Satisfied, {which}", which=which), kind="share") for which in _which(book)),
    )
    keys = ("burden_p50", "burden_p80", "longest_p50", "longest_p80", "water_days", "water_hours")
    rows = [
        (
            row["place"],
            row["name"],
            row["street"],
            row["households"],
            *(row[key] for key in keys),
            *(row["complaints"][end] for end in ("low", "middle", "high")),
            *(row["satisfied"][end] for end in ("low", "middle", "high")),
        )
        for row in sorted(document["disruption"]["places"], key=lambda row: -(row["burden_p80"] or 0))
    ]
    book.table(sheet, columns, rows, frozen=2)


def _which(book: Book) -> tuple[str, ...]:
    t = book.t
    return t("low"), t("middle"), t("high")


def channels_sheet(book: Book, document: Document) -> None:
    """Write household-days by kind of nuisance, and the measures of the whole."""
    t, bearing = book.t, document["disruption"]
    sheet = book.sheet(t("Nuisance"), t("What residents bear, by kind of nuisance"), t(ADDED_UP))
    columns = (
        Column(head=t("Nuisance"), most=40),
        Column(head=t("Household-days"), kind="number", total=True),
        Column(head="±", kind="number"),
        Column(head=t("Weighted"), kind="number", total=True),
        Column(head=t("± of the weighted"), kind="number"),
        Column(head=t("Household-hours cut off"), kind="number", total=True),
        Column(head=t("± of the hours"), kind="number"),
    )
    rows = [
        (
            t(named(FEARS, one["channel"])),
            *(
                one[key][part]
                for key in ("household_days", "weighted", "outage_hours")
                for part in ("value", "half_width")
            ),
        )
        for one in bearing["channels"]
    ]
    last = book.table(sheet, columns, rows)
    measures = (
        Column(head=t("Measure"), most=60),
        Column(head=t("Mean"), kind="precise"),
        Column(head="±", kind="precise"),
    )
    for place, column in enumerate(measures):
        sheet.write_string(last + 1, place, column.head, book.heads())
    read = [
        (name, bearing[key]["value"], bearing[key]["half_width"]) for key, name in _measures(book).items()
    ]
    book.rows(sheet, measures, read, last + 2)
    sheet.set_column(0, 0, 44)


def _measures(book: Book) -> dict[str, str]:
    t = book.t
    return {
        "worst_estate": t("Burden of the estate that bears most"),
        "worst_tenth": t("Burden of the worst tenth of estates"),
        "gini": t("Gini of the burden"),
        "most_to_median": t("Largest to median burden"),
        "longest": t("Longest nuisance on end, days"),
        "reopened": t("Grounds opened again"),
        "accesses": t("Most accesses of an estate closed at once"),
        "notices": t("Notices kept"),
        "emergency": t("Estates that need water brought"),
    }


def peaks_sheet(book: Book, document: Document) -> None:
    """Write the largest share of each street disturbed at once."""
    t, bearing = book.t, document["disruption"]
    sheet = book.sheet(t("Street peaks"), t("Largest share of a street disturbed at once"))
    columns = (
        Column(head=t("Street")),
        Column(head=t("Households"), kind="count"),
        Column(head=t("Peak, P50"), kind="share"),
        Column(head=t("Peak, P80"), kind="share"),
        Column(head=t("Threshold"), kind="share"),
        Column(head=t("Days above it, P50"), kind="count"),
        Column(head=t("Days above it, P80"), kind="count"),
    )
    rows = [
        (
            one["street"] or t("(no street)"),
            one["households"],
            one["peak_p50"],
            one["peak_p80"],
            bearing["threshold"],
            one["much_p50"],
            one["much_p80"],
        )
        for one in bearing["streets"]
    ]
    book.table(sheet, columns, rows)
