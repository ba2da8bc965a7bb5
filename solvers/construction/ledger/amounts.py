"""Amounts of disruption by place and channel, all of them sums over visits."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from solvers.construction.ledger.bearing import DAY

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from solvers.construction.ledger.bearing import Bearing
    from solvers.construction.ledger.borne import Borne
    from solvers.construction.ledger.terms import Terms

    Longs = NDArray[np.int64]
    Floats = NDArray[np.float64]


def days_of_terms(bearing: Bearing, borne: Borne) -> Floats:
    """Return the days on which each term disturbs, all visits together, axis ``(term,)``."""
    terms = bearing.terms
    working, days = _together(bearing, borne, borne.working), _together(bearing, borne, borne.days)
    return np.where(terms.every_day, days[terms.activity], working[terms.activity])


def hours_of_terms(bearing: Bearing, borne: Borne) -> Floats:
    """Return the hours for which each term shuts something down, axis ``(term,)``; 0 where it does not.

    Restored at night: the channel's hours on each working day; else day and night from the first morning to
    the evening of the last day of each visit.
    """
    terms = bearing.terms
    a, hours = terms.activity, bearing.hours[terms.channel]
    short = _together(bearing, borne, borne.working)[a] * hours
    days, visits = _together(bearing, borne, borne.days)[a], _together(bearing, borne, borne.days > 0)[a]
    long = days * DAY - visits * (DAY - hours)
    night, outage = bearing.through_night[terms.channel], bearing.outage[terms.channel]
    return np.where(outage, np.where(night, long, short), 0.0)


def _together(bearing: Bearing, borne: Borne, values: NDArray[np.int64] | NDArray[np.bool_]) -> Floats:
    """Return the sums of visits by activity."""
    return np.bincount(borne.activity, values, len(bearing.bears)).astype(np.float64)


def by_place(bearing: Bearing, terms: Terms, amount: Floats) -> Floats:
    """Return the sums of terms, axes ``(place, channel)``."""
    places, channels = len(bearing.place), len(bearing.channel)
    found = np.bincount(terms.place * channels + terms.channel, amount, places * channels)
    return found.astype(np.float64).reshape(places, channels)


def unbroken_hours(days: Longs, hours: float) -> Floats:
    """Return the hours from the first morning to the last evening of so many days, the nights included."""
    return np.where(days > 0, days * DAY - (DAY - hours), 0.0)
