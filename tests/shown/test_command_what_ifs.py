"""`renewal what-ifs`, and what-ifs that are asked for by name."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from planner.words import words
from scenarios.read import read
from scenarios.whatif.presets import PRESETS
from tests.shown.command_line import SETTINGS, Inside, write_programme

ROWS = [
    {"name": "市级减半", "reason": "土地收入下降", "table": "资金来源", "column": "年度限额",
     "where": "fund = 'city'", "action": "乘以", "value": "50%"},
    {"name": "dear", "kind": "uncertainty", "table": "work_types", "column": "unit_cost",
     "where": "", "action": "scale", "value": "uniform 0.9 1.3"},
]  # fmt: skip
LATE = "name = 'A waits'\nkind = 'lever'\n[[change]]\ntable = 'estates'\ncolumn = 'earliest'\n"
LATE += "where = \"id = 'A'\"\nset = '2022Q1'\n"


@pytest.fixture
def inside(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Inside:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RENEWAL_LANG", "en")
    write_programme(tmp_path / "lanes", SETTINGS, what_ifs=ROWS)
    (tmp_path / "lanes" / "what-ifs").mkdir()
    (tmp_path / "lanes" / "what-ifs" / "late.toml").write_text(LATE, encoding="utf-8")
    return Inside(monkeypatch, capsys)


def listed(inside: Inside, *words: str) -> dict[str, dict[str, Any]]:
    ran = inside("what-ifs", "lanes", "--json", *words)
    assert (ran.status, ran.err) == (0, "")
    return {entry["name"]: entry for entry in json.loads(ran.out)}


def test_each_is_listed_with_what_it_changes_and_where_it_stands(inside: Inside) -> None:
    found = listed(inside)
    assert list(found) == ["市级减半", "dear", "A waits", *(one.name for one in PRESETS)]
    half = found["市级减半"]
    assert (half["kind"], half["reason"], half["source"]) == ("uncertainty", "土地收入下降", "own")
    assert (half["file"], half["edits"][0]["row"]) == ("what_ifs.csv", 2)
    assert half["of"] == [{"table": "funds", "column": "limit", "values": 2}]
    assert (found["dear"]["by_chance"], found["dear"]["values"]) == (True, 2)
    assert found["dear"]["edits"][0]["value"] == {"uniform": [0.9, 1.3]}
    assert (found["A waits"]["file"], found["A waits"]["edits"][0]["row"]) == ("late.toml", 3)
    assert (found["no money"]["source"], found["no money"]["values"]) == ("preset", 3)
    assert found["special bond at 12 %"]["values"] is None
    assert "no special bond" in found["special bond at 12 %"]["faults"][0]["en"]


def test_the_list_speaks_both_languages(inside: Inside) -> None:
    ran = inside("what-ifs", "lanes", "--lang", "en")
    for text in (
        "- 市级减半 [uncertainty]  (what_ifs.csv:2)",
        "funds, limit (yuan) where fund = 'city': times 0.5",
        "values changed: 2 (funds limit (yuan): 2)",
        "times evenly from 0.9, 1.3",
        "--what-if no-money",
        "cannot be laid over this programme: This programme has no special bond",
    ):
        assert text in ran.out
    ran = inside("what-ifs", "lanes", "--lang", "zh")
    for text in (
        "本计划自带情景 (3)",
        "「资金来源」年度限额（元）（条件：fund = 'city'）：乘以 0.5",
        "[可控因素]",
        "不适用于本计划：本计划没有专项债，无法套用情景「专项债仅到位12%」",
    ):
        assert text in ran.out


def test_resolved_shows_every_value_that_a_stack_changes(inside: Inside) -> None:
    ran = inside("what-ifs", "lanes", "--resolved", "市级减半+late")
    assert ran.status == 0
    assert "funds city, 2021, limit (yuan): from 1,500,000 to 750,000" in ran.out
    assert "estates A, earliest: from (empty) to 2022-01-01" in ran.out
    ran = inside("what-ifs", "lanes", "--resolved", "late", "--resolved", "市级减半", "--json")
    document = json.loads(ran.out)
    changes = [(one["table"], one["row"], one["column"], one["before"], one["after"], one["what_if"])
               for one in document["changes"]]  # fmt: skip
    assert changes == [
        ("estates", "A", "earliest", None, "2022-01-01", "A waits"),
        ("funds", "city, 2021", "limit", 1_500_000, 750_000, "市级减半"),
        ("funds", "city, 2022", "limit", 900_000, 450_000, "市级减半"),
    ]
    assert document["fingerprint"] != document["base_fingerprint"] == read("lanes").fingerprint


def test_what_changes_nothing_says_so(inside: Inside) -> None:
    Path("same.toml").write_text("reason = 'none'\n", encoding="utf-8")
    for lang in ("en", "zh"):
        ran = inside("what-ifs", "lanes", "--resolved", "same.toml", "--lang", lang)
        assert words(lang)("Nothing changes: it is the programme as it stands.") in ran.out


def test_the_programme_they_give_is_written_and_plans_as_the_what_if_does(inside: Inside) -> None:
    ran = inside("what-ifs", "lanes", "--resolved", "市级减半+dear#2", "--out", "given")
    assert ran.status == 0
    with Path("given/funds.csv").open(encoding="utf-8") as file:
        assert [row["limit"] for row in csv.DictReader(file)] == ["750000", "450000", "400000"]
    resolved = json.loads(inside("what-ifs", "lanes", "--resolved", "市级减半+dear#2", "--json").out)
    assert read("given").fingerprint == resolved["fingerprint"]
    assert not Path("given/what_ifs.csv").exists()
    again = inside("what-ifs", "lanes", "--resolved", "late", "--out", "given")
    assert (again.status, "is there already" in again.err) == (2, True)
    assert inside("what-ifs", "lanes", "--out", "else").status == 2


def test_plan_check_and_audit_take_names(inside: Inside) -> None:
    ran = inside(
        "plan", "lanes", "--what-if", "市级减半+late", "--what-if", "prices-6", "--json", "--out", "p"
    )
    assert ran.status == 0
    document = json.loads(ran.out)
    names = [one["name"] for one in document["programme"]["what_ifs"]]
    assert names == ["市级减半", "A waits", "prices + 6 % a year"]
    assert {one["what_if"] for one in document["changes"]} == set(names)
    same = ("--what-if", "late+市级减半+prices-6")
    assert inside("audit", "lanes", "p/plan.json", *same).status == 0
    assert "from 900,000 to 450,000" in inside("check", "lanes", *same).out
    ran = inside("plan", "lanes", "--what-if", "no mony")
    assert (ran.status, "Did you mean 'no-money'?" in ran.err) == (2, True)
    ran = inside("plan", "lanes", "--what-if", "dear", "--lang", "zh")
    assert (ran.status, "dear#1" in ran.err) == (2, True)


def test_a_seed_gives_other_samples(inside: Inside) -> None:
    def cost(*more: str) -> float:
        ran = inside("what-ifs", "lanes", "--resolved", "dear#1", "--json", *more)
        return float(json.loads(ran.out)["changes"][0]["after"])

    assert cost() == cost("--seed", "0") != cost("--seed", "1")
