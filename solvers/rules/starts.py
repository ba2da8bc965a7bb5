"""Rules of what starts and what is included (docs/meaning.md, 4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from scenarios.model.modes import in_modes
from solvers.program.held import held_periods, held_works
from solvers.rules.block import Block, Entries, at_most, exactly
from solvers.rules.windows import pinned_campaigns

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scenarios.model.programme import Programme
    from solvers.rules.block import Given


def start_once(given: Given) -> Block:
    """Each campaign starts at most once; exactly once where it must start: ``Σ_t start[c, t] <= 1 (= 1)``.

    Of several modes of a place none must start by itself. Rows ``start_once[campaign]``.
    """
    programme, campaigns = given.programme, given.programme.campaigns
    must = must_start(programme) & ~in_modes(len(campaigns), programme.mode_sets)
    entries = Entries()
    entries.add(np.arange(len(campaigns))[:, None], given.columns.start, 1.0)
    return entries.block(must.astype(np.float64), np.ones(len(campaigns)), lambda: list(campaigns.key))


def must_start(programme: Programme) -> NDArray[np.bool_]:
    """Return which campaigns must start, pinned and held ones too; of modes one, axis ``(campaign,)``."""
    fixed = pinned_campaigns(programme) | (held_periods(programme) >= 0)
    return np.asarray(programme.campaigns.must_start | fixed, dtype=bool)


def modes(given: Given) -> Block:
    """Of the modes of a place at most one starts; exactly one where any of them must start.

    ``Σ_{c in modes} Σ_t start[c, t] <= 1 (= 1)``; rows ``modes[place]`` for places with several modes.
    """
    programme = given.programme
    must, sets = must_start(programme), programme.mode_sets
    entries = Entries()
    for row, members in enumerate(sets):
        entries.add(row, given.columns.start[list(members)], 1.0)
    low = np.array([float(must[list(members)].any()) for members in sets])
    places = [str(programme.campaigns.place[members[0]]) for members in sets]
    return entries.block(low, np.ones(len(sets)), lambda: places)


def works_ride(given: Given) -> Block:
    """An optional work rides on its campaign's start: ``include[w, t] <= start[c, t]``.

    Rows ``works_ride[work, period]`` for works outside alternatives groups.
    """
    facts, columns, clock = given.programme.facts, given.columns, given.programme.clock
    free = columns.chosen & (facts.alternatives < 0)
    work, period = np.nonzero((columns.work >= 0) & free[:, None])
    entries = Entries()
    both = np.stack([columns.start[facts.campaign[work], period], columns.work[work, period]], axis=1)
    row = np.broadcast_to(np.arange(len(work), dtype=np.int32)[:, None], both.shape)
    entries.add(row, both, np.array([-1.0, 1.0]))
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
    np.logical_or.at(strict, group, (facts.required | held_works(given.programme))[member])
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


def building_sets(programme: Programme) -> list[list[int]]:
    """Return works of one campaign and type at several buildings, where any may be left out."""
    facts, works = programme.facts, programme.works
    found: dict[tuple[int, int], list[int]] = {}
    for w in np.flatnonzero(works.building[facts.row] != "").tolist():
        found.setdefault((int(facts.campaign[w]), int(facts.work_type[w])), []).append(w)
    free = ~facts.required | (facts.alternatives >= 0)
    return [members for members in found.values() if len(members) > 1 and free[members].any()]


def all_buildings_on(programme: Programme) -> bool:
    """Say whether works of one type at several buildings are given, and the rule is not switched off."""
    return programme.settings.rules.all_buildings.on and bool(building_sets(programme))


def all_buildings(given: Given) -> Block:
    """Works of one type at several buildings are done at all of them or at none.

    ``work[first, t] − work[other, t] = 0`` for the works of a campaign and type that name a building; rows
    ``all_buildings[first = other, period]``, left out where both are sure to be done with their campaign.
    """
    programme, columns = given.programme, given.columns
    facts, names = programme.facts, programme.clock.names
    pairs = [
        (members[0], other)
        for members in building_sets(programme)
        for other in members[1:]
        if columns.chosen[members[0]] or columns.chosen[other]
    ]
    row = np.arange(len(pairs) * len(names)).reshape(-1, len(names))
    entries = Entries()
    for number, (first, other) in enumerate(pairs):
        entries.add(row[number], columns.work[first], 1.0)
        entries.add(row[number], columns.work[other], -1.0)
    low, high = exactly(np.zeros(row.size))
    return entries.block(
        low, high, lambda: [f"{facts.key[a]} = {facts.key[b]}, {name}" for a, b in pairs for name in names]
    )
