"""Sheets of causes: what the finish is made of, what drives it, which works decide it, how busy crews are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from planner.report.book.sheet import Book, Column, day
from planner.report.labels import work_type_label
from planner.report.outcome.labels import (
    DRIVER_KINDS,
    POOLS,
    VERDICTS,
    cause_label,
    driver_label,
    named,
    pool_label,
)
from planner.report.outcome.resources import resource_rows, share_taken
from planner.report.units import wan_number

if TYPE_CHECKING:
    from planner.words import Words
    from scenarios.model.programme import Programme

Document = dict[str, Any]


def attribution_sheet(book: Book, document: Document) -> None:
    """Write the mean days of each cause on the chain that bound the finish; they sum to it."""
    t, told = book.t, document["attribution"]
    note = t(
        "Mean of {n} [replication|replications] traced; the parts sum to the mean finish,"
        " day {days} of the plan.",
        n=told["explained"],
        days=told["days"] or 0,
    )
    sheet = book.sheet(t("Attribution"), t("What the finish is made of"), note)
    columns = (
        Column(head=t("Cause"), most=50),
        Column(head=t("Days (mean)"), kind="precise", total=True),
        Column(head=t("Share"), kind="share", total=True),
        Column(head=t("Days (P80)"), kind="number"),
    )
    rows = [
        (cause_label(one["cause"], one["name"], t), one["days"], one["share"], one["p80"])
        for one in told["causes"]
    ]
    book.table(sheet, columns, rows)


def drivers_sheet(book: Book, document: Document) -> None:
    """Write what moves finish and cost, the strongest first."""
    t = book.t
    note = t(
        "P80 where the driver is in its lowest and in its highest fifth; the variance of finish and cost."
    )
    sheet = book.sheet(t("Drivers"), t("What drives the finish"), note)
    columns = (
        Column(head=t("Driver"), most=40),
        Column(head=t("Kind"), kind="center"),
        Column(head=t("Share of the variance of the finish"), kind="share"),
        Column(head=t("Correlation with the finish"), kind="number"),
        Column(head=t("Finish P80, lowest fifth"), kind="date"),
        Column(head=t("Finish P80, highest fifth"), kind="date"),
        Column(head=t("Share of the variance of the cost"), kind="share"),
        Column(head=t("Cost P80, lowest fifth (10,000 yuan)"), kind="wan"),
        Column(head=t("Cost P80, highest fifth (10,000 yuan)"), kind="wan"),
    )
    rows = [
        (
            driver_label(one, t),
            t(named(DRIVER_KINDS, one["kind"])),
            one["finish"],
            one["correlation"],
            day(one["finish_low"]),
            day(one["finish_high"]),
            one["cost"],
            *(None if one[key] is None else wan_number(one[key]) for key in ("cost_low", "cost_high")),
        )
        for one in document["drivers"]
    ]
    book.table(sheet, columns, rows)


def works_sheet(book: Book, document: Document, programme: Programme) -> None:
    """Write how far each work decides the finish; no sheet where none was asked."""
    t = book.t
    if not document["works"]:
        return
    sheet = book.sheet(t("Works"), t("Works that decide the finish"))
    columns = (
        Column(head=t("Work"), most=40),
        Column(head=t("Campaign")),
        Column(head=t("Work type")),
        Column(head=t("Share of replications on the binding chain"), kind="share"),
        Column(head=t("Sensitivity (SSI)"), kind="precise"),
        Column(head=t("Cruciality"), kind="precise"),
        Column(head=t("Working days (mean)"), kind="number"),
        Column(head=t("Working days planned"), kind="number"),
    )
    names = dict(zip(programme.work_types.id.tolist(), programme.work_types.name.tolist(), strict=True))
    keys = ("critical", "significance", "cruciality", "days", "planned")
    rows = [
        (
            one["work"],
            one["campaign"],
            work_type_label(one["work_type"], str(names.get(one["work_type"], "")), t),
            *(one[key] for key in keys),
        )
        for one in document["works"]
    ]
    book.table(sheet, columns, rows)


def crews_sheet(book: Book, document: Document) -> None:
    """Write how busy each pool is by month, and what one more would change."""
    t = book.t
    note = t(
        "One more: both are played with the same chance. Overloaded: visits wait on one day in ten or more."
    )
    title = t("Crews and permits: how busy, and what one more changes")
    sheet = book.sheet(t("Crews and permits"), title, note)
    rows = resource_rows(document)
    measures = {one["measure"]: one for row in rows for one in row["changes"] or ()}
    columns = (
        Column(head=t("Resource")),
        Column(head=t("Kind"), kind="center"),
        Column(head=t("Busiest month"), kind="center"),
        Column(head=t("Share taken"), kind="share"),
        Column(head=t("Overloaded months"), kind="count"),
        Column(head=t("Waiting a day (mean)"), kind="number"),
        *(column for one in measures.values() for column in _of_one_more(one, t)),
    )
    book.table(sheet, columns, [_pool(row, list(measures), t) for row in rows])


def months_sheet(book: Book, document: Document) -> None:
    """Write how busy each pool is, month by month."""
    t = book.t
    sheet = book.sheet(t("Crews by month"), t("Crews and permits by month"))
    columns = (
        Column(head=t("Resource")),
        Column(head=t("Kind"), kind="center"),
        Column(head=t("Month"), kind="center"),
        Column(head=t("Unit-days there"), kind="number"),
        Column(head=t("Unit-days taken"), kind="number"),
        Column(head=t("Share taken"), kind="share"),
        Column(head=t("Days with all taken"), kind="share"),
        Column(head=t("Waiting a day (mean)"), kind="number"),
        Column(head=t("Overloaded"), kind="center"),
    )
    rows = [
        (
            pool_label(one, t),
            t(named(POOLS, one["kind"])),
            one["month"],
            one["there"],
            one["busy"],
            share_taken(one),
            one["full"],
            one["waiting"],
            t("yes") if one["overload"] else "",
        )
        for one in document["crews"]
    ]
    book.table(sheet, columns, rows, frozen=3)
    if rows:
        sheet.conditional_format(3, 5, 2 + len(rows), 5, _SCALE)


_SCALE = {
    "type": "3_color_scale",
    "min_color": "#FFFFFF",
    "mid_color": "#CFE0EA",
    "max_color": "#D98A3A",
}
"""Shades of how much of a month is taken."""


def _of_one_more(one: Document, t: Words) -> tuple[Column, ...]:
    """Return the columns of a measure that one more changes."""
    name = t("{kind} ({name})", kind=one[t.lang], name=one["unit_zh" if t.lang == "zh" else "unit"])
    head = t("One more: {what}", what=name)
    return Column(head=head, kind="precise"), Column(head="±", kind="precise"), Column(head="", kind="center")


def _pool(row: Document, measures: list[str], t: Words) -> tuple[Any, ...]:
    changes = {one["measure"]: one for one in row["changes"] or ()}
    busiest = row["busiest"] or {"month": None, "share": None}
    told: list[Any] = []
    for measure in measures:
        one = changes.get(measure)
        told += [one["difference"], one["half_width"], t(VERDICTS[one["verdict"]])] if one else [None] * 3
    return (
        pool_label(row, t),
        t(named(POOLS, row["kind"])),
        busiest["month"],
        busiest["share"],
        row["overloaded"],
        row["waiting"],
        *told,
    )
