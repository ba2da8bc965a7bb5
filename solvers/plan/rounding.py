"""Draws to the fen where the money is more than a flow: caps by estate, matching, floors, revenue, cover.

With the plan's decisions held, the draws are worked out anew as a small linear program, which leaves few of
them between two fen; a small integer program then says which go up and which down, so that dues are drawn
exactly and every limit, cap and floor is kept to the fen.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

from solvers.engines import child
from solvers.engines.answer import Wish
from solvers.plan.purses import leaking, whole_totals
from solvers.plan.settle import NotSettledError
from solvers.program.arrays import Arrays
from solvers.rules.money import FEN_IN_UNIT

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from solvers.rules.program import PhasingProgram

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float64]

_TERMS = ("fund_caps", "matching", "fund_floors", "bond_cover")
"""Rules that a flow from funds to dues does not know."""
_MONEY = ("money_due_drawn", "fund_limits", *_TERMS)
_SECONDS = 60.0
_MOST = 2
"""Fen by which a draw may be moved from the nearest whole one."""
_NEW = 10.0
"""How much worse it is to make a draw than to move one."""
_OFF = 1e-6
_ALLOWED = 0.9
"""Fen of matching allowed for each draw that enters; an audit allows 1."""


def is_more_than_a_flow(program: PhasingProgram) -> bool:
    """Whether a plan's draws are no mere flow from funds' money to dues."""
    earner = program.given.claims.funds.earner
    return earner >= 0 or any(held.rule.name in _TERMS for held in program.placed)


@dataclass(frozen=True, kw_only=True, eq=False)
class _Rows:
    """Rows of money over the columns of money, in 万元: ``low <= matrix · y <= high``.

    ``rule`` is each row's rule; ``draws`` how many of the columns, the first ones, are draws; ``held`` the
    engine's own values of the columns.
    """

    matrix: sparse.csr_array[np.float64, tuple[int, int]]
    low: Floats
    high: Floats
    rule: NDArray[np.str_]
    draws: int
    held: Floats


def rounded(program: PhasingProgram, x: Floats, opened: NDArray[np.bool_], due: Ints, *, loose: bool) -> Ints:
    """Return whole draws in fen, axes ``(fund, group, year)``, that keep every rule of money.

    ``x`` is the engine's point, ``opened`` the openings kept of it, axes ``(site, period)``, ``due`` what
    falls due, axes ``(group, year)``, in fen. ``loose``: rows that the point breaks may be broken as much.
    Raises NotSettledError where no whole draws keep them all.
    """
    rows = _rows(program, x, opened, due, loose=loose)
    preferred = np.zeros(rows.matrix.shape[1])
    number = program.given.columns.draw
    preferred[: rows.draws] = -np.nonzero(number >= 0)[0]
    free = len(preferred)
    arrays = Arrays(
        cost=preferred,
        matrix=rows.matrix,
        row_low=rows.low,
        row_high=rows.high,
        low=np.zeros(free),
        high=np.full(free, np.inf),
        whole=np.zeros(free, dtype=bool),
    )
    best = child.relax(arrays, _SECONDS).x
    whole = None if best is None else _whole(program, rows, best * FEN_IN_UNIT)
    if whole is None:
        raise NotSettledError(_shortage(_rows(program, x, opened, due, loose=False)))
    found = np.zeros(number.shape, dtype=np.int64)
    found[number >= 0] = whole
    return found


def _shortage(rows: _Rows) -> int:
    """Return by how many fen the engine's own draws miss what they must keep once decisions are whole."""
    activity = rows.matrix @ rows.held
    off = np.maximum(rows.low - activity, activity - rows.high)
    return int(np.ceil(off.max(initial=0.0) * FEN_IN_UNIT)) + 1


def _rows(program: PhasingProgram, x: Floats, opened: NDArray[np.bool_], due: Ints, *, loose: bool) -> _Rows:
    """Return the rows of money with the decisions held."""
    arrays, columns = program.arrays, program.given.columns
    x = x[: arrays.columns]
    free, row, rule = _placed(program)
    decided = np.rint(x)
    decided[columns.open[columns.open >= 0]] = opened[columns.open >= 0]
    decided[free] = 0.0
    matrix = sparse.csr_array(arrays.matrix[row])
    shift = matrix @ decided
    money = sparse.csr_array(sparse.csc_array(matrix)[:, free])
    low, high = arrays.row_low[row] - shift, arrays.row_high[row] - shift
    is_due = rule == "money_due_drawn"
    low[is_due] = high[is_due] = due.ravel() / FEN_IN_UNIT
    held = np.maximum(x[free], 0.0)
    if loose:
        activity = money @ held
        high = np.where(is_due, high, np.maximum(high, _up(activity)))
        low = np.where(is_due, low, np.minimum(low, -_up(-activity)))
    draws = int((columns.draw >= 0).sum())
    return _Rows(matrix=money, low=low, high=high, rule=rule, draws=draws, held=held)


def _up(amounts: Floats) -> Floats:
    """Return amounts rounded up to the fen, but for an engine's tolerance."""
    return np.ceil(amounts * FEN_IN_UNIT - 0.5) / FEN_IN_UNIT


def _placed(program: PhasingProgram) -> tuple[Ints, Ints, NDArray[np.str_]]:
    """Return the columns of money (draws first), its rows, and each row's rule."""
    draw = program.given.columns.draw
    own, row, rule = [np.sort(draw[draw >= 0])], [], []
    number = program.given.columns.count
    for held in program.placed:
        count = len(held.block.own.high)
        if held.rule.name in _MONEY:
            own.append(number + np.arange(count))
            row.append(held.first + np.arange(len(held.block.low)))
            rule += [held.rule.name] * len(held.block.low)
        number += count
    return np.concatenate(own), np.concatenate(row), np.array(rule)


def _whole(program: PhasingProgram, rows: _Rows, best: Floats) -> Ints | None:
    """Return whole draws next to the best ones, axis ``(draw,)``; None where there are none."""
    rows = _without_leaks(program, rows, best)
    base, entries = np.rint(best), sparse.coo_array(rows.matrix)
    uneven = np.zeros(len(rows.low), dtype=bool)
    uneven[entries.row[entries.data != np.rint(entries.data)]] = True
    limits = []
    for limit in (rows.low, rows.high):
        fen = limit * FEN_IN_UNIT
        limits.append(np.where(uneven | (rows.rule == "bond_cover"), fen, np.rint(fen)))
    enters = (entries.col < rows.draws) & (base[entries.col] > 0)
    entering = np.bincount(entries.row[enters], minlength=len(rows.low))
    limits[1] += np.where(rows.rule == "matching", _ALLOWED * entering, 0.0)
    at = rows.matrix @ base
    low, high = limits[0] - at, limits[1] - at
    if (low <= 0).all() and (high >= 0).all():
        return base[: rows.draws].astype(np.int64)
    moved = _moved(rows, base, low, high)
    return None if moved is None else (base[: rows.draws] + moved).astype(np.int64)


def _without_leaks(program: PhasingProgram, rows: _Rows, best: Floats) -> _Rows:
    """Hold each year's total of funds that keep only a share of what is left at whole fen that they hold.

    Their money shrinks as it is carried, so its rows cannot be met in whole fen; the best totals keep them.
    """
    funds, years = program.given.claims.funds, program.given.columns.draw.shape[2]
    keepers = np.array(leaking(funds), dtype=np.int64)
    limits = np.flatnonzero(rows.rule == "fund_limits")
    if not len(keepers) or not len(limits):
        return rows
    yearly = limits[(keepers[:, None] * years + np.arange(years)).ravel()]
    entries = sparse.coo_array(rows.matrix)
    in_year, own = np.isin(entries.row, yearly), entries.col >= rows.draws
    kept = np.isin(
        entries.row, np.setdiff1d(entries.row[np.isin(entries.col, entries.col[in_year & own])], yearly)
    )
    high = rows.high.copy()
    high[np.unique(entries.row[kept])] = np.inf
    data = np.where(kept | (in_year & own), 0.0, entries.data)
    matrix = sparse.coo_array((data, (entries.row, entries.col)), shape=entries.shape).tocsr()
    matrix.eliminate_zeros()
    totals = (matrix @ best)[yearly].reshape(len(keepers), years)
    whole = [whole_totals(funds, fund, total) for fund, total in zip(keepers.tolist(), totals, strict=True)]
    high[yearly] = np.concatenate(whole) / FEN_IN_UNIT
    return replace(rows, matrix=matrix, high=high)


def _moved(rows: _Rows, base: Floats, low: Floats, high: Floats) -> Floats | None:
    """Return by how many fen draws are moved from their nearest whole one so that all rows are kept.

    As few as can be; axis ``(draw,)``. None where no such move keeps them. ``low`` and ``high`` are what is
    left of the rows at ``base``, in fen.
    """
    draws, free = rows.draws, len(base)
    up, down = np.full(free, 1e6), np.minimum(base, 1e6)
    up[:draws], down[:draws] = _MOST, np.minimum(base[:draws], _MOST)
    worse = np.zeros(free)
    worse[:draws] = np.where(base[:draws] > 0, 1.0, _NEW)
    whole = np.arange(free) < draws
    arrays = Arrays(
        cost=np.concatenate([-worse, -worse]),
        matrix=sparse.csr_array(sparse.hstack([rows.matrix, -rows.matrix])),
        row_low=low,
        row_high=high,
        low=np.zeros(2 * free),
        high=np.concatenate([up, down]),
        whole=np.concatenate([whole, whole]),
    )
    answer, interrupted = child.run("highs", arrays, Wish(gap=0.0, seconds=_SECONDS, workers=1))
    if interrupted:
        raise KeyboardInterrupt
    if answer.x is None:
        return None
    moves: Floats = np.rint(answer.x[:draws] - answer.x[free : free + draws])
    return moves
