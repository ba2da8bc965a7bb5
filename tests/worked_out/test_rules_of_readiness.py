"""What the rules of preparation, agreements and permits do to programmes that can be solved by hand."""

from typing import Any

import pytest

from tests.worked_out.by_hand import estate, programme, solved, starts, work, work_type, works

LIFT = work_type("lift", work_class="upgrade")
ON = {"readiness": {"on": True}}


@pytest.mark.parametrize(
    ("more", "start"),
    [
        ({}, "2021-07-01"),
        ({"ready_stage": "surveyed"}, "2021-07-01"),
        ({"ready_stage": "designed"}, "2021-04-01"),
        ({"ready_stage": "tendered"}, "2021-01-01"),
        ({"ready_stage": "tendered", "preparation_from": "2021-01-02"}, "2021-04-01"),
        ({"ready_stage": "publicised", "preparation_from": "2021-02-15"}, "2021-04-01"),
        ({"ready_stage": "publicised", "preparation_from": "2021-02-16"}, "2021-07-01"),
        ({"pinned_start": "2021-01-01"}, "2021-01-01"),
    ],
)
def test_readiness_lets_an_estate_wait_for_what_is_left_to_prepare(
    engine: str, more: dict[str, Any], start: str
) -> None:
    given = programme(estates=[estate("A", **more)], works=[work("A")], rules=ON)
    assert starts(solved(given, engine)) == {"A": start}


def test_readiness_counts_from_the_day_of_the_settings_and_at_zones_from_nothing(engine: str) -> None:
    short = {"survey_days": 0, "design_rounds": 1, "design_days": 10, "approval_days": 0, "tender_days": 0}
    for begins, start in (("2021-03-15", "2021-04-01"), ("2021-03-16", "2021-07-01")):
        given = programme(
            estates=[estate("A", zone="Z", ready_stage="tendered")],
            works=[work("A"), work("Z")],
            rules={"readiness": {"on": True, "begins": begins, **short}},
        )
        assert starts(solved(given, engine)) == {"A": "2021-04-01", "Z": start}


DESIGN = {"trade": "design", "kind": "office"}
BY_LAWS = {"preparation": {"on": True}}


def test_preparation_takes_turns_where_design_teams_are_few(engine: str) -> None:
    estates = [estate("A"), estate("B", households=200)]
    rules = {**ON, **BY_LAWS}
    free = programme(5, estates=estates, rules=rules)
    assert set(starts(solved(free, engine)).values()) == {"2021-07-01"}
    few = programme(5, estates=estates, rules=rules, crews=[{**DESIGN, "count": 0.5}])
    assert starts(solved(few, engine)) == {"A": "2021-10-01", "B": "2021-07-01"}, (
        "a start in July has a day of design in March and 39 in April to May, of 45.5"
    )
    two = programme(
        5,
        estates=estates,
        rules=rules,
        crews=[{**DESIGN, "count": 0.5}, {**DESIGN, "count": 0.5, "street": "S"}],
    )
    assert set(starts(solved(two, engine)).values()) == {"2021-07-01"}


def test_preparation_of_approved_estates_takes_no_slots(engine: str) -> None:
    slots = [{"trade": "approval", "kind": "office", "count": 0.1}]
    given = programme(
        estates=[estate("A", ready_stage="approved"), estate("B", ready_stage="publicised")],
        rules=BY_LAWS,
        crews=slots,
    )
    found = starts(solved(given, engine))
    assert found["A"] == "2021-01-01"
    assert found["B"] == "2021-01-01", "days before the plan are not counted"
    later = {"preparation": {"on": True}, "readiness": {"on": True, "begins": "2021-01-02"}}
    slow = programme(
        estates=[estate("A", ready_stage="approved"), estate("B", ready_stage="publicised")],
        rules=later,
        crews=slots,
    )
    assert starts(solved(slow, engine)) == {"A": "2021-04-01"}, "B needs 15 days of a slot, a quarter has 9"


SCHOOL = {"estate": "A", "party": "school"}


@pytest.mark.parametrize(
    ("row", "start", "done"),
    [
        ({"reached_on": "2021-04-01"}, "2021-04-01", ["A:pipes", "A:lift"]),
        ({"reached_on": "2021-04-02"}, "2021-07-01", ["A:pipes", "A:lift"]),
        ({"reached_on": "2021-04-02", "holds": "lift"}, "2021-07-01", ["A:pipes", "A:lift"]),
        ({"holds": "lift"}, "2021-01-01", ["A:pipes"]),
        ({}, None, []),
    ],
)
def test_agreements_hold_works_until_they_are_reached(
    engine: str, row: dict[str, Any], start: str | None, done: list[str]
) -> None:
    tables: dict[str, Any] = {
        "estates": [estate("A")],
        "work_types": [work_type(), LIFT],
        "works": [work("A", need=0.1), work("A", "lift")],
        "agreements": [{**SCHOOL, **row}],
    }
    found = solved(programme(**tables), engine)
    assert starts(found) == ({"A": start} if start else {})
    assert works(found) == done
    off = solved(programme(rules={"agreements": {"on": False}}, **tables), engine)
    assert starts(off) == {"A": "2021-01-01"}


@pytest.mark.parametrize(("missing", "starting"), [("assumed", {"A", "B"}), ("refused", {"B"})])
def test_agreements_that_are_listed_but_not_in_the_table(
    engine: str, missing: str, starting: set[str]
) -> None:
    given = programme(
        estates=[estate("A", agreements="school; shop"), estate("B", agreements="shop")],
        agreements=[
            {**SCHOOL, "reached_on": "2020-01-01"},
            {"estate": "B", "party": "shop", "reached_on": "2020-01-01"},
        ],
        rules={"agreements": {"missing": missing}},
    )
    assert starts(solved(given, engine)).keys() == starting


def test_harder_later_holds_back_hard_works_alone(engine: str) -> None:
    tables: dict[str, Any] = {
        "work_types": [work_type(difficulty=2), work_type("drill", difficulty=3)],
        "works": [work("A"), work("B", "drill")],
    }
    late = {"on": True, "from_date": "2021-04-01"}
    found = solved(programme(rules={"harder_later": late}, **tables), engine)
    assert starts(found) == {"A": "2021-01-01", "B": "2021-04-01"}
    both = {"harder_later": {**late, "difficulty": 2}}
    assert set(starts(solved(programme(rules=both, **tables), engine)).values()) == {"2021-04-01"}
    never = {"harder_later": {"on": True}}
    assert set(starts(solved(programme(rules=never, **tables), engine)).values()) == {"2021-01-01"}


def test_harder_later_counts_the_day_of_the_work_itself(engine: str) -> None:
    given = programme(
        work_types=[work_type(), work_type("drill", difficulty=3, after="pipes")],
        works=[work("A"), work("A", "drill")],
        rules={"harder_later": {"on": True, "from_date": "2021-01-11"}},
    )
    assert starts(solved(given, engine)) == {"A": "2021-01-01"}, "the pipes take until the tenth"


OUT = {"exclusions": {"on": True}}
DIGS = [work_type(opens_ground="yes"), LIFT]


def test_exclusions_leave_out_dangerous_and_listed_houses(engine: str) -> None:
    tables: dict[str, Any] = {
        "estates": [
            estate("A", structure_grade="D"),
            estate("B", demolition_list="yes", required="yes"),
            estate("C", structure_grade="C"),
        ],
        "works": [work(p) for p in "ABC"],
    }
    assert starts(solved(programme(rules=OUT, **tables), engine)).keys() == {"C"}
    assert starts(solved(programme(**tables), engine)).keys() == {"A", "B", "C"}
    listed = {"exclusions": {"on": True, "grade_d": False}}
    assert starts(solved(programme(rules=listed, **tables), engine)).keys() == {"A", "C"}


def test_exclusions_spare_what_rebuilds_a_dangerous_house(engine: str) -> None:
    tables: dict[str, Any] = {
        "estates": [estate("A", structure_grade="D", zone="Z"), estate("B", structure_grade="D", zone="Z")],
        "works": [work("A"), work("A", campaign="rebuild"), work("B"), work("Z")],
    }
    given = programme(rules=OUT, **tables)
    assert starts(solved(given, engine)).keys() == {"A/rebuild", "Z"}
    sizes = dict(zip(given.campaigns.key, given.campaigns.households, strict=True))
    assert sizes == {"A/rebuild": 100, "Z": 100}, "B does not count in its zone"
    assert given.exclusions.estate.tolist() == ["", "grade_d"]
    assert given.exclusions.work.tolist() == ["grade_d", "", "", ""]


@pytest.mark.parametrize(
    ("more", "start", "done"),
    [
        ({"heritage_permit": "2021-04-01"}, "2021-04-01", ["A:pipes", "A:lift"]),
        ({}, "2021-01-01", ["A:lift"]),
    ],
)
def test_exclusions_keep_heritage_ground_shut_until_its_permit(
    engine: str, more: dict[str, Any], start: str, done: list[str]
) -> None:
    given = programme(
        estates=[estate("A", heritage="yes", **more)],
        work_types=DIGS,
        works=[work("A"), work("A", "lift", need=0.1)],
        rules={**OUT, "start_once": {"must_start": True}},
    )
    found = solved(given, engine)
    assert (starts(found), works(found)) == ({"A": start}, done)


def test_exclusions_of_heritage_works_keep_their_place_in_time(engine: str) -> None:
    given = programme(
        estates=[estate("A", heritage="yes")],
        work_types=[DIGS[0], {**LIFT, "after": "pipes"}],
        works=[work("A"), work("A", "lift")],
        rules=OUT,
    )
    found = solved(given, engine)
    assert works(found) == ["A:lift"]
    assert found.plan is not None
    assert found.plan.campaigns[0].finish is not None
    assert found.plan.campaigns[0].finish.isoformat() == "2021-01-20"
