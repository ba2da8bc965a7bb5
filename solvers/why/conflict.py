"""Which rules cannot be kept together: the smallest set found over named rules, not rows."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

from solvers.engines import child
from solvers.engines.answer import Status, Wish
from solvers.rules.program import phasing_program
from solvers.rules.register import rules_on
from solvers.search.run import Event

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from scenarios.model.programme import Programme
    from solvers.program.arrays import Arrays
    from solvers.rules.rule import Rule

DEFINING = frozenset({"works_ride", "alternatives", "money_due_drawn"})
"""Rules that say what a plan is; they are always kept and never named."""

LARGE = 3000
"""Whole columns from which the relaxation alone says whether rules can be kept together."""


_HEAVIEST = 3
"""Rules among which the pairs are tried first."""

_CLEAR = 1e-7
"""Least size of a price by which a row takes part in the proof that nothing keeps all rows."""


@dataclass(frozen=True, kw_only=True)
class Conflict:
    """Rules that no plan keeps together.

    ``minimal`` is true where leaving out any one of them was seen to make a plan possible; false where
    time ran out, or a hand ``interrupted`` it.
    """

    rules: tuple[Rule, ...]
    minimal: bool
    interrupted: bool = False


def conflict(
    programme: Programme, seconds: float = 60.0, progress: Callable[[Event], None] | None = None
) -> Conflict:
    """Return a smallest set of rules in conflict of a programme that is impossible.

    Rules are left out in groups, then one by one; where the rest is still impossible, they are not needed.
    Large programmes are judged by their relaxation, and begin with the rules that its prices prove to be in
    conflict. ``seconds`` bounds the whole search, ``progress`` is told which rules are still suspected.
    KeyboardInterrupt ends it with what is known.
    """
    began = time.monotonic()
    until = began + seconds
    needed = _least_telling_first([r for r in rules_on(programme) if r.name not in DEFINING])
    minimal = True
    try:
        needed, groups, whole = _to_begin_with(programme, needed, seconds)
        while groups:
            if progress is not None:
                names = ", ".join(rule.name for rule in needed)
                progress(Event(seconds=time.monotonic() - began, message=names))
            group = groups.pop(0)
            rest = frozenset(rule.name for rule in needed if rule not in group)
            left = until - time.monotonic()
            impossible = _is_impossible(programme, rest, left, whole=whole) if left > 0 else None
            if impossible:
                needed = [rule for rule in needed if rule not in group]
            elif len(group) > 1:
                groups = _halves(group) + groups
            else:
                minimal &= impossible is not None
    except KeyboardInterrupt:
        return Conflict(rules=tuple(needed), minimal=False, interrupted=True)
    return Conflict(rules=tuple(needed), minimal=minimal)


def _to_begin_with(
    programme: Programme, rules: list[Rule], seconds: float
) -> tuple[list[Rule], list[list[Rule]], bool]:
    """Return the rules that are suspected, the groups in which to try to leave them out, and how to judge.

    Most conflicts are of two rules: the pairs that weigh most in the proof are tried first. Where the
    relaxation proves nothing, whole numbers have to be looked at.
    """
    suspects = _suspects(programme, seconds)
    if suspects is None:
        return rules, _halves(rules), True
    for pair in combinations(suspects[:_HEAVIEST], 2):
        if _is_impossible(programme, frozenset(pair), seconds):
            both = [rule for rule in rules if rule.name in pair]
            return both, [[rule] for rule in both], False
    closing = [rule for rule in rules if rule.window is not None and rule.name not in suspects]
    held = [rule for rule in rules if rule.name in suspects]
    names = frozenset(rule.name for rule in closing + held)
    if not _is_impossible(programme, names, seconds):
        return rules, _halves(rules), False
    return closing + held, [group for group in (closing, *([rule] for rule in held)) if group], False


def _suspects(programme: Programme, seconds: float) -> tuple[str, ...] | None:
    """Return rules whose rows, with what dates close, are proven to be in conflict; None where not known.

    The relaxation may break rows at a price; those whose own price is not nothing make the proof. The rules
    that weigh most in it come first.
    """
    program = phasing_program(programme)
    arrays = program.arrays
    if int(arrays.whole.sum()) < LARGE:
        return None
    owner = np.full(arrays.rows, -1)
    for number, placed in enumerate(program.placed):
        if placed.rule.name not in DEFINING:
            owner[placed.first : placed.first + len(placed.block.low)] = number
    relaxed = child.relax(_breakable(arrays, owner >= 0), seconds)
    if relaxed.impossible:
        return ()
    if relaxed.bound is None or relaxed.prices is None or relaxed.bound > -_CLEAR:
        return None
    telling = np.flatnonzero((np.abs(relaxed.prices) > _CLEAR) & (owner >= 0))
    limits = np.where(np.isfinite(arrays.row_low), arrays.row_low, arrays.row_high)
    weight = np.zeros(len(program.placed))
    np.add.at(weight, owner[telling], np.abs(relaxed.prices * limits)[telling] + _CLEAR)
    order = np.argsort(-weight, kind="stable")
    return tuple(program.placed[number].rule.name for number in order if weight[number] > 0)


def _breakable(arrays: Arrays, may_break: NDArray[np.bool_]) -> Arrays:
    """Return arrays whose rows may be broken, at a price of one for the size of a row's largest entry."""
    sizes = np.ones(arrays.rows)
    by_row = abs(arrays.matrix)
    np.maximum.at(sizes, np.repeat(np.arange(arrays.rows), np.diff(by_row.indptr)), by_row.data)
    sides = [(np.isfinite(arrays.row_low), 1.0), (np.isfinite(arrays.row_high), -1.0)]
    rows = [np.flatnonzero(may_break & there) for there, _ in sides]
    row = np.concatenate(rows)
    sign = np.concatenate([np.full(len(held), side[1]) for held, side in zip(rows, sides, strict=True)])
    slack = sparse.coo_array((sign * sizes[row], (row, np.arange(len(row)))), shape=(arrays.rows, len(row)))
    nothing = np.zeros(len(row))
    return replace(
        arrays,
        cost=np.concatenate([np.zeros(arrays.columns), nothing - 1.0]),
        matrix=sparse.csr_array(sparse.hstack([arrays.matrix, slack])),
        low=np.concatenate([arrays.low, nothing]),
        high=np.concatenate([arrays.high, np.full(len(row), np.inf)]),
        whole=np.zeros(arrays.columns + len(row), dtype=bool),
    )


def _halves(rules: list[Rule]) -> list[list[Rule]]:
    middle = len(rules) // 2
    return [half for half in (rules[:middle], rules[middle:]) if half]


def _least_telling_first(rules: list[Rule]) -> list[Rule]:
    """Return rules in the order in which they are tried to be left out.

    Those that planners set themselves stay longest.
    """
    last = ("earliest_latest", "pinned", "start_once", "crew_limits", "fund_limits", "targets")
    return sorted(rules, key=lambda rule: last.index(rule.name) if rule.name in last else -1)


def _is_impossible(
    programme: Programme, kept: frozenset[str], seconds: float, whole: bool = False
) -> bool | None:
    """Return whether the kept rules are impossible together; None where time did not suffice to know.

    Large programs are judged by their relaxation, unless ``whole`` numbers are to be looked at.
    Without ``start_once`` nothing must start, but still nothing starts twice.
    """
    program = phasing_program(programme, kept | DEFINING | {"start_once"})
    row_low = program.arrays.row_low.copy()
    if "start_once" not in kept:
        held = next(placed for placed in program.placed if placed.rule.name == "start_once")
        row_low[held.first : held.first + len(held.block.low)] = 0.0
    arrays = replace(program.arrays, cost=np.zeros(program.arrays.columns), row_low=row_low)
    if arrays.infeasibility(np.zeros(arrays.columns)) <= 0:
        return False  # the plan that starts nothing keeps them
    if int(arrays.whole.sum()) >= LARGE and not whole:
        arrays = replace(arrays, whole=np.zeros_like(arrays.whole))
    answer, interrupted = child.run("highs", arrays, Wish(gap=1.0, seconds=seconds))
    if interrupted:
        raise KeyboardInterrupt
    if answer.status is Status.IMPOSSIBLE:
        return True
    return False if answer.x is not None else None
