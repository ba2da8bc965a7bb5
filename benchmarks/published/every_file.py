"""All instances that others published, solved through our own engines and held against the known answers.

``python -m benchmarks published [--set NAME …] [--engine E] [--seconds S] [--gap G] [--json]`` looks through
the folder that RENEWAL_BENCH_DATA names and prints a row an instance: {work, size, figure, unit, value,
bound, gap, known, ok, status, engine, reached, making, breaches}. ``work`` is set/file stem, ``figure`` the
seconds of ``solve`` on the programme in memory, ``reached`` the second at which a plan as good as ``known``
was first in hand. ``known`` is null where a value is only reported, and ``ok`` is then null too; else ``ok``
says whether the value is the known one and the audit found nothing (see ``known``; of newman1, whether the
plan is worth 24.17 million or more and the bound no less than the plan).

An election of ``pabulib`` has further rows, ``work`` ending in the name of a rule of choice (see ``chosen``).

Exit status: 0 all instances were looked at, whatever ``ok`` says; 2 the folder or a file cannot be read.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.published.chosen import rule_rows
from benchmarks.published.formats import read_instance
from benchmarks.published.known import is_reached, known_value
from benchmarks.published.money import NotExactError
from benchmarks.published.one_file import engine_name, not_negative, positive
from benchmarks.published.scenarios import scenario_rows
from benchmarks.published.solved import solved
from benchmarks.published.values import WrongInstanceError
from scenarios.tables.faults import InputFaults

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER = "RENEWAL_BENCH_DATA"
SETS = {
    "logos_capital": ("**/*.xml", "logos", 60.0),
    "minelib": ("**/*.cpit", "minelib", 60.0),
    "mkp": ("**/*.dat", "knapsack", 120.0),
    "mmkp": ("mmkp_*.txt", "mmkp", 20.0),
    "pabulib": ("**/*.pb", "pabulib", 60.0),
}
"""Files of each set of instances that map onto phasing, their format, and the seconds each may take."""


def main(arguments: list[str]) -> int:
    """Solve all instances and print a row for each, or one JSON list of rows; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks published")
    parser.add_argument("--set", action="append", default=[], help="a set, or a folder in it such as sac94")
    parser.add_argument("--engine", type=engine_name, default="auto")
    parser.add_argument("--seconds", type=positive, help="time for each instance (otherwise by set)")
    parser.add_argument("--gap", type=not_negative, default=0.0, help="gap at which to stop (0: none)")
    parser.add_argument("--json", action="store_true", help="print one JSON list of rows")
    wanted = parser.parse_args(arguments)
    try:
        files = instance_files(data_folder(), wanted.set)
    except FileNotFoundError as fault:
        print(fault, file=sys.stderr)
        return 2
    rows, unread = [], False
    for work, path, kind in files:
        seconds = wanted.seconds or SETS[work.split("/")[0]][2]
        try:
            made = [row_of(work, path, kind, wanted.engine, seconds, wanted.gap)]
            made += rule_rows(work, path) if kind == "pabulib" else []
            made += scenario_rows(work, path, seconds, wanted.gap) if kind == "logos" else []
        except (WrongInstanceError, NotExactError, InputFaults) as fault:
            print(f"{work}: {fault}", file=sys.stderr)
            unread = True
            continue
        rows += made
        if not wanted.json:
            print(*map(_line, made), sep="\n", flush=True)
    if wanted.json:
        print(json.dumps(rows, ensure_ascii=False))
    else:
        print(_summary(rows))
    return 2 if unread else 0


def data_folder() -> Path:
    """Return the folder of public instances; raises FileNotFoundError where none is named or there."""
    name = os.environ.get(FOLDER, "")
    if not name:
        raise FileNotFoundError(
            f"set {FOLDER} to the folder of public instances; it is no part of the project"
        )
    if not Path(name).is_dir():
        raise FileNotFoundError(f"{FOLDER} names {name}, which is no folder")
    return Path(name)


def instance_files(folder: Path, wanted: list[str]) -> list[tuple[str, Path, str]]:
    """Return (work, file, format) of every instance, those in ``wanted`` folders only (empty: all).

    Raises FileNotFoundError where there is none.
    """
    found = list(_files(folder, set(wanted)))
    if not found:
        there = ", ".join(wanted or SETS)
        raise FileNotFoundError(f"{folder} holds no instance of {there}; sets are {', '.join(SETS)}")
    return found


def _files(folder: Path, wanted: set[str]) -> Iterator[tuple[str, Path, str]]:
    for name, (pattern, kind, _) in SETS.items():
        for path in sorted((folder / name).glob(pattern)):
            if not wanted or wanted & {*path.relative_to(folder).parent.parts, path.stem}:
                yield f"{name}/{path.stem}", path, kind


def row_of(work: str, path: Path, kind: str, engine: str, seconds: float, gap: float) -> dict[str, Any]:
    """Return the row of one instance, solved by an engine within a time and a gap."""
    instance = read_instance(path, kind)
    known = known_value(path, instance)
    found = solved(instance, engine, gap, seconds, known)
    ok = None
    if known is not None:
        ok = is_reached(path, found.value, found.bound, known) and not found.breaches
    return {
        "work": work,
        "size": found.size,
        "figure": round(found.seconds, 3),
        "unit": "s",
        "value": found.value,
        "bound": found.bound,
        "gap": found.gap,
        "known": known,
        "ok": ok,
        "status": found.status,
        "engine": found.engine,
        "reached": None if found.reached is None else round(found.reached, 3),
        "making": round(found.making, 3),
        "breaches": list(found.breaches),
    }


def _line(row: dict[str, Any]) -> str:
    def number(key: str) -> str:
        return "-" if row[key] is None else f"{row[key]:,.10g}"

    said = {None: "reported", True: "ok", False: "NOT ok"}[row["ok"]]
    file, colon, rule = row["work"].partition(":")
    room = 44 - len(colon + rule)
    name = (file if len(file) <= room else file[: room - 1] + "…") + colon + rule
    return (
        f"{name:<44} {row['figure']:>8.2f} s  value {number('value'):>16}  bound {number('bound'):>16}"
        f"  known {number('known'):>12}  {said}"
    )


def _summary(rows: list[dict[str, Any]]) -> str:
    held = [row for row in rows if row["known"] is not None]
    instances = len({row["work"].partition(":")[0] for row in rows})
    return f"{sum(row['ok'] for row in held)} of {len(held)} known values reached; {instances} instances"
