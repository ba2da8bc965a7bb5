"""A site as tables of integers in one piece of memory: what the compiled engine reads and writes.

The memory begins with a header, which tells where each table begins and how many rows it has; a row holds
what is read together. One piece of memory, rather than many arrays, because passing arrays about costs the
compiled engine more than all its work. Gates are those of `asking`; the activities that ask for a gate are
numbered in the order of the plan, so that whoever waits at it is a bit in words kept apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from solvers.construction.play.asking import asking_of, tokens_held
from solvers.construction.play.codes import TOKEN
from solvers.construction.play.played import (
    INSPECTION,
    KINDS,
    MAIN,
    NOT,
    REINSTATEMENT,
    RESUMED,
    UNFINISHED,
    Played,
)
from solvers.construction.site.nouns import NEVER, WORK

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import ArrayLike, NDArray

    from solvers.construction.play.asking import Asking
    from solvers.construction.site.nouns import Site

    Ints = NDArray[np.int32]
    Words = NDArray[np.uint64]
    Weather = tuple[NDArray[np.int16], NDArray[np.int16]]

ACTIVITY, CAMPAIGN, GATE, ASK, FOLLOWER, MEMBER, TRENCH, SOURCE, RISE, DAY, LIST, REST, VISIT = range(13)
"""Tables: their numbers; where each begins and its rows stand at twice its number in the header."""
WIDTH = (16, 12, 16, 3, 2, 5, 2, 4, 3, 4, 1, 16, 4)
"""Columns of each table; a row of ACTIVITY, REST or GATE fills a line of a processor's cache."""
(
    HORIZON, LOOK_BACK_DAYS, WINDOW, INSPECTION_GATE, ACTIVITIES, POOLS, HEAP,
    BY_RANK, STACK, OVER, FREED_GATES, STACKED, FINISHED, FREED_COUNT, OFFERED, LAST_DAY, CALENDAR_DAYS,
    VISITS,
) = range(26, 44)  # fmt: skip
"""Places in the header. INSPECTION_GATE −1: inspectors are not limited; HEAP the first word of the offers;
BY_RANK to FREED_GATES where lists begin in LIST (the activity of each rank; activities done, campaigns
finished, gates freed and not yet seen to); then how long these are, the last day with anything on it, the
days of a calendar, and how many visits are written down."""
HEADER, LINE = 48, 16
"""Places of the header, and numbers in a line of a processor's cache."""

(
    LINK, KIND, LEFT, READY_FROM, AHEAD, DAYS, FIRST, STOP_DAYS, INSPECTED, AGAIN, FLAGS, RANK, NOTICE,
    MEMBER_AT, ASK_FIRST, ASK_LAST,
) = range(16)  # fmt: skip
"""Columns of ACTIVITY, all that is read while it is at work: the next of a chain; the visit under way or
waiting, its days, and the day it is ready from, NOT once it has started; how many that come before are not
done; then as of `Given` and `Codes`."""
GATE_DAY = LEFT
"""Until a first visit: the day before which an activity is not ready, as far as is known."""
TAKES_PART, WORKING, IS_WORK, INCLUDED = 1, 2, 4, 8
"""Bits of FLAGS, the first two those of a replication; above them stands the calendar."""
CALENDAR = 4
"""Where in FLAGS the calendar begins."""
(
    OF, PLANNED, FOLLOW_FIRST, FOLLOW_LAST, DEFECTS, DONE_DAY, STATUS,
    ASKS, UNIT_FIRST, UNIT_LAST, PATIENCE, CLAIM_FIRST, CLAIM_LAST, AWAITS, UNITS_AGREED,
) = range(15)  # fmt: skip
"""Columns of REST, by activity: what is read when it is made ready, done or looked back on; claims stand in
LIST."""
WHICH, READY, START, END = range(4)
"""Columns of VISIT, in the order in which visits start: KINDS × activity + kind, with a place for each of a
power of two kinds, and its days."""
KIND_BITS = 3
"""Bits of WHICH that hold the kind."""
STARTS, WORKS_FIRST, WORKS_LAST, LATE, UNDONE, CLOSING, LOOKED_BACK, FINISH, CLOSED = range(9)
"""Columns of CAMPAIGN; works stand in LIST."""
(
    OWN, COMMON, UNITS, WHO, BITS, HALF, WORKS_ON, HELD, WAITING, FREED, HINT, LISTED, NEXT,
) = range(13)  # fmt: skip
"""Columns of GATE: pools and units (0: OWN is a token; a common pool that is not there is one without any);
where its activities stand in LIST; its first word and the words of each of its two halves, those more urgent
first; their calendar, −1: every day is open; where it stands in LIST how many hold the token for its
campaign. Then who wait, whether it may have opened, the first word in use, whether it is listed at its own
pool or token (AT_OWN) and at its common pool (AT_COMMON), and the next of a day's chain."""
AT_OWN, AT_COMMON = 1, 2
GATE_OF, NUMBER, OWN_PART = range(3)
"""Columns of ASK: the gate, the activity's number at it, units that it has of the own pool."""
AFTER, LAG = range(2)
"""Columns of FOLLOWER."""
MEMBER_OF, RESPONSE, REDIG, MISSED, WHOSE = range(5)
"""Columns of MEMBER: its trench, draws, whether it missed it, its activity."""
LATEST, OPENS = range(2)
"""Columns of TRENCH."""
OPENS_FIRST, OPENS_COUNT, FREE, ROOM = range(4)
"""Columns of SOURCE, pools and after them tokens: where its list begins of gates at which some waited when
last looked at, and how many these are; units that are free, or campaigns that hold it; units on day 0, or
room."""
RISE_DAY, RISING, MORE = range(3)
"""Columns of RISE, in order of days."""
ENDS, JOINS, LOOKS, OPENING = range(4)
"""Columns of DAY: the first of each chain; OPENING of gates that may have opened on closed days before."""
WORD = 64
"""Bits of a word."""
MOST_DAYS = 2**15 - 1
"""Days of a calendar, at most, that the compiled engine plays: some 89 years."""


@dataclass(frozen=True, eq=False)
class Memory:
    """``ints`` the tables, ``words`` those who wait by bits and the offers of a look."""

    ints: Ints
    words: Words

    def table(self, table: int) -> Ints:
        """Return a table as an array, axes ``(row, column)``."""
        first, rows = self.ints[2 * table : 2 * table + 2].tolist()
        return self.ints[first : first + rows * WIDTH[table]].reshape(rows, WIDTH[table])

    def _inspected(self, days: Ints) -> None:
        """Write inspections without inspectors to wait for into ``days``, axes ``(what, activity, kind)``."""
        activity, member, end = self.table(ACTIVITY), self.table(MEMBER), days[2]
        first = np.where(activity[:, FIRST] < activity[:, DAYS], end[:, RESUMED], end[:, MAIN])
        again = member[(member[:, MISSED] != 0) & (member[:, REDIG] > 0), WHOSE]
        first[again] = end[again, REINSTATEMENT]
        did = TAKES_PART | WORKING
        was = (activity[:, FLAGS] & did == did) & (activity[:, INSPECTED] > 0)
        was &= (first >= 0) & (first < self.ints[HORIZON])
        last = first[was] + activity[was, INSPECTED]
        days[:2, was, INSPECTION] = first[was]
        days[2, was, INSPECTION] = np.where(last < self.ints[HORIZON], last, NEVER)

    def room_for(self, calendars: int) -> Weather:
        """Return room for the working days of one weather (see ``narrowed``)."""
        days = int(self.ints[CALENDAR_DAYS])
        return np.zeros((calendars, days + 1), dtype=np.int16), np.zeros((calendars, days), dtype=np.int16)

    def another(self) -> Memory:
        """Return memory of its own for another thread."""
        return Memory(in_lines(self.ints), self.words.copy())

    def played(self) -> Played:
        """Return the replication last played."""
        activity, campaign, rest = self.table(ACTIVITY), self.table(CAMPAIGN), self.table(REST)
        days = np.full((3, len(activity) << KIND_BITS), NOT, dtype=np.int32)
        visits = self.table(VISIT)[: self.ints[VISITS]]
        days[:, visits[:, WHICH]] = visits[:, READY:].T
        waiting = np.flatnonzero(activity[:, READY_FROM] != NOT)
        days[0, (waiting << KIND_BITS) + activity[waiting, KIND]] = activity[waiting, READY_FROM]
        by_kind = days.reshape(3, len(activity), -1)[:, :, : len(KINDS)]
        if self.ints[INSPECTION_GATE] < 0:
            self._inspected(by_kind)
        ready, start, end = by_kind
        return Played(
            ready=ready,
            start=start,
            end=end,
            done=rest[:, DONE_DAY].copy(),
            status=rest[:, STATUS].astype(np.int8),
            units=rest[:, UNITS_AGREED].copy(),
            finish=campaign[:, FINISH].copy(),
            closed=campaign[:, CLOSED].copy(),
            missed=self.table(MEMBER)[:, MISSED] != 0,
        )


def in_lines(ints: Ints) -> Ints:
    """Return a copy that begins where a line of the processor's cache does."""
    room = np.empty(len(ints) + LINE, dtype=np.int32)
    first = -(room.ctypes.data // room.itemsize) % LINE
    room[first : first + len(ints)] = ints
    return room[first : first + len(ints)]


def memory_of(site: Site) -> Memory:
    """Return the tables of a site, ready for its first replication."""
    lists, asking = _Lists(), asking_of(site)
    by_rank = np.argsort(site.rank, kind="stable")
    ranks = lists.put(by_rank)
    gates, words = _gates(site, asking, lists, ranks)
    owner = np.repeat(np.arange(site.activities), np.diff(site.before_first))
    follow = np.argsort(site.before, kind="stable")
    asks = np.stack([asking.gate, asking.number, np.zeros_like(asking.gate)], axis=1)
    tables: dict[int, Ints] = {
        ACTIVITY: _activities(site, asking),
        CAMPAIGN: _campaigns(site, lists),
        GATE: gates,
        ASK: _table(ASK, asks),
        FOLLOWER: _table(FOLLOWER, np.stack([owner[follow], site.lag[follow]], axis=1)),
        MEMBER: _members(site),
        TRENCH: _table(TRENCH, [(0, NOT)] * len(site.trench)),
        SOURCE: _sources(site, asking, lists),
        RISE: _rises(site),
        DAY: np.full((site.horizon, WIDTH[DAY]), NOT, dtype=np.int32),
        REST: _rest(site, lists),
        VISIT: np.zeros((site.activities * len(KINDS), WIDTH[VISIT]), dtype=np.int32),
    }
    scalars = {
        HORIZON: site.horizon, LOOK_BACK_DAYS: site.look_back, WINDOW: site.trench_window,
        INSPECTION_GATE: len(asking.own) if site.inspectors >= 0 else -1, ACTIVITIES: site.activities,
        POOLS: len(site.pool) + 1, CALENDAR_DAYS: site.open.shape[1], HEAP: words,
        BY_RANK: ranks, STACK: lists.room(site.activities),
        OVER: lists.room(site.campaigns), FREED_GATES: lists.room(len(gates)),
    }  # fmt: skip
    tables[LIST] = lists.table()
    header, first = np.zeros(HEADER, dtype=np.int32), HEADER
    for table, held in sorted(tables.items()):
        header[2 * table : 2 * table + 2] = first, len(held)
        first += held.size
    header[list(scalars)] = list(scalars.values())
    ints = np.concatenate([header, *(held.ravel() for _, held in sorted(tables.items()))])
    return Memory(in_lines(ints), np.zeros(words + site.activities + len(gates) + 1, dtype=np.uint64))


class _Lists:
    """Lists end to end."""

    def __init__(self) -> None:
        self.values: list[NDArray[np.integer]] = []
        self.length = 0

    def put(self, values: NDArray[np.integer]) -> int:
        """Append a list; return where it begins."""
        first, self.length = self.length, self.length + len(values)
        self.values.append(values)
        return first

    def room(self, length: int) -> int:
        """Append a list of zeros."""
        return self.put(np.zeros(length, dtype=np.int32))

    def table(self) -> Ints:
        """Return all lists as a table."""
        return np.concatenate(self.values).astype(np.int32).reshape(-1, 1)


def _activities(site: Site, asking: Asking) -> Ints:
    ask = np.searchsorted(asking.owner, np.arange(site.activities + 1))
    flags = IS_WORK * (site.what == WORK) + INCLUDED * site.included + (site.calendar << CALENDAR)
    given = {
        READY_FROM: NOT, FLAGS: flags, RANK: site.rank, NOTICE: site.notice, MEMBER_AT: NOT,
        ASK_FIRST: ask[:-1], ASK_LAST: ask[1:],
    }  # fmt: skip
    table = _columns(site, ACTIVITY, given)
    table[site.member, MEMBER_AT] = np.arange(len(site.member))
    return table


def _rest(site: Site, lists: _Lists) -> Ints:
    claims, each = lists.put(site.claim), np.arange(site.activities + 1)
    follow = np.searchsorted(np.sort(site.before), each)
    given: dict[int, ArrayLike] = {
        OF: site.of, PLANNED: site.planned, FOLLOW_FIRST: follow[:-1], FOLLOW_LAST: follow[1:],
        STATUS: UNFINISHED, ASKS: site.asks, UNIT_FIRST: site.unit_first[:-1],
        UNIT_LAST: site.unit_first[1:], PATIENCE: site.patience, CLAIM_FIRST: site.claim_first[:-1] + claims,
        CLAIM_LAST: site.claim_first[1:] + claims, AWAITS: np.diff(site.before_first),
    }  # fmt: skip
    return _columns(site, REST, given)


def _columns(site: Site, table: int, given: Mapping[int, ArrayLike]) -> Ints:
    """Return a table by activity with columns that are given."""
    made = np.zeros((site.activities, WIDTH[table]), dtype=np.int32)
    for column, values in given.items():
        made[:, column] = values
    return made


def _campaigns(site: Site, lists: _Lists) -> Ints:
    table = np.zeros((site.campaigns, WIDTH[CAMPAIGN]), dtype=np.int32)
    table[:, STARTS] = site.campaign_start
    works = np.flatnonzero(site.what == WORK)
    of = site.of[works]
    first = lists.put(works[np.argsort(of, kind="stable")])
    edges = first + np.searchsorted(np.sort(of), np.arange(site.campaigns + 1))
    table[:, WORKS_FIRST], table[:, WORKS_LAST] = edges[:-1], edges[1:]
    table[:, [FINISH, CLOSED]] = NEVER
    return table


def _gates(site: Site, asking: Asking, lists: _Lists, ranks: int) -> tuple[Ints, int]:
    """Return the gates, that of inspections last, and how many words hold those who wait.

    ``ranks`` where the activities stand in LIST in the order of the plan: so they ask for inspections.
    """
    gates, inspected = len(asking.own), site.inspectors >= 0
    table = np.zeros((gates + inspected, WIDTH[GATE]), dtype=np.int32)
    there = (asking.common >= 0) & (asking.units != TOKEN)
    held = tokens_held(asking)
    holds = lists.room(int(held.max(initial=-1)) + 1)
    columns = {
        OWN: asking.own, COMMON: np.where(there, asking.common, len(site.pool)), UNITS: asking.units,
        WHO: lists.put(asking.who) + asking.first[:-1], WORKS_ON: asking.calendar, HELD: holds + held,
    }  # fmt: skip
    for column, values in columns.items():
        table[:gates, column] = values
    waiting = np.diff(asking.first)
    if inspected:
        table[gates, [OWN, COMMON, UNITS, WHO, WORKS_ON]] = -1, site.inspectors, 1, ranks, -1
        waiting = np.append(waiting, site.activities)
    half = -(-waiting // WORD)
    table[:, HALF], table[:, BITS] = half, 2 * (np.cumsum(half) - half)
    return table, int(2 * half.sum())


def _sources(site: Site, asking: Asking, lists: _Lists) -> Ints:
    """Return pools, the one that is not there, and tokens; each with room for the gates that it may open."""
    tokens, pools = asking.units == TOKEN, len(site.pool)
    gates = np.zeros(pools + 1 + len(site.token), dtype=np.int64)
    np.add.at(gates, asking.own[tokens] + pools + 1, 1)
    for pool in (asking.own, asking.common):
        np.add.at(gates, pool[~tokens & (pool >= 0)], 1)
    gates[max(site.inspectors, -1)] += site.inspectors >= 0
    first = lists.room(int(gates.sum())) + np.cumsum(gates) - gates
    room = np.concatenate([site.count[:, 0], [0], site.token_room])
    none = np.zeros_like(first)
    return _table(SOURCE, np.stack([first, none, none, room], axis=1))


def _rises(site: Site) -> Ints:
    """Return how pools change, in order of days, the first change aside."""
    more = np.diff(site.count, axis=1).T
    at, pool = np.nonzero(more)
    return _table(RISE, np.stack([site.change_day[1:][at], pool, more[at, pool]], axis=1))


def _members(site: Site) -> Ints:
    table = np.zeros((len(site.member), WIDTH[MEMBER]), dtype=np.int32)
    table[:, MEMBER_OF], table[:, WHOSE] = site.member_trench, site.member
    return table


def _table(table: int, rows: ArrayLike) -> Ints:
    return np.array(rows, dtype=np.int32).reshape(-1, WIDTH[table])
