"""The Pareto front: every true point is found, nothing dominated is shown, and the certificates are true."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings

from planner.document.tallies import Tally, measures, totals
from scenarios.model.programme import Programme
from scenarios.read import programme_from
from solvers import audit, solve
from solvers.cases.linear import LINEAR, Linear, NotLinearError, linear
from solvers.cases.pareto import Front, pareto_front
from solvers.plan.plan import Plan, PlannedCampaign, PlannedWork
from solvers.rules.program import PhasingProgram, phasing_program
from solvers.worth.searched import Effort
from tests.worked_out.programmes import Drawn, programmes

EXACT = Effort(gap=0.0, seconds=60.0)
HOMES = {"A": (100, 1.0), "B": (60, 2.5), "C": (80, 1.5), "D": (20, 0.4)}
BETTER = {"aim": 1, "benefit": 1, "households": 1, "estates": 1, "cost": -1, "public_money": -1}
BETTER |= {"disruption": -1, "mean_wait_years": -1, "floor_area_m2": 1}


def programme(must: bool = False, **rows: list[dict[str, Any]]) -> Programme:
    given: dict[str, list[dict[str, Any]]] = {
        "estates": [
            {"id": e, "name": e.lower(), "street": e, "households": n} for e, (n, _) in HOMES.items()
        ],
        "work_types": [
            {"id": "pipes", "name": "pipes", "work_class": "basic", "unit_cost": 1_000_000, "fixed_days": 60,
             "trade": "pipe", "nuisance": "noise 1"},
        ],
        "works": [
            {"place": e, "work_type": "pipes", "quantity": q, "need": 0.5 + q / 5}
            for e, (_, q) in HOMES.items()
        ],
        "funds": [
            {"fund": "city", "kind": "city", "year": 2021, "limit": 4_200_000, "carry_share": 1},
            {"fund": "own", "kind": "society", "year": 2021, "limit": 1_000_000, "carry_share": 1},
        ],
        "crews": [{"trade": "pipe", "count": 1}],
    }  # fmt: skip
    told = {"first_period": "2021Q1", "periods": 4, "working_days": [1, 2, 3, 4, 5, 6, 7]}
    told |= {"rules": {"start_once": {"must_start": must}}}
    return programme_from({**given, **rows}, told)


def every_plan(of: Programme) -> list[Plan]:
    """Return all plans of a programme without optional works that keep every rule, by looking at all."""
    if of.fingerprint not in _LOOKED_AT:
        _LOOKED_AT[of.fingerprint] = list(_every_plan(of))
    return _LOOKED_AT[of.fingerprint]


_LOOKED_AT: dict[str, list[Plan]] = {}


def _every_plan(of: Programme) -> Iterator[Plan]:
    starts = [of.clock.first_day + (of.clock.starts[t] * np.timedelta64(1, "D")).item() for t in range(4)]
    works = {key: f"{key}:pipes" for key in of.campaigns.key.tolist()}
    for when in itertools.product([None, *starts], repeat=len(works)):
        campaigns = tuple(
            PlannedCampaign(campaign=key, start=day, works=(PlannedWork(work=work),))
            for (key, work), day in zip(works.items(), when, strict=True)
            if day is not None
        )
        if not audit(of, Plan(campaigns=campaigns)):
            yield Plan(campaigns=campaigns)


def true_front(of: Programme, names: Sequence[str]) -> set[tuple[float, ...]]:
    """Return the values of all plans that none dominates, turned so that more is better."""
    program = phasing_program(of)
    held = linear(program, names)
    worth = {tuple(round(v, 3) for v in valued(program, held, plan)) for plan in every_plan(of)}
    return {
        one for one in worth if not any(other != one and np.all(np.array(other) >= one) for other in worth)
    }


def valued(program: PhasingProgram, held: Linear, plan: Plan) -> list[float]:
    """Return a bare plan's aims, from the integer program's own sums at its point."""
    of, columns = program.given.programme, program.given.columns
    x = np.zeros(program.arrays.columns)
    keys = of.campaigns.key.tolist()
    for one in plan.campaigns:
        x[columns.start[keys.index(one.campaign), of.clock.period_of(one.start)]] = 1.0
    x = held.exact(x)
    return [BETTER[term.name] * term.value(x) for term in held.terms]


def turned(front: Front) -> set[tuple[float, ...]]:
    return {
        tuple(round(BETTER[name] * point.values[name], 3) for name in front.aims) for point in front.points
    }


@pytest.mark.parametrize(
    "names", [("aim", "cost"), ("households", "cost"), ("cost", "aim"), ("estates", "disruption")]
)
def test_every_true_point_of_two_aims_is_found_and_no_other(names: tuple[str, str]) -> None:
    of = programme()
    expected = true_front(of, names)
    assert len(expected) > 2
    front = pareto_front(of, names, levels=60, effort=EXACT)  # nearer to each other than any two points
    assert turned(front) == expected
    assert front.complete
    for point in front.points:
        assert point.breaches == audit(of, point.plan) == ()
        assert point.certified
        assert point.bound is not None
        off = abs(point.bound - point.values[names[0]])  # what the reward may cost, and no more
        assert off <= 1.01e-4 * abs(front.ideal[0] - front.nadir[0])
        assert set(point.held) == {names[1]}


def test_few_levels_find_some_of_the_true_points_and_the_ends() -> None:
    of = programme()
    expected = true_front(of, ("aim", "cost"))
    front = pareto_front(of, ("aim", "cost"), levels=4, effort=EXACT)
    assert turned(front) <= expected
    assert {max(expected), min(expected)} <= turned(front)
    assert (front.ideal[0], front.ideal[1]) == (pytest.approx(max(expected)[0]), 0.0)
    assert front.payoff[1] == (0.0, 0.0)  # the cheapest plan does nothing
    assert front.nadir == (0.0, front.payoff[0][1])
    assert [point.values["aim"] for point in front.points] == sorted(
        (point.values["aim"] for point in front.points), reverse=True
    )


def test_three_aims() -> None:
    of = programme(funds=[
        {"fund": "city", "kind": "city", "year": 2021, "limit": 4_200_000, "carry_share": 1}])  # fmt: skip
    names = ("aim", "cost", "estates")
    expected = true_front(of, names)
    front = pareto_front(of, names, levels=12, effort=EXACT)
    found = turned(front)
    assert found <= expected
    assert len(found) >= len(expected) * 0.8
    assert all(point.certified for point in front.points)


def test_a_bound_is_no_less_than_what_any_plan_reaches_at_its_level() -> None:
    """Also where searches stop far from the best there can be."""
    of = programme()
    front = pareto_front(of, ("aim", "cost"), levels=9, effort=Effort(gap=0.2, seconds=60))
    every = true_front(of, ("aim", "cost"))
    for point in front.points:
        held = point.held["cost"]
        best = max(aim for aim, cost in every if held is None or -cost <= held + 1e-3)
        assert point.bound is not None
        assert point.bound >= best - 1e-3
        assert point.values["aim"] <= best + 1e-3


def test_all_homes_must_wait_for_their_mean_wait_to_be_a_sum() -> None:
    with pytest.raises(NotLinearError) as wrong:
        pareto_front(programme(), ("aim", "mean_wait_years"))
    assert (wrong.value.name, wrong.value.why) == ("mean_wait_years", "not_all")
    with pytest.raises(NotLinearError):
        pareto_front(programme(), ("aim", "beauty"))
    of = programme(must=True, funds=[
        {"fund": "city", "kind": "city", "year": 2021, "limit": 9_000_000, "carry_share": 1}])  # fmt: skip
    front = pareto_front(of, ("aim", "mean_wait_years"), levels=20, effort=EXACT)
    assert turned(front) == true_front(of, ("aim", "mean_wait_years"))


@pytest.mark.parametrize("names", [("aim",), ("aim", "aim"), ("aim", "cost", "benefit", "estates")])
def test_a_front_is_of_two_or_three_aims(names: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="two or three different aims"):
        pareto_front(programme(), names)


def test_where_no_plan_keeps_every_rule_there_is_no_front() -> None:
    front = pareto_front(programme(must=True), ("aim", "cost"), effort=EXACT)
    assert (front.points, front.payoff, front.impossible) == ((), (), True)


@given(drawn=programmes())
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_terms_come_to_what_the_plan_measures(drawn: Drawn) -> None:
    """The sums over columns against figures summed from the plan's campaigns."""
    of = drawn.programme()
    found = solve(of, engine="highs", gap=0.0, seconds=60, workers=1)
    if found.plan is None or found.warm is None or found.gave_way:
        return
    tally = Tally(of, found.plan)
    told = {**measures(tally), **totals(tally)}
    told["public_money"] = (
        sum((one.by_payer or {}).get("government", 0) for one in found.plan.campaigns) / 100
    )
    program = phasing_program(of)
    for name in LINEAR:
        if name == "aim":
            continue
        try:
            held = linear(program, [name])
        except NotLinearError:
            assert name == "mean_wait_years"
            continue
        point = found.warm.at(program).point
        assert point is not None
        expected = 0.0 if told[name] is None else told[name]
        assert held.terms[0].value(held.exact(point)) == pytest.approx(expected, rel=1e-6, abs=1.0)


@pytest.mark.parametrize("names", [("aim", "cost"), ("aim", "public_money"), ("disruption", "households")])
def test_the_priced_engine_certifies_points_as_well(
    names: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As in programmes too large to be solved whole: rows of levels are coupling rows like any other."""
    monkeypatch.setattr("solvers.worth.searched._FEW_COLUMNS", 0)
    of = programme()
    front = pareto_front(of, names, levels=5, effort=Effort(gap=1e-3, seconds=20))
    assert len(front.points) > 1
    program = phasing_program(of)
    held = linear(program, ["cost" if name == "public_money" else name for name in names])
    every = [valued(program, held, plan) for plan in every_plan(of)]
    if names[1] == "public_money":  # a million of each plan's cost is not public
        every = [[aim, min(cost + 1_000_000, 0.0)] for aim, cost in every]
    for point in front.points:
        assert point.breaches == ()
        limit = point.held[names[1]]
        level = -np.inf if limit is None else BETTER[names[1]] * limit
        best = max(values[0] for values in every if values[1] >= level - 1e-3)
        assert point.bound is not None
        assert BETTER[names[0]] * point.bound >= best - 1e-6 * max(abs(best), 1)
