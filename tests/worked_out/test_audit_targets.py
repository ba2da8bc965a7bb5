"""Targets, hard and soft, and what a plan is worth."""

import pytest

from solvers.plan.audit import worth
from tests.worked_out.small import ESTATE, OTHER, OTHER_WORK, PIPES, WORK, found, plan, programme, starts

Q1, Q2, Q4 = "2021-01-01", "2021-04-01", "2021-10-01"
PLACES = [
    {**ESTATE, "floor_area": 8000, "buildings": 4, "zone": "Z"},
    {**OTHER, "street": "T", "buildings": 2, "zone": "Z"},
]
TWO = {"estates": PLACES, "works": [{**WORK, "quantity": 3}, OTHER_WORK]}
DUTY = {"name": "duty", "measure": "estates", "value": 2, "by": "2021-12-31", "counted": "completed"}
BOTH = plan(starts("A", Q1), starts("B", Q4))


@pytest.mark.parametrize(
    ("target", "short", "unit"),
    [
        ({}, 0, "estates"),
        ({"value": 3}, 1, "estates"),
        ({"by": "2021-10-10"}, 0, "estates"),
        ({"by": "2021-10-09"}, 1, "estates"),
        ({"by": "2021-10-01", "counted": "started"}, 0, "estates"),
        ({"by": "2021-09-30", "counted": "started"}, 1, "estates"),
        ({"measure": "households", "value": 151}, 1, "households"),
        ({"measure": "floor_area", "value": 8000.5}, 0.5, "m2"),
        ({"measure": "buildings", "value": 7}, 1, "buildings"),
        ({"measure": "households", "value": 60, "street": "T"}, 10, "households"),
        ({"measure": "households", "value": 150, "zone": "Z"}, 0, "households"),
        ({"measure": "quantity", "work_type": "pipes", "value": 5}, 1, "pipes"),
        ({"measure": "quantity", "work_type": "pipes", "value": 4, "by": "2021-10-09"}, 1, "pipes"),
        ({"measure": "quantity", "work_type": "pipes", "value": 4, "street": "S"}, 1, "pipes"),
    ],
)
def test_what_is_reached_of_a_target(target: dict[str, object], short: float, unit: str) -> None:
    given = programme(**TWO, targets=[{**DUTY, **target}])
    assert found(given, BOTH) == [("targets", "duty", short, unit)] * bool(short)
    off = programme({"targets": {"on": False}}, **TWO, targets=[{**DUTY, **target}])
    assert found(off, BOTH) == []


def test_an_estate_is_completed_with_its_last_required_campaign_and_started_with_its_first() -> None:
    """A is completed without its optional part. C has nothing required, so it needs all its parts."""
    third = {**OTHER, "id": "C", "name": "Cyuan"}
    works = [
        {**WORK, "campaign": "must"},
        {**WORK, "campaign": "may", "required": "no"},
        {**WORK, "place": "C", "campaign": "one", "required": "no"},
        {**WORK, "place": "C", "campaign": "two", "required": "no"},
    ]
    given = programme(estates=[ESTATE, third], works=works, targets=[DUTY])
    all_but_one = (starts("A/must", Q1, "A/must:pipes"), starts("C/one", Q1, "C/one:pipes"))
    assert found(given, plan(*all_but_one)) == [("targets", "duty", 1, "estates")]
    assert found(given, plan(*all_but_one, starts("C/two", Q1, "C/two:pipes"))) == []
    started = programme(estates=[ESTATE, third], works=works, targets=[{**DUTY, "counted": "started"}])
    assert found(started, plan(*all_but_one)) == []


def test_the_quantity_at_zones_and_assets_counts_and_their_start_counts_no_estate() -> None:
    works = [{**WORK, "place": "Z"}, {**WORK, "place": "P"}]
    assets = [{"id": "P", "estates": "A", "street": "S", "zone": "Z"}]
    both = plan(starts("Z", Q1), starts("P", Q1))
    pipes = {**DUTY, "measure": "quantity", "work_type": "pipes", "value": 2, "zone": "Z"}
    assert found(programme(estates=PLACES, works=works, assets=assets, targets=[pipes]), both) == []
    estates = programme(estates=PLACES, works=works, assets=assets, targets=[DUTY])
    assert found(estates, both) == [("targets", "duty", 2, "estates")]


class TestWorth:
    EVALUATED = "2031-01-10"
    """Ten years after 10 January 2021: 3,652 days."""
    TEN_YEARS = 3652 / 365.25

    def test_benefit_cost_and_disruption(self) -> None:
        kind = {**PIPES, "nuisance": "noise 2; dust 1", "nuisance_scope": "building"}
        given = programme(
            None,
            {"benefit": 2, "cost": 3, "disruption": 0.5},
            evaluation_date=self.EVALUATED,
            estates=[{**ESTATE, "buildings": 4, "priority": 0.5}],
            work_types=[kind],
            works=[{**WORK, "need": 0.8}],
            ballots=[{"estate": "A", "work_type": "pipes", "support": 3, "respondents": 4}],
        )
        got = worth(given, plan(starts("A", Q1)))
        support = (3 + 96 * (10 + 3) / 24) / 100  # of 100 households, 4 answered
        assert got.benefit == pytest.approx(0.8 * 0.5 * (0.5 + support) * 100 * self.TEN_YEARS)
        assert got.cost == 1_000_000  # fen
        assert got.disruption == 25 * 10 * 3
        assert got.objective == pytest.approx(2 * got.benefit - 3 * 1 - 0.5 * 750)
        assert got.mean_wait_years == pytest.approx(9 / 365.25)

    @pytest.mark.parametrize(
        ("scope", "households"), [("estate", 100), ("building", 25), ("stairwell", 100 / 12), ("dwelling", 1)]
    )
    def test_households_in_scope(self, scope: str, households: float) -> None:
        """Without stairwells, three a building are assumed."""
        kind = {**PIPES, "nuisance": "dust 1", "nuisance_scope": scope}
        given = programme(estates=[{**ESTATE, "buildings": 4}], work_types=[kind])
        assert worth(given, plan(starts("A", Q1))).disruption == pytest.approx(households * 10)

    def test_nothing_is_worth_less_than_nothing_after_the_evaluation(self) -> None:
        given = programme(evaluation_date="2021-01-05")
        assert worth(given, plan(starts("A", Q1))).benefit == 0

    @pytest.mark.parametrize(("start", "value"), [(Q1, 7), (Q2, -3), (Q4, 7)])
    def test_benefits_given_outright(self, start: str, value: float) -> None:
        rows = [{"campaign": "A", "value": 7}, {"campaign": "A", "period": "2021-05-05", "value": -3}]
        assert worth(programme(benefits=rows), plan(starts("A", start))).benefit == value

    def test_a_benefit_for_one_period_is_nothing_in_others(self) -> None:
        rows = [{"campaign": "A", "period": "2021Q2", "value": 7}]
        assert worth(programme(benefits=rows), plan(starts("A", Q1))).benefit == 0

    @pytest.mark.parametrize(
        ("target", "setting", "penalty"),
        [
            ({"penalty": 4}, None, 4),
            ({}, 5.0, 5),
            ({"penalty": 0}, 5.0, 0),
            ({"rank": 2}, None, 150 * TEN_YEARS / (2 * 2)),
        ],
    )
    def test_soft_targets_cost_their_shortfall(
        self, target: dict[str, object], setting: float | None, penalty: float
    ) -> None:
        """The largest benefits are those of a start on 1 January: of 100 and of 50 households."""
        soft = {**DUTY, "strength": "soft", **target}
        rules = {} if setting is None else {"targets": {"penalty": setting}}
        given = programme(rules, **TWO, targets=[soft], evaluation_date=self.EVALUATED)
        only_a = plan(starts("A", Q1))
        assert found(given, only_a) == []
        got = worth(given, only_a)
        assert got.shortfalls == {"duty": 1}
        assert got.penalties == pytest.approx(penalty)
        assert got.objective == pytest.approx(got.benefit - penalty)

    def test_the_largest_benefit_takes_the_best_of_alternatives(self) -> None:
        works = [
            {**WORK, "alternatives": "x", "need": need, "work_type": kind}
            for need, kind in ((0.3, "pipes"), (1, "paint"))
        ]
        soft = {**DUTY, "strength": "soft", "value": 1, "by": "2021-01-01"}
        kinds = [PIPES, {**PIPES, "id": "paint", "name": "paint"}]
        given = programme(work_types=kinds, works=works, targets=[soft], evaluation_date=self.EVALUATED)
        assert worth(given, plan(starts("A", Q1))).penalties == pytest.approx(100 * self.TEN_YEARS)

    def test_campaigns_that_are_none_are_worth_nothing(self) -> None:
        got = worth(programme(), plan(starts("X", Q1), starts("A", "2031-01-01")))
        assert (got.objective, got.cost, got.mean_wait_years) == (0, 0, None)
