"""A certificate: some replications replayed in the reference engine, and compared visit for visit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from solvers.construction.chance import bank_of, draws_of
from solvers.construction.play import replay
from solvers.construction.runs.engines import engine_of
from solvers.construction.site.nouns import NEVER

if TYPE_CHECKING:
    from solvers.construction.chance import Chances
    from solvers.construction.chance.sky import Sky
    from solvers.construction.runs.nouns import Runs
    from solvers.construction.site.nouns import Site

AT_LEAST = 3
"""Replications that are checked at least, where there are so many."""


@dataclass(frozen=True, kw_only=True)
class Certificate:
    """What the reference engine says of runs.

    ``checked`` replications, ``visits`` in them; ``mismatches`` replications in which any visit, or the
    finish that the runs keep, is another; ``numbers`` of the replications checked, ascending.
    """

    checked: int
    mismatches: int
    visits: int
    numbers: tuple[int, ...]


def certificate_of(
    site: Site, chances: Chances, seed: int, runs: Runs, count: int = AT_LEAST, sky: Sky | None = None
) -> Certificate:
    """Replay ``count`` replications of the runs, chosen by the seed, and compare all their visits.

    The worst finish is always among them. ``sky`` is the bank of weathers if it is at hand.
    """
    sky = sky or bank_of(site, chances, seed)
    engine, mismatches, visits = engine_of(site, runs.engine), 0, 0
    numbers = _chosen(runs, seed, count)
    for number in numbers:
        draws = draws_of(site, chances, seed, 1, number, sky)
        wanted = replay(site, draws).played
        alike = wanted.same_as(engine.play(draws))
        alike &= np.array_equal(wanted.finish, runs.finish[number - runs.first])
        mismatches += not alike
        visits += int((wanted.end >= 0).sum())
    return Certificate(checked=len(numbers), mismatches=mismatches, visits=visits, numbers=numbers)


def _chosen(runs: Runs, seed: int, count: int) -> tuple[int, ...]:
    """Return the numbers to check: the one that finishes last, others at random from the seed."""
    late = np.where(runs.finish == NEVER, -1, runs.finish).max(axis=1, initial=-1)
    worst = int(late.argmax())
    others = np.delete(np.arange(runs.replications), worst)
    some = np.random.default_rng(seed).permutation(others)[: max(count, 1) - 1]
    return tuple(sorted(runs.first + int(r) for r in (worst, *some)))
