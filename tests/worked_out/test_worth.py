"""Worths of limits and of estates on random programmes: intervals hold the true difference."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings

from scenarios.model.programme import Programme
from solvers import solve
from solvers.engines import child
from solvers.engines.answer import Status, Wish
from solvers.rules.program import phasing_program
from solvers.why import base as why_base
from solvers.why.base import Base, base_of
from solvers.worth import worths as worths_room
from solvers.worth.limits import limits_of
from solvers.worth.replacement import asked_of, left_out, replacements
from solvers.worth.worths import Worth, here, worths
from tests.worked_out.by_hand import estate, fund, programme, work, work_type
from tests.worked_out.programmes import Drawn, programmes
from tests.worked_out.tangled import tangled

CLOSE = 1e-6


def best(of: Programme) -> float | None:
    """The best there is of a programme, solved to the end; None where nothing keeps its rules."""
    found = solve(of, engine="highs", gap=0.0, seconds=30, workers=1)
    assert found.status in (Status.PROVEN_BEST, Status.IMPOSSIBLE), found.status
    return found.objective


def based(of: Programme) -> Base | None:
    found = solve(of, engine="highs", gap=0.0, seconds=30, workers=1)
    return None if found.plan is None else base_of(of, found.plan, found.warm)


def sound(worth: Worth, before: float, after: float | None) -> bool:
    if after is None:
        return worth.impossible
    assert worth.low is not None
    assert worth.high is not None
    size = CLOSE * max(abs(before), 1.0)
    return worth.low - size <= after - before <= worth.high + size


@pytest.mark.parametrize("seed", range(4))
def test_intervals_of_limits_hold_the_true_worth(seed: int) -> None:
    of = tangled(seed, estates=7, periods=6)
    base = based(of)
    assert base is not None
    found = worths(base, here(base), top=100)
    assert {worth.limit.rule for worth in found} == {"fund_limits", "crew_limits", "street_projects"}
    assert any(worth.low for worth in found)
    before = best(of)
    assert before is not None
    for worth in found:
        assert worth.verified
        assert sound(worth, before, best(worth.limit.changed())), worth


@pytest.mark.parametrize("seed", range(4))
def test_intervals_hold_where_the_program_is_not_solved_to_the_end(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on a district: bounds at the prices, plans near the one in hand."""
    monkeypatch.setattr(why_base, "_FEW_COLUMNS", 0)
    monkeypatch.setattr(worths_room, "_SECONDS", 600.0)
    of = tangled(seed, estates=7, periods=6)
    base = based(of)
    assert base is not None
    assert not base.small
    before = best(of)
    assert before is not None
    for worth in worths(base, here(base, 600.0), top=8, seconds=600.0)[:8]:
        assert worth.verified
        assert sound(worth, before, best(worth.limit.changed())), worth


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(programmes())
def test_worths_hold_whatever_rules_there_are(drawn: Drawn) -> None:
    of = drawn.programme()
    if of.settings.soft.on or of.settings.tiers:
        return
    base = based(of)
    if base is None:
        return
    before = best(of)
    assert before is not None
    for worth in worths(base, here(base), top=100):
        assert worth.verified
        assert sound(worth, before, best(worth.limit.changed())), worth
        if worth.clear and not worth.impossible:
            assert worth.low is not None
            assert worth.high is not None
            assert worth.low > 0 or worth.high < 0 or worth.high <= 1e-6 * base.scale


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(programmes())
def test_rows_that_an_estimate_is_made_of_are_those_that_the_unit_loosens(drawn: Drawn) -> None:
    """A patch of the limits is the same as the programme built anew, wherever that has the same rows."""
    of = drawn.programme()
    program = phasing_program(of)
    for limit in limits_of(program):
        rebuilt = phasing_program(limit.changed()).arrays
        if rebuilt.matrix.shape != program.arrays.matrix.shape:
            continue
        more = np.zeros(program.arrays.rows)
        more[limit.row] = limit.more
        loosened = np.zeros(program.arrays.rows)
        for before, after, sign in (
            (program.arrays.row_high, rebuilt.row_high, 1.0),
            (program.arrays.row_low, rebuilt.row_low, -1.0),
        ):
            moved = np.isfinite(before) & (before != after)
            loosened[moved] = sign * (after[moved] - before[moved])
        names = [held for held in program.placed if held.rule.name == limit.rule]
        rows = slice(names[0].first, names[0].first + len(names[0].block.low))
        np.testing.assert_allclose(loosened[rows], more[rows], atol=1e-9)


def test_a_limit_by_hand() -> None:
    """Money for one of two estates, of 200 and of 100 households: a million more does the other."""
    of = programme(
        estates=[estate("A", households=200), estate("B", households=100)],
        funds=[fund(2021, 1_000_000)],
        periods=1,
        first="2021Q1",
    )
    base = based(of)
    assert base is not None
    known = here(base)
    (worth,) = worths(base, known)
    with_both = best(worth.limit.changed())
    assert with_both is not None
    assert known.objective is not None
    assert worth.clear
    assert worth.low == pytest.approx(with_both - known.objective)
    assert worth.high == pytest.approx(with_both - known.objective)
    assert worth.low == pytest.approx(known.objective / 2)
    assert worth.found == pytest.approx(worth.low)


def test_a_base_without_what_a_solve_left_seeks_prices() -> None:
    of = tangled(0, estates=7, periods=6)
    found = solve(of, engine="highs", gap=0.0, seconds=30, workers=1)
    assert found.plan is not None
    base = base_of(of, found.plan)
    assert found.objective == pytest.approx(base.objective)
    assert base.objective <= base.bound < np.inf


@pytest.mark.parametrize("more", [{}, {"carry_share": 1}, {"carry_share": 1, "carry_last_year": True}])
def test_the_plan_tells_the_same_worth_of_money_as_the_rows_that_it_loosens(more: dict[str, float]) -> None:
    """A year's money that lapses later is worth what it can pay once, not once for every year it is kept."""
    rows = [
        {**fund(year, 1_500_000), **more, **({"carry_last_year": year + 1} if len(more) > 1 else {})}
        for year in (2021, 2022, 2023)
    ]
    of = programme(
        12,
        estates=[estate(f"E{k}", households=100 + 40 * k) for k in range(6)],
        works=[work(f"E{k}") for k in range(6)],
        funds=rows,
    )
    found = solve(of, engine="highs", gap=0.0, seconds=30, workers=1)
    assert found.plan is not None
    assert found.warm is not None
    program = phasing_program(of)
    prices = found.warm.at(program).prices
    told = next(rule for rule in found.rules if rule.name == "fund_limits")
    by_year = {row.where: row.price for row in told.rows}
    for limit in limits_of(program):
        if limit.rule == "fund_limits":
            where = f"{limit.where['fund']}, {limit.where['year']}"
            assert by_year[where] == pytest.approx(limit.estimate(prices) / limit.amount)
    assert any(by_year.values())


def test_money_where_a_fund_had_none_is_solved_with_the_columns_it_brings() -> None:
    of = programme(
        estates=[estate("A", households=200), estate("B", households=100)],
        funds=[fund(2021, 1_000_000), fund(2022, 0)],
        periods=8,
    )
    base = based(of)
    assert base is not None
    before = best(of)
    assert before is not None
    later = next(one for one in worths(base, here(base)) if one.limit.where["year"] == "2022")
    assert later.low is not None
    assert later.low > 0
    assert sound(later, before, best(later.limit.changed()))


@pytest.mark.parametrize("seed", range(4))
def test_losses_of_estates_hold_the_true_loss(seed: int) -> None:
    of = tangled(seed, estates=7, periods=6)
    base = based(of)
    assert base is not None
    before = best(of)
    assert before is not None
    found = replacements(base, here(base), top=10)
    assert found
    for one in found:
        assert one.verified
        assert one.low is not None
        assert one.high is not None
        told = replace(
            of.estates,
            excluded_because=np.where(
                np.arange(len(of.estates)) == one.estate, "left out", of.estates.excluded_because
            ),
            given={**of.estates.given, "excluded_because": np.arange(len(of.estates)) == one.estate},
        )
        after = best(of.replace(estates=told))
        assert after is not None
        size = CLOSE * max(before, 1.0)
        assert one.low - size <= before - after <= one.high + size
        assert one.by_price <= one.high + base.bound - base.objective + size


def test_hard_targets_ask_less_where_an_estate_is_left_out() -> None:
    """Both estates are asked for: leaving one out is possible, as the target asks for the other alone."""
    of = programme(
        targets=[
            {"name": "all", "measure": "estates", "value": 2, "by": "2021-12-31", "strength": "hard"},
            {"name": "homes", "measure": "households", "value": 200, "by": "2021-12-31", "strength": "hard"},
        ]
    )
    base = based(of)
    assert base is not None
    asked = asked_of(base.program)
    assert [measure.tolist() for measure in asked.values()] == [[1.0, 1.0], [100.0, 100.0]]
    arrays = left_out(base, 0, asked)
    answer, _ = child.run("highs", arrays, Wish(gap=0.0, seconds=30, workers=1))
    assert answer.objective == pytest.approx(base.objective / 2)
    for one in replacements(base, here(base)):
        assert one.low == pytest.approx(base.objective / 2, rel=1e-6)
        assert one.high == pytest.approx(base.objective / 2, rel=1e-6)


def test_estates_of_several_campaigns_count_once_for_a_target() -> None:
    of = programme(
        works=[work("A", campaign="one"), work("A", campaign="two"), work("B")],
        targets=[{"name": "all", "measure": "estates", "value": 2, "by": "2021-12-31", "strength": "hard"}],
        work_types=[work_type()],
    )
    (measure,) = asked_of(phasing_program(of)).values()
    assert measure.tolist() == [1.0, 1.0]
