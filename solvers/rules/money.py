"""Rules of money, in 万元 (docs/meaning.md, 5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from solvers.rules.block import Block, Entries, Own, at_most, exactly

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from solvers.rules.block import Given

FEN_IN_UNIT = 1_000_000
"""Fen in 10,000 yuan, the unit of money rows: then a solver's tolerance is less than a fen."""


def money_due_drawn(given: Given) -> Block:
    """What falls due in a plan year is drawn from funds that may pay it.

    ``Σ_f draw[f, k, y] − Σ due[k, y; column] · column = 0``; rows ``money_due_drawn[claim group, year]``.
    """
    columns, claims, clock = given.columns, given.claims, given.programme.clock
    groups, years = len(claims.names), len(clock.years)
    row = np.arange(groups * years).reshape(groups, years)
    entries = Entries()
    entries.add(row[None], columns.draw, 1.0)
    part, period, year = np.nonzero(given.due[:, :, :-1])
    entries.add(
        row[claims.group[part], year],
        columns.work[claims.work[part], period],
        given.due[part, period, year] / -FEN_IN_UNIT,
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
    ``fund_limits[fund, year → year]``.
    """
    funds = given.claims.funds
    years = len(given.programme.clock.years)
    simple = _is_simple(given)
    limits = funds.usable_from(years) / FEN_IN_UNIT
    entries = Entries()
    labels = [f"{name}, {year}" for name in funds.name for year in given.programme.clock.years]
    row = np.arange(len(labels)).reshape(-1, years)
    by_year = given.columns.draw.transpose(0, 2, 1)
    upto = np.tri(years, dtype=bool)
    carried = simple & (funds.carry_share > 0)
    plain = simple & ~carried
    entries.add(row[plain][:, :, None], by_year[plain], 1.0)
    cumulative = np.where(upto[None, :, :, None], by_year[carried][:, None], -1)
    entries.add(row[carried][:, :, None, None], cumulative, 1.0)
    low, high = at_most(np.where(carried[:, None], np.cumsum(limits, axis=1), limits).ravel())
    high[row[~simple].ravel()] = 0.0
    own, more_high, more_labels = _vintages(given, entries, row, simple)
    low = np.concatenate([low, np.full(len(more_high), -np.inf)])
    return entries.block(low, np.concatenate([high, more_high]), lambda: labels + more_labels, own)


def _is_simple(given: Given) -> NDArray[np.bool_]:
    """Return which funds need no vintages: nothing carried, or everything to the end; axis ``(fund,)``."""
    funds = given.claims.funds
    last_year = len(given.programme.clock.years) - 1
    to_the_end = np.ones(len(funds.name), dtype=bool)
    np.logical_and.at(to_the_end, funds.fund, funds.last == last_year)
    simple: NDArray[np.bool_] = (funds.carry_share == 0) | ((funds.carry_share == 1) & to_the_end)
    return simple


def _vintages(
    given: Given, entries: Entries, row: NDArray[np.int64], simple: NDArray[np.bool_]
) -> tuple[Own, NDArray[np.float64], list[str]]:
    """Add the rows of funds that carry a share, or to a last year; return columns, limits and labels."""
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
    own = column - given.columns.count
    return Own(high=np.full(own, np.inf), cost=np.zeros(own)), np.array(limits), labels


def due_after_plan(given: Given) -> Block:
    """Money due after the last plan year is at most ``limit``: ``Σ due_after · column <= limit``.

    Row ``due_after_plan[after the plan]``.
    """
    limit = given.programme.settings.rules.due_after_plan.limit
    if limit is None:
        return Entries().block(*at_most([]), lambda: [])
    entries = Entries()
    part, period = np.nonzero(given.due[:, :, -1])
    amount = given.due[part, period, -1] / FEN_IN_UNIT
    entries.add(0, given.columns.work[given.claims.work[part], period], amount)
    return entries.block(*at_most([limit / 1e4]), lambda: ["after the plan"])
