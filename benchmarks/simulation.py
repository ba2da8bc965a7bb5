"""Construction played forward: ``python -m benchmarks simulation [--json] [--estates N]``.

A plan of a drawn district is solved first; what is measured is playing it, warm: the site made, the bank of
weathers drawn, everything compiled. ``thousand`` are 1,000 replications with their ledgers and mean weeks,
``p80`` so many that the P80 of the finish is known to ± 1 %, ``pair`` 64 replications of two plans (the
second with one crew less), ``traced`` one replication in the lean SimPy engine, its rival the reference
engine, ``no-numba`` 512 finishes by the lean engine, ``city`` 60,000 works (as many as of
5,000 estates of 12), 1,000 replications, ``buildings`` as many of the district with each work done at four
buildings of its estate, one visit each, ledgers and mean weeks included.
"""

from __future__ import annotations

import argparse
from typing import Any

from benchmarks.apart import measured
from benchmarks.rows import Aim, Row
from benchmarks.shown import failed, show

AIMS = {
    "thousand": Aim(figure=0.5),
    "p80": Aim(figure=0.25),
    "pair": Aim(figure=0.1),
    "traced": Aim(figure=0.025),
    "no-numba": Aim(figure=6),
    "city": Aim(figure=15, memory_mb=500),
    "buildings": Aim(figure=3),
}
"""The rows and their aims."""
LIMIT = 900.0
"""Seconds that a row's process gets, solving and compiling included."""


def main(arguments: list[str]) -> int:
    """Measure the rows asked for and print them."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks simulation", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print one JSON list of rows and nothing else")
    parser.add_argument("--estates", type=int, default=425)
    parser.add_argument("--rows", nargs="*", choices=AIMS, default=list(AIMS))
    parser.add_argument("--workers", type=int, default=2)
    asked = parser.parse_args(arguments)
    show([_row(name, asked) for name in asked.rows], asked)
    return 0


def _row(name: str, asked: argparse.Namespace) -> Row:
    size: dict[str, Any] = {"kind": "district", "estates": asked.estates}
    if name == "city":
        size = {"kind": "city", "estates": 7500}
    if name == "buildings":
        size = {"kind": "by_building", "estates": asked.estates}
    found = measured("benchmarks.played:measured_row", LIMIT, name=name, size=size, workers=asked.workers)
    if found.value is None:
        return failed(name, found)
    value = dict(found.value)
    return Row(
        work=name,
        aim=AIMS[name],
        size=value.pop("size"),
        figure=value.pop("seconds"),
        memory_mb=found.memory_mb,
        rival=value.pop("rival", None),
        ratio=value.pop("ratio", None),
        more=value,
    )
