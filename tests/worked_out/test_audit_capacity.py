"""Crews, and what a street bears at once."""

import pytest

from tests.worked_out.small import ESTATE, OTHER, OTHER_WORK, PIPES, WORK, found, plan, programme, starts

Q1, Q2 = "2021-01-01", "2021-04-01"
LONG = {**PIPES, "fixed_days": 60, "trade": "pipe"}
TWO = {"estates": [ESTATE, OTHER], "works": [WORK, OTHER_WORK]}
BOTH = plan(starts("A", Q1), starts("B", Q1))


@pytest.mark.parametrize(
    ("crews", "over"),
    [
        ([], 0),
        ([{"trade": "pipe", "count": 2}], 0),
        ([{"trade": "pipe", "count": 1}], 30),
        ([{"trade": "pipe", "count": 1}, {"trade": "pipe", "count": 0.5, "from": "2021-03-01"}], 14.5),
        (
            [
                {"trade": "pipe", "count": 1},
                {"trade": "pipe", "count": 0.5, "to": "2021-01-31", "street": "S"},
            ],
            14.5,
        ),
        ([{"trade": "pipe", "count": 9, "street": "T"}], 120),
        ([{"trade": "pipe", "count": 9, "kind": "office"}], 0),
    ],
)
def test_crew_days_of_a_quarter(crews: list[dict[str, object]], over: float) -> None:
    """Two works of 60 days each take 120 crew-days of the 90 that one crew has in the first quarter."""
    elsewhere = {**OTHER, "id": "C", "street": "T"}
    given = programme(estates=[ESTATE, OTHER, elsewhere], works=TWO["works"], work_types=[LONG], crews=crews)
    assert found(given, BOTH) == [("crew_limits", "pipe 2021Q1", over, "crew-days")] * bool(over)


def test_crews_of_one_street_do_not_serve_another() -> None:
    """B in T needs 60 crew-days beyond its street's own 0; A in S has 90 of its own and lends none."""
    given = programme(
        estates=[ESTATE, {**OTHER, "street": "T"}],
        works=TWO["works"],
        work_types=[LONG],
        crews=[{"trade": "pipe", "count": 1, "street": "S"}, {"trade": "pipe", "count": 0.5}],
    )
    assert found(given, BOTH) == [("crew_limits", "pipe 2021Q1", 15, "crew-days")]


def test_crews_at_once_and_a_period_partly_used() -> None:
    """100 days with two crews: 180 crew-days in the first quarter, 20 in the second."""
    given = programme(
        work_types=[{**LONG, "fixed_days": 100, "crews_at_once": 2}],
        crews=[
            {"trade": "pipe", "count": 1.5, "to": "2021-03-31"},
            {"trade": "pipe", "count": 0.1, "from": "2021-04-01"},
        ],
    )
    assert found(given, plan(starts("A", Q1))) == [
        ("crew_limits", "pipe 2021Q1", 45, "crew-days"),
        ("crew_limits", "pipe 2021Q2", pytest.approx(10.9), "crew-days"),
    ]


def test_crews_have_base_working_days_only() -> None:
    """Of 90 days 20 are closed to all; a quiet window and one of a single estate take none from the crews."""
    windows = [
        {"name": "spring", "from": "2021-02-01", "to": "2021-02-20"},
        {"name": "quiet", "from": "2021-03-01", "to": "2021-03-10", "stop": "quiet"},
        {"name": "elsewhere", "from": "2021-03-01", "to": "2021-03-10", "estates": "B"},
    ]
    given = programme(**TWO, work_types=[LONG], calendar=windows, crews=[{"trade": "pipe", "count": 1}])
    # A: 60 days to 21 March; B, closed ten days more: to 31 March
    assert found(given, BOTH) == [("crew_limits", "pipe 2021Q1", 50, "crew-days")]


def test_left_out_works_need_no_crews_and_a_switch_is_a_switch() -> None:
    works = [WORK, {**OTHER_WORK, "required": "no"}]
    crews = [{"trade": "pipe", "count": 1}]
    given = programme(estates=TWO["estates"], works=works, work_types=[LONG], crews=crews)
    bare = type(starts("B", Q1))(campaign="B", start=starts("B", Q1).start)
    assert found(given, plan(starts("A", Q1), bare)) == []
    off = programme({"crew_limits": {"on": False}}, **TWO, work_types=[LONG], crews=crews)
    assert found(off, BOTH) == []


@pytest.mark.parametrize(
    ("rule", "over"),
    [
        ({"share": 0.3}, 50),  # the largest campaign's 100 stand before 0.3 × 150 = 45
        ({"share": 0.9}, 15),  # 135
        ({"share": 0.3, "by_street": {"S": 0.999}}, 1),  # 149.85, rounded down
        ({"share": 0.82}, 27),  # 123, though a float would say 122.999…
        ({"share": 1}, 0),
        ({"share": 0, "on": False}, 0),
    ],
)
def test_households_of_a_street_under_works(rule: dict[str, object], over: int) -> None:
    given = programme({"street_disruption": {"on": True, **rule}}, **TWO)
    assert found(given, BOTH) == [("street_disruption", "S 2021Q1", over, "households")] * bool(over)
    assert found(given, plan(starts("A", Q1), starts("B", Q2))) == []


def test_households_count_once_for_each_campaign_and_not_for_assets() -> None:
    """Two campaigns of A count twice, the asset's nothing; an excluded estate is no part of the street."""
    given = programme(
        {"street_disruption": {"on": True, "share": 1}, "shared_assets": {"on": False}},
        estates=[ESTATE, {**OTHER, "excluded_because": "new"}],
        assets=[{"id": "P", "estates": "A", "street": "S"}],
        works=[{**WORK, "campaign": "a"}, {**WORK, "campaign": "b"}, {**WORK, "place": "P"}],
    )
    three = plan(starts("A/a", Q1), starts("A/b", Q1), starts("P", Q1))
    assert found(given, three) == [("street_disruption", "S 2021Q1", 100, "households")]


def test_a_campaign_is_under_way_in_every_period_its_span_touches() -> None:
    """90 days from 1 January end with March; 91 touch the second quarter."""
    for days, breaches in ((90, []), (91, [("street_projects", "S 2021Q2", 1, "campaigns")])):
        given = programme(
            {"street_projects": {"on": True, "most": 1}}, **TWO, work_types=[{**PIPES, "fixed_days": days}]
        )
        assert found(given, plan(starts("A", Q1), starts("B", Q2))) == breaches


def test_projects_of_a_street_by_its_own_number() -> None:
    rule = {"on": True, "most": 0, "by_street": {"S": 1}}
    given = programme({"street_projects": rule}, **TWO)
    assert found(given, BOTH) == [("street_projects", "S 2021Q1", 1, "campaigns")]
    nowhere = programme({"street_projects": {**rule, "by_street": {}}}, estates=[{**ESTATE, "street": ""}])
    assert found(nowhere, plan(starts("A", Q1))) == []
