"""What limits and estates are worth, near-best plans and priority lists as JSON holds them; money in yuan."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from planner.document.yuan import yuan
from planner.report.worths import unit_text
from planner.words import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scenarios.model.modes import Unit
    from scenarios.model.programme import Programme
    from solvers.why.base import Base
    from solvers.why.resolve import Resolved
    from solvers.worth.near_best import NearBest
    from solvers.worth.priority import PriorityList
    from solvers.worth.replacement import Replacement
    from solvers.worth.worths import Worth


def worths_of(
    base: Base, known: Resolved, limits: Sequence[Worth], replacement: Sequence[Replacement]
) -> dict[str, Any]:
    """Return worths of limits, those worth most first, and what leaving out each estate would lose.

    ``price`` and ``by_price`` are estimates by the dual alone. ``low``, ``high`` and ``found`` (what the plan
    found with the unit is worth more) are in aim units, None where it was not solved again; ``per_cent`` is
    ``by_price`` as a share of the aim, in per cent.
    """
    return {
        "objective": known.objective,
        "bound": known.bound,
        "gap": known.gap,
        "limits": [_worth(one) for one in limits],
        "replacement": [_replacement(base, one) for one in replacement],
    }


def _worth(one: Worth) -> dict[str, Any]:
    limit = one.limit
    return {
        "rule": limit.rule,
        "where": dict(limit.where),
        "unit": {lang: unit_text(limit.unit, limit.amount, words(lang)) for lang in ("zh", "en")},
        "amount": limit.amount,
        "price": one.price,
        "low": one.low,
        "high": one.high,
        "found": one.found,
        "verified": one.verified,
        "clear": one.clear,
        "impossible": one.impossible,
    }


def _replacement(base: Base, one: Replacement) -> dict[str, Any]:
    estates = base.programme.estates
    return {
        "estate": str(estates.id[one.estate]),
        "name": str(estates.name[one.estate]),
        "by_price": one.by_price,
        "low": one.low,
        "high": one.high,
        "per_cent": 100 * one.by_price / base.scale,
        "verified": one.verified,
        "clear": one.clear,
        "impossible": one.impossible,
    }


def near_best_of(programme: Programme, found: NearBest, files: Sequence[str] = ()) -> dict[str, Any]:
    """Return near-best plans; ``files`` are where their documents were written, plan by plan."""
    names, years = programme.estates.id, programme.clock.years
    plans = [
        {
            "plan": number,
            "objective": one.solve.objective,
            "below": one.below,
            "differs": list(one.differs),
            "estates": sum(of[number - 1] >= 0 for of in found.years.values()),
            "audit": [f"{breach.rule}: {breach.sentence}" for breach in one.breaches],
            "repeatable": one.solve.repeatable,
            "file": files[number - 1] if files else None,
        }
        for number, one in enumerate(found.plans, start=1)
    ]
    told = {e: [None if y < 0 else years[y] for y in of] for e, of in found.years.items()}
    return {
        "bound": found.bound,
        "why": found.why,
        "plans": plans,
        "all": [str(names[e]) for e in found.always],
        "some": [
            {"estate": str(names[e]), "plans": [n for n, y in enumerate(told[e], 1) if y is not None]}
            for e in found.sometimes
        ],
        "none": [str(names[e]) for e in found.never],
        "years": {str(names[e]): of for e, of in told.items()},
    }


def priority_of(found: PriorityList) -> dict[str, Any]:
    """Return a priority list: what is ranked, each budget with the price of nesting, what is set aside."""
    programme = found.programme
    levels = [
        {
            "level": one.level,
            "money": yuan(one.money),
            "funded": one.count,
            "objective": one.nested.objective,
            "bound": one.nested_bound,
            "free_objective": one.free.objective,
            "free_bound": one.bound,
            "price": None if one.price is None else {"low": one.price[0], "high": one.price[1]},
            "impossible": one.nested.impossible,
            "repeatable": one.nested.repeatable and one.free.repeatable,
            "audit": [f"{breach.rule}: {breach.sentence}" for breach in one.breaches],
        }
        for one in found.levels
    ]
    ranked = [
        {
            "rank": one.rank,
            **_unit(programme, one.unit),
            "level": one.level,
            "cost": yuan(one.cost),
            "net": one.net,
        }
        for one in found.ranked
    ]
    aside = found.aside
    return {
        "ranked": ranked,
        "levels": levels,
        "unranked": [_unit(programme, unit) for unit in found.unranked],
        "set_aside": {
            "must_start": aside.must_start,
            "pins": aside.pins,
            "targets": list(aside.targets),
            "floors": aside.floors,
        },
    }


def _unit(programme: Programme, unit: Unit) -> dict[str, Any]:
    """Return the campaigns that count as one, with their estate (None: a zone's or an asset's)."""
    estate = int(programme.campaigns.estate[unit[0]])
    return {
        "campaigns": [str(programme.campaigns.key[c]) for c in unit],
        "estate": str(programme.estates.id[estate]) if estate >= 0 else None,
        "name": str(programme.estates.name[estate])
        if estate >= 0
        else str(programme.campaigns.place[unit[0]]),
    }
