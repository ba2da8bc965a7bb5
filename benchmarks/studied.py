"""What is measured of studies, each row in a process of its own."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from benchmarks.solves import largest, said_of
from planner.study import study as studies
from planner.study.study import run
from scenarios.examples_kept import located
from scenarios.read import read
from scenarios.whatif.grids import grid_of
from scenarios.whatif.reading import read_what_if
from solvers.cases.case import Options, cases_of

if TYPE_CHECKING:
    from planner.study.one_case import Result
    from planner.study.study import Step, Study
    from scenarios.model.programme import Programme
    from solvers.cases.case import Case

SEED = 1
FUTURES = """name = "by chance"
[[change]]
table = "funds"
column = "limit"
where = "fund = 'city'"
scale = {uniform = [0.85, 1.15]}
[[change]]
table = "funds"
column = "limit"
where = "fund = 'district'"
scale = {uniform = [0.9, 1.1]}
[[change]]
table = "work_types"
column = "unit_cost"
scale = {uniform = [0.95, 1.1]}
"""
"""What befalls the cases of a study: public money and prices."""
_OF_OTHERS = ("resident", "utility", "society", "maintenance")
"""Kinds of fund that are not public."""


def ten_budgets(gap: float, seconds: float) -> dict[str, Any]:
    """Return what planning ten what-ifs of one budget each took after the base."""
    programme = read(located("jinping"))
    funds = programme.funds
    rows = np.flatnonzero(~np.isin(funds.kind, _OF_OTHERS))
    factors = ("0.9", "0.92", "0.94", "0.96", "0.98", "1.02", "1.04", "1.06", "1.08", "1.1")
    grids = [
        grid_of(f"funds.{funds.fund[row]}.{funds.year[row]}.limit*={factor}", programme)
        for row, factor in zip(rows[1 : 2 * len(factors) : 2].tolist(), factors, strict=True)
    ]
    cases: list[Case] = list(cases_of(programme))
    for grid in grids:
        cases += cases_of(programme, grids=[grid])[1:]
    found, steps = _timed(tuple(cases), Options(gap=gap, seconds=seconds), replications=0)
    return {"size": _size(programme, len(grids)), "figure": steps[-1] - steps[0]} | _told(found)


def thousand_cases(gap: float, seconds: float, cases: int, workers: int, replications: int) -> dict[str, Any]:
    """Return what a study of so many cases by chance took, from its programme to the last case."""
    programme, began = read(located("jinping")), time.perf_counter()
    given = _futures(programme, cases)
    laid = time.perf_counter() - began
    options = Options(gap=gap, seconds=seconds)
    found, steps = _timed(given, options, replications=replications, executor="processes", workers=workers)
    took = time.perf_counter() - began
    more = {"laid_seconds": laid, "base_seconds": steps[0], "replications": replications, "workers": workers}
    return {"size": _size(programme, cases), "figure": took} | more | _told(found)


def study_overhead(gap: float, seconds: float, replications: int, cases: int = 12) -> dict[str, Any]:
    """Return what a study takes beside planning and playing its cases, as a share of these, in per cent.

    Programmes of the cases and what is kept of the results are counted among it; what the base takes is not.
    """
    programme = read(located("jinping"))
    began = time.perf_counter()
    given = _futures(programme, cases)
    laid = (time.perf_counter() - began) * cases / (cases + 1)
    work: list[float] = []
    plain = studies.solve_from

    def timed(*told: Any) -> Result:
        since = time.perf_counter()
        result = plain(*told)
        work.append(time.perf_counter() - since)
        return result

    studies.solve_from = timed
    options = Options(gap=gap, seconds=seconds)
    with tempfile.TemporaryDirectory() as folder:
        found, steps = _timed(given, options, replications=replications, store=Path(folder) / "study.db")
    whole = laid + steps[-1] - steps[0]
    share = 100 * (whole - sum(work)) / sum(work)
    more = {"work_seconds": sum(work), "laid_seconds": laid, "replications": replications}
    return {"size": _size(programme, cases), "figure": share, "unit": "%"} | more | _told(found)


def _futures(programme: Programme, count: int) -> tuple[Case, ...]:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "by-chance.toml"
        file.write_text(FUTURES, encoding="utf-8")
        return cases_of(programme, [[read_what_if(file)]], samples=count, seed=SEED)


def _timed(
    cases: tuple[Case, ...],
    options: Options,
    *,
    replications: int,
    executor: str = "serial",
    workers: int | None = None,
    store: Path | None = None,
) -> tuple[Study, list[float]]:
    """Return a study, and the seconds after which each of its cases was done, the base first."""
    began, steps = time.perf_counter(), []

    def done(step: Step) -> None:
        steps.append(time.perf_counter() - began)

    told: dict[str, Any] = {"executor": executor, "workers": workers, "replications": replications}
    return run(cases, options, progress=done, **told), steps


def _size(programme: Programme, cases: int) -> str:
    return f"{said_of(programme)}, {cases:,} cases"


def _told(found: Study) -> dict[str, Any]:
    """Return what a study came to: its largest gap, and how its cases ended."""
    ends: dict[str, int] = {}
    for one in found.found[1:]:
        ends[str(one.status)] = ends.get(str(one.status), 0) + 1
    gaps = [one.solve.gap for one in found.found[1:]]
    known = sorted(gap for gap in gaps if gap is not None)
    median = known[len(known) // 2] if known else None
    note = f"median gap {median:.2%}; " if median is not None else ""
    note += ", ".join(f"{count} {end}" for end, count in sorted(ends.items()))
    return {"gap": largest(gaps), "median_gap": median, "ends": ends, "note": note}
