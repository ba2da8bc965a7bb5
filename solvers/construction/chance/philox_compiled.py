"""Philox4x32-10 compiled: the same words as `philox`, about ten times as fast."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from solvers.compiled import compiled

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Words = NDArray[np.uint32]

_HALF = np.uint64(32)
_FIRST, _SECOND = np.uint64(0xD2511F53), np.uint64(0xCD9E8D57)
_WEYL_FIRST, _WEYL_SECOND = np.uint32(0x9E3779B9), np.uint32(0xBB67AE85)


@compiled(inline="always")
def block(
    k0: np.uint32, k1: np.uint32, c0: np.uint32, c1: np.uint32, c2: np.uint32, c3: np.uint32
) -> tuple[np.uint32, np.uint32, np.uint32, np.uint32]:
    """Return the four words of a key and a counter."""
    for _ in range(10):
        low = np.uint64(c0) * _FIRST
        high = np.uint64(c2) * _SECOND
        c0, c2 = np.uint32(high >> _HALF) ^ c1 ^ k0, np.uint32(low >> _HALF) ^ c3 ^ k1
        c1, c3 = np.uint32(high), np.uint32(low)
        k0 = np.uint32(k0 + _WEYL_FIRST)
        k1 = np.uint32(k1 + _WEYL_SECOND)
    return c0, c1, c2, c3


@compiled(nogil=True)
def fill(root: int, key: Words, counter: tuple[Words, Words, Words, Words], made: Words) -> None:
    """Put four words for each key and counter into ``made``, axes ``(word, block)``."""
    zero, one, two, three = counter
    first, second, third, fourth = made[0], made[1], made[2], made[3]
    k0 = np.uint32(root)
    for i in range(len(key)):
        first[i], second[i], third[i], fourth[i] = block(k0, key[i], zero[i], one[i], two[i], three[i])
