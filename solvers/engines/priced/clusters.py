"""Clusters of groups that narrow rows tie: a zone's estates, a shared ground, what follows what.

Left among the coupling rows, such rows are thousands, and prices of them are slow to find. So groups that
they tie form a cluster of at most a dozen, and rows within it are its own: each cluster is a small linear
program, solved again from where it stood whenever prices move. What it says of its own rows is part of the
proof of the bound, like any price.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import highspy
import numpy as np
from scipy import sparse

from solvers.engines.priced.blocks import GroupBlocks, Offers
from solvers.program.arrays import Arrays

if TYPE_CHECKING:
    from solvers.engines.priced.blocks import Blocks
    from solvers.engines.priced.groups import Flags, Floats, Ints
    from solvers.engines.priced.pricing import Parted, Priced, Rows

LARGEST = 12
"""Groups in a cluster at most."""
_CLOSED = -1e7
"""What an option gains that is closed, relative to the most any gains."""
_DRAWN = 1
"""How many further offers each cluster makes at the beginning."""
_KEPT, _LESS = 0.35, 0.2
"""Share of options that keep their worth in a further offer, and what is left of the others'."""
_NOISE = 1e-9
_MANY_ROWS = 500
"""Rows within clusters from which these are worth having."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Cut:
    """How groups fall into clusters.

    ``cluster`` is that of each column, −1 of none, axis ``(column,)``; ``count`` how many there are;
    ``own`` marks the coupling rows that lie within one, axis ``(coupling row,)``; ``loose`` is how many rows
    tie a few groups that are not all in one.
    """

    cluster: Ints
    count: int
    own: Flags
    loose: int


def cut(parted: Parted, largest: int = LARGEST) -> Cut:
    """Join groups along narrow rows, those with openings first, as long as a cluster stays small."""
    groups, arrays = parted.groups, parted.arrays
    node, weight = _nodes(parted)
    lengths = np.diff(parted.rows.indptr)
    row = np.repeat(np.arange(len(parted.low)), lengths)
    column = parted.rows.indices
    place = np.full(arrays.columns, False)
    place[groups.other] = True
    endless = place & ~arrays.whole
    tied = _tied(parted, node, len(weight))
    of_row = np.repeat(np.arange(len(parted.low)), np.diff(tied.indptr))
    touched = np.bincount(of_row, weights=weight[tied.indices], minlength=len(parted.low))
    narrow = (touched <= largest) & (lengths > 0)
    narrow[row[endless[column]]] = False
    opens = np.zeros(len(parted.low), dtype=bool)
    opens[row[place[column]]] = True
    first, members = tied.indptr.tolist(), tied.indices.tolist()
    joined = _Joined(weight.tolist(), largest)
    own = np.zeros(len(parted.low), dtype=bool)
    for r in (*np.flatnonzero(narrow & opens).tolist(), *np.flatnonzero(narrow & ~opens).tolist()):
        own[r] = joined.join(members[first[r] : first[r + 1]])
    root = np.array([joined.root(n) for n in range(len(weight))], dtype=np.int64)
    heads, of_group = np.unique(root[: groups.count], return_inverse=True)
    found = np.searchsorted(heads, root)
    inside = (found < len(heads)) & (heads[np.minimum(found, len(heads) - 1)] == root)
    return Cut(
        cluster=np.where(inside, found, -1)[node],
        count=int(of_group.max(initial=-1)) + 1,
        own=own,
        loose=int((narrow & ~own & (touched > 1)).sum()),
    )


def _nodes(parted: Parted) -> tuple[Ints, Ints]:
    """Return the node of each column, groups first, then columns of none; and how many groups a node is."""
    groups = parted.groups
    node = np.full(parted.arrays.columns, -1, dtype=np.int64)
    node[groups.option] = groups.group
    node[groups.item] = groups.group[groups.choice_option[groups.choice]]
    node[groups.other] = groups.count + np.arange(len(groups.other))
    weight = np.append(np.ones(groups.count, dtype=np.int64), np.zeros(len(groups.other), dtype=np.int64))
    return node, weight


def _tied(parted: Parted, node: Ints, nodes: int) -> Rows:
    """Return which nodes each coupling row touches, axes ``(coupling row, node)``, each once."""
    rows = parted.rows
    shape = (len(parted.low), nodes)
    found: Rows = sparse.csr_array((np.ones(rows.nnz), node[rows.indices], rows.indptr.copy()), shape=shape)
    found.sum_duplicates()
    return found


class _Joined:
    """Nodes joined into sets of limited weight."""

    def __init__(self, weight: list[int], most: int) -> None:
        self._parent, self._weight, self._most = list(range(len(weight))), weight, most

    def root(self, node: int) -> int:
        parent = self._parent
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    def join(self, nodes: list[int]) -> bool:
        """Join nodes into one set unless it gets too heavy; say whether they are together."""
        roots = {self.root(node) for node in nodes}
        if sum(self._weight[root] for root in roots) > self._most:
            return False
        head = min(roots)
        for root in roots - {head}:
            self._parent[root] = head
            self._weight[head] += self._weight[root]
        return True


def blocks_of(parted: Parted, found: Cut, workers: int) -> Blocks:
    """Return the blocks in which to price: clusters where narrow rows are many, else the groups."""
    if int(found.own.sum()) < _MANY_ROWS:
        return GroupBlocks(parted)
    return ClusterBlocks(parted, found, workers)


class ClusterBlocks:
    """Every cluster is a block, priced by its own linear program."""

    def __init__(self, parted: Parted, found: Cut, workers: int) -> None:
        """Build the linear program of each cluster."""
        groups, arrays = parted.groups, parted.arrays
        self.parted, self._cut, self.owner = parted, found, found.cluster
        self.rows: Ints = np.flatnonzero(~found.own)
        self._own: Ints = np.flatnonzero(found.own)
        inside = found.cluster[groups.other] >= 0
        self.other: Ints = groups.other[~inside]
        within = sparse.csr_array(parted.rows[self._own])
        tied = np.zeros(arrays.columns, dtype=bool)
        tied[within.indices] = True
        self._kept_choice = np.zeros(len(groups.choice_option), dtype=bool)
        self._kept_choice[groups.choice[tied[groups.item]]] = True
        self._items: Ints = np.flatnonzero(self._kept_choice[groups.choice])
        self._opened: Ints = groups.other[inside]
        self._columns: Ints = np.concatenate([groups.option, self._opened, groups.item[self._items]])
        self.must = self._has_to(within)
        self._rows = groups.count + int(self._kept_choice.sum()) + len(self._own)
        self._clusters = self._loaded(within, workers)

    def _has_to(self, within: Rows) -> Flags:
        """Say of each cluster whether doing nothing breaks a row of its own."""
        groups, cluster = self.parted.groups, self._cut.cluster
        must = np.zeros(self._cut.count, dtype=bool)
        must[cluster[groups.option[groups.first[groups.must]]]] = True
        broken = (self.parted.low[self._own] > 0) | (self.parted.high[self._own] < 0)
        must[cluster[within.indices[within.indptr[:-1][broken]]]] = True
        return must

    def _loaded(self, within: Rows, workers: int) -> list[_Apart]:
        parted, groups, columns = self.parted, self.parted.groups, self._columns
        options, opened = len(groups.option), len(self._opened)
        one = (np.ones(options), (groups.group, np.arange(options)))
        choice = np.flatnonzero(self._kept_choice)
        rides = np.searchsorted(choice, groups.choice[self._items])
        ride = (
            np.append(np.ones(len(rides)), -np.ones(len(choice))),
            (
                np.append(rides, np.arange(len(choice))),
                np.append(options + opened + np.arange(len(rides)), groups.choice_option[choice]),
            ),
        )
        body = sparse.csr_array(
            sparse.vstack(
                [
                    sparse.csr_array(one, shape=(groups.count, len(columns))),
                    sparse.csr_array(ride, shape=(len(choice), len(columns))),
                    sparse.csr_array(sparse.csc_array(within)[:, columns]),
                ]
            )
        )
        low = np.append(
            np.where(groups.must, 1.0, -np.inf), np.where(groups.choice_must[choice], 0.0, -np.inf)
        )
        high = np.append(np.ones(groups.count), np.zeros(len(choice)))
        low, high = np.append(low, parted.low[self._own]), np.append(high, parted.high[self._own])
        return self._apart(body, low, high, workers)

    def _apart(self, body: Rows, low: Floats, high: Floats, workers: int) -> list[_Apart]:
        """Return the program of each cluster: its columns and the rows that touch them."""
        arrays, whose = self.parted.arrays, self._cut.cluster[self._columns]
        filled = np.flatnonzero(np.diff(body.indptr))
        of_row = whose[body.indices[body.indptr[filled]]]
        found = []
        for cluster in range(self._cut.count):
            columns, rows = np.flatnonzero(whose == cluster), filled[of_row == cluster]
            numbers = self._columns[columns]
            smaller = Arrays(
                cost=np.zeros(len(columns)),
                matrix=sparse.csr_array(body[rows][:, columns]),
                row_low=low[rows],
                row_high=high[rows],
                low=arrays.low[numbers],
                high=arrays.high[numbers],
                whole=np.zeros(len(columns), dtype=bool),
            )
            found.append(_Apart(engine=_engine(smaller, workers), columns=columns, rows=rows))
        return found

    def offers(self, prices: Floats) -> Offers:
        """Return the best offer of each cluster."""
        full = np.zeros(len(self.parted.low))
        full[self.rows] = prices
        full = self.parted.usable(full)
        priced = self.parted.priced(full)
        x, dual = self._solved(self._gains(priced))
        full[self._own] = dual[len(dual) - len(self._own) :]
        full = self.parted.usable(full)
        return replace(self._offered(x, priced), prices=full, priced=self.parted.priced(full))

    def more(self, offers: Offers, seed: int) -> Offers:
        """Return further offers of each cluster for worths of which most are drawn away."""
        full = offers.prices.copy()
        full[self._own] = 0.0
        priced = self.parted.priced(full)
        cost, drawn = self._gains(priced), np.random.default_rng(seed)
        options = len(self.parted.groups.option)
        found = []
        for _ in range(_DRAWN):
            kept = drawn.random(options) < _KEPT
            less = cost.copy()
            less[:options] = np.where(
                kept, cost[:options], np.minimum(cost[:options], _LESS * cost[:options])
            )
            found.append(self._offered(self._solved(less)[0], priced))
        return replace(
            offers,
            block=np.concatenate([one.block for one in found]),
            taken=sparse.csr_array(sparse.vstack([one.taken for one in found])),
        )

    def _gains(self, priced: Priced) -> Floats:
        """Return what each column of the clusters' program gains; choices priced apart ride on options."""
        groups = self.parted.groups
        apart = np.where(self._kept_choice & np.isfinite(priced.choice_value), priced.choice_value, 0.0)
        value = priced.value - np.bincount(groups.choice_option, weights=apart, minlength=len(groups.option))
        open_ = np.isfinite(value)
        value = np.where(open_, value, _CLOSED * max(float(np.abs(value[open_]).max(initial=0.0)), 1.0))
        others = priced.reduced[np.append(self._opened, groups.item[self._items])]
        return np.append(value, others)

    def _solved(self, cost: Floats) -> tuple[Floats, Floats]:
        """Return the best point and prices of all clusters' rows."""
        x, dual = np.zeros(len(self._columns)), np.zeros(self._rows)
        for one in self._clusters:
            one.engine.changeColsCost(
                len(one.columns), np.arange(len(one.columns), dtype=np.int32), cost[one.columns]
            )
            one.engine.run()
            if one.engine.getModelStatus() != highspy.HighsModelStatus.kOptimal:
                said = one.engine.modelStatusToString(one.engine.getModelStatus())
                raise ArithmeticError(f"clusters: {said}")
            solution = one.engine.getSolution()
            x[one.columns], dual[one.rows] = solution.col_value, solution.row_dual
        return x, dual

    def _offered(self, x: Floats, priced: Priced) -> Offers:
        """Return a point of the clusters' program as offers, one of each cluster."""
        parted, groups = self.parted, self.parted.groups
        full = np.zeros(parted.arrays.columns)
        full[self._columns] = x
        rides = np.flatnonzero((priced.item >= 0) & ~self._kept_choice)
        full[groups.item[priced.item[rides]]] = x[groups.choice_option[rides]]
        column = np.flatnonzero(np.abs(full) > _NOISE)
        entries = (full[column], (self._cut.cluster[column], column))
        taken = sparse.csr_array(entries, shape=(self._cut.count, parted.arrays.columns))
        return Offers(block=np.arange(self._cut.count), taken=taken, prices=np.zeros(0), priced=priced)


_OPTIONS: dict[str, bool | int | str] = {
    "output_flag": False,
    "presolve": "off",
    "solver": "simplex",
    "simplex_strategy": 4,
}
"""Costs change and rows do not: the primal simplex goes on from where it stood."""


@dataclass(frozen=True, kw_only=True, eq=False)
class _Apart:
    """The linear program of one cluster; ``columns`` and ``rows`` are its places among all clusters'."""

    engine: highspy.Highs
    columns: Ints
    rows: Ints


def _engine(arrays: Arrays, workers: int) -> highspy.Highs:
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = arrays.columns, arrays.rows
    model.col_cost_, model.col_lower_, model.col_upper_ = arrays.cost, arrays.low, arrays.high
    model.row_lower_, model.row_upper_ = arrays.row_low, arrays.row_high
    by_column = sparse.csc_array(arrays.matrix)
    model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    model.a_matrix_.start_, model.a_matrix_.index_ = by_column.indptr, by_column.indices
    model.a_matrix_.value_ = by_column.data
    model.sense_ = highspy.ObjSense.kMaximize
    engine = highspy.Highs()  # type: ignore[no-untyped-call]
    for option, value in _OPTIONS.items():
        engine.setOptionValue(option, value)
    engine.setOptionValue("threads", workers)
    engine.passModel(model)
    return engine
