"""Studies: the same wherever their cases are solved, and whoever dies on the way."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Any

import pytest

import planner
from planner.study.crews import Crew, ExecutorError
from planner.study.one_case import Result, Task, beginning_of, fingerprint_of, solve_task
from planner.study.running import MOST_DEATHS, solve_all
from planner.study.store.solves import plan_from, plan_told
from planner.study.store.texts import packed_json, unpacked_json
from planner.study.study import Step, Study, run
from solvers.cases.case import Case
from solvers.engines.answer import Status
from tests.shown.studies import OPTIONS, said, small_cases


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> tuple[Case, ...]:
    return small_cases(tmp_path_factory.mktemp("study") / "lanes")


@pytest.fixture(scope="module")
def alone(cases: tuple[Case, ...]) -> Study:
    """The study in this process."""
    return run(cases, OPTIONS, replications=4)


def test_the_base_comes_first_and_what_is_the_same_has_its_result(alone: Study) -> None:
    assert [one.case.name for one in alone.found] == [case.name for case in alone.cases]
    assert alone.found[-1].case.same_as == "base"
    assert alone.found[-1].solve is alone.found[0].solve
    assert [str(one.status) for one in alone.found[:2]] == ["PROVEN_BEST", "IMPOSSIBLE"]
    assert (alone.interrupted, alone.open) == (False, ())
    assert all(one.played is not None and one.played.replications == 4 for one in alone.found)


def test_threads_of_an_executor_of_ones_own_find_the_same(cases: tuple[Case, ...], alone: Study) -> None:
    with ThreadPoolExecutor(2) as executor:
        study = run(cases, OPTIONS, executor=executor, replications=4)
        assert executor.submit(int).result() == 0  # it is left as it was
    assert said(study) == said(alone)


def test_processes_find_the_same_also_where_one_is_killed(cases: tuple[Case, ...], alone: Study) -> None:
    steps: list[Step] = []

    def told(step: Step) -> None:
        steps.append(step)
        if len(steps) == 2:  # the base, and one more
            victim = multiprocessing.active_children()[0]
            assert victim.pid is not None
            os.kill(victim.pid, signal.SIGTERM if os.name == "nt" else signal.SIGKILL)

    study = run(cases, OPTIONS, executor="processes", workers=2, replications=4, progress=told)
    assert said(study) == said(alone)
    assert [step.number for step in steps] == [1, 2, 3, 4, 5]
    assert {step.of for step in steps} == {5}
    assert steps[0].left is None
    assert steps[-1].left == 0
    assert nobody_is_left()


def test_a_hand_keeps_what_is_done_and_ends_the_processes(cases: tuple[Case, ...]) -> None:
    def told(step: Step) -> None:
        if step.number == 2:
            raise KeyboardInterrupt

    study = run(cases, OPTIONS, executor="processes", workers=2, progress=told)
    assert study.interrupted
    assert study.found[0].case.name == "base"
    assert len(study.found) == 2 + sum(one.case.same_as == "base" for one in study.found)
    assert len(study.open) == len(cases) - len(study.found)
    assert nobody_is_left()


def test_a_hand_before_the_base_is_known_leaves_nothing(
    cases: tuple[Case, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: Any, **__: Any) -> Any:
        raise KeyboardInterrupt

    monkeypatch.setattr("planner.study.study.solved", interrupted)
    with pytest.raises(KeyboardInterrupt):
        run(cases, OPTIONS)


def test_the_public_verb_takes_what_ifs_grids_and_stacks(cases: tuple[Case, ...], alone: Study) -> None:
    must, point = cases[1].what_ifs[0], cases[2].what_ifs[0]
    study = planner.study(cases[0].programme, [must, (must, point)], options=OPTIONS)
    assert [one.case.name for one in study.found] == ["base", "must", f"must+{point.name}"]
    assert study.found[1].solve.plan == alone.found[1].solve.plan
    document = planner.compare(study).document
    assert [case["name"] for case in document["cases"]] == [one.case.name for one in study.found]


def test_an_executor_that_is_none_is_told(cases: tuple[Case, ...]) -> None:
    with pytest.raises(ExecutorError, match="no executor 'horses'"):
        run(cases, OPTIONS, executor="horses")


def test_what_a_plan_left_has_one_fingerprint_however_it_was_kept(alone: Study) -> None:
    plan = alone.found[1].solve.plan
    assert plan is not None
    assert fingerprint_of(plan_from(unpacked_json(packed_json(plan_told(plan))))) == fingerprint_of(plan)
    assert fingerprint_of(plan) != fingerprint_of(alone.found[2].solve.plan)


# ---- deaths, with an executor whose processes die over certain cases ----


class Deadly(Executor):
    """An executor, two of whose cases are given out at once; it breaks down over those of some numbers."""

    def __init__(self, over: set[int], made: list[int]) -> None:
        self._over, self._held, self._made = over, list[tuple[Future[Any], Task]](), made
        made.append(0)
        self._known = False

    def submit(self, call: Any, /, *given: Any, **_: Any) -> Future[Any]:
        (task,) = given
        if self._made[-1] < 0:
            raise BrokenProcessPool("broken")
        future: Future[Any] = Future()
        if task.packed is None and not self._known:
            future.set_result(Result())
            return future
        self._known = True
        self._held.append((future, task))
        if len(self._held) > 1 or task.number in self._over:
            self._run()
        else:
            future.set_result(call(task))
            self._held.clear()
        return future

    def _run(self) -> None:
        if any(task.number in self._over for _, task in self._held):
            self._made[-1] = -1
            for future, _ in self._held:
                future.set_exception(BrokenProcessPool("a process died"))
        self._held.clear()


def tasks_of(cases: tuple[Case, ...], alone: Study) -> list[Task]:
    return [
        Task(number=n, changed={}, options=OPTIONS, key="k", known=(one.status, one.solve))
        for n, one in enumerate(alone.found)
        if n
    ]


def test_a_case_over_which_processes_die_is_given_up_and_the_others_go_on(
    cases: tuple[Case, ...], alone: Study
) -> None:
    made: list[int] = []
    base = alone.found[0]
    crew = Crew(Deadly({2}, made), 2, lambda: Deadly({2}, made))
    beginning = beginning_of(base.case.programme, base.solve)
    found = {task.number: result for task, result in solve_all(tasks_of(cases, alone), beginning, crew)}
    assert set(found) == {1, 2, 3, 4, 5}
    assert [n for n, result in found.items() if result.status is Status.FAILED] == [2]
    given_up = found[2].solve
    assert given_up is not None
    assert given_up.message == f"{MOST_DEATHS} processes died over this case"
    assert not given_up.repeatable
    assert len(made) == 1 + MOST_DEATHS  # each death ends one executor, and only that


def test_processes_that_never_answer_end_the_study(cases: tuple[Case, ...], alone: Study) -> None:
    class Dead(Executor):
        def submit(self, call: Any, /, *given: Any, **_: Any) -> Future[Any]:
            future: Future[Any] = Future()
            future.set_exception(BrokenProcessPool("it ended at once"))
            return future

    base = alone.found[0]
    crew = Crew(Dead(), 2, Dead)
    with pytest.raises(ExecutorError, match="end before they begin"):
        list(solve_all(tasks_of(cases, alone), beginning_of(base.case.programme, base.solve), crew))


def test_an_executor_of_somebody_elses_is_not_made_again(cases: tuple[Case, ...], alone: Study) -> None:
    base = alone.found[0]
    crew = Crew(Deadly({1}, []), 2)
    with pytest.raises(ExecutorError, match="broke down"):
        list(solve_all(tasks_of(cases, alone), beginning_of(base.case.programme, base.solve), crew))


def test_other_errors_are_raised(cases: tuple[Case, ...], alone: Study) -> None:
    base = alone.found[0]
    wrong = Task(number=1, changed={"no_table": ()}, options=OPTIONS, key="wrong")
    with ThreadPoolExecutor(1) as executor, pytest.raises(TypeError, match="no_table"):
        list(solve_all([wrong], beginning_of(base.case.programme, base.solve), Crew(executor, 1)))
    assert isinstance(solve_task(Task(number=1, changed={}, options=OPTIONS, key="unknown")), Result)


def nobody_is_left(seconds: float = 20.0) -> bool:
    """Whether the processes that a study started have ended."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if not multiprocessing.active_children():
            return True
        time.sleep(0.05)
    return False
