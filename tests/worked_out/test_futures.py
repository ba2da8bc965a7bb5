"""First years held in other futures, regret, the robust plan and what knowing first is worth."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from scenarios.model.programme import Programme
from scenarios.read import programme_from
from solvers.cases.case import Options
from solvers.engines import child
from solvers.engines.answer import Status, Wish
from solvers.futures.first_years import differs_from, first_years
from solvers.futures.future import Carrier, Future, told
from solvers.futures.joint import joined
from solvers.futures.knowing import perfect_information, worth_of_knowing
from solvers.futures.regret import Between, regret
from solvers.futures.robust import FEW_COLUMNS, robust
from solvers.plan.audit.audit import audit
from solvers.rules.program import phasing_program
from solvers.solving import solve
from tests.worked_out.two_stage import Table, best_after
from tests.worked_out.two_stage import robust as brute

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


@cache
def table(first: int, second: int) -> Table:
    """The best worth after each way to begin."""
    return best_after(programme(first, second), 1)


def future(name: str, given: Programme, weight: float = 1.0) -> Future:
    found = solve(given, engine="auto", gap=0.0, seconds=60.0)
    return Future(name=name, programme=given, fingerprint=given.fingerprint, solve=found, weight=weight)


@pytest.mark.parametrize("money", MONEY)
def test_held_first_years_are_replanned_as_well_as_can_be(money: tuple[int, int]) -> None:
    other, given = programme(*money), programme(*MONEY[0])
    tables, known = table(*money), table(*MONEY[0])
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
    known = table(*MONEY[0])
    for some in MONEY:
        begun = programme(*some)
        plan = solve(begun, gap=0.0).plan
        assert plan is not None
        for works in (("A:pipes",), ("A:pipes", "A:lift")):
            held = first_years(begun, plan, 1)
            if "A" in held.starts:
                held = type(held)(before=held.before, starts=held.starts, works={**held.works, "A": works})
            found = carrier.carry(held, there)
            if told(held) in known:
                assert found.value == pytest.approx(known[told(held)])


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


def test_a_hand_that_interrupts_a_solve_ends_all(monkeypatch: pytest.MonkeyPatch) -> None:
    one, other = future("one", programme(*MONEY[0])), future("other", programme(*MONEY[1]))
    assert one.solve.plan is not None
    held = first_years(one.programme, one.solve.plan, 1)
    monkeypatch.setattr(
        "solvers.futures.future.solve", lambda *_, **__: replace(other.solve, interrupted=True)
    )
    with pytest.raises(KeyboardInterrupt):
        Carrier(options=EXACT).carry(replace(held, starts={}), other)


# ---- the robust plan ----


@pytest.mark.parametrize("weights", [(1, 1, 1, 1), (5, 1, 1, 0), (0, 0, 2, 1), (1, 0, 0, 0)])
@pytest.mark.parametrize("few", [FEW_COLUMNS, 0], ids=["as one", "apart"])
def test_robust_is_the_best_of_all_ways_to_begin(
    weights: tuple[float, ...], few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("solvers.futures.robust.FEW_COLUMNS", few)
    some = [
        future(str(n), programme(*money), w) for n, (money, w) in enumerate(zip(MONEY, weights, strict=True))
    ]
    counted = [one for one in some if one.weight]
    best = brute([best_after(one.programme, 1) for one in counted], [one.weight for one in counted])
    found = robust(some, 1, Carrier(options=EXACT))
    assert found.value is not None
    assert found.bound is not None
    assert found.bound >= best - 1e-6 >= found.value - 2e-6
    if few:
        assert found.value == pytest.approx(best)
        assert found.gap == pytest.approx(0.0, abs=1e-6)
    assert [one.breaches for one in found.carried] == [()] * len(counted)
    assert [one.let_go for one in found.carried] == [()] * len(counted)
    if len(counted) == 1:
        assert found.value == counted[0].solve.objective
        assert found.carried[0].solve is counted[0].solve


def test_robust_of_one_future_twice_is_its_own_plan() -> None:
    one, other = (future(name, programme(*MONEY[0])) for name in ("one", "other"))
    found = robust([one, other], 1, Carrier(options=EXACT))
    assert found.value == one.solve.objective
    assert found.status is Status.PROVEN_BEST
    assert all(carried.solve.plan == one.solve.plan for carried in found.carried)


def test_the_scenario_program_of_one_future_twice_is_worth_what_it_is() -> None:
    given = phasing_program(programme(*MONEY[0]))
    both = joined([given, given], [1, 3], 1)
    answer, _ = child.run("highs", both.arrays, Wish(gap=0.0, seconds=60.0))
    alone, _ = child.run("highs", given.arrays, Wish(gap=0.0, seconds=60.0))
    assert answer.objective == pytest.approx(alone.objective)
    assert both.arrays.columns < 2 * given.arrays.columns


def test_a_future_that_no_plan_meets_is_left_out_and_named() -> None:
    must = {"start_once": {"must_start": True}}
    there, none = future("there", programme(*MONEY[0])), future("none", programme(0, 0, rules=must))
    found = robust([there, none], 1, Carrier(options=EXACT))
    assert (found.left_out, found.value) == (("none",), there.solve.objective)


def test_a_start_closed_in_one_future_is_closed_to_all() -> None:
    late = {**ROWS, "estates": [{**ROWS["estates"][0], "earliest": "2022-01-01"}, *ROWS["estates"][1:]]}
    city = {"fund": "city", "kind": "city", "carry_share": 1}
    funds = [{**city, "year": 2021, "limit": 350_000}, {**city, "year": 2022, "limit": 400_000}]
    held_up = future("late", programme_from({**late, "funds": funds}, SETTINGS))
    found = robust([future("now", programme(*MONEY[0])), held_up], 1, Carrier(options=EXACT))
    best = brute([best_after(one.programme, 1) for one in found.futures], [1, 1])
    assert found.held is not None
    assert "A" not in found.held.starts
    assert found.value == pytest.approx(best)


# ---- regret, and what knowing is worth ----


def test_regret_is_what_the_best_there_is_worth_more() -> None:
    some = [future(str(n), programme(*money)) for n, money in enumerate(MONEY)]
    carrier = Carrier(options=EXACT)
    plans = {one.name: held for one in some if (held := carrier.own(one, 1)) is not None}
    found = regret(plans, some, carrier)
    for p, held in enumerate(plans.values()):
        for f, money in enumerate(MONEY):
            cell = found.regret[p][f]
            worth = table(*money).get(told(held))
            if worth is None:
                assert cell is None
                continue
            assert cell is not None
            assert cell.value == pytest.approx(max(table(*money).values()) - worth, abs=1e-6)
            assert cell.low <= cell.value + 1e-6
            assert cell.value <= cell.high + 1e-6
    assert [found.regret[k][k] for k in range(4)] == [Between(value=0.0, low=0.0, high=0.0)] * 4
    for p in range(len(plans)):
        kept = [cell for cell in found.regret[p] if cell is not None]
        worst = found.worst(p)
        assert (worst is None) == (len(kept) < 4)
        if worst is not None:
            assert worst.value == max(cell.value for cell in kept)
    values = [one.value for one in found.carried[0]]
    enough = [value is not None and value >= 1000.0 for value in values]
    assert found.satisfied(0, 1000.0).low == sum(enough) / 4


@pytest.mark.parametrize("lots", ["aabb", "abab", "abcd", "aaaa"])
def test_knowing_an_input_first_is_worth_what_the_best_of_each_lot_is(lots: str) -> None:
    some = [future(str(n), programme(*money)) for n, money in enumerate(MONEY)]
    tables = [table(*money) for money in MONEY]
    carrier = Carrier(options=EXACT)
    found = robust(some, 1, carrier)
    by_lot = {
        lot: [one for one, mine in zip(tables, lots, strict=True) if mine == lot]
        for lot in dict.fromkeys(lots)
    }
    best = sum(len(own) / 4 * brute(own, [1] * len(own)) for own in by_lot.values())
    worth = worth_of_knowing(found, dict(zip("0123", lots, strict=True)), carrier, (), 0.0)
    assert worth is not None
    assert worth.value == pytest.approx(best - brute(tables, [1] * 4), abs=1e-6)
    assert 0.0 <= worth.low <= worth.value + 1e-6
    perfect = perfect_information(found, carrier)
    assert perfect is not None
    assert perfect.value >= worth.value - 1e-6
    if lots == "abcd":
        assert perfect.value == pytest.approx(worth.value, abs=1e-6)
    if lots == "aaaa":
        assert worth == Between(value=0.0, low=0.0, high=0.0)
