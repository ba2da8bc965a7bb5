"""Philox4x32-10 compiled: the same words as `philox`, about ten times as fast."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numba import njit

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Words = NDArray[np.uint32]

_HALF = np.uint64(32)
_FIRST, _SECOND = np.uint64(0xD2511F53), np.uint64(0xCD9E8D57)
_WEYL_FIRST, _WEYL_SECOND = np.uint32(0x9E3779B9), np.uint32(0xBB67AE85)


@njit(cache=True)
def fill(root: int, key: Words, counter: tuple[Words, Words, Words, Words], made: Words) -> None:
    """Put four words for each key and counter into ``made``, axes ``(word, block)``."""
    zero, one, two, three = counter
    for i in range(len(key)):
        c0, c1, c2, c3 = zero[i], one[i], two[i], three[i]
        k0, k1 = np.uint32(root), key[i]
        for _ in range(10):
            low = np.uint64(c0) * _FIRST
            high = np.uint64(c2) * _SECOND
            c0, c2 = np.uint32(high >> _HALF) ^ c1 ^ k0, np.uint32(low >> _HALF) ^ c3 ^ k1
            c1, c3 = np.uint32(high), np.uint32(low)
            k0 = np.uint32(k0 + _WEYL_FIRST)
            k1 = np.uint32(k1 + _WEYL_SECOND)
        made[0, i] = c0
        made[1, i] = c1
        made[2, i] = c2
        made[3, i] = c3
