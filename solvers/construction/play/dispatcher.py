"""The dispatcher: who may start today (docs/construction.md, 2).

After all else of a day has happened, it looks through the waiting visits in order of their keys and starts
each that finds everything it needs at once. Nothing is kept for a visit that waits.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import simpy
from simpy.events import EventPriority

from solvers.construction.site.nouns import NEVER

if TYPE_CHECKING:
    from collections.abc import Callable

    from solvers.construction.play.clock import Calendar
    from solvers.construction.site.nouns import Site

NOBODY = "-"
"""Stands for a pool that no street but others has."""
AFTER_ALL_ELSE = EventPriority(2)
"""Priority of the dispatch among events of a day; SimPy's own are 0 and 1."""


@dataclass(kw_only=True, eq=False)
class Visit:
    """A visit that waits or works; ``key`` (urgency, rank of its activity, kind) is its own alone.

    ``needs`` are (own pool, common pool, units); ``taken`` what it has of pools while it works.
    ``blocker`` names what it lacked when it was last looked at.
    """

    key: tuple[int, int, int]
    campaign: int
    calendar: Calendar
    needs: tuple[tuple[int, int, int], ...]
    holds: tuple[int, ...]
    started: simpy.Event
    blocker: str = ""
    taken: list[tuple[int, int]] = field(default_factory=list)


class _Look(simpy.Event):
    """A look through the waiting visits, after all else that happens on a day."""

    def __init__(self, env: simpy.Environment, day: int, dispatch: Callable[[simpy.Event], None]) -> None:
        super().__init__(env)
        self._ok, self._value = True, None
        self.callbacks = [dispatch]
        env.schedule(self, AFTER_ALL_ELSE, day - env.now)


class Dispatcher:
    """Pools, tokens and waiting visits of one replication."""

    def __init__(self, env: simpy.Environment, site: Site) -> None:
        """Nobody waits yet; pools are looked at again on each day on which they change."""
        self.env = env
        self.site = site
        self.waiting: list[Visit] = []
        self.in_use = [0] * len(site.pool)
        self.holders: list[Counter[int]] = [Counter() for _ in site.token]
        self._looks: set[int] = set()
        for day in site.change_day.tolist():
            self._look_on(day)

    def ask(self, visit: Visit) -> None:
        """Let a visit wait from today on."""
        self.waiting.append(visit)
        self._look_on(int(self.env.now))

    def give_back(self, visit: Visit) -> None:
        """Give back all that a visit took."""
        for pool, units in visit.taken:
            self.in_use[pool] -= units
        for token in visit.holds:
            self.holders[token] -= Counter([visit.campaign])
        visit.taken = []
        self._look_on(int(self.env.now))

    def _look_on(self, day: int) -> None:
        """Dispatch on a day, once, after all else that happens on it."""
        if day < NEVER and day not in self._looks:
            self._looks.add(day)
            _Look(self.env, day, self._dispatch)

    def _dispatch(self, _: simpy.Event) -> None:
        today = int(self.env.now)
        self._looks.discard(today)
        still = []
        for visit in sorted(self.waiting, key=lambda visit: visit.key):
            opens = visit.calendar.opens(today)
            if opens > today:
                self._look_on(opens)
                still.append(visit)
            elif self._lacks(visit, today):
                still.append(visit)
            else:
                self._take(visit, today)
                visit.started.succeed()
        self.waiting = still

    def _lacks(self, visit: Visit, today: int) -> str:
        """Return the name of what a visit lacks today, "" where it finds everything."""
        for own, common, units in visit.needs:
            if self._free(own, today) + self._free(common, today) < units:
                visit.blocker = self._name(own, common)
                return visit.blocker
        for token in visit.holds:
            held = self.holders[token]
            if visit.campaign not in held and len(held) >= self.site.token_room[token]:
                visit.blocker = self.site.token[token]
                return visit.blocker
        return ""

    def _name(self, own: int, common: int) -> str:
        pool = common if common >= 0 else own
        return self.site.pool[pool] if pool >= 0 else NOBODY

    def _take(self, visit: Visit, today: int) -> None:
        """Take what a visit needs: of the street's own pool first, the rest of the common one."""
        for own, common, units in visit.needs:
            first = min(units, self._free(own, today))
            for pool, some in ((own, first), (common, units - first)):
                if some:
                    self.in_use[pool] += some
                    visit.taken.append((pool, some))
        for token in visit.holds:
            self.holders[token][visit.campaign] += 1

    def _free(self, pool: int, today: int) -> int:
        """Return the free units of a pool; none where there is no pool, or more in use than there are now."""
        return max(self.site.count_on(pool, today) - self.in_use[pool], 0) if pool >= 0 else 0
