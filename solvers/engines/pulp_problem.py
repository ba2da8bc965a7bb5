"""The same arrays as a PuLP problem: any solver that PuLP drives, and export as LP or MPS.

The only file that knows PuLP.

PuLP hands back neither bound nor gap and calls a time-limited answer "Optimal"; so the bound is read
from CBC's log, and where there is none it is left to the caller to take that of the relaxation.
"""

from __future__ import annotations

import re
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pulp

from solvers.engines import highs
from solvers.engines.answer import Answer, Status, Wish
from solvers.engines.behind_pulp import BEHIND_PULP

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from solvers.program.arrays import Arrays


def problem_of(
    arrays: Arrays, columns: Sequence[str] | None = None, rows: Sequence[str] | None = None
) -> tuple[pulp.LpProblem, list[Any]]:
    """Return the arrays as a PuLP problem with its variables in the order of the columns."""
    problem = pulp.LpProblem("renewal", pulp.LpMaximize)
    variables = [
        problem.add_variable(
            columns[j] if columns else f"x{j}",
            float(arrays.low[j]),
            float(arrays.high[j]) if np.isfinite(arrays.high[j]) else None,
            pulp.LpInteger if arrays.whole[j] else pulp.LpContinuous,
        )
        for j in range(arrays.columns)
    ]
    problem += pulp.LpAffineExpression(
        (variables[j], float(arrays.cost[j])) for j in np.flatnonzero(arrays.cost)
    )
    start, index, value = arrays.matrix.indptr, arrays.matrix.indices, arrays.matrix.data
    for i in range(arrays.rows):
        held = range(start[i], start[i + 1])
        sum_ = pulp.LpAffineExpression((variables[index[k]], float(value[k])) for k in held)
        name = rows[i] if rows else f"r{i}"
        low, high = float(arrays.row_low[i]), float(arrays.row_high[i])
        if low == high:
            problem += sum_ == low, name
            continue
        if np.isfinite(high):
            problem += sum_ <= high, name
        if np.isfinite(low):
            problem += sum_ >= low, name if not np.isfinite(high) else f"{name}_low"
    return problem, variables


def export(arrays: Arrays, path: Path, columns: Sequence[str], rows: Sequence[str]) -> None:
    """Write the program as ``.lp`` or ``.mps``, by the path's ending; names are made legal for the format.

    Readers take MPS for something to minimise, so there the aim is negated.
    """
    problem, _ = problem_of(arrays, _legal(columns, "x"), _legal(rows, "r"))
    if path.suffix.lower() == ".mps":
        problem.writeMPS(str(path), mpsSense=pulp.LpMinimize)
    else:
        problem.writeLP(str(path))


def _legal(names: Sequence[str], letter: str) -> list[str]:
    """Return names of letters, digits and underscores, each once; others' characters become underscores."""
    return [f"{letter}{k}_{re.sub(r'[^0-9A-Za-z_]', '_', name)}"[:200] for k, name in enumerate(names)]


def solve(arrays: Arrays, wish: Wish, report: Callable[[Answer], None]) -> Answer:
    """Solve the arrays by the solver that PuLP drives.

    No start is handed on: with one, CBC was seen to call a plan optimal that was not (a start worth
    −938.65 where the best is −935.02); the caller keeps the better of both anyway. CBC's preprocessing
    lets rows pass their limits by a fen or two, and was seen to call impossible what only just fits; there
    it is asked again, without that and with finer tolerances.
    """
    began = time.monotonic()
    found = _search(arrays, wish, began)
    completed = _completed(arrays, found)
    left = wish.seconds - (time.monotonic() - began)
    doubtful = completed is None or completed.status is Status.IMPOSSIBLE
    if doubtful and wish.solver == "cbc" and left >= _LEAST_SECONDS:
        found = _search(arrays, replace(wish, seconds=left), began, _FINE)
        completed = _completed(arrays, found)
    return _without_point(found) if completed is None else completed.judged(wish.gap)


_FINE = ("preprocess off", "primalT 1e-9", "integerT 1e-9")
_LEAST_SECONDS = 0.1
_COMPLETION_SECONDS = 30.0


def _completed(arrays: Arrays, found: Answer) -> Answer | None:
    """Return an answer with its other columns worked out anew around its whole ones, None where none fit.

    At the sizes of a district CBC's money is off by some fen where its starts are sound.
    """
    if found.x is None:
        return found
    whole = np.where(arrays.whole, np.rint(found.x), np.nan)
    x = highs.relax(arrays.fixed(whole), _COMPLETION_SECONDS).x
    return None if x is None else replace(found, x=x, objective=float(arrays.cost @ x))


def _without_point(found: Answer) -> Answer:
    message = f"{found.message}, but the point breaks a row"
    return replace(found, status=Status.OUT_OF_TIME, x=None, objective=None, message=message, stopped=True)


def _search(arrays: Arrays, wish: Wish, began: float, options: tuple[str, ...] = ()) -> Answer:
    """Ask the solver once; writing the problem down and reading the answer take about as long as building."""
    building = time.monotonic()
    problem, variables = problem_of(arrays)
    wish = replace(wish, seconds=wish.seconds - 2 * (time.monotonic() - building))
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "solver.log"
        solver = _solver(wish, log, folder)
        solver.options = [*solver.options, *options]
        problem.solve(solver)
        text = log.read_text(errors="replace") if log.exists() else ""
    x = np.array([variable.value() if variable.value() is not None else np.nan for variable in variables])
    return _answer(problem, arrays, x, text, wish, time.monotonic() - began)


def _solver(wish: Wish, log: Path, folder: str) -> Any:
    """Return PuLP's solver object; raises ValueError where the solver is not installed."""
    options: dict[str, Any] = {
        "msg": False,
        "timeLimit": max(wish.seconds, 0.1),
        "gapRel": wish.gap,
    }
    if wish.solver == "cbc":
        options |= {
            "path": pulp.apis.coin_api.pulp_cbc_path,
            "logPath": str(log),
            "threads": wish.workers or None,
            "keepFiles": False,
            "options": [f"RandomS {wish.seed + 1}", f"RandomC {wish.seed + 1}"],  # 0 is the time of day
        }
    solver = pulp.getSolver(BEHIND_PULP[wish.solver], **options)
    if hasattr(solver, "tmpDir"):
        solver.tmpDir = folder
    if not solver.available():
        raise ValueError(f"the solver '{wish.solver}' is not installed here")
    return solver


def _answer(
    problem: pulp.LpProblem, arrays: Arrays, x: NDArray[np.float64], log: str, wish: Wish, seconds: float
) -> Answer:
    said = pulp.LpSolution.get(problem.sol_status, "?")
    if problem.status == pulp.LpStatusInfeasible:
        return Answer(status=Status.IMPOSSIBLE, seconds=seconds, message=said)
    if (
        problem.sol_status not in (pulp.LpSolutionOptimal, pulp.LpSolutionIntegerFeasible)
        or np.isnan(x).any()
    ):
        status = Status.OUT_OF_TIME if "time limit" in log.lower() else Status.FAILED
        return Answer(status=status, bound=cbc_bound(log, None), seconds=seconds, message=said, stopped=True)
    objective = float(arrays.cost @ x)
    bound = cbc_bound(log, objective)
    found = Answer(
        status=Status.FEASIBLE,
        x=x,
        objective=objective,
        bound=bound,
        bound_by="" if bound is None else "log",
        seconds=seconds,
        message=said,
        stopped=problem.sol_status == pulp.LpSolutionIntegerFeasible,
    )
    return found.judged(wish.gap)


def cbc_bound(log: str, objective: float | None) -> float | None:
    """Return the bound that CBC's log states, None where it states none.

    CBC is told to maximise. It prints "Upper bound" with three decimals where it stopped early; where it
    searched to the end its own value is the bound.
    """
    stated = re.findall(r"^Upper bound:\s+(-?[\d.]+(?:[eE][+-]?\d+)?)\s*$", log, re.MULTILINE)
    if stated:
        return float(stated[-1]) + _ROUNDED_OFF
    closed = re.search(r"^Result - Optimal solution found\s*$", log, re.MULTILINE)
    return objective if closed else None


_ROUNDED_OFF = 5e-4
"""What three decimals may hide of a bound."""
