"""The workbook of an outcome, sheet by sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from planner.report.book.changes import changes_sheet
from planner.report.book.sheet import Book
from planner.report.book.writer import new_workbook
from planner.report.files import all_or_none
from planner.report.outcome.book_causes import (
    attribution_sheet,
    crews_sheet,
    drivers_sheet,
    months_sheet,
    works_sheet,
)
from planner.report.outcome.book_dates import (
    campaigns_sheet,
    funds_sheet,
    headline_sheet,
    phases_sheet,
    promises_sheet,
    streets_sheet,
)
from planner.report.outcome.book_money import cash_sheet, fund_years_sheet
from planner.report.outcome.book_notes import against_sheet, assumptions_sheet, register_sheet
from planner.report.outcome.book_residents import channels_sheet, disruption_sheet, peaks_sheet
from planner.report.outcome.said import finish_short
from planner.words import words

if TYPE_CHECKING:
    from pathlib import Path

    from scenarios.model.programme import Programme


def write_outcome_xlsx(document: dict[str, Any], programme: Programme, path: Path, lang: str) -> None:
    """Write an outcome document as a workbook in one language, whole or not at all."""
    with all_or_none(path) as (stage,):
        _write(document, programme, stage, lang)


def _write(document: dict[str, Any], programme: Programme, path: Path, lang: str) -> None:
    t = words(lang)
    name = t.pick(str(document["programme"]["name"]), str(document["programme"]["name_zh"]))
    workbook = new_workbook(path, name, lang)
    foot = f"{name} · {document['fingerprint'][:8]} · {finish_short(document, t)}"
    book = Book(workbook, t, name, foot.replace("&", "&&"))
    headline_sheet(book, document)
    campaigns_sheet(book, document)
    streets_sheet(book, document)
    phases_sheet(book, document)
    funds_sheet(book, document, programme)
    cash_sheet(book, document, programme)
    fund_years_sheet(book, document, programme)
    promises_sheet(book, document)
    attribution_sheet(book, document)
    drivers_sheet(book, document)
    works_sheet(book, document, programme)
    crews_sheet(book, document)
    months_sheet(book, document)
    disruption_sheet(book, document)
    channels_sheet(book, document)
    peaks_sheet(book, document)
    register_sheet(book, document)
    against_sheet(book, document)
    assumptions_sheet(book, document)
    changes_sheet(book, document)
    workbook.close()
