"""The sheets of rules and notes: what binds and at what price, targets, assumptions, findings, breaches."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from planner.report.book.changes import changes_sheet
from planner.report.book.giving_way import giving_way_sheets
from planner.report.book.sheet import Book, Column, day
from planner.report.labels import (
    MEASURES,
    NOTE_KINDS,
    STRENGTHS,
    cell_of,
    unit_label,
)
from planner.report.rule_names import rule_label
from planner.report.units import YUAN_PER_WAN
from planner.report.where import Names, row_names, where_label
from planner.words import said

if TYPE_CHECKING:
    from planner.report.facts import Document, Facts
    from planner.words import Words


def rules_sheet(book: Book, facts: Facts) -> None:
    """Write every rule that is on: whether it binds, what is left of it, what easing it would bring."""
    t = book.t
    note = t("Slack: what is left of the limit. Price: what one unit more of the limit would add to the aim.")
    sheet = book.sheet(t("Rules"), t("Rules of the plan"), note)
    columns = (
        Column(head=t("Rule"), kind="wrap", most=70),
        Column(head=t("Where"), most=36),
        Column(head=t("Binds"), kind="center"),
        Column(head=t("Slack"), kind="number"),
        Column(head=t("Unit")),
        Column(head=t("Price (household-years per unit)"), kind="precise"),
        Column(head=t("Price by"), kind="center"),
        Column(head=t("Note"), kind="wrap", most=50),
    )
    names = row_names(facts.programme, t)
    rows = [row for rule in facts.document["rules"] for row in _rule_rows(rule, t, names)]
    book.table(sheet, columns, rows, frozen=0)
    marked = {"type": "cell", "criteria": "==", "value": f'"{t("binds")}"', "format": _binding(book)}
    sheet.conditional_format(3, 2, 2 + len(rows), 2, marked)


def _binding(book: Book) -> Any:
    return book.workbook.add_format({"bold": True, "bg_color": "#FFF2CC", "font_color": "#7A4B00"})


def _rule_rows(rule: Document, t: Words, names: Names) -> list[tuple[Any, ...]]:
    """One row for the rule as a whole, then one for each place where it holds."""
    sentence, unit = said(rule, "sentence", t.lang), str(rule.get("unit") or "")
    spoken = unit_label(unit, t)
    per = YUAN_PER_WAN if unit == "yuan" else 1

    def row(where: str, binds: bool, slack: float | None, price: float | None, note: str) -> tuple[Any, ...]:
        return (
            sentence,
            where,
            t("binds") if binds else t("not"),
            None if slack is None else slack / per,
            spoken,
            None if price is None else price * per,
            _priced_by(rule["price_by"] or "", t),
            note,
        )

    whole = row(t("(as a whole)"), rule["binding"], rule["slack"], rule["price"], said(rule, "note", t.lang))
    return [
        whole,
        *(
            row(
                where_label(rule["name"], entry["where"], names, t),
                entry["slack"] == 0 or bool(entry["price"]),
                entry["slack"],
                entry["price"],
                "",
            )
            for entry in rule["rows"]
        ),
    ]


def _priced_by(how: str, t: Words) -> str:
    """Return how a price was found: where there are several aims, of which."""
    kind, _, aim = how.partition(": ")
    name = {"dual": t("dual value"), "re-solve": t("re-solve")}.get(kind, "")
    return t("{how} of the aim {aim}", how=name, aim=aim) if aim else name


def targets_sheet(book: Book, facts: Facts) -> None:
    """Write the targets and how far each is reached; no sheet without targets."""
    t = book.t
    if not facts.document["targets"]:
        return
    sheet = book.sheet(t("Targets"), t("Targets and how far they are reached"))
    columns = (
        Column(head=t("Target"), most=50),
        Column(head=t("Measure")),
        Column(head=t("Value"), kind="number"),
        Column(head=t("Reached"), kind="number"),
        Column(head=t("Shortfall"), kind="number"),
        Column(head=t("Started of the task"), kind="share"),
        Column(head=t("Completed of the task"), kind="share"),
        Column(head=t("Strength"), most=26),
        Column(head=t("By"), kind="date"),
    )
    rows = [
        (
            target["name"],
            t(MEASURES.get(target["measure"], target["measure"])),
            target["value"],
            target["reached"],
            target["shortfall"],
            *(target.get("rate", {}).get(counted) for counted in ("started", "completed")),
            t(STRENGTHS.get(target["strength"], target["strength"])),
            day(target["by"]),
        )
        for target in facts.document["targets"]
    ]
    book.table(sheet, columns, rows)


def notes_sheets(book: Book, facts: Facts) -> None:
    """Write assumptions, findings and, where there are any, changes by what-ifs and breaches."""
    t, document = book.t, facts.document
    note = t("Values that nobody stated: the plan stands on them. Replace them with your own.")
    _notes_sheet(book, book.sheet(t("Assumptions"), t("Assumptions"), note), document["assumptions"])
    sheet = book.sheet(t("Findings"), t("Findings"), t("Legal but odd: please look at each."))
    _notes_sheet(book, sheet, document["findings"])
    changes_sheet(book, document)
    giving_way_sheets(book, facts)
    if document["audit"]:
        _audit_sheet(book, document["audit"])


def _notes_sheet(book: Book, sheet: Any, notes: list[Document]) -> None:
    """Write notes made on reading, each with the cell it is about."""
    t = book.t
    columns = (
        Column(head=t("Kind"), kind="center"),
        Column(head=t("About"), most=40),
        Column(head=t("Value"), most=30),
        Column(head=t("What"), kind="wrap", most=90),
        Column(head=t("Likely cause"), kind="wrap", most=60),
        Column(head=t("Cell"), most=40),
    )
    rows = [
        (
            t(NOTE_KINDS.get(note.get("kind") or "", "assumption")),
            note["about"],
            _plain(note.get("value")),
            said(note, "what", t.lang),
            said(note, "cause", t.lang),
            cell_of(note, t),
        )
        for note in notes
    ]
    book.table(sheet, columns, rows, frozen=0)


def _audit_sheet(book: Book, breaches: list[Document]) -> None:
    t = book.t
    sheet = book.sheet(t("Audit"), t("Rules that are broken"))
    columns = (
        Column(head=t("Rule"), most=24),
        Column(head=t("Where"), most=40),
        Column(head=t("Amount"), kind="precise"),
        Column(head=t("Unit")),
        Column(head=t("What"), kind="wrap", most=90),
    )
    rows = [
        (
            rule_label(b["rule"], t),
            b["where"],
            b["amount"] / (YUAN_PER_WAN if b["unit"] == "yuan" else 1),
            unit_label(b["unit"], t),
            said(b, "sentence", t.lang),
        )
        for b in breaches
    ]
    book.table(sheet, columns, rows)


def _plain(value: object) -> str | float | None:
    """A value as a cell: numbers as numbers, everything else in words."""
    if value is None or (isinstance(value, int | float) and not isinstance(value, bool)):
        return value
    return str(value)
