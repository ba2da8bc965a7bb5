"""HiGHS on the whole arrays.

It runs inside a child process that can be stopped hard.
"""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import highspy
import numpy as np
from scipy import sparse

from solvers.engines.answer import Answer, Relaxation, Status, Wish, gap_between
from solvers.engines.dual_bound import dual_bound, usable

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

_NEAR = (5e-6, 2e-5)
"""A column whose reduced cost is more than this share of the bound is left out of the restricted program.

A second, wider one follows where no plan lies within the first.
"""

_RESTRICTED_SHARE = 0.6
"""Share of the time left that a restricted program may take."""

_MANY_ROWS = 40_000
"""Rows from which the relaxation stays at an inner point: corners of such programs take minutes to reach."""

_SOON_ENOUGH = 1e-3
"""How near to its end an inner point may stop: a bound a ten-thousandth higher, a tenth of the time less."""

_FAR = 1e-2
"""How far above its own value the bound of an inner point may lie; beyond, a corner is sought."""

_INSIDE, _NOISE = 1e-3, 1e-6
"""What counts as used of a column in a point that is no corner, and what is sure not to be."""


def solve(arrays: Arrays, wish: Wish, report: Callable[[Answer], None]) -> Answer:
    """Solve the arrays to the gap wished for, reporting each better point and bound on the way.

    Large programs go in three steps, each only where the gap is still open: the relaxation (a bound),
    the program restricted to columns of small reduced cost (a plan; the relaxation's bound certifies
    it; wider where there is none), and the whole program from that plan.
    """
    began = time.monotonic()
    over = _Over(wish, began)
    report, wish = over.hearing(report), replace(wish, seconds=wish.lasts(None), patience=0.0)
    if int(arrays.whole.sum()) < _MANY_COLUMNS:
        return search(arrays, wish, began, report, over=over)
    relaxed = relax(arrays, wish.seconds, wish.workers)
    if relaxed.impossible:
        return Answer(
            status=Status.IMPOSSIBLE, seconds=time.monotonic() - began, message="relaxation infeasible"
        )
    if relaxed.bound is None or relaxed.x is None or relaxed.reduced is None:
        return search(arrays, wish, began, report, over=over)
    report(_only_bound(relaxed, began))
    found = None
    for share in _NEAR:
        found = _near(arrays, relaxed, share, wish, began, report, over)
        if found.x is not None and found.gap is not None and found.gap <= wish.gap:
            return replace(found.judged(wish.gap), relaxation=relaxed)
        if found.x is not None:
            break
    left = replace(wish, start=wish.start if found is None or found.x is None else found.x)
    return replace(search(arrays, left, began, report, over=over), relaxation=relaxed)


class _Over:
    """Says when time is up: later as long as nobody was told of a point."""

    def __init__(self, wish: Wish, began: float) -> None:
        self._wish, self._began = wish, began
        self._found = None if wish.start is None else 0.0

    def __call__(self) -> bool:
        return time.monotonic() - self._began > self._wish.lasts(self._found)

    def hearing(self, report: Callable[[Answer], None]) -> Callable[[Answer], None]:
        """Return what passes news on and notes when there is a first point."""

        def heard(news: Answer) -> None:
            if self._found is None and news.x is not None:
                self._found = time.monotonic() - self._began
            report(news)

        return heard


def _near(
    arrays: Arrays,
    relaxed: Relaxation,
    share: float,
    wish: Wish,
    began: float,
    report: Callable[[Answer], None],
    over: Callable[[], bool],
) -> Answer:
    """Search the program restricted to columns used in the relaxation or of small reduced cost."""
    assert relaxed.x is not None
    assert relaxed.reduced is not None
    assert relaxed.bound is not None
    used = relaxed.x > (_INSIDE if _is_large(arrays) else 0)
    near = ~arrays.whole | used | (relaxed.reduced > -share * max(abs(relaxed.bound), 1.0))
    restricted = replace(arrays, high=np.where(near, arrays.high, 0.0))
    until = time.monotonic() - began
    seconds = until + (wish.seconds - until) * _RESTRICTED_SHARE
    narrow = replace(wish, start=_within(wish.start, near), seconds=seconds)
    return search(restricted, narrow, began, report, relaxed.bound, over)


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


def search(
    arrays: Arrays,
    wish: Wish,
    began: float,
    report: Callable[[Answer], None],
    outer: float | None = None,
    over: Callable[[], bool] = lambda: False,
) -> Answer:
    """Run HiGHS on the arrays.

    Where they are only a part of the program, ``outer`` is the bound of the whole. Once ``over`` it stops,
    even before ``wish.seconds`` have passed.
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
    _listen(engine, arrays, wish, began, report, outer, over)
    engine.run()
    return _answer(engine, arrays, wish, began, outer)


def relax(arrays: Arrays, seconds: float, workers: int = 1) -> Relaxation:
    """Solve the relaxation without whole numbers; its duals are the prices of rows.

    A price is what the aim gains per unit more of the row's limit (loses, where negative). That of a very
    large program come from inside, where it is no corner.
    """
    if _is_large(arrays):
        return _inner(arrays, seconds, workers)
    return _at_corner(arrays, seconds, workers)


def _is_large(arrays: Arrays) -> bool:
    """Say whether corners take too long to reach; with most columns fixed they never do."""
    return arrays.rows > _MANY_ROWS and int((arrays.high > arrays.low).sum()) > _MANY_ROWS // 2


def _at_corner(arrays: Arrays, seconds: float, workers: int) -> Relaxation:
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


def _inner(arrays: Arrays, seconds: float, workers: int) -> Relaxation:
    """Solve the relaxation by an interior point that is no corner.

    Its bound is not the solver's word but worked out from the prices (dual_bound). Prices of rows at an inner
    point can be huge where nothing but zero fits; so those that are told come from a corner of the program
    without columns that are clearly too dear, which has the same value; None where time is too short for it.
    """
    began = time.monotonic()
    engine = _loaded(replace(arrays, cost=-arrays.cost), workers)
    engine.changeObjectiveSense(highspy.ObjSense.kMinimize)
    engine.setOptionValue("solve_relaxation", True)
    engine.setOptionValue("solver", "ipm")
    engine.setOptionValue("run_crossover", "off")
    engine.setOptionValue("ipm_optimality_tolerance", _SOON_ENOUGH)
    engine.setOptionValue("time_limit", float(seconds))
    engine.run()
    solution = engine.getSolution()
    if _STATUS.get(engine.getModelStatus()) is Status.IMPOSSIBLE or not len(solution.row_dual):
        impossible = _STATUS.get(engine.getModelStatus()) is Status.IMPOSSIBLE
        return Relaxation(bound=None, x=None, prices=None, reduced=None, impossible=impossible)
    x, told = np.array(solution.col_value), np.array(solution.row_dual)
    # The sign of an inner point's prices differs with how far the program was reduced before.
    bound, prices = min(
        ((dual_bound(arrays, signed), usable(arrays, signed)) for signed in (told, -told)),
        key=lambda pair: pair[0],
    )
    value = float(arrays.cost @ x)
    if not bound - value <= _FAR * max(abs(bound), 1.0):
        return _at_corner(arrays, max(seconds - (time.monotonic() - began), 0.1), workers)
    reduced = arrays.cost - arrays.matrix.T @ prices
    near = ~arrays.whole | (x > _NOISE) | (reduced > -_NEAR[0] * max(abs(bound), 1.0))
    left = seconds - (time.monotonic() - began)
    few = _at_corner(replace(arrays, high=np.where(near, arrays.high, 0.0)), max(left, 0.1), workers)
    return Relaxation(bound=bound, x=x, prices=few.prices, reduced=reduced, summed=True)


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
    over: Callable[[], bool],
) -> None:
    """Pass on each better point and, about twice a second, the bound.

    With an ``outer`` bound, stop once that is met.
    """
    last, met = [0.0], [False]
    kinds = highspy.cb.HighsCallbackType

    def heard(kind: Any, message: str, out: Any, into: Any, user: Any) -> None:
        if int(kind) == int(kinds.kCallbackMipInterrupt):
            into.user_interrupt = met[0] or over()
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
