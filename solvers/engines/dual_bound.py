"""A bound from prices of rows, whatever their quality (Lagrange).

For any prices y of the rows ``low <= A x <= high`` no point within the columns' limits is worth more than
``Σ_i (y_i · high_i where y_i > 0, y_i · low_i where y_i < 0) + Σ_j max(d_j · low_j, d_j · high_j)`` with
``d = c − Aᵀ y``. So prices from an interior point that never became a corner prove a bound as well as a
corner's, only a little higher; it takes no trust in the solver that made them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from solvers.program.arrays import Arrays

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

_PASSES = 4
"""How often limits of columns are drawn from rows: each pass may use those of the pass before."""
ROUNDING = 1e-12
"""What adding up may lose, relative to the sum of what is added; the bound is raised by it."""


def dual_bound(arrays: Arrays, prices: Floats) -> float:
    """Return what no point can be worth more than, by prices of the rows; inf where they prove nothing.

    Prices of limits that a row does not have count as 0.
    """
    return bound_of(arrays, prices, implied_high(arrays))


def bound_of(arrays: Arrays, prices: Floats, high: Floats) -> float:
    """Return the same where the highest value of each column is known, axis ``(column,)``."""
    price = usable(arrays, prices)
    limit = np.where(price > 0, arrays.row_high, arrays.row_low)
    of_rows = np.where(price != 0, price, 0.0) * np.where(price != 0, limit, 0.0)
    reduced = arrays.cost - arrays.matrix.T @ price
    end = np.where(reduced > 0, high, arrays.low)
    with np.errstate(invalid="ignore"):
        of_columns = np.where(reduced != 0, reduced * end, 0.0)
    total = float(of_rows.sum() + of_columns.sum())
    size = float(np.abs(of_rows).sum() + np.abs(of_columns).sum())
    return total + ROUNDING * size if np.isfinite(total) else np.inf


def usable(arrays: Arrays, prices: Floats) -> Floats:
    """Return the prices, 0 where they stand for a limit that the row does not have."""
    senseless = ((prices > 0) & np.isinf(arrays.row_high)) | ((prices < 0) & np.isinf(arrays.row_low))
    return np.where(senseless, 0.0, prices)


def implied_high(arrays: Arrays) -> Floats:
    """Return the highest value of each column, axis ``(column,)``: its own limit, else one that rows imply.

    From ``Σ a_j x_j <= h`` follows ``x_j <= (h − least of the others) ÷ a_j`` where ``a_j > 0``, and the same
    from rows with a low limit turned round. Columns that stay without limit are inf.
    """
    high = arrays.high.copy()
    if np.isfinite(high).all():
        return high
    entries = _loose_entries(arrays)
    if entries is None:
        return high
    column, value, row, limits, known = entries
    low = arrays.low[column]
    for _ in range(_PASSES):
        open_ = ~np.isfinite(high)
        if not open_.any():
            break
        with np.errstate(invalid="ignore", over="ignore"):
            least = np.where(value > 0, value * low, value * high[column])
        endless = ~np.isfinite(least)
        least[endless] = 0.0
        unknown = np.bincount(row, weights=endless, minlength=len(limits))
        others = (known + np.bincount(row, weights=least, minlength=len(limits)))[row] - least
        wanted = open_[column] & (value > 0) & (unknown[row] == 0)
        np.minimum.at(high, column[wanted], (limits[row] - others)[wanted] / value[wanted])
    return high


def _loose_entries(arrays: Arrays) -> tuple[Ints, Floats, Ints, Floats, Floats] | None:
    """Return what rows ``Σ a_j x_j <= h`` that hold columns without limit say of these.

    Rows with a low limit are turned round, so a row may stand here twice. Axis ``(entry,)`` of columns with
    any end missing: column, value, row; axis ``(row,)``: limits, and the least sum of the other columns. None
    where no such row has a limit.
    """
    endless = ~np.isfinite(arrays.high)
    matrix = arrays.matrix
    hits = np.append(0, np.cumsum(endless[matrix.indices]))[matrix.indptr]
    asked = np.flatnonzero(np.diff(hits))
    sides, count = [], 0
    for sign, limits in ((1.0, arrays.row_high[asked]), (-1.0, -arrays.row_low[asked])):
        limited = np.flatnonzero(np.isfinite(limits))
        if not len(limited):
            continue
        held = sparse.csr_array(matrix[asked[limited]])
        column, value = held.indices, sign * held.data
        low, high = arrays.low[column], arrays.high[column]
        loose = np.isinf(low) | np.isinf(high)
        with np.errstate(invalid="ignore"):
            least = value * np.where(value > 0, low, high)
        least[loose] = 0.0
        known = np.add.reduceat(least, held.indptr[:-1])
        at = np.flatnonzero(loose)
        row = count + np.searchsorted(held.indptr, at, side="right") - 1
        sides.append((column[at].astype(np.int64), value[at], row, limits[limited], known))
        count += len(limited)
    if not sides:
        return None
    columns, values, rows, ends, sums = zip(*sides, strict=True)
    return tuple(map(np.concatenate, (columns, values, rows, ends, sums)))  # type: ignore[return-value]
