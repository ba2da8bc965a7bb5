"""The ledger against plain loops over days, on random sites played: equal, conserved, blind to order."""

from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
import pytest

from scenarios.tables.disruption_settings import Disruption
from solvers.construction.ledger import (
    Bearing,
    Borne,
    Ledger,
    People,
    add_weeks,
    bearing_of,
    borne_of,
    empty_weeks,
    ledger_of,
    reckoned,
    worked_of,
)
from solvers.construction.ledger.weeks import add_plainly
from solvers.construction.play import replay
from solvers.construction.play.played import Played
from solvers.construction.site import Draws, Site
from tests.construction.brute_ledger import Brute, brute
from tests.construction.drawn_sites import drawn_draws, drawn_site, renumbered

CHANNELS = ("noise", "water", "gas", "road", "access", "paying")
RULE = Disruption(level_weights=(1.0, 2.5, 3.0), channel_weights={"road": 0.5}, street_threshold=0.35)
SEEDS = range(12)


def peopled(seed: int) -> tuple[Site, People]:
    """Return a drawn site with disruption of several kinds, in two streets, and its people."""
    rng = np.random.default_rng(seed + 500)
    site = drawn_site(seed)
    level = np.where(
        rng.random((site.activities, 6)) < 0.5, rng.choice([1, 1.5, 2, 3], (site.activities, 6)), 0
    )
    level[:, 5] = 0.0
    site = replace(
        site,
        channels=CHANNELS,
        level=level,
        in_scope=rng.choice([1.0, 100 / 3, 100 / 7, 100.0], site.activities),
        street=tuple("ST"[c % 2] for c in range(site.campaigns)),
    )
    grounds = tuple(str(name) for name in rng.choice(["", "g", "h"], site.activities))
    weight = rng.choice([1.0, 1.25, 1.5], site.campaigns)
    return site, People(weight=weight, street_households={}, ground=grounds)


@cache
def case(seed: int) -> tuple[Site, Draws, Played, Bearing, Ledger, Brute]:
    site, people = peopled(seed)
    draws = drawn_draws(site, seed)
    played = replay(site, draws).played
    bearing = bearing_of(site, RULE, people)
    weight = dict(zip(site.place, people.weight.tolist(), strict=True))
    slow = brute(site, draws, played, RULE, weight)
    return site, draws, played, bearing, ledger_of(bearing, played, worked_of(draws)), slow


def table(found: dict[Any, float], bearing: Bearing) -> Any:
    return [[found.get((place, name), 0.0) for name in bearing.channel] for place in bearing.place]


@pytest.mark.parametrize("seed", SEEDS)
def test_amounts_are_those_of_the_days(seed: int) -> None:
    *_, bearing, ledger, slow = case(seed)
    assert ledger.household_days.sum() > 0
    assert ledger.household_days == pytest.approx(np.array(table(slow.household_days, bearing)))
    assert ledger.weighted == pytest.approx(np.array(table(slow.weighted, bearing)))


@pytest.mark.parametrize("seed", SEEDS)
def test_outages_are_those_of_the_days(seed: int) -> None:
    *_, bearing, ledger, slow = case(seed)
    assert ledger.outage_hours[:, bearing.channel.index("gas")].sum() > 0
    assert ledger.outage_hours == pytest.approx(np.array(table(slow.outage_hours, bearing)))


@pytest.mark.parametrize("seed", SEEDS)
def test_runs_are_those_of_the_days(seed: int) -> None:
    *_, bearing, ledger, slow = case(seed)
    assert ledger.longest.tolist() == [slow.longest[place] for place in bearing.place]
    assert ledger.water_days.tolist() == [slow.water_days[place] for place in bearing.place]
    assert ledger.accesses.tolist() == [slow.accesses[place] for place in bearing.place]


@pytest.mark.parametrize("seed", SEEDS)
def test_streets_are_those_of_the_days(seed: int) -> None:
    *_, bearing, ledger, slow = case(seed)
    assert ledger.peak == pytest.approx(np.array([slow.peak[name] for name in bearing.street]), rel=1e-4)
    assert ledger.much.tolist() == [slow.much[name] for name in bearing.street]


@pytest.mark.parametrize("seed", SEEDS)
def test_weeks_are_those_of_the_days_and_add_up(seed: int) -> None:
    _, draws, played, bearing, ledger, slow = case(seed)
    total = empty_weeks(bearing)
    add_weeks(total, bearing, borne_of(bearing, played, worked_of(draws)))
    once = total.copy()
    for (place, week, name), amount in slow.weeks.items():
        at = bearing.place.index(place), week, bearing.channel.index(name)
        assert total[at] == pytest.approx(amount)
    assert total.sum() == pytest.approx(sum(slow.weeks.values()))
    assert total.sum(axis=1) * bearing.channel_weight == pytest.approx(ledger.weighted)
    add_weeks(total, bearing, borne_of(bearing, played, worked_of(draws)))
    assert total == pytest.approx(2 * once)


@pytest.mark.parametrize("seed", SEEDS)
def test_totals_are_sums_over_visits(seed: int) -> None:
    _, draws, played, bearing, ledger, _ = case(seed)
    borne = borne_of(bearing, played, worked_of(draws))
    visits = [_alone(borne, visit) for visit in range(len(borne.activity))]
    each = [reckoned(bearing, one, played) for one in visits]
    for name in ("household_days", "weighted", "outage_hours"):
        assert sum(getattr(one, name) for one in each) == pytest.approx(getattr(ledger, name)), name
    for one, alone in zip(visits, each, strict=True):
        most = bearing.scope[one.activity[0]] * (one.end[0] - one.start[0])
        assert (alone.household_days[one.place[0]] <= most + 1e-9).all()


def _alone(borne: Borne, visit: int) -> Borne:
    axis = ("activity", "kind", "place", "ready", "start", "end", "working")
    return replace(borne, **{name: getattr(borne, name)[[visit]] for name in axis})


@pytest.mark.parametrize("seed", SEEDS)
def test_the_compiled_weeks_are_the_plain_ones(seed: int) -> None:
    _, draws, played, bearing, *_ = case(seed)
    borne = borne_of(bearing, played, worked_of(draws))
    compiled, plain = empty_weeks(bearing), empty_weeks(bearing)
    add_weeks(compiled, bearing, borne)
    add_plainly(plain, bearing, borne)
    assert plain.sum() > 0
    assert compiled == pytest.approx(plain)


@pytest.mark.parametrize("seed", range(4))
def test_activities_in_another_order_change_nothing(seed: int) -> None:
    site, people = peopled(seed)
    draws = drawn_draws(site, seed)
    order = np.random.default_rng(seed).permutation(site.activities)
    other, others = renumbered(site, draws, order.tolist())
    grounds = tuple(people.ground[a] for a in order)
    mine = case(seed)
    bearing = bearing_of(other, RULE, replace(people, ground=grounds))
    ledger = ledger_of(bearing, replay(other, others).played, worked_of(others))
    for name, value in vars(mine[4]).items():
        if name == "reopened":
            pairs = zip(bearing.grounds, ledger.reopened.tolist(), strict=True)
            assert dict(pairs) == dict(zip(mine[3].grounds, value.tolist(), strict=True))
        else:
            assert getattr(ledger, name) == pytest.approx(value), name


@pytest.mark.parametrize("seed", range(4))
def test_places_in_another_order_permute(seed: int) -> None:
    site, draws, played, bearing, ledger, _ = case(seed)
    order = np.random.default_rng(seed).permutation(site.campaigns)
    _, people = peopled(seed)
    by_campaign = ("campaign", "place", "street")
    moved: dict[str, Any] = {name: tuple(getattr(site, name)[c] for c in order) for name in by_campaign}
    moved |= {"households": site.households[order], "of": np.argsort(order)[site.of].astype(np.int32)}
    other = bearing_of(replace(site, **moved), RULE, replace(people, weight=people.weight[order]))
    found = ledger_of(other, played, worked_of(draws))
    at = [other.place.index(place) for place in bearing.place]
    for name in ("household_days", "weighted", "outage_hours", "burden", "longest", "water_days", "accesses"):
        assert getattr(found, name)[at] == pytest.approx(getattr(ledger, name)), name
    streets = [other.street.index(name) for name in bearing.street]
    assert found.peak[streets] == pytest.approx(ledger.peak)
    for name in ("kept", "told", "worst", "worst_tenth", "gini"):
        assert getattr(found, name) == pytest.approx(getattr(ledger, name)), name
