"""The program near the prices: each of its points is one of the whole, of the same worth, and back again."""

import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solvers.engines import highs
from solvers.engines.answer import Wish
from solvers.engines.priced.blocks import GroupBlocks
from solvers.engines.priced.engine import _REACHES
from solvers.engines.priced.generation import Relaxed, relaxed
from solvers.engines.priced.near import Near, Reach, near
from solvers.engines.priced.pricing import Parted
from solvers.program.arrays import Arrays
from tests.worked_out.drawn_arrays import drawn_arrays

SEEDS = st.integers(0, 10**9)
FEW = settings(max_examples=40, deadline=None)
MANY = settings(max_examples=3000, deadline=None)
WIDE = Reach(settled=10.0, open_=10.0, item=10.0)


def drawn(seed: int, places: int) -> tuple[Arrays, Parted, Relaxed] | None:
    """Draw arrays and relax them; None where nothing keeps all rows."""
    arrays = drawn_arrays(seed, places)
    assert arrays.labels is not None
    parted = Parted(arrays, arrays.labels)
    if not parted.groups.count:
        return None
    found = relaxed(GroupBlocks(parted), 1e-3, time.monotonic() + 30, 0, 1, lambda bound: None)
    return None if found.impossible or found.mix is None else (arrays, parted, found)


def best_point(arrays: Arrays) -> np.ndarray | None:
    """Return the best point of arrays, None where nothing keeps all rows."""
    wish = Wish(gap=0.0, seconds=60, workers=1)
    return highs.search(arrays, wish, time.monotonic(), lambda news: None).x


def check(seed: int, places: int) -> None:
    """Near programs of every reach, with and without a plan that is kept."""
    held = drawn(seed, places)
    if held is None:
        return
    arrays, parted, found = held
    assert found.mix is not None
    size = max(abs(found.bound), 1.0)
    best = best_point(arrays)
    some = best_point(Arrays(**{**vars(arrays), "cost": -arrays.cost[::-1]}))
    for reach in (*_REACHES, WIDE):
        for kept in (None, some, best):
            small = near(parted, found.priced, found.mix.x, size, reach, kept)
            check_points(arrays, small, seed)
            if kept is not None:
                check_kept(arrays, small, np.where(arrays.whole, np.rint(kept), kept))
    if best is not None:
        wide = near(parted, found.priced, found.mix.x, size, WIDE, None)
        x = best_point(wide.arrays)
        assert x is not None
        assert arrays.cost @ wide.back(x) == pytest.approx(arrays.cost @ best, rel=1e-6, abs=1e-6)


def check_points(arrays: Arrays, small: Near, seed: int) -> None:
    """Best points for the aim and for drawn ones are points of the whole that keep all its rows."""
    costs = np.random.default_rng(seed).normal(size=(2, small.arrays.columns))
    costs[:, np.isinf(small.arrays.high)] = 0.0
    for cost in (small.arrays.cost, *costs):
        x = best_point(Arrays(**{**vars(small.arrays), "cost": cost}))
        if x is None:
            continue
        x = np.where(small.arrays.whole, np.rint(x), x)
        whole = small.back(x)
        limit = 1e-5 * max(float(np.abs(whole).max()), 1.0)
        assert arrays.infeasibility(whole) < limit
        assert np.array_equal(whole[arrays.whole], np.rint(whole[arrays.whole]))
        assert arrays.cost @ whole == pytest.approx(small.arrays.cost @ x)
        again = small.forth(whole)
        assert again is not None
        assert np.allclose(again, x)


def check_kept(arrays: Arrays, small: Near, kept: np.ndarray) -> None:
    """A plan that is to stay in reach does, and keeps the rows of the smaller program."""
    x = small.forth(kept)
    assert x is not None
    assert np.allclose(small.back(x), kept, atol=1e-6)
    assert small.arrays.infeasibility(x) < 1e-5 * max(float(np.abs(x).max(initial=0.0)), 1.0)
    assert small.arrays.cost @ x == pytest.approx(arrays.cost @ kept)


@FEW
@given(SEEDS)
def test_what_is_near_is_a_part_of_the_whole(seed: int) -> None:
    check(seed, places=10)


def test_a_plan_out_of_reach_has_no_point_near() -> None:
    held = drawn(7, places=12)
    assert held is not None
    arrays, parted, found = held
    assert found.mix is not None
    small = near(parted, found.priced, found.mix.x, abs(found.bound), _REACHES[0], None)
    left_out = np.setdiff1d(parted.groups.option, small.own)
    assert len(left_out)
    x = np.zeros(arrays.columns)
    x[left_out[0]] = 1.0
    assert small.forth(x) is None


@pytest.mark.slow
@MANY
@given(SEEDS)
def test_what_is_near_is_always_a_part_of_the_whole(seed: int) -> None:
    check(seed, places=25)
