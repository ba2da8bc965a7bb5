"""One instance file, solved.

``python -m benchmarks solve FILE [--format F] [--engine E] [--seconds S] [--gap G] [--json]`` prints
{value, bound, gap, seconds, status, chosen}. ``chosen`` names what was chosen as the file does:

- items of a knapsack by their numbers from 1, projects of an election by their ids;
- {item, option} where an item has several options; classes and options of a multiple-choice knapsack are
  named by their numbers from 1;
- {block, period} of a mine, both from 0 as in the file;
- {activity, start} of a network, activities from 1 and time from 0; its ``value`` is the length of the plan,
  and no plan is shorter than ``bound``.

Exit status: 0 done; 2 the file is not what its format asks for, or cannot be told in our model; 3 no choice
keeps every limit; 4 no plan in the time given; 5 the audit found a breach; 1 anything else.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.published.formats import FORMATS, read_instance
from benchmarks.published.money import NotExactError
from benchmarks.published.solved import Found, solved
from benchmarks.published.values import WrongInstanceError
from scenarios.tables.faults import InputFaults
from solvers.solving import engine_of

if TYPE_CHECKING:
    from typing import Any

_STATUS = {"IMPOSSIBLE": 3, "OUT_OF_TIME": 4, "FAILED": 1}
_SHOWN = 20
"""How many of what was chosen are shown to a person."""


def main(arguments: list[str]) -> int:
    """Solve the file that the arguments name and print what came of it; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks solve")
    parser.add_argument("file", type=Path)
    parser.add_argument("--format", choices=sorted(FORMATS), help="guessed where it is not given")
    parser.add_argument("--engine", type=engine_name, default="auto")
    parser.add_argument("--seconds", type=positive, default=60.0)
    parser.add_argument("--gap", type=not_negative, default=0.0, help="gap at which to stop (0: none)")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    wanted = parser.parse_args(arguments)
    try:
        instance = read_instance(wanted.file, wanted.format)
        found = solved(instance, wanted.engine, wanted.gap, wanted.seconds)
    except WrongInstanceError as fault:
        print(fault, file=sys.stderr)
        return 2
    except (NotExactError, InputFaults) as fault:
        print(f"{wanted.file.name}: {fault}", file=sys.stderr)
        return 2
    if wanted.json:
        print(json.dumps(told(found), ensure_ascii=False))
    else:
        _show(found)
    for breach in found.breaches:
        print(breach, file=sys.stderr)
    return 5 if found.breaches else _STATUS.get(found.status, 0)


def told(found: Found) -> dict[str, Any]:
    """Return what is printed of an instance."""
    return {
        "value": found.value,
        "bound": found.bound,
        "gap": found.gap,
        "seconds": round(found.seconds, 3),
        "status": found.status,
        "chosen": found.chosen,
    }


def engine_name(word: str) -> str:
    """Return the name of an engine of ours; raises ArgumentTypeError where it is none."""
    try:
        engine_of(word)
    except ValueError as fault:
        raise argparse.ArgumentTypeError(str(fault)) from fault
    return word


def positive(word: str) -> float:
    """Return a number above 0; raises ArgumentTypeError where it is none."""
    number = not_negative(word)
    if number == 0:
        raise argparse.ArgumentTypeError("a number above 0 is wanted")
    return number


def not_negative(word: str) -> float:
    """Return a number of at least 0; raises ArgumentTypeError where it is none."""
    try:
        number = float(word)
    except ValueError:
        number = -1.0
    if not 0 <= number < float("inf"):
        raise argparse.ArgumentTypeError("a number of at least 0 is wanted")
    return number


def _show(found: Found) -> None:
    print(f"{found.status}  value {found.value}  bound {found.bound}  gap {found.gap}  {found.seconds:.1f} s")
    print(f"{found.size}; {len(found.chosen)} chosen:")
    names = [" ".join(map(str, one.values())) if isinstance(one, dict) else str(one) for one in found.chosen]
    more = f"; and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    print("  " + ", ".join(names[:_SHOWN]) + more)
