"""`renewal plan` of an impossible programme: conflict and repairs, printed and as JSON, and Ctrl-C."""

import json
import signal
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from planner.words import words
from scenarios.read import read
from scenarios.whatif import overlay, what_if_from
from solvers import solve
from tests.shown.command_line import TABLES, Inside, appears, run, running, write_programme

DUTY = [{"name": "duty", "measure": "estates", "value": 3, "by": "2022-06-30", "strength": "hard"}]
POOR = [{"fund": "city", "kind": "city", "year": 2021, "limit": 10}, *TABLES["funds"][2:]]


@pytest.fixture(scope="module")
def poor(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_programme(tmp_path_factory.mktemp("given") / "lanes", targets=DUTY, funds=POOR)


@pytest.fixture
def inside(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Inside:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RENEWAL_LANG", "en")
    return Inside(monkeypatch, capsys)


@pytest.fixture(scope="module")
def said(poor: Path) -> dict[str, Any]:
    ran = run("plan", poor, "--json", cwd=poor.parent)
    assert (ran.status, ran.err) == (3, "")
    assert len(ran.out.splitlines()) == 1
    found: dict[str, Any] = json.loads(ran.out)
    return found


def test_json_holds_conflict_and_at_least_three_repairs_the_cheapest_first(said: dict[str, Any]) -> None:
    assert set(said["conflict"]) == {"targets", "fund_limits"}
    assert said["conflict_minimal"]
    assert said["repairs_complete"]
    assert len(said["repairs"]) >= 3
    keys = {"sentence", "change", "cost", "least_cost", "verified"}
    assert all(set(repair) == keys for repair in said["repairs"])
    costs = [repair["cost"] for repair in said["repairs"]]
    assert costs == sorted(costs)
    assert all(repair["verified"] for repair in said["repairs"])


def test_each_change_is_a_what_if_that_makes_it_possible(poor: Path, said: dict[str, Any]) -> None:
    for repair in said["repairs"]:
        changed = overlay(read(poor), what_if_from(tomllib.loads(repair["change"]))).programme
        assert solve(changed, gap=0.0, seconds=20).plan is not None, repair["sentence"]


@pytest.mark.parametrize(
    ("lang", "told"),
    [
        ("en", ["Any one of these would make it possible", "× 10,000 yuan", "(an assumption)", "tried"]),
        ("zh", ["以下任一措施", "万元", "假设值", "已验证"]),
    ],
)
def test_the_terminal_tells_them_in_both_languages(
    inside: Inside, poor: Path, lang: str, told: list[str]
) -> None:
    ran = inside("plan", poor, "--lang", lang)
    assert (ran.status, ran.out) == (3, "")
    assert all(text in ran.err for text in told), ran.err
    assert {"en": "City funds: ", "zh": "市级资金："}[lang] in ran.err, "a fund by its name, not its code"
    assert ran.err.count("\n") > 5
    ran.err.encode("gbk")
    assert not list(Path.cwd().iterdir())


def test_a_repair_that_was_not_tried_to_the_end_says_so() -> None:
    from planner.command.impossible import repair_sentence, sheet_lines
    from solvers.why.repairs.alternatives import Repair, Sheet

    repair = Repair(
        sentence="more",
        sentence_zh="增加",
        change="",
        cost=1_000_000.0,
        assumed=False,
        least=900_000.0,
        verified=False,
    )
    assert repair_sentence(repair, words("en")) == (
        "more — costs 100.00 × 10,000 yuan, at most 10.0 % more than it takes, "
        "not tried to the end: time ran out"
    )
    lines = sheet_lines(Sheet(repairs=(), complete=False, interrupted=True), words("zh"))
    assert "未找到" in lines[1]
    assert "查找未完成" in lines[2]


SLOW = """
import time
from pathlib import Path
from solvers.why.repairs.tried import tried as quick
calls = []
def slow(*given, **more):
    calls.append(1)
    if len(calls) > {after}:
        Path("waiting").write_text("now")
        time.sleep(120)
    return quick(*given, **more)
from solvers.why.repairs import sheet
sheet.tried = slow
from planner.command import main
main()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="signals are sent otherwise on Windows")
@pytest.mark.parametrize(("after", "repairs"), [(0, 0), (1, 1)])
def test_ctrl_c_prints_what_has_been_found(poor: Path, tmp_path: Path, after: int, repairs: int) -> None:
    program = SLOW.format(after=after)
    with running(program, "plan", poor, "--json", cwd=tmp_path) as process:
        assert appears(tmp_path / "waiting")
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (3, "")
    said = json.loads(out)
    assert set(said["conflict"]) == {"targets", "fund_limits"}
    assert len(said["repairs"]) == repairs
    assert not said["repairs_complete"]


CONFLICT_SLOW = """
import time
from pathlib import Path
from solvers.why import conflict
def slow(*given, **more):
    Path("waiting").write_text("now")
    time.sleep(120)
conflict._is_impossible = slow
from planner.command import main
main()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="signals are sent otherwise on Windows")
def test_ctrl_c_while_the_conflict_is_sought_says_that_it_is_not_minimal(poor: Path, tmp_path: Path) -> None:
    with running(CONFLICT_SLOW, "plan", poor, "--json", cwd=tmp_path) as process:
        assert appears(tmp_path / "waiting")
        process.send_signal(signal.SIGTERM)
        out, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (3, "")
    said = json.loads(out)
    assert {"targets", "fund_limits"} <= set(said["conflict"])
    assert not said["conflict_minimal"]
    assert said["repairs"] == []
