"""What can make room for a start that is forced: the few campaigns that move for it, and by how little.

A start a year earlier needs money, crews and streets of its new periods, and gives back those of its own.
Who makes room is a campaign that uses the same rows and loses little by price where it moves. So the rows
that the moved start breaks are read, and for each those campaigns' nearest moves are free; the rest stands.
The plan itself is first bettered by the same kind of search, so that the two can be compared.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from solvers.engines.priced.plans.choice import freed
from solvers.engines.priced.plans.small import Limits, quick
from solvers.why.agreed import agreed
from solvers.why.along import start_of
from solvers.why.base import KEEPS
from solvers.why.resolve import frame_for

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from solvers.engines.priced.plans.part import Part
    from solvers.program.arrays import Arrays
    from solvers.why.along import Start
    from solvers.why.base import Base

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Bools = NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True)
class Depth:
    """How many moves are free: the ``few`` nearest of the periods, and of each row that breaks ``each``.

    ``both`` ways, or only to later periods; ``effort`` is that of the search. Of the users of each row that
    breaks, the ``out`` that lose least by it may be left out of the plan, where they need not start; and
    what taking or leaving an optional work of theirs may lose is ``items``, as a share of the bound.
    """

    few: int
    each: int
    both: bool
    effort: int
    out: int = 0
    items: float = 0.0


@dataclass(frozen=True, kw_only=True, eq=False)
class Search:
    """A search of a part: its effort, where to stay among equals, and a point to begin from.

    ``moved`` is a point that may break rows: where there is none to begin from, only what it and the
    relaxation do not agree on is searched; None: everything that is free.
    """

    effort: int
    stay: Floats
    begin: Floats | None = None
    moved: Floats | None = None


NARROW = Depth(few=30, each=15, both=False, effort=25)
"""How far is looked for room first."""
LEVERED = Depth(few=30, each=15, both=False, effort=20)
"""How far around a plan with the start forced, where a change is to make up for what it loses."""
_WIDE = Depth(few=60, each=20, both=True, effort=10, out=10, items=3e-4)
_WIDER = replace(_WIDE, items=1e-3)
_STEPS = (_WIDE, _WIDE, _WIDER)
"""How far, step by step around what the last found, where that found nothing, or what it found loses clearly
more than by price. Small steps around what is found find more than one wide one, in less time."""
_WIDEST = Depth(few=400, each=100, both=True, effort=10, out=40, items=1e-3)
"""How far, where even those found no plan."""
_CLEARLY = 2e-5
"""What counts as clearly more, as a share of the bound."""
_NEAR = 3e-4
"""What a move may lose by price, as a share of the bound; the users of rows that break may lose any."""
_STAY = 1e-6
"""What a campaign that stands as it stood counts for, as a share of the bound: it chooses among equals."""
_POLISHED, _ITEM, _POLISH = 300, 1e-5, 30
"""Moves that are free in a window of the plan's own polishing, what its items lose, and its effort."""
_SLACK = 1e-6
_SECONDS = 20.0


def years_of(base: Base) -> Ints:
    """Return the year in which each period begins, axis ``(period,)``."""
    clock = base.programme.clock
    return np.array([clock.date(int(day)).year for day in clock.starts[:-1]], dtype=np.int64)


def polished(base: Base) -> Base:
    """Return the base with its plan bettered in windows of two years; small programs as they are.

    Prices and bound stay. What is forced is compared with this plan, as it is searched in the same way.
    """
    if base.small:
        return base
    x, years = base.point, years_of(base)
    width = min(2 * int(np.unique(years, return_counts=True)[1].max()), len(years))
    step = max(width // 2, 1)
    for first in range(0, max(len(years) - width, 0) + step, step):
        x = _window(base, x, first, first + width)
    objective = float(base.arrays.cost @ x)
    if objective <= base.objective:
        return base
    return replace(base, point=x, objective=objective, bound=max(base.bound, objective))


def room(
    base: Base, arrays: Arrays, campaign: int, periods: Sequence[int], bound: float, *, deep: bool
) -> Floats | None:
    """Return the best plan found with a campaign's start forced into periods; None: none was found.

    ``arrays`` force it, ``bound`` is theirs by price. ``deep`` looks further where a plan loses clearly more
    than by price.
    """
    start = start_of(base, arrays, campaign, periods)
    part = part_for(base, arrays, start, start.point, NARROW)
    x = _searched(base, arrays, part, Search(effort=NARROW.effort, stay=base.point))
    lost = np.inf if x is None else base.objective - float(arrays.cost @ x)
    if x is not None and (not deep or lost <= base.parted_bound - bound + _CLEARLY * base.scale):
        return x
    x = _stepped(base, arrays, start, x)
    if x is None:
        for depth in (_WIDEST, _WIDER):
            x = _bettered(base, arrays, start, depth, x)
    return x


def around(base: Base, arrays: Arrays, campaign: int, periods: Sequence[int], x: Floats) -> Floats:
    """Return the best plan found near one that starts a campaign in one of some periods, itself at least.

    ``arrays`` force the start; their worths may be other than the base's.
    """
    found = _bettered(base, arrays, start_of(base, arrays, campaign, periods), LEVERED, x)
    return x if found is None else found


def _stepped(base: Base, arrays: Arrays, start: Start, x: Floats | None) -> Floats | None:
    """Return what is found around what the last step found; a step that gained nothing is not repeated."""
    done = None
    for depth in _STEPS:
        if depth == done:
            continue
        found = _bettered(base, arrays, start, depth, x)
        done = depth if found is x else None
        x = found
    return x


def _bettered(base: Base, arrays: Arrays, start: Start, depth: Depth, x: Floats | None) -> Floats | None:
    """Return the better of a plan and what is found around it; where there is none, around the start."""
    part = part_for(base, arrays, start, start.point if x is None else x, depth)
    search = Search(effort=depth.effort, stay=base.point, begin=x, moved=start.point)
    other = _searched(base, arrays, part, search)
    if other is None or (x is not None and float(arrays.cost @ x) >= float(arrays.cost @ other)):
        return x
    return other


def part_for(
    base: Base, arrays: Arrays, start: Start, point: Floats, depth: Depth, item: float = 0.0
) -> Part:
    """Return what is free where a start is forced: open starts of who moves, and the nearest of others.

    ``point`` says where the rest stands; it may break rows. ``item`` is what free items may lose, as a share
    of the bound.
    """
    frame, labels = frame_for(base, arrays), base.frame.labels
    starts = np.flatnonzero(labels.start)
    whose, when = labels.campaign[starts], labels.period[starts]
    moves, periods = np.array(start.campaigns, dtype=np.int64), start.periods
    years = years_of(base)
    year = int((years == years[periods[0]]).sum())
    since = int(np.argmax(years == years[periods[0]]))
    until = max(int(base.period[moves].max()) + 1, periods[-1] + year)
    stands, own = base.period[whose], np.isin(whose, moves)
    open_ = (when <= until) & (arrays.high[starts] > 0.5) & ~own & (stands >= 0)
    open_ &= (when != stands) if depth.both else (when > stands)
    order, loss = _nearest(base, base.point, starts, open_)
    free = np.zeros(len(starts), dtype=bool)
    free[order[(stands[order] >= since) & (loss[order] <= _NEAR * base.scale)][: depth.few]] = True
    kept = np.ones(frame.campaigns, dtype=bool)
    items = np.full(arrays.columns, item * base.scale)
    for users in _users(base, arrays, start.point):
        free[order[users[whose[order]]][: depth.each]] = True
        kept[_cheapest_out(base, arrays, users)[: depth.out]] = False
        if depth.items:
            items[np.append(users, False)[labels.campaign]] = depth.items * base.scale
    near = np.zeros(arrays.columns, dtype=bool)
    kept[whose[free]] = kept[moves] = False
    near[starts[free | (point[starts] > 0.5) | (base.point[starts] > 0.5)]] = True
    near[starts[own]] = arrays.high[starts[own]] > 0.5
    return freed(frame, base.guide, near, point, items, kept)


def _nearest(base: Base, x: Floats, starts: Ints, open_: Bools) -> tuple[Ints, Floats]:
    """Return the open starts in order of what they lose more than those that stand, and that."""
    loss, labels = base.guide.loss[starts], base.frame.labels
    used = x[starts] > 0.5
    now = np.zeros(base.frame.campaigns)
    now[labels.campaign[starts[used]]] = loss[used]
    more = np.where(open_ & ~used, np.maximum(loss - now[labels.campaign[starts]], 0.0), np.inf)
    order = np.argsort(more, kind="stable")
    return order[np.isfinite(more[order])], more


def _cheapest_out(base: Base, arrays: Arrays, users: Bools) -> Ints:
    """Return the campaigns of ``users`` that need not start, in order of what leaving them out loses."""
    rows = base.once_row
    need_not = users & (base.period >= 0) & ((rows < 0) | (arrays.row_low[rows] < 0.5))
    found = np.flatnonzero(need_not)
    value = np.zeros(arrays.columns)
    value[base.parted.groups.option] = base.priced.value
    starts = base.program.given.columns.start[found, base.period[found]]
    ordered: Ints = found[np.argsort(value[starts], kind="stable")]
    return ordered


def _users(base: Base, arrays: Arrays, x: Floats) -> list[Bools]:
    """Return for each row that a point breaks which campaigns use it so, axis ``(campaign,)``."""
    labels, found = base.frame.labels, []
    activity = np.asarray(arrays.matrix @ x)
    above, below = activity - arrays.row_high, arrays.row_low - activity
    rows = np.flatnonzero(np.maximum(above, below) > KEEPS)
    held = arrays.matrix[rows]
    for at, row in enumerate(rows.tolist()):
        span = slice(int(held.indptr[at]), int(held.indptr[at + 1]))
        columns = held.indices[span]
        use = held.data[span] * x[columns] * (1.0 if above[row] > 0 else -1.0)
        users = np.zeros(base.frame.campaigns + 1, dtype=bool)
        users[labels.campaign[columns[use > KEEPS]]] = True
        found.append(users[:-1])
    return found


def _searched(base: Base, arrays: Arrays, part: Part, search: Search) -> Floats | None:
    """Search a part; None where nothing that keeps every row was found."""
    if not part.possible:
        return None
    labels = base.frame.labels
    stands = labels.start[part.columns] & (search.stay[part.columns] > 0.5)
    held = replace(part.arrays, cost=part.arrays.cost + _STAY * base.scale * stands)
    limits = Limits(
        slack=_SLACK * base.scale, enough=np.inf, effort=search.effort, until=time.monotonic() + _SECONDS
    )
    begin = None if search.begin is None else search.begin[part.columns]
    about = search.moved if search.begin is None else search.begin
    torn = held if about is None else agreed(held, about[part.columns])
    if torn is None and begin is None:
        return None
    found = quick(held if torn is None else torn, limits, begin, lambda z: None)
    if found.x is None:
        return None
    y = part.whole(found.x)
    y = np.where(arrays.whole, np.rint(y), y)
    return y if base.keeps(arrays, y) else None


def _window(base: Base, x: Floats, first: int, end: int) -> Floats:
    """Return a point with what stands in periods moved within them where that gains."""
    labels = base.frame.labels
    starts = np.flatnonzero(labels.start)
    whose, when = labels.campaign[starts], labels.period[starts]
    stands = base.periods_of(x)[whose]
    inside = (when >= first) & (when < end) & (stands >= first) & (stands < end)
    order, loss = _nearest(base, x, starts, inside & (base.arrays.high[starts] > 0.5))
    free = order[loss[order] <= _NEAR * base.scale][:_POLISHED]
    kept = np.ones(base.frame.campaigns, dtype=bool)
    kept[whose[free]] = False
    near = np.zeros(len(x), dtype=bool)
    near[starts[free]] = near[starts[x[starts] > 0.5]] = True
    part = freed(base.frame, base.guide, near, x, _ITEM * base.scale, kept)
    found = _searched(base, base.arrays, part, Search(effort=_POLISH, stay=x, begin=x))
    return found if found is not None and base.arrays.cost @ found > base.arrays.cost @ x else x
