"""Costs of replications: as planned without chance, as the reference class with it, and with time."""

from dataclasses import replace

import numpy as np
import pytest

from scenarios.tables.chance_costs import Costs as Rule
from scenarios.tables.chance_costs import OwnCost
from scenarios.tables.chance_delays import LongStop, Rework, ShortStop
from scenarios.tables.chance_settings import Chance, Epistemic, Risk
from solvers.construction.chance import bills_of, chances_of, costs_of, drawn_of, plain_bills, plain_chances
from solvers.construction.chance.parameters import parameter_sets
from solvers.construction.chance.units import parts_done
from solvers.construction.play.settled import settled
from solvers.construction.site import NEVER, site_of
from tests.construction.by_hand import Job, built
from tests.construction.drawn_sites import drawn_draws, drawn_site
from tests.construction.test_chance_draws import STILL, jobs
from tests.worked_out.small import ESTATE, OTHER, OTHER_WORK, WORK, plan, programme, starts

CHEAP = Rule(
    reference="own",
    p50=1,
    p80=1,
    own=OwnCost(low=1, mode=1, high=1),
    standing=0,
    escalation=0,
    prices=0,
    rework=0,
)
STEADY = STILL.model_copy(update={"costs": CHEAP})


def costs(chance: Chance, count: int = 128, first: int = 0, seed: int = 3, site=None, start=None):
    site = site or built(*jobs([f"j{n}" for n in range(8)]), purses={"city": 0})
    given = plain_chances(site, chance)
    bills = plain_bills(site, given, np.where(site.included, 1000.0, 0.0))
    if start is None:
        start = np.repeat(site.campaign_start[None], count, axis=0)
    return costs_of(site, given, bills, start, seed=seed, first=first), bills.planned(site)


def with_rule(chance: Chance, **rule) -> Chance:
    return chance.model_copy(update={"costs": chance.costs.model_copy(update=rule)})


def test_without_chance_the_planned_costs_come_out() -> None:
    found, planned = costs(STEADY)
    assert np.allclose(found.cost, planned, rtol=1e-4)
    assert planned.sum() == 8000


def test_a_replications_costs_depend_on_its_number_alone() -> None:
    whole, _ = costs(Chance(), 200)
    part, _ = costs(Chance(), 70, first=130)
    assert np.array_equal(whole.cost[130:], part.cost)
    assert np.array_equal(whole.driver[130:], part.driver)
    assert not np.array_equal(whole.cost[:70], part.cost)


@pytest.mark.parametrize(
    ("reference", "p50", "p80"),
    [
        ("standard", 1.12, 1.24),
        ("between", 1.19, 1.375),
        ("non_standard", 1.255, 1.51),
        ("settled", 0.727, 0.957),
    ],
)
def test_the_programme_costs_what_its_reference_class_did(reference, p50, p80) -> None:
    listed = [Job(name=f"w{n}", days=20, campaign=f"C{n % 60}") for n in range(240)]
    site = replace(built(*listed), work_type=tuple(f"t{n % 6}" for n in range(240)))
    chance = Chance(costs=Rule(reference=reference, escalation=0, prices=0, standing=0))
    found, planned = costs(chance, 1024, site=site)
    factor = found.cost.sum(axis=1) / planned.sum()
    assert np.quantile(factor, 0.5) == pytest.approx(p50, rel=0.02)
    assert np.quantile(factor, 0.8) == pytest.approx(p80, rel=0.02)


def test_costs_go_with_time_as_the_settings_say() -> None:
    site = built(*jobs([f"j{n}" for n in range(8)]), purses={"city": 0})
    given = plain_chances(site, Chance())
    time = drawn_of(site, given, 3, 512).drivers.share[:, 0]
    found = {}
    for wanted in (-0.8, 0.0, 0.8):
        cost, _ = costs(with_rule(Chance(), with_time=wanted, trades=0, prices=0), 512)
        found[wanted] = np.corrcoef(time.argsort().argsort(), cost.cost.sum(axis=1).argsort().argsort())[0, 1]
    assert found[-0.8] < -0.5 < abs(found[0.0]) + 0.3 < 0.5 < found[0.8]


def test_what_starts_later_is_dearer_by_the_growth_of_prices() -> None:
    site = built(*jobs([f"j{n}" for n in range(4)]), purses={"city": 0})
    late = np.repeat(site.campaign_start[None] + 731, 4, axis=0).astype(np.int32)
    late[:, 1] = NEVER
    found, planned = costs(with_rule(STEADY, escalation=0.1), site=site, start=late)
    wanted = np.full(4, 1.1 ** (731 / 365.25))
    wanted[1] = 1.0  # it never starts: as planned
    assert np.allclose(found.cost[0] / planned, wanted, rtol=1e-4)


def test_prices_that_wander_keep_their_mean_and_are_one_for_all_of_a_year() -> None:
    later = np.full((2048, 4), 400, dtype=np.int32)
    found, _ = costs(with_rule(STEADY, prices=0.2), start=later)
    assert found.price.mean() == pytest.approx(1.0, abs=0.02)
    assert np.all(found.price == found.price[:, :1])
    assert found.price[:, 0].std() == pytest.approx(0.2, rel=0.1)


def test_rework_stops_and_risks_add_what_they_cost() -> None:
    again = STEADY.model_copy(update={"rework": Rework(probability=0.5, low=0.5, high=0.5)})
    single = built(*[Job(name=f"w{n}", days=20, campaign=f"C{n}") for n in range(40)])
    found, planned = costs(with_rule(again, rework=2), site=single)
    dear = found.cost[0] > planned
    assert 5 < dear.sum() < 35
    assert np.allclose(found.cost[0][dear], 2000 / 1.5, rtol=0.05)  # days are counted whole
    assert np.allclose(found.cost[0][~dear], 1000 / 1.5, rtol=1e-3)  # the class holds rework already
    halted = STEADY.model_copy(
        update={"long_stop": LongStop(probability=1), "short_stop": ShortStop(probability=1)}
    )
    found, planned = costs(with_rule(halted, standing=0.5, standing_days=4))
    days = np.array([20 + 7 * (n % 5) for n in range(8)])
    wanted = np.array([sum(1000 * (1 + 0.5 * 4 / days[n]) for n in (c, c + 4)) for c in range(4)])
    assert (found.cost <= wanted * 1.0001).all()
    assert (found.cost.mean(axis=0) > planned + 0.7 * (wanted - planned)).all()
    risky = STEADY.model_copy(update={"risks": {"dear": Risk(probability=1, cost=0.25)}})
    found, planned = costs(risky)
    assert np.allclose(found.cost / planned, 1.25, rtol=1e-3)
    assert (found.struck == 8).all()


def test_what_residents_refuse_is_not_paid_for() -> None:
    for seed in range(40):
        site = drawn_site(seed)
        draws = drawn_draws(site, seed)
        told = settled(site, draws, 0)
        wanted = np.where(site.asks > 0, told.units / np.maximum(site.asks, 1), 1.0)
        assert np.allclose(parts_done(site, draws)[0], wanted), seed


def test_bills_are_the_plans_and_say_who_pays() -> None:
    asked = programme({}, estates=[ESTATE, OTHER], works=[WORK, OTHER_WORK])
    chosen = plan(
        starts("A", "2021-01-01", cost=1_200_000, by_fund={"city": 900_000, "bond": 300_000}),
        starts("B", "2021-04-01", due_after_plan=500_000),
        draws=[("city", "city", "A", 2021, 9000), ("bond", "bond", "A", 2021, 3000)],
    )
    site = site_of(asked, chosen)
    found = bills_of(asked, chosen, site)
    assert found.fund == ("city", "bond", "")
    assert found.by_fund.tolist() == [[0.75, 0.25, 0], [0, 0, 1]]
    assert found.planned(site).tolist() == [12_000, 10_000]
    assert found.setup.tolist() == [2000, 0]
    assert list(
        zip(found.draw_campaign, found.draw_fund, found.draw_year, found.draw_amount, strict=True)
    ) == [
        (0, 0, 2021, 9000),
        (0, 1, 2021, 3000),
        (1, 2, 2022, 5000),
    ]
    assert found.shares == {"office": 0, "pipes": 1}
    given = chances_of(asked, site)
    start = np.repeat(site.campaign_start[None], 3, axis=0)
    assert costs_of(site, given, found, start, seed=1).cost.shape == (3, 2)


def test_sets_of_parameters_move_the_class_of_costs_too() -> None:
    sets = parameter_sets(Chance(epistemic=Epistemic(sets=4)), 1)
    middles = sorted(one.costs.p50 for one in sets)
    assert middles[0] < 1.19 < middles[-1]
    assert {round(one.costs.p80 / one.costs.p50, 6) for one in sets} == {round(1.375 / 1.19, 6)}
