"""What is said of a comparison as a whole."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from planner.report.labels import SOLVE_STATES
from planner.report.units import count, gap_percent
from planner.words import said

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planner.words import Words


def sentence(document: Mapping[str, Any], t: Words) -> str:
    """Say how many cases were compared."""
    n = len(document["cases"]) - 1
    return t("{n} [case|cases] beside the base", n=count(n))


def how_line(document: Mapping[str, Any], t: Words) -> str:
    """Say how the cases were planned: how many reached which state, to which gap."""
    states = Counter(case["status"] for case in document["cases"])
    parts = [f"{t(label)} {states[state]}" for state, label in SOLVE_STATES.items() if states[state]]
    asked = document["options"]
    line = t(
        "{states}. Each stopped within a gap of {gap}, with seed {seed}.",
        states=t(", ").join(parts),
        gap=gap_percent(asked["gap"]),
        seed=asked["seed"],
    )
    if asked["seconds"] is None:
        return line
    return f"{line} " + t("At most {n} [second|seconds] each.", n=f"{asked['seconds']:g}")


def case_name(case: Mapping[str, Any], t: Words) -> str:
    """Return what a case is called."""
    return said(case, "label", t.lang)


def named(document: Mapping[str, Any], name: str | None, t: Words) -> str:
    """Return what the case of a name is called; the name itself where there is none, empty for None."""
    if not name:
        return ""
    called = t("Robust plan") if name == "robust" else name
    return next((case_name(case, t) for case in document["cases"] if case["name"] == name), called)


def state_name(case: Mapping[str, Any], t: Words) -> str:
    """Return what the state of a case's plan is called."""
    state = SOLVE_STATES.get(case["status"])
    return t(state) if state else str(case["status"])
