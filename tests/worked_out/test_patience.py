"""A solve to which no time was given goes on as long as it has no plan; one with a time keeps to it."""

import pytest

from solvers import solve, solving
from solvers.engines import child
from solvers.engines.answer import Answer, Status
from tests.worked_out.tangled import tangled


@pytest.fixture
def engines(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, float]]:
    """Let the priced engine find a bound and no plan; return the engines asked and their seconds."""
    asked: list[tuple[str, float]] = []
    really = child.run

    def run(engine: str, arrays, wish, *others):  # type: ignore[no-untyped-def]
        asked.append((engine, wish.seconds))
        if engine == "priced":
            return Answer(status=Status.OUT_OF_TIME, bound=1e9, bound_by="prices", stopped=True), False
        return really(engine, arrays, wish, *others)

    monkeypatch.setattr(child, "run", run)
    monkeypatch.setattr(solving, "SECONDS", 5.0)
    monkeypatch.setattr(solving, "PATIENCE", 25.0)
    return asked


def test_without_a_plan_it_goes_on(engines: list[tuple[str, float]]) -> None:
    found = solve(tangled(), engine="priced")
    assert [name for name, _ in engines] == ["priced", "highs"]
    assert engines[1][1] > 20
    assert found.plan is not None
    assert found.objective is not None
    assert found.bound is not None
    assert found.objective <= found.bound < 1e9


def test_a_time_given_is_kept(engines: list[tuple[str, float]]) -> None:
    found = solve(tangled(), engine="priced", seconds=5.0)
    assert [name for name, _ in engines] == ["priced"]
    assert (found.plan, found.status) == (None, Status.OUT_OF_TIME)
