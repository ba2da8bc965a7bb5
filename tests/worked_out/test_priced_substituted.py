"""What is missing of a start follows from the starts: the best plan stays the best, prices prove the same."""

import time
from dataclasses import replace

import numpy as np
import pytest
from scipy import sparse

from scenarios.model.programme import Programme
from solvers import solve
from solvers.engines import highs
from solvers.engines.answer import Answer, Known, Status, Wish
from solvers.engines.dual_bound import dual_bound
from solvers.engines.priced.pricing import Parted
from solvers.engines.priced.substituted import Substituted, substituted
from solvers.program.arrays import Arrays
from solvers.rules.loosened import loosened, ranks
from solvers.rules.program import phasing_program
from tests.worked_out.tangled import tangled


def must_all_start(seed: int) -> Programme:
    """A programme all of whose campaigns have to start, with half of its money."""
    given = tangled(seed)
    rules = given.settings.rules
    once = rules.start_once.model_copy(update={"must_start": True})
    rules = rules.model_copy(update={"start_once": once})
    funds = replace(given.funds, limit=given.funds.limit * 0.5)
    return given.replace(funds=funds, settings=given.settings.model_copy(update={"rules": rules}))


def giving_way(seed: int) -> Arrays:
    """The arrays of the first rank's shortfall where rules may give way."""
    arrays, found = loosened(phasing_program(must_all_start(seed)))
    return replace(arrays, cost=ranks(found)[0].shortfall(arrays.columns))


def made(arrays: Arrays) -> Substituted:
    """The arrays without what follows; there is something that does."""
    assert arrays.labels is not None
    found = substituted(arrays, arrays.labels)
    assert found is not None
    return found


def test_campaigns_are_groups_again() -> None:
    for seed in range(3):
        arrays = giving_way(seed)
        assert arrays.labels is not None
        fewer = made(arrays)
        starts = arrays.labels.campaign[arrays.labels.start]
        assert Parted(arrays, arrays.labels).groups.count == 0
        assert Parted(fewer.arrays, fewer.labels).groups.count == len(np.unique(starts))


def test_the_least_shortfall_stays_the_least() -> None:
    for seed in range(3):
        arrays = giving_way(seed)
        fewer = made(arrays)
        wish = Wish(gap=0.0, seconds=60.0, workers=1)
        best, few = (
            highs.search(one, wish, time.monotonic(), lambda news: None) for one in (arrays, fewer.arrays)
        )
        assert best.objective is not None
        assert best.objective < -0.01
        told = fewer.back(few)
        assert told.x is not None
        assert told.objective == pytest.approx(best.objective, abs=1e-6)
        assert told.bound is not None
        assert told.bound >= best.objective - 1e-9
        assert arrays.infeasibility(told.x) < 1e-6
        assert arrays.cost @ told.x == pytest.approx(told.objective)


def test_prices_go_back_with_their_bound_and_there_again() -> None:
    for seed in range(3):
        arrays = giving_way(seed)
        fewer = made(arrays)
        few = highs.relax(fewer.arrays, 60.0)
        assert few.bound is not None
        assert few.prices is not None
        told = fewer.back(Answer(status=Status.OUT_OF_TIME, relaxation=few)).relaxation
        assert told is not None
        assert told.prices is not None
        assert told.reduced is not None
        assert told.reduced[fewer.gone] == pytest.approx(-fewer.value * few.prices[fewer.by], abs=1e-9)
        assert dual_bound(arrays, told.prices) == pytest.approx(few.bound + fewer.constant, abs=1e-6)
        offers = sparse.csr_array((1, arrays.columns))
        again = fewer.wish(Wish(known=Known(prices=told.prices, offers=offers))).known
        assert again is not None
        assert again.prices == pytest.approx(few.prices, abs=1e-9)


def test_nothing_follows_where_rules_are_kept() -> None:
    arrays = phasing_program(must_all_start(0)).arrays
    assert arrays.labels is not None
    assert substituted(arrays, arrays.labels) is None


def test_both_engines_let_give_way_as_little() -> None:
    for seed in range(2):
        given = must_all_start(seed)
        plain, priced = (
            solve(given, engine=engine, gap=1e-6, seconds=60, workers=1, best_possible=True)
            for engine in ("highs", "priced")
        )
        assert priced.status == plain.status == "IMPOSSIBLE"
        for ours, theirs in zip(priced.ranks, plain.ranks, strict=True):
            assert ours["shortfall"] == pytest.approx(theirs["shortfall"], abs=1e-5)
            assert (ours["least"] or 0.0) <= (theirs["shortfall"] or 0.0) + 1e-9


def test_an_earlier_plan_is_begun_with() -> None:
    given = must_all_start(1)
    base = solve(tangled(1), gap=1e-3, seconds=60, workers=1)
    assert base.plan is not None
    alone, from_it = (
        solve(given, engine="highs", gap=1e-6, seconds=60, workers=1, best_possible=True, start_from=start)
        for start in (None, base.plan)
    )
    assert [row["shortfall"] for row in from_it.ranks] == pytest.approx(
        [row["shortfall"] for row in alone.ranks], abs=1e-5
    )
