"""Sheets of estates: who moved and why, and the year of start of each estate case by case."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from planner.report.book.sheet import Book, Column, day
from planner.report.causes import CAUSES
from planner.report.compared.said import case_name
from planner.report.units import count
from planner.words import mark, said

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planner.words import Words

    Document = Mapping[str, Any]

MOST_ROWS = 100_000
"""Rows that the sheet of moves holds, so that a workbook of very many cases opens; the document has all."""
_MOVES = {
    "out": mark("left out"),
    "new": mark("newly in"),
    "later": mark("comes later"),
    "earlier": mark("comes earlier"),
    "works": mark("other works"),
}
_CLASSES = {"always": mark("always"), "swing": mark("sometimes"), "never": mark("never")}


def move_kind(move: Mapping[str, Any]) -> str:
    """Return how a campaign differs from the base: out, new, later, earlier, or works alone."""
    if "from" not in move:
        return "works"
    if move["to"] is None:
        return "out"
    if move["from"] is None:
        return "new"
    return "later" if move["to"] > move["from"] else "earlier"


def moves_sheet(book: Book, document: Document) -> None:
    """Write every campaign that starts otherwise than in the base, or with other works, and why."""
    t = book.t
    streets = {one["estate"]: one["street"] for one in document["places"]}
    types = {one["work_type"]: said(one, "label", t.lang) for one in document["work_types"]}
    moves = [(case, move) for case in document["cases"] for move in (*case["moved"], *case["other_works"])]
    rows = [_move(case, move, streets, types, t) for case, move in moves[:MOST_ROWS]]
    note = t("Against the base; a reason tells what keeps a campaign from its start there.")
    if len(moves) > MOST_ROWS:
        note += " " + t("and {n} more", n=count(len(moves) - MOST_ROWS)) + ": comparison.json"
    sheet = book.sheet(t("Who moved"), t("Who moved and why"), note)
    columns = (
        Column(head=t("Case"), most=46),
        Column(head=t("Name")),
        Column(head=t("Code")),
        Column(head=t("Street")),
        Column(head=t("Households"), kind="count"),
        Column(head=t("Difference"), kind="center"),
        Column(head=t("Start in the base"), kind="date"),
        Column(head=t("Start in the case"), kind="date"),
        Column(head=t("Days later"), kind="count"),
        Column(head=t("Causes"), most=30),
        Column(head=t("Why"), most=100),
        Column(head=t("Works left"), most=40),
        Column(head=t("Works taken"), most=40),
    )
    book.table(sheet, columns, rows, frozen=2)


def _move(
    case: Mapping[str, Any],
    move: Mapping[str, Any],
    streets: Mapping[str, str],
    types: Mapping[str, str],
    t: Words,
) -> tuple[Any, ...]:
    before, after = day(move.get("from")), day(move.get("to"))
    return (
        case_name(case, t),
        move.get("estate_name", ""),
        move.get("campaign", ""),
        streets.get(move.get("estate") or "", ""),
        move.get("households"),
        t(_MOVES[move_kind(move)]),
        before,
        after,
        (after - before).days if before and after else None,
        t(", ").join(t(CAUSES[kind]) for kind in move.get("kinds", ())),
        said(move, "why", t.lang),
        *(
            t(", ").join(types.get(work.rpartition(":")[2], work) for work in move[key])
            for key in ("left", "taken")
        ),
    )


def starts_sheet(book: Book, document: Document) -> None:
    """Write in which year each estate starts, case by case, and in how many of them."""
    t = book.t
    cases = [case for case in document["cases"] if case["plan"] is not None]
    years = [_years(case) for case in cases]
    classes = _classes(document)
    note = t("Year of the first start; empty: not in the plan.")
    sheet = book.sheet(t("Estates by case"), t("Estates: year of start, case by case"), note)
    columns = (
        Column(head=t("Name")),
        Column(head=t("Code")),
        Column(head=t("Street")),
        Column(head=t("Households"), kind="count"),
        Column(head=t("Starts"), kind="center"),
        Column(head=t("Share of cases"), kind="share"),
        *(Column(head=case_name(case, t), kind="year") for case in cases),
    )
    rows = []
    for place in document["places"]:
        starts = [by.get(place["estate"]) for by in years]
        share = sum(start is not None for start in starts) / len(cases) if cases else None
        of = classes.get(place["estate"], "always" if share == 1 else "swing" if share else "never")
        told = (place["name"], place["estate"], place["street"], place["households"])
        rows.append((*told, t(_CLASSES[of]), share, *starts))
    last = book.table(sheet, columns, rows, frozen=2)
    sheet.set_row(2, 74)
    if rows and cases:
        scale = {"type": "2_color_scale", "min_color": "#BFD9E6", "max_color": "#F6E3B4"}
        sheet.conditional_format(3, 6, last - 1, 5 + len(cases), scale)


def _years(case: Mapping[str, Any]) -> dict[str, int]:
    found: dict[str, int] = {}
    for one in case["plan"]["campaigns"]:
        if one["estate"]:
            year = int(one["start"][:4])
            found[one["estate"]] = min(year, found.get(one["estate"], year))
    return found


def _classes(document: Document) -> dict[str, str]:
    told = document.get("estates") or {}
    return {one["estate"]: word for word in _CLASSES for one in told.get(word, ())}
