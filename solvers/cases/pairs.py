"""What replications say of a measure, and of how two cases differ in it under the same chance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from solvers.construction.answers.quantiles import means, quantile
from solvers.construction.chance.sobol import BLOCK

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Reals = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Spread:
    """A measure over replications, in its unit.

    ``mean`` with its 95 % interval from ``low`` to ``high``; ``p50`` and ``p80`` the values that half, and
    four of five, of the replications do not pass. None: so many replications never come to it (of the mean:
    any), or there is no such thing, or too few replications for an interval. ``never`` is the share of
    replications that never come to it.
    """

    mean: float | None
    low: float | None
    high: float | None
    p50: float | None
    p80: float | None
    never: float


@dataclass(frozen=True, kw_only=True)
class Paired:
    """How much more of a measure a case has than another, replication by replication.

    ``mean`` with its 95 % interval from ``low`` to ``high``; None where either never comes to it in some
    replication. ``sign``: 1 clearly more, −1 clearly less, 0 neither. It is clear where the interval does not
    hold 0; where there is none, where the share of replications with more, less the share with less, is
    clearly not 0: never is more than any number. ``same``: nothing differs in any replication; the mean and
    both ends are then exactly 0.
    """

    mean: float | None
    low: float | None
    high: float | None
    sign: int
    same: bool


def spread_of(values: Reals) -> Spread:
    """Return what replications say of a measure; values axis ``(replication,)``, those of number 0 first."""
    mean, low, high = _interval(values)
    return Spread(
        mean=mean,
        low=low,
        high=high,
        p50=_number(float(quantile(values, 0.5))),
        p80=_number(float(quantile(values, 0.8))),
        never=float(np.isinf(values).mean()),
    )


def paired(base: Reals, case: Reals) -> Paired | None:
    """Return how a case differs from a base; both axis ``(replication,)``, of the same chance.

    None where either has no such thing. Raises ValueError where they do not have as many replications: then
    they are no pairs.
    """
    if base.shape != case.shape:
        raise ValueError(f"{len(case)} replications cannot be paired with {len(base)}")
    if np.isnan(base).any() or np.isnan(case).any():
        return None
    if np.array_equal(base, case):
        return Paired(mean=0.0, low=0.0, high=0.0, sign=0, same=True)
    more = (case > base).astype(np.float64) - (case < base)
    if np.isinf(base).any() or np.isinf(case).any():
        return Paired(mean=None, low=None, high=None, sign=_sign(*_interval(more)), same=False)
    mean, low, high = _interval(case - base)
    return Paired(mean=mean, low=low, high=high, sign=_sign(mean, low, high), same=False)


def _sign(mean: float | None, low: float | None, high: float | None) -> int:
    """Return 1 or −1 where an interval lies above or below 0, else 0."""
    if mean is None or low is None or high is None:
        return 0
    return int(low > 0) - int(high < 0)


def _interval(values: Reals) -> tuple[float | None, float | None, float | None]:
    """Return the mean and the ends of its interval; None where there is none."""
    block = (np.arange(len(values)) // BLOCK).astype(np.int32)
    mean, half = (float(found) for found in means(values, block))
    return _number(mean), _number(mean - half), _number(mean + half)


def _number(value: float) -> float | None:
    return value if np.isfinite(value) else None
