"""Shares of options and items at prices, what they use, and how that answers to prices: compiled loops.

Options of a group exclude each other, and so do the items of a choice; the more one gains the larger its
share, as softly as the warmth says. The curvature is the covariance of use, as if by these shares one option
of each group were drawn.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from solvers.compiled import compiled
from solvers.engines.priced.abreast import abreast

if TYPE_CHECKING:
    from collections.abc import Callable

    from solvers.engines.priced.groups import Flags, Floats, Ints
    from solvers.engines.priced.pricing import Parted
    from solvers.engines.priced.sides import Sides

_LEAST = 1e-5
"""Shares below this count as nothing in the curvature."""
_HALVED = 200
"""Groups from which the loops go over two halves side by side: fewer are done before a thread has begun."""


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
        count = groups.count
        middle = [count // 2] if count >= _HALVED else []
        # Halves depend on the groups alone, so that sums are the same on one processor as on two.
        self._spans = list(pairwise([0, *middle, count]))

    def shares(self, y: Floats, warmth: float) -> tuple[float, Floats, Floats, Floats]:
        """Return what groups are worth softly, shares of options, of items within theirs, and the use."""
        option, item = (np.zeros(len(column)) for column in self._column)

        def over(span: tuple[int, int]) -> tuple[float, Floats]:
            used, given = np.zeros(self._sides), (self._cost, self._use, self._first, self._column)
            return _shared(*given, self._must, span, y, warmth, option, item, used), used

        found = self._each(over)
        return sum(worth for worth, _ in found), option, item, np.sum([used for _, used in found], axis=0)

    def curvature(self, option: Floats, within: Floats) -> Floats:
        """Return the covariance of use, axes ``(side, side)``, the lower half only."""

        def over(span: tuple[int, int]) -> Floats:
            found = np.zeros((self._sides, self._sides))
            total = np.zeros((3, self._sides))
            marks = np.full((3, self._sides), -1, dtype=np.int64)
            room = (total, marks, np.zeros((3, self._sides), dtype=np.int64))
            _summed(self._use, self._first, self._column, span, option, within, room, found)
            return found

        first, *others = self._each(over)
        found: Floats = first
        for other in others:
            found += other
        return found

    def _each(self, over: Callable[[tuple[int, int]], Any]) -> list[Any]:
        """Return what comes of each span of groups, side by side."""
        return abreast(over, self._spans)


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


@compiled(plainly=True, nogil=True)
def _shared(
    cost: Floats,
    use: tuple[Ints, Ints, Floats],
    first: tuple[Ints, Ints, Ints],
    columns: tuple[Ints, Ints],
    must: tuple[Flags, Flags],
    span: tuple[int, int],
    y: Floats,
    warmth: float,
    share: Floats,
    within: Floats,
    used: Floats,
) -> float:
    """Fill in shares of a span's options, of items within theirs, their use; return what groups are worth."""
    starts, side, amount = use
    worth = 0.0
    for group in range(span[0], span[1]):
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
    """Add ``weight · value valueᵀ`` at some sides, each named once, to the lower half."""
    for a in range(len(at)):
        weighed = weight * value[a]
        for b in range(a + 1):
            found[max(at[a], at[b]), min(at[a], at[b])] += weighed * value[b]


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


@compiled(plainly=True, nogil=True)
def _summed(
    use: tuple[Ints, Ints, Floats],
    first: tuple[Ints, Ints, Ints],
    columns: tuple[Ints, Ints],
    span: tuple[int, int],
    share: Floats,
    within: Floats,
    room: tuple[Floats, Ints, Ints],
    found: Floats,
) -> None:
    """Sum the covariances of a span's groups: of their options, and of the choices that ride on them."""
    starts, side, amount = use
    total, _, touched = room
    for group in range(span[0], span[1]):
        options = slice(first[0][group], first[0][group + 1])
        alone = share[options].max() > 1.0 - _LEAST
        wide = 0
        for option in range(options.start, options.stop):
            if share[option] < _LEAST:
                continue
            own = slice(starts[columns[0][option]], starts[columns[0][option] + 1])
            count = 0 if alone else _gathered(option, side[own], amount[own], 1.0, room, 0, 0)
            for choice in range(first[1][option], first[1][option + 1]):
                items = slice(first[2][choice], first[2][choice + 1])
                mean = _drawn(choice, items, use, columns[1], within, share[option], room, found)
                if not alone:
                    at = touched[2, :mean]
                    count = _gathered(option, at, total[2][at], 1.0, room, 0, count)
            if not alone:
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
    """Sum the mean of a choice's items and add their covariance; return how many sides the mean touches.

    Of an item alone the covariance is a square of its own, and next to nothing where it is taken whole.
    """
    starts, side, amount = use
    count, last, several = 0, -1, False
    for item in range(items.start, items.stop):
        if within[item] < _LEAST:
            continue
        own = slice(starts[columns[item]], starts[columns[item] + 1])
        count = _gathered(choice, side[own], amount[own], within[item], room, 2, count)
        last, several = item, last >= 0
    if several:
        for item in range(items.start, items.stop):
            own = slice(starts[columns[item]], starts[columns[item] + 1])
            if within[item] >= _LEAST:
                _outer(side[own], amount[own], share * within[item], found)
        at = room[2][2, :count]
        _outer(at, room[0][2][at], -share, found)
    elif last >= 0 and within[last] < 1.0 - _LEAST:
        own = slice(starts[columns[last]], starts[columns[last] + 1])
        _outer(side[own], amount[own], share * within[last] * (1.0 - within[last]), found)
    return count
