"""Rules of order between campaigns: links, shared assets, stages, pilots first.

See docs/meaning.md, 6.3, 6.6 and 11.1.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from scenarios.model.modes import units_of
from solvers.program.once import once
from solvers.rules.block import Block, Entries, at_most
from solvers.rules.windows import Window, all_open, works_at

if TYPE_CHECKING:
    from scenarios.model.programme import Programme
    from solvers.program.network import Spans
    from solvers.rules.block import Given

_LINKS_AT_ONCE = 4096
"""Links whose rows are made together."""


@dataclass(frozen=True)
class _End:
    """One end of a link: a campaign, or a single work of it; −1 for none."""

    campaign: int
    work: int = -1


@dataclass(frozen=True, kw_only=True)
class Link:
    """A precedence between two campaigns: ``later`` starts ``lag`` days or more after ``first`` has ended.

    Either end may be a single work of a campaign; ``name`` says which they are.
    """

    name: str
    first: _End
    later: _End
    lag: int = 0


@once
def table_links(programme: Programme) -> list[Link]:
    """Return the links of the table between different campaigns."""
    known = _known(programme)
    links = programme.links
    found = []
    for row in range(len(links)):
        before, after = str(links.before[row]), str(links.after[row])
        if before in known and after in known and known[before].campaign != known[after].campaign:
            lag = int(links.lag_days[row])
            found.append(Link(name=f"{before} → {after}", first=known[before], later=known[after], lag=lag))
    return found


@once
def _known(programme: Programme) -> dict[str, _End]:
    """Return the campaigns and works that links name by key; a campaign stands before a work so named."""
    named = {str(name) for ends in (programme.links.before, programme.links.after) for name in ends}
    if not named:
        return {}
    facts = programme.facts
    works = {str(key): _End(int(facts.campaign[w]), w) for w, key in enumerate(facts.key) if key in named}
    return works | {str(key): _End(c) for c, key in enumerate(programme.campaigns.key) if key in named}


@once
def asset_links(programme: Programme) -> list[Link]:
    """Return links from the campaigns of each shared asset to the works that it holds."""
    campaigns, facts, assets = programme.campaigns, programme.facts, programme.assets
    own: dict[str, list[int]] = {}
    for c in np.flatnonzero(campaigns.place_kind == "asset").tolist():
        own.setdefault(str(campaigns.place[c]), []).append(c)
    if not own:
        return []
    there, kinds = works_at(programme), programme.work_types.id[facts.work_type]
    found = []
    for row in [r for r in range(len(assets)) if str(assets.id[r]) in own]:
        works = [w for estate in assets.estates[row] for w in there.get(str(estate), ())]
        for w in (w for w in works if not assets.holds[row] or kinds[w] in assets.holds[row]):
            later = _End(int(facts.campaign[w]), w)
            found += [
                Link(name=f"{campaigns.key[c]} → {facts.key[w]}", first=_End(c), later=later)
                for c in own[str(assets.id[row])]
            ]
    return found


def stage_links(programme: Programme) -> list[Link]:
    """Return links from each stage of a place to the next one that it has."""
    rule, campaigns = programme.settings.rules.stages, programme.campaigns
    found: dict[str, list[tuple[int, int]]] = {}
    for c in np.flatnonzero(np.isin(campaigns.part, list(rule.order))).tolist():
        found.setdefault(str(campaigns.place[c]), []).append((rule.order.index(campaigns.part[c]), c))
    pairs = [pair for held in found.values() for pair in itertools.pairwise(sorted(held))]
    key = campaigns.key
    return [
        Link(name=f"{key[c]} → {key[d]}", first=_End(c), later=_End(d), lag=rule.gap_days)
        for (_, c), (_, d) in pairs
    ]


def links(given: Given) -> Block:
    """What comes later starts once what comes first has ended and the lag has passed.

    Cumulative: ``Σ_{t' <= t} after[t'] <= Σ_{s: end(before, s) + lag <= start(after, t)} start[before,
    s]``; rows ``links[before → after, period]``. A work that is left out keeps its place in time.
    """
    return _link_rows(given, table_links(given.programme))


def shared_assets(given: Given) -> Block:
    """Works that a shared asset holds start once the campaigns at the asset have ended.

    Cumulative, as links without lag: ``Σ_{t' <= t} work[w, t'] <= Σ_{s: end(asset, s) <= start(w, t)}
    start[asset, s]``; rows ``shared_assets[campaign → work, period]``.
    """
    return _link_rows(given, asset_links(given.programme))


def shared_assets_on(programme: Programme) -> bool:
    """Say whether any shared asset has works of its own, and the rule is not switched off."""
    here = bool((programme.campaigns.place_kind == "asset").any())
    return programme.settings.rules.shared_assets.on and here


def stages(given: Given) -> Block:
    """Campaigns of a place named by ``order`` follow each other, ``gap_days`` apart.

    Cumulative, as links: ``Σ_{t' <= t} start[next, t'] <= Σ_{s: end(stage, s) + gap_days <= day(t)}
    start[stage, s]``; rows ``stages[stage → next, period]``.
    """
    return _link_rows(given, stage_links(given.programme))


def _link_rows(given: Given, found: list[Link]) -> Block:
    names, entries = given.programme.clock.names, Entries()
    for first in range(0, len(found), _LINKS_AT_ONCE):
        _add_links(given, entries, found[first : first + _LINKS_AT_ONCE], first * len(names))
    low, high = at_most(np.zeros(len(found) * len(names)))
    return entries.block(low, high, lambda: [f"{link.name}, {name}" for link in found for name in names])


def _add_links(given: Given, entries: Entries, found: list[Link], first_row: int) -> None:
    """Add the rows of some links, one for each period."""
    columns, spans = given.columns, given.spans
    ends = [
        (link.first.campaign, link.first.work, link.later.campaign, link.later.work, link.lag)
        for link in found
    ]
    before, of_before, after, of_after, lag = np.array(ends, dtype=np.int64).T[:, :, None]
    period = np.arange(given.programme.clock.periods)
    over = np.where(of_before < 0, spans.campaign_end[before, period], spans.end[of_before, period]) + lag
    begins = np.where(of_after < 0, given.programme.clock.starts[:-1], spans.start[of_after, period])
    later = np.where(of_after < 0, columns.start[after, period], columns.work[of_after, period])
    row = first_row + np.arange(later.size).reshape(later.shape)
    upto, of = np.tril_indices(len(period))
    entries.add(row[:, upto], later[:, of], 1.0)
    link, at, start = np.nonzero(over[:, None, :] <= begins[:, :, None])
    entries.add(row[link, at], columns.start[before[link, 0], start], -1.0)


def campaigns_before(programme: Programme) -> dict[int, list[int]]:
    """Return the campaigns that links, stages and shared assets put before each campaign."""
    rules = programme.settings.rules
    kinds = ((rules.links, table_links), (rules.stages, stage_links), (rules.shared_assets, asset_links))
    found: dict[int, dict[int, None]] = {}
    for link in (link for rule, links_of in kinds if rule.on for link in links_of(programme)):
        found.setdefault(link.later.campaign, {})[link.first.campaign] = None
    return {c: list(before) for c, before in found.items()}


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


@once
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
    known = _known(programme)
    found = []
    for before, after, lag in zip(
        programme.links.before, programme.links.after, programme.links.lag_days, strict=True
    ):
        if before not in known and before in days and after in known:
            found.append((known[after].campaign, known[after].work, days[before] + 1 + int(lag)))
    return found


def pilot_first(given: Given) -> Block:
    """Until every pilot has ended and ``learning_days`` have passed, at most ``others_before`` others start.

    For each pilot i and period t: ``Σ_{c no pilot, t' <= t} start[c, t'] <= N + (M − N) · Σ_{s: end(i,
    s) + learning_days <= day(t)} start[i, s]`` with M the number of other campaigns; the modes of a pilot
    are summed. Rows ``pilot_first[pilot, period]``, left out where the pilot is sure to have ended.
    """
    programme, columns, clock = given.programme, given.columns, given.programme.clock
    rule, campaigns = programme.settings.rules.pilot_first, programme.campaigns
    pilots = units_of(np.flatnonzero(campaigns.pilot).tolist(), programme.mode_sets)
    others = np.flatnonzero(~campaigns.pilot)
    over = given.spans.campaign_end + np.int64(rule.learning_days)
    rows = []
    for unit in pilots:
        ended = over[list(unit), :, None] <= clock.starts[:-1]
        closed = columns.start[list(unit)] < 0
        sure = (ended | closed[:, :, None]).all(axis=(0, 1)) & campaigns.must_start[list(unit)].any()
        rows += [(unit, t, ended[:, :, t]) for t in np.flatnonzero(~sure).tolist()]
    entries, more = Entries(), float(max(len(others) - rule.others_before, 0))
    of_others = columns.start[others]
    for row, (unit, t, done) in enumerate(rows):
        entries.add(row, of_others[:, : t + 1], 1.0)
        entries.add(row, np.where(done, columns.start[list(unit)], -1), -more)
    low, high = at_most(np.full(len(rows), float(rule.others_before)))
    labels = [(campaigns.key[u[0]] if len(u) == 1 else campaigns.place[u[0]], t) for u, t, _ in rows]
    return entries.block(low, high, lambda: [f"{name}, {clock.names[t]}" for name, t in labels])
