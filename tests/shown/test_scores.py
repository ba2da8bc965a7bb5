"""Scores in the plan document, the workbook, the page and the terminal; completion rates of targets."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from planner.document.document import document_of
from planner.report.book import write_xlsx
from planner.report.facts import Facts
from planner.report.page import page, write_html
from planner.report.payload import payload
from planner.report.terminal import summary
from planner.words import words
from scenarios.model.programme import Programme
from scenarios.read import programme_from
from solvers import audit, solve
from tests.shown.test_terminal import printed


def given(on: bool = True) -> Programme:
    """Three estates, C too young to apply; a task of 10,000 m2, of which A's 8,000 can be done in time."""
    estates = [
        {"id": "A", "name": "甲园", "street": "S", "households": 100, "year_built": 1985, "floor_area": 8000},
        {"id": "B", "name": "乙园", "street": "S", "households": 100, "year_built": 1985, "floor_area": 5000},
        {"id": "C", "name": "丙园", "street": "S", "households": 100, "year_built": 2010, "floor_area": 1000},
    ]
    rows = {
        "estates": estates,
        "work_types": [
            {"id": "p", "name": "p", "work_class": "basic", "unit_cost": 10_000, "fixed_days": 200}
        ],
        "works": [{"place": key, "work_type": "p", "quantity": 1, "need": 1} for key in "ABC"],
        "funds": [{"fund": "city", "kind": "city", "year": year, "limit": 15_000} for year in (2021, 2022)],
        "assessments": [{"estate": "A", "safety": 0.9}, {"estate": "B", "safety": 0.3}],
        "targets": [
            {
                "name": "task",
                "measure": "floor_area",
                "value": 10_000,
                "by": "2021-12-31",
                "counted": "completed",
                "strength": "soft",
            }
        ],
    }
    application = {"on": on, "weights": {"safety": 30, "age": 10}}
    return programme_from(rows, {"first_period": "2021Q1", "periods": 4, "application": application})


@pytest.fixture(scope="module")
def shown() -> tuple[Programme, dict[str, Any]]:
    programme = given()
    solved = solve(programme, engine="highs", gap=0.0, seconds=30.0, workers=1)
    assert solved.plan is not None
    return programme, document_of(programme, solved, audit(programme, solved.plan), ())


def test_the_document_holds_every_estate(shown: tuple[Programme, dict[str, Any]]) -> None:
    scores = shown[1]["scores"]
    assert shown[1]["audit"] == []
    by_name = {row["estate"]: row for row in scores["estates"]}
    assert by_name["A"]["score"] == pytest.approx(75 * 0.9 + 25 * 0.5)
    assert by_name["B"]["score"] == pytest.approx(75 * 0.3 + 25 * 0.5)
    assert [by_name[key]["rank"] for key in "ABC"] == [1, 2, None]
    assert by_name["C"]["gate"] == "built_by"
    assert by_name["A"]["values"]["readiness"] is None
    assert {c["name"]: c["weight"] for c in scores["criteria"]}["safety"] == 0.75
    assert scores["weighs"]


def test_without_application_mode_there_are_none() -> None:
    programme = given(on=False)
    solved = solve(programme, engine="highs", gap=0.0, seconds=30.0, workers=1)
    assert solved.plan is not None
    document = document_of(programme, solved, audit(programme, solved.plan), ())
    assert document["scores"] is None
    assert "score-list" not in page(document, programme, "zh").split("<script")[0]
    assert "评分" not in printed(summary(document, "zh", programme))


def test_what_is_done_of_the_task(shown: tuple[Programme, dict[str, Any]]) -> None:
    """A is completed within the year; money for another is there only when it ends in the next."""
    (target,) = shown[1]["targets"]
    assert target["reached"] == 8000
    assert target["rate"] == {"started": 1.3, "completed": 0.8}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_sheet_of_scores(shown: tuple[Programme, dict[str, Any]], lang: str, tmp_path: Path) -> None:
    t = words(lang)
    path = tmp_path / "plan.xlsx"
    write_xlsx(shown[1], shown[0], path, lang)
    book = CalamineWorkbook.from_path(path)
    rows = book.get_sheet_by_name(t("Scores")).to_python(skip_empty_area=False)
    heads = rows[2]
    assert t("{criterion} ({points} points)", criterion=t("Safety hazards"), points="75") in heads
    names = [row[heads.index(t("Estate"))] for row in rows[3:6]]
    assert names == ["甲园", "乙园", "丙园"]
    assert [row[heads.index(t("Weighted sum"))] for row in rows[3:6]] == [80, 35, ""]
    why = {"zh": "建成时间晚于申报年限", "en": "it was built after the year of eligibility"}[lang]
    assert rows[5][heads.index(t("Not scored because"))] == why
    targets = book.get_sheet_by_name(t("Targets")).to_python(skip_empty_area=False)
    assert targets[3][targets[2].index(t("Completed of the task"))] == 0.8


def test_the_page_and_the_terminal(shown: tuple[Programme, dict[str, Any]]) -> None:
    programme, document = shown
    scores = payload(Facts(document, programme))["scores"]
    assert [(row["rank"], row["name"]) for row in scores["rows"]] == [
        (1, "甲园"),
        (2, "乙园"),
        (None, "丙园"),
    ]
    assert "假设值" in page(document, programme, "zh")
    for lang, first, rest in (
        ("zh", "1. 甲园：80.00（单项权重变动 20 % 时名次为 1 至 1）", "不评分的小区：1 个"),
        ("en", "1. 甲园: 80.00 (rank 1 to 1 when a weight moves by 20 %)", "Not scored: 1"),
    ):
        text = printed(summary(document, lang, programme), 160)
        assert first in text
        assert rest in text


@pytest.mark.browser
def test_the_section_of_scores_in_a_browser(
    shown: tuple[Programme, dict[str, Any]], chromium: str, tmp_path: Path
) -> None:
    from playwright.sync_api import sync_playwright

    path = tmp_path / "plan.html"
    write_html(shown[1], shown[0], path, "zh")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        tab = browser.new_page()
        faults: list[str] = []
        tab.on("pageerror", lambda fault: faults.append(str(fault)))
        tab.goto(path.as_uri())
        tab.wait_for_selector("html[data-ready]", state="attached")
        rows = tab.locator("#score-list tbody tr").all_inner_texts()
        assert rows[0].split("\t")[:5] == ["1", "甲园", "S", "1", "80.00"]
        assert "建成时间晚于申报年限" in rows[2]
        tab.click("[data-lang=en]")
        assert "built after" in tab.inner_text("#score-list")
        assert "130.0 %" in tab.inner_text("#targets")
        assert faults == []
        browser.close()
