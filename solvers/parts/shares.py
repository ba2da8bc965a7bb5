"""Shared funds' money handed to parts one after another, in whole fen by vintage."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from solvers.program.funds import FundList

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float64]


class Purse:
    """What is left of shared funds while parts are served.

    ``expected`` are the draws of each part by fund and plan year, in fen, as far as is known before.
    """

    def __init__(
        self, funds: FundList, shared: frozenset[str], expected: Sequence[Mapping[str, Floats]]
    ) -> None:
        """Begin with all money of the shared funds; ``funds`` is any part's list."""
        self._vintages = {name: _spans(funds, fund) for fund, name in enumerate(funds.name) if name in shared}
        self._left = {
            name: funds.amount[funds.fund == fund].copy()
            for fund, name in enumerate(funds.name)
            if name in shared
        }
        self._expected = list(expected)

    def share(self, number: int, wanted: Mapping[str, Floats]) -> dict[str, Ints]:
        """Return the share of a part, by fund and vintage: what it wants, as far as others leave it.

        Parts are served in turn; what is left over is shared by what is wanted in all.
        """
        found = {}
        for name, left in self._left.items():
            others = sum(one[name] for one in self._expected[number + 1 :])
            total = wanted[name] + others
            use = _used(self._vintages[name], left, total)
            part = np.divide(wanted[name], total, out=np.zeros(len(total)), where=total > 0)
            over = float(wanted[name].sum()) / max(float(total.sum()), 1e-9)
            of_vintage = use @ part + (left - use.sum(axis=1)) * over
            found[name] = np.clip(np.floor(of_vintage), 0, left).astype(np.int64)
            if number == len(self._expected) - 1:
                found[name] = left.copy()
        return found

    def paid(self, shares: Mapping[str, Ints], drawn: Mapping[str, Ints]) -> None:
        """Take off what a part has drawn of its shares, by fund and plan year, in whole fen."""
        for name, share in shares.items():
            use = _used(self._vintages[name], share, drawn[name].astype(np.float64))
            self._left[name] -= np.minimum(np.ceil(use.sum(axis=1)).astype(np.int64), share)


def _spans(funds: FundList, fund: int) -> Ints:
    """Return (first, last) plan year of each vintage of a fund, axes ``(vintage, 2)``."""
    own = funds.fund == fund
    last = funds.last[own] if funds.carry_share[fund] > 0 else funds.year[own]
    return np.stack([funds.year[own], last], axis=1)


def _used(spans: Ints, amount: Ints, drawn: Floats) -> Floats:
    """Return what is taken of each vintage in each year, the soonest to lapse first; ``(vintage, year)``."""
    left, use = amount.astype(np.float64), np.zeros((len(amount), len(drawn)))
    for year, wanted in enumerate(drawn.tolist()):
        for vintage in np.lexsort((spans[:, 0], spans[:, 1])).tolist():
            if spans[vintage, 0] <= year <= spans[vintage, 1]:
                taken = min(wanted, float(left[vintage]))
                use[vintage, year], left[vintage], wanted = taken, left[vintage] - taken, wanted - taken
    return use
