"""The ledger reckoned day by day, in plain loops: slow, and with nothing in common with the fast one."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from scenarios.tables.disruption_settings import Disruption
from solvers.construction.play.played import INSPECTION, KINDS, NOT, Played
from solvers.construction.site import Draws, Site
from solvers.construction.site.nouns import WORK

OUTAGES = ("water", "power", "gas", "heat", "telecom")


@dataclass
class Brute:
    """Sums by (place, channel) and (place, week, channel); by place, street and ground; days as sets."""

    household_days: Any = field(default_factory=lambda: defaultdict(float))
    weighted: Any = field(default_factory=lambda: defaultdict(float))
    outage_hours: Any = field(default_factory=lambda: defaultdict(float))
    weeks: Any = field(default_factory=lambda: defaultdict(float))
    longest: Any = field(default_factory=dict)
    water_days: Any = field(default_factory=dict)
    accesses: Any = field(default_factory=dict)
    peak: Any = field(default_factory=dict)
    much: Any = field(default_factory=dict)


def brute(site: Site, draws: Draws, played: Played, rule: Disruption, weight: dict[str, float]) -> Brute:
    """Return the ledger of a replication, in whose settings every channel reaches as the work type says."""
    found = Brute()
    loud: dict[str, set[int]] = defaultdict(set)
    wet: dict[str, set[int]] = defaultdict(set)
    closed: dict[tuple[str, int], int] = defaultdict(int)
    reached: dict[tuple[str, int], float] = defaultdict(float)
    for a, first, end in visits(site, played):
        place = site.place[site.of[a]]
        works = [is_open(draws, int(site.calendar[a]), day) for day in range(first, end)]
        levels = {name: float(site.level[a, k]) for k, name in enumerate(site.channels) if site.level[a, k]}
        for day, working in zip(range(first, end), works, strict=True):
            if levels:
                loud[place].add(day)
                reached[place, day] += float(site.in_scope[a])
            closed[place, day] += levels.get("access", 0) >= rule.access_level
            if levels.get("water") and any(works):
                wet[place].add(day)
            for name, level in levels.items():
                _add(found, site, rule, a, (place, day, name), level, working, weight, day == first)
    for place in site.place:
        found.longest[place] = run(loud[place])
        found.water_days[place] = run(wet[place])
        found.accesses[place] = max((closed[place, day] for day in range(site.horizon)), default=0)
    _streets(found, site, rule, reached)
    return found


def visits(site: Site, played: Played) -> Iterator[tuple[int, int, int]]:
    """Yield (activity, first day, end) of visits of included works, inspections aside."""
    for a in range(site.activities):
        for kind in range(len(KINDS)):
            first, end = int(played.start[a, kind]), min(int(played.end[a, kind]), site.horizon)
            if site.included[a] and site.what[a] == WORK and kind != INSPECTION and first != NOT:
                yield a, first, end


def is_open(draws: Draws, calendar: int, day: int) -> bool:
    """Whether a calendar works on a day."""
    worked = draws.worked[int(draws.sky_of[0]), calendar]
    return bool(worked[day + 1] > worked[day])


def run(days: set[int]) -> int:
    """Return the most days on end in a set of days."""
    best = 0
    for day in days:
        if day - 1 not in days:
            end = day
            while end in days:
                end += 1
            best = max(best, end - day)
    return best


def _add(
    found: Brute,
    site: Site,
    rule: Disruption,
    a: int,
    key: tuple[str, int, str],
    level: float,
    working: bool,
    weight: dict[str, float],
    is_first: bool,
) -> None:
    place, day, name = key
    night, households = name in rule.through_night, float(site.in_scope[a])
    hours = rule.hours.get(name, 8.0)
    if name in OUTAGES and night:
        found.outage_hours[place, name] += households * (hours if is_first else 24.0)
    if not (working or night or name in rule.every_day):
        return
    if name in OUTAGES and not night:
        found.outage_hours[place, name] += households * hours
    found.household_days[place, name] += households
    load = households * float(np.interp(level, [0, 1, 2, 3], [0.0, *rule.level_weights])) * weight[place]
    found.weighted[place, name] += load * rule.channel_weights.get(name, 1.0)
    found.weeks[place, day // 7, name] += load


def _streets(found: Brute, site: Site, rule: Disruption, reached: dict[tuple[str, int], float]) -> None:
    households = dict(zip(site.place, site.households.tolist(), strict=True))
    street = dict(zip(site.place, site.street, strict=True))
    for name in set(site.street):
        own = [place for place in households if street[place] == name]
        whole = sum(households[place] for place in own)
        shares = [
            sum(min(reached.get((place, day), 0.0), households[place]) for place in own) / whole
            for day in range(site.horizon)
        ]
        found.peak[name] = max(shares)
        found.much[name] = sum(share > rule.street_threshold for share in shares)
