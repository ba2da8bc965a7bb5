"""What the rules of crews, streets and targets do to programmes that can be solved by hand."""

from typing import Any

import pytest

from tests.worked_out.by_hand import (
    estate,
    fund,
    need_met,
    programme,
    solved,
    starts,
    work,
    work_type,
)

BUSY: dict[str, Any] = {
    "work_types": [work_type(trade="pipe", fixed_days=80)],
    "crews": [{"trade": "pipe", "count": 1}],
    "estates": [estate("A"), estate("B", households=200)],
}
"""A crew has 90 days in the first quarter and 91 in the second; each estate takes 80 of them."""


def test_crew_limits_put_the_second_estate_a_quarter_later(engine: str) -> None:
    found = solved(programme(**BUSY), engine)
    assert starts(found) == {"A": "2021-04-01", "B": "2021-01-01"}
    assert found.objective == pytest.approx(need_met("2021-06-19") + need_met("2021-03-21", 200))
    two = solved(programme(**{**BUSY, "crews": [{"trade": "pipe", "count": 2}]}), engine)
    assert set(starts(two).values()) == {"2021-01-01"}


@pytest.mark.parametrize(("days", "start"), [(45, "2021-01-01"), (46, "2021-04-01")])
def test_crew_limits_are_reached_but_not_passed(engine: str, days: int, start: str) -> None:
    kinds = [work_type(trade="pipe", fixed_days=days)]
    assert starts(solved(programme(**{**BUSY, "work_types": kinds}), engine))["A"] == start


def test_crew_limits_count_crews_at_once_and_trades_apart(engine: str) -> None:
    kinds = [work_type(trade="pipe", fixed_days=47, crews_at_once=2), work_type("paint", trade="paint")]
    tables = {**BUSY, "work_types": kinds, "works": [work("A"), work("B", "paint")]}
    assert starts(solved(programme(**tables), engine)) == {"B": "2021-01-01"}


def test_crew_limits_of_a_street_serve_it_alone_and_it_borrows_the_rest(engine: str) -> None:
    estates = [estate("A", street="T"), estate("B", households=200)]
    own = [{"trade": "pipe", "count": 1}, {"trade": "pipe", "street": "T", "count": 1}]
    both = programme(**{**BUSY, "estates": estates, "crews": own})
    assert set(starts(solved(both, engine)).values()) == {"2021-01-01"}
    elsewhere = [{"trade": "pipe", "count": 1}, {"trade": "pipe", "street": "U", "count": 1}]
    more = [*estates, estate("C", street="U", required="no", excluded_because="gone")]
    apart = programme(**{**BUSY, "estates": more, "crews": elsewhere})
    assert starts(solved(apart, engine))["A"] == "2021-04-01"
    part = [{"trade": "pipe", "count": 1}, {"trade": "pipe", "street": "T", "count": 0.8}]
    borrowing = programme(**{**BUSY, "estates": estates, "crews": part})
    assert set(starts(solved(borrowing, engine)).values()) == {"2021-01-01"}, "72 of its own and 8 borrowed"


def test_crew_limits_do_not_count_days_after_the_plan(engine: str) -> None:
    kinds = [work_type(trade="pipe", fixed_days=200)]
    given = programme(1, work_types=kinds, crews=BUSY["crews"], estates=BUSY["estates"])
    assert starts(solved(given, engine)) == {"B": "2021-01-01"}


@pytest.mark.parametrize(
    ("share", "by_street", "starting"), [(0.3, {}, 1), (0.66, {}, 1), (0.67, {}, 2), (0.3, {"S": 0.7}, 2)]
)
def test_street_disruption_caps_the_households_under_works(
    engine: str, share: float, by_street: dict[str, float], starting: int
) -> None:
    estates = [estate("A"), estate("B"), estate("C")]
    rule = {"on": True, "share": share, "by_street": by_street}
    given = programme(estates=estates, works=[work(p) for p in "ABC"], rules={"street_disruption": rule})
    first = [day for day in starts(solved(given, engine)).values() if day == "2021-01-01"]
    assert len(first) == starting


def test_street_disruption_always_lets_the_largest_campaign_be(engine: str) -> None:
    rule = {"street_disruption": {"on": True, "share": 0.0}}
    estates = [estate("A"), estate("B", households=150), estate("C", street="T")]
    given = programme(estates=estates, works=[work(p) for p in "ABC"], rules=rule)
    assert starts(solved(given, engine)) == {"A": "2021-04-01", "B": "2021-01-01", "C": "2021-01-01"}


def test_street_disruption_lasts_as_long_as_the_campaign(engine: str) -> None:
    rule = {"street_disruption": {"on": True, "share": 0.0}}
    kinds = [work_type(), work_type("long", fixed_days=91)]
    given = programme(
        work_types=kinds, works=[work("A"), work("B", "long")], rules=rule, estates=BUSY["estates"]
    )
    assert starts(solved(given, engine)) == {"A": "2021-01-01", "B": "2021-04-01"}


def test_street_projects_are_capped_by_street(engine: str) -> None:
    estates = [estate(p) for p in "ABC"] + [estate(p, street="T") for p in "DE"]
    rule = {"street_projects": {"on": True, "most": 2, "by_street": {"T": 1}}}
    given = programme(estates=estates, works=[work(p) for p in "ABCDE"], rules=rule)
    days = starts(solved(given, engine))
    assert sorted(days[p] for p in "ABC") == ["2021-01-01", "2021-01-01", "2021-04-01"]
    assert sorted(days[p] for p in "DE") == ["2021-01-01", "2021-04-01"]


def target(**more: Any) -> dict[str, Any]:
    return {
        "name": "duty",
        "measure": "estates",
        "value": 1,
        "by": "2021-03-31",
        "counted": "completed",
        **more,
    }


APART = {**BUSY, "estates": [estate("A", street="T"), estate("B", households=200)]}
LATE_A = need_met("2021-06-19") + need_met("2021-03-21", 200)
LATE_B = need_met("2021-03-21") + need_met("2021-06-19", 200)


@pytest.mark.parametrize("measure", ["estates", "households", "floor_area", "buildings", "quantity"])
def test_targets_that_are_hard_are_reached(engine: str, measure: str) -> None:
    estates = [{**row, "floor_area": 5, "buildings": 1} for row in APART["estates"]]
    duty = target(measure=measure, street="T", strength="hard")
    duty |= {"work_type": "pipes"} if measure == "quantity" else {}
    found = solved(programme(**{**APART, "estates": estates}, targets=[duty]), engine)
    assert starts(found) == {"A": "2021-01-01", "B": "2021-04-01"}
    assert found.objective == pytest.approx(LATE_B)


def test_targets_that_are_soft_are_reached_where_it_pays(engine: str) -> None:
    lost = LATE_A - LATE_B
    cheap = target(street="T", strength="soft", penalty=lost - 1)
    found = solved(programme(**APART, targets=[cheap]), engine)
    assert starts(found)["A"] == "2021-04-01"
    assert found.objective == pytest.approx(LATE_A - (lost - 1))
    dear = target(street="T", strength="soft", penalty=lost + 1)
    assert starts(solved(programme(**APART, targets=[dear]), engine))["A"] == "2021-01-01"


def test_targets_without_a_penalty_take_the_settings_or_the_whole_benefit(engine: str) -> None:
    duty = target(street="T", strength="soft")
    rules = {"targets": {"penalty": 1.0}}
    assert starts(solved(programme(**APART, targets=[duty], rules=rules), engine))["A"] == "2021-04-01"
    assert starts(solved(programme(**APART, targets=[duty]), engine))["A"] == "2021-01-01"


@pytest.mark.parametrize(
    ("counted", "by", "start"),
    [
        ("started", "2021-04-01", "2021-04-01"),
        ("started", "2021-03-31", "2021-01-01"),
        ("completed", "2021-06-19", "2021-04-01"),
        ("completed", "2021-06-18", "2021-01-01"),
    ],
)
def test_targets_count_to_the_day(engine: str, counted: str, by: str, start: str) -> None:
    duty = target(street="T", strength="hard", counted=counted, by=by)
    assert starts(solved(programme(**APART, targets=[duty]), engine))["A"] == start


def test_targets_count_an_estate_of_two_campaigns_once(engine: str) -> None:
    parts = [work("A", campaign="one"), work("A", campaign="two"), work("B")]
    tables: dict[str, Any] = {"works": parts, "funds": [fund(2021, 1_000_000), fund(2022, 1_000_000)]}
    begun = programme(
        8, **tables, targets=[target(strength="hard", counted="started", value=2, by="2022-12-31")]
    )
    assert {key[0] for key in starts(solved(begun, engine))} == {"A", "B"}
    done = programme(
        8,
        **tables,
        targets=[target(strength="hard", measure="households", value=1, zone="Z")],
        estates=[estate("A", zone="Z"), estate("B")],
    )
    assert solved(done, engine).status == "IMPOSSIBLE", "money for one part in the first year"
