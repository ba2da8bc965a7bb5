"""The first sheet: what the plan does, what it is worth, how good it is proven to be, and who pays."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from planner.report.book.sheet import ACCENT, MUTED, PALE, Book, Column, text_width
from planner.report.changes import what_if_names
from planner.report.decided import funding_counts
from planner.report.labels import FUNDING, PAYERS, PROOFS, PROVERS, SOLVE_STATES
from planner.report.sentences import audit_sentence, certificate_sentence, largest_limits
from planner.report.units import wan_number
from planner.report.where import row_names
from planner.words import mark

if TYPE_CHECKING:
    from planner.report.facts import Facts
    from planner.words import Words

_LABELS, _FIGURES = 0, 1
ASKED = (
    ("estates", mark("Estates"), "count", 1.0),
    ("households", mark("Households"), "count", 1.0),
    ("buildings", mark("Buildings"), "count", 1.0),
    ("floor_area_m2", mark("Floor area (10,000 m²)"), "wan", 1e-4),
    ("cost", mark("Total cost (10,000 yuan)"), "wan", 1e-4),
)
"""Totals of the plan: key, name, kind of cell, factor to the unit shown."""
MEASURES = (
    ("benefit", mark("Benefit (household-years)"), "number", 1.0),
    ("benefit_within", mark("– within the plan"), "number", 1.0),
    ("residual", mark("– residual value after the plan"), "number", 1.0),
    ("mean_wait_years", mark("Mean wait of a household until completion (years)"), "wan", 1.0),
    ("disruption", mark("Construction disruption (household-days)"), "count", 1.0),
    ("due_after_plan", mark("Due after the plan (10,000 yuan)"), "wan", 1e-4),
    ("reopenings", mark("Grounds opened again"), "count", 1.0),
)
"""Measures of the plan, each unweighted: key, name, kind of cell, factor to the unit shown."""


def overview_sheet(book: Book, facts: Facts, contents: list[str]) -> None:
    """Write the first sheet; ``contents`` are the names of the others."""
    t = book.t
    sheet = book.workbook.get_worksheet_by_name(t("Overview"))
    sheet.set_column(0, 0, 46)
    sheet.set_column(1, 6, 15)
    sheet.set_column(7, 7, 4)
    sheet.set_column(8, 8, 18)
    sentence = certificate_sentence(facts.document, t)
    sheet.merge_range(2, 0, 2, 6, sentence, book.style(bold=True, bg_color=PALE, valign="vcenter"))
    sheet.set_row(2, 22)
    sheet.write_string(3, 0, audit_sentence(facts.document, t))
    row = _figures(book, sheet, facts, 5)
    row = _payers(book, sheet, facts, row + 1)
    row = _years(book, sheet, facts, row + 1)
    row = _limits(book, sheet, facts, row + 1)
    _certificate(book, sheet, facts, row + 1)
    heading = book.style(bold=True, font_size=12, font_color=ACCENT)
    sheet.write_string(2, 8, t("Sheets"), heading)
    link = book.style(font_color="#0B5394", underline=1, valign="top")
    for number, name in enumerate(contents):
        sheet.write_url(3 + number, 8, f"internal:'{name}'!A1", link, name)
    sheet.set_first_sheet()
    sheet.activate()


def _limits(book: Book, sheet: Any, facts: Facts, row: int) -> int:
    """What holds the plan back most."""
    limits = largest_limits(facts.document, book.t, row_names(facts.programme, book.t))
    if limits:
        heading = book.style(bold=True, font_size=12, font_color=ACCENT)
        sheet.write_string(row, 0, book.t("What limits the plan most"), heading)
    for number, sentence in enumerate(limits, start=1):
        at = row + number
        sheet.merge_range(at, 0, at, 6, f"{number}. {sentence}", book.style(text_wrap=True, valign="top"))
        sheet.set_row(at, 16 if text_width(sentence) < 125 else 30)
    return row + 1 + len(limits)


def _certificate(book: Book, sheet: Any, facts: Facts, row: int) -> None:
    """How good the plan is proven to be, and how that is known."""
    t, certificate = book.t, facts.document["certificate"]
    sheet.write_string(row, 0, t("Certificate"), book.style(bold=True, font_size=12, font_color=ACCENT))
    lines = (
        (t("Status"), t(SOLVE_STATES.get(certificate["status"], certificate["status"])), "text"),
        (t("Value of the plan"), certificate["objective"], "number"),
        (t("No plan is better than"), certificate["bound"], "number"),
        (t("Gap"), certificate["gap"], "gap"),
        (t("Proven by"), _prover(certificate, t), "text"),
        (t("Seconds"), certificate["seconds"], "number"),
        (t("Repeatable"), t("yes") if certificate["repeatable"] else t("no: time stopped it"), "text"),
        (t("Version"), certificate["version"], "text"),
        (t("Fingerprint of the programme"), str(certificate["fingerprint"])[:16], "text"),
        (t("Read from"), str(facts.document["programme"]["source"]), "text"),
        *([(t("What-ifs"), named, "text")] if (named := what_if_names(facts.document, t)) else []),
    )
    for number, (label, value, kind) in enumerate(lines, start=row + 1):
        sheet.write_string(number, _LABELS, label, book.style(font_color=MUTED))
        if kind == "gap" and value is not None:
            sheet.write_number(number, _FIGURES, value, book.style(num_format="0.0000%", align="left"))
        elif isinstance(value, int | float):
            sheet.write_number(number, _FIGURES, value, book.style(num_format="#,##0.00", align="left"))
        else:
            sheet.write_string(number, _FIGURES, str(value or ""))


def _prover(certificate: dict[str, Any], t: Words) -> str:
    """Who proved the bound, and how."""
    engine, how = str(certificate["engine"] or ""), str(certificate["bound_by"] or "")
    return " · ".join(filter(None, (t(PROVERS.get(engine, engine)), t(PROOFS.get(how, how)))))


def _figures(book: Book, sheet: Any, facts: Facts, row: int) -> int:
    """What the plan does, of what was asked, and its measures."""
    t, document = book.t, facts.document
    heads = (t("Figure"), t("Plan"), t("Asked for"), t("Share"))
    _heads(book, sheet, row, heads)
    for number, (key, label, kind, factor) in enumerate(ASKED, start=row + 1):
        done, asked = document["totals"][key] * factor, document["programme_totals"][key] * factor
        sheet.write_string(number, 0, t(label), book.look("text"))
        sheet.write_number(number, 1, round(done, 6), book.look(kind))
        sheet.write_number(number, 2, round(asked, 6), book.look(kind))
        if asked:
            sheet.write_number(number, 3, done / asked, book.look("share"))
    row += 1 + len(ASKED)
    for number, (key, label, kind, factor) in enumerate(MEASURES, start=row):
        value = document["measures"].get(key)
        sheet.write_string(number, 0, t(label), book.look("text"))
        if value is not None:
            sheet.write_number(number, 1, round(value * factor, 6), book.look(kind))
    row += len(MEASURES)
    for number, (word, campaigns) in enumerate(funding_counts(document).items(), start=row):
        label = t("Campaigns whose dates are: {word}", word=t(FUNDING[word]))
        sheet.write_string(number, 0, label, book.look("text"))
        sheet.write_number(number, 1, campaigns, book.look("count"))
    return row + len(funding_counts(document))


def _payers(book: Book, sheet: Any, facts: Facts, row: int) -> int:
    t, shown = book.t, facts.payers
    _heads(book, sheet, row, (t("Payer"), t("Money (10,000 yuan)"), t("Share")))
    whole = sum(shown.values())
    for number, (who, amount) in enumerate(shown.items(), start=row + 1):
        sheet.write_string(number, 0, t(PAYERS[who]), book.look("text"))
        sheet.write_number(number, 1, wan_number(amount), book.look("wan"))
        sheet.write_number(number, 2, amount / whole, book.look("share"))
    return row + 1 + len(shown)


def _years(book: Book, sheet: Any, facts: Facts, row: int) -> int:
    """What is started, completed and paid in each year, with a chart beside it."""
    t = book.t
    columns = (
        Column(head=t("Year"), kind="year"),
        Column(head=t("Estates started"), kind="count", total=True),
        Column(head=t("Estates completed"), kind="count", total=True),
        Column(head=t("Households started"), kind="count", total=True),
        Column(head=t("Households completed"), kind="count", total=True),
        Column(head=t("Area completed (10,000 m²)"), kind="wan", total=True),
        Column(head=t("Money (10,000 yuan)"), kind="wan", total=True),
    )
    keys = ("year", "started", "completed", "households_started", "households_completed")
    rows = [
        (
            *(entry[key] for key in keys),
            round(entry["floor_area_completed_m2"] / 1e4, 6),
            wan_number(entry["cost"]),
        )
        for entry in facts.document["by_year"]
    ]
    _heads(book, sheet, row, [column.head for column in columns])
    last = book.rows(sheet, columns, rows, row + 1)
    book.totals(sheet, columns, rows, last)
    chart = book.workbook.add_chart({"type": "column"})
    for place, colour in ((1, "#35688E"), (2, "#E9A13B")):
        name = t("Overview")
        chart.add_series(
            {
                "name": [name, row, place],
                "categories": [name, row + 1, 0, last - 1, 0],
                "values": [name, row + 1, place, last - 1, place],
                "fill": {"color": colour},
                "gap": 80,
            }
        )
    chart.set_title({"name": t("Estates started and completed"), "name_font": {"size": 11}})
    chart.set_legend({"position": "bottom"})
    chart.set_y_axis({"major_gridlines": {"visible": True, "line": {"color": "#E1E6EA"}}})
    chart.set_size({"width": 620, "height": 260})
    sheet.insert_chart(24, 8, chart, {"description": t("Estates started and completed")})
    return last + 1


def _heads(book: Book, sheet: Any, row: int, heads: Any) -> None:
    look = book.style(
        bold=True, font_color="#FFFFFF", bg_color=ACCENT, align="center", valign="vcenter", text_wrap=True
    )
    for place, head in enumerate(heads):
        sheet.write_string(row, place, head, look)
    sheet.set_row(row, 20 if book.t.lang == "zh" else 30)
