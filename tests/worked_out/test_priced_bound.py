"""The bound by prices: no plan is worth more, whatever the prices; the best prices prove the relaxation."""

import time

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from scipy import sparse

from solvers.engines import highs
from solvers.engines.answer import Status, Wish
from solvers.engines.priced import master
from solvers.engines.priced.blocks import Blocks, GroupBlocks
from solvers.engines.priced.clusters import ClusterBlocks, cut
from solvers.engines.priced.generation import Relaxed, relaxed
from solvers.engines.priced.pricing import Parted
from solvers.program.arrays import Arrays
from solvers.rules.program import phasing_program
from tests.worked_out.by_hand import estate, programme, work
from tests.worked_out.drawn_arrays import drawn_arrays
from tests.worked_out.programmes import Drawn, programmes

FEW = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
MANY = settings(max_examples=3000, deadline=None, suppress_health_check=list(HealthCheck))
SEEDS = st.integers(0, 10**9)
OFF = 1e-7


def parted(arrays: Arrays) -> Parted:
    """Return the arrays parted by their labels."""
    assert arrays.labels is not None
    return Parted(arrays, arrays.labels)


def both(held: Parted) -> tuple[Blocks, Blocks]:
    """Return the groups by themselves, and clusters of them."""
    return GroupBlocks(held), ClusterBlocks(held, cut(held), 1)


def generated(blocks: Blocks) -> Relaxed:
    """Return the relaxation solved to the end by generation, every bound on the way being no less."""
    told: list[float] = []
    found = relaxed(blocks, 0.0, time.monotonic() + 30.0, 0, 1, told.append)
    assert told == sorted(told, reverse=True)
    assert all(bound >= found.bound - OFF * max(abs(found.bound), 1.0) for bound in told)
    return found


def best_of(arrays: Arrays) -> float | None:
    """Return the proven best of arrays; None where nothing keeps all rows."""
    found = highs.search(arrays, Wish(gap=0.0, seconds=60, workers=1), time.monotonic(), lambda news: None)
    assert found.status in (Status.PROVEN_BEST, Status.IMPOSSIBLE)
    return found.objective


def check_bounds(arrays: Arrays, seed: int) -> None:
    """Prices of any sign and size, the relaxation's and the generation's own prove true bounds."""
    held, best = parted(arrays), best_of(arrays)
    if best is None or not held.groups.count:
        return
    chance = np.random.default_rng(seed)
    drawn = [chance.normal(size=len(held.low)) * scale for scale in (0.0, 0.01, 1.0, 100.0)]
    least = best - OFF * max(abs(best), 1.0)
    for blocks in both(held):
        told: list[float] = []
        found = relaxed(blocks, 0.0, time.monotonic() + 30.0, 0, 1, told.append)
        assert min(told, default=found.bound) >= least
        assert found.bound >= least
        drawn += [found.prices, found.prices * chance.uniform(0, 2, len(held.low))]
    for prices in drawn:
        priced = held.priced(prices)
        assert held.bound(prices, priced) >= least
        assert held.quick_bound(prices, priced) >= least
        sound = held.usable(prices)
        assert held.quick_bound(sound, held.priced(sound)) >= least


def check_relaxation(arrays: Arrays) -> None:
    """Generation finds the value of the relaxation, its point and prices that prove it."""
    held, whole = parted(arrays), highs.relax(arrays, 30.0)
    if not held.groups.count:
        return
    for blocks in both(held):
        try:
            found = generated(blocks)
        except ArithmeticError:
            assert whole.impossible
            continue
        if whole.bound is None:
            assert found.impossible or found.mix is None or not np.isfinite(found.bound)
            continue
        assert not found.impossible
        assert found.mix is not None
        near = pytest.approx(whole.bound, rel=1e-6, abs=1e-6)
        assert (found.bound, found.mix.worth) == (near, near)
        assert found.bound >= whole.bound - OFF * max(abs(whole.bound), 1.0)
        size = max(float(np.abs(found.mix.x).max(initial=0.0)), 1.0)
        assert arrays.infeasibility(found.mix.x) < 1e-5 * size
        assert held.quick_bound(found.prices, found.priced) == pytest.approx(found.bound, rel=1e-6, abs=1e-6)


@FEW
@given(SEEDS, SEEDS)
def test_no_prices_prove_too_much(seed: int, prices: int) -> None:
    check_bounds(drawn_arrays(seed), prices)


@FEW
@given(programmes(), SEEDS)
def test_no_prices_prove_too_much_of_programmes(drawn: Drawn, prices: int) -> None:
    check_bounds(phasing_program(drawn.programme()).arrays, prices)


@FEW
@given(SEEDS)
def test_generation_ends_at_the_relaxation(seed: int) -> None:
    check_relaxation(drawn_arrays(seed))


@FEW
@given(programmes())
def test_generation_ends_at_the_relaxation_of_programmes(drawn: Drawn) -> None:
    check_relaxation(phasing_program(drawn.programme()).arrays)


@settings(max_examples=15, deadline=None)
@given(SEEDS)
def test_rows_may_be_taken_in_one_round_at_a_time(seed: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(master, "_ROUNDS", 1)
        check_relaxation(drawn_arrays(seed))


def test_what_must_be_is_bought_whatever_it_costs() -> None:
    """Nothing is worth anything, all costs: a floor is met at the price of the cheapest way, however dear."""
    for seed in range(40):
        arrays = drawn_arrays(seed)
        assert arrays.labels is not None
        dear = Arrays(**{**vars(arrays), "cost": -np.abs(arrays.cost) - 1.0})
        check_relaxation(dear)


def test_a_shortfall_that_costs_more_than_all_options_is_still_cheaper_than_buying_off() -> None:
    target = {"name": "G", "measure": "households", "value": 2000, "by": "2021-12-31", "strength": "soft"}
    asked = programme(targets=[{**target, "penalty": 1e5}], more={"aims": {"benefit": 1e-6}})
    check_relaxation(phasing_program(asked).arrays)


def test_a_place_that_must_be_done_at_a_loss_is_priced_on_the_row_that_says_so() -> None:
    works = [work("A", campaign="micro"), work("B")]
    aims = {"benefit": 0.0, "cost": 1.0}
    places = [estate("A", required="yes"), estate("B")]
    asked = programme(estates=places, works=works, more={"aims": aims})
    arrays = phasing_program(asked).arrays
    check_relaxation(arrays)
    only_at_most = np.flatnonzero(arrays.row_high == 1.0)[:1]
    again = np.append(arrays.row_low, -np.inf)
    both_rows = Arrays(
        **{
            **vars(arrays),
            "matrix": sparse.csr_array(sparse.vstack([arrays.matrix, arrays.matrix[only_at_most]])),
            "row_low": again,
            "row_high": np.append(arrays.row_high, 1.0),
        }
    )
    check_relaxation(both_rows)


def test_another_number_of_workers_finds_the_same() -> None:
    held = GroupBlocks(parted(drawn_arrays(7, places=30)))
    one, two, again = (relaxed(held, 0.0, time.monotonic() + 30, 0, n, lambda bound: None) for n in (1, 2, 1))
    assert one.mix is not None
    assert two.mix is not None
    assert one.bound == two.bound == again.bound
    assert np.array_equal(one.mix.x, two.mix.x)


def test_a_bound_that_will_do_ends_it() -> None:
    arrays = drawn_arrays(7, places=30)
    best, told = best_of(arrays), list[float]()
    held = GroupBlocks(parted(arrays))
    whole = generated(held)
    assert best is not None
    assert whole.rounds > 2
    short = relaxed(held, 0.0, time.monotonic() + 30, 0, 1, told.append, met=lambda: bool(told))
    assert short.rounds < whole.rounds
    assert short.bound >= whole.bound - OFF * abs(whole.bound)
    assert short.bound >= best - OFF * abs(best)


def test_no_time_still_proves_a_bound() -> None:
    arrays = drawn_arrays(7, places=30)
    best = best_of(arrays)
    found = relaxed(GroupBlocks(parted(arrays)), 0.0, time.monotonic() - 1.0, 0, 1, lambda bound: None)
    assert best is not None
    assert found.bound >= best - OFF * abs(best)


def test_prices_of_limits_that_are_none_prove_nothing_or_count_as_nothing() -> None:
    held = parted(drawn_arrays(7, places=30))
    above, below = np.isinf(held.high), np.isinf(held.low)
    assert above.any()
    assert below.any()
    wrong = np.where(above, 1.0, 0.0) - np.where(below, 1.0, 0.0)
    assert held.quick_bound(wrong, held.priced(wrong)) == np.inf
    assert not held.usable(wrong).any()
    assert held.bound(wrong, held.priced(wrong)) >= (best_of(held.arrays) or 0.0)


@pytest.mark.slow
@MANY
@given(SEEDS, SEEDS)
def test_no_prices_ever_prove_too_much(seed: int, prices: int) -> None:
    check_bounds(drawn_arrays(seed, places=25), prices)


@pytest.mark.slow
@MANY
@given(SEEDS)
def test_generation_always_ends_at_the_relaxation(seed: int) -> None:
    check_relaxation(drawn_arrays(seed, places=25))


@pytest.mark.slow
@MANY
@given(programmes(whole_fen=False))
def test_generation_always_ends_at_the_relaxation_of_programmes(drawn: Drawn) -> None:
    check_relaxation(phasing_program(drawn.programme()).arrays)
