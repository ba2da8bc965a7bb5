"""The priced engine: prices and a proven bound first, then plans near the prices.

The relaxation of the phasing program lies within a few ten-thousandths of the best plan, and its prices say
of nearly every campaign when it starts. So the bound comes from groups priced apart, and the plan from a
small integer program near these prices, widened until the gap is met.
"""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

from solvers.engines import highs
from solvers.engines.answer import BY_PRICES, Answer, Known, Relaxation, Status, Wish
from solvers.engines.dual_bound import dual_bound
from solvers.engines.priced.beginning import first_prices
from solvers.engines.priced.blocks import GroupBlocks
from solvers.engines.priced.clusters import Cut, blocks_of, cut
from solvers.engines.priced.generation import Relaxed, relaxed
from solvers.engines.priced.near import Reach, near
from solvers.engines.priced.plans.frame import frame_of
from solvers.engines.priced.plans.guide import guide_of
from solvers.engines.priced.plans.improve import improve
from solvers.engines.priced.pricing import Parted

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from solvers.program.arrays import Arrays

_FEW_COLUMNS = 1500
"""Whole columns up to which the whole program is searched at once."""
_MANY_ROWS = 5_000
"""Narrow rows between clusters from which prices come from the whole relaxation."""
_TIED_REACHES = (
    Reach(settled=2e-6, open_=2e-6, item=2e-6),
    Reach(settled=1e-5, open_=1e-5, item=5e-6),
)
"""How far from the prices plans are looked for first where groups are tied in clusters."""
_TIED_SHARE = 0.6
"""Share of the time left that each of these may take."""
_WINDOWS_SHARE = 0.5
"""Share of the time left that small programs around the fractional point may take."""
_REACHES = (
    Reach(settled=5e-6, open_=5e-5, item=2e-5),
    Reach(settled=2e-5, open_=2e-4, item=5e-5),
)
"""How far from the prices plans are looked for after that, in turn."""
_SHARES = (0.5, 0.6)
"""Share of the time left that each may take."""
_KEPT = 1e-5
"""What an offer may lose, as a share of the bound, to be kept for the next solve."""
_OFF = 1e-6
"""What a point to begin from may be off its rows and limits, relative to its largest value or 1."""
_RELAXATION_SHARE = 0.6
"""Share of the time that the relaxation may take."""


def solve(arrays: Arrays, wish: Wish, report: Callable[[Answer], None]) -> Answer:
    """Solve the arrays to the gap wished for, reporting each better point and bound on the way.

    What the prices cannot settle goes to HiGHS on the whole arrays, from the best point so far.
    """
    search = _Search(arrays, wish, report)
    if arrays.labels is None or (arrays.low > 0).any():
        return highs.solve(arrays, wish, report)
    parted = Parted(arrays, arrays.labels)
    if not parted.groups.count:
        return highs.solve(arrays, wish, report)
    found = cut(parted)
    if found.loose > _MANY_ROWS:
        return search.by_whole_relaxation(parted)
    return search.by_groups(parted, found)


class _Search:
    """One search: what is asked, what was found so far, and who is told."""

    def __init__(self, arrays: Arrays, wish: Wish, report: Callable[[Answer], None]) -> None:
        # One thread in all: more would be other paths to other plans, and few things here gain by them.
        self.arrays, self.wish, self._report = arrays, replace(wish, workers=1), report
        self.began = time.monotonic()
        self.until = self.began + wish.seconds
        self.best = Answer(status=Status.OUT_OF_TIME, bound_by=BY_PRICES)

    @property
    def _spent(self) -> float:
        return time.monotonic() - self.began

    def by_groups(self, parted: Parted, clusters: Cut) -> Answer:
        """Bound by groups priced apart, then plans near the prices, then the whole program."""
        wish = self.wish
        last = self.began + wish.seconds * _RELAXATION_SHARE
        try:
            found = self._relaxed(parted, clusters, last)
        except ArithmeticError:  # nothing keeps the rows of some cluster
            return self._whole()
        self._bounded(found.bound)
        if wish.start is not None and self._keeps_all(wish.start):
            self._point(wish.start)
        if found.impossible:
            return self._whole()
        if np.isfinite(found.bound):
            relaxation = _as_relaxation(parted, found)
            self.best = replace(self.best, relaxation=relaxation, known=_as_known(relaxation, found))
        few = int(self.arrays.whole.sum()) < _FEW_COLUMNS
        if found.mix is not None and np.isfinite(found.bound) and not few:
            self._plans(parted, found)
        return self._done() if self._met else self._whole()

    def _plans(self, parted: Parted, found: Relaxed) -> None:
        """Look for plans near the fractional point, then in wider programs near the prices.

        Clusters leave nearly all their campaigns torn: there a program near the prices comes first.
        """
        assert found.mix is not None
        assert self.best.relaxation is not None
        assert self.best.relaxation.prices is not None
        if len(found.between) < len(parted.low):
            for reach in _TIED_REACHES:
                if not self._met:
                    self._near(parted, found, reach, _TIED_SHARE)
        self._windows(parted, found.mix.x, self.best.relaxation.prices, found.bound)
        for reach, share in zip(_REACHES, _SHARES, strict=True):
            if self._met or time.monotonic() > self.until:
                break
            self._near(parted, found, reach, share)

    def _relaxed(self, parted: Parted, clusters: Cut, last: float) -> Relaxed:
        wish, workers = self.wish, self.wish.workers
        blocks = blocks_of(parted, clusters, workers)
        arrays, known = self.arrays, wish.known
        fits = known is not None and len(known.prices) == arrays.rows
        if known is None or not fits or known.offers.shape[1] != arrays.columns:
            prices = first_prices(parted, last, wish.seed) if isinstance(blocks, GroupBlocks) else None
            return relaxed(blocks, wish.gap, last, wish.seed, workers, self._bounded, prices)
        prices = known.prices[parted.groups.coupling[blocks.rows]]
        return relaxed(blocks, wish.gap, last, wish.seed, workers, self._bounded, prices, known.offers)

    def by_whole_relaxation(self, parted: Parted) -> Answer:
        """Prices from HiGHS on the whole relaxation; the bound is still the sum over all columns at these."""
        relaxed = highs.relax(self.arrays, self.wish.seconds * _RELAXATION_SHARE, self.wish.workers)
        if relaxed.impossible:
            return Answer(status=Status.IMPOSSIBLE, seconds=self._spent, message="relaxation infeasible")
        bound = _summed(self.arrays, relaxed)
        self._bounded(bound)
        if self.wish.start is not None and self._keeps_all(self.wish.start):
            self._point(self.wish.start)
        if np.isfinite(bound) and relaxed.x is not None and relaxed.prices is not None:
            self.best = replace(self.best, relaxation=replace(relaxed, bound=bound, summed=True))
            self._windows(parted, relaxed.x, relaxed.prices, bound)
        return self._done() if self._met else self._whole()

    def _windows(
        self, parted: Parted, x: NDArray[np.float64], prices: NDArray[np.float64], bound: float
    ) -> None:
        """Look for plans by small programs around a fractional point, for a share of the time left."""
        if self._met:
            return
        frame = frame_of(self.arrays, parted.labels)
        until = time.monotonic() + (self.until - time.monotonic()) * _WINDOWS_SHARE
        improve(frame, guide_of(frame, x, prices, bound), self.best.x, self.wish, until, self._point)

    @property
    def _met(self) -> bool:
        gap = self.best.gap
        return gap is not None and gap <= self.wish.gap

    def _keeps_all(self, x: NDArray[np.float64]) -> bool:
        """Say whether a point is known in full, whole where it must be and within all limits."""
        if np.isnan(x).any():
            return False
        parts = x[self.arrays.whole]
        return bool(np.abs(parts - np.rint(parts)).max(initial=0.0) <= _OFF) and (
            self.arrays.infeasibility(x) <= _OFF * max(float(np.abs(x).max(initial=1.0)), 1.0)
        )

    def _bounded(self, bound: float) -> None:
        if np.isfinite(bound) and (self.best.bound is None or bound < self.best.bound):
            self.best = replace(self.best, bound=bound, seconds=self._spent)
            self._report(self.best)

    def _point(self, x: NDArray[np.float64]) -> None:
        objective = float(self.arrays.cost @ x)
        if self.best.objective is None or objective > self.best.objective:
            self.best = replace(
                self.best, x=x, objective=objective, status=Status.FEASIBLE, seconds=self._spent
            )
            self._report(replace(self.best, relaxation=None, known=None))

    def _near(self, parted: Parted, found: Relaxed, reach: Reach, share: float) -> None:
        """Search the program near the prices for a share of the time left."""
        assert found.mix is not None
        size = max(abs(found.bound), 1.0)
        small = near(parted, found.priced, found.mix.x, size, reach, self.best.x)
        began = time.monotonic()
        start = None if self.best.x is None else small.forth(self.best.x)
        wish = replace(self.wish, start=start, seconds=(self.until - began) * share)

        def heard(news: Answer) -> None:
            if news.x is not None:
                self._point(small.back(news.x))

        answer = highs.search(small.arrays, wish, began, heard, self.best.bound)
        if answer.x is not None:
            self._point(small.back(answer.x))

    def _whole(self) -> Answer:
        """Search the whole program from the best point so far, for the time left."""
        known = self.best
        wish = replace(self.wish, start=known.x if known.x is not None else self.wish.start)

        def heard(news: Answer) -> None:
            if news.bound is not None and (self.best.bound is None or news.bound < self.best.bound):
                self.best = replace(self.best, bound=news.bound, bound_by=news.bound_by)
            if news.x is not None:
                self._point(news.x)
            else:
                self._report(replace(self.best, relaxation=None, known=None))

        answer = highs.search(self.arrays, wish, self.began, heard)
        if answer.status in (Status.IMPOSSIBLE, Status.FAILED) and self.best.x is None:
            return answer
        heard(answer)
        return self._done(stopped=answer.stopped, message=answer.message)

    def _done(self, *, stopped: bool = False, message: str = "") -> Answer:
        known = self.best.known and replace(self.best.known, point=self.best.x)
        answer = replace(self.best, seconds=self._spent, stopped=stopped, message=message, known=known)
        return answer.judged(self.wish.gap)


def _summed(arrays: Arrays, relaxed: Relaxation | None) -> float:
    """Return the bound that a relaxation's prices prove; inf where they prove nothing."""
    if relaxed is None or relaxed.bound is None:
        return np.inf
    if relaxed.summed:
        return relaxed.bound
    return np.inf if relaxed.prices is None else dual_bound(arrays, relaxed.prices)


def _as_known(relaxation: Relaxation, found: Relaxed) -> Known:
    """Return what the next solve may begin with."""
    assert relaxation.prices is not None
    offers = sparse.csr_array((0, len(found.priced.reduced)))
    if found.mix is not None:
        offers = found.master.worth_keeping(found.mix, _KEPT * max(abs(found.bound), 1.0))
    return Known(prices=relaxation.prices, offers=offers)


def _as_relaxation(parted: Parted, found: Relaxed) -> Relaxation:
    """Return the relaxation as others know it: prices of all rows, reduced costs of all columns."""
    prices = parted.row_prices(found.prices, found.priced)
    return Relaxation(
        bound=found.bound,
        summed=True,
        x=None if found.mix is None else found.mix.x,
        prices=prices,
        reduced=parted.arrays.cost - parted.arrays.matrix.T @ prices,
    )
