"""Every measure of the ledger (docs/construction-ledger.md) on small sites solved by hand."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError

from scenarios.tables.disruption_settings import Complaints, Disruption, Satisfaction
from solvers.construction.ledger import (
    Ledger,
    People,
    add_weeks,
    bearing_of,
    borne_of,
    complaints,
    empty_weeks,
    ledger_of,
    satisfaction,
    worked_of,
)
from solvers.construction.ledger.fairness import gini, most_to_median, worst, worst_tenth
from solvers.construction.play import replay
from solvers.construction.site import Draws, Site, undisturbed
from tests.construction.by_hand import Job, built, drawn

WEEKEND = (5, 6, 12, 13)


def disturbing(*jobs: tuple[Job, dict[str, float]], scope: float = 100.0, **more: Any) -> Site:
    """Return a site of jobs with their nuisances; each campaign has 100 households."""
    channels = tuple(dict.fromkeys(name for _, held in jobs for name in held))
    site = built(*(job for job, _ in jobs), **more)
    level = np.array([[held.get(name, 0.0) for name in channels] for _, held in jobs])
    return replace(site, channels=channels, level=level, in_scope=np.full(len(jobs), scope))


def kept(site: Site, draws: Draws | None = None, people: People | None = None, **rule: Any) -> Ledger:
    """Play a site and return its ledger, by default with plain settings."""
    draws = draws or undisturbed(site)
    bearing = bearing_of(site, Disruption(**rule), people)
    return ledger_of(bearing, replay(site, draws).played, worked_of(draws))


def people(site: Site, weight: float = 1.0, ground: str = "", households: float = 0.0) -> People:
    return People(
        weight=np.full(site.campaigns, weight),
        street_households={"S": households},
        ground=(ground,) * site.activities,
    )


def test_noise_counts_working_days_and_a_closed_road_calendar_days() -> None:
    site = disturbing((Job(name="a", days=7), {"noise": 2, "road": 3}), closed=[WEEKEND], scope=40.0)
    ledger = kept(site)
    assert ledger.household_days.tolist() == [[40 * 7, 40 * 9]]
    assert ledger.weighted.tolist() == [[40 * 7 * 2, 40 * 9 * 3]]
    assert ledger.burden.tolist() == [40 * (7 * 2 + 9 * 3) / 100]


def test_weights_of_level_channel_and_vulnerability_multiply() -> None:
    site = disturbing((Job(name="a", days=4), {"noise": 1.5}))
    ledger = kept(
        site, people=people(site, weight=1.2), level_weights=(1, 4, 9), channel_weights={"noise": 0.5}
    )
    assert ledger.weighted[0, 0] == pytest.approx(100 * 4 * 2.5 * 0.5 * 1.2)
    assert ledger.household_days[0, 0] == 400


def test_left_out_works_and_inspections_disturb_nobody() -> None:
    site = disturbing((Job(name="a", days=4, included=False), {"noise": 3}), (Job(name="b"), {"noise": 3}))
    ledger = kept(site, drawn(site, inspection={"b": 5}))
    assert ledger.household_days.tolist() == [[100.0]]
    assert ledger.longest.tolist() == [1]


def test_rework_disturbs_again() -> None:
    site = disturbing((Job(name="a", days=4), {"noise": 1}))
    assert kept(site, drawn(site, rework={"a": 3})).household_days.tolist() == [[700.0]]


def test_what_is_unfinished_disturbs_until_the_horizon() -> None:
    site = disturbing((Job(name="a", days=40), {"noise": 1}), horizon=30)
    assert kept(site).household_days.tolist() == [[3000.0]]


def test_a_channel_may_reach_the_estate_or_the_street() -> None:
    site = disturbing((Job(name="a", days=2), {"noise": 1, "dust": 1, "road": 1}), scope=5.0)
    whole = people(site, households=400)
    ledger = kept(site, people=whole, reach={"dust": "estate", "road": "street"})
    assert ledger.household_days.tolist() == [[10.0, 200.0, 800.0]]
    assert ledger.peak.tolist() == [1.0]


def test_outages_restored_at_night_and_not() -> None:
    site = disturbing((Job(name="a", days=7), {"water": 1, "gas": 1, "noise": 1}), closed=[WEEKEND])
    ledger = kept(site)
    assert ledger.outage_hours.tolist() == [[100 * 7 * 9, 100 * (9 * 24 - 16), 0]]


def test_the_longest_nuisance_joins_spans_that_touch_or_overlap() -> None:
    jobs = [Job(name="a", days=5), Job(name="b", days=6, planned=3), Job(name="c", days=2, planned=9)]
    jobs += [Job(name="d", days=10, planned=12), Job(name="e", days=3, planned=22, campaign="B")]
    assert kept(disturbing(*((job, {"noise": 1}) for job in jobs))).longest.tolist() == [11, 3]


def test_the_longest_time_without_water() -> None:
    jobs = ((Job(name="a", days=3), {"water": 1}), (Job(name="b", days=3, planned=2), {"water": 1}))
    site = disturbing(*jobs, (Job(name="c", days=9, planned=5), {"noise": 1}))
    restored = kept(site)
    assert (restored.water_days[0], restored.water_hours[0], restored.emergency) == (5, 9.0, 0)
    night = kept(site, through_night=("water",))
    assert (night.water_days[0], night.water_hours[0], night.emergency) == (5, 5 * 24 - 15, 1)


def test_shares_of_a_street_are_capped_by_the_estate() -> None:
    a, b = Job(name="a", days=10), Job(name="b", days=10, planned=4)
    c = Job(name="c", days=4, planned=6, campaign="B")
    site = disturbing(*((job, {"noise": 1}) for job in (a, b, c)), scope=60.0)
    ledger = kept(site, people=people(site, households=400), street_threshold=0.2)
    assert ledger.peak.tolist() == [pytest.approx((100 + 60) / 400)]
    assert ledger.much.tolist() == [6]
    assert kept(site, people=people(site, households=400), street_threshold=0.25).much.tolist() == [4]


def test_accesses_closed_at_once() -> None:
    levels = {"a": 2, "b": 3, "c": 1, "d": 2}
    jobs = [Job(name=name, days=5, planned=2 * at) for at, name in enumerate(levels)]
    site = disturbing(*((job, {"access": levels[job.name]}) for job in jobs))
    assert kept(site).accesses.tolist() == [2]
    assert kept(site, access_level=3).accesses.tolist() == [1]


def test_a_ground_is_opened_again_after_a_rest() -> None:
    jobs = [Job(name="a", days=5), Job(name="b", days=5, planned=35), Job(name="c", days=1, planned=71)]
    site = disturbing(*((job, {"noise": 1}) for job in jobs))
    assert kept(site, people=people(site, ground="g")).reopened.tolist() == [1]
    assert kept(site, people=people(site, ground="g"), reopening_days=29).reopened.tolist() == [2]
    assert kept(site).reopened.tolist() == []


def test_a_joint_trench_is_one_opening_and_a_missed_one_is_another() -> None:
    jobs = [Job(name="a", days=5, trench="G"), Job(name="b", days=5, trench="G", needs={"pipe": 1})]
    jobs += [Job(name="z", days=60, phase=-1, needs={"pipe": 1})]
    site = disturbing(*((job, {"noise": 1}) for job in jobs), pools={"pipe": 1})
    ground = replace(people(site), ground=("g", "g", ""))
    assert kept(site, people=ground).reopened.tolist() == [0]
    late = drawn(site, response={"b": 90})
    assert kept(site, late, ground).reopened.tolist() == [1]


def test_a_shutdown_that_waits_for_a_crew_breaks_its_notice() -> None:
    jobs = [Job(name=name, days=3, notice=1, needs={"pipe": 1}) for name in "ab"]
    jobs += [Job(name="c", days=3, notice=1, planned=5, calendar=1), Job(name="d", days=9)]
    site = disturbing(*((job, {"water": 1}) for job in jobs), pools={"pipe": 1}, closed=[(), (5, 6)])
    ledger = kept(site)
    assert (ledger.kept, ledger.told) == (2, 3)
    assert ledger.compliance == pytest.approx(2 / 3)
    assert kept(disturbing((Job(name="a"), {"noise": 1}))).compliance == 1.0


def test_fairness_of_burdens() -> None:
    burden = np.array([0.0, 1.0, 2.0, 5.0])
    assert gini(burden) == pytest.approx((-3 * 0 - 1 * 1 + 1 * 2 + 3 * 5) / (4 * 8))
    assert gini(np.ones(7)) == gini(np.zeros(3)) == 0
    assert gini(np.array([0.0, 0.0, 0.0, 9.0])) == 0.75
    assert (most_to_median(burden), most_to_median(np.zeros(2))) == (pytest.approx(5 / 1.5), 1.0)
    assert most_to_median(np.array([0.0, 0.0, 1.0])) == float("inf")
    assert (worst(burden), worst_tenth(burden), worst_tenth(np.zeros(0))) == (5, 5, 0)
    assert worst_tenth(np.arange(11.0)) == 9.5


def test_the_worst_are_counted_per_household() -> None:
    jobs = [Job(name="a", days=6), Job(name="b", days=4, campaign="B")]
    site = disturbing(*((job, {"noise": 1}) for job in jobs))
    small = replace(site, households=np.array([100, 10], dtype=np.int32), in_scope=np.array([100.0, 10.0]))
    assert kept(small).burden.tolist() == [6.0, 4.0]
    assert (kept(small).worst, kept(small).worst_tenth, kept(small).most_to_median) == (6.0, 6.0, 1.2)
    nobody = replace(site, households=np.array([100, 0], dtype=np.int32))
    assert (kept(nobody).gini, kept(nobody).burden.tolist()) == (0.0, [6.0, 0.0])


def test_weeks_hold_what_falls_into_them() -> None:
    site = disturbing((Job(name="a", days=7, planned=3), {"noise": 2, "road": 1}), closed=[WEEKEND])
    draws = undisturbed(site)
    bearing = bearing_of(site, Disruption(), people(site, weight=1.5))
    total = empty_weeks(bearing)
    add_weeks(total, bearing, borne_of(bearing, replay(site, draws).played, worked_of(draws)))
    assert total[0, :3].tolist() == [[2 * 2 * 150, 4 * 150], [5 * 2 * 150, 5 * 150], [0, 0]]


def test_complaints_grow_with_burden_and_with_weeks_on_end() -> None:
    weeks = np.array([[[70.0, 0.0], [70.0, 70.0], [0.0, 0.0], [70.0, 0.0]]])
    rule = Complaints(share=0.2, weeks=2, sensitivity={"dust": 2.0}, fatigue=0.5, fatigue_most=1.5)
    found = complaints(weeks, ("noise", "dust"), np.array([100.0]), rule)
    assert found.tolist() == [[1.0, pytest.approx(0.1 * 20 * 1.5), 0.0, 1.0]]
    assert complaints(weeks * 1000, ("noise", "dust"), np.array([100.0]), rule).max() == 100
    calmer = complaints(
        weeks, ("noise", "dust"), np.array([100.0]), rule.model_copy(update={"informed": 0.5})
    )
    assert calmer == pytest.approx(found / 2)


def test_satisfaction_is_the_published_one_where_all_went_well() -> None:
    well = {"benefit": 1.0, "burden": 50.0, "delay": 0.0, "defects": 0.0, "informed": 0.0}

    def share(**changed: float) -> float:
        given = {name: np.array([value]) for name, value in (well | changed).items()}
        return float(satisfaction(**given, rule=Satisfaction(usual=50))[0])

    assert share() == pytest.approx(0.923)
    odds = np.log(0.923 / 0.077)
    for name, value, change in (
        ("burden", 100, -0.5),
        ("burden", 0, 0.5),
        ("delay", 100, -0.3),
        ("defects", 2, -0.4),
    ):
        assert share(**{name: value}) == pytest.approx(1 / (1 + np.exp(-odds - change)))
    assert share(benefit=0) == pytest.approx(1 / (1 + np.exp(-odds + 2)))
    assert share(delay=-50) == pytest.approx(0.923)
    assert share(informed=1) > 0.923


def test_the_usual_burden_is_that_of_the_median_place() -> None:
    zeros, burden = np.zeros(3), np.array([10.0, 20.0, 40.0])
    given = {"benefit": zeros + 1, "delay": zeros, "defects": zeros, "informed": zeros}
    found = satisfaction(burden=burden, rule=Satisfaction(), **given)
    assert found == pytest.approx(satisfaction(burden=burden, rule=Satisfaction(usual=20), **given))
    assert found[1] == pytest.approx(0.923)
    assert found[0] > found[1] > found[2]
    assert satisfaction(burden=zeros, rule=Satisfaction(), **given) == pytest.approx(
        1 / (1 + 0.077 / 0.923 * np.exp(-0.5))
    )


@pytest.mark.parametrize(
    "wrong",
    [
        {"hours": {"water": 25}},
        {"every_day": ("roads",)},
        {"reach": {"dust": "city"}},
        {"level_weights": (3, 2, 1)},
    ],
)
def test_settings_that_mean_nothing_are_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Disruption(**wrong)
