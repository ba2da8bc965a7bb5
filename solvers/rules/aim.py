"""The aim (docs/meaning.md, 7): household-years of need met, less cost and disruption by their weights."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from solvers.program.need import need_years, vulnerability
from solvers.program.network import spans as spans_of
from solvers.program.once import once
from solvers.program.prices import work_costs
from solvers.rules.money import FEN_IN_UNIT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from scenarios.model.programme import Programme
    from scenarios.tables.settings import Aims, Tier
    from solvers.program.network import Spans
    from solvers.rules.block import Given


_AT_ONCE = 8192
"""Works looked at together: few enough to stay in the processor's cache."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Worth:
    """What starts and works are worth, unweighted.

    ``campaign_benefit`` has axes ``(campaign, period)`` (benefits given outright), ``work_benefit``
    ``(work, period)``, both in household-years, ``cost`` in 万元 ``(work, period)``; ``disruption`` in
    level-weighted household-days has axis ``(work,)``.
    """

    campaign_benefit: NDArray[np.float64]
    work_benefit: NDArray[np.float64]
    cost: NDArray[np.float64]
    disruption: NDArray[np.float64]


def worth(programme: Programme, spans: Spans) -> Worth:
    """Return what every start and work is worth; it is shared by all who ask: do not write to it."""
    return _worth(programme) if spans is spans_of(programme) else _worth_by(programme, spans)


@once
def _worth(programme: Programme) -> Worth:
    return _worth_by(programme, spans_of(programme))


def _worth_by(programme: Programme, spans: Spans) -> Worth:
    facts, cost = programme.facts, work_costs(programme)
    if not cost.strides[1]:
        cost = cost[:, :1]
    weight = vulnerability(programme)[facts.campaign]
    finish = spans.campaign_end - 1
    if programme.expected is not None:
        finish = finish + np.rint(programme.expected.late).astype(np.int64)
    years = need_years(programme, np.arange(len(facts)), finish[facts.campaign])
    by_work = (facts.benefit_per_year * weight)[:, None] * years
    outright = _given_outright(programme)
    told: NDArray[np.bool_] = ~np.all(np.isnan(outright), axis=1)
    by_work[told[facts.campaign]] = 0.0
    return Worth(
        campaign_benefit=np.nan_to_num(outright),
        work_benefit=by_work,
        cost=np.broadcast_to(cost / FEN_IN_UNIT, by_work.shape),
        disruption=facts.in_scope * weight * facts.days * facts.nuisance,
    )


def _given_outright(programme: Programme) -> NDArray[np.float64]:
    """Return the benefits table by campaign and period; rows of NaN where the formula holds."""
    clock, table = programme.clock, programme.benefits
    index = {str(key): c for c, key in enumerate(programme.campaigns.key)}
    value = np.full((len(index), clock.periods), np.nan)
    general = np.isnat(table.period)
    for row in [*np.flatnonzero(general), *np.flatnonzero(~general)]:
        campaign = index.get(str(table.campaign[row]))
        if campaign is None:
            continue
        value[campaign, np.isnan(value[campaign])] = 0.0
        if general[row]:
            value[campaign] = table.value[row]
        else:
            period = clock.period_of(table.period[row].item())
            if period is not None:
                value[campaign, period] = table.value[row]
    return value


def aim(given: Given) -> NDArray[np.float64]:
    """Return the weighted value of every shared column, axis ``(column,)``."""
    return weighted(given, given.programme.settings.aims)


def weighted(
    given: Given,
    weights: Aims | Tier,
    works: NDArray[np.bool_] | None = None,
    outright: NDArray[np.bool_] | None = None,
) -> NDArray[np.float64]:
    """Return the value of every shared column by the weights of an aim, axis ``(column,)``.

    Only ``works`` (axis ``(work,)``) count, and the benefits given outright of the campaigns ``outright``
    (axis ``(campaign,)``); None: all. What setting up a site costs counts where its first work does.
    """
    columns, value = given.columns, worth(given.programme, given.spans)
    cost = np.zeros(columns.count)
    start = columns.start >= 0
    if outright is not None:
        start &= outright[:, None]
    cost[columns.start[start]] = weights.benefit * value.campaign_benefit[start]
    if works is None and given.programme.expected is not None:
        cost[columns.start[start]] -= given.programme.expected.crowded[start]
    counted = np.arange(len(columns.work)) if works is None else np.flatnonzero(works)
    for first in range(0, len(counted), _AT_ONCE):
        some = counted[first : first + _AT_ONCE]
        at, period = np.nonzero(columns.work[some] >= 0)
        work = some[at]
        less = weights.cost * value.cost[work, period] + weights.disruption * value.disruption[work]
        by_work = weights.benefit * value.work_benefit[work, period] - less
        np.add.at(cost, columns.work[work, period], by_work)
    opened = columns.open >= 0
    if works is not None:
        opened &= works[given.sites.first_work][:, None]
    setup = np.broadcast_to(given.sites.setup_cost[:, None] / FEN_IN_UNIT, opened.shape)
    cost[columns.open[opened]] = -weights.cost * setup[opened]
    return cost


def most_benefit(given: Given) -> float:
    """Return the sum over campaigns of the largest benefit each could bring: the scale of penalties.

    Of works that exclude each other only the most beneficial counts.
    """
    return _most_benefit(given.programme)


@once
def _most_benefit(programme: Programme) -> float:
    value, facts = _worth(programme), programme.facts
    by_campaign = value.campaign_benefit.copy()
    alone = np.flatnonzero(facts.alternatives < 0)
    for works in _one_each(facts.campaign[alone]):
        by_campaign[facts.campaign[alone[works]]] += value.work_benefit[alone[works]]
    other = np.flatnonzero(facts.alternatives >= 0)
    groups, first, group = np.unique(facts.alternatives[other], return_index=True, return_inverse=True)
    dearest = np.zeros((len(groups), by_campaign.shape[1]))
    for works in _one_each(group):
        dearest[group[works]] = np.maximum(dearest[group[works]], value.work_benefit[other[works]])
    for works in _one_each(facts.campaign[other[first]]):
        by_campaign[facts.campaign[other[first[works]]]] += dearest[works]
    return float(by_campaign.max(axis=1, initial=0.0).sum())


def _one_each(of: NDArray[np.int64]) -> Iterator[NDArray[np.int64]]:
    """Yield places in ``of`` in rounds, each number's first, then each one's second, and so on."""
    order = np.argsort(of, kind="stable")
    head = np.flatnonzero(np.diff(of[order], prepend=-1))
    turn = np.arange(len(of)) - np.repeat(head, np.diff(np.append(head, len(of))))
    for number in range(int(turn.max(initial=-1)) + 1):
        yield order[turn == number]
