"""The command simulate: what it tells of a replication, line by line and in sum."""

import json
from pathlib import Path

import pytest

from tests.shown.command_line import Inside, write_programme

PLAN = {
    "campaigns": [
        {"campaign": "A", "start": "2021-07-01", "works": [{"work": "A:pipes"}]},
        {"campaign": "B", "start": "2021-07-01", "works": [{"work": "B:pipes"}]},
    ]
}


@pytest.fixture
def inside(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Inside:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RENEWAL_LANG", "en")
    write_programme(tmp_path / "lanes")
    Path("plan.json").write_text(json.dumps(PLAN), encoding="utf-8")
    return Inside(monkeypatch, capsys)


def test_without_a_number_it_sums_up(inside: Inside) -> None:
    ran = inside("simulate", "lanes", "plan.json")
    assert (ran.status, ran.err) == (0, "")
    lines = ran.out.splitlines()
    assert lines[0] == "2 of 2 campaigns finish within the horizon."
    assert lines[1] == "The last finishes on 2021-10-28; planned was 2021-08-29."
    assert "1 visits waited 60 days for pipe." in lines
    assert lines[-1].startswith("B 梅园: 2021-10-28, 60 days late: ")
    assert "2 个批次中 2 个" in inside("simulate", "lanes", "plan.json", "--lang", "zh").out


def test_a_replication_is_told_line_by_line(inside: Inside) -> None:
    lines = inside("simulate", "lanes", "plan.json", "--replay", "0").out.splitlines()
    assert lines[:6] == [
        "2021-07-01  A 翠园  released",
        "2021-07-01  B 梅园  released",
        "2021-07-01  A 翠园 · pipes  main visit starts",
        "2021-08-30  A 翠园 · pipes  main visit ends after 60 working days",
        "2021-08-30  A 翠园  finished as planned",
        "2021-08-30  B 梅园 · pipes  main visit starts after 60 days of waiting for pipe",
    ]
    assert not any("lift" in line for line in lines)  # what is left out is no visit
    told = inside("simulate", "lanes", "plan.json", "--replay", "3", "--seed", "5").out
    assert told == inside("simulate", "lanes", "plan.json", "--replay", "3", "--seed", "5").out
    assert told != inside("simulate", "lanes", "plan.json", "--replay", "4", "--seed", "5").out


def test_json_has_every_visit_and_the_parts_of_every_finish(inside: Inside) -> None:
    found = json.loads(inside("simulate", "lanes", "plan.json", "--json").out)
    assert (found["semantics"], found["replay"], found["seed"]) == ("1", 0, 0)
    first, second = found["campaigns"]
    assert (first["finish"], first["planned"]) == ("2021-08-29", "2021-08-29")
    assert [(part["cause"], part["days"]) for part in second["parts"]] == [("waiting", 60), ("work", 60)]
    visit = {"activity": "B:pipes", "kind": "main", "ready": "2021-07-01"}
    assert visit | {"start": "2021-08-30", "end": "2021-10-29"} in found["visits"]


def test_a_plan_of_another_programme_is_told(inside: Inside) -> None:
    other = {"campaigns": [{"campaign": "Z", "start": "2021-07-01", "works": []}]}
    Path("other.json").write_text(json.dumps(other), encoding="utf-8")
    ran = inside("simulate", "lanes", "other.json")
    assert ran.status == 2
    assert "Z" in ran.out + ran.err
