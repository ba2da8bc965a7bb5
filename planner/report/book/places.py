"""The sheets of places: the ledger of estates 小区台账, the streets, the works, what is left out."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from planner.report.book.sheet import Book, Column, day
from planner.report.decided import funding_label
from planner.report.labels import (
    FUNDING,
    PAYERS,
    PLACE_KINDS,
    STATES,
    class_label,
    fund_labels,
    work_type_label,
)
from planner.report.units import wan_number
from planner.words import said

if TYPE_CHECKING:
    from planner.report.facts import Document, Facts, Place
    from planner.words import Words


def ledger_sheet(book: Book, facts: Facts) -> None:
    """Write the ledger: every place, also those that are not in the plan."""
    t = book.t
    note = t("Money in 10,000 yuan. A zone or shared asset has no size of its own: its estates are counted.")
    sheet = book.sheet(t("Ledger"), t("Ledger of estates"), note)
    funds, payers = fund_labels(facts.funds, t), list(facts.payers)
    columns = [
        Column(head=t("Code"), most=14),
        Column(head=t("Name"), most=26),
        Column(head=t("Kind of place")),
        Column(head=t("Street")),
        Column(head=t("Zone"), most=14),
        Column(head=t("Year built"), kind="year"),
        Column(head=t("Households"), kind="count", total=True),
        Column(head=t("Buildings"), kind="count", total=True),
        Column(head=t("Floor area (m²)"), kind="count", total=True),
        Column(head=t("Pilot"), kind="center"),
        Column(head=t("What becomes of it"), most=24),
        Column(head=t("Year of start"), kind="year"),
        Column(head=t("Start"), kind="date"),
        Column(head=t("Completion"), kind="date"),
        Column(head=t("Funding"), kind="center", most=16),
        Column(head=t("Works"), kind="count", total=True),
        Column(head=t("Works left out"), kind="count", total=True),
        Column(head=t("Cost"), kind="wan", total=True),
        *(Column(head=t("paid by {who}", who=t(PAYERS[who])), kind="wan", total=True) for who in payers),
        *(Column(head=label, kind="wan", total=True) for label in funds.values()),
        Column(head=t("Due after the plan"), kind="wan", total=True),
        Column(head=t("Benefit (household-years)"), kind="number", total=True),
        Column(head=t("Disruption (household-days)"), kind="count", total=True),
        Column(head=t("Responsible unit"), most=20),
        Column(head=t("Person responsible"), most=12),
        Column(head=t("Longitude"), kind="precise"),
        Column(head=t("Latitude"), kind="precise"),
        Column(head=t("Why it is not in the plan"), most=60),
    ]
    book.table(sheet, columns, [_ledger_row(book, facts, place) for place in facts.places], frozen=2)
    sheet.fit_to_pages(2, 0)
    sheet.repeat_columns(0, 1)


def _ledger_row(book: Book, facts: Facts, place: Place) -> tuple[Any, ...]:
    t = book.t
    by_payer, by_fund = place.split("by_payer"), place.split("by_fund")
    return (
        place.key,
        place.name,
        t(PLACE_KINDS[place.kind]),
        place.street,
        place.zone,
        place.year_built,
        place.households if place.kind == "estate" else None,
        place.buildings if place.kind == "estate" else None,
        place.floor_area if place.kind == "estate" else None,
        t("yes") if place.pilot else None,
        t(STATES[place.state]),
        place.start_year,
        day(place.start),
        day(place.finish),
        t(FUNDING[place.funding]) if place.funding else None,
        sum(len(campaign["works"]) for campaign in place.campaigns),
        len(place.left_works),
        wan_number(place.total("cost")),
        *(wan_number(by_payer.get(who, 0.0)) for who in facts.payers),
        *(wan_number(by_fund.get(fund, 0.0)) for fund in facts.funds),
        wan_number(place.total("due_after_plan")),
        place.total("benefit"),
        place.total("disruption"),
        place.unit or place.builder,
        place.person,
        place.lon,
        place.lat,
        t.pick(place.why, place.why_zh),
    )


def streets_sheet(book: Book, facts: Facts) -> None:
    """Write what each street gets."""
    t = book.t
    sheet = book.sheet(t("Streets"), t("The plan by street"), t("Money in 10,000 yuan."))
    columns = (
        Column(head=t("Street")),
        Column(head=t("Estates"), kind="count", total=True),
        Column(head=t("Households"), kind="count", total=True),
        Column(head=t("Estates started"), kind="count", total=True),
        Column(head=t("Estates completed"), kind="count", total=True),
        Column(head=t("Cost"), kind="wan", total=True),
        Column(head=t("Benefit (household-years)"), kind="number", total=True),
        Column(head=t("Share of households"), kind="share"),
        Column(head=t("Share of cost"), kind="share"),
    )
    keys = ("estates", "households", "started", "completed")
    rows = [
        (
            entry["street"] or t("(no street)"),
            *(entry[key] for key in keys),
            wan_number(entry["cost"]),
            entry["benefit"],
            entry["share_of_households"],
            entry["share_of_cost"],
        )
        for entry in facts.document["by_street"]
    ]
    book.table(sheet, columns, rows)


def classes_sheet(book: Book, facts: Facts) -> None:
    """Write what is done and left out of each work type, by its class."""
    t = book.t
    note = t("Money in 10,000 yuan. Left out: optional works of campaigns that start.")
    sheet = book.sheet(t("Classes of work"), t("The plan by class of work"), note)
    columns = (
        Column(head=t("Class")),
        Column(head=t("Work type"), most=30),
        Column(head=t("Works"), kind="count", total=True),
        Column(head=t("Quantity"), kind="number"),
        Column(head=t("Unit"), kind="center"),
        Column(head=t("Cost"), kind="wan", total=True),
        Column(head=t("Works left out"), kind="count", total=True),
        Column(head=t("Cost of works left out"), kind="wan", total=True),
    )
    book.table(sheet, columns, _class_rows(book, facts), frozen=2)


def _class_rows(book: Book, facts: Facts) -> list[tuple[Any, ...]]:
    done: dict[str, list[float]] = defaultdict(lambda: [0, 0.0, 0.0])
    for campaign in facts.document["campaigns"]:
        for work in campaign["works"]:
            sums = done[work["work_type"]]
            sums[0] += 1
            sums[1] += work["quantity"]
            sums[2] += work["cost"]
    out: dict[str, list[float]] = defaultdict(lambda: [0, 0.0])
    for place in facts.places:
        for key in place.left_works:
            kind = facts.work_type_of.get(key, "")
            out[kind][0] += 1
            out[kind][1] += facts.cost_of_work.get(key, 0.0)
    order = {group: number for number, group in enumerate(facts.classes)}
    kinds = sorted(facts.work_types.items(), key=lambda item: order[item[1][1]])
    return [
        (
            class_label(group, book.t),
            work_type_label(kind, name, book.t),
            done[kind][0],
            round(done[kind][1], 4),
            unit,
            wan_number(done[kind][2]),
            out[kind][0],
            wan_number(out[kind][1]),
        )
        for kind, (name, group, unit) in kinds
    ]


def works_sheet(book: Book, facts: Facts) -> None:
    """Write every work of the plan with its days and its cost."""
    t = book.t
    sheet = book.sheet(t("Works"), t("Works of the plan"), t("Money in 10,000 yuan."))
    columns = (
        Column(head=t("Work"), most=24),
        Column(head=t("Street")),
        Column(head=t("Place"), most=24),
        Column(head=t("Campaign"), most=18),
        Column(head=t("Class")),
        Column(head=t("Work type"), most=26),
        Column(head=t("Quantity"), kind="number"),
        Column(head=t("Unit"), kind="center"),
        Column(head=t("First day"), kind="date"),
        Column(head=t("Last day"), kind="date"),
        *([Column(head=t("Funding"), kind="center")] if facts.rests_on_funding else []),
        Column(head=t("Cost"), kind="wan", total=True),
    )
    rows = [
        (
            work["work"],
            place.street,
            place.name,
            campaign["campaign"],
            class_label(work["work_class"], t),
            work_type_label(work["work_type"], work["name"], t),
            work["quantity"],
            facts.work_types.get(work["work_type"], ("", "", ""))[2],
            day(work["start"]),
            day(work["finish"]),
            *([funding_label(campaign, t)] if facts.rests_on_funding else []),
            wan_number(work["cost"]),
        )
        for place in facts.places
        for campaign in place.campaigns
        for work in campaign["works"]
    ]
    book.table(sheet, columns, [*rows, *_setup_rows(facts, t, len(columns))], frozen=1)


def _setup_rows(facts: Facts, t: Words, columns: int) -> list[tuple[Any, ...]]:
    """Return a row for what each campaign pays for setting up sites, so that the sheet sums to the plan."""
    blank = [None] * (columns - 5)
    return [
        (t("Setting up of sites"), place.street, place.name, campaign["campaign"], *blank, cost)
        for place in facts.places
        for campaign in place.campaigns
        if (cost := _setups(campaign)) > 0
    ]


def _setups(campaign: Document) -> float:
    """Return what a campaign pays for setting up sites beside its works, in 10,000 yuan."""
    works = sum(work["cost"] for work in campaign["works"])
    return wan_number(round(campaign["cost"] - works, 2))


def left_out_sheet(book: Book, facts: Facts) -> None:
    """Write what is not in the plan: whole campaigns, and optional works of those that start."""
    t = book.t
    note = t(
        "Money in 10,000 yuan. Whole campaigns first, then optional works left out of campaigns that start."
    )
    sheet = book.sheet(t("Left out"), t("What the plan leaves out, and why"), note)
    columns = (
        Column(head=t("What"), kind="center"),
        Column(head=t("Street")),
        Column(head=t("Place"), most=24),
        Column(head=t("Campaign"), most=18),
        Column(head=t("Work type"), most=26),
        Column(head=t("Cost"), kind="wan", total=True),
        Column(head=t("Why"), kind="wrap", most=80),
    )
    places = {place.key: place for place in facts.places}
    rows: list[tuple[Any, ...]] = []
    for entry in sorted(facts.document["left_out"], key=lambda entry: entry["works"] is not None):
        place = places.get(str(entry["estate"] or entry["campaign"]).split("/")[0])
        where = (place.street, place.name) if place else ("", str(entry["estate"] or ""))
        why = said(entry, "why", t.lang)
        if entry["works"] is None:
            rows.append((t("whole campaign"), *where, entry["campaign"], None, None, why))
        for work in entry["works"] or ():
            kind = facts.work_type_of.get(work, "")
            label = work_type_label(kind, facts.work_types.get(kind, (work, "", ""))[0], t)
            cost = wan_number(facts.cost_of_work.get(work, 0.0))
            rows.append((t("optional work"), *where, entry["campaign"], label, cost, why))
    book.table(sheet, columns, rows, frozen=3)
