"""What bound the visits of a play, read from the visits of any engine.

The reference engine writes down what each visit lacked when it was last looked at, what it took, and which
gates held it; other engines write down the visits alone. All of it follows from them: they tell on which days
there was a look, and what was taken before. So it is read here in one pass over the visits, each of which is
asked again once, at its last look before it started.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from solvers.construction.play.dispatcher import NOBODY
from solvers.construction.play.happenings import Bound
from solvers.construction.play.played import INSPECTION, KINDS, NOT, URGENCY
from solvers.construction.trace.gates import GatesOf

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from solvers.construction.play.played import Played
    from solvers.construction.site.draws import Draws
    from solvers.construction.site.nouns import Site

    Days = NDArray[np.int64]
    Flags = NDArray[np.bool_]
    Need = tuple[int, int, int]

GIVE_BACK, LOOK = range(2)
"""What comes first on a day."""


class Visits(NamedTuple):
    """Visits of some length, axis ``(visit,)``; ``start`` the horizon where one never started."""

    activity: Days
    kind: Days
    ready: Days
    start: Days
    end: Days
    calendar: Days


def bound_of(site: Site, draws: Draws, played: Played, replication: int = 0) -> Bound:
    """Return what bound a replication's visits, played by any engine, as the reference engine tells it."""
    visits = _visits(site, played)
    asked = _last_asked(visits, _open_days(site, draws, replication), _first_looks(site, visits))
    waited, taken = _told(site, visits, asked)
    return Bound(played=played, gates=GatesOf(site, draws, played, replication), waited=waited, taken=taken)


def _visits(site: Site, played: Played) -> Visits:
    """Return the visits that asked for what they need; ``calendar`` −1: an inspection, on any day."""
    asked = (played.ready != NOT) & ((played.start == NOT) | (played.end > played.start))
    activity, kind = np.nonzero(asked)
    start, end = (days[activity, kind].astype(np.int64) for days in (played.start, played.end))
    return Visits(
        activity=activity,
        kind=kind,
        ready=played.ready[activity, kind].astype(np.int64),
        start=np.where(start == NOT, site.horizon, start),
        end=np.where(start == NOT, site.horizon, end),
        calendar=np.where(kind == INSPECTION, -1, site.calendar[activity]),
    )


def _open_days(site: Site, draws: Draws, replication: int) -> Flags:
    """Return the working days, axes ``(calendar, day)``; the last calendar is that of inspections."""
    works = np.diff(draws.worked[int(draws.sky_of[replication])], axis=1)[:, : site.horizon] > 0
    found = np.zeros((len(works) + 1, site.horizon), dtype=bool)
    found[:-1, : works.shape[1]], found[-1] = works, True
    return found


def _first_looks(site: Site, visits: Visits) -> Flags:
    """Return the days on which pools change or a visit asks or ends, axis ``(day,)``."""
    looks = np.zeros(site.horizon, dtype=bool)
    for days in (site.change_day, visits.ready, visits.end):
        looks[days[days < site.horizon]] = True
    return looks


def _last_asked(visits: Visits, open_: Flags, looks: Flags) -> Days:
    """Return the day of the last look at each visit before it started, −1: there was none.

    Where a visit waits on a closed day there is another look when its calendar opens.
    """
    horizon = len(looks)
    opens = np.where(open_, np.arange(horizon), horizon)
    opens = np.minimum.accumulate(opens[:, ::-1], axis=1)[:, ::-1]
    waiting = np.zeros((len(open_), horizon + 1), dtype=np.int64)
    np.add.at(waiting, (visits.calendar, visits.ready), 1)
    np.add.at(waiting, (visits.calendar, visits.start), -1)
    shut = (np.cumsum(waiting, axis=1)[:, :-1] > 0) & ~open_
    looks, before = looks.copy(), -1
    while looks.sum() != before:
        before = int(looks.sum())
        again = opens[shut & looks]
        looks[again[again < horizon]] = True
    last = np.maximum.accumulate(np.where(open_ & looks, np.arange(horizon), -1), axis=1)
    last = np.concatenate([np.full((len(open_), 1), -1), last], axis=1)
    found = last[visits.calendar, visits.start]
    return np.where(found >= visits.ready, found, -1)


def _told(
    site: Site, visits: Visits, asked: Days
) -> tuple[dict[tuple[int, int], str], dict[tuple[int, int], tuple[tuple[int, int], ...]]]:
    """Return what visits waited for and what they took, by activity and kind."""
    held = _Held(site)
    waited: dict[tuple[int, int], str] = {}
    taken: dict[tuple[int, int], tuple[tuple[int, int], ...]] = {}
    whose = list(zip(visits.activity.tolist(), visits.kind.tolist(), strict=True))
    for day, phase, v, starts in _in_order(site, visits, asked):
        a, kind = visit = whose[v]
        if phase == GIVE_BACK:
            held.give_back(a, kind, taken.get(visit, ()))
        elif starts:
            if units := held.take(a, kind, day):
                taken[visit] = units
        elif lacked := held.lacks(a, kind, day):
            waited[visit] = lacked
    return waited, taken


def _in_order(site: Site, visits: Visits, asked: Days) -> list[tuple[int, int, int, bool]]:
    """Return (day, phase, visit, whether it starts) of all that happens, in the order of the dispatcher."""
    needs = np.diff(site.need_first) + np.diff(site.hold_first) > 0
    some = np.where(visits.kind == INSPECTION, site.inspectors >= 0, needs[visits.activity])
    some &= visits.start < site.horizon
    ends, starts = np.flatnonzero(some & (visits.end < site.horizon)), np.flatnonzero(some)
    asks = np.flatnonzero(some & (asked >= 0))
    v = np.concatenate([ends, starts, asks])
    day = np.concatenate([visits.end[ends], visits.start[starts], asked[asks]])
    phase = np.repeat([GIVE_BACK, LOOK], [len(ends), len(starts) + len(asks)])
    begins = np.repeat([False, True, False], [len(ends), len(starts), len(asks)])
    rank = np.asarray(URGENCY)[visits.kind] * site.activities + site.rank[visits.activity]
    order = np.lexsort(((rank * len(KINDS) + visits.kind)[v], phase, day))
    columns = (day[order].tolist(), phase[order].tolist(), v[order].tolist(), begins[order].tolist())
    return list(zip(*columns, strict=True))


class _Held:
    """Pools and tokens held while the days go by, as the dispatcher holds them."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.in_use = [0] * len(site.pool)
        self.holders: list[Counter[int]] = [Counter() for _ in site.token]
        columns = (site.need_own.tolist(), site.need_common.tolist(), site.need_count.tolist())
        self.needs: list[Need] = list(zip(*columns, strict=True))
        self.need_first, self.hold_first = site.need_first.tolist(), site.hold_first.tolist()
        self.hold, self.of = site.hold.tolist(), site.of.tolist()
        self.inspector = [(-1, site.inspectors, 1)] if site.inspectors >= 0 else []
        self.rows = site.count.T.tolist()
        self.changes = [*site.change_day.tolist()[1:], site.horizon + 1]
        self.row = 0

    def lacks(self, a: int, kind: int, day: int) -> str:
        """Return the name of what a visit lacks on a day, "" where it finds everything."""
        self._until(day)
        for own, common, units in self._needs(a, kind):
            if self._free(own) + self._free(common) < units:
                pool = common if common >= 0 else own
                return self.site.pool[pool] if pool >= 0 else NOBODY
        for token in self._holds(a, kind):
            held = self.holders[token]
            if self.of[a] not in held and len(held) >= self.site.token_room[token]:
                return self.site.token[token]
        return ""

    def take(self, a: int, kind: int, day: int) -> tuple[tuple[int, int], ...]:
        """Take what a visit needs; return (pool, units), of the street's own first."""
        self._until(day)
        taken = []
        for own, common, units in self._needs(a, kind):
            first = min(units, self._free(own))
            for pool, some in ((own, first), (common, units - first)):
                if some:
                    self.in_use[pool] += some
                    taken.append((pool, some))
        for token in self._holds(a, kind):
            self.holders[token][self.of[a]] += 1
        return tuple(taken)

    def give_back(self, a: int, kind: int, taken: tuple[tuple[int, int], ...]) -> None:
        """Give back what a visit took."""
        for pool, units in taken:
            self.in_use[pool] -= units
        for token in self._holds(a, kind):
            held = self.holders[token]
            held[self.of[a]] -= 1
            if not held[self.of[a]]:
                del held[self.of[a]]

    def _until(self, day: int) -> None:
        while self.changes[self.row] <= day:
            self.row += 1

    def _free(self, pool: int) -> int:
        return max(self.rows[self.row][pool] - self.in_use[pool], 0) if pool >= 0 else 0

    def _needs(self, a: int, kind: int) -> list[Need]:
        if kind == INSPECTION:
            return self.inspector
        return self.needs[self.need_first[a] : self.need_first[a + 1]]

    def _holds(self, a: int, kind: int) -> list[int]:
        return [] if kind == INSPECTION else self.hold[self.hold_first[a] : self.hold_first[a + 1]]
