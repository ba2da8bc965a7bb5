"""Near-best plans keep all rules, differ as asked and lose no more than asked."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings

from scenarios.model.programme import Programme
from solvers import audit, solve
from solvers.engines import child
from solvers.engines.answer import Status, Wish
from solvers.plan.plan import Plan
from solvers.rules.program import phasing_program
from solvers.worth.differing import By, Starts, apart, differ
from solvers.worth.near_best import near_best
from solvers.worth.searched import Effort
from tests.worked_out.by_hand import estate, fund, programme, work
from tests.worked_out.programmes import Drawn, programmes
from tests.worked_out.tangled import tangled

EFFORT = Effort(gap=0.0, seconds=60.0)


def begun(of: Programme, plan: Plan) -> dict[str, dict[str, int]]:
    """By estate, the year in which each of its campaigns starts; worked out from the plan alone."""
    found: dict[str, dict[str, int]] = {}
    keys = of.campaigns.key.tolist()
    for one in plan.campaigns:
        row = int(of.campaigns.estate[keys.index(one.campaign)])
        if row >= 0:
            found.setdefault(str(of.estates.id[row]), {})[one.campaign] = one.start.year
    return found


def different(one: dict[str, dict[str, int]], other: dict[str, dict[str, int]], by: By) -> int:
    names = one.keys() | other.keys()
    if by == "estate":
        return sum((name in one) != (name in other) for name in names)
    return sum(one.get(name, {}) != other.get(name, {}) for name in names)


@pytest.mark.parametrize("by", ["estate", "year"])
@pytest.mark.parametrize("seed", range(3))
def test_plans_differ_and_lose_little(seed: int, by: By) -> None:
    of = tangled(seed, estates=10, periods=6)
    found = near_best(of, plans=4, differ_by=2, within=0.1, by=by, effort=EFFORT)
    assert found is not None
    assert len(found.plans) > 1
    best = solve(of, engine="highs", gap=0.0, seconds=60, workers=1).objective
    assert best is not None
    assert found.bound >= best - 1e-6 * best
    starts = []
    for one in found.plans:
        assert one.solve.plan is not None
        assert one.solve.objective is not None
        assert one.breaches == audit(of, one.solve.plan) == ()
        assert found.bound - one.solve.objective <= (0.1 + 1e-6) * found.bound
        starts.append(begun(of, one.solve.plan))
        assert one.differs == tuple(different(starts[-1], before, by) for before in starts[:-1])
        assert min(one.differs, default=2) >= 2
    names = of.estates.id.tolist()
    assert {names[e] for e in found.always} == set.intersection(*(set(one) for one in starts))
    assert {names[e] for e in found.never} == set(names) - set.union(*(set(one) for one in starts))
    assert len(found.always) + len(found.sometimes) + len(found.never) == len(names)


def test_where_it_says_that_there_are_no_more_there_are_none() -> None:
    """Money for two of four estates that are alike but in size: six pairs, of which few are near the best."""
    sizes = {"A": 100, "B": 98, "C": 95, "D": 60}
    of = programme(
        1,
        estates=[estate(name, households=size) for name, size in sizes.items()],
        works=[work(name) for name in sizes],
        funds=[fund(2021, 2_000_000)],
    )
    found = near_best(of, plans=10, differ_by=2, within=0.03, effort=EFFORT)
    assert found is not None
    assert found.why == "none"
    pairs = [{one.campaign for one in plan.solve.plan.campaigns} for plan in found.plans if plan.solve.plan]
    near = [set(p) for p in itertools.combinations(sizes, 2) if sum(sizes[n] for n in p) >= 0.97 * 198]
    assert sorted(map(sorted, pairs)) == sorted(map(sorted, near)) == [["A", "B"], ["A", "C"], ["B", "C"]]


def test_estates_that_must_all_start_leave_no_other_set() -> None:
    of = programme(rules={"start_once": {"must_start": True}})
    found = near_best(of, plans=3, differ_by=1, effort=EFFORT)
    assert found is not None
    assert (found.why, len(found.plans), len(found.always)) == ("none", 1, 2)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(programmes())
def test_rows_keep_apart_and_keep_out_nothing_else(drawn: Drawn) -> None:
    """The best that differs from the best plan, by rows, is the best of all plans that differ so."""
    of = drawn.programme()
    base = solve(of, engine="highs", gap=0.0, seconds=30, workers=1)
    if of.settings.tiers or base.plan is None:
        return
    program = phasing_program(of)
    periods = {one.campaign: of.clock.period_of(one.start) for one in base.plan.campaigns}
    year = np.searchsorted(of.clock.year_ends, of.clock.starts[:-1], side="right")
    plan = Starts(
        year=np.array([year[periods[k]] if k in periods else -1 for k in of.campaigns.key.tolist()])
    )
    for by in ("estate", "year"):
        arrays = apart(program, [plan], 1, by)
        answer, _ = child.run("highs", arrays, Wish(gap=0.0, seconds=30, workers=1))
        if answer.status is Status.IMPOSSIBLE:
            continue
        assert answer.x is not None
        assert arrays.infeasibility(answer.x) <= 1e-6
        at = np.append(answer.x, 0.0)[program.given.columns.start] > 0.5
        other = Starts(year=np.where(at.any(axis=1), year[at.argmax(axis=1)], -1))
        assert differ(program, plan, other, by)


def test_an_estate_of_several_campaigns_counts_once() -> None:
    of = programme(works=[work("A", campaign="one"), work("A", campaign="two"), work("B")])
    program = phasing_program(of)
    none, part = Starts(year=np.array([-1, -1, -1])), Starts(year=np.array([0, -1, -1]))
    both, later = Starts(year=np.array([0, 0, -1])), Starts(year=np.array([0, 1, -1]))
    assert differ(program, none, both, "estate") == (0,)
    assert differ(program, part, both, "estate") == ()
    assert differ(program, part, both, "year") == differ(program, both, later, "year") == (0,)
    for plan, most in ((both, 2), (none, 2)):
        for least in (1, 2, 3):
            arrays = apart(program, [plan], least, "estate")
            answer, _ = child.run("highs", arrays, Wish(gap=0.0, seconds=30, workers=1))
            assert (answer.status is Status.IMPOSSIBLE) == (least > most), (plan, least)


def test_rules_that_may_give_way_are_refused() -> None:
    of = programme(more={"soft": {"on": True}})
    with pytest.raises(ValueError, match="give way"):
        near_best(of)
