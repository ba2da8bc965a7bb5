"""What comes on end and what comes again: unbroken nuisance, water off, grounds opened, notices kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from solvers.construction.ledger.amounts import unbroken_hours
from solvers.construction.ledger.runs import longest, united
from solvers.construction.play.played import MAIN

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from solvers.construction.ledger.bearing import Bearing
    from solvers.construction.ledger.borne import Borne
    from solvers.construction.play.played import Played

    Longs = NDArray[np.int64]
    Floats = NDArray[np.float64]


def longest_nuisance(bearing: Bearing, borne: Borne) -> Longs:
    """Return the most calendar days on end with some disturbing visit under way, axis ``(place,)``."""
    loud = bearing.bears[borne.activity]
    return longest(borne.place[loud], borne.start[loud], borne.end[loud], len(bearing.place))


def longest_outage(bearing: Bearing, borne: Borne, channel: str) -> tuple[Longs, Floats]:
    """Return (days on end with cuts of a channel, hours on end without it), axis ``(place,)``.

    As if all visits cut the same households: an upper bound for any one household. Zeros where the site has
    no such channel.
    """
    places = len(bearing.place)
    if channel not in bearing.channel:
        return np.zeros(places, dtype=np.int64), np.zeros(places)
    k = bearing.channel.index(channel)
    cuts = (bearing.scope[borne.activity, k] > 0) & ((borne.working > 0) | bearing.through_night[k])
    days = longest(borne.place[cuts], borne.start[cuts], borne.end[cuts], places)
    hours = float(bearing.hours[k])
    if bearing.through_night[k]:
        return days, unbroken_hours(days, hours)
    return days, np.where(days > 0, hours, 0.0)


def reopenings(bearing: Bearing, borne: Borne, played: Played) -> Longs:
    """Return how often each ground is opened again, axis ``(ground,)``.

    Visits of works that open it count as one opening while no more than the setting's days lie between
    them; so do the main visits of all who met in one joint trench, however far apart.
    """
    ground = bearing.ground[borne.activity]
    digs = ground >= 0
    met_ground, met_start, met_end = _trenches(bearing, played)
    of, _, _ = united(
        np.concatenate([ground[digs], met_ground]),
        np.concatenate([borne.start[digs], met_start]),
        np.concatenate([borne.end[digs], met_end]),
        gap=bearing.rule.reopening_days,
    )
    return np.maximum(np.bincount(of, minlength=len(bearing.grounds)) - 1, 0).astype(np.int64)


def _trenches(bearing: Bearing, played: Played) -> tuple[Longs, Longs, Longs]:
    """Return (ground, start, end) of joint trenches, from the first member's start to the last one's end."""
    a = bearing.member
    start, end = played.start[a, MAIN].astype(np.int64), played.end[a, MAIN].astype(np.int64)
    met = ~played.missed & (start >= 0) & (end > start) & (bearing.ground[a] >= 0)
    a, trench = a[met], bearing.member_trench[met]
    trenches = int(bearing.member_trench.max(initial=-1)) + 1
    ground = np.full(trenches, -1, dtype=np.int64)
    ground[trench] = bearing.ground[a]
    first, last = np.full(trenches, bearing.horizon, dtype=np.int64), np.zeros(trenches, dtype=np.int64)
    np.minimum.at(first, trench, start[met])
    np.maximum.at(last, trench, np.minimum(end[met], bearing.horizon))
    real = ground >= 0
    return ground[real], first[real], last[real]


def notices(bearing: Bearing, borne: Borne) -> tuple[int, int]:
    """Return (notices kept, notices given): a shutdown keeps it by starting on the day it was told for.

    That is the first working day from the day on which it is ready; one that waits longer, for crews or a
    permit, breaks its notice.
    """
    told = bearing.notice[borne.activity]
    calendar = bearing.calendar[borne.activity][told]
    worked = borne.worked
    waited = worked[calendar, borne.start[told]] - worked[calendar, borne.ready[told]]
    return int((waited == 0).sum()), int(told.sum())
