"""One part as a program: shared funds at prices for its bound, and within its share of them for its plan."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from solvers.engines.priced.pricing import Parted
from solvers.parts.smooth import Smooth
from solvers.program.labels import Labels
from solvers.rules.money import FEN_IN_UNIT, fund_limits
from solvers.rules.program import phasing_program

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from scenarios.model.programme import Programme
    from solvers.engines.priced.groups import Floats, Ints
    from solvers.program.arrays import Arrays
    from solvers.rules.block import Given
    from solvers.rules.program import PhasingProgram, Placed

    Flags = NDArray[np.bool_]

_NARROW = ("street_disruption", "street_projects")
"""Rules with many rows of few campaigns: few of them matter."""
_MARGIN_FEN = 200
"""By how much a share is held back in the program: what whole fen may need beyond its draws."""


@dataclass(frozen=True, kw_only=True, eq=False)
class One:
    """A part's program with the rows of shared funds told apart.

    ``shared`` names the shared funds, None where all funds and crews are shared. ``row_name`` names each
    coupling row; ``of_shared`` says which of them are rows of what is shared, ``of_crews`` which are rows of
    crews, ``of_dues`` of what falls due, and ``narrow`` which are narrow, axis ``(coupling row,)``.
    ``own_shared`` are the columns that only shared rows have, ``draws`` those of draws.
    """

    program: PhasingProgram
    parted: Parted
    shared: frozenset[str] | None
    row_name: tuple[str, ...]
    of_shared: Flags
    of_crews: Flags
    of_dues: Flags
    narrow: Flags
    own_shared: Ints
    draws: Ints

    @property
    def all_money(self) -> float:
        """All money of all funds, in the unit of money rows: no column of money is more."""
        return float(self.program.given.claims.funds.amount.sum()) / FEN_IN_UNIT


def one_of(programme: Programme, shared: frozenset[str] | None = None) -> One:
    """Return the program of a part's programme; all draws are bounded by all that its works cost.

    ``shared`` names the funds that it shares with others; None: all funds and crews are.
    """
    program = phasing_program(programme)
    arrays, draw = program.arrays, program.given.columns.draw
    high = arrays.high.copy()
    high[draw[draw >= 0]] = _all_due(program)
    parted = Parted(replace(arrays, high=high), arrays.labels or _none())
    names = [name for held in program.placed for name in _row_names(held, parted.groups.coupling)]
    rule = np.concatenate([np.repeat(held.rule.name, len(held.block.low)) for held in program.placed])
    rule = rule[parted.groups.coupling]
    if shared is None:
        of_shared = np.isin(rule, ("fund_limits", "crew_limits"))
    else:
        of_shared = np.array(
            [r == "fund_limits" and n.rsplit(", ", 1)[0] in shared for r, n in zip(rule, names, strict=True)]
        )
    others = parted.groups.other[~np.isin(parted.groups.other, draw)]
    within = np.asarray(abs(parted.rows[np.flatnonzero(of_shared)]).sum(axis=0)).ravel() > 0
    return One(
        program=program,
        parted=parted,
        shared=shared,
        row_name=tuple(f"{r}: {n}" for r, n in zip(rule, names, strict=True)),
        of_shared=of_shared,
        of_crews=rule == "crew_limits",
        of_dues=rule == "money_due_drawn",
        narrow=np.isin(rule, _NARROW),
        own_shared=others[within[others]],
        draws=np.sort(draw[draw >= 0]),
    )


def only(one: One, names: frozenset[str]) -> One:
    """Return the same program where only funds of these names are shared."""
    rows = np.array(
        [name.startswith("fund_limits: ") and fund_of(name) in names for name in one.row_name], dtype=bool
    )
    others = one.parted.groups.other[~np.isin(one.parted.groups.other, one.draws)]
    within_ = np.asarray(abs(one.parted.rows[np.flatnonzero(rows)]).sum(axis=0)).ravel() > 0
    return replace(one, shared=names, of_shared=rows, own_shared=others[within_[others]])


def fund_of(name: str) -> str:
    """Return the fund, or the trade, of a row of fund limits or of crews by the row's name."""
    return name.split(": ", 1)[1].rsplit(", ", 1)[0]


def _all_due(program: PhasingProgram) -> float:
    """Return all that could fall due, in the unit of money rows: no draw is more."""
    return float(program.given.claims.amount.max(axis=1, initial=0).sum()) / FEN_IN_UNIT


def _none() -> Labels:
    nothing = np.zeros(0, dtype=np.int64)
    return Labels(campaign=nothing, period=nothing, start=np.zeros(0, dtype=bool))


def _row_names(held: Placed, coupling: Ints) -> list[str]:
    """Return the names of those rows of a rule that are coupling rows, which are in order: few of them."""
    first, end = np.searchsorted(coupling, (held.first, held.first + len(held.block.low)))
    rows = (coupling[first:end] - held.first).tolist()
    if held.rule.name in ("money_due_drawn", "fund_limits", "crew_limits"):
        called = held.block.where()
        return [called[row] for row in rows]
    return [str(row) for row in rows]


def priced(one: One, prices: Mapping[str, float]) -> Parted:
    """Return the part with shared funds at prices of their rows, by name, instead of their limits."""
    rows = np.flatnonzero(one.of_shared)
    price = np.array([prices[one.row_name[row]] for row in rows])
    arrays = one.parted.arrays
    cost = arrays.cost - one.parted.rows[rows].T @ price
    high = arrays.high.copy()
    high[one.own_shared] = 0.0
    cost[one.own_shared] = 0.0
    low_row, high_row = arrays.row_low.copy(), arrays.row_high.copy()
    at = one.parted.groups.coupling[rows]
    low_row[at], high_row[at] = -np.inf, np.inf
    return with_arrays(one.parted, replace(arrays, cost=cost, high=high, row_low=low_row, row_high=high_row))


def with_arrays(parted: Parted, arrays: Arrays) -> Parted:
    """Return a parted program with other values, but the same matrix, in its arrays."""
    other = copy(parted)
    other.__dict__.pop("most", None)
    rows = parted.groups.coupling
    other.arrays, other.low, other.high = arrays, arrays.row_low[rows], arrays.row_high[rows]
    return other


def own_rows(one: One) -> Ints:
    """Return the coupling rows that are the part's own and not narrow."""
    found: Ints = np.flatnonzero(~one.of_shared & ~one.narrow)
    return found


def smooth_of(parted: Parted, rows: Ints, weight: float = 1.0) -> Smooth:
    """Return the smooth dual in some rows."""
    return Smooth(parted, rows, weight)


def drawn(one: One, x: Floats) -> dict[str, Floats]:
    """Return what a point draws on each shared fund, by plan year, in fen."""
    given = one.program.given
    draw = np.where(given.columns.draw >= 0, np.append(x, 0.0)[given.columns.draw], 0.0).sum(axis=1)
    return {
        name: draw[f] * FEN_IN_UNIT
        for f, name in enumerate(given.claims.funds.name)
        if one.shared is None or name in one.shared
    }


@dataclass(frozen=True, kw_only=True, eq=False)
class Limits:
    """Limits of the rows of fund limits: ``plain``, and ``strict`` ones a little below."""

    plain: Floats
    strict: Floats


def fund_limits_within(given: Given, shares: Mapping[str, Ints]) -> tuple[Given, Limits]:
    """Return what is given with shares of shared funds, in fen by vintage, and the funds' limits then."""
    funds = given.claims.funds
    amount = funds.amount.copy()
    for fund, name in enumerate(funds.name):
        if name in shares:
            amount[funds.fund == fund] = shares[name]
    given = replace(given, claims=replace(given.claims, funds=replace(funds, amount=amount)))
    limit = fund_limits(given).high
    less = np.maximum(limit - _MARGIN_FEN / FEN_IN_UNIT, np.minimum(limit, 0.0))
    return given, Limits(plain=limit, strict=less)


def within(one: One, shares: Mapping[str, Ints]) -> tuple[PhasingProgram, Arrays]:
    """Return the program with shares of shared funds, in fen by vintage, and its arrays a little tighter."""
    program = one.program
    given, limits = fund_limits_within(program.given, shares)
    place = next(held for held in program.placed if held.rule.name == "fund_limits")
    span = slice(place.first, place.first + len(limits.plain))
    row_high, strict = program.arrays.row_high.copy(), program.arrays.row_high.copy()
    row_high[span], strict[span] = limits.plain, limits.strict
    arrays = replace(program.arrays, row_high=row_high)
    return replace(program, given=given, arrays=arrays), replace(arrays, row_high=strict)
