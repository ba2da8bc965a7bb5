"""A district against its rivals: ``python -m benchmarks phasing [--json] [--seconds S] [--no-rivals]``.

Rows ``district`` (its rival is HiGHS with the whole program in its better form, at the same gap in the same
run) and ``district-all-rules``, each with its audit; then the other rivals.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from benchmarks import shown
from benchmarks.apart import Measured, measured
from benchmarks.rows import Row, left_out

GAP = 1e-3
STARTING = 60.0
"""Seconds beyond its limit that a process gets for its libraries, for drawing and for building."""


def main(arguments: list[str]) -> int:
    """Measure a district and its rivals and print the rows."""
    parser = shown.parser("phasing", __doc__)
    parser.add_argument("--no-rivals", action="store_true", help="measure our own solves only")
    parser.add_argument("--rival-seconds", type=float, default=300.0, help="when a rival is stopped")
    parser.add_argument("--cp-sat-python", default=sys.executable, help="a Python that has ortools and numpy")
    parser.add_argument("--estates", type=int, default=425)
    asked = parser.parse_args(arguments)
    size = {"kind": "district", "estates": asked.estates}
    rows = shown.solved("district", size, GAP, asked)
    rows += shown.solved("district-all-rules", size | {"all_rules": True}, GAP, asked)
    if not asked.no_rivals:
        own = rows[0].figure
        limit = asked.rival_seconds
        forms = {form: _highs(size, form, limit) for form in ("disaggregated", "aggregated")}
        rows[0] = _beside(rows[0], forms, limit)
        rows += [rival_row(f"district-highs-{form}", found, own, limit) for form, found in forms.items()]
        found = measured("benchmarks.rivals:cbc", limit + STARTING, size=size, gap=GAP, seconds=limit)
        rows.append(rival_row("district-cbc", found, own, limit))
        rows.append(_cp_sat(size, asked.cp_sat_python, own, limit))
    shown.show([shown.read_row(), *rows], asked)
    return 0


def _highs(size: dict[str, Any], form: str, limit: float) -> Measured:
    wish: dict[str, Any] = {"size": size, "gap": GAP, "seconds": limit, "form": form}
    return measured("benchmarks.rivals:highs_whole", limit + STARTING, **wish)


def _beside(row: Row, forms: dict[str, Measured], limit: float) -> Row:
    """Return the row of the district with the better form of HiGHS beside it."""
    import dataclasses

    def seconds(form: str) -> float:
        value = forms[form].value
        return limit if value is None or value["seconds"] is None else float(value["seconds"])

    best = min(forms, key=seconds)
    rival = seconds(best)
    more = row.more | {"rival_form": best, "ratio_at_least": rival >= limit}
    ratio = None if row.figure is None else rival / row.figure
    return dataclasses.replace(row, rival=rival, ratio=ratio, more=more)


def rival_row(work: str, found: Measured, own: float | None, limit: float) -> Row:
    """Return the row of a rival: its own seconds, and how many times longer than ours that is."""
    if found.value is None and not found.stopped:
        return Row(work=work, figure=None, memory_mb=found.memory_mb, more={"note": _last(found.words)})
    value = found.value or {"seconds": None, "gap": None}
    reached = value["seconds"] is not None
    seconds = float(value["seconds"]) if reached else limit
    told = "no plan" if value["gap"] is None else f"gap {value['gap']:.2e}"
    return Row(
        work=work,
        figure=seconds,
        gap=value["gap"],
        memory_mb=found.memory_mb,
        ratio=None if own is None else seconds / own,
        more={"ratio_at_least": not reached}
        | ({} if reached else {"note": f"stopped after {limit:g} s: {told}"}),
    )


def _last(words: str) -> str:
    return "failed: " + (words.splitlines() or ["without a word"])[-1]


def _cp_sat(size: dict[str, Any], python: str, own: float | None, limit: float) -> Row:
    """Return the row of CP-SAT, left out where that Python has no ortools."""
    if not has_ortools(python):
        return left_out("district-cp-sat", "ortools is not installed (the extra 'bench')")
    with tempfile.TemporaryDirectory() as folder:
        arrays = Path(folder) / "arrays.npz"
        built = measured("benchmarks.rivals:arrays_for_cp_sat", STARTING, size=size, path=str(arrays))
        if built.value is None:
            return Row(work="district-cp-sat", figure=None, more={"note": _last(built.words)})
        script = Path(__file__).with_name("cp_sat.py")
        command = [python, str(script), str(arrays), str(limit), str(GAP)]
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=limit + STARTING)
        except subprocess.TimeoutExpired:
            return rival_row(
                "district-cp-sat", Measured(value=None, memory_mb=None, stopped=True), own, limit
            )
    if done.returncode:
        return Row(work="district-cp-sat", figure=None, more={"note": _last(done.stderr)})
    value = json.loads(done.stdout.splitlines()[-1])
    if value["seconds"] is not None:
        value["seconds"] += built.value["seconds"]
    return rival_row("district-cp-sat", Measured(value=value, memory_mb=None), own, limit)


def has_ortools(python: str) -> bool:
    """Say whether a Python can import CP-SAT and numpy; asked in a process of its own."""
    probe = [python, "-c", "import numpy; from ortools.sat.python import cp_model"]
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    try:
        return subprocess.run(probe, capture_output=True, env=environment).returncode == 0
    except OSError:
        return False
