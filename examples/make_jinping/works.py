"""What each estate needs and asks for: 8 to 12 works, required ones and a menu of optional ones."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, TypeAlias

from .places import Estate
from .streams import Stream, apportion

if TYPE_CHECKING:
    from .rows import Cell, Row, Rows

BAYS = 34_200
"""Parking bays asked for in all; more than 30,000 were published (J14)."""
MOST_WORKS = 12
MOST_OPTIONAL = 4
BURY_FEASIBLE = 0.55
"""Share of estates where wires can go underground (J6: bury all that can be buried, tidy the rest)."""

Quantity: TypeAlias = Callable[[Estate, Stream], float]

REQUIRED: tuple[tuple[str, float, float, Quantity], ...] = (
    ("demolition", 0.42, 0.50, lambda e, s: round(e.households * s.between(1.0, 3.0))),
    ("sewers", 1.00, 0.80, lambda e, s: 5 * round(length(e) * s.between(1.35, 2.0) / 5)),
    ("water", 1.00, 0.75, lambda e, s: 5 * round(length(e) * s.between(1.2, 1.9) / 5)),
    ("power", 1.00, 0.70, lambda e, s: e.households),
    ("fire_lighting", 0.85, 0.65, lambda e, s: 1),
    ("facade", 0.78, 0.50, lambda e, s: 10 * round(e.households * s.between(1.7, 3.1))),
    ("stairwells", 0.74, 0.50, lambda e, s: e.stairwells),
    ("roads", 1.00, 0.70, lambda e, s: 10 * round(length(e) * s.between(0.7, 1.1))),
)
"""Work type, share of estates that need it, mean need, quantity."""
OPTIONAL: tuple[tuple[str, float, float, Quantity], ...] = (
    ("parking", 0.80, 0.72, lambda e, s: 0),
    ("greening", 0.55, 0.50, lambda e, s: 10 * round(e.households * s.between(0.45, 0.9))),
    ("accessibility", 0.48, 0.50, lambda e, s: e.stairwells),
    ("charging", 0.45, 0.52, lambda e, s: 2 * max(2, round(e.households * s.between(0.12, 0.26)))),
    ("lifts", 0.31, 0.92, lambda e, s: min(4, max(1, round(e.stairwells * s.between(0.08, 0.17))))),
    ("community", 0.38, 0.48, lambda e, s: 10 * round(s.between(22, 50) + e.households * 0.012)),
    ("security", 0.46, 0.45, lambda e, s: 1),
)
DEAR_BAYS, DEAR_BAY = 0.2, (6500, 10500)
"""Share of estates where bays need structures or reshaped greens; yuan a bay there (assumptions)."""
LIFT_HOUSEHOLDS = 13
"""Households that one lift serves (an assumption)."""


def length(estate: Estate) -> float:
    """Return households, less than in proportion for large estates: pipes and roads are shared there."""
    return float(estate.households * (261 / max(estate.households, 60)) ** 0.12)


def work_rows(estates: tuple[Estate, ...]) -> Rows:
    """Return the works of all estates."""
    chosen = {estate.id: _optional(estate) for estate in estates}
    parking = [estate for estate in estates if "parking" in chosen[estate.id]]
    bays = apportion(BAYS, [e.households * Stream("bays", e.id).between(0.6, 1.4) for e in parking], least=3)
    shared = {estate.id: count for estate, count in zip(parking, bays, strict=True)}
    return [row for e in estates for row in (*_required_rows(e), *_optional_rows(e, chosen[e.id], shared))]


def _needed(estate: Estate) -> list[str]:
    """Return the required work types of an estate, wires left out."""
    return [
        kind
        for kind, share, _, _ in REQUIRED
        if Stream("needed", kind, estate.id).chance(
            share + (0.15 * (estate.age_need - 0.5) if share < 1 else 0)
        )
    ]


def _can_bury(estate: Estate) -> bool:
    return Stream("bury", estate.id).chance(BURY_FEASIBLE)


def _optional(estate: Estate) -> tuple[str, ...]:
    """Return the optional work types that an estate asks for."""
    stream = Stream("menu", estate.id)
    room = min(MOST_OPTIONAL, MOST_WORKS - len(_needed(estate)) - 1 - _can_bury(estate))
    wished = {kind for kind, share, _, _ in OPTIONAL if stream.chance(share) and _fits(kind, estate)}
    ranked = ["parking", *stream.shuffled([kind for kind, *_ in OPTIONAL[1:]])]
    kept = [kind for kind in ranked if kind in wished][:room]
    spare = [kind for kind in ranked if kind not in wished and _fits(kind, estate) and kind != "parking"]
    short = max(0, 8 - len(_needed(estate)) - 1 - _can_bury(estate) - len(kept))
    return tuple(kept + spare[:short])


def _fits(kind: str, estate: Estate) -> bool:
    if kind == "lifts":
        return estate.households >= 90 and estate.id not in ("DF001", "DF002")
    return kind != "community" or estate.households >= 110


def _required_rows(estate: Estate) -> Iterator[Row]:
    needed = set(_needed(estate))
    for kind, _, mean, quantity in REQUIRED:
        if kind in needed:
            stream = Stream("work", kind, estate.id)
            more = _fire_cost(estate, stream) if kind == "fire_lighting" else {}
            yield _row(estate, kind, quantity(estate, stream), mean, True, **more)
        if kind == "water":
            yield from _wire_rows(estate)


def _wire_rows(estate: Estate) -> Iterator[Row]:
    """Return the wires to bury or tidy: exactly one of both, or tidy where nothing can be buried."""
    metres = 5 * round(length(estate) * Stream("wires", estate.id).between(1.3, 2.1) / 5)
    if _can_bury(estate):
        yield _row(estate, "wires_bury", metres, 0.72, True, alternatives="wires")
        yield _row(estate, "wires_tidy", metres, 0.34, True, alternatives="wires")
    else:
        yield _row(estate, "wires_tidy", metres, 0.40, True)


def _optional_rows(estate: Estate, chosen: tuple[str, ...], bays: dict[str, int]) -> Iterator[Row]:
    for kind, _, mean, quantity in OPTIONAL:
        if kind not in chosen:
            continue
        stream = Stream("work", kind, estate.id)
        amount = bays[estate.id] if kind == "parking" else quantity(estate, stream)
        more: Row = {}
        if kind == "lifts":
            more = {"households": min(estate.households, int(amount) * LIFT_HOUSEHOLDS)}
        if kind == "security":
            more = {"cost": 1000 * round(60 + estate.households * stream.between(0.4, 0.8))}
        if kind == "parking" and stream.chance(DEAR_BAYS):
            more = {"cost": int(amount) * 100 * round(stream.between(*DEAR_BAY) / 100)}
        yield _row(estate, kind, amount, mean, False, **more)


def _fire_cost(estate: Estate, stream: Stream) -> Row:
    return {"cost": 1000 * round(40 + estate.households * stream.between(0.22, 0.48))}


def _row(estate: Estate, kind: str, quantity: float, mean: float, required: bool, **more: Cell) -> Row:
    worn = 0.25 * (estate.age_need - 0.5)
    need = min(1.0, max(0.15, mean + worn + 0.1 * Stream("need", kind, estate.id).bell()))
    return {
        "place": estate.id,
        "work_type": kind,
        "quantity": quantity,
        "need": round(need, 2),
        "required": required,
        **more,
    }
