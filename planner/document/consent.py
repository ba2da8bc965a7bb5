"""What is told of residents' consent: how works stand, what rests on votes to come, and who could step in.

docs/meaning.md, 6.5; docs/plan-file.md, ``residents``.
"""

from __future__ import annotations

import math
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from planner.document.catch_up import back_if_refused, catch_up_of, waiting_of
from planner.document.guarded import coarse, telling
from planner.document.yuan import yuan
from scenarios.model.homes import Homes
from solvers.plan.step_in import falling, step_in

if TYPE_CHECKING:
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
    """Return how residents stand to each work of the plan that needs their consent, in the plan's order.

    Counts of units are None, and ``few`` is true, where they tell of few households; shares are rounded then.
    """
    index = {str(key): w for w, key in enumerate(programme.facts.key)}
    homes = Homes(
        programme.estates, programme.buildings, programme.settings.rules.consent.dwellings_per_stack
    )
    rows = []
    for one in plan.campaigns:
        for work in one.works:
            standing = programme.standings[index[work.work]] if work.work in index else None
            if standing is not None:
                row = _row(programme.clock, one.campaign, work.work, standing)
                rows.append(_guarded(programme, homes, index[work.work], row))
    return rows


def _row(clock: Clock, campaign: str, work: str, one: Standing) -> dict[str, Any]:
    persons = one.persons
    return {
        "campaign": campaign,
        "work": work,
        "matter": one.matter,
        "scope": one.scope,
        "few": False,
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


def _guarded(programme: Programme, homes: Homes, work: int, row: dict[str, Any]) -> dict[str, Any]:
    """Hide counts of units in which few households live, and shares of persons who are few.

    Whether all of an estate agreed tells of its households only where these are few.
    """
    facts, least = programme.facts, programme.settings.support.least_told
    estate = int(programme.campaigns.estate[facts.campaign[work]])
    if estate < 0:
        return row
    dwellings, persons = homes.dwellings(estate, row["scope"]), row["persons"]
    few = any(telling(row[key] * dwellings, least) for key in _COUNTS)
    if persons is not None:
        few |= any(telling(count, least) for count in _agreeing(programme, work, persons["share"]))
        row["persons"] = {**persons, "share": coarse(persons["share"])} if few else persons
    if few:
        row.update(few=True, feasible_share=coarse(row["feasible_share"]), **dict.fromkeys(_COUNTS))
    return row


_COUNTS = ("passed", "refused", "pending", "silent")
"""Counts of units in a row of consent."""


def _agreeing(programme: Programme, work: int, share: float) -> list[float]:
    """Return how many persons a share in favour may stand for, and against: of all, and of those asked."""
    facts, ballots = programme.facts, programme.ballots
    estate = int(programme.campaigns.estate[facts.campaign[work]])
    households = int(programme.estates.households[estate])
    name, kind = programme.estates.id[estate], programme.work_types.id[facts.work_type[work]]
    asked = (ballots.estate == name) & (ballots.work_type == kind) & (ballots.respondents > 0)
    yes, answered = ballots.support[asked].tolist(), ballots.respondents[asked].tolist()
    against = [whole - part for part, whole in zip(yes, answered, strict=True)]
    # A share of a whole number of households is off it by no more than rounding.
    return [round(share * households, 6), round((1 - share) * households, 6), *yes, *against]


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
    """Return who could step in for what rests on votes to come, and which works consent leaves out already.

    A list, not a plan. First each campaign that rests on such votes, then all of a year (``campaign`` is
    None), then the works that refusals or votes not taken leave out, with nobody to step in. Each with when
    it may come back: ``earliest`` and ``round``.
    """
    return [*(_stand_ins(programme, one) for one in step_in(programme, plan)), *waiting_of(programme, plan)]


def _stand_ins(programme: Programme, one: StepIn) -> dict[str, Any]:
    campaigns, estates = programme.campaigns, programme.estates
    estate = {str(key): int(campaigns.estate[c]) for c, key in enumerate(campaigns.key)}
    out = one.falling
    works = [work for each in out for work in each.works]
    crew_days: dict[str, int] = defaultdict(int)
    for each in out:
        for trade, days in each.crew_days.items():
            crew_days[trade] += days
    return {
        "campaign": out[0].campaign if len(out) == 1 else None,
        "year": out[0].year,
        "works": works,
        "why": "pending",
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
        **back_if_refused(programme, works),
    }


def _date(clock: Clock, day: int | None) -> str | None:
    """Return the date of a day; None where a vote has none."""
    if day is None or day < -clock.first_day.toordinal():
        return None
    return clock.date(day).isoformat()
