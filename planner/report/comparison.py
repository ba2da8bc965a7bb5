"""A comparison in the terminal: measures side by side, and under each case who moved and why."""

from __future__ import annotations

import datetime
import math
from typing import TYPE_CHECKING, Any

from planner.report.choosing import choosing_lines
from planner.report.comparison_played import base_played_lines, played_lines
from planner.report.futures import futures_lines
from planner.report.giving_way import conflict_lines, gave_way_head
from planner.report.labels import SOLVE_STATES
from planner.report.units import YUAN_PER_WAN, count, decimal, wan
from planner.words import said

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from planner.words import Words

SHOWN = 10
"""Moves of a case that the terminal tells; the file holds all."""
_PLACES, _MOST_PLACES = 2, 6
"""Decimals, and the most of them that a difference is told with."""


def comparison_lines(document: Mapping[str, Any], t: Words) -> Iterator[str]:
    """Yield a comparison line by line."""
    cases: Sequence[Mapping[str, Any]] = document["cases"]
    base = cases[0]
    colon, names = t.pick(": ", "："), {case["name"]: _name(case, t) for case in cases}
    yield f"{_name(base, t)}{colon}{_state(base, t)}"
    for measure in document["measures"]:
        yield f"    {_label(measure, t)}{colon}{_value(base['measures'][measure['name']], measure, t)}"
    played = document.get("played_measures", [])
    yield from base_played_lines(base, played, t)
    yield from _gave_way(base, t)
    for case in cases[1:]:
        yield ""
        yield from _case_lines(case, document["measures"], names, t)
        yield from played_lines(case, played, t)
    yield from choosing_lines(document, t)
    yield from futures_lines(document, t)
    yield from conflict_lines(document, t)


def _case_lines(
    case: Mapping[str, Any], measures: Sequence[Mapping[str, str]], names: Mapping[str, str], t: Words
) -> Iterator[str]:
    colon = t.pick(": ", "：")
    yield f"{_name(case, t)}{colon}{_state(case, t)}"
    if case["same_as"]:
        yield "    " + t("the same programme as {case}", case=names[case["same_as"]])
    for measure in measures:
        name = measure["name"]
        more = case["difference"].get(name)
        if more:
            value, sign = _value(case["measures"][name], measure, t), "+" if more > 0 else "-"
            good = measure["better"] and ((more > 0) == (measure["better"] == "more"))
            verdict = (t("better") if good else t("worse")) if measure["better"] else ""
            told = f"{sign}{_difference(abs(more), measure, t)}{t(', ') + verdict if verdict else ''}"
            yield f"    {_label(measure, t)}{colon}{value}{t.pick(f' ({told})', f'（{told}）')}"
    if case["difference"] and not any(case["difference"].values()):
        yield "    " + t("no measure differs from the base")
    yield from _gave_way(case, t)
    moved = sorted(case["moved"], key=_by_wait)
    if moved:
        yield "    " + _how_many(moved, t)
    for move in moved[:SHOWN]:
        yield "    - " + _move_line(move, t)
    if len(moved) > SHOWN:
        yield "    " + t("and {n} more", n=count(len(moved) - SHOWN))
    if case["other_works"]:
        n = count(len(case["other_works"]))
        yield "    " + t("{n} [starts|start] as in the base with other optional works", n=n)


def _by_wait(move: Mapping[str, Any]) -> tuple[bool, int]:
    """Order moves: first what is left out, then who waits longer, the longest first."""
    if move["from"] is None or move["to"] is None:
        return move["to"] is not None, 0
    days = datetime.date.fromisoformat(move["to"]) - datetime.date.fromisoformat(move["from"])
    return True, -days.days


def _how_many(moved: Sequence[Mapping[str, Any]], t: Words) -> str:
    out = sum(move["to"] is None for move in moved)
    new = sum(move["from"] is None for move in moved)
    later = sum(bool(move["from"] and move["to"] and move["from"] < move["to"]) for move in moved)
    return t(
        "{n} [campaign starts|campaigns start] at another time: {later} later, {earlier} earlier, "
        "{out} no longer, {new} anew",
        n=count(len(moved)),
        later=count(later),
        earlier=count(len(moved) - later - out - new),
        out=count(out),
        new=count(new),
    )


def _move_line(move: Mapping[str, Any], t: Words) -> str:
    place = t.pick("{name} ({key})", "{name}（{key}）").format(name=move["estate_name"], key=move["campaign"])
    nothing = t("not in the plan")
    start, end = move["from"] or nothing, move["to"] or nothing
    return t(
        "{place}: from {start} to {end}; {why}",
        place=place,
        start=start,
        end=end,
        why=said(move, "why", t.lang),
    )


def _gave_way(case: Mapping[str, Any], t: Words) -> Iterator[str]:
    if case["gave_way"]:
        yield "    " + gave_way_head(case, t)
    for entry in case["fell_short"]:
        yield "    - " + said(entry, "sentence", t.lang)


def _name(case: Mapping[str, Any], t: Words) -> str:
    return said(case, "label", t.lang)


def _state(case: Mapping[str, Any], t: Words) -> str:
    state = SOLVE_STATES.get(case["status"])
    return t(state) if state else str(case["status"])


def _label(measure: Mapping[str, str], t: Words) -> str:
    money = measure["unit"] == "yuan"
    unit = t("10,000 yuan") if money else t(measure["unit"])
    return t.pick(f"{t(measure['label'])} ({unit})", f"{t(measure['label'])}（{unit}）")


def _difference(size: float, measure: Mapping[str, str], t: Words) -> str:
    """Return how large a difference is, with the decimals at which it does not look like 0."""
    shown = size / YUAN_PER_WAN if measure["unit"] == "yuan" else size
    places = math.ceil(-math.log10(shown))
    return decimal(shown, min(places, _MOST_PLACES)) if places > _PLACES else _value(size, measure, t)


def _value(value: float | None, measure: Mapping[str, str], t: Words) -> str:
    if value is None:
        return t("(empty)")
    if measure["unit"] == "yuan":
        return wan(value)
    return decimal(value) if measure["unit"] in ("years", "aim units", "household-years") else count(value)
