"""A sample of the groups that stands for all of them, to find prices to begin with.

Groups that narrow rows tie, such as the estates of a street, come into the sample together, so that these
rows keep their meaning. In every other row the sample's entries are made to weigh as much as all groups' do;
what stands outside groups, such as draws on funds, stays as it is, and so do all limits.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from solvers.program.arrays import Arrays
from solvers.program.labels import Labels

if TYPE_CHECKING:
    from solvers.engines.priced.groups import Flags, Floats, Ints
    from solvers.engines.priced.pricing import Parted, Rows

NARROW = 150
"""Groups that a row touches at most to tie them."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Sample:
    """A smaller program with prices like those of the whole.

    ``arrays`` is the program. ``rows`` are its coupling rows, as places among the whole's coupling rows.
    """

    arrays: Arrays
    rows: Ints

    def prices(self, found: Floats, count: int) -> Floats:
        """Return prices of the whole's ``count`` coupling rows from prices of all the sample's rows."""
        whole = np.zeros(count)
        whole[self.rows] = found[: len(self.rows)]
        return whole


def ties(parted: Parted) -> tuple[Ints, Flags]:
    """Return the set of each group that narrow rows tie, axis ``(group,)``, and which rows are narrow."""
    touches = touched(parted)
    narrow = np.diff(touches.indptr) <= NARROW
    row = np.repeat(np.arange(len(narrow)), np.diff(touches.indptr))
    kept = narrow[row]
    count = len(narrow) + parted.groups.count
    entries = (np.ones(int(kept.sum())), (row[kept], len(narrow) + touches.indices[kept]))
    _, label = connected_components(sparse.coo_array(entries, shape=(count, count)), directed=False)
    _, found = np.unique(label[len(narrow) :], return_inverse=True)
    return found, narrow


def touched(parted: Parted) -> sparse.csr_array[np.float64, tuple[int, int]]:
    """Return which groups coupling rows touch and with how much in all, axes ``(coupling row, group)``."""
    groups, columns = parted.groups, parted.arrays.columns
    inside = np.concatenate([groups.option, groups.item])
    of_item = groups.group[groups.choice_option[groups.choice]]
    owner = np.concatenate([groups.group, of_item])
    member = sparse.csr_array((np.ones(len(inside)), (inside, owner)), shape=(columns, groups.count))
    return sparse.csr_array(abs(parted.rows) @ member)


def sample_of(parted: Parted, wanted: int) -> Sample:
    """Return a sample of about so many groups: whole sets of those tied, evenly from all over."""
    groups, arrays = parted.groups, parted.arrays
    chosen = _chosen(groups.count, wanted)
    touches = touched(parted)
    weight = _weights(touches, chosen, parted)
    total: Floats = np.asarray(touches.sum(axis=1)).ravel()
    held = np.asarray(touches @ weight).ravel()
    of_others = np.diff(parted.of_others.indptr) > 0
    wide = np.diff(touches.indptr) > NARROW
    rows = np.flatnonzero(((held > 0) & wide) | of_others)
    owner = np.full(arrays.columns, -1, dtype=np.int64)
    owner[groups.option] = groups.group
    owner[groups.item] = groups.group[groups.choice_option[groups.choice]]
    columns = np.flatnonzero((owner < 0) | chosen[owner])
    by = np.where(owner[columns] >= 0, weight[owner[columns]], 1.0)
    coupling = sparse.csr_array(sparse.csr_array(parted.rows[rows])[:, columns])
    coupling.data = coupling.data * by[coupling.indices]
    own = np.concatenate([groups.row[chosen], groups.choice_row[chosen[groups.group[groups.choice_option]]]])
    within = sparse.csr_array(sparse.csr_array(arrays.matrix[own])[:, columns])
    part = np.where(of_others | (total == 0), 1.0, held / np.where(total > 0, total, 1.0))[rows]
    labels = (arrays.labels or _none()).to(arrays.columns)
    smaller = Arrays(
        cost=arrays.cost[columns] * by,
        matrix=sparse.csr_array(sparse.vstack([coupling, within])),
        row_low=np.append(parted.low[rows] * part, arrays.row_low[own]),
        row_high=np.append(parted.high[rows] * part, arrays.row_high[own]),
        low=arrays.low[columns],
        high=arrays.high[columns],
        whole=arrays.whole[columns],
        labels=Labels(
            campaign=labels.campaign[columns], period=labels.period[columns], start=labels.start[columns]
        ),
    )
    return Sample(arrays=smaller, rows=rows)


_STEADY = 1e-3
"""How much calibration keeps weights near each other, against matching every row."""
_LEAST_WEIGHT, _MOST_WEIGHT = 0.3, 3.0
"""Weights of groups in a sample, against their mean."""


def _weights(touches: Rows, chosen: Flags, parted: Parted) -> Floats:
    """Return what each group of the sample counts for, 0 outside: so that wide rows come to their totals."""
    mean = 1.0 / float(chosen.mean())
    total: Floats = np.asarray(touches.sum(axis=1)).ravel()
    wide = np.flatnonzero(np.diff(touches.indptr) > NARROW)
    part = np.asarray((touches[wide][:, np.flatnonzero(chosen)]).toarray()) / total[wide, None]
    off = 1.0 - mean * part.sum(axis=1)
    square = part @ part.T
    square[np.diag_indices(len(wide))] += _STEADY * max(float(np.trace(square)), 1e-300) / max(len(wide), 1)
    moved = part.T @ np.linalg.solve(square, off)
    weight = np.zeros(len(chosen))
    weight[chosen] = np.clip(mean + moved, _LEAST_WEIGHT * mean, _MOST_WEIGHT * mean)
    return weight


def _chosen(groups: int, wanted: int) -> Flags:
    """Say of each of so many groups whether it is in the sample: evenly from all over."""
    upto = np.arange(groups + 1) * min(wanted, groups) // max(groups, 1)
    found: Flags = np.diff(upto) > 0
    return found


def _none() -> Labels:
    nothing = np.zeros(0, dtype=np.int64)
    return Labels(campaign=nothing, period=nothing, start=np.zeros(0, dtype=bool))
