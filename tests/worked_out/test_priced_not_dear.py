"""What HiGHS makes smaller stands for the same points; columns that are not dear give a plan where one is."""

import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse

from solvers.engines import highs
from solvers.engines.answer import Wish
from solvers.engines.priced.groups import Floats
from solvers.engines.priced.plans import not_dear as stage
from solvers.engines.priced.plans.not_dear import not_dear
from solvers.engines.priced.plans.presolved import Presolved
from solvers.program.arrays import Arrays
from tests.worked_out.drawn_arrays import drawn_arrays

SEEDS = st.integers(0, 10**9)
FEW = settings(max_examples=60, deadline=None)
WISH = Wish(gap=0.0, seconds=60.0, workers=1)


def best_point(arrays: Arrays) -> Floats | None:
    """Return the best point of arrays, None where nothing keeps all rows."""
    return highs.search(arrays, WISH, time.monotonic(), lambda news: None).x


def plans(arrays: Arrays, seconds: float = 60.0) -> list[Floats]:
    """Return the points that are reported; none where the relaxation has no point."""
    relaxation = highs.relax(arrays, 60.0)
    told: list[Floats] = []
    if relaxation.x is not None:
        until = time.monotonic() + seconds
        not_dear(arrays, relaxation, WISH, until, lambda: False, told.append)
    return told


@given(seed=SEEDS)
@FEW
def test_the_best_point_of_what_is_left_is_the_best_of_the_whole(seed: int) -> None:
    arrays = drawn_arrays(seed)
    best, left = best_point(arrays), Presolved(arrays)
    if left.arrays is None:
        assert best is None
        return
    found = best_point(left.arrays) if left.arrays.columns else np.zeros(0)
    assert (found is None) == (best is None)
    if found is None or best is None:
        return
    back = left.back(found)
    assert arrays.infeasibility(back) < 1e-6
    worth = float(arrays.cost @ back)
    assert worth == pytest.approx(float(left.arrays.cost @ found) + left.constant, abs=1e-6)
    assert worth == pytest.approx(float(arrays.cost @ best), abs=1e-5)


@given(seed=SEEDS)
@FEW
def test_plans_of_what_is_not_dear_keep_all_rows(seed: int) -> None:
    arrays = drawn_arrays(seed)
    for x in plans(arrays):
        assert arrays.infeasibility(x) < 1e-6
        assert (x[arrays.whole] == np.rint(x[arrays.whole])).all()


@given(seed=SEEDS)
@FEW
def test_where_nothing_is_dear_a_plan_comes_wherever_there_is_one(seed: int) -> None:
    arrays = drawn_arrays(seed)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stage, "_NOT_DEAR", 1e9)
        assert bool(plans(arrays)) == (best_point(arrays) is not None)


def where_sure_columns_leave_no_plan() -> Arrays:
    """Return a program whose relaxation is sure of one column, beside which no plan keeps the rows.

    It takes a whole (worth 30) and two halves of b and c, of which one has to be whole; without a, both fit.
    """
    return Arrays(
        cost=np.array([30.0, 2.0, 2.0]),
        matrix=sparse.csr_array(np.array([[2.0, 2.0, 2.0], [0.0, 1.0, 1.0], [0.0, 1.0, -1.0]])),
        row_low=np.array([-np.inf, 1.0, 0.0]),
        row_high=np.array([4.0, np.inf, 0.0]),
        low=np.zeros(3),
        high=np.ones(3),
        whole=np.ones(3, dtype=bool),
    )


class Untouched(Presolved):
    """Arrays as they were, so that it is not HiGHS that sees what cannot be."""

    def __init__(self, whole: Arrays) -> None:
        super().__init__(whole)
        self.arrays, self.constant, self._smaller = whole, 0.0, False


def test_what_the_relaxation_is_sure_of_is_given_up_where_it_leaves_no_plan(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(stage, "Presolved", Untouched)
    arrays = where_sure_columns_leave_no_plan()
    relaxed = highs.relax(arrays, 60.0)
    assert relaxed.x is not None
    assert relaxed.x.tolist() == pytest.approx([1.0, 0.5, 0.5])
    assert {tuple(x) for x in plans(arrays)} == {(0.0, 1.0, 1.0)}


def test_no_time_no_plan(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stage, "Presolved", Untouched)
    assert plans(where_sure_columns_leave_no_plan(), seconds=-1.0) == []
