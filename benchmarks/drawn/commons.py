"""What ties estates together in a district with every rule: zones, cables, grounds, pump houses, roads."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.drawn.catalogue import KINDS, PUMP_HOUSE
from benchmarks.drawn.means import FIRST_YEAR
from benchmarks.drawn.records import names, table
from scenarios.tables.commons import Adjacency, Assets, Grounds
from scenarios.tables.undertaking import Links

if TYPE_CHECKING:
    from numpy.random import Generator
    from numpy.typing import NDArray

    from benchmarks.drawn.places import Land

CABLES = "cables"
"""Word of the campaigns in which wires go underground on their own, on the estate's ground."""
CABLED, LINKED, DUG_LATELY = 0.18, 0.1, 0.05
"""Shares of estates: with cables of their own, linked to the one upstream, whose ground was opened lately."""
ESTATES_OF_A_PUMP_HOUSE = (5, 9)
PUMP_HOUSES_BY_OTHERS = 0.5
"""Share of pump houses that others build, by a date."""
ROADS_OF_A_STREET = 4
RULES = {
    "openings": {"on": True, "window": 2, "years": 5.0, "reopening": "ban"},
    "zones": {"on": True, "most": 1, "mobilisation": 60_000},
    "neighbour_roads": {"on": True, "level": 2.0},
    "shared_assets": {"on": True},
    "links": {"on": True},
}


@dataclass(frozen=True, kw_only=True)
class Commons:
    """The tables that tie estates together, and the columns and works that go with them.

    ``zone`` has axis ``(estate,)``, ``campaign`` ``(work,)``; ``beside`` are the works that build
    pump houses.
    """

    zone: NDArray[np.object_]
    campaign: NDArray[np.object_]
    beside: list[tuple[str, str]]
    links: Links
    assets: Assets
    adjacency: Adjacency
    grounds: Grounds


def commons(draw: Generator, held: Land) -> Commons:
    """Draw what ties the estates of a district together."""
    zone = _zones(draw, held)
    cabled = draw.random(len(held)) < CABLED
    assets, built = _assets(draw, held)
    wires = np.array([kind.id == "wires" for kind in KINDS])
    apart = (cabled[:, None] & wires).ravel()
    campaign = np.where(np.append(apart, np.zeros(len(built), dtype=bool)), CABLES, "").astype(object)
    return Commons(
        zone=names(f"Z{z + 1:03d}" for z in zone),
        campaign=campaign,
        beside=[(name, PUMP_HOUSE.id) for name in built],
        links=_links(draw, held, cabled),
        assets=assets,
        adjacency=_adjacency(draw, held, zone),
        grounds=_grounds(draw, held),
    )


def _zones(draw: Generator, held: Land) -> NDArray[np.int64]:
    """Return the zone of each estate: three to six that follow one another in a street."""
    zone = np.zeros(len(held), dtype=np.int64)
    number, left = -1, 0
    for e, street in enumerate(held.street.tolist()):
        if left == 0 or street != held.street[e - 1]:
            number, left = number + 1, int(draw.integers(3, 7))
        zone[e], left = number, left - 1
    return zone


def _links(draw: Generator, held: Land, cabled: NDArray[np.bool_]) -> Links:
    """Return links: roads after the cables of an estate, sewers after those of the estate upstream."""
    same = held.street[1:] == held.street[:-1]
    linked = np.flatnonzero(same & (draw.random(len(held) - 1) < LINKED))
    pairs = [(f"{held.id[e]}/{CABLES}:wires", f"{held.id[e]}:roads") for e in np.flatnonzero(cabled)]
    pairs += [(f"{held.id[e]}:sewers", f"{held.id[e + 1]}:sewers") for e in linked]
    return table(
        Links, len(pairs), before=names(b for b, _ in pairs), after=names(a for _, a in pairs), lag_days=0
    )


def _assets(draw: Generator, held: Land) -> tuple[Assets, list[str]]:
    """Return the pump houses and the ids of those that are built here; each serves estates of one street."""
    served: list[tuple[str, ...]] = []
    streets: list[str] = []
    for street in range(len(held.street_name)):
        here = np.flatnonzero(held.street == street).tolist()
        while len(here) >= ESTATES_OF_A_PUMP_HOUSE[0]:
            size = int(draw.integers(*ESTATES_OF_A_PUMP_HOUSE))
            if draw.random() < 0.6:
                served.append(tuple(str(held.id[e]) for e in here[:size]))
                streets.append(str(held.street_name[street]))
            here = here[size:]
    ids = [f"W{n + 1:03d}" for n in range(len(served))]
    others = draw.random(len(ids)) < PUMP_HOUSES_BY_OTHERS
    days = np.datetime64(f"{FIRST_YEAR}-03-01", "D") + draw.integers(0, 800, len(ids))
    assets = table(
        Assets,
        len(ids),
        id=names(ids),
        street=names(streets),
        estates=names(served),
        holds=("water",),
        ready=np.where(others, days, np.datetime64("NaT", "D")),
    )
    return assets, [name for name, other in zip(ids, others.tolist(), strict=True) if not other]


def _adjacency(draw: Generator, held: Land, zone: NDArray[np.int64]) -> Adjacency:
    """Return neighbours on shared roads: a few roads in each street, each with estates of three zones."""
    pairs: list[tuple[str, str, str]] = []
    for street, name in enumerate(held.street_name):
        here = np.flatnonzero(held.street == street)
        for road in range(ROADS_OF_A_STREET):
            zones = draw.permutation(np.unique(zone[here]))[:3]
            estates = sorted(int(draw.choice(here[zone[here] == z])) for z in zones)
            pairs += [(str(held.id[a]), str(held.id[b]), f"{name}-R{road + 1}") for a, b in pairwise(estates)]
    pairs = list({pair[:2]: pair for pair in pairs}.values())
    columns = [names(pair[k] for pair in pairs) for k in range(3)]
    return table(Adjacency, len(pairs), estate=columns[0], neighbour=columns[1], shared_road=columns[2])


def _grounds(draw: Generator, held: Land) -> Grounds:
    """Return the grounds that were opened a few years before the plan."""
    dug = np.flatnonzero(draw.random(len(held)) < DUG_LATELY)
    days = np.datetime64(f"{FIRST_YEAR - 4}-01-01", "D") + draw.integers(0, 1000, len(dug))
    return table(Grounds, len(dug), id=held.id[dug], last_opened=days)
