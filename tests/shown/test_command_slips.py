"""Slips of the pen in what is asked of cases: each is told plainly before anything is solved."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from planner.report.comparison import comparison_lines
from planner.words import words
from tests.shown.command_line import Inside, write_programme

HALF = (
    "name = 'half'\n[[change]]\ntable = 'funds'\ncolumn = 'limit'\nwhere = \"fund = 'city'\"\nscale = 0.5\n"
)
TENTH = HALF.replace("0.5", "0.1")
NONE = HALF.replace("'half'", "'none'").replace("fund = 'city'", "fund = 'moon'")


@pytest.fixture
def inside(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Inside:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RENEWAL_LANG", "en")
    write_programme(tmp_path / "lanes")
    for name, text in {"half": HALF, "tenth": TENTH, "none": NONE}.items():
        (tmp_path / f"{name}.toml").write_text(text, encoding="utf-8")
    return Inside(monkeypatch, capsys)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (["--gap", "nan"], "'nan' is not a finite number"),
        (["--seconds", "inf"], "'inf' is not a finite number"),
        (["--robust", "--threshold", "nan"], "'nan' is not a finite number"),
        (["--held-years", "2"], "--held-years goes with --robust"),
        (["--threshold", "5"], "--threshold goes with --robust"),
        (["--weight", "half=2"], "--weight goes with --robust"),
        (["--points", "4"], "--points goes with --pareto"),
        (["--first-years", "2"], "--first-years goes with --tipping"),
        (["--grid", "funds.city.limit/=1,2"], "This is no grid."),
        (["--grid", "funds.city.limit-=1,2"], "This is no grid."),
        (["--grid", "funds.city.limit*=1e999,1"], "This is no grid."),
        (["--grid", "funds.city.limit*=1:1e999999999:1"], "This is no grid."),
        (["--tipping", "nope=1"], "--tipping: 'nope=1': This is no grid."),
        (["--executor", "dask:nonsense"], "'nonsense' is no address of a Dask scheduler"),
    ],
)
def test_slips_are_told_and_nothing_is_solved(inside: Inside, given: list[str], said: str) -> None:
    ran = inside("compare", "lanes", "half.toml", *given)
    assert (ran.status, ran.out) == (2, "")
    assert said in ran.err
    assert not Path("lanes-comparison").exists()


def test_grids_that_change_the_same_are_told_once(inside: Inside) -> None:
    grids = ("--grid", "funds.city.limit*=0.5,1,1.5", "--grid", "funds.limit*=0.5,1,1.5")
    ran = inside("compare", "lanes", *grids)
    assert ran.status == 2
    assert ran.err.count("both touch") == 1
    assert "1 fault; nothing was written." in ran.err


def test_changes_that_select_nothing_are_pointed_out(inside: Inside) -> None:
    for asked in (["what-ifs", "lanes", "--resolved", "none.toml"], ["compare", "lanes", "none.toml"]):
        ran = inside(*asked)
        assert ran.status == 0
        assert ran.err.count("The change selects no row of funds") == 1


def test_cases_of_one_name_are_told_apart_in_chinese_too(inside: Inside) -> None:
    ran = inside("compare", "lanes", "half.toml", "tenth.toml", "--json")
    found = json.loads(ran.out)["cases"][1:]
    assert [case["name"] for case in found] == ["half", "half (2)"]
    assert [case["label_zh"] for case in found] == ["half", "half（2）"]


def test_cases_may_be_called_as_they_are_shown(inside: Inside) -> None:
    asked = ("compare", "lanes", "prices-6", "--robust", "--weight", "造价每年再涨6%=3", "--json")
    ran = inside(*asked, "--explain", "造价每年再涨6%")
    assert ran.status == 0, ran.err
    document = json.loads(ran.out)
    assert [one["case"] for one in document["conflicts"]] == ["prices + 6 % a year"]
    weights = {one["name"]: one["weight"] for one in document["robust"]["futures"]}
    assert weights["prices + 6 % a year"] == 0.75


def test_a_store_is_asked_plainly_too(inside: Inside) -> None:
    assert inside("compare", "lanes", "half.toml", "--store", "kept").status == 0
    shown = inside("study", "kept")
    assert "half: Proven best, gap " in shown.out
    assert "half：已证最优，间隙 " in inside("study", "kept", "--lang", "zh").out
    missing = inside("study", "kept", "--number", "9")
    assert (missing.status, "no such study" in missing.err) == (2, True)
    alone = inside("study", "kept", "--programme", "lanes")
    assert (alone.status, "--programme goes with --resume" in alone.err) == (2, True)
    other = inside("study", "kept", "--resume", "--programme", "small")
    assert (other.status, "another programme" in other.err) == (2, True)
    assert inside("study", "kept", "--resume", "--programme", "lanes").status == 0


def test_chinese_lines_call_things_as_people_do(inside: Inside) -> None:
    ran = inside(
        "compare",
        "small",
        "crews-20",
        "the city pays half",
        "--grid",
        "funds.city.limit*=0.5,1",
        "--robust",
        "--lang",
        "zh",
    )
    assert ran.status == 0, ran.err
    assert "施工能力：外立面与屋面 2024Q1 余 " in ran.out
    assert "市级资金 2024：超出限额" in ran.out
    assert "外立面与屋面 2024Q1：超出限额" in ran.out
    assert "市级资金 年度限额 × 1：已证最优\n    与“基准”是同一计划" in ran.out
    assert not [
        word for word in ("facade", "city", "base", "limit") if word in ran.out.partition("comparison")[0]
    ]


def test_changes_call_trades_and_funds_as_people_do(inside: Inside) -> None:
    ran = inside("what-ifs", "jinping", "--resolved", "crews-20+bond-12", "--lang", "zh")
    assert "- 施工队 管道, 2020-10-01，队数：由 24 改为 19.2" in ran.out
    assert "- 资金来源 专项债券, 2021，年度限额（元）" in ran.out


def test_no_difference_looks_like_nothing(inside: Inside) -> None:
    ran = inside("compare", "lanes", "half.toml", "--json")
    document = json.loads(ran.out)
    document["cases"][1]["difference"] |= {"mean_wait_years": -0.0003, "cost": 30.0}
    text = "\n".join(comparison_lines(document, words("en")))
    assert "(-0.0003, better)" in text
    assert "(+0.003, worse)" in text


def test_what_gave_way_is_told_as_people_call_it(inside: Inside) -> None:
    must = HALF.replace("'half'", "'must'") + "[[change]]\ntable = 'settings'\n"
    must += "column = 'rules.start_once.must_start'\nset = true\n"
    Path("must.toml").write_text(must, encoding="utf-8")
    ran = inside("compare", "small", "must.toml", "--json")
    gave = json.loads(ran.out)["cases"][1]["gave_way"]
    assert gave
    money = [one for one in gave if one["rule"] == "fund_limits"]
    assert all(one["where"].startswith(("city ", "district ")) for one in money)
    assert all(one["place_zh"].startswith(("市级资金 ", "区级资金 ")) for one in money)
    assert all(one["sentence_zh"].startswith(one["place_zh"] + "：") for one in gave)
