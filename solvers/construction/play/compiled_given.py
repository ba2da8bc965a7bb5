"""What a replication of the compiled engine is given: its draws read, its tables made ready."""

# numba takes the types from the signatures.
# mypy: no-check-untyped-defs

from __future__ import annotations

import numpy as np

from solvers.compiled import compiled
from solvers.construction.play import tables as t
from solvers.construction.play.compiled_rows import (
    FLAGS,
    activity,
    campaign,
    day_row,
    gate,
    listed,
    member,
    rest,
    rise_row,
    source,
    trench,
)
from solvers.construction.play.played import NOT, UNFINISHED
from solvers.construction.site.nouns import NEVER


@compiled("void(CPointer(int32), CPointer(uint64))", **FLAGS)
def _clear(m, w):  # type: ignore[no-untyped-def]
    for at in range(m[t.HEAP]):
        w[at] = 0
    for a in range(m[2 * t.ACTIVITY + 1]):
        x = activity(m, a)
        y = rest(m, x)
        m[x + t.READY_FROM] = NOT
        m[y + t.DONE_DAY] = NEVER
        m[y + t.STATUS] = UNFINISHED
    for number in range(min(m[t.LAST_DAY] + 1, m[2 * t.DAY + 1])):
        d = day_row(m, number)
        m[d + t.ENDS] = m[d + t.JOINS] = m[d + t.LOOKS] = m[d + t.OPENING] = NOT
    for g in range(m[2 * t.GATE + 1]):
        x = gate(m, g)
        m[x + t.WAITING] = m[x + t.FREED] = m[x + t.HINT] = m[x + t.LISTED] = 0
        if m[x + t.UNITS] == 0:
            m[listed(m, m[x + t.HELD])] = 0
    for pool in range(m[2 * t.SOURCE + 1]):
        x = source(m, pool)
        m[x + t.FREE] = m[x + t.ROOM] if pool < m[t.POOLS] else 0
        m[x + t.OPENS_COUNT] = 0
    for g in range(m[2 * t.TRENCH + 1]):
        x = trench(m, g)
        m[x + t.OPENS], m[x + t.LATEST] = NOT, 0
    m[t.STACKED] = m[t.FINISHED] = m[t.FREED_COUNT] = m[t.OFFERED] = m[t.LAST_DAY] = m[t.VISITS] = 0
    for at in range(m[2 * t.RISE + 1]):
        if m[rise_row(m, at) + t.RISE_DAY] < m[t.HORIZON]:
            m[t.LAST_DAY] = m[rise_row(m, at) + t.RISE_DAY]


@compiled("void(CPointer(int32), int32[::1])", **FLAGS)
def _read_slips(m, slip):  # type: ignore[no-untyped-def]
    """Read when campaigns are released."""
    for c in range(len(slip)):
        x = campaign(m, c)
        m[x + t.LATE] = m[x + t.STARTS] + slip[c]
        m[x + t.UNDONE] = m[x + t.WORKS_LAST] - m[x + t.WORKS_FIRST]
        m[x + t.CLOSING] = m[x + t.LOOKED_BACK] = 0
        m[x + t.FINISH] = m[x + t.CLOSED] = NEVER


@compiled("int64(int32[::1], int32[::1], int64)", **FLAGS)
def _together(agreed, revoked, day):  # type: ignore[no-untyped-def]
    count = 0
    for unit in range(len(agreed)):
        count += agreed[unit] <= day < revoked[unit]
    return count


@compiled("UniTuple(int64, 2)(int32[::1], int32[::1], int64, int64)", **FLAGS)
def _settled(agreed, revoked, last, wanted):  # type: ignore[no-untyped-def]
    """Return the day from which consent no longer holds a work, and the units that agreed (`settled`)."""
    if _together(agreed, revoked, 0) >= wanted:
        return 0, wanted
    best = np.int64(NEVER)
    for at in agreed:
        if 0 < at <= last and at < best and _together(agreed, revoked, at) >= wanted:
            best = np.int64(at)
    if best < NEVER:
        return best, wanted
    return last, min(_together(agreed, revoked, last), wanted)


@compiled("void(CPointer(int32), int32[::1], int32[::1], int32[::1])", **FLAGS)
def _read_consent(m, agreed, revoked, arrival):  # type: ignore[no-untyped-def]
    """Reckon the days before which activities are not ready, and who takes part."""
    for a in range(m[t.ACTIVITIES]):
        x = activity(m, a)
        y = rest(m, x)
        day, units, asks = m[y + t.PLANNED], 0, m[y + t.ASKS]
        if m[x + t.FLAGS] & t.IS_WORK:
            day = max(day, m[campaign(m, m[y + t.OF]) + t.LATE])
        if asks > 0:
            first, last = m[y + t.UNIT_FIRST], m[y + t.UNIT_LAST]
            by, units = _settled(agreed[first:last], revoked[first:last], m[y + t.PATIENCE], asks)
            day = max(day, by)
        for at in range(m[y + t.CLAIM_FIRST], m[y + t.CLAIM_LAST]):
            day = max(day, arrival[m[listed(m, at)]])
        m[x + t.AHEAD] = m[y + t.AWAITS]
        m[x + t.GATE_DAY] = day
        m[y + t.UNITS_AGREED] = units
        m[x + t.FLAGS] &= ~(t.TAKES_PART | t.WORKING)
        m[x + t.FLAGS] |= t.TAKES_PART if asks == 0 or units > 0 else 0


@compiled("void(CPointer(int32), int32[::1], int32[::1], int32[::1])", **FLAGS)
def _read_works(m, duration, stop_after, stop_days):  # type: ignore[no-untyped-def]
    """Read the days of main visits and of stops; of units that do not agree nothing is done."""
    for a in range(len(duration)):
        x = activity(m, a)
        y = rest(m, x)
        days, asks = np.int64(duration[a]), np.int64(m[y + t.ASKS])
        working = (m[x + t.FLAGS] & (t.IS_WORK | t.INCLUDED)) == t.IS_WORK | t.INCLUDED and days > 0
        if asks > 0:
            days = -((-days * m[y + t.UNITS_AGREED]) // asks)
        stops = working and stop_days[a] > 0 and 0 < stop_after[a] < days
        m[x + t.DAYS] = days
        m[x + t.FIRST] = stop_after[a] if stops else days
        m[x + t.STOP_DAYS] = stop_days[a]
        m[x + t.FLAGS] |= t.WORKING if working else 0


@compiled("void(CPointer(int32), int32[::1], int32[::1], int32[::1])", **FLAGS)
def _read_rest(m, inspection, rework, defects):  # type: ignore[no-untyped-def]
    """Read what comes after main visits; what nobody did has no defects."""
    did = t.WORKING | t.TAKES_PART
    for a in range(len(inspection)):
        x = activity(m, a)
        m[x + t.INSPECTED] = inspection[a]
        m[x + t.AGAIN] = rework[a]
        m[rest(m, x) + t.DEFECTS] = defects[a] if m[x + t.FLAGS] & did == did else 0


@compiled("void(CPointer(int32), int32[::1], int32[::1])", **FLAGS)
def _read_members(m, response, redig):  # type: ignore[no-untyped-def]
    """Read when utilities are ready, and when the last of each trench is."""
    for at in range(len(response)):
        x = member(m, at)
        m[x + t.RESPONSE], m[x + t.REDIG], m[x + t.MISSED] = response[at], redig[at], 0
        if m[activity(m, m[x + t.WHOSE]) + t.FLAGS] & t.TAKES_PART:
            y = trench(m, m[x + t.MEMBER_OF])
            m[y + t.LATEST] = max(m[y + t.LATEST], response[at])


@compiled("void(int32[:, ::1], int32[:, ::1], int16[:, ::1], int16[:, ::1])", **FLAGS)
def narrowed(worked, nth, narrow_worked, narrow_nth):  # type: ignore[no-untyped-def]
    """Put a weather into half the room, where it stays near the processor: it is read in no order.

    A day that does not come becomes the largest number, which lies beyond every horizon (see ``MOST_DAYS``).
    """
    for calendar in range(len(worked)):
        for day in range(worked.shape[1]):
            narrow_worked[calendar, day] = worked[calendar, day]
        for day in range(nth.shape[1]):
            narrow_nth[calendar, day] = min(nth[calendar, day], t.MOST_DAYS)


@compiled(**FLAGS)
def prepare(ints, words, draws, r):  # type: ignore[no-untyped-def]
    """Read the draws of a replication; what is left of the last is cleared away."""
    slip, duration, stop_after, stop_days, inspection, rework, defects = draws[:7]
    agreed, revoked, response, redig, arrival = draws[7:]
    m, w = ints.ctypes, words.ctypes
    _clear(m, w)
    _read_slips(m, slip[r])
    _read_consent(m, agreed[r], revoked[r], arrival[r])
    _read_works(m, duration[r], stop_after[r], stop_days[r])
    _read_rest(m, inspection[r], rework[r], defects[r])
    _read_members(m, response[r], redig[r])
