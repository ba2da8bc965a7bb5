"""What must be ready before each campaign: stages of preparation worked back from the start, agreements."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

import numpy as np

from solvers.rules.ready import agreements_on, days_left

if TYPE_CHECKING:
    from scenarios.model.programme import Programme
    from solvers.plan.plan import Plan, PlannedCampaign

STAGES = ("survey", "design", "publicity", "approval", "tender")
"""Stages of preparation in their order, as readiness numbers them."""


def readiness_of(programme: Programme, plan: Plan) -> list[dict[str, Any]]:
    """Return a checklist of each campaign that starts, the earliest first; nothing where no rule asks.

    Each stage takes its days just before the next one, tender just before the start: these are the latest
    days that do. A stage that is done has no days.
    """
    rules = programme.settings.rules
    staged, agreed = rules.readiness.on or rules.preparation.on, agreements_on(programme)
    if not (staged or agreed):
        return []
    left = days_left(programme)
    index = {str(key): c for c, key in enumerate(programme.campaigns.key)}
    rows = []
    for one in sorted(plan.campaigns, key=lambda one: (one.start, index[one.campaign])):
        c = index[one.campaign]
        rows.append(
            {
                "campaign": one.campaign,
                "start": one.start.isoformat(),
                "stages": _stages(left[c].tolist(), one.start) if staged else [],
                "agreements": _agreements(programme, c, one) if agreed else [],
            }
        )
    return rows


def _stages(days: list[int], start: datetime.date) -> list[dict[str, Any]]:
    """Return each stage with its latest first and last day, worked back from the start."""
    rows: list[dict[str, Any]] = []
    end = start
    for stage, number in reversed(list(zip(STAGES, days, strict=True))):
        first = end - datetime.timedelta(days=number)
        last = end - datetime.timedelta(days=1)
        rows.append(
            {
                "stage": stage,
                "days": number,
                "first": first.isoformat() if number else None,
                "last": last.isoformat() if number else None,
            }
        )
        end = first
    return rows[::-1]


def _agreements(programme: Programme, campaign: int, one: PlannedCampaign) -> list[dict[str, Any]]:
    """Return the agreements of a campaign's estate; ``state`` is reached, open or assumed.

    Open: not reached before the campaign starts, so that what it holds waits or is left out.
    """
    estate = int(programme.campaigns.estate[campaign])
    if estate < 0:
        return []
    table, key = programme.agreements, programme.estates.id[estate]
    rows = []
    for row in np.flatnonzero(table.estate == key).tolist():
        reached = None if np.isnat(table.reached_on[row]) else table.reached_on[row].item()
        rows.append(
            {
                "party": str(table.party[row]),
                "reached_on": None if reached is None else reached.isoformat(),
                "state": "reached" if reached is not None and reached <= one.start else "open",
                "holds": [str(kind) for kind in table.holds[row]],
            }
        )
    known = {row["party"] for row in rows}
    state = "assumed" if programme.settings.rules.agreements.missing == "assumed" else "open"
    listed = [str(party) for party in programme.estates.agreements[estate] if party not in known]
    return [*rows, *({"party": p, "reached_on": None, "state": state, "holds": []} for p in listed)]
