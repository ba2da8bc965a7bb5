"""Distinct rows of a table of yes and no."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


def distinct_rows(table: NDArray[np.bool_]) -> tuple[NDArray[np.bool_], NDArray[np.int64]]:
    """Return the distinct rows in the order in which they first occur, and each row's number among them.

    Packed bytes in a dictionary: many times quicker than sorting rows.
    """
    numbers: dict[bytes, int] = {}
    packed = np.packbits(table, axis=1)
    index = np.array([numbers.setdefault(row.tobytes(), len(numbers)) for row in packed], dtype=np.int64)
    first = np.full(len(numbers), len(index), dtype=np.int64)
    np.minimum.at(first, index, np.arange(len(index)))
    return table[first], index
