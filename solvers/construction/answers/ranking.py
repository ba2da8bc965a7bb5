"""Which shared drivers, and which lines of the register, move the finish and the cost."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import ndtri

from solvers.construction.answers.of_causes import Driver
from solvers.construction.answers.quantiles import quantile, rank_correlation
from solvers.construction.chance.drivers import PROGRAMME, WEATHER

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from solvers.construction.answers.sampled import Sample

    Reals = NDArray[np.float64]
    Held = tuple[str, str, Reals, NDArray[np.bool_], NDArray[np.bool_]]

FEW = 10
"""Replications below which a fifth of them tells no P80."""


def drivers_of(sample: Sample) -> tuple[Driver, ...]:
    """Return the drivers, the one that moves the finish most first.

    Contributions are those of a linear fit on normal scores: coefficient × covariance ÷ variance; together
    they are the part of the variance that drivers explain, and the rest is each work's own chance. They are
    those of the replications that finish.
    """
    held = [*_shared(sample), *_lines(sample)]
    done = np.isfinite(sample.end)
    end, cost = sample.end, sample.whole_cost
    scores = np.stack([score for _, _, score, _, _ in held], axis=1)[done]
    of_end, of_cost = _contributions(scores, end[done]), _contributions(scores, cost[done])
    found = [
        Driver(
            name=name,
            kind=kind,
            finish=float(of_end[d]),
            cost=float(of_cost[d]),
            correlation=rank_correlation(score[done], end[done]) if done.any() else 0.0,
            finish_low=_p80(end[low]),
            finish_high=_p80(end[high]),
            cost_low=_p80(cost[low]),
            cost_high=_p80(cost[high]),
        )
        for d, (name, kind, score, low, high) in enumerate(held)
    ]
    return tuple(sorted(found, key=lambda one: (-abs(one.finish), one.kind, one.name)))


def _shared(sample: Sample) -> list[Held]:
    """Return (name, kind, normal score, rows of its lowest fifth, rows of its highest fifth) of drivers."""
    kinds = {PROGRAMME: "programme", WEATHER: "weather"}
    pairs = zip(sample.runs.driver_names, sample.runs.drivers.T, strict=True)
    rows = [(name, kinds.get(name, "trade"), share) for name, share in pairs]
    rows.append(("", "cost", sample.costs.driver))
    return [(name, kind, ndtri(share), share <= 0.2, share >= 0.8) for name, kind, share in rows]


def _lines(sample: Sample) -> list[Held]:
    """Return the same of the lines of the register: where they strike not, and where they strike."""
    names = tuple(sample.case.chances.chance.risks)
    return [
        (name, "register", struck.astype(np.float64), struck == 0, struck > 0)
        for name, struck in zip(names, sample.costs.struck.T, strict=True)
    ]


def _contributions(scores: Reals, values: Reals) -> Reals:
    """Return the contribution of each column to the variance of values, as shares; 0 where too few rows."""
    rows, columns = scores.shape
    if rows <= 2 * columns or not values.var():
        return np.zeros(columns)
    centred, off = scores - scores.mean(axis=0), values - values.mean()
    fit, *_ = np.linalg.lstsq(centred, off, rcond=None)
    found: Reals = fit * (centred.T @ off) / (len(off) * values.var())
    return found


def _p80(values: Reals) -> float | None:
    if len(values) < FEW:
        return None
    value = float(quantile(values, 0.8))
    return value if math.isfinite(value) else None
