"""What would bring a start forward: more money in a fund's year, a lower cost, a higher priority.

Each is a patch of the arrays, which tests compare with the programme built anew.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from solvers.program.prices import work_costs
from solvers.rules.money import FEN_IN_UNIT, is_simple
from solvers.why.amount import amount_of
from solvers.why.change import Asked, Change
from solvers.why.least import Lever, Levered

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from solvers.program.arrays import Arrays
    from solvers.why.base import Base

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

_COST_ROWS = ("money_due_drawn", "due_after_plan")
_MONEY = ("fund_caps", "matching", "fund_floors", "bond_cover")
"""Rules that may hold costs or limits in other ways: where they have rows, money is not patched."""


def by_fund(asked: Asked) -> Change | str:
    """Return how much more of one fund's year would do; a reason where none does."""
    base = asked.base
    if not asked.deep and not base.small:
        return "not_tried"
    if any(base.rows(rule).stop for rule in ("fund_floors", "bond_cover")):
        return "rules_of_funds"
    choice = _fund_year(asked)
    if choice is None:
        return "no_fund"
    fund, year, rows = choice
    most = float(np.sum(work_costs(base.programme)[_works(base, asked.campaign)].max(axis=1))) / FEN_IN_UNIT
    lever = Lever(rows=rows, values=np.full(len(rows), -1.0), most=max(3 * most, 1.0))
    levered = Levered(base, asked.arrays, lever, asked.start)

    def changed(amount: float) -> Arrays:
        high = base.arrays.row_high.copy()
        high[rows] += amount
        return replace(base.arrays, row_high=high)

    limit = float(base.program.given.claims.funds.usable_from(len(base.programme.clock.years))[fund, year])
    funds = base.program.given.claims.funds
    return amount_of(
        asked,
        levered,
        changed,
        lambda amount: Change(
            kind="fund",
            what=str(funds.name[fund]),
            year=int(base.programme.clock.years[year]),
            before=limit / 100,
            after=limit / 100 + amount * 1e4,
            verified=True,
            smallest=False,
            gap=0.0,
        ),
        float(base.prices[rows].sum()),
    )


def _works(base: Base, campaign: int) -> Ints:
    return np.flatnonzero(base.programme.facts.campaign == campaign)


def _fund_year(asked: Asked) -> tuple[int, int, Ints] | None:
    """Return the fund and plan year in which more money is worth most to the start, with its rows."""
    base, given = asked.base, asked.base.program.given
    funds, years = given.claims.funds, len(given.programme.clock.years)
    rows = base.rows("fund_limits")
    if rows.stop == 0:
        return None
    parts = np.flatnonzero(np.isin(given.claims.work, _works(base, asked.campaign)))
    may = given.claims.may_pay[np.unique(given.claims.group[parts])].any(axis=0)
    may &= is_simple(given)
    at = rows.start + np.arange(len(funds.name) * years).reshape(-1, years)
    price = np.maximum(base.prices[at], 0.0)
    carried = funds.carry_share == 1
    price[carried] = np.cumsum(price[carried, ::-1], axis=1)[:, ::-1]
    open_ = (given.columns.draw >= 0).any(axis=1)
    due = np.zeros(years, dtype=bool)
    for period in asked.periods:
        due |= given.due.at(parts, np.full(len(parts), period))[:, :years].any(axis=0)
    worths = np.where(may[:, None] & open_ & due[None, :], price, -1.0)
    if not worths.size or worths.max() < 0:
        return None
    fund, year = (int(n) for n in np.unravel_index(int(np.argmax(worths)), worths.shape))
    chosen = at[fund, year:] if carried[fund] else at[fund, year : year + 1]
    return fund, year, chosen


def by_cost(asked: Asked) -> Change | str:
    """Return by how much lower a cost of the campaign's works would do; a reason where none does."""
    base = asked.base
    if not asked.deep and not base.small:
        return "not_tried"
    if asked.forced is None:
        return "not_shown"
    if base.programme.settings.aims.cost or base.programme.settings.tiers:
        return "rules_of_funds"
    labels = base.arrays.labels
    assert labels is not None
    mine = np.flatnonzero(labels.to(base.arrays.columns).campaign == asked.campaign)
    if any(base.arrays.matrix[base.rows(rule)][:, mine].nnz for rule in _MONEY):
        return "rules_of_funds"
    rows = np.concatenate([np.arange(base.arrays.rows)[base.rows(rule)] for rule in _COST_ROWS])
    own = np.zeros(base.arrays.columns)
    own[mine] = asked.forced[mine]
    use = np.asarray(base.arrays.matrix[rows] @ own)
    cost = _cost_at(base, asked.campaign, asked.forced)
    if cost <= 0 or not use.any():
        return "no_cost"
    lever = Lever(rows=rows, values=-use / cost, most=cost, fixed=mine)
    levered = Levered(base, asked.arrays, lever, asked.start)

    return amount_of(
        asked,
        levered,
        lambda amount: cheaper(base, asked.campaign, min(amount / cost, 1.0)),
        lambda amount: Change(
            kind="cost",
            what="",
            year=None,
            before=cost * 1e4,
            after=(cost - amount) * 1e4,
            verified=True,
            smallest=False,
            gap=0.0,
        ),
        float(use @ base.prices[rows]) / cost,
    )


def _cost_at(base: Base, campaign: int, x: Floats) -> float:
    """Return what the works that a point includes of a campaign cost, in 万元."""
    columns, works = base.program.given.columns, _works(base, campaign)
    at = np.append(x, 0.0)[columns.work[works]] > 0.5
    return float((work_costs(base.programme)[works] * at).sum()) / FEN_IN_UNIT


def cheaper(base: Base, campaign: int, share: float) -> Arrays:
    """Return the base's arrays with all works of a campaign cheaper by a share."""
    labels = base.arrays.labels
    assert labels is not None
    matrix = base.arrays.matrix.copy()
    mine = labels.to(base.arrays.columns).campaign == campaign
    for rule in _COST_ROWS:
        rows = base.rows(rule)
        span = slice(int(matrix.indptr[rows.start]), int(matrix.indptr[rows.stop]))
        matrix.data[span] = np.where(mine[matrix.indices[span]], (1 - share), 1.0) * matrix.data[span]
    return replace(base.arrays, matrix=matrix)
