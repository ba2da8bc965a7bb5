"""Replications traced: what bound each finish, what was taken and waited for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from solvers.construction.chance import draws_of
from solvers.construction.runs import engine_named, engine_of
from solvers.construction.site.nouns import NEVER
from solvers.construction.trace import bound_of, explained

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from solvers.construction.answers.sampled import Case
    from solvers.construction.play import Bound
    from solvers.construction.site import Site
    from solvers.construction.trace import Part

    Days = NDArray[np.int64]

ACTIVITIES = 300_000
"""Activities that are traced in all, which makes how many replications are."""
FEWEST, MOST = 1, 64


@dataclass(frozen=True, kw_only=True, eq=False)
class Traced:
    """Replications traced, in the order of their ``number``.

    ``finish`` the day after the last work of the programme, NEVER: unfinished; ``last`` the campaign that
    finished last (−1: unfinished); ``parts`` of that campaign's finish, () where unfinished. ``taken`` axes
    ``(pool, day + 1)``: mean units taken on each day; ``waiting`` likewise the visits that wait for it, those
    that wait for a street's own crews or the common ones with the common ones. ``full`` axes
    ``(pool, day + 1)``: share of the replications in which all units are taken.
    """

    number: tuple[int, ...]
    finish: tuple[int, ...]
    last: tuple[int, ...]
    parts: tuple[tuple[Part, ...], ...]
    taken: NDArray[np.float64]
    waiting: NDArray[np.float64]
    full: NDArray[np.float64]


def how_many(site: Site, replications: int) -> int:
    """Return how many replications are traced: as many as make ACTIVITIES, within bounds."""
    wanted = min(max(ACTIVITIES // max(site.activities, 1), FEWEST), MOST)
    return min(wanted, replications)


def traced(case: Case, count: int, first: int = 0) -> Traced:
    """Play ``count`` replications from the ``first`` on and trace what bound the programme's finish."""
    site = case.site
    engine = engine_of(site, engine_named(case.engine, site.open.shape[1]))
    there = there_of(site)
    shape = (len(site.pool), site.horizon + 1)
    taken, waiting, full = np.zeros(shape), np.zeros(shape), np.zeros(shape)
    finishes, lasts, parts = [], [], []
    draws = draws_of(site, case.chances, case.seed, count, first, case.sky)
    for r in range(count):
        bound = bound_of(site, draws, engine.play(draws, r), r)
        finish = bound.played.finish
        end = int(finish.max(initial=0))
        last = int(finish.argmax()) if 0 < end < NEVER else -1
        finishes.append(end)
        lasts.append(last)
        parts.append(explained(site, draws, bound, last, r) if last >= 0 else ())
        units = _taken(site, bound)
        taken += units / count
        waiting += _waiting(site, bound) / count
        full += ((units >= there) & (there > 0)) / count
    return Traced(
        number=tuple(range(first, first + count)),
        finish=tuple(finishes),
        last=tuple(lasts),
        parts=tuple(parts),
        taken=taken,
        waiting=waiting,
        full=full,
    )


def there_of(site: Site) -> NDArray[np.float64]:
    """Return the units of each pool that are there by day, axes ``(pool, day + 1)``."""
    at = np.searchsorted(site.change_day, np.arange(site.horizon + 1), side="right") - 1
    return site.count[:, at].astype(np.float64)


def _taken(site: Site, bound: Bound) -> NDArray[np.float64]:
    """Return the units taken on each day until the horizon, axes ``(pool, day + 1)``."""
    change = np.zeros((len(site.pool), site.horizon + 2))
    start, end = bound.played.start, bound.played.end
    for (a, kind), units in bound.taken.items():
        since, until = int(start[a, kind]), min(int(end[a, kind]), site.horizon)
        for pool, some in units:
            change[pool, since] += some
            change[pool, until] -= some
    return np.cumsum(change, axis=1)[:, :-1]


def _waiting(site: Site, bound: Bound) -> NDArray[np.float64]:
    """Return the visits that wait for each pool on each day; what waits last for a street counts for none."""
    change = np.zeros((len(site.pool), site.horizon + 2))
    number = {name: p for p, name in enumerate(site.pool)}
    for (a, kind), name in bound.waited.items():
        if name in number:
            ready, start = int(bound.played.ready[a, kind]), int(bound.played.start[a, kind])
            change[number[name], ready] += 1
            change[number[name], start] -= 1
    return np.cumsum(change, axis=1)[:, :-1]
