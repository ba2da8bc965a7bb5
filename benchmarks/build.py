"""Building the program by arrays and by PuLP's expressions: ``python -m benchmarks build [--json]``.

The figure is how many times longer PuLP takes for the very same columns and rows, by the faster of two
ways of writing them; see ``benchmarks.rivals.build``.
"""

from __future__ import annotations

from benchmarks import shown
from benchmarks.apart import measured
from benchmarks.rows import Row


def main(arguments: list[str]) -> int:
    """Measure both builds and print the row."""
    parser = shown.parser("build", __doc__)
    parser.add_argument("--estates", type=int, default=425)
    asked = parser.parse_args(arguments)
    size = {"kind": "district", "estates": asked.estates}
    found = measured("benchmarks.rivals:build", shown.BEYOND, size=size)
    if found.value is None:
        shown.show([shown.failed("build", found)], asked)
        return 1
    value = found.value
    way = min(value["pulp"], key=lambda name: float(value["pulp"][name]))
    ratio = value["pulp"][way] / value["seconds"]
    row = Row(
        work="build",
        size=value["size"],
        figure=ratio,
        unit="ratio",
        memory_mb=found.memory_mb,
        rival=value["pulp"][way],
        ratio=ratio,
        more={"seconds": value["seconds"], "pulp": value["pulp"], "note": f"{value['seconds']:.3f} s"},
    )
    shown.show([row], asked)
    return 0
