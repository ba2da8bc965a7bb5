"""What bound visits, read from the visits alone, is what the reference engine wrote down while it played."""

import pytest

from solvers.construction.play import replay
from solvers.construction.site import Draws, Site, undisturbed
from solvers.construction.site.nouns import NEVER
from solvers.construction.trace import bound_of, explained
from tests.construction.drawn_sites import drawn_draws
from tests.construction.test_lean import _drawn, _varied


def _check(site: Site, draws: Draws) -> int:
    """Compare all that is told; return how many visits waited for something."""
    run = replay(site, draws)
    read = bound_of(site, draws, run.played)
    assert dict(read.waited) == dict(run.waited)
    assert dict(read.taken) == dict(run.taken)
    assert dict(read.gates) == dict(run.gates)
    for c in range(site.campaigns):
        if run.played.finish[c] < NEVER:
            assert explained(site, draws, read, c) == explained(site, draws, run, c)
    return len(run.waited)


@pytest.mark.parametrize("first", range(0, 60, 20))
def test_it_is_read_from_visits_of_random_sites(first: int) -> None:
    waited = 0
    for seed in range(first, first + 20):
        site = _drawn(seed)
        waited += _check(site, drawn_draws(site, seed)) + _check(site, undisturbed(site))
    assert waited > 100


@pytest.mark.parametrize("first", range(0, 60, 20))
def test_it_is_read_where_streets_have_crews_and_pools_change(first: int) -> None:
    waited, own = 0, 0
    for seed in range(first, first + 20):
        site = _varied(seed)
        waited += _check(site, drawn_draws(site, seed))
        own += int((site.need_own >= 0).sum())
    assert waited > 50
    assert own > 10
