"""Who has to move along with a start that is forced: the others of rows that few campaigns share.

A link, or two neighbours' roads, is a row of a few campaigns. Where a forced start breaks one, another of
them has to move too, and those linked to it in turn. Rows of many, such as money and crews, are not looked
at: there it is a search that says who gives way.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from solvers.why.base import KEEPS
from solvers.why.resolve import moved_point

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from solvers.program.arrays import Arrays
    from solvers.why.base import Base

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

_MOST = 12
"""How many campaigns are moved at most, the forced one among them."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Start:
    """A start that is forced, and what moves along with it.

    ``campaigns`` move, the forced one first; it starts in one of ``periods``. ``point`` has them moved to
    where they lose least by price, and all else as it stood; it may break rows.
    """

    campaigns: tuple[int, ...]
    periods: tuple[int, ...]
    point: Floats


def start_of(base: Base, arrays: Arrays, campaign: int, periods: Sequence[int]) -> Start:
    """Return a campaign's start in one of some periods with who moves along; ``arrays`` force it."""
    held, moved = arrays, [campaign]
    point = moved_point(base, held)
    while len(moved) < _MOST:
        step = _next(base, arrays, point, moved)
        if step is None:
            break
        other, open_ = step
        held = base.starting(held, other, open_)
        point = moved_point(base, held)
        moved.append(other)
    return Start(campaigns=tuple(moved), periods=tuple(periods), point=point)


def _next(base: Base, arrays: Arrays, point: Floats, moved: list[int]) -> tuple[int, list[int]] | None:
    """Return who else moves and to which periods: who by price loses least of those that mend rows."""
    few = base.rows_of_few
    does = np.asarray(base.few_held @ point)
    rows = np.flatnonzero((does > arrays.row_high[few] + KEEPS) | (does < arrays.row_low[few] - KEEPS))
    if not len(rows):
        return None
    labels, best, least = base.frame.labels, None, np.inf
    held = base.few_held[rows]
    for other in np.unique(labels.campaign[held.indices]).tolist():
        if other in moved or base.period[other] < 0:
            continue
        mends = _mending(base, arrays, rows, point, other)
        if not len(mends):
            continue
        loss = float(base.guide.loss[base.program.given.columns.start[other, mends]].min())
        if best is None or loss < least:
            best, least = (other, mends.tolist()), loss
    return best


def _mending(base: Base, arrays: Arrays, rows: Ints, point: Floats, campaign: int) -> Ints:
    """Return the periods to which a campaign's move mends every broken row that it is in."""
    labels = base.frame.labels
    starts = base.program.given.columns.start[campaign]
    mine = np.flatnonzero(labels.campaign == campaign)
    own = base.few_held[rows][:, mine].toarray()
    held = np.flatnonzero(own.any(axis=1))
    own, limits = own[held], base.rows_of_few[rows[held]]
    rest = np.asarray(base.few_held[rows[held]] @ point) - own @ point[mine]
    at = np.zeros((len(held), len(starts)))
    np.add.at(at.T, labels.period[mine], own.T)
    does = rest[:, None] + at
    keeps = (does <= arrays.row_high[limits, None] + KEEPS) & (does >= arrays.row_low[limits, None] - KEEPS)
    open_ = (starts >= 0) & (np.append(arrays.high, 0.0)[starts] > 0.5)
    found: Ints = np.flatnonzero(keeps.all(axis=0) & open_)
    return found
