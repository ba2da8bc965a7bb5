"""What columns of the integer program stand for, as far as an engine may make use of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, kw_only=True, eq=False)
class Labels:
    """Campaign and period of each column, axis ``(column,)``.

    ``campaign`` is −1 where a column is no one campaign's (openings, draws), ``period`` −1 where it has none.
    ``start`` marks the starts. Columns beyond the labels' own count have no label.
    """

    campaign: NDArray[np.int64]
    period: NDArray[np.int64]
    start: NDArray[np.bool_]

    def to(self, count: int) -> Labels:
        """Return the labels of so many columns, those added without a label."""
        more = count - len(self.campaign)
        if more <= 0:
            return self
        none = np.full(more, -1, dtype=np.int64)
        return Labels(
            campaign=np.concatenate([self.campaign, none]),
            period=np.concatenate([self.period, none]),
            start=np.concatenate([self.start, np.zeros(more, dtype=bool)]),
        )

    def of(self, columns: NDArray[np.int64]) -> Labels:
        """Return the labels of some columns, in their order."""
        return Labels(campaign=self.campaign[columns], period=self.period[columns], start=self.start[columns])


def labels_of(
    start: NDArray[np.int64],
    work: NDArray[np.int64],
    opened: NDArray[np.int64],
    campaign_of_work: NDArray[np.int64],
    count: int,
) -> Labels:
    """Return the labels of ``count`` columns.

    ``start`` has axes ``(campaign, period)``, ``work`` ``(work, period)``, ``opened`` ``(site, period)``: the
    numbers of their columns, −1 where there is none. A column of a required work is its campaign's start.
    """
    campaign, period = (np.full(count, -1, dtype=np.int64) for _ in range(2))
    of_work = np.broadcast_to(campaign_of_work[:, None], work.shape)
    of_start = np.broadcast_to(np.arange(len(start))[:, None], start.shape)
    for numbers, owner in ((opened, None), (work, of_work), (start, of_start)):
        there = numbers >= 0
        period[numbers[there]] = np.nonzero(there)[1]
        if owner is not None:
            campaign[numbers[there]] = owner[there]
    begins = np.zeros(count, dtype=bool)
    begins[start[start >= 0]] = True
    return Labels(campaign=campaign, period=period, start=begins)
