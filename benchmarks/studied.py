"""What is measured of studies, each row in a process of its own."""

from __future__ import annotations

import os
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from benchmarks.apart import tree
from benchmarks.solves import largest, said_of
from planner.study import study as studies
from planner.study.store.store import Store
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
    timed = _timed(tuple(cases), Options(gap=gap, seconds=seconds), replications=0)
    return {"size": _size(programme, len(grids)), "figure": timed.after_base} | _told(timed)


def thousand_cases(gap: float, seconds: float, cases: int, workers: int, replications: int) -> dict[str, Any]:
    """Return what a study of so many cases by chance took, from its programme to the last case."""
    programme, began = read(located("jinping")), time.perf_counter()
    given = _futures(programme, cases)
    laid = time.perf_counter() - began
    options = Options(gap=gap, seconds=seconds)
    timed = _timed(given, options, replications=replications, executor="processes", workers=workers)
    took = time.perf_counter() - began
    more = {
        "laid_seconds": laid,
        "base_seconds": timed.seconds[0],
        "replications": replications,
        "workers": workers,
    }
    return {"size": _size(programme, cases), "figure": took} | more | _told(timed)


def study_overhead(gap: float, seconds: float, replications: int, cases: int) -> dict[str, Any]:
    """Return what a study takes beside planning and playing its cases, as a share of these, in per cent.

    Programmes of the cases and what is kept of the results are counted among it; what the base takes is not.
    """
    programme = read(located("jinping"))
    began = time.perf_counter()
    given = _futures(programme, cases)
    laid = time.perf_counter() - began
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
        of_study = _timed(given, options, replications=replications, store=Path(folder) / "study.db")
    whole = laid + of_study.after_base
    share = 100 * (whole - sum(work)) / sum(work)
    more = {"work_seconds": sum(work), "laid_seconds": laid, "replications": replications}
    return {"size": _size(programme, cases), "figure": share, "unit": "%"} | more | _told(of_study)


def _futures(programme: Programme, count: int) -> tuple[Case, ...]:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "by-chance.toml"
        file.write_text(FUTURES, encoding="utf-8")
        return cases_of(programme, [[read_what_if(file)]], samples=count, seed=SEED)


@dataclass(frozen=True, kw_only=True)
class Timed:
    """A study, and when its cases were done, the base first, in seconds since it began.

    ``processor`` are seconds of the processor, of all processes; None where the system is silent.
    """

    study: Study
    seconds: list[float]
    processor: list[float | None]

    @property
    def after_base(self) -> float:
        """Seconds from the base to the last case."""
        return self.seconds[-1] - self.seconds[0]


def _timed(cases: tuple[Case, ...], options: Options, *, store: Path | None = None, **told: Any) -> Timed:
    seconds: list[float] = []
    processor: list[float | None] = []
    began = time.perf_counter()

    def done(step: Step) -> None:
        seconds.append(time.perf_counter() - began)
        processor.append(_processor())

    if store is None:
        study = run(cases, options, progress=done, **told)
        return Timed(study=study, seconds=seconds, processor=processor)
    with Store(store) as file:
        keeper = file.begun(cases, options, told.get("replications", 0))
        study = run(cases, options, keeper=keeper, progress=done, **told)
    return Timed(study=study, seconds=seconds, processor=processor)


def _size(programme: Programme, cases: int) -> str:
    return f"{said_of(programme)}, {cases:,} cases"


def _processor() -> float | None:
    """Return the processor's seconds of this process and all it started, None where the system is silent."""
    ticks = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 0
    whole = 0.0
    for pid in tree(os.getpid()):
        try:
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            return None
        whole += sum(map(int, fields[11:15])) / ticks
    return whole


def _told(timed: Timed) -> dict[str, Any]:
    """Return what a study came to: its largest gap, how its cases ended, and what the processor took."""
    cases = timed.study.found[1:]
    ends = Counter(str(one.status) for one in cases)
    gaps = [one.solve.gap for one in cases]
    known = sorted(gap for gap in gaps if gap is not None)
    median = known[len(known) // 2] if known else None
    first, last = timed.processor[0], timed.processor[-1]
    used = None if first is None or last is None else last - first
    note = ", ".join(f"{count} {end}" for end, count in sorted(ends.items()))
    note += "" if median is None else f"; median gap {median:.2%}"
    note += "" if used is None else f"; {used:.1f} s of the processor after the base"
    return {
        "gap": largest(gaps),
        "median_gap": median,
        "ends": dict(ends),
        "cpu_seconds": used,
        "note": note,
    }
