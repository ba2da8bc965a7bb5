"""Who could step in where works fall out for want of a vote: a list, not a plan (docs/meaning.md, 6.5)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from scenarios.model.modes import in_modes
from solvers.program.claims import claims
from solvers.program.network import spans
from solvers.program.prices import work_costs
from solvers.program.sites import sites
from solvers.rules.aim import worth
from solvers.rules.register import rules_on

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

    from scenarios.model.programme import Programme
    from solvers.plan.plan import Plan
    from solvers.program.claims import Claims
    from solvers.rules.aim import Worth


@dataclass(frozen=True, kw_only=True)
class Falling:
    """Works of a planned campaign that fall out if a vote to come fails.

    ``works`` by key: those that rest on votes, or all of the campaign's where a required one does. ``cost``
    is in fen, ``crew_days`` by trade, ``probability`` that all its votes to come pass.
    """

    campaign: str
    year: int
    works: tuple[str, ...]
    cost: int
    crew_days: Mapping[str, int]
    probability: float


@dataclass(frozen=True, kw_only=True)
class Stand:
    """A campaign that could step in: its cost (fen) and benefit there, and the year it is planned for.

    ``planned`` is None where the plan leaves it out.
    """

    campaign: str
    planned: int | None
    cost: int
    benefit: float


@dataclass(frozen=True, kw_only=True)
class StepIn:
    """What falls out and who could step in, the most beneficial per yuan first.

    ``falling`` is one campaign's, or all of a year together. ``replaced`` is what they cost as a share of
    what falls out, at most 1.
    """

    falling: tuple[Falling, ...]
    stands: tuple[Stand, ...]
    replaced: float


def falling(programme: Programme, plan: Plan) -> tuple[Falling, ...]:
    """Return what of a plan rests on votes to come, in the order of the plan."""
    return _Reserve(programme, plan).falling() if _rests(programme) else ()


def step_in(programme: Programme, plan: Plan) -> tuple[StepIn, ...]:
    """Return, for whatever rests on votes to come, who could step in in the same year; nothing is solved.

    First for each campaign alone, then for each year with several of them, should all fail. Those can step in
    that the plan leaves out or starts in a later year, that rest on no vote to come themselves, to which
    dates leave a start in the year no earlier than that of what falls out, and whose required works can be
    paid by funds that may pay them with what falls free or is never drawn, by crews that fall free or are
    idle that year. They are taken as long as money and crews last, together.
    """
    out = falling(programme, plan)
    if not out:
        return ()
    reserve = _Reserve(programme, plan)
    years = [tuple(one for one in out if one.year == year) for year in sorted({one.year for one in out})]
    alone = [(one,) for one in out]
    return tuple(reserve.replace(held) for held in [*alone, *(all_ for all_ in years if len(all_) > 1)])


def _rests(programme: Programme) -> bool:
    return any(one is not None and one.rests_on for one in programme.standings)


class _Reserve:
    """What a plan does by year, and what its programme would allow besides."""

    def __init__(self, programme: Programme, plan: Plan) -> None:
        self.programme, self.plan, self.clock = programme, plan, programme.clock
        facts = programme.facts
        self.index = {str(key): c for c, key in enumerate(programme.campaigns.key)}
        self.work = {str(key): w for w, key in enumerate(facts.key)}
        self.days, self.cost = spans(programme), work_costs(programme)
        self.trade = programme.work_types.trade[facts.work_type]
        self.crew_days = facts.crews * facts.days
        self.start = {
            one.campaign: self.clock.period_of(one.start)
            for one in plan.campaigns
            if one.campaign in self.index
        }
        self.members: dict[int, list[int]] = defaultdict(list)
        for w, c in enumerate(facts.campaign.tolist()):
            self.members[c].append(w)

    @cached_property
    def _worth(self) -> Worth:
        return worth(self.programme, self.days)

    @cached_property
    def _claims(self) -> Claims:
        return claims(self.programme, sites(self.programme))

    @cached_property
    def _open(self) -> NDArray[np.bool_]:
        """Which starts dates leave campaigns with their required works, axes ``(campaign, period)``."""
        left = np.ones((len(self.index), self.clock.periods), dtype=bool)
        works = [(c, self._needed(c)) for c in range(len(self.index))]
        for rule in rules_on(self.programme):
            if rule.window is not None:
                window = rule.window(self.programme, self.days)
                left &= window.start
                for c, needed in works:
                    left[c] &= window.work[needed].all(axis=0)
        return left

    def falling(self) -> tuple[Falling, ...]:
        """Return what rests on votes to come."""
        standings, facts = self.programme.standings, self.programme.facts
        found = []
        for one in self.plan.campaigns:
            period = self.start.get(one.campaign)
            included = [self.work[work.work] for work in one.works if work.work in self.work]
            resting = [w for w in included if (s := standings[w]) is not None and s.rests_on]
            if period is None or not resting:
                continue
            whole = any(facts.required[w] for w in resting)
            out = included if whole else resting
            votes = {standings[w] for w in resting}
            found.append(
                Falling(
                    campaign=one.campaign,
                    year=one.start.year,
                    works=tuple(str(facts.key[w]) for w in out),
                    cost=int(self.cost[out, period].sum()),
                    crew_days=self._by_trade(out),
                    probability=float(np.prod([s.probability for s in votes if s is not None])),
                )
            )
        return tuple(found)

    def replace(self, out: tuple[Falling, ...]) -> StepIn:
        """Return who could step in for what falls out."""
        money, crews = self._money(out), self._crews(out)
        stands, used = [], 0
        for c, period in self._candidates(out):
            needed = self._needed(c)
            crew_days = self._by_trade(needed)
            if any(crews.get(trade, days) < days for trade, days in crew_days.items()):
                continue
            left = self._paid(needed, period, money)
            if left is None:
                continue
            money = left
            for trade, days in crew_days.items():
                if trade in crews:
                    crews[trade] -= days
            cost = int(self.cost[needed, period].sum())
            used += cost
            key = str(self.programme.campaigns.key[c])
            planned = self.start.get(key)
            stands.append(
                Stand(
                    campaign=key,
                    planned=None if planned is None else self._year(planned),
                    cost=cost,
                    benefit=self._benefit(c, needed, period),
                )
            )
        lost = sum(one.cost for one in out)
        replaced = min(used / lost, 1.0) if lost else 0.0
        return StepIn(falling=out, stands=tuple(stands), replaced=replaced)

    def _candidates(self, out: tuple[Falling, ...]) -> list[tuple[int, int]]:
        """Return (campaign, start period) of those that dates would let step in, the best per yuan first."""
        programme, standings = self.programme, self.programme.standings
        taken, year = self._rivals(), out[0].year
        start = min(self.start[one.campaign] or 0 for one in out)
        found = []
        for c, key in enumerate(programme.campaigns.key.tolist()):
            planned = self.start.get(key)
            if c in taken or (planned is not None and self._year(planned) <= year):
                continue
            needed = self._needed(c)
            if not needed or any((s := standings[w]) is not None and s.rests_on for w in needed):
                continue
            open_ = np.flatnonzero(self._open[c, start:]) + start
            periods = [p for p in open_.tolist() if self._year(p) == year]
            if periods and self._benefit(c, needed, periods[0]) > 0:
                found.append((c, periods[0]))
        return sorted(found, key=lambda one: (-self._per_fen(*one), one[0]))

    def _per_fen(self, campaign: int, period: int) -> float:
        needed = self._needed(campaign)
        return self._benefit(campaign, needed, period) / max(float(self.cost[needed, period].sum()), 1.0)

    def _benefit(self, campaign: int, works: list[int], period: int) -> float:
        value = self._worth
        own = float(value.campaign_benefit[campaign, period])
        return own + float(value.work_benefit[works, period].sum())

    def _needed(self, campaign: int) -> list[int]:
        """Return a campaign's required works, all where none is; of alternatives none."""
        facts = self.programme.facts
        alone = [w for w in self.members[campaign] if facts.alternatives[w] < 0]
        return [w for w in alone if facts.required[w]] or alone

    def _rivals(self) -> set[int]:
        """Return the modes whose rival starts."""
        sets = self.programme.mode_sets
        if not in_modes(len(self.index), sets).any():
            return set()
        keys = self.programme.campaigns.key
        return {c for members in sets if any(keys[m] in self.start for m in members) for c in members}

    def _year(self, period: int) -> int:
        return self.clock.date(int(self.clock.starts[period])).year

    def _by_trade(self, works: Iterable[int]) -> dict[str, int]:
        days: dict[str, int] = defaultdict(int)
        for w in works:
            if self.trade[w] and self.crew_days[w]:
                days[str(self.trade[w])] += int(self.crew_days[w])
        return dict(days)

    def _money(self, out: tuple[Falling, ...]) -> dict[str, int]:
        """Return what is there of each fund: never drawn, or drawn for what falls out of campaigns."""
        free = self._undrawn(out[0].year)
        for one in out:
            own = [draw for draw in self.plan.draws if draw.campaign == one.campaign]
            whole = sum(draw.amount for draw in own)
            for draw in own:
                free[draw.fund] += draw.amount * min(one.cost, whole) // max(whole, 1)
        return free

    def _undrawn(self, year: int) -> dict[str, int]:
        """Return the money of each fund that may be used in a year and that the plan never draws.

        Whatever the plan draws in the years of that money counts as drawn from it, so that it is never
        more than there is.
        """
        funds, n = self._claims.funds, self.clock.years.index(year)
        free: dict[str, int] = defaultdict(int)
        for fund, name in enumerate(funds.name):
            held = np.flatnonzero((funds.fund == fund) & (funds.year <= n) & (funds.last >= n))
            if len(held):
                first, last = int(funds.year[held].min()), int(funds.last[held].max())
                span = self.clock.years[first : last + 1]
                drawn = sum(d.amount for d in self.plan.draws if d.fund == name and d.year in span)
                free[str(name)] = max(int(funds.amount[held].sum()) - drawn, 0)
        return free

    def _paid(self, works: list[int], period: int, money: Mapping[str, int]) -> dict[str, int] | None:
        """Return what is left of the funds when they have paid works; None where they cannot."""
        held, left = self._claims, dict(money)
        if not self.programme.settings.rules.fund_limits.on:
            return left
        parts = np.flatnonzero(np.isin(held.work, works)).tolist()
        parts.sort(key=lambda p: (int(held.may_pay[held.group[p]].sum()), p))  # the choosiest first
        for part in parts:
            owed = int(held.amount[part, period])
            for fund in np.flatnonzero(held.may_pay[held.group[part]]).tolist():
                name = held.funds.name[fund]
                paid = min(owed, left.get(name, 0))
                left[name] = left.get(name, 0) - paid
                owed -= paid
            if owed:
                return None
        return left

    def _crews(self, out: tuple[Falling, ...]) -> dict[str, int]:
        """Return the crew-days of each trade that has crews which are idle in the year, or fall free."""
        year, without = out[0].year, frozenset(name for one in out for name in one.works)
        used = self._used(year, without)
        return {trade: max(there - used.get(trade, 0), 0) for trade, there in self._there(year).items()}

    def _span(self, year: int) -> tuple[int, int]:
        """Return the first day of a calendar year and the day after, within the plan."""
        n = self.clock.years.index(year)
        end = min(int(self.clock.year_ends[n]), int(self.clock.starts[-1]))
        return max(int(self.clock.year_ends[n - 1]) if n else 0, 0), end

    def _there(self, year: int) -> dict[str, int]:
        crews, (first, end) = self.programme.crews, self._span(year)
        there: dict[str, int] = defaultdict(int)
        base = np.zeros(1, dtype=np.int64)
        for row in np.flatnonzero(crews.kind == "crew").tolist():
            dates = crews.from_[row].item(), crews.to[row].item()
            low = first if dates[0] is None else max(first, self.clock.day(dates[0]))
            high = end if dates[1] is None else min(end, self.clock.day(dates[1]) + 1)
            worked = self.days.calendars.between(base, np.array([low]), np.array([max(low, high)]))
            there[str(crews.trade[row])] += int(crews.count[row]) * int(worked[0])
        return dict(there)

    def _used(self, year: int, without: frozenset[str]) -> dict[str, int]:
        """Return the crew-days by trade that the plan uses in a year, but for some works."""
        first, end = self._span(year)
        used: dict[str, int] = defaultdict(int)
        for one in self.plan.campaigns:
            period = self.start.get(one.campaign)
            named = [work.work for work in one.works if work.work in self.work and work.work not in without]
            works = [self.work[name] for name in named]
            if period is None or not works:
                continue
            low = np.maximum(self.days.start[works, period].astype(np.int64), first)
            high = np.maximum(low, np.minimum(self.days.end[works, period].astype(np.int64), end))
            worked = self.days.calendars.between(self.days.calendars.of_work[works], low, high)
            for w, days in zip(works, worked.tolist(), strict=True):
                used[str(self.trade[w])] += int(self.programme.facts.crews[w]) * days
        return dict(used)
