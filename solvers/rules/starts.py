"""Rules of what starts and what is included (docs/meaning.md, 4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from solvers.rules.block import Block, Entries, at_most, exactly
from solvers.rules.windows import pinned_campaigns

if TYPE_CHECKING:
    from solvers.rules.block import Given


def start_once(given: Given) -> Block:
    """Each campaign starts at most once; exactly once where it must start: ``Σ_t start[c, t] <= 1 (= 1)``.

    Rows ``start_once[campaign]``.
    """
    campaigns = given.programme.campaigns
    must = campaigns.must_start | pinned_campaigns(given.programme)
    entries = Entries()
    entries.add(np.arange(len(campaigns))[:, None], given.columns.start, 1.0)
    return entries.block(must.astype(np.float64), np.ones(len(campaigns)), lambda: list(campaigns.key))


def works_ride(given: Given) -> Block:
    """An optional work rides on its campaign's start: ``include[w, t] <= start[c, t]``.

    Rows ``works_ride[work, period]`` for works outside alternatives groups.
    """
    facts, columns, clock = given.programme.facts, given.columns, given.programme.clock
    free = columns.chosen & (facts.alternatives < 0)
    work, period = np.nonzero((columns.work >= 0) & free[:, None])
    row = np.arange(len(work))
    entries = Entries()
    entries.add(row, columns.work[work, period], 1.0)
    entries.add(row, columns.start[facts.campaign[work], period], -1.0)
    low, high = at_most(np.zeros(len(work)))
    return entries.block(
        low, high, lambda: [f"{facts.key[w]}, {clock.names[t]}" for w, t in zip(work, period, strict=True)]
    )


def alternatives(given: Given) -> Block:
    """Of an alternatives group at most one work is done; exactly one where any of them is required.

    ``Σ_{w in g} include[w, t] <= start[c, t]`` (or ``=``); rows ``alternatives[campaign, group, period]``.
    """
    facts, columns, clock = given.programme.facts, given.columns, given.programme.clock
    member = np.flatnonzero(facts.alternatives >= 0)
    groups, group = np.unique(facts.alternatives[member], return_inverse=True)
    campaign = np.zeros(len(groups), dtype=np.int64)
    campaign[group] = facts.campaign[member]
    strict = np.zeros(len(groups), dtype=bool)
    np.logical_or.at(strict, group, facts.required[member])
    row = np.full((len(groups), clock.periods), -1, dtype=np.int64)
    there = columns.start[campaign] >= 0
    row[there] = np.arange(int(there.sum()))
    entries = Entries()
    entries.add(row[group], columns.work[member], 1.0)
    entries.add(row, columns.start[campaign], -1.0)
    which, period = np.nonzero(there)
    low = np.where(strict[which], 0.0, -np.inf)
    words = given.programme.works.alternatives[facts.row[member[np.unique(group, return_index=True)[1]]]]
    keys = given.programme.campaigns.key[campaign]
    return entries.block(
        low,
        exactly(np.zeros(len(which)))[1],
        lambda: [f"{keys[g]}, {words[g]}, {clock.names[t]}" for g, t in zip(which, period, strict=True)],
    )
