"""Points of programs: the cheapest of a small one, a cheap one of a large one near its relaxation."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from solvers.engines import child
from solvers.engines.answer import Status, Wish

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from solvers.program.arrays import Arrays
    from solvers.program.columns import Columns
    from solvers.rules.block import Given

LARGE = 3000
"""Whole columns from which a program is sized by its relaxation and a program restricted to near it."""

NEAR_ENOUGH = 0.05
"""Gap at which a large program's point is good enough."""

_WIDER = (1, 3)
"""Periods around the relaxation's starts in which a restricted program may start, tried in turn."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Found:
    """What is known of a program: a point, and the most that any point is worth.

    ``x`` is None where no point was found; ``impossible`` is true where it was proven that there is none.
    ``value`` and ``bound`` are in the program's own cost.
    """

    x: NDArray[np.float64] | None
    value: float
    bound: float
    impossible: bool


_NONE = Found(x=None, value=-np.inf, bound=np.inf, impossible=False)


def is_large(arrays: Arrays) -> bool:
    """Say whether a program is too large to be solved whole several times over."""
    return int(arrays.whole.sum()) >= LARGE


def best_point(
    arrays: Arrays, given: Given, seconds: float, pool: Sequence[NDArray[np.float64]] = ()
) -> Found:
    """Return the best point of a program; of a large one a point within NEAR_ENOUGH of its relaxation.

    ``pool`` holds points of programs of the same columns that may show the way. Raises KeyboardInterrupt.
    """
    if not is_large(arrays):
        return _searched(arrays, seconds, 0.0)
    until = time.monotonic() + seconds
    relaxed = child.relax(arrays, seconds)
    if relaxed.x is None or relaxed.bound is None:
        return replace(_NONE, impossible=relaxed.impossible)
    found = replace(_NONE, bound=relaxed.bound)
    for width in _WIDER:
        left = until - time.monotonic()
        if left <= 0:
            break
        narrow = _near(arrays, given.columns, given, [relaxed.x, *pool], width)
        tried = _searched(narrow, left, NEAR_ENOUGH)
        if tried.x is not None and tried.value > found.value:
            found = replace(tried, bound=relaxed.bound, impossible=False)
        if found.x is not None:
            break
    return found


def _searched(arrays: Arrays, seconds: float, gap: float) -> Found:
    answer, interrupted = child.run("highs", arrays, Wish(gap=gap, seconds=seconds))
    if interrupted:
        raise KeyboardInterrupt
    value = -np.inf if answer.objective is None else answer.objective
    bound = np.inf if answer.bound is None else answer.bound
    impossible = answer.status is Status.IMPOSSIBLE
    return Found(x=answer.x, value=value, bound=bound, impossible=impossible)


def _near(
    arrays: Arrays, columns: Columns, given: Given, points: Sequence[NDArray[np.float64]], width: int
) -> Arrays:
    """Return the arrays with starts left open only near those of points, and works with them."""
    start, work = columns.start, columns.work
    used = np.zeros(start.shape, dtype=bool)
    for x in points:
        used |= np.append(x, 0.0)[start] > 1e-9
    near = used.copy()
    for away in range(1, min(width, start.shape[1] - 1) + 1):
        near[:, away:] |= used[:, :-away]
        near[:, :-away] |= used[:, away:]
    allowed = np.ones(arrays.columns, dtype=bool)
    allowed[start[(start >= 0) & ~near]] = False
    beside = near[given.programme.facts.campaign]
    allowed[work[(work >= 0) & ~beside]] = False
    return replace(arrays, high=np.where(allowed, arrays.high, 0.0))
