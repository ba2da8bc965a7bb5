"""Why a campaign finished when it did: the chain that bound it, in parts that sum to its finish."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from solvers.construction.play.happenings import binding
from solvers.construction.play.played import INSPECTION, MAIN, NOT, RESUMED, REWORK
from solvers.construction.site.nouns import NEVER, WORK

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from solvers.construction.play.happenings import Bound, Gate
    from solvers.construction.site.draws import Draws
    from solvers.construction.site.nouns import Site

CAUSES = (
    "plan",
    "slip",
    "consent",
    "money",
    "trench",
    "notice",
    "lag",
    "waiting",
    "closed",
    "work",
    "left_out",
    "stop",
    "inspection",
    "rework",
)
"""Causes of days: before the planned day; release late; consent; money; utilities; notice; a lag between
works; waiting for a resource; closed days of the calendar; working days; the place of a work left out;
stops; inspections; working days of rework."""


@dataclass(frozen=True, kw_only=True)
class Part:
    """So many days of a chain, at an activity; ``name`` is the resource or fund where one is meant."""

    cause: str
    days: int
    activity: int
    name: str = ""


def explained(site: Site, draws: Draws, run: Bound, campaign: int, replication: int = 0) -> tuple[Part, ...]:
    """Return the parts of a campaign's finish in order of time; they sum to it.

    Raises ValueError where the campaign did not finish.
    """
    finish = int(run.played.finish[campaign])
    if finish == NEVER:
        raise ValueError(f"{site.campaign[campaign]} did not finish")
    chain = _Chain(site, draws, run, replication)
    works = np.flatnonzero((site.of == campaign) & (site.what == WORK))
    last = [a for a in works.tolist() if run.played.done[a] == finish]
    if not last:  # a campaign without works
        slip = int(draws.slip[replication, campaign])
        parts = [
            Part(cause="slip", days=slip, activity=-1),
            Part(cause="plan", days=finish - slip, activity=-1),
        ]
    else:
        parts = list(chain.back(min(last, key=lambda a: int(site.rank[a]))))
    return tuple(part for part in reversed(parts) if part.days)


class _Chain:
    """Follows what bound an activity back to the plan's first day."""

    def __init__(self, site: Site, draws: Draws, run: Bound, replication: int) -> None:
        self.site, self.run = site, run
        self.worked = draws.worked[int(draws.sky_of[replication])]
        self.played = run.played

    def back(self, activity: int) -> Iterator[Part]:
        """Yield the parts before an activity is done, the last first."""
        at: int | None = activity
        while at is not None:
            yield from self._visits(at)
            at = yield from self._gates(at)

    def _visits(self, a: int) -> Iterator[Part]:
        """Yield the parts from the end of an activity back to when its main visit was ready."""
        kinds = [k for k in range(REWORK, MAIN - 1, -1) if self.played.ready[a, k] != NOT]
        for kind, earlier in zip(kinds, [*kinds[1:], NOT], strict=True):
            ready, start, end = (
                int(days[a, kind]) for days in (self.played.ready, self.played.start, self.played.end)
            )
            if kind == INSPECTION:
                yield Part(cause="inspection", days=end - start, activity=a)
            else:
                worked = self._between(a, start, end)
                yield Part(cause="closed", days=end - start - worked, activity=a)
                yield Part(cause=self._doing(a, kind), days=worked, activity=a)
            lacked = self.run.waited.get((a, kind), "")
            yield Part(cause="waiting" if lacked else "closed", days=start - ready, activity=a, name=lacked)
            if earlier != NOT:
                before = ready - int(self.played.end[a, earlier])
                yield from self._between_visits(a, kind, before)

    def _between_visits(self, a: int, kind: int, days: int) -> Iterator[Part]:
        """Yield the days between the visits of an activity: notice, and before it the rest of a stop."""
        notice = 0 if kind == INSPECTION else int(self.site.notice[a])
        yield Part(cause="notice", days=notice, activity=a)
        if kind == RESUMED:
            yield Part(cause="stop", days=days - notice, activity=a)

    def _gates(self, a: int) -> Generator[Part, None, int | None]:
        """Yield the parts before a main visit was ready; return the activity to go on with, or None."""
        gates = binding(self.run.gates[a])
        for gate, later in zip(gates, [*gates[1:], None], strict=True):
            if gate.cause == "work":
                yield Part(cause="lag", days=gate.lag, activity=a)
                return gate.of
            if gate.cause in ("plan", "release"):
                slip = gate.lag if gate.cause == "release" else 0
                yield Part(cause="slip", days=slip, activity=a)
                yield Part(cause="plan", days=gate.day - slip, activity=a)
                return None
            days = gate.day - (later.day if later else 0)
            yield Part(cause=gate.cause, days=days, activity=a, name=self._name(gate))
        return None

    def _doing(self, a: int, kind: int) -> str:
        if kind == REWORK:
            return "rework"
        return "work" if self.site.included[a] else "left_out"

    def _name(self, gate: Gate) -> str:
        return self.site.fund[gate.of] if gate.cause == "money" else ""

    def _between(self, a: int, start: int, end: int) -> int:
        before = self.worked[int(self.site.calendar[a])]
        return int(before[end]) - int(before[start])
