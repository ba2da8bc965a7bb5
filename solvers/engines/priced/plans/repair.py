"""The plan of a solve before put onto changed arrays: starts stand where they can, the rest gives way.

With the starts standing, what may be left out and all that follows make a linear program that is torn in a
few places only: rounded one after another they leave a plan that is nearly as good as the old one, whatever
changed. Where starts have nowhere to stand, or break rows with what must be done, those that use these rows
are free to move, as far as they lose little by the prices. Then small windows look where most is left lying.
Where nearly all would have to move there is nothing left to stand, and no repair.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from solvers.engines.answer import Wish
from solvers.engines.priced.plans.around import around
from solvers.engines.priced.plans.guide import guide_of
from solvers.engines.priced.plans.incumbent import Incumbent
from solvers.engines.priced.plans.loose import FIRST, tightened
from solvers.engines.priced.plans.open_part import open_part
from solvers.engines.priced.plans.rounding import Rounding
from solvers.engines.priced.plans.small import Limits, Relaxed, quick

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from solvers.engines.priced.plans.open_part import OpenPart
    from solvers.engines.priced.pricing import Parted, Priced

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Bools = NDArray[np.bool_]

_USED = 0.5
"""From what share on a start of the plan before counts."""
_BROKEN = 1e-6
"""By how much a row counts as broken, relative to its use or 1."""
_FEW = 12
"""Groups that a row ties at most for them to move together."""
_REACH = 1e-3
"""What starts that are free to move may lose, as a share of the bound."""
_MANY_STARTS = 3000
"""Of starts that are free to move at most so many are."""
_LOOSE = 30
"""How many columns stay free beside those torn while these are rounded."""
_WHOLE = 1e-6
"""How near to a whole number an item counts as whole."""
_MANY_ITEMS, _EFFORT, _SHORT = 400, 30, 0.02
"""Where rounding ends without a point: how many items are searched, with which effort, and at which share of
the gap wished for the search may stop short of its own bound."""
_MOST_MOVING = 0.5
"""Share of the campaigns that may move in a repair by rounding: where a row that all use is broken, such as a
fund's, those who look for plans anew round the whole relaxation instead, sooner and nearer to the bound."""
_NEARLY = 1.25
"""How far from the bound, against the gap wished for, a plan may be for small windows to look at it."""
_GAINS = 1e-9
"""What starting has to gain, as a share of the bound, for a group that stood nowhere to move."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Target:
    """What a plan has to come to.

    ``bound`` is what no plan is worth more than, ``gap`` the relative gap at which a plan is near enough,
    ``until`` a moment of ``time.monotonic()``.
    """

    bound: float
    gap: float
    until: float

    @property
    def scale(self) -> float:
        """What gaps and shares are measured by: the bound's size, at least 1."""
        return max(abs(self.bound), 1.0)

    @property
    def enough(self) -> float:
        """Worth at which a plan is near enough."""
        return self.bound - self.gap * self.scale

    @property
    def nearly(self) -> float:
        """Worth from which small windows may make it near enough."""
        return self.bound - _NEARLY * self.gap * self.scale


def repaired(parted: Parted, priced: Priced, before: Floats, target: Target) -> Floats | None:
    """Return a point near ``before`` that keeps all rows, whole where it must be; None where none was found.

    ``before`` has axis ``(column,)`` and may break rows; ``priced`` are the groups at the prices of the
    bound. At first only starts without a place move; where that breaks rows, those too that use them. Then
    small windows better what was found, where it is not enough.
    """
    stands = _standing(parted, before)
    moving = (stands < 0) & (parted.groups.must | (priced.best > _GAINS * target.scale))
    best = Incumbent(parted.arrays, lambda x: None)
    _offer(best, _tried(parted, priced, before, stands, moving, target))
    if best.value >= target.enough:
        return best.x
    prices = parted.row_prices(priced.prices, priced)
    guide = guide_of(parted.frame, before, prices, target.bound)
    stand = True
    if best.x is None:
        moving = moving | _concerned(parted, before, moving)
        campaigns = _campaigns(parted, moving)
        stand = float(campaigns.mean()) <= _MOST_MOVING
        around(parted.frame, guide, before, campaigns, target.gap, target.until, best)
    if best.x is None and stand:
        _offer(best, _tried(parted, priced, before, stands, moving, target))
    if best.value >= target.nearly:
        tightened(parted.frame, guide, best, Wish(gap=target.gap), target.until, FIRST)
    return best.x


def _offer(best: Incumbent, x: Floats | None) -> None:
    if x is not None:
        best.offer(x)


def _campaigns(parted: Parted, moving: Bools) -> Bools:
    """Return the campaigns of some groups, axis ``(campaign,)``."""
    found = np.zeros(parted.frame.campaigns, dtype=np.bool_)
    options = parted.groups.option[moving[parted.groups.group]]
    found[parted.labels.campaign[options]] = True
    return found


def _standing(parted: Parted, before: Floats) -> Ints:
    """Return the option at which each group stands, −1 where at none: the first open one that it used."""
    groups = parted.groups
    stands = np.full(groups.count, -1, dtype=np.int64)
    used = (before[groups.option] > _USED) & (parted.arrays.high[groups.option] > _USED)
    places = np.flatnonzero(used)[::-1]
    stands[groups.group[places]] = places
    return stands


def _concerned(parted: Parted, before: Floats, moving: Bools) -> Bools:
    """Say which groups use rows that the point breaks, or share a narrow row with one that moves.

    Rows that broken rows touch through numbers that need not be whole, as money drawn, count as broken.
    """
    arrays, groups = parted.arrays, parted.groups
    used: Floats = np.asarray(parted.rows @ before)
    size = _BROKEN * (1.0 + np.abs(used))
    broken = (used > parted.high + size) | (used < parted.low - size)
    linked = np.zeros(arrays.columns, dtype=np.bool_)
    row = np.repeat(np.arange(len(parted.low)), np.diff(parted.rows.indptr))
    column = parted.rows.indices
    linked[column[broken[row] & ~arrays.whole[column]]] = True
    broken[row[linked[column]]] = True
    owner = _owners(parted)
    of = owner[column]
    pairs = np.sort((row * (groups.count + 1) + of)[of >= 0])  # as np.unique, whose hashing takes longer
    pairs = pairs[np.diff(pairs, prepend=-1) > 0]
    tied = np.bincount(pairs // (groups.count + 1), minlength=len(parted.low))
    touched = np.bincount(row[of >= 0], weights=moving[of[of >= 0]], minlength=len(parted.low)) > 0
    narrow = (tied <= _FEW) & touched
    found = np.zeros(groups.count, dtype=np.bool_)
    uses = (of >= 0) & ((broken[row] & (before[column] > _USED)) | narrow[row])
    found[of[uses]] = True
    return found


def _owners(parted: Parted) -> Ints:
    """Return the group of each column, −1 of none, axis ``(column,)``."""
    groups = parted.groups
    owner = np.full(parted.arrays.columns, -1, dtype=np.int64)
    owner[groups.option] = groups.group
    owner[groups.item] = groups.group[groups.choice_option[groups.choice]]
    return owner


def _tried(
    parted: Parted,
    priced: Priced,
    before: Floats,
    stands: Ints,
    moving: Bools,
    target: Target,
) -> Floats | None:
    """Return a point in which groups begin where they stand but for those that move; None where none is."""
    groups = parted.groups
    loss = priced.best[groups.group] - priced.value
    loss[(parted.arrays.high[groups.option] <= _USED) | np.isnan(loss)] = np.inf
    standing = np.zeros(len(loss), dtype=np.bool_)
    standing[stands[stands >= 0]] = True
    moves = moving[groups.group]
    free = (moves & standing) | _least(np.where(moves, loss, np.inf), target.scale, _MANY_STARTS)
    part = open_part(parted, priced, before, standing, free)
    if part is None:
        return None
    relaxed = Relaxed(part.arrays, np.clip(before[part.columns], part.arrays.low, part.arrays.high))
    if not relaxed.solve():
        return None
    rounding = Rounding(relaxed)
    if not rounding.settle(part.starts, len(part.starts)) or not rounding.settle(part.others, _LOOSE):
        return None
    found = with_items(part, relaxed, target)
    return None if found is None else np.where(parted.arrays.whole, np.rint(found), found)


def with_items(part: OpenPart, relaxed: Relaxed, target: Target) -> Floats | None:
    """Return a point of the whole in which items are whole too; None where none was found.

    Rounding ends where two rows pull at the last torn item, as a fund's limit and the least that must be
    reached; then items that lose little are searched together.
    """
    corner, reduced = relaxed.x, relaxed.reduced
    low, high = relaxed.low.copy(), relaxed.high.copy()
    if Rounding(relaxed).settle(part.items, _LOOSE):
        return part.point(relaxed.x)
    whole = np.abs(corner[part.items] - np.rint(corner[part.items])) <= _WHOLE
    dear = np.argsort(np.where(whole, np.abs(reduced[part.items]), -1.0), kind="stable")[_MANY_ITEMS:]
    fixed = part.items[dear][whole[dear]]
    low[fixed] = high[fixed] = np.rint(corner[fixed])
    limits = Limits(
        slack=_SHORT * target.gap * target.scale,
        enough=target.enough - part.constant,
        effort=_EFFORT,
        until=target.until,
    )
    found = quick(replace(part.arrays, low=low, high=high), limits, None, lambda z: None)
    return None if found.x is None else part.point(found.x)


def _least(loss: Floats, scale: float, most: int) -> Bools:
    """Mark what loses little, at most so many that lose least."""
    within = loss <= _REACH * scale
    if int(within.sum()) > most:
        within = np.zeros(len(loss), dtype=np.bool_)
        within[np.argsort(loss, kind="stable")[:most]] = True
    return within
