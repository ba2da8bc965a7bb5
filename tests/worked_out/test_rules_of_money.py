"""What the rules of money and order do to programmes that can be solved by hand."""

from typing import Any

import pytest

from tests.worked_out.by_hand import (
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

ONE = {"estates": [estate("A")], "works": [work("A")]}
STRADDLING = {**ONE, "work_types": [work_type(fixed_days=100, unit_cost=1_000_001)]}
"""A hundred days from 1 October: 92 in the year, 8 in the next; 1,000,001 yuan do not divide evenly."""


def test_money_due_drawn_of_a_work_over_a_year_end_in_both_years_to_the_fen(engine: str) -> None:
    found = solved(programme(2, "2021Q4", funds=[fund(2021, 1e6), fund(2022, 1e6)], **STRADDLING), engine)
    assert starts(found) == {"A": "2021-10-01"}
    assert draws(found) == {("city", 2021): 920000.92, ("city", 2022): 80000.08}


@pytest.mark.parametrize(
    ("first", "second", "starts_at_all"), [(920_000.92, 80_000.08, True), (920_000.91, 80_000.09, False)]
)
def test_money_due_drawn_must_be_there_in_each_year(
    engine: str, first: float, second: float, starts_at_all: bool
) -> None:
    given = programme(2, "2021Q4", funds=[fund(2021, first), fund(2022, second)], **STRADDLING)
    assert bool(starts(solved(given, engine))) is starts_at_all


def test_money_due_drawn_from_each_payers_own_funds(engine: str) -> None:
    kinds = [work_type(resident_share=0.25, utility_share=0.5, utility_share_realised=0.3)]
    funds = [
        fund(2021, 450_000, backs="utility"),
        fund(2021, 250_000, "owners", kind="resident"),
        fund(2021, 900_000, "grid", kind="utility"),
    ]
    found = solved(programme(**ONE, work_types=kinds, funds=funds), engine)
    assert draws(found) == {("city", 2021): 450_000, ("owners", 2021): 250_000, ("grid", 2021): 300_000}
    short = [funds[0], fund(2021, 249_999.99, "owners", kind="resident"), funds[2]]
    assert starts(solved(programme(**ONE, work_types=kinds, funds=short), engine)) == {}


@pytest.mark.parametrize(
    "limited",
    [{"classes": "upgrade"}, {"work_types": "lift"}, {"streets": "T"}, {"attribute": "year_built <= 2000"}],
)
def test_money_due_drawn_only_from_funds_that_may_pay(engine: str, limited: dict[str, str]) -> None:
    tables: dict[str, Any] = {
        "estates": [estate("A", year_built=2001), estate("B", street="T", year_built=1999, required="no")],
        "work_types": [work_type(), work_type("lift", work_class="upgrade")],
        "works": [work("A"), work("B", "lift", required="yes")],
    }
    given = programme(funds=[fund(2021, 5_000_000, **limited)], **tables)
    assert list(starts(solved(given, engine))) == ["B"]


def test_fund_limits_put_off_what_a_year_cannot_pay(engine: str) -> None:
    given = programme(8, funds=[fund(2021, 1_999_999), fund(2022, 1_000_000)])
    found = solved(given, engine)
    assert sorted(starts(found).values()) == ["2021-01-01", "2022-01-01"]
    assert found.objective == pytest.approx(need_met("2021-01-10") + need_met("2022-01-10"))
    off = programme(8, funds=[fund(2021, 1)], rules={"fund_limits": {"on": False}})
    assert set(starts(solved(off, engine)).values()) == {"2021-01-01"}


@pytest.mark.parametrize(
    ("share", "second_year", "start"),
    [
        (0, 1_000_000, "2022-01-01"),
        (0, 999_999, None),
        (1, 500_000, "2022-01-01"),
        (1, 499_999.99, None),
        (0.5, 750_000, "2022-01-01"),
        (0.5, 749_999.99, None),
    ],
)
def test_fund_limits_carry_a_share_of_what_is_left(
    engine: str, share: float, second_year: float, start: str | None
) -> None:
    funds = [fund(2021, 500_000, carry_share=share), fund(2022, second_year, carry_share=share)]
    found = solved(programme(8, **ONE, funds=funds), engine)
    assert starts(found).get("A") == start


@pytest.mark.parametrize(("last", "start"), [(2022, None), (2023, "2023-01-01"), ("", "2023-01-01")])
def test_fund_limits_lapse_after_their_last_year(engine: str, last: int | str, start: str | None) -> None:
    funds = [
        fund(2021, 600_000, carry_share=1, carry_last_year=last),
        fund(2023, 400_000, carry_share=1, carry_last_year=last and 2025),
    ]
    assert starts(solved(programme(12, **ONE, funds=funds), engine)).get("A") == start


def test_fund_limits_shrink_twice_over_two_years(engine: str) -> None:
    money = {"carry_share": 0.5}
    enough = programme(12, **ONE, funds=[fund(2021, 2e6, **money), fund(2023, 5e5, **money)])
    assert starts(solved(enough, engine)) == {"A": "2021-01-01"}
    late = programme(
        12,
        estates=[estate("A", earliest="2023-01-01")],
        works=[work("A")],
        funds=[fund(2021, 2e6, **money), fund(2023, 499_999.99, **money)],
    )
    assert starts(solved(late, engine)) == {}, "a quarter of the money of 2021 is left in 2023"


@pytest.mark.parametrize(("limit", "starts_at_all"), [(80_000.08, True), (80_000.07, False), (None, True)])
def test_due_after_plan_is_limited(engine: str, limit: float | None, starts_at_all: bool) -> None:
    rules = {} if limit is None else {"due_after_plan": {"limit": limit}}
    found = solved(programme(1, "2021Q4", funds=[fund(2021, 1e6)], rules=rules, **STRADDLING), engine)
    assert bool(starts(found)) is starts_at_all
    if starts_at_all:
        assert found.plan is not None
        assert found.plan.campaigns[0].due_after_plan == 8_000_008


@pytest.mark.parametrize(("lag", "start"), [(0, "2021-04-01"), (80, "2021-04-01"), (81, "2021-07-01")])
def test_links_wait_for_the_end_and_the_lag(engine: str, lag: int, start: str) -> None:
    link = {"before": "A", "after": "B", "lag_days": lag}
    assert starts(solved(programme(links=[link]), engine)) == {"A": "2021-01-01", "B": start}
    off = programme(links=[link], rules={"links": {"on": False}})
    assert starts(solved(off, engine))["B"] == "2021-01-01"


def test_links_let_nothing_follow_what_does_not_start(engine: str) -> None:
    kinds = [work_type(), work_type("dear", unit_cost=9_000_000)]
    tables: dict[str, Any] = {
        "work_types": kinds,
        "works": [work("A", "dear"), work("B")],
        "funds": [fund(2021, 5_000_000)],
    }
    assert starts(solved(programme(**tables), engine)) == {"B": "2021-01-01"}
    assert starts(solved(programme(links=[{"before": "A", "after": "B"}], **tables), engine)) == {}


def test_links_of_single_works_hold_only_those(engine: str) -> None:
    given = programme(
        work_types=[work_type(), work_type("paving", fixed_days=5, after="pipes")],
        works=[work("A"), work("A", "paving"), work("B"), work("B", "paving")],
        links=[{"before": "A:pipes", "after": "B:paving"}],
    )
    assert starts(solved(given, engine)) == {"A": "2021-01-01", "B": "2021-01-01"}
    back = programme(
        work_types=[work_type(), work_type("paving", fixed_days=5, after="pipes")],
        works=[work("A"), work("A", "paving"), work("B"), work("B", "paving")],
        links=[{"before": "A:paving", "after": "B:paving"}],
    )
    assert starts(solved(back, engine))["B"] == "2021-04-01"


@pytest.mark.parametrize(("lag", "start"), [(0, "2021-04-01"), (17, "2021-04-01"), (18, "2021-07-01")])
def test_links_wait_for_an_outside_project(engine: str, lag: int, start: str) -> None:
    project = {"id": "O", "name": "main", "finish": "2021-03-14"}
    link = {"before": "O", "after": "A", "lag_days": lag}
    assert starts(solved(programme(outside_projects=[project], links=[link]), engine))["A"] == start


PILOTS = {
    "estates": [estate("A", pilot="yes"), estate("B"), estate("C"), estate("D", households=200)],
    "works": [work(place) for place in "ABCD"],
}


def test_pilot_first_lets_only_so_many_others_begin(engine: str) -> None:
    found = solved(programme(rules={"pilot_first": {"others_before": 1}}, **PILOTS), engine)
    late = "2021-04-01"
    assert starts(found) == {"A": "2021-01-01", "B": late, "C": late, "D": "2021-01-01"}


def test_pilot_first_counts_for_ever_where_the_pilot_does_not_start(engine: str) -> None:
    tables = {**PILOTS, "work_types": [work_type(), work_type("dear", unit_cost=90_000_000)]}
    tables["works"] = [work("A", "dear"), *(work(place) for place in "BCD")]
    given = programme(rules={"pilot_first": {"others_before": 2}}, funds=[fund(2021, 5e7)], **tables)
    assert len(starts(solved(given, engine))) == 2
