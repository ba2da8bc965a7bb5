"""A rule decides the menus: the programme is changed so that its choice is what any plan does."""

from pathlib import Path

import pytest

from scenarios.whatif import overlay, read_what_if
from solvers.menus.ruled import Rule, as_what_if, ruled, what_if_text
from solvers.solving import solve
from tests.worked_out.small import Row, plan, programme, starts
from tests.worked_out.test_menus_of_estates import (
    SIX_AND_FOUR,
    TYPES,
    ballot,
    given_by,
    works,
)

BUREAU = plan(starts("A", "2021-01-01", "A:pipes", "A:lift", "A:park"))


def done(of, **options) -> set[str]:
    found = solve(of, **options).plan
    assert found is not None
    return {work.work for one in found.campaigns for work in one.works}


@pytest.mark.parametrize("rule", ["equal_shares", "greedy_approval"])
def test_what_residents_chose_is_done_and_nothing_else(rule: Rule) -> None:
    of = given_by([], SIX_AND_FOUR)
    assert done(ruled(of, BUREAU, rule)) == {"A:pipes", "A:park", "A:trees", "A:benches"}
    assert done(ruled(of, BUREAU, "bureau")) == {"A:pipes", "A:lift", "A:park"}


def test_estates_with_counts_alone_stay_as_they_are_under_equal_shares() -> None:
    of = given_by([ballot("park", 3), ballot("trees", 8)], [])
    assert ruled(of, BUREAU, "equal_shares").fingerprint == of.fingerprint
    assert ruled(of, BUREAU, "greedy_approval").fingerprint != of.fingerprint


def test_the_file_says_the_same(tmp_path: Path) -> None:
    of, path = given_by([], SIX_AND_FOUR), tmp_path / "menus.toml"
    path.write_text(what_if_text(as_what_if(of, BUREAU, "equal_shares")), encoding="utf-8")
    read = overlay(of, read_what_if(path))
    assert read.programme.fingerprint == ruled(of, BUREAU, "equal_shares").fingerprint
    assert len(read.changes) == 4
    assert read.what_ifs[0].name_zh == "菜单按等额份额法"


def test_works_alike_are_told_apart_by_campaign_building_and_id() -> None:
    optional: Row = {"place": "A", "work_type": "park", "quantity": 1, "need": 0.5, "required": "no"}
    more = [{"campaign": "tower"}, {"campaign": "tower", "building": "1"}, {"id": 'it\'s "mine"'}, {}]
    rows = [works()[0], *(optional | one for one in more)]
    of = programme(work_types=TYPES, works=rows, answers=SIX_AND_FOUR, buildings=[{"estate": "A", "id": "1"}])
    both = plan(
        starts("A", "2021-01-01", "A:pipes", "A:park"),
        starts("A/tower", "2021-01-01", "A/tower:park"),
    )
    kept = ruled(of, both, "bureau").works
    assert list(zip(kept.work_type, kept.campaign, kept.building, kept.id, strict=True)) == [
        ("pipes", "", "", ""),
        ("park", "tower", "", ""),
        ("park", "", "", ""),
    ]
