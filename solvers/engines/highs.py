"""HiGHS on the whole arrays. The only file that knows highspy; it runs inside a child process that can be stopped hard."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import highspy
import numpy as np
from scipy import sparse

from solvers.engines.answer import Answer, Relaxation, Status, Wish

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
"""HiGHS's words in ours; any other means FAILED. The aim is bounded by the columns' limits, so "unbounded or infeasible" is the latter."""

_SHARE_OF_GAP = 0.98
"""HiGHS measures its gap against the plan, we against the bound: asking a little more keeps ours within what was asked."""


def solve(arrays: Arrays, wish: Wish, report: Callable[[Answer], None]) -> Answer:
    """Solve the arrays to the gap wished for, reporting each better point and bound on the way."""
    began = time.monotonic()
    engine = _loaded(arrays)
    for option, value in {
        "mip_rel_gap": wish.gap * _SHARE_OF_GAP,
        "mip_abs_gap": 1e-7 if wish.gap else 1e-9,
        "mip_feasibility_tolerance": 1e-7,
        "time_limit": float(wish.seconds),
        "random_seed": wish.seed,
        "threads": wish.workers,
    }.items():
        engine.setOptionValue(option, value)
    if wish.start is not None:
        solution = highspy.HighsSolution()
        solution.col_value = wish.start.tolist()
        engine.setSolution(solution)
    _listen(engine, arrays, began, report)
    engine.run()
    return _answer(engine, arrays, wish, began)


def relax(arrays: Arrays, seconds: float) -> Relaxation:
    """Solve the relaxation without whole numbers; its duals are the prices of rows.

    A price is what the aim gains per unit more of the row's limit (loses, where negative).
    """
    engine = _loaded(arrays)
    engine.setOptionValue("solve_relaxation", True)
    engine.setOptionValue("time_limit", float(seconds))
    engine.run()
    if engine.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return Relaxation(bound=None, x=None, prices=None, reduced=None)
    solution = engine.getSolution()
    return Relaxation(
        bound=float(engine.getInfo().objective_function_value),
        x=np.array(solution.col_value),
        prices=np.array(solution.row_dual),
        reduced=np.array(solution.col_dual),
    )


def _loaded(arrays: Arrays) -> highspy.Highs:
    engine = highspy.Highs()
    engine.setOptionValue("output_flag", False)
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


def _listen(engine: highspy.Highs, arrays: Arrays, began: float, report: Callable[[Answer], None]) -> None:
    """Pass on each better point and, about twice a second, the bound."""
    last = [0.0]

    def heard(kind: Any, message: str, out: Any, into: Any, user: Any) -> None:
        now = time.monotonic() - began
        better = int(kind) == int(highspy.cb.HighsCallbackType.kCallbackMipImprovingSolution)
        if not better and now - last[0] < 0.5:
            return
        last[0] = now
        x = np.array(out.mip_solution, dtype=np.float64) if better else None
        bound = float(out.mip_dual_bound)
        report(
            Answer(
                status=Status.FEASIBLE if better else Status.OUT_OF_TIME,
                x=x,
                objective=None if x is None else float(arrays.cost @ x),
                bound=bound if np.isfinite(bound) and abs(bound) < _HUGE else None,
                bound_by="highs",
                seconds=now,
            )
        )

    engine.setCallback(heard, None)
    engine.startCallback(highspy.cb.HighsCallbackType.kCallbackMipImprovingSolution)
    engine.startCallback(highspy.cb.HighsCallbackType.kCallbackMipLogging)


_HUGE = 1e29
"""HiGHS writes a bound it does not have as a huge number."""


def _answer(engine: highspy.Highs, arrays: Arrays, wish: Wish, began: float) -> Answer:
    said = engine.getModelStatus()
    info = engine.getInfo()
    seconds, message = time.monotonic() - began, engine.modelStatusToString(said)
    status = _STATUS.get(said, Status.FAILED)
    if status in (Status.IMPOSSIBLE, Status.FAILED):
        return Answer(status=status, seconds=seconds, message=message)
    whole = bool(arrays.whole.any())
    bound = float(info.mip_dual_bound if whole else info.objective_function_value)
    known = bound if np.isfinite(bound) and abs(bound) < _HUGE else None
    if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        return Answer(status=Status.OUT_OF_TIME, bound=known, bound_by="highs", seconds=seconds, message=message)
    x: NDArray[np.float64] = np.array(engine.getSolution().col_value)
    found = Answer(
        status=status,
        x=x,
        objective=float(arrays.cost @ x),
        bound=known,
        bound_by="highs",
        seconds=seconds,
        message=message,
        stopped=status is Status.OUT_OF_TIME,
    )
    return found.judged(wish.gap)
