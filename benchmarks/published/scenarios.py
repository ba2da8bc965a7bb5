"""Scenarios of capitals: one list of investments for all budgets, against what LOGOS printed.

LOGOS asks that what is chosen in a scenario is chosen in every richer one, and maximises the mean worth by
the scenarios' probabilities. Here the scenarios are futures, joined into one scenario program in which
nothing is decided before they part, and nested. Rows of a FILE, with the keys of all rows: ``FILE:list``, the
mean worth of the list, and ``FILE:scenario_k``, what the list is worth in one of them (null bound). Known
values stand in ``gold/FILE.csv`` beside the file.
"""

from __future__ import annotations

import csv
import io
import time
from typing import TYPE_CHECKING, Any

from benchmarks.published.as_programme import selection_as_programme
from benchmarks.published.known import SAME
from benchmarks.published.logos import read_scenarios
from benchmarks.published.words import text_of
from solvers import audit
from solvers.engines import child
from solvers.engines.answer import Wish, gap_between
from solvers.futures.joint import joined, nested
from solvers.plan.decode import decode
from solvers.rules.program import phasing_program

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

COLUMN = "MaxNPV"


def scenario_rows(work: str, path: Path, seconds: float, gap: float) -> list[dict[str, Any]]:
    """Return the rows of a file's scenarios, none where it has none; raises as the reading of the file."""
    scenarios = read_scenarios(path)
    if not scenarios:
        return []
    began = time.perf_counter()
    mapped = [selection_as_programme(selection) for _, selection in scenarios]
    weights = [float(chance) for chance, _ in scenarios]
    joint = joined([phasing_program(one.programme) for one in mapped], weights, years=0)
    arrays = nested(joint)
    making = round(time.perf_counter() - began, 3)
    answer, interrupted = child.run("highs", arrays, Wish(gap=gap, seconds=seconds))
    if interrupted:
        raise KeyboardInterrupt
    known = _known(path) or [None] * len(scenarios)
    first = _row(f"{work}:list", f"{len(scenarios)} scenarios", _mean(joint.weights, known))
    first |= {"status": str(answer.status), "figure": round(answer.seconds, 3), "making": making}
    if answer.x is None:
        return [first | {"bound": answer.bound}]
    rows = []
    for k, (one, x) in enumerate(zip(mapped, joint.points(answer.x), strict=True)):
        plan = decode(joint.programs[k], x)
        row = _row(f"{work}:scenario_{k + 1}", scenarios[k][1].size, known[k])
        row["value"] = float(sum(one.campaigns[begun.campaign][1].value for begun in plan.campaigns))
        row["breaches"] = [breach.sentence for breach in audit(one.programme, plan)]
        rows.append(row | {"status": str(answer.status)})
    first |= _of_list(joint.weights, rows, answer.bound)
    return [_judged(row, answer.seconds) for row in (first, *rows)]


def _of_list(weights: Sequence[float], rows: list[dict[str, Any]], bound: float | None) -> dict[str, Any]:
    """Return value, bound, gap and breaches of the list from those of the scenarios."""
    value = sum(w * row["value"] for w, row in zip(weights, rows, strict=True))
    most = None if bound is None else max(bound, value)
    return {
        "value": value,
        "bound": most,
        "gap": None if most is None else gap_between(value, most),
        "breaches": [breach for row in rows for breach in row["breaches"]],
    }


def _mean(weights: Sequence[float], known: Sequence[float | None]) -> float | None:
    values = [value for value in known if value is not None]
    return sum(w * v for w, v in zip(weights, values, strict=True)) if len(values) == len(known) else None


def _row(work: str, size: str, known: float | None) -> dict[str, Any]:
    return {
        "work": work,
        "size": size,
        "figure": 0.0,
        "unit": "s",
        "value": None,
        "bound": None,
        "gap": None,
        "known": known,
        "ok": None if known is None else False,
        "status": "",
        "engine": "highs",
        "reached": None,
        "making": 0.0,
        "breaches": [],
    }


def _judged(row: dict[str, Any], taken: float) -> dict[str, Any]:
    known = row["known"]
    if known is None:
        return row
    ok = abs(row["value"] - known) <= SAME * max(abs(known), 1e-300) and not row["breaches"]
    return {**row, "ok": ok, "reached": round(taken, 3) if ok else None}


def _known(path: Path) -> list[float] | None:
    """Return what LOGOS printed for each scenario, None where nothing is there."""
    gold = path.parent / "gold" / f"{path.stem}.csv"
    if not gold.is_file():
        return None
    rows = list(csv.DictReader(io.StringIO(text_of(gold))))
    return [float(row[COLUMN]) for row in rows if row.get(COLUMN)] or None
