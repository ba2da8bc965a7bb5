"""What would bring a start forward: more money in a fund's year, a lower cost, a higher priority.

Each is a patch of the arrays, which tests compare with the programme built anew.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from solvers.engines.answer import gap_between
from solvers.program.prices import work_costs
from solvers.rules.money import FEN_IN_UNIT, is_simple
from solvers.why.least import Forced, Lever, Levered
from solvers.why.resolve import whole

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from solvers.program.arrays import Arrays
    from solvers.why.base import Base

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

_COST_ROWS = ("money_due_drawn", "due_after_plan")
_MONEY = ("fund_caps", "matching", "fund_floors", "bond_cover")
"""Rules that may hold costs or limits in other ways: where they have rows, money is not patched."""
_TRIES, _MORE = 3, 1.0
"""How often an amount is raised, and by what share, until it does; and how often it is then lowered."""
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


def by_fund(asked: Asked) -> Change | str:
    """Return how much more of one fund's year would do; a reason where none does."""
    base = asked.base
    if not asked.deep and not base.small:
        return "not_tried"
    if any(base.rows(rule).stop for rule in ("fund_floors", "bond_cover")):
        return "rules_of_funds"
    choice = _fund_year(asked)
    if choice is None:
        return "no_fund"
    fund, year, rows = choice
    most = float(np.sum(work_costs(base.programme)[_works(base, asked.campaign)].max(axis=1))) / FEN_IN_UNIT
    lever = Lever(rows=rows, values=np.full(len(rows), -1.0), most=max(3 * most, 1.0))
    levered = Levered(base, asked.arrays, lever, asked.start)

    def changed(amount: float) -> Arrays:
        high = base.arrays.row_high.copy()
        high[rows] += amount
        return replace(base.arrays, row_high=high)

    limit = float(base.program.given.claims.funds.usable_from(len(base.programme.clock.years))[fund, year])
    funds = base.program.given.claims.funds
    return _found(
        asked,
        levered,
        changed,
        lambda amount: Change(
            kind="fund",
            what=str(funds.name[fund]),
            year=int(base.programme.clock.years[year]),
            before=limit / 100,
            after=limit / 100 + amount * 1e4,
            verified=True,
            smallest=False,
            gap=0.0,
        ),
        float(base.prices[rows].sum()),
    )


def _found(
    asked: Asked,
    levered: Levered,
    changed: Callable[[float], Arrays],
    told: Callable[[float], Change],
    price: float,
) -> Change | str:
    """Return the least whole amount that is verified, as a change; ``price`` is what one unit is worth."""

    def tried(amount: float) -> tuple[bool, float, Floats | None]:
        arrays = changed(amount)
        x = levered.best(amount, _enough(asked, arrays))
        return (*verified(asked, arrays, x), x)

    amount = _guess(asked, levered, price)
    if amount is None:
        return "never"
    found, least = None, 0.0
    for _ in range(_TRIES):
        good, gap, x = tried(amount)
        if good:
            found = replace(told(amount), gap=gap, point=x)
            break
        least, amount = amount, amount + max(1.0, float(np.ceil(amount * _MORE)))
        if amount > levered.most:
            break
    for _ in range(_TRIES):
        less = float(np.floor(amount - max(1.0, STEP * amount)))
        if found is None or less <= least:
            break
        good, gap, x = tried(less)
        if not good:
            break
        amount, found = less, replace(told(less), gap=gap, point=x)
    if found is None:
        return "not_shown"
    step_less = float(np.floor(amount - max(1.0, STEP * amount)))
    return replace(found, smallest=bool(step_less <= least or not good))


def _guess(asked: Asked, levered: Levered, price: float) -> float | None:
    """Return the amount to try first: the least there is of a small program, else by price."""
    base = asked.base
    stands = float(base.arrays.cost @ asked.stands)
    if base.small:
        least = levered.least(stands, 0.01)
        return None if least is None else max(float(np.ceil(least - 1e-6)), 1.0)
    if price <= 0:
        return None
    forced = base.bound_at_prices(asked.arrays) - (base.bound - base.objective)
    if asked.forced is not None:
        forced = float(base.arrays.cost @ asked.forced)
    guess = max(float(np.ceil((stands - forced) / price)), 1.0)
    return guess if guess <= levered.most else None


def _enough(asked: Asked, changed: Arrays) -> float:
    """Worth at which a search may stop: that of what stands; a small program is solved to the end."""
    return np.inf if asked.base.small else float(changed.cost @ asked.stands)


def _works(base: Base, campaign: int) -> Ints:
    return np.flatnonzero(base.programme.facts.campaign == campaign)


def _fund_year(asked: Asked) -> tuple[int, int, Ints] | None:
    """Return the fund and plan year in which more money is worth most to the start, with its rows."""
    base, given = asked.base, asked.base.program.given
    funds, years = given.claims.funds, len(given.programme.clock.years)
    rows = base.rows("fund_limits")
    if rows.stop == 0:
        return None
    parts = np.flatnonzero(np.isin(given.claims.work, _works(base, asked.campaign)))
    may = given.claims.may_pay[np.unique(given.claims.group[parts])].any(axis=0)
    may &= is_simple(given)
    at = rows.start + np.arange(len(funds.name) * years).reshape(-1, years)
    price = np.maximum(base.prices[at], 0.0)
    carried = funds.carry_share == 1
    price[carried] = np.cumsum(price[carried, ::-1], axis=1)[:, ::-1]
    open_ = (given.columns.draw >= 0).any(axis=1)
    due = np.zeros(years, dtype=bool)
    for period in asked.periods:
        due |= given.due.at(parts, np.full(len(parts), period))[:, :years].any(axis=0)
    worths = np.where(may[:, None] & open_ & due[None, :], price, -1.0)
    if not worths.size or worths.max() < 0:
        return None
    fund, year = (int(n) for n in np.unravel_index(int(np.argmax(worths)), worths.shape))
    chosen = at[fund, year:] if carried[fund] else at[fund, year : year + 1]
    return fund, year, chosen


def by_cost(asked: Asked) -> Change | str:
    """Return by how much lower a cost of the campaign's works would do; a reason where none does."""
    base = asked.base
    if not asked.deep and not base.small:
        return "not_tried"
    if asked.forced is None:
        return "not_shown"
    if base.programme.settings.aims.cost or base.programme.settings.tiers:
        return "rules_of_funds"
    labels = base.arrays.labels
    assert labels is not None
    mine = np.flatnonzero(labels.to(base.arrays.columns).campaign == asked.campaign)
    if any(base.arrays.matrix[base.rows(rule)][:, mine].nnz for rule in _MONEY):
        return "rules_of_funds"
    rows = np.concatenate([np.arange(base.arrays.rows)[base.rows(rule)] for rule in _COST_ROWS])
    use = np.asarray(
        base.arrays.matrix[rows] @ np.where(np.isin(np.arange(base.arrays.columns), mine), asked.forced, 0.0)
    )
    cost = _cost_at(base, asked.campaign, asked.forced)
    if cost <= 0 or not use.any():
        return "no_cost"
    lever = Lever(rows=rows, values=-use / cost, most=cost, fixed=mine)
    levered = Levered(base, asked.arrays, lever, asked.start)

    def changed(amount: float) -> Arrays:
        return cheaper(base, asked.campaign, min(amount / cost, 1.0))

    return _found(
        asked,
        levered,
        changed,
        lambda amount: Change(
            kind="cost",
            what="",
            year=None,
            before=cost * 1e4,
            after=(cost - amount) * 1e4,
            verified=True,
            smallest=False,
            gap=0.0,
        ),
        float(use @ base.prices[rows]) / cost,
    )


def _cost_at(base: Base, campaign: int, x: Floats) -> float:
    """Return what the works that a point includes of a campaign cost, in 万元."""
    columns, works = base.program.given.columns, _works(base, campaign)
    at = np.append(x, 0.0)[columns.work[works]] > 0.5
    return float((work_costs(base.programme)[works] * at).sum()) / FEN_IN_UNIT


def cheaper(base: Base, campaign: int, share: float) -> Arrays:
    """Return the base's arrays with all works of a campaign cheaper by a share."""
    labels = base.arrays.labels
    assert labels is not None
    matrix = base.arrays.matrix.copy()
    mine = labels.to(base.arrays.columns).campaign == campaign
    for rule in _COST_ROWS:
        rows = base.rows(rule)
        span = slice(int(matrix.indptr[rows.start]), int(matrix.indptr[rows.stop]))
        matrix.data[span] = np.where(mine[matrix.indices[span]], (1 - share), 1.0) * matrix.data[span]
    return replace(base.arrays, matrix=matrix)


__all__ = ["Asked", "Change", "by_cost", "by_fund", "cheaper", "verified"]
