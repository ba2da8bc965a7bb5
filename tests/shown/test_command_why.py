"""The command why: answers in JSON and in a sentence, and what it says of wrong questions."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.shown.command_line import TABLES, Inside, run, write_programme


@pytest.fixture
def inside(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Inside:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RENEWAL_LANG", "en")
    return Inside(monkeypatch, capsys)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_programme(tmp_path_factory.mktemp("given") / "lanes")


@pytest.fixture(scope="module")
def plan(folder: Path) -> Path:
    ran = run("plan", folder, "--gap", "0", "--out", folder.parent / "out", cwd=folder.parent)
    assert ran.status == 0, ran.err
    return folder.parent / "out" / "plan.json"


def years(plan: Path) -> dict[str, int]:
    return {one["estate"]: int(one["start"][:4]) for one in json.loads(plan.read_text())["campaigns"]}


def test_an_answer_has_all_that_is_promised(inside: Inside, folder: Path, plan: Path) -> None:
    for estate in "ABC":
        ran = inside("why", folder, plan, estate, "--json")
        assert ran.status == 0, ran.err
        answer: dict[str, Any] = json.loads(ran.out)
        assert answer["estate"] == estate
        assert answer["own_year"] == years(plan).get(estate)
        for key in ("binding", "displaces", "loss", "would_bring_forward", "cannot"):
            assert key in answer
        assert answer["sentence"]["zh"] != answer["sentence"]["en"]
        for change in answer["would_bring_forward"]:
            assert change["verified"] is True


def test_a_first_year_estate_cannot_come_earlier(inside: Inside, folder: Path, plan: Path) -> None:
    first = next(estate for estate, year in years(plan).items() if year == 2021)
    answer = json.loads(inside("why", folder, plan, first, "--json").out)
    assert answer["year"] is None
    assert answer["loss"] is None
    assert "first year" in answer["sentence"]["en"]
    assert "无法再提前" in inside("why", folder, plan, first, "--lang", "zh").out


def test_a_later_year_is_answered_too(inside: Inside, folder: Path, plan: Path) -> None:
    first = next(estate for estate, year in years(plan).items() if year == 2021)
    answer = json.loads(inside("why", folder, plan, first, "--year", "2022", "--json").out)
    assert answer["year"] == 2022
    assert answer["would_bring_forward"] == []
    loss = answer["loss"]
    assert loss["impossible"] or 0 <= loss["low"] <= loss["high"]


def test_an_estate_is_found_by_name(inside: Inside, folder: Path, plan: Path) -> None:
    assert json.loads(inside("why", folder, plan, "梅园", "--json").out)["estate"] == "B"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("Z9",), "no estate"),
        (("翠园小",), "翠园"),
        (("A", "--year", "2050"), "no plan year"),
        ((), "ESTATE"),
        (("A", "--all"), "ESTATE"),
        (("--all", "--year", "2022"), "--year"),
        (("A", "--out", "why.json"), "--all"),
        (("--all", "--out", "."), "is a folder"),
        (("--all", "--out", "nowhere/why.json"), "no folder"),
    ],
)
def test_wrong_questions_are_bad_input(
    inside: Inside, folder: Path, plan: Path, words: tuple[str, ...], said: str
) -> None:
    ran = inside("why", folder, plan, *words)
    assert (ran.status, ran.out) == (2, "")
    assert said in ran.err


def test_two_estates_of_one_name_are_told_apart_by_id(inside: Inside, plan: Path, tmp_path: Path) -> None:
    twins = [{**dict(row), "name": "翠园"} for row in TABLES["estates"]]
    folder = write_programme(tmp_path / "twins", estates=twins)
    assert inside("plan", folder, "--out", tmp_path / "out").status == 0
    ran = inside("why", folder, tmp_path / "out" / "plan.json", "翠园")
    assert ran.status == 2
    assert "A, B, C" in ran.err


def test_a_plan_of_another_programme_is_bad_input(inside: Inside, plan: Path, tmp_path: Path) -> None:
    other = write_programme(tmp_path / "other", crews=[{"trade": "pipe", "count": 2}])
    ran = inside("why", other, plan, "A")
    assert (ran.status, ran.out) == (2, "")
    assert "not a plan of this PROGRAMME" in ran.err


def test_an_estate_that_is_left_out_has_a_year_wanted(inside: Inside, tmp_path: Path) -> None:
    poor = [{"fund": "city", "kind": "city", "year": 2021, "limit": 1_200_000, "carry_share": 1}]
    poor.append({"fund": "grid", "kind": "utility", "year": 2021, "limit": 400_000, "carry_share": 1})
    folder = write_programme(tmp_path / "poor", funds=poor)
    assert inside("plan", folder, "--gap", "0", "--out", tmp_path / "out").status == 0
    plan = tmp_path / "out" / "plan.json"
    out = next(estate for estate in "ABC" if estate not in years(plan))
    answer = json.loads(inside("why", folder, plan, out, "--json").out)
    assert answer["own_year"] is None
    assert answer["year"] == 2022
    assert "left out" in answer["sentence"]["en"]


def test_all_estates_are_answered_at_once(folder: Path, plan: Path, tmp_path: Path) -> None:
    ran = run("why", folder, plan, "--all", "--out", tmp_path / "why.json", cwd=tmp_path)
    assert ran.status == 0, ran.err
    answers = json.loads((tmp_path / "why.json").read_text(encoding="utf-8"))["estates"]
    assert [one["estate"] for one in answers] == ["A", "B", "C"]
