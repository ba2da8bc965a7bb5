"""Time and cost together, and how much is finished by when."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import numpy as np

from solvers.construction.answers.groups import NEARLY
from solvers.construction.answers.outcome import Fan, Joint
from solvers.construction.answers.quantiles import quantile, rank_correlation, read_share
from solvers.construction.site.nouns import NEVER

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from solvers.construction.answers.sampled import Sample
    from solvers.construction.site import Site

    Reals = NDArray[np.float64]

POINTS = 1024
"""Replications that are kept as points."""
STEPS = 21
"""Dates and costs at which the joint confidence is told."""
FAN = (0.1, 0.25, 0.5, 0.75, 0.9)


def joint_of(sample: Sample) -> Joint:
    """Return the joint confidence of finish and cost."""
    end, cost, site = sample.end, sample.whole_cost, sample.case.site
    planned_end, planned = site.campaign_end.max(initial=0), sample.case.bills.planned(site).sum()
    both = (end <= planned_end) & (cost <= planned * (1 + NEARLY))
    p80 = (end <= quantile(end, 0.8)) & (cost <= quantile(cost, 0.8))
    done = np.isfinite(end)
    days, costs = _grid(end[done]), _grid(cost[done])
    confidence = [[float(((end <= day) & (cost <= most)).mean()) for most in costs] for day in days]
    step = -(-len(end) // POINTS)
    return Joint(
        finish=np.where(done, end, NEVER).astype(np.int32)[::step],
        cost=cost[::step],
        plan=read_share(both, sample.block),
        p80=read_share(p80, sample.block),
        correlation=rank_correlation(end[done], cost[done]) if done.any() else 0.0,
        days=days.astype(np.int32),
        costs=costs,
        confidence=np.array(confidence).reshape(len(days), len(costs)),
    )


def _grid(values: Reals) -> Reals:
    """Return evenly spread steps from the least to the largest of values; none where there are none."""
    if not values.size:
        return np.zeros(0)
    return np.ceil(np.linspace(values.min(), values.max(), STEPS))


def fan_of(sample: Sample) -> Fan:
    """Return the share of campaigns finished by the first day of each month until all are, or the horizon."""
    site = sample.case.site
    ended = np.where(np.isfinite(sample.finish), sample.finish, 0.0).max(initial=0.0)
    days = months_of(site, int(max(ended, site.campaign_end.max(initial=0))))
    ordered = np.sort(sample.finish, axis=1)
    count = np.stack([np.searchsorted(row, days, side="right") for row in ordered])
    shares = count / max(site.campaigns, 1)
    planned = np.searchsorted(np.sort(site.campaign_end), days, side="right") / max(site.campaigns, 1)
    return Fan(
        days=days.astype(np.int32),
        levels=FAN,
        finished=np.stack([quantile(shares, level) for level in FAN]),
        planned=planned.astype(np.float64),
    )


def months_of(site: Site, last: int) -> NDArray[np.int64]:
    """Return the first days of the months after the plan's first day, until one is not before ``last``."""
    days, date = [0], site.first_day
    while days[-1] < last:
        year, month = divmod(date.year * 12 + date.month, 12)
        date = datetime.date(year, month + 1, 1)
        days.append((date - site.first_day).days)
    return np.array(days, dtype=np.int64)
