"""The program with rules that may give way: columns that loosen their rows (docs/meaning.md, 8)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scenarios.tables.settings import Soft
    from solvers.program.arrays import Arrays
    from solvers.rules.giving import Give
    from solvers.rules.program import PhasingProgram, Placed

    Ints = NDArray[np.int64]


@dataclass(frozen=True, kw_only=True, eq=False)
class Loosened:
    """A rule's block with its amounts: columns ``first`` to ``first + len(give.scale)``; their ranks."""

    placed: Placed
    give: Give
    first: int
    rank: Ints

    @property
    def columns(self) -> Ints:
        """Numbers of its columns."""
        return self.first + np.arange(len(self.give.scale))

    def names(self, amount: int) -> tuple[str, ...]:
        """Return the rules that an amount breaks."""
        return self.give.names[amount] if self.give.names else (self.placed.rule.name,)

    def unit(self, amount: int) -> str:
        """Return what an amount is of."""
        unit = self.placed.rule.unit
        own = unit if unit == "yuan" else f"{unit}s"
        return self.give.unit[amount] if self.give.unit else own


@dataclass(frozen=True, kw_only=True, eq=False)
class Rank:
    """Amounts of one rank: their columns and what counts as one whole shortfall of each."""

    rank: int
    columns: Ints
    scale: NDArray[np.float64]

    def shortfall(self, columns: int) -> NDArray[np.float64]:
        """Return what a point loses by the amounts of this rank, as the cost of every column."""
        cost = np.zeros(columns)
        cost[self.columns] = -1.0 / self.scale
        return cost


def loosened(program: PhasingProgram) -> tuple[Arrays, tuple[Loosened, ...]]:
    """Return the arrays with a column for each amount by which a rule may give way, and whose they are."""
    found, first = [], program.arrays.columns
    soft = program.given.programme.settings.soft
    for held in program.placed:
        if held.rule.gives is not None and len(held.block.low):
            give = held.rule.gives(program.given, held.block)
            rank = np.full(len(give.scale), _rank(soft, (held.rule.name,)))
            for amount, names in enumerate(give.names):
                rank[amount] = _rank(soft, (*names, held.rule.name))
            found.append(Loosened(placed=held, give=give, first=first, rank=rank))
            first += len(give.scale)
    return _with_columns(program.arrays, found, first), tuple(found)


def _rank(soft: Soft, names: tuple[str, ...]) -> int:
    """Return the rank of the first name that has one."""
    return next((soft.ranks[name] for name in names if name in soft.ranks), soft.default_rank)


def _with_columns(arrays: Arrays, found: list[Loosened], count: int) -> Arrays:
    more = count - arrays.columns
    rows = [one.give.row + one.placed.first for one in found]
    columns = [one.give.amount + one.first - arrays.columns for one in found]
    signs = [np.full(len(one.give.row), 1.0 if one.give.kind == "duty" else -1.0) for one in found]
    nothing: list[NDArray[np.float64]] = [np.zeros(0)]
    triples = (np.concatenate([*nothing, *signs]), (_joined(rows), _joined(columns)))
    loose = sparse.coo_array(triples, shape=(arrays.rows, more)).tocsr()
    return replace(
        arrays,
        cost=np.concatenate([arrays.cost, np.zeros(more)]),
        matrix=sparse.csr_array(sparse.hstack([arrays.matrix, loose])),
        low=np.concatenate([arrays.low, np.zeros(more)]),
        high=np.concatenate([arrays.high, *(one.give.most for one in found)]),
        whole=np.concatenate([arrays.whole, np.zeros(more, dtype=bool)]),
    )


def _joined(pieces: list[Ints]) -> Ints:
    return np.concatenate([np.zeros(0, dtype=np.int64), *pieces])


def ranks(found: tuple[Loosened, ...]) -> tuple[Rank, ...]:
    """Return the ranks there are, that which gives way last first."""
    columns = _joined([one.columns for one in found])
    scale = np.concatenate([np.zeros(0), *(one.give.scale for one in found)])
    rank = _joined([one.rank for one in found])
    return tuple(
        Rank(rank=int(r), columns=columns[rank == r], scale=scale[rank == r]) for r in np.unique(rank)
    )
