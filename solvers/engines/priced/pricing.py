"""Groups priced exactly: what each is worth at prices of the coupling rows, and the bound that follows."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

from solvers.engines.dual_bound import ROUNDING, bound_of, implied_high
from solvers.engines.priced.groups import Flags, Floats, Groups, Ints, groups_of
from solvers.engines.priced.plans.frame import Frame, frame_of

if TYPE_CHECKING:
    from solvers.program.arrays import Arrays
    from solvers.program.labels import Labels

    Rows = sparse.csr_array[np.float64, tuple[int, int]]


@dataclass(frozen=True, kw_only=True, eq=False)
class Priced:
    """What options are worth at ``prices``, axis ``(coupling row,)``.

    ``reduced`` is what the aim gains by each column net of the coupling rows, axis ``(column,)``. ``value``
    is that of each option with the best of what rides on it, axis ``(option,)``; ``best`` of each group, 0
    where it may take none and none pays, axis ``(group,)``. ``item`` is the item that each choice takes on
    its option, −1 for none, and ``choice_value`` what it gains, axis ``(choice,)``.
    """

    prices: Floats
    reduced: Floats
    value: Floats
    best: Floats
    item: Ints
    choice_value: Floats


class Parted:
    """A program parted into groups, with its rows and columns sorted for pricing."""

    def __init__(self, arrays: Arrays, labels: Labels) -> None:
        """Part the arrays; ``labels`` say which columns are starts and whose."""
        self.arrays = arrays
        self.labels = labels.to(arrays.columns)
        self.groups: Groups = groups_of(arrays, labels)
        rows = self.groups.coupling
        self.rows: Rows = sparse.csr_array(arrays.matrix[rows])
        self.low, self.high = arrays.row_low[rows], arrays.row_high[rows]
        self.by_column: Rows = sparse.csr_array(self.rows.T)
        closed = arrays.high < 1
        self._closed_option = closed[self.groups.option]
        self._closed_item = closed[self.groups.item]
        self._single = len(self.groups.item) == len(self.groups.choice_option)

    def changed(self, arrays: Arrays) -> Parted:
        """Return the same parting of arrays with the same rows and columns but other values and limits.

        The rows that make groups, and what they tie, must still say the same; low limits of groups may
        differ.
        """
        other = copy(self)
        for name in ("most", "of_others", "frame"):
            other.__dict__.pop(name, None)
        rows = self.groups.coupling
        other.arrays = arrays
        other.groups = replace(self.groups, must=arrays.row_low[self.groups.row] == 1)
        if arrays.matrix is not self.arrays.matrix:
            other.rows = sparse.csr_array(arrays.matrix[rows])
            other.by_column = sparse.csr_array(other.rows.T)
        elif _same_reach(arrays, self.arrays):
            other.__dict__["most"] = np.minimum(self.most, arrays.high)
        other.low, other.high = arrays.row_low[rows], arrays.row_high[rows]
        closed = arrays.high < 1
        other._closed_option = closed[self.groups.option]  # noqa: SLF001
        other._closed_item = closed[self.groups.item]  # noqa: SLF001
        return other

    @cached_property
    def most(self) -> Floats:
        """Highest value of each column that limits or rows allow, axis ``(column,)``."""
        return implied_high(self.arrays)

    @cached_property
    def frame(self) -> Frame:
        """What rows say about single campaigns."""
        return frame_of(self.arrays, self.labels)

    @cached_property
    def of_others(self) -> Rows:
        """Coupling rows of the columns of no group, axes ``(coupling row, other column)``."""
        columns: Rows = sparse.csr_array(self.by_column[self.groups.other].T)
        return columns

    def priced(self, prices: Floats) -> Priced:
        """Price every group; ``prices`` has axis ``(coupling row,)``, in the aim per unit of the row."""
        groups = self.groups
        reduced = self.arrays.cost - self.by_column @ prices
        value = np.where(self._closed_option, -np.inf, reduced[groups.option])
        gain = np.where(self._closed_item, -np.inf, reduced[groups.item])
        item, most = self._best_items(gain)
        taken = (most > 0) | groups.choice_must
        choice_value = np.where(taken, most, 0.0)
        if len(item):
            value += np.bincount(groups.choice_option, weights=choice_value, minlength=len(value))
        best = np.maximum.reduceat(value, groups.first) if groups.count else np.zeros(0)
        return Priced(
            prices=prices,
            reduced=reduced,
            value=value,
            best=np.where(groups.must, best, np.maximum(best, 0.0)),
            item=np.where(taken, item, -1),
            choice_value=choice_value,
        )

    def _best_items(self, gain: Floats) -> tuple[Ints, Floats]:
        """Return the best item of each choice and what it gains."""
        groups = self.groups
        if self._single or not len(gain):
            return np.arange(len(gain)), gain
        most = np.maximum.reduceat(gain, groups.choice_first)
        is_best = np.flatnonzero(gain >= most[groups.choice])
        item = np.zeros(len(most), dtype=np.int64)
        item[groups.choice[is_best[::-1]]] = is_best[::-1]
        return item, most

    def taken(self, priced: Priced, options: Ints) -> Rows:
        """Return the columns that options take with what rides on them, axes ``(option, column)``."""
        groups = self.groups
        place = np.full(len(groups.option), -1, dtype=np.int64)
        place[options] = np.arange(len(options))
        rides = np.flatnonzero((priced.item >= 0) & (place[groups.choice_option] >= 0))
        row = np.concatenate([np.arange(len(options)), place[groups.choice_option[rides]]])
        column = np.concatenate([groups.option[options], groups.item[priced.item[rides]]])
        shape = (len(options), self.arrays.columns)
        return sparse.csr_array((np.ones(len(row)), (row, column)), shape=shape)

    def row_prices(self, prices: Floats, priced: Priced) -> Floats:
        """Return prices of all rows, axis ``(row,)``: the groups' own follow from those that couple them."""
        groups, found = self.groups, np.zeros(self.arrays.rows)
        found[groups.coupling] = prices
        best = np.where(np.isfinite(priced.best), priced.best, 0.0)
        found[groups.row] = best
        found[groups.choice_row] = self._choice_prices(priced, best)
        return found

    def _choice_prices(self, priced: Priced, best: Floats) -> Floats:
        """Return prices of choices' rows: what each gains; of one that cannot be met, what closes its option.

        ``best`` is the price of each group's row, axis ``(group,)``.
        """
        groups, met = self.groups, np.isfinite(priced.choice_value)
        gained: Floats = np.where(met, priced.choice_value, 0.0)
        if met.all():
            return gained
        value = priced.reduced[groups.option] - best[groups.group]
        value += np.bincount(groups.choice_option, weights=gained, minlength=len(value))
        return np.where(met, gained, np.minimum(-value[groups.choice_option], 0.0))

    def bound(self, prices: Floats, priced: Priced) -> float:
        """Return what no point can be worth more than, from all columns; inf where that proves nothing."""
        return bound_of(self.arrays, self.row_prices(prices, priced), self.most)

    def usable(self, prices: Floats) -> Floats:
        """Return the prices, 0 where they stand for a limit that their row does not have."""
        senseless = ((prices > 0) & np.isinf(self.high)) | ((prices < 0) & np.isinf(self.low))
        return np.where(senseless, 0.0, prices)

    def quick_bound(self, prices: Floats, priced: Priced) -> float:
        """Return the same from the groups' worth, without pricing every row and column once more.

        It is inf where a price stands for a limit that its row does not have.
        """
        other, arrays = self.groups.other, self.arrays
        gain = priced.reduced[other]
        end = np.where(gain > 0, self.most[other], arrays.low[other])
        with np.errstate(invalid="ignore"):
            of_rows = np.where(prices != 0, prices * np.where(prices > 0, self.high, self.low), 0.0)
            of_others = np.where(gain != 0, gain * end, 0.0)
            total = float(of_rows.sum() + of_others.sum() + priced.best.sum())
        size = float(np.abs(of_rows).sum() + np.abs(of_others).sum() + np.abs(priced.best).sum())
        return total + ROUNDING * size if np.isfinite(total) else np.inf


def _same_reach(arrays: Arrays, before: Arrays) -> bool:
    """Say whether limits of rows and columns are nowhere wider than before."""
    return bool(
        (arrays.row_high <= before.row_high).all()
        and (arrays.row_low >= before.row_low).all()
        and (arrays.high <= before.high).all()
        and (arrays.low >= before.low).all()
    )


def options_within(groups: Groups, priced: Priced, loss: float | Floats) -> Flags:
    """Say of each option whether taking it loses no more than ``loss`` against its group's best."""
    found: Flags = priced.value >= (priced.best[groups.group] - loss)
    return found
