"""Many replications by the compiled engine and ledger, on threads that share nothing but what is given."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import reduce
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
from solvers.construction.runs.quarters import quarters_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from solvers.construction.chance import Drawn
    from solvers.construction.ledger import Bearing
    from solvers.construction.ledger.flat import Flat
    from solvers.construction.play.tables import Memory
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


@dataclass(frozen=True, kw_only=True, eq=False)
class Bench:
    """What one thread writes on: memory of the engine, room of the ledger, totals of all it played."""

    memory: Memory
    room: tuple[Any, ...]
    totals: tuple[Any, ...]


def played_fast(task: Task, parts: list[tuple[int, int]], workers: int) -> tuple[list[Found], Found]:
    """Play parts; return the fields of runs of each, in their order, and the totals of all together."""
    site, bearing = task.site, task.bearing
    flat = flat_of(site, bearing, quarters_of(site))
    memory, benches, own = memory_of(site), [], threading.local()

    def played(part: tuple[int, int]) -> Found:
        if not hasattr(own, "bench"):
            own.bench = _bench(task, memory.another(), flat)
            benches.append(own.bench)
        return _part(task, own.bench, flat, part)

    if workers < 2 or len(parts) < 2:
        found = [played(part) for part in parts]
    else:
        with ThreadPoolExecutor(workers) as pool:
            found = list(pool.map(played, parts))
    waited, busy, lasted, done_in, weeks = (
        reduce(np.add, held) for held in zip(*(b.totals for b in benches), strict=True)
    )
    whole = sum(count for _, count in parts)
    totals = {"waited": waited, "busy_days": busy, "lasted": lasted, "done_in": done_in}
    mean = _weeks(bearing, weeks, whole) if task.weeks else None
    return found, totals | {"quarter_day": flat.quarter_day, "weeks": mean}


def _bench(task: Task, memory: Memory, flat: Flat) -> Bench:
    site, bearing = task.site, task.bearing
    activities, places, streets = site.activities, len(bearing.place), len(bearing.street)
    visits = activities * len(KINDS)
    room = (
        np.zeros((activities, 5), dtype=np.int32),
        np.zeros((visits, 2), dtype=np.int32),
        np.zeros((int(flat.given[HORIZON]) + 1, 2), dtype=np.int32),
        np.zeros((int(flat.given[TRENCHES]), 4), dtype=np.int32),
        np.zeros((places + streets, 2), dtype=np.int64),
        np.zeros((places, 4), dtype=np.int32),
        np.zeros(int(flat.given[GROUNDS]), dtype=np.int32),
        np.zeros(streets, dtype=np.int64),
        np.zeros(streets, dtype=np.int64),
    )
    totals = (
        np.zeros(activities, dtype=np.int64),
        np.zeros((len(site.pool), len(flat.quarter_day) - 1), dtype=np.int64),
        np.zeros(activities, dtype=np.int64),
        np.zeros(activities, dtype=np.int64),
        np.zeros((activities, bearing.weeks if task.weeks else 0, 2), dtype=np.int32),
    )
    return Bench(memory=memory, room=room, totals=totals)


def _part(task: Task, bench: Bench, flat: Flat, part: tuple[int, int]) -> Found:
    """Draw and play a part; return the fields of its runs, totals aside."""
    first, count = part
    drawn: Drawn = drawn_of(task.site, task.chances, task.seed, count, first, task.sky)
    draws, kept = drawn.draws, _kept(task.site, task.bearing, count, only_finish=task.only_finish)
    play_part(
        (bench.memory.ints, bench.memory.words),
        given_of(draws),
        (draws.sky_of, draws.worked, draws.nth),
        flat,
        bench.room,
        bench.totals,
        kept,
        task.only_finish,
    )
    found: Found = {"finish": kept.finish, "start": kept.start, "drawn": drawn}
    return found if task.only_finish else found | _measures(task.bearing, flat, kept)


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
        "burden": burden.astype(np.float32),
        "peak": (kept.streets[:, :, 0] / np.maximum(flat.street_parts, 1)).astype(np.float32),
        "much": kept.streets[:, :, 1].astype(np.int32),
        "longest": kept.places[:, :, 0].astype(np.int32),
        "water_days": days.astype(np.int32),
        "water_hours": np.where(days > 0, unbroken, 0.0).astype(np.float32),
        "accesses": kept.places[:, :, 2].max(axis=1, initial=0).astype(np.int32),
        "reopened": kept.numbers[:, 0].astype(np.int32),
        "kept": kept.numbers[:, 1].astype(np.int32),
        "told": kept.numbers[:, 2].astype(np.int32),
    } | fairness_of(burden[:, lived_in])


def _weeks(bearing: Bearing, days: Ints, replications: int) -> NDArray[np.float32]:
    """Return the mean dense ledger, axes ``(place, week, channel)``, of days by activity and week."""
    terms = bearing.terms
    order = np.argsort(terms.place, kind="stable")
    first = np.searchsorted(terms.place[order], np.arange(len(bearing.place) + 1))
    mean = np.zeros((len(bearing.place), bearing.weeks, len(bearing.channel)), dtype=np.float32)
    share = terms.load[order] / replications
    ordered = (terms.activity[order], terms.channel[order], share, terms.every_day[order])
    mean_weeks(days, first, ordered, mean)
    return mean
