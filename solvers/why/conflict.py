"""Which rules cannot be kept together: the smallest set found over named rules, not rows."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from solvers.engines import child
from solvers.engines.answer import Status, Wish
from solvers.rules.program import phasing_program
from solvers.rules.register import rules_on

if TYPE_CHECKING:
    from scenarios.model.programme import Programme
    from solvers.rules.rule import Rule

DEFINING = frozenset({"works_ride", "alternatives", "money_due_drawn"})
"""Rules that say what a plan is; they are always kept and never named."""

LARGE = 3000
"""Whole columns from which the relaxation alone says whether rules can be kept together."""


@dataclass(frozen=True, kw_only=True)
class Conflict:
    """Rules that no plan keeps together.

    ``minimal`` is true where leaving out any one of them was seen to make a plan possible; false where
    time ran out.
    """

    rules: tuple[Rule, ...]
    minimal: bool


def conflict(programme: Programme, seconds: float = 60.0) -> Conflict:
    """Return a smallest set of rules in conflict of a programme that is impossible.

    Rules are left out in groups, then one by one; where the rest is still impossible, they are not needed.
    Large programmes are judged by their relaxation. ``seconds`` bounds the whole search.
    """
    until = time.monotonic() + seconds
    needed = _least_telling_first([r for r in rules_on(programme) if r.name not in DEFINING])
    minimal, groups = True, _halves(needed)
    while groups:
        group = groups.pop(0)
        rest = frozenset(rule.name for rule in needed if rule not in group)
        left = until - time.monotonic()
        impossible = _is_impossible(programme, rest, left) if left > 0 else None
        if impossible:
            needed = [rule for rule in needed if rule not in group]
        elif len(group) > 1:
            groups = _halves(group) + groups
        else:
            minimal &= impossible is not None
    return Conflict(rules=tuple(needed), minimal=minimal)


def _halves(rules: list[Rule]) -> list[list[Rule]]:
    middle = len(rules) // 2
    return [half for half in (rules[:middle], rules[middle:]) if half]


def _least_telling_first(rules: list[Rule]) -> list[Rule]:
    """Return rules in the order in which they are tried to be left out.

    Those that planners set themselves stay longest.
    """
    last = ("earliest_latest", "pinned", "start_once", "crew_limits", "fund_limits", "targets")
    return sorted(rules, key=lambda rule: last.index(rule.name) if rule.name in last else -1)


def _is_impossible(programme: Programme, kept: frozenset[str], seconds: float) -> bool | None:
    """Return whether the kept rules are impossible together; None where time did not suffice to know.

    Without ``start_once`` nothing must start, but still nothing starts twice.
    """
    program = phasing_program(programme, kept | DEFINING | {"start_once"})
    row_low = program.arrays.row_low.copy()
    if "start_once" not in kept:
        held = next(placed for placed in program.placed if placed.rule.name == "start_once")
        row_low[held.first : held.first + len(held.block.low)] = 0.0
    arrays = replace(program.arrays, cost=np.zeros(program.arrays.columns), row_low=row_low)
    if int(arrays.whole.sum()) >= LARGE:
        arrays = replace(arrays, whole=np.zeros_like(arrays.whole))
    answer, interrupted = child.run("highs", arrays, Wish(gap=1.0, seconds=seconds))
    if interrupted:
        raise KeyboardInterrupt
    if answer.status is Status.IMPOSSIBLE:
        return True
    return False if answer.x is not None else None
