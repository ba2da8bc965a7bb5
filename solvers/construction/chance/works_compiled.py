"""Draws of works compiled: the same as those of `works`, several times as fast."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numba import njit

from solvers.construction.chance.philox_compiled import block

if TYPE_CHECKING:
    from solvers.construction.chance.terms import Portions, Terms, WorkDraws


def fill(made: WorkDraws, terms: Terms, portions: Portions, root: int, purposes: tuple[int, int]) -> None:
    """Put in the draws of all replications; ``purposes`` are those of works and of mishaps."""
    _fill(root, purposes, tuple(terms), tuple(portions), tuple(vars(made).values()))


@njit(cache=True)
def _days(amount):  # type: ignore[no-untyped-def]
    return -((-amount) >> np.int64(16))


@njit(cache=True)
def _read(table, at, word):  # type: ignore[no-untyped-def]
    cell = np.uint64(at) + np.uint64(word >> np.uint32(20))
    rest = np.int64((word >> np.uint32(4)) & np.uint32(0xFFFF))
    low = table[cell]
    return low + (((table[cell + np.uint64(1)] - low) * rest) >> np.int64(16))


@njit(cache=True)
def _part(low, wide, word):  # type: ignore[no-untyped-def]
    return low + ((np.int64(word) * wide) >> np.int64(32))


@njit(cache=True)
def _fill(root, purposes, terms, portions, made):  # type: ignore[no-untyped-def]
    number, factor, factor_at, high, low, table, table_at = terms[:7]
    base, real, long, stop, rework, defects, inspection = terms[7:]
    count = len(high)
    w0, w1 = np.empty(count, np.uint32), np.empty(count, np.uint32)
    w2, w3 = np.empty(count, np.uint32), np.empty(count, np.uint32)
    k0, purpose, none = np.uint32(root), np.uint32(purposes[0]), np.uint32(0)
    for r in range(len(number)):
        k1, duration, inspected, times = number[r], made[0][r], made[3][r], factor[r]
        for a in range(count):
            w0[a], w1[a], w2[a], w3[a] = block(k0, k1, high[a], low[a], purpose, none)
        for a in range(count):
            own = _read(table, table_at[a], w0[a]) * times[factor_at[a]]
            duration[a] = _days((own >> np.int64(16)) * base[a])
            inspected[a] = inspection[w3[a] & np.uint32(0xFFF)] * real[a]
        for a in range(count):
            stopped, failed = w1[a] < stop[a], w2[a] < rework[a]
            faulty = (w3[a] >> np.uint32(16)) < defects[a]
            if stopped | failed | faulty:
                size = block(k0, k1, high[a], low[a], np.uint32(purposes[1]), none)
                days = np.int64(duration[a])
                hit = (stopped and days > 1, w1[a] < long[a], failed, faulty)
                _mishap(made, portions, r, a, days, hit, size)


@njit(cache=True)
def _mishap(made, portions, r, a, days, hit, size):  # type: ignore[no-untyped-def]
    _, after, rests, _, again, repairs = made
    long_stop, short_stop, again_low, again_wide, repair_low, repair_wide = portions
    stops, months, failed, faulty = hit
    if stops:
        rests[r, a] = _days(_read(long_stop if months else short_stop, 0, size[0]))
        after[r, a] = 1 + ((np.int64(size[1]) * (days - 1)) >> np.int64(32))
    if failed:
        again[r, a] = _days(_part(again_low, again_wide, size[2]) * days)
    if faulty:
        repairs[r, a] = _days(_part(repair_low, repair_wide, size[3]) * days)
