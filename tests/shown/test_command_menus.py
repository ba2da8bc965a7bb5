"""The command menus: what it tells, and the what-if it writes."""

import json
from pathlib import Path

import pytest

from tests.shown.command_line import TABLES, Inside, Row, write_programme

PARK: Row = {"id": "park", "name": "停车", "work_class": "upgrade", "unit_cost": 400_000, "fixed_days": 5}
WORK: Row = {"place": "A", "work_type": "park", "quantity": 1, "need": 0.1}
BALLOTS: list[Row] = [
    {"estate": "A", "work_type": kind, "support": support, "respondents": 50, "asked": 100}
    for kind, support in {"lift": 10, "park": 40}.items()
]
DONE = [{"work": "A:pipes"}, {"work": "A:lift"}]
PLAN = {"campaigns": [{"campaign": "A", "start": "2021-07-01", "works": DONE}]}


@pytest.fixture
def inside(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Inside:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RENEWAL_LANG", "en")
    types, works = [*TABLES["work_types"], PARK], [*TABLES["works"], WORK]
    write_programme(tmp_path / "lanes", work_types=types, works=works, ballots=BALLOTS)
    Path("plan.json").write_text(json.dumps(PLAN), encoding="utf-8")
    return Inside(monkeypatch, capsys)


def test_what_residents_would_choose_is_summed_up(inside: Inside) -> None:
    ran = inside("menus", "lanes", "plan.json")
    assert (ran.status, ran.err) == (0, "")
    assert "In 1 of 1 the rule chooses otherwise" in ran.out
    assert "30 fewer wishes (10 met)" in ran.out
    assert "less to the aim" in ran.out
    ran = inside("menus", "lanes", "plan.json", "--rule", "equal_shares", "--lang", "zh")
    assert "1 个小区只有统计数" in ran.out
    (row,) = json.loads(inside("menus", "lanes", "plan.json", "--json").out)["menus"]
    assert (row["bureau"], row["greedy_approval"], row["equal_shares"]) == (["lift"], ["park"], None)


def test_the_what_if_lets_the_rule_decide(inside: Inside) -> None:
    assert inside("menus", "lanes", "plan.json", "--write", "menus.toml").status == 0
    ran = inside("check", "lanes", "--what-if", "menus.toml", "--json")
    changed = [(one["row"], one["column"]) for one in json.loads(ran.out)["changes"]]
    assert changed == [("A:lift", ""), ("A:park", "required")]


def test_a_plan_that_is_none_is_told(inside: Inside) -> None:
    ran = inside("menus", "lanes", "none.json")
    assert ran.status == 2
    assert "none.json" in ran.out + ran.err


def test_a_what_if_that_cannot_be_written_is_told(inside: Inside) -> None:
    ran = inside("menus", "lanes", "plan.json", "--write", "nowhere/menus.toml")
    assert ran.status == 2
    assert "nowhere/menus.toml cannot be written" in ran.out + ran.err
