"""Quantiles, means and shares of replications, with the half-widths of their 95 % intervals.

Replications in scrambled Sobol blocks are not independent of each other, but the blocks are: with four whole
blocks or more a half-width is that of Student's t across the blocks' own answers. With fewer it comes from
order statistics (means: from the scatter), as if replications were independent, which is too wide rather than
too narrow. What did not finish is infinite: it takes its place in the order and is never clamped.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import stdtrit

from solvers.construction.answers.readings import LEVELS, Reading, Sums
from solvers.construction.chance.sobol import BLOCK
from solvers.construction.site.nouns import NEVER

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Reals = NDArray[np.float64]
    Blocks = NDArray[np.int32]

BLOCKS = 4
"""Whole blocks from which half-widths come from the spread of blocks."""
Z95 = 1.959963984540054


def days_or_infinite(days: ArrayLike) -> Reals:
    """Return days as numbers, infinite where something never comes."""
    given = np.asarray(days)
    found: Reals = np.where(given >= NEVER, np.inf, given.astype(np.float64))
    return found


def quantile(values: Reals, level: float) -> Reals:
    """Return the least value that at least ``level`` of the rows do not pass, column by column."""
    at = min(max(math.ceil(level * len(values) - 1e-9) - 1, 0), len(values) - 1)
    found: Reals = np.partition(values, at, axis=0)[at]
    return found


def whole_blocks(block: Blocks) -> list[NDArray[np.int64]]:
    """Return the rows of each block that is whole."""
    order = np.argsort(block, kind="stable")
    _, first, count = np.unique(block[order], return_index=True, return_counts=True)
    pairs = zip(first.tolist(), count.tolist(), strict=True)
    return [order[at : at + BLOCK] for at, size in pairs if size == BLOCK]


def quantiles(values: Reals, level: float, block: Blocks) -> tuple[Reals, Reals]:
    """Return a quantile and its half-width, column by column; nan where there is no half-width.

    ``values`` axes ``(replication, …)``, ``block`` axis ``(replication,)``. A quantile is infinite where so
    many replications are; so is nothing else.
    """
    value = quantile(values, level)
    rows = whole_blocks(block)
    if len(rows) >= BLOCKS:
        half = across(np.array([quantile(values[at], level) for at in rows]))
    else:
        half = _by_ranks(values, level, value)
    return value, np.where(np.isfinite(value) & np.isfinite(half), half, np.nan)


def means(values: Reals, block: Blocks) -> tuple[Reals, Reals]:
    """Return means and their half-widths, column by column; nan where there is no half-width."""
    with np.errstate(invalid="ignore"):
        value = values.mean(axis=0)
        rows = whole_blocks(block)
        if len(rows) >= BLOCKS:
            half = across(np.array([values[at].mean(axis=0) for at in rows]))
        elif len(values) > 1:
            half = Z95 * values.std(axis=0, ddof=1) / math.sqrt(len(values))
        else:
            half = np.full_like(value, np.nan)
    return value, np.where(np.isfinite(half), half, np.nan)


def across(answers: Reals) -> Reals:
    """Return half-widths from the answers of blocks, axis ``(block, …)``."""
    count = len(answers)
    with np.errstate(invalid="ignore"):
        spread = answers.std(axis=0, ddof=1)
    found: Reals = np.asarray(stdtrit(count - 1, 0.975) * spread / math.sqrt(count))
    return found


def _by_ranks(values: Reals, level: float, value: Reals) -> Reals:
    """Return half-widths from order statistics; infinite where the interval goes beyond the replications."""
    n = len(values)
    off = Z95 * math.sqrt(n * level * (1 - level))
    low, high = math.floor(n * level - off), math.ceil(n * level + off) + 1
    if low < 1 or high > n:
        return np.full_like(value, np.inf)
    ordered = np.partition(values, [low - 1, high - 1], axis=0)
    with np.errstate(invalid="ignore"):
        found: Reals = np.maximum(ordered[high - 1] - value, value - ordered[low - 1])
    return found


def reading(value: float, half: float) -> Reading:
    """Return a reading of plain numbers; what is not finite is None."""
    return Reading(
        value=float(value) if math.isfinite(value) else None,
        half_width=float(half) if math.isfinite(half) and math.isfinite(value) else None,
    )


def read_quantile(values: Reals, level: float, block: Blocks) -> Reading:
    """Return a quantile of values, axis ``(replication,)``."""
    value, half = quantiles(values, level, block)
    return reading(float(value), float(half))


def read_mean(values: ArrayLike, block: Blocks) -> Reading:
    """Return the mean of values, axis ``(replication,)``."""
    value, half = means(np.asarray(values, dtype=np.float64), block)
    return reading(float(value), float(half))


def read_share(held: NDArray[np.bool_], block: Blocks) -> Reading:
    """Return the share of replications in which something holds, axis ``(replication,)``."""
    return shares(held[:, None], block)[0]


def shares(held: NDArray[np.bool_], block: Blocks) -> list[Reading]:
    """Return the share of replications, column by column.

    Where all replications agree the half-width is that of none seen in n: three in n.
    """
    value, half = means(held.astype(np.float64), block)
    least = np.where((value == 0) | (value == 1), 3.0 / len(held), 0.0)
    half = np.minimum(np.fmax(half, least), 1.0)
    return [reading(v, h) for v, h in zip(value.tolist(), half.tolist(), strict=True)]


def sums(values: Reals, block: Blocks) -> list[Sums]:
    """Return the amounts at three confidences, column by column; axes ``(replication, column)``."""
    columns = []
    for level in LEVELS:
        value, half = quantiles(values, level, block)
        columns.append([reading(v, h) for v, h in zip(value.tolist(), half.tolist(), strict=True)])
    return [Sums(p50=a, p80=b, p90=c) for a, b, c in zip(*columns, strict=True)]


def ranks(values: Reals) -> Reals:
    """Return the ranks of values from 0, ties sharing their mean; axis ``(replication,)``."""
    _, inverse, count = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(count)
    found: Reals = (last - (count + 1) / 2)[inverse]
    return found


def rank_correlation(one: Reals, other: Reals) -> float:
    """Return the correlation of ranks (Spearman); 0 where either does not vary."""
    a, b = ranks(one), ranks(other)
    a, b = a - a.mean(), b - b.mean()
    size = math.sqrt(float(a @ a) * float(b @ b))
    return float(a @ b) / size if size else 0.0
