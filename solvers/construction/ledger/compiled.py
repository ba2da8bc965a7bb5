"""The ledger compiled: the measures of `reckoned`, of one replication, in a few passes over its visits.

Visits are rows (activity and kind, ready, start, end), as the compiled engine writes them down. What is borne
of them is listed and counted by days; so it comes into the order of days without comparing, and passes over
these lists add up what goes on at once, place by place and street by street.
"""

# numba takes the types from what it is given.
# mypy: no-check-untyped-defs

from __future__ import annotations

from typing import Any

import numpy as np

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
OF, SINCE, UNTIL = range(3)
"""Columns of ``spells`` and ``begun``: the activity, the first day and that after the last of a visit."""
WEEK = np.uint32(7)
ALL_DAYS = 16
"""Where in a week's number the count of all days begins, below it that of working days: there is room for
the weeks of 4,681 replications."""


@compiled(**FLAGS)
def tallied(flat, visits, sky, room, waited, starts):  # type: ignore[no-untyped-def]
    """Add up the days of each activity, list what is borne, and return (notices kept, notices told, listed).

    The first day of any visit of each campaign's included works is put into ``starts``; NEVER: none. A notice
    is kept where the visit starts on the first open day from that on which it is ready.
    """
    worked, nth = sky
    tally, spells, by_day = room.tally, room.spells, room.by_day
    tally[:] = 0
    tally[:, FIRST:] = -1
    by_day[:] = 0
    starts[:] = NEVER
    horizon, kept, told, listed = flat.given[f.HORIZON], 0, 0, 0
    for v in range(len(visits)):
        a, kind = visits[v, WHICH] >> KIND_BITS, visits[v, WHICH] & _KIND
        start, end = visits[v, START], min(visits[v, END], horizon)
        late = start - visits[v, READY]
        if kind == MAIN:
            tally[a, FIRST], tally[a, LAST] = start, end
        if end <= start:
            continue
        if flat.activity[a, f.WORKS] >= 0:
            starts[flat.activity[a, f.WORKS]] = min(starts[flat.activity[a, f.WORKS]], start)
        if kind == INSPECTION:
            waited[a] += late
            continue
        calendar = flat.activity[a, f.CALENDAR]
        if late > 0:
            late = start - nth[calendar, worked[calendar, visits[v, READY]]]
            waited[a] += late
        if not flat.activity[a, f.COUNTS]:
            continue
        told += flat.activity[a, f.NOTICE]
        kept += flat.activity[a, f.NOTICE] if late == 0 else 0
        tally[a, WORKED] += worked[calendar, end] - worked[calendar, start]
        tally[a, DAYS] += end - start
        tally[a, VISITS] += 1
        spells[listed, OF], spells[listed, SINCE], spells[listed, UNTIL] = a, start, end
        by_day[start, 0] += 1
        by_day[end, 1] += 1
        listed += 1
    return kept, told, listed


@compiled(**FLAGS)
def in_order(room, listed):  # type: ignore[no-untyped-def]
    """Put what is borne in order of days: ``begun`` by the first; ``turns``, and of a day its ends first."""
    spells, by_day, begun, turns = room.spells, room.by_day, room.begun, room.turns
    starts, ends = 0, 0
    for day in range(len(by_day)):
        more, less = by_day[day, 0], by_day[day, 1]
        by_day[day, 0], by_day[day, 1] = starts, starts + ends
        starts, ends = starts + more, ends + less
        by_day[day, 2] = ends
    for at in range(listed):
        a, start, end = spells[at, OF], spells[at, SINCE], spells[at, UNTIL]
        place = by_day[start, 0]
        by_day[start, 0] = place + 1
        begun[place, OF], begun[place, SINCE], begun[place, UNTIL] = a, start, end
        place += by_day[start, 2]
        turns[place, 0], turns[place, 1] = 2 * a + 1, start
        place = by_day[end, 1]
        by_day[end, 1] = place + 1
        turns[place, 0], turns[place, 1] = 2 * a, end


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
def _unite(unions, places, place, what, start, end):  # type: ignore[no-untyped-def]
    """Let a span go on with the last of its place, or begin anew; keep the longest."""
    first, last = unions[place, 2 * what], unions[place, 2 * what + 1]
    first = start if start > last else first
    last = max(last, end)
    unions[place, 2 * what], unions[place, 2 * what + 1] = first, last
    places[place, what] = max(places[place, what], last - first)


@compiled(**INSIDE)
def _dig(dug, ground, start, end, gap):  # type: ignore[no-untyped-def]
    """Open a ground; return 1 where that is once more, 0 the first time and while it is open."""
    last = dug[ground]
    dug[ground] = max(last, end)
    return 1 if last >= 0 and start > last + gap else 0


@compiled(**FLAGS)
def one_by_one(flat, listed, worked, room, places):  # type: ignore[no-untyped-def]
    """Go through what is borne by first days: places (longest, water on end); return re-openings.

    ``places`` are int64, cleared here; ``room`` holds what is borne and the spans of trenches.
    """
    begun, spans, unions, dug = room.begun, room.spans, room.unions, room.dug
    places[:], unions[:], dug[:] = 0, -1, -1
    reopened, gap = 0, flat.given[f.GAP]
    for at in range(listed):
        a, day, end = begun[at, OF], begun[at, SINCE], begun[at, UNTIL]
        place = flat.activity[a, f.PLACE]
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
    return reopened


@compiled(**FLAGS)
def at_once(flat, listed, room, streets, places):  # type: ignore[no-untyped-def]
    """Go through beginnings and ends: streets (peak, days above), most accesses closed of ``places``.

    ``streets`` are int64, cleared here, as is in ``room`` what is under way.
    """
    turns, amount, under_way, since = room.turns, room.amount, room.under_way, room.since
    streets[:], amount[:], under_way[:], since[:] = 0, 0, 0, 0
    for at in range(2 * listed):
        a, begins, day = turns[at, 0] >> 1, turns[at, 0] & 1, turns[at, 1]
        more = flat.widest[a] if begins else -flat.widest[a]
        if more != 0:
            group, street = flat.activity[a, f.GROUP], flat.activity[a, f.STREET]
            was = under_way[street]
            if min(was, flat.street_parts[street]) > flat.threshold[street]:
                streets[street, 1] += day - since[street]
            since[street] = day
            held, now = amount[group, 0], amount[group, 0] + more
            amount[group, 0] = now
            now = was + min(now, flat.most[group]) - min(held, flat.most[group])
            under_way[street] = now
            streets[street, 0] = max(streets[street, 0], min(now, flat.street_parts[street]))
        if flat.activity[a, f.CLOSES]:
            place = flat.activity[a, f.PLACE]
            amount[place, 1] += 1 if begins else -1
            places[place, 2] = max(places[place, 2], amount[place, 1])


@compiled(**FLAGS)
def full_weeks(flat, worked, full):  # type: ignore[no-untyped-def]
    """Put into ``full``, axes ``(calendar, week)``, what weeks hold that a visit takes up, see `by_weeks`."""
    for calendar in range(len(full)):
        for week in range(flat.given[f.HORIZON] // 7):
            days = worked[calendar, 7 * week + 7] - worked[calendar, 7 * week]
            full[calendar, week] = days + (7 << ALL_DAYS)


@compiled(**INSIDE)
def _fetched(spells, listed, weeks):  # type: ignore[no-untyped-def]
    """Read what will be added to, all at once: the processor fetches many at a time. No sum is negative."""
    held = np.int64(0)
    for at in range(listed):
        held += weeks[spells[at, OF], np.uint32(spells[at, SINCE]) // WEEK]
    return held


@compiled(**FLAGS)
def by_weeks(flat, listed, worked, room, weeks):  # type: ignore[no-untyped-def]
    """Add the days of visits that bear to ``weeks``, axes ``(activity, week)``.

    A number holds the working days, and from bit ALL_DAYS on all days. Visits come as they started: the weeks
    of one lie side by side, mostly in the same line of the processor's cache.
    """
    spells, full = room.spells, room.full
    full_weeks(flat, worked, full)
    if _fetched(spells, listed, weeks) < 0:
        return
    for at in range(listed):
        a, day, end = spells[at, OF], spells[at, SINCE], spells[at, UNTIL]
        if not flat.activity[a, f.BEARS]:
            continue
        calendar = flat.activity[a, f.CALENDAR]
        week, last = np.int64(np.uint32(day) // WEEK), np.int64(np.uint32(end - 1) // WEEK)
        rest = np.int64(worked[calendar, end]) + (np.int64(end) << ALL_DAYS)
        held = np.int64(worked[calendar, day]) + (np.int64(day) << ALL_DAYS)
        if week < last:
            monday = 7 * week + 7
            weeks[a, week] += np.int64(worked[calendar, monday]) + (monday << ALL_DAYS) - held
            for whole in range(week + 1, last):
                weeks[a, whole] += full[calendar, whole]
            held = np.int64(worked[calendar, 7 * last]) + ((7 * last) << ALL_DAYS)
        weeks[a, last] += rest - held


@compiled(**FLAGS)
def first_days(flat, visits, start):  # type: ignore[no-untyped-def]
    """Put the first day of any visit of each campaign's included works into ``start``; NEVER: none."""
    start[:] = NEVER
    for v in range(len(visits)):
        c = flat.activity[visits[v, WHICH] >> KIND_BITS, f.WORKS]
        if c >= 0 and visits[v, END] > visits[v, START]:
            start[c] = min(start[c], visits[v, START])
