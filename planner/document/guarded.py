"""Counts of few households are not told: from them, or from all but them, one could tell who said what.

The bound is the setting ``support.least_told`` (an assumption). What is told beside a count that is hidden is
rounded, as the count could be worked out from it.
"""

from __future__ import annotations

import math

_COARSE = 20
"""Shares beside hidden counts are told in so many parts of the whole."""


def telling(count: float, least: int) -> bool:
    """Say whether a count is of few households, but not of none."""
    return 0 < count < least


def coarse(share: float) -> float:
    """Return a share to the nearest twentieth."""
    return round(share * _COARSE) / _COARSE


def coarse_below(share: float) -> float:
    """Return the twentieth at or below a share."""
    return math.floor(share * _COARSE + 1e-9) / _COARSE


def coarse_above(share: float) -> float:
    """Return the twentieth at or above a share."""
    return math.ceil(share * _COARSE - 1e-9) / _COARSE
