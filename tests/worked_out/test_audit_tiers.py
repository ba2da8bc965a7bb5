"""The audit of aims held in turn."""

from typing import Any

import pytest

from scenarios.model.programme import Programme
from tests.worked_out.small import found, plan, programme, starts

TIERS = [{"name": "livelihood", "classes": ["basic"], "tolerance": 0.1}, {"name": "all"}]


@pytest.fixture
def given() -> Programme:
    """One estate with pipes of the basic class; its benefit is some 1,090 household-years."""
    return programme({}, {}, tiers=tuple(TIERS))


def said(*tiers: dict[str, Any]) -> dict[str, Any]:
    """A certificate of tiers."""
    return {"certificate": {"tiers": list(tiers)}}


def value(given: Programme) -> float:
    """What starting at once is worth in either aim."""
    days = given.clock.evaluation_day - 9
    return 100 * days / 365.25


def test_a_hold_that_is_kept_and_values_as_stated_are_no_breach(given: Programme) -> None:
    worth = value(given)
    stated = said({"objective": worth, "held_at": 0.9 * worth, "final": worth}, {"final": worth})
    assert found(given, plan(starts("A", "2021-01-01"), **stated)) == []


def test_a_hold_that_is_not_kept_is_one(given: Programme) -> None:
    worth = value(given)
    stated = said({"held_at": worth + 10.0}, {})
    assert found(given, plan(starts("A", "2021-01-01"), **stated)) == [
        ("tiers", "livelihood", pytest.approx(10.0), "aim units")
    ]


def test_a_value_that_is_stated_otherwise_is_one(given: Programme) -> None:
    stated = said({}, {"final": value(given) - 1.0})
    assert found(given, plan(starts("A", "2021-01-01"), **stated)) == [
        ("tiers", "all", pytest.approx(1.0), "aim units")
    ]


def test_a_hold_below_what_the_tolerance_allows_is_one(given: Programme) -> None:
    worth = value(given)
    stated = said({"objective": worth, "held_at": 0.8 * worth}, {})
    assert found(given, plan(starts("A", "2021-01-01"), **stated)) == [
        ("tiers", "livelihood", pytest.approx(0.1 * worth), "aim units")
    ]


def test_another_number_of_aims_is_one(given: Programme) -> None:
    assert found(given, plan(starts("A", "2021-01-01"), **said({}))) == [("tiers", "certificate", 1, "aims")]
