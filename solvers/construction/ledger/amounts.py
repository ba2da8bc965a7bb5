"""Amounts of disruption by place and channel, all of them sums over visits."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from solvers.construction.ledger.bearing import DAY

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from solvers.construction.ledger.bearing import Bearing
    from solvers.construction.ledger.borne import Borne

    Floats = NDArray[np.float64]


def days_by_channel(bearing: Bearing, borne: Borne) -> Floats:
    """Return the days on which each visit disturbs by each channel, axes ``(visit, channel)``.

    Calendar days of channels of every day, else working days; also where the visit has no such channel.
    """
    return np.where(bearing.every_day, borne.days[:, None], borne.working[:, None]).astype(np.float64)


def hours_by_channel(bearing: Bearing, borne: Borne) -> Floats:
    """Return the hours for which each visit shuts each channel down, axes ``(visit, channel)``.

    Restored at night: the channel's hours on each working day; else day and night from the first morning to
    the evening of the last day.
    """
    short = borne.working[:, None] * bearing.hours
    long = unbroken_hours(borne.days[:, None], bearing.hours)
    return np.where(bearing.outage, np.where(bearing.through_night, long, short), 0.0)


def unbroken_hours(days: NDArray[np.int64], hours: Floats) -> Floats:
    """Return the hours from the first morning to the last evening of so many days, the nights included."""
    return np.where(days > 0, days * DAY - (DAY - hours), 0.0)


def by_place(bearing: Bearing, borne: Borne, rows: Floats) -> Floats:
    """Return the sums of rows of visits by place; ``rows`` axes ``(visit, channel)``."""
    places, channels = len(bearing.place), len(bearing.channel)
    at = borne.place[:, None] * channels + np.arange(channels)
    found: Floats = np.bincount(at.ravel(), weights=rows.ravel(), minlength=places * channels).astype(float)
    return found.reshape(places, channels)
