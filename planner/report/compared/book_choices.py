"""Sheets of choices: dominated cases, the budget curve, the trade-off between aims, tipping points."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

from planner.report.book.sheet import Book, Column
from planner.report.compared.figures import head, kind, number
from planner.report.compared.said import named
from planner.report.units import wan_number
from planner.words import said

if TYPE_CHECKING:
    from collections.abc import Mapping

    Document = Mapping[str, Any]


def dominated_sheet(book: Book, document: Document) -> None:
    """Write the dominated cases; no sheet where there is none."""
    t = book.t
    rows = [
        (named(document, one["case"], t), t(", ").join(named(document, name, t) for name in one["by"]),
         one["sentence"][t.lang])
        for one in document.get("dominated") or ()
    ]  # fmt: skip
    if rows:
        sheet = book.sheet(t("Dominated"), t("Dominated cases"), t("No better in any measure, worse in one."))
        columns = (
            Column(head=t("Case"), most=46),
            Column(head=t("dominated by"), most=46),
            Column(head=t("In words"), kind="wrap", most=90),
        )
        book.table(sheet, columns, rows)


def curve_sheet(book: Book, document: Document) -> None:
    """Write what more money brings; no sheet without a curve."""
    t = book.t
    told = [document.get("curve"), *(document.get("more_curves") or ())]
    curves = [curve for curve in told if curve]
    if not curves:
        return
    axes = {axis["key"]: said(axis, "label", t.lang) for axis in document["grids"]}
    sheet = book.sheet(t("Budget curve"), t("What more money brings"), curves[0]["sentence"][t.lang])
    columns = (
        Column(head=t("What changes"), most=40),
        Column(head=t("Money (10,000 yuan)"), kind="wan"),
        Column(head=t("Aim"), kind="decimal"),
        Column(head=t("No plan exceeds"), kind="decimal"),
        Column(head=t("Case"), most=46),
        Column(head=t("knee"), kind="center"),
    )
    rows = [
        (
            axes.get(curve["key"], curve["key"]),
            wan_number(point["money"]),
            point["aim"],
            point["bound"],
            named(document, point["case"], t),
            t("knee") if curve["knee"] and point["case"] == curve["knee"] else "",
        )
        for curve in curves
        for point in curve["points"]
    ]
    book.table(sheet, columns, rows)


def pareto_sheet(book: Book, document: Document) -> None:
    """Write the points of the trade-off between aims; no sheet without one."""
    t, pareto = book.t, document.get("pareto")
    if not pareto:
        return
    sheet = book.sheet(
        t("Trade-offs"),
        t("Trade-off between aims"),
        pareto["sentence"][t.lang],
    )
    aims = [{"unit": "", "unit_zh": "", "better": "", **aim} for aim in pareto["aims"]]
    columns = (
        Column(head=t("Point"), kind="count"),
        *(Column(head=head(aim, t), kind=kind(aim)) for aim in aims),
        Column(head=t("Bound"), kind="decimal"),
        Column(head=t("Gap"), kind="gap"),
        Column(head=t("Certified"), kind="center"),
        Column(head=t("Case"), most=46),
    )
    rows = [
        (
            n,
            *(number(point["values"].get(aim["name"]), aim) for aim in aims),
            point.get("bound"),
            point.get("gap"),
            t("yes") if point.get("certified") else t("no"),
            named(document, point.get("case"), t),
        )
        for n, point in enumerate(pareto["points"], start=1)
    ]
    book.table(sheet, columns, rows)
    sheet.set_row(2, 62)


def tipping_sheet(book: Book, document: Document) -> None:
    """Write tipping points and what is worth knowing first; no sheet where neither is there."""
    t = book.t
    rows = [
        (t("Tipping point"), said(one, "label", t.lang) or one["key"], one["sentence"][t.lang])
        for one in document.get("tipping") or ()
    ]
    rows += [
        (t("Worth knowing"), said(one, "input", t.lang), one["sentence"][t.lang])
        for one in document.get("worth_of_knowing") or ()
    ]
    if rows:
        sheet = book.sheet(
            t("Tipping points"), t("Until when the order holds, and what is worth knowing first")
        )
        columns = (
            Column(head=t("Kind"), kind="center"),
            Column(head=t("What"), most=50),
            Column(head=t("In words"), kind="wrap", most=110),
        )
        book.table(sheet, columns, rows)


def priority_sheet(book: Book, document: Document) -> None:
    """Write the list that any budget pays from the top; no sheet without one."""
    t, told = book.t, document.get("priority_list")
    if not told:
        return
    note = t("Whatever money there is, it pays for the first of this list, one after the other.")
    sheet = book.sheet(t("Budget-proof list"), t("Budget-proof list"), note)
    columns = (
        Column(head=t("Rank"), kind="count"),
        Column(head=t("Name")),
        Column(head=t("Cost (10,000 yuan)"), kind="wan", total=True),
        Column(head=t("Cost up to here (10,000 yuan)"), kind="wan"),
        Column(head=t("Paid from this share of the money"), kind="share"),
    )
    upto = itertools.accumulate(one["cost"] for one in told["ranked"])
    rows = [
        (one["rank"], one["name"], wan_number(one["cost"]), wan_number(cost), one["level"])
        for one, cost in zip(told["ranked"], upto, strict=True)
    ]
    book.table(sheet, columns, rows, frozen=2)
