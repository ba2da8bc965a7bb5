"""Pools of crews, offices and permits, what activities need of them, and tokens of streets."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from scenarios.tables.construction_settings import SHUT_DOWN
from solvers.construction.site.nouns import APPROVAL, DESIGN, WORK

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from scenarios.model.programme import Programme
    from solvers.construction.site.chosen import Activity, Chosen

Need = tuple[int, int, int]
"""A street's own pool (−1: none), the pool of all (−1: none), and how many are needed."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Pools:
    """Pools of crews, offices and permits; ``count`` axes ``(pool, change)``, see Site."""

    key: tuple[tuple[str, str, str], ...]
    change_day: NDArray[np.int32]
    count: NDArray[np.int32]

    def need(self, kind: str, name: str, street: str, wanted: int) -> Need | None:
        """Return a need of so many of a trade, office or permit; None where nobody limits it.

        A crew larger than the largest there ever is comes as large as there is.
        """
        if not any(held[:2] == (kind, name) for held in self.key):
            return None
        own = self._number(kind, name, street) if street else -1
        common = self._number(kind, name, "")
        there = sum(self.count[pool] for pool in (own, common) if pool >= 0)
        most = int(np.max(there, initial=0))
        return own, common, min(wanted, most) if most else wanted

    def _number(self, kind: str, name: str, street: str) -> int:
        key = (kind, name, street)
        return self.key.index(key) if key in self.key else -1

    @property
    def names(self) -> tuple[str, ...]:
        """Names such as ``pipe``, and ``pipe@street`` of a street's own."""
        return tuple(f"{name}@{street}" if street else name for _, name, street in self.key)


def pools_of(programme: Programme) -> Pools:
    """Return the pools of the table of crews; what is there on the plan's last day stays after it."""
    table, clock = programme.crews, programme.clock
    end = int(clock.starts[-1])
    spans: dict[tuple[str, str, str], list[tuple[int, int, float]]] = {}
    for row in range(len(table)):
        from_, to = table.from_[row].item(), table.to[row].item()
        first = 0 if from_ is None else max(clock.day(from_), 0)
        last = end if to is None else clock.day(to) + 1
        key = (str(table.kind[row]), str(table.trade[row]), str(table.street[row]))
        spans.setdefault(key, []).append((first, last, float(table.count[row])))
    days = sorted(
        {0}
        | {day for held in spans.values() for first, last, _ in held for day in (first, last) if day < end}
    )
    days = [day for day in days if day >= 0]
    count = np.zeros((len(spans), len(days)), dtype=np.int32)
    for pool, held in enumerate(spans.values()):
        for at, day in enumerate(days):
            there = sum(number for first, last, number in held if first <= day < last)
            count[pool, at] = math.floor(there + 1e-9)
    return Pools(key=tuple(spans), change_day=np.array(days, dtype=np.int32), count=count)


def needs_of(chosen: Chosen, pools: Pools) -> list[list[Need]]:
    """Return what each activity needs at once: its crew, its permits, or its office."""
    known: dict[tuple[object, ...], list[Need]] = {}
    found = []
    for one in chosen.activities:
        at_work = one.included and bool(one.days)
        asked = (one.what, one.kind, one.crews, at_work, chosen.begun[one.of].street)
        if asked not in known:
            known[asked] = [need for need in _needs(chosen, pools, one) if need]
        found.append(known[asked])
    return found


def _needs(chosen: Chosen, pools: Pools, one: Activity) -> Iterator[Need | None]:
    rules = chosen.programme.settings.rules
    if one.what != WORK:
        if rules.preparation.on:
            office = {DESIGN: rules.preparation.design, APPROVAL: rules.preparation.approval}[one.what]
            yield pools.need("office", office, "", 1)
        return
    if not one.included or not one.days:
        return
    types = chosen.programme.work_types
    street, trade = chosen.begun[one.of].street, str(types.trade[one.kind])
    if rules.crew_limits.on and trade:
        yield pools.need("crew", trade, street, one.crews)
    for utility in shutdowns(chosen.programme, one.kind):
        yield pools.need("permit", utility, street, 1)


def shutdowns(programme: Programme, kind: int) -> list[str]:
    """Return what works of a type shut down."""
    least = programme.settings.construction.shutdown_level
    levels = dict(programme.work_types.nuisance[kind])
    return [name for name in SHUT_DOWN if levels.get(name, 0.0) >= least]


def notices_of(chosen: Chosen) -> list[int]:
    """Return the days of notice that each activity's shutdowns need."""
    days = chosen.programme.settings.construction.notice_days
    of_kind = [
        max((days.get(name, 0) for name in shutdowns(chosen.programme, kind)), default=0)
        for kind in range(len(chosen.programme.work_types))
    ]
    return [
        of_kind[one.kind] if one.what == WORK and one.included and one.days else 0
        for one in chosen.activities
    ]


@dataclass(frozen=True, kw_only=True)
class Tokens:
    """Tokens: names, room, and by activity those it holds while it is worked on."""

    name: tuple[str, ...]
    room: tuple[int, ...]
    held: list[list[int]]


def tokens_of(chosen: Chosen) -> Tokens:
    """Return the tokens of streets: works that close the road hold one of theirs."""
    rule = chosen.programme.settings.rules.street_projects
    least = chosen.programme.settings.construction.road_level
    nuisance = chosen.programme.work_types.nuisance.tolist()
    closing = [dict(of_kind).get("road", 0.0) >= least for of_kind in nuisance]
    rooms: dict[str, int] = {}
    number: dict[str, int] = {}
    held: list[list[int]] = []
    for one in chosen.activities:
        street = chosen.begun[one.of].street
        closes = one.kind >= 0 and closing[one.kind]
        if not (rule.on and street and closes and one.included and one.days):
            held.append([])
            continue
        rooms.setdefault(street, rule.by_street.get(street, rule.most))
        held.append([number.setdefault(street, len(number))])
    return Tokens(name=tuple(rooms), room=tuple(rooms.values()), held=held)
