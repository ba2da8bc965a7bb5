"""Measures of a plan that are sums over the integer program's columns, so that it can aim at or hold them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

from scenarios.model.clock import DAYS_IN_A_YEAR
from scenarios.tables.settings import Aims
from solvers.program.duties import all_units, needed_units
from solvers.rules.aim import weighted
from solvers.rules.money import FEN_IN_UNIT
from solvers.rules.starts import must_start
from solvers.rules.tiers import aims_in_order
from solvers.worth.searched import padded

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from solvers.program.arrays import Arrays
    from solvers.program.duties import Units
    from solvers.rules.program import PhasingProgram

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

_PUBLIC = (0, 3, 4)
"""Payers of claims whose part is public money: government, and the backstops of others (claims.py)."""
_YUAN = 10_000
"""Yuan in the unit of money rows."""


class NotLinearError(ValueError):
    """A measure is none that the integer program can hold; ``name`` is the measure, ``why`` says why not.

    ``why`` is ``unknown``, or ``not_all`` where it is linear only if every estate has to be completed.
    """

    def __init__(self, name: str, why: str) -> None:
        """Keep both."""
        super().__init__(f"the measure '{name}' cannot be held by the integer program ({why})")
        self.name, self.why = name, why


@dataclass(frozen=True, kw_only=True, eq=False)
class Term:
    """A measure by its ``name``: ``sign · size · (cost · x)`` is its value, in the measure's own unit.

    ``cost`` has axis ``(column,)`` and is such that more of it is better; ``sign`` is −1 where less of the
    measure is.
    """

    name: str
    cost: Floats
    size: float
    sign: float

    def value(self, x: Floats) -> float:
        """Return the measure at a point; 0.0 rather than −0.0."""
        return self.sign * self.size * float(self.cost @ x) + 0.0


@dataclass(kw_only=True, eq=False)
class _Own:
    """Columns of a measure's own as they are gathered, with the rows that tie them to starts.

    Column ``of[r]`` is at most the sum of row r's entries where ``at_most``, else at least that.
    """

    row: list[Ints] = field(default_factory=list)
    column: list[Ints] = field(default_factory=list)
    value: list[Floats] = field(default_factory=list)
    of: list[int] = field(default_factory=list)
    at_most: list[bool] = field(default_factory=list)
    high: list[float] = field(default_factory=list)

    def add_column(self, high: float) -> int:
        """Add a column; return its number among these."""
        self.high.append(high)
        return len(self.high) - 1

    def add_row(self, of: int, columns: Ints, values: Floats, *, at_most: bool) -> None:
        """Tie a column to a sum over others."""
        there = columns >= 0
        self.row.append(np.full(int(there.sum()), len(self.of), dtype=np.int64))
        self.column.append(columns[there])
        self.value.append(np.broadcast_to(values, columns.shape)[there].astype(np.float64))
        self.of.append(of)
        self.at_most.append(at_most)


@dataclass(frozen=True, kw_only=True, eq=False)
class Linear:
    """A program with measures as terms: ``arrays`` are its own, with what measures need after them."""

    program: PhasingProgram
    arrays: Arrays
    terms: tuple[Term, ...]
    sums: sparse.csr_array[np.float64, tuple[int, int]]
    of: Ints
    at_most: NDArray[np.bool_]

    def exact(self, x: Floats) -> Floats:
        """Return a point of the program, or of these arrays, with the measures' own columns as they come."""
        count = self.program.arrays.columns
        wide = padded(x[:count], self.arrays.columns)
        if not len(self.of):
            return wide
        sums = np.asarray(self.sums @ x[:count])
        first = np.where(self.at_most, np.minimum(sums, 1.0), sums)
        own = np.full(self.arrays.columns - count, -np.inf)
        np.maximum.at(own, self.of, first)
        wide[count:] = own
        return wide


def linear(program: PhasingProgram, names: Sequence[str]) -> Linear:
    """Return measures as terms of a program; raises NotLinearError where one is none.

    ``mean_wait_years`` is linear only where every estate has to be completed.
    """
    own = _Own()
    told = [_MAKERS[name](program, own) if name in _MAKERS else _unknown(name) for name in names]
    count, more = program.arrays.columns, len(own.high)
    nothing = [np.zeros(0, dtype=np.int64)]
    entries = (
        np.concatenate([np.zeros(0), *own.value]),
        (np.concatenate([*nothing, *own.row]), np.concatenate([*nothing, *own.column])),
    )
    sums = sparse.csr_array(sparse.coo_array(entries, shape=(len(own.of), count)))
    of, at_most = np.array(own.of, dtype=np.int64), np.array(own.at_most, dtype=bool)
    terms = tuple(replace(term, cost=padded(term.cost, count + more)) for term in told)
    arrays = _widened(program.arrays, sums, of, at_most, np.array(own.high)) if more else program.arrays
    return Linear(program=program, arrays=arrays, terms=terms, sums=sums, of=of, at_most=at_most)


def _unknown(name: str) -> Term:
    raise NotLinearError(name, "unknown")


def _widened(
    arrays: Arrays,
    sums: sparse.csr_array[np.float64, tuple[int, int]],
    of: Ints,
    at_most: NDArray[np.bool_],
    high: Floats,
) -> Arrays:
    """Return arrays with columns after their own, each at most 1 and a sum, or at least every sum."""
    rows, more = len(of), len(high)
    held = arrays.matrix
    shape = (arrays.rows, arrays.columns + more)
    own = sparse.csr_array((held.data, held.indices, held.indptr), shape=shape)
    ties = sparse.csr_array((np.ones(rows), (np.arange(rows), of)), shape=(rows, more))
    tied = sparse.csr_array(sparse.hstack([-sums, ties]))
    return replace(
        arrays,
        cost=padded(arrays.cost, arrays.columns + more),
        matrix=sparse.csr_array(sparse.vstack([own, tied])),
        row_low=np.concatenate([arrays.row_low, np.where(at_most, -np.inf, 0.0)]),
        row_high=np.concatenate([arrays.row_high, np.where(at_most, 0.0, np.inf)]),
        low=padded(arrays.low, arrays.columns + more),
        high=np.concatenate([arrays.high, high]),
        whole=np.concatenate([arrays.whole, np.zeros(more, dtype=np.bool_)]),
    )


# ---- the measures ----


def _aim(program: PhasingProgram, own: _Own) -> Term:
    return Term(name="aim", cost=aims_in_order(program)[0].cost, size=1.0, sign=1.0)


def _weighed(name: str, size: float, sign: float) -> Callable[[PhasingProgram, _Own], Term]:
    """Return what makes the term of a measure that the aim weighs: benefit, cost, disruption."""
    weights = Aims(benefit=0.0).model_copy(update={name: 1.0})

    def make(program: PhasingProgram, own: _Own) -> Term:
        given = program.given
        every = np.ones(len(given.programme.facts), dtype=bool)
        cost = padded(weighted(given, weights, works=every), program.arrays.columns)
        return Term(name=name, cost=cost, size=size, sign=sign)

    return make


def _public_money(program: PhasingProgram, own: _Own) -> Term:
    given = program.given
    claims, columns = given.claims, given.columns
    cost = np.zeros(program.arrays.columns)
    public = np.array([payer == "government" for payer in claims.funds.payer], dtype=bool)
    draws = columns.draw[public]
    cost[draws[draws >= 0]] = -1.0
    there = given.due.may_be_late & (columns.work >= 0)
    years = len(given.programme.clock.years)
    for part, period, year, amount in given.due.entries(there):
        late = (year == years) & np.isin(claims.payer[part], _PUBLIC)
        column = columns.work[claims.work[part[late]], period[late]]
        np.add.at(cost, column, -amount[late] / FEN_IN_UNIT)
    return Term(name="public_money", cost=cost, size=_YUAN, sign=-1.0)


def _started(name: str) -> Callable[[PhasingProgram, _Own], Term]:
    """Return what makes the term of a measure of the estates that start."""

    def make(program: PhasingProgram, own: _Own) -> Term:
        given = program.given
        estates = given.programme.estates
        size = {
            "estates": np.ones(len(estates)),
            "households": estates.households.astype(np.float64),
            "floor_area_m2": np.nan_to_num(estates.floor_area),
        }[name]
        cost, more = np.zeros(program.arrays.columns), []
        for estate, members in _members(all_units(given.programme)):
            columns = np.concatenate([given.columns.start[c] for unit in members for c in unit])
            if len(members) == 1:
                cost[columns[columns >= 0]] += size[estate]
                continue
            own.add_row(own.add_column(1.0), columns, np.array(1.0), at_most=True)
            more.append(size[estate])
        return Term(name=name, cost=_with(cost, own, np.array(more)), size=1.0, sign=1.0)

    return make


def _mean_wait(program: PhasingProgram, own: _Own) -> Term:
    given = program.given
    must, members = must_start(given.programme), list(_members(needed_units(given.programme)))
    if not members or not all(must[list(unit)].any() for _, units in members for unit in units):
        raise NotLinearError("mean_wait_years", "not_all")
    homes = given.programme.estates.households.astype(np.float64)
    share = homes / (sum(homes[estate] for estate, _ in members) * DAYS_IN_A_YEAR)
    cost, more = np.zeros(program.arrays.columns), []
    for estate, units in members:
        tied = []
        for unit in units:
            columns = given.columns.start[list(unit)].ravel()
            tied.append((columns, (given.spans.campaign_end[list(unit)] - 1).ravel().astype(np.float64)))
        if len(tied) == 1:
            columns, days = tied[0]
            cost[columns[columns >= 0]] -= share[estate] * days[columns >= 0]
            continue
        last = own.add_column(max(float(days.max()) for _, days in tied))
        for columns, days in tied:
            own.add_row(last, columns, days, at_most=False)
        more.append(-share[estate])
    return Term(name="mean_wait_years", cost=_with(cost, own, np.array(more)), size=1.0, sign=-1.0)


def _members(units: Units) -> list[tuple[int, list[list[int]]]]:
    """Return each estate's row with its units, each the campaigns that count as one."""
    found: list[tuple[int, list[list[int]]]] = [(int(estate), []) for estate in units.estate]
    held: dict[int, list[int]] = {}
    for unit, campaign in zip(units.unit.tolist(), units.campaign.tolist(), strict=True):
        held.setdefault(unit, []).append(campaign)
    for unit, campaigns in held.items():
        found[int(units.of_estate[unit])][1].append(campaigns)
    return found


def _with(cost: Floats, own: _Own, more: Floats) -> Floats:
    """Return values of the program's columns, then 0 for other measures' own columns, then this one's."""
    return np.concatenate([cost, np.zeros(len(own.high) - len(more)), more])


_MAKERS: dict[str, Callable[[PhasingProgram, _Own], Term]] = {
    "aim": _aim,
    "benefit": _weighed("benefit", 1.0, 1.0),
    "cost": _weighed("cost", _YUAN, -1.0),
    "public_money": _public_money,
    "disruption": _weighed("disruption", 1.0, -1.0),
    "estates": _started("estates"),
    "households": _started("households"),
    "floor_area_m2": _started("floor_area_m2"),
    "mean_wait_years": _mean_wait,
}
LINEAR = tuple(_MAKERS)
"""Names of the measures that can be held."""
