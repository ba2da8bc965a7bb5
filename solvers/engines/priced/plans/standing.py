"""A first plan of a large program: what the relaxation takes whole stands, and the torn rest is searched."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from solvers.engines.priced.near import Near, Reach, near
from solvers.engines.priced.plans.small import Limits, quick

if TYPE_CHECKING:
    from solvers.engines.priced.groups import Floats, Ints
    from solvers.engines.priced.plans.incumbent import Incumbent
    from solvers.engines.priced.pricing import Parted, Priced

_REACH = Reach(settled=0.0, open_=0.2, item=0.002)
"""How far it looks, in what a group is worth on average at the prices."""
_WHOLE = 0.999
"""Share of an option from which it stands."""
_EFFORT, _SLACK = 200, 3e-4
"""Effort of the search, and the share of the bound that it may stop short of its own bound."""


def standing(
    parted: Parted,
    priced: Priced,
    x: Floats,
    bound: float,
    until: float,
    seed: int,
    best: Incumbent,
) -> None:
    """Offer each plan's point found around a corner ``x`` of the relaxation to ``best``.

    ``bound`` is the relaxation's, ``until`` a moment of the monotonic clock. None may be found.
    """
    paying = priced.best[priced.best > 0]
    worth = float(paying.mean()) if len(paying) else 1.0
    small = near(parted, priced, x, worth, _REACH, None)
    low = small.arrays.low.copy()
    low[_stands(parted, small, x)] = 1.0
    arrays = replace(small.arrays, low=low)
    slack = _SLACK * max(abs(bound), 1.0)
    limits = Limits(slack=slack, enough=bound - slack, effort=_EFFORT, until=until, seed=seed % 2**31)
    found = quick(arrays, limits, None, lambda z: _hear(best, small, z))
    if found.x is not None:
        _hear(best, small, found.x)


def _hear(best: Incumbent, small: Near, z: Floats) -> None:
    best.offer(small.back(z))


def _stands(parted: Parted, small: Near, x: Floats) -> Ints:
    """Return the columns of a smaller program that stand: options taken whole, alone in their group."""
    groups = parted.groups
    place = np.full(parted.arrays.columns, -1, dtype=np.int64)
    place[groups.option] = groups.group
    group = place[small.own]
    held = np.flatnonzero(group >= 0)
    count = np.bincount(group[held], minlength=groups.count)
    found: Ints = held[(x[small.own[held]] > _WHOLE) & (count[group[held]] == 1)]
    return found
