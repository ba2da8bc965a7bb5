"""What replications of a plan say of every start: how late its campaign will be, and how crowded its street.

A campaign's lateness is its planned length × the inflation of its start period, + the part that shows in
finishes of the longest wait that a crew of its works meets in the period in which it would be needed. Where
few campaigns start, a period's inflation and waits are drawn towards those of all periods.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from scenarios.model.clock import DAYS_IN_A_YEAR
from scenarios.model.expected import Expected
from solvers.construction.answers.quantiles import quantile
from solvers.construction.site.nouns import WORK
from solvers.program.network import spans as spans_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from scenarios.model.programme import Programme
    from solvers.construction.answers.sampled import Sample

    Reals = NDArray[np.float64]
    Longs = NDArray[np.int64]

WEIGHT = 5.0
"""Campaigns, or works, to which the knowledge of all periods amounts beside those of one (an assumption)."""


def expected_of(sample: Sample, confidence: float) -> Expected:
    """Return what replications of a plan say of every start of its programme's campaigns."""
    return Expected(late=lateness(sample), crowded=_crowded(sample, confidence))


def mean_of(said: Sequence[Expected]) -> Expected:
    """Return the mean of what several plays say."""
    return Expected(
        late=np.mean([one.late for one in said], axis=0),
        crowded=np.mean([one.crowded for one in said], axis=0),
    )


def delays(sample: Sample) -> Reals:
    """Return the days by which campaigns finish later than planned, axes ``(replication, campaign)``.

    One that does not finish counts as finished at the horizon: the least it can be.
    """
    site = sample.case.site
    found: Reals = np.minimum(sample.finish, site.horizon) - site.campaign_end
    return found


def lateness(sample: Sample) -> Reals:
    """Return the mean days by which campaigns are late, by start; axes ``(campaign, period)``."""
    programme, site = sample.case.programme, sample.case.site
    rows = _rows(sample)
    waits = _longest_waits(programme, _waits(sample))
    length = _lengths(programme)
    delay, own, planned = delays(sample).mean(axis=0), waits[rows, site.phase], length[rows, site.phase]
    shown = _shown(delay, own)
    besides = np.maximum(delay - shown * own, 0.0)
    inflation = _drawn_together(besides, planned, site.phase, programme.clock.periods)
    found: Reals = length * inflation + shown * waits
    return found


def _rows(sample: Sample) -> Longs:
    """Return the row among the programme's campaigns of each campaign of the site."""
    number = {str(key): c for c, key in enumerate(sample.case.programme.campaigns.key)}
    return np.array([number[key] for key in sample.case.site.campaign], dtype=np.int64)


def _lengths(programme: Programme) -> Reals:
    """Return the planned days of each campaign by start, axes ``(campaign, period)``."""
    found: Reals = np.maximum(spans_of(programme).campaign_end - programme.clock.starts[:-1], 1.0)
    return found


def _waits(sample: Sample) -> dict[str, Reals]:
    """Return the mean days for which a work waits for resources, by trade and period of its planned start."""
    case = sample.case
    site, clock = case.site, case.programme.clock
    real = np.flatnonzero((site.what == WORK) & site.included & (site.days > 0))
    period = _period(clock.starts, site.planned[real])
    trade = np.array([case.chances.trade[a] for a in real.tolist()], dtype=object)
    found = {}
    for name in sorted(set(trade.tolist())):
        mine = trade == name
        days = sample.runs.mean_waited[real[mine]]
        found[name] = _drawn_together(days, np.ones(len(days)), period[mine], clock.periods)
    return found


def _period(starts: Longs, day: NDArray[np.int32]) -> Longs:
    """Return the period that holds each day; what comes after the plan counts to the last."""
    found: Longs = np.clip(np.searchsorted(starts, day, side="right") - 1, 0, len(starts) - 2)
    return found


def _longest_waits(programme: Programme, waits: dict[str, Reals]) -> Reals:
    """Return the longest wait of any of a campaign's works by start, axes ``(campaign, period)``."""
    facts, types, clock = programme.facts, programme.work_types, programme.clock
    trades = [str(trade) or str(name) for trade, name in zip(types.trade, types.id, strict=True)]
    none = np.zeros(clock.periods)
    by_type = np.array([waits.get(trade, none) for trade in trades])
    at = _period(clock.starts, spans_of(programme).start)
    of_work = by_type[facts.work_type[:, None], at]
    found = np.zeros((len(programme.campaigns), clock.periods))
    np.maximum.at(found, facts.campaign, of_work)
    return found


def _drawn_together(amount: Reals, weight: Reals, period: NDArray[np.integer[Any]], periods: int) -> Reals:
    """Return amount ÷ weight by period, drawn towards that of all; 0 where there is nothing at all."""
    whole = float(weight.sum())
    if not whole:
        return np.zeros(periods)
    mean, each = float(amount.sum()) / whole, whole / len(weight)
    by_period = np.bincount(period, weights=amount, minlength=periods) + WEIGHT * each * mean
    found: Reals = by_period / (np.bincount(period, weights=weight, minlength=periods) + WEIGHT * each)
    return found


def _shown(delay: Reals, wait: Reals) -> float:
    """Return how much of a wait shows in finishes: the slope of delays over waits, 0 to 1."""
    off = wait - wait.mean()
    spread = float(off @ off)
    return min(max(float(off @ delay) / spread, 0.0), 1.0) if spread else 0.0


def _crowded(sample: Sample, confidence: float) -> Reals:
    """Return what a start costs for crowding its street, in household-years; axes ``(campaign, period)``.

    In each period that the campaign would be under way: its households × the share by which those under works
    in its street pass the limit at the confidence × the period's years. Nothing where there is no limit.
    """
    programme = sample.case.programme
    clock, campaigns, rule = programme.clock, programme.campaigns, programme.settings.rules.street_disruption
    found = np.zeros((len(campaigns), clock.periods))
    if not rule.on:
        return found
    beyond = crowding(sample, confidence)
    length = np.diff(clock.starts) / DAYS_IN_A_YEAR
    summed = np.concatenate([np.zeros((len(beyond), 1)), np.cumsum(beyond * length, axis=1)], axis=1)
    streets = {name: s for s, name in enumerate(sample.case.bearing.street)}
    row = np.array([streets.get(str(name), -1) for name in campaigns.street], dtype=np.int64)
    last = _period(clock.starts, spans_of(programme).campaign_end - 1)
    first = np.arange(clock.periods)
    some = np.flatnonzero(row >= 0)
    over = summed[row[some][:, None], last[some] + 1] - summed[row[some][:, None], first]
    found[some] = over * campaigns.households[some][:, None]
    return found


def crowding(sample: Sample, confidence: float) -> Reals:
    """Return by how much streets' households under works pass their limit, as shares of the limit.

    Axes ``(street, period)``, at the confidence; a campaign is under way from its first visit to its finish.
    """
    case = sample.case
    site, bearing, clock = case.site, case.bearing, case.programme.clock
    rule = case.programme.settings.rules.street_disruption
    number = {name: s for s, name in enumerate(bearing.street)}
    street = np.array([number[name] for name in site.street], dtype=np.int64)
    one_hot = np.zeros((site.campaigns, len(bearing.street)))
    one_hot[np.arange(site.campaigns), street] = site.households
    most = np.array([rule.by_street.get(name, rule.share) for name in bearing.street])
    found = np.zeros((len(bearing.street), clock.periods))
    for p in range(clock.periods):
        under = (sample.runs.start < clock.starts[p + 1]) & (sample.finish > clock.starts[p])
        share = under @ one_hot / np.maximum(bearing.street_households, 1.0)
        high = quantile(share, confidence)
        found[:, p] = np.maximum(high / np.maximum(most, 1e-9) - 1.0, 0.0)
    return found
