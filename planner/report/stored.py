"""What is in a store of studies, as lines of a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from planner.report.labels import SOLVE_STATES
from planner.report.units import gap_percent

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from planner.words import Words


def stored_lines(studies: Sequence[dict[str, Any]], t: Words) -> Iterator[str]:
    """Yield the lines of every study: when, by whom, how many cases are done, and each with its gap."""
    if not studies:
        yield t("Nothing is in the store yet.")
    for study in studies:
        cases = study["cases"]
        done = sum(not case["open"] for case in cases)
        began, who = study["began"].replace("T", " ").replace("+00:00", " UTC"), study["who"] or t("unknown")
        yield t(
            "Study {n}: {name}, begun {when} by {who}",
            n=study["number"],
            name=study["called"],
            when=began,
            who=who,
        )
        yield "  " + t(
            "{done} of {all} cases done, {open} open", done=done, all=len(cases), open=len(cases) - done
        )
        names = {case["name"]: t.pick(case["name"], case["name_zh"]) for case in cases}
        for case in cases:
            yield f"    {names[case['name']]}{t.pick(': ', '：')}{_said(case, names, t)}"


def _said(case: dict[str, Any], names: dict[str, str], t: Words) -> str:
    if case["same_as"]:
        return t("the same programme as {case}", case=names.get(case["same_as"], case["same_as"]))
    if case["status"] is None:
        return t("open")
    parts = [t(SOLVE_STATES[case["status"]]) if case["status"] in SOLVE_STATES else case["status"]]
    if case["gap"] is not None:
        parts.append(t("gap {value}", value=gap_percent(case["gap"])))
    if case["open"]:
        parts.append(t("open"))
    elif not case["repeatable"]:
        parts.append(t("stopped by time: solved again in a new study"))
    return t(", ").join(parts)
