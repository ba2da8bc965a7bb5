"""What serves several estates: pump houses that are built, works of whole zones, shared roads."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from examples.make_jinping.streams import Stream
from examples.make_jinping.streets import STREETS

if TYPE_CHECKING:
    from examples.make_jinping.places import Estate
    from examples.make_jinping.rows import Row, Rows

BUILT_PUMP_HOUSES = 12
"""Pump houses that are scheduled here; the others have the city's dates."""
PARK_ZONES, CARE_ZONES = 24, 8
ROADS_OF_A_STREET = 4


def own_assets(assets: Rows) -> tuple[Rows, Rows]:
    """Return the pump houses, some without a date of the city's, and the works that build those."""
    chosen = set(Stream("pump houses", "own").shuffled(range(len(assets)))[:BUILT_PUMP_HOUSES])
    rows: Rows = [{**row, "ready": None} if n in chosen else row for n, row in enumerate(assets)]
    works: Rows = [
        {"place": row["id"], "work_type": "pump_house", "quantity": 1, "need": 0.8, "required": True}
        for n, row in enumerate(assets)
        if n in chosen
    ]
    return rows, works


def zone_works(places: tuple[Estate, ...]) -> Rows:
    """Return pocket parks and care centres, works of whole zones; each is optional."""
    zones = sorted({e.zone for e in places if not e.first_phase})
    shuffled = Stream("zone works").shuffled(zones)
    parks, cares = sorted(shuffled[:PARK_ZONES]), sorted(shuffled[PARK_ZONES : PARK_ZONES + CARE_ZONES])
    return [
        *(_zone_work(zone, "pocket_park", 0.12) for zone in parks),
        *(_zone_work(zone, "care_centre", 0.3) for zone in cares),
    ]


def _zone_work(zone: str, kind: str, need: float) -> Row:
    return {"place": zone, "work_type": kind, "quantity": 1, "need": need, "required": False}


def neighbour_rows(places: tuple[Estate, ...]) -> Rows:
    """Return neighbours on a shared road: a few roads in each street, each with estates of three zones."""
    rows: Rows = []
    for street in STREETS:
        free = [e for e in places if e.street is street and not e.first_phase]
        for number in range(ROADS_OF_A_STREET):
            stream = Stream("road", street.code, str(number))
            zones = stream.shuffled(sorted({e.zone for e in free}))[:3]
            estates = [stream.pick([e for e in free if e.zone == zone]) for zone in zones]
            for one, other in itertools.pairwise(sorted(e.id for e in estates)):
                rows.append(
                    {"estate": one, "neighbour": other, "shared_road": f"{street.name[:2]}横路{number + 1}"}
                )
    return rows
