"""A bound below the least that any point is worth proves that nothing keeps the rows."""

import numpy as np
from scipy import sparse

from benchmarks import drawn
from scenarios.whatif import what_if_from
from scenarios.whatif.overlay import overlay
from solvers.engines.answer import Status
from solvers.engines.priced.generation import least_worth
from solvers.program.arrays import Arrays
from solvers.solving import solve


def test_no_point_is_worth_as_little() -> None:
    some = np.random.default_rng(1)
    for _ in range(50):
        cost, low = some.normal(size=6), some.integers(-2, 1, 6).astype(float)
        high = low + some.integers(0, 3, 6)
        arrays = Arrays(
            cost=cost,
            matrix=sparse.csr_array((0, 6)),
            row_low=np.zeros(0),
            row_high=np.zeros(0),
            low=low,
            high=high,
            whole=np.ones(6, dtype=bool),
        )
        least = min(cost @ np.where(bits, high, low) for bits in np.ndindex(*[2] * 6))
        assert least_worth(arrays) < least
        assert least_worth(arrays) > least - 0.1 * (1 + np.abs(cost).sum())


def test_a_cost_without_an_end_proves_nothing() -> None:
    arrays = Arrays(
        cost=np.array([-1.0, 0.0]),
        matrix=sparse.csr_array((0, 2)),
        row_low=np.zeros(0),
        row_high=np.zeros(0),
        low=np.zeros(2),
        high=np.array([np.inf, np.inf]),
        whole=np.zeros(2, dtype=bool),
    )
    assert least_worth(arrays) == -np.inf


def test_an_impossible_district_is_told_by_its_prices() -> None:
    must = {"table": "settings", "column": "rules.start_once.must_start", "set": True}
    poor = {"table": "funds", "column": "limit", "scale": 0.2}
    what_if = what_if_from({"name": "poor", "change": [must, poor]}, file="poor.toml")
    found = solve(overlay(drawn.district(120, seed=5), what_if).programme, engine="priced", seconds=60.0)
    assert (found.status, found.plan) == (Status.IMPOSSIBLE, None)
    assert found.message == "no prices leave a plan"
