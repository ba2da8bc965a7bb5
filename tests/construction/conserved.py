"""What is conserved in every play: resources, closed days, work done once, what comes first."""

from collections import Counter

import numpy as np

from solvers.construction.play import Played
from solvers.construction.play.played import INSPECTION, MAIN, NOT, REFUSED, RESUMED
from solvers.construction.play.settled import scoped
from solvers.construction.site import NEVER, Draws, Site


def check(site: Site, draws: Draws, played: Played) -> None:
    """Find crews, permits and tokens never exceeded, no work on closed days, each work done once."""
    used: Counter[tuple[int, int]] = Counter()
    closing: dict[tuple[int, int], set[int]] = {}
    starts: set[int] = set()
    for a, k in zip(*np.nonzero(played.start != NOT), strict=True):
        start, end = int(played.start[a, k]), min(int(played.end[a, k]), site.horizon)
        assert start >= played.ready[a, k] >= 0
        if end == start:
            continue
        if k != INSPECTION:
            assert _open(draws, site, a, start)
            assert played.end[a, k] == NEVER or _open(draws, site, a, end - 1)
        starts.add(start)
        needs = range(site.need_first[a], site.need_first[a + 1]) if k != INSPECTION else ()
        for need in needs:
            for day in range(start, end):
                used[int(site.need_common[need]), day] += int(site.need_count[need])
        for token in site.hold[site.hold_first[a] : site.hold_first[a + 1]] if k != INSPECTION else ():
            for day in range(start, end):
                closing.setdefault((int(token), day), set()).add(int(site.of[a]))
    shrinks = site.count.min(axis=1) < site.count.max(axis=1)
    for (pool, day), units in used.items():
        if day in starts and not shrinks[pool]:
            assert units <= site.count_on(pool, day)
        assert units <= site.count[pool].max()
    assert all(len(held) <= site.token_room[token] for (token, _), held in closing.items())
    _check_works(site, draws, played)


def _check_works(site: Site, draws: Draws, played: Played) -> None:
    worked = draws.worked[int(draws.sky_of[0])]
    for a in range(site.activities):
        calendar = worked[site.calendar[a]]
        spans = [(int(played.start[a, k]), int(played.end[a, k])) for k in (MAIN, RESUMED)]
        days = sum(
            int(calendar[end] - calendar[start]) for start, end in spans if start != NOT and end < NEVER
        )
        if played.done[a] == NEVER:
            continue
        if played.status[a] == REFUSED:
            assert days == 0
        else:
            whole = scoped(int(draws.duration[0, a]), int(played.units[a]), int(site.asks[a]))
            assert days == whole
        assert played.start[a, MAIN] >= site.planned[a]
        for at in range(site.before_first[a], site.before_first[a + 1]):
            assert played.ready[a, MAIN] >= played.done[site.before[at]] + site.lag[at]


def _open(draws: Draws, site: Site, activity: int, day: int) -> bool:
    worked = draws.worked[int(draws.sky_of[0]), site.calendar[activity]]
    return bool(worked[day + 1] > worked[day])
