"""The rules on what a campaign includes and when its works may start."""

import pytest

from tests.worked_out.small import ESTATE, OTHER, PIPES, WORK, found, plan, programme, starts, told

Q1, Q2 = "2021-01-01", "2021-04-01"
A = "A (Ayuan)"
LIFT = {**PIPES, "id": "lift", "name": "lift", "work_class": "upgrade", "consent_matter": "canopy"}
PAINT = {**PIPES, "id": "paint", "name": "paint", "work_class": "upgrade"}
TWO = {"work_types": [PIPES, PAINT], "works": [WORK, {**WORK, "work_type": "paint"}]}


def test_required_works_are_included_and_optional_ones_need_not_be() -> None:
    given = programme(**TWO)
    assert found(given, plan(starts("A", Q1, "A:pipes"))) == []
    (breach,) = told(given, plan(starts("A", Q1, "A:paint")))
    assert (breach.rule, breach.where, breach.amount) == ("required_works", A, 1)
    assert "A:pipes" in breach.sentence


@pytest.mark.parametrize(
    ("works", "named"),
    [
        (["A:pipes", "A:pipes"], "A:pipes is named 2 times"),
        (["A:pipes", "A:pipe"], "did you mean 'A:pipes'"),
        (["A:pipes", "B:pipes"], "belongs to campaign B"),
    ],
)
def test_works_are_the_campaigns_own_and_named_once(works: list[str], named: str) -> None:
    given = programme(estates=[ESTATE, OTHER], works=[WORK, {**WORK, "place": "B"}])
    (breach,) = told(given, plan(starts("A", Q1, *works)))
    assert (breach.rule, breach.where, breach.amount, breach.unit) == ("required_works", A, 1, "works")
    assert named in breach.sentence


def test_of_alternatives_at_most_one_and_exactly_one_where_one_is_required() -> None:
    works = [{**WORK, "alternatives": "wires"}, {**WORK, "work_type": "paint", "alternatives": "wires"}]
    given = programme(work_types=[PIPES, PAINT], works=works)
    assert found(given, plan(starts("A", Q1, "A:paint"))) == []
    assert found(given, plan(starts("A", Q1, "A:pipes", "A:paint"))) == [("alternatives", A, 1, "works")]
    none = plan(starts("A", Q1)).campaigns[0]
    bare = plan(type(none)(campaign="A", start=none.start))
    assert found(given, bare) == [("alternatives", A, 1, "works")]
    optional = programme(work_types=[PIPES, PAINT], works=[{**work, "required": "no"} for work in works])
    assert found(optional, bare) == []


VOTE = {"estate": "A", "matter": "canopy", "by_area": 0.6, "by_heads": 0.6}


@pytest.mark.parametrize(
    ("votes", "rule", "breach"),
    [
        ([], {}, []),
        ([], {"missing": "refused"}, [("consent", A, 1, "works")]),
        ([], {"missing": "refused", "on": False}, []),
        ([VOTE], {"missing": "refused"}, []),
        ([{**VOTE, "date": "2021-01-11"}], {}, [("consent", A, 10, "days")]),
        ([{**VOTE, "by_heads": 0.5}], {}, [("consent", A, 1, "works")]),
        ([{**VOTE, "by_heads": 0.5}], {"matters": {"canopy": {"strictly_more": False}}}, []),
        ([{**VOTE, "turnout_area": 0.66}], {}, [("consent", A, 1, "works")]),
        ([{**VOTE, "turnout_area": 0.67, "turnout_heads": 0.67}], {}, []),
        ([{**VOTE, "by_area": 0.1, "scope": "building", "unit": "1"}], {}, []),
        ([{**VOTE, "by_area": 0.7}], {"default": {"approval": 0.65}}, [("consent", A, 1, "works")]),
    ],
)
def test_consent(votes: list[dict[str, object]], rule: dict[str, object], breach: list[object]) -> None:
    works = [WORK, {**WORK, "work_type": "lift"}]
    given = programme({"consent": rule}, work_types=[PIPES, LIFT], works=works, consents=votes)
    assert found(given, plan(starts("A", Q1, "A:pipes", "A:lift"))) == breach
    assert found(given, plan(starts("A", Q1, "A:pipes"))) == []


def test_a_consented_work_may_start_late_in_its_campaign() -> None:
    """Paint follows ten days of pipes, so it starts on 11 January, the day of the vote."""
    lift = {**LIFT, "after": "pipes"}
    given = programme(
        work_types=[PIPES, lift],
        works=[WORK, {**WORK, "work_type": "lift"}],
        consents=[{**VOTE, "date": "2021-01-11"}],
    )
    assert found(given, plan(starts("A", Q1, "A:pipes", "A:lift"))) == []


def test_outside_projects_hold_the_works_they_name() -> None:
    project = {"id": "W1", "finish": "2021-01-20", "estates": "A"}
    given = programme(**TWO, outside_projects=[project])
    both = plan(starts("A", Q1, "A:pipes", "A:paint"))
    assert found(given, both) == [("outside_dates", A, 20, "days")] * 2
    assert found(given, plan(starts("A", Q2, "A:pipes", "A:paint"))) == []
    only_paint = programme(**TWO, outside_projects=[{**project, "holds": "paint"}])
    assert found(only_paint, both) == [("outside_dates", A, 20, "days")]
    assert found(only_paint, plan(starts("A", Q1, "A:pipes"))) == []
    off = programme({"outside_dates": {"on": False}}, **TWO, outside_projects=[project])
    assert found(off, both) == []


def test_an_asset_holds_works_until_it_is_ready() -> None:
    for ready, breaches in (("2021-03-31", []), ("2021-04-01", [("outside_dates", A, 1, "days")]), ("", [])):
        given = programme(assets=[{"id": "P1", "estates": "A", "ready": ready}])
        assert found(given, plan(starts("A", Q2))) == breaches
