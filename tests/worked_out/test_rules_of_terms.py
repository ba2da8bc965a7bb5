"""What the terms of funds do to programmes that can be solved by hand: caps, matching, floors, cover."""

import json
from pathlib import Path
from typing import Any

import pytest

from planner.document.document import document_of
from solvers import audit
from solvers.plan.plan_file import read_plan
from tests.worked_out.by_hand import draws, estate, fund, programme, solved, starts, work, work_type

ONE: dict[str, Any] = {"estates": [estate("A", floor_area=5000)], "works": [work("A")]}
LONG: dict[str, Any] = {**ONE, "work_types": [work_type(fixed_days=100)]}
"""A hundred days from 1 October: 92 in the year (920,000 yuan), 8 in the next (80,000)."""


@pytest.mark.parametrize(
    ("cap", "most"),
    [
        ({"cap_per_household": 4000}, 400_000),
        ({"cap_per_m2": 50}, 250_000),
        ({"cap_per_estate": 123_456.78}, 123_456.78),
        ({"cap_per_household": 4000, "cap_per_m2": 50}, 250_000),
        ({"cap_per_household": 4000, "cap_scope": "programme"}, 400_000),
    ],
)
def test_fund_caps_leave_the_rest_to_others(engine: str, cap: dict[str, Any], most: float) -> None:
    enough = [fund(2021, 5e6, "state", **cap), fund(2021, 1e6 - most)]
    assert draws(solved(programme(**ONE, funds=enough), engine)) == {
        ("state", 2021): most,
        ("city", 2021): 1e6 - most,
    }
    short = [enough[0], fund(2021, 1e6 - most - 0.01)]
    assert starts(solved(programme(**ONE, funds=short), engine)) == {}
    off = {"fund_caps": {"on": False}}
    assert draws(solved(programme(rules=off, **ONE, funds=short), engine)) == {("state", 2021): 1_000_000}


def test_fund_caps_are_each_estates_own(engine: str) -> None:
    estates = [estate("A"), estate("B", households=50)]
    funds = [fund(2021, 5e6, "state", cap_per_household=8000), fund(2021, 500_000)]
    found = solved(programme(estates=estates, funds=[funds[0], fund(2021, 800_000)]), engine)
    assert draws(found) == {("state", 2021): 1_200_000, ("city", 2021): 800_000}
    assert found.plan is not None
    assert {draw.claim_group for draw in found.plan.draws} == {"state+city@A", "state+city@B"}
    assert starts(solved(programme(estates=estates, funds=funds), engine)) == {"A": "2021-01-01"}


def test_fund_caps_of_an_estate_without_a_known_size_are_nothing(engine: str) -> None:
    funds = [fund(2021, 5e6, cap_per_m2=100)]
    assert starts(solved(programme(estates=[estate("A")], works=[work("A")], funds=funds), engine)) == {}


def test_fund_caps_by_estate_leave_zones_free(engine: str) -> None:
    estates = [estate("A", zone="Z", required="no"), estate("B", zone="Z")]
    given = programme(estates=estates, works=[work("Z")], funds=[fund(2021, 5e6, cap_per_estate=1)])
    assert starts(solved(given, engine)) == {"Z": "2021-01-01"}


@pytest.mark.parametrize(("cap", "starts_at_all"), [(920_000, True), (919_999.99, False)])
def test_fund_caps_of_each_year(engine: str, cap: float, starts_at_all: bool) -> None:
    money: dict[str, Any] = {"cap_per_estate": cap, "cap_scope": "year"}
    given = programme(2, "2021Q4", **LONG, funds=[fund(2021, 5e6, **money), fund(2022, 5e6, **money)])
    first = {"A": "2021-10-01"} if starts_at_all else {}
    assert {key: day for key, day in starts(solved(given, engine)).items() if day < "2022"} == first


@pytest.mark.parametrize(
    ("terms", "own"),
    [({"match_ratio": 1.5}, 400_000), ({"match_share": 0.6}, 400_000), ({"match_share": 0.9}, 100_000)],
)
def test_matching_holds_a_fund_to_its_match(engine: str, terms: dict[str, Any], own: float) -> None:
    state = fund(2021, 5e6, "state", match_fund="own", **terms)
    found = solved(programme(**ONE, funds=[state, fund(2021, own, "own")]), engine)
    assert draws(found) == {("state", 2021): 1_000_000 - own, ("own", 2021): own}
    short = [state, fund(2021, own - 1, "own")]
    assert starts(solved(programme(**ONE, funds=short), engine)) == {}
    off = {"matching": {"on": False}}
    assert starts(solved(programme(rules=off, **ONE, funds=short), engine)) == {"A": "2021-01-01"}


@pytest.mark.parametrize(
    ("scope", "first_year", "starts_in_time"),
    [("programme", 420_000, True), ("year", 420_000, False), ("year", 460_000, True)],
)
def test_matching_by_year_does_not_wait_for_later_money(
    engine: str, scope: str, first_year: float, starts_in_time: bool
) -> None:
    state: dict[str, Any] = {"match_fund": "own", "match_ratio": 1, "match_scope": scope}
    funds = [fund(y, 5e6, "state", **state) for y in (2021, 2022)]
    funds += [fund(2021, first_year, "own"), fund(2022, 500_000 - first_year, "own")]
    found = solved(programme(1, "2021Q4", **LONG, funds=funds, more={"periods": 2}), engine)
    assert ("A" in starts(found) and starts(found)["A"] == "2021-10-01") is starts_in_time


def test_matching_by_estate_needs_the_match_at_each(engine: str) -> None:
    estates = [estate("A"), estate("B", street="T")]
    state: dict[str, Any] = {"match_fund": "own", "match_ratio": 1}
    own = fund(2021, 1e6, "own", streets="S")
    apart = programme(estates=estates, funds=[fund(2021, 5e6, "state", match_scope="estate", **state), own])
    assert draws(solved(apart, engine)) == {("state", 2021): 500_000, ("own", 2021): 500_000}
    together = programme(estates=estates, funds=[fund(2021, 5e6, "state", **state), own])
    assert draws(solved(together, engine)) == {("state", 2021): 1_000_000, ("own", 2021): 1_000_000}


def test_matching_that_does_not_divide_is_kept_to_a_fen_for_each_draw(engine: str) -> None:
    state = fund(2021, 5e6, "state", match_fund="own", match_ratio=2)
    kinds = [work_type(unit_cost=1_000_000.01)]
    found = solved(programme(**ONE, work_types=kinds, funds=[state, fund(2021, 5e6, "own")]), engine)
    paid = draws(found)
    assert sum(paid.values()) == pytest.approx(1_000_000.01)
    assert paid["state", 2021] <= 2 * paid["own", 2021] + 0.02


@pytest.mark.parametrize(("floor", "late"), [(0, 0), (1, 1), (1_000_000, 1), (1_000_001, 2), (2e6, 2)])
def test_fund_floors_put_off_what_must_be_drawn_later(engine: str, floor: float, late: int) -> None:
    funds = [fund(2021, 5e6), fund(2022, 5e6, floor=floor)]
    found = solved(programme(8, funds=funds), engine)
    assert sum(day == "2022-01-01" for day in starts(found).values()) == late
    off = programme(8, funds=funds, rules={"fund_floors": {"on": False}})
    assert set(starts(solved(off, engine)).values()) == {"2021-01-01"}


def test_fund_floors_that_nothing_can_meet_are_impossible(engine: str) -> None:
    assert solved(programme(funds=[fund(2021, 5e6, floor=2_000_001)]), engine).status == "IMPOSSIBLE"


FOUR_THOUSAND_DAYS = 4007
"""From 10 January 2021 to the end of 2031."""


def test_bond_cover_limits_bonds_by_what_works_bring_in(engine: str) -> None:
    bond = fund(2021, 5e6, "bond", kind="bond", cover_ratio=1.2, interest=0.03, term_years=10)
    kinds = [work_type(revenue=100_000)]
    most = 100_000 * FOUR_THOUSAND_DAYS / 365.25 / (1.2 * 1.3)
    rest = round(1e6 - most + 0.005, 2)
    found = solved(programme(**ONE, work_types=kinds, funds=[bond, fund(2021, rest)]), engine)
    assert starts(found) == {"A": "2021-01-01"}
    assert draws(found)["bond", 2021] == pytest.approx(1e6 - rest)
    short = [bond, fund(2021, rest - 0.05)]
    assert starts(solved(programme(**ONE, work_types=kinds, funds=short), engine)) == {}
    off = {"bond_cover": {"on": False}}
    assert starts(solved(programme(rules=off, **ONE, work_types=kinds, funds=short), engine)) != {}


def test_bond_cover_is_shared_by_all_bonds(engine: str) -> None:
    kinds = [work_type(revenue=100_000)]
    bonds = [fund(2021, 4e5, name, kind="bond", cover_ratio=1) for name in ("one", "two")]
    most = 100_000 * FOUR_THOUSAND_DAYS / 365.25
    assert most > 8e5
    found = solved(programme(**ONE, work_types=kinds, funds=[*bonds, fund(2021, 2e5)]), engine)
    assert starts(found) == {"A": "2021-01-01"}
    none = solved(programme(**ONE, funds=[*bonds, fund(2021, 2e5)]), engine)
    assert starts(none) == {}


@pytest.mark.parametrize("share", [0, 0.5, 1])
def test_revenue_of_finished_works_pays_for_later_ones(engine: str, share: float) -> None:
    """365,250 yuan a year from 10 January 2021: 355,000 by the year's end, 365,000 more by the next."""
    terms: dict[str, Any] = {"kind": "revenue", "carry_share": share}
    tables: dict[str, Any] = {
        "work_types": [work_type(), work_type("shops", revenue=365_250)],
        "works": [work("A", "shops", required="yes"), work("B")],
    }
    income = [fund(2021, 0, "income", **terms)]
    city = [fund(2021, 1e6), fund(2022, 645_000)]
    found = solved(programme(12, **tables, funds=[*income, *city]), engine)
    assert starts(found) == {"A": "2021-01-01", "B": "2022-01-01"}
    assert draws(found)["income", 2022] == 355_000
    city[1] = fund(2022, 644_999)
    late = solved(programme(12, **tables, funds=[*income, *city, fund(2023, 280_000)]), engine)
    assert starts(late) == {"A": "2021-01-01", "B": "2023-01-01"}
    assert draws(late)["income", 2023] == 720_000
    city.append(fund(2023, 279_998))
    assert starts(solved(programme(12, **tables, funds=[*income, *city]), engine)) == {"A": "2021-01-01"}


def test_a_document_states_what_revenue_carries_into_each_year(tmp_path: Path) -> None:
    tables: dict[str, Any] = {
        "work_types": [work_type(), work_type("shops", revenue=365_250)],
        "works": [work("A", "shops", required="yes"), work("B")],
    }
    funds = [fund(2021, 0, "income", kind="revenue"), fund(2021, 1e6), fund(2022, 0), fund(2023, 280_000)]
    given = programme(12, **tables, funds=funds)
    found = solved(given, "highs")
    document = document_of(given, found, (), given.findings)
    assert [year["carried_in"]["income"] for year in document["by_year"]] == [0, 355_000, 720_000]
    path = tmp_path / "plan.json"
    path.write_text(json.dumps(document, ensure_ascii=False, allow_nan=False), encoding="utf-8")
    assert audit(given, read_plan(path)) == ()


def test_revenue_comes_on_top_of_a_funds_limits_and_the_first_such_fund_earns(engine: str) -> None:
    tables: dict[str, Any] = {
        "work_types": [work_type(), work_type("shops")],
        "works": [work("A", "shops", required="yes", revenue=365_250), work("B")],
    }
    funds = [
        fund(2022, 600_000, "first", kind="revenue"),
        fund(2022, 45_000, "second", kind="revenue"),
        fund(2021, 1_000_000),
    ]
    found = solved(programme(8, **tables, funds=funds), engine)
    assert starts(found) == {"A": "2021-01-01", "B": "2022-01-01"}
    assert draws(found) == {("city", 2021): 1e6, ("first", 2022): 955_000, ("second", 2022): 45_000}
