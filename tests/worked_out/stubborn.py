"""Engines that misbehave; a child that imports this module serves them by name instead of solving.

`sleep` ignores its time limit, `tell_and_sleep` tells of a point first, `starts_another` starts a process of
its own and ignores the limit, `break_down` raises, `die` ends the process, `chatter` prints to stdout.
The name stands in the wish's `solver`.
"""

import os
import subprocess
import sys
import time
from collections.abc import Callable

import numpy as np

from solvers.engines import highs
from solvers.engines.answer import Answer, Status, Wish
from solvers.program.arrays import Arrays

PROGRAM = (
    "import tests.worked_out.stubborn as s; s.take_over(); from solvers.engines.child import serve; serve()"
)

Report = Callable[[Answer], None]
_solve = highs.solve


_always = ""


def take_over(always: str = "") -> None:
    """Let this module's engine stand for HiGHS in this process, `always` misbehaving in one manner."""
    global _always
    _always = always
    highs.solve = solve


def solve(arrays: Arrays, wish: Wish, report: Report) -> Answer:
    """Misbehave as the wish asks, else solve."""
    return {
        "sleep": _sleep,
        "tell_and_sleep": _tell_and_sleep,
        "starts_another": _starts_another,
        "break_down": _break_down,
        "die": _die,
        "chatter": _chatter,
    }.get(_always or wish.solver, _solve)(arrays, wish, report)


def _sleep(arrays: Arrays, wish: Wish, report: Report) -> Answer:
    time.sleep(600)
    raise AssertionError


def _tell_and_sleep(arrays: Arrays, wish: Wish, report: Report) -> Answer:
    x = np.zeros(arrays.columns)
    report(Answer(status=Status.FEASIBLE, x=x, objective=0.0, bound=10.0, bound_by="highs"))
    return _sleep(arrays, wish, report)


def _starts_another(arrays: Arrays, wish: Wish, report: Report) -> Answer:
    other = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
    report(Answer(status=Status.OUT_OF_TIME, message=str(other.pid)))
    return _sleep(arrays, wish, report)


def _break_down(arrays: Arrays, wish: Wish, report: Report) -> Answer:
    raise ArithmeticError("a basis went missing")


def _die(arrays: Arrays, wish: Wish, report: Report) -> Answer:
    os._exit(3)


def _chatter(arrays: Arrays, wish: Wish, report: Report) -> Answer:
    print("Copyright notice of a solver")
    os.write(1, b"more of it\n")
    return _solve(arrays, wish, report)
