"""The nuisances of activities in a row, one term for each channel that an activity has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Longs = NDArray[np.int64]
    Floats = NDArray[np.float64]
    Flags = NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True, eq=False)
class Terms:
    """Axis ``(term,)``, ordered by activity: its ``activity``, ``channel`` and ``place``.

    ``scope`` households at a time, ``load`` the same times level and vulnerability, ``every_day`` whether it
    counts calendar days. ``first`` axis ``(activity + 1,)``: where the terms of each activity stand.
    """

    activity: Longs
    channel: Longs
    place: Longs
    scope: Floats
    load: Floats
    every_day: Flags
    first: Longs


def terms_of(place_of: Longs, scope: Floats, load: Floats, weight: Floats, every_day: Flags) -> Terms:
    """Return the terms of scopes and loads, axes ``(activity, channel)``; ``weight`` axis ``(place,)``."""
    activity, channel = np.nonzero(scope > 0)
    place = place_of[activity]
    return Terms(
        activity=activity,
        channel=channel,
        place=place,
        scope=scope[activity, channel],
        load=load[activity, channel] * weight[place],
        every_day=every_day[channel],
        first=np.searchsorted(activity, np.arange(len(scope) + 1)).astype(np.int64),
    )
