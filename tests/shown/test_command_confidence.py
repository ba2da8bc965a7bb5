"""`renewal plan --confidence`: rounds of planning and playing, in the terminal and in plan.json."""

import json
from pathlib import Path

import pytest

from tests.shown.command_line import Inside, write_programme


@pytest.fixture
def inside(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Inside:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RENEWAL_LANG", "en")
    return Inside(monkeypatch, capsys)


def test_confidence_promises_dates_and_tests_them_on_fresh_replications(inside, tmp_path) -> None:
    folder = write_programme(tmp_path / "lanes")
    ran = inside("plan", folder, "--confidence", "0.8", "--gap", "0", "--out", "made")
    assert ran.status == 0
    assert "Confidence 80 %" in ran.out
    assert "Round 0: stated aim" in ran.out
    document = json.loads((tmp_path / "made" / "plan.json").read_text(encoding="utf-8"))
    told = document["confidence"]
    assert told["asked"] == 0.8
    assert told["reached"] == told["kept"][0]["chance"]
    assert 0.65 < told["reached"]["value"] < 0.95
    assert [one["round"] for one in told["rounds"]] == list(range(len(told["rounds"])))
    assert told["fresh_seed"] != told["seed"]
    assert set(told["promised"]) <= {one["campaign"] for one in document["campaigns"]}
    assert document["audit"] == []
    audited = inside("audit", folder, tmp_path / "made" / "plan.json")
    assert audited.status == 0
    assert inside("simulate", folder, tmp_path / "made" / "plan.json", "--replay", "0").status == 0


@pytest.mark.parametrize(
    ("more", "says"),
    [
        (["--best-possible"], "keep every rule"),
        (["--engine", "greedy"], "proves its plans"),
    ],
)
def test_confidence_needs_proven_plans_that_keep_every_rule(inside, tmp_path, more, says) -> None:
    ran = inside("plan", write_programme(tmp_path / "lanes"), "--confidence", "0.8", *more)
    assert ran.status == 2
    assert says in ran.err


def test_without_being_asked_there_is_no_confidence(inside, tmp_path) -> None:
    ran = inside("plan", write_programme(tmp_path / "lanes"), "--json")
    assert "confidence" not in json.loads(ran.out)
