"""A city and a nation: ``python -m benchmarks city|nation [--json] [--seconds S]``."""

from __future__ import annotations

from benchmarks import drawn, shown


def city(arguments: list[str]) -> int:
    """Measure a city of 5,000 estates and print the rows."""
    return _measure("city", 5000, 2e-4, 180.0, arguments)


def nation(arguments: list[str]) -> int:
    """Measure a nation of 219,000 estates and print the rows."""
    return _measure("nation", drawn.NATION, 1e-4, 180.0, arguments)


def _measure(work: str, estates: int, gap: float, seconds: float, arguments: list[str]) -> int:
    parser = shown.parser(work, __doc__, seconds)
    parser.add_argument("--estates", type=int, default=estates)
    asked = parser.parse_args(arguments)
    shown.show(shown.solved(work, {"kind": work, "estates": asked.estates}, gap, asked), asked)
    return 0
