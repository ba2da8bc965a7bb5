"""What the rules of starts, works and dates do to programmes that can be solved by hand."""

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
    works,
)

LIFT = work_type("lift", work_class="upgrade")
WIRES = [
    work_type(),
    work_type("bury", work_class="improvement", unit_cost=3_000_000),
    work_type("tidy", work_class="improvement", unit_cost=1_000_000),
]


def test_start_once_starts_each_campaign_at_its_best_and_once(engine: str) -> None:
    found = solved(programme(), engine)
    assert starts(found) == {"A": "2021-01-01", "B": "2021-01-01"}
    assert found.objective == pytest.approx(2 * need_met("2021-01-10"))


def test_start_once_makes_those_start_that_must(engine: str) -> None:
    dear = {"benefit": 0.0, "cost": 1.0}
    must = {"start_once": {"must_start": True}}
    estates = [estate("A"), estate("B", required="no")]
    assert starts(solved(programme(aims=dear), engine)) == {}
    found = solved(programme(aims=dear, rules=must, estates=estates), engine)
    assert list(starts(found)) == ["A"]
    assert found.objective == pytest.approx(-100.0)


def test_works_ride_on_the_start_of_their_campaign(engine: str) -> None:
    tables: dict[str, Any] = {
        "work_types": [work_type(), LIFT],
        "works": [work("A", need=0.1), work("A", "lift"), work("B", need=0.5)],
    }
    alone = solved(programme(funds=[fund(2021, 1_000_000)], **tables), engine)
    assert works(alone) == ["B:pipes"], "the lift alone would be worth more, but needs the pipes' money too"
    both = solved(programme(funds=[fund(2021, 2_000_000)], **tables), engine)
    assert works(both) == ["A:pipes", "A:lift"]
    assert both.objective == pytest.approx(1.1 * need_met("2021-01-10"))


def test_works_ride_may_be_left_out(engine: str) -> None:
    given = programme(
        work_types=[work_type(), LIFT],
        works=[work("A"), work("A", "lift"), work("B"), work("B", "lift", need=0.2)],
        funds=[fund(2021, 3_500_000)],
    )
    assert works(solved(given, engine)) == ["A:pipes", "A:lift", "B:pipes"]


def test_alternatives_exclude_each_other(engine: str) -> None:
    wires = [
        work("A", "bury", alternatives="wires"),
        work("A", "tidy", alternatives="wires", need=0.6),
    ]
    rich = programme(work_types=WIRES, works=[work("A"), *wires])
    assert works(solved(rich, engine)) == ["A:pipes", "A:bury"]
    poor = programme(work_types=WIRES, works=[work("A"), *wires], funds=[fund(2021, 3_999_999)])
    assert works(solved(poor, engine)) == ["A:pipes", "A:tidy"]


def test_alternatives_of_which_one_is_required_take_exactly_one(engine: str) -> None:
    wires = [
        work("A", "bury", alternatives="wires", required="yes"),
        work("A", "tidy", alternatives="wires", need=0.6),
    ]
    must = {"start_once": {"must_start": True}}
    given = programme(
        work_types=WIRES, works=[work("A"), *wires], aims={"benefit": 0.0, "cost": 1.0}, rules=must
    )
    found = solved(given, engine)
    assert works(found) == ["A:pipes", "A:tidy"]
    assert found.objective == pytest.approx(-200.0)


def test_pinned_campaigns_start_in_the_period_of_their_pin(engine: str) -> None:
    estates = [estate("A", pinned_start="2021-08-15", required="no", latest="2021-03-31"), estate("B")]
    found = solved(programme(estates=estates, aims={"benefit": 0.0, "cost": 1.0}), engine)
    assert starts(found) == {"A": "2021-07-01"}


@pytest.mark.parametrize(
    ("earliest", "start"),
    [("2021-01-02", "2021-04-01"), ("2021-04-01", "2021-04-01"), ("2021-12-01", None)],
)
def test_earliest_latest_holds_a_start_back(engine: str, earliest: str, start: str | None) -> None:
    given = programme(estates=[estate("A", earliest=earliest), estate("B")])
    assert starts(solved(given, engine)).get("A") == start


def test_earliest_latest_sends_the_one_first_that_cannot_wait(engine: str) -> None:
    crew = {
        "work_types": [work_type(trade="pipe", fixed_days=80)],
        "crews": [{"trade": "pipe", "count": 1}],
    }
    estates = [estate("A", latest="2021-03-31"), estate("B", households=200)]
    free = programme(estates=[estate("A"), estate("B", households=200)], **crew)
    assert starts(solved(free, engine)) == {"A": "2021-04-01", "B": "2021-01-01"}
    held = programme(estates=estates, rules={"start_once": {"must_start": True}}, **crew)
    assert starts(solved(held, engine)) == {"A": "2021-01-01", "B": "2021-04-01"}


@pytest.mark.parametrize(
    ("renovated", "start"),
    [("2016-03-31", "2021-04-01"), ("2016-04-01", "2021-07-01"), ("2015-12-31", "2021-01-01")],
)
def test_moratorium_keeps_a_place_closed_for_its_years(engine: str, renovated: str, start: str) -> None:
    given = programme(estates=[estate("A", renovated_on=renovated), estate("B")])
    assert starts(solved(given, engine)) == {"A": start, "B": "2021-01-01"}
    off = programme(
        estates=[estate("A", renovated_on=renovated), estate("B")], rules={"moratorium": {"on": False}}
    )
    assert starts(solved(off, engine))["A"] == "2021-01-01"


PAVED = {
    "work_types": [work_type(fixed_days=40), work_type("paving", after="pipes")],
    "works": [work("A"), work("A", "paving"), work("B")],
}


@pytest.mark.parametrize(
    ("holds", "finish", "start"),
    [
        ("", "2021-04-30", "2021-07-01"),
        ("", "2021-03-31", "2021-04-01"),
        ("paving", "2021-02-09", "2021-01-01"),  # pipes end on the 9th, paving starts on the 10th
        ("paving", "2021-02-10", "2021-04-01"),
    ],
)
def test_outside_dates_hold_works_until_the_other_project_is_done(
    engine: str, holds: str, finish: str, start: str
) -> None:
    project = {"id": "O", "name": "main", "finish": finish, "estates": "A", "holds": holds}
    found = solved(programme(outside_projects=[project], **PAVED), engine)
    assert starts(found) == {"A": start, "B": "2021-01-01"}


def test_outside_dates_of_an_asset_hold_only_what_it_holds(engine: str) -> None:
    tables = {
        "work_types": [work_type(), LIFT],
        "works": [work("A", need=0.1), work("A", "lift"), work("B")],
        "assets": [{"id": "P", "name": "pumps", "ready": "2021-02-01", "estates": "A", "holds": "lift"}],
    }
    found = solved(programme(**tables), engine)
    assert starts(found)["A"] == "2021-04-01", "waiting is worth the lift"
    tables["works"][1]["need"] = 0.0001
    soon = solved(programme(**tables), engine)
    assert starts(soon)["A"] == "2021-01-01"
    assert "A:lift" not in works(soon)


VOTE = {"estate": "A", "matter": "canopy", "by_area": 0.6, "by_heads": 0.51}


@pytest.mark.parametrize(
    ("votes", "missing", "lifts"),
    [
        ([VOTE], "assumed", ["A", "B"]),
        ([VOTE], "refused", ["A"]),
        ([{**VOTE, "by_heads": 0.5}], "assumed", ["B"]),
        ([{**VOTE, "turnout_area": 0.66, "turnout_heads": 0.9}], "assumed", ["B"]),
        ([{**VOTE, "by_heads": 0.1}, {**VOTE, "unit": "again", "date": "2021-01-01"}], "refused", ["A"]),
    ],
)
def test_consent_lets_only_works_start_whose_vote_passes(
    engine: str, votes: list[dict[str, Any]], missing: str, lifts: list[str]
) -> None:
    given = programme(
        work_types=[work_type(), {**LIFT, "consent_matter": "canopy"}],
        works=[work("A"), work("A", "lift"), work("B"), work("B", "lift")],
        consents=votes,
        rules={"consent": {"missing": missing}},
    )
    done = works(solved(given, engine))
    assert [key[0] for key in done if key.endswith("lift")] == lifts


def test_consent_waits_for_the_day_of_the_vote(engine: str) -> None:
    given = programme(
        work_types=[work_type(consent_matter="canopy")], consents=[{**VOTE, "date": "2021-01-02"}]
    )
    assert starts(solved(given, engine)) == {"A": "2021-04-01", "B": "2021-01-01"}
