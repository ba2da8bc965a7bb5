"""The priced engine: what it finds lies within what it proves, and the proven best lies there too."""

import time
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from solvers.engines import highs
from solvers.engines.answer import BY_PRICES, Answer, Status, Wish
from solvers.engines.priced import clusters, engine
from solvers.program.arrays import Arrays
from solvers.rules.program import phasing_program
from tests.worked_out.drawn_arrays import drawn_arrays
from tests.worked_out.programmes import Drawn, programmes
from tests.worked_out.test_solve import tangled

SEEDS = st.integers(0, 10**9)
FEW = settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
MANY = settings(max_examples=2000, deadline=None, suppress_health_check=list(HealthCheck))
OFF = 1e-6
WAYS = ("groups", "clusters", "inside")


@pytest.fixture(params=WAYS)
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Let even small programs go the way of large ones, in each of the ways there are."""
    small_goes(monkeypatch, request.param)
    return str(request.param)


def small_goes(patch: pytest.MonkeyPatch, way: str) -> None:
    """Let small programs go one of the ways of large ones."""
    patch.setattr(engine, "_FEW_COLUMNS", 0)
    patch.setattr(engine, "_MANY_ROWS", -1 if way == "inside" else 10**9)
    patch.setattr(highs, "_MANY_COLUMNS", 0)
    patch.setattr(clusters, "_MANY_ROWS", 0 if way == "clusters" else 10**9)


def wished(**more: Any) -> Wish:
    """Return a wish for a tenth of a per cent, but for what is given."""
    return Wish(**{"gap": 1e-3, "seconds": 30.0, "workers": 1, **more})


def best_of(arrays: Arrays) -> Answer:
    """Return the proven best by HiGHS on the whole."""
    found = highs.search(arrays, wished(gap=0.0, seconds=60.0), time.monotonic(), lambda news: None)
    assert found.status in (Status.PROVEN_BEST, Status.IMPOSSIBLE)
    return found


def check(arrays: Arrays, wish: Wish, best: Answer | None = None) -> Answer:
    """Solve; all that is told on the way and in the end holds the best, and points keep all rows."""
    best = best or best_of(arrays)
    told: list[Answer] = []
    found = engine.solve(arrays, wish, told.append)
    if best.objective is None:
        assert found.x is None
        assert found.status in (Status.IMPOSSIBLE, Status.OUT_OF_TIME)
        return found
    off = OFF * max(abs(best.objective), 1.0)
    for news in (*told, found):
        assert news.bound is None or np.isfinite(news.bound)
        assert news.bound is None or news.bound >= best.objective - off, (news.bound_by, news is found)
        if news.x is not None:
            check_point(arrays, news)
            assert news.objective is not None
            assert news.objective <= best.objective + off
    check_status(found, wish)
    return found


def check_point(arrays: Arrays, found: Answer) -> None:
    """A point keeps all rows and is whole, and is worth what is said."""
    assert found.x is not None
    assert arrays.infeasibility(found.x) < 1e-5 * max(float(np.abs(found.x).max(initial=0.0)), 1.0)
    wholes = found.x[arrays.whole]
    assert np.abs(wholes - np.rint(wholes)).max(initial=0.0) < 1e-5
    assert found.objective == pytest.approx(arrays.cost @ found.x)


def check_status(found: Answer, wish: Wish) -> None:
    """A status is what the figures earn."""
    if found.x is None:
        assert found.status is Status.OUT_OF_TIME
        return
    gap = found.gap
    closed, met = gap is not None and gap <= 1e-9, gap is not None and gap <= wish.gap
    assert found.status is (Status.PROVEN_BEST if closed else Status.WITHIN_GAP if met else Status.FEASIBLE)
    assert found.bound is None or found.bound_by in (BY_PRICES, "highs", "relaxation")


def check_all_ways(arrays: Arrays, gap: float) -> None:
    """Solve in each of the ways there are."""
    best = best_of(arrays)
    for name in WAYS:
        with pytest.MonkeyPatch.context() as patch:
            small_goes(patch, name)
            found = check(arrays, wished(gap=gap), best)
            if best.x is None:
                assert found.status is Status.IMPOSSIBLE
            else:
                assert found.status in (Status.PROVEN_BEST, Status.WITHIN_GAP), name


@FEW
@given(SEEDS, st.sampled_from([0.0, 1e-3, 0.05]))
def test_the_best_lies_between_plan_and_bound(seed: int, gap: float) -> None:
    check_all_ways(drawn_arrays(seed), gap)


@FEW
@given(programmes(), st.sampled_from([0.0, 1e-3]))
def test_the_best_of_programmes_lies_between_plan_and_bound(drawn: Drawn, gap: float) -> None:
    check_all_ways(phasing_program(drawn.programme()).arrays, gap)


def test_what_cannot_be_is_impossible(way: str) -> None:
    arrays = phasing_program(tangled()).arrays
    many = np.asarray(arrays.matrix @ np.ones(arrays.columns))
    row = int(np.flatnonzero(np.isfinite(arrays.row_high) & (many > arrays.row_high))[0])
    beyond = arrays.row_low.copy()
    beyond[row] = arrays.row_high[row] = many[row] + 1.0
    nothing = Arrays(**{**vars(arrays), "row_low": beyond})
    assert best_of(nothing).status is Status.IMPOSSIBLE
    assert check(nothing, wished()).status is Status.IMPOSSIBLE


def test_too_little_time_is_honest(way: str) -> None:
    arrays = phasing_program(tangled(estates=25, periods=12)).arrays
    best = highs.search(arrays, wished(gap=1e-3), time.monotonic(), lambda news: None)
    assert best.bound is not None
    began = time.monotonic()
    told: list[Answer] = []
    found = engine.solve(arrays, wished(seconds=0.05, gap=0.0), told.append)
    assert time.monotonic() - began < 5.0
    check_status(found, wished(gap=0.0))
    assert best.objective is not None
    for news in (*told, found):
        assert news.bound is None or news.bound >= best.objective - OFF * abs(best.objective)
        if news.x is not None:
            check_point(arrays, news)


def test_a_point_to_begin_from_is_never_lost_nor_believed_unseen(way: str) -> None:
    arrays = drawn_arrays(7)
    best = best_of(arrays)
    assert best.x is not None
    again = check(arrays, wished(start=best.x, gap=1.0), best)
    assert again.objective == pytest.approx(best.objective)
    partly = np.where(np.arange(arrays.columns) % 3 == 0, np.nan, best.x)
    for wrong in (np.ones(arrays.columns), np.full(arrays.columns, 0.5), partly):
        check(arrays, wished(start=wrong), best)


def test_the_same_seed_and_any_number_of_workers_find_the_same(way: str) -> None:
    arrays = phasing_program(tangled(3)).arrays
    first, again, two, first_again = (
        engine.solve(arrays, wished(seed=5, workers=workers, gap=0.01), lambda news: None)
        for workers in (1, 1, 2, 1)
    )
    assert first.x is not None
    for other in (again, two, first_again):
        assert other.x is not None
        assert np.array_equal(first.x, other.x)
        assert (first.objective, first.bound, first.bound_by) == (
            other.objective,
            other.bound,
            other.bound_by,
        )


def test_programs_without_groups_or_labels_are_solved_all_the_same(way: str) -> None:
    arrays = drawn_arrays(7)
    best = best_of(arrays)
    assert best.x is not None
    loose = np.where(arrays.row_high == 1.0, 1.5, arrays.row_high)
    for other in (
        {"labels": None},
        {"row_high": loose},
        {"low": np.where(best.x > 0.5, arrays.high.clip(0.0, 1.0), 0.0)},
    ):
        check(Arrays(**{**vars(arrays), **other}), wished())


@pytest.mark.slow
@MANY
@given(SEEDS, st.sampled_from([0.0, 1e-3, 0.05]))
def test_the_best_always_lies_between_plan_and_bound(seed: int, gap: float) -> None:
    check_all_ways(drawn_arrays(seed, places=25), gap)


@pytest.mark.slow
@MANY
@given(programmes(whole_fen=False), st.sampled_from([0.0, 1e-3]))
def test_the_best_of_programmes_always_lies_between_plan_and_bound(drawn: Drawn, gap: float) -> None:
    check_all_ways(phasing_program(drawn.programme()).arrays, gap)
