"""What a solve found as JSON holds it, and back, to the last digit."""

from __future__ import annotations

import dataclasses
import datetime
from typing import TYPE_CHECKING, Any

from solvers.engines.answer import Status
from solvers.plan.gave_way import GaveWay
from solvers.plan.plan import Draw, Opening, Plan, PlannedCampaign, PlannedWork
from solvers.plan.report import RuleReport, RuleRow
from solvers.solving import Solve

if TYPE_CHECKING:
    from collections.abc import Mapping

_PLAIN = (
    "objective",
    "bound",
    "gap",
    "engine",
    "bound_by",
    "seconds",
    "repeatable",
    "interrupted",
    "seed",
    "message",
)
"""What of a solve JSON holds as it is."""


def solve_told(solve: Solve) -> dict[str, Any]:
    """Return a solve but for what it leaves the next one; money in fen, dates as dates."""
    return {
        **{name: getattr(solve, name) for name in _PLAIN},
        "status": str(solve.status),
        "plan": None if solve.plan is None else plan_told(solve.plan),
        "tiers": list(solve.tiers),
        "rules": [dataclasses.asdict(rule) for rule in solve.rules],
        "gave_way": [dataclasses.asdict(one) for one in solve.gave_way],
        "ranks": list(solve.ranks),
    }


def solve_from(told: Mapping[str, Any]) -> Solve:
    """Return the solve that was told; raises KeyError, TypeError or ValueError where it is none."""
    return Solve(
        **{name: told[name] for name in _PLAIN},
        status=Status(told["status"]),
        plan=None if told["plan"] is None else plan_from(told["plan"]),
        tiers=tuple(told["tiers"]),
        rules=tuple(_rule(rule) for rule in told["rules"]),
        gave_way=tuple(GaveWay(**one) for one in told["gave_way"]),
        ranks=tuple(told["ranks"]),
    )


def _rule(told: dict[str, Any]) -> RuleReport:
    return RuleReport(**{**told, "rows": tuple(RuleRow(**row) for row in told["rows"])})


def plan_told(plan: Plan) -> dict[str, Any]:
    """Return a plan as JSON holds it."""
    return {
        "campaigns": [_plain(one) for one in plan.campaigns],
        "draws": [list(_plain(draw).values()) for draw in plan.draws],
        "openings": [_plain(opening) for opening in plan.openings],
        "stated": dict(plan.stated),
    }


def _plain(one: Any) -> dict[str, Any]:
    """Return a frozen value with its parts by name."""
    told: dict[str, Any] = {}
    for field in dataclasses.fields(one):
        value = getattr(one, field.name)
        if field.name == "works":
            value = [_plain(work) for work in value]
        elif hasattr(value, "items"):
            value = dict(value)
        told[field.name] = value
    return told


def plan_from(told: Mapping[str, Any]) -> Plan:
    """Return the plan that was told; raises KeyError, TypeError or ValueError where it is none."""
    return Plan(
        campaigns=tuple(_campaign(one) for one in told["campaigns"]),
        draws=tuple(Draw(**dict(zip(_DRAW, draw, strict=True))) for draw in told["draws"]),
        openings=tuple(Opening(**{**one, "start": _day(one["start"])}) for one in told["openings"]),
        stated=told["stated"],
    )


_DRAW = tuple(field.name for field in dataclasses.fields(Draw))


def _campaign(told: dict[str, Any]) -> PlannedCampaign:
    works = tuple(PlannedWork(**work) for work in told["works"])
    return PlannedCampaign(**{**told, "start": _day(told["start"]), "works": works})


def _day(value: Any) -> datetime.date:
    if not isinstance(value, datetime.date):
        raise TypeError("no date")
    return value
