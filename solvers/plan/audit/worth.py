"""What a plan is worth: the aim and its terms, recomputed by the audit's own code (docs/meaning.md, 7)."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scenarios.model.clock import DAYS_IN_A_YEAR
from solvers.plan.audit.benefit import benefit
from solvers.plan.audit.fairness import least_street
from solvers.plan.audit.given import Given
from solvers.plan.audit.opened import opening_penalties, reopenings
from solvers.plan.audit.reckoning import Reckoned
from solvers.plan.audit.targets import estate_days, reached
from solvers.plan.audit.volume import moves_cost
from solvers.plan.audit.words import FEN_PER_WAN

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scenarios.model.programme import Programme
    from solvers.plan.audit.reckoning import Started
    from solvers.plan.plan import Plan


@dataclass(frozen=True, kw_only=True)
class Worth:
    """Measures of a plan, each unweighted but ``objective``.

    ``benefit`` in household-years, ``disruption`` in household-days, ``cost`` and ``due_after_plan`` in fen.
    ``penalties`` is what rules take off the objective (soft targets, openings, moves against the published
    plan) less what fairness adds to it, ``least_street``. ``shortfalls`` are the targets' units short by
    name, ``reopenings`` the openings of grounds beyond each one's first.
    ``mean_wait_years`` is how long households of completed estates wait from the plan's first day;
    None where no estate is completed.
    """

    objective: float
    benefit: float
    cost: int
    disruption: float
    penalties: float
    shortfalls: Mapping[str, float]
    least_street: float
    mean_wait_years: float | None
    due_after_plan: int
    reopenings: int


def worth(programme: Programme, plan: Plan) -> Worth:
    """Return what a plan is worth; campaigns that are unknown or start outside the plan count for nothing."""
    return worth_of(Reckoned(Given(programme), plan))


def worth_of(reckoned: Reckoned) -> Worth:
    """Return what a reckoned plan is worth."""
    given = reckoned.given
    aims = given.programme.settings.aims
    running = reckoned.started.values()
    benefits = math.fsum(benefit_of(reckoned, one) for one in running)
    cost = sum(reckoned.cost(one) for one in running)
    disruption = math.fsum(disruption_of(one) for one in running)
    soft = [one for one in reached(reckoned) if not one.target.hard] if given.rules.targets.on else []
    missed = math.fsum(one.target.penalty * one.shortfall for one in soft)
    least = least_street(reckoned)
    penalties = missed + opening_penalties(reckoned) + moves_cost(reckoned) - least
    return Worth(
        objective=aims.benefit * benefits
        - aims.cost * cost / FEN_PER_WAN
        - aims.disruption * disruption
        - penalties,
        benefit=benefits,
        cost=cost,
        disruption=disruption,
        penalties=penalties,
        shortfalls={one.target.name: one.shortfall for one in soft if one.shortfall},
        least_street=least,
        mean_wait_years=_mean_wait(reckoned),
        due_after_plan=sum(sum(by_owner.values()) for by_owner in reckoned.due_after_plan.values()),
        reopenings=reopenings(reckoned),
    )


def benefit_of(reckoned: Reckoned, one: Started) -> float:
    """Return the benefit of a started campaign."""
    return benefit(reckoned.given, one.given, one.start, one.included)


def disruption_of(one: Started) -> float:
    """Return the level-weighted household-days of a started campaign."""
    return math.fsum(work.disruption for work in one.included)


def _mean_wait(reckoned: Reckoned) -> float | None:
    estates = reckoned.given.programme.estates
    waits = [
        (int(estates.households[one.estate]), one.completed)
        for one in estate_days(reckoned)
        if one.completed is not None
    ]
    households = sum(number for number, _ in waits)
    if not households:
        return None
    return sum(number * day for number, day in waits) / households / DAYS_IN_A_YEAR
