"""From an engine's point to a plan, and from a plan to a point to begin with."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from solvers.plan.openings import listed, opened_in, openings_of, setups_charged
from solvers.plan.plan import Draw, Plan, PlannedCampaign, PlannedWork
from solvers.plan.rounding import is_more_than_a_flow, rounded
from solvers.plan.settle import Dues, dues_of, handed_out, settle
from solvers.plan.setups import charged_to
from solvers.program.columns import values_at
from solvers.program.prices import work_costs
from solvers.rules.aim import worth

if TYPE_CHECKING:
    from solvers.rules.block import Given
    from solvers.rules.program import PhasingProgram

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


def decode(program: PhasingProgram, x: NDArray[np.float64], beyond: Ints | None = None) -> Plan:
    """Return the plan that a point stands for; raises NotSettledError where the money is a few fen short.

    ``beyond`` weighs money beyond the limits of funds, where these give way (see settle).
    """
    given = program.given
    period, included = chosen(given, x)
    opened = opened_in(given, x, period, included)
    dues = dues_of(given, period, included, opened)
    order = np.lexsort((np.arange(len(period)), period))
    order = order[period[order] >= 0]
    if is_more_than_a_flow(program):
        pots = rounded(program, x, opened, dues.total, loose=beyond is not None)
        draws = handed_out(given, dues, pots, order)
    else:
        drawn = values_at(x, given.columns.draw).sum(axis=1) * 1e6
        draws = settle(given, dues, drawn, order, beyond)
    return _plan(given, period, included, opened, dues, draws)


def chosen(given: Given, x: NDArray[np.float64]) -> tuple[Ints, NDArray[np.bool_]]:
    """Return each campaign's start period (−1: none) and which works are included."""
    columns = given.columns
    at = values_at(x, columns.start) > 0.5
    period = np.where(at.any(axis=1), at.argmax(axis=1), -1)
    own = period[given.programme.facts.campaign]
    column = columns.work[np.arange(len(own)), np.maximum(own, 0)]
    included = (own >= 0) & (values_at(x, column) > 0.5)
    return period, included


def start_point(program: PhasingProgram, plan: Plan) -> NDArray[np.float64] | None:
    """Return a plan as a point to begin from, NaN where it says nothing.

    None where a start of it is closed.
    """
    given = program.given
    columns, clock = given.columns, given.programme.clock
    index = {str(key): c for c, key in enumerate(given.programme.campaigns.key)}
    works = {str(key): w for w, key in enumerate(given.programme.facts.key)}
    x = np.full(program.arrays.columns, np.nan)
    for numbers in (columns.start, columns.work, columns.open):
        x[numbers[numbers >= 0]] = 0.0
    for campaign in plan.campaigns:
        period = clock.period_of(campaign.start)
        c = index.get(campaign.campaign)
        if period is None or c is None or columns.start[c, period] < 0:
            return None
        x[columns.start[c, period]] = 1.0
        for work in campaign.works:
            column = columns.work[works[work.work], period] if work.work in works else -1
            if column < 0:
                return None
            x[column] = 1.0
    opened = np.where(openings_of(given, plan, *chosen(given, np.nan_to_num(x))), columns.open, -1)
    x[opened[opened >= 0]] = 1.0
    return x


def _plan(
    given: Given, period: Ints, included: Flags, opened: Flags, dues: Dues, draws: tuple[Draw, ...]
) -> Plan:
    programme, day = given.programme, given.programme.clock.first_day.toordinal()
    charged = charged_to(given, period, included, opened)
    works = _works(given, period, included)
    paid: dict[str, dict[str, int]] = {}
    for draw in draws:
        by_fund = paid.setdefault(draw.campaign, {})
        by_fund[draw.fund] = by_fund.get(draw.fund, 0) + draw.amount
    payers = dict(zip(given.claims.funds.name, given.claims.funds.payer, strict=True))
    late, after = _late_by_payer(given, dues), dues.after_plan.tolist()
    cost, benefit, disruption = _sums(given, period, included, setups_charged(given, charged))
    campaigns = []
    starts, keys = programme.clock.starts.tolist(), programme.campaigns.key
    began = np.flatnonzero(period >= 0)
    ends = given.spans.campaign_end[began, period[began]].tolist()
    for c, t, end in zip(began.tolist(), period[began].tolist(), ends, strict=True):
        by_fund = paid.get(str(keys[c]), {})
        by_payer = dict(zip(_PAYERS, late[c], strict=True))
        for fund, amount in by_fund.items():
            by_payer[payers[fund]] += amount
        campaigns.append(
            PlannedCampaign(
                campaign=str(keys[c]),
                start=date.fromordinal(day + starts[t]),
                finish=date.fromordinal(day + end - 1),
                works=tuple(works.get(c, ())),
                cost=cost[c],
                by_payer=by_payer,
                by_fund=by_fund,
                due_after_plan=after[c],
                benefit=benefit[c],
                disruption=disruption[c],
            )
        )
    return Plan(campaigns=tuple(campaigns), draws=draws, openings=listed(given, opened, charged))


def _works(given: Given, period: Ints, included: Flags) -> dict[int, list[PlannedWork]]:
    """Return the works of each campaign that starts, in the order of the table."""
    facts, spans, day = given.programme.facts, given.spans, given.programme.clock.first_day.toordinal()
    work = np.flatnonzero(included)
    at = (work, period[facts.campaign[work]])
    told = (facts.campaign[work], spans.start[at], spans.end[at], work_costs(given.programme)[at])
    found: dict[int, list[PlannedWork]] = {}
    for key, campaign, start, end, cost in zip(
        facts.key[work].tolist(), *(of.tolist() for of in told), strict=True
    ):
        planned = PlannedWork(
            work=str(key),
            start=date.fromordinal(day + start),
            finish=date.fromordinal(day + end - 1),
            cost=cost,
        )
        found.setdefault(campaign, []).append(planned)
    return found


def _sums(
    given: Given, period: Ints, included: Flags, setups: Ints
) -> tuple[list[int], list[float], list[float]]:
    """Return (cost in fen, benefit, disruption) of each campaign that starts, axis ``(campaign,)``."""
    programme, value = given.programme, worth(given.programme, given.spans)
    work = np.flatnonzero(included)
    of = programme.facts.campaign[work]
    work, of = (held[np.argsort(of, kind="stable")] for held in (work, of))
    cost = setups.copy()
    np.add.at(cost, of, work_costs(programme)[work, period[of]])
    benefit = value.campaign_benefit[np.arange(len(period)), np.maximum(period, 0)]
    benefit = benefit + _summed(value.work_benefit[work, period[of]], of, len(period))
    disruption = _summed(value.disruption[work], of, len(period))
    return cost.tolist(), benefit.tolist(), disruption.tolist()


def _summed(values: NDArray[np.float64], of: Ints, count: int) -> NDArray[np.float64]:
    """Return the sums of values by what they are ``of`` (in order), each as numpy adds up one by itself."""
    found, sizes = np.zeros(count), np.bincount(of, minlength=count)
    head = np.cumsum(sizes) - sizes
    for size in np.unique(sizes[sizes > 0]).tolist():
        those = np.flatnonzero(sizes == size)
        found[those] = values[head[those, None] + np.arange(size)].sum(axis=1)
    return found


_PAYERS = ("government", "resident", "utility", "society")


def _late_by_payer(given: Given, dues: Dues) -> list[list[int]]:
    """Return what is due after the plan by the payer whose part it is, axes ``(campaign, payer)``."""
    found = np.zeros((dues.shape[0], len(_PAYERS)), dtype=np.int64)
    own = np.array([0, 1, 2, 0, 0])
    np.add.at(found, (dues.late_campaign, own[given.claims.payer[dues.late_part]]), dues.late)
    listed_: list[list[int]] = found.tolist()
    return listed_
