"""Growing prices, payment profiles, hardship, growing need and older residents, worked out by hand."""

import math
from typing import Any

import pytest

from solvers import Solve
from tests.worked_out.by_hand import (
    YEAR,
    draws,
    estate,
    fund,
    need_met,
    programme,
    solved,
    starts,
    work,
    work_type,
)

ONE: dict[str, Any] = {"estates": [estate("A")], "works": [work("A")]}
STRADDLING: dict[str, Any] = {
    **ONE,
    "work_types": [work_type(fixed_days=100, unit_cost=1_000_001), work_type("lift", work_class="upgrade")],
}
"""A hundred days from 1 October: 92 in the year, 8 in the next."""


def _late(year: int) -> dict[str, Any]:
    return {**ONE, "estates": [estate("A", earliest=f"{year}-01-01")]}


def _cost(found: Solve) -> float:
    assert found.plan is not None
    assert found.plan.campaigns
    one = found.plan.campaigns[0]
    assert one.cost == sum(held.cost or 0 for held in one.works)
    return one.cost / 100


@pytest.mark.parametrize(
    ("prices", "growth", "year", "cost"),
    [
        ({"growth": 0.05}, 0, 2021, 1_000_000),
        ({"growth": 0.05}, 0, 2023, 1_102_500),
        ({"growth": 0.05, "base_year": 2020}, 0, 2022, 1_102_500),
        ({"growth": 0.05, "base_year": 2022}, 0, 2021, 1_000_000),
        ({}, 0.1, 2023, 1_210_000),
        ({"growth": 0.05}, 0.1, 2022, 1_155_000),
        ({"growth": -0.1}, 0, 2022, 900_000),
        ({"growth": 1 / 3}, 0, 2022, 1_333_333.33),
        ({"learning": 0.2, "learning_from": "2022-01-02"}, 0, 2022, 1_000_000),
        ({"learning": 0.2, "learning_from": "2022-01-01"}, 0, 2022, 800_000),
        ({"learning": 0.2}, 0, 2022, 1_000_000),
        ({"growth": 0.05, "learning": 0.2, "learning_from": "2022-01-01"}, 0.1, 2022, 924_000),
    ],
)
def test_what_starts_later_costs_more(prices: dict[str, Any], growth: float, year: int, cost: float) -> None:
    given = programme(
        1 + 4 * (year - 2021),
        **_late(year),
        work_types=[work_type(cost_growth=growth)],
        funds=[fund(year, 5e6)],
        more={"prices": prices},
    )
    found = solved(given)
    assert starts(found) == {"A": f"{year}-01-01"}
    assert _cost(found) == cost
    assert draws(found) == {("city", year): cost}


def test_pilots_do_not_learn() -> None:
    prices = {"learning": 0.2, "learning_from": "2021-01-01"}
    tables = {**ONE, "estates": [estate("A", pilot="yes")]}
    assert _cost(solved(programme(**tables, more={"prices": prices}))) == 1_000_000


def test_money_that_does_not_suffice_for_grown_prices(engine: str) -> None:
    funds = [fund(2022, 1_049_999.99)]
    given = programme(8, **ONE, funds=funds, more={"prices": {"growth": 0.05}})
    assert starts(solved(given, engine)) == {}


def test_growth_is_in_every_share_and_in_the_aim(engine: str) -> None:
    kinds = [work_type(resident_share=0.25, resident_share_realised=0.1)]
    funds = [
        fund(2022, 5e6, backs="resident"),
        fund(2022, 5e6, "owners", kind="resident"),
    ]
    given = programme(
        5,
        **_late(2022),
        work_types=kinds,
        funds=funds,
        more={"prices": {"growth": 0.1}, "aims": {"benefit": 1, "cost": 2}},
    )
    found = solved(given, engine)
    assert draws(found) == {("city", 2022): 990_000, ("owners", 2022): 110_000}
    assert found.objective == pytest.approx(need_met("2022-01-10") - 2 * 110)


@pytest.mark.parametrize(
    ("payments", "first", "second"),
    [
        ({}, 920_000.92, 80_000.08),
        ({"advance": 0.3, "retention": 0.05}, 898_000.89, 102_000.11),
        ({"advance": 1.0}, 1_000_001, 0),
        ({"retention": 1.0, "release_days": 0}, 0, 1_000_001),
        ({"advance": 0.3, "by_class": {"basic": {"advance": 0.5}}}, 960_000.96, 40_000.04),
        ({"by_class": {"upgrade": {"advance": 0.5}}}, 920_000.92, 80_000.08),
    ],
)
def test_payment_profiles_move_money_in_time(
    engine: str, payments: dict[str, Any], first: float, second: float
) -> None:
    """Of 100,000,100 fen: advance 30,000,030, retention 5,000,005 (released in July), the rest as it goes."""
    more = {"payments": payments}
    funds = [fund(2021, first), fund(2022, second)]
    found = solved(programme(2, "2021Q4", **STRADDLING, funds=funds, more=more), engine)
    expected = {("city", 2021): first, ("city", 2022): second}
    assert draws(found) == {key: yuan for key, yuan in expected.items() if yuan}


@pytest.mark.parametrize(("days", "year"), [(356, 2022), (357, 2023), (1000, None)])
def test_retention_is_due_when_it_is_released(days: int, year: int | None) -> None:
    """The work ends on 8 January 2022; 356 days after 9 January is 31 December."""
    more = {"payments": {"retention": 0.1, "release_days": days}}
    funds = [fund(y, 5e6) for y in (2021, 2022, 2023)]
    given = programme(
        7, "2021Q4", **{**STRADDLING, "estates": [estate("A", latest="2021-10-01")]}, funds=funds, more=more
    )
    found = solved(given)
    assert found.plan is not None
    assert starts(found) == {"A": "2021-10-01"}
    after = found.plan.campaigns[0].due_after_plan
    assert after == (0 if year else 10_000_010)
    assert draws(found).get(("city", 2023), 0) == (100_000.10 if year == 2023 else 0)


def test_a_work_of_no_days_is_paid_in_the_year_of_its_start(engine: str) -> None:
    kinds = [work_type(fixed_days=95), work_type("plans", after="pipes", fixed_days=0)]
    more = {"payments": {"advance": 0.3}}
    funds = [fund(2021, 5e6), fund(2022, 5e6, "late")]
    works = [work("A", quantity=0.000001, cost=0), work("A", "plans", required="yes")]
    given = programme(
        1, "2021Q4", estates=[estate("A")], works=works, work_types=kinds, funds=funds, more=more
    )
    found = solved(given, engine)
    assert found.plan is not None
    assert draws(found) == {("city", 2021): 300_000}
    assert found.plan.campaigns[0].due_after_plan == 70_000_000


def test_hardship_moves_residents_part_to_government(engine: str) -> None:
    """A tenth is exempt whole, a fifth by half: of 30 % residents pay 24 %, of the realised 10 % 8 %."""
    kinds = [work_type(resident_share=0.3, resident_share_realised=0.1)]
    estates = [estate("A", hardship="low_income 10; near_poor 20; unknown 50")]
    funds = [
        fund(2021, 760_000),
        fund(2021, 160_000, "backing", backs="resident", classes="basic"),
        fund(2021, 80_000, "owners", kind="resident"),
    ]
    given = programme(estates=estates, works=[work("A")], work_types=kinds, funds=funds)
    assert draws(solved(given, engine)) == {
        ("city", 2021): 760_000,
        ("backing", 2021): 160_000,
        ("owners", 2021): 80_000,
    }


@pytest.mark.parametrize(
    ("hardship", "pays"),
    [("low_income 500", 0), ("low_income 60; near_poor 100", 0), ("near_poor 500", 150_000)],
)
def test_hardship_is_never_more_than_all(hardship: str, pays: float) -> None:
    funds = [fund(2021, 5e6), fund(2021, 5e6, "owners", kind="resident")]
    given = programme(
        estates=[estate("A", hardship=hardship)],
        works=[work("A")],
        work_types=[work_type(resident_share=0.3)],
        funds=funds,
    )
    assert draws(solved(given)).get(("owners", 2021), 0) == pays


@pytest.mark.parametrize(("growth", "discount"), [(0.04, 0), (0, 0.03), (0.04, 0.03), (-0.1, 0.5)])
def test_need_grows_and_later_benefits_count_less(engine: str, growth: float, discount: float) -> None:
    given = programme(
        **ONE, work_types=[work_type(need_growth=growth)], more={"aims": {"discount": discount}}
    )
    q = (1 + growth) / (1 + discount)
    value = (q ** (4016 / YEAR) - q ** (9 / YEAR)) / math.log(q) * 100
    assert solved(given, engine).objective == pytest.approx(value)


def test_growth_that_the_discount_undoes_is_none() -> None:
    given = programme(**ONE, work_types=[work_type(need_growth=0.04)], more={"aims": {"discount": 0.04}})
    assert solved(given).objective == pytest.approx(need_met("2021-01-10"))


def test_nothing_is_worth_anything_after_the_evaluation_date() -> None:
    given = programme(**ONE, work_types=[work_type(need_growth=0.04)], more={"evaluation_date": "2021-01-10"})
    assert solved(given).objective == 0


def test_older_residents_weigh_in_benefit_and_disruption(engine: str) -> None:
    weights = {"benefit": 1, "disruption": 0.01, "vulnerability": {"over_60": 0.5, "over_75": 2}}
    estates = [estate("A", residents=200, over_60=60, over_75=10), estate("B")]
    given = programme(estates=estates, work_types=[work_type(nuisance="noise 2")], more={"aims": weights})
    found = solved(given, engine)
    assert found.plan is not None
    weight = 1 + 0.5 * 0.3 + 2 * 0.05
    plain = need_met("2021-01-10") - 0.01 * 100 * 10 * 2
    assert found.objective == pytest.approx(plain * (1 + weight))
    assert [one.disruption for one in found.plan.campaigns] == [pytest.approx(2000 * weight), 2000]


def test_a_zones_older_residents_are_those_of_its_estates() -> None:
    weights = {"benefit": 1, "vulnerability": {"over_60": 1}}
    estates = [
        estate("A", residents=100, over_60=50, zone="Z"),
        estate("B", residents=300, over_60=0, zone="Z"),
    ]
    given = programme(estates=estates, works=[work("Z")], more={"aims": weights})
    assert solved(given).objective == pytest.approx(need_met("2021-01-10", households=200) * (1 + 50 / 400))
