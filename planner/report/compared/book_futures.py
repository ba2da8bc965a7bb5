"""Sheets of futures: regret, the robust plan, and what chance makes of the plans."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from planner.report.book.sheet import Book, Column, day
from planner.report.compared.book_cases import marked
from planner.report.compared.figures import fine_kind, head, number, verdict
from planner.report.compared.said import case_name, named
from planner.report.units import wan_number

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    Document = Mapping[str, Any]

_TOP = 3


def regret_sheet(book: Book, document: Document) -> None:
    """Write the regret of each plan in each future, shaded; no sheet without it."""
    t, regret = book.t, document.get("regret")
    if not regret:
        return
    told = (regret.get("sentence") or {}).get(t.lang, "")
    sheet = book.sheet(t("Regret"), t("Regret of each plan in each future"), told)
    columns = (
        Column(head=t("Plan, its first years kept"), most=46),
        *(Column(head=named(document, name, t), kind="decimal") for name in regret["futures"]),
        Column(head=t("Worst case"), kind="decimal"),
        Column(head=t("Share of futures it is good enough in"), kind="share"),
    )
    rows = [
        (
            named(document, plan, t),
            *row,
            regret["worst"].get(plan),
            (regret.get("satisficing") or {}).get(plan),
        )
        for plan, row in zip(regret["plans"], regret["regret"], strict=True)
    ]
    last = book.table(sheet, columns, rows)
    sheet.set_row(2, 62)
    scale = {"type": "2_color_scale", "min_color": "#FFFFFF", "max_color": "#F2B48A"}
    sheet.conditional_format(_TOP, 1, last - 1, len(regret["futures"]), scale)


def robust_sheet(book: Book, document: Document) -> None:
    """Write the robust plan: its value in each future, then when each campaign starts; none without one."""
    t, robust = book.t, document.get("robust")
    if not robust:
        return
    told = (robust.get("sentence") or {}).get(t.lang, "")
    sheet = book.sheet(t("Robust plan"), t("Robust plan"), told)
    columns = (
        Column(head=t("Future"), most=46),
        Column(head=t("Weight"), kind="share"),
        Column(head=t("Value"), kind="decimal"),
        Column(head=t("Breaches"), kind="count"),
    )
    rows = [
        (named(document, one["name"], t), one.get("weight"), one.get("value"), len(one.get("audit") or ()))
        for one in robust.get("futures") or ()
    ]
    book.table(sheet, columns, rows)
    _starts(book, (robust.get("plan") or {}).get("campaigns") or ())


def _starts(book: Book, plan: Sequence[Mapping[str, Any]]) -> None:
    """Write when each campaign of the robust plan starts; no sheet where that is not told."""
    t = book.t
    if not plan:
        return
    sheet = book.sheet(t("Robust plan's starts"), t("Robust plan: when each campaign starts"))
    columns = (
        Column(head=t("Name")),
        Column(head=t("Code")),
        Column(head=t("Street")),
        Column(head=t("Start"), kind="date"),
        Column(head=t("Completion"), kind="date"),
        Column(head=t("Cost (10,000 yuan)"), kind="wan", total=True),
    )
    rows = [
        (
            one["estate_name"],
            one["campaign"],
            one["street"],
            day(one["start"]),
            day(one.get("finish")),
            wan_number(one.get("cost") or 0),
        )
        for one in plan
    ]
    book.table(sheet, columns, rows)


def played_sheet(book: Book, document: Document) -> None:
    """Write measures of construction played forward with their intervals; no sheet where none was played."""
    t = book.t
    measures = {one["name"]: one for one in document.get("played_measures") or ()}
    rows, looks = [], []
    for case in document["cases"]:
        played = case.get("played") or {"measures": {}}
        for name, of in played["measures"].items():
            measure = measures[name]
            more = (played.get("difference") or {}).get(name) or {}
            cells = [number(of.get(key), measure) for key in ("mean", "low", "high", "p50", "p80")]
            cells += [number(more.get(key), measure) for key in ("mean", "low", "high")]
            clear = more.get("clear")
            sure = "" if clear is None else t("clear") if clear else t("unclear")
            rows.append((case_name(case, t), head(measure, t), *cells, sure))
            looks.append((fine_kind(measure), verdict(more.get("mean"), measure) if clear else ""))
    if not rows:
        return
    note = t("Intervals of 95 %; differences are paired: both cases are played with the same chance.")
    sheet = book.sheet(t("Played"), t("Played forward with the same chance"), note)
    heads = (t("Mean"), t("from"), t("to"), "P50", "P80", t("Difference"), t("from"), t("to"))
    columns = (
        Column(head=t("Case"), most=46),
        Column(head=t("Measure"), most=50),
        *(Column(head=text, kind="decimal") for text in heads),
        Column(head=t("Clear"), kind="center"),
    )
    book.table(sheet, columns, rows, frozen=2)
    for at, (row, (of, look)) in enumerate(zip(rows, looks, strict=True), start=_TOP):
        for place in range(2, 2 + len(heads)):
            if row[place] is not None:
                colour = look if place >= 2 + 5 else ""
                sheet.write_number(at, place, row[place], marked(book, of, colour))
