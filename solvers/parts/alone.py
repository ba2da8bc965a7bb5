"""What is worked out of one unit, in a process of its own: its plan within its share, then its bound."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

from solvers.engines import highs
from solvers.engines.priced import engine
from solvers.engines.priced.large import relaxed_large
from solvers.engines.priced.near import Reach, near
from solvers.engines.priced.plans.guide import guide_of
from solvers.engines.priced.plans.incumbent import Incumbent
from solvers.engines.priced.plans.knots import Asked, by_knots
from solvers.engines.priced.plans.loose import FIRST, Level, tightened
from solvers.engines.priced.plans.small import Relaxed
from solvers.parts.one import One, drawn, fund_of, one_of, only, priced, with_arrays, within
from solvers.plan.decode import decode
from solvers.plan.settle import NotSettledError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scenarios.model.programme import Programme
    from solvers.engines.answer import Wish
    from solvers.engines.priced.groups import Flags, Floats, Ints
    from solvers.engines.priced.near import Near
    from solvers.engines.priced.pricing import Parted, Priced
    from solvers.plan.plan import Plan
    from solvers.rules.program import PhasingProgram

FEW = 20
"""Groups up to which a unit is searched whole."""
_TURNS, _NEARLY, _REACHED = 12, 0.5, 1e-3
"""Turns of the relaxation near prices, the share of the gap that ends it; and a share that is nothing."""
_REACH = Reach(settled=0.01, open_=0.01, item=0.002)
"""What it reaches, in what a group is worth on average."""
_TRIES = ((60, 10), (100, 300))
"""How hard the last of a unit's plan is searched, in turn until there is one; then come windows, which better
a plan in less time.
"""
_CLOSE = (
    Level(start=0.05, item=0.005, starts=120, effort=30, misses=3),
    Level(start=0.1, item=0.01, starts=200, effort=60, misses=4, far=4.0),
)
"""Windows that follow where these leave more than the gap: a few that free more at once, and wider ones where
a plan falls short of much."""
_LESS = 0.8
"""Share of the gap that a unit's plan may fall short of its relaxation: units together fall short of more."""
_TORN = 1e-6
"""From which share on an option counts as torn."""
_RELAXATION, _LONG = 0.6, 3600.0
"""Share of the time that a unit's relaxation may take; time for one that takes a blink."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Share:
    """What a unit may use of what it shares with others.

    ``money`` is in fen by fund and vintage. Of crew-days that a row of crews has and others have not
    ``used``, by name, it may use the ``part`` of the row's trade.
    """

    money: Mapping[str, Ints]
    used: Mapping[str, float]
    part: Mapping[str, float]


@dataclass(frozen=True, kw_only=True, eq=False)
class Settled:
    """A unit's relaxation at prices of funds above its part, within its share of the part's crews and funds.

    ``drawn`` is what it draws on the funds above by plan year, in fen. ``shared`` are prices of all rows
    shared with others, by name, ``own`` those of its own coupling rows: places and prices; ``begin`` those of
    all that have one, by name.
    """

    drawn: dict[str, Floats]
    shared: dict[str, float]
    begin: dict[str, float]
    own: tuple[Ints, Floats]
    by_clock: bool


@dataclass(frozen=True, kw_only=True, eq=False)
class Planned:
    """A unit's plan and its worth.

    ``drawn`` is what it draws of funds by plan year, in fen; ``used`` the crew-days that it uses, by row.
    """

    plan: Plan
    worth: float
    drawn: dict[str, Ints]
    used: dict[str, float]
    by_clock: bool


def settled(
    programme: Programme,
    share: Share,
    prices: Mapping[str, float],
    begin: Mapping[str, float] | None,
    wish: Wish,
    seconds: float,
) -> Settled:
    """Return a unit's relaxation at prices of the rows of funds above its part, by name.

    ``begin`` are prices of rows to begin from, by name. Raises ArithmeticError where no relaxation
    is found.
    """
    until = time.monotonic() + seconds
    one, parted, _ = _within(programme, share)
    above = only(one, frozenset(fund_of(name) for name in prices))
    at_prices = priced(replace(above, parted=parted), prices)
    x, y = _relaxed(one, at_prices, begin, wish, until)
    if x is None or y is None:
        raise ArithmeticError("a unit without a relaxation")
    rest = np.flatnonzero(~one.of_shared & (y != 0))
    return Settled(
        drawn=drawn(above, x),
        begin={one.row_name[row]: float(y[row]) for row in np.flatnonzero(y).tolist()} | dict(prices),
        shared={
            one.row_name[row]: prices.get(one.row_name[row], float(y[row]))
            for row in np.flatnonzero(one.of_shared).tolist()
        },
        own=(rest, y[rest]),
        by_clock=time.monotonic() > until,
    )


def _within(programme: Programme, share: Share) -> tuple[One, Parted, PhasingProgram]:
    """Return a unit's program, and what keeps it within its share."""
    one = one_of(programme)
    program, strict = within(one, share.money)
    high = one.parted.arrays.high
    strict = replace(strict, high=high, row_high=_with_crews(one, strict.row_high, share))
    return one, with_arrays(one.parted, strict), program


def planned(
    programme: Programme,
    share: Share,
    begin: Mapping[str, float] | None,
    wish: Wish,
    seconds: float,
) -> Planned | None:
    """Return a unit's plan within its share; ``begin`` are prices of rows to begin from, by name.

    Where time leaves no other plan it is the one that starts nothing; None where that breaks a rule.
    """
    began = time.monotonic()
    one, parted, program = _within(programme, share)
    x, prices = None, None
    if parted.groups.count > FEW:
        x, prices = _relaxed(one, parted, begin, wish, began + seconds * _RELAXATION)
    wish = replace(wish, seconds=max(seconds - (time.monotonic() - began), 0.1))
    found, by_clock = _searched(parted, x, prices, wish)
    if found is None:
        found = np.zeros(parted.arrays.columns)
        if parted.arrays.infeasibility(found) > 0:
            return None
    try:
        plan = decode(program, found)
    except NotSettledError:
        return None
    years = {year: number for number, year in enumerate(program.given.programme.clock.years)}
    taken = {name: np.zeros(len(years), dtype=np.int64) for name in share.money}
    for draw in plan.draws:
        taken[draw.fund][years[draw.year]] += draw.amount
    row = np.flatnonzero(one.of_crews)
    used = np.asarray(one.parted.rows[row] @ found)
    return Planned(
        plan=plan,
        worth=float(program.arrays.cost @ found),
        drawn=taken,
        used={one.row_name[r]: float(days) for r, days in zip(row, used, strict=True)},
        by_clock=by_clock,
    )


def _with_crews(one: One, row_high: Floats, share: Share) -> Floats:
    """Return limits of rows with the unit's part of crew-days."""
    high = row_high.copy()
    for row in np.flatnonzero(one.of_crews).tolist():
        name, at = one.row_name[row], one.parted.groups.coupling[row]
        left = max(high[at] - share.used.get(name, 0.0), 0.0)
        high[at] = np.floor(left * share.part[fund_of(name)] + 1e-6)
    return high


def _relaxed(
    one: One, parted: Parted, begin: Mapping[str, float] | None, wish: Wish, until: float
) -> tuple[Floats | None, Floats | None]:
    """Return a point of the relaxation and prices of the coupling rows; None where they were not found.

    The relaxation of what is near some prices has prices of its own; after a few turns these stand.
    """
    if parted.groups.count > FEW and begin is not None:
        prices = np.array([begin.get(name, 0.0) for name in one.row_name])
        return in_turns(parted, parted.usable(prices), wish, until)
    if parted.groups.count > FEW:
        found = relaxed_large(parted, wish.gap, until, lambda _: None)
        if found is not None and found.mix is not None:
            return found.mix.x, found.prices
    whole = highs.relax(parted.arrays, max(until - time.monotonic(), 0.1), 1)
    if whole.x is None or whole.prices is None:
        return None, None
    return whole.x, parted.usable(whole.prices[parted.groups.coupling])


def in_turns(parted: Parted, prices: Floats, wish: Wish, until: float) -> tuple[Floats | None, Floats | None]:
    """Return a relaxed point and prices of the coupling rows, from the program near ``prices`` in turns.

    ``until`` is a moment of the monotonic clock; None twice where nothing keeps the rows near the prices.
    """
    x, reached = np.zeros(parted.arrays.columns), np.zeros(parted.arrays.columns)
    found = parted.priced(prices)
    best, bound = prices, parted.quick_bound(prices, found)
    paying = found.best[found.best > 0]
    worth = float(paying.mean()) if len(paying) else 1.0
    decided, choices = found.item, np.zeros(len(found.item), dtype=bool)
    for turn in range(_TURNS):
        choices |= found.item != decided  # what prices say differently from turn to turn they do not decide
        small = near(parted, found, np.maximum(x, reached), worth, _REACH, None, choices)
        corner = _corner(small, x if turn else None, max(until - time.monotonic(), 1.0))
        if corner is None:
            return (x, best) if turn else (None, None)
        x = np.maximum(small.back(corner[0]), 0.0)
        reached[small.own] = _REACHED  # what was in reach once stays
        prices = parted.usable(corner[1][: len(parted.low)])
        for tried in (prices, (best + prices) / 2):  # halfway to those that leap from the best: works stay
            found = parted.priced(tried)
            now = parted.quick_bound(tried, found)
            if now < bound:
                best, bound = tried, now
                break
        if bound - float(parted.arrays.cost @ x) < _NEARLY * wish.gap * abs(bound):
            break
    return x, best


def _corner(small: Near, x: Floats | None, seconds: float) -> tuple[Floats, Floats] | None:
    """Return a corner of the relaxation near prices and the prices of its rows; None where time is too short.

    ``x`` is a point of the whole to begin from, such as the corner of the turn before; None where there is
    none.
    """
    if x is None:
        found = highs.relax(small.arrays, seconds, 1)
        return None if found.x is None or found.prices is None else (found.x, found.prices)
    relaxed = Relaxed(small.arrays, x[small.own])
    return (relaxed.x, relaxed.prices) if relaxed.solve(seconds) else None


def _searched(
    parted: Parted, x: Floats | None, prices: Floats | None, wish: Wish
) -> tuple[Floats | None, bool]:
    """Return a point of the whole, None where none was found; and whether time stopped the search."""
    arrays, until = parted.arrays, time.monotonic() + wish.seconds
    if parted.groups.count <= FEW or x is None or prices is None:
        answer = engine.solve(arrays, replace(wish, gap=wish.gap / 2), lambda _: None)
        return answer.x, answer.stopped or answer.by_clock
    best = Incumbent(arrays, lambda _: None)
    wish, found = replace(wish, gap=wish.gap * _LESS), parted.priced(prices)
    asked = Asked(gap=wish.gap, until=until, seed=wish.seed % 2**31, tries=_TRIES)
    by_knots(parted, found, x, asked, best)
    if best.x is None:
        without_torn(parted, found, x, best)
    if best.x is not None:
        bound = parted.quick_bound(prices, found)
        guide = guide_of(parted.frame, x, parted.row_prices(prices, found), bound)
        tightened(parted.frame, guide, best, wish, until, (*FIRST, *_CLOSE))
    return best.x, time.monotonic() > until


def without_torn(parted: Parted, priced: Priced, x: Floats, best: Incumbent) -> None:
    """Offer the plan that starts what a relaxed point starts whole, and nothing that it tears."""
    groups = parted.groups
    of_item = groups.group[groups.choice_option[groups.choice]]
    torn = np.zeros(groups.count, dtype=bool)
    torn[groups.group[_between(x[groups.option])]] = True
    torn[of_item[_between(x[groups.item])]] = True
    whole = np.rint(x)
    whole[groups.option[torn[groups.group]]] = 0.0
    whole[groups.item[torn[of_item]]] = 0.0
    small = near(parted, priced, whole, 0.0, Reach(settled=0.0, open_=0.0, item=0.0), whole)
    own = np.where(small.arrays.whole, whole[small.own], np.nan)
    found = highs.relax(small.arrays.fixed(own), _LONG, 1).x
    if found is not None:
        best.offer(small.back(found))


def _between(share: Floats) -> Flags:
    found: Flags = (share > _TORN) & (share < 1 - _TORN)
    return found


@dataclass(frozen=True, kw_only=True, eq=False)
class Bounded:
    """What a unit can be worth at most, net of prices of what is shared.

    ``limits`` are the limits of what is shared, by name of the row: of all units of the part together.
    ``over`` is what money alone may gain at the prices, which is no more than their rounding.
    """

    bound: float
    limits: dict[str, float]
    over: float


def bounded(programme: Programme, prices: Mapping[str, float], own: tuple[Ints, Floats]) -> Bounded:
    """Return a unit's bound at prices of what is shared, by name.

    ``own`` are prices of its own coupling rows: places and prices. What is due is priced so that no draw
    gains, whatever they say. Raises ArithmeticError where a price is below nothing.
    """
    one = one_of(programme)
    parted = priced(one, prices)
    y = np.zeros(len(parted.low))
    y[own[0]] = own[1]
    dues = np.flatnonzero(one.of_dues)
    place = np.searchsorted(parted.groups.other, one.draws)
    by_draw = sparse.coo_array(parted.of_others[dues][:, place])
    y[dues] = -np.inf
    np.maximum.at(y, dues[by_draw.row], parted.arrays.cost[one.draws[by_draw.col]])
    y[np.isneginf(y)] = 0.0
    usable = parted.usable(y)
    rows = np.flatnonzero(one.of_shared)
    price = np.array([prices[one.row_name[row]] for row in rows])
    if (price < 0).any():
        raise ArithmeticError("a limit's price below nothing")
    alone = one.parted.arrays.cost[one.own_shared] - one.parted.rows[rows][:, one.own_shared].T @ price
    return Bounded(
        bound=parted.bound(usable, parted.priced(usable)),
        limits={one.row_name[row]: float(one.parted.high[row]) for row in rows},
        over=float(np.maximum(alone, 0.0).sum()) * one.all_money,
    )
