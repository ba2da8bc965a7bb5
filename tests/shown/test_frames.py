"""Results as frames: a named index, units, the figures of the plan; as notebooks show them."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from openpyxl import load_workbook

from planner import audit, compare, frame, grid_of, read, read_what_if, simulate, solve, study
from planner.study.comparing import Comparison
from planner.study.study import Study
from scenarios.model.programme import Programme
from solvers.cases.case import Options
from solvers.search.certified import Solve

ROOT = Path(__file__).parents[2]
HALVED = 'name = "<money & crews>"\n[[change]]\ntable = "funds"\ncolumn = "limit"\nscale = 0.5\n'


@pytest.fixture(scope="module")
def small() -> Programme:
    return read(ROOT / "examples" / "small")


@pytest.fixture(scope="module")
def solved(small: Programme) -> Solve:
    return solve(small, gap=0.0)


@pytest.fixture(scope="module")
def studied(small: Programme, tmp_path_factory: pytest.TempPathFactory) -> Study:
    file = tmp_path_factory.mktemp("halved") / "halved.toml"
    file.write_text(HALVED, encoding="utf-8")
    grid = grid_of("funds.city.limit*=0.5:1.5:0.5", small)
    return study(small, [read_what_if(file)], grids=[grid], options=Options(gap=0.0), replications=4)


@pytest.fixture(scope="module")
def compared(studied: Study) -> Comparison:
    return compare(studied)


def test_a_plan_is_a_frame_of_its_campaigns(small: Programme, solved: Solve) -> None:
    assert solved.plan is not None
    found = frame(solved, small)
    assert found.index.name == "campaign"
    assert list(found.index) == [one.campaign for one in solved.plan.campaigns]
    assert found["cost"].sum() * 100 == sum(one.cost or 0 for one in solved.plan.campaigns)
    assert found.loc["E1", "street"] == "东街"
    assert found.loc["E1", "start"] == pd.Timestamp(solved.plan.campaigns[0].start)
    assert found.attrs["units"]["cost"] == "yuan"
    assert frame(solved.plan, small).equals(found)
    assert "street" not in frame(solved.plan)


def test_works_and_draws_of_a_plan_sum_to_its_cost(solved: Solve) -> None:
    whole = frame(solved)["cost"].sum()
    works, draws = frame(solved, table="works"), frame(solved, table="draws")
    assert works.index.names == ["campaign", "work"]
    assert draws.index.names == ["campaign", "fund", "year"]
    assert (works["cost"].sum(), draws["amount"].sum()) == (whole, whole)


def test_tables_of_a_programme_are_frames_in_yuan(small: Programme) -> None:
    estates, funds = frame(small), frame(small, "funds")
    assert estates.index.name == "id"
    assert estates["households"].sum() == 1120
    assert estates.attrs["labels"]["households"] == "户数"
    assert funds.index.names == ["fund", "year"]
    assert funds.loc[("city", 2026), "limit"] == 1_500_000
    assert funds.attrs["units"]["limit"] == "yuan"
    assert frame(small, "work_types").loc["sewers", "nuisance"] == "noise 3; dust 3; road 3"


def test_an_audit_is_a_frame_also_where_nothing_is_broken(small: Programme, solved: Solve) -> None:
    assert solved.plan is not None
    none = frame(audit(small, solved.plan))
    assert (len(none), none.index.name) == (0, "rule")
    poor = small.replace(funds=dataclasses.replace(small.funds, limit=small.funds.limit // 2))
    broken = frame(audit(poor, solved.plan))
    assert "fund_limits" in broken.index
    assert (broken["amount"] > 0).all()


def test_an_outcome_is_a_frame(small: Programme, solved: Solve) -> None:
    assert solved.plan is not None
    outcome = simulate(small, solved.plan, replications=8)
    by_campaign = frame(outcome)
    assert by_campaign.index.name == "campaign"
    assert (by_campaign["planned_cost"] == frame(solved)["cost"]).all()
    known = by_campaign.dropna()
    assert (known["finish_p50"] <= known["finish_p80"]).all()
    assert frame(outcome, "streets").index.name == "street"
    promises = frame(outcome, "promises")
    assert promises.index.names == ["kind", "name"]
    assert promises["chance"].between(0, 1).all()


def test_headings_are_chinese_on_request(small: Programme, solved: Solve, compared: Comparison) -> None:
    given, said = frame(solved, small), frame(solved, small, lang="zh")
    assert (said.index.name, said.columns[1], said.attrs["units"]["造价"]) == ("施工批次", "小区", "yuan")
    assert (said.to_numpy() == given.to_numpy()).all()
    outcome = simulate(small, solved.plan, replications=8) if solved.plan else None
    chinese = [
        said,
        *(frame(solved, table=name, lang="zh") for name in ("works", "draws")),
        *(frame(outcome, name, lang="zh") for name in ("programme", "promises")),
        *(frame(small, name, lang="zh") for name in ("estates", "funds")),
        frame(audit(small, solved.plan), lang="zh") if solved.plan else said,
        *(
            getattr(compared, name)(lang="zh")
            for name in ("frame", "differences", "moved", "starts", "played")
        ),
    ]
    for one in chinese:
        headings = [*one.index.names, one.columns.name, *([] if one.columns.name else one.columns)]
        plain = [h for h in headings if h not in (None, "P50", "P80")]
        assert plain == [h for h in plain if any("一" <= letter <= "鿿" for letter in h)]
        assert len(set(one.columns)) == len(one.columns)
    with pytest.raises(ValueError, match="No language"):
        compared.frame(lang="fr")


def test_a_study_has_a_row_a_case(studied: Study) -> None:
    found = studied.frame()
    assert found.index.name == "case"
    assert list(found.index) == [one.case.name for one in studied.found]
    assert list(found["funds.city.limit*"].dropna()) == [1.0, 0.5, 1.0, 1.5]
    assert found["households"].dtype == np.float64
    for one in studied.found:
        told = found.loc[one.case.name]
        assert {name: told[name] for name in one.measures} == dict(one.measures)
    assert found.attrs["units"]["cost"] == "yuan"
    assert found.attrs["better"]["cost"] == "less"
    assert frame(studied).equals(found)


def test_a_comparison_has_the_same_frame_and_what_differs(studied: Study, compared: Comparison) -> None:
    cases, differences = compared.frame(), compared.differences()
    assert cases.equals(studied.frame())
    assert (differences.loc["base"] == 0).all()
    assert (differences.loc["funds.city.limit*=1"] == 0).all()
    names = list(differences.columns)
    assert np.allclose(cases[names] - cases.loc["base", names], differences)


def test_who_moved_agrees_with_the_starts(compared: Comparison) -> None:
    moved, starts = compared.moved(), compared.starts()
    assert moved.index.names == ["case", "campaign"]
    assert len(moved) > 0
    for (case, campaign), row in moved.iterrows():
        assert row["from"] is starts.loc[campaign, "base"] or row["from"] == starts.loc[campaign, "base"]
        after = starts.loc[campaign, case]
        assert row["to"] is after or row["to"] == after
        assert row["why"]


def test_plays_are_a_frame_by_case_and_measure(compared: Comparison) -> None:
    played = compared.played()
    assert played.index.names == ["case", "measure"]
    assert (played.loc["base", "difference"] == 0).all()
    assert (played["low"] <= played["mean"]).all()
    assert played.attrs["units"]["cost"] == "yuan"


def test_a_notebook_shows_a_study_without_scripts(studied: Study, compared: Comparison) -> None:
    for one in (studied, compared):
        html = one._repr_html_()
        assert html.count("<tr>") == 1 + len(studied.found)
        assert "&lt;money &amp; crews&gt;" in html
        assert "<script" not in html
        assert "<money" not in html
        assert html.count("<circle") == len(studied.found)
    assert "基准之外 4 个算例" in studied.to_html("zh")


def test_a_picture_can_be_saved_and_knows_its_measures(compared: Comparison, tmp_path: Path) -> None:
    picture = compared.plot("mean_wait_years", "households")
    picture.save(tmp_path / "cases.svg")
    assert (tmp_path / "cases.svg").read_text(encoding="utf-8") == picture._repr_html_()
    with pytest.raises(ValueError, match="no measure 'beauty'"):
        compared.plot("beauty")


def test_a_comparison_is_written_as_a_workbook(compared: Comparison, tmp_path: Path) -> None:
    compared.to_excel(tmp_path / "cases.xlsx", lang="zh")
    sheet = load_workbook(tmp_path / "cases.xlsx").worksheets[0]
    assert any("<money & crews>" in map(str, row) for row in sheet.iter_rows(values_only=True))


def test_what_has_no_frame_is_refused(small: Programme, solved: Solve) -> None:
    with pytest.raises(TypeError, match="no frame of a str"):
        frame("plan")
    for wrong in ((small, "wishes"), (solved, None, "wishes")):
        with pytest.raises(ValueError, match="wishes"):
            frame(*wrong)
