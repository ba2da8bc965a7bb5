"""`renewal compare` with what it says of choosing: dominated cases, fronts, tipping points, priority list."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.shown.command_line import Inside, write_programme


@pytest.fixture
def inside(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Inside:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RENEWAL_LANG", "en")
    write_programme(tmp_path / "lanes")
    return Inside(monkeypatch, capsys)


def compared(inside: Inside, *words: str) -> dict[str, Any]:
    ran = inside("compare", "lanes", *words, "--json", "--gap", "0", "--workers", "1")
    assert ran.status == 0, ran.err
    document: dict[str, Any] = json.loads(ran.out)
    assert document == json.loads(Path("lanes-comparison/comparison.json").read_text(encoding="utf-8"))
    return document


def test_a_front_of_the_base_stands_in_the_comparison(inside: Inside) -> None:
    document = compared(inside, "--pareto", "aim,cost", "--points", "5")
    front = document["pareto"]
    assert [aim["name"] for aim in front["aims"]] == ["aim", "cost"]
    assert (front["aims"][1]["label_zh"], front["aims"][1]["better"]) == ("造价", "less")
    points = front["points"]
    assert points[0]["case"] == "base"
    assert points[0]["values"]["aim"] == pytest.approx(document["cases"][0]["measures"]["aim"])
    assert points[0]["values"]["cost"] == pytest.approx(document["cases"][0]["measures"]["cost"], abs=0.01)
    aims = [point["values"]["aim"] for point in points]
    costs = [point["values"]["cost"] for point in points]
    assert aims == sorted(aims, reverse=True)
    assert costs == sorted(costs, reverse=True)
    assert len(points) > 2
    assert all(point["certified"] and point["audit"] == [] for point in points)
    assert all(
        sum(c["cost"] for c in p["plan"]["campaigns"]) == pytest.approx(p["values"]["cost"], abs=0.01)
        for p in points
    )
    assert front["nadir"]["cost"] == costs[0]
    assert front["ideal"] == {"aim": pytest.approx(aims[0]), "cost": 0.0}


def test_a_priority_list_stands_in_the_comparison(inside: Inside) -> None:
    told = compared(inside, "--priority-list")["priority_list"]
    assert [one["rank"] for one in told["ranked"]] == list(range(1, len(told["ranked"]) + 1))
    assert [level["level"] for level in told["levels"]] == [0.2, 0.4, 0.6, 0.8, 1.0]
    assert "pareto" not in compared(inside)


def test_a_tipping_point_stands_in_the_comparison(inside: Inside) -> None:
    words = ("--tipping", "funds.city.2021.limit=900000:1500000:100000", "--first-years", "1")
    (below,) = compared(inside, *words)["tipping"]
    assert (below["side"], below["own"], below["years"]) == ("below", 1_500_000, 1)
    assert below["state"] == "breaks"
    assert below["case"] == f"funds.city.2021.limit={below['value']}"
    assert below["between"][1] - below["between"][0] == 100_000
    ran = inside("compare", "lanes", *words, "--workers", "1", "--lang", "zh")
    assert below["sentence"]["zh"] in ran.out
    wrong = inside("compare", "lanes", "--tipping", "funds.city.2021.limit=1:2:3")
    assert (wrong.status, wrong.out) == (2, "")
    assert "steps of 3" in wrong.err


def test_the_terminal_tells_of_choosing_in_both_languages(inside: Inside) -> None:
    words = ("--grid", "funds.city.2021.limit=0:1500000:500000", "--pareto", "aim,cost", "--points", "3")
    ran = inside("compare", "lanes", *words, "--priority-list", "--workers", "1")
    assert ran.status == 0, ran.err
    for text in (
        "Money and aim (City funds 2021 limit)",
        "a million more brings",
        "In the plan of every case: ",
        "Pareto front: Aim, Cost: 3 plans of which none is better than another in everything; 3 certified",
        "the plan of base",
        "Priority list",
    ):
        assert text in ran.out
    zh = inside("compare", "lanes", *words, "--workers", "1", "--lang", "zh").out
    for text in (
        "资金与目标值（市级资金 2021 年度限额）",
        "每增加100万元带来",
        "各情景均纳入（无悔）",
        "帕累托前沿——目标",
    ):
        assert text in zh


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("--by", "aim,beauty"), "--by: no measure 'beauty'; there are aim, estates"),
        (("--pareto", "aim,last_finish_years"), "--pareto: no measure 'last_finish_years'"),
        (("--pareto", "aim"), "--pareto: give two or three measures"),
        (("--pareto", "aim,mean_wait_years"), "only be traded where every estate has to be completed"),
    ],
)
def test_what_cannot_be_asked_is_told(inside: Inside, asked: tuple[str, ...], said: str) -> None:
    ran = inside("compare", "lanes", *asked)
    assert (ran.status, ran.out) == (2, "")
    assert said in ran.err
    assert not Path("lanes-comparison").exists()
