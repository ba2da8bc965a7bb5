"""Prices of sides by a smoothed bound, and the fractional point that comes with them.

At prices every group takes what pays best, which makes the bound a sum of maxima: convex, with corners. Here
options and items are taken in shares, the more of one the more it pays, as softly as ``warmth`` says; sides
and columns of no group keep off their limits by as much. The bound is smooth then, and Newton's steps find
the prices where it is least in some ten rounds at any size; less warmth brings it to the bound itself.
Shares at these prices keep all sides.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import linalg, sparse

from solvers.engines.priced.curvature import Drawn

if TYPE_CHECKING:
    from solvers.engines.priced.groups import Floats
    from solvers.engines.priced.pricing import Parted
    from solvers.engines.priced.sides import Sides

_ROUNDS = 60
_SHORT = 0.95
"""How far a step goes towards zero of what must stay above it."""
_CENTRED, _CENTRED_AT_LAST = 0.3, 0.05
"""What a step may still promise, in warmths for each side, where warmth is lowered or all is done."""
_COOLER = 0.25
"""What warmth is multiplied by."""
_TRIES = 12
"""How often a step is shortened at most."""
_FALLS = 0.01
"""Share of what a step promises by which the bound has to fall."""
_ROUNDING = 1e-10
"""Part of the bound's size that adding up may lose."""
_RIDGES = (1e-11, 1e-8, 1e-5)
"""What is added to the scaled diagonal, in turn, until the matrix can be factored."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Point:
    """Prices of sides in the aim, and the point of all columns that comes with them.

    ``centred`` says whether the prices are where the smoothed bound is least; ``rounds`` counts steps.
    """

    prices: Floats
    x: Floats
    centred: bool
    rounds: int


@dataclass(frozen=True, kw_only=True, eq=False)
class _Smoothed:
    """The smoothed bound at prices ``y``: its worth, its slope and the shares it comes from.

    ``within`` are shares of items within their option; ``other`` and ``bends`` are columns of no group and
    how they answer to what they gain. ``spare`` is what the sides have left, axis ``(side,)``.
    """

    y: Floats
    worth: float
    option: Floats
    within: Floats
    other: Floats
    bends: Floats
    spare: Floats
    slope: Floats


def smooth(parted: Parted, sides: Sides, prices: Floats, warmth: tuple[float, float], until: float) -> Point:
    """Return where the smoothed bound is least, of all columns under some sides.

    ``prices`` of the sides are where to begin; ``warmth``, in the aim, is the first and the last one.
    """
    return _Descent(parted, sides).run(prices, *warmth, until)


def softly(parted: Parted, sides: Sides, prices: Floats, warmth: float) -> Floats:
    """Return the point of all columns at prices of the sides, as they are."""
    return _Descent(parted, sides).run(prices, warmth, warmth, -np.inf).x


class _Descent:
    def __init__(self, parted: Parted, sides: Sides) -> None:
        self._parted, self._drawn = parted, Drawn(parted, sides)
        self._limit, self._open = sides.limit, ~sides.exact
        other = parted.groups.other
        self._cost, self._room = parted.arrays.cost[other], np.maximum(parted.most[other], 1e-9)
        self._rows = sparse.csr_array(sides.by_column[other])
        self._back = sparse.csr_array(self._rows.T)

    def run(self, prices: Floats, warmth: float, last: float, until: float) -> Point:
        """Take steps until the last warmth is met, or time is up, or nothing moves any more."""
        limit = np.maximum(np.abs(self._limit), 1e-2 * float(np.abs(self._limit).max(initial=1e-9)))
        y = np.where(self._open, np.maximum(prices, warmth / limit), prices)
        now, rounds, centred = self._at(y, warmth), 0, False
        while rounds < _ROUNDS and time.monotonic() < until and not centred:
            rounds += 1
            found = self._step(now, warmth)
            if found is None:
                break
            promised, now = found
            if promised < (_CENTRED if warmth > last else _CENTRED_AT_LAST) * warmth * len(y):
                centred = warmth <= last
                warmth = max(warmth * _COOLER, last)
                now = now if centred else self._at(now.y, warmth)
        return Point(prices=now.y, x=self._whole(now), centred=centred, rounds=rounds)

    def _whole(self, now: _Smoothed) -> Floats:
        """Return the point of all columns."""
        groups, x = self._parted.groups, np.zeros(self._parted.arrays.columns)
        x[groups.option] = now.option
        x[groups.item] = now.within * now.option[groups.choice_option[groups.choice]]
        x[groups.other] = now.other
        return x

    def _step(self, now: _Smoothed, warmth: float) -> tuple[float, _Smoothed] | None:
        """Return what the step promised, and where it led to."""
        price, spare = now.y[self._open], now.spare[self._open]
        matrix = self._drawn.curvature(now.option, now.within) / warmth
        matrix += (self._back @ sparse.csr_array(sparse.diags_array(now.bends) @ self._rows)).toarray()
        # Where more is spare than the price says, Newton's step would fall below zero: this one halts above.
        matrix[self._open, self._open] += np.maximum(warmth / price, spare) / price
        try:
            change = _solved(matrix, -now.slope)
        except linalg.LinAlgError:
            return None
        change[self._open] = np.maximum(change[self._open], -_SHORT * price)
        promised = -float(now.slope @ change)
        found = self._along(now, change, promised, warmth)
        return None if found is None else (promised, found)

    def _along(self, now: _Smoothed, change: Floats, promised: float, warmth: float) -> _Smoothed | None:
        """Return a point along a step at which the bound has fallen; None without one."""
        length, lost = 1.0, _ROUNDING * abs(now.worth)
        for _ in range(_TRIES):
            found = self._at(now.y + length * change, warmth)
            if found.worth <= now.worth - _FALLS * length * promised + lost:
                return found
            rises = float(found.slope @ change)
            length *= float(np.clip(promised / max(promised + rises, 1e-300), 0.1, 0.7))
        return None

    def _at(self, y: Floats, warmth: float) -> _Smoothed:
        """Return the smoothed bound at prices."""
        worth, option, within, used = self._drawn.shares(y, warmth)
        other, bends, more = _others(self._cost - self._rows @ y, self._room, warmth)
        spare = self._limit - used - self._back @ other
        slope, price = spare.copy(), y[self._open]
        slope[self._open] -= warmth / price
        return _Smoothed(
            y=y,
            worth=float(y @ self._limit + worth + more - warmth * np.log(price).sum()),
            option=option,
            within=within,
            other=other,
            bends=bends,
            spare=spare,
            slope=slope,
        )


def _others(gain: Floats, room: Floats, warmth: float) -> tuple[Floats, Floats, float]:
    """Return columns between 0 and their room that gain so much, how they answer to it, what they are worth.

    Each is where ``gain · x + warmth · (log x + log(room − x))`` is most.
    """
    pull = np.abs(gain) * room
    near = 2 * warmth * room / (2 * warmth + pull + np.hypot(pull, 2 * warmth))
    column = np.where(gain > 0, room - near, near)
    bends = 1.0 / (warmth / near**2 + warmth / (room - near) ** 2)
    worth = gain @ column + warmth * (np.log(near) + np.log(room - near)).sum()
    return column, bends, float(worth)


def _solved(matrix: Floats, right: Floats) -> Floats:
    """Solve by Cholesky, scaled, from the lower half; raises where nothing makes the matrix positive."""
    size = np.sqrt(np.maximum(np.diag(matrix), 1e-300))
    scaled = matrix / size[:, None] / size
    for ridge in _RIDGES:
        scaled[np.diag_indices(len(scaled))] += ridge
        try:
            lower = linalg.cho_factor(scaled, lower=True, check_finite=False)
        except linalg.LinAlgError:
            continue
        found: Floats = linalg.cho_solve(lower, right / size, check_finite=False) / size
        return found
    raise linalg.LinAlgError("no longer positive")
