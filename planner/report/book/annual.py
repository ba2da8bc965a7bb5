"""The annual plan table 年度改造计划表, one sheet a year, in the layout bureaus publish."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from planner.report.book.sheet import Book, Column, day, set_widths
from planner.report.decided import funding_label
from planner.report.labels import class_label, fund_labels, work_type_label
from planner.report.names import part_label
from planner.report.units import wan_number

if TYPE_CHECKING:
    from planner.report.facts import Document, Facts, Place
    from planner.words import Words

_HEADER = 4
"""First of the two header rows, counted from 0."""


def annual_sheets(book: Book, facts: Facts) -> None:
    """Write a sheet for each plan year in which something starts."""
    for year in facts.years:
        begun = [
            (place, campaign)
            for place in facts.places
            for campaign in place.campaigns
            if campaign["start"][:4] == str(year)
        ]
        if begun:
            order = {street: number for number, street in enumerate(facts.streets)}
            begun.sort(key=lambda pair: (order[pair[0].street], pair[1]["start"], pair[0].key))
            _annual_sheet(book, facts, year, begun)


def _annual_sheet(book: Book, facts: Facts, year: int, begun: list[tuple[Place, Document]]) -> None:
    t = book.t
    columns = _columns(facts, t)
    rows = [
        (number, *_row(facts, t, place, campaign)) for number, (place, campaign) in enumerate(begun, start=1)
    ]
    sheet = book.sheet(t("{year} plan", year=year), "", header=_HEADER)
    sheet.set_default_row(18)
    _head(book, sheet, columns, year)
    top = _HEADER + 2
    last = book.rows(sheet, columns, rows, top, marks=("framed",))
    book.totals(sheet, columns, rows, last, marks=("framed", "total"))
    sheet.autofilter(_HEADER + 1, 0, last - 1, len(columns) - 1)
    set_widths(sheet, columns, rows, heads=8.0)
    sheet.repeat_rows(_HEADER, _HEADER + 1)
    sheet.freeze_panes(top, 3)
    _foot(book, sheet, last + 2, len(columns))


def _columns(facts: Facts, t: Words) -> list[Column]:
    """The columns of the official table; one column for each class of work and each fund."""
    kinds, money = t("Content of renovation"), t("Sources of money (10,000 yuan)")
    when = t("Planned time")
    funds = fund_labels(facts.funds, t)
    return [
        Column(head=t("No."), kind="center"),
        Column(head=t("Street")),
        Column(head=t("Estate"), kind="wrap", most=20),
        Column(head=t("Households"), kind="count", total=True),
        Column(head=t("Buildings"), kind="count", total=True),
        Column(head=t("Area renovated\n(m²)"), kind="count", total=True),
        Column(head=t("Total investment\n(10,000 yuan)"), kind="wan", total=True),
        *(
            Column(head=class_label(group, t), kind="wrap", most=16 if number else 42, group=kinds)
            for number, group in enumerate(facts.classes)
        ),
        Column(head=t("Start"), kind="date", group=when),
        Column(head=t("Completion"), kind="date", group=when),
        *([Column(head=t("Funding"), kind="center", group=when)] if facts.rests_on_funding else []),
        Column(head=t("Implementing body"), kind="wrap", most=14),
        Column(head=t("Responsible unit"), kind="wrap", most=14),
        *(Column(head=funds[fund], kind="wan", total=True, group=money) for fund in _paying(facts)),
        *(
            [Column(head=t("Due after the plan"), kind="wan", total=True, group=money)]
            if _later(facts)
            else []
        ),
    ]


def _paying(facts: Facts) -> list[str]:
    """Funds that pay anything in the plan, so that no year has a column of its own."""
    drawn = {entry.fund for entry in facts.fund_years if entry.drawn}
    return [fund for fund in facts.funds if fund in drawn]


def _later(facts: Facts) -> bool:
    """Whether anything falls due after the plan."""
    return bool(facts.document["measures"]["due_after_plan"])


def _row(facts: Facts, t: Words, place: Place, campaign: Document) -> tuple[Any, ...]:
    """A row of the table, without its number. Shared assets are no dwellings: they count no households."""
    part = part_label(campaign["campaign"].partition("/")[2], t)
    name = f"{place.name} {part}".rstrip()
    works: dict[str, list[str]] = {group: [] for group in facts.classes}
    for work in campaign["works"]:
        works[work["work_class"]].append(work_type_label(work["work_type"], work["name"], t))
    separator = "、" if t.lang == "zh" else ", "
    first = not part or campaign is min(place.campaigns, key=lambda c: c["start"])
    sized = place.kind == "estate" and first
    return (
        place.street,
        t("{name} (pilot)", name=name) if place.pilot else name,
        place.households if sized else None,
        place.buildings if sized else None,
        place.floor_area if sized else None,
        wan_number(campaign["cost"]),
        *(separator.join(dict.fromkeys(names)) for names in works.values()),
        day(campaign["start"]),
        day(campaign["finish"]),
        *([funding_label(campaign, t)] if facts.rests_on_funding else []),
        place.builder,
        place.unit,
        *(wan_number(campaign["by_fund"].get(fund, 0.0)) or None for fund in _paying(facts)),
        *([wan_number(campaign["due_after_plan"]) or None] if _later(facts) else []),
    )


def _head(book: Book, sheet: Any, columns: list[Column], year: int) -> None:
    """Title, the lines to be filled in by hand, and the two rows of headers."""
    t, last = book.t, len(columns) - 1
    title = book.style(bold=True, font_size=20, align="center", valign="vcenter")
    sheet.merge_range(
        0, 0, 0, last, t("{name}: annual renovation plan {year}", name=book.name, year=year), title
    )
    sheet.set_row(0, 36)
    note = t("Estates that start in {year}; content and money are those of the whole campaign.", year=year)
    sheet.merge_range(1, 0, 1, last, note, book.style(font_size=9, align="center", font_color="#52606D"))
    third = (last + 1) // 3
    line = book.style(font_size=11, valign="vcenter")
    sheet.merge_range(2, 0, 2, third - 1, t("Reporting unit:"), line)
    sheet.merge_range(2, third, 2, 2 * third - 1, t("Reported by:"), line)
    sheet.merge_range(2, 2 * third, 2, last, t("Date of report:"), line)
    sheet.set_row(2, 22)
    sheet.set_row(3, 6)
    look = book.style(
        bold=True, text_wrap=True, align="center", valign="vcenter", border=1, bg_color="#E3EDF3"
    )
    place = 0
    while place <= last:
        group = columns[place].group
        end = place
        while group and end < last and columns[end + 1].group == group:
            end += 1
        if not group:
            sheet.merge_range(_HEADER, place, _HEADER + 1, place, columns[place].head, look)
        elif end > place:
            sheet.merge_range(_HEADER, place, _HEADER, end, group, look)
        else:
            sheet.write_string(_HEADER, place, group, look)
        for number in range(place, end + 1) if group else ():
            sheet.write_string(_HEADER + 1, number, columns[number].head, look)
        place = end + 1
    sheet.set_row(_HEADER, 22)
    sheet.set_row(_HEADER + 1, 34)


def _foot(book: Book, sheet: Any, at: int, columns: int) -> None:
    """The lines for signatures below the table."""
    t, line = book.t, book.style(font_size=11, valign="vcenter")
    third = columns // 3
    sheet.merge_range(at, 0, at, third - 1, t("Head of the unit (signature):"), line)
    sheet.merge_range(at, third, at, 2 * third - 1, t("Checked by:"), line)
    sheet.merge_range(at, 2 * third, at, columns - 1, t("(Seal)"), line)
    sheet.set_row(at, 26)
