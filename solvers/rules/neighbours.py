"""Neighbours' roads are not closed together (docs/meaning.md, 11.10)."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import networkx as nx
import numpy as np
from scipy.spatial import cKDTree

from solvers.rules.block import Block, Entries, at_most

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from scenarios.model.programme import Programme
    from solvers.rules.block import Given

EARTH_RADIUS_M = 6_371_008.8
"""Mean radius of the earth in metres."""


def neighbour_roads(given: Given) -> Block:
    """In each period at most one campaign of neighbouring estates closes its road.

    ``Σ start[c, t] <= 1`` over campaigns of a group and starts whose works with nuisance ``road`` of
    ``level`` or more, from the first start to the last end, touch the period. Groups are the estates of a
    shared road, else pairs; pairs of which each two are neighbours are held together. Rows
    ``neighbour_roads[road or estates, period]``, left out where no two could meet.
    """
    campaigns, clock = given.programme.campaigns, given.programme.clock
    first, end = _closed(given)
    there: NDArray[np.bool_] = np.any(given.columns.start >= 0, axis=1)
    at: dict[int, list[int]] = {}
    for campaign in np.flatnonzero(there & (campaigns.estate >= 0)).tolist():
        at.setdefault(int(campaigns.estate[campaign]), []).append(campaign)
    entries, where = Entries(), list[tuple[str, int]]()
    for name, estates in neighbours(given.programme):
        members = sorted({c for estate in estates for c in at.get(estate, ())})
        own = given.columns.start[members][:, :, None]
        closes = (first[members][:, :, None] < clock.starts[1:]) & (
            end[members][:, :, None] > clock.starts[:-1]
        )
        closes &= own >= 0
        meet = np.flatnonzero(closes.any(axis=1).sum(axis=0) > 1)
        row = np.full(clock.periods, -1)
        row[meet] = len(where) + np.arange(len(meet))
        entries.add(row, np.where(closes, own, -1), 1.0)
        where += [(name, period) for period in meet.tolist()]
    low, high = at_most(np.ones(len(where)))
    return entries.block(low, high, lambda: [f"{name}, {clock.names[period]}" for name, period in where])


def _closed(given: Given) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the first day on which a campaign started in a period closes its road, and the day after all.

    Axes ``(campaign, start period)``; where it never does so the first is after the last.
    """
    programme, spans, clock = given.programme, given.spans, given.programme.clock
    level = programme.settings.rules.neighbour_roads.level
    worst = [
        max((v for kind, v in held if kind == "road"), default=-1.0) for held in programme.work_types.nuisance
    ]
    closing = np.flatnonzero(
        (np.array(worst, dtype=np.float64) >= level)[programme.facts.work_type] & (programme.facts.days > 0)
    )
    campaign = programme.facts.campaign[closing]
    shape = (len(programme.campaigns), clock.periods)
    first, end = np.full(shape, np.iinfo(np.int64).max), np.full(shape, np.iinfo(np.int64).min)
    np.minimum.at(first, campaign, spans.start[closing])
    np.maximum.at(end, campaign, spans.end[closing])
    return first, end


def neighbours(programme: Programme) -> list[tuple[str, tuple[int, ...]]]:
    """Return groups of estates of which at most one may close its road, as (name, rows in estates).

    A shared road's estates are one group. Pairs without a road are gathered into as few groups of mutual
    neighbours as are found from each pair on, which says the same in fewer rows.
    """
    table = programme.adjacency
    index = {str(key): row for row, key in enumerate(programme.estates.id)}
    if not len(table):
        return _gathered(programme, _near(programme))
    roads: dict[str, dict[int, None]] = {}
    pairs: list[tuple[int, int]] = []
    for one, other, road in zip(table.estate, table.neighbour, table.shared_road, strict=True):
        ends = [index[str(name)] for name in (one, other)]
        if road:
            roads.setdefault(str(road), {}).update(dict.fromkeys(ends))
        else:
            pairs.append((min(ends), max(ends)))
    return [(road, tuple(held)) for road, held in roads.items()] + _gathered(programme, pairs)


def _gathered(programme: Programme, pairs: Iterable[tuple[int, int]]) -> list[tuple[str, tuple[int, ...]]]:
    """Return groups in which each two are a pair; every pair is in one of them."""
    graph: nx.Graph[int] = nx.Graph(list(pairs))
    left = dict.fromkeys(sorted(tuple(sorted(pair)) for pair in graph.edges))
    found = []
    while left:
        one, other = next(iter(left))
        group = [one, other]
        for more in sorted(set(graph[one]) & set(graph[other])):
            if more not in group and all(more in graph[held] for held in group):
                group.append(more)
        group.sort()
        for pair in combinations(group, 2):
            left.pop(pair, None)
        left.pop((one, other), None)
        found.append(("+".join(str(programme.estates.id[e]) for e in dict.fromkeys(group)), tuple(group)))
    return found


def _near(programme: Programme) -> list[tuple[int, int]]:
    """Return the pairs of estates within ``within_m`` metres of each other by their coordinates."""
    within, estates = programme.settings.rules.neighbour_roads.within_m, programme.estates
    known = np.flatnonzero(~np.isnan(estates.lon) & ~np.isnan(estates.lat))
    if within <= 0 or len(known) < 2:
        return []
    lon, lat = np.radians(estates.lon[known]), np.radians(estates.lat[known])
    points = np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=1)
    chord = 2 * np.sin(min(within / (2 * EARTH_RADIUS_M), np.pi / 2))
    pairs = cKDTree(points).query_pairs(chord * (1 + 1e-6) + 1e-9, output_type="ndarray")
    one, other = pairs[:, 0], pairs[:, 1]
    near = haversine(lon[one], lat[one], lon[other], lat[other]) <= within
    return [(int(known[a]), int(known[b])) for a, b in pairs[near]]


def haversine(
    lon: NDArray[np.float64],
    lat: NDArray[np.float64],
    to_lon: NDArray[np.float64],
    to_lat: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Return metres along the great circle between points in radians, by the haversine formula."""
    half = np.sin((to_lat - lat) / 2) ** 2 + np.cos(lat) * np.cos(to_lat) * np.sin((to_lon - lon) / 2) ** 2
    metres: NDArray[np.float64] = 2 * EARTH_RADIUS_M * np.arcsin(np.sqrt(np.minimum(half, 1.0)))
    return metres
