"""Rules that close start periods.

Dates, pins, moratoria, outside projects, consent (docs/meaning.md, 6.1-6.5).

Each returns which starts of campaigns and which inclusions of works it leaves open; they make no rows.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from scenarios.model.programme import Programme
    from scenarios.tables.rule_settings import ConsentMatter
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


def _pins(programme: Programme) -> NDArray[np.int64]:
    """Return each campaign's pinned period, −1 where it has none; axis ``(campaign,)``."""
    pins = np.full(len(programme.campaigns), -1, dtype=np.int64)
    for campaign, estate in enumerate(programme.campaigns.estate):
        if estate >= 0 and not np.isnat(programme.estates.pinned_start[estate]):
            period = programme.clock.period_of(programme.estates.pinned_start[estate].item())
            pins[campaign] = -1 if period is None else period
    return pins


def pinned_campaigns(programme: Programme) -> Mask:
    """Return which campaigns are pinned to a period, axis ``(campaign,)``."""
    return _pins(programme) >= 0


def pinned(programme: Programme, spans: Spans) -> Window:
    """Leave open only the pinned period: ``start[c, t] = 0`` for every other t."""
    window, pins = all_open(programme), _pins(programme)
    held = pins >= 0
    window.start[held] = np.arange(programme.clock.periods) == pins[held, None]
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


def works_at(programme: Programme) -> dict[str, list[int]]:
    """Return the works at each place."""
    there: dict[str, list[int]] = {}
    for work, place in enumerate(programme.campaigns.place[programme.facts.campaign]):
        there.setdefault(str(place), []).append(work)
    return there


def outside_dates(programme: Programme, spans: Spans) -> Window:
    """Close works that would start before the outside project or asset that holds them is ready.

    ``work[w, t] = 0`` where the work's start in t is not after the last day; where the work is required,
    ``start[c, t] = 0``.
    """
    window, clock, facts = all_open(programme), programme.clock, programme.facts
    kinds = programme.work_types.id[facts.work_type]
    there = works_at(programme)
    projects, assets = programme.outside_projects, programme.assets
    holders = [
        (projects.estates, projects.holds, projects.finish),
        (assets.estates, assets.holds, assets.ready),
    ]
    for estates, holds, last_day in holders:
        for row in np.flatnonzero(~np.isnat(last_day)):
            found = [w for estate in estates[row] for w in there.get(str(estate), ())]
            held = [w for w in found if not holds[row] or kinds[w] in holds[row]]
            free = clock.day(last_day[row].item()) + 1
            window.work[held] &= spans.start[held] >= free
    return window


def consent(programme: Programme, spans: Spans) -> Window:
    """Close works that need residents' consent until a vote on their matter passes.

    ``work[w, t] = 0`` where the work's start in t is before the vote, or no vote passes; where the work is
    required, ``start[c, t] = 0``.
    """
    window, facts = all_open(programme), programme.facts
    matters = programme.work_types.consent_matter[facts.work_type]
    places = programme.campaigns.place[facts.campaign]
    given = _consent_days(programme)
    assumed = programme.settings.rules.consent.missing == "assumed"
    for work in np.flatnonzero(matters != ""):
        day = given.get((str(places[work]), str(matters[work])), _ALWAYS if assumed else None)
        window.work[work] = False if day is None else spans.start[work] >= day
    return window


_ALWAYS = -(10**9)


def _consent_days(programme: Programme) -> dict[tuple[str, str], int | None]:
    """Return the first day on which a vote of the estate on a matter holds, None where every vote failed."""
    votes, rule = programme.consents, programme.settings.rules.consent
    days: dict[tuple[str, str], int | None] = {}
    for row in np.flatnonzero(votes.scope == "estate"):
        key = (str(votes.estate[row]), str(votes.matter[row]))
        known = days.setdefault(key, None)
        if not _passes(programme, int(row), rule.matters.get(key[1], rule.default)):
            continue
        day = _ALWAYS if np.isnat(votes.date[row]) else programme.clock.day(votes.date[row].item())
        days[key] = day if known is None else min(known, day)
    return days


def _passes(programme: Programme, row: int, matter: ConsentMatter) -> bool:
    votes = programme.consents
    turnouts = [float(votes.turnout_area[row]), float(votes.turnout_heads[row])]
    approvals = [float(votes.by_area[row]), float(votes.by_heads[row])]
    present = all(np.isnan(turnout) or turnout >= matter.turnout for turnout in turnouts)
    enough = all(a > matter.approval if matter.strictly_more else a >= matter.approval for a in approvals)
    return present and enough
