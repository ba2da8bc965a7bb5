"""Jinping played: the plan's own dates where all is ample, and what crews and chance make of them."""

from dataclasses import replace

import numpy as np
import pytest

from scenarios.examples_kept import located
from scenarios.model.programme import Programme
from scenarios.read import read
from solvers.construction.chance import chances_of, draws_of
from solvers.construction.ledger import (
    add_weeks,
    bearing_of,
    borne_of,
    empty_weeks,
    ledger_of,
    people_of,
    worked_of,
)
from solvers.construction.play import replay
from solvers.construction.play.lean import Lean
from solvers.construction.play.played import MAIN
from solvers.construction.site import Site, site_of, undisturbed
from solvers.construction.trace import explained
from solvers.plan.plan import Plan, PlannedCampaign, PlannedWork
from tests.construction.conserved import check


@pytest.fixture(scope="module")
def programme() -> Programme:
    return read(located("jinping"))


@pytest.fixture(scope="module")
def site(programme: Programme) -> Site:
    """All campaigns with their required works, started evenly: no good plan, but one that keeps its links."""
    facts, clock = programme.facts, programme.clock
    works: dict[int, list[PlannedWork]] = {}
    for w in np.flatnonzero(facts.required & (facts.alternatives < 0)).tolist():
        works.setdefault(int(facts.campaign[w]), []).append(PlannedWork(work=str(facts.key[w])))
    linked = dict.fromkeys((str(work).split(":")[0] for work in programme.links.before), 0)
    linked |= dict.fromkeys((str(work).split(":")[0] for work in programme.links.after), 9)
    campaigns = [
        PlannedCampaign(
            campaign=str(key),
            start=clock.date(int(clock.starts[linked.get(str(key), c % (clock.periods - 2))])),
            works=tuple(works.get(c, ())),
        )
        for c, key in enumerate(programme.campaigns.key)
    ]
    return site_of(programme, Plan(campaigns=tuple(campaigns)))


def test_where_all_is_ample_the_plans_own_dates_come_out(site: Site) -> None:
    ample = replace(site, need_first=np.zeros_like(site.need_first), token_room=site.token_room + 10**6)
    played = replay(ample, undisturbed(ample)).played
    assert np.array_equal(played.start[:, MAIN], site.planned)
    assert np.array_equal(played.end[:, MAIN], site.planned_end)
    assert np.array_equal(played.finish, site.campaign_end)


def test_with_the_plans_crews_each_later_date_is_crew_waiting(site: Site) -> None:
    draws = undisturbed(site)
    run = replay(site, draws)
    check(site, draws, run.played)
    late = np.flatnonzero(run.played.finish > site.campaign_end).tolist()
    assert len(late) > 20
    assert not (run.played.finish < site.campaign_end).any()
    resources = {*site.pool, *site.token}
    for c in range(site.campaigns):
        parts = explained(site, draws, run, c)
        assert sum(part.days for part in parts) == run.played.finish[c]
        waits = [part for part in parts if part.cause == "waiting"]
        assert all(part.name in resources for part in waits)
        assert bool(waits) or c not in late
        assert {part.cause for part in parts} <= {
            "plan",
            "work",
            "left_out",
            "closed",
            "lag",
            "notice",
            "waiting",
        }


def test_chance_breaks_no_law(programme: Programme, site: Site) -> None:
    draws = draws_of(site, chances_of(programme, site), 7, 1)
    run = replay(site, draws)
    check(site, draws, run.played)
    late = run.played.finish - site.campaign_end
    assert (late > 0).sum() > site.campaigns / 2
    for c in np.flatnonzero(run.played.finish < site.horizon).tolist():
        assert sum(part.days for part in explained(site, draws, run, c)) == run.played.finish[c]


def test_the_lean_engine_plays_the_same(programme: Programme, site: Site) -> None:
    draws = draws_of(site, chances_of(programme, site), 11, 3)
    lean = Lean(site)
    for replication in range(3):
        assert lean.play(draws, replication).same_as(replay(site, draws, replication).played)


def test_what_jinping_bears_adds_up(programme: Programme, site: Site) -> None:
    draws = undisturbed(site)
    played = replay(site, draws).played
    rule = programme.settings.construction.disruption
    bearing = bearing_of(site, rule, people_of(programme, site, rule.vulnerability))
    worked = worked_of(draws)
    ledger, total = ledger_of(bearing, played, worked), empty_weeks(bearing)
    add_weeks(total, bearing, borne_of(bearing, played, worked))
    assert total.sum(axis=1) == pytest.approx(ledger.weighted)
    facts = programme.facts
    works = site.work[site.included & (site.work >= 0)]
    noise = bearing.channel.index("noise")
    loud = site.level[site.included & (site.work >= 0), site.channels.index("noise")] > 0
    days = (facts.in_scope * facts.days)[works]
    assert ledger.household_days[:, noise].sum() == pytest.approx(days[loud].sum())
    assert ((ledger.peak > 0) & (ledger.peak <= 1)).all()
    assert bearing.street_households.sum() == programme.estates.households.sum()
