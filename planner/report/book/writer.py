"""The workbook of a plan, sheet by sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from planner.report.book.annual import annual_sheets
from planner.report.book.answers import answers_sheet
from planner.report.book.decided import costs_sheet, openings_sheet, readiness_sheet
from planner.report.book.money import fund_years_sheet, money_sheet
from planner.report.book.overview import overview_sheet
from planner.report.book.places import classes_sheet, ledger_sheet, left_out_sheet, streets_sheet, works_sheet
from planner.report.book.residents import residents_sheet
from planner.report.book.rules import notes_sheets, rules_sheet, targets_sheet
from planner.report.book.scores import scores_sheet
from planner.report.book.sheet import Book
from planner.report.facts import Facts
from planner.report.files import all_or_none
from planner.report.labels import programme_name
from planner.report.sentences import certificate_sentence
from planner.words import words

if TYPE_CHECKING:
    from pathlib import Path

    from planner.report.facts import Document
    from scenarios.model.programme import Programme

_FONTS = {"zh": "Microsoft YaHei", "en": "Calibri"}


def write_xlsx(document: Document, programme: Programme, path: Path, lang: str) -> None:
    """Write a plan document as a workbook in one language, whole or not at all."""
    with all_or_none(path) as (stage,):
        _write(Facts(document, programme), stage, lang)


def _write(facts: Facts, path: Path, lang: str) -> None:
    t = words(lang)
    name = programme_name(facts.document, facts.programme, t)
    workbook = new_workbook(path, name, lang)
    book = Book(workbook, t, name, _foot(facts, name, lang))
    book.sheet(t("Overview"), name, t("Multi-year phase plan {years}", years=_span(facts)), header=0)
    annual_sheets(book, facts)
    ledger_sheet(book, facts)
    money_sheet(book, facts)
    fund_years_sheet(book, facts)
    costs_sheet(book, facts)
    streets_sheet(book, facts)
    classes_sheet(book, facts)
    works_sheet(book, facts)
    openings_sheet(book, facts)
    readiness_sheet(book, facts)
    left_out_sheet(book, facts)
    answers_sheet(book, facts)
    residents_sheet(book, facts)
    rules_sheet(book, facts)
    targets_sheet(book, facts)
    scores_sheet(book, facts)
    notes_sheets(book, facts)
    overview_sheet(book, facts, [sheet.get_name() for sheet in workbook.worksheets()[1:]])
    workbook.close()


def new_workbook(path: Path, name: str, lang: str) -> Any:
    """Return an empty workbook in the language's font."""
    import xlsxwriter  # here, because it is only needed when a workbook is written

    font = {"font_name": _FONTS[lang], "font_size": 10}
    workbook = xlsxwriter.Workbook(str(path), {"default_format_properties": font})
    workbook.set_properties({"title": name, "comments": "estate-renewal"})
    return workbook


def _foot(facts: Facts, name: str, lang: str) -> str:
    """What every printed page says at its foot: which plan, of which programme, how good."""
    certificate = facts.document["certificate"]
    sentence = certificate_sentence(facts.document, words(lang))
    plain = f"{name} · {certificate['fingerprint'][:8]} · {sentence}"
    return plain.replace("&", "&&")


def _span(facts: Facts) -> str:
    return f"{facts.years[0]}–{facts.years[-1]}"
