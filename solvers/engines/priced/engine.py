"""The priced engine: prices and a proven bound first, then plans near the prices.

The relaxation of the phasing program lies within a few ten-thousandths of the best plan, and its prices say
of nearly every campaign when it starts: the bound comes from groups priced apart, the plan from near them.
"""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from solvers.engines import highs
from solvers.engines.answer import BY_PRICES, Answer, Known, Relaxation, Status, Wish
from solvers.engines.priced.beginning import first_prices
from solvers.engines.priced.blocks import GroupBlocks
from solvers.engines.priced.clusters import Cut, blocks_of, cut
from solvers.engines.priced.generation import Relaxed, least_worth, relaxed
from solvers.engines.priced.large import is_large, relaxed_large
from solvers.engines.priced.left import as_known, as_relaxation, at_prices, keeps_all, summed
from solvers.engines.priced.near import Reach, near
from solvers.engines.priced.plans.corner import around_corner
from solvers.engines.priced.plans.guide import guide_of
from solvers.engines.priced.plans.hubs import hubs_first
from solvers.engines.priced.plans.improve import improve
from solvers.engines.priced.plans.not_dear import not_dear
from solvers.engines.priced.plans.repair import Target, repaired
from solvers.engines.priced.plans.shared import shared_first
from solvers.engines.priced.plans.zones import by_zones
from solvers.engines.priced.pricing import Parted
from solvers.engines.priced.smaller import solved_smaller

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from solvers.engines.priced.pricing import Priced
    from solvers.program.arrays import Arrays
    from solvers.program.labels import Labels

    Floats = NDArray[np.float64]
    Stage = Callable[[Parted, Relaxed, Floats | None, Wish, float, Callable[[Floats], None]], None]

_FEW_COLUMNS = 1500
"""Whole columns up to which the whole program is searched at once."""
_MANY_ROWS = 5_000
"""Narrow rows between clusters from which prices come from the whole relaxation."""
_TIED_REACHES = (
    Reach(settled=2e-6, open_=2e-6, item=2e-6),
    Reach(settled=1e-5, open_=1e-5, item=5e-6),
)
"""How far from the prices plans are looked for first where groups are tied in clusters."""
_TIED_SHARE, _LONE_SHARE = 0.6, 0.9
"""Share of the time left that each of these may take; and the search that follows where there is no plan."""
_SHARED_SHARE = 0.5
"""Share of the time left that plans may take for which shared openings are decided first."""
_ZONES_SHARE = 0.8
"""Share of the time left that windows over clusters may take."""
_WINDOWS_SHARE = 0.5
"""Share of the time left that small programs around the fractional point may take."""
_REACHES = (
    Reach(settled=5e-6, open_=5e-5, item=2e-5),
    Reach(settled=2e-5, open_=2e-4, item=5e-5),
)
"""How far from the prices plans are looked for after that, in turn."""
_SHARES = (0.5, 0.6)
"""Share of the time left that each may take."""
_RELAXATION_SHARE = 0.6
"""Share of the time that the relaxation may take."""


def solve(arrays: Arrays, wish: Wish, report: Callable[[Answer], None]) -> Answer:
    """Solve the arrays to the gap wished for, reporting each better point and bound on the way.

    What the prices cannot settle goes to HiGHS on the whole arrays, from the best point so far.
    """
    if arrays.labels is None or (arrays.low > 0).any():
        return highs.solve(arrays, wish, report)
    return solved_smaller(arrays, arrays.labels, wish, report, _solved)


def _solved(arrays: Arrays, labels: Labels, wish: Wish, report: Callable[[Answer], None]) -> Answer:
    search = _Search(arrays, wish, report)
    parted = Parted(arrays, labels)
    if not parted.groups.count:
        return highs.solve(arrays, wish, report)
    if search.by_repair(parted) or (wish.halts and wish.start is None and search.best.x is None):
        return search.answer()
    if is_large(parted):
        return search.by_groups(parted, None)
    found = cut(parted)
    if found.loose > _MANY_ROWS:
        return search.by_whole_relaxation(parted)
    return search.by_groups(parted, found)


class _Search:
    """One search: what is asked, what was found so far, and who is told."""

    def __init__(self, arrays: Arrays, wish: Wish, report: Callable[[Answer], None]) -> None:
        # HiGHS keeps to one thread: more would be other paths to other plans, and few things gain by them.
        self.arrays, self.wish, self._report = arrays, replace(wish, workers=1), report
        self.began = time.monotonic()
        self._found = None if wish.start is None else 0.0
        self.best = Answer(status=Status.OUT_OF_TIME, bound_by=BY_PRICES)
        self._by_clock = False

    @property
    def until(self) -> float:
        """The moment of the monotonic clock at which time is up: later as long as there is no point."""
        return self.began + self.wish.lasts(self._found)

    def _over(self) -> bool:
        return time.monotonic() > self.until

    @property
    def _spent(self) -> float:
        return time.monotonic() - self.began

    def by_repair(self, parted: Parted) -> bool:
        """Put the plan of a solve before onto the arrays, at the prices that it left; say whether it will do.

        What it proves and finds stays with the search in any case.
        """
        known = self._known_of(parted)
        if known is None or known.point is None:
            return False
        prices = parted.usable(known.prices[parted.groups.coupling])
        priced = parted.priced(prices)
        bound = parted.bound(prices, priced)
        if not np.isfinite(bound):
            return False
        self._bounded(bound)
        if self.wish.start is not None and keeps_all(self.arrays, self.wish.start):
            self._point(self.wish.start)
        if not self._met:
            self._repair(parted, priced, known.point)
        if self._met:
            relaxation = at_prices(parted, prices, priced, bound, None)
            self.best = replace(
                self.best,
                relaxation=relaxation,
                known=replace(known, prices=parted.row_prices(prices, priced)),
            )
        return self._met

    def _repair(self, parted: Parted, priced: Priced, before: NDArray[np.float64]) -> None:
        assert self.best.bound is not None
        target = Target(bound=self.best.bound, gap=self.wish.gap, until=self.until)
        x = repaired(parted, priced, before, target)
        if x is not None and keeps_all(self.arrays, x):
            self._point(x)
        self._clocked(target.until)

    def _clocked(self, until: float) -> None:
        """Take note where a stage went on until its time was up: the clock had a say in what it found."""
        self._by_clock |= time.monotonic() >= until

    def _known_of(self, parted: Parted) -> Known | None:
        """Return what a solve before this one left, None where there is none or it does not fit."""
        known, arrays = self.wish.known, parted.arrays
        fits = known is not None and len(known.prices) == arrays.rows
        return known if fits and known is not None and known.offers.shape[1] == arrays.columns else None

    def by_groups(self, parted: Parted, clusters: Cut | None) -> Answer:
        """Bound by groups priced apart, then plans near the prices, then the whole program.

        ``clusters`` are None of a large program, whose groups are priced by themselves.
        """
        wish = self.wish
        last = self.began + (self.until - self.began) * _RELAXATION_SHARE
        try:
            found = self._relaxed(parted, clusters, last)
        except ArithmeticError:  # nothing keeps the rows of some cluster
            return self._whole()
        self._clocked(last)
        if found.bound < least_worth(parted.arrays):
            return Answer(status=Status.IMPOSSIBLE, seconds=self._spent, message="no prices leave a plan")
        self._bounded(found.bound)
        if wish.start is not None and keeps_all(self.arrays, wish.start):
            self._point(wish.start)
        if found.impossible and not wish.brief and not self._met:
            return self._whole()
        if np.isfinite(found.bound):
            relaxation = as_relaxation(parted, found)
            self.best = replace(self.best, relaxation=relaxation, known=as_known(relaxation, found))
        few = int(self.arrays.whole.sum()) < _FEW_COLUMNS and not wish.brief
        if found.mix is not None and np.isfinite(found.bound) and not few and wish.plans:
            self._plans(parted, found)
        return self.answer() if self._met or wish.brief or not wish.plans else self._whole()

    def _plans(self, parted: Parted, found: Relaxed) -> None:
        """Look for plans near the fractional point (clusters are torn there), then near the prices."""
        assert found.mix is not None
        assert self.best.relaxation is not None
        assert self.best.relaxation.prices is not None
        if found.master is None:
            around_corner(parted, found, self.best.x, self.wish, lambda: self.until, self._point)
            self._clocked(self.until)
            if self._met:
                return
        if len(found.between) < len(parted.low):
            self._tied(parted, found, self.best.relaxation)
        self._windows(parted, found.mix.x, self.best.relaxation.prices, found.bound)
        for reach, share in zip(_REACHES, _SHARES, strict=True):
            if self._met or self.wish.brief or time.monotonic() > self.until:
                break
            self._near(parted, found, reach, share)

    def _tied(self, parted: Parted, found: Relaxed, relaxation: Relaxation) -> None:
        """Look for plans where groups are tied in clusters: what clusters decide first, then within them."""
        self._stage(shared_first, _SHARED_SHARE, parted, found)
        if self.best.x is None:
            self._near(parted, found, _TIED_REACHES[0], _TIED_SHARE)
        if self.best.x is None:
            until = time.monotonic() + (self.until - time.monotonic()) * _LONE_SHARE
            not_dear(self.arrays, relaxation, self.wish, until, self._over, self._point)
            self._clocked(min(until, self.until))
        if not self._met:
            self._stage(hubs_first, _SHARED_SHARE, parted, found)
        self._stage(by_zones, _ZONES_SHARE, parted, found)
        for reach in _TIED_REACHES:
            if not self._met:
                self._near(parted, found, reach, _TIED_SHARE)

    def _stage(self, stage: Stage, share: float, parted: Parted, found: Relaxed) -> None:
        """Let a stage look for plans for a share of the time left."""
        until = time.monotonic() + (self.until - time.monotonic()) * share
        stage(parted, found, self.best.x, self.wish, until, self._point)
        self._clocked(until)

    def _relaxed(self, parted: Parted, clusters: Cut | None, last: float) -> Relaxed:
        """Return the relaxation, or only a bound on the way there that the plan at hand is near enough to."""
        wish, workers = self.wish, self.wish.workers
        known = self._known_of(parted)
        if clusters is None and known is None:  # a large program
            found = relaxed_large(parted, wish.gap, last, self._bounded)
            if found is not None:
                return found
        blocks = blocks_of(parted, clusters or cut(parted), workers)
        if known is None:
            prices = first_prices(parted, last, wish.seed) if isinstance(blocks, GroupBlocks) else None
            return relaxed(blocks, wish.gap, last, wish.seed, workers, self._bounded, prices)
        prices = known.prices[parted.groups.coupling[blocks.rows]]
        given = prices, known.offers
        return relaxed(blocks, wish.gap, last, wish.seed, workers, self._bounded, *given, lambda: self._met)

    def by_whole_relaxation(self, parted: Parted) -> Answer:
        """Prices from HiGHS on the whole relaxation; the bound is still the sum over all columns at these."""
        last = self.began + (self.until - self.began) * _RELAXATION_SHARE
        relaxed = highs.relax(self.arrays, last - self.began, self.wish.workers)
        self._clocked(last)
        if relaxed.impossible:
            return Answer(status=Status.IMPOSSIBLE, seconds=self._spent, message="relaxation infeasible")
        bound = summed(self.arrays, relaxed)
        self._bounded(bound)
        if self.wish.start is not None and keeps_all(self.arrays, self.wish.start):
            self._point(self.wish.start)
        if np.isfinite(bound) and relaxed.x is not None and relaxed.prices is not None:
            self.best = replace(self.best, relaxation=replace(relaxed, bound=bound, summed=True))
            self._windows(parted, relaxed.x, relaxed.prices, bound, dives=False)
        return self.answer() if self._met else self._whole()

    def _windows(self, parted: Parted, x: Floats, prices: Floats, bound: float, dives: bool = True) -> None:
        """Look for plans by small programs around a fractional point, for a share of the time left.

        Without ``dives`` a plan at hand is bettered as it is: steps of a dive in a large relaxation are slow.
        """
        if self._met:
            return
        frame = parted.frame
        until = time.monotonic() + (self.until - time.monotonic()) * _WINDOWS_SHARE
        guide, known = guide_of(frame, x, prices, bound), self.best.x
        improve(frame, guide, known, self.wish, until, self._point, dives=dives)
        self._clocked(until)

    @property
    def _met(self) -> bool:
        gap = self.best.gap
        return gap is not None and gap <= self.wish.gap

    def _bounded(self, bound: float) -> None:
        if np.isfinite(bound) and (self.best.bound is None or bound < self.best.bound):
            self.best = replace(self.best, bound=bound, seconds=self._spent)
            self._report(self.best)

    def _point(self, x: Floats) -> None:
        objective = float(self.arrays.cost @ x)
        if self.best.objective is None or objective > self.best.objective:
            self.best = replace(
                self.best, x=x, objective=objective, status=Status.FEASIBLE, seconds=self._spent
            )
            if self._found is None:
                self._found = self._spent
            self._report(replace(self.best, relaxation=None, known=None))

    def _near(self, parted: Parted, found: Relaxed, reach: Reach, share: float) -> None:
        """Search the program near the prices for a share of the time left."""
        assert found.mix is not None
        size = max(abs(found.bound), 1.0)
        small = near(parted, found.priced, found.mix.x, size, reach, self.best.x)
        began = time.monotonic()
        start = None if self.best.x is None else small.forth(self.best.x)
        wish = replace(self.wish, start=start, seconds=(self.until - began) * share, patience=0.0)

        def heard(news: Answer) -> None:
            if news.x is not None:
                self._point(small.back(news.x))

        answer = highs.search(small.arrays, wish, began, heard, self.best.bound, self._over)
        self._clocked(min(began + wish.seconds, self.until))
        if answer.x is not None:
            self._point(small.back(answer.x))

    def _whole(self) -> Answer:
        """Search the whole program from the best point so far, for the time left."""
        known = self.best
        start = known.x if known.x is not None else self.wish.start
        wish = replace(self.wish, start=start, seconds=self.until - self.began, patience=0.0)

        def heard(news: Answer) -> None:
            if news.bound is not None and (self.best.bound is None or news.bound < self.best.bound):
                self.best = replace(self.best, bound=news.bound, bound_by=news.bound_by)
            if news.x is not None:
                self._point(news.x)
            else:
                self._report(replace(self.best, relaxation=None, known=None))

        answer = highs.search(self.arrays, wish, self.began, heard, over=self._over)
        self._clocked(self.until)
        if answer.status in (Status.IMPOSSIBLE, Status.FAILED) and self.best.x is None:
            return answer
        heard(answer)
        return self.answer(stopped=answer.stopped, message=answer.message)

    def answer(self, *, stopped: bool = False, message: str = "") -> Answer:
        known = self.best.known and replace(self.best.known, point=self.best.x)
        answer = replace(self.best, seconds=self._spent, stopped=stopped, message=message, known=known)
        return replace(answer, by_clock=self._by_clock).judged(self.wish.gap)
