"""What one more unit of each limit is worth: an estimate from the prices, an interval from a solve."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

from solvers.engines.answer import Known
from solvers.engines.dual_bound import dual_bound
from solvers.rules.program import phasing_program
from solvers.rules.tiers import aims_in_order
from solvers.search.warm import warm_of
from solvers.why.resolve import Resolved, resolved
from solvers.worth.limits import limits_of
from solvers.worth.searched import Effort, searched

if TYPE_CHECKING:
    from collections.abc import Callable

    from solvers.program.arrays import Arrays
    from solvers.rules.program import PhasingProgram
    from solvers.why.base import Base
    from solvers.worth.limits import Limit

TOP = 20
"""How many limits are solved again where nothing else is said."""
_SECONDS = 4.0
"""Time that one solve again may take."""
_NOTHING = 1e-9
"""A worth of no more than this share of the bound counts as none."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Worth:
    """What one more unit of a limit is worth, in aim units.

    ``price`` is the estimate by the dual alone. Where ``verified`` the best plans with and without the unit
    differ by at least ``low`` and at most ``high``, by a solve of either; else both are None. ``clear`` is
    true where that says whether it is worth anything. ``impossible`` is true where it is proven that
    no plan keeps the rules with the unit (crews that must be kept busy). ``found`` is what the plan found
    with the unit is worth more than the plan in hand, each searched in the same way: where the interval is
    wide, since neither is proven best, that is what is known of plans; None where no plan was found.
    """

    limit: Limit
    price: float
    low: float | None = None
    high: float | None = None
    found: float | None = None
    verified: bool = False
    clear: bool = False
    impossible: bool = False

    @property
    def size(self) -> float:
        """The estimate, as far as the interval bears it out: by this limits are ranked."""
        if self.low is None or self.high is None:
            return self.price
        return min(max(self.price, self.low), self.high)


def here(base: Base, seconds: float = _SECONDS) -> Resolved:
    """Return the best that is known of the programme as it is: the plan in hand, bettered where it can be.

    The bound is the base's, or that of a solve to the end where the program is small.
    """
    found = resolved(base, base.arrays, base.point, gap=0.0, seconds=seconds, deep=False)
    if found.objective is None or found.objective < base.objective:
        found = replace(found, objective=base.objective, point=base.point)
    assert found.objective is not None
    return replace(found, bound=max(min(found.bound, base.bound), found.objective))


def worths(
    base: Base,
    known: Resolved,
    top: int = TOP,
    seconds: float = _SECONDS,
    progress: Callable[[int, int], None] | None = None,
) -> tuple[Worth, ...]:
    """Return what limits are worth, those worth most first; the ``top`` by price are solved again.

    ``known`` is ``here(base)``, ``seconds`` the time of each solve. ``progress`` is told how many of how many
    were solved.
    """
    limits = limits_of(base.program)
    price = [limit.estimate(base.prices) for limit in limits]
    order = sorted(range(len(limits)), key=lambda k: (-price[k], k))
    chosen = order[:top]
    found = []
    for number, k in enumerate(chosen):
        if progress is not None:
            progress(number, len(chosen))
        found.append(verified(base, known, limits[k], price[k], seconds))
    found.sort(key=lambda worth: -worth.size)
    return (*found, *(Worth(limit=limits[k], price=price[k]) for k in order[top:]))


def verified(base: Base, known: Resolved, limit: Limit, price: float, seconds: float = _SECONDS) -> Worth:
    """Return the worth of one more unit of a limit, by a solve of the programme with it."""
    program = phasing_program(limit.changed())
    arrays = replace(program.arrays, cost=aims_in_order(program)[0].cost)
    if arrays.matrix.shape == base.arrays.matrix.shape:
        arrays = _like(base.arrays, arrays)
        wider = _no_narrower(base.arrays, arrays)
        gap = 0.0 if base.small or known.gap is None else known.gap
        there = resolved(base, arrays, known.point, gap=gap, seconds=seconds, deep=False)
        there = _at_least(base, arrays, there, known)
    else:
        there, wider = _other_columns(base, known, program, arrays, seconds), True
    return _judged(base, known, there, limit, price, wider=wider)


def _judged(
    base: Base, known: Resolved, there: Resolved, limit: Limit, price: float, *, wider: bool
) -> Worth:
    """Return a worth from what is known with and without the unit; more room never hurts (``wider``)."""
    assert known.objective is not None
    if there.impossible:
        return Worth(limit=limit, price=price, verified=True, clear=True, impossible=True)
    if there.objective is None or not np.isfinite(there.bound):
        return Worth(limit=limit, price=price)
    low, high = there.objective - known.bound, there.bound - known.objective
    if wider:
        low, high = max(low, 0.0), max(high, 0.0)
    least = _NOTHING * base.scale
    clear = low > least or high < -least or max(abs(low), abs(high)) <= least
    found = there.objective - known.objective
    return Worth(limit=limit, price=price, low=low, high=high, found=found, verified=True, clear=clear)


def _like(base: Arrays, arrays: Arrays) -> Arrays:
    """Return arrays with the very matrix of others where it is the same: what is known of it stays."""
    one, other = base.matrix, arrays.matrix
    same = (
        np.array_equal(one.indptr, other.indptr)
        and np.array_equal(one.indices, other.indices)
        and np.array_equal(one.data, other.data)
    )
    return replace(arrays, matrix=one) if same else arrays


def _no_narrower(before: Arrays, after: Arrays) -> bool:
    """Say whether every plan of the arrays before is one of those after, worth as much."""
    return bool(
        after.matrix is before.matrix
        and np.array_equal(after.cost, before.cost)
        and (after.row_high >= before.row_high).all()
        and (after.row_low <= before.row_low).all()
        and (after.high >= before.high).all()
        and (after.low <= before.low).all()
    )


def _at_least(base: Base, arrays: Arrays, there: Resolved, known: Resolved) -> Resolved:
    """Return what was found, or the plan in hand where that keeps the rows and is worth more."""
    if known.point is None or there.impossible or not base.keeps(arrays, known.point):
        return there
    worth = float(arrays.cost @ known.point)
    if there.objective is None or there.objective < worth:
        return replace(there, objective=worth, point=known.point, bound=max(there.bound, worth))
    return there


def _other_columns(
    base: Base, known: Resolved, program: PhasingProgram, arrays: Arrays, seconds: float
) -> Resolved:
    """Solve a programme whose program has other columns, such as one with money where there was none."""
    count = base.program.arrays.columns
    held = Known(prices=base.prices, offers=sparse.csr_array((0, count)), point=known.point)
    left = warm_of(base.program, held).at(program)
    points = () if left.point is None else (left.point,)
    gap = 0.0 if base.small else base.gap / 2
    found = searched(program, program.arrays, Effort(gap=gap, seconds=seconds), points, left)
    bounds = [dual_bound(arrays, left.prices)] + ([] if found.bound is None else [found.bound])
    return Resolved(
        objective=found.objective, bound=min(bounds), point=found.point, impossible=found.impossible
    )
