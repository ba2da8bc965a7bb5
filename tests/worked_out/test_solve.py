"""Solving: what engines agree on, certificates, time, interruption, and plans to begin from."""

import os
import signal
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest

from solvers import solve
from solvers.engines import child, highs
from solvers.engines.answer import Answer, Relaxation, Status, Wish
from solvers.program.arrays import Arrays
from solvers.rules.program import phasing_program
from solvers.solving import Event
from tests.worked_out import stubborn
from tests.worked_out.by_hand import fund, programme, solved, starts
from tests.worked_out.tangled import tangled


@pytest.fixture
def misbehaving(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Return a way to let HiGHS misbehave in the child."""

    def always(manner: str) -> None:
        child._dismiss()
        monkeypatch.setattr(
            child, "_PROGRAM", stubborn.PROGRAM.replace("take_over()", f"take_over({manner!r})")
        )

    yield always
    child._dismiss()


def test_engines_agree_and_greedy_never_beats_the_best() -> None:
    given = tangled()
    best, second = solved(given, "highs"), solved(given, "pulp")
    assert best.objective is not None
    assert second.objective == pytest.approx(best.objective, rel=1e-9)
    assert {best.status, second.status} <= {Status.PROVEN_BEST, Status.WITHIN_GAP}
    rival = solved(given, "greedy")
    assert rival.objective is not None
    assert rival.objective <= best.objective + 1e-6
    assert rival.bound is not None
    assert rival.bound >= best.objective - 1e-6
    assert (rival.bound_by, rival.repeatable) == ("relaxation", True)


def test_a_certificate_is_figures_and_not_words(engine: str) -> None:
    found = solved(tangled(1), engine, gap=0.05)
    assert found.objective is not None
    assert found.bound is not None
    assert found.gap == pytest.approx(max(found.bound - found.objective, 0) / max(abs(found.bound), 1))
    assert found.gap <= 0.05
    assert found.status in (Status.PROVEN_BEST, Status.WITHIN_GAP)
    assert found.engine == {"highs": "highs", "pulp": "pulp:cbc"}[engine]
    assert found.tiers[0]["gap"] == found.gap


def test_too_little_time_is_never_called_best() -> None:
    given = tangled(2, estates=120, periods=20)
    found = solve(given, engine="pulp", gap=0.0, seconds=0.01)
    assert found.gap is None or found.gap > 1e-9, "on this machine the time was enough: make it larger"
    assert found.status in (Status.FEASIBLE, Status.OUT_OF_TIME)
    assert not found.repeatable


def test_what_cannot_be_is_impossible(engine: str) -> None:
    given = programme(funds=[fund(2021, 1.5e6)], rules={"start_once": {"must_start": True}})
    found = solve(given, engine=engine, seconds=20)
    assert (found.status, found.plan, found.objective, found.gap) == (Status.IMPOSSIBLE, None, None, None)
    assert found.rules == found.tiers == ()


@pytest.mark.parametrize("name", ["nonsense", "highs:cbc", "", "PULP"])
def test_an_engine_that_is_none_is_refused(name: str) -> None:
    with pytest.raises(
        ValueError, match=f"no engine '{name}'; there are auto, priced, highs, pulp, greedy and pulp:NAME"
    ):
        solve(programme(), engine=name)


def test_the_same_seed_gives_the_same_plan(engine: str) -> None:
    first, second = (
        solve(tangled(3), engine=engine, gap=0.0, seed=7, workers=1, seconds=30) for _ in range(2)
    )
    assert first.plan == second.plan
    assert (first.objective, first.seed) == (second.objective, 7)


def test_a_plan_to_begin_from_is_never_lost(engine: str) -> None:
    given = tangled(4)
    best = solved(given, "highs")
    again = solve(given, engine=engine, gap=1.0, seconds=20, start_from=best.plan)
    assert again.objective == pytest.approx(best.objective)
    kept = solve(given, engine="greedy", start_from=best.plan)
    assert kept.plan is not None
    assert best.plan is not None
    assert starts(kept) == starts(best)


def test_a_plan_to_begin_from_that_breaks_a_rule_is_not_begun_from() -> None:
    both = solved(programme()).plan
    poor = programme(funds=[fund(2021, 1_000_000)])
    found = solved(poor, "greedy", start_from=both)
    assert len(starts(found)) == 1


def test_events_only_close_the_gap(engine: str) -> None:
    told: list[Event] = []
    found = solve(tangled(5), engine=engine, gap=0.0, seconds=30, progress=told.append)
    assert told
    values = [event.objective for event in told if event.objective is not None]
    bounds = [event.bound for event in told if event.bound is not None]
    assert values == sorted(values)
    assert bounds == sorted(bounds, reverse=True)
    assert [event.seconds for event in told] == sorted(event.seconds for event in told)
    assert found.objective is not None
    assert values[-1] <= found.objective + 1e-6


@pytest.mark.parametrize("gap", [0.0, 0.02, 0.5])
def test_large_programs_go_in_steps_to_the_same_best(monkeypatch: pytest.MonkeyPatch, gap: float) -> None:
    arrays = phasing_program(tangled(6)).arrays
    whole = highs.solve(arrays, Wish(gap=0.0, seconds=30, workers=1), lambda news: None)
    monkeypatch.setattr(highs, "_MANY_COLUMNS", 0)
    told: list[Answer] = []
    found = highs.solve(arrays, Wish(gap=gap, seconds=30, workers=1), told.append)
    assert whole.objective is not None
    assert found.objective is not None
    assert found.objective >= whole.objective * (1 - gap) - 1e-6
    assert found.objective <= whole.objective + 1e-6
    assert found.bound is not None
    assert found.bound >= whole.objective - 1e-6
    assert found.gap is not None
    assert found.gap <= max(gap, 1e-9)
    assert told[0].bound_by == "relaxation"
    assert found.relaxation is not None


def test_large_programs_that_cannot_be_are_impossible_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(highs, "_MANY_COLUMNS", 0)
    must = {"start_once": {"must_start": True}}
    arrays = phasing_program(programme(funds=[fund(2021, 1.5e6)], rules=must)).arrays
    assert highs.solve(arrays, Wish(seconds=20), lambda news: None).status is Status.IMPOSSIBLE


def test_time_is_kept_where_the_engine_ignores_it(misbehaving: Any) -> None:
    misbehaving("sleep")
    began = time.monotonic()
    found = solve(tangled(), seconds=2.0)
    assert time.monotonic() - began < 12, "it would sleep for ten minutes"
    assert found.status in (Status.FEASIBLE, Status.WITHIN_GAP)
    assert found.plan is not None, "the greedy plan was in hand"
    assert not found.repeatable


@pytest.mark.skipif(os.name == "nt", reason="signals are sent otherwise on Windows")
def test_ctrl_c_ends_with_the_plan_in_hand(misbehaving: Any) -> None:
    misbehaving("sleep")
    planned = threading.Event()

    def interrupt() -> None:
        planned.wait(30)
        time.sleep(0.3)
        os.kill(os.getpid(), signal.SIGINT)

    threading.Thread(target=interrupt).start()
    found = solve(tangled(), gap=0.0, seconds=120, progress=lambda event: planned.set())
    assert (found.status, found.interrupted, found.repeatable) == (Status.FEASIBLE, True, False)
    assert starts(found)


@pytest.mark.parametrize("manner", ["break_down", "die"])
def test_an_engine_that_breaks_down_says_so_and_the_next_solve_works(misbehaving: Any, manner: str) -> None:
    misbehaving(manner)
    found = solve(tangled(), seconds=20)
    assert found.status is Status.FEASIBLE, "greedy's plan is in hand"
    assert found.plan is not None
    assert found.message
    misbehaving("")
    assert solved(tangled()).status is Status.PROVEN_BEST


@pytest.mark.parametrize("engine_", ["pulp", "greedy"])
def test_ctrl_c_while_the_bound_is_sought_keeps_the_plan(
    monkeypatch: pytest.MonkeyPatch, engine_: str
) -> None:
    given, relax, asked = tangled(), child.relax, []

    def interrupted(arrays: Arrays, seconds: float) -> Relaxation:
        asked.append(seconds)
        if len(asked) > 1:
            raise KeyboardInterrupt
        return relax(arrays, seconds)

    monkeypatch.setattr(child, "relax", interrupted)
    found = solve(given, engine=engine_, seconds=30)
    assert (found.status, found.interrupted, found.bound) == (Status.FEASIBLE, True, None)
    assert starts(found)
