"""The lean engine: the visits of the reference engine from few SimPy events (docs/construction.md).

There is one Timeout for each day on which anything happens, and one callback object for it; no process, no
generator. What hangs on nobody else (works that take nothing, inspections without inspectors, lags, notices)
is reckoned ahead, as soon as its first day is known; inspections that nothing but being done comes after are
written down for all activities at once, in the end. Waiting visits are integers at the gate they lack.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import simpy

from solvers.construction.play.codes import KIND_BITS, codes_of
from solvers.construction.play.day import Day
from solvers.construction.play.gates import Gates
from solvers.construction.play.given import Given
from solvers.construction.play.played import (
    DONE,
    INSPECTION,
    KINDS,
    LOOK_BACK,
    MAIN,
    NOT,
    REFUSED,
    REINSTATEMENT,
    RESUMED,
    REWORK,
    UNFINISHED,
    Played,
)
from solvers.construction.site.nouns import NEVER

if TYPE_CHECKING:
    from solvers.construction.play.codes import Codes
    from solvers.construction.site.draws import Draws
    from solvers.construction.site.nouns import Site

SLOTS = len(KINDS)
KIND = (1 << KIND_BITS) - 1


class Lean:
    """The lean engine of a site: made once, played for any replications."""

    __slots__ = ("codes",)

    def __init__(self, site: Site) -> None:
        """Put the site into integer codes."""
        self.codes = codes_of(site)

    def play(self, draws: Draws, replication: int = 0) -> Played:
        """Play one replication: the same visits as the reference engine's."""
        return _Run(self.codes, draws, replication).played()


class _Run(Given):
    """One replication under way. Fields are named as in the codes and draws; lists have their axes."""

    __slots__ = (
        "awaits", "calendar", "closed", "closing", "day_of", "done", "done_now", "end", "env", "finish",
        "gates", "length", "looked_back", "missed", "notice", "of", "opens", "ready", "refused", "start",
        "today", "undone", "urgent",
    )  # fmt: skip

    def __init__(self, codes: Codes, draws: Draws, replication: int) -> None:
        site = codes.site
        super().__init__(codes, draws, replication)
        self.today = 0
        self.env = simpy.Environment()
        self.day_of: dict[int, Day] = {}
        self.of, self.notice = codes.of, codes.notice
        self.urgent, self.calendar = codes.urgent, codes.calendar
        self.awaits, self.gates = codes.awaits.copy(), Gates(codes)
        self.opens = [NOT] * len(site.trench)
        self.length: dict[int, int] = {}
        self.done_now: list[int] = []
        self.undone = [len(works) for works in codes.works]
        self.closing = [0] * site.campaigns
        self.looked_back = [0] * site.campaigns
        shape = site.activities * SLOTS
        self.ready, self.start, self.end = (np.full(shape, NOT, dtype=np.int32).data for _ in range(3))
        self.done = [NEVER] * site.activities
        self.refused: list[int] = []
        self.finish, self.closed = (np.full(site.campaigns, NEVER, dtype=np.int32) for _ in range(2))
        self.missed = np.zeros(len(site.member), dtype=bool)

    def played(self) -> Played:
        """Run until nothing is left to happen, or the horizon."""
        for day in self.codes.rises:
            if day < self.horizon:
                self._day(day)
        for c, works in enumerate(self.codes.works):
            if not works:
                self._finish(c, self.late[c])
        for a, count in enumerate(self.awaits):
            if not count:
                self._pass_gates(a)
        self.follow()
        self.env.run(until=self.horizon)
        return self._written()

    def _written(self) -> Played:
        """Write down what was played, with the inspections that were left for the end."""
        shape = (len(self.of), SLOTS)
        ready, start, end = (np.asarray(days).reshape(shape) for days in (self.ready, self.start, self.end))
        after = np.array(self.quiet)
        left = (after > 0) & (end[:, MAIN] >= 0) & (end[:, MAIN] < self.horizon)
        left[self.refused] = False
        first = end[left, MAIN]
        last = first + after[left]
        ready[left, INSPECTION] = start[left, INSPECTION] = first
        end[left, INSPECTION] = np.where(last < self.horizon, last, NEVER)
        done = np.array(self.done, dtype=np.int32)
        status = np.where(done < NEVER, DONE, UNFINISHED).astype(np.int8)
        status[self.refused] = REFUSED
        return Played(
            ready=ready,
            start=start,
            end=end,
            done=done,
            status=status,
            units=self.units,
            finish=self.finish,
            closed=self.closed,
            missed=self.missed,
        )

    def _day(self, day: int) -> Day:
        """Return a day, with a Timeout of its own the first time."""
        found = self.day_of.get(day)
        if found is None:
            found = self.day_of[day] = Day(self, day)
            simpy.Timeout(self.env, day - self.today).callbacks.append(found)
        return found

    # ---- before the main visit ----

    def follow(self) -> None:
        """Pass on what is done to those who wait for it, until nobody more is found."""
        done_now, awaits, gate_day, done = self.done_now, self.awaits, self.gate_day, self.done
        while done_now:
            first = done_now.pop()
            day = done[first]
            for a, lag in self.codes.followers[first]:
                if day + lag > gate_day[a]:
                    gate_day[a] = day + lag
                awaits[a] = left = awaits[a] - 1
                if not left:
                    self._pass_gates(a)

    def _pass_gates(self, a: int) -> None:
        """Let an activity go on from the day on which nothing holds it but its trench and its notice."""
        day = self.gate_day[a]
        if day >= self.horizon:
            return
        if self.takes_part[a] and a in self.codes.member:
            (self.day_of.get(day) or self._day(day)).joins.append(a)
        else:
            self._begin(a, day)

    def join(self, a: int) -> None:
        """Ask today for a member's trench; it may dig with the others, or by itself where it missed them."""
        m, today = self.codes.member[a], self.today
        g = self.codes.trench[m]
        if self.opens[g] == NOT:
            self.opens[g] = max(today, min(self.latest[g], today + self.codes.site.trench_window))
        response, opens = self.response[m], self.opens[g]
        if response > opens:
            self.missed[m] = True
            if self.redig[m] > 0 and self.working[a]:
                self.quiet[a] = NOT
        self._begin(a, max(today, response, opens))

    def _begin(self, a: int, day: int) -> None:
        """Start the main visit of an activity, or give it up, after the notice that it may need."""
        if self.notice[a] and day > self.codes.planned[a]:
            day += self.notice[a]
        if not self.takes_part[a]:
            if day < self.horizon:
                slot = a * SLOTS + MAIN
                self.ready[slot] = self.start[slot] = self.end[slot] = day
                self.refused.append(a)
                self._done(a, day)
            return
        gates, days = self.codes.gates[a], self.first[a]
        if not gates or not days:
            self._visit(a, MAIN, days, day)
        elif day < self.horizon:
            self.ready[a * SLOTS + MAIN] = day
            opens = self._opens(self.calendar[a], day)
            if opens < self.horizon:
                looks = (self.day_of.get(opens) or self._day(opens)).looks
                looks.append(self.codes.key[a] + self.urgent[MAIN])

    # ---- visits ----

    def _visit(self, a: int, kind: int, days: int, day: int) -> None:
        """Make a visit that is ready on a day, today or later: at once where it takes nothing."""
        if day >= self.horizon:
            return
        slot = a * SLOTS + kind
        self.ready[slot] = day
        if not days:
            self.start[slot] = self.end[slot] = day
            self._go_on(a, kind, day)
            return
        codes = self.codes
        if kind == INSPECTION:
            gates, opens = codes.inspected, day
        else:
            gates, opens = codes.gates[a], self._opens(self.calendar[a], day)
        if opens >= self.horizon:
            return
        if gates:
            key = codes.key[a] + self.urgent[kind]
            self.length[key] = days
            (self.day_of.get(opens) or self._day(opens)).looks.append(key)
        elif (end := self._work(a, kind, days, opens)) < self.horizon:
            self._go_on(a, kind, end)

    def _opens(self, calendar: int, day: int) -> int:
        """Return the first working day on or after a day, NEVER where there is none."""
        worked, nth = self.worked[calendar], self.nth[calendar]
        count = worked[day] if day < len(worked) else len(nth)
        return nth[count] if count < len(nth) else NEVER

    def _work(self, a: int, kind: int, days: int, start: int) -> int:
        """Write down a visit that starts on an open day; return the day on which it ends."""
        if kind == INSPECTION:
            end = start + days
        else:
            c = self.calendar[a]
            last = self.worked[c][start] + days - 1
            nth = self.nth[c]
            end = nth[last] + 1 if last < len(nth) else NEVER
        slot = a * SLOTS + kind
        self.start[slot] = start
        self.end[slot] = end if end < self.horizon else NEVER
        return end

    def _go_on(self, a: int, kind: int, day: int) -> None:
        """Do what follows a visit that ended on a day."""
        if kind == MAIN and self.quiet[a] != NOT:
            day += self.quiet[a]
            if day < self.horizon:
                self._done(a, day)
        elif kind == LOOK_BACK:
            self._close(self.of[a], day)
        elif kind == MAIN and self.first[a] < self.days[a]:
            day += self.stop_days[a] + self.notice[a]
            self._visit(a, RESUMED, self.days[a] - self.first[a], day)
        elif kind == REWORK or not self.working[a]:
            self._done(a, day)
        elif kind < REINSTATEMENT and a in self.codes.member and self._digs_again(a):
            self._visit(a, REINSTATEMENT, self.redig[self.codes.member[a]], day + self.notice[a])
        elif kind < INSPECTION and self.inspection[a]:
            self._inspect(a, day)
        elif self.rework[a]:
            self._visit(a, REWORK, self.rework[a], day + self.notice[a])
        else:
            self._done(a, day)

    def _inspect(self, a: int, day: int) -> None:
        """Inspect a work in calendar days: with an inspector to wait for, or at once."""
        if self.codes.inspected:
            self._visit(a, INSPECTION, self.inspection[a], day)
            return
        slot = a * SLOTS + INSPECTION
        self.ready[slot] = self.start[slot] = day
        day += self.inspection[a]
        if day >= self.horizon:
            self.end[slot] = NEVER
            return
        self.end[slot] = day
        if self.rework[a]:
            self._visit(a, REWORK, self.rework[a], day + self.notice[a])
        else:
            self._done(a, day)

    def _digs_again(self, a: int) -> bool:
        m = self.codes.member[a]
        return bool(self.missed[m]) and self.redig[m] > 0

    def _done(self, a: int, day: int) -> None:
        """Let an activity be done; its campaign finishes with the last of its works."""
        self.done[a] = day
        self.done_now.append(a)
        if self.codes.is_work[a]:
            c = self.of[a]
            if day > self.late[c]:
                self.late[c] = day
            self.undone[c] = left = self.undone[c] - 1
            if not left:
                self._finish(c, self.late[c])

    # ---- campaigns ----

    def _finish(self, c: int, day: int) -> None:
        if day >= self.horizon:
            return
        self.finish[c] = day
        broken = [a for a in self.codes.works[c] if self.defects[a] > 0]
        self.looked_back[c] = len(broken) + 1
        for a in broken:
            self._visit(a, LOOK_BACK, self.defects[a], day + self.codes.site.look_back + self.notice[a])
        self._close(c, day + self.codes.site.look_back)

    def _close(self, c: int, day: int) -> None:
        """Close a campaign with the last of its repairs, and not before its look-back."""
        self.closing[c] = max(self.closing[c], day)
        self.looked_back[c] -= 1
        if not self.looked_back[c] and self.closing[c] < self.horizon:
            self.closed[c] = self.closing[c]

    # ---- resources ----

    def end_visits(self, keys: list[int]) -> None:
        """Give back what visits that end today took, and go on."""
        codes, today, quiet, horizon = self.codes, self.today, self.quiet, self.horizon
        by_rank, mask, asks, give_back = codes.by_rank, codes.rank_mask, codes.gates, self.gates.give_back
        for key in keys:
            a, kind = by_rank[(key >> KIND_BITS) & mask], key & KIND
            if kind == MAIN and quiet[a] != NOT:
                give_back(key, asks[a])
                if today + quiet[a] < horizon:
                    self._done(a, today + quiet[a])
            else:
                give_back(key, codes.inspected if kind == INSPECTION else asks[a])
                self._go_on(a, kind, today)

    def look(self, today: int) -> None:
        """Look through the visits that may start today: each that finds all it needs starts at once."""
        codes, gates, day_of, horizon = self.codes, self.gates, self.day_of, self.horizon
        by_rank, mask = codes.by_rank, codes.rank_mask
        day = day_of.pop(today)
        if day.gates:
            gates.freed |= gates.waiting.intersection(day.gates)
        for g, opens in gates.closed(lambda c: self._opens(c, today), today) if gates.freed else ():
            if opens < horizon:
                (day_of.get(opens) or self._day(opens)).gates.append(g)
        for key in gates.looked_through(day.looks):
            a, kind = by_rank[(key >> KIND_BITS) & mask], key & KIND
            if gates.taken(key, codes.inspected if kind == INSPECTION else codes.gates[a]):
                days = self.first[a] if kind == MAIN else self.length[key]
                end = self._work(a, kind, days, today)
                if end < horizon:
                    (day_of.get(end) or self._day(end)).ends.append(key)
