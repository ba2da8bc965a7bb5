"""The reference engine: one replication as SimPy processes, written to be read (docs/construction.md).

Every activity is a process: it passes its gates, makes its visits, and is done. Every campaign is one, every
trench a meeting. Crews, permits and tokens belong to the dispatcher. Other engines must play the same visits.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import simpy

from solvers.construction.play.clock import Calendar, EveryDay
from solvers.construction.play.dispatcher import Dispatcher, Visit
from solvers.construction.play.happenings import Gate, Happening, Replay, binding
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
    URGENCY,
    Played,
)
from solvers.construction.play.settled import scoped, settled
from solvers.construction.play.trench import Trench
from solvers.construction.site.nouns import NEVER, WORK

if TYPE_CHECKING:
    from collections.abc import Generator

    from solvers.construction.site.draws import Draws
    from solvers.construction.site.nouns import Site

    Process = Generator[simpy.Event, Any, None]
    """A process of SimPy."""


def replay(site: Site, draws: Draws, replication: int = 0) -> Replay:
    """Play one replication and return its visits with all that led to them."""
    return _Run(site, draws, replication).played()


class _Run:
    """One replication under way."""

    def __init__(self, site: Site, draws: Draws, replication: int) -> None:
        self.site, self.draws, self.r = site, draws, replication
        self.env = simpy.Environment()
        self.dispatcher = Dispatcher(self.env, site)
        self.settled = settled(site, draws, replication)
        bank = int(draws.sky_of[replication])
        self.calendars = [
            Calendar(draws.worked[bank, c], draws.nth[bank, c]) for c in range(len(site.sensitivity))
        ]
        self.trench_of = dict(zip(site.member.tolist(), self._trenches(), strict=True))
        self.member_of = {a: m for m, a in enumerate(site.member.tolist())}
        shape = (site.activities, len(KINDS))
        self.ready, self.start, self.end = (np.full(shape, NOT, dtype=np.int32) for _ in range(3))
        self.done = [self.env.event() for _ in range(site.activities)]
        self.done_day = np.full(site.activities, NEVER, dtype=np.int32)
        self.status = np.full(site.activities, UNFINISHED, dtype=np.int8)
        self.finish, self.closed = (np.full(site.campaigns, NEVER, dtype=np.int32) for _ in range(2))
        self.missed = np.zeros(len(site.member), dtype=bool)
        self.told: list[Happening] = []
        self.gates: dict[int, tuple[Gate, ...]] = {}
        self.waited: dict[tuple[int, int], str] = {}
        self.taken: dict[tuple[int, int], tuple[tuple[int, int], ...]] = {}

    def played(self) -> Replay:
        """Run until nothing is left to happen, or the horizon."""
        for a in range(self.site.activities):
            self.env.process(self._activity(a))
        for c in range(self.site.campaigns):
            self.env.process(self._campaign(c))
        self.env.run(until=self.site.horizon)
        played = Played(
            ready=self.ready,
            start=self.start,
            end=self.end,
            done=self.done_day,
            status=self.status,
            units=self.settled.units,
            finish=self.finish,
            closed=self.closed,
            missed=self.missed,
        )
        return Replay(
            played=played,
            happenings=tuple(self.told),
            gates=self.gates,
            waited=self.waited,
            taken=self.taken,
        )

    # ---- campaigns ----

    def _campaign(self, c: int) -> Process:
        """Release a campaign, await its works, look back."""
        slip = int(self.draws.slip[self.r, c])
        yield self.env.timeout(int(self.site.campaign_start[c]) + slip)
        self._tell("released", campaign=c, number=slip)
        works = [a for a in np.flatnonzero(self.site.of == c).tolist() if self.site.what[a] == WORK]
        yield self.env.all_of([self.done[a] for a in works])
        self.finish[c] = self.env.now
        self._tell("finished", campaign=c)
        yield self.env.timeout(self.site.look_back)
        done = [a for a in works if self._is_worked(a) and self.status[a] == DONE]
        broken = [a for a in done if self.draws.defects[self.r, a] > 0]
        visits = [self._visit(a, LOOK_BACK, int(self.draws.defects[self.r, a])) for a in broken]
        yield self.env.all_of([self.env.process(visit) for visit in visits])
        self.closed[c] = self.env.now

    # ---- activities ----

    def _activity(self, a: int) -> Process:
        """Pass the gates; make the visits that the draws ask for; be done."""
        draws, r, m = self.draws, self.r, self.member_of.get(a, -1)
        yield from self._pass_gates(a)
        if self.site.asks[a]:
            units = int(self.settled.units[a])
            self._tell("agreed" if units else "refused", activity=a, number=units)
        if self.site.asks[a] and not units:
            self.ready[a, MAIN] = self.start[a, MAIN] = self.end[a, MAIN] = self.env.now
            self._is_done(a, REFUSED)
            return
        days = scoped(int(draws.duration[r, a]), int(self.settled.units[a]), int(self.site.asks[a]))
        first = days
        if self._is_worked(a) and draws.stop_days[r, a] > 0 and 0 < draws.stop_after[r, a] < days:
            first = int(draws.stop_after[r, a])
        yield from self._visit(a, MAIN, first)
        if first < days:
            self._tell("stopped", activity=a, number=int(draws.stop_days[r, a]))
            yield self.env.timeout(int(draws.stop_days[r, a]))
            yield from self._visit(a, RESUMED, days - first)
        if self._is_worked(a):
            if m >= 0 and self.missed[m] and draws.redig[r, m] > 0:
                yield from self._visit(a, REINSTATEMENT, int(draws.redig[r, m]))
            yield from self._inspected(a)
        self._is_done(a, DONE)

    def _pass_gates(self, a: int) -> Process:
        """Wait for all that must be before a main visit is ready, resources aside."""
        gates = self._fixed_gates(a)
        yield self.env.timeout(max(gate.day for gate in gates))
        for at in range(self.site.before_first[a], self.site.before_first[a + 1]):
            first, lag = int(self.site.before[at]), int(self.site.lag[at])
            yield self.done[first]
            gates.append(Gate(cause="work", day=int(self.done_day[first]) + lag, of=first, lag=lag))
        asked = max(gate.day for gate in gates)
        yield self.env.timeout(asked - self.env.now)
        if a in self.trench_of and self.settled.units[a] >= min(self.site.asks[a], 1):
            day = self._join(a)
            gates.append(Gate(cause="trench", day=day))
            yield self.env.timeout(day - self.env.now)
        late = self.env.now > self.site.planned[a]
        if late and self.site.notice[a]:
            gates.append(Gate(cause="notice", day=int(self.env.now + self.site.notice[a])))
            yield self.env.timeout(int(self.site.notice[a]))
        self.gates[a] = tuple(gates)
        bound = binding(gates)[0]
        if bound.cause != "plan":
            days = int(self.env.now - self.site.planned[a])
            self._tell("held", activity=a, number=days, name=bound.cause)

    def _fixed_gates(self, a: int) -> list[Gate]:
        """Return the gates whose days are known before the run."""
        site, c = self.site, int(self.site.of[a])
        gates = [Gate(cause="plan", day=int(site.planned[a]))]
        if site.what[a] == WORK:
            slip = int(self.draws.slip[self.r, c])
            gates.append(Gate(cause="release", day=int(site.campaign_start[c]) + slip, lag=slip))
        if site.asks[a]:
            gates.append(Gate(cause="consent", day=int(self.settled.day[a])))
        for purse in site.claim[site.claim_first[a] : site.claim_first[a + 1]].tolist():
            gates.append(Gate(cause="money", day=int(self.draws.arrival[self.r, purse]), of=purse))
        return gates

    def _inspected(self, a: int) -> Process:
        """Inspect a work that is done, and do again what fails."""
        days, rework = (int(drawn[self.r, a]) for drawn in (self.draws.inspection, self.draws.rework))
        if days:
            yield from self._visit(a, INSPECTION, days)
        if rework:
            self._tell("failed", activity=a, number=rework)
            yield from self._visit(a, REWORK, rework)
        elif days:
            self._tell("passed", activity=a)

    def _is_done(self, a: int, status: int) -> None:
        self.done_day[a], self.status[a] = self.env.now, status
        self.done[a].succeed()

    def _is_worked(self, a: int) -> bool:
        """Whether an activity is a work that somebody does: not left out, of some days."""
        return bool(
            self.site.included[a] and self.site.what[a] == WORK and self.draws.duration[self.r, a] > 0
        )

    # ---- visits ----

    def _visit(self, a: int, kind: int, days: int) -> Process:
        """Give notice where it is due, wait for resources and an open day, work, give back."""
        if kind not in (MAIN, INSPECTION) and self.site.notice[a]:
            yield self.env.timeout(int(self.site.notice[a]))
        ready = int(self.env.now)
        self.ready[a, kind] = ready
        if not days:
            self.start[a, kind] = self.end[a, kind] = ready
            return
        visit = self._asked(a, kind)
        self.dispatcher.ask(visit)
        yield visit.started
        today = int(self.env.now)
        if visit.blocker:
            self.waited[a, kind] = visit.blocker
        if visit.taken:
            self.taken[a, kind] = tuple(visit.taken)
        self._tell("started", activity=a, kind=kind, number=today - ready, name=visit.blocker)
        end = visit.calendar.end(today, days)
        self.start[a, kind], self.end[a, kind] = today, NEVER
        yield self.env.timeout(end - today)
        self.end[a, kind] = end
        self.dispatcher.give_back(visit)
        self._tell("ended", activity=a, kind=kind, number=days)

    def _asked(self, a: int, kind: int) -> Visit:
        site = self.site
        inspects = kind == INSPECTION
        needs = range(site.need_first[a], site.need_first[a + 1])
        taken = tuple(
            (int(site.need_own[n]), int(site.need_common[n]), int(site.need_count[n])) for n in needs
        )
        inspector = ((-1, site.inspectors, 1),) if site.inspectors >= 0 else ()
        holds = tuple(site.hold[site.hold_first[a] : site.hold_first[a + 1]].tolist())
        return Visit(
            key=(URGENCY[kind], int(site.rank[a]), kind),
            campaign=int(site.of[a]),
            calendar=EveryDay() if inspects else self.calendars[int(site.calendar[a])],
            needs=inspector if inspects else taken,
            holds=() if inspects else holds,
            started=self.env.event(),
        )

    # ---- trenches ----

    def _trenches(self) -> list[Trench]:
        """Return each member's trench, axis ``(member,)``."""
        site, response = self.site, self.draws.response[self.r]
        taking = self.settled.units[site.member] >= np.minimum(site.asks[site.member], 1)
        made = []
        for g, name in enumerate(site.trench):
            days = response[(site.member_trench == g) & taking].tolist()
            made.append(Trench(name=name, window=site.trench_window, responses=tuple(days)))
        return [made[g] for g in site.member_trench.tolist()]

    def _join(self, a: int) -> int:
        """Return the day from which a member may dig: with the others, or by itself where it missed them."""
        trench, m, today = self.trench_of[a], self.member_of[a], int(self.env.now)
        if trench.opens is None:
            trench.ask(today)
            self._tell("opened", activity=a, number=trench.opens_after(today), name=trench.name)
        response = int(self.draws.response[self.r, m])
        self.missed[m] = trench.misses(response)
        if self.missed[m]:
            self._tell("missed", activity=a, name=trench.name)
            return max(today, response)
        return max(today, trench.opens or 0)

    def _tell(
        self,
        what: str,
        campaign: int = -1,
        activity: int = -1,
        kind: int = -1,
        number: int = 0,
        name: str = "",
    ) -> None:
        if activity >= 0:
            campaign = int(self.site.of[activity])
        self.told.append(
            Happening(
                day=int(self.env.now),
                what=what,
                campaign=campaign,
                activity=activity,
                kind=kind,
                number=number,
                name=name,
            )
        )
