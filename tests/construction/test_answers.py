"""Answers about plans played forward: worked out by hand without chance, and laws that hold with it."""

import datetime
from dataclasses import replace

import numpy as np
import pytest

from scenarios.tables.chance_delays import Inspection
from scenarios.tables.chance_settings import Chance, Epistemic, Risk, Weather
from scenarios.tables.construction_settings import Construction
from solvers.construction.answers import Asked, answered, case_of, differences, outcome_of, sample_of
from solvers.construction.answers.cash import a_year, money_of
from solvers.construction.answers.causes import attribution_of, crews_of, works_of
from solvers.construction.answers.comparing import first_of, one_more
from solvers.construction.answers.groups import by_name, campaigns_of, funds_of, phases_of, programme_of
from solvers.construction.answers.promises import promises_of
from solvers.construction.answers.ranking import drivers_of
from solvers.construction.answers.residents import disruption_of
from solvers.construction.answers.stopping import played_until, stopped
from solvers.construction.answers.together import fan_of, joint_of
from solvers.construction.answers.traced import traced
from solvers.construction.answers.unsure import band_of, register_of
from solvers.construction.site import NEVER
from tests.construction.test_chance_costs import STEADY as WITH_INSPECTIONS
from tests.worked_out.small import ESTATE, OTHER, PIPES, plan, programme, starts

STEADY = WITH_INSPECTIONS.model_copy(update={"inspection": Inspection(low=0, mode=0, high=0)})
THIRD = {"id": "C", "name": "Cyuan", "street": "T", "households": 30}
DIG = PIPES | {"trade": "pipe", "fixed_days": 20, "nuisance": "noise:2;water:1"}
WORKS = [{"place": name, "work_type": "pipes", "quantity": 1, "need": 1} for name in "ABC"]
CREWS = [{"trade": "pipe", "count": 1}]
FUNDS = [
    {"fund": "city", "kind": "city", "year": 2021, "limit": 25_000, "carry_share": 1},
    {"fund": "bond", "kind": "bond", "year": 2021, "limit": 10_000},
]
TARGETS = [
    {"name": "two", "measure": "estates", "value": 2, "by": "2021-01-31"},
    {"name": "most", "measure": "households", "value": 150, "by": "2021-04-30"},
    {"name": "begun", "measure": "estates", "value": 3, "by": "2021-04-01", "counted": "started"},
    {"name": "pipes", "measure": "quantity", "work_type": "pipes", "value": 3, "by": "2021-03-31"},
]
PLAN = plan(
    starts("A", "2021-01-01", by_fund={"city": 1_000_000}),
    starts("B", "2021-01-01", by_fund={"city": 1_000_000}),
    starts("C", "2021-04-01", by_fund={"bond": 1_000_000}),
    draws=[
        ("city", "city", "A", 2021, 10_000),
        ("city", "city", "B", 2021, 10_000),
        ("bond", "bond", "C", 2021, 10_000),
    ],
)


def asked(chance: Chance, crews=CREWS, rules=None, **more):
    tables = {
        "estates": [ESTATE, OTHER, THIRD],
        "work_types": [DIG],
        "works": WORKS,
        "crews": crews,
        "funds": FUNDS,
        "targets": TARGETS,
    }
    given = programme(rules or {}, **(tables | more))
    values = {name: getattr(chance, name) for name in Chance.model_fields}
    settings = given.settings.model_copy(update={"construction": Construction(**values)})
    return given.replace(settings=settings)


@pytest.fixture(scope="module")
def still():
    return sample_of(case_of(asked(STEADY, [CREWS[0] | {"count": 2}]), PLAN, seed=1), 8, weeks=True)


@pytest.fixture(scope="module")
def drawn():
    """The same with one crew and chance, 256 replications."""
    return sample_of(case_of(asked(Chance(weather=Weather(bank=8))), PLAN, seed=1), 256, weeks=True)


def test_without_chance_finishes_and_costs_are_the_plans(still) -> None:
    for group in (*campaigns_of(still), programme_of(still), *by_name(still, still.case.site.street)):
        assert group.finish.p50.date == group.finish.p90.date == group.planned
        assert group.finish.p80.half_width_days in (0, None)
        assert group.cost.p50.value == pytest.approx(group.planned_cost, rel=1e-4)
        assert (group.on_time.value, group.unfinished) == (1, 0)
    assert [g.name for g in campaigns_of(still)] == ["A", "B", "C"]
    assert [(g.name, g.campaigns) for g in by_name(still, still.case.site.street)] == [("S", 2), ("T", 1)]
    assert [(g.name, g.planned_cost) for g in funds_of(still)] == [("city", 20_000), ("bond", 10_000)]
    assert [(g.name, g.campaigns) for g in phases_of(still)] == [("2021Q1", 2), ("2021Q2", 1)]


def test_promises_are_kept_or_broken_as_the_days_say(still) -> None:
    found = promises_of(still, programme_of(still), campaigns_of(still))
    told = {(one.kind, one.name): one for one in found}
    assert told["target", "two"].chance.value == 1
    assert (told["target", "two"].reached, told["target", "two"].amount) == (2, 2)
    assert told["target", "most"].reached == 180
    assert told["target", "begun"].chance.value == 1
    assert told["target", "pipes"].chance.value == 0
    assert (told["target", "pipes"].reached, told["target", "pipes"].unit) == (2, "pipes")
    assert told["campaign", "C"].by == datetime.date(2021, 4, 20)
    assert told["programme", ""].by == datetime.date(2021, 4, 20)


def test_without_chance_each_fund_pays_in_each_quarter_what_the_plan_drew(still) -> None:
    cash, years, pressure = money_of(still)
    assert [(c.fund, c.quarter, c.planned) for c in cash] == [
        ("city", "2021Q1", 20_000),
        ("bond", "2021Q2", 10_000),
    ]
    assert [c.p50 for c in cash] == pytest.approx([20_000, 10_000], rel=1e-4)
    assert [(y.fund, y.year, y.limit, y.beyond.value) for y in years] == [
        ("city", 2021, 25_000, 0),
        ("bond", 2021, 10_000, 0),
    ]
    assert [y.carried for y in years] == pytest.approx([5000, 0], abs=2)
    assert pressure.uncovered == 0
    assert pressure.asked == pytest.approx(0, abs=3)


def test_money_that_lapses_sooner_is_used_first_and_a_share_of_the_rest_kept() -> None:
    limits, last = {2021: 100.0, 2022: 50.0}, {2021: 2022, 2022: 9999}
    left, short = a_year({}, limits, last, 0.5, (2021, np.array([40.0, 120.0])))
    assert left[2021].tolist() == [30, 0]
    assert short.tolist() == [0, 20]
    left, short = a_year(left, limits, last, 0.5, (2022, np.array([60.0, 10.0])))
    assert set(left) == {2022}  # what was left of 2021 may not be used any longer
    assert left[2022].tolist() == [10, 20]
    left, short = a_year(left, limits, last, 0.5, (2023, np.array([5.0, 30.0])))
    assert short.tolist() == [0, 10]


def test_payments_beyond_what_a_fund_holds_are_told(drawn) -> None:
    _, years, pressure = money_of(drawn)
    bond = next(y for y in years if y.fund == "bond")
    assert 0.5 < bond.beyond.value <= (drawn.costs.cost[:, 2] > 10_001).mean()
    assert bond.short > 0
    assert pressure.chance.value >= bond.beyond.value
    assert pressure.uncovered > 0


def test_the_causes_of_a_finish_sum_to_it(drawn) -> None:
    seen = traced(drawn.case, 12)
    found = attribution_of(drawn.case, seen)
    assert found.exact
    assert found.explained + found.left_out == 12
    assert sum(cause.days for cause in found.causes) == pytest.approx(found.finish)
    assert sum(cause.share for cause in found.causes) == pytest.approx(1)
    assert seen.finish == tuple(drawn.runs.programme_finish[:12].tolist())
    assert sum(share for _, share in found.last) == pytest.approx(1)


def test_a_crew_that_is_waited_for_is_named_and_overloaded() -> None:
    case = case_of(asked(STEADY), PLAN, seed=1)  # one crew: B waits 20 days for A
    seen = traced(case, 2)
    assert seen.finish == (110, 110)
    assert seen.taken[0, :40].tolist() == [1] * 40
    assert seen.waiting[0, :40].tolist() == [1] * 20 + [0] * 20
    first = crews_of(case, seen)[0]
    assert (first.pool, first.month, first.there, first.busy) == ("pipe", "2021-01", 31, 31)
    assert first.overload
    alone = case_of(asked(STEADY), replace(PLAN, campaigns=PLAN.campaigns[:2]), seed=1)
    found = attribution_of(alone, traced(alone, 1))
    assert {(c.cause, c.name): c.days for c in found.causes} == {("waiting", "pipe"): 20, ("work", ""): 20}


def test_a_streets_own_crews_are_told_apart_from_the_common_ones() -> None:
    case = case_of(asked(STEADY), PLAN, seed=1)
    site = case.site
    own = replace(
        site,
        pool=(*site.pool, "pipe@S"),
        pool_kind=(*site.pool_kind, "crew"),
        count=np.concatenate([site.count, site.count]),
        need_own=np.where(site.need_common == 0, 1, site.need_own).astype(np.int32),
    )
    both = case.with_site(own)
    first = {one.pool: one for one in reversed(crews_of(both, traced(both, 1)))}
    assert (first["pipe@S"].busy, first["pipe@S"].there) == (20, 31)  # the first work
    assert (first["pipe"].busy, first["pipe"].there) == (20, 31)  # the second, at once


def test_works_on_the_binding_chain_are_ranked(drawn) -> None:
    found = works_of(drawn, traced(drawn.case, 12))
    assert {one.work for one in found} <= {"A:pipes", "B:pipes", "C:pipes"}
    assert all(0 < one.critical <= 1 and -1 <= one.cruciality <= 1 for one in found)
    assert [one.significance for one in found] == sorted((one.significance for one in found), reverse=True)


def test_one_more_crew_ends_the_waiting_and_shows_its_harm() -> None:
    sample = sample_of(case_of(asked(STEADY), replace(PLAN, campaigns=PLAN.campaigns[:2]), seed=1), 16)
    found = {one.measure: one for one in one_more(sample, 0).changes}
    assert (found["finish"].this, found["finish"].other, found["finish"].verdict) == (40, 20, "better")
    assert found["finish"].difference.value == -20
    assert found["peak_households"].verdict == "worse"
    assert found["household_days"].verdict == "same"


def test_the_same_plan_does_not_differ_from_itself(drawn) -> None:
    assert {one.verdict for one in differences(drawn, drawn)} == {"same"}
    other = replace(drawn, case=replace(drawn.case, seed=2))
    with pytest.raises(ValueError, match="one seed"):
        differences(drawn, other)


def test_pairs_do_not_bias_a_difference_but_tell_it_more_surely(drawn) -> None:
    later = plan(starts("A", "2021-01-01"), starts("B", "2021-04-01"), starts("C", "2021-04-01"))
    given = drawn.case.programme
    paired = sample_of(case_of(given, later, seed=1), 256)
    apart = sample_of(case_of(given, later, seed=77), 256)
    near = {one.measure: one for one in differences(drawn, paired)}["campaign_finish"]
    far = apart.finish.mean(axis=1) - drawn.finish.mean(axis=1)
    unsure = 1.96 * far.std() / np.sqrt(len(far))
    assert abs(far.mean() - near.difference.value) < 2 * unsure
    assert near.difference.half_width < unsure


def test_replications_stop_when_all_outputs_stay_precise() -> None:
    case = case_of(asked(STEADY), PLAN, seed=1)
    sample, stop = played_until(case, 0.02)
    assert (sample.runs.replications, stop.met, stop.blocks) == (3 * 128, True, 3)
    wild = case_of(asked(Chance(weather=Weather(bank=8))), PLAN, seed=1)
    told = []
    sample, stop = played_until(wild, 0.001, at_most=256, progress=told.append)
    assert (stop.replications, stop.met, len(told)) == (256, False, 2)
    assert stop.last in {one.name for one in stop.headline}
    widths = {one.name: one.relative for one in stop.headline}
    assert stop.last == max(widths, key=lambda name: widths[name])


def test_fewer_replications_of_a_sample_are_its_first(drawn) -> None:
    part = first_of(drawn, 100)
    again = sample_of(drawn.case, 100)
    assert np.array_equal(part.end, again.end)
    assert np.array_equal(part.cost, again.cost)
    assert np.array_equal(part.runs.burden, again.runs.burden)


def test_drivers_explain_no_more_than_there_is(drawn) -> None:
    found = drivers_of(drawn)
    assert {one.kind for one in found} == {"programme", "weather", "trade", "cost"}
    assert sum(one.finish for one in found) <= 1
    by = {one.kind: one for one in found}
    assert by["cost"].cost > 0.2
    assert by["programme"].finish_low < by["programme"].finish_high
    assert by["cost"].cost_low < by["cost"].cost_high


def test_what_never_finishes_has_no_date_and_no_cost(drawn) -> None:
    finish = drawn.runs.finish.copy()
    finish[::3, 1] = NEVER
    sample = replace(drawn, runs=replace(drawn.runs, finish=finish))
    group = {one.name: one for one in campaigns_of(sample)}["B"]
    assert group.unfinished == pytest.approx(1 / 3, abs=0.01)
    assert group.finish.p50.date is not None
    assert (group.finish.p80.date, group.cost.p80.value) == (None, None)
    assert programme_of(sample).finish.p80.date is None
    joint = joint_of(sample)
    assert joint.confidence.max() == pytest.approx(2 / 3, abs=0.01)
    assert (joint.finish == NEVER).sum() == (sample.end == np.inf).sum()
    assert fan_of(sample).finished.max() == 1


def test_joint_confidence_is_at_most_either_alone(drawn) -> None:
    joint = joint_of(drawn)
    assert joint.p80.value <= 0.81
    assert joint.confidence[-1, -1] == 1
    assert (np.diff(joint.confidence, axis=0) >= 0).all()
    assert (np.diff(joint.confidence, axis=1) >= 0).all()


def test_the_register_is_told_before_and_after_its_mitigation() -> None:
    risk = Risk(
        probability=1, low=2, mode=2, high=2, probability_after=0, cost=0.5, mitigation_cost=7, owner="us"
    )
    case = case_of(asked(STEADY.model_copy(update={"risks": {"pipes": risk}})), PLAN, seed=1)
    found = register_of(case)
    assert found.before_finish.value - found.after_finish.value == 20  # C takes 40 days instead of 20
    assert found.before_cost.value / found.after_cost.value == pytest.approx(1.5, rel=1e-3)
    line = found.lines[0]
    assert (line.name, line.strikes, line.finish.value, line.mitigation_cost) == ("pipes", 1, 20, 7)
    assert register_of(case_of(asked(STEADY), PLAN, seed=1)) is None


def test_the_band_of_ignorance_is_apart_from_chance() -> None:
    chance = Chance(weather=Weather(bank=4), epistemic=Epistemic(sets=3))
    found = band_of(case_of(asked(chance), PLAN, seed=1))
    assert found.sets == 3
    assert found.finish_p80[0] < found.finish_p80[1]
    assert found.cost_p50[0] < found.cost_p50[1]
    one = chance.model_copy(update={"epistemic": Epistemic(sets=1)})
    assert band_of(case_of(asked(one), PLAN, seed=1)) is None


def test_what_residents_bear_is_read_off_the_runs(still, drawn) -> None:
    found = disruption_of(still)
    a = next(place for place in found.places if place.place == "A")
    assert (a.burden_p50, a.longest_p80, a.water_days) == (60, 20, 20)  # 20 days of noise 2 and water 1
    assert found.total.value == 2 * 20 * 180  # households × days × two channels
    noise = next(one for one in found.channels if one.name == "noise")
    assert (noise.household_days.value, noise.weighted.value) == (3600, 7200)
    assert found.weeks.sum() == pytest.approx(20 * 180 * 3)
    assert found.streets[0].peak_p50 == 1
    wide = disruption_of(drawn)
    assert [p.burden_p80 for p in wide.worst] == sorted((p.burden_p80 for p in wide.worst), reverse=True)
    for low, middle, high in (wide.complaints, wide.satisfied):
        assert low < middle < high


def test_an_outcome_is_the_same_again_and_whole(drawn) -> None:
    wanted = Asked(replications=64, traced=4, band=False)
    given = drawn.case.programme
    one, two = (outcome_of(given, PLAN, seed=1, asked=wanted) for _ in range(2))
    for name in (
        "programme",
        "campaigns",
        "promises",
        "cash",
        "fund_years",
        "attribution",
        "drivers",
        "crews",
        "worths",
    ):
        assert getattr(one, name) == getattr(two, name), name
    assert (one.checked.checked, one.checked.mismatches) == (3, 0)
    assert one.replications == 64
    assert len(one.campaigns) == 3
    assert one.stop.target is None
    assert any(told.key == "construction.costs.reference" for told in one.assumptions)
    part = first_of(drawn, 64)
    assert answered(part, stopped(part, None), wanted).programme == one.programme
