"""The relaxation of a large program: prices from a sample of its groups first, then from what is near them.

Column generation has a row and many columns a group, which is too slow where groups are thousands. Prices
where the smoothed bound is least do without. The bound is proven by all columns at the prices found, as ever,
so that it does not matter how these came about.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import numpy as np

from solvers.engines import highs
from solvers.engines.priced.generation import Relaxed
from solvers.engines.priced.master import Mix
from solvers.engines.priced.near import Reach, near
from solvers.engines.priced.pricing import Parted
from solvers.engines.priced.sample import NARROW, sample_of, touched
from solvers.engines.priced.sides import Sides, sides_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from solvers.engines.priced.groups import Flags, Floats
    from solvers.engines.priced.pricing import Priced
    from solvers.engines.priced.smooth import Point

FROM = 2000
"""Groups from which a program counts as large."""
SAMPLES = (400, 1500)
"""Groups of the samples in turn, each no more than half of all."""
_TIED, _FEW = 10, 0.1
"""A large program has few rows of so few groups, against its groups: every row that binds costs here."""
_SAMPLE_WARMTHS = ((0.05, 0.01), (0.01, 1e-3))
"""First and last warmth of each sample, in shares of what its groups are worth where nothing has a price."""
_WARMTHS = ((1e-3, 4e-4), (4e-4, 4e-4), (4e-4, 4e-4), (4e-4, 4e-4))
"""The same of all groups, in turn, until nothing is broken at the last.

Rows that prices break come in between: while it is warm a step more costs little. A corner ends it exactly,
so that the last warmth need not be low.
"""
_BROKEN = 1e-6
"""By how much a row counts as broken, relative to what is used of it or 1."""

_DEAR = 30.0
"""What a broken row's limit is worth at the price that it begins with, in last warmths."""
_NEARLY, _IDLE = 0.95, 0.1
"""Share of its limit from which a row counts as nearly used up; its price then, against a broken one's."""
_NEAR, _LITTLE = 10.0, 1e-4
"""Near the prices is what loses less than so many last warmths, or has a larger share than so little."""


def is_large(parted: Parted) -> bool:
    """Say whether a program is large, and of the kind that is smoothed here."""
    other, count = parted.groups.other, parted.groups.count
    return (
        count >= FROM
        and int((np.diff(touched(parted).indptr) < _TIED).sum()) <= _FEW * count
        and bool((parted.arrays.low == 0).all())
        and bool(np.isfinite(parted.most[other]).all())
    )


def relaxed_large(
    parted: Parted, gap: float, until: float, heard: Callable[[float], None], begin: Floats | None = None
) -> Relaxed | None:
    """Return the relaxation of a large program to a share of ``gap``; None where nothing came of it.

    ``begin`` are prices of the coupling rows to begin from, None where none are known.

    ``until`` is a moment of the monotonic clock; ``heard`` is told of each better bound. The point of its mix
    is a corner of the relaxation, where one was found in time: few groups are torn.
    """
    search, warmths = _Search(parted, begin, until, heard), _WARMTHS[begin is not None :]
    search.foresee(warmths[0][0])
    for warmth in warmths:
        search.round(warmth, until)
        if not search.centred or time.monotonic() > until:
            break
        if search.held and warmth[1] == _WARMTHS[-1][1]:
            break
    if search.found:
        search.corner(until)
    return search.told() if np.isfinite(search.best) and search.found else None


def _first_prices(parted: Parted, until: float) -> Floats:
    """Return prices of the coupling rows from samples, each from the prices of the one before."""
    from solvers.engines.priced.smooth import smooth  # compiled: only who needs it waits for it

    prices = np.zeros(len(parted.low))
    for wanted, warmth in zip(SAMPLES, _SAMPLE_WARMTHS, strict=True):
        sample = sample_of(parted, min(wanted, parted.groups.count // 2))
        assert sample.arrays.labels is not None
        smaller = Parted(sample.arrays, sample.arrays.labels)
        count = len(smaller.low)
        sides, before = sides_of(smaller, np.arange(count)), np.zeros(count)
        before[: len(sample.rows)] = prices[sample.rows]
        first, last = (share * _worth(smaller.priced(np.zeros(count))) for share in warmth)
        found = smooth(smaller, sides, sides.of(before), (first, last), until)
        prices = sample.prices(sides.prices(found.prices, count), len(parted.low))
    return prices


def _worth(priced: Priced) -> float:
    """Return what a group is worth on average, more than 0."""
    best = priced.best[np.isfinite(priced.best)]
    return max(float(np.abs(best).mean()) if len(best) else 0.0, 1e-9)


class _Search:
    """Rounds one after another, each from the last prices."""

    def __init__(
        self, parted: Parted, begin: Floats | None, until: float, heard: Callable[[float], None]
    ) -> None:
        prices = _first_prices(parted, until) if begin is None else begin
        self._parted, self._heard = parted, heard
        self._prices, self._priced = parted.usable(prices), parted.priced(parted.usable(prices))
        self.best, self._x = np.inf, np.zeros(parted.arrays.columns)
        self._take(self._prices, self._priced)
        self._count, self.open_ = 0, np.inf
        self.held, self.centred, self.found = False, False, False
        self._next, self._last = prices, 0.0
        self._worth = _worth(parted.priced(np.zeros(len(prices))))
        wide = np.diff(touched(parted).indptr) > NARROW
        self._rows: Flags = wide | (np.diff(parted.of_others.indptr) > 0) | (prices != 0)

    def _take(self, prices: Floats, priced: Priced) -> None:
        bound = self._parted.quick_bound(prices, priced)
        if bound < self.best:
            self.best, self._prices, self._priced = bound, prices, priced
            self._heard(bound)

    def foresee(self, share: float) -> None:
        """Take in rows that first prices use up or nearly so: later they would cost a round of their own."""
        from solvers.engines.priced.smooth import softly

        parted, self._last = self._parted, share * self._worth
        sides = sides_of(parted, np.flatnonzero(self._rows))
        used = np.asarray(parted.rows @ softly(parted, sides, sides.of(self._next), self._last))
        tight = (parted.high > 0) & (used > _NEARLY * parted.high) & ~self._rows
        begun = self._begun(np.ones(len(tight), dtype=bool))
        self._next = np.where(tight, np.where(used > parted.high, begun, _IDLE * begun), self._next)
        self._rows |= tight

    def round(self, warmth: tuple[float, float], until: float) -> None:
        """Find prices and point from the first warmth to the last."""
        from solvers.engines.priced.smooth import smooth  # compiled: only who needs it waits for it

        sides = sides_of(self._parted, np.flatnonzero(self._rows))
        first, last = (share * self._worth for share in warmth)
        self._last = last
        self._went(sides, smooth(self._parted, sides, sides.of(self._next), (first, last), until))

    def _went(self, sides: Sides, found: Point) -> None:
        """Take the prices that were found, and the point."""
        parted = self._parted
        self._count += found.rounds
        prices = parted.usable(sides.prices(found.prices, len(self._prices)))
        self._next = prices
        self._take(prices, parted.priced(prices))
        self.centred = found.centred
        if not self.centred:
            return
        self._x, self.found = found.x, True
        used = np.asarray(parted.rows @ self._x)
        size = _BROKEN * np.maximum(np.abs(used), 1.0)
        broken = ((used > parted.high + size) | (used < parted.low - size)) & ~self._rows
        self.held = not broken.any()
        self._rows |= broken
        self._next = np.where(broken, self._begun(used > parted.high + size), prices)
        self.open_ = (self.best - float(parted.arrays.cost @ self._x)) / max(abs(self.best), 1.0)

    def _begun(self, over: Flags) -> Floats:
        """Return prices to begin with of rows that are broken, ``over`` their upper limit or else below it.

        These are rather high: steps bring a price down far faster than up.
        """
        limit = np.where(over, self._parted.high, self._parted.low)
        size = np.maximum(np.abs(np.where(np.isfinite(limit), limit, 1.0)), 1e-9)
        found: Floats = np.where(over, _DEAR, -_DEAR) * self._last / size
        return found

    def corner(self, until: float) -> None:
        """Go from soft shares to a corner: the relaxation of what is near the prices, and its prices."""
        parted, reach = self._parted, _NEAR * self._last
        soft = np.where(self._x > _LITTLE, self._x, 0.0)
        small = near(parted, self._priced, soft, 1.0, Reach(settled=reach, open_=reach, item=reach), None)
        found = highs.relax(small.arrays, max(until - time.monotonic(), 0.1), 1)
        if found.x is None or found.prices is None:
            return
        prices = parted.usable(found.prices[: len(self._prices)])
        self._take(prices, parted.priced(prices))
        self._x, self.held = np.maximum(small.back(found.x), 0.0), True

    def told(self) -> Relaxed:
        """Return what came of it, the bound proven by all rows and columns."""
        worth = float(self._parted.arrays.cost @ self._x)
        mix = Mix(
            worth=worth,
            paid=worth,
            bought=0.0,
            kept=self.held,
            x=self._x,
            reduced=np.zeros(0),
            prices=self._prices,
        )
        return Relaxed(
            bound=self._parted.bound(self._prices, self._priced),
            prices=self._prices,
            priced=self._priced,
            between=self._prices,
            mix=mix,
            master=None,
            rounds=self._count,
        )
