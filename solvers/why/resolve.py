"""A changed program solved again from a base: a bound at its prices, and a plan near the one in hand.

The plan is looked for where it costs least to look: what stands stays, but for what loses little at the
prices; then starts that lose little are free too; then the old plan is repaired; at last an engine searches.
Small programs are solved whole at once. Every point is checked against every row of the changed program.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

from solvers.engines import child
from solvers.engines.answer import Known, Status, Wish, gap_between
from solvers.engines.priced.plans.choice import freed
from solvers.engines.priced.plans.guide import guide_of
from solvers.engines.priced.plans.repair import Target, repaired
from solvers.engines.priced.plans.small import Limits, quick
from solvers.why.base import KEEPS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from solvers.engines.priced.plans.frame import Frame
    from solvers.engines.priced.plans.guide import Guide
    from solvers.program.arrays import Arrays
    from solvers.why.base import Base

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Bools = NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True, eq=False)
class Resolved:
    """What came of a changed program.

    ``objective`` is the worth of ``point``, None where no plan was found; ``bound`` what no plan is worth
    more than. ``impossible`` is true only where it is proven that nothing keeps all
    rows (the bound is −inf then).
    """

    objective: float | None
    bound: float
    point: Floats | None
    impossible: bool = False

    @property
    def gap(self) -> float | None:
        """The gap between both, None where there is no plan."""
        return None if self.objective is None else gap_between(self.objective, self.bound)


IMPOSSIBLE = Resolved(objective=None, bound=-np.inf, point=None, impossible=True)


@dataclass(frozen=True, kw_only=True)
class Reach:
    """How far a search around the plan looks, in shares of the bound: items, and starts of others."""

    item: float
    start: float
    effort: int


_REACHES = (Reach(item=3e-6, start=0.0, effort=15), Reach(item=2e-5, start=1e-6, effort=30))
"""How far is looked, in turn until a plan is good enough."""
_MANY_STARTS = 120
"""Starts of other campaigns that are free at most."""
_SLACK = 1e-5
"""Share of the bound within which a search around the plan may stop short of its own bound."""


def resolved(
    base: Base,
    arrays: Arrays,
    moved: Floats | None = None,
    *,
    gap: float = 1e-3,
    enough: float = np.inf,
    seconds: float = 20.0,
    deep: bool = True,
) -> Resolved:
    """Solve changed arrays again, from a base.

    ``arrays`` have the base's rows and columns with other values and limits (``Base.starting`` and
    ``Base.without`` make some). ``moved`` is a point to look around, by default the base's with campaigns
    where the arrays let them start. It stops at a plan within ``gap`` of the bound that is worth at least
    ``enough`` (where inf: any), at the latest after some ``seconds``. ``deep`` allows the repair of the plan
    and a search by an engine where nothing near was found. Small programs are solved to the end.
    """
    if base.small:
        return whole(base, arrays, seconds=seconds)
    bound = base.bound_at_prices(arrays)
    if np.isneginf(bound):
        return IMPOSSIBLE
    until = time.monotonic() + seconds
    target = bound - gap * max(abs(bound), 1.0)
    wanted = max(target, enough) if np.isfinite(enough) else target
    begun = moved_point(base, arrays) if moved is None else moved
    x = _around(base, arrays, begun, bound, wanted, until, deep=deep)
    if x is None and deep:
        x = _repaired(base, arrays, bound, gap, until)
    if x is None and deep:
        return whole(base, arrays, gap=gap, seconds=max(until - time.monotonic(), 1.0), engine="priced")
    value = None if x is None else float(arrays.cost @ x)
    return Resolved(objective=value, bound=bound if value is None else max(bound, value), point=x)


def moved_point(base: Base, arrays: Arrays) -> Floats:
    """Return the base's point with campaigns whose start is closed in arrays moved to the best open one.

    What rides on a moved start follows the prices. The point may break rows.
    """
    parted = base.parted.changed(arrays)
    groups = parted.groups
    priced = parted.priced(parted.usable(base.between))
    x = base.point.copy()
    stands = x[groups.option] > 0.5
    shut = np.zeros(groups.count, dtype=bool)
    shut[groups.group[stands & (arrays.high[groups.option] < 0.5)]] = True
    empty = np.ones(groups.count, dtype=bool)
    empty[groups.group[stands]] = False
    moves = shut | (empty & groups.must)
    of = groups.group[groups.choice_option[groups.choice]]
    x[groups.option[moves[groups.group]]] = 0.0
    x[groups.item[moves[of]]] = 0.0
    for group in np.flatnonzero(moves):
        mine = np.flatnonzero(groups.group == group)
        best = int(mine[np.argmax(priced.value[mine])])
        if not np.isfinite(priced.value[best]) or not (groups.must[group] or priced.value[best] > 0):
            continue
        x[groups.option[best]] = 1.0
        taken = priced.item[groups.choice_option == best]
        x[groups.item[taken[taken >= 0]]] = 1.0
    return x


def _around(
    base: Base, arrays: Arrays, x: Floats, bound: float, wanted: float, until: float, *, deep: bool
) -> Floats | None:
    """Return the best point found near ``x``; wider where it is worth less than wanted."""
    frame = frame_for(base, arrays)
    guide = guide_of(frame, x, base.prices, bound)
    best, most = None, -np.inf
    for reach in _REACHES:
        found = _searched(base, frame, guide, best if best is not None else x, reach, wanted, until)
        if found is not None and base.keeps(arrays, found):
            value = float(arrays.cost @ found)
            if value > most:
                best, most = found, value
        if most >= wanted or (best is not None and not deep) or time.monotonic() > until:
            break
    return best


def frame_for(base: Base, arrays: Arrays) -> Frame:
    """Return what rows of changed arrays say about single campaigns."""
    frame = base.frame
    if arrays.matrix is base.arrays.matrix:
        return replace(frame, arrays=arrays)
    return replace(frame, arrays=arrays, by_column=sparse.csc_array(arrays.matrix))


def _searched(
    base: Base, frame: Frame, guide: Guide, x: Floats, reach: Reach, wanted: float, until: float
) -> Floats | None:
    """Search the small program of what is within reach of a point."""
    arrays = frame.arrays
    near, kept = _free_starts(base, frame, guide, x, reach)
    part = freed(frame, guide, near, x, reach.item * guide.scale, kept)
    if not part.possible:
        return None
    limits = Limits(
        slack=_SLACK * guide.scale, enough=wanted - part.constant, effort=reach.effort, until=until
    )
    start = x[part.columns] if arrays.infeasibility(x) <= KEEPS else None
    found = quick(part.arrays, limits, start, lambda z: None)
    if found.x is None:
        return None
    z = part.whole(found.x)
    return np.where(arrays.whole, np.rint(z), z)


def _free_starts(base: Base, frame: Frame, guide: Guide, x: Floats, reach: Reach) -> tuple[Bools, Bools]:
    """Return which starts are free, axis ``(column,)``, and which campaigns stand, axis ``(campaign,)``.

    A campaign that is forced away from where the base has it is free within what is open to it.
    """
    arrays, labels = frame.arrays, frame.labels
    near, kept = np.zeros(arrays.columns, dtype=bool), np.ones(frame.campaigns, dtype=bool)
    starts = np.flatnonzero(labels.start & (arrays.high > 0.5))
    forced = (arrays.row_low[base.once_row] > base.arrays.row_low[base.once_row]) & (base.once_row >= 0)
    forced |= (base.period >= 0) & _shut(base, arrays)
    kept[forced] = False
    near[starts[forced[labels.campaign[starts]]]] = True
    if not reach.start:
        return near, kept
    used = x[starts] > 0.5
    loss = np.where(used, np.inf, guide.loss[starts])
    order = np.argsort(loss, kind="stable")[:_MANY_STARTS]
    order = order[loss[order] <= reach.start * guide.scale]
    kept[labels.campaign[starts[order]]] = False
    near[starts[order]] = True
    near[starts[used]] = True
    return near, kept


def _shut(base: Base, arrays: Arrays) -> Bools:
    """Say which campaigns may not start where the base has them, axis ``(campaign,)``."""
    starts = base.program.given.columns.start
    column = starts[np.arange(len(starts)), np.maximum(base.period, 0)]
    found: Bools = np.append(arrays.high, 1.0)[column] < 0.5
    return found


def _repaired(base: Base, arrays: Arrays, bound: float, gap: float, until: float) -> Floats | None:
    parted = base.parted.changed(arrays)
    priced = parted.priced(parted.usable(base.between))
    x = repaired(parted, priced, base.point, Target(bound=bound, gap=gap, until=until))
    return x if x is not None and base.keeps(arrays, x) else None


def whole(
    base: Base, arrays: Arrays, *, gap: float = 0.0, seconds: float = 20.0, engine: str = "highs"
) -> Resolved:
    """Solve the whole of the changed arrays by an engine, from the prices at hand."""
    offers = sparse.csr_array((0, arrays.columns))
    known = Known(prices=base.prices, offers=offers, point=base.point) if engine == "priced" else None
    wish = Wish(gap=gap, seconds=seconds, workers=1, known=known)
    answer, interrupted = child.run(engine, arrays, wish)
    if interrupted:
        raise KeyboardInterrupt
    if answer.status is Status.IMPOSSIBLE:
        return IMPOSSIBLE
    at_prices = base.bound_at_prices(arrays)
    bound = at_prices if answer.bound is None else min(answer.bound, at_prices)
    x = answer.x
    if x is not None:
        x = np.where(arrays.whole, np.rint(x), x)
        x = x if base.keeps(arrays, x) else None
    value = None if x is None else float(arrays.cost @ x)
    return Resolved(objective=value, bound=bound if value is None else max(bound, value), point=x)
