"""Campaigns as rows of the plan document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from planner.document.money import funding_of
from planner.document.yuan import yuan
from planner.report.names import place_name
from solvers.plan.residual import residual

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scenarios.model.programme import Programme
    from solvers.plan.plan import Plan, PlannedCampaign, PlannedWork


def campaigns(programme: Programme, plan: Plan) -> list[dict[str, Any]]:
    """Return a row for each campaign that starts, in the order of the tables."""
    index = {str(key): c for c, key in enumerate(programme.campaigns.key)}
    works = {str(key): w for w, key in enumerate(programme.facts.key)}
    held = sorted(plan.campaigns, key=lambda campaign: index[campaign.campaign])
    funding = funding_of(programme, plan)
    worth = {one.campaign: one.after for one in residual(programme, plan)}
    return [
        {
            **_campaign(programme, index[one.campaign], works, one),
            "residual": worth.get(one.campaign, 0.0),
            "funding": funding[one.campaign],
        }
        for one in held
    ]


def _campaign(programme: Programme, c: int, works: Mapping[str, int], one: PlannedCampaign) -> dict[str, Any]:
    known, estates = programme.campaigns, programme.estates
    estate = int(known.estate[c])
    period = programme.clock.period_of(one.start)
    return {
        "place": str(known.place[c]),
        "place_kind": str(known.place_kind[c]),
        "estate": str(estates.id[estate]) if estate >= 0 else None,
        "estate_name": place_name(programme, c),
        "street": str(known.street[c]),
        "zone": str(known.zone[c]),
        "campaign": one.campaign,
        "pilot": bool(known.pilot[c]),
        "start": one.start.isoformat(),
        "period": "" if period is None else programme.clock.names[period],
        "finish": None if one.finish is None else one.finish.isoformat(),
        "households": int(known.households[c]),
        "buildings": int(known.buildings[c]),
        "floor_area_m2": float(known.floor_area[c]),
        "works": [_work(programme, works[work.work], work) for work in one.works],
        "cost": yuan(one.cost or 0),
        "by_payer": {payer: yuan(amount) for payer, amount in (one.by_payer or {}).items()},
        "by_fund": {fund: yuan(amount) for fund, amount in (one.by_fund or {}).items()},
        "due_after_plan": yuan(one.due_after_plan or 0),
        "benefit": one.benefit,
        "disruption": one.disruption,
    }


def _work(programme: Programme, w: int, work: PlannedWork) -> dict[str, Any]:
    facts, types = programme.facts, programme.work_types
    kind = int(facts.work_type[w])
    return {
        "work": work.work,
        "work_type": str(types.id[kind]),
        "name": str(types.name[kind]),
        "work_class": str(types.work_class[kind]),
        "quantity": float(facts.quantity[w]),
        "unit": str(types.unit[kind]),
        "start": None if work.start is None else work.start.isoformat(),
        "finish": None if work.finish is None else work.finish.isoformat(),
        "cost": yuan(work.cost or 0),
    }
