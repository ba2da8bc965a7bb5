"""The command simulate: what it writes and says, what it refuses, and what is left when it is interrupted."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import solvers.construction.answers.made as made
import solvers.construction.answers.stopping as stopping
from planner.command.simulating import precision_of
from tests.shown.command_line import Inside, Ran, write_programme

PLAN = {
    "campaigns": [
        {"campaign": "A", "start": "2021-07-01", "works": [{"work": "A:pipes"}]},
        {"campaign": "B", "start": "2021-07-01", "works": [{"work": "B:pipes"}]},
    ]
}
FEW = ("--replications", "8")
SETTINGS = """
name = "Two lanes"
name_zh = "两条巷"
first_period = "2021Q3"
period = "quarter"
periods = 4
working_days = [1, 2, 3, 4, 5, 6, 7]
[construction]
seed = 3
[construction.epistemic]
sets = 1
"""


@pytest.fixture
def inside(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Inside:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RENEWAL_LANG", "en")
    write_programme(tmp_path / "lanes", settings=SETTINGS)
    Path("plan.json").write_text(json.dumps(PLAN), encoding="utf-8")
    return Inside(monkeypatch, capsys)


def simulate(inside: Inside, *words: str) -> Ran:
    return inside("simulate", "lanes", "plan.json", *words)


def written(folder: str = ".") -> dict[str, Any]:
    found: dict[str, Any] = json.loads(Path(folder, "outcome.json").read_text(encoding="utf-8"))
    return found


def names(folder: str = ".") -> list[str]:
    return sorted(path.name for path in Path(folder).glob("*outcome*"))


def test_it_writes_three_files_beside_the_plan_and_says_what_they_hold(inside: Inside) -> None:
    ran = simulate(inside, *FEW)
    assert (ran.status, ran.err) == (0, "")
    assert names() == ["outcome.html", "outcome.json", "outcome.xlsx"]
    lines = ran.out.splitlines()
    assert lines[0] == "Two lanes"
    assert lines[1].startswith("8 replications, as asked for; least exact: ")
    assert lines[2] == "3 of 3 replications replayed in SimPy alike."
    assert any(line.startswith("Finish: P50 20") for line in lines)
    assert any(line.startswith("Cost (10,000 yuan): P50 ") for line in lines)
    assert any(line.strip().startswith("slip: p10=122") for line in lines), "assumptions are listed"
    document = written()
    assert (document["seed"], document["replications"]) == (3, 8)
    assert document["precision"]["asked"] is None


def test_it_speaks_chinese(inside: Inside) -> None:
    lines = simulate(inside, *FEW, "--lang", "zh").out.splitlines()
    assert lines[0] == "两条巷"
    assert lines[2] == "SimPy 复演 3 次推演，3 次完全一致。"
    assert any(line.startswith("完工：P50 20") for line in lines)
    assert any(line.startswith("假设值：") for line in lines)


def test_json_is_the_file_and_nothing_else(inside: Inside) -> None:
    ran = simulate(inside, *FEW, "--json", "--out", "there")
    assert json.loads(ran.out) == written("there")
    assert names("there") == ["outcome.html", "outcome.json", "outcome.xlsx"]
    assert names() == []


def test_the_same_seed_gives_the_same_outcome_and_another_does_not(inside: Inside) -> None:
    first, again = (simulate(inside, *FEW, "--json", "--seed", "5").out for _ in range(2))
    assert first == again
    assert json.loads(first)["finish"] != json.loads(simulate(inside, *FEW, "--json").out)["finish"]


def test_a_replication_is_told_line_by_line_and_drawn(inside: Inside) -> None:
    lines = simulate(inside, *FEW, "--replay", "0").out.splitlines()
    assert lines[:6] == [
        "2021-07-01  A 翠园  released",
        "2021-07-01  B 梅园  released",
        "2021-07-01  A 翠园 · pipes  main visit starts",
        "2021-08-30  A 翠园 · pipes  main visit ends after 60 working days",
        "2021-08-30  A 翠园  finished as planned",
        "2021-08-30  B 梅园 · pipes  main visit starts after 60 days of waiting for pipes",
    ]
    assert "1 visit waited 60 days for pipes." in lines
    replayed = written()["replayed"]
    assert replayed["replay"] == 0
    second = replayed["campaigns"][1]
    assert (second["planned"], second["finish"]) == ("2021-08-29", "2021-10-28")
    assert [(part["cause"], part["days"]) for part in second["parts"]] == [("waiting", 60), ("work", 60)]
    visit = {"activity": "B:pipes", "kind": "main", "ready": "2021-07-01", "waited_for": "pipe"}
    found = [held for held in replayed["visits"] if held["activity"] == "B:pipes"]
    assert visit.items() <= found[0].items()
    assert not any("lift" in held["activity"] for held in replayed["visits"])  # left out: no visit
    assert 'id="timeline"' in Path("outcome.html").read_text(encoding="utf-8")


def test_another_replication_is_another_story(inside: Inside) -> None:
    simulate(inside, *FEW, "--replay", "3")
    third = written()["replayed"]
    simulate(inside, *FEW, "--replay", "4")
    assert third != written()["replayed"] | {"replay": 3}


def test_two_plans_are_paired(inside: Inside) -> None:
    later = {"campaigns": [PLAN["campaigns"][0], {**PLAN["campaigns"][1], "start": "2022-01-03"}]}
    Path("later.json").write_text(json.dumps(later), encoding="utf-8")
    ran = simulate(inside, "--replications", "64", "--against", "later.json")
    against = written()["against"]
    assert (against["a"], against["b"], against["pairs"]) == ("plan.json", "later.json", 64)
    finish = next(one for one in against["measures"] if one["measure"] == "finish")
    assert finish["difference"] > 100
    assert finish["verdict"] == "worse"
    assert any(line.startswith("later.json against this plan, 64 pairs") for line in ran.out.splitlines())


WRONG = {
    "no precision": (("--precision", "often"), "'often' is no share"),
    "none at all": (("--precision", "0"), "'0' is no share"),
    "below nothing": (("--precision=-1%",), "'-1%' is no share"),
    "more than half": (("--precision", "60%"), "'60%' is no share"),
    "both": (("--precision", "1%", "--replications", "5"), "not both"),
    "no replications": (("--replications", "0"), "--replications"),
    "a seed below 0": (("--seed", "-1"), "--seed"),
    "a seed in words": (("--seed", "one"), "--seed"),
    "a replication below 0": (("--replay", "-1"), "--replay"),
    "a replication beyond all": (("--replay", str(2**31)), "--replay"),
    "a missing plan": (("--against", "none.json"), "none.json"),
    "a file for a folder": (("--out", "plan.json"), "is a file; give a folder"),
    "a folder in a file": (("--out", "plan.json/results"), "nothing can be written to 'plan.json/results'"),
}


@pytest.mark.parametrize("case", WRONG)
def test_wrong_options_are_told_and_nothing_is_written(inside: Inside, case: str) -> None:
    words, said = WRONG[case]
    ran = simulate(inside, *words)
    assert ran.status == 2
    assert said in ran.out + ran.err
    assert "Traceback" not in ran.out + ran.err
    assert names() == []


PLANS = {
    "another programme's": ('{"campaigns": [{"campaign": "Z", "start": "2021-07-01", "works": []}]}', "Z"),
    "changed since": (
        json.dumps({**PLAN, "certificate": {"fingerprint": "0" * 64}}),
        "PLAN is not a plan of this PROGRAMME",
    ),
    "broken": ('{"campaigns": [', "plan.json"),
    "no plan": ("[1, 2]", "plan file"),
    "not text": ("\x00\x01", "plan.json"),
}


@pytest.mark.parametrize("case", PLANS)
def test_wrong_plans_are_told_and_nothing_is_written(inside: Inside, case: str) -> None:
    text, said = PLANS[case]
    Path("plan.json").write_text(text, encoding="utf-8")
    ran = simulate(inside, *FEW)
    assert ran.status == 2
    assert said in ran.out + ran.err
    assert "Traceback" not in ran.out + ran.err
    assert names() == []


def test_a_missing_plan_is_told(inside: Inside) -> None:
    ran = inside("simulate", "lanes", "none.json")
    assert ran.status == 2
    assert "none.json" in ran.out + ran.err


@pytest.mark.parametrize(
    ("text", "share"),
    [("1%", 0.01), ("0.01", 0.01), (" 2.5 % ", 0.025), ("1％", 0.01), (".005", 0.005), ("50%", 0.5)],
)
def test_precisions(text: str, share: float) -> None:
    assert precision_of(text) == pytest.approx(share)


@pytest.mark.parametrize("text", ["", "%", "1%%", "nan", "inf", "1e-2", "0", "51%", "-0.1", "1,5%"])
def test_what_is_no_precision(text: str) -> None:
    assert precision_of(text) is None


def interrupted_after(blocks: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Press Ctrl-C while the block after so many is played."""
    real, done = stopping.sample_of, 0

    def sample_of(*given: Any, **named: Any) -> Any:
        nonlocal done
        if done == blocks:
            raise KeyboardInterrupt
        done += 1
        return real(*given, **named)

    monkeypatch.setattr(stopping, "sample_of", sample_of)


def test_ctrl_c_keeps_what_is_done(inside: Inside, monkeypatch: pytest.MonkeyPatch) -> None:
    interrupted_after(1, monkeypatch)
    ran = simulate(inside, "--replications", "300")
    assert ran.status == 0
    assert "Interrupted after 128 replications; least exact: " in ran.out
    assert written()["precision"]["interrupted"]
    assert written()["replications"] == 128


def test_ctrl_c_before_there_is_anything(inside: Inside, monkeypatch: pytest.MonkeyPatch) -> None:
    interrupted_after(0, monkeypatch)
    ran = simulate(inside, "--replications", "300")
    assert ran.status == 4
    assert "nothing was written" in ran.err
    assert names() == []


def test_ctrl_c_while_it_is_answered(inside: Inside, monkeypatch: pytest.MonkeyPatch) -> None:
    real = made.one_more

    def one_more(*given: Any) -> Any:
        monkeypatch.setattr(made, "one_more", real)
        raise KeyboardInterrupt

    monkeypatch.setattr(made, "one_more", one_more)
    ran = simulate(inside, *FEW)
    assert ran.status == 0
    assert "Interrupted after 8 replications" in ran.out
    assert written()["worths"] == []
