"""Residents' menus and votes: counts per estate and work type; owners' votes on lifts."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from .streams import Stream

if TYPE_CHECKING:
    from .places import Estate
    from .rows import Rows

NO_SURVEY, SMALL_SAMPLE = 0.09, 0.12
"""Shares of estates without a survey, and with one that few households answered."""
SUPPORT = {
    "demolition": 0.45, "sewers": 0.66, "water": 0.78, "power": 0.7, "wires_bury": 0.68, "wires_tidy": 0.5,
    "fire_lighting": 0.58, "facade": 0.5, "stairwells": 0.62, "roads": 0.76, "parking": 0.8, "greening": 0.55,
    "accessibility": 0.54, "charging": 0.46, "lifts": 0.6, "community": 0.42, "security": 0.48,
}  # fmt: skip
"""Mean support by work type; parking and water pressure are the hottest complaints (J11, J14)."""
FEARS = {"noise": 0.42, "dust": 0.3, "duration": 0.35, "paying": 0.33, "upkeep": 0.28}
"""Mean share of households that fear it: Hui'an asks about duration, noise, paying and upkeep (U6)."""
NO_VOTE_YET = 0.06


def ballot_rows(estates: tuple[Estate, ...], works: Rows) -> Rows:
    """Return the counts of residents' wishes, one row per estate asked and work type on its menu."""
    menus: dict[str, list[str]] = {}
    for work in works:
        menus.setdefault(str(work["place"]), []).append(str(work["work_type"]))
    return [row for estate in estates for row in _estate_ballots(estate, menus[estate.id])]


def _estate_ballots(estate: Estate, menu: list[str]) -> Rows:
    stream = Stream("survey", estate.id)
    if not estate.first_phase and stream.chance(NO_SURVEY):
        return []
    few = not estate.first_phase and stream.chance(SMALL_SAMPLE)
    asked = (
        min(estate.households, stream.whole(8, 20))
        if few
        else round(estate.households * stream.between(0.7, 1.0))
    )
    answered = max(1, round(asked * stream.between(0.35, 0.85)))
    rows: Rows = []
    for kind in menu:
        mood = min(0.98, max(0.03, SUPPORT[kind] + 0.13 * Stream("ballot", kind, estate.id).bell()))
        rows.append(
            {
                "estate": estate.id,
                "work_type": kind,
                "support": min(answered, round(answered * mood)),
                "respondents": answered,
                "asked": asked,
                "fears": "" if rows else _fears(estate, answered),
            }
        )
    return rows


def _fears(estate: Estate, answered: int) -> str:
    """Return what the households that answered fear; a questionnaire asks once, the first row tells it."""
    shares = {
        kind: min(0.95, max(0.0, mean + 0.1 * Stream("fear", kind, estate.id).bell()))
        for kind, mean in FEARS.items()
    }
    counts = {kind: round(answered * share) for kind, share in shares.items()}
    return "; ".join(f"{kind} {count}" for kind, count in counts.items() if count)


def consent_rows(estates: tuple[Estate, ...], works: Rows) -> Rows:
    """Return owners' votes on lifts: some pass at once, some later, some fail, some are still to come."""
    with_lifts = {work["place"] for work in works if work["work_type"] == "lifts"}
    rows: Rows = []
    for estate in estates:
        stream = Stream("vote", estate.id)
        if estate.id not in with_lifts or (not estate.first_phase and stream.chance(NO_VOTE_YET)):
            continue
        heads = min(0.98, max(0.5, 0.83 + 0.075 * stream.bell()))
        area = min(0.98, max(0.5, heads + 0.025 * stream.bell()))
        early = estate.first_phase or stream.chance(0.35)
        date = datetime.date(2020, 9, 15) if early else _later(stream)
        rows.append(
            {
                "estate": estate.id,
                "scope": "estate",
                "matter": "lift",
                "turnout_area": round(stream.between(0.66, 0.97), 3),
                "turnout_heads": round(stream.between(0.66, 0.97), 3),
                "by_area": round(area, 3),
                "by_heads": round(heads, 3),
                "date": date,
            }
        )
    return rows


def _later(stream: Stream) -> datetime.date:
    return datetime.date(2021, 1, 10) + datetime.timedelta(days=stream.whole(0, 1000))
