"""From a fractional point to a plan, and from a plan to better ones, by small programs.

First the relaxation of what lies near the fractional point decides one start after another; what it leaves
is searched whole. Then windows: all that starts in a few adjacent periods is free, within them, while the
rest stands; each is a small program, for few rows are tight in a few periods. Windows grow where none
helps any more.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from solvers.priced.choice import freed
from solvers.priced.dive import dive
from solvers.priced.small import Limits, quick

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    from solvers.engines.answer import Wish
    from solvers.priced.frame import Frame
    from solvers.priced.guide import Guide
    from solvers.priced.part import Part
    from solvers.program.arrays import Arrays

    Floats = NDArray[np.float64]
    Bools = NDArray[np.bool_]

_USED, _WHOLE = 1e-6, 0.999
"""What counts as used, and as wholly used, of a start in the fractional point."""
_KEEPS = 1e-6
"""By how much a point may break rows, absolutely: HiGHS's own tolerance, and some for adding up."""
_CLEARLY = 1e-9
"""How much better a point must be, as a share of the bound, to count as better."""


@dataclass(frozen=True, kw_only=True)
class Reach:
    """How far a first search looks: starts and inclusions by what they may lose, as shares of the bound.

    ``few`` is how many campaigns the dive leaves undecided.
    """

    start: float
    item: float
    few: int


_REACHES = (
    Reach(start=1e-4, item=1e-5, few=12),
    Reach(start=3e-4, item=5e-5, few=20),
    Reach(start=1e-3, item=1e-4, few=1000),
)
"""How far the first search looks, in turn, until there is a plan."""
_WIDTHS = (2, 3, 4, 6, 8)
"""Numbers of adjacent periods that a window frees, in turn."""
_WINDOW_START, _WINDOW_ITEM = 1e-3, 3e-5
"""What starts and inclusions of windows may lose, as shares of the bound."""
_FIRST_EFFORT, _EFFORT = 2000, 200
"""Effort of the first search and of a window; a window's doubles with each round over all of them."""
_WORTH_A_WINDOW = 0.02
"""Share of what is still to gain at which a window's search may stop short of its own bound."""


class Incumbent:
    """The best point so far; it changes only for a better one that keeps all rows."""

    def __init__(self, arrays: Arrays, report: Callable[[Floats], None]) -> None:
        self._arrays, self._report = arrays, report
        self.x: Floats | None = None
        self.value = -np.inf
        self.changes = 0

    def offer(self, x: Floats) -> bool:
        """Take a point, its whole columns rounded, if it is better and keeps rows; say whether."""
        arrays = self._arrays
        x = np.where(arrays.whole, np.rint(x), x)
        value = float(arrays.cost @ x)
        margin = _CLEARLY * max(abs(self.value), 1.0) if self.x is not None else 0.0
        if not value > self.value + margin or arrays.infeasibility(x) > _KEEPS:
            return False
        self.x, self.value = x, value
        self.changes += 1
        self._report(x)
        return True


def improve(
    frame: Frame,
    guide: Guide,
    x: Floats | None,
    wish: Wish,
    until: float,
    report: Callable[[Floats], None],
) -> Floats | None:
    """Return the best point found before ``until``, a moment of ``time.monotonic()``.

    ``x`` is a point to begin from that keeps all rows, or None; ``report`` is told each better one. Stops
    where ``wish.gap`` to the guide's bound is met or nothing more is left to try. None where none was
    found. The result depends on ``wish.seed`` and not on the machine, unless time runs out.
    """
    best = Incumbent(frame.arrays, report)
    if x is not None:
        best.offer(x)
    search = _Search(frame, guide, wish, until, best)
    if best.x is None:
        for reach in _REACHES:
            if search.first(reach):
                break
    if best.x is not None:
        search.windows()
    return best.x


class _Search:
    """One run of ``improve``."""

    def __init__(self, frame: Frame, guide: Guide, wish: Wish, until: float, best: Incumbent) -> None:
        self._frame, self._guide, self._best = frame, guide, best
        self._wish, self._until = wish, until
        self._enough = guide.bound - wish.gap * guide.scale
        starts = np.flatnonzero(frame.labels.start)
        self._starts, self._whose = starts, frame.labels.campaign[starts]
        self._when = frame.labels.period[starts]
        self._loss = guide.loss[starts] / guide.scale

    @property
    def over(self) -> bool:
        """Whether time is up or the gap wished for is met."""
        return self._best.value >= self._enough or time.monotonic() >= self._until

    def first(self, reach: Reach) -> bool:
        """Search near the fractional point; campaigns whose start is whole there keep it.

        Return whether the first search is at its end: there is a plan, or time is up.
        """
        point, starts = self._guide.point, self._starts
        total = np.bincount(self._whose, weights=point[starts], minlength=self._frame.campaigns)
        most = np.zeros(self._frame.campaigns)
        np.maximum.at(most, self._whose, point[starts])
        kept = (most > _WHOLE) | (total < _USED)
        near = (self._loss <= reach.start) | (point[starts] > _USED)
        part = self._part(near, point, reach.item, kept)
        labels, columns = self._frame.labels, part.columns
        free = np.flatnonzero(labels.start[columns])
        arrays, settled = dive(part.arrays, free, labels.campaign[columns[free]], reach.few)
        for _ in range(2):
            self._try(part, arrays, _FIRST_EFFORT, None)
            if not settled or self._best.x is not None or self.over:
                break
            arrays, settled = part.arrays, False
        return self._best.x is not None or self.over

    def windows(self) -> None:
        """Free windows of periods, one after another, until none of any width helps."""
        tried: dict[tuple[int, int], int] = {}
        effort = _EFFORT
        for width, first in self._order():
            if self.over:
                return
            if tried.get((width, first)) == self._best.changes:
                if all(changes == self._best.changes for changes in tried.values()):
                    return
                continue
            self._window(width, first, effort)
            tried[width, first] = self._best.changes

    def _order(self) -> Iterator[tuple[int, int]]:
        """Yield (width, first period) of windows, narrow ones first; a width again while it helps."""
        periods = int(self._when.max(initial=0)) + 1
        random = np.random.default_rng(self._wish.seed)
        while True:
            for width in _WIDTHS:
                before = -1
                while before != self._best.changes:
                    before = self._best.changes
                    firsts = np.arange(1 - width // 2, periods - width // 2, max(width // 2, 1))
                    for first in random.permutation(firsts):
                        yield width, int(first)

    def _window(self, width: int, first: int, effort: int) -> None:
        x = self._best.x
        assert x is not None
        inside = (self._when >= first) & (self._when < first + width)
        used = x[self._starts] > 0.5
        free = np.zeros(self._frame.campaigns, dtype=np.bool_)
        free[self._whose[used & inside]] = True
        started = np.zeros(self._frame.campaigns, dtype=np.bool_)
        started[self._whose[used]] = True
        free |= ~started
        near = used | (inside & free[self._whose] & (self._loss <= _WINDOW_START))
        part = self._part(near, x, _WINDOW_ITEM, ~free)
        self._try(part, part.arrays, effort, x[part.columns])

    def _part(self, near: Bools, point: Floats, item: float, kept: Bools) -> Part:
        mask = np.zeros(self._frame.arrays.columns, dtype=np.bool_)
        mask[self._starts[near]] = True
        return freed(self._frame, self._guide, mask, point, item * self._guide.scale, kept)

    def _try(self, part: Part, arrays: Arrays, effort: int, start: Floats | None) -> None:
        """Search a part and offer what is found."""
        if not part.possible or not arrays.columns:
            return
        least = max(self._guide.bound - self._best.value, 0.0) if start is not None else 0.0
        limits = Limits(
            slack=max(_WORTH_A_WINDOW * least, 1e-7 * self._guide.scale),
            enough=self._enough - part.constant,
            effort=effort,
            until=self._until,
            seed=self._wish.seed % 2**31,
        )
        if start is None:
            limits = replace(limits, slack=0.2 * self._wish.gap * self._guide.scale)
        found = quick(arrays, limits, start, lambda z: self._hear(part, z))
        if found.x is not None:
            self._best.offer(part.whole(found.x))

    def _hear(self, part: Part, z: Floats) -> None:
        self._best.offer(part.whole(z))
