"""The scenario program: the programs of several futures side by side, their first years one decision.

First years are starts and works of campaigns that start in them, one column for all futures (here and now);
all else is a column of each future (recourse). The aim is the weighted mean of the futures' first aims, so
that its bound holds for every plan of first years whatever is done with the rest.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

from solvers.futures.shared import shared
from solvers.program.arrays import Arrays
from solvers.rules.tiers import aims_in_order

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from solvers.futures.shared import Shared
    from solvers.rules.program import PhasingProgram


@dataclass(frozen=True, kw_only=True, eq=False)
class Joint:
    """Programs of futures as one; ``weights`` come to 1."""

    programs: tuple[PhasingProgram, ...]
    weights: tuple[float, ...]
    shared: Shared
    arrays: Arrays

    def points(self, x: NDArray[np.float64]) -> tuple[NDArray[np.float64], ...]:
        """Return a point of the whole as a point of each program."""
        return tuple(x[number] for number in self.shared.number)


def first_aim(program: PhasingProgram) -> NDArray[np.float64]:
    """Return what each column adds to the first aim, axis ``(column,)``."""
    return aims_in_order(program)[0].cost


def joined(programs: Sequence[PhasingProgram], weights: Sequence[float], years: int) -> Joint:
    """Return the scenario program of futures, whose ``weights`` are taken relative to their sum.

    Raises ValueError where the programmes' periods differ.
    """
    share = np.asarray(weights, dtype=np.float64) / sum(weights)
    one = shared(programs, years)
    cost = np.zeros(one.count)
    low, high = np.full(one.count, -np.inf), np.full(one.count, np.inf)
    whole = np.zeros(one.count, dtype=bool)
    blocks = []
    for program, weight, number in zip(programs, share, one.number, strict=True):
        arrays = program.arrays
        np.add.at(cost, number, weight * first_aim(program))
        np.maximum.at(low, number, arrays.low)
        np.minimum.at(high, number, arrays.high)
        np.logical_or.at(whole, number, arrays.whole)
        entries = sparse.coo_array(arrays.matrix)
        row, column = entries.coords
        blocks.append(
            sparse.coo_array((entries.data, (row, number[column])), shape=(arrays.rows, one.count)).tocsr()
        )
    arrays = Arrays(
        cost=cost,
        matrix=sparse.csr_array(sparse.vstack(blocks)),
        row_low=np.concatenate([program.arrays.row_low for program in programs]),
        row_high=np.concatenate([program.arrays.row_high for program in programs]),
        low=low,
        high=np.where(one.open, high, 0.0),
        whole=whole,
    )
    return Joint(programs=tuple(programs), weights=tuple(share.tolist()), shared=one, arrays=arrays)


def nested(joint: Joint) -> Arrays:
    """Return the scenario program in which what a future starts, every later one starts too.

    Futures come in their order, such as of more and more money: one list then serves all of them, and what is
    funded is a prefix of it. Rows ``Σ_t start[c, t] of a future <= that of the next`` for each campaign that
    both know.
    """
    rows, columns, signs, count = [], [], [], 0
    for (poor, of_poor), (rich, of_rich) in pairwise(zip(joint.programs, joint.shared.number, strict=True)):
        there = {str(key): c for c, key in enumerate(rich.given.programme.campaigns.key)}
        for c, key in enumerate(poor.given.programme.campaigns.key.tolist()):
            if key not in there:
                continue
            starts = poor.given.columns.start[c], rich.given.columns.start[there[key]]
            for own, number, sign in zip(starts, (of_poor, of_rich), (1.0, -1.0), strict=True):
                at = number[own[own >= 0]]
                rows.append(np.full(len(at), count))
                columns.append(at)
                signs.append(np.full(len(at), sign))
            count += 1
    arrays = joint.arrays
    triples = (np.concatenate(signs), (np.concatenate(rows), np.concatenate(columns)))
    more = sparse.coo_array(triples, shape=(count, arrays.columns)).tocsr()
    return replace(
        arrays,
        matrix=sparse.csr_array(sparse.vstack([arrays.matrix, more])),
        row_low=np.concatenate([arrays.row_low, np.full(count, -np.inf)]),
        row_high=np.concatenate([arrays.row_high, np.zeros(count)]),
    )
