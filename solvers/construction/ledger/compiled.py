"""The ledger compiled: the measures of `reckoned`, of one replication, in a few passes over its visits.

Visits are rows (activity and kind, ready, start, end), as the compiled engine writes them down. They are put
in chains by the day on which they start and by that on which they end; then one pass over the days adds up
what goes on at once, place by place and street by street.
"""

# numba takes the types from what it is given.
# mypy: no-check-untyped-defs

from __future__ import annotations

from typing import Any

from solvers.compiled import compiled
from solvers.construction.ledger import flat as f
from solvers.construction.play.played import INSPECTION, MAIN
from solvers.construction.play.tables import END, KIND_BITS, READY, START, WHICH
from solvers.construction.site.nouns import NEVER

FLAGS: dict[str, Any] = {"nogil": True, "error_model": "numpy"}
INSIDE: dict[str, Any] = FLAGS | {"inline": "always"}
"""How what is done for each visit is compiled: into the pass over the visits."""
_KIND = (1 << KIND_BITS) - 1
DAY = 24.0
WORKED, DAYS, VISITS, FIRST, LAST = range(5)
"""Columns of ``tally``, by activity: working and calendar days of its visits and their number; the start and
the end of its main visit, −1: none."""
_AHEAD = 16
"""Visits whose places in memory are read together, so that they are waited for together."""


@compiled(**INSIDE)
def _take(flat, busy, a, start, end, worked, calendar):  # type: ignore[no-untyped-def]
    """Add the days of a visit to the pools that it takes, quarter by quarter; ``a`` −1: an inspection."""
    first = flat.need_first[a] if a >= 0 else 0
    last = flat.need_first[a + 1] if a >= 0 else 0
    inspectors = flat.given[f.INSPECTORS] if a < 0 else -1
    since = start if first < last or inspectors >= 0 else end
    while since < end:
        q = flat.quarter_of[since]
        until = min(end, flat.quarter_day[q + 1])
        worked_days = worked[calendar, until] - worked[calendar, since]
        if inspectors >= 0:
            busy[inspectors, q] += until - since
        for need in range(first, last):
            if flat.need_pool[need] >= 0:
                busy[flat.need_pool[need], q] += flat.need_units[need] * worked_days
        since = until


@compiled(**FLAGS)
def tallied(flat, visits, sky, room, totals, starts):  # type: ignore[no-untyped-def]
    """Add up the days of each activity, put visits in chains, and return (notices kept, notices told).

    The first day of any visit of each campaign's included works is put into ``starts``; NEVER: none.
    """
    worked, nth = sky
    tally, chain, head = room[0], room[1], room[2]
    waited, busy = totals[0], totals[1]
    tally[:] = 0
    tally[:, FIRST:] = -1
    head[:] = -1
    starts[:] = NEVER
    horizon, kept, told = flat.given[f.HORIZON], 0, 0
    for v in range(len(visits)):
        a, kind = visits[v, WHICH] >> KIND_BITS, visits[v, WHICH] & _KIND
        start, end = visits[v, START], min(visits[v, END], horizon)
        if kind == MAIN:
            tally[a, FIRST], tally[a, LAST] = start, end
        if end <= start:
            continue
        if flat.activity[a, f.WORKS] >= 0:
            starts[flat.activity[a, f.WORKS]] = min(starts[flat.activity[a, f.WORKS]], start)
        if kind == INSPECTION:
            waited[a] += start - visits[v, READY]
            _take(flat, busy, -1, start, end, worked, 0)
            continue
        calendar = flat.activity[a, f.CALENDAR]
        before, ready = worked[calendar, start], worked[calendar, visits[v, READY]]
        waited[a] += start - nth[calendar, ready]
        _take(flat, busy, a, start, end, worked, calendar)
        if not flat.activity[a, f.COUNTS]:
            continue
        if flat.activity[a, f.NOTICE]:
            told += 1
            kept += before == ready
        tally[a, WORKED] += worked[calendar, end] - before
        tally[a, DAYS] += end - start
        tally[a, VISITS] += 1
        chain[v, 0], head[start, 0] = head[start, 0], v
        chain[v, 1], head[end, 1] = head[end, 1], v
    return kept, told


@compiled(**FLAGS)
def amounts(flat, tally, by_channel, by_place):  # type: ignore[no-untyped-def]
    """Add up amounts: ``by_channel`` rows household-days, weighted, outage hours; ``by_place`` weighted."""
    by_channel[:] = 0.0
    by_place[:] = 0.0
    for t in range(len(flat.term_activity)):
        a, k = flat.term_activity[t], flat.term_channel[t]
        if tally[a, VISITS] == 0:
            continue
        days = tally[a, DAYS] if flat.every_day[t] else tally[a, WORKED]
        weighted = flat.load[t] * days
        by_channel[0, k] += flat.scope[t] * days
        by_channel[1, k] += weighted
        by_place[flat.term_place[t]] += weighted
        if flat.outage[t] == f.SHORT:
            by_channel[2, k] += flat.scope[t] * (tally[a, WORKED] * flat.hours[t])
        elif flat.outage[t] == f.LONG:
            whole = tally[a, DAYS] * DAY - tally[a, VISITS] * (DAY - flat.hours[t])
            by_channel[2, k] += flat.scope[t] * whole


@compiled(**FLAGS)
def trenches(flat, tally, missed, spans):  # type: ignore[no-untyped-def]
    """Put into ``spans`` of each joint trench (first, last, ground, member), −1: none.

    The ground is that of the last of its members who met.
    """
    spans[:] = -1
    for member in range(len(missed)):
        a, g = flat.member[member], flat.trench[member]
        start, end, ground = tally[a, FIRST], tally[a, LAST], flat.activity[a, f.GROUND]
        if end <= start or ground < 0 or missed[member]:
            continue
        spans[g, 0] = start if spans[g, 2] < 0 else min(spans[g, 0], start)
        spans[g, 1] = max(spans[g, 1], end)
        spans[g, 2], spans[g, 3] = ground, member


@compiled(**INSIDE)
def _cuts(flat, worked, a, start, end):  # type: ignore[no-untyped-def]
    calendar = flat.activity[a, f.CALENDAR]
    return flat.given[f.NIGHT] != 0 or worked[calendar, end] > worked[calendar, start]


@compiled(**INSIDE)
def _change(flat, a, day, sign, amount, under_way, since, streets):  # type: ignore[no-untyped-def]
    """Let a visit begin or end to disturb its street; count the days that the street was above."""
    if flat.widest[a] > 0:
        group, street = flat.activity[a, f.GROUP], flat.activity[a, f.STREET]
        was = min(under_way[street], flat.street_parts[street])
        if was > flat.threshold[street]:
            streets[street, 1] += day - since[street]
        since[street] = day
        held = min(amount[group, 0], flat.most[group])
        amount[group, 0] += sign * flat.widest[a]
        under_way[street] += min(amount[group, 0], flat.most[group]) - held
        now = min(under_way[street], flat.street_parts[street])
        streets[street, 0] = max(streets[street, 0], now if sign > 0 else 0)


@compiled(**INSIDE)
def _unite(unions, places, place, what, start, end):  # type: ignore[no-untyped-def]
    """Let a span go on with the last of its place, or begin anew; keep the longest."""
    if start > unions[place, 2 * what + 1]:
        unions[place, 2 * what] = start
    unions[place, 2 * what + 1] = max(unions[place, 2 * what + 1], end)
    length = unions[place, 2 * what + 1] - unions[place, 2 * what]
    places[place, what] = max(places[place, what], length)


@compiled(**INSIDE)
def _dig(dug, ground, start, end, gap):  # type: ignore[no-untyped-def]
    """Open a ground; return 1 where that is once more, 0 the first time and while it is open."""
    last = dug[ground]
    dug[ground] = max(last, end)
    return 1 if last >= 0 and start > last + gap else 0


@compiled(**FLAGS)
def at_once(flat, visits, worked, room, streets, places):  # type: ignore[no-untyped-def]
    """Go through the days: streets (peak, days above), places (longest, water, closed); return re-openings.

    ``streets`` and ``places`` are int64, cleared here; ``room`` holds the chains and what is under way.
    """
    chain, head, spans, amount, unions, dug = room[1], room[2], room[3], room[4], room[5], room[6]
    under_way, since = room[7], room[8]
    streets[:], places[:], amount[:], unions[:], dug[:] = 0, 0, 0, -1, -1
    under_way[:], since[:] = 0, 0
    reopened, gap = 0, flat.given[f.GAP]
    for day in range(len(head)):
        v = head[day, 1]
        while v >= 0:
            a = visits[v, WHICH] >> KIND_BITS
            _change(flat, a, day, -1, amount, under_way, since, streets)
            amount[flat.activity[a, f.PLACE], 1] -= flat.activity[a, f.CLOSES]
            v = chain[v, 1]
        v = head[day, 0]
        while v >= 0:
            a, end = visits[v, WHICH] >> KIND_BITS, min(visits[v, END], flat.given[f.HORIZON])
            place = flat.activity[a, f.PLACE]
            _change(flat, a, day, 1, amount, under_way, since, streets)
            if flat.activity[a, f.CLOSES]:
                amount[place, 1] += 1
                places[place, 2] = max(places[place, 2], amount[place, 1])
            if flat.activity[a, f.BEARS]:
                _unite(unions, places, place, 0, day, end)
            if flat.activity[a, f.CUTS] and _cuts(flat, worked, a, day, end):
                _unite(unions, places, place, 1, day, end)
            if flat.activity[a, f.GROUND] >= 0:
                reopened += _dig(dug, flat.activity[a, f.GROUND], day, end, gap)
                member = flat.activity[a, f.MEMBER]
                if member >= 0:
                    g = flat.trench[member]
                    if spans[g, 2] >= 0 and spans[g, 0] == day:
                        reopened += _dig(dug, spans[g, 2], day, spans[g, 1], gap)
            v = chain[v, 0]
    return reopened


@compiled(**FLAGS)
def by_weeks(flat, visits, worked, weeks):  # type: ignore[no-untyped-def]
    """Add working and calendar days of visits that bear to ``weeks``, axes ``(activity, week, 2)``.

    Return what the first weeks of the visits held: reading them ahead keeps the processor from waiting for
    memory visit by visit.
    """
    held = 0
    for v in range(len(visits)):
        if v % _AHEAD == 0:
            for ahead in range(v, min(v + _AHEAD, len(visits))):
                if visits[ahead, START] < flat.given[f.HORIZON]:
                    held += weeks[visits[ahead, WHICH] >> KIND_BITS, visits[ahead, START] // 7, 0]
        a = visits[v, WHICH] >> KIND_BITS
        if visits[v, WHICH] & _KIND == INSPECTION or not flat.activity[a, f.BEARS]:
            continue
        day, end = visits[v, START], min(visits[v, END], flat.given[f.HORIZON])
        calendar = flat.activity[a, f.CALENDAR]
        week, before = day // 7, worked[calendar, day]
        while day < end:
            until = min(end, week * 7 + 7)
            after = worked[calendar, until]
            weeks[a, week, 0] += after - before
            weeks[a, week, 1] += until - day
            week, day, before = week + 1, until, after
    return held


@compiled(**FLAGS)
def first_days(flat, visits, start):  # type: ignore[no-untyped-def]
    """Put the first day of any visit of each campaign's included works into ``start``; NEVER: none."""
    start[:] = NEVER
    for v in range(len(visits)):
        c = flat.activity[visits[v, WHICH] >> KIND_BITS, f.WORKS]
        if c >= 0 and visits[v, END] > visits[v, START]:
            start[c] = min(start[c], visits[v, START])
