"""Readiness before start: preparation under way, third parties, offices that are short (H7, G9, G17)."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from examples.make_jinping.streams import Stream

if TYPE_CHECKING:
    from examples.make_jinping.places import Estate
    from examples.make_jinping.rows import Row, Rows

OFFICES = (("design", (10, 16, 18, 18, 16, 12)), ("approval", (6, 9, 10, 10, 9, 8)))
"""Design teams and approval slots by year (assumptions)."""
PARTIES = ("学校围墙", "沿街商铺", "产权单位场地")


def prepared(places: tuple[Estate, ...], rows: Rows) -> Rows:
    """Return the estates with the stage of their preparation, hardship, permits and agreements."""
    parties = {str(row["estate"]): str(row["party"]) for row in agreement_rows(places)}
    return [
        {
            **row,
            **_preparation(estate),
            "hardship": _hardship(estate),
            "agreements": (parties[estate.id],) if estate.id in parties else None,
            "heritage_permit": _permit(estate) if row["heritage"] else None,
        }
        for estate, row in zip(places, rows, strict=True)
    ]


def _permit(estate: Estate) -> datetime.date:
    return datetime.date(2020, 9, 1) if estate.first_phase else datetime.date(2021, 9, 1)


def _preparation(estate: Estate) -> Row:
    """Return where preparation stands: the first phase is ready, zones begin at once or within a year."""
    if estate.first_phase:
        return {"ready_stage": "tendered"}
    stream = Stream("preparation", estate.zone)
    if stream.chance(0.35):
        return {"ready_stage": stream.pick(("surveyed", "designed"))}
    if stream.chance(0.45):
        return {"preparation_from": datetime.date(2021, stream.whole(1, 9), 1)}
    return {}


def _hardship(estate: Estate) -> str:
    stream = Stream("hardship", estate.id)
    low, near = (round(estate.households * stream.between(*share)) for share in ((0.01, 0.04), (0.01, 0.05)))
    return f"low_income {low}; near_poor {near}"


def agreement_rows(places: tuple[Estate, ...]) -> Rows:
    """Return agreements with third parties at some estates, with the day they were or will be reached."""
    rows: Rows = []
    for estate in places:
        stream = Stream("agreement", estate.id)
        if estate.first_phase or not stream.chance(0.06):
            continue
        party = stream.pick(PARTIES)
        rows.append(
            {
                "estate": estate.id,
                "party": party,
                "reached_on": datetime.date(2021, 3, 1) + datetime.timedelta(days=stream.whole(0, 480)),
                "holds": ("roads", "parking") if party == "学校围墙" else None,
            }
        )
    return rows


def office_rows() -> Rows:
    """Return design teams and approval slots year by year."""
    return [
        {
            "trade": trade,
            "kind": "office",
            "from_": datetime.date(2020 + n, 10 if n == 0 else 1, 1),
            "to": datetime.date(2020 + n, 12, 31),
            "count": count,
        }
        for trade, counts in OFFICES
        for n, count in enumerate(counts)
    ]
