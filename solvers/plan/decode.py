"""From an engine's point to a plan, and from a plan to a point to begin with."""

from __future__ import annotations

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
from solvers.rules.aim import Worth, worth

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
        pots = rounded(program, x, opened, dues.by_group.sum(axis=0), loose=beyond is not None)
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
    programme, facts = given.programme, given.programme.facts
    value, costs = worth(programme, given.spans), work_costs(programme)
    works: dict[int, list[int]] = {}
    for work in np.flatnonzero(included):
        works.setdefault(int(facts.campaign[work]), []).append(int(work))
    paid: dict[str, dict[str, int]] = {}
    for draw in draws:
        by_fund = paid.setdefault(draw.campaign, {})
        by_fund[draw.fund] = by_fund.get(draw.fund, 0) + draw.amount
    payers = dict(zip(given.claims.funds.name, given.claims.funds.payer, strict=True))
    charged = charged_to(given, period, included, opened)
    setups = setups_charged(given, charged)
    campaigns = []
    for c in np.flatnonzero(period >= 0):
        members, t = works.get(int(c), []), int(period[c])
        by_fund = paid.get(str(programme.campaigns.key[c]), {})
        campaigns.append(
            PlannedCampaign(
                campaign=str(programme.campaigns.key[c]),
                start=programme.clock.date(int(programme.clock.starts[t])),
                finish=programme.clock.date(int(given.spans.campaign_end[c, t]) - 1),
                works=tuple(_work(given, w, t, int(costs[w, t])) for w in members),
                cost=int(costs[members, t].sum() + setups[c]),
                by_payer=_by_payer(given, members, t, by_fund, payers),
                by_fund=by_fund,
                due_after_plan=int(dues.after_plan[c]),
                benefit=_benefit(value, int(c), members, t),
                disruption=float(value.disruption[members].sum()),
            )
        )
    return Plan(campaigns=tuple(campaigns), draws=draws, openings=listed(given, opened, charged))


def _work(given: Given, work: int, period: int, cost: int) -> PlannedWork:
    clock, facts = given.programme.clock, given.programme.facts
    return PlannedWork(
        work=str(facts.key[work]),
        start=clock.date(int(given.spans.start[work, period])),
        finish=clock.date(int(given.spans.end[work, period]) - 1),
        cost=cost,
    )


def _benefit(value: Worth, campaign: int, works: list[int], period: int) -> float:
    return float(value.campaign_benefit[campaign, period] + value.work_benefit[works, period].sum())


def _by_payer(
    given: Given, works: list[int], period: int, by_fund: dict[str, int], payers: dict[str, str]
) -> dict[str, int]:
    """Return who pays: the funds' payers, and for money due after the plan the payer whose part it is."""
    total = dict.fromkeys(("government", "resident", "utility", "society"), 0)
    for fund, amount in by_fund.items():
        total[payers[fund]] += amount
    parts = np.flatnonzero(np.isin(given.claims.work, works))
    own = ("government", "resident", "utility", "government", "government")
    for part in parts:
        total[own[given.claims.payer[part]]] += int(given.due.table[part, period, -1])
    return total
