"""Rules that close start periods.

Dates, pins, moratoria, outside projects, consent (docs/meaning.md, 6.1-6.5).

Each returns which starts of campaigns and which inclusions of works it leaves open; they make no rows.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from scenarios.model.outcomes import ALWAYS
from solvers.program.held import held_open
from solvers.program.once import once

if TYPE_CHECKING:
    from scenarios.model.programme import Programme
    from solvers.program.network import Spans

Mask = NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True, eq=False)
class Window:
    """What a rule leaves open.

    ``start`` with axes ``(campaign, period)``, ``work`` with ``(work, period)``.
    """

    start: Mask
    work: Mask


def all_open(programme: Programme) -> Window:
    """Return a window that closes nothing."""
    periods = programme.clock.periods
    return Window(
        start=np.ones((len(programme.campaigns), periods), dtype=bool),
        work=np.ones((len(programme.facts), periods), dtype=bool),
    )


@once
def _pins(programme: Programme) -> NDArray[np.int64]:
    """Return each campaign's pinned period, −1 where it has none; axis ``(campaign,)``."""
    estate, pinned_start = programme.campaigns.estate, programme.estates.pinned_start
    pins = np.full(len(estate), -1, dtype=np.int64)
    told = np.append(~np.isnat(pinned_start), False)[estate]
    for campaign in np.flatnonzero(told).tolist():
        period = programme.clock.period_of(pinned_start[estate[campaign]].item())
        pins[campaign] = -1 if period is None else period
    return pins


def pinned_campaigns(programme: Programme) -> Mask:
    """Return which campaigns are pinned to a period, axis ``(campaign,)``."""
    return _pins(programme) >= 0


def pinned(programme: Programme, spans: Spans) -> Window:
    """Leave open only the pinned period: ``start[c, t] = 0`` for every other t.

    Decisions that are held from a plan are pins too, of its works as well.
    """
    window, pins = all_open(programme), _pins(programme)
    told = pins >= 0
    window.start[told] = np.arange(programme.clock.periods) == pins[told, None]
    if programme.held is not None:
        start, work = held_open(programme)
        window.start[:] &= start
        window.work[:] &= work
    return window


def earliest_latest(programme: Programme, spans: Spans) -> Window:
    """Close starts before ``earliest`` or after ``latest`` of the estate; a pin stands before both.

    ``start[c, t] = 0`` where the first day of t is before ``earliest`` or after ``latest``.
    """
    window, clock, estates = all_open(programme), programme.clock, programme.estates
    first = clock.starts[:-1]
    free = np.flatnonzero((programme.campaigns.estate >= 0) & ~pinned_campaigns(programme))
    row = programme.campaigns.estate[free]
    for column, after in ((estates.earliest[row], True), (estates.latest[row], False)):
        told = ~np.isnat(column)
        day = clock.days(column[told])[:, None]
        window.start[free[told]] &= (first >= day) if after else (first <= day)
    return window


def moratorium(programme: Programme, spans: Spans) -> Window:
    """Close starts within ``years`` × 365.25 days of the estate's earlier renovation.

    ``start[c, t] = 0`` where the first day of t is before that; a pin stands before it.
    """
    window, clock = all_open(programme), programme.clock
    free = np.flatnonzero((programme.campaigns.estate >= 0) & ~pinned_campaigns(programme))
    ended = programme.estates.renovated_on[programme.campaigns.estate[free]]
    told = ~np.isnat(ended)
    wait = int(np.ceil(programme.settings.rules.moratorium.years * 365.25))
    window.start[free[told]] &= clock.starts[:-1] >= clock.days(ended[told])[:, None] + wait
    return window


@once
def works_at(programme: Programme) -> dict[str, list[int]]:
    """Return the works at each place."""
    number: dict[str, int] = {}
    place = [number.setdefault(str(name), len(number)) for name in programme.campaigns.place]
    at = np.array(place, dtype=np.int64)[programme.facts.campaign]
    order = np.argsort(at, kind="stable")
    ends = np.searchsorted(at[order], np.arange(len(number) + 1)).tolist()
    works = order.tolist()
    return {name: works[ends[k] : ends[k + 1]] for name, k in number.items()}


def outside_dates(programme: Programme, spans: Spans) -> Window:
    """Close works that would start before the outside project or asset that holds them is ready.

    ``work[w, t] = 0`` where the work's start in t is not after the last day; where the work is required,
    ``start[c, t] = 0``.
    """
    window, clock, facts = all_open(programme), programme.clock, programme.facts
    kinds = programme.work_types.id[facts.work_type].tolist()
    projects, assets = programme.outside_projects, programme.assets
    holders = [
        (projects.estates, projects.holds, projects.finish),
        (assets.estates, assets.holds, assets.ready),
    ]
    for estates, holds, last_day in holders:
        for row in np.flatnonzero(~np.isnat(last_day)):
            found = [w for estate in estates[row] for w in works_at(programme).get(str(estate), ())]
            held = [w for w in found if not holds[row] or kinds[w] in holds[row]]
            free = clock.day(last_day[row].item()) + 1
            window.work[held] &= spans.start[held] >= free
    return window


def consent(programme: Programme, spans: Spans) -> Window:
    """Close works that need residents' consent until enough of those who decide agree.

    ``work[w, t] = 0`` where the work's start in t is before the first day on which they do, or they never do;
    where the work is required, ``start[c, t] = 0``.
    """
    window = all_open(programme)
    free = np.full(len(programme.facts), _ALWAYS)
    for work, standing in enumerate(programme.standings):
        if standing is not None:
            free[work] = _NEVER if standing.first_day is None else standing.first_day
    held = np.flatnonzero(free > _ALWAYS)
    window.work[held] = spans.start[held] >= free[held, None]
    return window


_ALWAYS, _NEVER = ALWAYS, 10**9
"""Days before and after all others."""
