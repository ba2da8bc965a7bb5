"""What plays of earlier plans say of a start: how much later its campaign ends, and what that would cost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, kw_only=True, eq=False)
class Expected:
    """Coefficients of the aim, axes ``(campaign, period)`` of the start; both at least 0.

    ``late`` days by which a campaign is to be reckoned later than its planned finish: benefit counts from
    then. ``crowded`` aim units that a start costs where residents of its street are disturbed beyond the
    limit. They change what a plan is worth, not what it may be: each rule stays as it is.
    """

    late: NDArray[np.float64]
    crowded: NDArray[np.float64]
