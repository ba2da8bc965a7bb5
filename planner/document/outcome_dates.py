"""Finishes and costs of the whole and its parts, promises, both together, and progress over time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from planner.document.outcome_readings import Days, dates, reading, round_to, sums
from planner.report.labels import unit_label, work_type_label
from planner.report.names import place_name
from planner.words import words
from solvers.construction.site import NEVER

if TYPE_CHECKING:
    from collections.abc import Iterable

    from planner.words import Words
    from scenarios.model.programme import Programme
    from solvers.construction.answers.outcome import Fan, Group, Joint, Promise
    from solvers.construction.site import Site


def group_of(group: Group) -> dict[str, Any]:
    """Return finish and cost of a group, with the plan's own and the chances that they are kept."""
    return {
        "finish": {
            "planned": group.planned.isoformat(),
            **dates(group.finish),
            "on_time": reading(group.on_time),
            "unfinished": round_to(group.unfinished, 4),
        },
        "cost": {
            "planned": round_to(group.planned_cost),
            **sums(group.cost),
            "within": reading(group.within_cost),
        },
    }


def groups_of(groups: Iterable[Group], called: str) -> list[dict[str, Any]]:
    """Return finish and cost of groups of campaigns, each under its name as ``called``."""
    return [{called: one.name, "campaigns": one.campaigns, **group_of(one)} for one in groups]


def campaigns_of(programme: Programme, site: Site, groups: Iterable[Group]) -> list[dict[str, Any]]:
    """Return finish and cost of each campaign, with the place it is at."""
    at = {key: c for c, key in enumerate(site.campaign)}
    rows = {str(key): c for c, key in enumerate(programme.campaigns.key)}
    return [
        {
            "campaign": one.name,
            "place": site.place[at[one.name]],
            "name": place_name(programme, rows[one.name]),
            "street": site.street[at[one.name]],
            "phase": programme.clock.names[int(site.phase[at[one.name]])],
            "households": int(site.households[at[one.name]]),
            **group_of(one),
        }
        for one in groups
    ]


def promises_of(programme: Programme, promises: Iterable[Promise]) -> list[dict[str, Any]]:
    """Return promised dates with the chance that each is kept."""
    names = {str(key): place_name(programme, c) for c, key in enumerate(programme.campaigns.key)}
    estates = dict(zip(programme.estates.id.tolist(), programme.estates.name.tolist(), strict=True))
    return [
        {
            "kind": one.kind,
            "key": one.name,
            "name": names.get(one.name) or str(estates.get(one.name) or one.name),
            "by": one.by.isoformat(),
            "chance": round_to(one.chance.value, 4),
            "half_width": round_to(one.chance.half_width, 4),
            "amount": round_to(one.amount),
            "unit": one.unit,
            "unit_said": unit_of_promise(programme, one.unit, words("en")),
            "unit_said_zh": unit_of_promise(programme, one.unit, words("zh")),
            "reached": round_to(one.reached),
        }
        for one in promises
    ]


def unit_of_promise(programme: Programme, unit: str, t: Words) -> str:
    """Return what a promised amount is in: of a work type its unit and name, else what the unit is called."""
    types = programme.work_types
    at = types.id.tolist().index(unit) if unit in types.id.tolist() else None
    if at is None:
        return unit_label(unit, t)
    label = work_type_label(unit, str(types.name[at]), t)
    measured = unit_label(str(types.unit[at]), t)
    return t.pick(f"{measured} ({label})", f"{measured}（{label}）")


def joint_of(joint: Joint, days: Days) -> dict[str, Any]:
    """Return time and cost together: the replications' points, null dates where unfinished, and chances."""
    return {
        "plan": reading(joint.plan),
        "p80": reading(joint.p80),
        "correlation": round_to(joint.correlation, 4),
        "points": [
            [None, None] if day >= NEVER else [days.iso(day - 1), round_to(cost)]
            for day, cost in zip(joint.finish.tolist(), joint.cost.tolist(), strict=True)
        ],
        "confidence": {
            "dates": [days.iso(day - 1) for day in joint.days.tolist()],
            "costs": [round_to(cost) for cost in joint.costs.tolist()],
            "shares": [[round_to(share, 4) for share in row] for row in joint.confidence.tolist()],
        },
    }


def fan_of(fan: Fan, days: Days) -> dict[str, Any]:
    """Return the share of campaigns finished by the first days of months, planned and at each level."""
    return {
        "dates": [days.iso(day) for day in fan.days.tolist()],
        "planned": [round_to(share, 4) for share in fan.planned.tolist()],
        "levels": [
            {"level": level, "finished": [round_to(share, 4) for share in row]}
            for level, row in zip(fan.levels, fan.finished.tolist(), strict=True)
        ],
    }
