"""Rows that ask of a plan to differ from plans before it by so many estates."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

import numpy as np
from scipy import sparse

from solvers.plan.decode import chosen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from solvers.program.arrays import Arrays
    from solvers.rules.program import PhasingProgram

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

By = Literal["estate", "year"]
"""What plans differ in: which estates are in them, or in which years their campaigns start."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Starts:
    """In which plan year, as its index, each campaign starts in a plan, axis ``(campaign,)``; −1 in none."""

    year: Ints

    def estates(self, program: PhasingProgram, by: By) -> dict[int, tuple[int, ...]]:
        """Return what is compared of each estate, as its row: whether it is in, or its campaigns' years."""
        found = {}
        for estate, members in campaigns_of(program).items():
            years = tuple(self.year[members].tolist())
            found[estate] = years if by == "year" else (int(max(years) >= 0),)
        return found


def campaigns_of(program: PhasingProgram) -> dict[int, Ints]:
    """Return the campaigns of each estate, by its row, in the order of the estates."""
    estate = program.given.programme.campaigns.estate
    return {int(e): np.flatnonzero(estate == e) for e in np.unique(estate[estate >= 0])}


def starts_of(program: PhasingProgram, x: Floats) -> Starts:
    """Return in which plan year each campaign starts at a point."""
    period, _ = chosen(program.given, x)
    year = year_of_period(program)[np.maximum(period, 0)]
    return Starts(year=np.where(period >= 0, year, -1))


def year_of_period(program: PhasingProgram) -> Ints:
    """Return the plan year, as its index, of each period's first day, axis ``(period,)``."""
    clock = program.given.programme.clock
    return np.searchsorted(clock.year_ends, clock.starts[:-1], side="right")


def differ(program: PhasingProgram, one: Starts, other: Starts, by: By) -> tuple[int, ...]:
    """Return the estates, as their rows, in which two plans differ."""
    first, second = one.estates(program, by), other.estates(program, by)
    return tuple(estate for estate, held in first.items() if held != second[estate])


def apart(program: PhasingProgram, plans: Sequence[Starts], least: int, by: By) -> Arrays:
    """Return the program's arrays with rows that differ from each plan by at least so many estates.

    An estate of one campaign counts by its starts: ``1 − Σ start`` over those that would leave it as it is,
    or ``Σ start`` where it was left out. One of several counts by a column ``d <= 1`` of its own, held below
    what makes it differ; the rows are ``Σ differs >= least``.
    """
    rows = _Rows(program)
    for plan in plans:
        rows.add(plan, least, by)
    return rows.arrays()


class _Rows:
    """Rows and columns as they are gathered."""

    def __init__(self, program: PhasingProgram) -> None:
        self.program = program
        self.years = year_of_period(program)
        self.members = campaigns_of(program)
        self.row: list[Ints] = []
        self.column: list[Ints] = []
        self.value: list[Floats] = []
        self.low: list[float] = []
        self.high: list[float] = []
        self.more = 0

    def add(self, plan: Starts, least: int, by: By) -> None:
        """Add what asks to differ from one plan."""
        wanted = self._row(float(least), np.inf)
        for members in self.members.values():
            if by == "estate" and (plan.year[members] >= 0).any() and len(members) > 1:
                self._leaves_all(wanted, members)
                continue
            column = wanted if len(members) == 1 else self._counted(wanted)
            for campaign in members.tolist():
                self._moves(column, campaign, int(plan.year[campaign]), by)

    def _row(self, low: float, high: float) -> int:
        self.low.append(low)
        self.high.append(high)
        return len(self.low) - 1

    def _entries(self, row: int, columns: Ints, value: float) -> None:
        self.row.append(np.full(len(columns), row, dtype=np.int64))
        self.column.append(columns.astype(np.int64))
        self.value.append(np.full(len(columns), value))

    def _counted(self, wanted: int) -> int:
        """Add a column that counts once in a row; return a row that is to hold what makes it differ."""
        column = np.array([self.program.arrays.columns + self.more])
        self.more += 1
        self._entries(wanted, column, 1.0)
        row = self._row(0.0, np.inf)
        self._entries(row, column, -1.0)
        return row

    def _moves(self, row: int, campaign: int, year: int, by: By) -> None:
        """Add to a row whether a campaign does not do as in the plan, which started it in ``year``."""
        columns = self.program.given.columns.start[campaign]
        if year < 0:
            self._entries(row, columns[columns >= 0], 1.0)
            return
        stays = columns >= 0 if by == "estate" else (columns >= 0) & (self.years == year)
        self._entries(row, columns[stays], -1.0)
        self.low[row] -= 1.0

    def _leaves_all(self, wanted: int, members: Ints) -> None:
        """Add a column that counts where none of an estate's campaigns starts: ``d + Σ start[c] <= 1``."""
        column = np.array([self.program.arrays.columns + self.more])
        self.more += 1
        self._entries(wanted, column, 1.0)
        for campaign in members.tolist():
            row = self._row(-np.inf, 1.0)
            self._entries(row, column, 1.0)
            starts = self.program.given.columns.start[campaign]
            self._entries(row, starts[starts >= 0], 1.0)

    def arrays(self) -> Arrays:
        """Return the program's arrays with all that was gathered after its own rows and columns."""
        arrays = self.program.arrays
        held = arrays.matrix
        shape = (arrays.rows, arrays.columns + self.more)
        own = sparse.csr_array((held.data, held.indices, held.indptr), shape=shape)
        entries = (np.concatenate(self.value), (np.concatenate(self.row), np.concatenate(self.column)))
        added = sparse.coo_array(entries, shape=(len(self.low), arrays.columns + self.more)).tocsr()
        return replace(
            arrays,
            cost=np.concatenate([arrays.cost, np.zeros(self.more)]),
            matrix=sparse.csr_array(sparse.vstack([own, added])),
            row_low=np.concatenate([arrays.row_low, self.low]),
            row_high=np.concatenate([arrays.row_high, self.high]),
            low=np.concatenate([arrays.low, np.zeros(self.more)]),
            high=np.concatenate([arrays.high, np.ones(self.more)]),
            whole=np.concatenate([arrays.whole, np.zeros(self.more, dtype=np.bool_)]),
        )
