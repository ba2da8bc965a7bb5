"""Aims held in turn: brute force and the engines agree, holds are kept, prices hold the truth."""

import dataclasses
import math
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from solvers import audit, solve
from solvers.plan.audit.given import Given
from solvers.plan.audit.reckoning import Reckoned
from solvers.plan.audit.tiers import tier_value
from tests.worked_out.brute import in_turn
from tests.worked_out.by_hand import estate, fund, programme, starts, work, work_type
from tests.worked_out.drawn_tiers import tiered
from tests.worked_out.programmes import Drawn

FEW = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
MANY = settings(max_examples=2000, deadline=None, suppress_health_check=list(HealthCheck))
OFF = 1e-6


def check(drawn: Drawn, *engines: str) -> None:
    """Each engine proves what brute force finds, tier by tier."""
    given = drawn.programme()
    best = in_turn(given)
    for engine in engines:
        solved = solve(given, engine=engine, gap=0.0, seconds=60, workers=1)
        if best is None:
            assert solved.status == "IMPOSSIBLE", engine
            continue
        assert solved.plan is not None, engine
        assert audit(given, solved.plan) == (), engine
        assert solved.status == "PROVEN_BEST", (engine, solved.tiers)
        assert (solved.objective, solved.bound) == (solved.tiers[0]["objective"], solved.tiers[0]["bound"])
        for tier, row, value in zip(given.settings.tiers, solved.tiers, best.values, strict=True):
            assert near(row["objective"], value), (engine, row, best)
            assert row["bound"] >= value - OFF * max(abs(value), 1.0), (engine, row, best)
            final = tier_value(Reckoned(Given(given), solved.plan), tier)
            assert near(row["final"], final), (engine, row, final)
        for row, price in zip(solved.tiers, best.prices, strict=False):
            assert row["price"]["low"] - slack(price) <= price <= row["price"]["high"] + slack(price), row
        assert solved.tiers[-1]["held_at"] is solved.tiers[-1]["price"] is None


def near(one: float, other: float) -> bool:
    """Whether two values are the same but for rounding."""
    return math.isclose(one, other, rel_tol=OFF, abs_tol=OFF)


def slack(price: float) -> float:
    """What rounding may take off the ends of an interval."""
    return 1e-5 * max(abs(price), 10.0)


@FEW
@given(tiered())
def test_brute_force_and_both_engines_agree_on_tiers(drawn: Drawn) -> None:
    check(drawn, "highs", "pulp")


@pytest.mark.slow
@MANY
@given(tiered(whole_fen=False))
def test_they_agree_on_tiers_of_many_programmes(drawn: Drawn) -> None:
    check(drawn, "highs", "pulp")


def _livelihood_first(**of_first: Any) -> Any:
    """Two estates, one with pipes and one with a lift, money for one of the two."""
    tiers = [
        {"name": "livelihood", "name_zh": "民生", "classes": ["basic"], **of_first},
        {"name": "upgrade", "name_zh": "提升"},
    ]
    return programme(
        estates=[estate("A"), estate("B", households=500)],
        work_types=[work_type(), work_type("lift", work_class="upgrade")],
        works=[work("A", "pipes", campaign=""), work("B", "lift", required="yes")],
        funds=[fund(2021, 1_000_000)],
        more={"tiers": tiers},
    )


def test_what_comes_first_goes_first_whatever_the_next_would_bring() -> None:
    given = _livelihood_first()
    solved = solve(given, gap=0.0, seconds=20)
    assert list(starts(solved)) == ["A"]
    first, second = solved.tiers
    assert first["objective"] == first["held_at"] == first["final"] == pytest.approx(second["objective"])
    assert [row["aim_zh"] for row in solved.tiers] == ["民生", "提升"]
    assert first["price"]["low"] == pytest.approx(4 * first["objective"])
    assert first["price"]["high"] == pytest.approx(4 * first["objective"])
    assert (second["held_at"], second["price"]) == (None, None)
    assert (solved.objective, solved.gap) == (first["objective"], 0.0)


def test_a_tolerance_gives_the_first_aim_up_as_far_as_it_says() -> None:
    solved = solve(_livelihood_first(tolerance=1.0), gap=0.0, seconds=20)
    assert list(starts(solved)) == ["B"]
    first, second = solved.tiers
    assert (first["held_at"], first["final"]) == (0.0, 0.0)
    assert first["objective"] > 0
    assert second["objective"] == pytest.approx(5 * first["objective"])
    assert first["price"] == {"low": 0.0, "high": pytest.approx(0.0, abs=1e-6)}


def test_greedy_reports_values_and_honest_bounds() -> None:
    given = _livelihood_first()
    rival, best = (solve(given, engine=name, gap=0.0, seconds=20) for name in ("greedy", "highs"))
    assert all(row["final"] <= row["bound"] + 1e-6 for row in rival.tiers)
    assert rival.tiers[0]["bound"] >= best.tiers[0]["objective"] - 1e-6
    assert [row["gap"] for row in best.tiers] == [0.0, 0.0]


def test_one_tier_alone_is_an_aim_like_any_other() -> None:
    given = _livelihood_first()
    one = given.settings.model_copy(update={"tiers": given.settings.tiers[:1]})
    solved = solve(dataclasses.replace(given, settings=one), gap=0.0, seconds=20)
    assert [row["aim"] for row in solved.tiers] == ["livelihood"]
    assert list(starts(solved)) == ["A"]


def test_prices_of_rules_are_those_of_the_first_aim() -> None:
    solved = solve(_livelihood_first(), gap=0.0, seconds=20)
    (limits,) = (rule for rule in solved.rules if rule.name == "fund_limits")
    assert limits.price_by == "dual: livelihood"
    assert limits.price
