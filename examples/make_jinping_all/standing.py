"""The published plan of the second phase (J4, J15)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from examples.make_jinping.streams import Stream

if TYPE_CHECKING:
    from examples.make_jinping.places import Estate
    from examples.make_jinping.rows import Row, Rows

    from .divided import Parts

PUBLISHED = 40
QUARTERS = ("2022Q1", "2022Q2", "2022Q3")

LOWER: dict[str, Row] = {
    "2021年底开工80个小区": {"name": "2021年底开工30个小区", "value": 30},
    "2022年底开工170个小区": {"name": "2022年底开工140个小区", "value": 140},
}
"""Targets of Jinping that all rules together cannot reach, and what stands in their place (assumptions)."""


def targets(rows: Rows) -> Rows:
    """Return the targets; those of the first two years are lower, as preparation and zones hold back."""
    return [{**row, **LOWER.get(str(row["name"]), {})} for row in rows]


def published_rows(places: tuple[Estate, ...], parts: Parts) -> Rows:
    """Return the published starts of the second phase: zone by zone, in undivided estates."""
    cut = {place for place, _ in parts}
    zones = Stream("second phase").shuffled(sorted({e.zone for e in places if not e.first_phase}))
    rows: Rows = []
    for zone in zones:
        quarter = Stream("second phase", zone).pick(QUARTERS)
        rows.extend(
            {"campaign": e.id, "start": quarter} for e in places if e.zone == zone and e.id not in cut
        )
        if len(rows) >= PUBLISHED:
            break
    return sorted(rows, key=lambda row: str(row["campaign"]))
