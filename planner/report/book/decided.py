"""The sheets of what rules decide: openings 开挖与进场, readiness 前期, costs by source 估算·合同·支付."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from planner.report.book.sheet import Book, Column, day
from planner.report.decided import (
    COSTS,
    STAGES,
    cost_rows,
    has_stages,
    opening_rows,
    readiness_rows,
)
from planner.report.units import count, wan_number

if TYPE_CHECKING:
    from planner.report.facts import Facts


def openings_sheet(book: Book, facts: Facts) -> None:
    """Write every opening of a ground, trench, scaffold, zone or programme; no sheet without any."""
    t, rows = book.t, opening_rows(facts, book.t)
    if not rows:
        return
    again = count(facts.document["measures"].get("reopenings") or 0)
    note = t("Cost of setting up in 10,000 yuan. Grounds opened again after their first time: {n}.", n=again)
    sheet = book.sheet(t("Openings"), t("What is opened, when, and for whom"), note)
    columns = (
        Column(head=t("Kind of site"), most=26),
        Column(head=t("Name"), most=30),
        Column(head=t("No. of the opening"), kind="center"),
        Column(head=t("Opened in the period from"), kind="date"),
        Column(head=t("Campaigns served"), kind="wrap", most=70),
        Column(head=t("Cost"), kind="wan", total=True),
    )
    shown = [
        (site, name, number, day(start), served, wan_number(cost))
        for site, name, number, start, served, cost in rows
    ]
    book.table(sheet, columns, shown, frozen=2)


def readiness_sheet(book: Book, facts: Facts) -> None:
    """Write the checklist of each campaign that starts; no sheet where no rule asks for one."""
    t, rows = book.t, readiness_rows(facts, book.t)
    if not rows:
        return
    note = t("Latest days, worked back from the start in calendar days; stages that are done stand empty.")
    sheet = book.sheet(t("Preparation"), t("Checklist before each start"), note)
    staged = has_stages(facts)
    columns = [
        Column(head=t("Campaign"), most=30),
        Column(head=t("Start"), kind="date"),
        Column(head=t("Funding"), kind="center"),
        *(
            Column(head=t(stage) + t.pick(": ", "") + edge, kind="date")
            for stage in (STAGES.values() if staged else ())
            for edge in (t("begins by"), t("ends by"))
        ),
        Column(head=t("Agreements"), kind="wrap", most=60),
    ]
    shown: list[tuple[Any, ...]] = []
    for name, start, funding, *stages, agreed in rows:
        days = [day(edge) for stage in stages for edge in stage] if staged else []
        shown.append((name, day(start), funding, *days, agreed))
    book.table(sheet, columns, shown)


def costs_sheet(book: Book, facts: Facts) -> None:
    """Write plan, estimate, contract and paid side by side; no sheet where actuals tell no cost."""
    t, rows = book.t, cost_rows(facts, book.t)
    if not rows:
        return
    note = t("In 10,000 yuan, each from its own source and never mixed; an empty cell: nothing is said.")
    sheet = book.sheet(t("Costs by source"), t("Plan, estimate, contract and paid"), note)
    columns = (
        Column(head=t("Campaign"), most=30),
        *(Column(head=t(head), kind="wan", total=True) for head in COSTS.values()),
    )
    shown = [(name, *(None if c is None else wan_number(c) for c in costs)) for name, *costs in rows]
    book.table(sheet, columns, shown)
