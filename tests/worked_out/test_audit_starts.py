"""The rules on the start of single campaigns, each by a plan that keeps it and one that breaks it."""

import pytest

from tests.worked_out.small import ESTATE, OTHER, OTHER_WORK, WORK, found, plan, programme, starts, told

Q1, Q2, Q3 = "2021-01-01", "2021-04-01", "2021-07-01"
A, B = "A (Ayuan)", "B (Byuan)"


def test_a_plan_that_keeps_every_rule_has_no_breach() -> None:
    assert found(programme(), plan(starts("A", Q1))) == []


def test_an_empty_plan_is_audited() -> None:
    assert found(programme(), plan()) == []


def test_an_unknown_campaign_is_named_with_its_nearest() -> None:
    (breach,) = told(
        programme(estates=[{**ESTATE, "id": "A12"}], works=[{**WORK, "place": "A12"}]),
        plan(starts("A13", Q1)),
    )
    assert (breach.rule, breach.where, breach.amount, breach.unit) == ("start_once", "A13", 1, "campaigns")
    assert "did you mean 'A12'" in breach.sentence


def test_a_campaign_starts_once() -> None:
    twice = plan(starts("A", Q1), starts("A", Q2))
    assert found(programme(), twice) == [("start_once", A, 1, "campaigns")]


@pytest.mark.parametrize(
    ("start", "days"), [("2021-01-02", 1), ("2021-03-31", 1), ("2020-12-25", 7), ("2022-01-01", 92)]
)
def test_a_start_is_the_first_day_of_a_period(start: str, days: int) -> None:
    assert found(programme(), plan(starts("A", start))) == [("start_once", A, days, "days")]


@pytest.mark.parametrize("start", ["0001-01-01", "9999-12-31"])
def test_a_start_far_away_is_told_and_nothing_else(start: str) -> None:
    assert [rule for rule, *_ in found(programme(), plan(starts("A", start)))] == ["start_once"]


@pytest.mark.parametrize(
    ("required", "setting", "must"),
    [("", True, True), ("", False, False), ("no", True, False), ("yes", False, True)],
)
def test_what_must_start(required: str, setting: bool, must: bool) -> None:
    given = programme({"start_once": {"must_start": setting}}, estates=[{**ESTATE, "required": required}])
    assert found(given, plan()) == [("must_start", A, 1, "campaigns")] * must


def test_an_optional_campaign_need_not_start() -> None:
    given = programme({"start_once": {"must_start": True}}, works=[{**WORK, "required": "no"}])
    assert found(given, plan()) == []


def test_the_campaigns_of_an_excluded_estate_take_no_part() -> None:
    estates = [ESTATE, {**OTHER, "excluded_because": "to be pulled down"}]
    given = programme({"start_once": {"must_start": True}}, estates=estates, works=[WORK, OTHER_WORK])
    assert found(given, plan(starts("A", Q1))) == []
    assert found(given, plan(starts("A", Q1), starts("B", Q1))) == [("start_once", "B", 1, "campaigns")]


def test_a_pin_holds_the_period_that_holds_it() -> None:
    given = programme(estates=[{**ESTATE, "pinned_start": "2021-05-20", "earliest": "2021-10-01"}])
    assert found(given, plan(starts("A", Q2))) == []
    assert found(given, plan(starts("A", Q1))) == [("pinned", A, 90, "days")]
    assert found(given, plan()) == [("pinned", A, 1, "campaigns")]


def test_earliest_and_latest() -> None:
    given = programme(estates=[{**ESTATE, "earliest": "2021-02-10", "latest": "2021-06-30"}])
    assert found(given, plan(starts("A", Q1))) == [("earliest_latest", A, 40, "days")]
    assert found(given, plan(starts("A", Q2))) == []
    assert found(given, plan(starts("A", Q3))) == [("earliest_latest", A, 1, "days")]


def test_the_moratorium_counts_days_rounded_up() -> None:
    """Five years are 1,826.25 days, so 1,827: from 31 March 2016 to 1 April 2021."""
    for renovated, breaches in (("2016-03-31", []), ("2016-04-01", [("moratorium", A, 1, "days")])):
        given = programme(estates=[{**ESTATE, "renovated_on": renovated}])
        assert found(given, plan(starts("A", Q2))) == breaches
    off = programme({"moratorium": {"on": False}}, estates=[{**ESTATE, "renovated_on": "2020-12-31"}])
    assert found(off, plan(starts("A", Q1))) == []


def test_divided_campaigns_of_an_estate_share_its_dates() -> None:
    works = [{**WORK, "campaign": "houses"}, {**WORK, "campaign": "ground"}]
    given = programme(estates=[{**ESTATE, "latest": "2021-03-31"}], works=works)
    moved = plan(starts("A/houses", Q1, "A/houses:pipes"), starts("A/ground", Q2, "A/ground:pipes"))
    assert found(given, moved) == [("earliest_latest", "A/ground (Ayuan)", 1, "days")]
