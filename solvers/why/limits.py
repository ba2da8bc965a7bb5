"""What binds a start: rules that close its dates, and rows with a price that it would use."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from solvers.rules.register import rules_on

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from solvers.why.base import Base

    Floats = NDArray[np.float64]

_PLAIN = (
    "start_once",
    "works_ride",
    "alternatives",
    "modes",
    "all_buildings",
    "shared_setups",
    "money_due_drawn",
)
"""Rules that say what a plan is: none of their rows is a limit that binds."""
_MOST = 8
_NOTHING = 1e-9


@dataclass(frozen=True, kw_only=True)
class Binding:
    """A limit that binds a start.

    ``rule`` closes every date of the year where ``closes`` is true; else one of its rows, at ``where``, is
    used by the start: it would need ``needs`` more, ``left`` is left in the plan, one more is worth ``price``
    in the aim; all in the rule's ``unit``, None where a rule closes dates.
    """

    rule: str
    closes: bool
    where: str = ""
    unit: str = ""
    needs: float | None = None
    left: float | None = None
    price: float | None = None


def closing(base: Base, campaign: int, periods: Sequence[int]) -> list[Binding]:
    """Return the rules that by themselves close every one of some periods to a campaign."""
    found, facts = [], base.programme.facts
    works = np.flatnonzero((facts.campaign == campaign) & facts.required & (facts.alternatives < 0))
    for rule in rules_on(base.programme):
        if rule.window is None:
            continue
        window = rule.window(base.programme, base.program.given.spans)
        free = window.start[campaign, list(periods)] & window.work[works][:, list(periods)].all(axis=0)
        if not free.any():
            found.append(Binding(rule=rule.name, closes=True))
    return found


def using(base: Base, campaign: int, period: int, stands: Floats) -> list[Binding]:
    """Return the rows with a price that a start would use more of than now, dearest first."""
    labels = base.arrays.labels
    assert labels is not None
    mine = labels.to(base.arrays.columns).campaign == campaign
    change = np.where(mine, -stands, 0.0)
    start = base.program.given.columns.start[campaign, period]
    groups = base.parted.groups
    option = np.flatnonzero(groups.option == start)
    change[start] += 1.0
    if len(option):
        taken = base.priced.item[groups.choice_option == option[0]]
        change[groups.item[taken[taken >= 0]]] += 1.0
    use = np.asarray(base.arrays.matrix @ change)
    money = _money(base, use)
    use = np.where(np.isin(np.arange(len(use)), list(money)), 0.0, use)
    for row, amount in money.items():
        use[row] = amount
    activity = np.asarray(base.arrays.matrix @ stands)
    return _dearest(base, use, activity)


def _money(base: Base, use: Floats) -> dict[int, float]:
    """Return what is due more in each fund's year that has a price, by the row of its limit."""
    given = base.program.given
    funds, years = given.claims.funds, len(given.programme.clock.years)
    due, limits = base.rows("money_due_drawn"), base.rows("fund_limits")
    if not limits.stop or not due.stop:
        return {}
    found: dict[int, float] = {}
    held = base.arrays.matrix[due]
    for fund in range(len(funds.name)):
        for year in range(years):
            draws = given.columns.draw[fund, :, year]
            draws = draws[draws >= 0]
            row = limits.start + fund * years + year
            if not len(draws) or base.prices[row] <= _NOTHING:
                continue
            rows = np.unique(held[:, draws].nonzero()[0])
            more = -float(use[due][rows].sum())
            if more > _NOTHING:
                found[row] = more
    return found


def _dearest(base: Base, use: Floats, activity: Floats) -> list[Binding]:
    """Return the rows whose price weighs most on the use."""
    weight = np.where(np.isfinite(use), use * base.prices, 0.0)
    found = []
    for held in base.program.placed:
        if held.rule.name in _PLAIN:
            continue
        rows = held.first + np.arange(len(held.block.low))
        chosen = rows[weight[rows] > _NOTHING * base.scale]
        if not len(chosen):
            continue
        labels, size = list(held.block.where()), held.rule.unit_size
        for row in chosen.tolist():
            up = use[row] > 0
            left = (
                base.arrays.row_high[row] - activity[row] if up else activity[row] - base.arrays.row_low[row]
            )
            binding = Binding(
                rule=held.rule.name,
                closes=False,
                where=labels[row - held.first],
                unit=held.rule.unit,
                needs=abs(float(use[row])) * size,
                left=max(float(left), 0.0) * size,
                price=abs(float(base.prices[row])) / size,
            )
            found.append((float(weight[row]), binding))
    found.sort(key=lambda pair: -pair[0])
    return [binding for _, binding in found[:_MOST]]
