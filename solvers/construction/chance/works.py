"""What chance does to works: how long they take, stops, inspections, rework, defects at the look-back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from solvers.construction.chance.spreads import spread_table
from solvers.construction.chance.streams import Purpose
from solvers.construction.chance.tables import (
    CELLS,
    ONE,
    fixed,
    lognormal,
    lognormal_between,
    read,
    threshold,
    triangular,
    whole_days,
)
from solvers.construction.site.nouns import WORK

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from solvers.construction.chance.chances import Chances
    from solvers.construction.chance.streams import Streams
    from solvers.construction.chance.tables import Table
    from solvers.construction.site.nouns import Site

    Days = NDArray[np.int32]
    Ints = NDArray[np.int64]
    Words = NDArray[np.uint32]

_AT_ONCE = 1 << 15
"""Cells drawn at a time: as many as stay near the processor."""


@dataclass(frozen=True, kw_only=True, eq=False)
class WorkDraws:
    """Draws of activities, axes ``(replication, activity)``, as in ``Draws``."""

    duration: Days
    stop_after: Days
    stop_days: Days
    inspection: Days
    rework: Days
    defects: Days


@dataclass(frozen=True, kw_only=True, eq=False)
class _Terms:
    """What works are drawn by, axis ``(activity,)`` where nothing else is said.

    ``table`` flat quantile tables and ``table_at`` where that of each activity begins; ``long`` and ``stop``
    words below which it stops for months, or at all; ``rework`` likewise, ``defects`` of words of 16 bits;
    ``inspection`` days by words of 12 bits, axis ``(word,)``; ``real`` 1 for included works, else 0.
    """

    table: Table
    table_at: Ints
    base: Ints
    real: Days
    long: Words
    stop: Words
    rework: Words
    defects: Words
    inspection: Days


def works_of(streams: Streams, site: Site, chances: Chances, factor: Ints, replications: Words) -> WorkDraws:
    """Return the draws of activities; ``factor`` axes ``(replication, activity or 1)`` times their days."""
    terms = _terms(site, chances)
    shape = (len(replications), site.activities)
    made = {name: np.zeros(shape, dtype=np.int32) for name in WorkDraws.__dataclass_fields__}
    step = max(1, _AT_ONCE // max(site.activities, 1))
    for first in range(0, len(replications), step):
        rows = slice(first, first + step)
        words = streams.each(replications[rows], site.uid, Purpose.WORK)
        _fill({name: into[rows] for name, into in made.items()}, terms, words, factor[rows])
        _mishaps(
            {name: into[rows] for name, into in made.items()},
            terms,
            words,
            chances,
            streams,
            site.uid,
            replications[rows],
        )
    return WorkDraws(**made)


def _fill(made: dict[str, Days], terms: _Terms, words: Words, factor: Ints) -> None:
    """Put in what every activity has: its days and those of its inspection."""
    cell = terms.table_at + (words[0] >> np.uint32(20))
    rest = ((words[0] >> np.uint32(4)) & np.uint32(0xFFFF)).astype(np.int64)
    low = terms.table[cell]
    own = low + (((terms.table[cell + 1] - low) * rest) >> 16)
    made["duration"][:] = whole_days(((own * factor) >> 16) * terms.base)
    made["inspection"][:] = terms.inspection[words[3] & np.uint32(0xFFF)] * terms.real


def _mishaps(
    made: dict[str, Days],
    terms: _Terms,
    words: Words,
    chances: Chances,
    streams: Streams,
    uid: NDArray[np.uint64],
    replications: Words,
) -> None:
    """Put in what only some have: stops, rework, defects; their sizes are drawn for these alone."""
    stopped, failed = words[1] < terms.stop, words[2] < terms.rework
    faulty = (words[3] >> np.uint32(16)) < terms.defects
    row, at = np.nonzero(stopped | failed | faulty)
    if not len(row):
        return
    size = streams.words(replications[row], uid[at], Purpose.MISHAP)
    chance, days = chances.chance, made["duration"][row, at].astype(np.int64)
    long_stop = lognormal(chance.long_stop.median, chance.long_stop.sigma)
    short_stop = lognormal_between(chance.short_stop.p10, chance.short_stop.p90)
    months = words[1][row, at] < terms.long[at]
    rests = whole_days(np.where(months, read(long_stop, size[0]), read(short_stop, size[0])))
    after = 1 + ((size[1].astype(np.int64) * np.maximum(days - 1, 0)) >> 32)
    stops = stopped[row, at] & (days > 1)
    made["stop_days"][row, at] = np.where(stops, rests, 0)
    made["stop_after"][row, at] = np.where(stops, after, 0)
    for name, hit, part, word in (
        ("rework", failed, chance.rework, size[2]),
        ("defects", faulty, chance.look_back, size[3]),
    ):
        again = whole_days(_between(part.low, part.high, word) * days)
        made[name][row, at] = np.where(hit[row, at], again, 0)


def _between(low: float, high: float, words: Words) -> Ints:
    """Return uniform shares between two, in 1/65,536."""
    wide = fixed(high) - fixed(low)
    return np.asarray(fixed(low) + ((words.astype(np.int64) * wide) >> 32), dtype=np.int64)


def _terms(site: Site, chances: Chances) -> _Terms:
    chance = chances.chance
    tables, number = _tables(site, chances)
    real = (site.what == WORK) & site.included & (site.days > 0)
    long = np.where(real, _shared(chance.long_stop.probability, site, real), 0.0)
    stop = np.where(real, 1.0 - (1.0 - long) * (1.0 - chance.short_stop.probability), 0.0)
    shown = triangular(chance.inspection.low, chance.inspection.mode, chance.inspection.high)
    return _Terms(
        table=np.concatenate(tables),
        table_at=number * (CELLS + 1),
        base=site.days.astype(np.int64),
        real=real.astype(np.int32),
        long=_limits(long),
        stop=_limits(stop),
        rework=_limits(np.where(real, chance.rework.probability, 0.0)),
        defects=_limits(np.where(real, chance.look_back.probability, 0.0)) >> np.uint32(16),
        inspection=whole_days((shown[:-1] + shown[1:]) // 2),
    )


def _shared(probability: float, site: Site, real: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Return the probability of each work such that some work of its campaign stops with this one.

    In proportion to its days: 1 - (1 - p) ** share, to first order in p.
    """
    days = np.where(real, site.days, 0)
    whole = np.bincount(site.of, weights=days, minlength=site.campaigns)[site.of]
    return probability * days / np.maximum(whole, 1)


def _limits(probabilities: NDArray[np.float64]) -> Words:
    limits = [min(threshold(p), (1 << 32) - 1) for p in probabilities.tolist()]
    return np.array(limits, dtype=np.uint32)


def _tables(site: Site, chances: Chances) -> tuple[list[Table], Ints]:
    """Return the tables in use, and which of them each activity has."""
    durations = chances.chance.durations
    still = np.full(CELLS + 1, ONE, dtype=np.int64)
    tables = [still, lognormal_between(durations.office_p10, durations.office_p90)]
    known: dict[str, int] = {}
    number = np.zeros(site.activities, dtype=np.int64)
    for a, kind in enumerate(site.work_type):
        if not site.included[a] or site.what[a] != WORK:
            number[a] = int(site.included[a])
            continue
        name = kind if kind in durations.by_type else ""
        if name not in known:
            known[name] = len(tables)
            tables.append(spread_table(durations.by_type.get(name, durations)))
        number[a] = known[name]
    return tables, number
