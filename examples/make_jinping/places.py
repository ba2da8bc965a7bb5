"""Estates and zones: 425 estates, 3,067 buildings, 111,000 households, 300,000 residents, as published."""

from __future__ import annotations

import datetime
import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from .streams import Stream, apportion, apportion_near
from .streets import CHARACTERS, EMPLOYERS, ENDINGS, STREETS, Street

if TYPE_CHECKING:
    from .rows import Row, Rows

ESTATES, BUILDINGS, HOUSEHOLDS, RESIDENTS = 425, 3067, 111_000, 300_000
CUIYUAN, MEIYUAN = "DF001", "DF002"
KNOWN_HOUSEHOLDS = {CUIYUAN: 1240, MEIYUAN: 1160}
KNOWN_BUILDINGS = {CUIYUAN: 41, MEIYUAN: 39}
KNOWN_YEARS = {CUIYUAN: 1993, MEIYUAN: 1991}
LATEST_IF_WORN = datetime.date(2024, 6, 30)


@dataclass(frozen=True, kw_only=True)
class Estate:
    """One estate as the other tables need it."""

    id: str
    name: str
    street: Street
    zone: str
    first_phase: bool
    lon: float
    lat: float
    year_built: int
    households: int = 0
    buildings: int = 0
    stairwells: int = 0
    residents: int = 0

    @property
    def age_need(self) -> float:
        """Return how worn the estate is, from 0 (built 2005) to 1 (built 1978)."""
        return min(1.0, max(0.0, (2005 - self.year_built) / 27))


def estates() -> tuple[Estate, ...]:
    """Return all estates, street by street, with the published totals."""
    found = [estate for street in STREETS for estate in _street_estates(street)]
    names = _names(found)
    return _sized([replace(estate, name=names[estate.id]) for estate in found])


def _street_estates(street: Street) -> list[Estate]:
    stream = Stream("zones", street.code)
    sizes = [*street.phase_one, *_zone_sizes(stream, street.estates - sum(street.phase_one))]
    made: list[Estate] = []
    for number, size in enumerate(sizes):
        angle, far = number * 2.399963, 0.0018 + 0.0052 * math.sqrt((number + 0.5) / len(sizes))
        lon, lat = street.lon + far * math.cos(angle), street.lat + far * 0.9 * math.sin(angle)
        for _ in range(size):
            made.append(_estate(street, len(made) + 1, number, lon, lat))
    return made


def _zone_sizes(stream: Stream, total: int) -> list[int]:
    """Return sizes of zones from 2 to 8 that add up to a total."""
    sizes: list[int] = []
    while total > 0:
        size = stream.whole(2, 8)
        size = total if total <= 8 else min(size, total - 2)
        sizes.append(size)
        total -= size
    return sizes


def _estate(street: Street, number: int, zone: int, lon: float, lat: float) -> Estate:
    key = f"{street.code}{number:03d}"
    stream = Stream("estate", key)
    first, last = street.built
    year = KNOWN_YEARS.get(
        key, min(2004, first + int((last - first + 3) * (stream.unit() + stream.unit()) / 2))
    )
    return Estate(
        id=key,
        name="",
        street=street,
        zone=f"{street.code}-Z{zone + 1:02d}",
        first_phase=zone < len(street.phase_one),
        lon=round(lon + stream.between(-0.0009, 0.0009), 5),
        lat=round(lat + stream.between(-0.0008, 0.0008), 5),
        year_built=year,
    )


def _names(found: list[Estate]) -> dict[str, str]:
    """Return one Chinese name for each estate, all different; only Cuiyuan and Meiyuan are real."""
    names = {CUIYUAN: "翠园", MEIYUAN: "梅园"}
    taken = set(names.values())
    dormitories = Stream("names", "dormitories").shuffled(
        [f"{e}{t}" for e in EMPLOYERS for t in ("宿舍", "宿舍二区")]
    )
    for estate in found:
        stream = Stream("name", estate.id)
        if estate.id in names:
            continue
        if dormitories and stream.chance(0.15):
            names[estate.id] = dormitories.pop()
            continue
        name = ""
        while not name or name in taken:
            name = stream.pick(CHARACTERS) + stream.pick(CHARACTERS) + stream.pick(ENDINGS)
            name = "" if name[0] == name[1] else name
        taken.add(name)
        names[estate.id] = name
    return names


def _sized(found: list[Estate]) -> tuple[Estate, ...]:
    """Return the estates with households, buildings, stairwells and residents that add up to the totals."""
    free = [estate for estate in found if estate.id not in KNOWN_HOUSEHOLDS]
    weights = [_size(e) for e in free]
    shared = apportion(HOUSEHOLDS - sum(KNOWN_HOUSEHOLDS.values()), weights, least=18)
    households = KNOWN_HOUSEHOLDS | {e.id: share for e, share in zip(free, shared, strict=True)}
    wished = [max(1, round(households[e.id] / Stream("per building", e.id).between(27, 45))) for e in free]
    counted = apportion_near(BUILDINGS - sum(KNOWN_BUILDINGS.values()), wished)
    buildings = KNOWN_BUILDINGS | {e.id: count for e, count in zip(free, counted, strict=True)}
    per_home = [households[e.id] * Stream("per home", e.id).between(2.4, 3.0) for e in found]
    residents = apportion(RESIDENTS, per_home)
    return tuple(
        replace(
            e,
            households=households[e.id],
            buildings=buildings[e.id],
            stairwells=max(
                buildings[e.id], round(households[e.id] / Stream("stairs", e.id).between(10.5, 14))
            ),
            residents=people,
        )
        for e, people in zip(found, residents, strict=True)
    )


def _size(estate: Estate) -> float:
    """Return a relative size, near lognormal; the first phase took larger estates (an assumption)."""
    size = min(4.0, max(0.12, math.exp(0.74 * Stream("size", estate.id).bell())))
    return min(3.0, 1.5 + 0.4 * size) if estate.first_phase else size


def estate_rows(found: tuple[Estate, ...]) -> Rows:
    """Return the table of estates."""
    return [_row(estate) for estate in found]


def _row(estate: Estate) -> Row:
    stream = Stream("particulars", estate.id)
    over_60 = round(estate.residents * stream.between(0.16, 0.30))
    open_estate = estate.id in KNOWN_HOUSEHOLDS or stream.chance(0.62)
    grade = "C" if Stream("grade", estate.id).chance(0.06 + 0.12 * estate.age_need) else "B"
    return {
        "id": estate.id,
        "name": estate.name,
        "street": estate.street.name,
        "zone": estate.zone,
        "lon": estate.lon,
        "lat": estate.lat,
        "year_built": estate.year_built,
        "buildings": estate.buildings,
        "stairwells": estate.stairwells,
        "households": estate.households,
        "floor_area": 10 * round(estate.households * stream.between(6.2, 8.4)),
        "residents": estate.residents,
        "over_60": over_60,
        "over_75": round(over_60 * stream.between(0.24, 0.36)),
        "gated": not open_estate,
        "structure_grade": grade,
        "heritage": estate.street.code == "XG" and stream.chance(0.2),
        "mode": "comprehensive" if stream.chance(0.7) else "micro",
        "phase": "一期" if estate.first_phase else None,
        "management": stream.pick(("无物业", "无物业", "社区代管", "业主自管", "专业物业")),
        "responsible_unit": f"{estate.street.name}办事处",
        "pilot": estate.id == CUIYUAN,
        "pinned_start": datetime.date(2020, 10, 1) if estate.first_phase else None,
        **_dates(estate, grade),
    }


def _dates(estate: Estate, grade: str) -> Row:
    """Return a late start's limit for some worn estates, and when a few were renovated before."""
    stream = Stream("dates", estate.id)
    if estate.first_phase:
        return {}
    if stream.chance(0.02):
        return {"renovated_on": datetime.date(stream.whole(2017, 2018), stream.whole(1, 12), 28)}
    return {"latest": LATEST_IF_WORN} if grade == "C" and stream.chance(0.4) else {}
