"""Knots of groups decided a few at a time: those that lose too much stay open, whatever they stood with."""

import time

import numpy as np
import pytest
from scipy import sparse

from solvers.engines.priced.abreast import abreast
from solvers.engines.priced.plans import knots
from solvers.engines.priced.plans.knots import Asked, Knotted, _Search
from solvers.program.arrays import Arrays

WORTH = 3.0


def knotted(limits: list[float]) -> Knotted:
    """Return a knot for each limit: two groups of one start, each worth 3, that use 2 of it."""
    count, columns = len(limits), 2 * len(limits)
    arrays = Arrays(
        cost=np.full(columns, WORTH),
        matrix=sparse.csr_array(np.kron(np.eye(count), [[2.0, 2.0]])),
        row_low=np.full(count, -np.inf),
        row_high=np.array(limits),
        low=np.zeros(columns),
        high=np.ones(columns),
        whole=np.ones(columns, dtype=bool),
    )
    return Knotted(
        arrays=arrays,
        group=np.arange(columns),
        option=np.ones(columns, dtype=bool),
        knot=np.repeat(np.arange(count), 2),
        x=np.zeros(columns),
        narrow=np.ones(count, dtype=bool),
        knot_of_row=np.arange(count),
        worth=WORTH / 3,
    )


def decided(limits: list[float]) -> np.ndarray:
    """Return for each knot how many of its groups start, −1 where it is left open."""
    search = _Search(knotted(limits), Asked(gap=0.0, until=time.monotonic() + 60, seed=1))
    assert search.relaxed.solve()
    search.decide_knots()
    low, high = search.relaxed.low.reshape(-1, 2), search.relaxed.high.reshape(-1, 2)
    return np.where((low == high).all(axis=1), low.sum(axis=1), -1)


@pytest.mark.parametrize("turns", [1, 8])
@pytest.mark.parametrize("bad", range(5))
def test_a_knot_that_loses_too_much_is_left_open_alone(
    bad: int, turns: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(knots, "_ROUNDS", turns)
    limits = [2.0] * 5
    limits[bad] = 3.0  # the relaxation starts one and a half, and whole starts lose half of one
    expected = np.ones(5)
    expected[bad] = -1
    assert decided(limits).tolist() == expected.tolist()


def test_all_knots_that_lose_little_are_decided_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(knots, "_ROUNDS", 1)
    assert decided([2.0] * 7).tolist() == [1] * 7


def test_calls_abreast_keep_their_order_and_tell_of_what_went_wrong() -> None:
    def later(number: int) -> int:
        time.sleep(0.02 * (3 - number))
        return number * number

    assert abreast(later, [0, 1, 2, 3]) == [0, 1, 4, 9]
    assert abreast(later, []) == []
    with pytest.raises(ZeroDivisionError):
        abreast(lambda number: 1 / number, [1, 0])
