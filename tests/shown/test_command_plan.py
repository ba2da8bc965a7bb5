"""`renewal plan`: what it writes, prints and states, and what it leaves untouched."""

import json
import os
import signal
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.shown.command_line import TABLES, Inside, appears, fen, run, running, write_programme

KEYS = {
    "certificate": "status objective bound gap tiers engine bound_by seconds repeatable seed fingerprint "
    "version",
    "programme": "name source first_period period periods years evaluation_date",
    "totals": "estates buildings households floor_area_m2 cost",
    "programme_totals": "estates buildings households floor_area_m2 cost funds cost_required cost_optional",
    "measures": "benefit cost disruption mean_wait_years due_after_plan",
}
ROW_KEYS = {
    "campaigns": "place place_kind estate estate_name street zone campaign pilot start period finish "
    "households buildings floor_area_m2 works cost by_payer by_fund due_after_plan benefit disruption",
    "draws": "fund claim_group campaign year amount",
    "by_year": "year started completed households_started households_completed floor_area_completed_m2 cost "
    "by_fund limits carried_in",
    "by_street": "street estates households started completed cost benefit share_of_households share_of_cost",
    "rules": "name sentence sentence_zh binding slack price price_by rows note",
    "left_out": "estate campaign why why_zh works",
    "assumptions": "about value what what_zh",
}
LISTS = ("openings", "audit", "changes", "findings", "targets")


@pytest.fixture
def inside(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Inside:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RENEWAL_LANG", "en")
    return Inside(monkeypatch, capsys)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_programme(tmp_path_factory.mktemp("given") / "lanes")


@pytest.fixture(scope="module")
def document(folder: Path) -> dict[str, Any]:
    ran = run("plan", folder, "--json", "--gap", "0", cwd=folder.parent)
    assert (ran.status, ran.err) == (0, "")
    assert len(ran.out.splitlines()) == 1
    found: dict[str, Any] = json.loads(ran.out)
    return found


def written(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*"))


def test_json_is_what_stands_in_the_file(folder: Path, document: dict[str, Any]) -> None:
    out = folder.parent / "lanes-plan"
    assert written(out) == ["plan.html", "plan.json", "plan.warm", "plan.xlsx"]
    assert json.loads((out / "plan.json").read_text(encoding="utf-8")) == document
    assert (out / "plan.xlsx").read_bytes()[:2] == b"PK"
    assert "<html" in (out / "plan.html").read_text(encoding="utf-8")


def test_every_key_of_the_plan_file_is_there(document: dict[str, Any]) -> None:
    for key, names in KEYS.items():
        assert set(names.split()) <= set(document[key]), key
    for key, names in ROW_KEYS.items():
        assert document[key], key
        assert all(set(names.split()) <= set(row) for row in document[key]), key
    assert all(isinstance(document[key], list) for key in LISTS)
    assert set(document["campaigns"][0]["by_payer"]) == {"government", "resident", "utility", "society"}
    works = document["campaigns"][0]["works"][0]
    assert set(works) >= {"work", "work_type", "name", "work_class", "quantity", "start", "finish", "cost"}


def test_the_certificate_is_closed(document: dict[str, Any]) -> None:
    certificate = document["certificate"]
    assert certificate["status"] == "PROVEN_BEST"
    assert certificate["gap"] <= 1e-9
    assert certificate["repeatable"] is True
    assert document["audit"] == []


def test_money_adds_up_to_the_fen(document: dict[str, Any]) -> None:
    campaigns, draws = document["campaigns"], document["draws"]
    assert sum(fen(c["cost"]) for c in campaigns) == fen(document["totals"]["cost"])
    assert sum(fen(d["amount"]) for d in draws) == sum(
        fen(a) for c in campaigns for a in c["by_fund"].values()
    )
    for one in campaigns:
        by_fund = {fund: fen(amount) for fund, amount in one["by_fund"].items()}
        own = [d for d in draws if d["campaign"] == one["campaign"]]
        assert sum(by_fund.values()) + fen(one["due_after_plan"]) == fen(one["cost"])
        assert sum(fen(amount) for amount in one["by_payer"].values()) == fen(one["cost"])
        assert sum(fen(work["cost"]) for work in one["works"]) == fen(one["cost"])
        assert by_fund == {f: sum(fen(d["amount"]) for d in own if d["fund"] == f) for f in by_fund}
    for year in document["by_year"]:
        spent = sum(fen(d["amount"]) for d in draws if d["year"] == year["year"])
        assert spent == fen(year["cost"]) == sum(fen(a) for a in year["by_fund"].values())


def test_every_rule_that_is_on_is_listed(document: dict[str, Any]) -> None:
    names = [rule["name"] for rule in document["rules"]]
    assert {"start_once", "fund_limits", "crew_limits", "money_due_drawn", "targets"} <= set(names)
    assert "street_projects" not in names
    assert all(rule["note"] or rule["price"] is not None for rule in document["rules"])


@pytest.mark.parametrize(("lang", "word"), [("en", "every rule"), ("zh", "两条巷")])
def test_the_terminal_speaks_both_languages(inside: Inside, folder: Path, lang: str, word: str) -> None:
    ran = inside("plan", folder, "--lang", lang, "--out", "here")
    assert ran.status == 0
    assert word in ran.out
    assert written(Path("here")) == ["plan.html", "plan.json", "plan.warm", "plan.xlsx"]


def test_bad_input_is_told_with_its_cell_and_nothing_is_written(inside: Inside, tmp_path: Path) -> None:
    works = [*TABLES["works"], {"place": "Z", "work_type": "pipe", "quantity": "many", "need": 3}]
    broken = write_programme(tmp_path / "given" / "lanes", works=works)
    ran = inside("plan", broken, "--json")
    assert (ran.status, ran.out) == (2, "")
    assert "works.csv" in ran.err
    assert "row 6" in ran.err
    assert "Did you mean 'pipes'?" in ran.err or "pipes" in ran.err
    assert written(tmp_path) == sorted(["given", *written(tmp_path / "given")])


IMPOSSIBLE = [{"name": "duty", "measure": "estates", "value": 3, "by": "2022-06-30", "strength": "hard"}]


def test_an_impossible_programme_names_its_conflict_and_writes_nothing(
    inside: Inside, tmp_path: Path
) -> None:
    poor = [{"fund": "city", "kind": "city", "year": 2021, "limit": 10}, *TABLES["funds"][2:]]
    given = write_programme(tmp_path / "given" / "lanes", targets=IMPOSSIBLE, funds=poor)
    before = written(tmp_path)
    ran = inside("plan", given, "--json")
    assert ran.status == 3
    said = json.loads(ran.out)
    assert set(said["conflict"]) == {"targets", "fund_limits"}
    assert said["repairs"]
    told = inside("plan", given, "--lang", "zh")
    assert (told.status, told.out) == (3, "")
    assert "targets" in told.err
    assert "没有任何方案" in told.err
    assert written(tmp_path) == before


@pytest.mark.parametrize("engine", ["nonsense", "highs:cbc", "pulp:nonsense"])
@pytest.mark.parametrize(("lang", "word"), [("en", "no engine"), ("zh", "没有求解引擎")])
def test_an_engine_that_is_none_is_bad_input(
    inside: Inside, folder: Path, engine: str, lang: str, word: str
) -> None:
    ran = inside("plan", folder, "--engine", engine, "--lang", lang)
    assert (ran.status, ran.out) == (2, "")
    assert word in ran.err
    assert f"'{engine}'" in ran.err or f"「{engine}」" in ran.err


@pytest.mark.parametrize(("lang", "word"), [("en", "is a file"), ("zh", "是文件")])
def test_results_cannot_go_into_a_file(inside: Inside, folder: Path, lang: str, word: str) -> None:
    Path("taken").write_text("mine", encoding="utf-8")
    ran = inside("plan", folder, "--out", "taken", "--lang", lang)
    assert ran.status == 2
    assert word in ran.err
    assert Path("taken").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("form", ["lp", "mps"])
def test_the_program_is_exported_where_asked(inside: Inside, folder: Path, form: str) -> None:
    assert inside("plan", folder, "--export", f"p.{form}", "--engine", "greedy").status == 0
    assert Path(f"p.{form}").stat().st_size > 500
    ran = inside("plan", folder, "--export", "p.txt", "--out", "never")
    assert ran.status == 2
    assert not Path("never").exists()


SLEEPING = """
import sys, tests.worked_out.stubborn as stubborn
from pathlib import Path
from solvers.engines import child
from solvers import solving
child._PROGRAM = stubborn.PROGRAM.replace("take_over()", "take_over('sleep')")
{known}
ask = child.Child.ask
def told(self, request):
    ask(self, request)
    if request[0] != "relax":
        Path("solving").write_text("now")
child.Child.ask = told
from planner.command import main
main()
"""
NOTHING_KNOWN = """
from solvers.engines.answer import Answer, Status
solving.first_point = lambda run, program, start, **more: Answer(status=Status.OUT_OF_TIME, stopped=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="signals are sent otherwise on Windows")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interruption_with_a_plan_in_hand_writes_it(
    folder: Path, tmp_path: Path, number: signal.Signals
) -> None:
    words = ("plan", folder, "--json", "--gap", "0", "--seconds", "300")
    with running(SLEEPING.format(known=""), *words, cwd=tmp_path) as process:
        assert appears(tmp_path / "solving")
        process.send_signal(number)
        out, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (0, "")
    certificate = json.loads(out)["certificate"]
    assert (certificate["status"], certificate["repeatable"]) == ("FEASIBLE", False)
    assert written(tmp_path / "lanes-plan") == ["plan.html", "plan.json", "plan.warm", "plan.xlsx"]


@pytest.mark.skipif(sys.platform == "win32", reason="signals are sent otherwise on Windows")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interruption_without_a_plan_writes_nothing(
    folder: Path, tmp_path: Path, number: signal.Signals
) -> None:
    words = ("plan", folder, "--gap", "0", "--seconds", "300")
    with running(SLEEPING.format(known=NOTHING_KNOWN), *words, cwd=tmp_path) as process:
        assert appears(tmp_path / "solving")
        process.send_signal(number)
        out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (4, "")
    assert "Interrupted" in err
    assert "Traceback" not in err
    assert written(tmp_path) == ["solving"]


def test_out_of_time_without_a_plan_is_told(
    inside: Inside, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from solvers import solving
    from solvers.engines import child
    from solvers.engines.answer import Answer, Status

    nothing = Answer(status=Status.OUT_OF_TIME, stopped=True)
    monkeypatch.setattr(solving, "first_point", lambda run, program, start, **more: nothing)
    monkeypatch.setattr(child, "run", lambda *given: (nothing, False))
    ran = inside("plan", folder, "--json")
    assert ran.status == 4
    assert json.loads(ran.out)["certificate"]["status"] == "OUT_OF_TIME"
    assert "--seconds" in ran.err
    assert "时间用尽" in inside("plan", folder, "--lang", "zh").err
    assert not list(Path.cwd().iterdir())


@pytest.mark.skipif(sys.platform == "win32", reason="signals are sent otherwise on Windows")
def test_ctrl_c_while_writing_does_not_lose_the_plan(
    inside: Inside, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from planner.report import page

    write = page.write_html

    def interrupted(*given: Any) -> None:
        os.kill(os.getpid(), signal.SIGINT)
        write(*given)

    monkeypatch.setattr(page, "write_html", interrupted)
    assert inside("plan", folder, "--out", "here").status == 0
    assert written(Path("here")) == ["plan.html", "plan.json", "plan.warm", "plan.xlsx"]
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
