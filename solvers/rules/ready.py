"""Rules of what must be ready before works start: preparation, agreements, permits.

See docs/meaning.md, 11.4-11.8.

Most close starts; preparation takes design teams and approval slots.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from scenarios.model.exclusions import heritage_ground
from scenarios.tables.places import STAGES
from solvers.rules.block import Block, Entries, at_most
from solvers.rules.capacity import crew_pools
from solvers.rules.windows import Window, all_open, pinned_campaigns, works_at

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scenarios.model.programme import Programme
    from solvers.program.network import Spans
    from solvers.rules.block import Given

_CHAIN = tuple(STAGES)[1:]
"""Stages of preparation in their order: surveyed, designed, publicised, approved, tendered."""
_DESIGN, _PUBLICITY, _APPROVAL, _TENDER = 1, 2, 3, 4


def days_left(programme: Programme) -> NDArray[np.int64]:
    """Return the calendar days that each stage of preparation still takes, axes ``(campaign, stage)``.

    Stages that are done take 0; at zones and assets none is done.
    """
    rule, campaigns = programme.settings.rules.readiness, programme.campaigns
    needed = (
        rule.survey_days,
        rule.design_rounds * rule.design_days,
        rule.publicity_days,
        rule.approval_days,
        rule.tender_days,
    )
    done = np.zeros(len(campaigns), dtype=np.int64)
    at = campaigns.estate >= 0
    number = {stage: k for k, stage in enumerate(STAGES)}
    done[at] = [number[str(stage)] for stage in programme.estates.ready_stage[campaigns.estate[at]]]
    left: NDArray[np.int64] = np.where(np.arange(len(_CHAIN)) >= done[:, None], np.array(needed), 0)
    return left


def readiness(programme: Programme, spans: Spans) -> Window:
    """Close starts before survey, design, publicity, approval and tender can be done; a pin stands before it.

    ``start[c, t] = 0`` where the first day of t is before begin + days left, begin = the estate's
    ``preparation_from``, else ``begins``, else the plan's first day.
    """
    window, clock, campaigns = all_open(programme), programme.clock, programme.campaigns
    begins = programme.settings.rules.readiness.begins
    begin = np.full(len(campaigns), 0 if begins is None else clock.day(begins), dtype=np.int64)
    at = np.flatnonzero(campaigns.estate >= 0)
    own = programme.estates.preparation_from[campaigns.estate[at]]
    told = ~np.isnat(own)
    begin[at[told]] = clock.days(own[told])
    ready = begin + days_left(programme).sum(axis=1)
    free = ~pinned_campaigns(programme)
    window.start[free] &= clock.starts[:-1] >= ready[free, None]
    return window


def preparation(given: Given) -> Block:
    """Design teams and approval slots are no more busy with campaigns to come than they have days.

    A campaign that starts takes one of the trade ``design`` on each base working day of its design days,
    one of ``approval`` on those of its approval days: ``Σ days[c, t, p] · start[c, t] <= offices · working
    days``. Rows ``preparation[trade, period]`` for trades with rows of kind office, in all streets
    together.
    """
    programme, clock = given.programme, given.programme.clock
    rule = programme.settings.rules.preparation
    pools, capacity = crew_pools(programme, given, "office")
    trades = [trade for trade in dict.fromkeys((rule.design, rule.approval)) if (trade, "") in pools]
    has = [capacity[[trade == pool for pool, _ in pools]].sum(axis=0) for trade in trades]
    left = days_left(programme)
    approved = clock.starts[:-1] - left[:, _TENDER, None]
    filed = approved - left[:, _APPROVAL, None]
    designed = filed - left[:, _PUBLICITY, None]
    begun = designed - left[:, _DESIGN, None]
    calendars, entries = given.spans.calendars, Entries()
    campaign, start = np.nonzero(given.columns.start >= 0)
    column, worked = given.columns.start[campaign, start], calendars.before[0].astype(np.int64)
    until = worked[np.minimum(clock.starts, calendars.days)]
    for trade, first, end in ((rule.design, begun, designed), (rule.approval, filed, approved)):
        if trade not in trades:
            continue
        low, high = (worked[np.clip(day[campaign, start], 0, calendars.days)] for day in (first, end))
        for p in range(clock.periods):
            days = np.minimum(high, until[p + 1]) - np.maximum(low, until[p])
            some = np.flatnonzero(days > 0)
            row = np.full(len(some), trades.index(trade) * clock.periods + p)
            entries.add_known(row, column[some], days[some].astype(np.float64))
    low, high = at_most(np.concatenate(has) if has else np.zeros(0))
    return entries.block(low, high, lambda: [f"{trade}, {name}" for trade in trades for name in clock.names])


def agreements(programme: Programme, spans: Spans) -> Window:
    """Close works until the agreements with third parties that they need are reached.

    ``work[w, t] = 0`` where the work's start in t is before ``reached_on``, and always where it is empty;
    a listed agreement that is not in the table closes all works of the estate where ``missing`` is refused.
    """
    window, table, clock = all_open(programme), programme.agreements, programme.clock
    there, kinds = works_at(programme), programme.work_types.id[programme.facts.work_type]
    known = set(zip(table.estate.tolist(), table.party.tolist(), strict=True))
    for row in range(len(table)):
        works = there.get(str(table.estate[row]), [])
        held = [w for w in works if not table.holds[row] or kinds[w] in table.holds[row]]
        if np.isnat(table.reached_on[row]):
            window.work[held] = False
        else:
            window.work[held] &= spans.start[held] >= clock.day(table.reached_on[row].item())
    if programme.settings.rules.agreements.missing == "refused":
        for estate, parties in zip(programme.estates.id, programme.estates.agreements, strict=True):
            if any((estate, party) not in known for party in parties):
                window.work[there.get(str(estate), [])] = False
    return window


def agreements_on(programme: Programme) -> bool:
    """Say whether agreements are asked for and any is known."""
    told = len(programme.agreements) > 0 or any(programme.estates.agreements)
    return programme.settings.rules.agreements.on and told


def harder_later(programme: Programme, spans: Spans) -> Window:
    """Close works of ``difficulty`` or harder before ``from_date``; where there is no date nothing is held.

    ``work[w, t] = 0`` where the work's start in t is before ``from_date``.
    """
    window, rule = all_open(programme), programme.settings.rules.harder_later
    if rule.from_date is not None:
        hard = programme.work_types.difficulty[programme.facts.work_type] >= rule.difficulty
        window.work[hard] &= spans.start[hard] >= programme.clock.day(rule.from_date)
    return window


def exclusions(programme: Programme, spans: Spans) -> Window:
    """Close works that open heritage ground until they are permitted, and always where they never are.

    ``work[w, t] = 0`` where the work's start in t is before ``heritage_permit`` or there is none. Estates of
    grade D and those on a demolition list have no columns at all, but for what rebuilds them.
    """
    window, facts, campaigns = all_open(programme), programme.facts, programme.campaigns
    if not programme.settings.rules.exclusions.heritage_ground:
        return window
    held = heritage_ground(programme.estates, programme.works, programme.work_types)[facts.row]
    permit = programme.estates.heritage_permit[campaigns.estate[facts.campaign]]
    never = held & np.isnat(permit)
    told = held & ~np.isnat(permit)
    window.work[never] = False
    window.work[told] &= spans.start[told] >= programme.clock.days(permit[told])[:, None]
    return window
