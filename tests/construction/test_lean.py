"""The lean engine plays the visits of the reference engine, all of them, whatever the site and the draws."""

from dataclasses import replace

import numpy as np
import pytest

from solvers.construction.play import Played, replay
from solvers.construction.play.lean import Lean
from solvers.construction.site import Draws, Site, undisturbed
from tests.construction.drawn_sites import drawn_draws, drawn_site


def _different(mine: Played, theirs: Played) -> list[str]:
    return [name for name, field in vars(mine).items() if not np.array_equal(field, getattr(theirs, name))]


def _check(site: Site, draws: Draws) -> None:
    assert _different(Lean(site).play(draws), replay(site, draws).played) == []


@pytest.mark.parametrize("first", range(0, 300, 20))
def test_random_sites_and_draws_are_played_alike(first: int) -> None:
    for seed in range(first, first + 20):
        site = drawn_site(seed, 10 + seed % 50, campaigns=1 + seed % 7)
        _check(site, drawn_draws(site, seed))
        _check(site, undisturbed(site))
