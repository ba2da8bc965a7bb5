"""HiGHS on small programs, many of them: one relaxation solved again and again, and quick searches."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import highspy
import numpy as np
from scipy import sparse

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from solvers.program.arrays import Arrays

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Flags = NDArray[np.bool_]

_OPTIONS = {"output_flag": False, "threads": 1, "parallel": "off"}
_LEAN = {"mip_pool_soft_limit": 1, "mip_pool_age_limit": 0, "mip_detect_symmetry": False}
"""Cuts are kept short: on small programs HiGHS spends most of its time in making more of them."""
_BEGUN = {
    "mip_heuristic_run_feasibility_jump": False,
    "mip_heuristic_run_rins": False,
    "mip_heuristic_run_rens": False,
}
"""What does not pay where a point is at hand: it looks for first points, or within windows that are small
themselves. Windows of fifty decisions take half the time without, and find the same."""


class Relaxed:
    """The relaxation of small arrays, kept warm while limits of columns change.

    ``x`` is its point, ``reduced`` what it would gain per unit of each column, ``prices`` those of rows and
    ``value`` its worth, all as of the last ``solve`` that found a point. ``near`` is a point to begin close
    to.
    """

    def __init__(self, arrays: Arrays, near: Floats) -> None:
        self._engine = loaded(arrays, {"presolve": "off", "solver": "simplex", "simplex_strategy": 1})
        self._engine.setBasis(_basis(arrays, near))
        self.low, self.high = arrays.low.copy(), arrays.high.copy()
        self.x: Floats = np.zeros(arrays.columns)
        self.reduced: Floats = np.zeros(arrays.columns)
        self.prices: Floats = np.zeros(arrays.rows)
        self.value = -np.inf

    def limit(self, columns: Ints, low: Floats, high: Floats) -> None:
        """Give columns new limits; nothing is solved yet."""
        self.low[columns], self.high[columns] = low, high
        self._engine.changeColsBounds(len(columns), columns.astype(np.int32), low, high)

    def solve(self, seconds: float = np.inf) -> bool:
        """Solve again from the last corner within so many seconds; say whether there is a point."""
        self._engine.setOptionValue("time_limit", self._engine.getRunTime() + seconds)
        self._engine.run()
        if self._engine.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return False
        solution = self._engine.getSolution()
        self.x, self.reduced = np.array(solution.col_value), np.array(solution.col_dual)
        self.prices = np.array(solution.row_dual)
        self.value = float(self._engine.getInfo().objective_function_value)
        return True

    @property
    def steps(self) -> int:
        """How many steps the simplex took when it was last solved."""
        return int(self._engine.getInfo().simplex_iteration_count)

    def corner(self) -> Corner:
        """Return where it stands, to be taken ``back`` there."""
        return Corner(
            low=self.low.copy(),
            high=self.high.copy(),
            x=self.x,
            reduced=self.reduced,
            prices=self.prices,
            value=self.value,
            basis=self._engine.getBasis(),
        )

    def back(self, corner: Corner) -> None:
        """Stand again at a corner of before, with the limits of then, without solving again."""
        at = np.flatnonzero((corner.low != self.low) | (corner.high != self.high))
        self.limit(at, corner.low[at], corner.high[at])
        self._engine.setBasis(corner.basis)
        self.x, self.reduced, self.prices = corner.x, corner.reduced, corner.prices
        self.value = corner.value


@dataclass(frozen=True, kw_only=True, eq=False)
class Corner:
    """A corner of a relaxation, with the limits of columns that it was found under."""

    low: Floats
    high: Floats
    x: Floats
    reduced: Floats
    prices: Floats
    value: float
    basis: highspy.HighsBasis


def _basis(arrays: Arrays, near: Floats) -> highspy.HighsBasis:
    """Return the basis that a point suggests: basic is what is torn, and what fills a choice alone."""
    kind = highspy.HighsBasisStatus
    used = np.asarray(arrays.matrix @ near, dtype=np.float64)
    off = 1e-7 * (1.0 + np.abs(used))
    low, high = near <= arrays.low + 1e-9, near >= arrays.high - 1e-9
    row_high = used >= arrays.row_high - off
    fills = _fills(arrays, row_high, high & ~low, ~high & ~low)

    def statuses(low: Flags, high: Flags) -> list[Any]:
        names = (kind.kBasic, kind.kUpper, kind.kLower)
        return [names[one] for one in np.where(low, 2, np.where(high, 1, 0)).tolist()]

    basis = highspy.HighsBasis()
    basis.col_status = statuses(low & ~fills, high & ~fills)
    basis.row_status = statuses(used <= arrays.row_low + off, row_high)
    basis.valid = basis.alien = True
    return basis


def _fills(arrays: Arrays, tight: Flags, whole: Flags, torn: Flags) -> Flags:
    """Say which columns taken ``whole`` fill a choice, such as that of a campaign's start, by themselves.

    Without them a ``tight`` row would have nothing basic, and the simplex a step to take for each.
    """
    rows = sparse.csr_array(arrays.matrix)
    row, column = np.repeat(np.arange(arrays.rows), np.diff(rows.indptr)), rows.indices
    plain = np.bincount(row[np.abs(rows.data) != 1.0], minlength=arrays.rows) == 0
    gives = rows.data == 1.0
    of_torn = np.bincount(row[gives & torn[column]], minlength=arrays.rows)
    choice = tight & plain & (of_torn == 0) & np.isin(arrays.row_high, (0.0, 1.0))
    at = np.flatnonzero(gives & whole[column] & choice[row])
    at = at[np.unique(row[at], return_index=True)[1]]
    found = np.zeros(arrays.columns, dtype=bool)
    found[column[at]] = True
    return found


@dataclass(frozen=True, kw_only=True, eq=False)
class Quick:
    """What a quick search found: a point or None, and its worth.

    ``done`` is true where the search ended by itself, ``empty`` where it proved that there is no point.
    """

    x: Floats | None
    value: float
    done: bool
    empty: bool


@dataclass(frozen=True, kw_only=True, eq=False)
class Limits:
    """When a quick search stops: ``slack`` below its own bound, at ``enough``, after ``effort`` or ``until``.

    ``slack`` and ``enough`` are in the aim's units. ``effort`` counts how often HiGHS asks whether to go on,
    which is the same on every machine; ``until`` is a moment of ``time.monotonic()``. A ``lean`` search
    does without searches within the search, of which no effort is counted.
    """

    slack: float
    enough: float
    effort: int
    until: float
    seed: int = 0
    lean: bool = False


def quick(arrays: Arrays, limits: Limits, start: Floats | None, heard: Callable[[Floats], None]) -> Quick:
    """Search small arrays; ``heard`` is told each better point at once."""
    seconds = limits.until - time.monotonic()
    if seconds <= 0:
        return Quick(x=None, value=-np.inf, done=False, empty=False)
    ends = {"mip_rel_gap": 0.0, "mip_abs_gap": max(limits.slack, 1e-9), "mip_feasibility_tolerance": 1e-7}
    begun = _BEGUN if start is not None or limits.lean else {}
    options = {**_LEAN, **begun, **ends, "time_limit": seconds, "random_seed": limits.seed}
    engine = loaded(arrays, options, whole=True)
    if start is not None:
        engine.setSolution(len(start), np.arange(len(start), dtype=np.int32), start)
    _listen(engine, arrays, limits, heard)
    engine.run()

    said, info = engine.getModelStatus(), engine.getInfo()
    found = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    x = np.array(engine.getSolution().col_value) if found else None
    return Quick(
        x=x,
        value=-np.inf if x is None else float(arrays.cost @ x),
        done=said == highspy.HighsModelStatus.kOptimal,
        empty=said == highspy.HighsModelStatus.kInfeasible,
    )


def _listen(engine: highspy.Highs, arrays: Arrays, limits: Limits, heard: Callable[[Floats], None]) -> None:
    met, asked = [False], [0]
    kinds = highspy.cb.HighsCallbackType

    def called(kind: Any, message: str, out: Any, into: Any, user: Any) -> None:
        if int(kind) == int(kinds.kCallbackMipInterrupt):
            asked[0] += 1
            into.user_interrupt = met[0] or asked[0] > limits.effort
            return
        x = np.array(out.mip_solution, dtype=np.float64)
        met[0] |= float(arrays.cost @ x) >= limits.enough
        heard(x)

    engine.setCallback(called, None)
    for kind in (kinds.kCallbackMipImprovingSolution, kinds.kCallbackMipInterrupt):
        engine.startCallback(kind)


def loaded(arrays: Arrays, options: dict[str, Any], whole: bool = False) -> highspy.Highs:
    """Return HiGHS with arrays in it, as a program in whole numbers where ``whole`` says so."""
    engine = highspy.Highs()  # type: ignore[no-untyped-call]
    for option, value in {**_OPTIONS, **options}.items():
        engine.setOptionValue(option, value)
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = arrays.columns, arrays.rows
    lp.col_cost_, lp.col_lower_, lp.col_upper_ = arrays.cost, arrays.low, arrays.high
    lp.row_lower_, lp.row_upper_ = arrays.row_low, arrays.row_high
    by_column = sparse.csc_array(arrays.matrix)
    lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    lp.a_matrix_.start_, lp.a_matrix_.index_ = by_column.indptr, by_column.indices
    lp.a_matrix_.value_ = by_column.data
    lp.sense_ = highspy.ObjSense.kMaximize
    if whole:
        kinds = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
        lp.integrality_ = [kinds[int(one)] for one in arrays.whole]
    engine.passModel(lp)
    return engine
