"""Philox4x32-10: random words that are a function of a key and a counter, and of nothing else.

The generator of Salmon, Moraes, Dror and Shaw (2011). A word does not depend on what was drawn before it, so
draws can be made in any order, in any pieces and on any machine. (numpy.random.Philox is Philox4x64, another
generator.)
"""

from __future__ import annotations

import sys
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    Words = NDArray[np.uint32]

ROUNDS = 10
_MULTIPLIERS = (np.uint64(0xD2511F53), np.uint64(0xCD9E8D57))
_WEYL = (0x9E3779B9, 0xBB67AE85)
_AT_ONCE = 1 << 14
"""Blocks worked on at a time: as many as stay near the processor."""
MANY = 1 << 16
"""From so many cells on it is worth fetching compiled forms, where nobody has fetched numba before."""


def worth_fetching(cells: int) -> bool:
    """Whether so many cells should be drawn by compiled forms."""
    return cells >= MANY or "numba" in sys.modules


def blocks(root: int, key: Words | int, counter: Sequence[Words | int]) -> Words:
    """Return four random words for every cell that key and counter make together, axes ``(word, …)``.

    The key's first word is ``root``, its second ``key``; ``counter`` has four words. All are numbers under
    2^32 or arrays of such.
    """
    given = [np.asarray(word, dtype=np.uint32) for word in (key, *counter)]
    shape = np.broadcast_shapes(*(word.shape for word in given))
    cells = int(np.prod(shape, dtype=np.int64))
    wide = shape[-1] if shape else 1
    rows = cells // max(wide, 1)
    table = [np.broadcast_to(word, shape).reshape(rows, wide) for word in given]
    made = np.empty((4, rows, wide), dtype=np.uint32)
    fill = (_compiled() if worth_fetching(cells) else None) or in_arrays
    step = max(1, _AT_ONCE // max(wide, 1))
    for first in range(0, rows, step):
        part = [np.ascontiguousarray(word[first : first + step]).ravel() for word in table]
        into = np.empty((4, len(part[0])), dtype=np.uint32)
        fill(root, part[0], tuple(part[1:]), into)
        made[:, first : first + step] = into.reshape(4, -1, wide)
    return made.reshape(4, *shape)


def in_arrays(root: int, key: Words, counter: Sequence[Words], made: Words) -> None:
    """Put four words for each key and counter into ``made``, axes ``(word, block)``, by array operations."""
    c0, c1, c2, c3 = counter
    for turn in range(ROUNDS):
        k0 = np.uint32((root + turn * _WEYL[0]) % (1 << 32))
        k1 = key + np.uint32(turn * _WEYL[1] % (1 << 32))
        low = np.multiply(c0, _MULTIPLIERS[0], dtype=np.uint64)
        high = np.multiply(c2, _MULTIPLIERS[1], dtype=np.uint64)
        c0, c2 = _upper(high) ^ c1 ^ k0, _upper(low) ^ c3 ^ k1
        c1, c3 = high.astype(np.uint32), low.astype(np.uint32)
    made[:] = c0, c1, c2, c3


def _upper(product: NDArray[np.uint64]) -> Words:
    return (product >> np.uint64(32)).astype(np.uint32)


@cache
def _compiled() -> Callable[..., Any] | None:
    """Return the compiled form; None where numba is not installed."""
    try:
        from solvers.construction.chance.philox_compiled import fill
    except ImportError:
        return None
    return fill  # type: ignore[no-any-return, unused-ignore]
