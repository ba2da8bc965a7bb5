"""The Jinping example: its program's size and build, time to a gap by engine, greedy's distance, the command.

``python -m benchmarks jinping [--json] [--seconds S]`` prints a row per work. Times are wall seconds. A row
says "not reached" where the gap was not met within the seconds given. PuLP's build: ``build``.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from scenarios.model.programme import Programme

GAPS = (1e-3, 1e-4)
ENGINES = ("highs", "pulp:cbc")


def main(arguments: list[str]) -> int:
    """Run the benchmark and print its table, or one JSON list of rows."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks jinping")
    parser.add_argument("--json", action="store_true", help="print one JSON list of rows")
    parser.add_argument("--seconds", type=float, default=300.0, help="time for each solve")
    wanted = parser.parse_args(arguments)
    rows = [*_size_and_build(), *_solves(wanted.seconds), _command(wanted.seconds), _help()]
    if wanted.json:
        print(json.dumps(rows, ensure_ascii=False))
        return 0
    for row in rows:
        print(f"{row['work']:<34}{_shown(row['figure']):>14} {row['unit']:<8}{row.get('note', '')}")
    return 0


def _shown(figure: Any) -> str:
    return (
        "not reached" if figure is None else f"{figure:,.3f}" if isinstance(figure, float) else f"{figure:,}"
    )


def _programme() -> Programme:
    from scenarios.examples_kept import examples
    from scenarios.read import read

    return read(examples()["jinping"])


def _median(run: Callable[[], Any], times: int = 3) -> float:
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        run()
        taken.append(time.perf_counter() - began)
    return statistics.median(taken)


def _size_and_build() -> list[dict[str, Any]]:
    from solvers.rules.program import phasing_program

    programme = _programme()
    arrays = phasing_program(programme).arrays
    build = _median(lambda: phasing_program(programme))
    return [
        _row("read and check", _median(_programme), "s"),
        _row("rows", arrays.rows, ""),
        _row("columns", arrays.columns, "", note=f"{int(arrays.whole.sum()):,} whole"),
        _row("nonzeros", int(arrays.matrix.nnz), ""),
        _row("build by arrays", build, "s", note="days, claims, rows and all"),
    ]


def _solves(seconds: float) -> list[dict[str, Any]]:
    from solvers import audit, solve

    programme = _programme()
    rows = []
    greedy = solve(programme, engine="greedy", seconds=seconds)
    rows.append(_row("greedy: below the bound", None if greedy.gap is None else 100 * greedy.gap, "%"))
    for engine in ENGINES:
        for gap in GAPS:
            began = time.perf_counter()
            found = solve(programme, engine=engine, gap=gap, seconds=seconds)
            taken = time.perf_counter() - began
            reached = found.gap is not None and found.gap <= gap
            note = (
                "no plan"
                if found.gap is None
                else f"gap {100 * found.gap:.4f} % by {found.bound_by} at {taken:.1f} s"
            )
            rows.append(_row(f"{engine} to {100 * gap:g} %", taken if reached else None, "s", note=note))
            if engine == "highs" and gap == GAPS[0] and found.plan is not None:
                plan = found.plan
                rows.append(_row("audit of the plan", _median(lambda plan=plan: audit(programme, plan)), "s"))  # type: ignore[misc]
    return rows


def _command(seconds: float) -> dict[str, Any]:
    """Time the whole command with its largest process's memory, as a planner would run it."""
    with tempfile.TemporaryDirectory() as folder:
        call = ["plan", "jinping", "--out", folder, "--seconds", str(seconds)]
        taken, memory = _timed(call)
    return _row("renewal plan jinping", taken, "s", note=f"largest process {memory} MB")


def _help() -> dict[str, Any]:
    return _row("renewal --help", statistics.median(_timed(["--help"])[0] for _ in range(5)), "s")


def _timed(words: list[str]) -> tuple[float, str]:
    import resource

    began = time.perf_counter()
    run = [sys.executable, "-c", "from planner.command import main; main()", *words]
    subprocess.run(run, check=True, capture_output=True)
    taken = time.perf_counter() - began
    return taken, f"{resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024:.0f}"


def _row(work: str, figure: Any, unit: str, note: str = "") -> dict[str, Any]:
    return {"work": work, "figure": figure, "unit": unit, "note": note}
