"""Rules of how much: growth from year to year, use of crews, moves from the published plan.

See docs/meaning.md, 11.9, 11.11 and 11.12.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from solvers.rules.block import Block, Entries, Own, at_least, at_most
from solvers.rules.capacity import crew_days, crew_pools

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scenarios.model.programme import Programme
    from solvers.rules.block import Given


def year_of_periods(programme: Programme) -> NDArray[np.int64]:
    """Return the plan year of each period's first day, counted from 0, axis ``(period,)``."""
    clock = programme.clock
    return np.array([clock.date(int(day)).year - clock.years[0] for day in clock.starts[:-1]], dtype=np.int64)


def ramp_up(given: Given) -> Block:
    """What starts in a year is at most ``factor`` × what started in the year before, plus ``step``.

    First year: ``Σ weight[c] · start[c, t] <= first_year``; later years: ``Σ_{t in y} weight[c] · start[c,
    t] − factor · Σ_{t in y − 1} weight[c] · start[c, t] <= step``, weight being 1 or the place's
    households. Rows ``ramp_up[year]``.
    """
    programme, rule = given.programme, given.programme.settings.rules.ramp_up
    campaigns, years = programme.campaigns, programme.clock.years
    weight = campaigns.households if rule.counted == "households" else np.ones(len(campaigns))
    year = year_of_periods(programme)
    entries = Entries()
    entries.add(year, given.columns.start, weight[:, None])
    later = np.where(year + 1 < len(years), year + 1, -1)
    entries.add(later, given.columns.start, -rule.factor * weight[:, None])
    low, high = at_most([rule.first_year, *(rule.step for _ in years[1:])])
    return entries.block(low, high, lambda: [str(y) for y in years])


def crew_floors(given: Given) -> Block:
    """Crews of a trade are used in every plan year at least for ``share`` of the crew-days they have.

    ``Σ crew_days[column, p] · column >= share · crews · working days`` over the periods that begin in the
    year; rows ``crew_floors[trade, year]``.
    """
    programme, rule = given.programme, given.programme.settings.rules.crew_floors
    years, year = programme.clock.years, year_of_periods(programme)
    pools, capacity = crew_pools(programme, given)
    has: dict[tuple[str, int], float] = {}
    for (trade, _), held in zip(pools, capacity, strict=True):
        for p, y in enumerate(year.tolist()):
            if (not rule.trades or trade in rule.trades) and years[y] >= (rule.from_year or years[0]):
                has[trade, y] = has.get((trade, y), 0.0) + float(held[p])
    number = {key: row for row, key in enumerate(has)}
    entries = Entries()
    work, start, period, amount = crew_days(given)
    trades = programme.work_types.trade[programme.facts.work_type]
    pairs = zip(trades[work].tolist(), year[period].tolist(), strict=True)
    row = np.array([number.get(pair, -1) for pair in pairs], dtype=np.int64)
    entries.add(row, given.columns.work[work, start], amount)
    low, high = at_least([rule.share * held for held in has.values()])
    return entries.block(low, high, lambda: [f"{trade}, {years[y]}" for trade, y in has])


def published_periods(programme: Programme) -> dict[int, int]:
    """Return the published period of each campaign that takes part and is published; −1 outside the plan."""
    table, clock = programme.published, programme.clock
    index = {str(key): c for c, key in enumerate(programme.campaigns.key)}
    found = {}
    for row in range(len(table)):
        campaign = index.get(str(table.campaign[row]))
        if campaign is not None:
            period = clock.period_of(table.start[row].item())
            found[campaign] = -1 if period is None else period
    return found


def stability_on(programme: Programme) -> bool:
    """Say whether moves from the published plan count and there is one."""
    return programme.settings.rules.stability.on and len(programme.published) > 0


def stability(given: Given) -> Block:
    """Campaigns that move from their published period are few, or cost.

    moves = ``Σ_{published in p} (1 − start[c, p]) + Σ_{published outside} Σ_t start[c, t]``; row
    ``stability[most moves]``: moves <= ``most_moves``, where given; row ``stability[moves]``: moves <= a
    column of its own that costs ``penalty`` each, where it is more than 0.
    """
    rule = given.programme.settings.rules.stability
    published = published_periods(given.programme)
    inside = {c: p for c, p in published.items() if p >= 0}
    outside = [c for c, p in published.items() if p < 0]
    entries, high, names = Entries(), [], []
    priced = rule.penalty > 0
    if rule.most_moves is not None:
        high.append(float(rule.most_moves - len(inside)))
        names.append("most moves")
    if priced:
        high.append(float(-len(inside)))
        names.append("moves")
        entries.add(len(high) - 1, given.columns.count, -1.0)
    for row in range(len(high)):
        entries.add(row, given.columns.start[list(inside), list(inside.values())], -1.0)
        entries.add(row, given.columns.start[outside], 1.0)
    low, limits = at_most(high)
    own = Own(high=np.full(int(priced), float(len(published))), cost=np.full(int(priced), -rule.penalty))
    return entries.block(low, limits, lambda: names, own)
