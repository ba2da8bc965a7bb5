"""What funds hold year by year, to the fen: what is drawn beyond it, and totals that are not."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from solvers.program.funds import FundList

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float64]


def beyond_of(funds: FundList, fund: int, drawn: Sequence[int], earns: Sequence[int]) -> Iterator[int]:
    """Yield what a fund is drawn beyond what it holds in each plan year, given what it earns in each, in fen.

    Money that lapses sooner is used first, what is earned last; of what is carried, part fens are lost.
    """
    share = Fraction(str(float(funds.carry_share[fund])))
    left: list[tuple[int, int, int]] = []
    saved = 0
    for year, still in enumerate(drawn):
        new = np.flatnonzero((funds.fund == fund) & (funds.year == year))
        left = sorted(left + [(int(funds.last[v]), year, int(funds.amount[v])) for v in new])
        kept = []
        for last, first, amount in left:
            used = min(still, amount)
            still -= used
            if last > year:
                kept.append((last, first, (amount - used) * share.numerator // share.denominator))
        left, used = kept, min(still, saved)
        yield still - used
        saved += earns[year] - used


def leaking(funds: FundList) -> list[int]:
    """Return the funds that keep only a share of what is left at a year's end."""
    return [int(f) for f in np.flatnonzero((funds.carry_share > 0) & (funds.carry_share < 1))]


def whole_totals(funds: FundList, fund: int, drawn: Floats, more: int = 0) -> Ints:
    """Return what a fund gives in each plan year in whole fen, near ``drawn``, axis ``(year,)``, in fen.

    No year is drawn beyond what the fund holds: where the nearest fen would be, years are rounded down, those
    that were rounded up by most first. Years in which it gives anything may then have up to so many fen
    ``more`` as it holds. Of a fund that earns, what it earns is not known here: the nearest.
    """
    total = np.floor(drawn + 0.5).astype(np.int64)
    if fund == funds.earner:
        return total
    nothing = [0] * len(total)
    for year in np.argsort(drawn - total, kind="stable").tolist():
        if total[year] <= drawn[year] or not any(beyond_of(funds, fund, total.tolist(), nothing)):
            break
        total[year] -= 1
    for year in range(len(total)):
        total[year] -= list(beyond_of(funds, fund, total.tolist(), nothing))[year]
    for year in np.flatnonzero(drawn > 0).tolist() * more:
        total[year] += 1
        if any(beyond_of(funds, fund, total.tolist(), nothing)):
            total[year] -= 1
    return total
