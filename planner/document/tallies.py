"""Totals, years, streets, targets and measures of a plan, summed from its campaigns.

The audit recomputes each of these figures by its own code.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from planner.document.yuan import yuan
from scenarios.model.clock import DAYS_IN_A_YEAR
from solvers.program.funds import FundList, fund_list
from solvers.program.revenue import yearly_revenue

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable

    from scenarios.model.modes import Unit
    from scenarios.model.programme import Programme
    from solvers.plan.plan import Plan, PlannedCampaign


@dataclass(frozen=True, kw_only=True)
class EstateDays:
    """An estate by its row, with the day it starts and the day it is completed; None where it does not."""

    estate: int
    started: datetime.date | None
    completed: datetime.date | None


class Tally:
    """A plan counted, estate by estate and year by year."""

    def __init__(self, programme: Programme, plan: Plan) -> None:
        """Keep programme and plan."""
        self.programme, self.plan = programme, plan

    @cached_property
    def started(self) -> dict[str, PlannedCampaign]:
        """Campaigns that start, by key."""
        return {one.campaign: one for one in self.plan.campaigns}

    @cached_property
    def estates(self) -> list[EstateDays]:
        """When each estate with campaigns starts and is completed (docs/meaning.md, 6.10)."""
        found = []
        for estate, (units, duty) in self.programme.duties.items():
            starts = [one.start for unit in units for one in self._begun(unit)]
            ends = [[one.finish for one in self._begun(unit) if one.finish is not None] for unit in duty]
            done = max(min(days) for days in ends) if all(ends) else None
            found.append(EstateDays(estate=estate, started=min(starts, default=None), completed=done))
        return found

    def _begun(self, unit: Unit) -> list[PlannedCampaign]:
        """Return the campaigns of a unit that start: of the modes of a place at most one."""
        key = self.programme.campaigns.key
        return [self.started[key[c]] for c in unit if key[c] in self.started]

    @cached_property
    def funds(self) -> FundList:
        """The funds and their money by year."""
        return fund_list(self.programme)

    @cached_property
    def drawn(self) -> dict[tuple[str, int], int]:
        """Fen drawn by fund and year."""
        drawn: dict[tuple[str, int], int] = defaultdict(int)
        for draw in self.plan.draws:
            drawn[draw.fund, draw.year] += draw.amount
        return drawn

    @cached_property
    def earned(self) -> list[int]:
        """Fen that finished works bring in each plan year, without end (docs/meaning.md, 10.9)."""
        programme, clock = self.programme, self.programme.clock
        a_year = dict(zip(map(str, programme.facts.key), yearly_revenue(programme).tolist(), strict=True))
        upto = np.zeros(len(clock.years), dtype=np.int64)
        for one in self.plan.campaigns:
            if one.finish is not None:
                days = np.maximum(clock.year_ends - clock.day(one.finish) - 1, 0)
                for work in one.works:
                    upto += np.floor(a_year.get(work.work, 0) * days / DAYS_IN_A_YEAR).astype(np.int64)
        found: list[int] = np.diff(upto, prepend=0).tolist()
        return found

    def sums(self, estates: Iterable[int]) -> dict[str, int | float]:
        """Return number, buildings, households and floor area of estates."""
        table, rows = self.programme.estates, list(estates)
        return {
            "estates": len(rows),
            "buildings": int(table.buildings[rows].sum()),
            "households": int(table.households[rows].sum()),
            "floor_area_m2": float(np.nansum(table.floor_area[rows])),
        }


def totals(tally: Tally) -> dict[str, Any]:
    """Return what the plan does."""
    cost = sum(one.cost or 0 for one in tally.plan.campaigns)
    return {**tally.sums(e.estate for e in tally.estates if e.started), "cost": yuan(cost)}


def programme_totals(tally: Tally) -> dict[str, Any]:
    """Return what was asked for.

    Size, cost of required and optional works (alternatives by their dearest), and funds.
    """
    facts, funds = tally.programme.facts, tally.funds
    counted = facts.alternatives < 0
    dearest: dict[int, int] = {}
    for work in np.flatnonzero(~counted).tolist():
        group = int(facts.alternatives[work])
        if group not in dearest or facts.cost[work] > facts.cost[dearest[group]]:
            dearest[group] = work
    counted = counted.copy()
    counted[list(dearest.values())] = True
    strict = {int(facts.alternatives[w]) for w in np.flatnonzero(facts.required & (facts.alternatives >= 0))}
    needed = facts.required | np.isin(facts.alternatives, list(strict))
    return {
        **tally.sums(e.estate for e in tally.estates),
        "cost": yuan(int(facts.cost[counted].sum())),
        "cost_required": yuan(int(facts.cost[counted & needed].sum())),
        "cost_optional": yuan(int(facts.cost[counted & ~needed].sum())),
        "funds": yuan(int(funds.amount.sum())),
    }


def by_year(tally: Tally) -> list[dict[str, Any]]:
    """Return each plan year: what starts and is completed, and the money of each fund."""
    clock, funds = tally.programme.clock, tally.funds
    limits = funds.limits(len(clock.years))
    rows = []
    for y, year in enumerate(clock.years):
        started = tally.sums(e.estate for e in tally.estates if e.started and e.started.year == year)
        done = tally.sums(e.estate for e in tally.estates if e.completed and e.completed.year == year)
        spent = {name: tally.drawn.get((name, year), 0) for name in funds.name}
        rows.append(
            {
                "year": year,
                "started": started["estates"],
                "completed": done["estates"],
                "households_started": started["households"],
                "households_completed": done["households"],
                "floor_area_completed_m2": done["floor_area_m2"],
                "cost": yuan(sum(spent.values())),
                "by_fund": {name: yuan(amount) for name, amount in spent.items() if amount},
                "limits": {name: yuan(limits[f, y]) for f, name in enumerate(funds.name)},
                "carried_in": {name: yuan(_carried_in(tally, f, y)) for f, name in enumerate(funds.name)},
            }
        )
    return rows


def _carried_in(tally: Tally, fund: int, year: int) -> int:
    """Return what a fund brings into a plan year from earlier ones in fen.

    Money that lapses sooner is used first, what finished works earned last.
    """
    funds, years = tally.funds, tally.programme.clock.years
    vintages = np.flatnonzero(funds.fund == fund).tolist()
    left: dict[int, int] = {}
    saved = 0
    for y in range(year + 1):
        left = {v: money for v, money in left.items() if funds.last[v] >= y}
        if y == 0:
            left = {v: int(funds.amount[v]) for v in vintages if funds.earlier[v]}
        if y == year:
            return sum(left.values()) + saved
        left |= {v: int(funds.amount[v]) for v in vintages if funds.year[v] == y and not funds.earlier[v]}
        still = tally.drawn.get((funds.name[fund], years[y]), 0)
        for v in sorted(left, key=lambda v: (funds.last[v], funds.year[v])):
            used = min(still, left[v])
            left[v], still = left[v] - used, still - used
        left = {v: int(np.floor(money * funds.carry_share[fund])) for v, money in left.items()}
        if fund == funds.earner:
            saved += tally.earned[y] - min(still, saved)
    return 0


def by_street(tally: Tally) -> list[dict[str, Any]]:
    """Return each street: its estates and households, what starts and is completed, cost and benefit."""
    programme = tally.programme
    estates, known = programme.estates, programme.campaigns
    streets = [str(s) for s in dict.fromkeys(known.street) if s]
    place = {str(key): str(street) for key, street in zip(known.key, known.street, strict=True)}
    cost: dict[str, int] = defaultdict(int)
    benefit: dict[str, float] = defaultdict(float)
    for one in tally.plan.campaigns:
        cost[place[one.campaign]] += one.cost or 0
        benefit[place[one.campaign]] += one.benefit or 0.0
    households = sum(int(estates.households[e.estate]) for e in tally.estates)
    all_cost = sum(cost.values())
    rows = []
    for street in streets:
        held = [e for e in tally.estates if estates.street[e.estate] == street]
        own = sum(int(estates.households[e.estate]) for e in held)
        rows.append(
            {
                "street": street,
                "estates": len(held),
                "households": own,
                "started": sum(e.started is not None for e in held),
                "completed": sum(e.completed is not None for e in held),
                "cost": yuan(cost[street]),
                "benefit": benefit[street],
                "share_of_households": own / households if households else 0.0,
                "share_of_cost": cost[street] / all_cost if all_cost else 0.0,
            }
        )
    return rows


def measures(tally: Tally) -> dict[str, Any]:
    """Return the plan's measures, each unweighted; the mean wait is None where no estate is completed."""
    plan, estates, first = tally.plan, tally.programme.estates, tally.programme.clock.first_day
    grounds = [one.name for one in plan.openings if one.kind == "ground"]
    waits = [
        (int(estates.households[e.estate]), (e.completed - first).days)
        for e in tally.estates
        if e.completed is not None
    ]
    households = sum(number for number, _ in waits)
    waited = sum(number * days for number, days in waits)
    return {
        "benefit": sum(one.benefit or 0.0 for one in plan.campaigns),
        "cost": yuan(sum(one.cost or 0 for one in plan.campaigns)),
        "disruption": sum(one.disruption or 0.0 for one in plan.campaigns),
        "mean_wait_years": waited / households / DAYS_IN_A_YEAR if households else None,
        "due_after_plan": yuan(sum(one.due_after_plan or 0 for one in plan.campaigns)),
        "reopenings": len(grounds) - len(set(grounds)),
    }


def targets(tally: Tally) -> list[dict[str, Any]]:
    """Return each target with what the plan reaches of it."""
    table = tally.programme.targets
    rows = []
    for t in range(len(table)):
        by: datetime.date = table.by[t].item()
        reach = _quantity if table.measure[t] == "quantity" else _estates
        reached = {counted: reach(tally, t, by, counted) for counted in ("started", "completed")}
        got, value = reached[str(table.counted[t])], float(table.value[t])
        rows.append(
            {
                "name": str(table.name[t]),
                "measure": str(table.measure[t]),
                "work_type": str(table.work_type[t]),
                "counted": str(table.counted[t]),
                "value": value,
                "reached": got,
                "shortfall": max(value - got, 0.0),
                "rate": {counted: n / value if value else None for counted, n in reached.items()},
                "strength": str(table.strength[t]),
                "by": by.isoformat(),
            }
        )
    return rows


def _estates(tally: Tally, target: int, by: datetime.date, counted: str) -> float:
    table, estates = tally.programme.targets, tally.programme.estates
    street, zone = str(table.street[target]), str(table.zone[target])
    reached = []
    for one in tally.estates:
        day = one.started if counted == "started" else one.completed
        there = street in ("", estates.street[one.estate]) and zone in ("", estates.zone[one.estate])
        if there and day is not None and day <= by:
            reached.append(one.estate)
    name = {"floor_area": "floor_area_m2"}.get(str(table.measure[target]), str(table.measure[target]))
    return float(tally.sums(reached)[name])


def _quantity(tally: Tally, target: int, by: datetime.date, counted: str) -> float:
    programme, table = tally.programme, tally.programme.targets
    known, facts = programme.campaigns, programme.facts
    street, zone = str(table.street[target]), str(table.zone[target])
    index = {str(key): w for w, key in enumerate(facts.key)}
    total = 0.0
    for one in tally.plan.campaigns:
        day = one.start if counted == "started" else one.finish
        if day is None or day > by:
            continue
        for work in one.works:
            w = index[work.work]
            c = int(facts.campaign[w])
            counts = programme.work_types.id[facts.work_type[w]] == table.work_type[target]
            if counts and street in ("", known.street[c]) and zone in ("", known.zone[c]):
                total += float(facts.quantity[w])
    return total
