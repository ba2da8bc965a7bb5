"""A plan with the prices that prove its bound: what every question about a plan begins from.

The plan is a point of the integer program of its programme; the prices say what no plan can be worth more
than, and at them every change of a limit, a cost or a start has a worth in closed form. Questions are
answered by changed arrays: a bound at the prices, and a plan near the one in hand that keeps every row.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

from solvers.engines import child
from solvers.engines.answer import gap_between
from solvers.engines.dual_bound import bound_of, implied_high
from solvers.engines.priced.plans.frame import Frame, frame_of
from solvers.engines.priced.plans.guide import Guide, guide_of
from solvers.engines.priced.pricing import Parted, Priced
from solvers.plan.decode import start_point
from solvers.rules.program import phasing_program
from solvers.rules.tiers import aims_in_order
from solvers.search.in_turn import completed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from scenarios.model.programme import Programme
    from solvers.engines.answer import Known
    from solvers.plan.plan import Plan
    from solvers.program.arrays import Arrays
    from solvers.rules.program import PhasingProgram
    from solvers.search.warm import Warm

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

KEEPS = 1e-6
"""By how much a point may break a row, absolutely."""
_FEW_COLUMNS = 3000
"""Whole columns up to which a program is solved whole, as ``solve`` does."""
_FEW_CAMPAIGNS = 6
"""Campaigns that a row of few has at most."""
_FAR = 2e-3
"""Gap of a plan beyond which the prices it left are not trusted to be the best there are."""
_SECONDS = 60.0
"""Time for the relaxation, where prices are sought anew."""


class NotItsPlanError(ValueError):
    """A plan is not one of the programme: it starts what is closed there, or breaks rules."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Base:
    """A programme's plan, as a point, and the prices that bound what any plan is worth.

    ``arrays`` are the program's with the first aim as what is maximised, ``prices`` those of all its rows,
    axis ``(row,)``, in the aim per unit of the row; ``point`` is the plan, axis ``(column,)``. ``objective``
    is what the plan is worth in the first aim, ``bound`` what no plan is worth more than.
    """

    programme: Programme
    plan: Plan
    program: PhasingProgram
    arrays: Arrays
    prices: Floats
    point: Floats
    objective: float
    bound: float

    @property
    def scale(self) -> float:
        """What gaps are measured by: the bound's size, at least 1."""
        return max(abs(self.bound), 1.0)

    @property
    def gap(self) -> float:
        """The gap between the plan and the bound, relative."""
        return gap_between(self.objective, self.bound)

    @property
    def small(self) -> bool:
        """Whether the program is small enough to be solved whole for every question."""
        return int(self.arrays.whole.sum()) < _FEW_COLUMNS

    @cached_property
    def parted(self) -> Parted:
        """The program parted into groups."""
        assert self.arrays.labels is not None
        return Parted(self.arrays, self.arrays.labels)

    @cached_property
    def between(self) -> Floats:
        """Prices of the rows that couple groups, axis ``(coupling row,)``."""
        return self.parted.usable(self.prices[self.parted.groups.coupling])

    @cached_property
    def priced(self) -> Priced:
        """The groups at the prices."""
        return self.parted.priced(self.between)

    @cached_property
    def frame(self) -> Frame:
        """What rows say about single campaigns."""
        assert self.arrays.labels is not None
        return frame_of(self.arrays, self.arrays.labels.to(self.arrays.columns))

    @cached_property
    def guide(self) -> Guide:
        """What each start and inclusion loses at the prices."""
        return guide_of(self.frame, self.point, self.prices, self.bound)

    @cached_property
    def once_row(self) -> Ints:
        """The row that says that a campaign starts once, axis ``(campaign,)``, −1: none."""
        rows = np.full(len(self.programme.campaigns), -1, dtype=np.int64)
        for held in self.program.placed:
            if held.rule.name == "start_once":
                rows[:] = held.first + np.arange(len(rows))
        return rows

    @cached_property
    def period(self) -> Ints:
        """The period in which the plan starts each campaign, −1 where it does not; axis ``(campaign,)``."""
        return self.periods_of(self.point)

    @cached_property
    def parted_bound(self) -> float:
        """The bound that the prices themselves prove, which changes are compared with."""
        return self.bound_at_prices(self.arrays)

    @cached_property
    def rows_of_few(self) -> Ints:
        """The rows of a few campaigns and nothing else: links, neighbours."""
        matrix, labels = self.arrays.matrix, self.frame.labels
        row = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
        whose = labels.campaign[matrix.indices]
        pairs = np.unique(row.astype(np.int64) * (self.frame.campaigns + 1) + whose + 1)
        row, whose = pairs // (self.frame.campaigns + 1), pairs % (self.frame.campaigns + 1)
        count = np.bincount(row, minlength=matrix.shape[0])
        count[row[whose == 0]] = 0
        found: Ints = np.flatnonzero((count > 1) & (count <= _FEW_CAMPAIGNS))
        return found

    @cached_property
    def few_held(self) -> sparse.csr_array[np.float64]:
        """What stands in the rows of a few campaigns, axes ``(row of few, column)``."""
        return sparse.csr_array(self.arrays.matrix[self.rows_of_few])

    def periods_of(self, x: Floats) -> Ints:
        """Return the period in which a point starts each campaign, −1 where it does not."""
        at = np.append(x, 0.0)[self.program.given.columns.start] > 0.5
        found: Ints = np.where(at.any(axis=1), at.argmax(axis=1), -1)
        return found

    def rows(self, rule: str) -> slice:
        """Return the rows of a rule; none where it has none."""
        for held in self.program.placed:
            if held.rule.name == rule:
                return slice(held.first, held.first + len(held.block.low))
        return slice(0, 0)

    def starting(self, arrays: Arrays, campaign: int, periods: Sequence[int]) -> Arrays:
        """Return arrays in which a campaign starts in one of some periods, and no other mode of its place."""
        starts = self.program.given.columns.start[campaign]
        columns = starts[list(periods)]
        columns = columns[columns >= 0]
        high, low = arrays.high.copy(), arrays.row_low.copy()
        high[starts[starts >= 0]] = 0.0
        groups = self.parted.groups
        for group in np.unique(groups.group[np.isin(groups.option, columns)]):
            high[groups.option[groups.group == group]] = 0.0
            low[groups.row[group]] = 1.0
        high[columns] = arrays.high[columns]
        if self.once_row[campaign] >= 0:
            low[self.once_row[campaign]] = 1.0
        return replace(arrays, high=high, row_low=low)

    def without(self, arrays: Arrays, campaigns: Ints) -> Arrays:
        """Return arrays in which campaigns do not start, whether they must or not."""
        starts = self.program.given.columns.start[campaigns]
        high, low = arrays.high.copy(), arrays.row_low.copy()
        high[starts[starts >= 0]] = 0.0
        rows = self.once_row[campaigns]
        low[rows[rows >= 0]] = np.minimum(low[rows[rows >= 0]], 0.0)
        groups = self.parted.groups
        open_ = np.zeros(groups.count, dtype=bool)
        open_[groups.group[high[groups.option] > 0]] = True
        closed = groups.row[~open_]
        low[closed] = np.minimum(low[closed], 0.0)
        return replace(arrays, high=high, row_low=low)

    def keeps(self, arrays: Arrays, x: Floats) -> bool:
        """Say whether a point keeps every row and limit of arrays, whole where it must be."""
        parts = x[arrays.whole]
        whole = np.abs(parts - np.rint(parts)).max(initial=0.0) <= KEEPS
        return bool(whole) and arrays.infeasibility(x) <= KEEPS

    def bound_at_prices(self, arrays: Arrays) -> float:
        """Return what no point of changed arrays is worth more than, at the base's prices; −inf: impossible.

        The arrays must have the base's rows and columns; entries may have other values.
        """
        parted = self.parted.changed(arrays)
        priced = parted.priced(parted.usable(self.between))
        if np.isneginf(priced.best).any():
            return -np.inf
        return parted.bound(parted.usable(self.between), priced)


def base_of(programme: Programme, plan: Plan, warm: Warm | None = None) -> Base:
    """Return what questions about a plan begin from.

    ``programme`` has its what-ifs laid over it as the plan has them. ``warm`` is what the solve left (the
    file plan.warm): its prices are used where they prove something of this programme; else the relaxation is
    solved. Raises NotItsPlanError where the plan does not fit the programme or breaks its rules, and
    ArithmeticError where no prices that bound the programme were found.
    """
    program = phasing_program(programme)
    arrays = replace(program.arrays, cost=aims_in_order(program)[0].cost)
    known = None if warm is None else warm.at(program)
    point = _point(program, arrays, plan, known)
    objective = float(arrays.cost @ point)
    high = implied_high(arrays)
    prices = np.zeros(arrays.rows) if known is None else known.prices
    bound = np.inf if known is None else bound_of(arrays, prices, high)
    if not np.isfinite(bound) or gap_between(objective, bound) > _FAR:
        prices, bound = min((prices, bound), _sought(arrays, high), key=lambda pair: pair[1])
    if not np.isfinite(bound):
        raise ArithmeticError("no prices were found that bound what a plan can be worth")
    return Base(
        programme=programme,
        plan=plan,
        program=program,
        arrays=arrays,
        prices=prices,
        point=point,
        objective=objective,
        bound=max(bound, objective),
    )


def _sought(arrays: Arrays, high: Floats) -> tuple[Floats, float]:
    """Return the prices of the relaxation and the bound that they prove."""
    found = child.relax(arrays, _SECONDS).prices
    prices = np.zeros(arrays.rows) if found is None else found
    return prices, bound_of(arrays, prices, high)


def _point(program: PhasingProgram, arrays: Arrays, plan: Plan, known: Known | None) -> Floats:
    """Return a plan as a point that keeps every row; raises NotItsPlanError where there is none."""
    begun = start_point(program, plan)
    if begun is None:
        raise NotItsPlanError("the plan starts what cannot start then in this programme")
    decided = program.given.columns.decided
    left = None if known is None else known.point
    if left is not None and bool((np.abs(left[decided] - begun[decided]) < KEEPS).all()):
        x = np.where(arrays.whole, np.rint(left), left)
        if arrays.infeasibility(x) <= KEEPS:
            return x
    fixed = np.full(arrays.columns, np.nan)
    fixed[decided] = begun[decided]
    found = completed(arrays.fixed(fixed))
    if found is None:
        raise NotItsPlanError("the plan breaks rules of this programme")
    return np.where(arrays.whole, np.rint(found), found)
