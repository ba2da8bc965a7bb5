"""Measures of cases as columns of a workbook: their heads, their numbers, what is best and worst."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from planner.report.units import wan_number
from planner.words import mark, said

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from planner.words import Words

    Measure = Mapping[str, Any]

DIRECTIONS = {"more": mark("more is better"), "less": mark("less is better")}
_FINE = ("years", "aim units", "household-years")


def head(measure: Measure, t: Words) -> str:
    """Return the head of a column of a measure: its name, its unit, what is better."""
    unit = t("10,000 yuan") if measure["unit"] == "yuan" else said(measure, "unit", t.lang)
    unit = "" if measure["unit"] == "share" else unit
    label = said(measure, "label", t.lang)
    text = t.pick(f"{label} ({unit})", f"{label}（{unit}）") if unit else label
    better = DIRECTIONS.get(measure["better"])
    return f"{text}\n{t(better)}" if better else text


def kind(measure: Measure) -> str:
    """Return the kind of column that holds a measure."""
    if measure["unit"] in ("yuan", "share"):
        return "wan" if measure["unit"] == "yuan" else "share"
    return "decimal" if measure["unit"] in _FINE else "count"


def fine_kind(measure: Measure) -> str:
    """Return the kind of column that holds means of a measure: never whole numbers alone."""
    of = kind(measure)
    return "decimal" if of == "count" else of


def number(value: float | None, measure: Measure) -> float | None:
    """Return a value of a measure as it stands in a cell: money in 万元; None where there is none."""
    if value is None:
        return None
    return wan_number(value) if measure["unit"] == "yuan" else round(value, 6)


def ends(values: Iterable[float | None], measure: Measure) -> tuple[float | None, float | None]:
    """Return the best and the worst of values; None for what over half share, or if neither is better."""
    known = [value for value in values if value is not None]
    if not measure["better"] or not known:
        return None, None
    low, high = (end if known.count(end) * 2 <= len(known) else None for end in (min(known), max(known)))
    return (high, low) if measure["better"] == "more" else (low, high)


def verdict(difference: float | None, measure: Measure) -> str:
    """Return ``better`` or ``worse``; empty where a difference is neither."""
    if not difference or not measure["better"]:
        return ""
    return "better" if (difference > 0) == (measure["better"] == "more") else "worse"
