"""Newton's method on smooth duals: prices to begin with, and steps with a line search."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

import numpy as np
from scipy import sparse
from scipy.linalg import cho_factor, cho_solve

from solvers.engines import highs
from solvers.program.arrays import Arrays

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from solvers.engines.priced.groups import Floats
    from solvers.parts.smooth import Shares, Slope, Smooth


class _Worth(Protocol):
    """What has a value."""

    @property
    def value(self) -> float:
        """Return the value."""


At = TypeVar("At", bound=_Worth)
STEPS = 40
"""Steps at most for one mu."""
_ENOUGH = 0.05
"""A step that promises less than this share of mu a row is the last one for this mu."""
_SHORTER, _SHORTEST = 0.4, 1e-9
_ARMIJO = 1e-4
_SECONDS = 60.0
"""Time for prices to begin with, which take a blink."""
_STEADY = 1e-10
"""Added to the Hessian's diagonal, as a share of it."""


def least(smooth: Smooth, y: Floats, mus: Sequence[float]) -> tuple[Floats, Shares]:
    """Return the prices at which a smooth dual is least, for each mu in turn, and what they come to there.

    Raises ArithmeticError where ``y`` is no place to begin.
    """
    at = None
    for mu in mus:
        at = smooth.at(y, mu)
        if at is None:
            raise ArithmeticError("prices to begin with that pay for too little")
        for _ in range(STEPS):
            step, promise = direction(smooth.slope(y, at, mu))
            longest = smooth.longest(y, step, at)
            y, at, stuck = _moved(smooth, y, step, at, mu, promise, longest)
            if stuck or promise < _ENOUGH * mu * len(y):
                break
    assert at is not None
    return y, at


def direction(slope: Slope) -> tuple[Floats, float]:
    """Return Newton's step and what it promises."""
    size = np.sqrt(np.maximum(np.diag(slope.hessian), 1e-300))
    scaled = slope.hessian / size / size[:, None]
    scaled[np.diag_indices(len(size))] += _STEADY
    step: Floats = -cho_solve(cho_factor(scaled), slope.gradient / size) / size
    return step, float(-slope.gradient @ step)


def _moved(
    smooth: Smooth, y: Floats, step: Floats, at: Shares, mu: float, promise: float, length: float
) -> tuple[Floats, Shares, bool]:
    """Return where a step leads, and whether it leads nowhere."""
    found = shortened(lambda by: smooth.at(y + by * step, mu), at.value, promise, length)
    if found is None:
        return y, at, True
    return y + found[0] * step, found[1], False


def shortened(
    tried: Callable[[float], At | None], value: float, promise: float, length: float
) -> tuple[float, At] | None:
    """Return the first length at which enough is gained and what is found there; None where none is."""
    while length > _SHORTEST:
        found = tried(length)
        if found is not None and found.value <= value - _ARMIJO * length * promise + 1e-13 * abs(value):
            return length, found
        length *= _SHORTER
    return None


def inner(smooth: Smooth, most: float) -> Floats:
    """Return prices, none above ``most``, that leave every column of no group a loss, as large as can be.

    Raises ArithmeticError where there are none.
    """
    other, sign = smooth.priced_others, smooth.sign
    used = np.flatnonzero(np.abs(other).sum(axis=0) > 0)
    signed = np.flatnonzero(sign[used] != 0)
    own = np.zeros((len(signed), len(used)))
    own[np.arange(len(signed)), signed] = sign[used][signed]
    rows = np.vstack([other[:, used], own])
    matrix = sparse.csr_array(np.hstack([rows, -np.ones((len(rows), 1))]))
    arrays = Arrays(
        cost=np.append(np.zeros(len(used)), 1.0),
        matrix=matrix,
        row_low=np.append(smooth.costs[2], np.zeros(len(signed))),
        row_high=np.full(len(rows), np.inf),
        low=np.append(np.where(sign[used] > 0, 0.0, -most), 0.0),
        high=np.append(np.where(sign[used] < 0, 0.0, most), most),
        whole=np.zeros(len(used) + 1, dtype=bool),
    )
    value = highs.relax(arrays, _SECONDS, 1).x
    if value is None or value[-1] <= 0:
        raise ArithmeticError("no prices leave all draws a loss")
    y: Floats = np.where(sign != 0, sign, 0.0) * most * 1e-2
    y[used] = value[:-1]
    return y
