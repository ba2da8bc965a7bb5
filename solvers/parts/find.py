"""Parts of a programme: sets of estates that share streets, zones and crews, but only funds with others.

What is not known to stay within a part keeps a programme whole, so that parts always mean the same as the
whole does.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar

import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from scenarios.tables.column import Origin, Table, columns_of
from scenarios.tables.where import select
from solvers.rules.register import rules_on

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scenarios.model.programme import Programme

    Ints = NDArray[np.int64]
    Flags = NDArray[np.bool_]

T = TypeVar("T", bound=Table)
_WITHIN = frozenset(
    {
        "start_once",
        "works_ride",
        "alternatives",
        "pinned",
        "earliest_latest",
        "moratorium",
        "outside_dates",
        "consent",
        "links",
        "pilot_first",
        "money_due_drawn",
        "fund_limits",
        "crew_limits",
        "street_disruption",
        "street_projects",
        "targets",
    }
)
"""Rules that tie no more than what ``_tied`` looks at, where the tables of ``_EMPTY`` are empty."""
_EMPTY = (
    "buildings",
    "benefits",
    "links",
    "outside_projects",
    "assets",
    "ballots",
    "answers",
    "consents",
    "targets",
    "adjacency",
    "grounds",
    "operators",
    "agreements",
    "assessments",
    "published",
    "actuals",
)
"""Tables that may tie estates, or say more of them than is looked at here."""
UNIT = 5000
"""About how many estates a unit has."""
_CAPS = ("cap_per_household", "cap_per_m2", "cap_per_estate")


@dataclass(frozen=True, kw_only=True, eq=False)
class Parts:
    """Parts of a programme, numbered from 0 in the order of their first estates.

    ``estate`` and ``work`` are the part of each row of these tables, ``work_type`` of each work type and
    ``fund`` of each row of funds: −1 where it is no one part's (a shared fund; a work type nobody asks for).
    ``at`` is the estate of each work, ``unit`` the unit of each estate: estates of one part of which no
    street or zone has others; units are numbered from 0, those of a part one after another.
    """

    count: int
    estate: Ints
    work: Ints
    at: Ints
    unit: Ints
    work_type: Ints
    fund: Ints


def parts_of(programme: Programme) -> Parts | None:
    """Return the parts of a programme; None where it is whole, or not known to fall into parts."""
    if not _is_plain(programme):
        return None
    estates, works, types = programme.estates, programme.works, programme.work_types
    at, kind = _rows_of(estates.id, works.place), _rows_of(types.id, works.work_type)
    if not len(works) or at.min() < 0 or kind.min() < 0:
        return None
    estate = _numbered(_tied(programme, at, kind, trades=True))
    of_type = np.full(len(types), -1, dtype=np.int64)
    of_type[kind] = estate[at]
    fund = _parts_of_funds(programme, estate)
    count = int(estate.max()) + 1
    if count < 2 or not (np.bincount(estate[at], minlength=count) > 0).all():
        return None
    unit = estate
    if not any(programme.crews.street.tolist()):
        unit = _units(estate, _numbered(_tied(programme, at, kind, trades=False)))
    return Parts(count=count, estate=estate, work=estate[at], at=at, unit=unit, work_type=of_type, fund=fund)


def _numbered(label: Ints) -> Ints:
    """Return labels as numbers in the order in which they first occur."""
    _, first, part = np.unique(label, return_index=True, return_inverse=True)
    rank = np.empty_like(first)
    rank[np.argsort(first)] = np.arange(len(first))
    return rank[part]


def _units(part: Ints, tied: Ints) -> Ints:
    """Return the unit of each estate: what is tied stays together, and units of a part are about as large."""
    unit, number = np.zeros(len(part), dtype=np.int64), 0
    for one in range(int(part.max()) + 1):
        here = np.flatnonzero(part == one)
        _, of = np.unique(tied[here], return_inverse=True)
        sizes = np.bincount(of)
        wanted = max(round(len(here) / UNIT), 1)
        middle = np.cumsum(sizes) - sizes / 2
        place = np.minimum((middle * wanted / len(here)).astype(np.int64), wanted - 1)
        _, place = np.unique(place, return_inverse=True)
        unit[here] = number + place[of]
        number += int(place.max()) + 1
    return unit


def _is_plain(programme: Programme) -> bool:
    """Say whether nothing but streets, zones, crews and funds can tie the estates of a programme."""
    settings, funds = programme.settings, programme.funds
    if any(len(getattr(programme, name)) for name in _EMPTY):
        return False
    if settings.tiers or settings.application.on or settings.soft.on:
        return False
    if settings.rules.due_after_plan.limit is not None or not settings.rules.fund_limits.on:
        return False
    if any(rule.name not in _WITHIN for rule in rules_on(programme)):
        return False
    terms = any(funds.given[name].any() for name in (*_CAPS, "match_fund")) or (funds.kind == "revenue").any()
    whole = np.isin(funds.carry_share, (0.0, 1.0)).all()
    return bool(whole and not terms and not programme.estates.pilot.any())


def _tied(programme: Programme, at: Ints, kind: Ints, *, trades: bool) -> Ints:
    """Return the component of each estate: by its street and its zone, and by the trades of its works."""
    estates, types = programme.estates, programme.work_types
    crews = {name: n for n, name in enumerate(dict.fromkeys(programme.crews.trade.tolist()))}
    trade = np.array([crews.get(name, -1) for name in types.trade.tolist()], dtype=np.int64)
    pairs = [np.stack([at, kind])]
    nodes = len(estates) + len(types)
    held = np.flatnonzero(trade >= 0)
    pairs.append(np.stack([len(estates) + held, nodes + trade[held]]))
    pairs[0][1] += len(estates)
    nodes += len(crews)
    pairs = pairs if trades else []
    for names in (estates.street, estates.zone):
        known = {name: n for n, name in enumerate(dict.fromkeys(names.tolist()))}
        number = np.array([known[name] if name else -1 for name in names.tolist()], dtype=np.int64)
        told = np.flatnonzero(number >= 0)
        pairs.append(np.stack([told, nodes + number[told]]))
        nodes += len(known)
    row, column = np.concatenate(pairs, axis=1)
    ties = sparse.coo_array((np.ones(len(row), dtype=np.int8), (row, column)), shape=(nodes, nodes))
    _, label = connected_components(ties, directed=False)
    found: Ints = label[: len(estates)].astype(np.int64)
    return found


def _parts_of_funds(programme: Programme, estate: Ints) -> Ints:
    """Return the part that alone a fund may pay for, axis ``(fund row,)``; −1 where there are several.

    Terms of a fund are those of its first row.
    """
    funds = programme.funds
    first: dict[str, int] = {}
    for row, name in enumerate(funds.fund.tolist()):
        first.setdefault(name, row)
    own = {}
    for name, row in first.items():
        holds = np.ones(len(estate), dtype=bool)
        if funds.attribute[row]:
            holds = select(programme.estates, str(funds.attribute[row]))
        if funds.streets[row]:
            holds &= np.isin(programme.estates.street, funds.streets[row])
        reached = np.unique(estate[holds])
        own[name] = int(reached[0]) if len(reached) == 1 else -1
    return np.array([own[name] for name in funds.fund.tolist()], dtype=np.int64)


def _rows_of(ids: NDArray[np.object_], names: NDArray[np.object_]) -> Ints:
    """Return the row of each name among ids, −1 where there is none."""
    index = {name: row for row, name in enumerate(ids.tolist())}
    return np.fromiter((index.get(name, -1) for name in names.tolist()), dtype=np.int64, count=len(names))


def rows_taken(table: T, rows: Ints) -> T:
    """Return a table of some of a table's rows."""
    taken = {column.name: getattr(table, column.name)[rows] for column in columns_of(type(table))}
    given = {name: flags[rows] for name, flags in table.given.items()}
    return dataclasses.replace(table, origin=Origin(), given=MappingProxyType(given), **taken)


def programme_of(programme: Programme, parts: Parts, number: int, every: int = 1) -> Programme:
    """Return the programme of one part, with shared funds whole; of every so many-th of its streets only."""
    estate = parts.estate == number
    if every > 1:
        names = programme.estates.street[estate].tolist()
        street = {name: n for n, name in enumerate(dict.fromkeys(names))}
        estate[estate] = np.array([street[name] for name in names]) % every == 0
    return _of_estates(programme, parts, number, estate)


def unit_of(programme: Programme, parts: Parts, unit: int) -> Programme:
    """Return the programme of one unit, with the crews and funds of its part and shared funds whole."""
    estate = parts.unit == unit
    return _of_estates(programme, parts, int(parts.estate[np.argmax(estate)]), estate)


def _of_estates(programme: Programme, parts: Parts, number: int, estate: Flags) -> Programme:
    works = np.flatnonzero(estate[parts.at])
    types = np.flatnonzero(parts.work_type == number)
    trades = set(programme.work_types.trade[types].tolist())
    crews = np.array([name in trades for name in programme.crews.trade.tolist()], dtype=bool)
    funds = (parts.fund == number) | (parts.fund < 0)
    return programme.replace(
        estates=rows_taken(programme.estates, np.flatnonzero(estate)),
        works=rows_taken(programme.works, works),
        work_types=rows_taken(programme.work_types, types),
        crews=rows_taken(programme.crews, np.flatnonzero(crews)),
        funds=rows_taken(programme.funds, np.flatnonzero(funds)),
        findings=(),
    )
