"""What a campaign is worth (docs/meaning.md, 7)."""

from __future__ import annotations

import math
from collections import defaultdict
from typing import TYPE_CHECKING

from scenarios.model.clock import DAYS_IN_A_YEAR

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from solvers.plan.audit.given import CampaignGiven, Given, WorkGiven


def benefit(given: Given, campaign: CampaignGiven, start: int, included: Iterable[WorkGiven]) -> float:
    """Return the benefit of a campaign that starts on a day with some of its works."""
    own = given.once(_rows).get(campaign.key)
    if own is not None:
        return own.get(given.period_holding(start), own.get(None, 0.0))
    end = max([start, *(span.end for span in given.spans(campaign, start).values())])
    years = max(0.0, (given.clock.evaluation_day - (end - 1)) / DAYS_IN_A_YEAR)
    return math.fsum(work.benefit_a_year for work in included) * years


def largest_benefit(given: Given, campaign: CampaignGiven) -> float:
    """Return the largest benefit a campaign could bring, 0 at least: with an early start."""
    own = given.once(_rows).get(campaign.key)
    if own is not None:
        return max([0.0, *(own.get(period, own.get(None, 0.0)) for period in range(len(given.periods)))])
    best: dict[int, WorkGiven] = {}
    for work in campaign.works:
        if work.group >= 0 and work.benefit_a_year >= best.get(work.group, work).benefit_a_year:
            best[work.group] = work
    chosen = [work for work in campaign.works if work.group < 0] + list(best.values())
    return benefit(given, campaign, given.starts[0], chosen)


def _rows(given: Given) -> Mapping[str, Mapping[int | None, float]]:
    """Return the benefits given outright, by campaign and period; None stands for all other periods."""
    table = given.programme.benefits
    made: dict[str, dict[int | None, float]] = defaultdict(dict)
    for row in range(len(table)):
        date = table.period[row].item()
        period = None if date is None else given.clock.period_of(date)
        own = made[str(table.campaign[row])]
        if date is None or period is not None:
            own.setdefault(period, float(table.value[row]))
    return made
