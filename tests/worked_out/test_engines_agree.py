"""Brute force and both engines agree on every small programme, and the audit finds no breach."""

import dataclasses
import math
import re
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings

from scenarios.model.programme import Programme
from solvers import audit, solve
from solvers.plan.audit import worth
from solvers.plan.plan import Plan
from tests.worked_out.brute import Best, brute_force
from tests.worked_out.programmes import Drawn, Row, programmes

FEW = settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
MANY = settings(max_examples=3000, deadline=None, suppress_health_check=list(HealthCheck))
OFF = 1e-6

ONLY_COST: dict[str, list[Row]] = {
    "estates": [
        {"id": "E0", "name": "estate 0", "households": 10, "street": "S0"},
        {"id": "E1", "name": "estate 1", "households": 10, "street": "S0", "priority": 0},
    ],
    "work_types": [{"id": "T0", "name": "t", "unit_cost": 10000, "work_class": "basic", "fixed_days": 40}],
    "works": [
        {"place": "E0", "work_type": "T0", "quantity": 2, "need": 0.3},
        {"place": "E1", "work_type": "T0", "quantity": 1, "need": 1.0},
    ],
    "funds": [{"fund": "F0", "kind": "city", "year": year, "limit": 60000} for year in (2021, 2022)],
    "links": [{"before": "E0:T0", "after": "E1:T0"}],
}
NOT_WORTH_IT = Drawn(
    rows=ONLY_COST, settings={"first_period": "2021Q4", "periods": 3, "aims": {"benefit": 1.0, "cost": 20.0}}
)
"""Every plan costs more than it is worth, so the best is none; CBC, given a start, kept it."""
NO_START = Drawn(
    rows={
        **{name: ONLY_COST[name] for name in ("work_types", "funds")},
        "estates": ONLY_COST["estates"][:1],
        "works": [{**ONLY_COST["works"][0], "quantity": 0}],
        "assets": [{"id": "P0", "estates": "E0", "ready": "2022-06-30"}],
    },
    settings={"first_period": "2021Q4", "periods": 2},
)
"""Nothing may start and nothing costs anything, so the program has no columns at all."""
EITHER = Drawn(
    rows={
        "estates": ONLY_COST["estates"][:1],
        "work_types": [*ONLY_COST["work_types"], {**ONLY_COST["work_types"][0], "id": "T1", "name": "u"}],
        "works": [{**ONLY_COST["works"][0], "work_type": kind, "alternatives": "x"} for kind in ("T0", "T1")],
        "funds": [{**ONLY_COST["funds"][0], "limit": 0}],
        "targets": [{"name": "G", "measure": "estates", "value": 1, "by": "2021-12-31", "strength": "soft"}],
    },
    settings={"first_period": "2021Q4", "periods": 2},
)
"""A campaign brings the benefit of one of two alternatives, not of both: the default penalty counts one."""


def check(drawn: Drawn, *engines: str) -> None:
    """Each engine proves what brute force finds."""
    programme = drawn.programme()
    best = brute_force(programme)
    for engine in engines:
        check_engine(programme, best, engine)


def check_engine(programme: Programme, best: Best | None, engine: str) -> None:
    """An engine proves the brute force's best, or that there is none, and the audit finds no breach."""
    solved = solve(programme, engine=engine, gap=0.0, seconds=60, workers=1)
    if best is None:
        assert solved.status == "IMPOSSIBLE", (engine, solved.status, solved.objective)
        assert solved.plan is None
        return
    assert solved.plan is not None, (engine, solved.status, best)
    assert audit(programme, solved.plan) == ()
    assert solved.objective is not None
    assert solved.bound is not None
    assert _near(worth(programme, solved.plan).objective, solved.objective), engine
    assert _near(solved.objective, best.objective), (engine, solved.objective, best)
    assert solved.status == "PROVEN_BEST", (engine, solved.status, solved.bound)
    assert solved.bound >= best.objective - OFF * max(1.0, abs(best.objective)), engine
    assert audit(programme, _without_figures(solved.plan)) == ()


def _near(one: float, other: float) -> bool:
    return math.isclose(one, other, rel_tol=OFF, abs_tol=OFF)


def _without_figures(plan: Plan) -> Plan:
    """A plan with nothing but starts, works and openings: its money must be possible to draw."""
    bare = [
        dataclasses.replace(c, finish=None, cost=None, by_payer=None, by_fund=None, due_after_plan=None)
        for c in plan.campaigns
    ]
    opened = (dataclasses.replace(one, cost=None, campaign="") for one in plan.openings)
    return Plan(campaigns=tuple(bare), openings=tuple(opened))


@FEW
@example(NOT_WORTH_IT)
@example(NO_START)
@example(EITHER)
@given(programmes())
def test_brute_force_and_both_engines_agree(drawn: Drawn) -> None:
    check(drawn, "highs", "pulp")


@FEW
@given(programmes(whole_fen=False))
def test_they_agree_where_shares_are_rounded_to_the_fen(drawn: Drawn) -> None:
    check(drawn, "highs")


@FEW
@given(programmes())
def test_more_money_never_makes_the_best_worse(drawn: Drawn) -> None:
    more = [{**row, "limit": row["limit"] * 3 // 2 + 5000} for row in drawn.rows["funds"]]
    before = _proven_best(drawn)
    after = _proven_best(drawn.replace(funds=more))
    if before is not None:
        assert after is not None
        assert after >= before - OFF * max(1.0, abs(before))


@FEW
@given(programmes())
def test_other_names_and_another_order_leave_the_best_unchanged(drawn: Drawn) -> None:
    before, after = _proven_best(drawn), _proven_best(_turned(_renamed(drawn)))
    assert (before is None) == (after is None)
    if before is not None and after is not None:
        assert _near(before, after)


def _proven_best(drawn: Drawn) -> float | None:
    solved = solve(drawn.programme(), engine="highs", gap=0.0, seconds=60, workers=1)
    assert solved.status in ("PROVEN_BEST", "IMPOSSIBLE")
    return solved.objective


def _renamed(drawn: Drawn) -> Drawn:
    """All ids by other names, whose order is the other way round."""

    def other(value: Any) -> Any:
        if not isinstance(value, str):
            return value
        return re.sub(r"\b([A-Z])(\d)\b", lambda found: f"{found[1]}n{9 - int(found[2])}", value)

    rows = {
        name: [{column: other(value) for column, value in row.items()} for row in held]
        for name, held in drawn.rows.items()
    }
    return dataclasses.replace(drawn, rows=rows)


def _turned(drawn: Drawn) -> Drawn:
    """The rows the other way round, but those of estates: a zone lies in the street of its first."""
    rows = {name: held if name == "estates" else held[::-1] for name, held in drawn.rows.items()}
    return dataclasses.replace(drawn, rows=rows)


@pytest.mark.slow
@MANY
@given(programmes())
def test_they_agree_on_many_programmes(drawn: Drawn) -> None:
    check(drawn, "highs", "pulp")


@pytest.mark.slow
@MANY
@given(programmes(whole_fen=False))
def test_they_agree_on_many_programmes_with_rounded_shares(drawn: Drawn) -> None:
    check(drawn, "highs")
