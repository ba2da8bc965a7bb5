"""Kinds of cause that keep a campaign from a start, as they are named."""

from __future__ import annotations

from planner.words import mark

CAUSES = {
    "lock": mark("lock"),
    "consent": mark("consent"),
    "outside": mark("outside project"),
    "dates": mark("closed date"),
    "budget": mark("budget"),
    "capacity": mark("capacity"),
    "disruption": mark("disruption"),
    "order": mark("order of works"),
    "place": mark("openings and zones"),
    "duty": mark("duty"),
    "gone": mark("not in the programme"),
    "outside_plan": mark("outside the plan's periods"),
    "aim": mark("knock-on"),
}
"""Kinds of cause, as they are named."""
