"""Distinct rows of a table of yes and no."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]

_COUNTED_BITS = 16
"""Rows of at most so many bits are looked up in a table of all there can be; longer ones are sorted."""


def distinct_rows(table: NDArray[np.bool_]) -> tuple[NDArray[np.bool_], NDArray[np.int64]]:
    """Return the distinct rows in the order in which they first occur, and each row's number among them."""
    if table.shape[1] <= _COUNTED_BITS:
        key = table @ (1 << np.arange(table.shape[1], dtype=np.int64))
        first, index = _by_table(np.asarray(key, dtype=np.int64), 1 << table.shape[1])
    else:
        packed = np.packbits(table, axis=1)
        words = np.ascontiguousarray(np.pad(packed, ((0, 0), (0, -packed.shape[1] % 8))))
        keys = words.view(np.uint64)
        key = keys[:, 0] if keys.shape[1] == 1 else words.view(f"V{words.shape[1]}")[:, 0]
        first, index = in_order_of_first(key)
    return table[first], index


def in_order_of_first(key: NDArray[np.generic]) -> tuple[Ints, Ints]:
    """Return where each distinct key first occurs, in that order, and the number of each key among them."""
    _, first, found = np.unique(key, return_index=True, return_inverse=True)
    order = np.argsort(first)
    number = np.empty_like(order)
    number[order] = np.arange(len(order))
    return first[order], number[found]


def _by_table(key: Ints, size: int) -> tuple[Ints, Ints]:
    """Return the same of keys less than ``size``, without sorting them."""
    first = np.full(size, -1, dtype=np.int64)
    first[key[::-1]] = np.arange(len(key) - 1, -1, -1)
    occurring = np.sort(first[first >= 0])
    number = np.empty(size, dtype=np.int64)
    number[key[occurring]] = np.arange(len(occurring))
    return occurring, number[key]
