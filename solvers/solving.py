"""From a programme to a certified plan: build, solve, settle, price."""

from __future__ import annotations

import dataclasses
import os
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from solvers.engines import child
from solvers.engines.answer import Answer, Relaxation, Status, Wish
from solvers.engines.behind_pulp import BEHIND_PULP
from solvers.plan.decode import decode, start_point
from solvers.plan.greedy import greedy_point
from solvers.plan.report import RuleReport, rule_reports
from solvers.plan.settle import NotSettledError
from solvers.rules.money import FEN_IN_UNIT
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
    """How far a solve has come.

    Seconds since it began, the best plan's worth, the bound and the gap, None where unknown.
    """

    seconds: float
    objective: float | None = None
    bound: float | None = None
    gap: float | None = None
    message: str = ""


@dataclass(frozen=True, kw_only=True)
class Solve:
    """What a solve found.

    ``objective`` is the plan's worth in the stated aim, ``bound`` no less than any plan's, ``gap`` =
    (bound − objective) ÷ max(|bound|, 1); None where there is no plan or nothing was proven. ``tiers``
    lists each aim held in turn. ``engine`` names who proved the bound, ``bound_by`` how. ``repeatable``
    is false where time or a hand stopped it. ``rules`` tells how each rule stands in the plan.
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

    ``gap`` is the relative gap at which the engine may stop, ``seconds`` the time it may take, kept
    within a tenth and a second. ``workers`` are the threads it may use (None: as many as there are
    processors). ``start_from`` is a plan to better. ``progress`` is told of each better plan and bound.
    KeyboardInterrupt ends the solve with the best plan so far.

    Raises ValueError where the engine's name is not one of ENGINES or ``pulp:NAME``.
    """
    until = time.monotonic() + seconds
    name, solver = engine_of(engine)
    program = phasing_program(programme)
    wish = Wish(gap=gap, seconds=seconds, seed=seed, workers=workers or os.cpu_count() or 1, solver=solver)
    run = _Run(program=program, wish=wish, engine=name, until=until, progress=progress)
    known = run.known(None if start_from is None else start_point(program, start_from))
    if name == "greedy":
        return run.finished(known, interrupted=False)
    answer, interrupted = run.searched(known)
    try:
        return run.finished(answer, interrupted=interrupted)
    except NotSettledError as error:
        return run.tightened(error.shortage).settled(answer)


def engine_of(engine: str) -> tuple[str, str]:
    """Return (engine, solver behind PuLP) of an engine's name."""
    name, _, solver = engine.partition(":")
    if name not in ENGINES or (solver and name != "pulp") or (solver and solver not in BEHIND_PULP):
        behind = ", ".join(BEHIND_PULP)
        raise ValueError(f"no engine '{engine}'; there are {', '.join(ENGINES)} and pulp:NAME ({behind})")
    return ("highs" if name == "auto" else name), solver or "cbc"


_LEAST_SECONDS = 0.3
"""Time that steps after the search get even where the time is used up."""

_MARGIN_FEN = 100
"""By how much funds are held back, beyond the shortage.

Where an engine's rounding left a plan a few fen short.
"""

_NOTHING = Relaxation(bound=None, x=None, prices=None, reduced=None)


@dataclass(frozen=True, kw_only=True, eq=False)
class _Run:
    """One solve under way; ``until`` is the moment of the monotonic clock at which its time is up."""

    program: PhasingProgram
    wish: Wish
    engine: str
    until: float
    progress: Callable[[Event], None] | None

    @property
    def left(self) -> float:
        """Seconds left, never less than a little."""
        return max(self.until - time.monotonic(), _LEAST_SECONDS)

    @property
    def spent(self) -> float:
        """Seconds since the solve began."""
        return self.wish.seconds - (self.until - time.monotonic())

    def heard(self, news: Answer) -> None:
        """Pass news on to whoever watches."""
        if self.progress is not None:
            event = Event(seconds=self.spent, objective=news.objective, bound=news.bound, gap=news.gap)
            self.progress(event)

    def known(self, start: NDArray[np.float64] | None) -> Answer:
        """Return the plan to begin with.

        The given one, or greedy's, where it can be completed to keep every rule.
        """
        arrays = self.program.arrays
        completed = None if start is None else child.relax(arrays.fixed(start), self.left).x
        if completed is None:
            completed = child.relax(arrays.fixed(greedy_point(self.program)), self.left).x
        if completed is None:
            return Answer(
                status=Status.OUT_OF_TIME, message="greedy found no plan that keeps every rule", stopped=True
            )
        objective = float(arrays.cost @ completed)
        found = Answer(status=Status.FEASIBLE, x=completed, objective=objective, stopped=True)
        self.heard(found)
        return found

    def searched(self, known: Answer) -> tuple[Answer, bool]:
        """Run the engine from what is known; return its answer and whether a hand interrupted it."""
        if self.engine == "pulp":
            relaxed, interrupted = self.relaxed()
            if interrupted:
                return known, True
            known = dataclasses.replace(
                known,
                bound=relaxed.bound,
                bound_by="relaxation" if relaxed.bound is not None else "",
                relaxation=relaxed,
            )
            self.heard(known)
        wish = dataclasses.replace(self.wish, seconds=self.left, start=known.x)
        return child.run(self.engine, self.program.arrays, wish, self.heard, known)

    def relaxed(self) -> tuple[Relaxation, bool]:
        """Return the relaxation and whether a hand interrupted it."""
        try:
            return child.relax(self.program.arrays, self.left), False
        except KeyboardInterrupt:
            return _NOTHING, True

    def tightened(self, shortage: int) -> _Run:
        """Return the run with every fund held back by a shortage that rounding left."""
        held = next(p for p in self.program.placed if p.rule.name == "fund_limits")
        high = self.program.arrays.row_high.copy()
        rows = slice(held.first, held.first + len(held.block.low))
        high[rows] = np.where(high[rows] > 0, high[rows] - (shortage + _MARGIN_FEN) / FEN_IN_UNIT, high[rows])
        arrays = dataclasses.replace(self.program.arrays, row_high=high)
        return dataclasses.replace(self, program=dataclasses.replace(self.program, arrays=arrays))

    def settled(self, first: Answer) -> Solve:
        """Search again with funds held back.

        The first search's bound still holds for the programme as it is.
        """
        answer, interrupted = self.searched(Answer(status=Status.OUT_OF_TIME, stopped=True))
        answer = dataclasses.replace(
            answer, bound=first.bound, bound_by=first.bound_by, relaxation=first.relaxation
        )
        try:
            return self.finished(answer.judged(self.wish.gap), interrupted=interrupted)
        except NotSettledError as error:
            failed = Answer(status=Status.FAILED, message=str(error))
            return self.finished(failed, interrupted=interrupted)

    def finished(self, answer: Answer, *, interrupted: bool) -> Solve:
        """Return the solve of an answer: its plan to the fen, its rules, its certificate."""
        plan = None if answer.x is None else decode(self.program, answer.x)
        relaxed = answer.relaxation or _NOTHING
        if plan is not None and relaxed.bound is None:
            relaxed, again = self.relaxed()
            interrupted |= again
        rules = () if answer.x is None else rule_reports(self.program, answer.x, relaxed)
        if relaxed.bound is not None and (answer.bound is None or relaxed.bound < answer.bound):
            answer = dataclasses.replace(answer, bound=relaxed.bound, bound_by="relaxation").judged(
                self.wish.gap
            )
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
            tiers=() if plan is None else (tier,),
            engine=f"pulp:{self.wish.solver}" if self.engine == "pulp" else self.engine,
            bound_by=answer.bound_by,
            seconds=self.spent,
            repeatable=self.engine == "greedy" or not (answer.stopped or interrupted),
            interrupted=interrupted,
            seed=self.wish.seed,
            rules=rules,
            message=answer.message,
        )
