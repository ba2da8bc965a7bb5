"""What is asked and shown: commands, studies, reports. Analysts import from here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from planner.frames.frame import frame
    from planner.study.comparing import compare
    from planner.study.futures.chosen import choose
    from planner.study.study import study
    from scenarios.read import read
    from scenarios.whatif.grids import grid_of
    from scenarios.whatif.overlay import overlay
    from scenarios.whatif.reading import read_what_if
    from scenarios.whatif.samples import sample
    from solvers.cases.case import cases_of
    from solvers.construction.answers.made import simulate
    from solvers.plan.audit.audit import audit
    from solvers.plan.plan_file import read_plan
    from solvers.solving import solve

__all__ = [
    "audit",
    "cases_of",
    "choose",
    "compare",
    "frame",
    "grid_of",
    "overlay",
    "read",
    "read_plan",
    "read_what_if",
    "sample",
    "simulate",
    "solve",
    "study",
]


def __getattr__(name: str) -> Any:
    """Fetch a name when it is first asked for, so that ``renewal --help`` need not wait for numpy."""
    import importlib

    homes = {
        "audit": "solvers.plan.audit.audit",
        "cases_of": "solvers.cases.case",
        "choose": "planner.study.futures.chosen",
        "compare": "planner.study.comparing",
        "frame": "planner.frames.frame",
        "grid_of": "scenarios.whatif.grids",
        "overlay": "scenarios.whatif.overlay",
        "read": "scenarios.read",
        "read_plan": "solvers.plan.plan_file",
        "read_what_if": "scenarios.whatif.reading",
        "sample": "scenarios.whatif.samples",
        "simulate": "solvers.construction.answers.made",
        "solve": "solvers.solving",
        "study": "planner.study",
    }
    if name not in homes:
        raise AttributeError(f"module 'planner' has no attribute '{name}'")
    if name == "study":  # the room of that name, which can be called: once imported it takes the name anyway
        return importlib.import_module("planner.study")
    return getattr(importlib.import_module(homes[name]), name)
