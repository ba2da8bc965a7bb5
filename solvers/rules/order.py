"""Rules of order between campaigns: links, and pilots first (docs/meaning.md, 6.3 and 6.6)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from solvers.rules.block import Block, Entries, at_most
from solvers.rules.windows import Window, all_open

if TYPE_CHECKING:
    from scenarios.model.programme import Programme
    from solvers.program.network import Spans
    from solvers.rules.block import Given


@dataclass(frozen=True)
class _End:
    """One end of a link: a campaign, or a single work of it; −1 for none."""

    campaign: int
    work: int = -1


def _ends(programme: Programme) -> list[tuple[str, str, _End, _End, int]]:
    """Return links between different campaigns as (before, after, ends, lag)."""
    campaigns = {str(key): _End(c) for c, key in enumerate(programme.campaigns.key)}
    works = {str(key): _End(int(programme.facts.campaign[w]), w) for w, key in enumerate(programme.facts.key)}
    known = works | campaigns
    links = programme.links
    found = []
    for row in range(len(links)):
        before, after = str(links.before[row]), str(links.after[row])
        if before in known and after in known and known[before].campaign != known[after].campaign:
            found.append((before, after, known[before], known[after], int(links.lag_days[row])))
    return found


def links(given: Given) -> Block:
    """What comes later starts once what comes first has ended and the lag has passed.

    Cumulative: ``Σ_{t' <= t} after[t'] <= Σ_{s: end(before, s) + lag <= start(after, t)} start[before,
    s]``; rows ``links[before → after, period]``. A work that is left out keeps its place in time.
    """
    programme, columns = given.programme, given.columns
    ends = _ends(programme)
    periods = programme.clock.periods
    entries = Entries()
    earlier = np.tri(periods, dtype=bool)
    for number, (_, _, before, after, lag) in enumerate(ends):
        row = np.arange(periods) + number * periods
        over = given.spans.campaign_end[before.campaign] if before.work < 0 else given.spans.end[before.work]
        begins = programme.clock.starts[:-1] if after.work < 0 else given.spans.start[after.work]
        later = columns.start[after.campaign] if after.work < 0 else columns.work[after.work]
        entries.add(row[:, None], np.where(earlier, later, -1), 1.0)
        in_time = over + lag <= begins[:, None]
        entries.add(row[:, None], np.where(in_time, columns.start[before.campaign], -1), -1.0)
    low, high = at_most(np.zeros(len(ends) * periods))
    names = programme.clock.names
    return entries.block(low, high, lambda: [f"{b} → {a}, {name}" for b, a, *_ in ends for name in names])


def campaigns_before(programme: Programme) -> dict[int, list[int]]:
    """Return the campaigns that links put before each campaign."""
    found: dict[int, list[int]] = {}
    for _, _, before, after, _ in _ends(programme):
        found.setdefault(after.campaign, []).append(before.campaign)
    return found


def link_dates(programme: Programme, spans: Spans) -> Window:
    """Close what a link holds until its outside project or asset has ended and the lag has passed.

    ``start[c, t] = 0`` or ``work[w, t] = 0`` where the start in t is before that.
    """
    window = all_open(programme)
    for campaign, work, day in outside_links(programme):
        if work < 0:
            window.start[campaign] &= programme.clock.starts[:-1] >= day
        else:
            window.work[work] &= spans.start[work] >= day
    return window


def outside_links(programme: Programme) -> list[tuple[int, int, int]]:
    """Return links from outside projects and assets as (campaign, work or −1.

    First day on which that may start).
    """
    clock = programme.clock
    days: dict[str, int] = {}
    for ids, last in (
        (programme.outside_projects.id, programme.outside_projects.finish),
        (programme.assets.id, programme.assets.ready),
    ):
        told = ~np.isnat(last)
        days.update(zip((str(key) for key in ids[told]), clock.days(last[told]).tolist(), strict=True))
    campaigns = {str(key): _End(c) for c, key in enumerate(programme.campaigns.key)}
    works = {str(key): _End(int(programme.facts.campaign[w]), w) for w, key in enumerate(programme.facts.key)}
    known = works | campaigns
    found = []
    for before, after, lag in zip(
        programme.links.before, programme.links.after, programme.links.lag_days, strict=True
    ):
        if before not in known and before in days and after in known:
            found.append((known[after].campaign, known[after].work, days[before] + 1 + int(lag)))
    return found


def pilot_first(given: Given) -> Block:
    """Until every pilot has ended, at most ``others_before`` other campaigns have started.

    For each pilot i and period t: ``Σ_{c no pilot, t' <= t} start[c, t'] <= N + (M − N) · Σ_{s: end(i,
    s) <= t} start[i, s]`` with M the number of other campaigns; rows ``pilot_first[pilot, period]``,
    left out where the pilot is sure to have ended.
    """
    programme, columns, clock = given.programme, given.columns, given.programme.clock
    pilots = np.flatnonzero(programme.campaigns.pilot)
    others = np.flatnonzero(~programme.campaigns.pilot)
    before = programme.settings.rules.pilot_first.others_before
    ended = given.spans.campaign_end[pilots][:, None, :] <= clock.starts[:-1][None, :, None]
    open_ = columns.start[pilots] >= 0
    sure = (ended | ~open_[:, None, :]).all(axis=2) & programme.campaigns.must_start[pilots][:, None]
    which, period = np.nonzero(~sure)
    entries = Entries()
    for row, (i, t) in enumerate(zip(which, period, strict=True)):
        entries.add(row, columns.start[others, : t + 1], 1.0)
        entries.add(
            row, np.where(ended[i, t], columns.start[pilots[i]], -1), -float(max(len(others) - before, 0))
        )
    low, high = at_most(np.full(len(which), float(before)))
    keys = programme.campaigns.key[pilots]
    return entries.block(
        low, high, lambda: [f"{keys[i]}, {clock.names[t]}" for i, t in zip(which, period, strict=True)]
    )
