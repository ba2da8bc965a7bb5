"""First years held in other futures, regret, the robust plan and what knowing first is worth."""

from __future__ import annotations

from typing import Any

import pytest

from scenarios.model.programme import Programme
from scenarios.read import programme_from
from solvers.cases.case import Options
from solvers.engines.answer import Status
from solvers.futures.first_years import differs_from, first_years
from solvers.futures.future import Carrier, Future, told
from solvers.plan.audit.audit import audit
from solvers.solving import solve
from tests.worked_out.two_stage import best_after

EXACT = Options(gap=0.0, seconds=60.0)
SETTINGS: dict[str, Any] = {"first_period": "2021H1", "period": "half-year", "periods": 4}
SETTINGS |= {"working_days": [1, 2, 3, 4, 5, 6, 7]}
ROWS: dict[str, list[dict[str, Any]]] = {
    "estates": [
        {"id": "A", "name": "a", "street": "S", "households": 100},
        {"id": "B", "name": "b", "street": "S", "households": 60},
        {"id": "C", "name": "c", "street": "T", "households": 80},
    ],
    "work_types": [
        {"id": "pipes", "name": "pipes", "work_class": "basic", "unit_cost": 100_000, "fixed_days": 60},
        {"id": "lift", "name": "lift", "work_class": "upgrade", "unit_cost": 50_000, "fixed_days": 30},
    ],
    "works": [
        {"place": "A", "work_type": "pipes", "quantity": 3, "need": 0.9},
        {"place": "A", "work_type": "lift", "quantity": 1, "need": 0.1, "required": "no"},
        {"place": "B", "work_type": "pipes", "quantity": 2, "need": 0.5},
        {"place": "C", "work_type": "pipes", "quantity": 2, "need": 0.7},
    ],
}  # fmt: skip
MONEY = ((350_000, 400_000), (350_000, 100_000), (550_000, 0), (200_000, 400_000))
"""Money of 2021 and 2022, which keeps, in each of some futures."""


def programme(first: int, second: int, **settings: Any) -> Programme:
    city = {"fund": "city", "kind": "city", "carry_share": 1}
    funds = [{**city, "year": 2021, "limit": first}, {**city, "year": 2022, "limit": second}]
    return programme_from({**ROWS, "funds": funds}, {**SETTINGS, **settings})


def future(name: str, given: Programme, weight: float = 1.0) -> Future:
    found = solve(given, engine="auto", gap=0.0, seconds=60.0)
    return Future(name=name, programme=given, fingerprint=given.fingerprint, solve=found, weight=weight)


@pytest.mark.parametrize("money", MONEY)
def test_held_first_years_are_replanned_as_well_as_can_be(money: tuple[int, int]) -> None:
    other, given = programme(*money), programme(*MONEY[0])
    tables, known = best_after(other, 1), best_after(given, 1)
    assert set(tables) & set(known)
    there = future("there", other)
    carrier = Carrier(options=EXACT)
    for start in (future("a", given), there, *(future("x", programme(*some)) for some in MONEY)):
        plan = start.solve.plan
        assert plan is not None
        held = first_years(start.programme, plan, 1)
        found = carrier.carry(held, there)
        if told(held) not in tables:
            assert (found.value, found.status) == (None, Status.IMPOSSIBLE)
            continue
        assert found.value == pytest.approx(tables[told(held)])
        assert (found.let_go, found.gone, found.breaches) == ((), (), ())


def test_each_way_to_begin_can_be_held() -> None:
    """Works of an estate are held too: those that were left out stay out, those that were taken stay in."""
    given = programme(*MONEY[0])
    carrier, there = Carrier(options=EXACT), future("there", given)
    table = best_after(given, 1)
    for some in MONEY:
        begun = programme(*some)
        plan = solve(begun, gap=0.0).plan
        assert plan is not None
        for works in (("A:pipes",), ("A:pipes", "A:lift")):
            held = first_years(begun, plan, 1)
            if "A" in held.starts:
                held = type(held)(before=held.before, starts=held.starts, works={**held.works, "A": works})
            found = carrier.carry(held, there)
            if told(held) in table:
                assert found.value == pytest.approx(table[told(held)])


def test_what_a_future_cannot_keep_gives_way_and_is_told() -> None:
    rich, poor = future("rich", programme(550_000, 0)), future("poor", programme(200_000, 400_000))
    assert rich.solve.plan is not None
    held = first_years(rich.programme, rich.solve.plan, 1)
    carrier = Carrier(options=EXACT)
    assert carrier.carry(held, poor).solve.plan is None
    found = carrier.giving_way(held, poor)
    assert found.status is Status.IMPOSSIBLE
    assert found.value is None
    assert {one.rule for one in found.solve.gave_way} & {"pinned", "fund_limits"}
    assert found.solve.plan is not None
    broken = {breach.rule for breach in audit(poor.programme, found.solve.plan)}
    assert bool(broken) or bool(found.let_go)


def test_no_years_held_is_the_future_s_own_plan() -> None:
    rich, poor = future("rich", programme(550_000, 0)), future("poor", programme(200_000, 400_000))
    assert rich.solve.plan is not None
    held = first_years(rich.programme, rich.solve.plan, 0)
    found = Carrier(options=EXACT).carry(held, poor)
    assert found.value == poor.solve.objective
    assert found.solve is poor.solve


def test_a_plan_in_its_own_future_is_itself() -> None:
    here = future("here", programme(*MONEY[0]))
    carrier = Carrier(options=EXACT)
    held = carrier.own(here, 1)
    assert held is not None
    assert carrier.carry(held, here).solve is here.solve
    assert here.solve.plan is not None
    assert differs_from(held, here.programme, here.solve.plan) == ()
