"""CP-SAT given the whole program, in a process that knows nothing of HiGHS: the two cannot live in one.

``python cp_sat.py ARRAYS.npz SECONDS GAP`` prints one JSON object. CP-SAT knows whole numbers only: money is
counted in yuan, and rows with fractions are rounded at four decimals, towards what they allow.
"""

from __future__ import annotations

import json
import math
import sys
import time
from typing import Any

import numpy as np

_FINE = 10_000
"""Yuan in 10,000 yuan, the unit of money; also what rows with fractions are multiplied by."""
_MOST = 2**40
_COST = 100


def main(arguments: list[str]) -> int:
    """Solve the arrays in a file; print seconds until within the gap, gap, objective and bound."""
    from ortools.sat.python import cp_model

    held = np.load(arguments[0])
    seconds, gap = float(arguments[1]), float(arguments[2])
    began = time.monotonic()
    model = cp_model.CpModel()
    scale = np.where(held["whole"], 1, _FINE)
    high = np.minimum(held["high"] * scale, _MOST)
    x = [
        model.new_int_var(math.ceil(low - 1e-6), math.floor(top + 1e-6), "")
        for low, top in zip((held["low"] * scale).tolist(), high.tolist(), strict=True)
    ]
    _rows(model, x, held, scale)
    cost = np.rint(held["cost"] * _COST * _FINE / scale).astype(np.int64)
    used = np.flatnonzero(cost)
    model.maximize(cp_model.LinearExpr.weighted_sum([x[j] for j in used], cost[used].tolist()))
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = max(seconds - (time.monotonic() - began), 0.1)
    solver.parameters.relative_gap_limit = gap
    status = solver.solve(model)
    found = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    print(json.dumps(_told(solver, found, gap, time.monotonic() - began)))
    return 0


def _told(solver: Any, found: bool, gap: float, taken: float) -> dict[str, Any]:
    unit = _COST * _FINE
    objective = solver.objective_value / unit if found else None
    bound = solver.best_objective_bound / unit
    left = None if objective is None else max(bound - objective, 0.0) / max(abs(bound), 1.0)
    return {
        "seconds": taken if left is not None and left <= gap else None,
        "stopped_after": taken,
        "gap": left,
        "objective": objective,
        "bound": bound,
    }


def _rows(model: Any, x: list[Any], held: Any, scale: np.ndarray[Any, Any]) -> None:
    """Add the rows with whole coefficients and limits."""
    from ortools.sat.python import cp_model

    at, column, value = held["indptr"], held["indices"], held["data"]
    low, high = held["row_low"], held["row_high"]
    fine = np.abs(value - np.rint(value)) > 1e-9
    for i in range(len(low)):
        held_by = slice(at[i], at[i + 1])
        columns, values = column[held_by], value[held_by]
        if not len(columns):
            continue
        by = _FINE if fine[held_by].any() or (scale[columns] > 1).any() else 1
        whole = np.rint(values * by / scale[columns]).astype(np.int64)
        total = cp_model.LinearExpr.weighted_sum([x[j] for j in columns], whole.tolist())
        least = -_MOST * _FINE if np.isneginf(low[i]) else math.ceil(low[i] * by - 1e-6)
        most = _MOST * _FINE if np.isposinf(high[i]) else math.floor(high[i] * by + 1e-6)
        model.add_linear_constraint(total, least, most)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
