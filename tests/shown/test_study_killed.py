"""A study killed at any moment loses at most the case under way, and is finished from its store alone."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest

from planner.study.store.store import Store
from planner.study.study import Step, run
from scenarios.read import read
from scenarios.whatif.grids import grid_of
from solvers.cases.case import Case, cases_of
from tests.shown.command_line import running, write_programme
from tests.shown.studies import OPTIONS, said

GRID = "funds.city.2022.limit=0:1400000:200000"
PROGRAM = "from planner.command import main; main()"
COMPARE = ("compare", "lanes", "--grid", GRID, "--gap", "0", "--store", "kept", "--workers", "1")


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[tuple[Case, ...], str]:
    """The cases, and what is found of them where nobody is killed."""
    given = read(write_programme(tmp_path_factory.mktemp("killed") / "lanes"))
    cases = cases_of(given, (), [grid_of(GRID, given)], options=OPTIONS)
    return cases, said(run(cases, OPTIONS))


def killed(folder: Path, after: int, seconds: float) -> int:
    """Kill a study so many seconds after it told of so many cases; return of how many it told."""
    write_programme(folder / "lanes")
    with running(PROGRAM, *COMPARE, cwd=folder) as process:
        assert process.stderr is not None
        told = 0
        while told < after and process.stderr.readline():
            told += 1
        time.sleep(seconds)
        process.kill()
        return told + process.stderr.read().count("case ")


def finished(folder: Path, told: int, whole: tuple[tuple[Case, ...], str]) -> None:
    """See that a store holds every case that was told of, and that all comes out as if nobody was killed."""
    cases, expected = whole
    with Store(folder / "kept") as store:
        studies = store.studies()
        if not studies:  # it was killed before it wrote down what it was asked
            assert told == 0
            return
        again, options = store.cases(1)
        keeper, steps = store.resumed(1, again, 0), list[Step]()
        assert said(run(again, options, keeper=keeper, progress=steps.append)) == expected
        assert sum(step.kept for step in steps) >= told
        assert not any(case["open"] for case in store.studies()[0]["cases"])
    assert [case.fingerprint for case in again] == [case.fingerprint for case in cases]


@pytest.mark.parametrize(("after", "seconds"), [(1, 0.0), (3, 0.02), (5, 0.07)])
def test_a_killed_study_is_finished(
    after: int, seconds: float, whole: tuple[tuple[Case, ...], str], tmp_path: Path
) -> None:
    finished(tmp_path, killed(tmp_path, after, seconds), whole)


@pytest.mark.slow
@pytest.mark.parametrize("number", range(100))
def test_nothing_is_lost_at_random_moments(
    number: int, whole: tuple[tuple[Case, ...], str], tmp_path: Path
) -> None:
    draw = random.Random(number)
    finished(tmp_path, killed(tmp_path, draw.randrange(8), draw.random() * 0.3), whole)
