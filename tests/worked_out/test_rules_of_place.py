"""What the rules of what opens together do to programmes that can be solved by hand."""

import dataclasses
from typing import Any

import pytest

from solvers import Solve
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

TWO: dict[str, Any] = {
    "estates": [estate("A")],
    "work_types": [work_type(opens_ground="yes", trade="pipe", fixed_days=80)],
    "works": [work("A", campaign="one"), work("A", campaign="two")],
    "crews": [{"trade": "pipe", "count": 1}],
}
"""Two campaigns on one ground for which there are crews only one after the other."""


def openings(found: Solve) -> list[tuple[str, str, str]]:
    """Return the openings of a plan as (kind, name, first day)."""
    assert found.plan is not None, found
    return [(one.kind, one.name, one.start.isoformat()) for one in found.plan.openings]


def test_openings_without_the_rule_are_not_told(engine: str) -> None:
    found = solved(programme(**TWO), engine)
    assert sorted(starts(found).values()) == ["2021-01-01", "2021-04-01"]
    assert openings(found) == []


def test_openings_of_one_ground_are_dug_once(engine: str) -> None:
    found = solved(programme(rules={"openings": {"on": True}}, **TWO), engine)
    assert list(starts(found).values()) == ["2021-01-01"]
    assert openings(found) == [("ground", "A", "2021-01-01")]
    assert found.objective == pytest.approx(need_met("2021-03-21"))


def test_openings_serve_what_starts_within_their_window(engine: str) -> None:
    found = solved(programme(rules={"openings": {"on": True, "window": 2}}, **TWO), engine)
    assert sorted(starts(found).values()) == ["2021-01-01", "2021-04-01"]
    assert openings(found) == [("ground", "A", "2021-01-01")]


@pytest.mark.parametrize(("years", "second"), [(0.2464, "2021-04-01"), (0.2466, "2021-07-01")])
def test_openings_lie_years_apart_counted_from_first_day_to_first_day(
    engine: str, years: float, second: str
) -> None:
    """From 1 January to 1 April are 90 days: 0.2464 years; 0.2466 years are 91."""
    found = solved(programme(rules={"openings": {"on": True, "years": years}}, **TWO), engine)
    assert sorted(starts(found).values()) == ["2021-01-01", second]
    assert [day for _, _, day in openings(found)] == ["2021-01-01", second]


@pytest.mark.parametrize(("last", "first"), [("2020-04-01", "2021-04-01"), ("2020-04-02", "2021-07-01")])
def test_openings_wait_for_the_last_one_before_the_plan(engine: str, last: str, first: str) -> None:
    """365.25 days are rounded up: 366 days after 1 April 2020 is 2 April 2021, 365 days is 1 April."""
    day = {"2020-04-01": "2020-03-31", "2020-04-02": "2020-04-01"}[last]
    tables = {**TWO, "works": [work("A")], "grounds": [{"id": "A", "last_opened": day}]}
    found = solved(programme(rules={"openings": {"on": True, "years": 1}}, **tables), engine)
    assert starts(found) == {"A": first}
    priced = {"openings": {"on": True, "years": 1, "reopening": "price", "penalty": 1}}
    assert starts(solved(programme(rules=priced, **tables), engine)) == {"A": "2021-01-01"}


@pytest.mark.parametrize(("penalty", "dug"), [(1000, 2), (1100, 1)])
def test_openings_beyond_the_first_have_their_price(engine: str, penalty: float, dug: int) -> None:
    """The second campaign, started in the second quarter, meets 1,053 household-years of need."""
    rules = {"openings": {"on": True, "reopening": "price", "penalty": penalty}}
    found = solved(programme(rules=rules, **TWO), engine)
    assert len(openings(found)) == dug
    second = need_met("2021-06-19") - penalty if dug == 2 else 0.0
    assert found.objective == pytest.approx(need_met("2021-03-21") + second)


def test_openings_are_only_counted_where_that_is_all_that_is_asked(engine: str) -> None:
    rules = {"openings": {"on": True, "reopening": "count", "penalty": 1e6}}
    assert len(openings(solved(programme(rules=rules, **TWO), engine))) == 2
    rules["openings"]["window"] = 2
    assert len(openings(solved(programme(rules=rules, **TWO), engine))) == 1


def test_openings_are_of_the_ground_that_a_work_names(engine: str) -> None:
    tables = {**TWO, "works": [work("A", campaign="one"), work("A", campaign="two", ground="lane")]}
    found = solved(programme(rules={"openings": {"on": True}}, **tables), engine)
    assert len(starts(found)) == 2
    assert {name for _, name, _ in openings(found)} == {"A", "lane"}
    dry = {**TWO, "work_types": [{**TWO["work_types"][0], "opens_ground": "no"}]}
    assert len(starts(solved(programme(rules={"openings": {"on": True}}, **dry), engine))) == 2


TRENCH: dict[str, Any] = {
    "estates": [estate("A")],
    "work_types": [work_type(shared_setup="trench"), work_type("cables", shared_setup="trench")],
    "works": [work("A", campaign="one"), work("A", "cables", campaign="two")],
}
"""Two campaigns of a million yuan each that share a trench."""
COST_MATTERS: dict[str, Any] = {"aims": {"cost": 3.0}}
"""An aim in which 10,000 yuan weigh as much as three household-years of need."""


def test_shared_setups_are_paid_once_to_the_fen(engine: str) -> None:
    rules = {"shared_setups": {"on": True, "trench": 12_345.67}}
    found = solved(programme(rules=rules, funds=[fund(2021, 2_012_345.67)], **TRENCH), engine)
    assert set(starts(found).values()) == {"2021-01-01"}
    assert openings(found) == [("trench", "A", "2021-01-01")]
    assert draws(found) == {("city", 2021): 2_012_345.67}
    assert found.plan is not None
    assert [one.cost for one in found.plan.campaigns] == [101_234_567, 100_000_000]
    assert [one.by_fund for one in found.plan.campaigns] == [{"city": 101_234_567}, {"city": 100_000_000}]
    assert found.plan.openings[0].cost == 1_234_567
    assert found.plan.openings[0].campaign == "A/one"
    short = programme(rules=rules, funds=[fund(2021, 2_012_345.66)], **TRENCH)
    assert len(starts(solved(short, engine))) == 1


def test_shared_setups_are_paid_again_by_what_starts_later(engine: str) -> None:
    """Each campaign alone finds a million in its year; the second trench is what one cannot pay."""
    rules: dict[str, Any] = {"shared_setups": {"on": True, "trench": 1000}}
    funds = [fund(2021, 1_001_000), fund(2022, 1_001_000)]
    twice = solved(programme(5, rules=rules, funds=funds, **TRENCH), engine)
    assert openings(twice) == [("trench", "A", "2021-01-01"), ("trench", "A", "2022-01-01")]
    funds[1]["limit"] = 1_000_000
    assert len(starts(solved(programme(5, rules=rules, funds=funds, **TRENCH), engine))) == 1
    rules["shared_setups"]["window"] = 5
    once = solved(programme(5, rules=rules, funds=funds, **TRENCH), engine)
    assert openings(once) == [("trench", "A", "2021-01-01")]


def test_shared_setups_count_as_cost_in_the_aim(engine: str) -> None:
    rules = {"shared_setups": {"on": True, "trench": 20_000}}
    found = solved(programme(rules=rules, **TRENCH, **COST_MATTERS), engine)
    assert found.objective == pytest.approx(2 * need_met("2021-01-10") - 3 * (200 + 2))


def test_shared_setups_are_where_an_optional_work_needs_them_alone(engine: str) -> None:
    kinds = [work_type(), work_type("cables", work_class="upgrade", shared_setup="trench")]
    tables = {**TRENCH, "work_types": kinds, "works": [work("A"), work("A", "cables", need=0.005)]}
    rules = {"shared_setups": {"on": True, "trench": 20_000}}
    assert openings(solved(programme(rules=rules, **tables), engine)) == [("trench", "A", "2021-01-01")]
    kinds[1]["unit_cost"] = 10_000
    dear = solved(programme(rules=rules, **tables, **COST_MATTERS), engine)
    assert openings(dear) == []


def test_shared_setups_of_scaffolds_and_of_grounds_of_their_own_price(engine: str) -> None:
    kinds = [work_type(shared_setup="scaffold"), work_type("cables", shared_setup="trench")]
    rules = {"shared_setups": {"on": True, "trench": 1000, "scaffold": 500}}
    tables = {**TRENCH, "work_types": kinds, "grounds": [{"id": "A", "trench_cost": 70}]}
    found = solved(programme(rules=rules, **tables), engine)
    assert found.plan is not None
    assert {(one.kind, one.cost) for one in found.plan.openings} == {("trench", 7_000), ("scaffold", 50_000)}


def test_shared_setups_are_paid_by_who_may_pay_governments_part_of_the_first_work(engine: str) -> None:
    rules = {"shared_setups": {"on": True, "trench": 1000}}
    kinds = [{**kind, "utility_share": 1.0} for kind in TRENCH["work_types"]]
    funds = [fund(2021, 1e8, "power", kind="utility"), fund(2021, 1e8, "city", work_types="cables")]
    tables = {**TRENCH, "work_types": kinds, "funds": funds}
    assert starts(solved(programme(rules=rules, **tables), engine)) == {}
    funds[1]["work_types"] = "pipes"
    assert draws(solved(programme(rules=rules, **tables), engine)) == {
        ("city", 2021): 1000,
        ("power", 2021): 2_000_000,
    }


ZONE: dict[str, Any] = {
    "estates": [estate("A", zone="Z"), estate("B", zone="Z", households=110, earliest="2022-01-01")],
}
"""Two estates of a zone, the larger of which can start in 2022 at the earliest."""


def test_zones_start_in_one_year(engine: str) -> None:
    tables = {**ZONE, "funds": [fund(2021, 2e6, carry_share=1)]}
    assert starts(solved(programme(5, **tables), engine)) == {"A": "2021-01-01", "B": "2022-01-01"}
    found = solved(programme(5, rules={"zones": {"on": True}}, **tables), engine)
    assert starts(found) == {"A": "2022-01-01", "B": "2022-01-01"}
    assert openings(found) == [("zone", "Z", "2022-01-01")]
    two = solved(programme(5, rules={"zones": {"on": True, "most": 2}}, **tables), engine)
    assert starts(two) == {"A": "2021-01-01", "B": "2022-01-01"}
    assert openings(two) == [("zone", "Z", "2021-01-01"), ("zone", "Z", "2022-01-01")]


@pytest.mark.parametrize(("penalty", "years"), [(99.5, 2), (100.5, 1)])
def test_zones_pay_for_years_beyond_the_first(engine: str, penalty: float, years: int) -> None:
    """A year later A meets 99.93 household-years less: 365 days of 100 households."""
    tables = {**ZONE, "funds": [fund(2021, 2e6, carry_share=1)]}
    rules = {"zones": {"on": True, "most": 2, "penalty": penalty}}
    assert len(openings(solved(programme(5, rules=rules, **tables), engine))) == years


def test_zones_pay_mobilisation_in_each_year(engine: str) -> None:
    rules = {"zones": {"on": True, "most": 2, "mobilisation": 5000}}
    tables = {**ZONE, "funds": [fund(2021, 1_005_000), fund(2022, 1_005_000)]}
    found = solved(programme(5, rules=rules, **tables), engine)
    assert draws(found) == {("city", 2021): 1_005_000, ("city", 2022): 1_005_000}
    tables["funds"] = [fund(2021, 1_005_000), fund(2022, 1_004_999)]
    assert len(starts(solved(programme(5, rules=rules, **tables), engine))) == 1


CABLES: dict[str, Any] = {
    "estates": [estate("A"), estate("B", earliest="2021-07-01"), estate("C", households=10)],
    "works": [work(key, campaign="cables") for key in "ABC"],
}


@pytest.mark.parametrize(("span", "first"), [(2, "2021-04-01"), (3, "2021-01-01"), (1, "2021-07-01")])
def test_operators_start_all_within_their_span(engine: str, span: int, first: str) -> None:
    tables = {**CABLES, "operators": [{"id": "O", "campaign": "cables", "span_periods": span}]}
    found = solved(programme(**tables), engine)
    assert starts(found) == {"A/cables": first, "B/cables": "2021-07-01", "C/cables": first}
    assert openings(found) == [("operator", "O", first)]


def test_operators_set_up_once_at_the_utilities_cost(engine: str) -> None:
    row = {"id": "O", "campaign": "cables", "span_periods": 4, "setup_cost": 800}
    funds = [fund(2021, 3e6), fund(2021, 800, "power", kind="utility")]
    found = solved(programme(**CABLES, operators=[row], funds=funds), engine)
    assert draws(found) == {("city", 2021): 3_000_000, ("power", 2021): 800}
    assert starts(solved(programme(**CABLES, operators=[row], funds=funds[:1]), engine)) == {}
    paid = [{**row, "payer": "government"}]
    alone = solved(programme(**CABLES, operators=paid, funds=[fund(2021, 3_000_800)]), engine)
    assert draws(alone) == {("city", 2021): 3_000_800}


def test_operators_keep_to_their_dates_and_their_word(engine: str) -> None:
    row = {"id": "O", "campaign": "cables", "earliest": "2021-01-02", "latest": "2021-06-30"}
    found = solved(programme(**CABLES, operators=[row]), engine)
    assert starts(found) == {"A/cables": "2021-04-01", "C/cables": "2021-04-01"}
    tables = {**CABLES, "works": [work("A", campaign="gas"), *CABLES["works"][1:]]}
    assert starts(solved(programme(**tables, operators=[row]), engine))["A/gas"] == "2021-01-01"
    off = programme(rules={"operators": {"on": False}}, **CABLES, operators=[row])
    assert starts(solved(off, engine))["A/cables"] == "2021-01-01"


ROADS: dict[str, Any] = {
    "estates": [estate("A"), estate("B", households=90)],
    "work_types": [work_type(fixed_days=80, nuisance="road 2")],
    "adjacency": [{"estate": "A", "neighbour": "B"}],
}


def test_neighbour_roads_are_closed_one_after_the_other(engine: str) -> None:
    found = solved(programme(rules={"neighbour_roads": {"on": True}}, **ROADS), engine)
    assert starts(found) == {"A": "2021-01-01", "B": "2021-04-01"}
    milder = {"neighbour_roads": {"on": True, "level": 2.5}}
    assert set(starts(solved(programme(rules=milder, **ROADS), engine)).values()) == {"2021-01-01"}
    long = {**ROADS, "work_types": [work_type(fixed_days=91, nuisance="road 2")]}
    last = solved(programme(rules={"neighbour_roads": {"on": True}}, **long), engine)
    assert starts(last) == {"A": "2021-01-01", "B": "2021-07-01"}


def test_neighbour_roads_hold_all_estates_of_a_shared_road(engine: str) -> None:
    tables = {
        **ROADS,
        "estates": [estate(key, households=100 - 10 * k) for k, key in enumerate("ABC")],
        "works": [work(key) for key in "ABC"],
        "adjacency": [
            {"estate": "A", "neighbour": "B", "shared_road": "R"},
            {"estate": "B", "neighbour": "C", "shared_road": "R"},
        ],
    }
    rules = {"neighbour_roads": {"on": True}}
    shared = solved(programme(rules=rules, **tables), engine)
    assert starts(shared) == {"A": "2021-01-01", "B": "2021-04-01", "C": "2021-07-01"}
    tables["adjacency"] = [{**row, "shared_road": ""} for row in tables["adjacency"]]
    pairs = solved(programme(rules=rules, **tables), engine)
    assert starts(pairs) == {"A": "2021-01-01", "B": "2021-04-01", "C": "2021-01-01"}


@pytest.mark.parametrize(("within", "apart"), [(111, False), (112, True)])
def test_neighbour_roads_are_found_by_coordinates(engine: str, within: float, apart: bool) -> None:
    """A thousandth of a degree of latitude is 111.195 metres."""
    estates = [estate("A", lon=116.68, lat=23.36), estate("B", households=90, lon=116.68, lat=23.361)]
    tables = {**ROADS, "estates": [*estates, estate("C")], "adjacency": []}
    rules = {"neighbour_roads": {"on": True, "within_m": within}}
    found = starts(solved(programme(rules=rules, **tables), engine))
    assert found["B"] == ("2021-04-01" if apart else "2021-01-01")


def test_neighbour_roads_leave_other_works_alone(engine: str) -> None:
    quiet = {**ROADS, "work_types": [work_type(fixed_days=80, nuisance="noise 3; road 1")]}
    rules = {"neighbour_roads": {"on": True}}
    assert set(starts(solved(programme(rules=rules, **quiet), engine)).values()) == {"2021-01-01"}


def test_openings_of_a_plan_are_where_the_next_solve_begins() -> None:
    rules = {"openings": {"on": True, "window": 2}, "shared_setups": {"on": True, "trench": 5}}
    kinds = [work_type(opens_ground="yes", shared_setup="trench")]
    given = programme(rules=rules, **{**TRENCH, "work_types": kinds, "works": TWO["works"]})
    found = solved(given)
    again = solved(given, "greedy", start_from=found.plan)
    assert found.plan is not None
    assert again.plan == found.plan
    bare = dataclasses.replace(found.plan, openings=())
    assert solved(given, "greedy", start_from=bare).objective == found.objective


def test_operators_are_reported_by_how_often_they_set_up() -> None:
    row = {"id": "O", "campaign": "cables", "span_periods": 2}
    reports = {rule.name: rule for rule in solved(programme(**CABLES, operators=[row])).rules}
    assert [one.where for one in reports["operators"].rows] == ["O"]
    assert reports["operators"].binding
    trench = {"shared_setups": {"on": True, "trench": 5}}
    reports = {rule.name: rule for rule in solved(programme(rules=trench, **TRENCH)).rules}
    assert (reports["shared_setups"].rows, reports["shared_setups"].price) == ((), None)
