"""What each rule of a programme costs: the plan with it beside the plan without it.

``python -m benchmarks rules [--programme NAME] [--seconds S] [--gap G] [--only NAME …] [--json]`` solves
the programme once, then once more for each rule that binds, with that rule switched off, beginning from the
plan with all rules (which keeps every other rule still). Bounds are proven, so that a rule's worth is known
within both gaps: from (objective without − bound with) to (bound without − objective with).
"""

from __future__ import annotations

import argparse
import json
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from scenarios.model.programme import Programme
    from solvers.plan.plan import Plan
    from solvers.solving import Solve

ALWAYS = frozenset(
    {"start_once", "works_ride", "alternatives", "money_due_drawn", "pinned", "earliest_latest"}
)
"""Rules that say what a plan is, or that are dates of single estates: they have no switch."""


def main(arguments: list[str]) -> int:
    """Run the benchmark and print a row for each rule, or one JSON list of rows."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks rules")
    parser.add_argument("--programme", default="jinping-all")
    parser.add_argument("--seconds", type=float, default=200.0, help="time for each solve")
    parser.add_argument("--gap", type=float, default=1e-2)
    parser.add_argument("--only", nargs="*", default=None, help="names of rules")
    parser.add_argument("--json", action="store_true", help="print one JSON list of rows")
    wanted = parser.parse_args(arguments)
    rows = []
    for row in _rows(wanted.programme, wanted.gap, wanted.seconds, wanted.only):
        rows.append(row)
        if not wanted.json:
            print(_line(row), flush=True)
    if wanted.json:
        print(json.dumps(rows, ensure_ascii=False))
    return 0


def _rows(name: str, gap: float, seconds: float, only: list[str] | None) -> Any:
    from scenarios.examples_kept import located
    from scenarios.read import read
    from solvers.solving import solve

    programme = read(located(name))
    base = solve(programme, gap=gap, seconds=seconds)
    yield _row("(all rules)", base, base, programme)
    if base.plan is None:
        print("no plan: " + base.message, file=sys.stderr)
        return
    for rule in base.rules:
        named = only is None or rule.name in only
        if rule.name not in ALWAYS and rule.binding and named:
            without = without_rule(programme, rule.name)
            found = solve(without, gap=gap, seconds=seconds, start_from=base.plan)
            yield {**_row(rule.name, found, base, programme), "price": rule.price}


def without_rule(programme: Programme, name: str) -> Programme:
    """Return the programme with a rule switched off."""
    settings = programme.settings
    held = getattr(settings.rules, name)
    off = held.model_copy(update={"limit": None} if name == "due_after_plan" else {"on": False})
    rules = settings.rules.model_copy(update={name: off})
    return programme.replace(settings=settings.model_copy(update={"rules": rules}))


def _row(rule: str, found: Solve, base: Solve, programme: Programme) -> dict[str, Any]:
    row: dict[str, Any] = {
        "rule": rule,
        "status": str(found.status),
        "objective": found.objective,
        "bound": found.bound,
        "gap": found.gap,
        "seconds": round(found.seconds, 1),
    }
    if found.plan is not None and base.plan is not None and found is not base:
        row["moved"] = moved(base.plan, found.plan)
        row["least_worth"] = _less(found.objective, base.bound)
        row["most_worth"] = _less(found.bound, base.objective)
    return row


def _less(one: float | None, other: float | None) -> float | None:
    return None if one is None or other is None else one - other


def moved(before: Plan, after: Plan) -> int:
    """Return how many campaigns start otherwise: in another period, or in only one of two plans."""
    starts = [{one.campaign: one.start for one in plan.campaigns} for plan in (before, after)]
    return sum(starts[0].get(key) != starts[1].get(key) for key in starts[0].keys() | starts[1].keys())


def _line(row: dict[str, Any]) -> str:
    def number(key: str, form: str) -> str:
        value = row.get(key)
        return "-" if value is None else format(value, form)

    return (
        f"{row['rule']:<20}{row['status']:<12}{number('objective', ',.0f'):>14}{number('bound', ',.0f'):>14}"
        f"{number('gap', '.3%'):>9}{row['seconds']:>8.1f} s  price {number('price', '.4g'):>10}"
        f"  worth {number('least_worth', '+,.0f'):>10} … {number('most_worth', '+,.0f'):>10}"
        f"  moved {number('moved', 'd'):>4}"
    )
