"""Entries of rows counted, without a look at any but those asked about."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy import sparse

    Matrix = sparse.csr_array[np.float64, tuple[int, int]]


def counted(matrix: Matrix, holds: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Return of how many of each row's entries something holds, axis ``(row,)``; ``holds`` by entry."""
    upto = np.zeros(len(holds) + 1, dtype=np.int64)
    np.cumsum(holds, out=upto[1:])
    return np.diff(upto[matrix.indptr])
