"""The honest rival: campaigns by benefit per yuan, each as early as everything allows, then optional works the same way.

This is what a careful planner does by hand in a spreadsheet. It keeps every rule it can see as it goes, and never looks back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from solvers.rules.aim import worth
from solvers.rules.windows import pinned_campaigns

if TYPE_CHECKING:
    from solvers.rules.program import PhasingProgram

_MONEY = ("money_due_drawn", "fund_limits")
_SLACK = 1e-7


class _Ledger:
    """What is still free: room in rows, and money by vintage."""

    def __init__(self, program: PhasingProgram) -> None:
        arrays, given = program.arrays, program.given
        self.given = given
        self.columns = sparse.csc_array(arrays.matrix)
        self.room = arrays.row_high.copy()
        for held in program.placed:
            if held.rule.name in _MONEY:
                self.room[held.first : held.first + len(held.block.low)] = np.inf
        self.x = np.zeros(arrays.columns)
        self.money = given.claims.funds.amount.copy()
        self.narrow = given.claims.may_pay.sum(axis=0)
        parts: dict[int, list[int]] = {}
        for part, work in enumerate(given.claims.work):
            parts.setdefault(int(work), []).append(part)
        self.parts = parts

    def take(self, columns: list[int], works: list[int], period: int) -> bool:
        """Set columns to 1 with their works' money where every row and fund has room for it; say whether it had."""
        used = np.zeros(len(self.room))
        for column in columns:
            held = slice(self.columns.indptr[column], self.columns.indptr[column + 1])
            used[self.columns.indices[held]] += self.columns.data[held]
        touched = np.flatnonzero(used)
        if (used[touched] > self.room[touched] + _SLACK).any():
            return False
        paid = self._pay(works, period)
        if paid is None:
            return False
        self.room[touched] -= used[touched]
        self.x[columns] = 1.0
        for vintage, amount in paid:
            self.money[vintage] -= amount
        return True

    def _pay(self, works: list[int], period: int) -> list[tuple[int, int]] | None:
        """Return (vintage, fen) that pay the works, narrow and soon lapsing money first; None where short."""
        given, funds = self.given, self.given.claims.funds
        left = self.money.copy()
        paid = []
        for part in (p for work in works for p in self.parts.get(work, ())):
            group = int(given.claims.group[part])
            for year in np.flatnonzero(given.due[part, period, :-1]):
                due = int(given.due[part, period, year])
                able = (
                    given.claims.may_pay[group][funds.fund]
                    & (funds.year <= year)
                    & (year <= funds.last)
                    & (left > 0)
                )
                lossy = (funds.carry_share[funds.fund] < 1) & (funds.year != year)
                for vintage in sorted(np.flatnonzero(able & ~lossy).tolist(), key=self._order):
                    amount = min(due, int(left[vintage]))
                    left[vintage] -= amount
                    due -= amount
                    paid.append((int(vintage), amount))
                    if not due:
                        break
                if due:
                    return None
        return paid

    def _order(self, vintage: int) -> tuple[int, int, int]:
        funds = self.given.claims.funds
        return int(self.narrow[funds.fund[vintage]]), int(funds.last[vintage]), int(funds.year[vintage])


def greedy_point(program: PhasingProgram) -> NDArray[np.float64]:
    """Return the whole columns of the point that greedy reaches, NaN elsewhere; what found no room does not start."""
    ledger = _Ledger(program)
    order = _campaign_order(program)
    waiting, placed = list(order), True
    while waiting and placed:
        rest = [c for c in waiting if not _place(program, ledger, c)]
        placed, waiting = len(rest) < len(waiting), rest
    _include_optional(program, ledger)
    return np.where(program.arrays.whole, ledger.x, np.nan)


def _ratios(program: PhasingProgram) -> NDArray[np.float64]:
    """Return each work's benefit per 万元 when its campaign starts at once, axis ``(work,)``."""
    value = worth(program.given.programme, program.given.spans)
    ratio: NDArray[np.float64] = value.work_benefit[:, 0] / np.maximum(value.cost, 1e-6)
    return ratio


def _campaign_order(program: PhasingProgram) -> list[int]:
    programme = program.given.programme
    value = worth(programme, program.given.spans)
    facts = programme.facts
    benefit = value.campaign_benefit.max(axis=1, initial=0.0)
    cost = np.zeros(len(benefit))
    np.add.at(benefit, facts.campaign, np.where(facts.required, value.work_benefit[:, 0], 0.0))
    np.add.at(cost, facts.campaign, np.where(facts.required, value.cost, 0.0))
    first = pinned_campaigns(programme)
    keys = (
        -benefit / np.maximum(cost, 1e-6),
        ~programme.campaigns.must_start,
        ~programme.campaigns.pilot,
        ~first,
    )
    return [int(c) for c in np.lexsort(keys)]


def _place(program: PhasingProgram, ledger: _Ledger, campaign: int) -> bool:
    """Start a campaign in the first period that has room; say whether there was one."""
    given = program.given
    facts, columns = given.programme.facts, given.columns
    members = np.flatnonzero(facts.campaign == campaign)
    plain = [int(w) for w in members if not columns.chosen[w]]
    groups: dict[int, list[int]] = {}
    for work in members[(facts.alternatives[members] >= 0)]:
        groups.setdefault(int(facts.alternatives[work]), []).append(int(work))
    ratio = _ratios(program)
    strict = [sorted(g, key=lambda w: -ratio[w]) for g in groups.values() if facts.required[g].any()]
    for period in np.flatnonzero(columns.start[campaign] >= 0):
        open_ = [[w for w in group if columns.work[w, period] >= 0] for group in strict]
        if not all(open_):
            continue
        for pick in range(max((len(group) for group in open_), default=1)):
            chosen = [group[min(pick, len(group) - 1)] for group in open_]
            taken = [int(columns.start[campaign, period]), *(int(columns.work[w, period]) for w in chosen)]
            if ledger.take(taken, plain + chosen, int(period)):
                return True
    return False


def _include_optional(program: PhasingProgram, ledger: _Ledger) -> None:
    given = program.given
    facts, columns = given.programme.facts, given.columns
    started = np.where(columns.start >= 0, ledger.x[np.maximum(columns.start, 0)], 0.0) > 0.5
    period = np.where(started.any(axis=1), started.argmax(axis=1), -1)[facts.campaign]
    ratio = _ratios(program)
    free = columns.chosen & ~facts.required & (period >= 0)
    for work in sorted(np.flatnonzero(free).tolist(), key=lambda w: -ratio[w]):
        column = int(columns.work[work, period[work]])
        if column >= 0 and ratio[work] > 0:
            ledger.take([column], [int(work)], int(period[work]))
