"""The files of a comparison: what the page is given, and the workbook's sheets, in both languages."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import openpyxl
import pytest

from planner.report.compared.book import write_comparison_xlsx
from planner.report.compared.coded import HOLE, Sentences
from planner.report.compared.files import NAMES, comparison_text, write_comparison
from planner.report.compared.page import comparison_page
from planner.report.compared.payload import payload
from tests.shown.compared import STARTS, TOO_DEAR, comparison

EXTRA = (
    "Dominated",
    "Budget curve",
    "Trade-offs",
    "Tipping points",
    "Regret",
    "Robust plan",
    "Played",
    "Budget-proof list",
    "Gave way",
    "Rules not kept",
    "Budget-proof list",
)
BLOCKS = (
    "dominated",
    "curve",
    "pareto",
    "tipping",
    "worth_of_knowing",
    "regret",
    "robust",
    "estates",
    "priority_list",
)


def plain() -> dict[str, Any]:
    """The document of a study that was asked nothing beyond its cases, all of which have a plan."""
    document = {key: value for key, value in comparison().items() if key not in (*BLOCKS, "conflicts")}
    kept = [case for case in document["cases"] if case["name"] != TOO_DEAR]
    cases = [{key: value for key, value in case.items() if key != "played"} for case in kept]
    return {**document, "grids": [], "played_measures": [], "cases": cases}


def test_sentences_come_back_from_their_templates() -> None:
    sentences = Sentences()
    pairs = [
        ("in 2022 it needs 1,261.45 left", "2022年需 1,261.45"),
        ("in 2023 it needs 7 left", "2023年需 7"),
        ("A1: 3 of 4", "共 4 个中的 3 个（A1）"),
    ]
    told = [sentences.told(*pair) for pair in pairs]
    assert told[0][0] == told[1][0]
    assert len(sentences.templates) == 2
    for (en, zh), (number, *numbers) in zip(pairs, told, strict=True):
        spoken = (sentences.templates[number] * 2)[:2]
        for template, text, filled in zip(spoken, (en, zh), (numbers * 2)[:2], strict=True):
            for value in filled.split("|"):
                template = template.replace(HOLE, value, 1)
            assert template == text


def test_plans_come_back_from_their_variants() -> None:
    shown = payload(comparison())
    keys = [campaign[0] for campaign in shown["campaigns"]]
    assert shown["first"] == "2021-01-01"
    for case, starts in zip(shown["cases"], STARTS.values(), strict=False):
        begun = {keys[c]: v for c, v in enumerate(case["plan"]) if v >= 0}
        assert set(begun) == set(starts)
    of_a = next(campaign for campaign in shown["campaigns"] if campaign[0] == "A")
    assert of_a[2:4] == [["A:pipes", "A:lift"], [[0, 1], [0]]]
    assert [variant[0] for variant in of_a[4]] == [0, 365, 0]


def test_plans_that_are_no_case_stand_behind_the_cases() -> None:
    document = comparison()
    shown = payload(document)
    known = len(document["cases"])
    assert [case["name"] for case in shown["cases"][known:]] == ["Point 2 of the trade-off", "Robust plan"]
    assert [point["shows"] for point in shown["pareto"]["points"]] == [0, known]
    assert shown["robust"]["shows"] == known + 1
    assert "plan" not in shown["robust"]


def test_no_text_can_end_the_script_it_stands_in() -> None:
    named = {"name": "</script><b>x", "name_zh": "</script><b>x"}
    assert "</script><b>" not in comparison_page({**comparison(), "programme": named}, "zh")


@pytest.mark.parametrize("gap", [np.float64(0.01), np.float64(0.0)])
def test_figures_that_engines_give_are_figures_of_the_page(gap: np.float64) -> None:
    document = comparison()
    cases = [{**case, "gap": gap} for case in document["cases"]]
    assert {
        case["gap"] for case in payload({**document, "cases": cases})["cases"] if "extra" not in case
    } == {gap}


def test_a_hundred_cases_of_a_real_district_stay_small() -> None:
    """425 campaigns in 100 cases of eight different starts each take less than the charts' own library."""
    document = plain()
    one = document["cases"][0]["plan"]["campaigns"][0]
    cases = []
    for number in range(100):
        campaigns = [
            {
                **one,
                "campaign": f"DF{c:03d}",
                "estate": None,
                "start": f"{2021 + (c + number) % 8 // 4}-0{1 + c % 4}-01",
            }
            for c in range(425)
        ]
        cases.append(
            {
                **document["cases"][0],
                "name": f"case {number}",
                "plan": {"campaigns": campaigns, "by_year": []},
            }
        )
    small = len(json.dumps(payload({**document, "cases": cases}), separators=(",", ":")))
    assert small < 400_000
    assert len(comparison_text({**document, "cases": cases})) > 20 * small


def test_the_text_of_a_comparison_is_json_with_a_line_for_each_case() -> None:
    document = comparison()
    text = comparison_text(document)
    assert json.loads(text) == document
    assert sum(line.startswith('{"name": ') for line in text.splitlines()) == len(document["cases"])


def test_files_are_written_together_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from planner.report.compared import files

    assert [path.name for path in write_comparison(comparison(), tmp_path, "zh")] == list(NAMES)
    before = {name: (tmp_path / name).read_bytes() for name in NAMES}

    def broken(document: Any, lang: str) -> str:
        raise ValueError("no page")

    monkeypatch.setattr(files, "comparison_page", broken)
    with pytest.raises(ValueError, match="no page"):
        write_comparison(plain(), tmp_path, "zh")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


@pytest.fixture(params=["zh", "en"])
def book(request: pytest.FixtureRequest, tmp_path: Path) -> Any:
    write_comparison_xlsx(comparison(), tmp_path / "comparison.xlsx", request.param)
    return openpyxl.load_workbook(tmp_path / "comparison.xlsx"), request.param


def test_every_sheet_opens_well(book: Any) -> None:
    workbook, lang = book
    assert len(workbook.sheetnames) == 18
    for sheet in workbook:
        assert sheet.freeze_panes is not None, sheet.title
        assert sheet.auto_filter.ref, sheet.title
        heads = [cell.value for cell in sheet[3]]
        assert all(heads), sheet.title
        for cell in sheet[3]:
            assert 4 < sheet.column_dimensions[cell.column_letter].width < 130
        if lang == "en":
            told = [cell.value for row in sheet.iter_rows(max_row=3) for cell in row if cell.value]
            assert [
                text for text in told if any("\u4e00" <= letter <= "\u9fff" for letter in str(text))
            ] == []


def test_the_sheets_hold_the_figures(tmp_path: Path) -> None:
    document = comparison()
    write_comparison_xlsx(document, tmp_path / "comparison.xlsx", "en")
    workbook = openpyxl.load_workbook(tmp_path / "comparison.xlsx")
    assert set(EXTRA) < set(workbook.sheetnames)
    cases = list(workbook["Cases"].iter_rows(min_row=4))
    assert [row[0].value for row in cases] == list(STARTS)
    assert [row[4].value for row in cases] == [100 * len(starts) for starts in STARTS.values()], "万元"
    colours = [row[2].font.color and row[2].font.color.rgb for row in cases]
    assert [STARTS_OF[len(starts)] for starts in STARTS.values()] == [
        {"FF14603A": "best", "FF9B1C1C": "worst"}.get(colour, "") for colour in colours
    ]
    differences = {row[0]: row[2] for row in workbook["Differences"].iter_rows(min_row=4, values_only=True)}
    assert differences[TOO_DEAR] == -200
    moves = list(workbook["Who moved"].iter_rows(min_row=4, values_only=True))
    assert len(moves) == sum(len(case["moved"]) for case in document["cases"])
    halves = {row[2]: (row[5], row[8], row[9]) for row in moves if row[0] == "city halves"}
    assert halves["B"] == ("comes later", 365, "budget")
    assert halves["C"][0] == "left out"
    assert halves["D"][0] == "newly in"
    starts = {row[1]: row[4:] for row in workbook["Estates by case"].iter_rows(min_row=4, values_only=True)}
    assert starts["A"][0] == "always"
    assert starts["D"][2:] == (None, 2021, None, None, None, None, 2022, None)
    years = list(workbook["Money by year"].iter_rows(min_row=4, values_only=True))
    assert years[0][2:] == ("all payers", 200, 100, 0, 300)
    gave = list(workbook["Gave way"].iter_rows(min_row=4, values_only=True))
    assert [row[1:2] + row[4:] for row in gave] == [("limits of funds", 0.0005, "10,000 yuan")]
    short = list(workbook["Rules not kept"].iter_rows(min_row=4, values_only=True))
    assert [row[1:3] for row in short] == [("falls short", "limits of funds"), ("in conflict", "targets")]
    worked_out = workbook["How worked out"]
    assert "Engine auto, Gap 0.001, Seed 0" in worked_out["A2"].value
    assert worked_out["C4"].number_format == "0.00%"
    regret = list(workbook["Regret"].iter_rows(min_row=4, values_only=True))
    assert regret == [("base", 0, 12.5, 12.5, 1), ("Robust plan", 40, None, None, 0.5)]


STARTS_OF = {4: "best", 3: "", 2: "", 1: "worst"}
"""How the aim of a case with so many starts is marked."""


def test_a_workbook_of_very_many_moves_says_what_it_leaves_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from planner.report.compared import book_estates

    monkeypatch.setattr(book_estates, "MOST_ROWS", 4)
    document = plain()
    write_comparison_xlsx(document, tmp_path / "comparison.xlsx", "en")
    sheet = openpyxl.load_workbook(tmp_path / "comparison.xlsx")["Who moved"]
    assert sheet.max_row == 3 + 4
    more = sum(len(case["moved"]) for case in document["cases"]) - 4
    assert str(sheet["A2"].value).endswith(f"and {more} more: comparison.json")


def test_what_was_not_asked_is_not_shown(tmp_path: Path) -> None:
    document = plain()
    write_comparison_xlsx(document, tmp_path / "comparison.xlsx", "en")
    names = openpyxl.load_workbook(tmp_path / "comparison.xlsx").sheetnames
    assert set(names) & set(EXTRA) == set()
    page = comparison_page(document, "en")
    for part in (
        "sliders",
        "curve",
        "pareto",
        "regret-list",
        "robust-list",
        "tipping-list",
        "played-list",
        "estates",
    ):
        assert f'id="{part}"' not in page
