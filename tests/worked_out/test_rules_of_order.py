"""What the rules of order and of belonging together do to programmes that can be solved by hand."""

from typing import Any

import pytest

from tests.worked_out.by_hand import (
    Row,
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

MUST = {"start_once": {"must_start": True}}
PUMPS = {"id": "P", "name": "pumps", "estates": "A", "holds": "pipes"}
DRILL = work_type("drill", fixed_days=95)
LIFT = work_type("lift", work_class="upgrade")
DEAR_IS_BAD = {"benefit": 1.0, "cost": 1.0}


def parts(place: str, *words: str, **more: Any) -> list[Row]:
    return [work(place, campaign=word, **more) for word in words]


def test_shared_assets_let_what_they_hold_wait_for_their_own_works(engine: str) -> None:
    tables: dict[str, Any] = {
        "assets": [PUMPS],
        "work_types": [work_type(), DRILL, LIFT],
        "works": [work("P", "drill"), work("A"), work("B")],
    }
    held = solved(programme(**tables), engine)
    assert starts(held) == {"P": "2021-01-01", "A": "2021-07-01", "B": "2021-01-01"}
    free = solved(programme(rules={"shared_assets": {"on": False}}, **tables), engine)
    assert starts(free) == {"P": "2021-01-01", "A": "2021-01-01", "B": "2021-01-01"}


def test_shared_assets_hold_single_works_of_the_types_named(engine: str) -> None:
    tables: dict[str, Any] = {
        "assets": [{**PUMPS, "holds": "lift"}],
        "work_types": [work_type(), DRILL, LIFT],
        "works": [work("P", "drill", need=0), work("A"), work("A", "lift", need=0.001)],
    }
    found = solved(programme(**tables), engine)
    assert starts(found)["A"] == "2021-01-01", "the lift is worth less than the pipes' waiting"
    assert "A:lift" not in works(found)


def test_shared_assets_must_have_been_done_at_all(engine: str) -> None:
    tables: dict[str, Any] = {
        "assets": [PUMPS],
        "work_types": [work_type(), DRILL],
        "works": [work("P", "drill"), work("A")],
        "funds": [fund(2021, 1_500_000)],
    }
    assert starts(solved(programme(**tables), engine)) == {"P": "2021-01-01"}, "A needs the money of both"


@pytest.mark.parametrize(("gap", "start"), [(80, "2021-04-01"), (81, "2021-07-01")])
def test_stages_follow_each_other_a_gap_apart(engine: str, gap: int, start: str) -> None:
    stages = {"stages": {"on": True, "order": ["buildings", "yard", "ground"], "gap_days": gap}}
    tables: dict[str, Any] = {"works": [*parts("A", "ground", "buildings", "other"), *parts("B", "ground")]}
    found = starts(solved(programme(rules=stages, **tables), engine))
    assert found == {
        "A/ground": start,
        "A/buildings": "2021-01-01",
        "A/other": "2021-01-01",
        "B/ground": "2021-01-01",
    }
    assert set(starts(solved(programme(**tables), engine)).values()) == {"2021-01-01"}


def test_modes_of_a_place_exclude_each_other(engine: str) -> None:
    tables: dict[str, Any] = {
        "works": [*parts("A", "micro", need=0.5), *parts("A", "rebuild", "ground"), *parts("B", "micro")]
    }
    assert set(starts(solved(programme(**tables), engine))) == {"A/rebuild", "A/ground", "B/micro"}
    both = solved(programme(rules={"modes": {"on": False}}, **tables), engine)
    assert set(starts(both)) == {"A/micro", "A/rebuild", "A/ground", "B/micro"}


def test_modes_of_a_place_that_must_start_are_one(engine: str) -> None:
    cheap: Any = {"benefit": 0.0, "cost": 1.0}
    tables: dict[str, Any] = {
        "works": [work("A", campaign="micro", cost=1_000_000), work("A", campaign="rebuild", cost=9_000_000)]
    }
    found = solved(programme(rules=MUST, aims=cheap, **tables), engine)
    assert starts(found).keys() == {"A/micro"}
    assert found.objective == pytest.approx(-100)
    pinned = [estate("A", pinned_start="2021-05-05")]
    assert starts(solved(programme(estates=pinned, aims=cheap, **tables), engine)) == {
        "A/micro": "2021-04-01"
    }


def test_modes_complete_a_place_for_targets_by_any_of_them(engine: str) -> None:
    duty = {"name": "d", "measure": "estates", "value": 2, "by": "2021-12-31", "strength": "hard"}
    tables: dict[str, Any] = {
        "works": [*parts("A", "micro", "rebuild", need=0.01), *parts("B", "micro", "rebuild", "ground")],
        "aims": DEAR_IS_BAD,
        "targets": [duty],
    }
    found = solved(programme(**tables), engine)
    assert len(starts(found)) == 3
    assert {key for key in starts(found) if key[0] == "B"} >= {"B/ground"}
    apart = programme(rules={"modes": {"on": False}}, **tables)
    assert len(starts(solved(apart, engine))) == 5


def test_pilot_first_is_complete_after_the_days_of_learning(engine: str) -> None:
    for days, start in ((80, "2021-04-01"), (81, "2021-07-01")):
        given = programme(
            estates=[estate("A", pilot="yes"), estate("B")],
            rules={"pilot_first": {"others_before": 0, "learning_days": days}},
        )
        assert starts(solved(given, engine)) == {"A": "2021-01-01", "B": start}


def test_pilot_first_waits_for_one_mode_of_a_pilot(engine: str) -> None:
    given = programme(
        estates=[estate("A", pilot="yes"), estate("B")],
        works=[*parts("A", "micro", "rebuild"), work("B")],
        rules={"pilot_first": {"others_before": 0}},
    )
    found = starts(solved(given, engine))
    assert len(found) == 2
    assert found["B"] == "2021-04-01"


LIFTS = [work("A", "lift", building=b, need=need) for b, need in (("1", 1.0), ("2", 0.2))]


def test_all_buildings_have_a_work_or_none(engine: str) -> None:
    tables: dict[str, Any] = {"work_types": [work_type(), LIFT], "works": [work("A"), *LIFTS]}
    poor = programme(funds=[fund(2021, 2_500_000)], **tables)
    assert works(solved(poor, engine)) == ["A:pipes"], "money for one lift only"
    off = {"all_buildings": {"on": False}}
    apart = programme(funds=[fund(2021, 2_500_000)], rules=off, **tables)
    assert works(solved(apart, engine)) == ["A:pipes", "A:lift:1"]
    rich = programme(funds=[fund(2021, 3_000_000)], **tables)
    assert works(solved(rich, engine)) == ["A:pipes", "A:lift:1", "A:lift:2"]


def test_all_buildings_follow_one_that_is_required(engine: str) -> None:
    lifts = [{**LIFTS[0], "required": "yes"}, {**LIFTS[1], "need": 0.0}]
    tables: dict[str, Any] = {"work_types": [work_type(), LIFT], "works": lifts, "aims": DEAR_IS_BAD}
    found = solved(programme(**tables), engine)
    assert works(found) == ["A:lift:1", "A:lift:2"]
    assert found.objective == pytest.approx(need_met("2021-01-10") - 200)
