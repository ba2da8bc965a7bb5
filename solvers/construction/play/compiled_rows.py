"""Where rows stand in the memory of the compiled engine."""

# numba takes the types from the signatures.
# mypy: no-check-untyped-defs

from __future__ import annotations

import os
from typing import Any

from solvers.compiled import compiled
from solvers.construction.play.tables import (
    ACTIVITY,
    ASK,
    CAMPAIGN,
    DAY,
    FOLLOWER,
    GATE,
    LIST,
    MEMBER,
    REST,
    RISE,
    SOURCE,
    TRENCH,
    VISIT,
    WIDTH,
)

FLAGS: dict[str, Any] = {"nogil": True}
"""How all of the engine is compiled."""
INSIDE: dict[str, Any] = FLAGS | {"forceinline": True}
"""How what is small is compiled: into those that call it."""
CHECKED = os.environ.get("NUMBA_BOUNDSCHECK", "0") == "1"
"""Whether every row asked for is checked to be one of its table; tests run the engine so."""
_WIDE, _CAMPAIGN, _GATE, _ASK = WIDTH[ACTIVITY], WIDTH[CAMPAIGN], WIDTH[GATE], WIDTH[ASK]
_FOLLOWER, _MEMBER, _TRENCH, _SOURCE = WIDTH[FOLLOWER], WIDTH[MEMBER], WIDTH[TRENCH], WIDTH[SOURCE]
_RISE, _DAY, _VISIT = WIDTH[RISE], WIDTH[DAY], WIDTH[VISIT]
_AT = "int64(CPointer(int32), int64)"


@compiled("void(CPointer(int32), int64, int64)", **INSIDE)
def _check(m, table, at):  # type: ignore[no-untyped-def]
    if CHECKED and not 0 <= at < m[2 * table + 1]:
        raise IndexError("a row beyond its table")


@compiled(_AT, **INSIDE)
def activity(m, a):  # type: ignore[no-untyped-def]
    """Return where an activity's row stands."""
    _check(m, ACTIVITY, a)
    return m[2 * ACTIVITY] + a * _WIDE


@compiled(_AT, **INSIDE)
def campaign(m, c):  # type: ignore[no-untyped-def]
    """Return where a campaign's row stands."""
    _check(m, CAMPAIGN, c)
    return m[2 * CAMPAIGN] + c * _CAMPAIGN


@compiled(_AT, **INSIDE)
def gate(m, g):  # type: ignore[no-untyped-def]
    """Return where a gate's row stands."""
    _check(m, GATE, g)
    return m[2 * GATE] + g * _GATE


@compiled(_AT, **INSIDE)
def ask(m, at):  # type: ignore[no-untyped-def]
    """Return where the row stands of what an activity asks of a gate."""
    _check(m, ASK, at)
    return m[2 * ASK] + at * _ASK


@compiled(_AT, **INSIDE)
def follower(m, at):  # type: ignore[no-untyped-def]
    """Return where the row of a follower stands."""
    _check(m, FOLLOWER, at)
    return m[2 * FOLLOWER] + at * _FOLLOWER


@compiled(_AT, **INSIDE)
def member(m, at):  # type: ignore[no-untyped-def]
    """Return where the row of a trench's member stands."""
    _check(m, MEMBER, at)
    return m[2 * MEMBER] + at * _MEMBER


@compiled(_AT, **INSIDE)
def trench(m, g):  # type: ignore[no-untyped-def]
    """Return where a trench's row stands."""
    _check(m, TRENCH, g)
    return m[2 * TRENCH] + g * _TRENCH


@compiled(_AT, **INSIDE)
def source(m, pool):  # type: ignore[no-untyped-def]
    """Return where the row of a pool, or after the pools of a token, stands."""
    _check(m, SOURCE, pool)
    return m[2 * SOURCE] + pool * _SOURCE


@compiled(_AT, **INSIDE)
def rise_row(m, at):  # type: ignore[no-untyped-def]
    """Return where the row of a change of a pool stands."""
    _check(m, RISE, at)
    return m[2 * RISE] + at * _RISE


@compiled(_AT, **INSIDE)
def day_row(m, number):  # type: ignore[no-untyped-def]
    """Return where the row of a day stands."""
    _check(m, DAY, number)
    return m[2 * DAY] + number * _DAY


@compiled(_AT, **INSIDE)
def listed(m, at):  # type: ignore[no-untyped-def]
    """Return where an entry of the lists stands."""
    _check(m, LIST, at)
    return m[2 * LIST] + at


@compiled(_AT, **INSIDE)
def rest(m, x):  # type: ignore[no-untyped-def]
    """Return where the other row stands of the activity whose row stands at ``x``; they are as wide."""
    _check(m, REST, (x - m[2 * ACTIVITY]) // _WIDE)
    return m[2 * REST] + (x - m[2 * ACTIVITY])


@compiled(_AT, **INSIDE)
def visit(m, number):  # type: ignore[no-untyped-def]
    """Return where the row of a visit stands."""
    _check(m, VISIT, number)
    return m[2 * VISIT] + number * _VISIT
