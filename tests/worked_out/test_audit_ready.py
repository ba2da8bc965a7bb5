"""What must be ready before a start: preparation, offices, agreements, permits; and what takes no part."""

from typing import Any, ClassVar

import pytest

from scenarios.model.programme import Programme
from solvers.plan.audit import audit
from solvers.plan.audit.fairness import households_of_streets
from solvers.plan.audit.given import Given
from solvers.plan.plan import Plan
from tests.worked_out.small import (
    ESTATE,
    OTHER,
    OTHER_WORK,
    PIPES,
    WORK,
    Row,
    found,
    plan,
    programme,
    starts,
)

Q1, Q2, Q3, Q4 = "2021-01-01", "2021-04-01", "2021-07-01", "2021-10-01"
A = "A (Ayuan)"
LEAD = {
    "on": True,
    "survey_days": 5,
    "design_rounds": 3,
    "design_days": 20,
    "publicity_days": 7,
    "approval_days": 10,
    "tender_days": 8,
}
"""5 + 60 + 7 + 10 + 8 = 90 days, from 1 January to 1 April."""


def of_rule(rule: str, given: Programme, of: Plan) -> list[tuple[str, float, str]]:
    """Return what a plan breaks of one rule, as (where, amount, unit)."""
    breaches = [breach for breach in audit(given, of) if breach.rule == rule]
    for breach in breaches:
        assert breach.sentence.startswith(breach.where), breach
        assert breach.sentence_zh.startswith(breach.where), breach
    return [(breach.where, breach.amount, breach.unit) for breach in breaches]


class TestReadiness:
    @pytest.mark.parametrize(
        ("estate", "rule", "start", "early"),
        [
            ({}, {}, Q2, 0),
            ({}, {"tender_days": 9}, Q2, 1),
            ({}, {}, Q1, 90),
            ({"preparation_from": "2020-12-01"}, {"tender_days": 39}, Q2, 0),
            ({"preparation_from": "2020-12-01"}, {"tender_days": 40}, Q2, 1),
            ({}, {"begins": "2021-01-02"}, Q2, 1),
            ({"preparation_from": "2021-01-01"}, {"begins": "2021-06-01"}, Q2, 0),
            ({"ready_stage": "surveyed"}, {}, Q1, 85),
            ({"ready_stage": "designed"}, {}, Q1, 25),
            ({"ready_stage": "publicised"}, {}, Q1, 18),
            ({"ready_stage": "approved"}, {}, Q1, 8),
            ({"ready_stage": "tendered"}, {}, Q1, 0),
            ({"ready_stage": "tendered", "preparation_from": "2021-01-04"}, {}, Q1, 3),
            ({"pinned_start": Q1}, {}, Q1, 0),
            ({}, {"on": False}, Q1, 0),
        ],
    )
    def test_preparation_comes_before_a_start(
        self, estate: Row, rule: dict[str, Any], start: str, early: int
    ) -> None:
        given = programme({"readiness": {**LEAD, **rule}}, estates=[{**ESTATE, **estate}])
        assert found(given, plan(starts("A", start))) == [("readiness", A, early, "days")] * bool(early)

    def test_nothing_is_said_of_zones_and_assets(self) -> None:
        given = programme(
            {"readiness": {**LEAD, "begins": "2020-12-31"}},
            estates=[{**ESTATE, "zone": "Z", "ready_stage": "tendered"}],
            assets=[{"id": "P", "estates": "A"}],
            works=[{**WORK, "place": "Z"}, {**WORK, "place": "P"}],
        )
        both = plan(starts("Z", Q2), starts("P", Q1))
        assert found(given, both) == [("readiness", "P", 89, "days")]


class TestPreparation:
    RULES: ClassVar[Row] = {"readiness": {**LEAD, "on": False}, "preparation": {"on": True}}
    TWO: ClassVar[dict[str, Any]] = {"estates": [ESTATE, OTHER], "works": [WORK, OTHER_WORK]}

    def of(self, crews: list[Row], *campaigns: Any, **more: Any) -> list[tuple[str, str, float, str]]:
        given = programme(self.RULES, **{**self.TWO, **more}, crews=[{"kind": "office", **c} for c in crews])
        return found(given, plan(*campaigns))

    def test_design_days_before_the_start(self) -> None:
        """A start on 1 July: tender from 23 June, approval 13, publicity 6, design 7 April to 5 June."""
        one = [{"trade": "design", "count": 0.5}]
        assert self.of(one, starts("A", Q3)) == [("preparation", "design 2021Q2", 60 - 45.5, "office-days")]
        later = [{"trade": "design", "count": 1, "from": "2021-04-08", "to": "2021-06-05"}]
        assert self.of(later, starts("A", Q3)) == [("preparation", "design 2021Q2", 1, "office-days")]
        assert self.of([{"trade": "design", "count": 1}], starts("A", Q3)) == []

    def test_two_at_once_take_two_and_rows_of_streets_add_up(self) -> None:
        both = (starts("A", Q3), starts("B", Q3))
        one = [{"trade": "design", "count": 1}]
        assert self.of(one, *both) == [("preparation", "design 2021Q2", 120 - 91, "office-days")]
        two = [*one, {"trade": "design", "count": 1, "street": "S"}]
        elsewhere = [ESTATE, {**OTHER, "street": "T"}]
        assert self.of(two, *both, estates=elsewhere) == []

    def test_approvals_have_their_own_slots_and_only_named_trades_are_limited(self) -> None:
        slots = [{"trade": "approval", "count": 1, "to": "2021-06-14"}]
        assert self.of(slots, starts("A", Q3)) == []
        slots = [{"trade": "approval", "count": 0.1}]
        [(rule, where, over, unit)] = self.of(slots, starts("A", Q3))
        assert (rule, where, unit) == ("preparation", "approval 2021Q2", "office-days")
        assert over == pytest.approx(10 - 9.1)

    def test_days_before_the_plan_and_stages_that_are_done_take_nothing(self) -> None:
        """A start on 1 April: of its design days none lies before 6 January, of one on 1 January all do."""
        none = [{"trade": "design", "count": 0}, {"trade": "approval", "count": 0}]
        assert self.of(none, starts("A", Q1)) == []
        assert self.of(none, starts("A", Q2)) == [
            ("preparation", "approval 2021Q1", 10, "office-days"),
            ("preparation", "design 2021Q1", 60, "office-days"),
        ]
        for stage, left in (("designed", ["approval"]), ("approved", [])):
            estates = [{**ESTATE, "ready_stage": stage}, OTHER]
            breaches = self.of(none, starts("A", Q2), estates=estates)
            assert [where for _, where, _, _ in breaches] == [f"{trade} 2021Q1" for trade in left]

    def test_offices_work_on_base_working_days(self) -> None:
        closed = [{"name": "spring", "from": "2021-05-01", "to": "2021-05-10"}]
        none = [{"trade": "design", "count": 0}]
        assert self.of(none, starts("A", Q3), calendar=closed) == [
            ("preparation", "design 2021Q2", 50, "office-days")
        ]


class TestAgreements:
    PAINT: ClassVar[Row] = {**PIPES, "id": "paint", "name": "paint"}
    BOTH = starts("A", Q2, "A:pipes", "A:paint")

    def of(self, rows: list[Row], listed: str = "", rule: Row | None = None) -> list[Any]:
        given = programme(
            {"agreements": rule or {}},
            estates=[{**ESTATE, "agreements": listed}],
            work_types=[PIPES, self.PAINT],
            works=[WORK, {**WORK, "work_type": "paint"}],
            agreements=rows,
        )
        return found(given, plan(self.BOTH))

    def test_works_wait_until_the_agreement_is_reached(self) -> None:
        row = {"estate": "A", "party": "school", "holds": "pipes"}
        assert self.of([{**row, "reached_on": Q2}]) == []
        assert self.of([{**row, "reached_on": "2021-04-04"}]) == [("agreements", A, 3, "days")]
        assert self.of([row]) == [("agreements", A, 1, "works")]
        assert self.of([row], rule={"on": False}) == []
        everything = {"estate": "A", "party": "school", "reached_on": "2021-04-02"}
        assert self.of([everything]) == [("agreements", A, 1, "days")] * 2

    def test_a_listed_agreement_without_a_row(self) -> None:
        assert self.of([], "school") == []
        assert self.of([], "school", {"missing": "refused"}) == [("agreements", A, 1, "works")] * 2
        row = {"estate": "A", "party": "school", "reached_on": Q1, "holds": "pipes"}
        assert self.of([row], "school", {"missing": "refused"}) == []
        assert self.of([row], "school;church", {"missing": "refused"}) == [("agreements", A, 1, "works")] * 2


@pytest.mark.parametrize(
    ("rule", "early"),
    [
        ({"from_date": "2021-04-11"}, 0),
        ({"from_date": "2021-04-12"}, 1),
        ({"from_date": "2021-04-12", "difficulty": 2}, 1),
        ({"from_date": "2021-04-12", "difficulty": 1}, 11 + 1),
        ({}, 0),
        ({"from_date": "2022-01-01", "on": False}, 0),
    ],
)
def test_hard_works_later(rule: Row, early: int) -> None:
    """Pipes, ordinary, start on 1 April, the lift, very hard, on the 11th."""
    lift = {**PIPES, "id": "lift", "name": "lift", "difficulty": 3, "after": "pipes"}
    given = programme(
        {"harder_later": {"on": True, **rule}},
        work_types=[PIPES, lift],
        works=[WORK, {**WORK, "work_type": "lift"}],
    )
    breaches = found(given, plan(starts("A", Q2, "A:pipes", "A:lift")))
    assert {breach[0] for breach in breaches} <= {"harder_later"}
    assert sum(amount for _, _, amount, _ in breaches) == early


def test_a_hard_work_is_a_day_early() -> None:
    late = programme(
        {"harder_later": {"on": True, "from_date": "2021-01-02"}}, work_types=[{**PIPES, "difficulty": 3}]
    )
    assert found(late, plan(starts("A", Q1))) == [("harder_later", A, 1, "days")]


class TestExclusions:
    ON: ClassVar[Row] = {"exclusions": {"on": True}}

    @pytest.mark.parametrize(
        ("estate", "rule", "broken"),
        [
            ({"structure_grade": "D"}, {}, True),
            ({"structure_grade": "C"}, {}, False),
            ({"structure_grade": "D"}, {"grade_d": False}, False),
            ({"demolition_list": "yes"}, {}, True),
            ({"demolition_list": "yes"}, {"demolition_list": False}, False),
            ({"demolition_list": "yes"}, {"on": False}, False),
        ],
    )
    def test_excluded_estates_start_nothing(self, estate: Row, rule: Row, broken: bool) -> None:
        given = programme({"exclusions": {"on": True, **rule}}, estates=[{**ESTATE, **estate}])
        of = plan(starts("A", Q1))
        assert of_rule("exclusions", given, of) == [(A, 1, "campaigns")] * broken
        assert bool(audit(given, of)) == broken
        assert found(given, plan()) == []

    def test_rebuilding_takes_part_and_its_size_counts(self) -> None:
        works = [{**WORK, "campaign": "rebuild"}, WORK, OTHER_WORK]
        estates = [{**ESTATE, "structure_grade": "D"}, {**OTHER, "street": "T", "demolition_list": "yes"}]
        given = programme(self.ON, estates=estates, works=works)
        assert found(given, plan(starts("A/rebuild", Q1, "A/rebuild:pipes"))) == []
        of = plan(starts("A", Q1), starts("B", Q1))
        assert of_rule("exclusions", given, of) == [(A, 1, "campaigns"), ("B (Byuan)", 1, "campaigns")]
        assert households_of_streets(Given(given)) == {"S": 100}

    @pytest.mark.parametrize(
        ("permit", "breaches"),
        [
            ({"heritage_permit": Q2}, []),
            ({"heritage_permit": "2021-04-06"}, [(A, 5, "days")]),
            ({}, [(A, 1, "works")]),
        ],
    )
    def test_heritage_ground_waits_for_its_permit(self, permit: Row, breaches: list[Any]) -> None:
        estates = [{**ESTATE, "heritage": "yes", **permit}]
        kinds = [{**PIPES, "opens_ground": "yes"}, {**PIPES, "id": "paint", "name": "paint"}]
        works = [WORK, {**WORK, "work_type": "paint"}]
        given = programme(self.ON, estates=estates, work_types=kinds, works=works)
        both = plan(starts("A", Q2, "A:pipes", "A:paint"))
        assert of_rule("exclusions", given, both) == breaches
        without = found(given, plan(starts("A", Q2, "A:paint")))
        assert without == ([] if not permit else [("required_works", A, 1, "works")])
        freely = programme(
            {"exclusions": {"on": True, "heritage_ground": False}},
            estates=estates,
            work_types=kinds,
            works=works,
        )
        assert found(freely, both) == []
