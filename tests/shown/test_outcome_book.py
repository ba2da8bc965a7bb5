"""The workbook and the terminal summary of an outcome: figures as in the document, both languages."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from planner.report.outcome.book import write_outcome_xlsx
from planner.report.outcome.terminal import outcome_lines
from planner.words import words
from tests.shown.played import Played

SHEETS = (
    "Headline",
    "Estates",
    "Streets",
    "Phases",
    "Funds",
    "Cash",
    "Fund years",
    "Promises",
    "Attribution",
    "Drivers",
    "Works",
    "Crews and permits",
    "Crews by month",
    "Disruption",
    "Nuisance",
    "Street peaks",
    "Risk register",
    "Two plans",
    "Assumptions",
)


@pytest.fixture(scope="module", params=["zh", "en"])
def book(request: pytest.FixtureRequest, played: Played) -> tuple[Path, str]:
    path = played.folder / f"outcome-{request.param}.xlsx"
    write_outcome_xlsx(played.document, played.programme, path, request.param)
    return path, request.param


def rows(book: tuple[Path, str], name: str) -> list[list[Any]]:
    t = words(book[1])
    return CalamineWorkbook.from_path(book[0]).get_sheet_by_name(t(name)).to_python(skip_empty_area=False)


def column(held: list[list[Any]], head: str, count: int) -> list[Any]:
    place = held[2].index(head)
    return [row[place] for row in held[3 : 3 + count]]


def test_its_sheets_in_their_order(book: tuple[Path, str]) -> None:
    t = words(book[1])
    names = CalamineWorkbook.from_path(book[0]).sheet_names
    assert names == [t(name) for name in SHEETS]
    assert all(len(name) <= 31 for name in names)


def test_the_headline_holds_finish_and_cost(book: tuple[Path, str], played: Played) -> None:
    cells = [cell for row in rows(book, "Headline") for cell in row]
    finish, cost = played.document["finish"], played.document["cost"]
    for p in ("p50", "p80", "p90"):
        assert datetime.date.fromisoformat(finish[p]["date"]) in cells
        assert any(isinstance(c, float) and abs(c - cost[p]["value"] / 1e4) < 1e-5 for c in cells)
    said = words(book[1])("{alike} of {checked} replications replayed in SimPy alike.", alike=3, checked=3)
    assert said in cells


def test_campaigns_have_dates_as_dates_and_money_as_numbers(book: tuple[Path, str], played: Played) -> None:
    t, held, campaigns = words(book[1]), rows(book, "Estates"), played.document["campaigns"]
    dates = [datetime.date.fromisoformat(one["finish"]["p80"]["date"]) for one in campaigns]
    assert column(held, "P80", len(campaigns)) == dates
    planned = [one["cost"]["planned"] / 1e4 for one in campaigns]
    assert column(held, t("Cost in the plan"), len(campaigns)) == pytest.approx(planned)
    chances = [one["finish"]["on_time"]["value"] for one in campaigns]
    assert column(held, t("Chance in time"), len(campaigns)) == pytest.approx(chances)


def test_parts_of_the_finish_sum_up_in_the_sheet(book: tuple[Path, str], played: Played) -> None:
    t, told = words(book[1]), played.document["attribution"]
    held = rows(book, "Attribution")
    count = len(told["causes"])
    assert sum(column(held, t("Days (mean)"), count)) == pytest.approx(told["days"], abs=0.01)
    assert held[3 + count][0] == t("Total")


def test_cash_of_every_fund_and_quarter(book: tuple[Path, str], played: Played) -> None:
    held, cash = rows(book, "Cash"), played.document["cash"]
    for key in ("P10", "P50", "P90"):
        assert column(held, key, len(cash)) == pytest.approx([one[key.lower()] / 1e4 for one in cash])


def test_every_assumption_is_listed(book: tuple[Path, str], played: Played) -> None:
    t, told = words(book[1]), played.document["assumptions"]
    held = rows(book, "Assumptions")
    assert column(held, t("Setting"), len(told)) == [one["key"] for one in told]
    assert t("assumption") in column(held, t("Standing"), len(told))
    assert t("as given") in column(held, t("Standing"), len(told))


def test_it_opens_well(book: tuple[Path, str]) -> None:
    workbook = load_workbook(book[0])
    for sheet in workbook:
        assert sheet.freeze_panes, sheet.title
        assert max(held.width for held in sheet.column_dimensions.values()) > 8
        assert len(sheet.oddFooter.left.text or "") < 255
    estates = workbook[words(book[1])("Estates")]
    assert estates.auto_filter.ref
    formats = {estates.cell(4, place + 1).number_format for place in range(estates.max_column)}
    assert {"yyyy-mm-dd", "0.0%"} <= formats


def test_what_was_not_asked_for_has_no_sheet(played: Played, tmp_path: Path) -> None:
    bare = {**played.document, "against": None, "works": [], "worths": [], "crews": [], "register": None}
    write_outcome_xlsx(bare, played.programme, tmp_path / "outcome.xlsx", "en")
    names = CalamineWorkbook.from_path(tmp_path / "outcome.xlsx").sheet_names
    assert not {"Two plans", "Works"} & set(names)
    register = CalamineWorkbook.from_path(tmp_path / "outcome.xlsx").get_sheet_by_name("Risk register")
    assert "The programme has no risk register." in [cell for row in register.to_python() for cell in row]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_terminal_says_what_matters(played: Played, lang: str) -> None:
    t, document = words(lang), played.document
    lines = list(outcome_lines(document, t, [Path("outcome.json")]))
    text = "\n".join(lines)
    for said in (
        t("{alike} of {checked} replications replayed in SimPy alike.", alike=3, checked=3),
        t("Chance that promised dates are kept"),
        t("What residents bear"),
        t("What drives the finish (share of its variance; P80 in the lowest and highest fifth)"),
        "三个小区完工",
        "other.json",
        "outcome.json",
    ):
        assert said in text
    chinese = [any("\u4e00" <= letter <= "\u9fff" for letter in line) for line in lines if line.strip()]
    assert sum(chinese) > len(chinese) / 2 if lang == "zh" else sum(chinese) < len(chinese) / 4
    assert any("±" in line for line in lines)
    assert text.encode("gbk")


def test_a_mismatch_and_what_never_ends_are_said_plainly(played: Played) -> None:
    document = {
        **played.document,
        "finish": {**played.document["finish"], "p90": None, "unfinished": 0.12},
        "replay": {"checked": 3, "mismatches": 2},
        "band": None,
    }
    lines = list(outcome_lines(document, words("en")))
    assert "Only 1 of 3 replications replayed in SimPy alike: do not use this outcome." in lines
    assert any("P90 unfinished." in line for line in lines)
    assert any(line.startswith("In 12.0 % of the replications something is unfinished on ") for line in lines)
