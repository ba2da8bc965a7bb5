"""What a plan leaves lying: what is left of rows, at their prices, and what campaigns get less than best."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from solvers.engines.priced.plans.frame import Frame
    from solvers.engines.priced.plans.guide import Guide

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]


class Lying:
    """What points leave lying, by a guide's prices; in sum that is what they fall short of its bound.

    ``priced`` are the prices of rows, 0 for rows within one campaign, axis ``(row,)``.
    """

    def __init__(self, frame: Frame, guide: Guide) -> None:
        """Take the prices; nothing is looked at yet."""
        self._frame, self._guide = frame, guide
        self._starts = np.flatnonzero(frame.labels.start)
        self.priced: Floats = np.where(frame.within, 0.0, guide.prices)

    def of_rows(self, x: Floats) -> Floats:
        """Return what is left of each row, at its price, axis ``(row,)``."""
        arrays, price = self._frame.arrays, self.priced
        with np.errstate(invalid="ignore"):
            left = price * (np.where(price > 0, arrays.row_high, arrays.row_low) - arrays.matrix @ x)
        return np.where((price != 0) & np.isfinite(left), left, 0.0)

    def of_campaigns(self, x: Floats) -> Floats:
        """Return what each campaign gets less than best by its start, or by none, axis ``(campaign,)``."""
        lost = np.maximum(self._guide.best, 0.0)
        taken = self._starts[x[self._starts] > 0.5]
        lost[self._frame.labels.campaign[taken]] = self._guide.loss[taken]
        return lost

    def starts_at(self, rows: Ints) -> Ints:
        """Return the starts, as columns, of options that stand in rows.

        A row of no campaign, such as a fund's limit, is reached by what its columns stand in as well.
        """
        frame = self._frame
        columns = _marked(frame.arrays.matrix[rows].indices, frame.arrays.columns)
        if not (frame.labels.campaign[columns] >= 0).any():
            further = _marked(frame.by_column[:, columns].indices, frame.arrays.rows)
            columns = _marked(frame.arrays.matrix[further].indices, frame.arrays.columns)
        option = frame.option[columns]
        start = frame.start_of[_marked(option[option >= 0], len(frame.start_of))]
        return start[start >= 0]


def _marked(places: NDArray[np.integer[Any]], count: int) -> Ints:
    """Return each of some places once, in order, of ``count``: faster than to sort or hash them."""
    found = np.zeros(count, dtype=np.bool_)
    found[places] = True
    return np.flatnonzero(found)
