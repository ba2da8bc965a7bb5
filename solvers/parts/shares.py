"""Shared funds' money handed to parts, in whole fen by vintage."""

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
    """Money of funds by vintage, in whole fen, that is handed out and taken off as it is drawn."""

    def __init__(self, spans: Mapping[str, Ints], left: Mapping[str, Ints]) -> None:
        """Begin with what is ``left``; ``spans`` are (first, last) plan year of each vintage, by fund."""
        self._spans, self._left = spans, {name: amount.copy() for name, amount in left.items()}

    def share(self, part: float) -> dict[str, Ints]:
        """Return a part of all that is left, by fund and vintage."""
        return {name: np.floor(left * part).astype(np.int64) for name, left in self._left.items()}

    def paid(self, drawn: Mapping[str, Ints], part: float) -> None:
        """Take off what was drawn within a share of ``part``, by fund and plan year, in whole fen.

        It comes from that share, so that others have no less of any vintage than theirs; and from its newest
        vintages, as older ones serve in more years.
        """
        share = self.share(part)
        for name, left in self._left.items():
            wanted = drawn[name].astype(np.int64)
            use, short = _newest_first(self._spans[name], share[name], wanted)
            more, _ = _newest_first(self._spans[name], left - use, short)
            self._left[name] = left - use - more


def spans_of(funds: FundList) -> dict[str, Ints]:
    """Return (first, last) plan year of each vintage of every fund, axes ``(vintage, 2)``."""
    return {name: _spans(funds, fund) for fund, name in enumerate(funds.name)}


def amounts_of(funds: FundList) -> dict[str, Ints]:
    """Return the money of each vintage of every fund, in fen."""
    return {name: funds.amount[funds.fund == fund] for fund, name in enumerate(funds.name)}


def shares_of(
    spans: Mapping[str, Ints], amounts: Mapping[str, Ints], wanted: Sequence[Mapping[str, Floats]]
) -> list[dict[str, Ints]]:
    """Return the share of each part in shared funds, by fund and vintage, in whole fen; never more than all.

    ``wanted`` is what each part draws on the shared funds by plan year, in fen. The money of a year is shared
    by what is drawn in it, what nobody draws by what is drawn in all.
    """
    found: list[dict[str, Ints]] = [{} for _ in wanted]
    for name in wanted[0]:
        amount = amounts[name]
        total = np.sum([one[name] for one in wanted], axis=0)
        use = _used(spans[name], amount, total)
        spare = amount - use.sum(axis=1)
        for number, one in enumerate(wanted):
            part = np.divide(one[name], total, out=np.zeros(len(total)), where=total > 0)
            over = float(one[name].sum()) / max(float(total.sum()), 1e-9)
            found[number][name] = np.floor(np.maximum(use @ part + spare * over, 0.0)).astype(np.int64)
        beyond = np.sum([one[name] for one in found], axis=0) - amount
        found[0][name] = np.maximum(found[0][name] - np.maximum(beyond, 0), 0)
    return found


def _spans(funds: FundList, fund: int) -> Ints:
    """Return (first, last) plan year of each vintage of a fund, axes ``(vintage, 2)``."""
    own = funds.fund == fund
    last = funds.last[own] if funds.carry_share[fund] > 0 else funds.year[own]
    return np.stack([funds.year[own], last], axis=1)


def _newest_first(spans: Ints, amount: Ints, drawn: Ints) -> tuple[Ints, Ints]:
    """Return what is taken of each vintage, and what years want more.

    The last year is served first, from what begins latest: what serves no earlier year. This gives as much
    as any order can.
    """
    use, short = np.zeros_like(amount), drawn.copy()
    for year in range(len(drawn) - 1, -1, -1):
        for vintage in np.argsort(-spans[:, 0], kind="stable").tolist():
            if spans[vintage, 0] <= year <= spans[vintage, 1]:
                taken = min(int(short[year]), int(amount[vintage] - use[vintage]))
                use[vintage] += taken
                short[year] -= taken
    return use, short


def _used(spans: Ints, amount: Ints, drawn: Floats) -> Floats:
    """Return what is taken of each vintage in each year, the soonest to lapse first; ``(vintage, year)``."""
    left, use = amount.astype(np.float64), np.zeros((len(amount), len(drawn)))
    for year, wanted in enumerate(drawn.tolist()):
        for vintage in np.lexsort((spans[:, 0], spans[:, 1])).tolist():
            if spans[vintage, 0] <= year <= spans[vintage, 1]:
                taken = min(wanted, float(left[vintage]))
                use[vintage, year], left[vintage], wanted = taken, left[vintage] - taken, wanted - taken
    return use
