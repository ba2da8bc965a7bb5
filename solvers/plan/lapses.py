"""Money that a plan leaves to lapse (docs/meaning.md, 10.10)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from solvers.program.claims import claims
from solvers.program.network import spans
from solvers.program.sites import sites
from solvers.rules.aim import worth
from solvers.rules.register import rules_on

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scenarios.model.programme import Programme
    from solvers.plan.plan import Plan
    from solvers.program.claims import Claims

    Ints = NDArray[np.int64]

_MOST_NAMED = 3


@dataclass(frozen=True, kw_only=True)
class Lapse:
    """Money of a fund that lapses at the end of a plan year.

    ``amount`` in fen, more than 0: what is left of money whose last year it is, and what a carry share does
    not keep. ``could_use`` are up to three campaigns that could still use it, by key: those that the plan
    does not start, or only in a later year, though dates leave it a start by then, and of whose works the
    fund may pay a part; the most beneficial per yuan first. A mode whose rival starts is none.
    """

    fund: str
    year: int
    amount: int
    could_use: tuple[str, ...]


def lapses(programme: Programme, plan: Plan) -> tuple[Lapse, ...]:
    """Return what lapses of each fund in each plan year, funds in table order; nothing where limits are off.

    Money whose last year is nearer is used first, what a revenue fund has earned last. What keeps beyond the
    plan does not lapse.
    """
    if not programme.settings.rules.fund_limits.on:
        return ()
    held = claims(programme, sites(programme))
    lost = _lost(held, _drawn(programme, held, plan))
    users = _Users(programme, held, plan)
    return tuple(
        Lapse(
            fund=held.funds.name[fund],
            year=programme.clock.years[year],
            amount=int(lost[fund, year]),
            could_use=users.of(fund, year),
        )
        for fund, year in zip(*(axis.tolist() for axis in np.nonzero(lost)), strict=True)
    )


def _drawn(programme: Programme, held: Claims, plan: Plan) -> Ints:
    """Return what the plan draws on funds in fen, axes ``(fund, year)``."""
    index = {name: number for number, name in enumerate(held.funds.name)}
    drawn = np.zeros((len(index), len(programme.clock.years)), dtype=np.int64)
    for draw in plan.draws:
        if draw.fund in index and draw.year in programme.clock.years:
            drawn[index[draw.fund], programme.clock.years.index(draw.year)] += draw.amount
    return drawn


def _started(programme: Programme, plan: Plan) -> tuple[Ints, Ints]:
    """Return each campaign's start period, −1 where it does not start, and the works included."""
    index = {str(key): c for c, key in enumerate(programme.campaigns.key)}
    works = {str(key): w for w, key in enumerate(programme.facts.key)}
    period = np.full(len(index), -1, dtype=np.int64)
    for planned in plan.campaigns:
        at = programme.clock.period_of(planned.start)
        if planned.campaign in index and at is not None:
            period[index[planned.campaign]] = at
    named = [works[one.work] for planned in plan.campaigns for one in planned.works if one.work in works]
    held = [w for w in named if period[programme.facts.campaign[w]] >= 0]
    return period, np.array(sorted(held), dtype=np.int64)


class _Vintage:
    """Money of one row while a plan is followed year by year."""

    def __init__(self, *, first: int, last: int, amount: int, share: float, lapses: bool) -> None:
        self.first = first
        self.last = last
        self.left = amount
        self.share = share
        self.lapses = lapses

    def pay(self, owed: int, year: int) -> int:
        """Pay as much of what is owed in a year as there is; return it."""
        paid = min(owed, self.left) if self.first <= year <= self.last else 0
        self.left -= paid
        return paid

    def close(self, year: int) -> int:
        """Carry what is left into the next year; return what lapses."""
        if not self.first <= year <= self.last:
            return 0
        ends = year == self.last and self.lapses
        kept = 0 if ends else int(np.floor(self.left * self.share))
        lost, self.left = self.left - kept, kept
        return lost


def _vintages_of(held: Claims, fund: int) -> list[_Vintage]:
    """Return a fund's money, what lapses sooner first."""
    funds = held.funds
    of_fund = np.flatnonzero(funds.fund == fund)
    soonest = np.lexsort((funds.year[of_fund], ~funds.lapses[of_fund], funds.last[of_fund]))
    return [
        _Vintage(
            first=int(funds.year[v]),
            last=int(funds.last[v]),
            amount=int(funds.amount[v]),
            share=float(funds.carry_share[fund]),
            lapses=bool(funds.lapses[v]),
        )
        for v in of_fund[soonest].tolist()
    ]


def _lost(held: Claims, drawn: Ints) -> Ints:
    """Return what lapses in fen, axes ``(fund, year)``; what no vintage pays is paid of earnings."""
    lost = np.zeros_like(drawn)
    for fund in range(len(held.funds.name)):
        vintages = _vintages_of(held, fund)
        for year in range(drawn.shape[1]):
            owed = int(drawn[fund, year])
            for vintage in vintages:
                owed -= vintage.pay(owed, year)
            lost[fund, year] = sum(vintage.close(year) for vintage in vintages)
    return lost


class _Users:
    """Campaigns that could use what lapses."""

    def __init__(self, programme: Programme, held: Claims, plan: Plan) -> None:
        facts, clock = programme.facts, programme.clock
        self.keys = programme.campaigns.key
        period, _ = _started(programme, plan)
        starts = np.array([clock.date(int(day)).year for day in clock.starts[:-1]])
        self.year = np.where(period >= 0, starts[period] - clock.years[0], len(clock.years))
        value = worth(programme, spans(programme))
        benefit, cost = value.campaign_benefit[:, 0].copy(), np.zeros(len(self.keys))
        np.add.at(benefit, facts.campaign, value.work_benefit[:, 0])
        np.add.at(cost, facts.campaign, value.cost[:, 0])
        self.order = np.argsort(-benefit / np.maximum(cost, 1e-6), kind="stable")
        self.payable = np.zeros((len(self.keys), len(held.funds.name)), dtype=bool)
        np.logical_or.at(self.payable, facts.campaign[held.work], held.may_pay[held.group])
        self.first = _first_open_year(programme, starts - clock.years[0])
        for members in programme.mode_sets:
            if (period[list(members)] >= 0).any():
                self.payable[[c for c in members if period[c] < 0]] = False

    def of(self, fund: int, year: int) -> tuple[str, ...]:
        """Return the best campaigns that start after a year, or never, and of which a fund may pay a part."""
        able = self.payable[:, fund] & (self.year > year) & (self.first <= year)
        return tuple(str(self.keys[c]) for c in self.order[able[self.order]][:_MOST_NAMED])


def _first_open_year(programme: Programme, year_of: Ints) -> Ints:
    """Return the first plan year in which dates leave each campaign a start, beyond all years where none."""
    days, facts = spans(programme), programme.facts
    needed = np.flatnonzero(facts.required & (facts.alternatives < 0))
    left = np.ones((len(programme.campaigns), len(year_of)), dtype=bool)
    for rule in rules_on(programme):
        if rule.window is not None:
            window = rule.window(programme, days)
            left &= window.start
            np.logical_and.at(left, facts.campaign[needed], window.work[needed])
    first: Ints = np.where(left, year_of, len(programme.clock.years)).min(axis=1)
    return first
