"""The answers that are known, and what counts as equal to them.

Values of LOGOS and the limits for newman1 stand here; of other sets the files tell them: sac94 in the third
number of each file, the Chu and Beasley knapsacks in the list ``mkcbres.txt`` beside them. A known value is
equal to ours within a millionth. LOGOS prints its values to a few decimals (``Best NPV=19.90``), so ours is
rounded to as many decimals first.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_EVEN, Decimal
from typing import TYPE_CHECKING

from benchmarks.published.values import Selection
from benchmarks.published.words import text_of

if TYPE_CHECKING:
    from pathlib import Path

    from benchmarks.published.formats import Instance

LOGOS = {
    "use_case_1a_fy19": "19.90",
    "use_case_1b_fy19": "263.17",
    "use_case_1c_fy19": "253.53",
    "test_mkp": "452",
    "test_mkp_1": "350",
    "test_mckp": "59.826",
    "test_npv": "3.509719",
    "test_mandated": "37.13",
}
"""Best net present values as LOGOS prints them, by file stem."""

MINES = {"newman1": 24_170_000.0}
"""Value from which on a plan of a mine counts as good, by file stem: no best value is proven."""

SAME = 1e-6
"""How far, relatively, a value may lie from the known one."""

_LIST = "mkcbres.txt"
_CASE = re.compile(r"OR(\d+)x(\d+)-(0\.25|0\.50|0\.75)_(\d+)")
_FIRST = {"0.25": 0, "0.50": 10, "0.75": 20}
"""Number of the first case of each tightness in the list."""


def known_value(path: Path, instance: Instance) -> float | None:
    """Return the value known for an instance file, None where none is."""
    if path.suffix == ".xml":
        return float(LOGOS[path.stem]) if path.stem in LOGOS else None
    if path.suffix == ".cpit":
        return MINES.get(path.stem)
    if isinstance(instance, Selection) and instance.best is not None:
        return float(instance.best)
    return _listed(path)


def is_reached(path: Path, value: float | None, bound: float | None, known: float) -> bool:
    """Say whether a value is the known one; of a mine whether it is good enough, and the bound no less."""
    if value is None:
        return False
    if path.suffix == ".cpit":
        return bound is not None and value >= known and bound >= value
    if path.suffix == ".xml":
        value = float(Decimal(value).quantize(Decimal(LOGOS[path.stem]), ROUND_HALF_EVEN))
    return abs(value - known) <= SAME * max(abs(known), 1e-300)


def _listed(path: Path) -> float | None:
    """Return the best value of a Chu and Beasley case; the list counts its cases from 0."""
    case = _CASE.fullmatch(path.stem)
    held = next((above / _LIST for above in path.parents[:3] if (above / _LIST).is_file()), None)
    if case is None or held is None:
        return None
    limits, items, tightness, number = case.groups()
    name = f"{limits}.{items}-{_FIRST[tightness] + int(number) - 1:02d}"
    rows = (line.split() for line in text_of(held).splitlines())
    return next((float(row[1]) for row in rows if len(row) == 2 and row[0] == name), None)
