"""Plans of a large program, from a corner of its relaxation: few groups are torn there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from solvers.engines.priced.plans.guide import guide_of
from solvers.engines.priced.plans.incumbent import Incumbent
from solvers.engines.priced.plans.knots import Asked, by_knots
from solvers.engines.priced.plans.loose import FIRST, LEVELS, tightened
from solvers.engines.priced.plans.standing import standing

if TYPE_CHECKING:
    from collections.abc import Callable

    from solvers.engines.answer import Wish
    from solvers.engines.priced.generation import Relaxed
    from solvers.engines.priced.groups import Floats
    from solvers.engines.priced.pricing import Parted


def around_corner(
    parted: Parted,
    found: Relaxed,
    begin: Floats | None,
    wish: Wish,
    until: Callable[[], float],
    report: Callable[[Floats], None],
) -> None:
    """Report plans: where the torn rest is searched first, then where these leave most lying.

    ``begin`` is a plan's point to begin from, None where there is none. ``until`` gives the moment of the
    monotonic clock at which time is up, which may come nearer with the first plan.
    """
    assert found.mix is not None
    x, best = found.mix.x, Incumbent(parted.arrays, report)
    if begin is not None:
        best.offer(begin)
    if best.x is None:
        by_knots(parted, found.priced, x, Asked(gap=wish.gap, until=until(), seed=wish.seed % 2**31), best)
    if best.x is None:
        standing(parted, found.priced, x, found.bound, until(), wish.seed, best)
    if best.x is not None:
        frame = parted.frame
        guide = guide_of(frame, x, parted.row_prices(found.prices, found.priced), found.bound)
        tightened(frame, guide, best, wish, until(), (*FIRST, *LEVELS))
