"""How cost grows with size: ``python -m benchmarks growth [--sizes N …] [--json] [--seconds S]``.

One solve of each size to the same gap, each in a process of its own; the plot goes to ``docs/growth.svg``.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks import shown
from benchmarks.plot import Point, plotted

if TYPE_CHECKING:
    import argparse

    from benchmarks.rows import Row

SIZES = (425, 1_000, 2_500, 5_000, 20_000, 219_000)
PLOT = Path(__file__).resolve().parent.parent / "docs" / "growth.svg"


def main(arguments: list[str]) -> int:
    """Measure the sizes, draw the plot, print the rows."""
    parser = shown.parser("growth", __doc__, 180.0)
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES), help="numbers of estates")
    parser.add_argument("--gap", type=float, default=1e-3, help="the gap at which every solve may stop")
    parser.add_argument("--plot", type=Path, default=PLOT, help="the file of the plot")
    parser.set_defaults(times=1)
    asked = parser.parse_args(arguments)
    rows = [row for estates in asked.sizes for row in _of_size(estates, asked)]
    points = [
        Point(
            estates=int(row.more["estates"]),
            seconds=row.figure,
            memory_mb=row.memory_mb,
            within=row.gap is not None and row.gap <= asked.gap,
        )
        for row in rows
        if row.figure and "estates" in row.more
    ]
    if points:
        asked.plot.write_text(plotted(points, asked.gap), encoding="utf-8")
    shown.show(rows, asked)
    return 0


def _of_size(estates: int, asked: argparse.Namespace) -> list[Row]:
    import dataclasses

    rows = shown.solved(f"growth-{estates}", {"kind": "of_size", "estates": estates}, asked.gap, asked)
    return [dataclasses.replace(rows[0], more=rows[0].more | {"estates": estates}), *rows[1:]]
