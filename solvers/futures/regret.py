"""Regret: what each plan's first years forgo in each future against the best that is known there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from solvers.futures.robust import best_found

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from scenarios.model.held import Held
    from solvers.futures.future import Carried, Carrier, Future


@dataclass(frozen=True, kw_only=True)
class Between:
    """A number that lies from ``low`` to ``high``: gaps leave it open; ``value`` is by the plans found."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, kw_only=True, eq=False)
class Regret:
    """Plans in futures, in units of the first aim; axes ``(plan, future)``.

    A cell is None where the future cannot keep the plan's first years within every rule, or no plan was
    found. ``carried`` is what became of each.
    """

    plans: tuple[str, ...]
    futures: tuple[str, ...]
    weights: tuple[float, ...]
    carried: tuple[tuple[Carried, ...], ...]
    regret: tuple[tuple[Between | None, ...], ...]

    def worst(self, plan: int) -> Between | None:
        """Return the largest regret of a plan; None where some future cannot keep it."""
        row = [one for one in self.regret[plan] if one is not None]
        if not row or len(row) < len(self.futures):
            return None
        return Between(
            value=max(one.value for one in row),
            low=max(one.low for one in row),
            high=max(one.high for one in row),
        )

    def least_worth(self, plan: int) -> float | None:
        """Return what a plan is worth in the future that is worst for it; None where one cannot keep it."""
        values = [one.value for one in self.carried[plan]]
        known = [value for value in values if value is not None]
        return min(known) if known and len(known) == len(values) else None

    def mean(self, plan: int) -> float | None:
        """Return the weighted mean worth of a plan; None where some future cannot keep it."""
        values = [one.value for one in self.carried[plan]]
        if None in values or not sum(self.weights):
            return None
        return float(sum(w * (v or 0.0) for w, v in zip(self._shares, values, strict=True)))

    def satisfied(self, plan: int, threshold: float) -> Between:
        """Return the weighted share of futures in which a plan is worth at least a threshold.

        It may be as high as the share of those in which its bound is.
        """
        shares = self._shares
        row = self.carried[plan]
        met = [one.value is not None and one.value >= threshold for one in row]
        may = [
            yes or (one.value is not None and one.bound is not None and one.bound >= threshold)
            for yes, one in zip(met, row, strict=True)
        ]
        low, high = float(shares[met].sum()), float(shares[may].sum())
        return Between(value=low, low=low, high=high)

    def least_regret(self) -> int | None:
        """Return the plan whose largest regret is least, the first of equals; None where none is kept."""
        return _first_best([None if (w := self.worst(p)) is None else -w.value for p in self._all])

    def best_at_worst(self) -> int | None:
        """Return the plan that is worth most in its worst future, the first of equals; None likewise."""
        return _first_best([self.least_worth(p) for p in self._all])

    @property
    def _shares(self) -> NDArray[np.float64]:
        return np.asarray(self.weights) / (sum(self.weights) or 1.0)

    @property
    def _all(self) -> range:
        return range(len(self.plans))


def _first_best(values: Sequence[float | None]) -> int | None:
    known = [(value, -number) for number, value in enumerate(values) if value is not None]
    return -max(known)[1] if known else None


def regret(plans: Mapping[str, Held], futures: Sequence[Future], carrier: Carrier) -> Regret:
    """Return the regret of plans by name in futures."""
    carried = tuple(tuple(carrier.carry(held, one) for one in futures) for held in plans.values())
    best = best_found(futures, carrier)
    return Regret(
        plans=tuple(plans),
        futures=tuple(one.name for one in futures),
        weights=tuple(one.weight for one in futures),
        carried=carried,
        regret=tuple(
            tuple(
                _forgone(cell, one, best.get(one.fingerprint)) for cell, one in zip(row, futures, strict=True)
            )
            for row in carried
        ),
    )


def _forgone(cell: Carried, future: Future, best: float | None) -> Between | None:
    if cell.value is None or best is None:
        return None
    most = max(best, future.solve.bound if future.solve.bound is not None else np.inf)
    own = min(most, np.inf if cell.bound is None else max(cell.bound, cell.value))
    return Between(value=best - cell.value, low=max(best - own, 0.0), high=max(most - cell.value, 0.0))
