"""Neighbours' roads: estates that share a way in do not close it together (docs/meaning.md, 11.10)."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np

from solvers.plan.audit.words import breach

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from solvers.plan.audit.given import Given
    from solvers.plan.audit.reckoning import Reckoned, Started
    from solvers.plan.plan import Breach

EARTH_METRES = 6_371_008.8
"""Mean radius of the earth."""
A_DEGREE = EARTH_METRES * np.pi / 180
"""Metres of a degree of latitude."""


def neighbour_roads(reckoned: Reckoned) -> Iterator[Breach]:
    """In each period at most one campaign at the estates of a group of neighbours closes its road."""
    given = reckoned.given
    groups = given.once(_groups)
    closing: dict[str, list[tuple[Started, range]]] = defaultdict(list)
    for one in reckoned.started.values():
        periods = _closes(given, one)
        if one.given.kind == "estate" and periods:
            closing[one.given.place].append((one, periods))
    for name, estates in groups.items():
        by_period: dict[int, list[str]] = defaultdict(list)
        for estate in estates:
            for one, periods in closing.get(estate, ()):
                for period in periods:
                    by_period[period].append(one.given.key)
        for period, keys in sorted(by_period.items()):
            over = len(keys) - 1
            if over:
                names = ", ".join(keys)
                en = f"{len(keys)} campaigns close the road, at most 1 may: {over} too many ({names})"
                zh = f"{len(keys)} 个批次同时封路，至多 1 个：多 {over} 个（{names}）"
                where = f"{name} {given.periods[period]}"
                yield breach("neighbour_roads", where, over, "campaigns", en, zh)


def _closes(given: Given, one: Started) -> range:
    """Return the periods in which a campaign closes the road."""
    level = given.rules.neighbour_roads.level
    spans = [
        one.spans[work.key] for work in one.given.works if work.road >= level and work.road and work.days
    ]
    if not spans:
        return range(0)
    first, end = min(span.start for span in spans), max(span.end for span in spans)
    touched = [p for p in range(len(given.periods)) if given.starts[p] < end and given.starts[p + 1] > first]
    return range(touched[0], touched[-1] + 1) if touched else range(0)


def _groups(given: Given) -> Mapping[str, list[str]]:
    """Return the estates of each group of neighbours, by what the group is called."""
    table = given.programme.adjacency
    roads: dict[str, dict[str, None]] = defaultdict(dict)
    pairs: dict[tuple[str, str], None] = {}
    for row in range(len(table)):
        ends, road = (str(table.estate[row]), str(table.neighbour[row])), str(table.shared_road[row])
        if road:
            roads[road] |= dict.fromkeys(ends)
        elif ends[0] != ends[1]:
            pairs[min(ends), max(ends)] = None
    if not len(table):
        pairs = dict.fromkeys(_near(given, given.rules.neighbour_roads.within_m))
    named = {road: list(estates) for road, estates in roads.items()}
    return named | {" & ".join(pair): list(pair) for pair in pairs}


def _near(given: Given, metres: float) -> Iterator[tuple[str, str]]:
    """Yield the pairs of estates within so many metres of each other, none for 0."""
    estates = given.programme.estates
    rows = np.flatnonzero(~np.isnan(estates.lon) & ~np.isnan(estates.lat))
    if not metres:
        return
    rows = rows[np.argsort(estates.lat[rows], kind="stable")]
    lat, lon = np.radians(estates.lat[rows]), np.radians(estates.lon[rows])
    ends = np.searchsorted(np.degrees(lat), np.degrees(lat) + metres / A_DEGREE + 1e-9, side="right")
    for i, end in enumerate(ends.tolist()):
        others = slice(i + 1, end)
        half = np.sin((lat[others] - lat[i]) / 2) ** 2
        half += np.cos(lat[i]) * np.cos(lat[others]) * np.sin((lon[others] - lon[i]) / 2) ** 2
        away = 2 * EARTH_METRES * np.arcsin(np.sqrt(np.minimum(half, 1.0)))
        for j in np.flatnonzero(away <= metres).tolist():
            a, b = str(estates.id[rows[i]]), str(estates.id[rows[i + 1 + j]])
            yield min(a, b), max(a, b)
