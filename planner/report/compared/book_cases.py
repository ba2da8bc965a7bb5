"""Sheets of cases: measures beside each other, differences, money by year, what changed, what gave way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from planner.report.book.sheet import FORMATS, LINE, Book, Column
from planner.report.changes import changes_said
from planner.report.compared.figures import ends, head, kind, number, verdict
from planner.report.compared.said import case_name, how_line, named, state_name
from planner.report.labels import unit_label
from planner.report.rule_names import rule_label
from planner.report.units import YUAN_PER_WAN, wan_number
from planner.words import said

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from planner.words import Words

    Document = Mapping[str, Any]

FIRST = 2
"""Columns before the measures: the case and its state."""
_TOP = 3
"""The first row of cells of a table."""
COLOURS = {"better": ("#14603A", "#EAF6EF"), "worse": ("#9B1C1C", "#FDEEEE")}
_SIGNED = {
    "count": '+#,##0;-#,##0;"="',
    "wan": '+#,##0.00;-#,##0.00;"="',
    "decimal": '+#,##0.00;-#,##0.00;"="',
}


def marked(book: Book, of: str, look: str, **more: Any) -> Any:
    """Return the format of a cell of a kind of column that is ``better`` or ``worse``; plain where empty."""
    ink, ground = COLOURS.get(look, ("#000000", "#FFFFFF"))
    frame = {"valign": "vcenter", "bottom": 1, "bottom_color": LINE}
    return book.style(**{**frame, **FORMATS[of], "font_color": ink, "bg_color": ground, **more})


def case_columns(book: Book) -> tuple[Column, ...]:
    """Return the columns that every sheet of cases begins with."""
    return Column(head=book.t("Case"), most=52), Column(head=book.t("State"), kind="center")


def measures_sheet(book: Book, document: Document) -> None:
    """Write all cases beside each other; the best figure of each measure green, the worst red."""
    t, measures, cases = book.t, document["measures"], document["cases"]
    note = how_line(document, t) + " " + t("Green: best of all cases; red: worst.")
    sheet = book.sheet(t("Cases"), f"{book.name} · {t('All cases beside each other')}", note)
    rows = _figures(book, sheet, cases, measures, "measures")
    for place, measure in enumerate(measures, start=FIRST):
        best, worst = ends((row[place] for row in rows), measure)
        for at, row in enumerate(rows, start=_TOP):
            value = row[place]
            if value is not None and value in (best, worst):
                look = "better" if value == best else "worse"
                sheet.write_number(at, place, value, marked(book, kind(measure), look, bold=True))


def differences_sheet(book: Book, document: Document) -> None:
    """Write what each case is more than the base, green where that is better."""
    t, measures, cases = book.t, document["measures"], document["cases"][1:]
    note = t("The case less the base: green is better, red is worse, = is no difference.")
    sheet = book.sheet(t("Differences"), t("Differences to the base"), note)
    rows = _figures(book, sheet, cases, measures, "difference")
    for at, row in enumerate(rows, start=_TOP):
        for place, measure in enumerate(measures, start=FIRST):
            if row[place] is not None:
                of = kind(measure)
                look = marked(book, of, verdict(row[place], measure), num_format=_SIGNED[of])
                sheet.write_number(at, place, row[place], look)


def _figures(
    book: Book, sheet: Any, cases: list[Document], measures: list[Document], of: str
) -> list[tuple[Any, ...]]:
    """Write a line a case with its figure ``of`` every measure, measures or difference; return the lines."""
    t = book.t
    columns = (*case_columns(book), *(Column(head=head(one, t), kind=kind(one)) for one in measures))
    rows: list[tuple[Any, ...]] = [
        (
            case_name(case, t),
            state_name(case, t),
            *(number(case[of].get(one["name"]), one) for one in measures),
        )
        for case in cases
    ]
    book.table(sheet, columns, rows)
    sheet.set_row(_TOP - 1, 62)
    return rows


def years_sheet(book: Book, document: Document) -> None:
    """Write the money of each case by year: of all payers, and of that public money."""
    t, years = book.t, document["years"]
    sheet = book.sheet(t("Money by year"), t("Money by year and case (10,000 yuan)"))
    columns = (
        *case_columns(book),
        Column(head=t("Money"), kind="text"),
        *(Column(head=str(year), kind="wan") for year in years),
        Column(head=t("Total"), kind="wan"),
    )
    rows: list[Sequence[Any]] = []
    for case in document["cases"]:
        by = {row["year"]: row for row in (case["plan"] or {}).get("by_year", ())}
        for key, label in (("cost", t("all payers")), ("public_money", t("public money"))):
            amounts = [wan_number(by[year][key]) if year in by else None for year in years]
            total = round(sum(amount or 0 for amount in amounts), 6) if by else None
            rows.append((case_name(case, t), state_name(case, t), label, *amounts, total))
    book.table(sheet, columns, rows)


def gave_way_sheet(book: Book, document: Document) -> None:
    """Write the limits that gave way in cases that no plan can meet; no sheet where none did."""
    t = book.t
    rows = [
        (
            case_name(case, t),
            rule_label(one["rule"], t),
            said(one, "sentence", t.lang),
            said(one, "place", t.lang) or one["where"],
            one["amount"] / (YUAN_PER_WAN if one["unit"] == "yuan" else 1),
            unit_label(one["unit"], t),
        )
        for case in document["cases"]
        for one in case["gave_way"]
    ]
    if not rows:
        return
    sheet = book.sheet(t("Gave way"), t("Limits that gave way where no plan keeps every rule"))
    columns = (
        Column(head=t("Case"), most=52),
        Column(head=t("Rule"), most=30),
        Column(head=t("What gave way"), most=80),
        Column(head=t("Where"), most=40),
        Column(head=t("Amount"), kind="decimal"),
        Column(head=t("Unit"), kind="center"),
    )
    book.table(sheet, columns, rows)


def short_sheet(book: Book, document: Document) -> None:
    """Write by how much each rule falls short in cases that no plan can meet, and rules found in conflict."""
    t = book.t
    rows = [
        (case_name(case, t), t("falls short"), said(one, "label", t.lang), said(one, "sentence", t.lang))
        for case in document["cases"]
        for one in case["fell_short"]
    ]
    for found in document.get("conflicts") or ():
        name, what = named(document, found["case"], t), t("in conflict")
        if not found["minimal"]:
            what = t("in conflict (search cut short)")
        rows += [
            (name, what, said(rule, "label", t.lang), said(rule, "sentence", t.lang))
            for rule in found["rules"]
        ]
    if not rows:
        return
    sheet = book.sheet(t("Rules not kept"), t("Rules that fall short, and rules found in conflict"))
    columns = (
        Column(head=t("Case"), most=52),
        Column(head=t("What"), most=30),
        Column(head=t("Rule"), most=30),
        Column(head=t("How"), kind="wrap", most=110),
    )
    book.table(sheet, columns, rows)


def changes_sheet(book: Book, document: Document) -> None:
    """Write every value that a case changes, with what it was; no sheet where nothing changes."""
    t = book.t
    rows = []
    for case in document["cases"]:
        told = {"programme": {"what_ifs": case["what_ifs"]}, "changes": case["changes"]}
        for c in changes_said(told, t):
            before, after = (
                plain if plain is not None and not c.is_year else text
                for plain, text in zip(c.plain, (c.before, c.after), strict=True)
            )
            where = (c.table, c.row, c.column or t("(whole row)"))
            rows.append((case_name(case, t), c.what_if, c.kind, c.reason, *where, before, after))
    if not rows:
        return
    sheet = book.sheet(t("Changes"), t("Values changed by what-ifs"))
    columns = (
        Column(head=t("Case"), most=46),
        Column(head=t("What-if"), most=46),
        Column(head=t("Kind"), kind="center"),
        Column(head=t("Reason"), most=40),
        Column(head=t("Table")),
        Column(head=t("Row"), most=36),
        Column(head=t("Column"), most=40),
        Column(head=t("Before"), kind="precise"),
        Column(head=t("After"), kind="precise"),
    )
    book.table(sheet, columns, rows)


def how_sheet(book: Book, document: Document) -> None:
    """Write how each case was worked out, by what it can be made again."""
    t = book.t
    note = t(
        "Version {version}. Options: {options}.", version=document["version"], options=_options(document, t)
    )
    sheet = book.sheet(t("How worked out"), t("How the cases were worked out"), note)
    columns = (
        *case_columns(book),
        Column(head=t("Gap"), kind="gap"),
        Column(head=t("Engine"), kind="center"),
        Column(head=t("Seconds"), kind="decimal"),
        Column(head=t("Repeatable"), kind="center"),
        Column(head=t("Same programme as"), most=40),
        Column(head=t("Fingerprint"), most=66),
    )
    rows = [
        (
            case_name(case, t),
            state_name(case, t),
            case["gap"],
            case["engine"],
            case["seconds"],
            t("yes") if case["repeatable"] else t("no"),
            named(document, case["same_as"], t),
            case["fingerprint"],
        )
        for case in document["cases"]
    ]
    book.table(sheet, columns, rows)


def _options(document: Document, t: Words) -> str:
    heads = {"engine": t("Engine"), "gap": t("Gap"), "seconds": t("Seconds at most"), "seed": t("Seed")}
    told = [(heads.get(key, key), value) for key, value in document["options"].items() if value is not None]
    return t(", ").join(f"{head} {value}" for head, value in told)
