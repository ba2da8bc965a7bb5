"""The workbook, read back: numbers are numbers, sums are those of the document."""

from __future__ import annotations

import datetime
import zipfile
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from planner.report.book import write_xlsx
from planner.words import words
from scenarios.model.programme import Programme
from tests.shown.fake import fake_document, fake_programme

Rows = list[list[Any]]


def sheet(book: tuple[Path, str], name: str) -> Rows:
    t = words(book[1])
    return CalamineWorkbook.from_path(book[0]).get_sheet_by_name(t(name)).to_python(skip_empty_area=False)


def column(rows: Rows, head: str, header: int = 2) -> list[Any]:
    place = rows[header].index(head)
    return [row[place] for row in rows[header + 1 :]]


def test_sheets_are_there_in_both_languages(book_file: tuple[Path, str]) -> None:
    names = CalamineWorkbook.from_path(book_file[0]).sheet_names
    t = words(book_file[1])
    wanted = ("Overview", "Ledger", "Money totals", "Funds by year", "Streets", "Classes of work", "Works")
    wanted += ("Left out", "Rules", "Targets", "Assumptions", "Findings")
    assert {t(name) for name in wanted} <= set(names)
    assert [t("{year} plan", year=year) for year in range(2020, 2026)] == names[1:7]
    assert all(len(name) <= 31 for name in names)


def test_annual_plans_hold_every_campaign_once_and_sum_up(
    book_file: tuple[Path, str], document: dict[str, Any]
) -> None:
    t = words(book_file[1])
    cost, households = 0.0, 0.0
    for year in range(2020, 2026):
        rows = (
            CalamineWorkbook.from_path(book_file[0])
            .get_sheet_by_name(t("{year} plan", year=year))
            .to_python()
        )
        begun = [c for c in document["campaigns"] if c["start"].startswith(str(year))]
        body, total = rows[6 : 6 + len(begun)], rows[6 + len(begun)]
        assert total[0] == t("Total")
        assert [row[0] for row in body] == [*range(1, len(begun) + 1)]
        assert total[6] == pytest.approx(sum(c["cost"] for c in begun) / 1e4, abs=1e-6)
        assert total[6] == pytest.approx(sum(row[6] for row in body), abs=1e-6)
        funds = [value for value in total[14:22] if value != ""]
        assert sum(funds) == pytest.approx(total[6], abs=1e-6), "sources of money add up to the investment"
        assert all(isinstance(row[10], datetime.date) and row[10].year == year for row in body)
        cost, households = cost + total[6], households + total[3]
    assert cost == pytest.approx(document["totals"]["cost"] / 1e4, abs=1e-6)
    assert households == document["totals"]["households"]


def test_annual_plans_have_the_official_lines(book_file: tuple[Path, str]) -> None:
    t = words(book_file[1])
    rows = CalamineWorkbook.from_path(book_file[0]).get_sheet_by_name(t("{year} plan", year=2022)).to_python()
    said = {str(cell) for row in rows for cell in row}
    for line in (
        "Reporting unit:",
        "Reported by:",
        "Date of report:",
        "Sources of money (10,000 yuan)",
        "(Seal)",
    ):
        assert t(line) in said


def test_the_ledger_agrees_with_the_document(book_file: tuple[Path, str], document: dict[str, Any]) -> None:
    t = words(book_file[1])
    rows = sheet(book_file, "Ledger")
    costs = column(rows, t("Cost"))
    assert all(isinstance(cost, float) for cost in costs)
    assert costs[-1] == pytest.approx(document["totals"]["cost"] / 1e4, abs=1e-6)
    assert sum(costs[:-1]) == pytest.approx(costs[-1], abs=1e-6)
    assert column(rows, t("Households"))[-1] == document["programme_totals"]["households"] + sum(
        sorted(place.households for place in _excluded())
    )
    assert isinstance(column(rows, t("Start"))[0], datetime.date)


def _excluded() -> list[Any]:
    from planner.report.facts import Facts

    return [place for place in Facts(fake_document(), fake_programme()).places if place.state == "excluded"]


def test_money_by_fund_year_and_payer_agree(book_file: tuple[Path, str], document: dict[str, Any]) -> None:
    rows = sheet(book_file, "Money totals")
    drawn = sum(year["cost"] for year in document["by_year"]) / 1e4
    totals = [row for row in rows if row[0] == words(book_file[1])("Total")]
    assert [row[7] for row in totals] == [pytest.approx(drawn, abs=1e-6)] * 2
    years = sheet(book_file, "Funds by year")
    t = words(book_file[1])
    assert column(years, t("Drawn"))[-1] == pytest.approx(drawn, abs=1e-6)
    left = [
        a - d for a, d in zip(column(years, t("Available"))[:-1], column(years, t("Drawn"))[:-1], strict=True)
    ]
    assert column(years, t("Left at the year's end"))[:-1] == pytest.approx(left, abs=1e-6)


def test_works_streets_and_classes_sum_to_the_same(
    book_file: tuple[Path, str], document: dict[str, Any]
) -> None:
    t = words(book_file[1])
    for name in ("Works", "Streets", "Classes of work"):
        assert column(sheet(book_file, name), t("Cost"))[-1] == pytest.approx(
            document["totals"]["cost"] / 1e4, abs=1e-5
        )


def test_sheets_are_frozen_filtered_and_ready_to_print(book_file: tuple[Path, str]) -> None:
    book = load_workbook(book_file[0])
    t = words(book_file[1])
    for name in (t("Ledger"), t("Works"), t("Funds by year"), t("{year} plan", year=2022)):
        page = book[name]
        assert page.freeze_panes not in (None, "A1")
        assert page.auto_filter.ref
        assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 8)  # 8 is A3
        assert page.print_title_rows
    formula = book[t("Ledger")].cell(3 + 431 + 1, 7).value
    assert str(formula).startswith("=SUBTOTAL(109,"), "totals follow the filter"


def test_text_is_never_a_formula_or_a_link(
    tmp_path: Path, programme: Programme, document: dict[str, Any]
) -> None:
    first = dict(document["campaigns"][0])
    first["works"] = [{**first["works"][0], "name": '=HYPERLINK("http://example")', "work_type": "odd"}]
    bad = {**document, "campaigns": [first], "targets": []}
    bad["assumptions"] = [{"about": "=1+1", "value": "http://example", "what": "@SUM(1)", "what_zh": ""}]
    write_xlsx(bad, programme, tmp_path / "plan.xlsx", "en")
    with zipfile.ZipFile(tmp_path / "plan.xlsx") as parts:
        sheets = [parts.read(name).decode() for name in parts.namelist() if "worksheets/sheet" in name]
        links = [parts.read(name).decode() for name in parts.namelist() if "worksheets/_rels" in name]
    assert not any("<f>1+1" in text or "<f>HYPERLINK" in text for text in sheets)
    assert not any("http://example" in text for text in links)


def test_a_small_programme_without_extras(tmp_path: Path) -> None:
    document = {**fake_document(27), "targets": [], "findings": [], "assumptions": [], "left_out": []}
    write_xlsx(document, fake_programme(27), tmp_path / "plan.xlsx", "zh")
    names = CalamineWorkbook.from_path(tmp_path / "plan.xlsx").sheet_names
    assert "指标" not in names
    assert "小区台账" in names
