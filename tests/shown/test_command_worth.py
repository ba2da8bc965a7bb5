"""renewal worth, near-best and priority-list: what they say, as text and as JSON, and how they refuse."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from solvers.plan.audit import audit
from solvers.plan.plan_file import read_plan
from tests.shown.command_line import TABLES, Inside, write_programme


@pytest.fixture
def planned(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Inside:
    """The command line in a folder with the small programme ``p`` and its plan ``out/plan.json``."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RENEWAL_LANG", "en")
    inside = Inside(monkeypatch, capsys)
    write_programme(tmp_path / "p")
    assert inside("plan", "p", "--out", "out", "--json").status == 0
    return inside


def test_worth_gives_intervals_sorted_by_worth(planned: Inside) -> None:
    ran = planned("worth", "p", "out/plan.json", "--json")
    assert ran.status == 0, ran.err
    held = json.loads(ran.out)
    solved = [one for one in held["limits"] if one["verified"] and not one["impossible"]]
    assert all(one["low"] - 1e-3 <= one["found"] <= one["high"] + 1e-3 for one in solved)
    sizes = [min(max(one["price"], one["low"]), one["high"]) for one in held["limits"] if one["verified"]]
    assert sizes == sorted(sizes, reverse=True)
    assert {one["rule"] for one in held["limits"]} >= {"fund_limits", "crew_limits"}
    money = next(one for one in held["limits"] if one["rule"] == "fund_limits")
    assert money["unit"] == {"zh": "增加 100 万元", "en": "1 million yuan more"}
    assert all(one["low"] <= one["high"] for one in held["limits"] if one["verified"])
    assert {one["estate"] for one in held["replacement"]} <= {"A", "B", "C"}
    text = planned("worth", "p", "out/plan.json", "--top", "1")
    assert "limits of funds (grid 2021), 1 million yuan more: between" in text.out
    assert "放宽一个单位的价值" in planned("worth", "p", "out/plan.json", "--top", "1", "--lang", "zh").out


def test_near_best_writes_plans_that_audit(planned: Inside) -> None:
    from scenarios.read import read

    words = ("near-best", "p", "out/plan.json", "--differ", "1", "--within", "0.9", "--out", "near", "--json")
    ran = planned(*words)
    assert ran.status == 0, ran.err
    held = json.loads(ran.out)
    assert len(held["plans"]) > 1
    for number, one in enumerate(held["plans"], start=1):
        assert one["plan"] == number
        assert one["below"] <= 0.9
        assert audit(read("p"), read_plan(one["file"])) == ()
    assert sorted(held["all"] + held["none"] + [one["estate"] for one in held["some"]]) == ["A", "B", "C"]
    text = planned("near-best", "p", "out/plan.json", "--differ", "1", "--plans", "2", "--by", "year")
    assert "Plan 1: at most" in text.out
    assert "In all plans:" in text.out


def test_priority_list_is_ranked_with_the_price_of_nesting(planned: Inside) -> None:
    ran = planned("priority-list", "p", "--levels", "0.5,1", "--json")
    assert ran.status == 0, ran.err
    held = json.loads(ran.out)
    assert [one["rank"] for one in held["ranked"]] == list(range(1, len(held["ranked"]) + 1))
    assert [one["level"] for one in held["levels"]] == [0.5, 1.0]
    assert held["levels"][0]["money"] == 1_200_000
    assert held["levels"][-1]["funded"] == len(held["ranked"])
    assert all(one["audit"] == [] for one in held["levels"])
    text = planned("priority-list", "p", "--levels", "0.5,1")
    assert "50 % of the money (120.00, 10,000 yuan): the first" in text.out
    assert "按名单实施的代价" in planned("priority-list", "p", "--levels", "1", "--lang", "zh").out


@pytest.mark.parametrize("text", ["", "x", "0,1", "-1"])
def test_levels_that_are_none_are_refused(planned: Inside, text: str) -> None:
    ran = planned("priority-list", "p", f"--levels={text}")
    assert ran.status == 2
    assert "--levels" in ran.err


@pytest.mark.parametrize("command", ["worth", "near-best"])
def test_a_plan_of_another_programme_is_refused(planned: Inside, tmp_path: Path, command: str) -> None:
    funds = [{**row, "limit": row["limit"] + 1} for row in TABLES["funds"]]
    write_programme(tmp_path / "other", funds=funds)
    ran = planned(command, "other", "out/plan.json")
    assert ran.status == 2
    assert "not a plan of this PROGRAMME" in ran.err
    assert planned(command, "p", "p/estates.csv").status == 2


def test_worth_needs_no_file_beside_the_plan(planned: Inside) -> None:
    Path("out/plan.warm").unlink()
    assert json.loads(planned("worth", "p", "out/plan.json", "--json").out)["limits"]
    assert json.loads(planned("near-best", "p", "out/plan.json", "--plans", "1", "--json").out)["plans"]
