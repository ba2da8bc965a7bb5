"""A change that would bring a start forward, what is asked of it, and what proves it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from solvers.engines.answer import gap_between
from solvers.why.least import Forced
from solvers.why.resolve import whole

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from solvers.program.arrays import Arrays
    from solvers.why.base import Base

    Floats = NDArray[np.float64]

STEP = 0.05
"""Share of a change by which a smaller one must be seen not to do."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Change:
    """A change that would bring a start forward.

    ``kind`` is fund, cost, priority or consent, ``what`` the fund; ``before`` and ``after`` are in yuan, a
    factor, or dates. ``verified``: with it a plan that starts a year earlier keeps every row, is within
    ``gap`` of what any plan of the changed programme is worth, and worth no less than the plan in hand.
    ``smallest``: a step less does not do. ``year`` is the fund's.
    """

    kind: str
    what: str
    year: int | None
    before: float | str | None
    after: float | str | None
    verified: bool
    smallest: bool
    gap: float
    point: Floats | None = None


@dataclass(frozen=True, kw_only=True, eq=False)
class Asked:
    """What is asked: a campaign forced into periods, the point that stands, the forced plan, the gap.

    ``deep`` allows searches for each change; else only what needs none is looked at.
    """

    base: Base
    campaign: int
    periods: tuple[int, ...]
    stands: Floats
    forced: Floats | None
    gap: float
    deep: bool = True

    @property
    def start(self) -> Forced:
        """The start that is forced, with the plan found with it."""
        return Forced(campaign=self.campaign, periods=self.periods, point=self.forced)

    @property
    def arrays(self) -> Arrays:
        """The arrays with the start forced."""
        return self.base.starting(self.base.arrays, self.campaign, self.periods)


def verified(asked: Asked, changed: Arrays, x: Floats | None) -> tuple[bool, float]:
    """Say whether a point with the start forced proves a change, and its gap to the changed bound."""
    if x is None or not asked.base.keeps(changed, x):
        return False, np.inf
    value, size = float(changed.cost @ x), asked.base.scale
    if value < float(changed.cost @ asked.stands) - 1e-9 * size:
        return False, np.inf
    base = asked.base
    bound = whole(base, changed).bound if base.small else base.bound_at_prices(changed)
    found = gap_between(value, bound)
    return found <= max(asked.gap, 1e-9), found
