"""What each column is: whose campaign, which period, whether a start."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from solvers.program.columns import Columns


@dataclass(frozen=True, kw_only=True, eq=False)
class Labels:
    """Campaign and period of each column, −1 where it has none, and whether it is a campaign's start.

    All have axis ``(column,)``. A campaign's other columns are inclusions of works in one of its starts.
    """

    campaign: NDArray[np.int64]
    period: NDArray[np.int64]
    start: NDArray[np.bool_]


def labels_of(columns: Columns, campaign_of_work: NDArray[np.int64], count: int) -> Labels:
    """Return the labels of a program's ``count`` columns.

    Those beyond starts and inclusions, such as openings, draws and columns that rules added, have −1.
    """
    campaign = np.full(count, -1, dtype=np.int64)
    period = np.full(count, -1, dtype=np.int64)
    start = np.zeros(count, dtype=np.bool_)
    who, when = np.nonzero(columns.start >= 0)
    number = columns.start[who, when]
    campaign[number], period[number], start[number] = who, when, True
    own = np.where(columns.chosen[:, None], columns.work, -1)
    which, when = np.nonzero(own >= 0)
    number = own[which, when]
    campaign[number], period[number] = campaign_of_work[which], when
    return Labels(campaign=campaign, period=period, start=start)
