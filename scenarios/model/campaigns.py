"""Campaigns and works with every default filled in (docs/meaning.md, 2)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from scenarios.model.places import looked_up, places, texts
from scenarios.model.voices.voices import KINDS
from scenarios.tables.keys import campaign_keys, work_keys

if TYPE_CHECKING:
    from scenarios.model.exclusions import Exclusions
    from scenarios.model.voices import Voices
    from scenarios.tables.catalogue import WorkTypes
    from scenarios.tables.column import Counts, Flags, Money, Numbers, Texts
    from scenarios.tables.commons import Assets
    from scenarios.tables.places import Estates
    from scenarios.tables.settings import Settings
    from scenarios.tables.undertaking import Works

BASIC_CLASSES = frozenset({"basic", "基础类", "基础"})
"""Class names whose works are required where nothing else is said (应改尽改)."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Campaigns:
    """Campaigns 施工批次, axis ``(campaign,)``.

    ``key`` is the place, or ``place/part`` where the place is divided. ``estate`` is the row in estates,
    −1 for zones and assets. ``households``, ``floor_area`` (m2) and ``buildings`` are the place's, 0
    where unknown. ``estate_rows`` are the rows in estates whose sums are the place's.
    """

    key: Texts
    place: Texts
    place_kind: Texts
    part: Texts
    estate: Counts
    street: Texts
    zone: Texts
    households: Counts
    floor_area: Numbers
    buildings: Counts
    stairwells: Counts
    pilot: Flags
    must_start: Flags
    estate_rows: tuple[tuple[int, ...], ...]

    def __len__(self) -> int:
        """Return the number of campaigns."""
        return len(self.key)


@dataclass(frozen=True, kw_only=True, eq=False)
class WorkFacts:
    """Works that take part, axis ``(work,)``, with every default filled in.

    ``row`` is the row in works, ``campaign`` the index in campaigns, ``work_type`` the row in
    work_types. ``cost`` is in fen. ``households`` are those served. ``benefit_per_year`` = need ×
    priority × households. ``alternatives`` numbers the alternatives groups from 0, −1 for none. ``days``
    is the working days the work needs; ``crews`` the crews at once. ``in_scope`` is the households its
    nuisance reaches at a time, ``nuisance`` the sum of its levels, each weighed by the fear of it there.
    """

    key: Texts
    row: Counts
    campaign: Counts
    work_type: Counts
    quantity: Numbers
    cost: Money
    households: Counts
    need: Numbers
    priority: Numbers
    benefit_per_year: Numbers
    required: Flags
    alternatives: Counts
    days: Counts
    crews: Counts
    in_scope: Numbers
    nuisance: Numbers

    def __len__(self) -> int:
        """Return the number of works."""
        return len(self.key)


def campaigns_of(
    settings: Settings,
    estates: Estates,
    assets: Assets,
    works: Works,
    work_types: WorkTypes,
    excluded: Exclusions,
) -> Campaigns:
    """Return the campaigns of all works that take part."""
    held = places(estates, assets, excluded)
    place = held.numbers(works.place)
    rows = np.flatnonzero(~excluded.dropped & (place >= 0))
    key, at, part, campaign = _told_apart(works, rows, place)
    basic = _is_required(works, work_types, excluded)[rows]
    required = np.bincount(campaign[basic], minlength=len(key)) > 0
    estate = held.estate[at]
    at_estate = estate >= 0
    must = required if settings.rules.start_once.must_start else np.zeros(len(key), dtype=bool)
    given = estates.given.get("required", np.zeros(len(estates), dtype=bool))
    said = np.zeros(len(key), dtype=bool)
    said[at_estate] = given[estate[at_estate]]
    must[said] = estates.required[estate[said]]
    pilot = np.zeros(len(key), dtype=bool)
    pilot[at_estate] = estates.pilot[estate[at_estate]]
    of = {name: held.total(getattr(estates, name))[at] for name in ("households", "floor_area", "buildings")}
    return Campaigns(
        key=key,
        place=held.name[at],
        place_kind=held.kind[at],
        part=part,
        estate=estate,
        street=held.street[at],
        zone=held.zone[at],
        households=of["households"].astype(np.int64),
        floor_area=of["floor_area"],
        buildings=of["buildings"].astype(np.int64),
        stairwells=held.total(_stairwells(estates))[at].astype(np.int64),
        pilot=pilot,
        must_start=must,
        estate_rows=held.rows_of(at),
    )


def _told_apart(works: Works, rows: Counts, place: Counts) -> tuple[Texts, Counts, Texts, Counts]:
    """Return the campaigns of works as (key, place, part), and the campaign of each of the ``rows``.

    They come in the order in which works first name them.
    """
    words = {word: number for number, word in enumerate(dict.fromkeys(works.campaign[rows].tolist()))}
    part = looked_up(words, works.campaign[rows])
    pair, first, inverse = np.unique(
        place[rows] * max(len(words), 1) + part, return_index=True, return_inverse=True
    )
    order = np.argsort(first, kind="stable")
    at, word = pair[order] // max(len(words), 1), texts(words)[pair[order] % max(len(words), 1)]
    firsts = works.place[rows[first[order]]].tolist()
    named = [f"{where}/{of}" if of else where for where, of in zip(firsts, word.tolist(), strict=True)]
    number = dict(zip(reversed(named), range(len(named) - 1, -1, -1), strict=True))
    alone = np.array(list(map(number.__getitem__, named)), dtype=np.int64)
    kept, same = np.unique(alone, return_inverse=True)
    position = np.empty(len(order), dtype=np.int64)
    position[order] = same
    return texts(named)[kept], at[kept], word[kept], position[inverse]


def facts_of(
    campaigns: Campaigns,
    estates: Estates,
    works: Works,
    work_types: WorkTypes,
    voices: Voices,
    excluded: Exclusions,
) -> WorkFacts:
    """Return the works of the campaigns with every default filled in."""
    at = looked_up({key: c for c, key in enumerate(campaigns.key.tolist())}, campaign_keys(works))
    row = np.flatnonzero(at >= 0)
    campaign = at[row]
    kind = looked_up(_type_index(work_types), works.work_type[row])
    at_place = campaigns.households[campaign]
    households = np.where(_given(works, "households")[row], works.households[row], at_place)
    priority = _priorities(campaigns.estate[campaign], kind, estates, voices)
    return WorkFacts(
        key=work_keys(works)[row],
        row=row,
        campaign=campaign,
        work_type=kind,
        quantity=works.quantity[row],
        cost=_costs(works, work_types, row, kind),
        households=households,
        need=works.need[row],
        priority=priority,
        benefit_per_year=works.need[row] * priority * households,
        required=_is_required(works, work_types, excluded)[row],
        alternatives=_groups(campaign, works.alternatives[row]),
        days=days_of(works.quantity[row], work_types, kind),
        crews=work_types.crews_at_once[kind],
        in_scope=_in_scope(campaigns, campaign, work_types.nuisance_scope, kind),
        nuisance=_nuisance(work_types, kind, campaigns.estate[campaign], voices),
    )


def _type_index(work_types: WorkTypes) -> dict[str, int]:
    return {name: number for number, name in enumerate(work_types.id.tolist())}


def _is_required(works: Works, work_types: WorkTypes, excluded: Exclusions) -> Flags:
    kind = looked_up(_type_index(work_types), works.work_type)
    basic = np.array([name in BASIC_CLASSES for name in [*work_types.work_class.tolist(), ""]], dtype=bool)
    return np.where(_given(works, "required"), works.required, basic[kind]) & ~excluded.barred


def _costs(works: Works, work_types: WorkTypes, row: Counts, kind: Counts) -> Money:
    by_unit = np.rint(works.quantity[row] * work_types.unit_cost[kind]).astype(np.int64)
    return np.where(_given(works, "cost")[row], works.cost[row], by_unit)


def days_of(quantity: Numbers, work_types: WorkTypes, kind: Counts) -> Counts:
    """Return the working days that so much of each work type takes, axis ``(work,)``."""
    a_day = work_types.productivity[kind] * work_types.crews_at_once[kind]
    needed = np.ceil(quantity / a_day * (1 - 1e-9))
    days = np.where(np.isnan(needed), work_types.fixed_days[kind], needed)
    return np.where(quantity == 0, 0, days).astype(np.int64)


def _in_scope(campaigns: Campaigns, campaign: Counts, scope: Texts, kind: Counts) -> Numbers:
    """Return the households that a nuisance reaches at a time; ``scope`` has axis ``(work_type,)``."""
    households = campaigns.households.astype(np.float64)
    buildings = np.maximum(campaigns.buildings, 1)
    stairwells = np.maximum(campaigns.stairwells, 1)
    by_scope = {
        "estate": households,
        "building": households / buildings,
        "stairwell": households / stairwells,
        "stack": households / stairwells,
        "dwelling": np.minimum(1.0, households),
    }
    number = {name: k for k, name in enumerate(by_scope)}
    which = np.array([number.get(name, 0) for name in scope.tolist()], dtype=np.int64)
    return np.stack(list(by_scope.values()))[which[kind], campaign]


def _stairwells(estates: Estates) -> Counts:
    given = estates.given.get("stairwells", np.zeros(len(estates), dtype=bool)) & (estates.stairwells > 0)
    return np.where(given, estates.stairwells, 3 * estates.buildings)


def _groups(campaign: Counts, words: Texts) -> Counts:
    found = np.full(len(words), -1, dtype=np.int64)
    numbers: dict[tuple[int, str], int] = {}
    for work in np.flatnonzero(words != "").tolist():
        found[work] = numbers.setdefault((int(campaign[work]), str(words[work])), len(numbers))
    return found


def _priorities(estate: Counts, kind: Counts, estates: Estates, voices: Voices) -> Numbers:
    """Return each work's priority: the estate's own, times 0.5 + support; 1 for zones and assets."""
    own = np.ones(len(estate))
    at = np.flatnonzero(estate >= 0)
    own[at] = estates.priority[estate[at]]
    if len(voices.wishes):
        own[at] *= 0.5 + voices.support(estate[at], kind[at]).mean
    return own


def _nuisance(work_types: WorkTypes, kind: Counts, estate: Counts, voices: Voices) -> Numbers:
    """Return the sum of each work's levels of nuisance, each weighed by how many there fear it."""
    level = np.zeros((len(work_types), len(KINDS)))
    for row, held in enumerate(work_types.nuisance):
        for name, found in held:
            level[row, KINDS.index(name)] = found
    total: Numbers = level.sum(axis=1)[kind]
    if len(voices.worries) and voices.rule.fears:
        at = np.flatnonzero(estate >= 0)
        total[at] = (level[kind[at]] * voices.fear_weights[estate[at]]).sum(axis=1)
    return total


def _given(works: Works, column: str) -> Flags:
    return works.given.get(column, np.zeros(len(works), dtype=bool))
