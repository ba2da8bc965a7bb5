"""What each rule of a programme costs: the plan with it beside the plan without it.

``python -m benchmarks rules [--programme NAME] [--seconds S] [--each S] [--gap G] [--only NAME …] [--json]``
solves the programme once, then once more for each rule that binds, with that rule switched off, beginning
from the plan with all rules (which keeps every other rule still). These further plans are sought among the
starts and works that the relaxation with all rules uses or nearly uses, so what is gained is at least what
is told.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import sys
import time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from scenarios.model.programme import Programme
    from solvers.engines.answer import Relaxation
    from solvers.plan.plan import Plan
    from solvers.rules.program import PhasingProgram

_USED, _NEAR = 1e-3, 2e-5
"""What counts as used, and as nearly used: a reduced cost of at most this share of the bound."""

ALWAYS = frozenset(
    {"start_once", "works_ride", "alternatives", "money_due_drawn", "pinned", "earliest_latest"}
)
"""Rules that say what a plan is, or that are dates of single estates: they have no switch."""


def main(arguments: list[str]) -> int:
    """Run the benchmark and print a row for each rule, or one JSON list of rows."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks rules")
    parser.add_argument("--programme", default="jinping-all")
    parser.add_argument("--seconds", type=float, default=300.0, help="time for the plan with all rules")
    parser.add_argument("--each", type=float, default=120.0, help="time for each plan without a rule")
    parser.add_argument("--gap", type=float, default=1e-2)
    parser.add_argument("--only", nargs="*", default=None, help="names of rules")
    parser.add_argument("--json", action="store_true", help="print one JSON list of rows")
    wanted = parser.parse_args(arguments)
    rows = []
    for row in _rows(wanted):
        rows.append(row)
        if not wanted.json:
            print(_line(row), flush=True)
    if wanted.json:
        print(json.dumps(rows, ensure_ascii=False))
    return 0


def _rows(wanted: argparse.Namespace) -> Any:
    from scenarios.examples_kept import located
    from scenarios.read import read
    from solvers.engines import child
    from solvers.rules.program import phasing_program
    from solvers.solving import solve

    programme, only = read(located(wanted.programme)), wanted.only
    base = solve(programme, gap=wanted.gap, seconds=wanted.seconds)
    yield {"rule": "(all rules)", "objective": base.objective, "bound": base.bound, "gap": base.gap}
    if base.plan is None or base.objective is None:
        print("no plan: " + base.message, file=sys.stderr)
        return
    program = phasing_program(programme)
    relaxed = child.relax(program.arrays, wanted.seconds)
    near = _near(program, relaxed)
    for rule in base.rules:
        if rule.name not in ALWAYS and rule.binding and (only is None or rule.name in only):
            began = time.perf_counter()
            free = phasing_program(without_rule(programme, rule.name))
            plan, objective = _without(free, program, near, base.plan, wanted.gap, wanted.each)
            yield {
                "rule": rule.name,
                "price": rule.price,
                "objective": objective,
                "gained": None if objective is None else objective - base.objective,
                "moved": None if plan is None else moved(base.plan, plan),
                "seconds": round(time.perf_counter() - began, 1),
            }


def _near(program: PhasingProgram, relaxed: Relaxation) -> NDArray[np.bool_]:
    """Return which columns are used in the relaxation, or nearly so."""
    import numpy as np

    if relaxed.bound is None or relaxed.x is None or relaxed.reduced is None:
        return np.ones(program.arrays.columns, dtype=bool)
    near: NDArray[np.bool_] = (relaxed.x > _USED) | (relaxed.reduced > -_NEAR * abs(relaxed.bound))
    return near


def _without(
    free: PhasingProgram,
    program: PhasingProgram,
    near: NDArray[np.bool_],
    plan: Plan,
    gap: float,
    seconds: float,
) -> tuple[Plan | None, float | None]:
    """Return the best plan found of a program without a rule, among near starts and works, and its worth."""
    import numpy as np

    from solvers.engines import child, highs
    from solvers.engines.answer import Wish
    from solvers.plan.decode import decode, start_point

    high = free.arrays.high.copy()
    for before, after in (
        (program.given.columns.start, free.given.columns.start),
        (program.given.columns.work, free.given.columns.work),
    ):
        far = (before >= 0) & (after >= 0) & ~near[np.maximum(before, 0)]
        high[after[far]] = 0.0
    point = start_point(free, plan)
    known = None if point is None else child.relax(free.arrays.fixed(point), seconds).x
    if known is not None:
        high = np.maximum(high, np.where(free.arrays.whole, np.round(known), high))
    arrays = dataclasses.replace(free.arrays, high=high)
    wish = Wish(gap=gap / 10, seconds=seconds, workers=1, start=known)
    answer = highs.search(arrays, wish, time.monotonic(), lambda _: None)
    if answer.x is None:
        return None, None
    return decode(free, answer.x), float(free.arrays.cost @ answer.x)


def without_rule(programme: Programme, name: str) -> Programme:
    """Return the programme with a rule switched off."""
    settings = programme.settings
    held = getattr(settings.rules, name)
    off = held.model_copy(update={"limit": None} if name == "due_after_plan" else {"on": False})
    rules = settings.rules.model_copy(update={name: off})
    return programme.replace(settings=settings.model_copy(update={"rules": rules}))


def moved(before: Plan, after: Plan) -> int:
    """Return how many campaigns start otherwise: in another period, or in only one of two plans."""
    starts = [{one.campaign: one.start for one in plan.campaigns} for plan in (before, after)]
    return sum(starts[0].get(key) != starts[1].get(key) for key in starts[0].keys() | starts[1].keys())


def _line(row: dict[str, Any]) -> str:
    def number(key: str, form: str) -> str:
        value = row.get(key)
        return "-" if value is None else format(value, form)

    return (
        f"{row['rule']:<20}{number('objective', ',.0f'):>14}  price {number('price', '.4g'):>10}"
        f"  gained {number('gained', '+,.0f'):>10}  moved {number('moved', 'd'):>4}"
        f"  {number('seconds', '.1f'):>6} s"
    )
