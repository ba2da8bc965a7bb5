"""Rules of what can go on at once.

Crews, households under works, projects in a street (docs/meaning.md, 6.7-6.9).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from solvers.rules.block import Block, Entries, Own, at_most

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scenarios.model.programme import Programme
    from solvers.rules.block import Given


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
    work, start, period, amount = crew_days(given)
    trade = programme.work_types.trade[programme.facts.work_type]
    street = programme.campaigns.street[programme.facts.campaign]
    held = [index.get((k, s), index.get((k, ""), -1)) for k, s in zip(trade, street, strict=True)]
    pool = np.array(held, dtype=np.int64)[work]
    entries.add(
        np.where(pool >= 0, row[np.maximum(pool, 0), period] if len(pools) else -1, -1),
        given.columns.work[work, start],
        amount,
    )
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
    for r in rows:
        first = 0 if np.isnat(crews.from_[r]) else clock.day(crews.from_[r].item())
        end = int(clock.starts[-1]) if np.isnat(crews.to[r]) else clock.day(crews.to[r].item()) + 1
        low, high = np.maximum(clock.starts[:-1], first), np.minimum(clock.starts[1:], end)
        base = np.zeros(clock.periods, dtype=np.int64)
        days = given.spans.calendars.between(base, low, np.maximum(low, high))
        capacity[pools.index((str(crews.trade[r]), str(crews.street[r])))] += crews.count[r] * days
    return pools, capacity


def crew_days(
    given: Given,
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Return (work, start period, period, crew-days) of every use of crews within the plan."""
    facts, clock, spans = given.programme.facts, given.programme.clock, given.spans
    periods = clock.periods
    calendar = spans.calendars.of_work[:, None]
    found = []
    for later in range(periods):
        period = np.minimum(np.arange(periods) + later, periods - 1)
        inside = (np.arange(periods) + later) < periods
        low = np.maximum(spans.start, clock.starts[period])
        high = np.minimum(spans.end, clock.starts[period + 1])
        days = np.where(inside & (facts.days[:, None] > 0), spans.calendars.between(calendar, low, high), 0)
        days = np.where(high > low, days, 0)
        work, start = np.nonzero(days)
        found.append((work, start, start + later, days[work, start] * facts.crews[work]))
        if not (spans.end[:, inside] > clock.starts[period[inside] + 1]).any():
            break
    one, two, three, four = (np.concatenate([piece[k] for piece in found]) for k in range(4))
    return one, two, three, four


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


def streets_of(programme: Programme) -> tuple[list[str], NDArray[np.int64]]:
    """Return the streets that have campaigns and each campaign's street, −1 where it has none."""
    streets = [str(s) for s in dict.fromkeys(programme.campaigns.street) if s]
    index = {s: k for k, s in enumerate(streets)}
    return streets, np.array([index.get(str(s), -1) for s in programme.campaigns.street], dtype=np.int64)


def households_of(programme: Programme, streets: list[str]) -> NDArray[np.float64]:
    """Return the households of the estates of each street that take part, axis ``(street,)``."""
    estates, part = programme.estates, programme.exclusions.estate == ""
    found = [estates.households[part & (estates.street == s)].sum() for s in streets]
    return np.array(found, dtype=np.float64)


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
    row = np.arange(len(streets) * clock.periods).reshape(-1, clock.periods)
    entries = Entries()
    for later in range(clock.periods):
        start = np.arange(clock.periods - later)
        running = given.spans.campaign_end[:, start] > clock.starts[start + later]
        if not running.any():
            break
        target = np.where(street[:, None] >= 0, row[street][:, start + later] if len(streets) else -1, -1)
        entries.add(target, np.where(running, columns.start[:, start], -1), weight[:, None])
    low, high = at_most(np.repeat(caps, clock.periods))
    return entries.block(low, high, lambda: [f"{s}, {name}" for s in streets for name in clock.names])
