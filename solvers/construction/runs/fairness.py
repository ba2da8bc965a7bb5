"""How evenly burdens lie on places, of many replications at once: the measures of the ledger's `fairness`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


def fairness_of(burden: Floats) -> dict[str, Floats]:
    """Return worst, worst_tenth, gini and most_to_median, axis ``(replication,)``.

    ``burden`` axes ``(replication, place)``, of places where anybody lives.
    """
    count, n = burden.shape
    if not n:
        none = np.zeros(count)
        return {"worst": none, "worst_tenth": none, "gini": none, "most_to_median": np.ones(count)}
    ascending = np.sort(burden, axis=1)
    worst, total = ascending[:, -1], burden.sum(axis=1)
    ranks = 2 * np.arange(1, n + 1) - n - 1
    median = (ascending[:, (n - 1) // 2] + ascending[:, n // 2]) / 2
    with np.errstate(divide="ignore", invalid="ignore"):
        to_median = np.where(worst > 0, worst / median, 1.0)
        gini = np.where(total > 0, (ranks * ascending).sum(axis=1) / (n * total), 0.0)
    tenth = ascending[:, n - (n + 9) // 10 :].mean(axis=1)
    return {"worst": worst, "worst_tenth": tenth, "gini": gini, "most_to_median": to_median}
