"""Finishes and costs of campaigns, and of all those of a place, street, phase, fund, or of the programme."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import numpy as np

from solvers.construction.answers.dating import dates
from solvers.construction.answers.outcome import Group
from solvers.construction.answers.quantiles import shares, sums

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from solvers.construction.answers.sampled import Sample

    Reals = NDArray[np.float64]
    Members = tuple[str, NDArray[np.int64]]

NEARLY = 1e-9
"""Share of a cost by which a sum may pass it and be the same."""


def campaigns_of(sample: Sample) -> tuple[Group, ...]:
    """Return each campaign as a group of one."""
    names = [(key, np.array([c])) for c, key in enumerate(sample.case.site.campaign)]
    return grouped(sample, names)


def by_name(sample: Sample, of: Sequence[str]) -> tuple[Group, ...]:
    """Return the campaigns of each name, in the order in which names first occur."""
    members: dict[str, list[int]] = {}
    for c, name in enumerate(of):
        members.setdefault(name, []).append(c)
    return grouped(sample, [(name, np.array(held)) for name, held in members.items()])


def phases_of(sample: Sample) -> tuple[Group, ...]:
    """Return the campaigns of each start period, in the order of time."""
    names, phase = sample.case.programme.clock.names, sample.case.site.phase
    held = [(names[p], np.flatnonzero(phase == p)) for p in np.unique(phase).tolist()]
    return grouped(sample, held)


def funds_of(sample: Sample) -> tuple[Group, ...]:
    """Return the campaigns that draw on each fund, with its part of their cost; "" is who is not stated."""
    bills = sample.case.bills
    found: list[Group] = []
    for f, name in enumerate(bills.fund):
        part = bills.by_fund[:, f]
        found += grouped(sample, [(name, np.flatnonzero(part > 0))], part)
    return tuple(found)


def programme_of(sample: Sample) -> Group:
    """Return all campaigns as one."""
    return grouped(sample, [("", np.arange(sample.case.site.campaigns))])[0]


def grouped(sample: Sample, members: Sequence[Members], part: Reals | None = None) -> tuple[Group, ...]:
    """Return groups of campaigns; ``part`` axis ``(campaign,)`` of each one's cost counts (None: all)."""
    members = [(name, held) for name, held in members if len(held)]
    if not members:
        return ()
    site, block = sample.case.site, sample.block
    worth = np.ones(site.campaigns) if part is None else part
    planned = sample.case.bills.planned(site) * worth
    finish = np.stack([sample.finish[:, held].max(axis=1) for _, held in members], axis=1)
    cost = np.stack([sample.cost[:, held] @ worth[held] for _, held in members], axis=1)
    ends = np.array([site.campaign_end[held].max() for _, held in members])
    costs = np.array([planned[held].sum() for _, held in members])
    when, amounts = dates(site.first_day, finish, block), sums(cost, block)
    on_time, within = shares(finish <= ends, block), shares(cost <= costs * (1 + NEARLY), block)
    return tuple(
        Group(
            name=name,
            campaigns=len(held),
            planned=site.first_day + datetime.timedelta(days=int(ends[g]) - 1),
            planned_cost=float(costs[g]),
            finish=when[g],
            cost=amounts[g],
            on_time=on_time[g],
            within_cost=within[g],
            unfinished=float(np.isinf(finish[:, g]).mean()),
        )
        for g, (name, held) in enumerate(members)
    )
