"""Windows over clusters of campaigns: two or three zones decide their years and starts anew, the rest stands.

Where a zone's year decides for all its campaigns, no window of a few periods or of a few campaigns gets far:
what leaves a year has to leave together. So a window frees whole clusters, in all periods. Which clusters are
freed together is drawn: those that lose much at the prices, those that come near a row that is not used up,
or those beside one another. Each way of drawing is taken the more often the more it has helped.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from solvers.engines.priced.clusters import cut
from solvers.engines.priced.plans.choice import freed
from solvers.engines.priced.plans.guide import guide_of
from solvers.engines.priced.plans.incumbent import Incumbent
from solvers.engines.priced.plans.lying import Lying
from solvers.engines.priced.plans.small import Limits, quick

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from solvers.engines.answer import Wish
    from solvers.engines.priced.generation import Relaxed
    from solvers.engines.priced.plans.frame import Frame
    from solvers.engines.priced.plans.guide import Guide
    from solvers.engines.priced.pricing import Parted

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Bools = NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True)
class Size:
    """How large windows are: clusters are freed until they are so many ``campaigns``; ``effort`` of a search.

    A size is left after so many ``misses``, windows after one another that did not help.
    """

    campaigns: int
    effort: int
    misses: int


SIZES = (
    Size(campaigns=6, effort=40, misses=8),
    Size(campaigns=12, effort=60, misses=16),
    Size(campaigns=20, effort=100, misses=60),
)
"""Sizes in turn."""
_START, _ITEM = 3e-5, 1e-5
"""What starts and inclusions of windows may lose, as shares of the bound."""
_ITEM_OF_REST = 0.01
"""What inclusions may lose in any case, as a share of what is still to gain.

Money of a fund that few works may have is left where only works are open that lose nothing: one that loses
a hundredth of what is missing, but spends it, is a gain.
"""
_IDLE = 0.002
"""Share of what is still to gain that a campaign without a start must be worth to be free in every window."""
_SHORT = 0.02
"""Share of what is still to gain at which a window's search may stop short of its own bound."""
_FORGETS, _AT_LEAST = 0.9, 0.1
"""What is kept of a way's merit at each window; the least share of windows that any way gets."""
_HOPED, _LEAST = 0.01, 1e-4
"""What a way is thought to gain before it was tried, and at least, as a share of what is still to gain."""
_DRAWN = 2.0
"""How much more likely clusters are drawn that lose much: the mean loss counts as one share of so many."""


def by_zones(
    parted: Parted,
    found: Relaxed,
    begin: Floats | None,
    wish: Wish,
    until: float,
    report: Callable[[Floats], None],
) -> None:
    """Report plans better than ``begin`` that windows over clusters find; none where it is None.

    Stops at ``until``, a moment of ``time.monotonic()``, where ``wish.gap`` to the relaxation's bound is met,
    or where windows of the largest size do not help. What is found depends on ``wish.seed`` and not on the
    machine, unless time runs out.
    """
    if begin is None:
        return
    assert found.mix is not None
    frame = parted.frame
    guide = guide_of(frame, found.mix.x, parted.row_prices(found.prices, found.priced), found.bound)
    best = Incumbent(parted.arrays, report)
    best.offer(begin)
    starts = np.flatnonzero(frame.labels.start)
    cluster = np.full(frame.campaigns, -1, dtype=np.int64)
    cluster[frame.labels.campaign[starts]] = cut(parted).cluster[starts]
    search = _Search(frame, guide, wish, until, best, cluster)
    for size in SIZES:
        search.run(size)


class _Search:
    def __init__(
        self, frame: Frame, guide: Guide, wish: Wish, until: float, best: Incumbent, cluster: Ints
    ) -> None:
        self._frame, self._guide, self._best, self._until = frame, guide, best, until
        self._cluster, self._count = cluster, int(cluster.max(initial=-1)) + 1
        self._members = np.bincount(cluster[cluster >= 0], minlength=self._count)
        self._enough = guide.bound - wish.gap * guide.scale
        self._lying = Lying(frame, guide)
        self._starts = np.flatnonzero(frame.labels.start)
        self._whose = frame.labels.campaign[self._starts]
        self._close = guide.loss[self._starts] <= _START * guide.scale
        self._random = np.random.default_rng(wish.seed)
        self._ways = (self._losing, self._at_a_row, self._beside)
        self._merit = np.full(len(self._ways), _HOPED)
        self._seed = wish.seed % 2**31

    @property
    def _over(self) -> bool:
        return self._best.value >= self._enough or time.monotonic() >= self._until

    def run(self, size: Size) -> None:
        """Search windows of a size until so many after one another did not help."""
        missed = 0
        while missed < size.misses and not self._over:
            share = _AT_LEAST + (1 - _AT_LEAST * len(self._ways)) * self._merit / self._merit.sum()
            way = int(self._random.choice(len(self._ways), p=share))
            before = self._best.value
            self._window(self._ways[way](), size)
            gained = (self._best.value - before) / (self._guide.bound - before)
            missed = 0 if gained > 0 else missed + 1
            self._merit = _FORGETS * self._merit + (1 - _FORGETS) * _LEAST
            self._merit[way] += (1 - _FORGETS) * gained

    def _losses(self) -> Floats:
        """Return how likely each cluster is drawn for what its campaigns lose, axis ``(cluster,)``."""
        assert self._best.x is not None
        lost = self._lying.of_campaigns(self._best.x)
        there = self._cluster >= 0
        found = np.bincount(self._cluster[there], weights=lost[there], minlength=self._count)
        likely: Floats = found + found.mean() / _DRAWN + 1e-12
        return likely

    def _ordered(self, weight: Floats) -> Ints:
        """Return clusters in an order drawn by weight."""
        return np.argsort(self._random.exponential(size=self._count) / weight, kind="stable")

    def _losing(self) -> Ints:
        return self._ordered(self._losses())

    def _at_a_row(self) -> Ints:
        """Return clusters in order of how much they use a row that is not used up, with some chance."""
        assert self._best.x is not None
        left = np.maximum(self._lying.of_rows(self._best.x), 0.0)
        if not left.sum() > 0:
            return self._losing()
        row = int(self._random.choice(len(left), p=left / left.sum()))
        start = self._lying.starts_at(np.array([row]))
        start = start[self._guide.loss[start] <= _START * self._guide.scale]
        of = self._cluster[self._frame.labels.campaign[start]]
        weight = np.bincount(of[of >= 0], minlength=self._count) * self._losses()
        return self._ordered(weight + 1e-9 * (1.0 + weight.sum()))

    def _beside(self) -> Ints:
        """Return a cluster that loses much and those nearest to it in the order of campaigns."""
        first = int(self._random.choice(self._count, p=self._losses() / self._losses().sum()))
        return np.argsort(np.abs(np.arange(self._count) - first), kind="stable")

    def _window(self, order: Ints, size: Size) -> None:
        frame, guide, x = self._frame, self._guide, self._best.x
        assert x is not None
        held = np.cumsum(self._members[order]) - self._members[order]
        within = np.zeros(self._count, dtype=np.bool_)
        within[order[held < size.campaigns]] = True
        free = np.append(within, False)[self._cluster]
        used = x[self._starts] > 0.5
        idle = guide.best > _IDLE * (guide.bound - self._best.value)
        idle[self._whose[used]] = False
        free |= idle
        near = np.zeros(frame.arrays.columns, dtype=np.bool_)
        near[self._starts[used | (self._close & free[self._whose])]] = True
        rest = guide.bound - self._best.value
        item = max(_ITEM * guide.scale, _ITEM_OF_REST * rest)
        part = freed(frame, guide, near, x, item, ~free)
        if not part.possible or not part.arrays.columns:
            return
        limits = Limits(
            slack=_SHORT * rest,
            enough=self._enough - part.constant,
            effort=size.effort,
            until=self._until,
            seed=self._seed,
        )
        found = quick(part.arrays, limits, x[part.columns], lambda z: None)
        if found.x is not None:
            self._best.offer(part.whole(found.x))
