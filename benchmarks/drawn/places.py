"""Estates in streets in areas, and the works they ask for: arrays first, tables of them last."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from benchmarks.drawn.catalogue import BASIC, KINDS, UPGRADE
from benchmarks.drawn.records import names, table
from scenarios.tables.places import Estates
from scenarios.tables.undertaking import Works

if TYPE_CHECKING:
    from numpy.random import Generator
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float64]
    Flags = NDArray[np.bool_]

ESTATES_IN_A_STREET = 43
HOUSEHOLDS = (20, 240.0, 0.4, 1500)
"""Least, median, spread (of the logarithm) and most households of an estate."""
STAIRWELL = 14
"""Households of a stairwell, those that a lift serves."""


@dataclass(frozen=True, kw_only=True)
class Land:
    """Estates, axis ``(estate,)``, area by area and street by street; streets are numbered throughout."""

    tags: tuple[str, ...]
    id: NDArray[np.object_]
    area: Ints
    street: Ints
    street_name: NDArray[np.object_]
    households: Ints

    def __len__(self) -> int:
        """Return the number of estates."""
        return len(self.area)


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Works asked for, axes ``(estate, kind)``; ``cost`` is in fen, ``days`` are crew-days."""

    quantity: Floats
    need: Floats
    required: Flags
    cost: Ints
    days: Ints


def land(draw: Generator, estates: int, areas: int) -> Land:
    """Return so many estates; areas differ in size up to about tenfold."""
    weight = np.sort(draw.lognormal(0.0, 0.6, areas))[::-1] if areas > 1 else np.ones(1)
    sizes = _parted(estates, weight)
    tags = ("",) if areas == 1 else tuple(f"-P{a + 1:02d}" for a in range(areas))
    streets = np.maximum(np.rint(sizes / ESTATES_IN_A_STREET).astype(np.int64), 1)
    in_street = [_parted(int(n), draw.uniform(0.6, 1.4, int(s))) for n, s in zip(sizes, streets, strict=True)]
    area_of_street = np.repeat(np.arange(areas), streets)
    street = np.repeat(np.arange(len(area_of_street)), np.concatenate(in_street))
    area = area_of_street[street]
    number = np.arange(estates) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    ids = (f"E{n + 1:05d}{tags[a]}" for a, n in zip(area.tolist(), number.tolist(), strict=True))
    least, median, spread, most = HOUSEHOLDS
    households = np.clip(draw.lognormal(np.log(median), spread, estates), least, most)
    return Land(
        tags=tags,
        id=names(ids),
        area=area,
        street=street,
        street_name=names(f"S{k + 1:04d}{tags[a]}" for k, a in enumerate(area_of_street.tolist())),
        households=np.rint(households).astype(np.int64),
    )


def _parted(total: int, weight: Floats) -> Ints:
    """Return a total in whole parts by weight; none is empty where there is enough."""
    upto = np.rint(np.cumsum(weight) / weight.sum() * total).astype(np.int64)
    parts: Ints = np.diff(upto, prepend=0)
    return parts


def estates_table(draw: Generator, held: Land, zone: Any = None) -> Estates:
    """Return the table of estates; ``zone`` is a column or None."""
    count = len(held)
    tagged = names(tag.lstrip("-") for tag in held.tags)[held.area] if len(held.tags) > 1 else None
    return table(
        Estates,
        count,
        id=held.id,
        name=held.id,
        street=held.street_name[held.street],
        zone=zone,
        programme_tag=tagged,
        year_built=draw.integers(1976, 2006, count),
        buildings=np.maximum(held.households // 56, 1),
        stairwells=np.maximum(held.households // STAIRWELL, 1),
        households=held.households,
        floor_area=held.households * 82.0,
        priority=np.round(draw.uniform(0.8, 1.25, count), 2),
    )


def asked(draw: Generator, held: Land, unit_cost: Ints) -> Asked:
    """Draw the works of every estate: one of each kind; ``unit_cost`` is in fen by area and kind."""
    shape = (len(held), len(KINDS))
    usual = held.households[:, None] * np.array([kind.per_household for kind in KINDS])
    quantity = np.maximum(np.rint(usual * draw.lognormal(0.0, 0.25, shape)), 1.0)
    least = np.array([0.45 if kind.work_class == BASIC else 0.2 for kind in KINDS])
    most = np.array([0.8 if kind.work_class != BASIC else 1.0 for kind in KINDS])
    crews = np.array([kind.crews for kind in KINDS])
    a_day = crews * np.array([kind.productivity for kind in KINDS])
    return Asked(
        quantity=quantity,
        need=np.round(draw.uniform(least, most, shape), 2),
        required=draw.random(shape) >= np.array([kind.optional for kind in KINDS]),
        cost=np.rint(quantity * unit_cost[held.area]).astype(np.int64),
        days=np.ceil(quantity / a_day * (1 - 1e-9)).astype(np.int64) * crews,
    )


def works_table(
    held: Land, wanted: Asked, kinds: NDArray[np.object_], beside: list[tuple[str, str]], **more: Any
) -> Works:
    """Return the table of works, an estate's one after another.

    ``kinds`` are the work types' ids by area and kind. ``beside`` are further works, one of each, as (place,
    work type); ``more`` are columns beside these.
    """
    count = len(KINDS)
    lifts = np.array([kind.work_class == UPGRADE for kind in KINDS])
    lifted = np.minimum(wanted.quantity * STAIRWELL, held.households[:, None])
    served = np.where(lifts, lifted, held.households[:, None]).astype(np.int64).ravel()
    place, kind = np.repeat(held.id, count), kinds[held.area].ravel()
    quantity, need, required = wanted.quantity.ravel(), wanted.need.ravel(), wanted.required.ravel()
    if beside:
        place = np.concatenate([place, names(where for where, _ in beside)])
        kind = np.concatenate([kind, names(what for _, what in beside)])
        quantity = np.append(quantity, np.ones(len(beside)))
        need = np.append(need, np.full(len(beside), 0.8))
        required = np.append(required, np.ones(len(beside), dtype=bool))
        served = np.ma.array(np.append(served, np.zeros(len(beside), dtype=np.int64)))
        served[-len(beside) :] = np.ma.masked
    return table(
        Works,
        len(place),
        place=place,
        work_type=kind,
        quantity=quantity,
        need=need,
        households=served,
        required=required,
        **more,
    )
