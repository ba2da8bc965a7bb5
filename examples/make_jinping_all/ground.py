"""Dig once: shared trenches and scaffolds, and one operator's cables at 78 estates (G2, U14)."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from examples.make_jinping.catalogue import IMPROVEMENT, UPGRADE
from examples.make_jinping.streams import Stream

if TYPE_CHECKING:
    from examples.make_jinping.places import Estate
    from examples.make_jinping.rows import Row, Rows

CABLES, CABLE_ESTATES = "cables", 78
"""Word of the operator's campaigns, and at how many estates (U14: 78 estates of one town)."""
TRENCH_TYPES, SCAFFOLD_TYPES = ("sewers", "water", "wires_bury", "roads"), ("facade",)
MORE_OF_TYPES: dict[str, Row] = {
    "sewers": {"need_growth": 0.03},
    "water": {"need_growth": 0.02},
    "facade": {"need_growth": 0.04, "cost_growth": 0.01, "difficulty": 2},
    "lifts": {"difficulty": 3},
    "parking": {"revenue": 420},
    "charging": {"revenue": 260},
}
"""Growth of need and cost with delay, difficulty, revenue a year of one unit (all assumptions)."""

_PARK: Row = {
    "id": "pocket_park", "name": "口袋公园", "work_class": IMPROVEMENT, "content_group": "环境提升",
    "unit": "处", "unit_cost": 260000, "fixed_days": 40, "trade": "garden", "opens_ground": False,
    "nuisance": "dust 1; noise 1", "nuisance_scope": "dwelling", "calendar_class": "garden",
}  # fmt: skip
_CARE: Row = {
    "id": "care_centre", "name": "片区养老服务中心", "work_class": UPGRADE, "content_group": "服务设施",
    "unit": "处", "unit_cost": 900000, "fixed_days": 90, "trade": "fitout", "opens_ground": False,
    "nuisance": "noise 1", "nuisance_scope": "dwelling", "calendar_class": "site", "revenue": 60000,
}  # fmt: skip
_PUMP: Row = {
    "id": "pump_house", "name": "智慧泵房", "work_class": "基础类", "content_group": "基础设施",
    "unit": "座", "unit_cost": 1500000, "fixed_days": 100, "trade": "pump", "opens_ground": False,
    "nuisance": "noise 2", "nuisance_scope": "dwelling", "calendar_class": "site",
    "utility_share": 0.89, "utility_share_realised": 0.89,
}  # fmt: skip


def catalogue(types: Rows) -> Rows:
    """Return the catalogue with set-ups, growth, difficulty and revenue, and three further work types."""
    rows: Rows = []
    for row in types:
        kind = str(row["id"])
        setup = "trench" if kind in TRENCH_TYPES else "scaffold" if kind in SCAFFOLD_TYPES else None
        rows.append({**row, "shared_setup": setup, **MORE_OF_TYPES.get(kind, {})})
    return [*rows, _PARK, _CARE, _PUMP]


def cable_estates(places: tuple[Estate, ...], works: Rows) -> list[str]:
    """Return the estates of the operator's programme, where cables can go underground; in table order."""
    able = {str(work["place"]) for work in works if work["work_type"] == "wires_bury"}
    free = [e.id for e in places if e.id in able and not e.first_phase and not _waits(e)]
    chosen = set(Stream("operator", "estates").shuffled(free)[:CABLE_ESTATES])
    return [key for key in free if key in chosen]


def _waits(estate: Estate) -> bool:
    """Say whether the estate was renovated lately: those wait out their moratorium."""
    return Stream("dates", estate.id).chance(0.02)


def with_cables(places: tuple[Estate, ...], works: Rows) -> Rows:
    """Return the works with the cables of 78 estates in campaigns of their own on the same ground."""
    chosen = set(cable_estates(places, works))
    rows: Rows = []
    for work in works:
        if work["place"] not in chosen or work["work_type"] not in ("wires_bury", "wires_tidy"):
            rows.append(work)
        elif work["work_type"] == "wires_bury":
            rows.append({**work, "campaign": CABLES, "alternatives": None})
    return rows


def cable_links(works: Rows) -> Rows:
    """Return a link at each of those estates: roads are paved after the operator's cables are in."""
    word: dict[str, str] = {}
    for work in works:
        if work["work_type"] == "roads":
            part = work.get("campaign")
            word[str(work["place"])] = f"{work['place']}/{part}" if part else str(work["place"])
    return [
        {
            "before": f"{work['place']}/{CABLES}:wires_bury",
            "after": f"{word[str(work['place'])]}:roads",
            "lag_days": 0,
        }
        for work in works
        if work.get("campaign") == CABLES
    ]


def operator_rows() -> Rows:
    """Return the one operator's programme: one set-up, all starts within two years."""
    return [
        {
            "id": "OP1",
            "name": "弱电线缆统一入地",
            "campaign": CABLES,
            "setup_cost": 800_000,
            "payer": "utility",
            "span_periods": 8,
            "earliest": datetime.date(2021, 7, 1),
        }
    ]


def grounds(places: tuple[Estate, ...]) -> Rows:
    """Return grounds with a dearer trench, and a few that were opened lately."""
    rows: Rows = []
    for estate in places:
        stream = Stream("ground", estate.id)
        if estate.first_phase or not stream.chance(0.06):
            continue
        rows.append(
            {
                "id": estate.id,
                "trench_cost": 10_000 * stream.whole(5, 12),
                "last_opened": datetime.date(2017, stream.whole(1, 6), 28) if stream.chance(0.3) else None,
            }
        )
    return rows
