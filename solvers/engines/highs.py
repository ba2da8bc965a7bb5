"""HiGHS on the whole arrays.

The only file that knows highspy; it runs inside a child process that can be stopped hard.
"""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import highspy
import numpy as np
from scipy import sparse

from solvers.engines.answer import Answer, Relaxation, Status, Wish, gap_between

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from solvers.program.arrays import Arrays

_STATUS = {
    highspy.HighsModelStatus.kOptimal: Status.PROVEN_BEST,
    highspy.HighsModelStatus.kInfeasible: Status.IMPOSSIBLE,
    highspy.HighsModelStatus.kUnboundedOrInfeasible: Status.IMPOSSIBLE,
    highspy.HighsModelStatus.kTimeLimit: Status.OUT_OF_TIME,
    highspy.HighsModelStatus.kInterrupt: Status.OUT_OF_TIME,
    highspy.HighsModelStatus.kIterationLimit: Status.OUT_OF_TIME,
    highspy.HighsModelStatus.kSolutionLimit: Status.OUT_OF_TIME,
}
"""HiGHS's words in ours; any other means FAILED.

The aim is bounded by the columns' limits, so "unbounded or infeasible" is the latter.
"""

_SHARE_OF_GAP = 0.98
"""HiGHS measures its gap against the plan, we against the bound.

Asking a little more keeps ours within what was asked.
"""


_MANY_COLUMNS = 3000
"""Whole columns from which the relaxation and a restricted program come before the whole one."""

_NEAR = 5e-6
"""A column whose reduced cost is more than this share of the bound is left out of the restricted program."""

_RESTRICTED_SHARE = 0.6
"""Share of the time that the restricted program may take."""


def solve(arrays: Arrays, wish: Wish, report: Callable[[Answer], None]) -> Answer:
    """Solve the arrays to the gap wished for, reporting each better point and bound on the way.

    Large programs go in three steps, each only where the gap is still open: the relaxation (a bound),
    the program restricted to columns of small reduced cost (a plan; the relaxation's bound certifies
    it), and the whole program from that plan.
    """
    began = time.monotonic()
    if int(arrays.whole.sum()) < _MANY_COLUMNS:
        return _search(arrays, wish, began, report)
    relaxed = relax(arrays, wish.seconds, wish.workers)
    if relaxed.impossible:
        return Answer(
            status=Status.IMPOSSIBLE, seconds=time.monotonic() - began, message="relaxation infeasible"
        )
    if relaxed.bound is None or relaxed.x is None or relaxed.reduced is None:
        return _search(arrays, wish, began, report)
    report(_only_bound(relaxed, began))
    near = ~arrays.whole | (relaxed.x > 0) | (relaxed.reduced > -_NEAR * max(abs(relaxed.bound), 1.0))
    restricted = replace(arrays, high=np.where(near, arrays.high, 0.0))
    until = time.monotonic() - began
    narrow = replace(
        wish, start=_within(wish.start, near), seconds=until + (wish.seconds - until) * _RESTRICTED_SHARE
    )
    found = _search(restricted, narrow, began, report, relaxed.bound)
    if found.x is not None and found.gap is not None and found.gap <= wish.gap:
        return replace(found.judged(wish.gap), relaxation=relaxed)
    left = replace(wish, start=wish.start if found.x is None else found.x)
    return replace(_search(arrays, left, began, report), relaxation=relaxed)


def _within(start: NDArray[np.float64] | None, near: NDArray[np.bool_]) -> NDArray[np.float64] | None:
    """Return a start that uses only near columns, None where it needs others."""
    return None if start is None or (start[~near] > 0).any() else start


def _only_bound(relaxed: Relaxation, began: float) -> Answer:
    return Answer(
        status=Status.OUT_OF_TIME,
        bound=relaxed.bound,
        bound_by="relaxation",
        seconds=time.monotonic() - began,
        relaxation=relaxed,
    )


def _search(
    arrays: Arrays,
    wish: Wish,
    began: float,
    report: Callable[[Answer], None],
    outer: float | None = None,
) -> Answer:
    """Run HiGHS on the arrays.

    Where they are only a part of the program, ``outer`` is the bound of the whole.
    """
    engine = _loaded(arrays, wish.workers)
    for option, value in {
        "mip_rel_gap": wish.gap * (_SHARE_OF_GAP if outer is None else 0.3),
        "mip_abs_gap": 1e-7 if wish.gap else 1e-9,
        "mip_feasibility_tolerance": 1e-7,
        "time_limit": max(wish.seconds - (time.monotonic() - began), 0.1),
        "random_seed": wish.seed,
    }.items():
        engine.setOptionValue(option, value)
    if wish.start is not None:
        known = np.flatnonzero(~np.isnan(wish.start))
        engine.setSolution(len(known), known.astype(np.int32), wish.start[known])
    _listen(engine, arrays, wish, began, report, outer)
    engine.run()
    return _answer(engine, arrays, wish, began, outer)


def relax(arrays: Arrays, seconds: float, workers: int = 1) -> Relaxation:
    """Solve the relaxation without whole numbers; its duals are the prices of rows.

    A price is what the aim gains per unit more of the row's limit (loses, where negative).
    """
    engine = _loaded(arrays, workers)
    engine.setOptionValue("solve_relaxation", True)
    engine.setOptionValue("time_limit", float(seconds))
    engine.run()
    if engine.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        impossible = _STATUS.get(engine.getModelStatus()) is Status.IMPOSSIBLE
        return Relaxation(bound=None, x=None, prices=None, reduced=None, impossible=impossible)
    solution = engine.getSolution()
    return Relaxation(
        bound=float(engine.getInfo().objective_function_value),
        x=np.array(solution.col_value),
        prices=np.array(solution.row_dual),
        reduced=np.array(solution.col_dual),
    )


def _loaded(arrays: Arrays, workers: int) -> highspy.Highs:
    highspy.Highs.resetGlobalScheduler(True)
    engine = highspy.Highs()  # type: ignore[no-untyped-call]
    engine.setOptionValue("output_flag", False)
    engine.setOptionValue("threads", max(workers, 1))
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = arrays.columns, arrays.rows
    lp.col_cost_, lp.col_lower_, lp.col_upper_ = arrays.cost, arrays.low, arrays.high
    lp.row_lower_, lp.row_upper_ = arrays.row_low, arrays.row_high
    by_column = sparse.csc_array(arrays.matrix)
    lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    lp.a_matrix_.start_, lp.a_matrix_.index_ = by_column.indptr, by_column.indices
    lp.a_matrix_.value_ = by_column.data
    lp.sense_ = highspy.ObjSense.kMaximize
    kinds = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
    lp.integrality_ = [kinds[int(whole)] for whole in arrays.whole]
    engine.passModel(lp)
    return engine


def _listen(
    engine: highspy.Highs,
    arrays: Arrays,
    wish: Wish,
    began: float,
    report: Callable[[Answer], None],
    outer: float | None,
) -> None:
    """Pass on each better point and, about twice a second, the bound.

    With an ``outer`` bound, stop once that is met.
    """
    last, met = [0.0], [False]
    kinds = highspy.cb.HighsCallbackType

    def heard(kind: Any, message: str, out: Any, into: Any, user: Any) -> None:
        if int(kind) == int(kinds.kCallbackMipInterrupt):
            into.user_interrupt = met[0]
            return
        now = time.monotonic() - began
        better = int(kind) == int(kinds.kCallbackMipImprovingSolution)
        if not better and now - last[0] < 0.5:
            return
        last[0] = now
        x = np.array(out.mip_solution, dtype=np.float64) if better else None
        objective = None if x is None else float(arrays.cost @ x)
        bound = _finite(float(out.mip_dual_bound)) if outer is None else outer
        met[0] |= outer is not None and objective is not None and gap_between(objective, outer) <= wish.gap
        status = Status.FEASIBLE if better else Status.OUT_OF_TIME
        by = "highs" if outer is None else "relaxation"
        report(Answer(status=status, x=x, objective=objective, bound=bound, bound_by=by, seconds=now))

    engine.setCallback(heard, None)
    for kind in (kinds.kCallbackMipImprovingSolution, kinds.kCallbackMipLogging, kinds.kCallbackMipInterrupt):
        engine.startCallback(kind)


def _finite(bound: float) -> float | None:
    """Return a bound, None for the huge number that HiGHS writes where it has none."""
    return bound if np.isfinite(bound) and abs(bound) < 1e29 else None


def _answer(engine: highspy.Highs, arrays: Arrays, wish: Wish, began: float, outer: float | None) -> Answer:
    said = engine.getModelStatus()
    info = engine.getInfo()
    seconds, message = time.monotonic() - began, engine.modelStatusToString(said)
    status = _STATUS.get(said, Status.FAILED)
    if status in (Status.IMPOSSIBLE, Status.FAILED):
        return Answer(status=status, seconds=seconds, message=message)
    own = info.mip_dual_bound if arrays.whole.any() else info.objective_function_value
    bound = _finite(float(own)) if outer is None else outer
    by = "highs" if outer is None else "relaxation"
    if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        return Answer(status=Status.OUT_OF_TIME, bound=bound, bound_by=by, seconds=seconds, message=message)
    x: NDArray[np.float64] = np.array(engine.getSolution().col_value)
    found = Answer(
        status=status,
        x=x,
        objective=float(arrays.cost @ x),
        bound=bound,
        bound_by=by,
        seconds=seconds,
        message=message,
        stopped=status is Status.OUT_OF_TIME,
    )
    return found.judged(wish.gap)
