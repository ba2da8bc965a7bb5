"""The lean engine plays the visits of the reference engine, all of them, whatever the site and the draws."""

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest

from solvers.construction.play import KINDS, Played, replay
from solvers.construction.play.lean import Lean
from solvers.construction.play.played import INSPECTION, NOT, REFUSED, UNFINISHED
from solvers.construction.site import Draws, Site, undisturbed
from solvers.construction.site.nouns import DESIGN, WORK
from tests.construction.drawn_sites import drawn_draws, drawn_site


def _different(mine: Played, theirs: Played) -> list[str]:
    return [name for name, field in vars(mine).items() if not np.array_equal(field, getattr(theirs, name))]


def _check(site: Site, draws: Draws) -> None:
    assert _different(Lean(site).play(draws), replay(site, draws).played) == []


def _drawn(seed: int) -> Site:
    return drawn_site(seed, 10 + seed % 50, campaigns=1 + seed % 7)


def _varied(seed: int) -> Site:
    """Return a random site with more: own crews of streets, growing pools, inspectors, near horizons."""
    rng = np.random.default_rng(seed + 20_000)
    site = _drawn(seed)
    own = len(site.pool)
    change = np.array([0, *sorted(rng.choice(np.arange(1, 120), 3, replace=False))], dtype=np.int32)
    count = rng.integers(0, 4, (own + 2, len(change))).astype(np.int32)
    count[:, -1] = np.maximum(count[:, -1], 3)
    lone = (site.need_common == site.pool.index("pipe")) & (rng.random(len(site.need_own)) < 0.5)
    return replace(
        site,
        horizon=int(rng.choice([90, 1000, 1000])),
        pool=(*site.pool, "pipe@S", "inspection"),
        pool_kind=(*site.pool_kind, "crew", "office"),
        change_day=change,
        count=count,
        need_own=np.where(lone, own, site.need_own).astype(np.int32),
        need_common=np.where(lone & (rng.random(len(lone)) < 0.1), NOT, site.need_common).astype(np.int32),
        token_room=rng.integers(1, 3, len(site.token)).astype(np.int32),
        inspectors=own + 1 if rng.random() < 0.5 else NOT,
        what=np.where(rng.random(site.activities) < 0.1, DESIGN, WORK).astype(np.int32),
    )


@pytest.mark.parametrize("first", range(0, 200, 20))
def test_random_sites_are_played_alike(first: int) -> None:
    for seed in range(first, first + 20):
        site = _drawn(seed)
        _check(site, drawn_draws(site, seed))
        _check(site, undisturbed(site))


@pytest.mark.parametrize("first", range(0, 200, 20))
def test_random_sites_with_more_are_played_alike(first: int) -> None:
    for seed in range(first, first + 20):
        site = _varied(seed)
        _check(site, drawn_draws(site, seed))


def test_the_random_sites_with_more_have_all_of_it() -> None:
    found: Counter[str] = Counter()
    for seed in range(120):
        site = _varied(seed)
        run = replay(site, drawn_draws(site, seed))
        played = run.played
        found.update(KINDS[k] for _, k in zip(*np.nonzero(played.start != NOT), strict=True))
        found.update(run.waited.values())
        found.update(gate.cause for gates in run.gates.values() for gate in gates)
        found["missed"] += int(played.missed.sum())
        found["refused"] += int((played.status == REFUSED).sum())
        found["unfinished"] += int((played.status == UNFINISHED).sum())
        found["inspectors"] += int(site.inspectors >= 0 and (played.start[:, INSPECTION] != NOT).any())
    wanted = {*KINDS, "pipe", "road", "water", "pipe@S", "inspection", "S", "T", "consent", "money", "trench"}
    wanted |= {"notice", "missed", "refused", "unfinished", "inspectors"}
    assert all(found[name] > 3 for name in wanted), found


def test_one_engine_plays_any_replication_again() -> None:
    site = _varied(7)
    lean = Lean(site)
    first, second = drawn_draws(site, 1), drawn_draws(site, 2)
    twice = [lean.play(draws) for draws in (first, second, first)]
    assert _different(twice[0], twice[2]) == []
    assert _different(twice[0], twice[1]) != []
