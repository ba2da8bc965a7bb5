"""Laws that every play keeps: no resources, one crew, conservation, other numbers, sums of parts."""

from collections import Counter
from dataclasses import replace

import networkx as nx
import numpy as np
import pytest

from solvers.construction.play import KINDS, replay
from solvers.construction.play.played import NOT, REFUSED
from solvers.construction.site import NEVER, undisturbed
from solvers.construction.trace import explained
from tests.construction.by_hand import Job, built, seen
from tests.construction.conserved import check
from tests.construction.drawn_sites import drawn_draws, drawn_site, renumbered

SEEDS = range(25)


@pytest.mark.parametrize("seed", SEEDS)
def test_without_resources_starts_are_longest_paths(seed: int) -> None:
    rng = np.random.default_rng(seed)
    pairs = [(f"j{a:02d}", f"j{b:02d}", int(rng.integers(0, 5))) for b in range(25) for a in range(b)]
    pairs = [pair for pair in pairs if rng.random() < 0.12]
    jobs = [
        Job(
            name=f"j{b:02d}",
            days=int(rng.integers(0, 9)),
            before=[(first, lag) for first, after, lag in pairs if after == f"j{b:02d}"],
        )
        for b in range(25)
    ]
    net = nx.DiGraph()
    net.add_nodes_from(job.name for job in jobs)
    days = {job.name: job.days for job in jobs}
    net.add_weighted_edges_from((a, b, days[a] + lag) for a, b, lag in pairs)
    found = seen(built(*jobs))
    earliest: dict[str, int] = {}
    for name in nx.topological_sort(net):
        earliest[name] = max(
            (earliest[a] + net[a][name]["weight"] for a in net.predecessors(name)), default=0
        )
        assert found.span(name) == (earliest[name], earliest[name] + days[name])


@pytest.mark.parametrize("seed", SEEDS)
def test_one_crew_takes_the_sum(seed: int) -> None:
    rng = np.random.default_rng(seed)
    days = [int(n) for n in rng.integers(1, 20, 20)]
    jobs = [Job(name=f"j{a:02d}", days=d, needs={"pipe": 1}) for a, d in enumerate(days)]
    found = seen(built(*jobs, pools={"pipe": 1}))
    assert found.finish() == sum(days)
    ends = np.cumsum(days)
    assert [found.span(job.name) for job in jobs] == list(zip(ends - days, ends, strict=True))


@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_is_taken_twice_and_nothing_is_done_twice(seed: int) -> None:
    site = drawn_site(seed)
    for draws in (undisturbed(site), drawn_draws(site, seed)):
        check(site, draws, replay(site, draws).played)


def test_the_random_sites_have_every_kind_of_visit_and_wait() -> None:
    kinds: Counter[str] = Counter()
    for seed in SEEDS:
        site = drawn_site(seed)
        found = seen(site, drawn_draws(site, seed))
        kinds.update(KINDS[k] for _, k in zip(*np.nonzero(found.run.played.start != NOT), strict=True))
        kinds.update(found.run.waited.values())
        kinds.update(gate.cause for gates in found.run.gates.values() for gate in gates)
        kinds["missed"] += int(found.run.played.missed.sum())
        kinds["refused"] += int((found.run.played.status == REFUSED).sum())
    wanted = {
        *KINDS,
        "pipe",
        "road",
        "water",
        "S",
        "T",
        "consent",
        "money",
        "trench",
        "notice",
        "missed",
        "refused",
    }
    assert all(kinds[name] > 3 for name in wanted), kinds


@pytest.mark.parametrize("seed", SEEDS)
def test_other_numbers_permute_the_visits(seed: int) -> None:
    site = drawn_site(seed)
    draws = drawn_draws(site, seed)
    order = np.random.default_rng(seed).permutation(site.activities)
    mine, theirs = replay(site, draws).played, replay(*renumbered(site, draws, order)).played
    for name in ("ready", "start", "end", "done", "status", "units"):
        assert np.array_equal(getattr(mine, name)[order], getattr(theirs, name))
    assert np.array_equal(mine.finish, theirs.finish)
    assert np.array_equal(mine.missed, theirs.missed)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_parts_of_every_finish_sum_to_it(seed: int) -> None:
    site = drawn_site(seed)
    for draws in (undisturbed(site), drawn_draws(site, seed)):
        run = replay(site, draws)
        for c, finish in enumerate(run.played.finish.tolist()):
            if finish == NEVER:
                with pytest.raises(ValueError, match="did not finish"):
                    explained(site, draws, run, c)
                continue
            parts = explained(site, draws, run, c)
            assert sum(part.days for part in parts) == finish
            assert all(part.days > 0 for part in parts)


@pytest.mark.parametrize("seed", SEEDS)
def test_later_starts_shift_everything(seed: int) -> None:
    site = built(*(Job(name=f"j{n}", days=n + 1, needs={"pipe": 1}) for n in range(6)), pools={"pipe": 2})
    by = seed * 3
    later = replace(
        site, campaign_start=site.campaign_start + np.int32(by), planned=site.planned + np.int32(by)
    )
    first, second = replay(site, undisturbed(site)).played, replay(later, undisturbed(later)).played
    assert np.array_equal(first.start[:, 0] + by, second.start[:, 0])
    assert np.array_equal(first.finish + by, second.finish)


@pytest.mark.parametrize("servers", [1, 2, 5])
def test_crews_are_a_queue_served_in_order_of_arrival(servers: int) -> None:
    rng = np.random.default_rng(servers)
    arrivals = np.cumsum(rng.integers(0, 9, 200)).tolist()
    days = rng.integers(1, 9 * servers, 200).tolist()
    jobs = [
        Job(name=f"j{n:03d}", planned=day, days=length, needs={"pipe": 1})
        for n, (day, length) in enumerate(zip(arrivals, days, strict=True))
    ]
    found = seen(built(*jobs, pools={"pipe": servers}, horizon=5000))
    free = [0] * servers  # the recursion of Kiefer and Wolfowitz, of Lindley for one server
    for job in jobs:
        start = max(job.planned, free[0])
        assert found.span(job.name) == (start, start + job.days)
        free = sorted([start + job.days, *free[1:]])
    assert max(found.run.played.start[:, 0] - found.run.played.ready[:, 0]) > 5
