"""What the benchmarks of solves share: their options, rows of solves and audits, and how rows are printed."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from benchmarks.apart import Measured, measured
from benchmarks.rows import Row, as_json, as_table

ENGINE = "priced"
BEYOND = 120.0
"""Seconds beyond the solves' own that a process gets: drawing, building, auditing."""


def parser(name: str, text: str | None, seconds: float = 60.0) -> argparse.ArgumentParser:
    """Return a parser with the options that all benchmarks of solves have."""
    made = argparse.ArgumentParser(
        prog=f"python -m benchmarks {name}",
        description=text,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    made.add_argument("--json", action="store_true", help="print one JSON list of rows and nothing else")
    made.add_argument("--seconds", type=float, default=seconds, help="time for each of our own solves")
    made.add_argument("--engine", default=ENGINE, help="the engine that is measured")
    made.add_argument("--times", type=int, default=3, help="solves of which the median is taken")
    return made


def show(rows: list[Row], asked: argparse.Namespace) -> None:
    """Print the rows as asked for."""
    print(as_json(rows) if asked.json else as_table(rows))


def solved(work: str, size: dict[str, Any], gap: float, asked: argparse.Namespace) -> list[Row]:
    """Measure a work's solves in a process of their own; return its row and that of the audit."""
    found = measured(
        "benchmarks.solves:solves",
        asked.times * 1.2 * asked.seconds + BEYOND,
        size=size,
        gap=gap,
        seconds=asked.seconds,
        engine=asked.engine,
        times=asked.times,
    )
    if found.value is None:
        return [failed(work, found)]
    value = found.value
    more = {key: value[key] for key in value if key not in ("size", "seconds", "gap", "audit_seconds")}
    if value["gap"] is None or value["gap"] > gap:
        more["note"] = f"not within {gap:g}: {value['status']}"
    elif "groups" in value:
        more["note"] = _parts(value)
    row = Row(
        work=work,
        size=value["size"],
        figure=value["seconds"],
        gap=value["gap"],
        memory_mb=found.memory_mb,
        more=more,
    )
    if "audit_seconds" not in value:
        return [row]
    note = f"{value['breaches']} breaches"
    audited = Row(
        work=f"{work}-audit",
        size=value["size"],
        figure=value["audit_seconds"],
        more={"breaches": value["breaches"], "note": note},
    )
    return [row, audited]


def _parts(value: dict[str, Any]) -> str:
    """Say into what prices take a program apart."""
    clusters, between = sum(value["cluster_sizes"].values()), value["rows_between"]
    parts = f"{value['groups']:,} groups"
    if clusters < value["groups"]:
        parts += f" in {clusters:,} clusters of at most {max(value['cluster_sizes'])}"
    return f"{parts}; {between:,} of {value['coupling_rows']:,} coupling rows lie between them"


def failed(work: str, found: Measured) -> Row:
    """Return the row of a work that came to nothing, with its last words; all of them on stderr."""
    print(f"{work}: {found.words}", file=sys.stderr)
    last = (found.words.splitlines() or ["without a word"])[-1]
    why = "stopped, out of time" if found.stopped else f"failed: {last}"
    return Row(work=work, figure=None, memory_mb=found.memory_mb, more={"note": why})


def read_row(name: str = "jinping") -> Row:
    """Return the row of reading and checking an example."""
    found = measured("benchmarks.solves:read_example", BEYOND, name=name)
    if found.value is None:
        return failed(f"{name}-read", found)
    return Row(
        work=f"{name}-read",
        size=found.value["size"],
        figure=found.value["seconds"],
        memory_mb=found.memory_mb,
    )
