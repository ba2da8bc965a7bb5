"""The sheets of what gave way, and of aims held in turn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.report.book.sheet import Book, Column
from planner.report.giving_way import gave_way_in, gave_way_sentence, tiers_in
from planner.report.labels import unit_label
from planner.report.rule_names import rule_label
from planner.report.units import YUAN_PER_WAN
from planner.words import said

if TYPE_CHECKING:
    from planner.report.facts import Facts


def giving_way_sheets(book: Book, facts: Facts) -> None:
    """Write what gave way and the aims held in turn; no sheet where there is none."""
    t, document = book.t, facts.document
    if gave_way_in(document):
        sheet = book.sheet(t("Gave way"), t("What gave way"), gave_way_sentence(document, t))
        columns = (
            Column(head=t("Rank"), kind="center"),
            Column(head=t("Rule"), most=24),
            Column(head=t("Where"), most=40),
            Column(head=t("Amount"), kind="precise"),
            Column(head=t("Unit")),
            Column(head=t("What"), kind="wrap", most=90),
        )
        rows = [
            (
                entry["rank"],
                rule_label(entry["rule"], t),
                entry["where"],
                entry["amount"] / (YUAN_PER_WAN if entry["unit"] == "yuan" else 1),
                unit_label(entry["unit"], t),
                said(entry, "sentence", t.lang),
            )
            for entry in gave_way_in(document)
        ]
        book.table(sheet, columns, rows)
    if tiers_in(document):
        _tiers_sheet(book, facts)


def _tiers_sheet(book: Book, facts: Facts) -> None:
    t = book.t
    sheet = book.sheet(t("Aims"), t("Aims in strict order"))
    columns = (
        Column(head=t("Aim"), most=40),
        Column(head=t("Best found"), kind="precise"),
        Column(head=t("No plan is better than"), kind="precise"),
        Column(head=t("Gap"), kind="precise"),
        Column(head=t("Held at"), kind="precise"),
        Column(head=t("Value of the plan"), kind="precise"),
        Column(head=t("Costs the next, at least"), kind="precise"),
        Column(head=t("Costs the next, at most"), kind="precise"),
    )
    rows = []
    for tier in tiers_in(facts.document):
        price = tier.get("price") or {"low": None, "high": None}
        figures = (tier[key] for key in ("objective", "bound", "gap", "held_at", "final"))
        rows.append((said(tier, "aim", t.lang), *figures, price["low"], price["high"]))
    book.table(sheet, columns, rows)
