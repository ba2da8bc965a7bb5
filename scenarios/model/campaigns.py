"""Campaigns and works with every default filled in (docs/meaning.md, 2)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from scenarios.tables.keys import campaign_keys, work_keys

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scenarios.model.exclusions import Exclusions
    from scenarios.tables.catalogue import WorkTypes
    from scenarios.tables.column import Counts, Flags, Money, Numbers, Texts
    from scenarios.tables.commons import Assets
    from scenarios.tables.people import Answers, Ballots
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
    nuisance reaches at a time, ``nuisance`` the sum of its levels.
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


@dataclass(frozen=True)
class _Place:
    kind: str
    estate: int
    street: str
    zone: str
    rows: tuple[int, ...]
    """Rows in estates whose sums are the place's size."""


def campaigns_of(
    settings: Settings,
    estates: Estates,
    assets: Assets,
    works: Works,
    work_types: WorkTypes,
    excluded: Exclusions,
) -> Campaigns:
    """Return the campaigns of all works that take part."""
    places = _places(estates, assets, excluded)
    found: dict[str, tuple[str, str]] = {}
    required: dict[str, bool] = {}
    basic = _is_required(works, work_types, excluded)
    for row in np.flatnonzero(~excluded.dropped).tolist():
        place, part = str(works.place[row]), str(works.campaign[row])
        if place not in places:
            continue
        key = f"{place}/{part}" if part else place
        found.setdefault(key, (place, part))
        required[key] = required.get(key, False) or bool(basic[row])
    return _columns(settings, estates, places, found, required)


def _columns(
    settings: Settings,
    estates: Estates,
    places: dict[str, _Place],
    found: dict[str, tuple[str, str]],
    required: dict[str, bool],
) -> Campaigns:
    held = [places[place] for place, _ in found.values()]
    estate = np.array([p.estate for p in held], dtype=np.int64)
    at_estate = estate >= 0
    must = np.array([settings.rules.start_once.must_start and required[key] for key in found], dtype=bool)
    given = estates.given.get("required", np.zeros(len(estates), dtype=bool))
    said = np.zeros(len(held), dtype=bool)
    said[at_estate] = given[estate[at_estate]]
    must[said] = estates.required[estate[said]]
    pilot = np.zeros(len(held), dtype=bool)
    pilot[at_estate] = estates.pilot[estate[at_estate]]

    def total(column: NDArray[np.int64] | NDArray[np.float64]) -> list[float]:
        return [float(np.nansum(column[list(p.rows)])) if p.rows else 0.0 for p in held]

    return Campaigns(
        key=_texts(found),
        place=_texts(place for place, _ in found.values()),
        place_kind=_texts(p.kind for p in held),
        part=_texts(part for _, part in found.values()),
        estate=estate,
        street=_texts(p.street for p in held),
        zone=_texts(p.zone for p in held),
        households=np.array(total(estates.households), dtype=np.int64),
        floor_area=np.array(total(estates.floor_area), dtype=np.float64),
        buildings=np.array(total(estates.buildings), dtype=np.int64),
        stairwells=np.array(total(_stairwells(estates)), dtype=np.int64),
        pilot=pilot,
        must_start=must,
        estate_rows=tuple(p.rows for p in held),
    )


def _places(estates: Estates, assets: Assets, exclusions: Exclusions) -> dict[str, _Place]:
    """Return every place that takes part, estates before zones before assets."""
    places: dict[str, _Place] = {}
    zones: dict[str, list[int]] = {}
    excluded: set[str] = set()
    for row in range(len(estates)):
        if exclusions.estate[row]:
            excluded.add(str(estates.id[row]))
            continue
        places[str(estates.id[row])] = _Place(
            "estate", row, str(estates.street[row]), str(estates.zone[row]), (row,)
        )
        if estates.zone[row]:
            zones.setdefault(str(estates.zone[row]), []).append(row)
    for zone, rows in zones.items():
        if zone not in excluded:
            places.setdefault(zone, _Place("zone", -1, str(estates.street[rows[0]]), zone, tuple(rows)))
    index = {str(key): row for row, key in enumerate(estates.id)}
    for row in range(len(assets)):
        served = tuple(index[e] for e in assets.estates[row] if e in index and e in places)
        if str(assets.id[row]) not in excluded:
            place = _Place("asset", -1, str(assets.street[row]), str(assets.zone[row]), served)
            places.setdefault(str(assets.id[row]), place)
    return places


def facts_of(
    campaigns: Campaigns,
    estates: Estates,
    works: Works,
    work_types: WorkTypes,
    ballots: Ballots,
    answers: Answers,
    excluded: Exclusions,
) -> WorkFacts:
    """Return the works of the campaigns with every default filled in."""
    index = {key: c for c, key in enumerate(campaigns.key)}
    keys = campaign_keys(works).tolist()
    row = np.array([r for r, key in enumerate(keys) if key in index], dtype=np.int64)
    campaign = np.array([index[keys[r]] for r in row], dtype=np.int64)
    type_index = {key: t for t, key in enumerate(work_types.id)}
    kind = np.array([type_index[works.work_type[r]] for r in row], dtype=np.int64)
    at_place = campaigns.households[campaign]
    households = np.where(_given(works, "households")[row], works.households[row], at_place)
    priority = _priorities(campaigns, campaign, estates, works.work_type[row], ballots, answers)
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
        days=_days(works.quantity[row], work_types, kind),
        crews=work_types.crews_at_once[kind],
        in_scope=_in_scope(campaigns, campaign, work_types.nuisance_scope[kind]),
        nuisance=np.array(
            [sum(level for _, level in work_types.nuisance[k]) for k in kind], dtype=np.float64
        ),
    )


def _is_required(works: Works, work_types: WorkTypes, excluded: Exclusions) -> Flags:
    classes = dict(zip(work_types.id, work_types.work_class, strict=True))
    basic = np.array([classes.get(kind, "") in BASIC_CLASSES for kind in works.work_type], dtype=bool)
    return np.where(_given(works, "required"), works.required, basic) & ~excluded.barred


def _costs(works: Works, work_types: WorkTypes, row: Counts, kind: Counts) -> Money:
    by_unit = np.rint(works.quantity[row] * work_types.unit_cost[kind]).astype(np.int64)
    return np.where(_given(works, "cost")[row], works.cost[row], by_unit)


def _days(quantity: Numbers, work_types: WorkTypes, kind: Counts) -> Counts:
    a_day = work_types.productivity[kind] * work_types.crews_at_once[kind]
    needed = np.ceil(quantity / a_day * (1 - 1e-9))
    days = np.where(np.isnan(needed), work_types.fixed_days[kind], needed)
    return np.where(quantity == 0, 0, days).astype(np.int64)


def _in_scope(campaigns: Campaigns, campaign: Counts, scope: Texts) -> Numbers:
    households = campaigns.households[campaign].astype(np.float64)
    buildings = np.maximum(campaigns.buildings[campaign], 1)
    stairwells = np.maximum(campaigns.stairwells[campaign], 1)
    by_scope = {
        "estate": households,
        "building": households / buildings,
        "stairwell": households / stairwells,
        "stack": households / stairwells,
        "dwelling": np.minimum(1.0, households),
    }
    return np.select([scope == name for name in by_scope], list(by_scope.values()), default=households)


def _stairwells(estates: Estates) -> Counts:
    given = estates.given.get("stairwells", np.zeros(len(estates), dtype=bool)) & (estates.stairwells > 0)
    return np.where(given, estates.stairwells, 3 * estates.buildings)


def _groups(campaign: Counts, words: Texts) -> Counts:
    numbers: dict[tuple[int, str], int] = {}
    pairs = zip(campaign.tolist(), words, strict=True)
    return np.array([numbers.setdefault((c, w), len(numbers)) if w else -1 for c, w in pairs], dtype=np.int64)


def _priorities(
    campaigns: Campaigns, campaign: Counts, estates: Estates, kinds: Texts, ballots: Ballots, answers: Answers
) -> Numbers:
    """Return each work's priority: the estate's own, times 0.5 + support share where residents were asked."""
    counted = votes(ballots, answers)
    estate = campaigns.estate[campaign]
    own = np.ones(len(campaign))
    own[estate >= 0] = estates.priority[estate[estate >= 0]]
    places = campaigns.place[campaign]
    share = [counted.get((p, k), (1, 2)) for p, k in zip(places, kinds, strict=True)]
    return own * np.array([0.5 + support / asked for support, asked in share], dtype=np.float64)


def votes(ballots: Ballots, answers: Answers) -> dict[tuple[str, str], tuple[int, int]]:
    """Return (households in favour, households that answered) by (estate, work type).

    Answers of single households are counted for each work type named by any household of the estate; a
    ballot row for the same estate and work type stands before them. Rows without respondents say
    nothing.
    """
    asked: dict[str, int] = {}
    chosen: dict[tuple[str, str], int] = {}
    for row in range(len(answers)):
        estate = str(answers.estate[row])
        asked[estate] = asked.get(estate, 0) + 1
        for kind in set(answers.chosen[row]):
            chosen[estate, kind] = chosen.get((estate, kind), 0) + 1
    counted = {key: (support, asked[key[0]]) for key, support in chosen.items()}
    for row in range(len(ballots)):
        if ballots.respondents[row] > 0:
            key = (str(ballots.estate[row]), str(ballots.work_type[row]))
            counted[key] = (int(ballots.support[row]), int(ballots.respondents[row]))
    return counted


def _given(works: Works, column: str) -> Flags:
    return works.given.get(column, np.zeros(len(works), dtype=bool))


def _texts(values: object) -> Texts:
    listed = list(values)  # type: ignore[call-overload]
    column = np.empty(len(listed), dtype=object)
    column[:] = listed
    return column
