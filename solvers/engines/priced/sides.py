"""Limits of coupling rows as rows with one side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

if TYPE_CHECKING:
    from solvers.engines.priced.groups import Flags, Floats, Ints
    from solvers.engines.priced.pricing import Parted, Rows


@dataclass(frozen=True, kw_only=True, eq=False)
class Sides:
    """Limits of coupling rows, each from one side: ``rows · x <= limit``, ``=`` where ``exact``.

    ``row`` is the coupling row of each side and ``sign`` 1 for its upper limit, −1 for its lower; rows are
    divided by their length ``size``. ``by_column`` has axes ``(column, side)``; the others ``(side,)``.
    """

    row: Ints
    sign: Floats
    size: Floats
    exact: Flags
    limit: Floats
    by_column: Rows

    def prices(self, y: Floats, count: int) -> Floats:
        """Return prices of ``count`` coupling rows from those of sides."""
        found: Floats = np.bincount(self.row, weights=y * self.sign / self.size, minlength=count).astype(
            float
        )
        return found

    def of(self, prices: Floats) -> Floats:
        """Return prices of sides from prices of coupling rows."""
        y = prices[self.row] * self.sign * self.size
        found: Floats = np.where(self.exact, y, np.maximum(y, 0.0))
        return found


def sides_of(parted: Parted, rows: Ints) -> Sides:
    """Return the sides of some coupling rows."""
    low, high = parted.low[rows], parted.high[rows]
    exact = low == high
    above, below = np.flatnonzero(np.isfinite(high)), np.flatnonzero(np.isfinite(low) & ~exact)
    place = np.append(above, below)
    sign = np.append(np.ones(len(above)), -np.ones(len(below)))
    held = sparse.csr_array(parted.rows[rows[place]])
    size = np.sqrt(np.asarray((held * held).sum(axis=1)).ravel())
    size = np.where(size > 0, size, 1.0)
    return Sides(
        row=rows[place],
        sign=sign,
        size=size,
        exact=exact[place],
        limit=np.where(sign > 0, high[place], -low[place]) / size,
        by_column=sparse.csr_array(sparse.csr_array(sparse.diags_array(sign / size) @ held).T),
    )
