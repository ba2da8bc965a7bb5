"""Quantile tables: what a random word stands for, in whole numbers of 1/65,536.

A table holds the quantiles at 0, 1/4,096, …, 1; between them it is a straight line. Its ends are those at
1/32,768 and 1 - 1/32,768, so that nothing is drawn beyond four standard deviations. Reading a table takes
whole numbers only, and its entries come from arithmetic that is the same on every machine (`exact`).
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from solvers.construction.chance.exact import exp, ln, normal_quantile

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from solvers.construction.chance.exact import Reals

    Table = NDArray[np.int64]
    Fixed = NDArray[np.int64]
    Words = NDArray[np.uint32]

ONE = 1 << 16
"""What stands for 1 in a table."""
CELLS = 1 << 12
Z10 = 1.2815515655446004
"""The standard normal quantile at 0.9."""
_LAST = 1 / 32_768
_STEPS = 1 << 13


def read(table: Table, words: Words) -> Fixed:
    """Return the quantiles that random words stand for, in 1/65,536."""
    cell = words >> np.uint32(20)
    rest = ((words >> np.uint32(4)) & np.uint32(0xFFFF)).astype(np.int64)
    low = table[cell]
    return np.asarray(low + (((table[cell + np.uint32(1)] - low) * rest) >> 16), dtype=np.int64)


def whole_days(amount: NDArray[np.int64]) -> NDArray[np.int32]:
    """Return fixed-point days as whole days: a day that has begun counts whole."""
    return np.asarray(-(-amount >> 16), dtype=np.int32)


def fixed(value: float) -> int:
    """Return a number in 1/65,536, rounded."""
    return round(value * ONE)


def threshold(probability: float) -> int:
    """Return how many of the 2^32 words mean that something of this probability happens: those below it."""
    return round(min(max(probability, 0.0), 1.0) * (1 << 32))


@lru_cache(maxsize=64)
def normal() -> Table:
    """Return the standard normal distribution."""
    return _entries(normal_quantile(_shares()))


@lru_cache(maxsize=256)
def lognormal(median: float, sigma: float) -> Table:
    """Return a lognormal distribution by its median and the standard deviation of its logarithm."""
    return _entries(median * exp(sigma * normal_quantile(_shares())))


def lognormal_between(p10: float, p90: float) -> Table:
    """Return the lognormal distribution with these two quantiles; 0 < ``p10`` <= ``p90``."""
    low, high = ln(np.array([p10, p90])).tolist()
    return lognormal(float(exp((low + high) / 2)), (high - low) / (2 * Z10))


@lru_cache(maxsize=256)
def triangular(low: float, mode: float, high: float) -> Table:
    """Return a triangular distribution; ValueError unless low <= mode <= high."""
    if not low <= mode <= high:
        raise ValueError(f"{low}, {mode}, {high} is no triangle: they must rise")
    if low == high:
        return _entries(np.full(CELLS + 1, low))
    shares, width = np.arange(CELLS + 1) / CELLS, high - low
    rising = low + np.sqrt(shares * (width * (mode - low)))
    falling = high - np.sqrt((1.0 - shares) * (width * (high - mode)))
    return _entries(np.where(shares * width <= mode - low, rising, falling))


@lru_cache(maxsize=256)
def trigen(p10: float, mode: float, p90: float) -> Table:
    """Return the triangular distribution whose P10 and P90 are these: experts' bounds are seldom the bounds.

    ValueError unless p10 <= mode <= p90.
    """
    if not p10 <= mode <= p90:
        raise ValueError(f"{p10}, {mode}, {p90} is no triangle: they must rise")
    low, high = p10, p90
    for _ in range(200):  # each round brings the bounds nearer by more than a third
        width = high - low
        low, high = (
            p10 - float(np.sqrt(0.1 * width * (mode - low))),
            p90 + float(np.sqrt(0.1 * width * (high - mode))),
        )
    return triangular(low, mode, high)


@lru_cache(maxsize=256)
def pert(low: float, mode: float, high: float) -> Table:
    """Return a PERT-beta distribution, whose mean is (low + 4 mode + high) / 6.

    ValueError unless low <= mode <= high.
    """
    if not low <= mode <= high:
        raise ValueError(f"{low}, {mode}, {high} is no range with its mode: they must rise")
    if low == high:
        return _entries(np.full(CELLS + 1, low))
    at = (mode - low) / (high - low)
    return _entries(low + (high - low) * _beta(4.0 * at, 4.0 - 4.0 * at))


def beta(mean: float, weight: float) -> Table:
    """Return the beta distribution of a share with this mean, ``weight`` answers strong.

    It keeps at least a quarter of an answer on either side, so that its density stays tame. A mean of 0 or 1
    and an infinite weight give the mean itself.
    """
    if not 0.0 < mean < 1.0 or weight == float("inf"):
        return _entries(np.full(CELLS + 1, min(max(mean, 0.0), 1.0)))
    weight = max(weight, 0.25 / min(mean, 1.0 - mean))
    return _beta_table(mean * weight - 1.0, (1.0 - mean) * weight - 1.0)


@lru_cache(maxsize=64)
def all_of(mean: float, weight: float, persons: float) -> Table:
    """Return the distribution of p to the power of ``persons``, p from ``beta``: that all of them agree."""
    shares = np.maximum(beta(mean, weight), 1) / ONE
    return _entries(exp(np.maximum(persons * ln(shares), -600.0)))


@lru_cache(maxsize=256)
def _beta_table(first: float, second: float) -> Table:
    return _entries(_beta(first, second))


def _beta(first: float, second: float) -> Reals:
    """Return the quantiles of the density x^first (1 - x)^second; both above -1.

    The density is summed over t with x = t^4 (…) near 0 and its mirror near 1, where it stays finite.
    """
    t = np.arange(2 * _STEPS + 1) / (2 * _STEPS)
    x, rise = _bent(t)
    inner = slice(1, -1)
    density = np.zeros_like(t)
    height = first * ln(x[inner]) + second * ln(_bent(1.0 - t)[0][inner])
    density[inner] = exp(np.maximum(height - height.max(), -600.0)) * rise[inner]
    simpson = (density[0:-2:2] + 4.0 * density[1:-1:2] + density[2::2]) / 6.0
    summed = np.concatenate([[0.0], np.cumsum(simpson)])
    shares = _shares() * summed[-1]
    cell = np.clip(np.searchsorted(summed, shares, side="right") - 1, 0, _STEPS - 1)
    within = (shares - summed[cell]) / np.maximum(summed[cell + 1] - summed[cell], 1e-300)
    return _bent((cell + within) / _STEPS)[0]


def _bent(t: Reals) -> tuple[Reals, Reals]:
    """Return x(t) = t^4 (35 - 84 t + 70 t^2 - 20 t^3), from 0 to 1 and flat at both ends, and its slope."""
    other = 1.0 - t
    x = t * t * t * t * (35.0 + t * (-84.0 + t * (70.0 - 20.0 * t)))
    return x, 140.0 * (t * t * t) * (other * other * other)


def _shares() -> Reals:
    shares = np.arange(CELLS + 1) / CELLS
    shares[0], shares[-1] = _LAST, 1.0 - _LAST
    return shares


def _entries(quantiles: Reals) -> Table:
    entries = np.rint(quantiles * ONE).astype(np.int64)
    entries.setflags(write=False)
    return entries
