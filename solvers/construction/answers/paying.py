"""When money is paid in replications: the plan's own payments, moved and stretched with each campaign."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from solvers.construction.answers.together import months_of
from solvers.construction.site.nouns import NEVER

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from solvers.construction.answers.sampled import Sample
    from solvers.construction.chance import Bills
    from solvers.construction.site import Site

    Reals = NDArray[np.float64]
    Longs = NDArray[np.int64]

MOST = 512
"""Replications of which payments are worked out: the first so many."""
MONTHS = 3
"""Months of a quarter."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Payments:
    """What is paid by when, in yuan.

    ``fund`` names; ``edge`` axis ``(quarter + 1,)`` first days of calendar
    quarters, 0 first; ``first`` their dates. ``paid`` axes ``(replication, fund, quarter)``, ``planned`` axes
    ``(fund, quarter)``; what is paid after the last quarter is in the last. ``year`` of each quarter.
    """

    fund: tuple[str, ...]
    edge: Longs
    first: tuple[datetime.date, ...]
    year: Longs
    paid: Reals
    planned: Reals


def payments_of(sample: Sample) -> Payments:
    """Return the payments of the first replications of a sample, at most MOST.

    The plan's draws say how much of a campaign each fund pays by the end of each year; within a year payment
    is even over the campaign's days. A replication pays the same part of a campaign's cost when the same part
    of its days is over. So without chance each year pays what the plan drew.
    """
    site, bills = sample.case.site, sample.case.bills
    rows = min(sample.runs.replications, MOST)
    began, ended = _spans(site)
    start = np.where(sample.runs.start[:rows] < NEVER, sample.runs.start[:rows], site.horizon)
    finish = np.minimum(sample.runs.finish[:rows], site.horizon)
    last = int(max(finish.max(initial=0), ended.max(initial=0))) + 400
    edge, first = _quarters(site, last)
    profile = _profiles(site, bills, began, ended)
    scale = sample.costs.cost[:rows] / np.maximum(bills.planned(site), 1e-9)
    stretch = (ended - began) / np.maximum(finish - start, 1)
    upto = np.zeros((len(edge), rows, len(bills.fund)))
    for q, day in enumerate(edge.tolist()):
        since = day - start
        over = np.maximum(day - finish, 0)  # what is kept back is released so many days after the end
        at = began + np.where(over > 0, ended - began + over, since * stretch)
        upto[q] = profile.paid(np.where(since > 0, at, -np.inf), scale)
    whole = profile.paid(np.full((rows, site.campaigns), np.inf), scale)
    upto[0], upto[-1] = 0.0, whole
    ones = np.ones((1, site.campaigns))
    planned = np.stack([profile.paid(ones * float(day), ones)[0] for day in edge])
    planned[0], planned[-1] = 0.0, profile.paid(ones * np.inf, ones)[0]
    return Payments(
        fund=bills.fund,
        edge=edge,
        first=first,
        year=np.array([date.year for date in first], dtype=np.int64),
        paid=np.moveaxis(np.diff(upto, axis=0), 0, -1),
        planned=np.diff(planned, axis=0).T,
    )


def _spans(site: Site) -> tuple[Reals, Reals]:
    """Return the planned first and last-but-one day of each campaign's included works."""
    began = np.full(site.campaigns, np.inf)
    mine = np.flatnonzero(site.included & (site.work >= 0) & (site.days > 0))
    np.minimum.at(began, site.of[mine], site.planned[mine])
    began = np.where(np.isfinite(began), began, site.campaign_start)
    return began, np.maximum(site.campaign_end.astype(np.float64), began + 1)


def _quarters(site: Site, last: int) -> tuple[Longs, tuple[datetime.date, ...]]:
    """Return the edges of calendar quarters until one is not before ``last``, and their first dates."""
    months = months_of(site, last + 100)
    dates = [site.first_day + datetime.timedelta(days=day) for day in months.tolist()]
    kept = [k for k, date in enumerate(dates) if k == 0 or date.month % MONTHS == 1]
    return months[kept], tuple(dates[k] for k in kept[:-1])


@dataclass(frozen=True, kw_only=True, eq=False)
class _Profiles:
    """The plan's draws, ordered by fund: each is paid evenly from the planned day ``since`` to ``until``.

    ``fund`` and ``at`` axis ``(fund with draws,)``: its number, and where its draws begin.
    """

    campaign: Longs
    since: Reals
    until: Reals
    amount: Reals
    fund: Longs
    at: Longs
    funds: int

    def paid(self, day: Reals, scale: Reals) -> Reals:
        """Return what is paid by planned days, by ``(replication, campaign)``, as ``(replication, fund)``."""
        part = (day[:, self.campaign] - self.since) / (self.until - self.since)
        np.clip(part, 0.0, 1.0, out=part)
        part *= self.amount * scale[:, self.campaign]
        found = np.zeros((len(day), self.funds))
        if len(self.at):
            found[:, self.fund] = np.add.reduceat(part, self.at, axis=1)
        return found


def _profiles(site: Site, bills: Bills, began: Reals, ended: Reals) -> _Profiles:
    """Return the plan's payments, each even over its campaign's days in the year, else over the year."""
    campaign, fund, year, amount = _draws(site, bills, ended)
    order = np.argsort(fund, kind="stable")
    campaign, fund, year, amount = campaign[order], fund[order], year[order], amount[order]
    first = np.array([_day(site, y) for y in year.tolist()], dtype=np.float64)
    past = np.array([_day(site, y + 1) for y in year.tolist()], dtype=np.float64)
    since = np.clip(began[campaign], first, past - 1)
    until = np.where(ended[campaign] > since, np.minimum(ended[campaign], past), past)
    funds, at = np.unique(fund, return_index=True)
    return _Profiles(
        campaign=campaign,
        since=since,
        until=np.maximum(until, since + 1),
        amount=amount,
        fund=funds,
        at=at,
        funds=len(bills.fund),
    )


def _draws(site: Site, bills: Bills, ended: Reals) -> tuple[Longs, Longs, Longs, Reals]:
    """Return the draws as (campaign, fund, year, amount); a campaign without any pays in its last year."""
    planned = bills.planned(site)
    drawn = np.bincount(bills.draw_campaign, weights=bills.draw_amount, minlength=site.campaigns)
    c, f = np.nonzero(bills.by_fund * (np.abs(drawn) < 1e-9)[:, None])
    last = np.array([(site.first_day + datetime.timedelta(days=int(ended[x]) - 1)).year for x in c.tolist()])
    scale = np.where(drawn > 0, planned / np.maximum(drawn, 1e-9), 1.0)
    return (
        np.concatenate([bills.draw_campaign, c]),
        np.concatenate([bills.draw_fund, f]),
        np.concatenate([bills.draw_year, last.astype(np.int64)]),
        np.concatenate(
            [bills.draw_amount * scale[bills.draw_campaign], (planned[:, None] * bills.by_fund)[c, f]]
        ),
    )


def _day(site: Site, year: int) -> int:
    return (datetime.date(year, 1, 1) - site.first_day).days
