"""Columns parted into groups, each of which can be priced exactly by itself.

A group is a campaign, or the modes of a place: it takes at most one of its *options*, the starts. On an
option ride *choices*: of the *items* of a choice (a work that may be left out, or alternatives) at most one
is taken. Rows that say only this are the groups' own; every other row couples groups, and is priced.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from solvers.engines.priced.entries import counted

if TYPE_CHECKING:
    from solvers.program.arrays import Arrays
    from solvers.program.labels import Labels

    Matrix = sparse.csr_array[np.float64, tuple[int, int]]

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
Floats = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True, eq=False)
class Groups:
    """Options by group, choices by option, items by choice; and what stands outside all groups.

    ``option`` is the start column of each option and ``group`` its group, axis ``(option,)``; ``first`` the
    first option of each group, ``must`` whether one has to be taken, ``row`` the row that says so, axis
    ``(group,)``. ``choice_option``, ``choice_must`` and ``choice_row`` are the same of choices,
    ``choice_first`` their first item; ``item`` is the column of each item, ``choice`` its choice.
    ``coupling`` are the rows that are not the groups' own, ``other`` the columns of no group.
    """

    option: Ints
    group: Ints
    first: Ints
    must: Flags
    row: Ints
    choice_option: Ints
    choice_must: Flags
    choice_row: Ints
    choice_first: Ints
    item: Ints
    choice: Ints
    coupling: Ints
    other: Ints

    @property
    def count(self) -> int:
        """How many groups there are."""
        return len(self.first)

    @property
    def sizes(self) -> Ints:
        """How many options each group has."""
        return np.diff(np.append(self.first, len(self.option)))


def groups_of(arrays: Arrays, labels: Labels) -> Groups:
    """Part the columns of arrays into groups by their rows; starts in no row of their own stay outside."""
    labels = labels.to(arrays.columns)
    entries = _Entries(arrays, labels)
    owner, own_rows = _start_rows(arrays, labels, entries)
    option = np.flatnonzero(owner >= 0)
    option = option[np.argsort(owner[option], kind="stable")]
    place = np.full(arrays.columns, -1, dtype=np.int64)
    place[option] = np.arange(len(option))
    group = owner[option]
    row, item, choice_of_item, start = _ride_rows(arrays, entries, place)
    order = np.lexsort((choice_of_item, place[start]))
    item, choice_of_item, start = item[order], choice_of_item[order], start[order]
    _, head, choice = np.unique(
        np.cumsum(np.diff(choice_of_item, prepend=-1) != 0), return_index=True, return_inverse=True
    )
    choice_row = row[choice_of_item[head]]
    local = np.zeros(arrays.rows, dtype=bool)
    local[own_rows.all_rows] = True
    local[choice_row] = True
    inside = np.zeros(arrays.columns, dtype=bool)
    inside[option] = inside[item] = True
    return Groups(
        option=option,
        group=group,
        first=np.searchsorted(group, np.arange(len(own_rows.row))),
        must=own_rows.must,
        row=own_rows.row,
        choice_option=place[start[head]],
        choice_must=arrays.row_low[choice_row] >= 0,
        choice_row=choice_row,
        choice_first=head,
        item=item,
        choice=choice,
        coupling=np.flatnonzero(~local),
        other=np.flatnonzero(~inside),
    )


class _Entries:
    """Entries of all rows with what each row is made of."""

    def __init__(self, arrays: Arrays, labels: Labels) -> None:
        matrix = arrays.matrix
        self.length = np.diff(matrix.indptr).astype(np.int64)
        self._matrix = matrix
        self.row = np.repeat(np.arange(arrays.rows), self.length)
        self.column, self.value = matrix.indices, matrix.data
        self.start = labels.start[self.column]
        self.campaign = labels.campaign[self.column]

    def every(self, holds: Flags) -> Flags:
        """Say of each row whether something holds of all its entries."""
        found: Flags = self.count(holds) == self.length
        return found

    def count(self, holds: Flags) -> Ints:
        """Count in each row the entries of which something holds."""
        return counted(self._matrix, holds)


@dataclass(frozen=True, kw_only=True, eq=False)
class _OwnRows:
    row: Ints
    must: Flags
    all_rows: Ints


def _start_rows(arrays: Arrays, labels: Labels, entries: _Entries) -> tuple[Ints, _OwnRows]:
    """Return the group of each start column (−1: none) and the rows by which groups take one option.

    Such a row sums whole campaigns: every start of each of them, none of others, at most one.
    """
    low = arrays.row_low
    ones = entries.every(entries.start & (entries.value == 1)) & (entries.length > 0)
    at_most_one = ones & (arrays.row_high == 1) & ((low == 1) | (low <= 0))
    campaigns = int(labels.campaign.max(initial=-1)) + 1
    starts = np.bincount(labels.campaign[labels.start], minlength=max(campaigns, 1))
    kept = at_most_one[entries.row]
    row, campaign = entries.row[kept], entries.campaign[kept]
    pairs, counts = np.unique(row * len(starts) + campaign, return_counts=True)
    pair_row, pair_campaign = pairs // len(starts), pairs % len(starts)
    whole = np.bincount(pair_row, weights=counts != starts[pair_campaign], minlength=arrays.rows) == 0
    rows = np.flatnonzero(at_most_one & whole)
    kept = np.isin(pair_row, rows)
    pair_row, pair_campaign = pair_row[kept], pair_campaign[kept]
    group = _joined(pair_row, pair_campaign, len(starts), arrays.rows)
    owner = np.full(arrays.columns, -1, dtype=np.int64)
    owner[labels.start] = group[labels.campaign[labels.start]]
    count = int(group.max(initial=-1)) + 1
    widest, must = np.full(count, -1, dtype=np.int64), np.zeros(count, dtype=bool)
    size = np.bincount(pair_row, minlength=arrays.rows)
    number = np.bincount(group[group >= 0], minlength=count)
    at = group[pair_campaign]
    covers = size[pair_row] == number[at]
    widest[at[covers]] = pair_row[covers]
    exactly = covers & (low[pair_row] == 1)
    widest[at[exactly]] = pair_row[exactly]  # a price below zero needs a row with a low limit
    must[at[exactly]] = True
    has = widest >= 0
    implied = has[at] & (covers | (low[pair_row] <= 0))
    new = np.append(np.where(has, np.cumsum(has) - 1, -1), -1)
    owner = new[owner]
    return owner, _OwnRows(row=widest[has], must=must[has], all_rows=np.unique(pair_row[implied]))


def _joined(row: Ints, campaign: Ints, campaigns: int, rows: int) -> Ints:
    """Return the group of each campaign, −1 of those in no such row: campaigns of one row are together."""
    links = sparse.coo_array((np.ones(len(row)), (row, rows + campaign)), shape=(rows + campaigns,) * 2)
    _, label = connected_components(links, directed=False)
    group = np.full(campaigns, -1, dtype=np.int64)
    there = np.unique(campaign)
    _, group[there] = np.unique(label[rows + there], return_inverse=True)
    return group


def _ride_rows(arrays: Arrays, entries: _Entries, place: Ints) -> tuple[Ints, Ints, Ints, Ints]:
    """Return (rows of choices, items, the choice of each, its start column).

    Rows ``Σ items − start <= 0`` (or ``= 0``) of items that are in no other such row.
    """
    is_start = (place[entries.column] >= 0) & (entries.value == -1)
    is_item = ~entries.start & (entries.value == 1) & arrays.whole[entries.column]
    is_item &= arrays.high[entries.column] <= 1
    low = arrays.row_low
    rides = entries.every(is_start | is_item) & (entries.count(is_start) == 1) & (entries.length > 1)
    rides &= (arrays.row_high == 0) & ((low == 0) | np.isneginf(low))
    rides &= entries.count(is_item & (entries.campaign >= 0)) == entries.length - 1
    kept = rides[entries.row]
    row, column, starts = entries.row[kept], entries.column[kept], is_start[kept]
    of_items, item = row[~starts], column[~starts]
    times = np.bincount(item, minlength=arrays.columns)
    twice = np.zeros(arrays.rows, dtype=bool)
    twice[of_items[times[item] > 1]] = True
    chosen = ~twice[of_items]
    of_items, item = of_items[chosen], item[chosen].astype(np.int64)
    start_of_row = np.full(arrays.rows, -1, dtype=np.int64)
    start_of_row[row[starts]] = column[starts]
    rows, choice = np.unique(of_items, return_inverse=True)
    return rows, item, choice, start_of_row[of_items]
