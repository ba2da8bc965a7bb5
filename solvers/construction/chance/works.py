"""What chance does to works: how long they take, stops, inspections, rework, defects at the look-back."""

from __future__ import annotations

from dataclasses import fields
from functools import cache, lru_cache
from typing import TYPE_CHECKING

import numpy as np

from solvers.construction.chance.philox import blocks, worth_fetching
from solvers.construction.chance.spreads import spread_table
from solvers.construction.chance.streams import Purpose, halves
from solvers.construction.chance.tables import (
    CELLS,
    ONE,
    fixed,
    lognormal,
    lognormal_between,
    read,
    triangular,
    whole_days,
)
from solvers.construction.chance.terms import Portions, Terms, WorkDraws
from solvers.construction.site.nouns import WORK

if TYPE_CHECKING:
    from collections.abc import Callable

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


def works_of(
    streams: Streams, site: Site, chances: Chances, factor: tuple[Ints, Ints], replications: Words
) -> WorkDraws:
    """Return the draws of activities.

    ``factor`` are what days are multiplied by, axes ``(replication, factor)``, and which of these holds for
    each activity.
    """
    terms, portions = _terms(site, chances, factor, replications), _portions(chances)
    shape = (len(replications), site.activities)
    names = (field.name for field in fields(WorkDraws))
    made = WorkDraws(**{name: np.zeros(shape, dtype=np.int32) for name in names})
    compiled = _compiled() if worth_fetching(len(replications) * site.activities) else None
    (compiled or in_arrays)(made, terms, portions, streams.root, (int(Purpose.WORK), int(Purpose.MISHAP)))
    return made


@cache
def _compiled() -> Callable[..., None] | None:
    """Return the compiled form; None where numba is not installed."""
    try:
        from solvers.construction.chance.works_compiled import fill
    except ImportError:
        return None
    return fill


def in_arrays(
    made: WorkDraws, terms: Terms, portions: Portions, root: int, purposes: tuple[int, int]
) -> None:
    """Put in the draws of all replications by array operations; ``purposes`` of works and of mishaps."""
    step = max(1, _AT_ONCE // max(len(terms.high), 1))
    for first in range(0, len(terms.number), step):
        rows = slice(first, first + step)
        part = terms._replace(number=terms.number[rows], factor=terms.factor[rows])
        into = WorkDraws(**{name: whole[rows] for name, whole in vars(made).items()})
        words = blocks(root, part.number[:, None], (terms.high, terms.low, purposes[0], 0))
        _every(into, part, words)
        _mishaps(into, part, portions, words, (root, purposes[1]))


def _every(made: WorkDraws, terms: Terms, words: Words) -> None:
    """Put in what every activity has: its days and those of its inspection."""
    cell = terms.table_at + (words[0] >> np.uint32(20))
    rest = ((words[0] >> np.uint32(4)) & np.uint32(0xFFFF)).astype(np.int64)
    low = terms.table[cell]
    own = low + (((terms.table[cell + 1] - low) * rest) >> 16)
    made.duration[:] = whole_days(((own * terms.factor[:, terms.factor_at]) >> 16) * terms.base)
    made.inspection[:] = terms.inspection[words[3] & np.uint32(0xFFF)] * terms.real


def _mishaps(
    made: WorkDraws, terms: Terms, portions: Portions, words: Words, stream: tuple[int, int]
) -> None:
    """Put in what only some have: stops, rework, defects; their sizes are drawn for these alone."""
    stopped, failed = words[1] < terms.stop, words[2] < terms.rework
    faulty = (words[3] >> np.uint32(16)) < terms.defects
    row, at = np.nonzero(stopped | failed | faulty)
    size = blocks(stream[0], terms.number[row], (terms.high[at], terms.low[at], stream[1], 0))
    days = made.duration[row, at].astype(np.int64)
    months = words[1][row, at] < terms.long[at]
    long_stop, short_stop = read(portions.long_stop, size[0]), read(portions.short_stop, size[0])
    stops = stopped[row, at] & (days > 1)
    made.stop_days[row, at] = np.where(stops, whole_days(np.where(months, long_stop, short_stop)), 0)
    after = 1 + ((size[1].astype(np.int64) * np.maximum(days - 1, 0)) >> 32)
    made.stop_after[row, at] = np.where(stops, after, 0)
    again = portions.rework_low + ((size[2].astype(np.int64) * portions.rework_wide) >> 32)
    made.rework[row, at] = np.where(failed[row, at], whole_days(again * days), 0)
    repairs = portions.defects_low + ((size[3].astype(np.int64) * portions.defects_wide) >> 32)
    made.defects[row, at] = np.where(faulty[row, at], whole_days(repairs * days), 0)


def _portions(chances: Chances) -> Portions:
    chance = chances.chance
    return Portions(
        long_stop=np.minimum(
            lognormal(chance.long_stop.median, chance.long_stop.sigma), fixed(chance.long_stop.most)
        ),
        short_stop=np.minimum(
            lognormal_between(chance.short_stop.p10, chance.short_stop.p90), fixed(chance.short_stop.most)
        ),
        rework_low=fixed(chance.rework.low),
        rework_wide=fixed(chance.rework.high) - fixed(chance.rework.low),
        defects_low=fixed(chance.look_back.low),
        defects_wide=fixed(chance.look_back.high) - fixed(chance.look_back.low),
    )


def _terms(site: Site, chances: Chances, factor: tuple[Ints, Ints], replications: Words) -> Terms:
    terms = _terms_of(site, chances)
    return terms._replace(number=replications, factor=factor[0], factor_at=factor[1])


@lru_cache(maxsize=2)
def _terms_of(site: Site, chances: Chances) -> Terms:
    """Return what is the same for all replications: for each part of a run it need not be made again."""
    chance, nothing = chances.chance, np.zeros(0, dtype=np.int64)
    tables, which = _tables(site, chances)
    real = (site.what == WORK) & site.included & (site.days > 0)
    long = np.where(real, _shared(chance.long_stop.probability, site, real), 0.0)
    stop = np.where(real, 1.0 - (1.0 - long) * (1.0 - chance.short_stop.probability), 0.0)
    shown = triangular(chance.inspection.low, chance.inspection.mode, chance.inspection.high)
    high, low = halves(site.uid)
    return Terms(
        number=nothing.astype(np.uint32),
        factor=nothing,
        factor_at=nothing,
        high=high,
        low=low,
        table=np.concatenate(tables),
        table_at=which * (CELLS + 1),
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
    return np.minimum(np.rint(probabilities * 2.0**32), 2.0**32 - 1).astype(np.uint32)


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
