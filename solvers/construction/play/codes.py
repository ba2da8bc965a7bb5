"""A site in integer codes: what the lean engine reads again and again, made once for all replications.

A *gate* is something a visit may lack, the same for all visits that ask for it: so many units of a pool with
a street's own before it, or a token for a campaign, for works of one calendar.
While a gate is shut none that asks for it can start, so only the first who waits at it is looked at;
on a closed day nobody is. A visit's *key* is an integer in the order of urgency, rank and kind, from which
its activity and kind are read.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from solvers.construction.play.played import URGENCY
from solvers.construction.site.nouns import WORK

if TYPE_CHECKING:
    from solvers.construction.site.nouns import Site

Gate = tuple[int, int, int]
"""(own pool or −1, common pool or −1, units) or, for a token, (token, campaign, TOKEN)."""
TOKEN = 0
"""Stands for the units of a gate that is a token."""
Want = tuple[int, int, int, int]
"""The number of a gate, and the gate."""
KIND_BITS = 3
"""Bits of a key that hold the kind of visit."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Codes:
    """Axis ``(activity,)`` unless said otherwise.

    ``key`` the rank, where a key holds it; ``by_rank`` the activity of each rank; ``rank_mask`` the bits of a
    rank. ``followers`` (activity, lag) that wait for it;
    ``awaits`` how many pairs hold it; ``gates`` what it asks for while it is worked on, ``inspected`` what
    every inspection asks for. ``gate``, ``gate_calendar`` (−1: every day is open) axis ``(gate,)``;
    ``of_pool``, ``of_token`` the gates that a pool
    or token may open; ``room`` axis ``(token,)``. ``works`` axis ``(campaign,)``. ``rises`` by
    day: (pool, units more or fewer).
    ``claimant`` axis ``(claim,)`` the activity that claims. ``member`` by activity, its member of a trench;
    ``trench`` axis ``(member,)``. ``urgent`` by kind, what it adds to the key of an activity.
    """

    site: Site
    rank_mask: int
    urgent: tuple[int, ...]
    key: list[int]
    by_rank: list[int]
    of: list[int]
    calendar: list[int]
    notice: list[int]
    planned: list[int]
    is_work: list[bool]
    followers: list[list[tuple[int, int]]]
    awaits: list[int]
    gates: list[tuple[Want, ...]]
    inspected: tuple[Want, ...]
    gate: list[Want]
    gate_calendar: list[int]
    room: list[int]
    of_pool: list[frozenset[int]]
    of_token: list[frozenset[int]]
    works: list[list[int]]
    rises: dict[int, list[tuple[int, int]]]
    claimant: list[int]
    member: dict[int, int]
    trench: list[int]


def codes_of(site: Site) -> Codes:
    """Return the codes of a site."""
    count, bits = site.activities, site.activities.bit_length()
    by_rank = np.empty(count, dtype=np.int64)
    by_rank[site.rank] = np.arange(count)
    works: list[list[int]] = [[] for _ in range(site.campaigns)]
    for a in np.flatnonzero(site.what == WORK).tolist():
        works[int(site.of[a])].append(a)
    numbers: dict[tuple[Gate, int], int] = {}
    gates = [_gates(site, a, int(site.calendar[a]), numbers) for a in range(count)]
    inspected: tuple[Want, ...] = ()
    if site.inspectors >= 0:
        inspected = (_want((-1, site.inspectors, 1), -1, numbers),)
    of_pool, of_token = _openers(site, [gate for gate, _ in numbers])
    return Codes(
        site=site,
        rank_mask=(1 << bits) - 1,
        urgent=tuple((urgency << (bits + KIND_BITS)) + kind for kind, urgency in enumerate(URGENCY)),
        key=[rank << KIND_BITS for rank in site.rank.tolist()],
        by_rank=by_rank.tolist(),
        of=site.of.tolist(),
        calendar=site.calendar.tolist(),
        notice=site.notice.tolist(),
        planned=site.planned.tolist(),
        is_work=(site.what == WORK).tolist(),
        followers=_followers(site),
        awaits=np.diff(site.before_first).tolist(),
        gates=gates,
        inspected=inspected,
        gate=[_want(*known, numbers) for known in numbers],
        gate_calendar=[calendar for _, calendar in numbers],
        room=site.token_room.tolist(),
        of_pool=of_pool,
        of_token=of_token,
        works=works,
        rises=_rises(site),
        claimant=np.repeat(np.arange(count), np.diff(site.claim_first)).tolist(),
        member={a: m for m, a in enumerate(site.member.tolist())},
        trench=site.member_trench.tolist(),
    )


def _followers(site: Site) -> list[list[tuple[int, int]]]:
    found: list[list[tuple[int, int]]] = [[] for _ in site.activity]
    for a in range(site.activities):
        for at in range(site.before_first[a], site.before_first[a + 1]):
            found[int(site.before[at])].append((a, int(site.lag[at])))
    return found


def _openers(site: Site, gates: list[Gate]) -> tuple[list[frozenset[int]], list[frozenset[int]]]:
    """Return by pool, and by token, the gates that may open when some of it is given back."""
    of_pool: list[list[int]] = [[] for _ in site.pool]
    of_token: list[list[int]] = [[] for _ in site.token]
    for number, (own, common, units) in enumerate(gates):
        if units == TOKEN:
            of_token[own].append(number)
            continue
        for pool in {own, common} - {-1}:
            of_pool[pool].append(number)
    return [frozenset(gates) for gates in of_pool], [frozenset(gates) for gates in of_token]


def _gates(site: Site, a: int, calendar: int, numbers: dict[tuple[Gate, int], int]) -> tuple[Want, ...]:
    """Return the gates of an activity; those not yet met get a number."""
    found: list[Gate] = [
        (int(site.need_own[n]), int(site.need_common[n]), int(site.need_count[n]))
        for n in range(site.need_first[a], site.need_first[a + 1])
        if site.need_count[n] > 0
    ]
    held = site.hold[site.hold_first[a] : site.hold_first[a + 1]].tolist()
    found += [(token, int(site.of[a]), TOKEN) for token in held]
    return tuple(_want(gate, calendar, numbers) for gate in found)


def _want(gate: Gate, calendar: int, numbers: dict[tuple[Gate, int], int]) -> Want:
    return (numbers.setdefault((gate, calendar), len(numbers)), *gate)


def _rises(site: Site) -> dict[int, list[tuple[int, int]]]:
    """Return by day how pools change, the first change aside."""
    more = np.diff(site.count, axis=1)
    return {
        day: [(int(pool), int(more[pool, at])) for pool in np.flatnonzero(more[:, at])]
        for at, day in enumerate(site.change_day.tolist()[1:])
    }
