"""What a solve left is repaired on changed programmes: plans keep every row, intervals hold the best."""

import time
from dataclasses import replace

import numpy as np
import pytest
from scipy import sparse

from scenarios.model.programme import Programme
from solvers import audit, solve
from solvers.engines import child
from solvers.engines.answer import Answer, Status, Wish
from solvers.engines.priced import engine
from solvers.engines.priced.plans.open_part import OpenPart
from solvers.engines.priced.plans.repair import Target, repaired, with_items
from solvers.engines.priced.plans.rounding import Rounding
from solvers.engines.priced.plans.small import Relaxed
from solvers.engines.priced.pricing import Parted
from solvers.program.arrays import Arrays
from solvers.rules.program import phasing_program
from solvers.search.warm import warm_of
from tests.worked_out.tangled import tangled

LATER = 600.0


def changed(given: Programme, seed: int) -> Programme:
    """Return a programme with some budgets and crews changed, and one estate locked to some period."""
    drawn = np.random.default_rng(seed)
    limit = given.funds.limit.copy()
    row = int(drawn.integers(len(limit)))
    limit[row] = int(limit[row] * drawn.uniform(0.5, 1.5))
    estates, clock = given.estates, given.clock
    pinned = estates.pinned_start.copy()
    if drawn.random() < 0.7:
        period = int(drawn.integers(clock.periods))
        day = np.datetime64(clock.date(int(clock.starts[period])), "D")
        pinned[int(drawn.integers(len(pinned)))] = day
    told = {**estates.given, "pinned_start": ~np.isnat(pinned)}
    return given.replace(
        funds=replace(given.funds, limit=limit),
        estates=replace(estates, pinned_start=pinned, given=told),
    )


@pytest.mark.parametrize("seed", range(12))
def test_a_repaired_point_keeps_every_row_and_no_plan_is_beyond_the_bound(seed: int) -> None:
    given = tangled(seed % 4, estates=14, periods=6)
    left = solve(given, engine="highs", gap=0.0, seconds=20, workers=1).warm
    assert left is not None
    other = phasing_program(changed(given, seed))
    arrays, known = other.arrays, left.at(other)
    assert known.point is not None
    assert arrays.labels is not None
    parted = Parted(arrays, arrays.labels)
    prices = parted.usable(known.prices[parted.groups.coupling])
    priced = parted.priced(prices)
    bound = parted.bound(prices, priced)
    target = Target(bound=bound, gap=1e-3, until=time.monotonic() + LATER)
    x = repaired(parted, priced, known.point, target)
    best = solve(other.given.programme, engine="highs", gap=0.0, seconds=20, workers=1)
    if best.status is Status.IMPOSSIBLE:
        assert x is None
        return
    assert best.objective is not None
    assert bound >= best.objective - 1e-6 * abs(best.objective)
    if x is not None:
        assert (x[arrays.whole] == np.rint(x[arrays.whole])).all()
        assert arrays.infeasibility(x) <= 1e-6
        assert float(arrays.cost @ x) <= best.objective + 1e-6 * abs(best.objective)


def test_most_changes_are_repaired() -> None:
    """A repair that never finds anything would break no row either."""
    found = 0
    for seed in range(8):
        given = tangled(seed % 4, estates=14, periods=6)
        left = solve(given, engine="highs", gap=0.0, seconds=20, workers=1).warm
        assert left is not None
        other = phasing_program(changed(given, seed))
        known = left.at(other)
        assert known.point is not None
        assert other.arrays.labels is not None
        parted = Parted(other.arrays, other.arrays.labels)
        priced = parted.priced(np.zeros(len(parted.low)))
        target = Target(bound=1e9, gap=0.0, until=time.monotonic() + LATER)
        found += repaired(parted, priced, known.point, target) is not None
    assert found >= 4


@pytest.mark.parametrize("seed", range(6))
def test_a_changed_programme_solved_again_is_within_its_interval(seed: int) -> None:
    given = tangled(seed % 4, estates=14, periods=6)
    base = solve(given, engine="priced", gap=1e-6, seconds=20, workers=1)
    other = changed(given, seed)
    best = solve(other, engine="highs", gap=0.0, seconds=20, workers=1)
    warm = solve(other, engine="priced", gap=1e-6, seconds=20, workers=1, start_from=base.warm)
    if best.status is Status.IMPOSSIBLE:
        assert warm.status is Status.IMPOSSIBLE
        return
    assert warm.plan is not None
    assert audit(other, warm.plan) == ()
    assert warm.objective is not None
    assert warm.bound is not None
    assert best.objective is not None
    assert warm.objective - 1e-6 * abs(best.objective) <= best.objective
    assert best.objective <= warm.bound + 1e-6 * abs(best.objective)


def test_the_same_again_is_taken_as_it_is() -> None:
    given = tangled(3, estates=14, periods=6)
    base = solve(given, engine="priced", gap=1e-2, seconds=20, workers=1)
    again = solve(given, engine="priced", gap=1e-2, seconds=20, workers=1, start_from=base.warm)
    assert again.plan is not None
    assert base.objective is not None
    assert again.objective is not None
    assert again.objective >= base.objective - 1e-9 * abs(base.objective)
    assert again.repeatable


@pytest.fixture
def timed_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let an engine come to its gap after time had stopped one of its stages."""

    def run(name: str, arrays, wish, *others):  # type: ignore[no-untyped-def]
        x = np.zeros(arrays.columns)
        bound = float(arrays.cost @ x)
        answer = Answer(status=Status.FEASIBLE, x=x, objective=bound, bound=bound, by_clock=True)
        return answer.judged(wish.gap), False

    monkeypatch.setattr(child, "run", run)


def test_what_time_stopped_is_not_repeatable_though_the_gap_is_met(timed_out: None) -> None:
    found = solve(tangled(3, estates=14, periods=6), engine="priced", seconds=20)
    assert found.status is Status.PROVEN_BEST
    assert not found.repeatable


def test_a_stage_that_time_stopped_is_told_of() -> None:
    program = phasing_program(tangled(3, estates=14, periods=6))
    search = engine._Search(program.arrays, Wish(gap=1.0, seconds=20), lambda news: None)
    assert not search.answer().by_clock
    search._clocked(time.monotonic() + LATER)
    assert not search.answer().by_clock
    search._clocked(time.monotonic() - LATER)
    search._clocked(time.monotonic() + LATER)
    assert search.answer().by_clock


def test_names_stay_those_of_the_program() -> None:
    first, second = (phasing_program(tangled(seed, estates=9, periods=6)) for seed in (3, 4))
    left = solve(first.given.programme, engine="highs", gap=0.0, seconds=20, workers=1).warm
    assert left is not None
    for program in (first, second, first):
        named = warm_of(program, left.at(program))
        assert len(named.columns) == program.arrays.columns
        assert len(named.rows) == program.arrays.rows


def test_items_are_searched_together_where_rounding_has_no_way_out() -> None:
    """What is spent must be 4, no more and no less: 3 and half of 2 cannot be rounded up or down."""
    idle = 40  # as good done as not: they are what rounding keeps loose
    spent = np.concatenate([np.zeros(idle), [3.0, 2.0, 2.0]])
    items = len(spent)
    arrays = Arrays(
        cost=np.concatenate([np.zeros(idle), [10.0, 1.0, 1.0]]),
        matrix=sparse.csr_array(spent[None, :]),
        row_low=np.array([4.0]),
        row_high=np.array([4.0]),
        low=np.zeros(items),
        high=np.ones(items),
        whole=np.ones(items, dtype=np.bool_),
    )
    none = np.zeros(0, dtype=np.int64)
    part = OpenPart(
        arrays=arrays,
        columns=np.arange(items),
        starts=none,
        group=none,
        others=none,
        items=np.arange(items),
        base=np.zeros(items),
        constant=0.0,
    )
    rounded, relaxed = Relaxed(arrays, np.zeros(items)), Relaxed(arrays, np.zeros(items))
    assert rounded.solve()
    assert not Rounding(rounded).settle(part.items, 30)
    assert relaxed.solve()
    assert relaxed.value == pytest.approx(10.5)
    x = with_items(part, relaxed, Target(bound=10.5, gap=1e-3, until=time.monotonic() + LATER))
    assert x is not None
    assert np.rint(x[idle:]).tolist() == [0, 1, 1]
