"""Draws of works compiled: the same as those of `works`, several times as fast."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from solvers.compiled import compiled
from solvers.construction.chance.philox_compiled import block

if TYPE_CHECKING:
    from solvers.construction.chance.terms import Portions, Terms, WorkDraws


def fill(made: WorkDraws, terms: Terms, portions: Portions, root: int, purposes: tuple[int, int]) -> None:
    """Put in the draws of all replications; ``purposes`` are those of works and of mishaps."""
    _fill(root, purposes, tuple(terms), tuple(portions), tuple(vars(made).values()))


@compiled()
def _days(amount):  # type: ignore[no-untyped-def]
    return -((-amount) >> np.int64(16))


@compiled()
def _read(table, at, word):  # type: ignore[no-untyped-def]
    cell = np.uint64(at) + np.uint64(word >> np.uint32(20))
    rest = np.int64((word >> np.uint32(4)) & np.uint32(0xFFFF))
    low = table[cell]
    return low + (((table[cell + np.uint64(1)] - low) * rest) >> np.int64(16))


@compiled()
def _part(low, wide, word):  # type: ignore[no-untyped-def]
    return low + ((np.int64(word) * wide) >> np.int64(32))


@compiled(nogil=True)
def _fill(root, purposes, terms, portions, made):  # type: ignore[no-untyped-def]
    """Draw row by row, each in passes that the processor can do several at a time."""
    number, factor, factor_at, high, low, table, table_at = terms[:7]
    base, real, long, stop, rework, defects, inspection = terms[7:]
    count = len(high)
    word, size = np.empty((4, count), np.uint32), np.empty((4, count), np.uint32)
    hit = np.empty(count, np.int64)
    for r in range(len(number)):
        duration, inspected, times = made[0][r], made[3][r], factor[r]
        _words(root, number[r], purposes[0], high, low, word)
        w0, w1, w2, w3 = word[0], word[1], word[2], word[3]
        for a in range(count):
            own = _read(table, table_at[a], w0[a]) * times[factor_at[a]]
            duration[a] = _days((own >> np.int64(16)) * base[a])
            inspected[a] = inspection[w3[a] & np.uint32(0xFFF)] * real[a]
        hits = 0
        for a in range(count):
            hit[hits] = a
            faulty = (w3[a] >> np.uint32(16)) < defects[a]
            hits += (w1[a] < stop[a]) | (w2[a] < rework[a]) | faulty
        at = hit[:hits]
        _words(root, number[r], purposes[1], high[at], low[at], size)
        for i in range(hits):
            a = at[i]
            days = np.int64(duration[a])
            if w1[a] < stop[a] and days > 1:
                _stop(made, portions, r, a, days, w1[a] < long[a], (size[0, i], size[1, i]))
            if w2[a] < rework[a]:
                made[4][r, a] = _days(_part(portions[2], portions[3], size[2, i]) * days)
            if (w3[a] >> np.uint32(16)) < defects[a]:
                made[5][r, a] = _days(_part(portions[4], portions[5], size[3, i]) * days)


@compiled()
def _words(root, replication, purpose, high, low, made):  # type: ignore[no-untyped-def]
    w0, w1, w2, w3 = made[0], made[1], made[2], made[3]
    k0, wanted, none = np.uint32(root), np.uint32(purpose), np.uint32(0)
    for a in range(len(high)):
        w0[a], w1[a], w2[a], w3[a] = block(k0, replication, high[a], low[a], wanted, none)


@compiled()
def _stop(made, portions, r, a, days, months, size):  # type: ignore[no-untyped-def]
    made[2][r, a] = _days(_read(portions[0] if months else portions[1], 0, size[0]))
    made[1][r, a] = 1 + ((np.int64(size[1]) * (days - 1)) >> np.int64(32))
