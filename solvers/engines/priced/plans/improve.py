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

from solvers.engines.answer import Wish
from solvers.engines.priced.plans.choice import freed
from solvers.engines.priced.plans.dive import Dive
from solvers.engines.priced.plans.incumbent import Incumbent
from solvers.engines.priced.plans.loose import FIRST, tightened
from solvers.engines.priced.plans.small import Limits, quick

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from solvers.engines.priced.plans.frame import Frame
    from solvers.engines.priced.plans.guide import Guide
    from solvers.engines.priced.plans.part import Part
    from solvers.program.arrays import Arrays

    Floats = NDArray[np.float64]
    Bools = NDArray[np.bool_]

_USED, _WHOLE = 1e-6, 0.999
"""What counts as used, and as wholly used, of a start in the fractional point."""


@dataclass(frozen=True, kw_only=True)
class Reach:
    """How far a first search looks: starts and inclusions by what they may lose, as shares of the bound.

    ``few`` is how many campaigns the dive leaves undecided. ``all_start`` says that every campaign starts
    which the fractional point starts wholly: this guides well, but may leave some nowhere to go.
    """

    start: float
    item: float
    few: int
    all_start: bool


_REACHES = (
    Reach(start=3e-4, item=3e-5, few=0, all_start=False),
    Reach(start=1e-5, item=5e-6, few=1000, all_start=True),
    Reach(start=1e-4, item=1e-5, few=12, all_start=False),
    Reach(start=3e-4, item=5e-5, few=12, all_start=False),
    Reach(start=1e-3, item=1e-4, few=1000, all_start=False),
)
"""How far the first search looks, in turn, until there is a plan that is good enough for windows to go on.

At first the dive decides every start: that takes a fraction of the time of searching what a dive leaves.
"""
_AT_LEAST = 3
"""How many of them are tried in any case, a plan at hand or not: windows alone creep up from a poor one."""
_NEARLY = 1.5
"""Where the first dive's plan is short of the gap wished for by so much, small windows look at it first."""
_FEWEST_SLACK = 3e-4
"""The first search may stop this share of the bound short of its own bound: windows go on faster."""
_MANY_TORN = 100
"""Where the fractional point is of two minds about more campaigns, they are not made to start.

There a dive fails too often, and what fails takes long to prove it.
"""
_MANY_STARTS = 2000
"""Of more starts near the fractional point only those that it uses and as many of the nearest are free."""
_WIDTHS = (2, 3, 4, 6, 8)
"""Numbers of adjacent periods that a window frees, in turn."""
_TIGHT_REACHES = (
    Reach(start=1e-4, item=5e-5, few=1000, all_start=True),
    Reach(start=3e-3, item=3e-4, few=0, all_start=False),
)
"""How far it looks where money is spent to the last: its price is several times as high then, and so is what
starts and works lose at it. Nearly every dive ends where nothing fits, so that one search goes first."""
_BRIEF_EFFORT = 80
"""Effort of a brief first search where money is spent to the last: what it finds at all it finds within."""
_BRIEF_WIDTHS, _BRIEF_ROUNDS, _HELPED = 2, 2, 0.05
"""A brief search of a plan that lacks little frees so many widths, each as often at most; again only where
the round before bettered it by this share of what was missing. Far from the gap windows creep for minutes."""
_WINDOW_START, _WINDOW_ITEM = 1e-3, 3e-5
"""What starts and inclusions of windows may lose, as shares of the bound."""
_WIDER = (1.0, 10.0, 100.0, 1e9)
"""By how much what counts as near in windows widens where none helps any more."""
_DRAWN_NEAR = 0.1
"""The first of these for a plan that does not come from the prices: windows draw it to them first."""
_NO_LESS = 2e-5
"""It never stops further from it than this share of the bound."""
_FIRST_EFFORT, _EFFORT = 2000, 200
"""Effort of the first search and of a window; a window's grows with each round over all of a width."""
_WORTH_A_WINDOW = 0.02
"""Share of what is still to gain at which a window's search may stop short of its own bound."""


def improve(
    frame: Frame,
    guide: Guide,
    x: Floats | None,
    wish: Wish,
    until: float,
    report: Callable[[Floats], None],
    *,
    dives: bool = True,
) -> Floats | None:
    """Return the best point found before ``until``, a moment of ``time.monotonic()``.

    ``x`` is a point to begin from that keeps all rows, or None; ``report`` is told each better one. Stops
    where ``wish.gap`` to the guide's bound is met or nothing more is left to try. None where none was
    found. Without ``dives`` a point at hand is bettered by windows alone. The result depends on
    ``wish.seed`` and not on the machine, unless time runs out.
    """
    best = Incumbent(frame.arrays, report)
    if x is not None:
        best.offer(x)
    search = _Search(frame, guide, wish, until, best)
    begun = best.x is not None
    if begun and not dives:
        search.windows((_DRAWN_NEAR, *_WIDER))
        return best.x
    for number, reach in enumerate(search.reaches, 1):
        if search.over or search.first(reach) or ((begun or search.nearly) and number == _AT_LEAST):
            break
        if number == 1 and search.nearly and not (wish.brief and wish.tight):
            tightened(frame, guide, best, wish, until, FIRST)
    if best.x is not None and wish.brief and wish.tight:
        return best.x  # windows move money that is spent to the last: they take longest here and help least
    if best.x is not None and wish.brief:
        tightened(frame, guide, best, wish, until, FIRST)
        if search.nearly:
            search.briefly()
    elif best.x is not None:
        search.windows()
    return best.x


def search_once(
    frame: Frame, guide: Guide, wish: Wish, until: float, best: Incumbent, reach: Reach, effort: int
) -> None:
    """Search once near a guide's fractional point and offer what is found to ``best``."""
    _Search(frame, guide, wish, until, best).first(reach, effort)


def torn_part(frame: Frame, guide: Guide, reach: Reach) -> Part:
    """Return the part of what a guide's fractional point is of two minds about; the rest stands there."""
    search = _Search(frame, guide, Wish(), 0.0, Incumbent(frame.arrays, lambda x: None))
    return search.torn(reach)[0]


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
    def reaches(self) -> tuple[Reach, ...]:
        """How far first searches look, in turn."""
        return _TIGHT_REACHES if self._wish.tight else _REACHES

    @property
    def over(self) -> bool:
        """Whether time is up or the gap wished for is met."""
        return self._best.value >= self._enough or time.monotonic() >= self._until

    @property
    def nearly(self) -> bool:
        """Whether there is a plan that is short of the gap wished for by little."""
        short = self._guide.bound - self._best.value
        return short <= _NEARLY * self._wish.gap * self._guide.scale

    def torn(self, reach: Reach) -> tuple[Part, Floats, Bools]:
        """Return the part near the fractional point in which campaigns whose start is whole there keep it.

        Also the share of each campaign that starts, and whether it is kept, axis ``(campaign,)``.
        """
        point, starts = self._guide.point, self._starts
        total = np.bincount(self._whose, weights=point[starts], minlength=self._frame.campaigns).astype(float)
        most = np.zeros(self._frame.campaigns)
        np.maximum.at(most, self._whose, point[starts])
        kept = (most > _WHOLE) | (total < _USED)
        part = self._part(self._nearest(reach.start, ~kept), point, reach.item, kept)
        return part, total, kept

    def first(self, reach: Reach, effort: int = _FIRST_EFFORT) -> bool:
        """Search near the fractional point; campaigns whose start is whole there keep it.

        Return whether the first search is at its end: one that left something to search has found a better
        plan, or time is up.
        """
        part, total, kept = self.torn(reach)
        if reach.all_start and int((~kept).sum()) > _MANY_TORN:
            return False
        arrays = self._starting(part, (total > _WHOLE) & ~kept) if reach.all_start else part.arrays
        settled = self._dive(part, arrays, reach.few)
        before = self._best.changes
        if settled is not None:
            brief = self._wish.brief and self._wish.tight and reach.few > 0 and self._wish.start is None
            self._try(part, settled, min(effort, _BRIEF_EFFORT) if brief else effort, None, lean=brief)
        return (self._best.changes > before and reach.few > 0) or self.over

    def _nearest(self, reach: float, torn: Bools) -> Bools:
        """Return which starts are free of campaigns that the fractional point is of two minds about."""
        used = self._guide.point[self._starts] > _USED
        loss = np.where(torn[self._whose], self._loss, np.inf)
        if int((loss <= reach).sum()) > _MANY_STARTS:
            reach = min(reach, float(np.partition(loss, _MANY_STARTS)[_MANY_STARTS]))
        return used | (loss <= reach)

    def _starting(self, part: Part, forced: Bools) -> Arrays:
        """Return a part's arrays in which campaigns must start."""
        place = np.full(self._frame.arrays.rows, -1, dtype=np.int64)
        place[part.rows] = np.arange(len(part.rows))
        rows = place[self._frame.start_row[forced & (self._frame.start_row >= 0)]]
        low = part.arrays.row_low.copy()
        low[rows[rows >= 0]] = part.arrays.row_high[rows[rows >= 0]]
        return replace(part.arrays, row_low=low)

    def _dive(self, part: Part, arrays: Arrays, few: int) -> Arrays | None:
        """Return the arrays with most starts and openings decided by a dive; None where it got stuck."""
        labels, columns = self._frame.labels, part.columns
        decided = np.flatnonzero(labels.start[columns] | ((labels.campaign[columns] < 0) & arrays.whole))
        own = self._frame.campaigns + decided
        unit = np.where(labels.start[columns[decided]], labels.campaign[columns[decided]], own)
        return Dive(arrays, decided, unit, self._guide.point[columns]).run(few, self._until)

    def windows(self, widenings: tuple[float, ...] = _WIDER) -> None:
        """Free windows of periods until none helps, narrow ones first; then with more counting as near.

        It ends where no window of all periods with everything near helps any more.
        """
        periods = int(self._when.max(initial=0)) + 1
        random = np.random.default_rng(self._wish.seed)
        widths = (*(width for width in _WIDTHS if width < periods), periods)
        effort = _EFFORT
        for wider in widenings:
            at = 0
            while at < len(widths) and not self.over:
                before = self._best.changes
                self._sweep(widths[at], periods, effort, wider, random)
                at = at + 1 if self._best.changes == before else 0
                effort += _EFFORT

    def briefly(self) -> None:
        """Free narrow windows, again only where that has helped by a share of what was missing."""
        periods = int(self._when.max(initial=0)) + 1
        random = np.random.default_rng(self._wish.seed)
        for width in [one for one in _WIDTHS[:_BRIEF_WIDTHS] if one < periods]:
            for _ in range(_BRIEF_ROUNDS):
                before = self._best.value
                self._sweep(width, periods, _EFFORT, 1.0, random)
                if self.over or self._best.value - before <= _HELPED * (self._enough - before):
                    break

    def _sweep(
        self, width: int, periods: int, effort: int, wider: float, random: np.random.Generator
    ) -> None:
        """Free each window of a width once, in random order; half lies in the next."""
        step = max(width // 2, 1)
        firsts = np.arange(1 - step, periods - step, step) if width < periods else np.zeros(1, dtype=np.int64)
        for first in random.permutation(firsts):
            if self.over:
                return
            self._window(width, int(first), effort, wider)

    def _window(self, width: int, first: int, effort: int, wider: float) -> None:
        x = self._best.x
        assert x is not None
        inside = (self._when >= first) & (self._when < first + width)
        used = x[self._starts] > 0.5
        free = np.zeros(self._frame.campaigns, dtype=np.bool_)
        free[self._whose[used & inside]] = True
        started = np.zeros(self._frame.campaigns, dtype=np.bool_)
        started[self._whose[used]] = True
        free |= ~started
        near = used | (inside & free[self._whose] & (self._loss <= _WINDOW_START * wider))
        part = self._part(near, x, _WINDOW_ITEM * wider, ~free)
        self._try(part, part.arrays, effort, x[part.columns])

    def _part(self, near: Bools, point: Floats, item: float, kept: Bools) -> Part:
        mask = np.zeros(self._frame.arrays.columns, dtype=np.bool_)
        mask[self._starts[near]] = True
        return freed(
            self._frame,
            self._guide,
            mask,
            point,
            min(item * self._guide.scale, np.finfo(np.float64).max),
            kept,
        )

    def _try(
        self, part: Part, arrays: Arrays, effort: int, start: Floats | None, *, lean: bool = False
    ) -> None:
        """Search a part and offer what is found."""
        if not part.possible or not arrays.columns:
            return
        least = max(self._guide.bound - self._best.value, 0.0) if start is not None else 0.0
        limits = Limits(
            slack=min(_WORTH_A_WINDOW * least, _NO_LESS * self._guide.scale),
            enough=self._enough - part.constant,
            effort=effort,
            until=self._until,
            seed=self._wish.seed % 2**31,
            lean=lean,
        )
        if start is None:
            limits = replace(limits, slack=max(0.2 * self._wish.gap, _FEWEST_SLACK) * self._guide.scale)
        found = quick(arrays, limits, start, lambda z: self._hear(part, z))
        if found.x is not None:
            self._best.offer(part.whole(found.x))

    def _hear(self, part: Part, z: Floats) -> None:
        self._best.offer(part.whole(z))
