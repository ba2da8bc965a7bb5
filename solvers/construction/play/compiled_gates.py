"""Gates compiled: what is free of pools and tokens, who waits, and who is looked at in which order.

The same as `gates`: a gate found shut stays shut for the rest of a day's look, as a look only takes; so of
those who wait at it only the first needs a look. ``m`` is the memory, ``w`` its words.
"""

# numba takes the types from the signatures.
# mypy: no-check-untyped-defs

from __future__ import annotations

import numpy as np

from solvers.compiled import compiled
from solvers.construction.play.compiled_rows import (
    FLAGS,
    INSIDE,
    activity,
    ask,
    day_row,
    gate,
    listed,
    source,
)
from solvers.construction.play.played import INSPECTION, LOOK_BACK, MAIN
from solvers.construction.play.tables import (
    ACTIVITIES,
    ASK_FIRST,
    ASK_LAST,
    AT_COMMON,
    AT_OWN,
    BITS,
    CALENDAR_DAYS,
    COMMON,
    FREE,
    FREED,
    FREED_COUNT,
    FREED_GATES,
    GATE_OF,
    HALF,
    HEAP,
    HELD,
    HINT,
    HORIZON,
    INSPECTION_GATE,
    KIND,
    LAST_DAY,
    LINK,
    LISTED,
    LOOKS,
    NEXT,
    NUMBER,
    OFFERED,
    OPENING,
    OPENS_COUNT,
    OPENS_FIRST,
    OWN,
    OWN_PART,
    POOLS,
    RANK,
    ROOM,
    UNITS,
    WAITING,
    WHO,
    WORKS_ON,
)
from solvers.construction.site.nouns import NEVER

_GATES = np.uint64(24)
"""Bits of an offer that hold its gate."""
_GATE = np.uint64(2**24 - 1)
_ONE = np.uint64(1)
_TURN = np.uint64(0x03F79D71B4CB0A89)
_TOP = np.uint64(58)
_BIT = np.zeros(64, dtype=np.int64)
for _k in range(64):
    _BIT[((0x03F79D71B4CB0A89 << _k) % 2**64) >> 58] = _k
"""Which bit a word of one bit has, by the top six bits of its product with a de Bruijn number."""


@compiled("boolean(CPointer(int32), CPointer(int16), int64, int64)", **INSIDE)
def is_open(m, worked, calendar, day):  # type: ignore[no-untyped-def]
    """Say whether a calendar is open on a day; none is from the end of the calendars on."""
    at = calendar * (m[CALENDAR_DAYS] + 1) + day
    return day < m[CALENDAR_DAYS] and worked[at + 1] > worked[at]


@compiled("int64(CPointer(int32), CPointer(int16), CPointer(int16), int64, int64)", **INSIDE)
def first_open(m, worked, nth, calendar, day):  # type: ignore[no-untyped-def]
    """Return the first working day on or after a day, NEVER where there is none."""
    days = np.int64(m[CALENDAR_DAYS])
    count = np.int64(worked[calendar * (days + 1) + day]) if day <= days else days
    return np.int64(nth[calendar * days + count]) if count < days else NEVER


@compiled("boolean(CPointer(int32), int64)", **INSIDE)
def shut(m, g):  # type: ignore[no-untyped-def]
    """Say whether a gate is shut."""
    x = gate(m, g)
    own, units = np.int64(m[x + OWN]), m[x + UNITS]
    if units == 0:
        t = source(m, m[POOLS] + own)
        return m[listed(m, m[x + HELD])] == 0 and m[t + FREE] >= m[t + ROOM]
    free = m[source(m, m[x + COMMON]) + FREE]
    if own < 0:
        return free < units
    return max(m[source(m, own) + FREE], 0) + max(free, 0) < units


@compiled("void(CPointer(int32), int64, int64)", **INSIDE)
def _list(m, pool, g):  # type: ignore[no-untyped-def]
    """List a gate among those that a pool, or after the pools a token, may open."""
    y = source(m, pool)
    m[listed(m, m[y + OPENS_FIRST] + m[y + OPENS_COUNT])] = g
    m[y + OPENS_COUNT] += 1


@compiled("void(CPointer(int32), CPointer(uint64), int64, int64, int64)", **INSIDE)
def _wait(m, w, g, number, kind):  # type: ignore[no-untyped-def]
    x = gate(m, g)
    word = number >> 6
    if kind in (MAIN, LOOK_BACK):
        word += m[x + HALF]
    w[m[x + BITS] + word] |= _ONE << np.uint64(number & 63)
    m[x + HINT] = word if m[x + WAITING] == 0 else min(m[x + HINT], word)
    m[x + WAITING] += 1
    own = np.int64(m[x + OWN])
    if own >= 0 and m[x + LISTED] & AT_OWN == 0:
        _list(m, m[POOLS] + own if m[x + UNITS] == 0 else own, g)
        m[x + LISTED] |= AT_OWN
    there = m[x + COMMON] < m[POOLS] - 1
    if m[x + UNITS] > 0 and there and m[x + LISTED] & AT_COMMON == 0:
        _list(m, m[x + COMMON], g)
        m[x + LISTED] |= AT_COMMON


@compiled("int64(CPointer(int32), CPointer(uint64), int64, int64)", **FLAGS)
def first_shut(m, w, x, kind):  # type: ignore[no-untyped-def]
    """Let a visit of the activity at ``x`` wait at the first of its gates that is shut.

    Return the gate, −1 where none is shut.
    """
    if kind == INSPECTION:
        g = np.int64(m[INSPECTION_GATE])
        if not shut(m, g):
            return -1
        _wait(m, w, g, np.int64(m[x + RANK]), kind)
        return g
    for at in range(m[x + ASK_FIRST], m[x + ASK_LAST]):
        y = ask(m, at)
        g = np.int64(m[y + GATE_OF])
        if shut(m, g):
            _wait(m, w, g, np.int64(m[y + NUMBER]), kind)
            return g
    return -1


@compiled("void(CPointer(int32), int64, int64)", **FLAGS)
def take(m, x, kind):  # type: ignore[no-untyped-def]
    """Take all that a visit of the activity at ``x`` needs; all its gates are open."""
    if kind == INSPECTION:
        m[source(m, m[gate(m, m[INSPECTION_GATE]) + COMMON]) + FREE] -= 1
        return
    for at in range(m[x + ASK_FIRST], m[x + ASK_LAST]):
        y = ask(m, at)
        g = gate(m, m[y + GATE_OF])
        own, units = np.int64(m[g + OWN]), m[g + UNITS]
        if units == 0:
            held = listed(m, m[g + HELD])
            m[source(m, m[POOLS] + own) + FREE] += m[held] == 0
            m[held] += 1
            continue
        if own >= 0:
            t = source(m, own)
            first = min(units, max(m[t + FREE], 0))
            m[y + OWN_PART] = first
            m[t + FREE] -= first
            units -= first
        m[source(m, m[g + COMMON]) + FREE] -= units


@compiled("void(CPointer(int32), int64)", **FLAGS)
def opened(m, pool):  # type: ignore[no-untyped-def]
    """Remember the gates that a pool, or after the pools a token, may open, where anybody waits."""
    y = source(m, pool)
    first, at = np.int64(m[y + OPENS_FIRST]), 0
    while at < m[y + OPENS_COUNT]:
        g = m[listed(m, first + at)]
        x = gate(m, g)
        if m[x + WAITING] == 0:
            m[y + OPENS_COUNT] -= 1
            m[listed(m, first + at)] = m[listed(m, first + m[y + OPENS_COUNT])]
            m[x + LISTED] &= ~(AT_COMMON if m[x + UNITS] > 0 and m[x + COMMON] == pool else AT_OWN)
            continue
        at += 1
        if m[x + FREED] == 0:
            m[x + FREED] = 1
            m[listed(m, m[FREED_GATES] + m[FREED_COUNT])] = g
            m[FREED_COUNT] += 1


@compiled("void(CPointer(int32), int64, int64)", **FLAGS)
def give_back(m, x, kind):  # type: ignore[no-untyped-def]
    """Give back all that a visit took; the gates that this may open are looked at today."""
    if kind == INSPECTION:
        pool = np.int64(m[gate(m, m[INSPECTION_GATE]) + COMMON])
        m[source(m, pool) + FREE] += 1
        opened(m, pool)
        return
    for at in range(m[x + ASK_FIRST], m[x + ASK_LAST]):
        y = ask(m, at)
        g = gate(m, m[y + GATE_OF])
        own, common, units = np.int64(m[g + OWN]), np.int64(m[g + COMMON]), m[g + UNITS]
        if units == 0:
            held = listed(m, m[g + HELD])
            m[held] -= 1
            if m[held] == 0:
                m[source(m, m[POOLS] + own) + FREE] -= 1
                opened(m, m[POOLS] + own)
            continue
        if own >= 0:
            m[source(m, own) + FREE] += m[y + OWN_PART]
            units -= m[y + OWN_PART]
            opened(m, own)
        m[source(m, common) + FREE] += units
        opened(m, common)


@compiled("void(CPointer(int32), CPointer(uint64), int64, int64)", **INSIDE)
def _offer(m, w, key, g):  # type: ignore[no-untyped-def]
    """Put an offer on the heap: a key in order of urgency and plan, and the gate left, −1: none."""
    entry = (np.uint64(key) << _GATES) | np.uint64(g + 1)
    heap, at = np.int64(m[HEAP]), np.int64(m[OFFERED])
    m[OFFERED] += 1
    while at > 0:
        above = (at - 1) >> 1
        if w[heap + above] <= entry:
            break
        w[heap + at] = w[heap + above]
        at = above
    w[heap + at] = entry


@compiled("void(CPointer(int32), CPointer(uint64), int64)", **FLAGS)
def _offer_first(m, w, g):  # type: ignore[no-untyped-def]
    """Offer a look to the first who waits at a gate."""
    x = gate(m, g)
    word, half, first = np.int64(m[x + HINT]), np.int64(m[x + HALF]), np.int64(m[x + BITS])
    while w[first + word] == 0:
        word += 1
    m[x + HINT] = word
    held = w[first + word]
    bit = _BIT[((held & (~held + _ONE)) * _TURN) >> _TOP]
    later = word >= half
    number = (word - half if later else word) * 64 + bit
    rank = m[activity(m, m[listed(m, m[x + WHO] + number)]) + RANK]
    _offer(m, w, rank + m[ACTIVITIES] if later else rank, g)


@compiled("void(CPointer(int32), CPointer(uint64), int64)", **FLAGS)
def _offer_open(m, w, g):  # type: ignore[no-untyped-def]
    """Offer a look to the first who waits at a gate that may have opened, if it has."""
    m[gate(m, g) + FREED] = 0
    if not shut(m, g):
        _offer_first(m, w, g)


@compiled("void(CPointer(int32), CPointer(uint64), int64)", **FLAGS)
def leave(m, w, g):  # type: ignore[no-untyped-def]
    """Let the first who waits at a gate, who was offered a look, wait no longer; the next is offered one."""
    x = gate(m, g)
    at = m[x + BITS] + m[x + HINT]
    w[at] &= w[at] - _ONE
    m[x + WAITING] -= 1
    if m[x + WAITING] > 0:
        _offer_first(m, w, g)


@compiled("void(CPointer(int32), CPointer(int16), CPointer(int16), int64, int64)", **INSIDE)
def _opening(m, worked, nth, g, today):  # type: ignore[no-untyped-def]
    """Let a gate that may have opened on a closed day be looked at on the first open one, if there is any."""
    x = gate(m, g)
    day = first_open(m, worked, nth, m[x + WORKS_ON], today)
    if day < m[HORIZON]:
        d = day_row(m, day)
        m[x + NEXT], m[d + OPENING] = m[d + OPENING], g
        m[LAST_DAY] = max(m[LAST_DAY], day)
    else:
        m[x + FREED] = 0


@compiled("void(CPointer(int32), CPointer(uint64), CPointer(int16), CPointer(int16), int64)", **FLAGS)
def offers(m, w, worked, nth, today):  # type: ignore[no-untyped-def]
    """Offer looks to the day's new visits, and to the first at each gate that may have opened."""
    a = np.int64(m[day_row(m, today) + LOOKS])
    while a >= 0:
        x = activity(m, a)
        kind, rank = m[x + KIND], m[x + RANK]
        _offer(m, w, rank + m[ACTIVITIES] if kind in (MAIN, LOOK_BACK) else rank, -1)
        a = np.int64(m[x + LINK])
    g = np.int64(m[day_row(m, today) + OPENING])
    while g >= 0:
        _offer_open(m, w, g)
        g = np.int64(m[gate(m, g) + NEXT])
    for at in range(m[FREED_COUNT]):
        g = np.int64(m[listed(m, m[FREED_GATES] + at)])
        calendar = m[gate(m, g) + WORKS_ON]
        if calendar < 0 or is_open(m, worked, calendar, today):
            _offer_open(m, w, g)
        else:
            _opening(m, worked, nth, g, today)
    m[FREED_COUNT] = 0


@compiled("uint64(CPointer(int32), CPointer(uint64))", **FLAGS)
def first_offer(m, w):  # type: ignore[no-untyped-def]
    """Take the first offer off the heap; see ``offered``."""
    m[OFFERED] -= 1
    heap, count, at = np.int64(m[HEAP]), np.int64(m[OFFERED]), 0
    top, entry = w[heap], w[heap + count]
    while True:
        below = 2 * at + 1
        if below >= count:
            break
        if below + 1 < count and w[heap + below + 1] < w[heap + below]:
            below += 1
        if entry <= w[heap + below]:
            break
        w[heap + at] = w[heap + below]
        at = below
    w[heap + at] = entry
    return top


@compiled("UniTuple(int64, 2)(uint64)", **INSIDE)
def offered(entry):  # type: ignore[no-untyped-def]
    """Return the key and the gate of an offer."""
    return np.int64(entry >> _GATES), np.int64(entry & _GATE) - 1
