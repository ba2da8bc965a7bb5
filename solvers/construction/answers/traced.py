"""Replications replayed by the reference engine: what bound each finish, what was taken and waited for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from solvers.construction.chance import draws_of
from solvers.construction.play import replay
from solvers.construction.play.played import INSPECTION, NOT
from solvers.construction.site.nouns import NEVER
from solvers.construction.trace import explained

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from solvers.construction.answers.sampled import Case
    from solvers.construction.play import Replay
    from solvers.construction.site import Site
    from solvers.construction.trace import Part

    Days = NDArray[np.int64]

ACTIVITIES = 20_000
"""Activities that are replayed in all, which makes how many replications are."""
FEWEST, MOST = 1, 64


@dataclass(frozen=True, kw_only=True, eq=False)
class Traced:
    """Replications traced, in the order of their ``number``.

    ``finish`` the day after the last work of the programme, NEVER: unfinished; ``last`` the campaign that
    finished last (−1: unfinished); ``parts`` of that campaign's finish, () where unfinished. ``taken`` axes
    ``(pool, day + 1)``: mean units taken on each day, a street's own crews counted with the common ones;
    ``waiting`` likewise the visits that wait for it. ``full`` axes ``(pool, day + 1)``: share of the
    replications in which all units are taken.
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
    """Replay ``count`` replications from the ``first`` on and trace what bound the programme's finish."""
    site = case.site
    there = together(site)
    shape = (len(site.pool), site.horizon + 1)
    taken, waiting, full = np.zeros(shape), np.zeros(shape), np.zeros(shape)
    finishes, lasts, parts = [], [], []
    for number in range(first, first + count):
        draws = draws_of(site, case.chances, case.seed, 1, number, case.sky)
        run = replay(site, draws)
        finish = run.played.finish
        end = int(finish.max(initial=0))
        last = int(finish.argmax()) if 0 < end < NEVER else -1
        finishes.append(end)
        lasts.append(last)
        parts.append(explained(site, draws, run, last) if last >= 0 else ())
        units = _taken(site, run)
        taken += units / count
        waiting += _waiting(site, run) / count
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


def standing_for(site: Site) -> NDArray[np.int64]:
    """Return the pool with which each is counted: the common one of a street's own, axis ``(pool,)``."""
    found = np.arange(len(site.pool))
    both = (site.need_own >= 0) & (site.need_common >= 0)
    found[site.need_own[both]] = site.need_common[both]
    return found


def together(site: Site) -> NDArray[np.float64]:
    """Return the units there by day, axes ``(pool, day + 1)``, a street's own counted with the common."""
    days = np.arange(site.horizon + 1)
    at = np.searchsorted(site.change_day, days, side="right") - 1
    found = np.zeros((len(site.pool), len(days)))
    np.add.at(found, standing_for(site), site.count[:, at])
    return found


def _taken(site: Site, run: Replay) -> NDArray[np.float64]:
    """Return the units taken on each day, axes ``(pool, day + 1)``."""
    activity, kind, start, end = _visits(site, run, run.played.start, run.played.end)
    change = np.zeros((len(site.pool), site.horizon + 2))
    stands = standing_for(site)
    for a, k, since, until in zip(activity, kind, start, end, strict=True):
        if k == INSPECTION:
            needs = [(site.inspectors, 1)] if site.inspectors >= 0 else []
        else:
            rows = range(int(site.need_first[a]), int(site.need_first[a + 1]))
            pools = (site.need_common[n] if site.need_common[n] >= 0 else site.need_own[n] for n in rows)
            needs = [(int(p), int(site.need_count[n])) for p, n in zip(pools, rows, strict=True) if p >= 0]
        for pool, units in needs:
            change[stands[pool], since] += units
            change[stands[pool], until] -= units
    return np.cumsum(change, axis=1)[:, :-1]


def _waiting(site: Site, run: Replay) -> NDArray[np.float64]:
    """Return the visits that wait for each pool on each day; what waits last for a street counts for none."""
    change = np.zeros((len(site.pool), site.horizon + 2))
    number = {name: p for p, name in enumerate(site.pool)}
    stands = standing_for(site)
    for (a, kind), name in run.waited.items():
        if name in number:
            ready, start = int(run.played.ready[a, kind]), int(run.played.start[a, kind])
            change[stands[number[name]], ready] += 1
            change[stands[number[name]], start] -= 1
    return np.cumsum(change, axis=1)[:, :-1]


def _visits(
    site: Site, run: Replay, start: NDArray[np.int32], end: NDArray[np.int32]
) -> tuple[list[int], list[int], list[int], list[int]]:
    """Return (activity, kind, start, end) of visits; an end beyond the horizon is the horizon."""
    activity, kind = np.nonzero((start != NOT) & (end > start))
    first, last = start[activity, kind], np.minimum(end[activity, kind], site.horizon)
    return activity.tolist(), kind.tolist(), first.tolist(), last.tolist()
