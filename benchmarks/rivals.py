"""The rivals: HiGHS given the program whole, CBC through PuLP, CP-SAT; and the build by PuLP's expressions.

Each runs in a process of its own and is stopped when its time is up; what it took counts from the Programme
in memory, as ours does, until it was first within the gap by its own bound.
"""

from __future__ import annotations

import dataclasses
import os
import statistics
import time
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy import sparse

from benchmarks.solves import TIMES, programme_of

if TYPE_CHECKING:
    from solvers.engines.answer import Answer
    from solvers.program.arrays import Arrays

FORMS = ("disaggregated", "aggregated")
"""How works ride on starts: a row for each work and period (ours), or one for all works of a start."""


def in_form(arrays: Arrays, form: str) -> Arrays:
    """Return the program in a form; in the aggregated one ``Σ_w include[w, t] <= n · start[c, t]``."""
    if form == "disaggregated":
        return arrays
    matrix = sparse.csr_array(arrays.matrix)
    two = np.flatnonzero((np.diff(matrix.indptr) == 2) & (arrays.row_high == 0) & np.isneginf(arrays.row_low))
    values = matrix.data[matrix.indptr[two][:, None] + np.arange(2)]
    ends = matrix.indices[matrix.indptr[two][:, None] + np.arange(2)]
    rides = (values.sum(axis=1) == 0) & (np.abs(values) == 1).all(axis=1) & arrays.whole[ends].all(axis=1)
    two, values, ends = two[rides], values[rides], ends[rides]
    start = ends[np.arange(len(two)), np.argmin(values, axis=1)]
    starts, together = np.unique(start, return_inverse=True)
    others = np.setdiff1d(np.arange(arrays.rows), two)
    ones = np.ones(arrays.rows)
    at = np.concatenate([np.arange(len(others)), len(others) + together])
    shape = (len(others) + len(starts), arrays.rows)
    summed = sparse.csr_array((ones, (at, np.concatenate([others, two]))), shape=shape)
    return dataclasses.replace(
        arrays,
        matrix=sparse.csr_array(summed @ matrix),
        row_low=np.append(arrays.row_low[others], np.full(len(starts), -np.inf)),
        row_high=np.append(arrays.row_high[others], np.zeros(len(starts))),
    )


def highs_whole(size: dict[str, Any], gap: float, seconds: float, form: str) -> dict[str, Any]:
    """Return how HiGHS does with the whole program in a form, by its own defaults and on all processors."""
    from solvers.engines import highs
    from solvers.engines.answer import Wish
    from solvers.rules.program import phasing_program

    programme, began = programme_of(size), time.monotonic()
    arrays = in_form(phasing_program(programme).arrays, form)
    reached: list[float] = []

    def heard(news: Answer) -> None:
        if news.gap is not None and news.gap <= gap and not reached:
            reached.append(time.monotonic() - began)

    wish = Wish(gap=gap, seconds=seconds, workers=os.cpu_count() or 1)
    return _told(highs.search(arrays, wish, began, heard), gap, began, reached)


def _told(answer: Answer, gap: float, began: float, reached: list[float]) -> dict[str, Any]:
    """Return what came of a rival; ``seconds`` until it was within the gap, None where it never was."""
    ended = time.monotonic() - began
    if not reached and answer.gap is not None and answer.gap <= gap:
        reached = [ended]
    return {
        "seconds": min(reached) if reached else None,
        "stopped_after": ended,
        "gap": answer.gap,
        "objective": answer.objective,
        "bound": answer.bound,
    }


def cbc(size: dict[str, Any], gap: float, seconds: float) -> dict[str, Any]:
    """Return how CBC does with the whole program, given it by PuLP; its bound is that of its log."""
    from solvers.engines import pulp_problem
    from solvers.engines.answer import Wish
    from solvers.rules.program import phasing_program

    programme, began = programme_of(size), time.monotonic()
    arrays = phasing_program(programme).arrays
    wish = Wish(gap=gap, seconds=seconds, workers=os.cpu_count() or 1)
    return _told(pulp_problem.solve(arrays, wish, lambda _: None), gap, began, [])


def arrays_for_cp_sat(size: dict[str, Any], path: str) -> dict[str, Any]:
    """Write the program's arrays where the process of CP-SAT reads them; return what building them took."""
    from solvers.rules.program import phasing_program

    programme, began = programme_of(size), time.monotonic()
    arrays = phasing_program(programme).arrays
    taken = time.monotonic() - began
    matrix = sparse.csr_array(arrays.matrix)
    parts = {name: getattr(matrix, name) for name in ("data", "indices", "indptr")}
    names = ("cost", "row_low", "row_high", "low", "high", "whole")
    np.savez(path, **parts, **{name: getattr(arrays, name) for name in names})
    return {"seconds": taken}


def build(size: dict[str, Any]) -> dict[str, Any]:
    """Return what building by arrays takes, and what by PuLP's expressions, in the faster of two ways.

    The arrays' time is that from the tables on: days, claims, rows and all. PuLP's is that of the same
    variables, constraints and aim alone, named as ours are: everything that leads to their coefficients is
    known to it.
    """
    from solvers.engines.pulp_problem import problem_of
    from solvers.rules.export import column_names, row_names
    from solvers.rules.program import phasing_program

    programme = programme_of(size)
    program = phasing_program(programme.replace())
    taken = []
    for _ in range(TIMES):
        fresh = programme.replace()
        began = time.perf_counter()
        phasing_program(fresh)
        taken.append(time.perf_counter() - began)
    names = column_names(program), row_names(program)
    pulp = {}
    for way, run in (("terms", problem_of), ("sums", by_sums)):
        began = time.perf_counter()
        run(program.arrays, *names)
        pulp[way] = time.perf_counter() - began
    size_said = f"{program.arrays.columns:,} columns, {program.arrays.rows:,} rows"
    return {"size": size_said, "seconds": statistics.median(taken), "pulp": pulp}


def by_sums(arrays: Arrays, columns: list[str], rows: list[str]) -> Any:
    """Return the program written as PuLP's own pages write one: ``lpSum(a * x) <= b``, row by row."""
    import pulp

    problem = pulp.LpProblem("renewal", pulp.LpMaximize)
    kinds = (pulp.LpContinuous, pulp.LpInteger)
    x = [
        problem.add_variable(name, low, high if high < np.inf else None, kinds[whole])
        for name, low, high, whole in zip(
            columns, arrays.low.tolist(), arrays.high.tolist(), arrays.whole.tolist(), strict=True
        )
    ]
    problem += pulp.lpSum(c * x[j] for j, c in enumerate(arrays.cost.tolist()) if c)
    at, column, value = (
        part.tolist() for part in (arrays.matrix.indptr, arrays.matrix.indices, arrays.matrix.data)
    )
    limits = zip(rows, arrays.row_low.tolist(), arrays.row_high.tolist(), strict=True)
    for i, (name, low, high) in enumerate(limits):
        total = pulp.lpSum(value[k] * x[column[k]] for k in range(at[i], at[i + 1]))
        if low == high:
            problem += total == low, name
            continue
        if high < np.inf:
            problem += total <= high, name
        if low > -np.inf:
            problem += total >= low, name if high == np.inf else f"{name} at least"
    return problem
