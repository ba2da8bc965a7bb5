"""What is told of residents' consent: how works stand, what rests on votes to come, and who comes back.

docs/meaning.md, 6.5; docs/plan-file.md, ``residents``.
"""

from __future__ import annotations

import calendar
import math
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from planner.document.yuan import yuan
from scenarios.model.consent import Left
from solvers.plan.step_in import falling, step_in

if TYPE_CHECKING:
    import datetime

    from scenarios.model.clock import Clock
    from scenarios.model.consent import Standing
    from scenarios.model.programme import Programme
    from solvers.plan.plan import Plan
    from solvers.plan.step_in import StepIn


def residents_consent(programme: Programme, plan: Plan) -> dict[str, Any]:
    """Return what a plan rests on in residents' consent: the keys of ``residents`` that tell of it."""
    return {
        "consent": consent_of(programme, plan),
        "resting": resting_of(programme, plan),
        "reserve": reserve_of(programme, plan),
        "catch_up": catch_up_of(programme),
    }


def consent_of(programme: Programme, plan: Plan) -> list[dict[str, Any]]:
    """Return how residents stand to each work of the plan that needs their consent, in the plan's order."""
    index = {str(key): w for w, key in enumerate(programme.facts.key)}
    rows = []
    for one in plan.campaigns:
        for work in one.works:
            standing = programme.standings[index[work.work]] if work.work in index else None
            if standing is not None:
                rows.append(_row(programme.clock, one.campaign, work.work, standing))
    return rows


def _row(clock: Clock, campaign: str, work: str, one: Standing) -> dict[str, Any]:
    persons = one.persons
    return {
        "campaign": campaign,
        "work": work,
        "matter": one.matter,
        "scope": one.scope,
        "units": one.units,
        "passed": one.passed,
        "refused": one.refused,
        "pending": one.pending,
        "silent": one.silent,
        "probability": one.probability,
        "date": _date(clock, one.first_day),
        "feasible_share": one.share,
        "persons": None if persons is None else {"share": persons.share, "dwellings": persons.dwellings},
    }


def resting_of(programme: Programme, plan: Plan) -> dict[str, Any]:
    """Return what rests on votes to come, by campaign and by year: how much, and how much of it is expected.

    Votes of different campaigns are taken as independent.
    """
    found = falling(programme, plan)
    by_year: dict[int, list[tuple[float, int]]] = defaultdict(list)
    for one in found:
        by_year[one.year].append((one.probability, one.cost))
    return {
        "campaigns": [
            {
                "campaign": one.campaign,
                "year": one.year,
                "works": list(one.works),
                "probability": one.probability,
                "cost": yuan(one.cost),
            }
            for one in found
        ],
        "years": [
            {
                "year": year,
                "campaigns": len(held),
                "expected_campaigns": math.fsum(chance for chance, _ in held),
                "all_pass": math.prod(chance for chance, _ in held),
                "cost": yuan(sum(cost for _, cost in held)),
                "expected_cost": yuan(round(math.fsum(chance * cost for chance, cost in held))),
            }
            for year, held in sorted(by_year.items())
        ],
    }


def reserve_of(programme: Programme, plan: Plan) -> list[dict[str, Any]]:
    """Return who could step in for each campaign that rests on votes to come, and for all of a year.

    A list, not a plan. ``campaign`` is null for all of a year.
    """
    return [_stand_ins(programme, one) for one in step_in(programme, plan)]


def _stand_ins(programme: Programme, one: StepIn) -> dict[str, Any]:
    campaigns, estates = programme.campaigns, programme.estates
    estate = {str(key): int(campaigns.estate[c]) for c, key in enumerate(campaigns.key)}
    out = one.falling
    crew_days: dict[str, int] = defaultdict(int)
    for each in out:
        for trade, days in each.crew_days.items():
            crew_days[trade] += days
    return {
        "campaign": out[0].campaign if len(out) == 1 else None,
        "year": out[0].year,
        "works": [work for each in out for work in each.works],
        "probability": math.prod(each.probability for each in out),
        "cost": yuan(sum(each.cost for each in out)),
        "crew_days": dict(crew_days),
        "replaced": one.replaced,
        "stands": [
            {
                "campaign": stand.campaign,
                "estate": str(estates.id[estate[stand.campaign]]) if estate[stand.campaign] >= 0 else None,
                "planned": stand.planned,
                "cost": yuan(stand.cost),
                "benefit": stand.benefit,
            }
            for stand in one.stands
        ],
    }


def catch_up_of(programme: Programme) -> list[dict[str, Any]]:
    """Return what comes back in the catch-up round: units that works do not reach, with when and how much.

    Those that refused come back ``waiting_months`` after their vote (after the plan's first day where it has
    no date); those that wait for a vote to come, or agree after the work's first day, from their vote; those
    without a vote at once.
    """
    facts, campaigns = programme.whole_facts, programme.campaigns
    rows = []
    for w, one in enumerate(programme.standings):
        if one is None:
            continue
        for left in _together(one.left):
            share = left.units / one.units
            campaign = int(facts.campaign[w])
            estate = int(campaigns.estate[campaign])
            rows.append(
                {
                    "estate": str(programme.estates.id[estate]) if estate >= 0 else None,
                    "campaign": str(campaigns.key[campaign]),
                    "work": str(facts.key[w]),
                    "matter": one.matter,
                    "scope": one.scope,
                    "why": left.why,
                    "units": left.units,
                    "earliest": _earliest(programme, left).isoformat(),
                    "households": round(int(facts.households[w]) * share),
                    "quantity": float(facts.quantity[w]) * share,
                    "cost": yuan(round(int(facts.cost[w]) * share)),
                }
            )
    return rows


def _together(left: tuple[Left, ...]) -> list[Left]:
    """Return units left by the same reason and day together, in the order in which they are told."""
    units: dict[tuple[str, int | None], float] = defaultdict(float)
    for one in left:
        units[one.why, one.day] += one.units
    return [Left(units=number, why=why, day=day) for (why, day), number in units.items()]


def _earliest(programme: Programme, left: Left) -> datetime.date:
    clock = programme.clock
    voted = clock.first_day if left.day is None else clock.date(left.day)
    if left.why != "refused":
        return voted
    return _months_after(voted, programme.settings.rules.consent.waiting_months)


def _months_after(date: datetime.date, months: int) -> datetime.date:
    """Return the same day so many months later, or the last of that month where it has none such."""
    year, month = divmod(date.year * 12 + date.month - 1 + months, 12)
    return date.replace(
        year=year, month=month + 1, day=min(date.day, calendar.monthrange(year, month + 1)[1])
    )


def _date(clock: Clock, day: int | None) -> str | None:
    """Return the date of a day; None where a vote has none."""
    if day is None or day < -clock.first_day.toordinal():
        return None
    return clock.date(day).isoformat()
