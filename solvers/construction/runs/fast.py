"""Many replications by the compiled engine and ledger, on threads that share nothing but what is given."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from solvers.construction.chance import drawn_of
from solvers.construction.ledger.bearing import DAY
from solvers.construction.ledger.flat import GROUNDS, HORIZON, TRENCHES, flat_of
from solvers.construction.ledger.weeks_compiled import mean_weeks
from solvers.construction.play.kernel import given_of
from solvers.construction.play.played import KINDS
from solvers.construction.play.tables import memory_of
from solvers.construction.runs.compiled import play_part
from solvers.construction.runs.fairness import fairness_of
from solvers.construction.runs.nouns import span_of
from solvers.construction.runs.plainly import NUMBERS, SUMS, no_ledgers

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from solvers.construction.chance import Drawn
    from solvers.construction.ledger import Bearing
    from solvers.construction.ledger.flat import Flat
    from solvers.construction.play.tables import Memory, Weather
    from solvers.construction.runs.task import Task
    from solvers.construction.site.nouns import Site

    Found = dict[str, Any]
    Ints = NDArray[np.int32]
    Longs = NDArray[np.int64]
    Floats = NDArray[np.float64]

HOUSEHOLD_DAYS, WEIGHTED, OUTAGE_HOURS = range(3)
"""Rows of ``by_channel``."""


class Kept(NamedTuple):
    """What is kept of each replication; columns as in `compiled` of the ledger."""

    finish: Ints
    start: Ints
    by_channel: Floats
    burden: Floats
    streets: Longs
    places: Longs
    numbers: Longs


class Room(NamedTuple):
    """What the ledger writes on for one replication: columns as in `compiled` of the ledger."""

    tally: Ints
    spells: Ints
    by_day: Ints
    begun: Ints
    turns: Ints
    spans: Ints
    amount: Longs
    unions: Ints
    dug: Ints
    under_way: Longs
    since: Longs
    full: Longs


class Totals(NamedTuple):
    """Sums over all replications that a thread plays: by activity, and ``weeks`` by activity and week."""

    waited: Longs
    lasted: Longs
    done_in: Longs
    weeks: Longs


@dataclass(frozen=True, kw_only=True, eq=False)
class Bench:
    """What one thread writes on: memory of the engine, a weather, room of the ledger, totals."""

    memory: Memory
    weather: Weather
    room: Room
    totals: Totals


def played_fast(task: Task, parts: list[tuple[int, int]], workers: int) -> tuple[Found, tuple[str, ...]]:
    """Play parts; return the fields of runs of all of them together, and the names of the drivers.

    What is kept of each replication is written where it stays: nothing of a part is held beyond it.
    """
    site, bearing = task.site, task.bearing
    flat = flat_of(site, bearing)
    memory, benches, own = memory_of(site), [], threading.local()
    whole = sum(count for _, count in parts)
    into = _room_for(task, whole)

    def played(part: tuple[int, int]) -> tuple[str, ...]:
        if not hasattr(own, "bench"):
            own.bench = _bench(task, memory.another(), flat)
            benches.append(own.bench)
        found, names = _part(task, own.bench, flat, part)
        at = slice(part[0] - parts[0][0], part[0] - parts[0][0] + part[1])
        for name, values in found.items():
            into[name][at] = values
        return names

    if workers < 2 or len(parts) < 2:
        names = [played(part) for part in parts]
    else:
        with ThreadPoolExecutor(workers) as pool:
            names = list(pool.map(played, parts))
    waited, lasted, done_in, weeks = (
        _summed(held) for held in zip(*(b.totals for b in benches), strict=True)
    )
    into |= {"waited": waited, "lasted": lasted, "done_in": done_in}
    return into | {"weeks": _weeks(bearing, weeks, whole) if task.weeks else None}, names[0]


def _summed(held: tuple[Any, ...]) -> Any:
    """Return the sum of arrays, made in the first of them."""
    first, *others = held
    for other in others:
        first += other
    return first


def _room_for(task: Task, replications: int) -> Found:
    """Return empty fields of runs for so many replications."""
    site, bearing = task.site, task.bearing
    into: Found = {name: np.empty((replications, site.campaigns), np.int32) for name in ("finish", "start")}
    into["drivers"] = np.empty((replications, len(task.chances.trades) + 2))
    if task.only_finish:
        return into | no_ledgers()
    span = span_of(site)
    wide = {
        "burden": (len(bearing.place), np.float32),
        "longest": (len(bearing.place), span),
        "water_days": (len(bearing.place), span),
        "water_hours": (len(bearing.place), np.float32),
        "peak": (len(bearing.street), np.float32),
        "much": (len(bearing.street), span),
    } | dict.fromkeys(SUMS, (len(bearing.channel), np.float64))
    into |= {name: np.empty((replications, many), as_) for name, (many, as_) in wide.items()}
    return into | {name: np.empty(replications, as_) for name, as_ in NUMBERS.items()}


def _bench(task: Task, memory: Memory, flat: Flat) -> Bench:
    site, bearing = task.site, task.bearing
    activities, places, streets = site.activities, len(bearing.place), len(bearing.street)
    visits, weeks = activities * len(KINDS), bearing.weeks if task.weeks else 0
    room = Room(
        tally=np.zeros((activities, 5), dtype=np.int32),
        spells=np.zeros((visits, 3), dtype=np.int32),
        by_day=np.zeros((int(flat.given[HORIZON]) + 1, 3), dtype=np.int32),
        begun=np.zeros((visits, 3), dtype=np.int32),
        turns=np.zeros((2 * visits, 2), dtype=np.int32),
        spans=np.zeros((int(flat.given[TRENCHES]), 4), dtype=np.int32),
        amount=np.zeros((places + streets, 2), dtype=np.int64),
        unions=np.zeros((places, 4), dtype=np.int32),
        dug=np.zeros(int(flat.given[GROUNDS]), dtype=np.int32),
        under_way=np.zeros(streets, dtype=np.int64),
        since=np.zeros(streets, dtype=np.int64),
        full=np.zeros((len(site.open), weeks), dtype=np.int32),
    )
    totals = Totals(
        waited=np.zeros(activities, dtype=np.int64),
        lasted=np.zeros(activities, dtype=np.int64),
        done_in=np.zeros(activities, dtype=np.int64),
        weeks=np.zeros((activities, weeks), dtype=np.int32),
    )
    return Bench(memory=memory, weather=memory.room_for(len(site.open)), room=room, totals=totals)


def _part(task: Task, bench: Bench, flat: Flat, part: tuple[int, int]) -> tuple[Found, tuple[str, ...]]:
    """Draw and play a part; return the fields of its runs, totals aside, and the names of the drivers."""
    first, count = part
    drawn: Drawn = drawn_of(task.site, task.chances, task.seed, count, first, task.sky)
    draws, kept = drawn.draws, _kept(task.site, task.bearing, count, only_finish=task.only_finish)
    play_part(
        (bench.memory.ints, bench.memory.words, bench.weather),
        given_of(draws),
        (draws.sky_of, draws.worked, draws.nth),
        flat,
        bench.room,
        bench.totals,
        kept,
        task.only_finish,
    )
    found: Found = {"finish": kept.finish, "start": kept.start, "drivers": drawn.drivers.share}
    measures = {} if task.only_finish else _measures(task.bearing, flat, kept)
    return found | measures, drawn.drivers.name


def _kept(site: Site, bearing: Bearing, count: int, *, only_finish: bool) -> Kept:
    rows = 0 if only_finish else count
    places, streets, channels = len(bearing.place), len(bearing.street), len(bearing.channel)
    return Kept(
        finish=np.zeros((count, site.campaigns), dtype=np.int32),
        start=np.zeros((count, site.campaigns), dtype=np.int32),
        by_channel=np.zeros((rows, 3, channels)),
        burden=np.zeros((rows, places)),
        streets=np.zeros((rows, streets, 2), dtype=np.int64),
        places=np.zeros((rows, places, 3), dtype=np.int64),
        numbers=np.zeros((rows, 3), dtype=np.int64),
    )


def _measures(bearing: Bearing, flat: Flat, kept: Kept) -> Found:
    """Return the fields of runs that come of what the compiled ledger added up."""
    lived_in = bearing.households > 0
    burden = np.where(lived_in, kept.burden / np.maximum(bearing.households, 1), 0.0)
    days = kept.places[:, :, 1]
    hours, night = 0.0, False
    if "water" in bearing.channel:
        k = bearing.channel.index("water")
        hours, night = float(bearing.hours[k]), bool(bearing.through_night[k])
    unbroken = days * DAY - (DAY - hours) if night else np.full(days.shape, hours)
    return {
        "household_days": kept.by_channel[:, HOUSEHOLD_DAYS],
        "weighted": kept.by_channel[:, WEIGHTED],
        "outage_hours": kept.by_channel[:, OUTAGE_HOURS],
        "burden": burden,
        "peak": kept.streets[:, :, 0] / np.maximum(flat.street_parts, 1),
        "much": kept.streets[:, :, 1],
        "longest": kept.places[:, :, 0],
        "water_days": days,
        "water_hours": np.where(days > 0, unbroken, 0.0),
        "accesses": kept.places[:, :, 2].max(axis=1, initial=0),
        "reopened": kept.numbers[:, 0],
        "kept": kept.numbers[:, 1],
        "told": kept.numbers[:, 2],
    } | fairness_of(burden[:, lived_in])


def _weeks(bearing: Bearing, days: Longs, replications: int) -> NDArray[np.float32]:
    """Return the mean dense ledger, axes ``(place, week, channel)``, of days by activity and week."""
    terms = bearing.terms
    order = np.argsort(terms.place, kind="stable")
    first = np.searchsorted(terms.place[order], np.arange(len(bearing.place) + 1))
    mean = np.zeros((len(bearing.place), bearing.weeks, len(bearing.channel)), dtype=np.float32)
    share = terms.load[order] / replications
    ordered = (terms.activity[order], terms.channel[order], share, terms.every_day[order])
    mean_weeks(days, first, ordered, mean)
    return mean
