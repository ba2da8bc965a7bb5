"""A programme solved part by part: shared funds at prices for the bound, and shared out for the plan.

For any prices of the shared funds no plan is worth more than the sum of what every part may come to at these,
and what the funds' money is worth. A plan of each part within its share of that money makes a plan of all.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from solvers.engines import child
from solvers.engines.answer import BY_PRICES, Answer, Status, Wish, gap_between
from solvers.engines.dual_bound import ROUNDING
from solvers.engines.priced.near import Reach, near
from solvers.parts.find import Parts, programme_of
from solvers.parts.joint import Joint, joint
from solvers.parts.newton import inner, least
from solvers.parts.one import One, drawn, one_of, own_rows, priced, smooth_of, with_arrays, within
from solvers.parts.shares import Purse
from solvers.plan.decode import decode
from solvers.plan.plan import Plan
from solvers.plan.settle import NotSettledError
from solvers.search.certified import Solve

if TYPE_CHECKING:
    from scenarios.model.programme import Programme
    from solvers.engines.priced.groups import Floats, Ints
    from solvers.engines.priced.pricing import Parted, Priced
    from solvers.parts.smooth import Shares, Smooth
    from solvers.program.arrays import Arrays
    from solvers.search.run import Run

_SAMPLE = 200
"""About how many estates of each part prices of shared funds come from."""
_FIRST_LEVEL, _LAST_LEVEL, _LOWER = 1e-2, 1e-3, 0.3
"""What mu is first and last, in shares of what a group is worth, when a part's own prices are found."""
_LOST = 3e-5
"""Share of a part's worth that mu may cost its bound: it is lower where groups are few."""
_NARROW_ROUNDS, _BROKEN, _TIGHT = 3, 1e-3, 0.05
"""How often narrow rows are taken in that are broken by so much, and the slack they begin with."""
_MOST = 100.0
_FEW = 400
"""Groups up to which a part is searched whole."""
_REACH = Reach(settled=2e-3, open_=2e-3, item=1e-3)
"""How far from the prices plans of larger parts are looked for, in shares of what a group is worth."""
_LEAST_SECONDS = 3.0


@dataclass(frozen=True, kw_only=True, eq=False)
class _Found:
    """What came of a part at prices of shared funds: its bound and the point and prices behind it."""

    bound: float
    x: Floats
    priced: Priced
    worth: float


def solve_by_parts(programme: Programme, parts: Parts, run: Run) -> Solve:
    """Return the plan and the bound of a programme that falls into parts.

    Parts are built, solved and let go one after another, so that there is memory for one at a time.
    Raises ArithmeticError where prices of the shared funds are not found.
    """
    shared = frozenset(programme.funds.fund[parts.fund < 0].tolist())
    prices, expected = _shared_prices(programme, parts, shared)
    bound, worth, plans, purse = 0.0, 0.0, [], None
    broken = ""
    for number in range(parts.count):
        one = one_of(programme_of(programme, parts, number), shared)
        if number == 0:
            bound += _of_funds(one, prices)
            purse = Purse(one.program.given.claims.funds, shared, expected)
        found = _bounded(one, prices, prices.own[number])
        bound += found.bound
        if broken:
            continue
        assert purse is not None
        shares = purse.share(number, drawn(one, found.x))
        seconds = max(run.left / (parts.count - number), _LEAST_SECONDS)
        made = _planned(one, found, shares, replace(run.wish, seconds=seconds, start=None, known=None))
        if made is None:
            broken = f"no plan of part {number + 1} of {parts.count}"
            continue
        plan, value, paid = made
        purse.paid(shares, paid)
        plans.append(plan)
        worth += value
    bound += ROUNDING * abs(bound)
    return _told(run, plans, worth, bound, broken)


def _shared_prices(
    programme: Programme, parts: Parts, shared: frozenset[str]
) -> tuple[Joint, list[dict[str, Floats]]]:
    """Return prices from samples of all parts, and what each part is expected to draw of shared funds."""
    sizes = np.bincount(parts.estate, minlength=parts.count)
    ones, weights = [], []
    for number in range(parts.count):
        every = max(int(sizes[number]) // _SAMPLE, 1)
        one = one_of(programme_of(programme, parts, number, every), shared)
        ones.append(one)
        weights.append(float(sizes[number]) / max(len(one.program.given.programme.estates), 1))
    found = joint(ones, weights)
    return found, [drawn(one, x) for one, x in zip(ones, found.points, strict=True)]


def _of_funds(one: One, prices: Joint) -> float:
    """Return what the money of shared funds is worth at the prices; inf where these prove nothing."""
    rows = np.flatnonzero(one.of_shared)
    price = np.array([prices.shared[one.row_name[row]] for row in rows])
    alone = one.parted.arrays.cost[one.own_shared] - (one.parted.rows[rows][:, one.own_shared]).T @ price
    if (price < 0).any() or (alone > 0).any():
        return np.inf
    return float(price @ one.parted.high[rows])


def _bounded(one: One, prices: Joint, begin: dict[str, float]) -> _Found:
    """Return the bound of a part at prices of the shared funds."""
    parted = priced(one, prices.shared)
    worth = float(parted.priced(np.zeros(len(parted.low))).best.mean())
    smooth = smooth_of(parted, own_rows(one))
    y, at = _least(smooth, one, begin, worth)
    for _ in range(_NARROW_ROUNDS):
        x = smooth.point(at)
        used, high = np.asarray(parted.rows @ x), parted.high
        over = np.isfinite(high) & (used > high + _BROKEN * np.maximum(np.abs(high), 1e-9))
        new = np.setdiff1d(np.flatnonzero(over), smooth.rows)
        if not len(new):
            break
        price, mu = y / smooth.size, _levels(smooth)[-1] * worth
        smooth.take(np.append(smooth.rows, new))
        room = np.maximum(np.abs(smooth.limit[len(price) :]) * _TIGHT, 1e-9)
        y, at = least(smooth, np.append(price * smooth.size[: len(price)], mu / room), [mu])
    usable = parted.usable(smooth.prices(y))
    of_groups = parted.priced(usable)
    return _Found(bound=parted.bound(usable, of_groups), x=smooth.point(at), priced=of_groups, worth=worth)


def _levels(smooth: Smooth) -> list[float]:
    """Return what mu is, in turn, in shares of what a group is worth."""
    last = min(_LAST_LEVEL, _LOST * smooth.groups.count / max(len(smooth.rows), 1))
    steps = int(np.ceil(np.log(last / _FIRST_LEVEL) / np.log(_LOWER)))
    return [_FIRST_LEVEL * _LOWER**k for k in range(steps)] + [last]


def _least(smooth: Smooth, one: One, begin: dict[str, float], worth: float) -> tuple[Floats, Shares]:
    """Return the least of a part's smooth dual, from prices known by the names of rows where they pay."""
    mus = [level * worth for level in _levels(smooth)]
    y = np.array([begin.get(one.row_name[row], np.nan) for row in smooth.rows]) * smooth.size
    if not np.isnan(y).any() and smooth.at(y, mus[0]) is not None:
        return least(smooth, y, mus)
    return least(smooth, inner(smooth, _MOST * worth), [worth, 0.1 * worth, *mus])


def _planned(
    one: One, found: _Found, shares: dict[str, Ints], wish: Wish
) -> tuple[Plan, float, dict[str, Ints]] | None:
    """Return a part's plan within its shares, its worth, and what it draws of shared funds by plan year.

    Where time leaves no other it is the one that starts nothing; None where that breaks a rule.
    """
    program, arrays = within(one, shares)
    began = time.monotonic()
    x = _searched(with_arrays(one.parted, arrays), found, replace(wish, gap=wish.gap / 2))
    if x is None:
        left = wish.seconds - (time.monotonic() - began)
        x = _answer("priced", arrays, replace(wish, seconds=left)).x if left > 1 else None
    if x is None:
        x = np.zeros(arrays.columns)
        if arrays.infeasibility(x) > 0:
            return None
    try:
        plan = decode(program, x)
    except NotSettledError:
        return None
    years = {year: number for number, year in enumerate(program.given.programme.clock.years)}
    paid = {name: np.zeros(len(years), dtype=np.int64) for name in shares}
    for draw in plan.draws:
        if draw.fund in paid:
            paid[draw.fund][years[draw.year]] += draw.amount
    return plan, float(program.arrays.cost @ x), paid


def _searched(parted: Parted, found: _Found, wish: Wish) -> Floats | None:
    """Return a point of a part: of the whole of it where it is small, else near the prices."""
    if parted.groups.count <= _FEW:
        return _answer("priced", parted.arrays, wish).x
    small = near(parted, found.priced, np.zeros(parted.arrays.columns), found.worth, _REACH, None)
    x = _answer("highs", small.arrays, wish).x
    return None if x is None else small.back(x)


def _answer(engine: str, arrays: Arrays, wish: Wish) -> Answer:
    answer, interrupted = child.run(engine, arrays, wish)
    if interrupted:
        raise KeyboardInterrupt
    return answer


def _told(run: Run, plans: list[Plan], worth: float, bound: float, broken: str) -> Solve:
    """Return what came of all parts as one solve."""
    plan = None
    status, gap = Status.OUT_OF_TIME, None
    if not broken:
        plan = Plan(
            campaigns=tuple(one for part in plans for one in part.campaigns),
            draws=tuple(one for part in plans for one in part.draws),
        )
        gap = gap_between(worth, bound) if np.isfinite(bound) else None
        answer = Answer(status=Status.FEASIBLE, x=np.zeros(0), objective=worth, bound=bound)
        status = answer.judged(run.wish.gap).status
    return Solve(
        status=status,
        plan=plan,
        objective=None if broken else worth,
        bound=bound if np.isfinite(bound) else None,
        gap=gap,
        tiers=(),
        engine="priced",
        bound_by=BY_PRICES,
        seconds=run.spent,
        repeatable=status is not Status.FEASIBLE and not broken,
        interrupted=False,
        seed=run.wish.seed,
        rules=(),
        message=broken,
    )
