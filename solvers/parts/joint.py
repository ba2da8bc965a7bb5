"""Prices of shared funds from a sample of every part: all parts' smooth duals at once.

Parts meet in the rows of shared funds alone, so that a step of all is a small system of what each part's own
rows leave of them (Schur complements).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from scipy.linalg import cho_factor, cho_solve

from solvers.parts.newton import STEPS, inner, least, shortened
from solvers.parts.one import One, own_rows, priced, smooth_of, with_arrays

if TYPE_CHECKING:
    from collections.abc import Sequence

    from solvers.engines.priced.groups import Floats
    from solvers.engines.priced.pricing import Parted
    from solvers.parts.smooth import Shares, Smooth

_FIRST = (1.0, 0.1, 0.02)
_LEVELS = (0.02, 6e-3, 2e-3, 1e-3, 3e-4)
"""What mu is, in shares of what a group is worth, for the first part alone and for all of them."""
_MOST = 100.0
"""Prices to begin with are no more than this many times what a group is worth."""
_ENOUGH = 0.05


@dataclass(frozen=True, kw_only=True, eq=False)
class Joint:
    """Prices by the names of rows: of ``shared`` rows, and of each part's ``own``; ``drawn`` as points."""

    shared: dict[str, float]
    own: tuple[dict[str, float], ...]
    points: tuple[Floats, ...]


@dataclass(frozen=True, kw_only=True, eq=False)
class _Sum:
    """What prices come to in all parts: ``value`` is the sum of theirs."""

    value: float
    each: tuple[Shares, ...]


class _All:
    """The smooth duals of all parts; the first part has the limits of shared rows, and their own columns."""

    def __init__(self, ones: Sequence[One], weights: Sequence[float]) -> None:
        self.ones = ones
        self.smooth: list[Smooth] = []
        for number, (one, weight) in enumerate(zip(ones, weights, strict=True)):
            own, shared = own_rows(one), np.flatnonzero(one.of_shared)
            parted = one.parted if number == 0 else _without_limits(one)
            self.smooth.append(smooth_of(parted, np.append(own, shared), weight))
        self.count = int(ones[0].of_shared.sum())
        first = ones[0]
        self.names = [first.row_name[row] for row in np.flatnonzero(first.of_shared)]

    def sizes(self, number: int) -> Floats:
        """Return by what the shared rows of a part are divided."""
        return self.smooth[number].size[-self.count :]

    def joined(self, own: Sequence[Floats], shared: Floats) -> list[Floats]:
        """Return each part's prices in its own measure."""
        return [np.append(y, shared * self.sizes(number)) for number, y in enumerate(own)]

    def at(self, own: Sequence[Floats], shared: Floats, mu: float) -> _Sum | None:
        """Return what prices come to; None where some part cannot pay."""
        each = []
        for smooth, y in zip(self.smooth, self.joined(own, shared), strict=True):
            one = smooth.at(y, mu)
            if one is None:
                return None
            each.append(one)
        return _Sum(value=sum(one.value for one in each), each=tuple(each))

    def step(
        self, own: Sequence[Floats], shared: Floats, at: _Sum, mu: float
    ) -> tuple[list[Floats], Floats, float]:
        """Return Newton's step of each part's own prices and of the shared ones, and what it promises."""
        k = self.count
        matrix, right = np.zeros((k, k)), np.zeros(k)
        solved = []
        for number, (smooth, y) in enumerate(zip(self.smooth, self.joined(own, shared), strict=True)):
            slope = smooth.slope(y, at.each[number], mu)
            size = np.append(np.ones(len(y) - k), self.sizes(number))
            hessian, gradient = slope.hessian * size * size[:, None], slope.gradient * size
            scale = np.sqrt(np.maximum(np.diag(hessian)[:-k], 1e-300))
            inside = hessian[:-k, :-k] / scale / scale[:, None]
            inside[np.diag_indices(len(scale))] += 1e-10
            factor = cho_factor(inside)
            towards = cho_solve(factor, hessian[:-k, -k:] / scale[:, None]) / scale[:, None]
            alone = cho_solve(factor, gradient[:-k] / scale) / scale
            matrix += hessian[-k:, -k:] - hessian[-k:, :-k] @ towards
            right += gradient[-k:] - hessian[-k:, :-k] @ alone
            solved.append((towards, alone, gradient))
        scale = np.sqrt(np.maximum(np.diag(matrix), 1e-300))
        scaled = matrix / scale / scale[:, None]
        scaled[np.diag_indices(k)] += 1e-10
        of_shared = -cho_solve(cho_factor(scaled), right / scale) / scale
        of_own = [-alone - towards @ of_shared for towards, alone, _ in solved]
        promise = -sum(
            float(gradient @ np.append(one, of_shared))
            for (_, _, gradient), one in zip(solved, of_own, strict=True)
        )
        return of_own, of_shared, promise

    def beyond(
        self, own: list[Floats], shared: Floats, step: tuple[list[Floats], Floats], mu: float, by: float
    ) -> _Sum | None:
        """Return what prices come to so far along a step."""
        moved = [y + by * dy for y, dy in zip(own, step[0], strict=True)]
        return self.at(moved, shared + by * step[1], mu)

    def longest(
        self, own: Sequence[Floats], shared: Floats, step: tuple[list[Floats], Floats], at: _Sum
    ) -> float:
        """Return how far all parts may go."""
        before, moved = self.joined(own, shared), self.joined(*step)
        return min(
            smooth.longest(y, dy, one)
            for smooth, y, dy, one in zip(self.smooth, before, moved, at.each, strict=True)
        )


def _without_limits(one: One) -> Parted:
    """Return a part whose shared rows have no money of their own, nor columns."""
    arrays = one.parted.arrays
    high, row_high = arrays.high.copy(), arrays.row_high.copy()
    high[one.own_shared] = 0.0
    row_high[one.parted.groups.coupling[np.flatnonzero(one.of_shared)]] = 0.0
    return with_arrays(one.parted, replace(arrays, high=high, row_high=row_high))


def joint(ones: Sequence[One], weights: Sequence[float], known: Joint | None = None) -> Joint:
    """Return prices of shared rows, and of each part's own, from samples that stand for ``weights`` groups.

    ``known`` are those of smaller samples to begin from, None where there are none. Raises ArithmeticError
    where nothing pays for all draws.
    """
    held = _All(ones, weights)
    worth = float(np.mean([_worth(one) for one in ones]))
    begun = None if known is None else _from(held, known, _LEVELS[-1] * worth)
    shared, own = begun or _begun(held, ones, weights, worth)
    at = None
    for level in _LEVELS if begun is None else _LEVELS[-1:]:
        own, shared, at = _descended(held, own, shared, level * worth)
    assert at is not None
    names = [[one.row_name[row] for row in own_rows(one)] for one in ones]
    return Joint(
        shared=dict(zip(held.names, shared.tolist(), strict=True)),
        own=tuple(
            dict(zip(called, (y / smooth.size[: len(y)]).tolist(), strict=True))
            for called, y, smooth in zip(names, own, held.smooth, strict=True)
        ),
        points=tuple(smooth.point(one) for smooth, one in zip(held.smooth, at.each, strict=True)),
    )


def _descended(held: _All, own: list[Floats], shared: Floats, mu: float) -> tuple[list[Floats], Floats, _Sum]:
    """Return the prices at which all smooth duals together are least, from prices near them."""
    at = held.at(own, shared, mu)
    if at is None:
        raise ArithmeticError("prices to begin with that pay for too little")
    rows = sum(map(len, own)) + len(shared)
    for _ in range(STEPS):
        of_own, of_shared, promise = held.step(own, shared, at, mu)
        longest = held.longest(own, shared, (of_own, of_shared), at)
        tried = partial(held.beyond, own, shared, (of_own, of_shared), mu)
        found = shortened(tried, at.value, promise, longest)
        if found is None:
            break
        by, at = found
        own = [y + by * dy for y, dy in zip(own, of_own, strict=True)]
        shared = shared + by * of_shared
        if promise < _ENOUGH * mu * rows:
            break
    return own, shared, at


def _worth(one: One) -> float:
    best = one.parted.priced(np.zeros(len(one.parted.low))).best
    return float(best.mean()) if len(best) else 0.0


def _from(held: _All, known: Joint, mu: float) -> tuple[Floats, list[Floats]] | None:
    """Return shared and own prices as smaller samples left them; None where some part cannot pay then."""
    shared = np.array([known.shared[name] for name in held.names])
    own = []
    for one, smooth, prices in zip(held.ones, held.smooth, known.own, strict=True):
        names = [one.row_name[row] for row in own_rows(one)]
        price = np.array([prices.get(name, np.nan) for name in names])
        if np.isnan(price).any():
            return None
        own.append(price * smooth.size[: len(price)])
    return None if held.at(own, shared, mu) is None else (shared, own)


def _begun(
    held: _All, ones: Sequence[One], weights: Sequence[float], worth: float
) -> tuple[Floats, list[Floats]]:
    """Return shared prices of the first part alone, with its share of the limits, and own ones near them."""
    first, smooth, k = ones[0], held.smooth[0], held.count
    sizes = np.array([w * one.parted.groups.count for w, one in zip(weights, ones, strict=True)])
    arrays = first.parted.arrays
    row_high = arrays.row_high.copy()
    at = first.parted.groups.coupling[np.flatnonzero(first.of_shared)]
    row_high[at] *= sizes[0] / sizes.sum()
    alone = smooth_of(
        with_arrays(first.parted, replace(arrays, row_high=row_high)), smooth.rows, smooth.weight
    )
    mus = [worth * level for level in _FIRST]
    y, _ = least(alone, inner(alone, _MOST * worth), mus)
    shared = y[-k:] / smooth.size[-k:]
    prices = dict(zip(held.names, shared.tolist(), strict=True))
    own = [y[:-k]]
    known = y[:-k] / smooth.size[:-k]
    for one, weight in zip(ones[1:], weights[1:], strict=True):
        part = smooth_of(priced(one, prices), own_rows(one), weight)
        begin = known * part.size if len(known) == len(part.size) else None
        if begin is None or part.at(begin, mus[-1]) is None:
            begin = inner(part, _MOST * worth)
            begin, _ = least(part, begin, mus)
        own.append(begin)
    return shared, own
