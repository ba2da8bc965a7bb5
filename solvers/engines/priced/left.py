"""What a relaxation leaves: prices of all rows for others to read, and what the next solve may begin with."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

from solvers.engines.answer import Known, Relaxation
from solvers.engines.dual_bound import dual_bound

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from solvers.engines.priced.generation import Relaxed
    from solvers.engines.priced.pricing import Parted, Priced
    from solvers.program.arrays import Arrays

_KEPT = 1e-5
"""What an offer may lose, as a share of the bound, to be kept for the next solve."""


_OFF = 1e-6
"""What a point to begin from may be off its rows and limits, relative to its largest value or 1."""


def keeps_all(arrays: Arrays, x: NDArray[np.float64]) -> bool:
    """Say whether a point is known in full, whole where it must be and within all limits."""
    if np.isnan(x).any():
        return False
    parts = x[arrays.whole]
    return bool(np.abs(parts - np.rint(parts)).max(initial=0.0) <= _OFF) and (
        arrays.infeasibility(x) <= _OFF * max(float(np.abs(x).max(initial=1.0)), 1.0)
    )


def summed(arrays: Arrays, relaxed: Relaxation | None) -> float:
    """Return the bound that a relaxation's prices prove; inf where they prove nothing."""
    if relaxed is None or relaxed.bound is None:
        return np.inf
    if relaxed.summed:
        return relaxed.bound
    return np.inf if relaxed.prices is None else dual_bound(arrays, relaxed.prices)


def as_known(relaxation: Relaxation, found: Relaxed) -> Known:
    """Return what the next solve may begin with."""
    assert relaxation.prices is not None
    offers = sparse.csr_array((0, len(found.priced.reduced)))
    if found.mix is not None and found.master is not None:
        offers = found.master.worth_keeping(found.mix, _KEPT * max(abs(found.bound), 1.0))
    return Known(prices=relaxation.prices, offers=offers)


def as_relaxation(parted: Parted, found: Relaxed) -> Relaxation:
    """Return the relaxation as others know it: prices of all rows, reduced costs of all columns."""
    x = None if found.mix is None else found.mix.x
    return at_prices(parted, found.prices, found.priced, found.bound, x)


def at_prices(
    parted: Parted,
    between: NDArray[np.float64],
    priced: Priced,
    bound: float,
    x: NDArray[np.float64] | None,
) -> Relaxation:
    """Return what prices of coupling rows prove, with the prices of all rows."""
    prices = parted.row_prices(between, priced)
    reduced = parted.arrays.cost - parted.arrays.matrix.T @ prices
    return Relaxation(bound=bound, summed=True, x=x, prices=prices, reduced=reduced)
