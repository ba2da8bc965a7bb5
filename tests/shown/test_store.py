"""The store: what was found is found again, what time stopped is not, and a broken file is told of."""

from __future__ import annotations

import dataclasses
import json
import random
import shutil
import sqlite3
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import planner.study.one_case
import planner.study.study
from planner.study.store.file import APPLICATION, StoreError
from planner.study.store.parts import Parts
from planner.study.store.store import Store
from planner.study.study import Step, Study, run
from scenarios.model.expected import Expected
from scenarios.read import read
from solvers.cases.case import Case, cases_of
from tests.shown.command_line import Inside, write_programme
from tests.shown.studies import OPTIONS, said, small_cases

ANSWERS = [
    {"household": "h-81-402", "estate": "A", "chosen": "pipes"},
    {"household": "h-81-403", "estate": "A", "chosen": "lift;pipes"},
]


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> tuple[Case, ...]:
    return small_cases(tmp_path_factory.mktemp("study") / "lanes")


@pytest.fixture(scope="module")
def written(cases: tuple[Case, ...], tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Study]:
    """A store with a finished study, and the study."""
    path = tmp_path_factory.mktemp("store") / "all.renewal"
    return path, stored(path, cases)


def stored(
    path: Path, cases: tuple[Case, ...], steps: list[Step] | None = None, replications: int = 4
) -> Study:
    with Store(path) as store:
        keeper = store.begun(cases, OPTIONS, replications)
        told = None if steps is None else steps.append
        return run(cases, OPTIONS, replications=replications, keeper=keeper, progress=told)


def resumed(path: Path, number: int, steps: list[Step] | None = None) -> Study:
    with Store(path, new=False) as store:
        cases, options = store.cases(number)
        replications = store.studies()[number - 1]["replications"]
        keeper = store.resumed(number, cases, replications)
        told = None if steps is None else steps.append
        return run(cases, options, replications=replications, keeper=keeper, progress=told)


def test_what_was_found_is_found_again_to_the_last_digit(
    cases: tuple[Case, ...], written: tuple[Path, Study]
) -> None:
    path, first = written
    steps: list[Step] = []
    assert said(stored(path, cases, steps)) == said(first)
    assert all(step.kept for step in steps)
    steps.clear()
    assert said(resumed(path, 1, steps)) == said(first)
    assert [step.kept for step in steps] == [True] * 5
    with Store(path) as store:
        again, options = store.cases(1)
        told = store.studies()[0]
    assert options == OPTIONS
    for one, other in zip(cases, again, strict=True):
        assert one.programme.fingerprint == other.programme.fingerprint
        assert one.programme.settings == other.programme.settings
        assert (one.changes, one.fingerprint, one.same_as) == (
            other.changes,
            other.fingerprint,
            other.same_as,
        )
    assert (told["called"], told["replications"], len(told["cases"])) == ("lanes", 4, 6)
    assert not any(case["open"] for case in told["cases"])


def test_plans_that_are_there_are_only_played_anew(
    cases: tuple[Case, ...], written: tuple[Path, Study], monkeypatch: pytest.MonkeyPatch
) -> None:
    path, first = written
    for module in (planner.study.one_case, planner.study.study):
        monkeypatch.setattr(module, "solved", None)  # nothing may be solved
    more = stored(path, cases, replications=8)
    assert [one.solve.plan for one in more.found] == [one.solve.plan for one in first.found]
    assert [one.played and one.played.replications for one in more.found] == [8] * 6


def test_an_example_with_every_rule_is_kept_whole(tmp_path: Path) -> None:
    for name in ("jinping", "jinping-all"):
        given = read(Path(__file__).parents[2] / "examples" / name)
        with Store(tmp_path / "store") as store:
            digest = store._parts.keep(given)
            again = Parts(store._file).programme(digest)
        assert again is not None
        assert again.fingerprint == given.fingerprint
        assert again.settings == given.settings
        assert again.works.origin.rows.tolist() == given.works.origin.rows.tolist()


def stopped(monkeypatch: pytest.MonkeyPatch, case: Case, **how: Any) -> list[str]:
    """Have the solve of one case end otherwise; return the fingerprints of all that is solved from now on."""
    before, asked = planner.study.study.solved, list[str]()

    def solved(programme: Any, *given: Any, **more: Any) -> Any:
        asked.append(programme.fingerprint)
        status, solve = before(programme, *given, **more)
        if programme.fingerprint == case.programme.fingerprint:
            solve = dataclasses.replace(solve, **how)
        return status, solve

    for module in (planner.study.one_case, planner.study.study):
        monkeypatch.setattr(module, "solved", solved)
    return asked


def test_what_time_stopped_is_kept_and_shown_but_solved_again_by_a_new_study(
    cases: tuple[Case, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "store"
    asked = stopped(monkeypatch, cases[2], repeatable=False)
    first = stored(path, cases)
    asked.clear()
    assert said(resumed(path, 1)) == said(first)
    assert asked == []
    with Store(path) as store:
        shown = store.studies()[0]["cases"][2]
    assert (shown["repeatable"], shown["open"]) == (False, False)
    steps: list[Step] = []
    stored(path, cases, steps)
    assert asked == [cases[2].programme.fingerprint]
    assert [step.case.name for step in steps if not step.kept] == [cases[2].name]


def test_cases_of_a_base_that_time_stopped_are_solved_again_from_the_new_one(
    cases: tuple[Case, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "store"
    asked = stopped(monkeypatch, cases[0], repeatable=False, warm=None)
    stored(path, cases)
    monkeypatch.undo()
    asked = stopped(monkeypatch, cases[0])
    stored(path, cases)
    assert len(asked) == 5


def test_what_a_hand_stopped_is_finished(
    cases: tuple[Case, ...], written: tuple[Path, Study], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "store"
    stopped(monkeypatch, cases[2], repeatable=False, interrupted=True)
    broken_off = stored(path, cases)
    assert broken_off.interrupted
    assert [one.case.name for one in broken_off.found] == ["base", "must", cases[2].name, cases[5].name]
    monkeypatch.undo()
    with Store(path) as store:
        assert [case["open"] for case in store.studies()[0]["cases"]] == [
            False,
            False,
            True,
            True,
            True,
            False,
        ]
    steps: list[Step] = []
    assert said(resumed(path, 1, steps)) == said(written[1])
    assert [step.kept for step in steps] == [True, True, False, False, False]


def test_two_studies_at_once_are_told(cases: tuple[Case, ...], written: tuple[Path, Study]) -> None:
    with Store(written[0]), pytest.raises(StoreError, match="in use by another study"), Store(written[0]):
        pass
    with Store(written[0]) as store:
        assert store.studies()


# ---- the command line ----


@pytest.fixture
def inside(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Inside:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RENEWAL_LANG", "en")
    return Inside(monkeypatch, capsys)


def test_a_study_is_finished_in_another_folder_without_its_files(
    inside: Inside, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_programme(tmp_path / "lanes")
    grid = ("--grid", "funds.city.2022.limit=0:400000:200000", "--gap", "0")
    beyond = ("--by", "aim,cost", "--pareto", "aim,cost", "--points", "2", "--priority-list", "--robust")
    tipping = ("--tipping", "funds.city.2022.limit=0:400000:200000", "--weight", "base=2")
    kept = ("--store", "kept.renewal", "--json", "--workers", "1")
    ran = inside("compare", "lanes", *grid, *beyond, *tipping, *kept)
    assert ran.status == 0, ran.err
    asked = {"pareto", "priority_list", "tipping", "robust", "regret"}
    assert asked <= set(json.loads(ran.out))
    file = sqlite3.connect("kept.renewal")
    file.execute("UPDATE cases SET result = NULL WHERE number = 2")
    file.execute("DELETE FROM results WHERE number = 3")
    file.commit()
    file.close()
    shutil.rmtree("lanes")
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    shown = inside("study", "../kept.renewal")
    assert shown.status == 0
    assert "3 of 4 cases done, 1 open" in shown.out
    assert "funds.city.2022.limit=200000: open" in shown.out
    told = json.loads(inside("study", "../kept.renewal", "--json").out)["studies"]
    assert [case["open"] for case in told[0]["cases"]] == [False, False, True, False]
    again = inside("study", "../kept.renewal", "--resume", "--json")
    assert again.status == 0, again.err
    assert without_seconds(json.loads(again.out)) == without_seconds(json.loads(ran.out))
    assert Path("lanes-comparison/comparison.json").is_file()
    assert "4 of 4 cases done" in inside("study", "../kept.renewal").out
    assert inside("study", "../kept.renewal", "--resume", "--number", "9").status == 2


def without_seconds(document: dict[str, Any]) -> dict[str, Any]:
    for case in document["cases"]:
        del case["seconds"]
    return document


def test_rows_of_households_are_not_kept(inside: Inside, tmp_path: Path) -> None:
    write_programme(tmp_path / "lanes", answers=ANSWERS)
    given = read(tmp_path / "lanes")
    assert len(given.answers) == 2
    assert inside("compare", "lanes", "crews-20", "--store", "kept", "--gap", "0").status == 0
    with Store("kept") as store:
        told = [row[0] for row in store._file.execute("SELECT kind FROM parts")]
    assert "answers" not in told
    assert "estates" in told
    ran = inside("study", "kept", "--resume")
    assert (ran.status, "give it with --programme" in ran.err) == (2, True)
    ran = inside("study", "kept", "--resume", "--programme", "lanes")
    assert ran.status == 0, ran.err
    write_programme(tmp_path / "other", answers=ANSWERS[:1])
    ran = inside("study", "kept", "--resume", "--programme", "other")
    assert (ran.status, "another programme" in ran.err) == (2, True)


def test_files_that_are_no_stores_are_told_in_both_languages(inside: Inside, tmp_path: Path) -> None:
    Path("text").write_text("no store at all, but long enough for a header", encoding="utf-8")
    Path("empty").touch()
    (tmp_path / "folder").mkdir()
    for name, version, application in (("other", 1, 7), ("newer", 9, APPLICATION)):
        file = sqlite3.connect(name)
        file.execute("CREATE TABLE t (a)")
        file.execute(f"PRAGMA application_id = {application}")
        file.execute(f"PRAGMA user_version = {version}")
        file.commit()
        file.close()
    for name, en, zh in (
        ("text", "is no store of studies", "不是研究存储文件"),
        ("empty", "is no store of studies", "不是研究存储文件"),
        ("folder", "is a folder", "是文件夹"),
        ("none", "There is no store", "没有存储文件"),
        ("other", "is no store of studies", "不是研究存储文件"),
        ("newer", "a store of version 9", "第 9 版存储"),
    ):
        ran = inside("study", name)
        assert (ran.status, ran.out, en in ran.err) == (2, "", True), ran.err
        assert zh in inside("study", name, "--resume", "--lang", "zh").err
    write_programme(tmp_path / "lanes")
    ran = inside("compare", "lanes", "--store", "text")
    assert (ran.status, "is no store of studies" in ran.err) == (2, True)
    assert Path("text").read_text(encoding="utf-8").startswith("no store")
    assert inside("compare", "lanes", "--store", "not/there").status == 2


def test_executors_that_are_not_there_are_told(inside: Inside, tmp_path: Path) -> None:
    write_programme(tmp_path / "lanes")
    for name in ("horses", "dask:"):
        ran = inside("compare", "lanes", "--executor", name)
        assert (ran.status, f"no executor '{name}'" in ran.err) == (2, True)


# ---- broken files ----


def spoiled(whole: bytes, number: int) -> bytes:
    """Return the bytes of a file with something wrong with them."""
    draw = random.Random(number)
    found = bytearray(whole)
    if number % 3 == 0:
        return bytes(found[: draw.randrange(16, len(found))])
    for _ in range(draw.choice((1, 20, 400))):
        found[draw.randrange(16, len(found))] = draw.randrange(256)
    if number % 3 == 2:
        first = draw.randrange(16, len(found))
        found[first : first + draw.randrange(1, 8000)] = b"\0" * 100
    return bytes(found)


@pytest.mark.parametrize("number", range(60))
def test_a_spoiled_file_is_told_or_read(number: int, written: tuple[Path, Study], tmp_path: Path) -> None:
    """Whatever is wrong with a file, it is read, or it is said that it cannot be; nothing else is raised."""
    path = tmp_path / "spoiled"
    path.write_bytes(spoiled(written[0].read_bytes(), number))
    assert all(whole_or_why(path))


def whole_or_why(path: Path) -> tuple[str, str]:
    """Return why a store cannot be read in both languages, or that its base is as it was."""
    try:
        with Store(path, new=False) as store:
            assert isinstance(store.studies(), list)
            cases, _ = store.cases(1)
            base = store.resumed(1, cases, 4).known(0, cases[0], "")
    except StoreError as error:
        return error.sentence, error.sentence_zh
    return ("whole", "whole") if base is None or base.status == "PROVEN_BEST" else ("", "")


def test_cases_of_a_programme_with_what_plays_say_are_not_kept(
    cases: tuple[Case, ...], tmp_path: Path
) -> None:
    none = np.zeros((len(cases[0].programme.campaigns), 4))
    given = cases[0].programme.replace(expected=Expected(late=none, crowded=none))
    with Store(tmp_path / "store") as store, pytest.raises(StoreError, match="what plays say"):
        store.begun(cases_of(given, options=OPTIONS), OPTIONS)
