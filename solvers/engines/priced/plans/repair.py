"""The plan of a solve before put onto changed arrays: starts stand where they can, the rest gives way.

With the starts standing, what may be left out and all that follows make a linear program that is torn in a
few places only: rounded one after another they leave a plan that is nearly as good as the old one, whatever
changed. Where starts have nowhere to stand, or break rows with what must be done, those that use these rows
are free to move, as far as they lose little by the prices. Then starts move one by one while that gains.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from solvers.engines.priced.plans.open_part import OpenPart, open_part
from solvers.engines.priced.plans.rounding import Rounding
from solvers.engines.priced.plans.small import Relaxed

if TYPE_CHECKING:
    from numpy.typing import NDArray

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
_MANY_STARTS, _CANDIDATES = 3000, 300
"""Of starts that are free to move at most so many are, and so many that may be moved to afterwards."""
_TRIES = 60
"""How many moves are tried."""
_ROUNDING = 0.1
"""Share of the gap wished for that is left for what rounding loses while starts are moved."""
_LOOSE = (30, 150)
"""How many columns stay free beside those torn while these are rounded, more where much is lost."""
_GAINS = 1e-9
"""What a move has to gain, as a share of the bound."""


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


def repaired(parted: Parted, priced: Priced, before: Floats, target: Target) -> Floats | None:
    """Return a point near ``before`` that keeps all rows, whole where it must be; None where none was found.

    ``before`` has axis ``(column,)`` and may break rows; ``priced`` are the groups at the prices of the
    bound. At first only starts without a place move, then those too that use broken rows, and where that is
    not enough, others one by one.
    """
    stands = _standing(parted, before)
    moving = (stands < 0) & (parted.groups.must | (priced.best > _GAINS * target.scale))
    found = _tried(parted, priced, before, stands, moving, target, 0)
    if found is None:
        moving = moving | _concerned(parted, before, moving)
    if found is None or float(parted.arrays.cost @ found) < target.enough:
        better = _tried(parted, priced, before, stands, moving, target, _CANDIDATES)
        found = better if better is not None else found
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
    pairs = np.unique((row * (groups.count + 1) + of)[of >= 0])
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
    candidates: int,
) -> Floats | None:
    """Return a point in which groups begin where they stand but for those that move; None where none is."""
    groups = parted.groups
    loss = priced.best[groups.group] - priced.value
    loss[(parted.arrays.high[groups.option] <= _USED) | np.isnan(loss)] = np.inf
    standing = np.zeros(len(loss), dtype=np.bool_)
    standing[stands[stands >= 0]] = True
    moves = moving[groups.group]
    free = (moves & standing) | _least(np.where(moves, loss, np.inf), target.scale, _MANY_STARTS)
    near = _least(np.where(moves | standing, np.inf, loss), target.scale, candidates)
    part = open_part(parted, priced, before, standing, free, near)
    if part is None:
        return None
    relaxed = Relaxed(part.arrays, np.clip(before[part.columns], part.arrays.low, part.arrays.high))
    if not relaxed.solve():
        return None
    rounding = Rounding(relaxed)
    if not rounding.settle(part.starts, len(part.starts)):
        return None
    _climb(relaxed, part, target)
    if not rounding.settle(part.others, _LOOSE[0]):
        return None
    found, most = None, -np.inf
    low, high = relaxed.low[part.items], relaxed.high[part.items]
    for loose in _LOOSE:
        if Rounding(relaxed).settle(part.items, loose) and relaxed.value > most:
            found, most = part.point(relaxed.x), relaxed.value
        if most + part.constant >= target.enough or time.monotonic() >= target.until:
            break
        relaxed.limit(part.items, low, high)
        if not relaxed.solve():
            break
    return None if found is None else np.where(parted.arrays.whole, np.rint(found), found)


def _least(loss: Floats, scale: float, most: int) -> Bools:
    """Mark what loses little, at most so many that lose least."""
    within = loss <= _REACH * scale
    if int(within.sum()) > most:
        within = np.zeros(len(loss), dtype=np.bool_)
        within[np.argsort(loss, kind="stable")[:most]] = True
    return within


def _climb(relaxed: Relaxed, part: OpenPart, target: Target) -> None:
    """Move starts one by one, those first that promise most, until what is left to gain is little.

    What a move promises by the prices of this program is the most it can gain, so that none is tried in vain
    which promises nothing.
    """
    enough = target.enough + _ROUNDING * target.gap * target.scale - part.constant
    least, tries, failed = _GAINS * target.scale, 0, np.zeros(len(part.starts), dtype=np.bool_)
    while relaxed.value < enough and tries < _TRIES and time.monotonic() < target.until:
        at = relaxed.x[part.starts] > _USED
        taken = np.full(int(part.group.max(initial=-1)) + 1, -1, dtype=np.int64)
        taken[part.group[at]] = np.flatnonzero(at)
        gain = relaxed.reduced[part.starts]
        from_ = taken[part.group]
        gain = gain - np.where(from_ >= 0, gain[from_], 0.0)
        gain[at | failed] = -np.inf
        best = int(np.argmax(gain)) if len(gain) else -1
        if best < 0 or gain[best] <= least:
            return
        tries += 1
        failed[best] = not _moved(
            relaxed, part.starts[best], part.starts[from_[best]], from_[best] >= 0, least
        )
        if not failed[best]:
            failed[:] = False


def _moved(relaxed: Relaxed, to: int, from_: int, leaves: bool, least: float) -> bool:
    """Try a move; say whether it gains more than ``least``, and take it back where it does not."""
    columns = np.array([to, from_] if leaves else [to])
    ends = np.array([1.0, 0.0] if leaves else [1.0])
    value, low, high = relaxed.value, relaxed.low[columns], relaxed.high[columns]
    relaxed.limit(columns, ends, ends)
    if relaxed.solve() and relaxed.value > value + least:
        return True
    relaxed.limit(columns, low, high)
    relaxed.solve()
    return False
