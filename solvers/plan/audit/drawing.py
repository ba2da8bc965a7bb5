"""Whether dues can be drawn where flows cannot say it, for shares that lapse and bounds: a linear program."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from solvers.plan.audit.bounds import Bound
    from solvers.plan.audit.eligible import ClaimGroup
    from solvers.plan.audit.purse import Vintage

Claim: TypeAlias = "tuple[ClaimGroup, int]"
"""A claim group and a year."""
LEAVING_UNPAID = 1000.0
"""What a fen that is not drawn weighs, beside one that passes a bound."""
ROUNDING_FEN = 100
"""What the rounding of carried shares may add up to."""


@dataclass(frozen=True, kw_only=True)
class Short:
    """What cannot be drawn of each claim, and by what each bound is passed at least, in fen."""

    unmet: Mapping[Claim, int]
    passed: Mapping[Bound, int]


@dataclass(eq=False)
class _Rows:
    """Rows of a linear program as they are written down."""

    limits: list[float] = field(default_factory=list)
    entries: list[tuple[int, int, float]] = field(default_factory=list)

    def add(self, entries: list[tuple[int, float]], limit: float) -> None:
        """Write down a row."""
        self.entries += [(len(self.limits), column, value) for column, value in entries]
        self.limits.append(limit)

    def matrix(self, width: int) -> Any:
        """Return the rows as a matrix, None without any."""
        if not self.limits:
            return None
        from scipy.sparse import coo_array

        rows, columns, values = zip(*self.entries, strict=True) if self.entries else ((), (), ())
        return coo_array((values, (rows, columns)), shape=(len(self.limits), width), dtype=float).tocsr()


def best_drawing(
    vintages: Sequence[Vintage] | None, due: Mapping[Claim, int], bounds: Sequence[Bound] = ()
) -> Short:
    """Return what remains undrawn, and by what bounds are passed, where all is drawn as well as can be.

    ``vintages`` is None where no fund has a limit. What is used of a vintage up to a year, each use shrunk by
    the shares since, is at most the money so shrunk; right to within the rounding of the shares.
    """
    scale = float(max([1, *due.values(), *(abs(int(bound.most)) for bound in bounds)]))
    uses = [(v, year) for v in vintages or () for year in v.usable]
    pays = [(claim, fund) for claim in due for fund in claim[0].funds]
    first_unmet = len(uses) + len(pays)
    first_passed = first_unmet + len(due)
    width = first_passed + len(bounds)
    if not width:
        return Short(unmet={}, passed={})
    most, exactly = _Rows(), _Rows()
    if vintages is not None:
        _limits(uses, most, scale)
        _given_out(uses, pays, exactly)
    _paid(due, pays, len(uses), exactly, scale)
    _bounded(bounds, pays, (len(uses), first_passed), most, scale)
    found = _solved(most, exactly, width, first_unmet, first_passed) * scale
    unmet = {claim: round(x) for claim, x in zip(due, found[first_unmet:].tolist(), strict=False)}
    passed = {bound: round(x) for bound, x in zip(bounds, found[first_passed:].tolist(), strict=True)}
    off = 1 + 1e-9 * sum(due.values())
    left = sum(unmet.values()) > off + (ROUNDING_FEN if any(0 < v.share < 1 for v in vintages or ()) else 0)
    return Short(
        unmet={claim: fen for claim, fen in unmet.items() if fen > 0} if left else {},
        passed={bound: fen for bound, fen in passed.items() if fen > off},
    )


def _solved(
    most: _Rows, exactly: _Rows, width: int, first_unmet: int, first_passed: int
) -> NDArray[np.float64]:
    from scipy.optimize import linprog  # not before it is needed: it takes long to come

    weights = np.zeros(width)
    weights[first_unmet:first_passed] = LEAVING_UNPAID
    weights[first_passed:] = 1.0
    answer = linprog(
        weights,
        A_ub=most.matrix(width),
        b_ub=most.limits or None,
        A_eq=exactly.matrix(width),
        b_eq=exactly.limits or None,
        method="highs",
    )
    assert answer.x is not None  # leaving everything unpaid, and passing every bound, is always possible
    return np.asarray(answer.x, dtype=np.float64)


def _paid(
    due: Mapping[Claim, int],
    pays: Sequence[tuple[Claim, str]],
    first: int,
    exactly: _Rows,
    scale: float,
) -> None:
    """Write down that what is due is paid, or left unmet."""
    paid: dict[Claim, list[tuple[int, float]]] = {claim: [] for claim in due}
    for i, (claim, _) in enumerate(pays):
        paid[claim].append((first + i, 1.0))
    for k, (claim, money) in enumerate(due.items()):
        exactly.add([*paid[claim], (first + len(pays) + k, 1.0)], money / scale)


def _bounded(
    bounds: Sequence[Bound],
    pays: Sequence[tuple[Claim, str]],
    first: tuple[int, int],
    most: _Rows,
    scale: float,
) -> None:
    """Write down that bounds are kept, or passed; ``first`` are the columns of payments and of passing."""
    by_fund: dict[str, list[tuple[int, str, int]]] = {}
    for i, ((group, year), fund) in enumerate(pays):
        by_fund.setdefault(fund, []).append((first[0] + i, group.estate, year))
    for b, bound in enumerate(bounds):
        counted = [
            (column, float(weight))
            for fund in bound.weights
            for column, estate, year in by_fund.get(fund, ())
            if (weight := bound.weight(fund, estate, year)) is not None
        ]
        most.add([*counted, (first[1] + b, -1.0)], float(bound.most) / scale)


def _limits(uses: Sequence[tuple[Vintage, int]], most: _Rows, scale: float) -> None:
    """Write down what may have been used of each vintage up to each year."""
    of: dict[Vintage, list[tuple[int, int]]] = {}
    for i, (vintage, year) in enumerate(uses):
        of.setdefault(vintage, []).append((i, year))
    for vintage, own in of.items():
        share = float(vintage.share)
        for _, year in own:
            kept = share ** (year - vintage.usable[0])
            earlier = [(i, share ** (year - before)) for i, before in own if before <= year]
            most.add(earlier, kept * vintage.money / scale)


def _given_out(
    uses: Sequence[tuple[Vintage, int]], pays: Sequence[tuple[Claim, str]], exactly: _Rows
) -> None:
    """Write down that what a fund pays in a year is used of its vintages."""
    rows: dict[tuple[str, int], list[tuple[int, float]]] = {}
    for i, (vintage, year) in enumerate(uses):
        rows.setdefault((vintage.fund, year), []).append((i, 1.0))
    for i, ((_, year), fund) in enumerate(pays):
        rows.setdefault((fund, year), []).append((len(uses) + i, -1.0))
    for entries in rows.values():
        exactly.add(entries, 0.0)
