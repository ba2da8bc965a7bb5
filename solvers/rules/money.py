"""Rules of money, in 万元 (docs/meaning.md, 5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from solvers.program.revenue import earned, yearly_revenue
from solvers.rules.block import Block, Entries, Own, at_most, exactly

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from solvers.rules.block import Given

FEN_IN_UNIT = 1_000_000
"""Fen in 10,000 yuan, the unit of money rows: then a solver's tolerance is less than a fen."""


def money_due_drawn(given: Given) -> Block:
    """What falls due in a plan year is drawn from funds that may pay it.

    ``Σ_f draw[f, k, y] − Σ due[k, y; column] · column − Σ setup[s] · open[s, t in y] = 0``; rows
    ``money_due_drawn[claim group, year]``.
    """
    columns, claims, clock = given.columns, given.claims, given.programme.clock
    groups, years = len(claims.names), len(clock.years)
    row = np.arange(groups * years).reshape(groups, years)
    entries = Entries()
    entries.add(row[None], columns.draw, 1.0)
    for part, period, year, amount in given.due.entries(columns.work >= 0):
        within = np.flatnonzero(year < years)
        if len(within) < len(year):
            part, period, year, amount = part[within], period[within], year[within], amount[within]
        column = np.take(columns.work, claims.work[part] * clock.periods + period)
        entries.add_known(claims.group[part] * years + year, column, amount / -FEN_IN_UNIT)
    opens_in = np.searchsorted(clock.year_ends, clock.starts[:-1], side="right")
    site = np.flatnonzero(claims.setup_group >= 0)
    entries.add(
        row[claims.setup_group[site]][:, opens_in],
        columns.open[site],
        given.sites.setup_cost[site, None] / -FEN_IN_UNIT,
    )
    low, high = exactly(np.zeros(groups * years))
    return entries.block(
        low, high, lambda: [f"{name}, {year}" for name in claims.names for year in clock.years]
    )


def fund_limits(given: Given) -> Block:
    """Draws on a fund stay within its yearly limits and what is carried over.

    Without carry-over ``Σ_k draw[f, k, y] <= limit[f, y]``; with full carry-over cumulatively; otherwise
    by vintage v: ``use[v, y] + keep[v, y] ÷ share <= keep[v, y − 1]`` (the limit in its first year) with
    ``Σ_k draw[f, k, y] <= Σ_v use[v, y]``. Rows ``fund_limits[fund, year]``, of vintages
    ``fund_limits[fund, year → year]``. What a fund of kind revenue uses of what finished works earn comes on
    top of its limits: ``Σ_{y' <= y} used[y'] − Σ earned[w, t; before y] · work[w, t] <= 0``, rows
    ``fund_limits[fund, earned → year]``.
    """
    funds, years = given.claims.funds, given.programme.clock.years
    simple = is_simple(given)
    entries = Entries()
    labels = [f"{name}, {year}" for name in funds.name for year in years]
    row = np.arange(len(labels)).reshape(-1, len(years))
    carried = simple & (funds.carry_share > 0)
    high = _yearly_rows(given, entries, row, simple, carried)
    own, more_high, more_labels = _vintages(given, entries, row, simple)
    used = _earned_money(given, entries, row, carried, own, len(high) + len(more_high))
    more_labels += [f"{funds.name[funds.earner]}, earned → {years[y]}" for y in used]
    own += len(used)
    columns = Own(high=np.full(own, np.inf), cost=np.zeros(own))
    low, high = at_most(np.concatenate([high, more_high, np.zeros(len(used))]))
    return entries.block(low, high, lambda: labels + more_labels, columns)


def _yearly_rows(
    given: Given,
    entries: Entries,
    row: NDArray[np.int64],
    simple: NDArray[np.bool_],
    carried: NDArray[np.bool_],
) -> NDArray[np.float64]:
    """Add the rows of funds by year, cumulative where all is ``carried``; return their limits."""
    years = row.shape[1]
    limits = given.claims.funds.usable_from(years) / FEN_IN_UNIT
    by_year = given.columns.draw.transpose(0, 2, 1)
    upto = np.tri(years, dtype=bool)
    plain = simple & ~carried
    entries.add(row[plain][:, :, None], by_year[plain], 1.0)
    cumulative = np.where(upto[None, :, :, None], by_year[carried][:, None], -1)
    entries.add(row[carried][:, :, None, None], cumulative, 1.0)
    high: NDArray[np.float64] = np.where(carried[:, None], np.cumsum(limits, axis=1), limits).ravel()
    high[row[~simple].ravel()] = 0.0
    return high


def _earned_money(
    given: Given,
    entries: Entries,
    row: NDArray[np.int64],
    carried: NDArray[np.bool_],
    own: int,
    first_row: int,
) -> list[int]:
    """Add columns and rows of what a revenue fund uses of what works earn; return the years it may.

    ``own`` is how many columns of the rule come before, ``first_row`` how many rows.
    """
    fund, years = given.claims.funds.earner, len(given.programme.clock.years)
    work = np.flatnonzero(yearly_revenue(given.programme))
    if fund < 0 or years < 2 or not len(work):
        return []
    brought = np.cumsum(earned(given.programme, given.spans, work), axis=2) / FEN_IN_UNIT
    used = list(range(1, years))
    for number, year in enumerate(used):
        column = given.columns.count + own + number
        entries.add(row[fund, year:] if carried[fund] else row[fund, year], column, -1.0)
        entries.add(first_row + np.arange(number, len(used)), column, 1.0)
        entries.add(first_row + number, given.columns.work[work], -brought[:, :, year - 1])
    return used


def is_simple(given: Given) -> NDArray[np.bool_]:
    """Return which funds need no vintages: nothing carried, or everything to the end; axis ``(fund,)``."""
    funds = given.claims.funds
    last_year = len(given.programme.clock.years) - 1
    to_the_end = np.ones(len(funds.name), dtype=bool)
    np.logical_and.at(to_the_end, funds.fund, funds.last == last_year)
    simple: NDArray[np.bool_] = (funds.carry_share == 0) | ((funds.carry_share == 1) & to_the_end)
    return simple


def _vintages(
    given: Given, entries: Entries, row: NDArray[np.int64], simple: NDArray[np.bool_]
) -> tuple[int, NDArray[np.float64], list[str]]:
    """Add the rows of funds that carry a share, or to a last year; return column count, limits, labels."""
    funds, years = given.claims.funds, given.programme.clock.years
    column, next_row = given.columns.count, row.size
    limits: list[float] = []
    labels: list[str] = []
    for fund in np.flatnonzero(~simple):
        entries.add(row[fund][:, None], given.columns.draw[fund].T, 1.0)
    for vintage in np.flatnonzero(~simple[funds.fund]):
        fund, share = funds.fund[vintage], funds.carry_share[funds.fund[vintage]]
        kept = -1
        for year in range(funds.year[vintage], funds.last[vintage] + 1):
            entries.add(row[fund, year], column, -1.0)
            entries.add(next_row, column, 1.0)
            entries.add(next_row, kept, -1.0)
            limits.append(funds.amount[vintage] / FEN_IN_UNIT if kept < 0 else 0.0)
            labels.append(f"{funds.name[fund]}, {years[funds.year[vintage]]} → {years[year]}")
            kept, column = column + 1, column + 2
            entries.add(next_row, kept, 1.0 / share)
            next_row += 1
    return column - given.columns.count, np.array(limits), labels


def due_after_plan(given: Given) -> Block:
    """Money due after the last plan year is at most ``limit``: ``Σ due_after · column <= limit``.

    Row ``due_after_plan[after the plan]``.
    """
    limit = given.programme.settings.rules.due_after_plan.limit
    if limit is None:
        return Entries().block(*at_most([]), lambda: [])
    entries = Entries()
    years, work = given.due.years, given.columns.work
    for part, period, year, amount in given.due.entries((work >= 0) & given.due.may_be_late):
        late = year == years
        column = work[given.claims.work[part[late]], period[late]]
        entries.add(np.zeros(len(column), dtype=np.int32), column, amount[late] / FEN_IN_UNIT)
    return entries.block(*at_most([limit / 1e4]), lambda: ["after the plan"])
