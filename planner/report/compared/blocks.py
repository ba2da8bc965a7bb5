"""What a study was asked beyond its cases: trade-offs, futures, tipping points; what of it there is.

Plans that are no case (points of a trade-off, the robust plan) are kept beside the cases, opened like them.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

from planner.words import LANGUAGES, mark, words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Keep = Callable[[Mapping[str, str], Mapping[str, Any] | None], int | None]

BLOCKS = (
    "dominated",
    "curve",
    "pareto",
    "tipping",
    "estates",
    "priority_list",
    "regret",
    "robust",
    "worth_of_knowing",
)
"""Blocks of a comparison document that need not be there."""
_POINT = mark("Point {n} of the trade-off")
_ROBUST = mark("Robust plan")


def asked(document: Mapping[str, Any]) -> list[str]:
    """Return the names of the blocks that the document has; a trade-off without a point is none."""
    names = [name for name in BLOCKS if document.get(name)]
    return [name for name in names if name != "pareto" or document["pareto"]["points"]]


def blocks(document: Mapping[str, Any], keep: Keep) -> dict[str, Any]:
    """Return the blocks that the document has; ``keep`` takes a plan that is no case and gives its number."""
    found = {name: document[name] for name in asked(document)}
    if "pareto" in found:
        found["pareto"] = _pareto(found["pareto"], document, keep)
    if "estates" in found:
        found["estates"] = _estates(found["estates"], document)
    if "priority_list" in found:
        found["priority_list"] = _priority(found["priority_list"])
    if "regret" in found:
        found["regret"] = _regret(found["regret"])
    if "robust" in found:
        robust = {key: value for key, value in found["robust"].items() if key != "plan"}
        robust["shows"] = keep(
            {lang: words(lang)(_ROBUST) for lang in LANGUAGES}, found["robust"].get("plan")
        )
        found["robust"] = robust
    return found


def _pareto(pareto: Mapping[str, Any], document: Mapping[str, Any], keep: Keep) -> dict[str, Any]:
    numbers = {case["name"]: number for number, case in enumerate(document["cases"])}
    points = []
    for n, point in enumerate(pareto["points"], start=1):
        shown = {key: value for key, value in point.items() if key != "plan"}
        name = {lang: words(lang)(_POINT, n=n) for lang in LANGUAGES}
        at = numbers.get(point.get("case") or "")
        shown["shows"] = keep(name, point.get("plan")) if at is None else at
        points.append(shown)
    return {**pareto, "points": points}


def _estates(estates: Mapping[str, Any], document: Mapping[str, Any]) -> dict[str, Any]:
    """Estates by code alone: when each starts in a case stands in the plans."""
    numbers = {case["name"]: number for number, case in enumerate(document["cases"])}
    return {
        "cases": [numbers[name] for name in estates["cases"] if name in numbers],
        "always": [one["estate"] for one in estates["always"]],
        "swing": [{"estate": one["estate"], "share": one["share"]} for one in estates["swing"]],
        "never": [one["estate"] for one in estates["never"]],
        "sentence": estates["sentence"],
    }


def _priority(told: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The list, each entry with the cost of all up to it in yuan."""
    upto = itertools.accumulate(one["cost"] for one in told["ranked"])
    return [
        {
            "rank": one["rank"],
            "name": one["name"],
            "cost": one["cost"],
            "upto": round(cost, 2),
            "level": one["level"],
        }
        for one, cost in zip(told["ranked"], upto, strict=True)
    ]


def _regret(told: Mapping[str, Any]) -> dict[str, Any]:
    keys = ("plans", "futures", "regret", "worst", "satisficing", "held_years", "sentence")
    cannot = [{"sentence": one["sentence"]} for one in told.get("cannot_keep", ())]
    return {**{key: told[key] for key in keys}, "cannot_keep": cannot}
