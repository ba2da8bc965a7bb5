"""What works wait for besides resources: residents' consent, a joint trench, the money of a fund."""

from __future__ import annotations

import datetime
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from solvers.construction.site.nouns import NEVER, WORK

if TYPE_CHECKING:
    from solvers.construction.site.chosen import Activity, Chosen


def units_of(chosen: Chosen) -> list[list[int]]:
    """Return, for each activity, the day on which each unit is expected to agree; empty: nobody is asked.

    The plan counts on a share of the units, rounded, at least one; they agree by its first day.
    """
    standings = chosen.programme.standings
    found: list[list[int]] = []
    for one in chosen.activities:
        standing = standings[one.work] if one.what == WORK and one.included else None
        if standing is None or standing.first_day is None or not one.days:
            found.append([])
            continue
        asks = min(max(round(standing.units * standing.share), 1), standing.units)
        agrees = [max(standing.first_day, 0)] * asks
        found.append(agrees + [NEVER] * (standing.units - asks))
    return found


@dataclass(frozen=True, kw_only=True)
class Trenches:
    """Grounds that several works open together, and their members as (activity, trench), by trench."""

    name: tuple[str, ...]
    members: list[tuple[int, int]]


def trenches_of(chosen: Chosen) -> Trenches:
    """Return the joint trenches: works on one ground whose campaigns start in one period, two or more.

    A work shares a trench where its type says so (``shared_setup = trench``), or where it opens the ground
    and utilities pay a share of it.
    """
    works = chosen.programme.works
    grounds: dict[tuple[str, int], list[int]] = defaultdict(list)
    for a, one in enumerate(chosen.activities):
        if one.what == WORK and one.included and one.days and _shares(chosen, one):
            begun = chosen.begun[one.of]
            ground = str(works.ground[chosen.programme.facts.row[one.work]]) or begun.place
            grounds[ground, begun.phase].append(a)
    joint = [(f"{ground}#{phase}", held) for (ground, phase), held in grounds.items() if len(held) > 1]
    return Trenches(
        name=tuple(name for name, _ in joint),
        members=[(a, g) for g, (_, held) in enumerate(joint) for a in held],
    )


def _shares(chosen: Chosen, one: Activity) -> bool:
    types = chosen.programme.work_types
    if types.shared_setup[one.kind] == "trench":
        return True
    return bool(types.opens_ground[one.kind]) and float(types.utility_share[one.kind]) > 0


@dataclass(frozen=True, kw_only=True)
class Purses:
    """Years of funds, the day on which their money is expected, and by activity those it waits for."""

    key: tuple[tuple[str, int], ...]
    day: tuple[int, ...]
    claims: list[list[int]]


def purses_of(chosen: Chosen, planned: list[tuple[int, int]]) -> Purses:
    """Return the purses: an activity waits for those its campaign draws on in the year it is to start in."""
    clock = chosen.programme.clock
    drawn: dict[tuple[str, int], dict[str, None]] = defaultdict(dict)
    for draw in chosen.plan.draws:
        if draw.amount > 0:
            drawn[draw.campaign, draw.year][draw.fund] = None
    number: dict[tuple[str, int], int] = {}
    claims: list[list[int]] = []
    starts = [min(start, NEVER // 1000) for start, _ in planned]
    years = {day: clock.date(day).year for day in set(starts)}
    for a, one in enumerate(chosen.activities):
        year = years[starts[a]]
        key = chosen.begun[one.of].key
        funds = drawn.get((key, year), {}) if one.what == WORK and one.included else {}
        claims.append([number.setdefault((fund, year), len(number)) for fund in funds])
    days = [max(clock.day(datetime.date(year, 1, 1)), 0) for _, year in number]
    return Purses(key=tuple(number), day=tuple(days), claims=claims)
