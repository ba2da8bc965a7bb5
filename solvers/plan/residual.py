"""What a plan is worth after its last day (docs/meaning.md, 10.12)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from solvers.program.need import need_years, vulnerability
from solvers.program.network import spans
from solvers.rules.aim import worth

if TYPE_CHECKING:
    from scenarios.model.programme import Programme
    from solvers.plan.plan import Plan


@dataclass(frozen=True, kw_only=True)
class Residual:
    """A campaign's benefit in household-years, unweighted.

    ``within`` is what falls up to the plan's last day (all of a benefit given outright), ``after`` what falls
    from then to the evaluation date. Their sum is the campaign's benefit.
    """

    campaign: str
    within: float
    after: float


def residual(programme: Programme, plan: Plan) -> tuple[Residual, ...]:
    """Return the benefit within and after the plan of each campaign it starts, in the plan's order."""
    facts, clock = programme.facts, programme.clock
    days = spans(programme)
    value, weight = worth(programme, days), vulnerability(programme)
    index = {str(key): c for c, key in enumerate(programme.campaigns.key)}
    works = {str(key): w for w, key in enumerate(facts.key)}
    last_day = int(clock.starts[-1]) - 1
    found = []
    for planned in plan.campaigns:
        campaign, period = index.get(planned.campaign, -1), clock.period_of(planned.start)
        if campaign < 0 or period is None:
            continue
        done = np.array([works[one.work] for one in planned.works if one.work in works], dtype=np.int64)
        all_of_it = float(value.campaign_benefit[campaign, period] + value.work_benefit[done, period].sum())
        finish = max(int(days.campaign_end[campaign, period]) - 1, last_day)
        years = need_years(programme, done, np.full(len(done), finish, dtype=np.int64))
        counted = value.work_benefit[done, period] != 0
        later = float((facts.benefit_per_year[done] * weight[campaign] * years)[counted].sum())
        found.append(Residual(campaign=planned.campaign, within=all_of_it - later, after=later))
    return tuple(found)
