"""Studies of Jinping: ``python -m benchmarks study [--json] [--rows …] [--cases N] [--gap G]``.

``ten-budgets``: ten what-ifs, each of which changes a year of one public fund by up to a tenth, planned one
after another from the base's solve. ``thousand-cases``: cases by chance in public money and in prices,
each planned and played 64 times, on two processes; ``--cases`` asks for fewer, and then no aim is held
against what they took. ``study-overhead``: what a study of such cases takes beside planning and playing them.
``kills``: a study in a store is killed again and again while it goes on; how many cases were lost.
"""

from __future__ import annotations

import argparse
from typing import Any

from benchmarks.apart import measured
from benchmarks.rows import Aim, Row
from benchmarks.shown import failed, show

AIMS = {
    "ten-budgets": Aim(figure=3),
    "thousand-cases": Aim(figure=600),
    "study-overhead": Aim(figure=5),
    "kills": Aim(figure=0),
}
"""The rows and their aims."""
CASES, KILLS, OVERHEAD_OF = 1000, 100, 12
LIMIT = 7200.0
"""Seconds that a row's process gets."""


def main(arguments: list[str]) -> int:
    """Measure the rows asked for and print them."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks study",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--json", action="store_true", help="print one JSON list of rows and nothing else")
    parser.add_argument("--rows", nargs="*", choices=AIMS, default=list(AIMS))
    parser.add_argument(
        "--cases", type=int, default=CASES, help="cases of thousand-cases (and of study-overhead, at most 12)"
    )
    parser.add_argument("--kills", type=int, default=KILLS)
    parser.add_argument("--gap", type=float, default=5e-3, help="gap at which each case may stop")
    parser.add_argument("--seconds", type=float, default=30.0, help="time of each case at most")
    parser.add_argument("--replications", type=int, default=64)
    parser.add_argument("--workers", type=int, default=2)
    asked = parser.parse_args(arguments)
    show([_row(name, asked) for name in asked.rows], asked)
    return 0


def _row(name: str, asked: argparse.Namespace) -> Row:
    told: dict[str, Any] = {"gap": asked.gap, "seconds": asked.seconds}
    if name in ("thousand-cases", "study-overhead"):
        told["replications"] = asked.replications
        told["cases"] = asked.cases if name == "thousand-cases" else min(asked.cases, OVERHEAD_OF)
    if name == "thousand-cases":
        told["workers"] = asked.workers
    if name == "kills":
        told |= {"kills": asked.kills}
    module = "killed" if name == "kills" else "studied"
    found = measured(f"benchmarks.{module}:{name.replace('-', '_')}", LIMIT, **told)
    if found.value is None:
        return failed(name, found)
    value = dict(found.value)
    enough = (name != "thousand-cases" or asked.cases >= CASES) and (
        name != "kills" or value["kills"] >= KILLS
    )
    return Row(
        work=name,
        aim=AIMS[name] if enough else None,
        size=value.pop("size"),
        figure=value.pop("figure"),
        unit=value.pop("unit", "s"),
        gap=value.pop("gap"),
        memory_mb=found.memory_mb,
        more=value,
    )
