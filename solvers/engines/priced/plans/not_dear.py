"""A first plan where groups are tied: all columns that are not dear at the prices, each work by itself.

Where a campaign's works follow the prices there may be no plan at all: what is due has to be paid by funds
that are short, and every group that moves a little asks for more. Most of the time goes into a program of
tens of thousands of rows before anything is searched; so it is made smaller once, its relaxation says what
surely happens, and what that leaves is searched first, then all of it.
"""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from solvers.engines import highs
from solvers.engines.priced.plans.presolved import Presolved
from solvers.engines.priced.plans.small import Limits, quick

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from solvers.engines.answer import Answer, Relaxation, Wish
    from solvers.program.arrays import Arrays

    Floats = NDArray[np.float64]

_NOT_DEAR, _USED = 2e-5, 1e-6
"""What a column may lose, as a share of the bound; from where it counts as used."""
_SURE = 1e-6
"""How near to 1 a column of the relaxation counts as sure to happen."""
_EFFORT, _SLACK = 200, 1e-4
"""Effort of the search of what the sure columns leave; the share of the bound that it may stop short by."""


def not_dear(
    arrays: Arrays,
    relaxation: Relaxation,
    wish: Wish,
    until: float,
    over: Callable[[], bool],
    report: Callable[[Floats], None],
) -> None:
    """Report plans of columns that are not dear at a relaxation's prices; none where these have none.

    ``until`` is a moment of ``time.monotonic()``; once ``over`` says so it stops even before.
    """
    assert relaxation.x is not None
    assert relaxation.reduced is not None
    size = max(abs(relaxation.bound or 0.0), 1.0)
    close = relaxation.reduced > -_NOT_DEAR * size
    columns = np.flatnonzero(~arrays.whole | (relaxation.x > _USED) | close)
    left = Presolved(_of(arrays, columns))
    if left.arrays is None:
        return
    found = False

    def heard(x: Floats) -> None:
        nonlocal found
        found = True
        point = np.zeros(arrays.columns)
        point[columns] = left.back(x)
        report(np.where(arrays.whole, np.rint(point), point))

    if not left.arrays.columns:  # what keeps the rows follows from them
        heard(np.zeros(0))
        return
    _sure(left.arrays, wish, until, size, heard)
    if not found and time.monotonic() < until:
        _all(left, wish, until, over, (relaxation.bound or 0.0) - left.constant, heard)


def _sure(arrays: Arrays, wish: Wish, until: float, size: float, heard: Callable[[Floats], None]) -> None:
    """Search what is left where everything happens that the relaxation is sure of."""
    relaxed = highs.relax(arrays, until - time.monotonic(), 1)
    if relaxed.x is None:
        return
    sure = arrays.whole & (arrays.high == 1) & (relaxed.x > 1 - _SURE)
    limits = Limits(slack=_SLACK * size, enough=np.inf, effort=_EFFORT, until=until, seed=wish.seed % 2**31)
    quick(replace(arrays, low=np.where(sure, 1.0, arrays.low)), limits, None, heard)


def _all(
    left: Presolved,
    wish: Wish,
    until: float,
    over: Callable[[], bool],
    bound: float,
    heard: Callable[[Floats], None],
) -> None:
    """Search all that is left for the time there is."""
    assert left.arrays is not None

    def told(news: Answer) -> None:
        if news.x is not None:
            heard(news.x)

    began = time.monotonic()
    asked = replace(wish, start=None, seconds=until - began, patience=0.0, workers=1)
    told(highs.search(left.arrays, asked, began, told, bound, over))


def _of(arrays: Arrays, columns: NDArray[np.int64]) -> Arrays:
    """Return arrays with some columns only, the others at zero."""
    return replace(
        arrays,
        cost=arrays.cost[columns],
        matrix=arrays.matrix[:, columns],
        low=arrays.low[columns],
        high=arrays.high[columns],
        whole=arrays.whole[columns],
        labels=None,
    )
