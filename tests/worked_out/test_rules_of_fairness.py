"""What the rules of volume and fairness do to programmes that can be solved by hand."""

from typing import Any

import pytest

from solvers import solve
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

FIVE: dict[str, Any] = {
    "estates": [estate(p, households=100 + k) for k, p in enumerate("ABCDE")],
    "works": [work(p) for p in "ABCDE"],
    "funds": [fund(year, 1e8) for year in (2021, 2022, 2023)],
}


def by_year(found: dict[str, str]) -> dict[str, str]:
    """Return the places that start in each year."""
    years = sorted({day[:4] for day in found.values()})
    return {year: "".join(sorted(p for p in found if found[p].startswith(year))) for year in years}


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ({"first_year": 1, "factor": 2, "step": 0}, {"2021": "E", "2022": "CD", "2023": "AB"}),
        ({"first_year": 1, "factor": 0, "step": 3}, {"2021": "E", "2022": "BCD", "2023": "A"}),
        ({"first_year": 2, "factor": 1.5, "step": 0}, {"2021": "DE", "2022": "ABC"}),
        ({"first_year": 0, "factor": 2, "step": 1}, {"2022": "E", "2023": "BCD"}),
    ],
)
def test_ramp_up_lets_volume_grow_step_by_step(
    engine: str, rule: dict[str, Any], expected: dict[str, str]
) -> None:
    found = solved(programme(12, rules={"ramp_up": {"on": True, **rule}}, **FIVE), engine)
    assert by_year(starts(found)) == expected
    free = solved(programme(12, **FIVE), engine)
    assert by_year(starts(free)) == {"2021": "ABCDE"}


def test_ramp_up_counts_households_where_asked(engine: str) -> None:
    sizes = {"A": 100, "B": 70, "C": 60}
    tables: dict[str, Any] = {
        "estates": [estate(p, households=size) for p, size in sizes.items()],
        "works": [work(p) for p in sizes],
        "funds": FIVE["funds"],
    }
    rule = {"on": True, "counted": "households", "first_year": 69, "factor": 1, "step": 9.5}
    found = solved(programme(12, rules={"ramp_up": rule}, **tables), engine)
    assert by_year(starts(found)) == {"2021": "C"}, "69.5 are allowed in 2022, and 9.5 in 2023"
    more = solved(programme(12, rules={"ramp_up": {**rule, "step": 10}}, **tables), engine)
    assert by_year(starts(more)) == {"2021": "C", "2022": "B"}


IDLE: dict[str, Any] = {
    "work_types": [work_type(fixed_days=80, trade="pipe")],
    "crews": [{"trade": "pipe", "count": 1}],
    "funds": [fund(year, 1e8) for year in (2021, 2022)],
}


def test_crew_floors_keep_crews_at_work_every_year(engine: str) -> None:
    free = solved(programme(5, **IDLE), engine)
    assert by_year(starts(free)) == {"2021": "AB"}
    floor = {"on": True, "share": 0.2}
    kept = solved(programme(5, rules={"crew_floors": floor}, **IDLE), engine)
    assert by_year(starts(kept)) == {"2021": "A", "2022": "B"} or by_year(starts(kept)) == {
        "2021": "B",
        "2022": "A",
    }
    assert kept.objective == pytest.approx(need_met("2021-03-21") + need_met("2022-03-21"))


@pytest.mark.parametrize(("share", "possible"), [(80 / 90, True), (80.1 / 90, False)])
def test_crew_floors_are_reached_to_the_day(engine: str, share: float, possible: bool) -> None:
    floor = {"crew_floors": {"on": True, "share": share, "from_year": 2022}}
    found = solved(programme(5, rules=floor, **IDLE), engine)
    assert (found.plan is not None) == possible


def test_crew_floors_hold_for_the_trades_named_from_the_year_named(engine: str) -> None:
    crews = [*IDLE["crews"], {"trade": "paint", "count": 1}]
    tables = {**IDLE, "crews": crews, "work_types": [*IDLE["work_types"], work_type("coat", trade="paint")]}
    named = {"crew_floors": {"on": True, "share": 0.3, "trades": ["pipe"], "from_year": 2022}}
    assert len(starts(solved(programme(5, rules=named, **tables), engine))) == 2
    every = {"crew_floors": {"on": True, "share": 0.3}}
    assert solved(programme(5, rules=every, **tables), engine).status == "IMPOSSIBLE", "nobody paints"


LATER: dict[str, Any] = {
    "published": [{"campaign": "A", "start": "2021-07-15"}, {"campaign": "B", "start": "2021-08-01"}]
}
"""Both are published a half-year later than is best."""


@pytest.mark.parametrize(
    ("most", "days"),
    [
        (None, ["2021-01-01", "2021-01-01"]),
        (1, ["2021-01-01", "2021-07-01"]),
        (0, ["2021-07-01", "2021-07-01"]),
    ],
)
def test_stability_allows_only_so_many_moves(engine: str, most: int | None, days: list[str]) -> None:
    rule = {} if most is None else {"stability": {"most_moves": most}}
    given = programme(rules=rule, **LATER)
    assert sorted(starts(solved(given, engine)).values()) == days
    off = programme(rules={"stability": {"on": False, "most_moves": 0}}, **LATER)
    assert set(starts(solved(off, engine)).values()) == {"2021-01-01"}


def test_stability_costs_a_price_for_each_move(engine: str) -> None:
    gain = need_met("2021-01-10") - need_met("2021-07-10")
    dear, cheap = ({"stability": {"penalty": gain + more}} for more in (1, -1))
    stays = solved(programme(rules=dear, **LATER), engine)
    assert set(starts(stays).values()) == {"2021-07-01"}
    assert stays.objective == pytest.approx(2 * need_met("2021-07-10"))
    moves = solved(programme(rules=cheap, **LATER), engine)
    assert set(starts(moves).values()) == {"2021-01-01"}
    assert moves.objective == pytest.approx(2 * need_met("2021-07-10") + 2)


def test_stability_counts_what_was_published_outside_the_plan_as_not_starting(engine: str) -> None:
    table = [{"campaign": "A", "start": "2023-01-01"}, {"campaign": "B", "start": "2021-01-01"}]
    given = programme(published=table, rules={"stability": {"most_moves": 0}})
    assert starts(solved(given, engine)) == {"B": "2021-01-01"}
    dear: Any = {"benefit": 0.0, "cost": 1.0}
    kept = programme(published=table, rules={"stability": {"penalty": 101}}, aims=dear)
    assert solved(kept, engine).objective == pytest.approx(-100)


STREETS: dict[str, Any] = {
    "estates": [
        estate("A", households=100),
        estate("B", households=100),
        estate("C", street="T", households=50),
        estate("D", street="T", households=50),
    ],
    "works": [work(p) for p in "ABCD"],
    "funds": [fund(2021, 2_000_000), fund(2022, 2_000_000)],
}
"""S has two thirds of the households and the best value; there is money for two estates a year."""


def test_street_shares_give_each_street_its_share_by_year(engine: str) -> None:
    free = starts(solved(programme(8, **STREETS), engine))
    assert by_year(free) == {"2021": "AB", "2022": "CD"}
    fair = {"street_shares": {"on": True, "share": 1.0}}
    found = starts(solved(programme(8, rules=fair, **STREETS), engine))
    assert sorted(by_year(found)["2021"])[0] in "AB"
    assert sorted(by_year(found)["2021"])[1] in "CD", "200 in S alone would owe T 66.7, less 50"
    less = {"street_shares": {"on": True, "share": 0.75}}
    assert by_year(starts(solved(programme(8, rules=less, **STREETS), engine))) == by_year(free)
    later = {"street_shares": {"on": True, "share": 1.0, "from_year": 2022}}
    assert by_year(starts(solved(programme(8, rules=later, **STREETS), engine))) == by_year(free)


def test_street_shares_count_what_is_completed_where_asked(engine: str) -> None:
    parts = [work("A"), work("B"), work("C", campaign="one"), work("C", campaign="two"), work("D")]
    tables = {**STREETS, "works": parts, "funds": [fund(2021, 3_000_000), fund(2022, 2_000_000)]}
    rule = {"on": True, "share": 1.0}
    begun = solved(programme(8, rules={"street_shares": rule}, **tables), engine)
    first = sorted(p for p, day in starts(begun).items() if day < "2022")
    assert first[:2] == ["A", "B"]
    done = {"street_shares": {**rule, "counted": "completed"}}
    kept = sorted(
        p for p, day in starts(solved(programme(8, rules=done, **tables), engine)).items() if day < "2022"
    )
    assert kept == ["A", "B", "D"], "one part of C is not yet a completed estate"


def test_least_street_lifts_the_street_that_gets_least(engine: str) -> None:
    tables = {**STREETS, "funds": [fund(2021, 1_000_000)]}
    free = solved(programme(**tables), engine)
    assert set(starts(free)) <= {"A", "B"}
    two = {**STREETS, "funds": [fund(2021, 2_000_000)]}
    assert set(starts(solved(programme(**two), engine))) == {"A", "B"}
    fair = {"least_street": {"on": True, "weight": 1.0}}
    found = solved(programme(rules=fair, **two), engine)
    each = need_met("2021-01-10")
    assert len(set(starts(found)) & {"A", "B"}) == len(set(starts(found)) & {"C", "D"}) == 1
    assert found.objective == pytest.approx(1.5 * each + 300 * (each / 200))
    little = {"least_street": {"on": True, "weight": 0.3}}
    kept = solved(programme(rules=little, **two), engine)
    assert set(starts(kept)) == {"A", "B"}
    assert kept.objective == pytest.approx(2 * each)


def test_least_street_may_be_below_nothing(engine: str) -> None:
    tables = {**STREETS, "benefits": [{"campaign": "C", "value": -100}, {"campaign": "D", "value": -300}]}
    must = {"start_once": {"must_start": True}, "least_street": {"on": True, "weight": 1.0}}
    found = solved(programme(8, rules=must, **{**tables, "funds": [fund(2021, 1e7)]}), engine)
    assert found.objective == pytest.approx(2 * need_met("2021-01-10") - 400 - 300 * 4)


def test_longest_wait_closes_what_would_finish_too_late(engine: str) -> None:
    tables = {**STREETS, "funds": [fund(2022, 1e8)]}
    assert len(starts(solved(programme(8, **tables), engine))) == 4
    for years, starting in ((374 / 365.25, 4), (373.9 / 365.25, 0)):
        rule = {"longest_wait": {"on": True, "years": years}}
        found = solved(programme(8, rules=rule, **tables), engine)
        assert len(starts(found)) == starting, "1 January 2022 and ten days is day 374"


def test_longest_wait_lets_no_street_wait_for_its_first_works(engine: str) -> None:
    tables = {**STREETS, "funds": [fund(2021, 1_000_000), fund(2022, 1e8)]}
    free = starts(solved(programme(8, **tables), engine))
    assert sorted(by_year(free)["2022"])[-2:] == ["C", "D"]
    rule = {"longest_wait": {"on": True, "street_years": 0.9}}
    assert solved(programme(8, rules=rule, **tables), engine).status == "IMPOSSIBLE"
    two = {**STREETS, "funds": [fund(2021, 2_000_000), fund(2022, 1e8)]}
    assert by_year(starts(solved(programme(8, **two), engine))) == {"2021": "AB", "2022": "CD"}
    found = by_year(starts(solved(programme(8, rules=rule, **two), engine)))
    assert len(set(found["2021"]) & set("CD")) == 1
    longer = {"longest_wait": {"on": True, "street_years": 1.0}}
    kept = by_year(starts(solved(programme(8, rules=longer, **two), engine)))
    assert kept == {"2021": "AB", "2022": "CD"}


def test_street_shares_are_told_by_their_amounts_not_by_the_rows_that_count() -> None:
    parts = [work("A"), work("B"), work("C", campaign="one"), work("C", campaign="two"), work("D")]
    tables = {**STREETS, "works": parts, "published": [{"campaign": "A", "start": "2021Q3"}]}
    goal = {"name": "all", "measure": "estates", "value": 4, "by": "2022-12-31", "counted": "started"}
    rules = {
        "street_shares": {"on": True, "share": 1.0},
        "stability": {"on": True, "most_moves": 1, "penalty": 5.0},
    }
    given = programme(8, rules=rules, targets=[goal], **tables)
    told = {rule.name: [row.where for row in rule.rows] for rule in solve(given, engine="highs").rules}
    assert sorted(told["street_shares"]) == ["S, 2021", "S, 2022", "T, 2021", "T, 2022"]
    assert told["targets"] == ["all"]
    assert told["stability"] == ["most moves"]
