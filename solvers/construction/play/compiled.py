"""The compiled engine: the same visits as the other engines', from arrays alone (docs/construction.md).

Days are buckets: chains of activities whose visit ends, who meet for a trench, or who are looked at. Each
activity has at most one visit under way or waiting, so a chain needs one link by activity. What hangs on
nobody else is reckoned ahead. Nothing is ever put on a day from the horizon on, and nothing is read beyond
the end of a calendar: what would be is unfinished. ``m`` is the memory, ``w`` its words, ``x`` where an
activity's row stands; ``worked`` and ``nth`` are those of the replication's weather.
"""

# numba takes the types from the signatures.
# mypy: no-check-untyped-defs

from __future__ import annotations

import numpy as np

from solvers.compiled import compiled
from solvers.construction.play import tables as t
from solvers.construction.play.compiled_gates import (
    first_offer,
    first_open,
    first_shut,
    give_back,
    leave,
    offered,
    offers,
    opened,
    shut,
    take,
)
from solvers.construction.play.compiled_rows import (
    FLAGS,
    INSIDE,
    activity,
    campaign,
    day_row,
    follower,
    listed,
    member,
    rest,
    rise_row,
    source,
    trench,
    visit,
)
from solvers.construction.play.played import (
    DONE,
    INSPECTION,
    LOOK_BACK,
    MAIN,
    NOT,
    REFUSED,
    REINSTATEMENT,
    RESUMED,
    REWORK,
)
from solvers.construction.site.nouns import NEVER

_SKY = "CPointer(int16), CPointer(int16)"


@compiled("void(CPointer(int32), int64, int64, int64)", **INSIDE)
def _put(m, x, today, chain):  # type: ignore[no-untyped-def]
    """Put an activity on a chain of a day, which lies before the horizon."""
    d = day_row(m, today) + chain
    m[x + t.LINK] = m[d]
    m[d] = (x - m[2 * t.ACTIVITY]) // t.WIDTH[t.ACTIVITY]
    m[t.LAST_DAY] = max(m[t.LAST_DAY], today)


@compiled("void(CPointer(int32), int64, int64, int64, int64)", **INSIDE)
def _write(m, x, kind, start, end):  # type: ignore[no-untyped-def]
    """Write down a visit that starts."""
    v = visit(m, m[t.VISITS])
    m[t.VISITS] += 1
    m[v + t.WHICH] = (((x - m[2 * t.ACTIVITY]) // t.WIDTH[t.ACTIVITY]) << t.KIND_BITS) + kind
    m[v + t.READY] = m[x + t.READY_FROM]
    m[v + t.START] = start
    m[v + t.END] = end
    m[x + t.READY_FROM] = NOT


@compiled(f"int64(CPointer(int32), {_SKY}, int64, int64, int64, int64)", **INSIDE)
def _work(m, worked, nth, x, kind, days, start):  # type: ignore[no-untyped-def]
    """Write down a visit that starts on an open day; return the day on which it ends, NEVER: too late."""
    end = start + days
    if kind != INSPECTION:
        calendar = np.int64(m[x + t.FLAGS] >> t.CALENDAR)
        whole = np.int64(m[t.CALENDAR_DAYS])
        last = worked[calendar * (whole + 1) + start] + days - 1
        end = np.int64(nth[calendar * whole + last]) + 1 if last < whole else NEVER
    if end >= m[t.HORIZON]:
        end = NEVER
    _write(m, x, kind, start, end)
    return end


@compiled("void(CPointer(int32), int64, int64)", **FLAGS)
def _close(m, c, day):  # type: ignore[no-untyped-def]
    """Close a campaign with the last of its repairs, and not before its look-back."""
    y = campaign(m, c)
    m[y + t.CLOSING] = max(m[y + t.CLOSING], day)
    m[y + t.LOOKED_BACK] -= 1
    if m[y + t.LOOKED_BACK] == 0 and m[y + t.CLOSING] < m[t.HORIZON]:
        m[y + t.CLOSED] = m[y + t.CLOSING]


@compiled("void(CPointer(int32), int64)", **INSIDE)
def _is_over(m, c):  # type: ignore[no-untyped-def]
    m[listed(m, m[t.OVER] + m[t.FINISHED])] = c
    m[t.FINISHED] += 1


@compiled("void(CPointer(int32), int64, int64, int64)", **FLAGS)
def _done(m, x, day, status):  # type: ignore[no-untyped-def]
    """Let an activity be done; its campaign finishes with the last of its works."""
    y = rest(m, x)
    m[y + t.DONE_DAY] = day
    m[y + t.STATUS] = status
    a = (x - m[2 * t.ACTIVITY]) // t.WIDTH[t.ACTIVITY]
    m[listed(m, m[t.STACK] + m[t.STACKED])] = a
    m[t.STACKED] += 1
    if m[x + t.FLAGS] & t.IS_WORK:
        c = campaign(m, m[y + t.OF])
        m[c + t.LATE] = max(m[c + t.LATE], day)
        m[c + t.UNDONE] -= 1
        if m[c + t.UNDONE] == 0:
            _is_over(m, m[y + t.OF])


@compiled("UniTuple(int64, 3)(CPointer(int32), int64, int64, int64)", **FLAGS)
def _after(m, x, kind, day):  # type: ignore[no-untyped-def]
    """Return what follows a visit that ended on a day: (kind, days, day), NOT where nothing does.

    An inspection without inspectors to wait for only takes its days and is not written down here.
    """
    notice = m[x + t.NOTICE]
    if kind == LOOK_BACK:
        _close(m, m[rest(m, x) + t.OF], day)
        return NOT, 0, day
    if kind == MAIN and m[x + t.FIRST] < m[x + t.DAYS]:
        return RESUMED, np.int64(m[x + t.DAYS] - m[x + t.FIRST]), day + m[x + t.STOP_DAYS] + notice
    if kind != REWORK and m[x + t.FLAGS] & t.WORKING:
        if kind < REINSTATEMENT and m[x + t.MEMBER_AT] >= 0:
            y = member(m, m[x + t.MEMBER_AT])
            if m[y + t.MISSED] and m[y + t.REDIG] > 0:
                return REINSTATEMENT, np.int64(m[y + t.REDIG]), day + notice
        if kind < INSPECTION and m[x + t.INSPECTED] > 0:
            if m[t.INSPECTION_GATE] >= 0:
                return INSPECTION, np.int64(m[x + t.INSPECTED]), day
            day += m[x + t.INSPECTED]
            if day >= m[t.HORIZON]:
                return NOT, 0, day
        if m[x + t.AGAIN] > 0:
            return REWORK, np.int64(m[x + t.AGAIN]), day + notice
    _done(m, x, day, DONE)
    return NOT, 0, day


@compiled(f"void(CPointer(int32), {_SKY}, int64, int64, int64, int64)", **FLAGS)
def _visit(m, worked, nth, x, kind, days, day):  # type: ignore[no-untyped-def]
    """Make a visit that is ready on a day, and those that follow while nothing is to be waited for."""
    horizon = m[t.HORIZON]
    while day < horizon:
        m[x + t.READY_FROM] = day
        m[x + t.KIND] = kind
        if days == 0:
            _write(m, x, kind, day, day)
        else:
            opens = day
            if kind != INSPECTION:
                opens = first_open(m, worked, nth, (m[x + t.FLAGS] >> t.CALENDAR), day)
            if opens >= horizon:
                return
            if kind == INSPECTION or m[x + t.ASK_FIRST] < m[x + t.ASK_LAST]:
                m[x + t.LEFT] = days
                _put(m, x, opens, t.LOOKS)
                return
            day = _work(m, worked, nth, x, kind, days, opens)
            if day >= horizon:
                return
        kind, days, day = _after(m, x, kind, day)
        if kind == NOT:
            return


@compiled(f"void(CPointer(int32), {_SKY}, int64, int64, int64)", **FLAGS)
def _go_on(m, worked, nth, x, kind, day):  # type: ignore[no-untyped-def]
    """Do what follows a visit that ended on a day."""
    kind, days, day = _after(m, x, kind, day)
    if kind != NOT:
        _visit(m, worked, nth, x, kind, days, day)


@compiled(f"void(CPointer(int32), {_SKY}, int64, int64)", **FLAGS)
def _begin(m, worked, nth, x, day):  # type: ignore[no-untyped-def]
    """Start the main visit of an activity, or give it up, after the notice that it may need."""
    if m[x + t.NOTICE] > 0 and day > m[rest(m, x) + t.PLANNED]:
        day += m[x + t.NOTICE]
    if m[x + t.FLAGS] & t.TAKES_PART:
        _visit(m, worked, nth, x, MAIN, m[x + t.FIRST], day)
    elif day < m[t.HORIZON]:
        m[x + t.READY_FROM] = day
        _write(m, x, MAIN, day, day)
        _done(m, x, day, REFUSED)


@compiled(f"void(CPointer(int32), {_SKY}, int64)", **FLAGS)
def _pass_gates(m, worked, nth, a):  # type: ignore[no-untyped-def]
    """Let an activity go on from the day on which nothing holds it but its trench and its notice."""
    x = activity(m, a)
    day = np.int64(m[x + t.GATE_DAY])
    if day >= m[t.HORIZON]:
        return
    if m[x + t.MEMBER_AT] >= 0 and m[x + t.FLAGS] & t.TAKES_PART:
        _put(m, x, day, t.JOINS)
    else:
        _begin(m, worked, nth, x, day)


@compiled(f"void(CPointer(int32), {_SKY}, int64, int64)", **FLAGS)
def _join(m, worked, nth, a, today):  # type: ignore[no-untyped-def]
    """Ask today for a member's trench; it may dig with the others, or by itself where it missed them."""
    x = activity(m, a)
    y = member(m, m[x + t.MEMBER_AT])
    g = trench(m, m[y + t.MEMBER_OF])
    if m[g + t.OPENS] == NOT:
        m[g + t.OPENS] = max(today, min(m[g + t.LATEST], today + m[t.WINDOW]))
    m[y + t.MISSED] = m[y + t.RESPONSE] > m[g + t.OPENS]
    _begin(m, worked, nth, x, max(today, m[y + t.RESPONSE] if m[y + t.MISSED] else m[g + t.OPENS]))


@compiled(f"void(CPointer(int32), {_SKY}, int64)", **FLAGS)
def _finish(m, worked, nth, c):  # type: ignore[no-untyped-def]
    """Finish a campaign all of whose works are done, and look back on it."""
    y = campaign(m, c)
    day = m[y + t.LATE]
    if day >= m[t.HORIZON]:
        return
    m[y + t.FINISH] = day
    m[y + t.LOOKED_BACK] = 1
    for at in range(m[y + t.WORKS_FIRST], m[y + t.WORKS_LAST]):
        m[y + t.LOOKED_BACK] += m[rest(m, activity(m, m[listed(m, at)])) + t.DEFECTS] > 0
    back = day + m[t.LOOK_BACK_DAYS]
    for at in range(m[y + t.WORKS_FIRST], m[y + t.WORKS_LAST]):
        x = activity(m, m[listed(m, at)])
        days = m[rest(m, x) + t.DEFECTS]
        if days > 0:
            _visit(m, worked, nth, x, LOOK_BACK, days, back + m[x + t.NOTICE])
    _close(m, c, back)


@compiled(f"void(CPointer(int32), {_SKY})", **FLAGS)
def _follow(m, worked, nth):  # type: ignore[no-untyped-def]
    """Pass on what is done to those who wait for it, and look back on campaigns, until there is no more."""
    while m[t.STACKED] > 0 or m[t.FINISHED] > 0:
        if m[t.FINISHED] > 0:
            m[t.FINISHED] -= 1
            _finish(m, worked, nth, m[listed(m, m[t.OVER] + m[t.FINISHED])])
            continue
        m[t.STACKED] -= 1
        x = rest(m, activity(m, m[listed(m, m[t.STACK] + m[t.STACKED])]))
        day = m[x + t.DONE_DAY]
        for at in range(m[x + t.FOLLOW_FIRST], m[x + t.FOLLOW_LAST]):
            f = follower(m, at)
            a = np.int64(m[f + t.AFTER])
            y = activity(m, a)
            m[y + t.GATE_DAY] = max(m[y + t.GATE_DAY], day + m[f + t.LAG])
            m[y + t.AHEAD] -= 1
            if m[y + t.AHEAD] == 0:
                _pass_gates(m, worked, nth, a)


@compiled("int64(CPointer(int32), int64, int64)", **FLAGS)
def _change(m, rise, today):  # type: ignore[no-untyped-def]
    """Let pools grow and shrink as the table says; return the number of the next change."""
    while rise < m[2 * t.RISE + 1] and m[rise_row(m, rise) + t.RISE_DAY] == today:
        at = rise_row(m, rise)
        pool = np.int64(m[at + t.RISING])
        m[source(m, pool) + t.FREE] += m[at + t.MORE]
        opened(m, pool)
        rise += 1
    return rise


@compiled(f"void(CPointer(int32), CPointer(uint64), {_SKY}, int64)", **FLAGS)
def _look(m, w, worked, nth, today):  # type: ignore[no-untyped-def]
    """Look through the visits that may start today: each that finds all it needs starts at once."""
    offers(m, w, worked, nth, today)
    while m[t.OFFERED] > 0:
        key, g = offered(first_offer(m, w))
        if g >= 0:
            if shut(m, g):
                continue
            leave(m, w, g)
        rank = key - m[t.ACTIVITIES] if key >= m[t.ACTIVITIES] else key
        x = activity(m, m[listed(m, m[t.BY_RANK] + rank)])
        kind = np.int64(m[x + t.KIND])
        if first_shut(m, w, x, kind) >= 0:
            continue
        take(m, x, kind)
        end = _work(m, worked, nth, x, kind, m[x + t.LEFT], today)
        if end < m[t.HORIZON]:
            _put(m, x, end, t.ENDS)


@compiled(f"void(CPointer(int32), CPointer(uint64), {_SKY})", **FLAGS)
def played(m, w, worked, nth):  # type: ignore[no-untyped-def]
    """Play a replication that is prepared."""
    for c in range(m[2 * t.CAMPAIGN + 1]):
        if m[campaign(m, c) + t.UNDONE] == 0:
            _is_over(m, c)
    for a in range(m[t.ACTIVITIES]):
        if m[activity(m, a) + t.AHEAD] == 0:
            _pass_gates(m, worked, nth, a)
    _follow(m, worked, nth)
    today, rise = 0, 0
    while today <= m[t.LAST_DAY]:
        rise = _change(m, rise, today)
        d = day_row(m, today)
        a = np.int64(m[d + t.ENDS])
        while a >= 0:
            x = activity(m, a)
            a, kind = np.int64(m[x + t.LINK]), np.int64(m[x + t.KIND])
            give_back(m, x, kind)
            _go_on(m, worked, nth, x, kind, today)
        _follow(m, worked, nth)
        while m[d + t.JOINS] >= 0:
            a = np.int64(m[d + t.JOINS])
            m[d + t.JOINS] = m[activity(m, a) + t.LINK]
            _join(m, worked, nth, a, today)
            _follow(m, worked, nth)
        if m[d + t.LOOKS] >= 0 or m[d + t.OPENING] >= 0 or m[t.FREED_COUNT] > 0:
            _look(m, w, worked, nth, today)
        today += 1


@compiled("void(int32[::1], uint64[::1], int16[:, ::1], int16[:, ::1])", **FLAGS)
def play(ints, words, worked, nth):  # type: ignore[no-untyped-def]
    """Play a replication that is prepared; ``worked`` and ``nth`` of its weather, by calendar, as narrow."""
    played(ints.ctypes, words.ctypes, worked.ctypes, nth.ctypes)
