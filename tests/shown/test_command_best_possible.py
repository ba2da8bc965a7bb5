"""`renewal plan --best-possible`, and aims held in turn: what is written, printed and audited."""

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.shown.command_line import SETTINGS, TABLES, Inside, write_programme

DUTY = [{"name": "duty", "measure": "estates", "value": 3, "by": "2022-06-30", "strength": "hard"}]
POOR = [{"fund": "city", "kind": "city", "year": 2021, "limit": 10}, *TABLES["funds"][2:]]
TIERS = """
[[tiers]]
name = "livelihood"
name_zh = "民生"
classes = ["basic"]
tolerance = 0.01

[[tiers]]
name = "upgrade"
name_zh = "提升"
classes = ["upgrade"]
"""


@pytest.fixture
def inside(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Inside:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RENEWAL_LANG", "en")
    return Inside(monkeypatch, capsys)


def test_the_best_possible_plan_is_written_with_what_gave_way(inside: Inside, tmp_path: Path) -> None:
    given = write_programme(tmp_path / "given" / "lanes", targets=DUTY, funds=POOR)
    ran = inside("plan", given, "--best-possible", "--json", "--gap", "0")
    assert ran.status == 0
    document = json.loads(ran.out)
    assert document["certificate"]["status"] == "IMPOSSIBLE"
    assert {entry["rule"] for entry in document["gave_way"]} == {b["rule"] for b in document["audit"]}
    assert document["certificate"]["ranks"][0]["least"] > 0
    told = inside("plan", given, "--best-possible", "--lang", "zh", "--gap", "0")
    assert told.status == 0
    assert "作出让步的规则" in told.out
    assert all(entry["sentence_zh"] in told.out.replace("\n", "") for entry in document["gave_way"])
    assert "违反" not in told.out.split("作出让步的规则")[0]
    sheets = load_workbook(tmp_path / "lanes-plan" / "plan.xlsx").sheetnames
    assert "让步" in sheets
    page = (tmp_path / "lanes-plan" / "plan.html").read_text(encoding="utf-8")
    assert document["gave_way"][0]["sentence"] in page
    audited = inside("audit", given, tmp_path / "lanes-plan" / "plan.json")
    assert audited.status == 5
    assert document["gave_way"][0]["where"] in audited.out + audited.err


def test_where_all_can_be_kept_it_is_the_usual_plan(inside: Inside, tmp_path: Path) -> None:
    given = write_programme(tmp_path / "given" / "lanes")
    ran = inside("plan", given, "--best-possible", "--json", "--gap", "0")
    document = json.loads(ran.out)
    assert (ran.status, document["gave_way"], document["certificate"]["status"]) == (0, [], "PROVEN_BEST")


def test_aims_in_turn_are_told_and_audited(inside: Inside, tmp_path: Path) -> None:
    given = write_programme(tmp_path / "given" / "lanes", settings=SETTINGS + TIERS)
    ran = inside("plan", given, "--lang", "zh", "--gap", "0")
    assert ran.status == 0
    assert "1. 民生" in ran.out
    assert "2. 提升" in ran.out
    file = tmp_path / "lanes-plan" / "plan.json"
    first, second = json.loads(file.read_text(encoding="utf-8"))["certificate"]["tiers"]
    assert first["held_at"] == pytest.approx(0.99 * first["objective"])
    assert first["final"] >= first["held_at"]
    assert set(first["price"]) == {"low", "high"}
    assert second["held_at"] is None
    assert inside("audit", given, file).status == 0
    assert "目标分层" in load_workbook(tmp_path / "lanes-plan" / "plan.xlsx").sheetnames


def test_a_plan_that_does_not_keep_its_hold_is_found(inside: Inside, tmp_path: Path) -> None:
    given = write_programme(tmp_path / "given" / "lanes", settings=SETTINGS + TIERS)
    inside("plan", given, "--gap", "0")
    file = tmp_path / "lanes-plan" / "plan.json"
    document = json.loads(file.read_text(encoding="utf-8"))
    document["certificate"]["tiers"][0]["held_at"] += 1000.0
    file.write_text(json.dumps(document), encoding="utf-8")
    ran = inside("audit", given, file, "--json")
    assert ran.status == 5
    assert "tiers" in ran.out
