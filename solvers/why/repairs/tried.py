"""A changed programme tried: whether there is a plan of it that the audit passes."""

from __future__ import annotations

import time
import tomllib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from scenarios.tables.faults import InputFaults
from scenarios.whatif import overlay, what_if_from
from solvers.engines import child
from solvers.engines.answer import Wish
from solvers.plan.audit import audit
from solvers.plan.decode import decode
from solvers.plan.settle import NotSettledError
from solvers.program.columns import values_at
from solvers.rules.program import phasing_program
from solvers.solving import solve
from solvers.why.repairs.points import best_point, is_large

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scenarios.model.programme import Programme
    from solvers.plan.plan import Plan
    from solvers.program.columns import Columns
    from solvers.rules.program import PhasingProgram
    from solvers.why.repairs.lever import Ints

LOOSE = 1.0
"""Gap of a solve that only has to find a plan."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Choice:
    """What a point chooses: each campaign's start period (−1: none), and which works are done then."""

    period: Ints
    included: NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True, eq=False)
class Tried:
    """What came of a try: a plan that the audit passes, or None; ``impossible`` where none can be."""

    plan: Plan | None
    impossible: bool = False


def choice_of(columns: Columns, campaign: Ints, x: NDArray[np.float64]) -> Choice:
    """Return what a point chooses; ``campaign`` is each work's."""
    at = values_at(x, columns.start) > 0.5
    period = np.where(at.any(axis=1), at.argmax(axis=1), -1)
    own = period[campaign]
    column = columns.work[np.arange(len(own)), np.maximum(own, 0)]
    return Choice(period=period, included=(own >= 0) & (values_at(x, column) > 0.5))


def changed(programme: Programme, text: str) -> Programme | None:
    """Return a programme with a what-if's text laid over it; None where it then has faults."""
    try:
        return overlay(programme, what_if_from(tomllib.loads(text), "repair")).programme
    except InputFaults:
        return None


def tried(programme: Programme, seconds: float, choice: Choice | None = None) -> Tried:
    """Look for a plan of a programme that the audit passes, within ``seconds``.

    ``choice`` is one that is thought to do. Raises KeyboardInterrupt.
    """
    until = time.monotonic() + seconds
    program = phasing_program(programme)
    if choice is not None:
        plan = _of_choice(program, choice, seconds)
        if plan is not None:
            return Tried(plan=plan)
    left = max(until - time.monotonic(), 0.5)
    if is_large(program.arrays):
        arrays = replace(program.arrays, cost=np.zeros(program.arrays.columns))
        found = best_point(arrays, program.given, left)
        if found.x is None:
            return Tried(plan=None, impossible=found.impossible)
        return Tried(plan=_audited(program, found.x))
    solved = solve(programme, gap=LOOSE, seconds=left)
    if solved.interrupted:
        raise KeyboardInterrupt
    sound = solved.plan is not None and not audit(programme, solved.plan)
    return Tried(plan=solved.plan if sound else None, impossible=str(solved.status) == "IMPOSSIBLE")


def _of_choice(program: PhasingProgram, choice: Choice, seconds: float) -> Plan | None:
    """Return the plan of a choice; None where it keeps not every rule."""
    columns = program.given.columns
    if columns.start.shape[0] != len(choice.period) or columns.work.shape[0] != len(choice.included):
        return None
    x = np.full(program.arrays.columns, np.nan)
    x[columns.start[columns.start >= 0]] = 0.0
    x[columns.work[columns.work >= 0]] = 0.0
    started = np.flatnonzero(choice.period >= 0)
    starts = columns.start[started, choice.period[started]]
    done = np.flatnonzero(choice.included)
    own = program.given.programme.facts.campaign[done]
    works = columns.work[done, choice.period[own]]
    if (starts < 0).any() or (works < 0).any():
        return None
    x[starts] = 1.0
    x[works] = 1.0
    answer, interrupted = child.run("highs", program.arrays.fixed(x), Wish(gap=LOOSE, seconds=seconds))
    if interrupted:
        raise KeyboardInterrupt
    return None if answer.x is None else _audited(program, answer.x)


def _audited(program: PhasingProgram, x: NDArray[np.float64]) -> Plan | None:
    try:
        plan = decode(program, x)
    except NotSettledError:
        return None
    return None if audit(program.given.programme, plan) else plan
