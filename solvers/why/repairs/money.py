"""Knobs of money: more of a fund in a year, more due after the plan; a step is 10,000 yuan."""

from __future__ import annotations

from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING

import numpy as np

from solvers.rules.money import FEN_IN_UNIT
from solvers.why.repairs.lever import Eased, Family, Knob, called, is_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from solvers.why.repairs.lever import Called, Change, Ints, Key
    from solvers.why.repairs.opened import Opened

STEP = 10_000
"""Yuan of one step."""


def fund_knobs(found: Opened, names: Called) -> Family:
    """Return the knobs of fund-years, to be eased together, fund by fund, year by year and one by one."""
    programme = found.programme
    table, years = programme.funds, programme.clock.years
    funds = found.program.given.claims.funds
    index = {name: f for f, name in enumerate(funds.name)}
    rows = found.labels("fund_limits")
    most = float(found.program.given.claims.amount.max(axis=1, initial=0).sum()) / FEN_IN_UNIT
    knobs = []
    for name, year in dict.fromkeys(zip(table.fund.tolist(), table.year.tolist(), strict=True)):
        if year in years and rows:
            row = _rows_of(rows, name, year, years, carried=funds.carry_share[index[name]] > 0)
            knobs.append(
                Knob(
                    key=("money", name, year),
                    price=float(STEP),
                    most=float(np.ceil(2 * most) + 100),
                    row=row,
                    value=np.full(len(row), -1.0),
                )
            )
    keys = [knob.key for knob in knobs]
    sets = [tuple(keys)]
    sets += [tuple(k for k in keys if k[1] == name) for name in dict.fromkeys(k[1] for k in keys)]
    sets += [tuple(k for k in keys if k[2] == year) for year in dict.fromkeys(k[2] for k in keys)]
    sets += [(key,) for key in keys]
    return Family(
        name="money",
        rules=frozenset({"fund_limits"}),
        knobs=tuple(knobs),
        levers=tuple(dict.fromkeys(held for held in sets if held)),
        eased=partial(_more_money, names),
    )


def _rows_of(rows: Mapping[str, int], name: str, year: int, years: tuple[int, ...], carried: bool) -> Ints:
    """Return the rows whose limit holds a fund-year's money."""
    vintage = rows.get(f"{name}, {year} → {year}")
    if vintage is not None:
        return np.array([vintage])
    last = years[-1] if carried else year
    return np.array([rows[f"{name}, {y}"] for y in range(year, last + 1)])


def _more_money(names: Called, amounts: Mapping[Key, int], period: Ints) -> Eased:
    changes: list[Change] = [
        {
            "table": "funds",
            "column": "limit",
            "where": f"{is_text('fund', name)} and year = {year}",
            "add": amount * STEP,
        }
        for (_, name, year), amount in amounts.items()
    ]
    by_year: list[tuple[str, str]] = []
    ordered = sorted(amounts.items(), key=lambda item: (str(item[0][1]), int(item[0][2])))
    for name, held in groupby(ordered, key=lambda item: item[0][1]):
        parts = [(int(key[2]), amount) for key, amount in held]
        by_year.append(
            (
                f"{called(names, str(name))}: "
                + ", ".join(f"{amount:,} × 10,000 yuan more in {year}" for year, amount in parts),
                f"{called(names, str(name), zh=True)}："
                + "、".join(f"{year}年增加{amount:,}万元" for year, amount in parts),
            )
        )
    total = sum(amounts.values())
    several = len(amounts) > 1
    return Eased(
        changes=tuple(changes),
        sentence=(f"{total:,} × 10,000 yuan more in all (" if several else "")
        + "; ".join(en for en, _ in by_year)
        + (")" if several else ""),
        sentence_zh=(f"共增加{total:,}万元（" if several else "")
        + "；".join(zh for _, zh in by_year)
        + ("）" if several else ""),
    )


def after_plan_knob(found: Opened) -> Family | None:
    """Return the knob of money due after the plan; None where it is not limited."""
    placed, limit = found.placed("due_after_plan"), found.programme.settings.rules.due_after_plan.limit
    if placed is None or limit is None or not len(placed.block.low):
        return None
    due = found.program.given.due.table[:, :, -1].max(axis=1, initial=0).sum() / FEN_IN_UNIT
    key: Key = ("after",)
    knob = Knob(
        key=key,
        price=float(STEP),
        most=float(np.ceil(2 * due) + 100),
        row=np.array([placed.first]),
        value=np.array([-1.0]),
    )
    return Family(
        name="after",
        rules=frozenset({"due_after_plan"}),
        knobs=(knob,),
        levers=((key,),),
        eased=partial(_more_after, limit),
    )


def _more_after(limit: float, amounts: Mapping[Key, int], period: Ints) -> Eased:
    amount = sum(amounts.values())
    change: Change = {
        "table": "settings",
        "column": "rules.due_after_plan.limit",
        "set": limit + amount * STEP,
    }
    return Eased(
        changes=(change,),
        sentence=f"{amount:,} × 10,000 yuan more due after the plan",
        sentence_zh=f"规划期后应付款限额增加{amount:,}万元",
    )
