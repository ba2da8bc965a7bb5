"""The visits of a replication that somebody bears, one row each, with their days by channel."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from solvers.construction.play.played import INSPECTION, NOT

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from solvers.construction.ledger.bearing import Bearing
    from solvers.construction.play.played import Played
    from solvers.construction.site.draws import Draws

    Longs = NDArray[np.int64]


@dataclass(frozen=True, kw_only=True, eq=False)
class Borne:
    """Visits of works, inspections aside, axis ``(visit,)``; left-out works and offices have none here.

    ``activity``, ``kind``, ``ready``, ``start``, ``end`` (the horizon, where it did not end before);
    ``place``; ``working`` days of its calendar in it; ``worked`` the working days before each day, axes
    ``(calendar, day + 1)``, of the replication's weather.
    """

    activity: Longs
    kind: Longs
    place: Longs
    ready: Longs
    start: Longs
    end: Longs
    working: Longs
    worked: NDArray[np.int32]

    @property
    def days(self) -> Longs:
        """Calendar days of each visit."""
        return self.end - self.start


def worked_of(draws: Draws, replication: int = 0) -> NDArray[np.int32]:
    """Return the working days before each day in a replication, axes ``(calendar, day + 1)``."""
    found: NDArray[np.int32] = draws.worked[int(draws.sky_of[replication])]
    return found


def borne_of(bearing: Bearing, played: Played, worked: NDArray[np.int32]) -> Borne:
    """Return the visits that somebody bears; ``worked`` as :func:`worked_of` gives it."""
    was = (played.start != NOT) & (played.end > played.start)
    was[:, INSPECTION] = False
    was &= (bearing.bears | (bearing.ground >= 0) | bearing.notice)[:, None]
    activity, kind = np.nonzero(was)
    start = played.start[activity, kind].astype(np.int64)
    end = np.minimum(played.end[activity, kind], bearing.horizon).astype(np.int64)
    calendar = bearing.calendar[activity]
    return Borne(
        activity=activity,
        kind=kind,
        place=bearing.place_of[activity],
        ready=played.ready[activity, kind].astype(np.int64),
        start=start,
        end=end,
        working=(worked[calendar, end] - worked[calendar, start]).astype(np.int64),
        worked=worked,
    )
