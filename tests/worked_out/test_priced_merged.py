"""Columns equal to another are merged: the best plan stays the best, prices prove the same bound."""

import time
from dataclasses import replace

import numpy as np
from scipy import sparse

from solvers.engines import highs
from solvers.engines.answer import Answer, Known, Relaxation, Status, Wish
from solvers.engines.dual_bound import dual_bound
from solvers.engines.priced import engine
from solvers.engines.priced.merged import Merged, merged
from solvers.program.arrays import Arrays
from solvers.rules.program import phasing_program
from tests.worked_out.tangled import tangled


def with_doubles(seed: int) -> Arrays:
    """Return a program with columns of nobody that equal some starts and cost something."""
    arrays = phasing_program(tangled(seed)).arrays
    assert arrays.labels is not None
    random = np.random.default_rng(seed)
    like = random.choice(np.flatnonzero(arrays.labels.start), 6, replace=False)
    count, new = arrays.columns, arrays.columns + np.arange(6)
    sign = random.choice([-1.0, 1.0], 6)
    rows = sparse.csr_array(
        (np.append(sign, -sign), (np.append(np.arange(6), np.arange(6)), np.append(like, new))),
        shape=(6, count + 6),
    )
    return replace(
        arrays,
        cost=np.append(arrays.cost, -0.2 * np.abs(arrays.cost[like])),
        matrix=sparse.csr_array(
            sparse.vstack([sparse.hstack([arrays.matrix, sparse.csr_array((arrays.rows, 6))]), rows])
        ),
        row_low=np.append(arrays.row_low, np.zeros(6)),
        row_high=np.append(arrays.row_high, np.zeros(6)),
        low=np.append(arrays.low, np.zeros(6)),
        high=np.append(arrays.high, [1, 1, 1, 1, 1, 0]),
        whole=np.append(arrays.whole, np.ones(6, dtype=bool)),
        labels=arrays.labels.to(count + 6),
    )


def made(arrays: Arrays) -> Merged:
    """Return the arrays merged; there is something to merge."""
    assert arrays.labels is not None
    found = merged(arrays, arrays.labels)
    assert found is not None
    return found


def test_the_best_plan_stays_the_best() -> None:
    for seed in range(3):
        arrays = with_doubles(seed)
        fewer = made(arrays)
        assert fewer.arrays.columns == arrays.columns - 6
        assert fewer.arrays.rows == arrays.rows - 6
        wish = Wish(gap=0.0, seconds=60.0, workers=1)
        best, few = (
            highs.search(one, wish, time.monotonic(), lambda news: None) for one in (arrays, fewer.arrays)
        )
        assert best.status is few.status is Status.PROVEN_BEST
        assert best.objective is not None
        back = fewer.back(few).x
        assert back is not None
        assert arrays.infeasibility(back) < 1e-6
        assert abs(arrays.cost @ back - best.objective) < 1e-6 * max(abs(best.objective), 1.0)


def test_prices_go_back_with_their_bound() -> None:
    for seed in range(3):
        arrays = with_doubles(seed)
        fewer = made(arrays)
        few = highs.relax(fewer.arrays, 60.0)
        assert few.bound is not None
        told = fewer.back(Answer(status=Status.OUT_OF_TIME, relaxation=few)).relaxation
        assert told is not None
        assert told.prices is not None
        assert told.reduced is not None
        assert abs(told.reduced[fewer.gone]).max() < 1e-9
        assert abs(dual_bound(arrays, told.prices) - few.bound) < 1e-6 * max(abs(few.bound), 1.0)


def test_what_is_known_goes_there_and_back() -> None:
    fewer = made(with_doubles(0))
    whole = fewer.whole
    point = np.arange(fewer.arrays.columns, dtype=np.float64)
    offers = sparse.csr_array(point[None, :])
    few = Known(prices=np.arange(fewer.arrays.rows, dtype=np.float64), offers=offers, point=point)
    told = fewer.back(Answer(status=Status.OUT_OF_TIME, known=few)).known
    assert told is not None
    assert told.prices.shape == (whole.rows,)
    assert told.offers.shape == (1, whole.columns)
    again = fewer.wish(Wish(known=told, start=told.point))
    assert again.known is not None
    assert (again.known.prices == few.prices).all()
    assert (again.known.offers.toarray() == offers.toarray()).all()
    assert again.start is not None
    assert (again.start == point).all()
    strange = Known(prices=np.zeros(1), offers=offers)
    assert fewer.wish(Wish(known=strange)).known is None


def test_the_engine_answers_for_the_whole() -> None:
    arrays = with_doubles(1)
    told: list[Answer] = []
    found = engine.solve(arrays, Wish(gap=0.0, seconds=60.0), told.append)
    best = highs.search(arrays, Wish(gap=0.0, seconds=60.0), time.monotonic(), lambda news: None)
    assert found.x is not None
    assert found.objective is not None
    assert best.objective is not None
    assert arrays.infeasibility(found.x) < 1e-6
    assert abs(found.objective - best.objective) < 1e-6 * abs(best.objective)
    relaxation: Relaxation | None = found.relaxation
    assert relaxation is not None
    assert relaxation.prices is not None
    assert len(relaxation.prices) == arrays.rows
    assert all(news.x is None or len(news.x) == arrays.columns for news in told)
