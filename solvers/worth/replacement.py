"""What is lost if an estate is left out: at the prices for all, by a solve for those that would cost most."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from solvers.why.resolve import resolved

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from solvers.program.arrays import Arrays
    from solvers.rules.program import PhasingProgram
    from solvers.why.base import Base
    from solvers.why.resolve import Resolved

    Floats = NDArray[np.float64]

TOP = 10
"""How many estates are solved again where nothing else is said."""
_SECONDS = 4.0
"""Time that one solve again may take."""
_NOTHING = 1e-9
"""A loss of no more than this share of the bound counts as none."""


@dataclass(frozen=True, kw_only=True)
class Replacement:
    """What leaving an estate out, as its row, would lose of the aim.

    ``by_price`` is the estimate at the prices. Where ``verified`` the best plans with and without it
    differ by at least ``low`` and at most ``high``; else both are None. ``clear`` says whether the sign is
    certain, ``impossible`` that no plan keeps the rules without it.
    """

    estate: int
    by_price: float
    low: float | None = None
    high: float | None = None
    verified: bool = False
    clear: bool = False
    impossible: bool = False


def replacements(
    base: Base,
    known: Resolved,
    top: int = TOP,
    seconds: float = _SECONDS,
    progress: Callable[[int, int], None] | None = None,
) -> tuple[Replacement, ...]:
    """Return what leaving out each estate of the plan would lose, the most first; the ``top`` are solved.

    It need not start any more then, and hard targets ask for so much less as it counts for them: what is
    lost is its own worth and what the others cannot make good.
    """
    asked = asked_of(base.program)
    loss = _at_prices(base, asked)
    estate = base.programme.campaigns.estate
    within = np.unique(estate[(estate >= 0) & (base.period >= 0)])
    order = sorted(within.tolist(), key=lambda e: (-loss[e], e))
    found = []
    for number, one in enumerate(order[:top]):
        if progress is not None:
            progress(number, min(top, len(order)))
        found.append(without(base, known, one, float(loss[one]), asked, seconds))
    return (*found, *(Replacement(estate=e, by_price=float(loss[e])) for e in order[top:]))


def _at_prices(base: Base, asked: dict[int, Floats]) -> Floats:
    """Return what the bound at the prices loses without each estate, axis ``(estate,)``."""
    groups, labels = base.parted.groups, base.parted.labels
    estate = base.programme.campaigns.estate
    loss = np.zeros(len(base.programme.estates))
    best = np.where(np.isfinite(base.priced.best), base.priced.best, 0.0)
    owner = estate[labels.campaign[groups.option[groups.first]]]
    np.add.at(loss, owner[owner >= 0], best[owner >= 0])
    for row, measure in asked.items():
        loss += min(base.prices[row], 0.0) * measure
    return loss


def without(
    base: Base, known: Resolved, estate: int, loss: float, asked: dict[int, Floats], seconds: float = _SECONDS
) -> Replacement:
    """Return what leaving an estate out loses, by a solve of the program without it."""
    assert known.objective is not None
    arrays = left_out(base, estate, asked)
    gap = 0.0 if base.small or known.gap is None else known.gap
    there = resolved(base, arrays, gap=gap, seconds=seconds, deep=True)
    if there.impossible:
        return Replacement(estate=estate, by_price=loss, verified=True, clear=True, impossible=True)
    if there.objective is None:
        return Replacement(estate=estate, by_price=loss)
    low, high = known.objective - there.bound, known.bound - there.objective
    if bool((arrays.row_low >= base.arrays.row_low).all()):  # it may as well be left out as things are
        low, high = max(low, 0.0), max(high, 0.0)
    least = _NOTHING * base.scale
    clear = low > least or high < -least or max(abs(low), abs(high)) <= least
    return Replacement(estate=estate, by_price=loss, low=low, high=high, verified=True, clear=clear)


def left_out(base: Base, estate: int, asked: dict[int, Floats]) -> Arrays:
    """Return the base's arrays in which no campaign of an estate starts, and targets ask it of nobody."""
    members = np.flatnonzero(base.programme.campaigns.estate == estate)
    arrays = base.without(base.arrays, members)
    low = arrays.row_low.copy()
    for row, measure in asked.items():
        low[row] -= measure[estate]
    return replace(arrays, row_low=low)


def asked_of(program: PhasingProgram) -> dict[int, Floats]:
    """Return by row of each hard target what each estate counts for it at most, axis ``(estate,)``."""
    programme = program.given.programme
    table, found = programme.targets, {}
    hard = table.name[(table.strength == "hard") & (table.value > 0)].tolist()
    for held in program.placed:
        if held.rule.name == "targets" and hard:
            label = {name: row for row, name in reversed(list(enumerate(held.block.where())))}
            for name in hard:
                row = held.first + label[str(name)]
                found[row] = _counted(program, row)
    return found


def _counted(program: PhasingProgram, row: int) -> Floats:
    """Return what each estate counts for a target at most: its campaigns' starts, or its own column once."""
    arrays, labels, programme = program.arrays, program.arrays.labels, program.given.programme
    assert labels is not None
    held = slice(arrays.matrix.indptr[row], arrays.matrix.indptr[row + 1])
    column, value = arrays.matrix.indices[held], arrays.matrix.data[held]
    campaign, period = labels.campaign[column], labels.period[column]
    own = campaign >= 0
    by_period = np.zeros((len(programme.campaigns), programme.clock.periods))
    np.add.at(by_period, (campaign[own], period[own]), value[own])
    most, estate = by_period.max(axis=1), programme.campaigns.estate
    counted = np.zeros(len(programme.estates))
    np.add.at(counted, estate[estate >= 0], most[estate >= 0])
    by_column = arrays.matrix.tocsc()
    for one, worth in zip(column[~own].tolist(), value[~own].tolist(), strict=True):
        for link in by_column.indices[by_column.indptr[one] : by_column.indptr[one + 1]]:
            tied = arrays.matrix.indices[arrays.matrix.indptr[link] : arrays.matrix.indptr[link + 1]]
            owners = np.unique(estate[labels.campaign[tied[labels.campaign[tied] >= 0]]])
            if link != row and len(owners) == 1 and owners[0] >= 0:
                counted[owners[0]] = worth
    return counted
