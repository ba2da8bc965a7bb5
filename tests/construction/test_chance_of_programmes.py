"""What chance reads from a programme: trades, votes, money, climate; its numbers told with their sources."""

from dataclasses import replace

import numpy as np
import pytest

from scenarios.read import programme_from
from scenarios.tables.chance_settings import Chance
from scenarios.tables.chance_told import told
from scenarios.tables.settings import Settings
from solvers.construction.chance import chances_of, draws_of
from solvers.construction.chance.chances import OFFICE
from solvers.construction.play import replay
from solvers.construction.site import NEVER, site_of, undisturbed
from tests.worked_out.small import ESTATE, OTHER, PIPES, plan, programme, starts

PIPE = PIPES | {"id": "mains", "name": "mains", "trade": "pipe", "fixed_days": 30}
RISER = PIPES | {
    "id": "riser",
    "name": "riser",
    "trade": "plumbing",
    "fixed_days": 10,
    "consent_matter": "riser",
}


def work(place: str, kind: str):
    return {"place": place, "work_type": kind, "quantity": 1, "need": 1}


def given(settings=None, **tables):
    return programme(
        settings or {},
        **{
            "estates": [ESTATE, OTHER],
            "work_types": [PIPE, RISER],
            "works": [work("A", "mains"), work("A", "riser"), work("B", "mains")],
            **tables,
        },
    )


CHOSEN = plan(starts("A", "2021-01-01", "A:mains", "A:riser"), starts("B", "2021-01-01", "B:mains"))


def test_trades_and_their_shares_are_the_programmes() -> None:
    asked = given()
    found = chances_of(asked, site_of(asked, CHOSEN))
    assert found.trade == ("pipe", "plumbing", "pipe")
    assert found.shares == pytest.approx({"pipe": 60 / 70, "plumbing": 10 / 70, OFFICE: 0})


def test_shares_do_not_depend_on_what_a_plan_leaves_out() -> None:
    asked = given()
    few = plan(starts("B", "2021-01-01", "B:mains"))
    assert chances_of(asked, site_of(asked, few)).shares == chances_of(asked, site_of(asked, CHOSEN)).shares


def test_a_stack_nobody_asked_agrees_as_all_of_its_persons_do() -> None:
    asked = given({"consent": {"on": True}})
    site = site_of(asked, CHOSEN)
    found = chances_of(asked, site)
    riser = site.activity.index("A:riser")
    assert found.agreeing[riser] == 0.964
    assert found.persons[riser] > 1
    assert set(found.agreeing[[0, 2]]) == {1.0}


def test_the_climate_follows_the_latitude_unless_it_is_told() -> None:
    north = given(estates=[ESTATE | {"lat": 39.9, "lon": 116.4}, OTHER])
    assert chances_of(north, site_of(north, CHOSEN)).climate == "north"
    unknown = given()
    assert chances_of(unknown, site_of(unknown, CHOSEN)).climate == "yangtze"
    told_so = unknown.settings.construction.weather.model_copy(update={"climate": "cold"})
    construction = unknown.settings.construction.model_copy(update={"weather": told_so})
    changed = unknown.replace(settings=unknown.settings.model_copy(update={"construction": construction}))
    assert chances_of(changed, site_of(changed, CHOSEN)).climate == "cold"


def test_a_programme_plays_with_its_draws_and_never_sooner_than_undisturbed() -> None:
    asked = given({"consent": {"on": True}})
    site = site_of(asked, CHOSEN)
    draws = draws_of(site, chances_of(asked, site), 1, 4)
    plain = replay(site, undisturbed(site)).played
    for replication in range(4):
        played = replay(site, draws, replication).played
        assert (played.start[:, 0] >= site.planned).all()
        assert (played.finish >= plain.finish - 30).all()
        assert (played.finish < NEVER).any()


def test_chance_changes_no_plan_so_the_programme_stays_the_same() -> None:
    rows = {
        "estates": [{"id": "A", "name": "a", "households": 10}],
        "work_types": [{"id": "w", "name": "w", "work_class": "basic", "unit_cost": 1, "fixed_days": 3}],
        "works": [{"place": "A", "work_type": "w"}],
        "funds": [{"fund": "f", "kind": "city", "year": 2021, "limit": 150}],
    }
    settings = {"first_period": "2021Q1", "periods": 4}
    one = programme_from(rows, settings)
    other = programme_from(rows, settings | {"construction": {"slip": {"probability": 0.5}}})
    assert other.settings.construction.slip.probability == 0.5
    assert one.fingerprint == other.fingerprint


def test_every_number_of_chance_is_told_in_both_languages_with_its_source() -> None:
    listed = told(Chance())
    assert len(listed) > 50
    assert len({one.key for one in listed}) == len(listed)
    for one in listed:
        assert one.meaning
        assert any("一" <= letter <= "鿿" for letter in one.meaning_zh), one.key
        assert one.source
        assert one.judged or any("一" <= letter <= "鿿" for letter in one.source_zh), one.source
        assert one.assumed
    numbers = {f"construction.{part}.{key}" for part, key in _numbers()}
    assert numbers <= {one.key for one in listed}


def _numbers():
    for part in Chance.model_fields:
        held = getattr(Chance(), part)
        for key in getattr(type(held), "model_fields", {}):
            if isinstance(getattr(held, key), int | float) and not isinstance(getattr(held, key), bool):
                yield part, key


def test_what_the_programme_says_itself_is_no_assumption() -> None:
    settings = Settings(
        first_period="2021Q1", periods=4, construction={"slip": {"probability": 0.1}, "seed": 4}
    )
    listed = {one.key: one for one in told(settings.construction)}
    assert not listed["construction.slip.probability"].assumed
    assert listed["construction.slip.probability"].value == "0.1"
    assert listed["construction.slip.p10"].assumed


@pytest.mark.parametrize(
    ("settings", "why"),
    [
        ({"drivers": {"reference": "own", "p50": 1.2, "p80": 1.1}}, "p80 is less"),
        ({"durations": {"low": 2.0, "mode": 1.0}}, "must rise"),
        ({"slip": {"p10": 200, "p90": 100}}, "p90 is less"),
        ({"rework": {"low": 0.5, "high": 0.1}}, "high is less"),
        ({"festival": {"back": [[10, 0.5], [9, 0.6]]}}, "must rise"),
        ({"exams": {"first": "02-30"}}, "no day"),
        ({"risks": {"r": {"probability": 0.1, "low": 2, "mode": 1}}}, "must rise"),
    ],
)
def test_settings_that_cannot_be_are_refused(settings, why) -> None:
    with pytest.raises(ValueError, match=why):
        Settings(first_period="2021Q1", periods=4, construction=settings)


def test_money_that_may_fail_comes_a_year_later_as_often() -> None:
    fund = {"fund": "city", "kind": "city", "year": 2021, "limit": 100, "arrival_probability": 0.7}
    asked = given(funds=[fund])
    purse = {"fund": ("city",), "fund_year": np.array([2021]), "purse_day": np.array([0], dtype=np.int32)}
    site = replace(site_of(asked, CHOSEN), **purse)
    found = chances_of(asked, site)
    assert found.arrives.tolist() == [0.7]
    arrival = draws_of(site, found, 1, 2000).arrival
    assert (arrival >= 365).mean() == pytest.approx(0.3 + 0.7 * 0.4 * 0.003, abs=0.04)
