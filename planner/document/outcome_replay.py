"""One replication told visit by visit, as the timeline draws it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from planner.document.outcome_readings import Days
from planner.report.names import place_name
from solvers.construction.play import KINDS, NOT_FINISHED
from solvers.construction.trace import explained

if TYPE_CHECKING:
    from scenarios.model.programme import Programme
    from solvers.construction.play import Replay
    from solvers.construction.site import Draws, Site


def replayed_of(
    programme: Programme, site: Site, draws: Draws, run: Replay, number: int, seed: int
) -> dict[str, Any]:
    """Return a replication: finishes with their parts, and every visit of what is included."""
    return {
        "semantics": site.semantics,
        "replay": number,
        "seed": seed,
        "campaigns": _campaigns(programme, site, draws, run),
        "visits": _visits(site, run),
    }


def _campaigns(programme: Programme, site: Site, draws: Draws, run: Replay) -> list[dict[str, Any]]:
    days, rows = Days(site.first_day), {str(key): c for c, key in enumerate(programme.campaigns.key)}
    found = []
    for c, key in enumerate(site.campaign):
        finish = int(run.played.finish[c])
        ended = finish < NOT_FINISHED
        parts = explained(site, draws, run, c) if ended else ()
        found.append(
            {
                "campaign": key,
                "name": place_name(programme, rows[key]),
                "street": site.street[c],
                "start": days.iso(int(site.campaign_start[c])),
                "planned": days.iso(int(site.campaign_end[c]) - 1),
                "finish": days.iso(finish - 1) if ended else None,
                "parts": [
                    {
                        "cause": part.cause,
                        "days": part.days,
                        "activity": site.activity[part.activity] if part.activity >= 0 else "",
                        "name": part.name,
                    }
                    for part in parts
                ],
            }
        )
    return found


def _visits(site: Site, run: Replay) -> list[dict[str, Any]]:
    """Return every visit; ``end`` is the day after its last, None where it has none."""
    days, played = Days(site.first_day), run.played

    def told(day: int) -> str | None:
        return days.iso(day) if 0 <= day < NOT_FINISHED else None

    return [
        {
            "activity": site.activity[a],
            "campaign": site.campaign[int(site.of[a])],
            "work_type": site.work_type[a],
            "kind": KINDS[kind],
            "ready": told(int(played.ready[a, kind])),
            "start": told(int(played.start[a, kind])),
            "end": told(int(played.end[a, kind])),
            "waited_for": run.waited.get((a, kind), ""),
        }
        for a in range(site.activities)
        if site.included[a]
        for kind in range(len(KINDS))
        if played.ready[a, kind] >= 0
    ]
