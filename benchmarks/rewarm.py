"""What-ifs from the last solve: ``python -m benchmarks rewarm [--json] [--seconds S]``.

``rewarm``: one budget, one crew or one lock changed, each solved again from the base; the slowest of the
three medians. ``ten-what-ifs``: ten budgets changed, one after another; all ten together.
"""

from __future__ import annotations

from benchmarks import shown
from benchmarks.apart import measured
from benchmarks.rows import Row

GAP = 1e-3


def main(arguments: list[str]) -> int:
    """Measure solves from a base and print the rows."""
    parser = shown.parser("rewarm", __doc__)
    parser.add_argument("--estates", type=int, default=425)
    asked = parser.parse_args(arguments)
    size = {"kind": "district", "estates": asked.estates}
    found = measured(
        "benchmarks.solves:warm_solves",
        40 * asked.seconds + shown.BEYOND,
        size=size,
        gap=GAP,
        seconds=asked.seconds,
        engine=asked.engine,
    )
    if found.value is None or "each" not in found.value:
        note = {"note": f"the base: {found.value['base']['status']}"} if found.value else {}
        rows = [shown.failed(work, found) for work in ("rewarm", "ten-what-ifs")]
        shown.show([Row(work=row.work, figure=None, more=row.more | note) for row in rows], asked)
        return 1
    each, ten = found.value["each"], found.value["ten"]
    gaps = [one["gap"] for one in each.values()]
    slowest = max(each, key=lambda name: float(each[name]["seconds"]))
    rows = [
        Row(
            work="rewarm",
            size=found.value["size"],
            figure=each[slowest]["seconds"],
            gap=None if None in gaps else max(gaps),
            memory_mb=found.memory_mb,
            more={"each": each, "base": found.value["base"], "note": f"slowest: {slowest}"},
        ),
        Row(
            work="ten-what-ifs",
            size=found.value["size"],
            figure=ten["seconds"],
            gap=ten["gap"],
            memory_mb=found.memory_mb,
        ),
    ]
    shown.show(rows, asked)
    return 0
