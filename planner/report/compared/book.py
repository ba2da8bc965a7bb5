"""The workbook of a comparison, sheet by sheet; sheets of what a study was not asked are left out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from planner.report.book.sheet import Book
from planner.report.book.writer import new_workbook
from planner.report.compared.book_cases import (
    changes_sheet,
    differences_sheet,
    gave_way_sheet,
    how_sheet,
    measures_sheet,
    short_sheet,
    years_sheet,
)
from planner.report.compared.book_choices import (
    curve_sheet,
    dominated_sheet,
    pareto_sheet,
    priority_sheet,
    tipping_sheet,
)
from planner.report.compared.book_estates import moves_sheet, starts_sheet
from planner.report.compared.book_futures import played_sheet, regret_sheet, robust_sheet
from planner.report.compared.said import sentence
from planner.words import words

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def write_comparison_xlsx(document: Mapping[str, Any], path: Path, lang: str) -> None:
    """Write a comparison document as a workbook in one language; raises OSError where it cannot."""
    t = words(lang)
    named = document["programme"]
    name = t.pick(named["name"] or "", named["name_zh"] or "")
    workbook = new_workbook(path, name, lang)
    book = Book(workbook, t, name, f"{name} · {sentence(document, t)}".replace("&", "&&"))
    for sheet in (
        measures_sheet,
        differences_sheet,
        moves_sheet,
        starts_sheet,
        years_sheet,
        dominated_sheet,
        curve_sheet,
        pareto_sheet,
        priority_sheet,
        tipping_sheet,
        regret_sheet,
        robust_sheet,
        played_sheet,
        short_sheet,
        gave_way_sheet,
        changes_sheet,
        how_sheet,
    ):
        sheet(book, document)
    workbook.close()
