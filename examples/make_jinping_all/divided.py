"""Estates divided into stages (buildings, then ground: H5), and estates with two modes (J17)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from examples.make_jinping.streams import Stream

if TYPE_CHECKING:
    from examples.make_jinping.places import Estate
    from examples.make_jinping.rows import Row, Rows

STAGED, WITH_MODES = 12, 10
STAGED_HOUSEHOLDS = (180, 300)
"""Sizes of the estates with two stages: both stages start in the year of their zone."""
BUILDINGS = frozenset({"demolition", "power", "facade", "stairwells", "accessibility"})
"""Work types of the first stage; the rest come in the second."""
MICRO = {"wires_tidy": 1.0, "roads": 0.6, "fire_lighting": 0.7, "parking": 1.0, "greening": 0.6}
"""Work types of a micro-renovation and how much of the whole work each does there (assumptions)."""

Parts = dict[tuple[str, str], str]
"""Campaign words by place and work type."""


def divided(places: tuple[Estate, ...], works: Rows, links: Rows) -> tuple[Rows, Parts]:
    """Return the works with campaign words, and the words by place and work type."""
    named = {str(end).partition(":")[0] for link in links for end in (link["before"], link["after"])}
    taken = named | {str(work["place"]) for work in works if work.get("campaign")}
    free = [e for e in places if not e.first_phase and e.id not in taken]
    middling = [e for e in free if STAGED_HOUSEHOLDS[0] <= e.households <= STAGED_HOUSEHOLDS[1]]
    staged = {e.id for e in Stream("stages").shuffled(middling)[:STAGED]}
    small = [e for e in free if e.id not in staged and e.households < 120]
    moded = {e.id for e in Stream("modes").shuffled(small)[:WITH_MODES]}
    rows: Rows = []
    parts: Parts = {}
    for work in works:
        place, kind = str(work["place"]), str(work["work_type"])
        if place in staged:
            parts[place, kind] = "buildings" if kind in BUILDINGS else "ground"
            rows.append({**work, "campaign": parts[place, kind]})
        elif place in moded:
            parts[place, kind] = "comprehensive"
            rows.append({**work, "campaign": "comprehensive"})
            if kind in MICRO:
                rows.append(_micro(work))
        else:
            rows.append(work)
    return rows, parts


def _micro(work: Row) -> Row:
    share = MICRO[str(work["work_type"])]
    less: Row = {"campaign": "micro", "alternatives": None, "required": work["required"]}
    for column, step in (("quantity", 1), ("cost", 1000)):
        value = work.get(column)
        if isinstance(value, int | float):
            less[column] = max(step, step * round(value * share / step))
    return {**work, **less}
