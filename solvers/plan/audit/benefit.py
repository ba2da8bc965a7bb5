"""What a campaign is worth (docs/meaning.md, 7, 10.2)."""

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
    return benefit_from(given, included, end - 1)


def benefit_from(given: Given, included: Iterable[WorkGiven], day: int) -> float:
    """Return the benefit of works from a day up to the evaluation date."""
    by_rate: dict[float, list[float]] = defaultdict(list)
    for work in included:
        by_rate[work.need_rate].append(work.benefit_a_year)
    return math.fsum(
        math.fsum(a_year) * _years(rate, day, given.clock.evaluation_day) for rate, a_year in by_rate.items()
    )


def _years(rate: float, day: int, last: int) -> float:
    """Return the years between two days, each moment counting ``rate`` to the years since the plan began."""
    first, years = day / DAYS_IN_A_YEAR, (last - day) / DAYS_IN_A_YEAR
    if years <= 0:
        return 0.0
    if rate == 1.0:
        return years
    grows = math.log(rate)
    return math.exp(first * grows) * math.expm1(years * grows) / grows


def given_outright(given: Given, campaign: CampaignGiven) -> bool:
    """Return whether the benefits of a campaign are given outright, whatever it includes."""
    return campaign.key in given.once(_rows)


def largest_benefit(given: Given, campaign: CampaignGiven) -> float:
    """Return the largest benefit a campaign could bring, 0 at least: with an early start."""
    own = given.once(_rows).get(campaign.key)
    if own is not None:
        return max([0.0, *(own.get(period, own.get(None, 0.0)) for period in range(len(given.periods)))])
    best: dict[int, float] = defaultdict(float)
    alone = 0.0
    for work in campaign.works:
        worth = benefit(given, campaign, given.starts[0], [work])
        if work.group >= 0:
            best[work.group] = max(best[work.group], worth)
        else:
            alone += worth
    return alone + math.fsum(best.values())


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
