"""Shares of options and items at prices, what they use, and how that answers to prices: compiled loops.

Options of a group exclude each other, and so do the items of a choice; the more one gains the larger its
share, as softly as the warmth says. The curvature is the covariance of use, as if by these shares one option
of each group were drawn.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from solvers.compiled import compiled

if TYPE_CHECKING:
    from solvers.engines.priced.groups import Flags, Floats, Ints
    from solvers.engines.priced.pricing import Parted
    from solvers.engines.priced.sides import Sides

_LEAST = 1e-5
"""Shares below this count as nothing in the curvature."""


class Drawn:
    """The groups' options, choices and items in order, each with what it uses of the sides."""

    def __init__(self, parted: Parted, sides: Sides) -> None:
        """Take all groups; closed columns never get a share."""
        groups, rows = parted.groups, sides.by_column
        self._cost = np.where(parted.arrays.high < 1, -np.inf, parted.arrays.cost)
        self._use = rows.indptr.astype(np.int64), rows.indices.astype(np.int64), rows.data
        options, choices = len(groups.option), len(groups.choice_option)
        self._first = (
            np.append(groups.first, options).astype(np.int64),
            np.searchsorted(groups.choice_option, np.arange(options + 1)).astype(np.int64),
            np.searchsorted(groups.choice, np.arange(choices + 1)).astype(np.int64),
        )
        self._column = groups.option.astype(np.int64), groups.item.astype(np.int64)
        self._must = groups.must, groups.choice_must
        self._sides = len(sides.limit)

    def shares(self, y: Floats, warmth: float) -> tuple[float, Floats, Floats, Floats]:
        """Return what groups are worth softly, shares of options, of items within theirs, and the use."""
        option, item = (np.zeros(len(column)) for column in self._column)
        used = np.zeros(self._sides)
        worth = _shared(
            self._cost, self._use, self._first, self._column, self._must, y, warmth, option, item, used
        )
        return worth, option, item, used

    def curvature(self, option: Floats, within: Floats) -> Floats:
        """Return the covariance of use, axes ``(side, side)``, the lower half only."""
        found = np.zeros((self._sides, self._sides))
        total = np.zeros((3, self._sides))
        marks = np.full((3, self._sides), -1, dtype=np.int64)
        touched = np.zeros((3, self._sides), dtype=np.int64)
        room = (total, marks, touched)
        _summed(self._use, self._first, self._column, option, within, room, found)
        return found


@compiled(plainly=True)
def _gain(cost: Floats, use: tuple[Ints, Ints, Floats], column: int, y: Floats) -> float:
    """Return what a column gains net of prices."""
    starts, side, amount = use
    gain: float = cost[column]
    for k in range(starts[column], starts[column + 1]):
        gain -= amount[k] * y[side[k]]
    return gain


@compiled(plainly=True)
def _softly(value: Floats, must: bool, warmth: float) -> float:
    """Turn values of what excludes each other into shares; return what they are worth together.

    Nothing may be taken as well, and is worth 0, but where something must be; −inf says that nothing can.
    """
    most = -np.inf if must else 0.0
    for k in range(len(value)):
        most = max(most, value[k])
    if most == -np.inf:
        value[:] = 0.0
        return most
    total = 0.0 if must else np.exp(-most / warmth)
    for k in range(len(value)):
        value[k] = np.exp((value[k] - most) / warmth)
        total += value[k]
    value /= total
    worth: float = most + warmth * np.log(total)
    return worth


@compiled(plainly=True)
def _shared(
    cost: Floats,
    use: tuple[Ints, Ints, Floats],
    first: tuple[Ints, Ints, Ints],
    columns: tuple[Ints, Ints],
    must: tuple[Flags, Flags],
    y: Floats,
    warmth: float,
    share: Floats,
    within: Floats,
    used: Floats,
) -> float:
    """Fill in shares of options, of items within theirs, and what they use; return what groups are worth."""
    starts, side, amount = use
    worth = 0.0
    for group in range(len(first[0]) - 1):
        options = slice(first[0][group], first[0][group + 1])
        for option in range(options.start, options.stop):
            share[option] = _gain(cost, use, columns[0][option], y)
            for choice in range(first[1][option], first[1][option + 1]):
                items = slice(first[2][choice], first[2][choice + 1])
                for item in range(items.start, items.stop):
                    within[item] = _gain(cost, use, columns[1][item], y)
                share[option] += _softly(within[items], must[1][choice], warmth)
        best = _softly(share[options], must[0][group], warmth)
        worth += best if best > -np.inf else 0.0
        for option in range(options.start, options.stop):
            if share[option] <= 1e-15:
                continue
            column = columns[0][option]
            for k in range(starts[column], starts[column + 1]):
                used[side[k]] += share[option] * amount[k]
            for item in range(first[2][first[1][option]], first[2][first[1][option + 1]]):
                column = columns[1][item]
                for k in range(starts[column], starts[column + 1]):
                    used[side[k]] += share[option] * within[item] * amount[k]
    return worth


@compiled(plainly=True)
def _outer(at: Ints, value: Floats, weight: float, found: Floats) -> None:
    """Add ``weight · value valueᵀ`` at some sides to the lower half."""
    for a in range(len(at)):
        for b in range(len(at)):
            if at[b] <= at[a]:
                found[at[a], at[b]] += weight * value[a] * value[b]


@compiled(plainly=True)
def _gathered(
    mark: int, at: Ints, value: Floats, weight: float, room: tuple[Floats, Ints, Ints], level: int, count: int
) -> int:
    """Add ``weight · value`` to a level's sum, begun anew with each mark; return how many it touches."""
    total, marks, touched = room
    for a in range(len(at)):
        i = at[a]
        if marks[level, i] != mark:
            marks[level, i] = mark
            touched[level, count] = i
            total[level, i] = 0.0
            count += 1
        total[level, i] += weight * value[a]
    return count


@compiled(plainly=True)
def _summed(
    use: tuple[Ints, Ints, Floats],
    first: tuple[Ints, Ints, Ints],
    columns: tuple[Ints, Ints],
    share: Floats,
    within: Floats,
    room: tuple[Floats, Ints, Ints],
    found: Floats,
) -> None:
    """Sum the covariances of every group: of its options, and of the choices that ride on them."""
    starts, side, amount = use
    total, _, touched = room
    for group in range(len(first[0]) - 1):
        wide = 0
        for option in range(first[0][group], first[0][group + 1]):
            if share[option] < _LEAST:
                continue
            own = slice(starts[columns[0][option]], starts[columns[0][option] + 1])
            count = _gathered(option, side[own], amount[own], 1.0, room, 0, 0)
            for choice in range(first[1][option], first[1][option + 1]):
                items = slice(first[2][choice], first[2][choice + 1])
                mean = _drawn(choice, items, use, columns[1], within, share[option], room, found)
                at = touched[2, :mean]
                _outer(at, total[2][at], -share[option], found)
                count = _gathered(option, at, total[2][at], 1.0, room, 0, count)
            at = touched[0, :count]
            _outer(at, total[0][at], share[option], found)
            wide = _gathered(group, at, total[0][at], share[option], room, 1, wide)
        at = touched[1, :wide]
        _outer(at, total[1][at], -1.0, found)


@compiled(plainly=True)
def _drawn(
    choice: int,
    items: slice,
    use: tuple[Ints, Ints, Floats],
    columns: Ints,
    within: Floats,
    share: float,
    room: tuple[Floats, Ints, Ints],
    found: Floats,
) -> int:
    """Add the squares of a choice's items, and sum their mean; return how many sides it touches."""
    starts, side, amount = use
    count = 0
    for item in range(items.start, items.stop):
        if within[item] < _LEAST:
            continue
        own = slice(starts[columns[item]], starts[columns[item] + 1])
        _outer(side[own], amount[own], share * within[item], found)
        count = _gathered(choice, side[own], amount[own], within[item], room, 2, count)
    return count
