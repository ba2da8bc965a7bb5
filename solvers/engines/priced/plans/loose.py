"""Windows around what a plan leaves lying: rows not used up, campaigns that get less than best.

What a plan falls short of the bound is the sum of what is left of each row, at its price, and of what each
campaign loses at the prices. In a large program nearly all of it lies in a few places. So each window frees
what is near one of these places, the dearest first, and nothing else.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from solvers.engines.priced.plans.choice import freed
from solvers.engines.priced.plans.lying import Lying
from solvers.engines.priced.plans.small import Limits, quick

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from solvers.engines.answer import Wish
    from solvers.engines.priced.plans.frame import Frame
    from solvers.engines.priced.plans.guide import Guide
    from solvers.engines.priced.plans.incumbent import Incumbent
    from solvers.engines.priced.plans.part import Part

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Bools = NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True)
class Level:
    """What a window frees: starts and inclusions that lose so much, in what a campaign is worth on average.

    ``starts`` is how many of them at most, ``effort`` how long a window is searched, ``misses`` how many
    windows after one another may help little before the level is at its end (None: any number). A plan whose
    gap is more than ``near`` times the gap wished for is not looked at (None: any is), and none any more once
    its gap is less than ``far`` times that.
    """

    start: float
    item: float
    starts: int
    effort: int
    misses: int | None = None
    near: float | None = None
    far: float = 1.0


LEVELS = (
    Level(start=0.03, item=0.002, starts=400, effort=60),
    Level(start=0.1, item=0.005, starts=800, effort=200),
    Level(start=0.3, item=0.01, starts=1600, effort=600),
    Level(start=1.0, item=0.03, starts=3200, effort=2000),
)
"""Levels in turn: a place is left at one once its window does not help."""
FIRST = (
    Level(start=0.03, item=0.002, starts=40, effort=20, misses=6),
    Level(start=0.1, item=0.01, starts=120, effort=40, misses=6, near=1.05),
)
"""A first look: windows that take a few hundredths of a second each; wider ones where hardly anything is
missing, which a first search would take half a second to find."""
_WORTH_A_WINDOW = 0.02
"""Share of what is still to gain that a place must leave lying to be looked at."""
_SHORT = 0.05
"""Share of what is still to gain at which a window's search may stop short of its own bound."""
_HELPS = 0.1
"""Share of what is missing to the gap wished for from which a window has not helped little."""
_OPTIONS = 3
"""Of a campaign that gets less than its best, the best so many options say which rows are in its way."""


def tightened(
    frame: Frame,
    guide: Guide,
    best: Incumbent,
    wish: Wish,
    until: float,
    levels: tuple[Level, ...] = LEVELS,
) -> None:
    """Better a plan before ``until``, a moment of ``time.monotonic()``; ``best`` holds one to begin from.

    Stops where ``wish.gap`` to the guide's bound is met or no place is left where a window helps. The result
    depends on ``wish.seed`` and not on the machine, unless time runs out.
    """
    search = _Search(frame, guide, wish, until, best)
    for level in levels:
        search.run(level)


class _Search:
    def __init__(self, frame: Frame, guide: Guide, wish: Wish, until: float, best: Incumbent) -> None:
        self._frame, self._guide, self._best, self._until = frame, guide, best, until
        self._seed = wish.seed % 2**31
        self._gap = wish.gap * guide.scale
        self._enough = guide.bound - self._gap
        labels = frame.labels
        self._starts = np.flatnonzero(labels.start)
        self._whose = labels.campaign[self._starts]
        self._loss = guide.loss[self._starts]
        paying = guide.best[guide.best > 0]
        self._worth = float(paying.mean()) if len(paying) else 1.0
        self._place = np.full(frame.arrays.columns, -1, dtype=np.int64)
        self._place[self._starts] = np.arange(len(self._starts))
        self._left = Lying(frame, guide)

    def run(self, level: Level) -> None:
        """Look at one place after another, the dearest first, until none is left at which a window helps."""
        if level.near is not None and self._guide.bound - self._best.value > level.near * self._gap:
            return
        enough = self._guide.bound - level.far * self._gap
        tried = np.zeros(self._frame.arrays.rows + self._frame.campaigns, dtype=np.bool_)
        missed = 0
        while self._best.value < enough and time.monotonic() < self._until:
            if level.misses is not None and missed >= level.misses:
                return
            lying = np.where(tried, 0.0, self._lying())
            place = int(np.argmax(lying))
            if lying[place] <= _WORTH_A_WINDOW * (self._guide.bound - self._best.value):
                return
            before, value = self._best.changes, self._best.value
            self._window(place, level)
            tried[place] = self._best.changes == before
            helped = self._best.value - value >= _HELPS * (self._enough - value)
            missed = 0 if helped else missed + 1

    def _lying(self) -> Floats:
        """Return what every row and every campaign leaves lying, axis ``(row or campaign,)``."""
        x = self._best.x
        assert x is not None
        return np.append(self._left.of_rows(x), self._left.of_campaigns(x))

    def _window(self, place: int, level: Level) -> None:
        frame, x = self._frame, self._best.x
        assert x is not None
        reach = level.start * self._worth
        used = x[self._starts] > 0.5
        close = used | (self._loss <= reach)
        free = self._nearest(self._rows_at(place), close, level.starts)
        idle = self._guide.best > 0
        idle[self._whose[used]] = False
        free |= idle
        if place >= frame.arrays.rows:
            free[place - frame.arrays.rows] = True
        near = np.zeros(frame.arrays.columns, dtype=np.bool_)
        near[self._starts[used | (close & free[self._whose])]] = True
        part = freed(frame, self._guide, near, x, level.item * self._worth, ~free)
        if not part.possible or not part.arrays.columns:
            return
        limits = Limits(
            slack=_SHORT * (self._guide.bound - self._best.value),
            enough=self._enough - part.constant,
            effort=level.effort,
            until=self._until,
            seed=self._seed,
        )
        found = quick(part.arrays, limits, x[part.columns], lambda z: self._hear(part, z))
        if found.x is not None:
            self._best.offer(part.whole(found.x))

    def _hear(self, part: Part, z: Floats) -> None:
        self._best.offer(part.whole(z))

    def _rows_at(self, place: int) -> Ints:
        """Return the rows in the way at a place: of a campaign those that its best options need."""
        frame = self._frame
        rows = frame.arrays.rows
        if place < rows:
            return np.array([place])
        own = np.flatnonzero(self._whose == place - rows)
        best = self._starts[own[np.argsort(self._loss[own], kind="stable")][:_OPTIONS]]
        columns = np.flatnonzero(np.isin(frame.option, frame.option[best]))
        needed: Ints = np.unique(frame.by_column[:, columns].indices)
        in_the_way: Ints = needed[self._left.priced[needed] != 0]
        return in_the_way

    def _nearest(self, rows: Ints, close: Bools, most: int) -> Bools:
        """Return the campaigns that come near rows, the nearest first, up to so many close starts."""
        frame, free = self._frame, np.zeros(self._frame.campaigns, dtype=np.bool_)
        start = self._place[self._left.starts_at(rows)]
        start = start[close[start]]
        order = start[np.argsort(self._loss[start], kind="stable")]
        whose, first = np.unique(self._whose[order], return_index=True)
        whose = whose[np.argsort(first)]
        count = np.bincount(self._whose[close], minlength=frame.campaigns)
        free[whose[np.cumsum(count[whose]) <= most]] = True
        return free
