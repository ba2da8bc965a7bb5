"""Which columns a neighbourhood frees, which move with others, and where the rest stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from solvers.engines.priced.plans.part import Part, part_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from solvers.engines.priced.plans.frame import Frame
    from solvers.engines.priced.plans.guide import Guide

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Bools = NDArray[np.bool_]

_USED = 1e-6
"""What counts as used of a column in a fractional point."""


def freed(frame: Frame, guide: Guide, near: Bools, point: Floats, item: float | Floats, kept: Bools) -> Part:
    """Return the part in which the ``near`` starts are free.

    ``point`` says where the rest stands: a plan, or the fractional point with ``kept`` marking the campaigns
    whose start there is whole. Axis of ``near`` is ``(column,)``, of ``kept`` ``(campaign,)``; a kept
    campaign stands at its start. Of the options that are open then, an inclusion is free where both taking
    and leaving it loses less than ``item`` (one for all, or axis ``(column,)``) or where the point is of two
    minds; others follow the prices, or where the point is a plan that has them, the plan.
    """
    labels = frame.labels
    starts = np.flatnonzero(labels.start)
    stands = starts[(point[starts] > 0.5) & kept[labels.campaign[starts]]]
    opened = np.zeros(len(frame.start_of), dtype=np.bool_)
    opened[frame.option[starts[near[starts] & ~kept[labels.campaign[starts]]]]] = True
    taken = np.zeros(len(frame.start_of), dtype=np.bool_)
    taken[frame.option[stands]] = True
    leader = np.full(frame.arrays.columns, -1, dtype=np.int64)
    base = np.where(labels.campaign >= 0, 0.0, point)
    base[stands] = 1.0
    free_starts = starts[opened[frame.option[starts]]]
    leader[free_starts] = free_starts
    held = np.flatnonzero(frame.inclusion & np.append(opened | taken, False)[frame.option])
    own, full = _inclusions(frame, guide, point, held, item)
    leader[held[own]] = held[own]
    first = frame.start_of[frame.option[held[full]]]
    leader[held[full]] = leader[first]
    base[held[full]] = 1.0
    _others(frame, leader, point)
    return part_of(frame, base, leader)


def _inclusions(
    frame: Frame, guide: Guide, point: Floats, held: Ints, item: float | Floats
) -> tuple[Bools, Bools]:
    """Say which inclusions of open options are free and which are done if their campaign starts then."""
    rows = frame.arrays.rows
    ride = frame.ride[held]
    start = point[frame.start_of[frame.option[held]]]
    share = point[held]
    most = np.broadcast_to(item, frame.arrays.columns)[held]
    good = guide.loss[held] <= most
    rivals = np.bincount(ride[ride >= 0], weights=good[ride >= 0], minlength=rows)[ride]
    torn = (share > _USED) & (share < start - _USED)
    free = torn | (good & ((rivals > 1) | (guide.missed[held] <= most))) | frame.bound[held] | (ride < 0)
    done = np.where(start > _USED, share > _USED, good & ~free)
    # Where the point uses an option, it decides; a row of which some inclusion is free is free wholly, as
    # far as its inclusions are worth anything.
    loose = np.bincount(ride[(ride >= 0) & free], minlength=rows)[ride] > 0
    own = free | (loose & done)
    return own, done & ~own


def _others(frame: Frame, leader: Ints, point: Floats) -> None:
    """Free what follows from starts: numbers that need not be whole, and openings tied to free columns.

    Openings are tied by narrow rows, those of openings alone included. Rows of funds, which the cost of every
    opening is in, tie none: what nobody who is free needs stands.
    """
    arrays = frame.arrays
    other = frame.labels.campaign < 0
    whole = other & arrays.whole
    leader[other & ~arrays.whole] = np.flatnonzero(other & ~arrays.whole)
    if not whole.any():
        return
    numbers = np.flatnonzero(whole)
    held = frame.by_column[:, numbers]
    column, rows = np.repeat(np.arange(len(numbers)), np.diff(held.indptr)), held.indices.astype(np.int64)
    near = np.abs(point[numbers] - np.rint(point[numbers])) > _USED
    near |= _touched(frame, rows, column, np.flatnonzero((leader >= 0) & ~other), len(numbers))
    near |= _touched(frame, rows, column, numbers[near], len(numbers))
    leader[numbers[near]] = numbers[near]


def _touched(frame: Frame, rows: Ints, column: Ints, by: Ints, count: int) -> Bools:
    """Say which of so many columns, given by their entries' rows, share a narrow row with others."""
    touched = np.zeros(frame.arrays.rows, dtype=np.bool_)
    touched[frame.by_column[:, by].indices] = True
    found: Bools = np.bincount(column, weights=(touched & frame.narrow)[rows], minlength=count) > 0
    return found
