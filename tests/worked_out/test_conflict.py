"""Rules that cannot be kept together are named, and no more of them than it takes."""

import dataclasses
from typing import Any

import pytest

from scenarios.model.programme import Programme
from solvers.engines import child
from solvers.engines.answer import Status, Wish
from solvers.rules.program import phasing_program
from solvers.why.conflict import DEFINING, Conflict, conflict
from tests.worked_out.by_hand import estate, fund, programme, work, work_type

MUST = {"start_once": {"must_start": True}}
DUTY = {"name": "duty", "measure": "estates", "value": 2, "by": "2021-12-31", "strength": "hard"}
CREW = {"work_types": [work_type(trade="pipe", fixed_days=80)], "crews": [{"trade": "pipe", "count": 1}]}


def pinned(*places: str) -> list[dict[str, Any]]:
    return [estate(place, pinned_start="2021-01-01", required="no") for place in places]


IMPOSSIBLE: dict[str, tuple[Programme, set[str]]] = {
    "targets above the money": (
        programme(targets=[DUTY], funds=[fund(2021, 1_999_999.99)]),
        {"targets", "fund_limits"},
    ),
    "must start without the money": (
        programme(rules=MUST, funds=[fund(2021, 1_999_999.99)]),
        {"start_once", "fund_limits"},
    ),
    "a duty due before works can end": (
        programme(targets=[{**DUTY, "value": 1, "by": "2021-01-09", "counted": "completed"}]),
        {"targets"},
    ),
    "pins against crews": (
        programme(estates=pinned("A", "B"), **CREW),
        {"start_once", "pinned", "crew_limits"},
    ),
    "a duty against a late start": (
        programme(
            estates=[estate("A", earliest="2021-07-01"), estate("B")],
            targets=[{**DUTY, "by": "2021-06-30", "counted": "started"}],
        ),
        {"targets", "earliest_latest"},
    ),
    "a pin against a link": (
        programme(estates=pinned("A", "B"), links=[{"before": "A", "after": "B"}]),
        {"start_once", "pinned", "links"},
    ),
    "a duty against a vote that failed": (
        programme(
            work_types=[work_type(consent_matter="lift")],
            consents=[{"estate": "A", "matter": "lift", "by_area": 0.4, "by_heads": 0.4}],
            targets=[DUTY],
        ),
        {"targets", "consent"},
    ),
    "a duty against the street's peace": (
        programme(
            1,
            targets=[DUTY],
            rules={"street_projects": {"on": True, "most": 1}},
        ),
        {"targets", "street_projects"},
    ),
    "a duty against pilots": (
        programme(
            1,
            estates=[estate("A", pilot="yes"), estate("B")],
            targets=[DUTY],
            rules={"pilot_first": {"others_before": 0}},
        ),
        {"targets", "pilot_first"},
    ),
}


def is_possible(given: Programme, kept: frozenset[str]) -> bool:
    """Whether some plan keeps the rules; nothing starts twice in it, whether or not some must start."""
    program = phasing_program(given, kept | DEFINING | {"start_once"})
    low = program.arrays.row_low.copy()
    low[: len(given.campaigns)] *= "start_once" in kept
    arrays = dataclasses.replace(program.arrays, row_low=low)
    return child.run("highs", arrays, Wish(gap=1.0, seconds=20))[0].status is not Status.IMPOSSIBLE


@pytest.mark.parametrize("kind", list(IMPOSSIBLE))
def test_the_rules_in_conflict_are_named_and_each_is_needed(kind: str) -> None:
    given, expected = IMPOSSIBLE[kind]
    found = conflict(given, seconds=60)
    names = frozenset(rule.name for rule in found.rules)
    assert names == expected
    assert found.minimal
    assert not is_possible(given, names)
    assert all(is_possible(given, names - {name}) for name in names)


def test_without_time_it_does_not_claim_to_be_minimal() -> None:
    given, expected = IMPOSSIBLE["targets above the money"]
    found: Conflict = conflict(given, seconds=0.0)
    assert not found.minimal
    assert expected <= {rule.name for rule in found.rules}


def test_rules_that_say_what_a_plan_is_are_never_named() -> None:
    given = programme(works=[work("A"), work("B")], rules=MUST, funds=[fund(2021, 1)])
    assert not {rule.name for rule in conflict(given).rules} & DEFINING


@pytest.mark.parametrize("kind", list(IMPOSSIBLE))
def test_what_holds_for_small_programmes_holds_as_large_ones_are_judged(
    kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("solvers.why.conflict.LARGE", 1)
    given, _ = IMPOSSIBLE[kind]
    found = conflict(given, seconds=60)
    names = frozenset(rule.name for rule in found.rules)
    assert found.minimal
    assert not is_possible(given, names)
