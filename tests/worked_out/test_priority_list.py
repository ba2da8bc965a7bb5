"""Priority lists: at each budget what is funded is a prefix, every rule is kept, the price within bounds."""

from __future__ import annotations

import itertools
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings

from scenarios.model.programme import Programme
from solvers import audit, solve
from solvers.engines.answer import Status
from solvers.worth.levels import at_level, without_duties
from solvers.worth.priority import priority_list
from solvers.worth.searched import Effort
from tests.worked_out.by_hand import estate, fund, programme, work
from tests.worked_out.programmes import Drawn, programmes
from tests.worked_out.tangled import tangled

EFFORT = Effort(gap=0.0, seconds=60.0)
LEVELS = (0.25, 0.5, 0.75, 1.0)


def best(of: Programme) -> float:
    found = solve(of, engine="highs", gap=0.0, seconds=60, workers=1)
    assert found.status is Status.PROVEN_BEST
    assert found.objective is not None
    return found.objective


@pytest.mark.parametrize("seed", range(4))
def test_what_is_funded_is_a_prefix_at_every_budget(seed: int) -> None:
    of = tangled(seed, estates=9, periods=6)
    found = priority_list(of, LEVELS, EFFORT)
    keys = of.campaigns.key.tolist()
    ranked = [keys[c] for one in found.ranked for c in one.unit]
    assert [one.rank for one in found.ranked] == list(range(1, len(found.ranked) + 1))
    assert len(found.levels) == len(LEVELS)
    own = []
    for level in found.levels:
        given_ = at_level(of, level.level)
        assert level.plan is not None
        assert audit(given_, level.plan) == level.breaches == ()
        assert {one.campaign for one in level.plan.campaigns} == set(ranked[: level.count])
        spent = {(d.fund, d.year): 0 for d in level.plan.draws}
        for draw in level.plan.draws:
            spent[draw.fund, draw.year] += draw.amount
        held = dict(zip(of.funds.year.tolist(), of.funds.limit.tolist(), strict=True))
        assert sum(spent.values()) <= level.level * sum(held.values())
        own.append(best(given_))
        size = 1e-6 * own[-1]
        assert level.bound is not None
        assert level.nested.objective is not None
        assert level.free.objective is not None
        assert level.price is not None
        assert level.free.objective - size <= own[-1] <= level.bound + size
        low, high = level.price
        assert low - size <= own[-1] - level.nested.objective <= high + size
    assert own == sorted(own)
    bounds = [level.bound or 0.0 for level in found.levels]
    worths = [level.free.objective or 0.0 for level in found.levels]
    assert bounds == sorted(bounds)
    assert all(b >= a - 1e-6 * abs(a) for a, b in itertools.pairwise(worths))


def test_the_price_of_nesting_by_hand() -> None:
    """A million does the small dear one, two millions the large one alone: the list keeps the small one."""
    of = programme(
        1,
        estates=[estate("small", households=100), estate("large", households=250)],
        works=[work("small"), work("large", quantity=2)],
        funds=[fund(2021, 2_000_000)],
    )
    found = priority_list(of, (0.5, 1.0), EFFORT)
    half, whole = found.levels
    assert [of.campaigns.key[one.unit[0]] for one in found.ranked] == ["small"]
    assert [of.campaigns.key[unit[0]] for unit in found.unranked] == ["large"]
    assert half.price == pytest.approx((0.0, 0.0), abs=1e-6)
    worth = best(of)
    assert whole.price == pytest.approx((worth * 0.6, worth * 0.6))


def test_within_a_budget_more_benefit_per_yuan_comes_first() -> None:
    of = programme(
        1,
        estates=[estate("A", households=100), estate("B", households=300), estate("C", households=200)],
        works=[work("A"), work("B", quantity=2), work("C")],
    )
    found = priority_list(of, (1.0,), EFFORT)
    assert [of.campaigns.key[one.unit[0]] for one in found.ranked] == ["C", "B", "A"]
    assert [one.cost for one in found.ranked] == [100_000_000, 200_000_000, 100_000_000]


def test_duties_are_set_aside_and_pins_keep_their_period() -> None:
    of = programme(
        estates=[
            estate("A", pinned_start="2021-07-01"),
            estate("B", required="yes"),
            estate("C", required="no"),
        ],
        works=[work("A"), work("B"), work("C")],
        funds=[fund(2021, 3_000_000, floor=2_500_000)],
        targets=[{"name": "all", "measure": "estates", "value": 2, "by": "2021-12-31", "strength": "hard"}],
    )
    base, aside = without_duties(of)
    assert (aside.must_start, aside.pins, aside.targets, aside.floors) == (True, 1, ("all",), 1)
    assert not base.campaigns.must_start.any()
    assert len(base.targets) == 0
    found = priority_list(of, (0.4, 1.0), EFFORT)
    assert [level.count for level in found.levels] == [1, 3]
    assert all(level.breaches == () for level in found.levels)
    plan = found.levels[-1].plan
    assert plan is not None
    starts = {one.campaign: one.start.isoformat() for one in plan.campaigns}
    assert starts["A"] == "2021-07-01"


def test_only_public_money_is_scaled_down_to_the_fen() -> None:
    of = programme(funds=[fund(2021, 1_000_000.01), fund(2021, 500_000, "homes", kind="resident")])
    assert at_level(of, 0.5).funds.limit.tolist() == [50_000_000, 50_000_000]
    assert at_level(of, 1.0).funds.limit.tolist() == of.funds.limit.tolist()


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(programmes())
def test_lists_hold_whatever_rules_there_are(drawn: Drawn) -> None:
    of = drawn.programme()
    if of.settings.soft.on:
        return
    found = priority_list(of, (0.5, 1.0), EFFORT)
    keys = found.programme.campaigns.key.tolist()
    ranked = [one.unit for one in found.ranked]
    for level in found.levels:
        if level.plan is None:
            continue
        assert level.breaches == ()
        begun = {one.campaign for one in level.plan.campaigns}
        assert {u for u in ranked if any(keys[c] in begun for c in u)} == set(ranked[: level.count])
        if level.price is not None:
            assert 0.0 <= level.price[0] <= level.price[1]


@pytest.mark.parametrize("levels", [(), (0.0, 1.0), (-1.0,)])
def test_levels_are_above_nothing(levels: tuple[float, ...]) -> None:
    with pytest.raises(ValueError, match="above 0"):
        priority_list(tangled(), levels)


def test_what_was_given_is_not_touched() -> None:
    of = tangled()
    before = of.fingerprint
    priority_list(of, (0.5,), EFFORT)
    assert replace(of).fingerprint == before
    assert np.array_equal(of.funds.limit, tangled().funds.limit)
