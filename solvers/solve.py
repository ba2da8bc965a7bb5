"""From a programme to a certified plan: build, solve, settle, price."""

from __future__ import annotations

import dataclasses
import os
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from solvers.engines import child
from solvers.engines.answer import Answer, Relaxation, Status, Wish, gap_between
from solvers.plan.decode import decode, start_point
from solvers.plan.greedy import greedy_point
from solvers.plan.report import RuleReport, rule_reports
from solvers.plan.settle import NotSettledError
from solvers.rules.program import PhasingProgram, phasing_program

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from scenarios.model.programme import Programme
    from solvers.plan.plan import Plan

ENGINES = ("auto", "highs", "pulp", "greedy")
"""Engines by name; ``pulp:NAME`` drives another solver through PuLP."""


@dataclass(frozen=True, kw_only=True)
class Event:
    """How far a solve has come: seconds since it began, the best plan's worth, the bound and the gap, None where unknown."""

    seconds: float
    objective: float | None = None
    bound: float | None = None
    gap: float | None = None
    message: str = ""


@dataclass(frozen=True, kw_only=True)
class Solve:
    """What a solve found.

    ``objective`` is the plan's worth in the stated aim, ``bound`` no less than any plan's, ``gap`` = (bound − objective) ÷ max(|bound|, 1); None
    where there is no plan or nothing was proven. ``tiers`` lists each aim held in turn. ``engine`` names who proved the bound, ``bound_by``
    how. ``repeatable`` is false where time or a hand stopped it. ``rules`` tells how each rule stands in the plan.
    """

    status: Status
    plan: Plan | None
    objective: float | None
    bound: float | None
    gap: float | None
    tiers: tuple[dict[str, float | str | None], ...]
    engine: str
    bound_by: str
    seconds: float
    repeatable: bool
    interrupted: bool
    seed: int
    rules: tuple[RuleReport, ...]
    message: str = ""


def solve(
    programme: Programme,
    engine: str = "auto",
    gap: float = 1e-3,
    seconds: float = 300.0,
    seed: int = 0,
    workers: int | None = None,
    start_from: Plan | None = None,
    progress: Callable[[Event], None] | None = None,
) -> Solve:
    """Return the best plan found for a programme with its certificate.

    ``gap`` is the relative gap at which the engine may stop, ``seconds`` the time it may take, kept within a tenth and a second.
    ``workers`` are the threads it may use (None: as many as there are processors). ``start_from`` is a plan to better.
    ``progress`` is told of each better plan and bound. KeyboardInterrupt ends the solve with the best plan so far.

    Raises ValueError where the engine's name is not one of ENGINES or ``pulp:NAME``.
    """
    began = time.monotonic()
    name, solver = engine_of(engine)
    program = phasing_program(programme)
    wish = Wish(gap=gap, seconds=seconds, seed=seed, workers=workers or os.cpu_count() or 1, solver=solver)
    start = None if start_from is None else start_point(program, start_from)
    start = greedy_point(program) if start is None else start
    if name == "greedy":
        answer = _greedy_answer(program, start, began)
        return _finished(program, answer, wish, name, False, began)
    wish = dataclasses.replace(wish, start=start)

    def heard(news: Answer) -> None:
        if progress is not None:
            progress(
                Event(
                    seconds=time.monotonic() - began, objective=news.objective, bound=news.bound, gap=news.gap
                )
            )

    answer, interrupted = child.run(name, program.arrays, wish, heard)
    answer = _with_bound(program, answer, wish)
    return _finished(program, answer, wish, name, interrupted, began)


def engine_of(engine: str) -> tuple[str, str]:
    """Return (engine, solver behind PuLP) of an engine's name."""
    name, _, solver = engine.partition(":")
    if name not in ENGINES or (solver and name != "pulp"):
        raise ValueError(f"no engine '{engine}'; there are {', '.join(ENGINES)} and pulp:NAME")
    return ("highs" if name == "auto" else name), solver or "cbc"


def _greedy_answer(program: PhasingProgram, x: NDArray[np.float64], began: float) -> Answer:
    """Return greedy's point as an answer: with a plan where it keeps every rule, else without one."""
    completed = child.relax(program.arrays.fixed(x), _COMPLETION_SECONDS).x
    seconds = time.monotonic() - began
    if completed is None:
        return Answer(
            status=Status.OUT_OF_TIME, seconds=seconds, message="greedy found no plan that keeps every rule"
        )
    return Answer(
        status=Status.FEASIBLE, x=completed, objective=float(program.arrays.cost @ completed), seconds=seconds
    )


_COMPLETION_SECONDS = 60.0
"""Time for the money and other continuous columns of a plan whose starts are fixed."""


def _with_bound(program: PhasingProgram, answer: Answer, wish: Wish) -> Answer:
    """Return the answer with the relaxation's bound where the engine proved none."""
    if answer.bound is not None or answer.status in (Status.IMPOSSIBLE, Status.FAILED):
        return answer
    relaxed = child.relax(program.arrays, max(wish.seconds, 1.0))
    if relaxed.bound is None:
        return answer
    return dataclasses.replace(answer, bound=relaxed.bound, bound_by="relaxation").judged(wish.gap)


def _finished(
    program: PhasingProgram, answer: Answer, wish: Wish, engine: str, interrupted: bool, began: float
) -> Solve:
    """Return the solve of an answer: its plan to the fen, its rules, its certificate."""
    plan: Plan | None = None
    if answer.x is not None:
        try:
            plan = decode(program, answer.x)
        except NotSettledError as error:
            answer = dataclasses.replace(
                answer, status=Status.FAILED, message=str(error), x=None, objective=None
            )
    relaxed = answer.relaxation or _NO_RELAXATION
    if plan is not None and answer.relaxation is None:
        relaxed = child.relax(program.arrays, max(wish.seconds, 1.0))
    rules = () if answer.x is None else rule_reports(program, answer.x, relaxed)
    bound, by = answer.bound, answer.bound_by
    if relaxed.bound is not None and (bound is None or relaxed.bound < bound):
        bound, by = relaxed.bound, "relaxation"
    answer = dataclasses.replace(answer, bound=bound, bound_by=by).judged(wish.gap)
    tier = {
        "aim": "stated aim",
        "objective": answer.objective,
        "bound": answer.bound,
        "gap": answer.gap,
        "held_at": None,
    }
    return Solve(
        status=answer.status,
        plan=plan,
        objective=answer.objective,
        bound=answer.bound,
        gap=answer.gap,
        tiers=(tier,) if plan is not None else (),
        engine=engine if engine != "pulp" else f"pulp:{wish.solver}",
        bound_by=answer.bound_by,
        seconds=time.monotonic() - began,
        repeatable=not (answer.stopped or interrupted),
        interrupted=interrupted,
        seed=wish.seed,
        rules=rules,
        message=answer.message,
    )


_NO_RELAXATION = Relaxation(bound=None, x=None, prices=None, reduced=None)
