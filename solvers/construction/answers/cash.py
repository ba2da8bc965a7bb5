"""Cash by quarter and fund, funds against what they hold, and what becomes of money beyond the plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from solvers.construction.answers.of_money import Cash, FundYear, Pressure
from solvers.construction.answers.paying import payments_of
from solvers.construction.answers.quantiles import quantile, read_share

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from solvers.construction.answers.paying import Payments
    from solvers.construction.answers.sampled import Sample

    Reals = NDArray[np.float64]

FEN = 100.0
ROUNDING = 1e-6
"""Share of what is there, and yuan, by which payments may pass it and be the same."""
NO_END = 9999


def money_of(sample: Sample) -> tuple[tuple[Cash, ...], tuple[FundYear, ...], Pressure]:
    """Return cash by quarter and fund, each fund in each year, and the pressure on costs."""
    payments = payments_of(sample)
    years, short = _fund_years(sample, payments)
    return _cash(payments), years, _pressure(sample, payments, short)


def _cash(payments: Payments) -> tuple[Cash, ...]:
    """Return the cash of all quarters in which a fund pays anything."""
    found = []
    for f, name in enumerate(payments.fund):
        levels = [quantile(payments.paid[:, f], level) for level in (0.1, 0.5, 0.9)]
        for q, date in enumerate(payments.first):
            planned = float(payments.planned[f, q])
            if payments.paid[:, f, q].max(initial=0.0) < 0.005 and planned < 0.005:
                continue
            p10, p50, p90 = (float(level[q]) for level in levels)
            quarter = f"{date.year}Q{(date.month + 2) // 3}"
            found.append(
                Cash(fund=name, quarter=quarter, first=date, planned=planned, p10=p10, p50=p50, p90=p90)
            )
    return tuple(found)


def _fund_years(sample: Sample, payments: Payments) -> tuple[tuple[FundYear, ...], Reals]:
    """Return each fund with limits in each year, and what all of them lack, axis ``(replication,)``."""
    table = sample.case.programme.funds
    block = sample.block[: len(payments.paid)]
    lacking = np.zeros(len(payments.paid))
    found = []
    for f, name in enumerate(payments.fund):
        rows = np.flatnonzero(table.fund == name)
        if not len(rows):
            continue
        vintages = {int(table.year[row]): float(table.limit[row]) / FEN for row in rows.tolist()}
        ends = table.given.get("carry_last_year")
        last = {
            int(table.year[row]): int(table.carry_last_year[row])
            if ends is not None and ends[row]
            else NO_END
            for row in rows.tolist()
        }
        share = float(table.carry_share[rows[0]])
        left: dict[int, Reals] = {}
        for year in range(min(min(vintages), int(payments.year[0])), int(payments.year[-1]) + 1):
            paid = payments.paid[:, f, payments.year == year].sum(axis=1)
            planned = float(payments.planned[f, payments.year == year].sum())
            left, short = a_year(left, vintages, last, share, (year, paid))
            lacking += short
            if year < payments.year[0] or (year not in vintages and paid.max(initial=0.0) < 0.005):
                continue
            beyond = short > 0
            found.append(
                FundYear(
                    fund=name,
                    year=year,
                    limit=vintages.get(year),
                    planned=planned,
                    p50=float(quantile(paid, 0.5)),
                    p80=float(quantile(paid, 0.8)),
                    beyond=read_share(beyond, block),
                    short=float(short[beyond].mean()) if beyond.any() else 0.0,
                    carried=float(np.mean(sum(left.values(), np.zeros(len(paid))))),
                )
            )
    return tuple(found), lacking


def a_year(
    left: dict[int, Reals],
    vintages: dict[int, float],
    last: dict[int, int],
    share: float,
    paid: tuple[int, Reals],
) -> tuple[dict[int, Reals], Reals]:
    """Return what is left of a fund's vintages after a year, and what was lacking in it.

    ``paid`` the year and what is paid in it, by replication. Money that lapses sooner is used first; of what
    is left ``share`` is kept (docs/meaning.md, 5.6).
    """
    year, still = paid
    usable = {v: money for v, money in left.items() if last[v] >= year}
    if year in vintages:
        usable[year] = np.full(len(still), vintages[year])
    there = sum(usable.values(), np.zeros(len(still)))
    lacking = still - there
    short = np.where(lacking > ROUNDING * (there + 1.0) + 1.0, lacking, 0.0)
    for v in sorted(usable, key=lambda v: (last[v], v)):
        used = np.minimum(still, usable[v])
        usable[v], still = usable[v] - used, still - used
    kept = {v: money * share for v, money in usable.items() if last[v] > year and share > 0}
    return kept, short


def _pressure(sample: Sample, payments: Payments, short: Reals) -> Pressure:
    """Return what becomes of money beyond the plan."""
    site = sample.case.site
    planned = sample.case.bills.planned(site)
    asked = sample.costs.cost[: len(short)].sum(axis=1) - planned.sum()
    uncovered = float(short.mean())
    days = float(site.campaign_end.max(initial=1) - site.campaign_start.min(initial=0))
    a_day = float(planned.sum()) / max(days, 1.0)
    return Pressure(
        asked=float(asked.mean()),
        contingency=float(np.maximum(np.maximum(asked, 0.0) - short, 0.0).mean()),
        uncovered=uncovered,
        scope=uncovered / float(planned.mean()) if planned.sum() else 0.0,
        stop_days=uncovered / a_day if a_day else 0.0,
        chance=read_share(short > 0, sample.block[: len(short)]),
    )
