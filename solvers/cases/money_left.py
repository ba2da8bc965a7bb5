"""What a plan leaves of its funds, and whether it would pay for one campaign at another time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from solvers.plan.plan import Plan
    from solvers.rules.block import Given

    Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Short:
    """A year in which a campaign ``needs`` more than is ``left`` in the funds that may pay for it, in fen."""

    year: int
    needs: int
    left: int


class MoneyLeft:
    """The funds of a plan with what it draws of them.

    A fund that carries over has in a year what no later year needs; one that does not has the year's own.
    That some of it lapses earlier is not looked at, so what is left is told too high rather than too low.
    """

    def __init__(self, given: Given, plan: Plan) -> None:
        """Keep what is usable and drawn by fund and year."""
        self._given = given
        years, funds = given.programme.clock.years, given.claims.funds
        self._limited = bool(given.programme.settings.rules.fund_limits.on)
        self._usable = funds.usable_from(len(years))
        self._index = {name: f for f, name in enumerate(funds.name)}
        self._draws = [(d.campaign, self._index[d.fund], years.index(d.year), d.amount) for d in plan.draws]
        self._drawn = np.zeros_like(self._usable)
        for _, fund, year, amount in self._draws:
            self._drawn[fund, year] += amount

    def short(self, campaign: str, period: int, works: list[int]) -> Short | None:
        """Return the first year for which money is short if a campaign starts in a period with some works.

        None where the funds suffice. What the campaign draws in the plan is free for it.
        """
        if not self._limited:
            return None
        drawn = self._drawn.copy()
        for key, fund, year, amount in self._draws:
            if key == campaign:
                drawn[fund, year] -= amount
        need = self._due(period, works)
        for year in range(need.shape[1]):
            owed, left = int(need[:, year].sum()), 0
            for group in np.flatnonzero(need[:, year]).tolist():
                due = int(need[group, year])
                for fund in np.flatnonzero(self._given.claims.may_pay[group]).tolist():
                    paid = min(due, self._left(drawn, fund, year))
                    drawn[fund, year] += paid
                    due, left = due - paid, left + paid
                if due:
                    return Short(self._given.programme.clock.years[year], owed, left)
        return None

    def _due(self, period: int, works: list[int]) -> Ints:
        """Return what works have due, axes ``(claim group, year)``."""
        claims = self._given.claims
        part = np.flatnonzero(np.isin(claims.work, works))
        due = self._given.due.at(part, np.full(len(part), period, dtype=np.int64))[:, :-1]
        need = np.zeros((len(claims.names), due.shape[1]), dtype=np.int64)
        np.add.at(need, claims.group[part], due)
        return need

    def _left(self, drawn: Ints, fund: int, year: int) -> int:
        funds = self._given.claims.funds
        if fund == funds.earner:
            return int(np.iinfo(np.int64).max // 4)
        if funds.carry_share[fund] <= 0:
            return max(int(self._usable[fund, year] - drawn[fund, year]), 0)
        unspent = np.cumsum(self._usable[fund] - drawn[fund])
        return max(int(unspent[year:].min()), 0)
