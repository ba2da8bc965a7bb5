"""Rules of what can go on at once.

Crews, households under works, projects in a street (docs/meaning.md, 6.7-6.9).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from solvers.program.once import once
from solvers.rules.block import Block, Entries, Own, at_most

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from scenarios.model.programme import Programme
    from solvers.rules.block import Given

    Ints = NDArray[np.int64]


def crew_limits(given: Given) -> Block:
    """Crew-days used by a trade in a period are at most what its crews have.

    ``Σ crew_days[column, p] · column <= crews · working days``; a street with crews of its own uses them
    first and borrows the rest: ``use[street] − lent[street] <= own``, ``Σ lent + Σ use elsewhere <=
    district's``. Rows ``crew_limits[trade, (street,) period]``.
    """
    programme, clock = given.programme, given.programme.clock
    pools, capacity = crew_pools(programme, given)
    index = {pool: p for p, pool in enumerate(pools)}
    row = np.arange(len(pools) * clock.periods).reshape(-1, clock.periods)
    entries = Entries()
    pool = _pool_of_work(programme, index)
    for work, start, period, amount in _uses(given, pool >= 0):
        column = np.take(given.columns.work, work * clock.periods + start)
        entries.add_known(pool[work] * clock.periods + period, column, amount.astype(np.float64))
    lent = 0
    for p, (kind, where) in enumerate(pools):
        if where:
            column = given.columns.count + lent + np.arange(clock.periods)
            entries.add(row[p], column, -1.0)
            entries.add(row[index[kind, ""]], column, 1.0)
            lent += clock.periods
    low, high = at_most(capacity.ravel())
    own = Own(high=np.full(lent, np.inf), cost=np.zeros(lent))
    labels = [", ".join(filter(None, (*pool, name))) for pool in pools for name in clock.names]
    return entries.block(low, high, lambda: labels, own)


def crew_pools(
    programme: Programme, given: Given, kind: str = "crew"
) -> tuple[list[tuple[str, str]], NDArray[np.float64]]:
    """Return the pools (trade, street or "") of one kind and their crew-days, axes ``(pool, period)``.

    Each trade has a district pool.
    """
    crews, clock = programme.crews, programme.clock
    rows = np.flatnonzero(crews.kind == kind)
    pools = list(dict.fromkeys((str(crews.trade[r]), s) for r in rows for s in ("", str(crews.street[r]))))
    capacity = np.zeros((len(pools), clock.periods))
    first, end = np.zeros(len(rows), dtype=np.int64), np.full(len(rows), clock.starts[-1])
    told, ends = ~np.isnat(crews.from_[rows]), ~np.isnat(crews.to[rows])
    first[told], end[ends] = clock.days(crews.from_[rows[told]]), clock.days(crews.to[rows[ends]]) + 1
    low = np.maximum(clock.starts[:-1], first[:, None])
    high = np.maximum(low, np.minimum(clock.starts[1:], end[:, None]))
    base = np.zeros(1, dtype=np.int64)
    there = crews.count[rows, None] * given.spans.calendars.between(base, low, high)
    number = {pool: p for p, pool in enumerate(pools)}
    pool = [number[str(crews.trade[r]), str(crews.street[r])] for r in rows]
    np.add.at(capacity, pool, there)
    return pools, capacity


def _pool_of_work(programme: Programme, index: dict[tuple[str, str], int]) -> NDArray[np.int64]:
    """Return the pool that each work uses first: its street's, else the district's; −1 for none."""
    streets, street = streets_of(programme)
    trades = [str(trade) for trade in programme.work_types.trade]
    pool = [[index.get((k, s), index.get((k, ""), -1)) for s in (*streets, "")] for k in trades]
    of = np.array(pool, dtype=np.int64).reshape(len(trades), len(streets) + 1)
    facts = programme.facts
    return of[facts.work_type, street[facts.campaign]]


def crew_days(given: Given) -> tuple[Ints, Ints, Ints, Ints]:
    """Return (work, start period, period, crew-days) of every use of crews within the plan.

    Only of starts that have a column.
    """
    found = list(_uses(given, np.ones(len(given.programme.facts), dtype=bool)))
    nothing = np.zeros(0, dtype=np.int64)
    one, two, three, four = (np.concatenate([nothing, *(piece[k] for piece in found)]) for k in range(4))
    return one, two, three, four


_AT_ONCE = 1 << 17
"""Starts of works looked at together: few enough to stay in the processor's cache."""


def _uses(given: Given, counts: NDArray[np.bool_]) -> Iterator[tuple[Ints, Ints, Ints, Ints]]:
    """Yield (work, start period, period, crew-days) of the works that count, in pieces."""
    periods, facts = given.programme.clock.periods, given.programme.facts
    works = np.flatnonzero(counts & (facts.days > 0))
    each = max(_AT_ONCE // max(periods, 1), 1)
    for first in range(0, len(works), each):
        some = works[first : first + each]
        at, start = np.nonzero(given.columns.work[some] >= 0)
        yield from _uses_of(given, some[at], start)


def _uses_of(given: Given, work: Ints, start: Ints) -> Iterator[tuple[Ints, Ints, Ints, Ints]]:
    """Yield the uses of crews by these starts: in their own period, in the next, and so on."""
    facts, clock, calendars = given.programme.facts, given.programme.clock, given.spans.calendars
    periods, day = clock.periods, np.minimum(clock.starts, calendars.days)
    worked = calendars.before[:, day].astype(np.int64)
    calendar = calendars.of_work[work]
    cell = work * periods + start
    first = np.take(calendars.before, calendar * (calendars.days + 1) + np.take(given.spans.start, cell))
    last, end = first + facts.days[work], np.take(given.spans.end, cell)
    at, later = calendar * (periods + 1) + start, 0
    low = np.take(worked, at)
    while len(work):
        high = np.take(worked, at + later + 1)
        days = np.minimum(last, high) - np.maximum(first, low)
        used = np.flatnonzero(days > 0)
        by = work[used]
        yield by, start[used], start[used] + later, days[used] * facts.crews[by]
        period = start + later + 1
        on = np.flatnonzero((end > clock.starts[period]) & (period < periods))
        work, start, at, low = work[on], start[on], at[on], high[on]
        first, last, end, later = first[on], last[on], end[on], later + 1


def street_disruption(given: Given) -> Block:
    """Households of a street under works at once have a cap.

    It is max(⌊share × the street's households⌋, those of its largest campaign):
    ``Σ households[c] · start[c, t] <= cap[street]`` over starts under way in the period; rows
    ``street_disruption[street, period]``.
    """
    programme = given.programme
    rule = programme.settings.rules.street_disruption
    streets, street = streets_of(programme)
    counted = np.where(programme.campaigns.place_kind == "asset", 0, programme.campaigns.households)
    largest = largest_campaigns(programme)
    households = households_of(programme, streets)
    share = np.array([rule.by_street.get(s, rule.share) for s in streets])
    caps = np.maximum(np.floor(share * households + 1e-9), largest)
    return _under_way(given, streets, street, counted.astype(np.float64), caps)


def street_projects(given: Given) -> Block:
    """Campaigns under way at once in a street are at most ``most``.

    ``Σ start[c, t] <= most[street]`` over starts under way in the period; rows
    ``street_projects[street, period]``.
    """
    programme = given.programme
    rule = programme.settings.rules.street_projects
    streets, street = streets_of(programme)
    caps = np.array([rule.by_street.get(s, rule.most) for s in streets], dtype=np.float64)
    return _under_way(given, streets, street, np.ones(len(street)), caps)


@once
def streets_of(programme: Programme) -> tuple[list[str], NDArray[np.int64]]:
    """Return the streets that have campaigns and each campaign's street, −1 where it has none."""
    streets = [str(s) for s in dict.fromkeys(programme.campaigns.street) if s]
    index = {s: k for k, s in enumerate(streets)}
    return streets, np.array([index.get(s, -1) for s in programme.campaigns.street], dtype=np.int64)


def households_of(programme: Programme, streets: list[str]) -> NDArray[np.float64]:
    """Return the households of the estates of each street that take part, axis ``(street,)``."""
    estates, index = programme.estates, {s: k for k, s in enumerate(streets)}
    street = np.array([index.get(s, -1) for s in estates.street], dtype=np.int64)
    part = (programme.exclusions.estate == "") & (street >= 0)
    found = np.zeros(len(streets), dtype=np.int64)
    np.add.at(found, street[part], estates.households[part])
    return found.astype(np.float64)


def largest_campaigns(programme: Programme) -> NDArray[np.float64]:
    """Return the households of the largest campaign of each street, axis ``(street,)``; assets count 0."""
    streets, street = streets_of(programme)
    counted = np.where(programme.campaigns.place_kind == "asset", 0, programme.campaigns.households)
    largest = np.zeros(len(streets))
    np.maximum.at(largest, street[street >= 0], counted[street >= 0])
    return largest


def _under_way(
    given: Given,
    streets: list[str],
    street: NDArray[np.int64],
    weight: NDArray[np.float64],
    caps: NDArray[np.float64],
) -> Block:
    """Return rows that cap the weight of campaigns under way by street and period."""
    clock, columns = given.programme.clock, given.columns
    entries = Entries()
    campaign, start = np.nonzero((columns.start >= 0) & (street >= 0)[:, None])
    period, end = start, given.spans.campaign_end[campaign, start]
    while len(campaign):
        running = end > clock.starts[period]
        campaign, start, end, period = campaign[running], start[running], end[running], period[running]
        row = street[campaign] * clock.periods + period
        entries.add(row, columns.start[campaign, start], weight[campaign])
        on = period + 1 < clock.periods
        campaign, start, end, period = campaign[on], start[on], end[on], period[on] + 1
    low, high = at_most(np.repeat(caps, clock.periods))
    return entries.block(low, high, lambda: [f"{s}, {name}" for s in streets for name in clock.names])
