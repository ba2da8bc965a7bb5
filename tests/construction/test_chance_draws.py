"""Draws of a site: decided by names alone, whole days, with the shares that the settings say."""

from dataclasses import fields, replace

import numpy as np
import pytest

from scenarios.tables.chance_delays import (
    Agreeing,
    Arrivals,
    LongStop,
    LookBack,
    Rework,
    ShortStop,
    Slip,
    Utilities,
)
from scenarios.tables.chance_settings import Chance, Drivers, Durations, Epistemic, Risk, Weather
from scenarios.tables.chance_spread import Spread
from solvers.construction.chance import bank_of, drawn_of, draws_of, plain_chances
from solvers.construction.chance import works as works_module
from solvers.construction.chance.parameters import parameter_sets
from solvers.construction.chance.streams import uids_of
from solvers.construction.site import NEVER, Draws, Site, undisturbed
from solvers.construction.site.nouns import DESIGN
from tests.construction.by_hand import Job, built

BY_ACTIVITY = ("duration", "stop_after", "stop_days", "inspection", "rework", "defects")
PARTS = tuple(field.name for field in fields(Draws))
CHANCE = Chance(weather=Weather(bank=8))
STILL = Chance(
    weather=Weather(bank=2),
    drivers=Drivers(reference="own", p50=1, p80=1),
    durations=Durations(low=1, mode=1, high=1),
    slip=Slip(probability=0),
    long_stop=LongStop(probability=0),
    short_stop=ShortStop(probability=0),
    rework=Rework(probability=0),
    look_back=LookBack(probability=0),
    utilities=Utilities(late=0),
    arrivals=Arrivals(late=0),
    consent=Agreeing(majority=1, reversal=0),
)


def jobs(names: list[str]) -> list[Job]:
    return [
        Job(
            name=name,
            days=20 + 7 * (int(name[1:]) % 5),
            campaign=f"C{int(name[1:]) % 4}",
            planned=30,
            trench="G",
            asks=3,
            agrees=(5, 5, 5, NEVER),
            claims=["city"],
        )
        for name in names
    ]


def sited(names: list[str] | None = None, **more) -> Site:
    names = names or [f"j{n}" for n in range(12)]
    site = built(*jobs(names), purses={"city": 10, "bond": 0}, horizon=600, **more)
    return replace(site, uid=uids_of(site.activity))


def drawn(
    site: Site, chance: Chance = CHANCE, replications: int = 64, first: int = 0, seed: int = 1
) -> Draws:
    return draws_of(site, plain_chances(site, chance), seed, replications, first)


def same(one: Draws, other: Draws) -> bool:
    return all(np.array_equal(getattr(one, name), getattr(other, name)) for name in PARTS)


def test_the_same_seed_draws_the_same_and_another_seed_does_not() -> None:
    site = sited()
    assert same(drawn(site), drawn(site))
    assert not np.array_equal(drawn(site).duration, drawn(site, seed=2).duration)


def test_draws_do_not_depend_on_how_many_are_drawn_together() -> None:
    site = sited()
    whole = drawn(site, replications=300)
    for first, count in ((0, 1), (127, 2), (128, 172)):
        part = drawn(site, replications=count, first=first)
        for name in PARTS:
            expected = getattr(whole, name)
            if name not in ("worked", "nth"):
                expected = expected[first : first + count]
            assert np.array_equal(getattr(part, name), expected), name


def test_every_draw_is_whole_days_of_the_right_shape() -> None:
    site = sited()
    made, plain = drawn(site, replications=5), undisturbed(site)
    for name in PARTS:
        values = getattr(made, name)
        assert values.dtype == np.int32, name
        assert values.shape[1:] == getattr(plain, name).shape[1:], name
        assert (values >= 0).all(), name
    assert len(made.sky_of) == 5
    assert made.sky_of.max() < len(made.worked) == 8


def test_the_order_of_activities_does_not_matter() -> None:
    names = [f"j{n}" for n in range(12)]
    turned = [names[at] for at in np.random.default_rng(3).permutation(12)]
    one, other = drawn(sited(names)), drawn(sited(turned))
    at = [turned.index(name) for name in names]
    for name in BY_ACTIVITY:
        assert np.array_equal(getattr(one, name), getattr(other, name)[:, at]), name
    assert np.array_equal(one.sky_of, other.sky_of)


def test_names_that_are_swapped_swap_their_draws() -> None:
    """All twelve jobs alike but for their names."""
    plain = [Job(name=f"j{n}", days=40, campaign="A") for n in range(12)]
    site = built(*plain)
    site = replace(site, uid=uids_of(site.activity))
    swapped = list(site.activity)
    swapped[2], swapped[9] = swapped[9], swapped[2]
    renamed = replace(site, activity=tuple(swapped), uid=uids_of(swapped))
    one, other = drawn(site), drawn(renamed)
    order = list(range(12))
    order[2], order[9] = 9, 2
    for name in BY_ACTIVITY:
        assert np.array_equal(getattr(one, name)[:, order], getattr(other, name)), name
    assert not np.array_equal(one.duration[:, 2], one.duration[:, 9])


def test_two_plans_share_the_draws_of_what_they_share() -> None:
    """Another start, other company: the same factor for the same work."""
    one = sited()
    other = sited([f"j{n}" for n in range(0, 12, 2)])
    other = replace(other, planned=other.planned + 90, campaign_start=other.campaign_start + 90)
    chances = plain_chances(one, CHANCE)
    kept = [one.activity.index(name) for name in other.activity]
    of_other = replace(
        chances,
        trade=tuple(chances.trade[a] for a in kept),
        agreeing=chances.agreeing[kept],
        persons=chances.persons[kept],
    )
    mine, theirs = draws_of(one, chances, 1, 64), draws_of(other, of_other, 1, 64)
    for name in ("duration", "inspection", "rework", "defects"):
        assert np.array_equal(getattr(mine, name)[:, kept], getattr(theirs, name)), name
    assert np.array_equal(mine.slip[:, [one.campaign.index(c) for c in other.campaign]], theirs.slip)
    assert np.array_equal(mine.sky_of, theirs.sky_of)


def test_compiled_and_plain_draw_the_same_works(monkeypatch) -> None:
    site = sited()
    risky = CHANCE.model_copy(update={"risks": {"r": Risk(probability=0.5, low=1, mode=2, high=3)}})
    monkeypatch.setattr(works_module, "worth_fetching", lambda cells: False)
    plain = drawn(site, risky, replications=200)
    monkeypatch.setattr(works_module, "worth_fetching", lambda cells: True)
    compiled = drawn(site, risky, replications=200)
    assert works_module._compiled() is not None
    assert same(plain, compiled)


def test_without_chance_the_undisturbed_draws_come_out() -> None:
    site = sited()
    made, plain = drawn(site, STILL, replications=3), undisturbed(site)
    for name in ("slip", "stop_after", "stop_days", "rework", "defects", "response", "duration", "arrival"):
        assert np.array_equal(getattr(made, name), np.repeat(getattr(plain, name), 3, axis=0)), name
    assert np.array_equal(made.agreed, np.repeat(plain.agreed, 3, axis=0))
    assert (made.revoked == NEVER).all()


def test_shares_are_those_of_the_settings() -> None:
    made = drawn(sited(), replications=4000)
    assert (made.rework > 0).mean() == pytest.approx(0.2, abs=0.01)
    assert (made.defects > 0).mean() == pytest.approx(0.125, abs=0.01)
    assert (made.slip > 0).mean() == pytest.approx(0.25, abs=0.02)
    assert np.quantile(made.slip[made.slip > 0], [0.1, 0.9]) == pytest.approx([122, 365], rel=0.06)
    late = made.arrival[:, 0] > 10
    assert late.mean() == pytest.approx(0.4, abs=0.03)
    assert (made.response > 0).mean() == pytest.approx(0.2, abs=0.02)


def test_long_stops_are_per_campaign_and_last_months() -> None:
    chance = CHANCE.model_copy(update={"short_stop": ShortStop(probability=0)})
    site = sited()
    made = drawn(site, chance, replications=4000)
    stopped = np.stack([made.stop_days[:, site.of == c].max(axis=1) > 0 for c in range(4)], axis=1)
    assert stopped.mean() == pytest.approx(0.075, abs=0.01)
    assert np.median(made.stop_days[made.stop_days > 0]) == pytest.approx(243, rel=0.1)


def test_a_stop_comes_between_the_first_and_the_last_day_of_work() -> None:
    made = drawn(sited(), CHANCE.model_copy(update={"short_stop": ShortStop(probability=1)}))
    assert (made.stop_days > 0).all()
    assert (made.stop_after >= 1).all()
    assert (made.stop_after < made.duration).all()


def test_rework_is_about_a_twentieth_of_the_work() -> None:
    made = drawn(sited(), replications=4000)
    assert made.rework.sum() / made.duration.sum() == pytest.approx(0.05, abs=0.01)


def test_left_out_works_and_offices_have_no_mishaps() -> None:
    site = built(
        Job(name="left out", days=30, included=False),
        Job(name="design", days=30, what=DESIGN),
        Job(name="nothing", days=0),
        Job(name="work", days=30),
    )
    site = replace(site, uid=uids_of(site.activity))
    every = CHANCE.model_copy(
        update={
            "rework": Rework(probability=1),
            "short_stop": ShortStop(probability=1),
            "look_back": LookBack(probability=1),
        }
    )
    made = drawn(site, every)
    for name in ("stop_days", "rework", "defects", "inspection"):
        assert (getattr(made, name)[:, :3] == 0).all(), name
        assert (getattr(made, name)[:, 3] > 0).all(), name
    assert set(made.duration[:, 0].tolist()) == {30}
    assert len(set(made.duration[:, 1].tolist())) > 5
    assert set(made.duration[:, 2].tolist()) == {0}


def test_types_of_work_can_have_a_spread_of_their_own() -> None:
    fixed = Durations(by_type={"lift": Spread(low=1, mode=1, high=1)})
    chance = CHANCE.model_copy(update={"durations": fixed, "drivers": Drivers(reference="own", p50=1, p80=1)})
    site = replace(sited(), work_type=("lift",) * 6 + ("road",) * 6)
    chances = replace(plain_chances(site, chance), shares={"lift": 0.5, "road": 0.5})
    made = draws_of(site, chances, 1, 64)
    ratio = made.duration / site.days
    assert (ratio[:, :6].std(axis=0) < 0.02).all()
    assert (ratio[:, 6:].std(axis=0) > 0.1).all()


def test_the_programmes_work_is_lengthened_as_its_reference_class_says() -> None:
    """With rework, in whole days, of works of all lengths."""
    names = [f"j{n}" for n in range(400)]
    site = built(*(Job(name=name, days=3 + at % 60, campaign=f"C{at % 40}") for at, name in enumerate(names)))
    site = replace(site, uid=uids_of(names), work_type=tuple(f"t{at % 6}" for at in range(400)))
    made = drawn(site, replications=2048)
    uplift = (made.duration + made.rework).sum(axis=1) / site.days.sum()
    assert np.quantile(uplift, [0.5, 0.8]) == pytest.approx([1.07, 1.215], rel=0.01)


# ---- residents ----


def consent_of(agreeing: float, persons: float, chance: Chance = CHANCE, count: int = 2000) -> Draws:
    site = sited()
    chances = plain_chances(site, chance)
    chances = replace(chances, agreeing=np.full(12, agreeing), persons=np.full(12, persons))
    return draws_of(site, chances, 1, count)


def test_votes_that_are_known_stay_as_they_are() -> None:
    site = sited()
    made = consent_of(1.0, 1.0)
    assert np.array_equal(made.agreed, np.repeat(site.unit_agrees[None], 2000, axis=0))


def test_stacks_of_many_flats_agree_as_the_power_of_one() -> None:
    """Where all of 21 flats must agree, heterogeneous places keep more stacks than p ** 21 says."""
    chance = CHANCE.model_copy(update={"consent": Agreeing(weight=1e6)})
    alike = (consent_of(0.964, 21, chance).agreed == 5).mean()
    differing = (consent_of(0.964, 21).agreed == 5).mean()
    assert alike == pytest.approx(0.964**21, abs=0.02)
    assert differing > alike + 0.02


def test_rounds_from_door_to_door_win_their_share() -> None:
    chance = CHANCE.model_copy(update={"consent": Agreeing(gain=0.5, rounds=2, days=30, weight=1e6)})
    made = consent_of(0.4, 1, chance).agreed[:, np.arange(48) % 4 < 3]
    seen = [(made == day).mean() for day in (5, 35, 65, NEVER)]
    assert seen == pytest.approx([0.4, 0.3, 0.15, 0.15], abs=0.015)


def test_units_of_one_place_are_of_one_mind() -> None:
    made = consent_of(0.6, 1, CHANCE.model_copy(update={"consent": Agreeing(weight=2, rounds=0)}), 4000)
    at_once = (made.agreed == 5).astype(float)
    same_place, other_place = (0, 16), (0, 4)  # activities 0 and 4 are of campaign C0, 1 of C1
    assert np.corrcoef(at_once[:, same_place].T)[0, 1] > 0.2
    assert abs(np.corrcoef(at_once[:, other_place].T)[0, 1]) < 0.08


def test_consent_is_taken_back_after_it_was_given() -> None:
    made = consent_of(1.0, 1.0, CHANCE.model_copy(update={"consent": Agreeing(reversal=0.3)}))
    given = made.agreed < NEVER
    assert (made.revoked[given] < NEVER).mean() == pytest.approx(0.3, abs=0.02)
    assert (made.revoked >= made.agreed).all()
    assert (made.revoked[~given] == NEVER).all()


def test_units_that_are_never_expected_never_agree() -> None:
    site = sited()
    site = replace(site, unit_agrees=np.full_like(site.unit_agrees, NEVER))
    chances = plain_chances(site, CHANCE)
    chances = replace(chances, agreeing=np.full(12, 0.5), persons=np.full(12, 3.0))
    made = draws_of(site, chances, 1, 50)
    assert (made.agreed == NEVER).all()
    assert (made.revoked == NEVER).all()


# ---- the register ----


def struck(**risk):
    chance = CHANCE.model_copy(update={"risks": {"pipes": Risk(**risk)}})
    site = sited()
    return (
        site,
        drawn_of(site, plain_chances(site, chance), 1, 2000),
        drawn_of(site, plain_chances(site, CHANCE), 1, 2000),
    )


def test_a_risk_of_the_programme_strikes_all_its_works_at_once() -> None:
    _, with_risk, without = struck(probability=0.3, low=2, mode=2, high=2)
    longer = (with_risk.draws.duration > without.draws.duration).mean(axis=1)
    assert set(longer.tolist()) == {0.0, 1.0}
    assert longer.mean() == pytest.approx(0.3, abs=0.03)
    assert np.array_equal(with_risk.struck.times[:, 0] > 0, longer > 0)


def test_a_risk_of_works_strikes_them_one_by_one_and_only_those_named() -> None:
    site, with_risk, without = struck(probability=0.3, low=2, mode=2, high=2, each="work", places=("C1",))
    longer = with_risk.draws.duration > without.draws.duration
    here = np.array([site.place[c] == "C1" for c in site.of])
    assert not longer[:, ~here].any()
    assert longer[:, here].mean() == pytest.approx(0.3, abs=0.03)
    assert 0 < longer[:, here].mean(axis=1)[longer.any(axis=1)].mean() < 1


def test_mitigation_only_takes_away() -> None:
    risk = Risk(
        probability=0.4, probability_after=0.1, low=1.5, mode=2, high=3, impact_after=0.5, each="work"
    )
    before = CHANCE.model_copy(update={"risks": {"pipes": risk}})
    after = before.model_copy(update={"mitigated": True})
    site = sited()
    one, other = drawn(site, before, 500), drawn(site, after, 500)
    assert (other.duration <= one.duration).all()
    assert (other.duration < one.duration).mean() == pytest.approx(0.4, abs=0.03)


# ---- what is not known of the numbers ----


def test_sets_of_parameters_spread_about_the_settings_and_share_the_draws() -> None:
    sets = parameter_sets(CHANCE, 1)
    alone = CHANCE.model_copy(update={"epistemic": Epistemic(sets=1)})
    assert len(sets) == 8
    slips = [one.slip.probability for one in sets]
    assert min(slips) < 0.25 < max(slips)
    odds = np.array(sorted(p / (1 - p) for p in slips)) / (0.25 / 0.75)
    assert odds[0] * odds[-1] == pytest.approx(1)  # even about the middle
    assert parameter_sets(CHANCE, 1) == sets
    assert parameter_sets(alone, 1) == (alone,)
    site = sited()
    assert np.array_equal(drawn(site, sets[0]).sky_of, drawn(site, sets[7]).sky_of)


def test_parameters_are_not_all_high_at_once() -> None:
    sets = parameter_sets(CHANCE.model_copy(update={"epistemic": Epistemic(sets=32)}), 1)
    slips, late = [one.slip.probability for one in sets], [one.arrivals.late for one in sets]
    assert abs(np.corrcoef(slips, late)[0, 1]) < 0.5


def test_a_bank_at_hand_is_used_as_it_is() -> None:
    site = sited()
    chances = plain_chances(site, CHANCE)
    sky = bank_of(site, chances, 1)
    assert same(draws_of(site, chances, 1, 9, sky=sky), draws_of(site, chances, 1, 9))


def test_no_stop_lasts_longer_than_its_most() -> None:
    wide = replace_chance(long=LongStop(probability=1, median=600, sigma=1.5), short=ShortStop(probability=1))
    stops = drawn(sited(), wide, replications=512).stop_days
    assert stops.max() == 730
    shorts = drawn(sited(), replace_chance(LongStop(probability=0), ShortStop(probability=1, p90=170)), 512)
    assert shorts.stop_days.max() == 180


def replace_chance(long: LongStop, short: ShortStop) -> Chance:
    return CHANCE.model_copy(update={"long_stop": long, "short_stop": short})
