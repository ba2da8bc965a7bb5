"""How much is disturbed at once: shares of streets, and accesses closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from solvers.construction.ledger.runs import summed, swept

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from solvers.construction.ledger.bearing import Bearing
    from solvers.construction.ledger.borne import Borne
    from solvers.construction.ledger.runs import Steps

    Longs = NDArray[np.int64]
    Floats = NDArray[np.float64]

GRAIN = 2**16
"""Households are counted in so many parts, as whole numbers: sums come out alike in whatever order."""


def street_steps(bearing: Bearing, borne: Borne) -> Steps:
    """Return the households of each street that are disturbed at once, in parts of GRAIN.

    Visits to one place add up to its households at most, those that reach a whole street to the street's.
    """
    places, streets = len(bearing.place), len(bearing.street)
    whole = bearing.whole_street[borne.activity]
    group = np.where(whole, places + bearing.street_of[borne.place], borne.place)
    most = parts(np.concatenate([bearing.households, bearing.street_households]))
    street = np.concatenate([bearing.street_of, np.arange(streets)])
    steps = swept(group, borne.start, borne.end, parts(bearing.widest)[borne.activity])
    held = np.minimum(steps.amount, most[steps.group])
    found = summed(street[steps.group], steps.day, np.diff(held, prepend=0))
    capped = np.minimum(found.amount, parts(bearing.street_households)[found.group])
    return type(found)(group=found.group, day=found.day, amount=capped, lasts=found.lasts)


def parts(households: Floats) -> Longs:
    """Return households as whole numbers of parts."""
    return np.rint(households * GRAIN).astype(np.int64)


def peak_shares(bearing: Bearing, steps: Steps) -> tuple[Floats, Longs]:
    """Return (largest share disturbed at once, days above the threshold), axis ``(street,)``."""
    streets = len(bearing.street)
    whole = np.maximum(parts(bearing.street_households), 1)
    peak = steps.most(streets) / whole
    above = steps.amount > bearing.rule.street_threshold * whole[steps.group]
    days = np.bincount(steps.group[above], weights=steps.lasts[above], minlength=streets)
    return peak, days.astype(np.int64)


def accesses_closed(bearing: Bearing, borne: Borne) -> Longs:
    """Return the most works that close an access of a place at once, axis ``(place,)``."""
    shut = bearing.closes[borne.activity]
    ones = np.ones(int(shut.sum()), dtype=np.int64)
    return swept(borne.place[shut], borne.start[shut], borne.end[shut], ones).most(len(bearing.place))
