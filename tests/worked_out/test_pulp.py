"""PuLP and CBC: what a log proves, and statuses that come from figures alone."""

import dataclasses
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy import sparse

from solvers.engines import pulp_problem
from solvers.engines.answer import Answer, Status, Wish
from solvers.engines.pulp_problem import cbc_bound
from solvers.program.arrays import Arrays
from tests.worked_out.by_hand import estate, fund, programme, solved, starts, work, work_type

SEARCHED = """
Cbc0001I Search completed - best objective -464.66666666667, took 3118 iterations and 44 nodes (0.77 seconds)
Cuts at root node changed objective from -489.618 to -480.902

Result - Optimal solution found

Objective value:                464.66666667
Enumerated nodes:               44
"""
WITHIN_GAP = """
Cbc0011I Exiting as integer gap of 18.253935 less than 1e-10 or 1%

Result - Optimal solution found (within gap tolerance)

Objective value:                2051.20000000
Upper bound:                    2069.454
Gap:                            -0.01
"""
OUT_OF_TIME = """
Cbc0020I Exiting on maximum time
Cbc0005I Partial search - best objective -3949.4 (best possible -3971.4837), took 86342 iterations

Result - Stopped on time limit

Objective value:                3949.40000000
Upper bound:                    3971.484
Gap:                            -0.01
"""
BELOW_NOTHING = """
Result - Stopped on time limit

Objective value:                -2169.50000000
Upper bound:                    -2144.640
Gap:                            -0.01
"""
NO_PLAN = """
Result - Stopped on time limit

No feasible solution found
Upper bound:                    1211.463
Enumerated nodes:               54357
"""
INFEASIBLE = """
Problem is infeasible - 0.00 seconds
Total time (CPU seconds):       0.00   (Wallclock seconds):       0.01
"""
INTEGER_INFEASIBLE = """
Cbc0001I Search completed - best objective 1e+50, took 0 iterations and 0 nodes (0.01 seconds)

Result - Problem proven infeasible

No feasible solution found
"""


@pytest.mark.parametrize(
    ("log", "objective", "bound"),
    [
        (SEARCHED, 464.66666666666, 464.66666666666),
        (WITHIN_GAP, 2051.2, 2069.454),
        (OUT_OF_TIME, 3949.4, 3971.484),
        (BELOW_NOTHING, -2169.5, -2144.64),
        (NO_PLAN, None, 1211.463),
        (INFEASIBLE, None, None),
        (INTEGER_INFEASIBLE, None, None),
        ("", 5.0, None),
        ("Result - Optimal solution found (within gap tolerance)\n", 5.0, None),
        ("Upper bound:                    1.5e+07\n", 1.0, 1.5e7),
    ],
)
def test_the_bound_is_what_the_log_states(log: str, objective: float | None, bound: float | None) -> None:
    found = cbc_bound(log, objective)
    if bound is None:
        assert found is None
    else:
        assert found is not None
        assert bound <= found <= bound + 1e-3, "three decimals never make a bound too low"


def knapsacks(columns: int, rows: int, sign: float = 1.0) -> Arrays:
    """Return knapsacks that are hard to close; with sign −1 the dearest loads that suffice are shunned."""
    chance = np.random.default_rng(1)
    weight = chance.integers(5, 100, (rows, columns)).astype(float)
    half = np.floor(weight.sum(axis=1) / 2)
    none = np.full(rows, np.inf)
    return Arrays(
        cost=sign * (weight.mean(axis=0) + chance.integers(1, 20, columns)),
        matrix=sparse.csr_array(weight),
        row_low=-none if sign > 0 else half,
        row_high=half if sign > 0 else none,
        low=np.zeros(columns),
        high=np.ones(columns),
        whole=np.ones(columns, dtype=bool),
    )


def run(arrays: Arrays, **wish: float) -> Answer:
    return pulp_problem.solve(arrays, Wish(**{"gap": 0.0, "seconds": 20.0, **wish}), lambda news: None)  # type: ignore[arg-type]


@pytest.mark.parametrize("sign", [1.0, -1.0])
def test_a_search_to_the_end_proves_the_best(sign: float) -> None:
    found = run(knapsacks(12, 3, sign))
    assert found.status is Status.PROVEN_BEST
    assert found.objective == found.bound
    assert (found.bound_by, found.stopped) == ("log", False)


@pytest.mark.parametrize("sign", [1.0, -1.0])
def test_an_answer_stopped_by_time_is_never_called_best(sign: float) -> None:
    found = run(knapsacks(150, 12, sign), seconds=0.5)
    assert found.status is Status.FEASIBLE
    assert found.stopped
    assert found.objective is not None
    assert found.bound is not None
    assert found.bound > found.objective


def test_a_gap_that_is_wide_enough_is_a_plan_within_the_gap() -> None:
    found = run(knapsacks(60, 5), gap=0.05)
    assert found.status is Status.WITHIN_GAP
    assert found.gap is not None
    assert 0 < found.gap <= 0.05


@pytest.mark.parametrize("low", [9999.0, 3.0])
def test_what_cannot_be_is_impossible(low: float) -> None:
    """Whether the relaxation shows it, or only the search for whole numbers."""
    odd = dataclasses.replace(
        knapsacks(3, 1),
        matrix=sparse.csr_array(np.full((1, 3), 2.0)),
        row_low=np.array([low]),
        row_high=np.array([max(low, 3.0)]),
    )
    assert run(odd).status is Status.IMPOSSIBLE


def test_a_plan_to_begin_with_is_taken() -> None:
    arrays = knapsacks(40, 5)
    first = run(arrays, gap=0.02)
    assert first.x is not None
    again = pulp_problem.solve(arrays, Wish(gap=0.02, seconds=20, start=first.x), lambda news: None)
    assert again.objective is not None
    assert first.objective is not None
    assert again.objective >= first.objective - 1e-6


def test_the_seed_is_a_seed_and_not_the_time_of_day() -> None:
    arrays = knapsacks(30, 5)
    logs = [run(arrays, seed=seed).x for seed in (0, 0)]
    assert np.array_equal(logs[0], logs[1])  # type: ignore[arg-type]
    solver = pulp_problem._solver(Wish(seed=0), Path("log"), ".")
    assert "RandomS 0" not in solver.options, "CBC takes 0 for the time of day"


def test_a_solver_that_is_not_installed_is_named() -> None:
    with pytest.raises(ValueError, match="the solver 'copt' is not installed here"):
        pulp_problem.solve(knapsacks(3, 1), Wish(solver="copt"), lambda news: None)


def test_building_counts_as_time(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[float] = []
    solver_of, build = pulp_problem._solver, pulp_problem.problem_of

    def slow(*given: Any) -> Any:
        time.sleep(0.2)
        return build(*given)

    def noted(wish: Wish, log: Path, folder: str) -> Any:
        asked.append(wish.seconds)
        return solver_of(wish, log, folder)

    monkeypatch.setattr(pulp_problem, "problem_of", slow)
    monkeypatch.setattr(pulp_problem, "_solver", noted)
    run(knapsacks(5, 1), seconds=5.0)
    assert asked[0] <= 4.6


def test_a_fen_too_few_is_too_few() -> None:
    """CBC's own tolerance would let the row pass by a fen; it is asked again."""
    given = programme(
        1,
        "2021Q4",
        estates=[estate("A")],
        works=[work("A")],
        work_types=[work_type(fixed_days=100, unit_cost=1_000_001)],
        funds=[fund(2021, 1e6)],
        rules={"due_after_plan": {"limit": 80_000.07}},
    )
    assert starts(solved(given, "pulp")) == {}


def test_a_point_that_breaks_a_row_is_no_plan(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(arrays: Arrays, wish: Wish, began: float, options: tuple[str, ...] = ()) -> Answer:
        return Answer(status=Status.PROVEN_BEST, x=np.ones(3), objective=6.0, bound=6.0, message="done")

    monkeypatch.setattr(pulp_problem, "_search", broken)
    found = run(knapsacks(3, 1))
    assert (found.status, found.x, found.objective, found.bound) == (Status.OUT_OF_TIME, None, None, 6.0)


@pytest.mark.parametrize("solver", ["highs"])
def test_another_solver_of_pulp_has_its_bound_from_elsewhere(solver: str) -> None:
    arrays = knapsacks(12, 3)
    pulp_problem.problem_of(arrays)
    found = pulp_problem.solve(arrays, Wish(gap=0.0, seconds=20, solver=solver), lambda news: None)
    assert found.objective == pytest.approx(run(arrays).objective)
    assert (found.status, found.bound) == (Status.FEASIBLE, None), "its word alone proves nothing"
