"""The dual of a part made smooth: every group takes its options in shares that fall off with what they lose.

``F(y) = Σ limit · y + mu · (Σ groups log Σ options exp(value ÷ mu) − Σ log of what must stay above zero)`` is
convex in the prices y and has a Hessian of as few rows as are wide, so that Newton's method finds its least
in a few steps at any number of groups. As mu falls the prices become those of the relaxation; whatever they
are, they prove a bound.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

if TYPE_CHECKING:
    from solvers.engines.priced.groups import Flags, Floats, Groups, Ints
    from solvers.engines.priced.pricing import Parted, Rows

_LIVE = 1e-4
"""Shares below this are left out of the Hessian."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Shares:
    """What prices come to: shares of ``option`` and of ``item`` (within its option), columns of no group.

    ``gain`` is what the latter gain by a unit, below zero everywhere; ``value`` is F.
    """

    value: float
    option: Floats
    item: Floats
    gain: Floats
    other: Floats


@dataclass(frozen=True, kw_only=True, eq=False)
class Slope:
    """Gradient and Hessian of F, axes ``(row,)`` and ``(row, row)``."""

    gradient: Floats
    hessian: Floats


class Smooth:
    """A program's smooth dual in the prices of some of its coupling rows, the others' being nothing.

    ``weight`` is what each group counts for, more than 1 where these are a sample.
    """

    def __init__(self, parted: Parted, rows: Ints, weight: float = 1.0) -> None:
        """Take the coupling rows ``rows``, places among all of them."""
        self.parted, self.weight = parted, weight
        self.groups: Groups = parted.groups
        groups, cost = self.groups, parted.arrays.cost
        other = groups.other[parted.arrays.high[groups.other] > 0]
        self.other: Ints = other
        self.costs = (cost[groups.option], cost[groups.item], cost[other])
        self._open = parted.arrays.high[groups.option] >= 1
        self._item_open = parted.arrays.high[groups.item] >= 1
        self._of_option: Ints = groups.choice_option[groups.choice]
        self.take(rows)

    def take(self, rows: Ints) -> None:
        """Take other rows."""
        parted, groups = self.parted, self.groups
        self.rows = rows
        low, high = parted.low[rows], parted.high[rows]
        self.exact = low == high
        self.sign = np.where(self.exact, 0.0, np.where(np.isfinite(high), 1.0, -1.0))
        held = sparse.csr_array(parted.rows[rows])
        size = np.sqrt(np.asarray(held.multiply(held).sum(axis=1)).ravel())
        self.size = np.where(size > 0, size, 1.0)
        self.limit = np.where(np.isfinite(high), high, low) / self.size
        by_column = sparse.csr_array(sparse.csr_array(sparse.diags_array(1 / self.size) @ held).T)
        option, item, other = (
            sparse.csr_array(by_column[of]) for of in (groups.option, groups.item, self.other)
        )
        self._option: Rows = option
        self._item: Rows = item
        self._other: Floats = other.toarray()

    @property
    def priced_others(self) -> Floats:
        """Entries of columns of no group, dense: axes ``(column of no group, row)``."""
        return self._other

    def at(self, y: Floats, mu: float) -> Shares | None:
        """Return what prices come to; None where something that must stay above zero does not."""
        gain = self.costs[2] - self._other @ y
        signed = (y * self.sign)[self.sign != 0]
        if (gain >= 0).any() or (signed <= 0).any():
            return None
        groups = self.groups
        item, worth = _shared(
            self.costs[1] - self._item @ y, self._item_open, groups.choice_first, groups.choice_must, mu
        )
        value = self.costs[0] - self._option @ y
        if len(worth):
            value = value + np.bincount(groups.choice_option, weights=worth, minlength=len(value))
        option, best = _shared(value, self._open, groups.first, groups.must, mu)
        total = self.weight * float(best.sum()) + float(self.limit @ y)
        total -= mu * float(np.log(signed).sum() + np.log(-gain).sum())
        return Shares(value=total, option=option, item=item, gain=gain, other=mu / -gain)

    def used(self, at: Shares) -> Floats:
        """Return what groups and other columns use of each row, axis ``(row,)``."""
        item = at.option[self._of_option] * at.item
        of_groups = self._option.T @ at.option + self._item.T @ item
        found: Floats = self.weight * of_groups + self._other.T @ at.other
        return found

    def slope(self, y: Floats, at: Shares, mu: float) -> Slope:
        """Return gradient and Hessian at prices whose shares are known."""
        there = self.sign != 0
        slack = np.where(there, mu / np.where(there, y, 1.0), 0.0)
        hessian = self.weight / mu * self._spread(at)
        of_others = self._other * (at.other / np.sqrt(mu))[:, None]
        hessian += of_others.T @ of_others
        hessian[np.diag_indices(len(y))] += slack * slack / mu
        return Slope(gradient=self.limit - self.used(at) - slack, hessian=hessian)

    def _spread(self, at: Shares) -> Floats:
        """Return how what groups use varies with what they take, axes ``(row, row)``."""
        groups, item = self.groups, at.item
        live = np.flatnonzero(at.option > _LIVE)
        place = np.full(len(at.option), -1, dtype=np.int64)
        place[live] = np.arange(len(live))
        rides = np.flatnonzero((place[self._of_option] >= 0) & (item > _LIVE)) if len(item) else live[:0]
        entries = (item[rides], (place[self._of_option[rides]], rides))
        riding = sparse.csr_array(entries, shape=(len(live), len(item)))
        whole = sparse.csr_array(self._option[live] + riding @ self._item)
        share = at.option[live]
        member = sparse.csr_array(
            (share, (groups.group[live], np.arange(len(live)))), (groups.count, len(live))
        )
        found = _squared(whole, share) - _squared(sparse.csr_array(member @ whole), np.ones(groups.count))
        if len(item):
            mean = at.option[self._of_option] * item
            torn = np.flatnonzero((mean > _LIVE) & (item < 1 - _LIVE))
            found += _squared(sparse.csr_array(self._item[torn]), mean[torn])
            chosen = sparse.csr_array(
                (item[torn], (groups.choice[torn], np.arange(len(torn)))),
                (len(groups.choice_first), len(torn)),
            )
            of_choice = at.option[groups.choice_option]
            found -= _squared(sparse.csr_array(chosen @ self._item[torn]), of_choice)
        return found

    def longest(self, y: Floats, step: Floats, at: Shares) -> float:
        """Return how far a step may go before something is nearly zero, at most 1."""
        moved = self._other @ step  # gain falls by it
        signed, changed = (y * self.sign)[self.sign != 0], (step * self.sign)[self.sign != 0]
        most = 1.0
        for value, change in ((-at.gain, moved), (signed, changed)):
            falls = change < 0
            most = min(most, _SHORT * float((value[falls] / -change[falls]).min(initial=np.inf)))
        return most

    def point(self, at: Shares) -> Floats:
        """Return the shares as a point, axis ``(column,)``."""
        x = np.zeros(self.parted.arrays.columns)
        x[self.groups.option] = at.option
        x[self.groups.item] = at.option[self._of_option] * at.item
        x[self.other] = at.other
        return x

    def prices(self, y: Floats) -> Floats:
        """Return prices of all coupling rows."""
        found = np.zeros(len(self.parted.low))
        found[self.rows] = y / self.size
        return found


_SHORT = 0.95


def _shared(value: Floats, is_open: Flags, first: Ints, must: Flags, mu: float) -> tuple[Floats, Floats]:
    """Return the share of each way and what its set comes to; none is a way of its own where it may be."""
    if not len(first):
        return np.zeros(0), np.zeros(0)
    sizes = np.diff(np.append(first, len(value)))
    value = np.where(is_open, value / mu, -np.inf)
    most = np.maximum.reduceat(value, first)
    most = np.where(must, most, np.maximum(most, 0.0))
    shares = np.exp(value - np.repeat(most, sizes))
    total = np.add.reduceat(shares, first) + np.where(must, 0.0, np.exp(-most))
    return shares / np.repeat(total, sizes), mu * (most + np.log(total))


def _squared(rows: Rows, weight: Floats) -> Floats:
    """Return ``rowsᵀ · weight · rows``, dense."""
    scaled = rows.copy()
    scaled.data = scaled.data * np.repeat(np.sqrt(weight), np.diff(rows.indptr))
    found: Floats = np.asarray((scaled.T @ scaled).toarray())
    return found
