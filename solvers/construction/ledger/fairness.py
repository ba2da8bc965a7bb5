"""How evenly a burden lies on places: the worst, the worst tenth, Gini, and the most against the middle."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


def worst(burden: Floats) -> float:
    """Return the largest burden per household, 0 where there are no places."""
    return float(burden.max(initial=0.0))


def worst_tenth(burden: Floats) -> float:
    """Return the mean of the tenth of places (rounded up) with the largest burdens; 0 where none."""
    if not burden.size:
        return 0.0
    count = -(-burden.size // 10)
    return float(np.sort(burden)[-count:].mean())


def gini(burden: Floats) -> float:
    """Return the Gini coefficient: 0 where all bear alike (or nothing), towards 1 where one bears all.

    Σ (2i − n − 1) x_i ÷ (n Σ x), burdens ascending, i from 1.
    """
    total = float(burden.sum())
    if not total:
        return 0.0
    n = burden.size
    ranks = 2 * np.arange(1, n + 1) - n - 1
    return float((ranks * np.sort(burden)).sum() / (n * total))


def most_to_median(burden: Floats) -> float:
    """Return the largest burden over the median; 1 where nobody bears any, infinite where half bear none."""
    most = worst(burden)
    if not most:
        return 1.0
    median = float(np.median(burden))
    return most / median if median else float("inf")
