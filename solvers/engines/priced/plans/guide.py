"""What each start and inclusion costs against the bound, by the prices of rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from solvers.engines.priced.plans.frame import Frame

    Floats = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True, eq=False)
class Guide:
    """Losses by prices, axes ``(column,)``, in the aim's units.

    ``loss`` of a start is what its best inclusions then leave short of the campaign's best start; of an
    inclusion, what it falls short of the best use of its row, given its start. ``missed`` is what a start
    loses where the inclusion's row stays unused, 0 where that is best anyway. ``best`` is the value of each
    campaign's best start, axis ``(campaign,)``, −inf where it has none. ``point`` is the fractional point,
    ``scale`` what gaps and shares are measured by.
    """

    point: Floats
    prices: Floats
    loss: Floats
    missed: Floats
    best: Floats
    bound: float

    @property
    def scale(self) -> float:
        """The bound's size, at least 1."""
        return max(abs(self.bound), 1.0)


def guide_of(frame: Frame, point: Floats, prices: Floats, bound: float) -> Guide:
    """Work out losses from prices of the rows; those of rows within one campaign are worked out here anew."""
    arrays, labels = frame.arrays, frame.labels
    across = np.where(frame.within, 0.0, prices)
    worth = arrays.cost - arrays.matrix.T @ across
    riding = np.flatnonzero(frame.ride >= 0)
    row = frame.ride[riding]
    most = np.full(arrays.rows, -np.inf)
    np.maximum.at(most, row, worth[riding])
    must = arrays.row_low == 0
    gained = np.where(np.isfinite(most), np.where(must, most, np.maximum(most, 0.0)), 0.0)
    first = np.full(arrays.rows, -1, dtype=np.int64)
    first[row] = frame.start_of[frame.option[riding]]
    rows = np.flatnonzero(first >= 0)
    np.add.at(worth, first[rows], gained[rows])
    starts = np.flatnonzero(labels.start)
    best = np.full(frame.campaigns, -np.inf)
    np.maximum.at(best, labels.campaign[starts], worth[starts])
    loss, missed = np.zeros(arrays.columns), np.zeros(arrays.columns)
    loss[starts] = best[labels.campaign[starts]] - worth[starts]
    loss[riding] = gained[row] - worth[riding]
    missed[riding] = np.where(must[row], np.inf, gained[row])
    return Guide(point=point, prices=prices, loss=loss, missed=missed, best=best, bound=bound)
