"""From a programme to a certified plan: build, solve, settle, price."""

from __future__ import annotations

import os
import time
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from solvers.engines.answer import Answer, Status, Wish
from solvers.engines.behind_pulp import BEHIND_PULP
from solvers.parts.find import parts_of
from solvers.parts.whole import solve_by_parts
from solvers.plan.decode import start_point
from solvers.plan.settle import NotSettledError
from solvers.rules.loosened import loosened, ranks
from solvers.rules.program import phasing_program
from solvers.rules.tiers import aims_in_order
from solvers.search.at_once import at_once, least_of
from solvers.search.certified import PRICE_SHARE, Search, Solve, certified
from solvers.search.first import first_point, point_as_left, point_that_gives_way, tightened
from solvers.search.in_turn import Goal, in_turn
from solvers.search.run import Event, Run, in_hand
from solvers.search.warm import Warm, names_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from scenarios.model.programme import Programme
    from solvers.plan.plan import Plan
    from solvers.program.arrays import Arrays
    from solvers.rules.loosened import Rank
    from solvers.rules.program import PhasingProgram
    from solvers.search.at_once import Least
    from solvers.search.in_turn import Pursuit

__all__ = ["ENGINES", "Event", "Solve", "engine_of", "solve"]

ENGINES = ("auto", "priced", "highs", "pulp", "greedy")
"""Engines by name; ``pulp:NAME`` drives another solver through PuLP."""
SECONDS, PATIENCE = 60.0, 240.0
"""Time that a solve may take where nothing is said, and how much more as long as it has no plan."""
_MANY_LINKS = 5000
"""Rows of what follows what from which greedy goes first for the priced engine too, whose plan comes late."""
_MANY_ESTATES = 6_000
"""Estates from which a programme that falls into parts is solved part by part."""
_FEW_COLUMNS = 3000
"""Whole columns up to which ``auto`` gives the whole program to HiGHS at once."""


def solve(
    programme: Programme,
    engine: str = "auto",
    gap: float = 1e-3,
    seconds: float | None = None,
    seed: int = 0,
    workers: int | None = None,
    start_from: Plan | Warm | None = None,
    progress: Callable[[Event], None] | None = None,
    best_possible: bool = False,
    brief: bool = False,
    or_best_possible: bool = False,
) -> Solve:
    """Return the best plan found for a programme with its certificate.

    ``engine`` auto is priced, but for small programs, which HiGHS solves at once.
    ``gap`` is the relative gap at which the engine may stop, ``seconds`` the time it may take, kept within a
    tenth and a second (None: SECONDS, and up to PATIENCE more as long as there is no plan). ``workers`` are
    the threads it may use (None: as many as there are processors). ``start_from`` is a plan to better, or
    what an earlier solve left (``Solve.warm``): its prices, offers and plan, as far as they still fit.
    ``progress`` is told of each better plan and bound.
    KeyboardInterrupt ends the solve with the best plan so far. With ``best_possible``, or where the settings
    say so (``soft.on``), rules give way by rank where not all can be kept, and ``gave_way`` lists them. Where
    it is to be ``brief``, such a plan is bettered only as long as small programs help, within the gap or not,
    and what an earlier solve left (a Warm) is taken to break a rule. With ``or_best_possible`` it is looked
    first, where what an earlier solve left cannot be repaired at all, whether shortfalls prove that no plan
    keeps every rule: then that is the best possible one, briefly.

    Raises ValueError where the engine's name is not one of ENGINES or ``pulp:NAME``.

    >>> found = solve(read("examples/small"), gap=0.0)
    >>> str(found.status), len(found.plan.campaigns), found.gap < 1e-9
    ('PROVEN_BEST', 6, True)
    """
    began, patience = time.monotonic(), PATIENCE if seconds is None else 0.0
    seconds = SECONDS if seconds is None else seconds
    name, solver = engine_of(engine)
    may_give_way = best_possible or programme.settings.soft.on
    if name in ("auto", "priced") and start_from is None and not may_give_way:
        wish = Wish(gap=gap, seconds=seconds, seed=seed, workers=workers or os.cpu_count() or 1)
        run = Run(wish=wish, engine="priced", until=began + seconds, progress=progress)
        by_parts = _by_parts(programme, run)
        if by_parts is not None:
            return by_parts
    program = phasing_program(programme)
    if name == "auto":
        name = "highs" if int(program.arrays.whole.sum()) < _FEW_COLUMNS else "priced"
    wish = Wish(gap=gap, seconds=seconds, seed=seed, workers=workers or os.cpu_count() or 1, solver=solver)
    wish = replace(wish, patience=patience)
    named = partial(names_of, program)
    run = Run(wish=wish, engine=name, until=began + seconds, progress=progress, meanwhile=named)
    run, point = _begun(run, program, start_from)
    left = None if run.wish.known is None else run.wish.known.point
    if best_possible and brief and left is not None:
        known = Answer(status=Status.OUT_OF_TIME, message="known to break rules", stopped=True)
    elif left is not None and name == "priced" and not may_give_way:
        known = point_as_left(program, left)
    else:
        greedy = name != "priced" or (point is None if may_give_way else _much_follows(program))
        known = first_point(run, program, point, greedy=greedy)
    if known.x is None and may_give_way:
        return _best_possible(run, program, point, brief=brief)
    if or_best_possible and left is not None and known.x is None and name == "priced":
        run = replace(run, wish=replace(run.wish, halts=True))
    return _strict(run, program, known, point)


def _by_parts(programme: Programme, run: Run) -> Solve | None:
    """Return the solve of a large programme part by part; None where it is not one that falls into parts.

    What plays say of starts (``expected``) and what is held of a plan is told by campaign of the whole, so
    it is solved whole.
    """
    of_whole = programme.expected is not None or programme.held is not None
    if of_whole or len(programme.estates) < _MANY_ESTATES:
        return None
    parts = parts_of(programme)
    if parts is None:
        return None
    try:
        return solve_by_parts(programme, parts, run)
    except ArithmeticError:  # no prices of the shared funds: the whole program then
        return None


def _much_follows(program: PhasingProgram) -> bool:
    """Say whether most of a program is about what has to wait for what."""
    chains = ("links", "stages", "shared_assets")
    rows = sum(len(held.block.low) for held in program.placed if held.rule.name in chains)
    return rows >= _MANY_LINKS


def _begun(
    run: Run, program: PhasingProgram, start_from: Plan | Warm | None
) -> tuple[Run, NDArray[np.float64] | None]:
    """Return the run with what is known from before, and the decisions to begin from (None: none)."""
    if start_from is None:
        return run, None
    if not isinstance(start_from, Warm):
        return run, start_point(program, start_from)
    known = start_from.at(program)
    point = None
    if known.point is not None:
        point = np.full(program.arrays.columns, np.nan)
        decided = program.given.columns.decided
        point[decided] = np.rint(known.point[decided])
    return replace(run, wish=replace(run.wish, known=known)), point


def engine_of(engine: str) -> tuple[str, str]:
    """Return (engine, solver behind PuLP) of an engine's name."""
    name, _, solver = engine.partition(":")
    if name not in ENGINES or (solver and name != "pulp") or (solver and solver not in BEHIND_PULP):
        behind = ", ".join(BEHIND_PULP)
        raise ValueError(f"no engine '{engine}'; there are {', '.join(ENGINES)} and pulp:NAME ({behind})")
    return name, solver or "cbc"


def _strict(
    run: Run, program: PhasingProgram, known: Answer, point: NDArray[np.float64] | None = None
) -> Solve:
    """Return the solve of a program all of whose rules are kept.

    Where the run halts as nothing can be repaired, it is the best possible one from ``point`` if no plan
    keeps them.
    """
    search = _pursued(run, program, program.arrays, known)
    if run.wish.halts and search.pursuit.x is None and not search.pursuit.interrupted:
        best = _where_none_fits(run, program, point)
        if best is not None:
            return best
        run = replace(run, wish=replace(run.wish, halts=False))
        search = _pursued(run, program, program.arrays, known)
    try:
        return certified(search)
    except NotSettledError as error:
        held_back = tightened(program, program.arrays, error.shortage)
    nothing = Answer(status=Status.OUT_OF_TIME, stopped=True)
    outer = search.pursuit.met[0].answer
    try:
        return certified(_pursued(search.run, program, held_back, nothing, outer))
    except NotSettledError as error:
        return certified(search.failed(str(error)))


def _pursued(
    run: Run, program: PhasingProgram, arrays: Arrays, known: Answer, outer: Answer | None = None
) -> Search:
    """Return the search for the aims of a program in turn."""
    aims = aims_in_order(program)
    goals = [Goal(name=aim.name, cost=aim.cost, tolerance=aim.tolerance) for aim in aims]
    if known.x is not None:
        known = replace(known, objective=float(goals[0].cost @ known.x))
        run.tell(known, goals[0].name if len(goals) > 1 else "")
    pursuit = in_turn(
        run, arrays, goals, known, program.given.columns.decided, PRICE_SHARE * (len(goals) - 1)
    )
    return Search(run=pursuit.run, program=program, aims=aims, pursuit=pursuit, outer=outer)


SHORTFALL_GAP = 0.1
"""Gap at which a shortfall counts as the least, as a share of the gap wished for."""


def _where_none_fits(run: Run, program: PhasingProgram, left: NDArray[np.float64] | None) -> Solve | None:
    """Return the best possible solve of a program where shortfalls prove that no plan keeps every rule."""
    if int(program.arrays.whole.sum()) < _FEW_COLUMNS:
        return None
    run = replace(run, wish=replace(run.wish, halts=False))
    arrays, found = loosened(program)
    least = least_of(run, arrays, _of_ranks(run, ranks(found), arrays.columns))
    if least is None or not least.needed:
        return None
    solve = _best_possible(run, program, left, brief=True, least=least)
    return solve if solve.interrupted else replace(solve, status=Status.IMPOSSIBLE)


def _of_ranks(run: Run, of_ranks: Sequence[Rank], columns: int) -> list[Goal]:
    """Return ranks as goals, each with the gap at which its shortfall counts as the least."""
    gap = SHORTFALL_GAP * run.wish.gap
    return [
        Goal(name=f"rank {rank.rank}", cost=rank.shortfall(columns), gap=gap, shortfall=rank.columns)
        for rank in of_ranks
    ]


def _best_possible(
    run: Run,
    program: PhasingProgram,
    left: NDArray[np.float64] | None,
    *,
    brief: bool,
    least: Least | None = None,
) -> Solve:
    """Return the solve of a program whose rules give way by rank, as little as they must.

    ``left`` are decisions of an earlier plan, with which to begin where less gives way than with greedy's;
    ``least`` is how far shortfalls are bounded already (None: not yet).
    """
    arrays, found = loosened(program)
    of_ranks, aims = ranks(found), aims_in_order(program)
    count, goals = arrays.columns, _of_ranks(run, of_ranks, arrays.columns)
    shortfalls = [goal.cost for goal in goals]
    for aim in aims:
        cost = np.concatenate([aim.cost, np.zeros(count - len(aim.cost))])
        goals.append(Goal(name=aim.name, cost=cost, tolerance=aim.tolerance, tight=True))
    decided = program.given.columns.decided
    pursuit = None
    if run.engine == "priced" and int(arrays.whole.sum()) >= _FEW_COLUMNS:
        pursuit = at_once(run, arrays, goals[: len(of_ranks)], goals[len(of_ranks) :], decided, least)
    if pursuit is None or not _enough(pursuit, len(of_ranks), run.wish.gap, brief=brief):
        known = None if pursuit is None else pursuit.x
        if known is None:
            start = point_that_gives_way(run, program, arrays, found, shortfalls, left)
        else:
            start = in_hand(arrays, known)
        if start.x is not None:
            start = replace(start, objective=float(goals[0].cost @ start.x))
        run = replace(run, wish=replace(run.wish, brief=brief))
        pursuit = in_turn(run, arrays, goals, start, decided, PRICE_SHARE * (len(aims) - 1))
    search = Search(
        run=pursuit.run, program=program, aims=aims, pursuit=pursuit, loosened=found, ranks=of_ranks
    )
    try:
        return certified(search)
    except NotSettledError as error:
        held_back = tightened(program, arrays, error.shortage)
    pursuit = in_turn(run, held_back, goals, Answer(status=Status.OUT_OF_TIME, stopped=True), decided)
    try:
        return certified(replace(search, pursuit=pursuit))
    except NotSettledError as error:
        return certified(search.failed(str(error)))


def _enough(pursuit: Pursuit, ranks: int, gap: float, *, brief: bool) -> bool:
    """Say whether what was found at once will do; nothing more is looked for where a hand interrupted."""
    if pursuit.interrupted or pursuit.x is None:
        return pursuit.x is not None
    gaps = [met.answer.gap for met in pursuit.met[ranks:]]
    return brief or all(one is not None and one <= gap for one in gaps)
