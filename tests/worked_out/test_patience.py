"""A solve to which no time was given goes on as long as it has no plan; one with a time keeps to it."""

import queue
import time
from types import ModuleType

import numpy as np
import pytest

from solvers import solve, solving
from solvers.engines import child, highs
from solvers.engines.answer import Answer, Status, Wish
from solvers.engines.priced import engine as priced
from solvers.rules.program import phasing_program
from solvers.search.run import Run
from tests.worked_out.tangled import tangled


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, float, float]]:
    """Return the engines asked, each with its seconds and its patience."""
    found: list[tuple[str, float, float]] = []
    really = child.run

    def run(engine: str, arrays, wish, *others):  # type: ignore[no-untyped-def]
        found.append((engine, wish.seconds, wish.patience))
        return really(engine, arrays, wish, *others)

    monkeypatch.setattr(child, "run", run)
    return found


def test_where_no_time_is_given_an_engine_may_go_on(asked: list[tuple[str, float, float]]) -> None:
    found = solve(tangled(), engine="priced")
    assert [(name, patience) for name, _, patience in asked] == [("priced", solving.PATIENCE)]
    assert found.plan is not None


@pytest.mark.parametrize("engine", [priced, highs])
def test_without_a_point_an_engine_goes_on_where_it_stands(engine: ModuleType) -> None:
    arrays = phasing_program(tangled()).arrays
    found = engine.solve(arrays, Wish(seconds=1e-3, patience=120.0, workers=1), lambda news: None)
    assert found.x is not None
    assert arrays.infeasibility(found.x) < 1e-6


def test_a_time_given_is_kept(asked: list[tuple[str, float, float]]) -> None:
    solve(tangled(), engine="priced", seconds=5.0)
    assert [(name, patience) for name, _, patience in asked] == [("priced", 0.0)]


def test_how_long_a_solve_lasts() -> None:
    wish = Wish(seconds=60.0, patience=240.0)
    assert wish.lasts(None) == 300.0
    assert wish.lasts(0.0) == wish.lasts(59.0) == 60.0
    assert wish.lasts(100.0) == 160.0
    assert wish.lasts(290.0) == 300.0
    assert Wish(seconds=60.0).lasts(None) == 60.0


def test_a_child_without_a_point_is_let_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    waited: list[float] = []

    class Silent:
        """A child that says nothing."""

        alive = True

        def ask(self, request: object) -> None: ...

        def hear(self, seconds: float) -> object:
            waited.append(seconds)
            raise queue.Empty

        def kill(self) -> None: ...

    monkeypatch.setattr(child, "at_hand", Silent)
    arrays = phasing_program(tangled()).arrays
    child.run("priced", arrays, Wish(seconds=10.0, patience=20.0))
    known = Answer(status=Status.FEASIBLE, x=np.zeros(arrays.columns), objective=0.0)
    child.run("priced", arrays, Wish(seconds=10.0, patience=20.0), None, known)
    assert waited[0] > 25 > 15 > waited[1]


def test_a_run_that_lasts_longer_has_still_spent_what_went_before() -> None:
    now = time.monotonic()
    run = Run(wish=Wish(seconds=1.0, patience=9.0), engine="priced", until=now - 4.0, progress=None)
    assert 5.0 <= run.later().spent < 6.0
    assert run.later().left > 0.9
