"""What chance makes of compared cases, in the terminal: means and P80, what differs clearly from the base."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from planner.report.outcome.measures import PER, UNITS_OF_MEASURES
from planner.report.units import count, decimal
from planner.words import mark

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from planner.words import Words

VERDICTS = {
    "better": mark("clearly better"),
    "worse": mark("clearly worse"),
    "unclear": mark("unclear"),
}
"""What is said of a difference, by its verdict."""


_FINE = ("years", "share", "yuan", "days a household")
"""Units that are told with decimals."""
_PLACES, _MOST_PLACES = 2, 6


def base_played_lines(
    base: Mapping[str, Any], measures: Sequence[Mapping[str, str]], t: Words
) -> Iterator[str]:
    """Yield what chance makes of the base, nothing where it was not played."""
    played = base.get("played")
    if played is None:
        return
    yield "    " + t("played forward {n} [time|times] under chance:", n=count(played["replications"]))
    for measure in measures:
        told = played["measures"][measure["name"]]
        mean, p80 = (_value(told[key], measure, t) for key in ("mean", "p80"))
        line = t("{measure}: {mean} on average, P80 {p80}", measure=_label(measure, t), mean=mean, p80=p80)
        yield "        " + line
        if told["never"]:
            share = _value(told["never"], _SHARE, t)
            yield "        " + t("({share} % of the replications never come to it)", share=share)


def played_lines(case: Mapping[str, Any], measures: Sequence[Mapping[str, str]], t: Words) -> Iterator[str]:
    """Yield what chance makes of a case beside the base, nothing where it was not played."""
    played = case.get("played")
    if played is None or played["difference"] is None:
        return
    n = count(played["replications"])
    yield "    " + t("played forward {n} [time|times], beside the base under the same chance:", n=n)
    pairs = {name: pair for name, pair in played["difference"].items() if pair["verdict"] != "same"}
    if not pairs:
        yield "        " + t("nothing differs in any replication")
    for measure in measures:
        name = measure["name"]
        if name in pairs:
            yield "        " + _line(measure, played["measures"][name], pairs[name], t)


def _line(measure: Mapping[str, str], told: Mapping[str, Any], pair: Mapping[str, Any], t: Words) -> str:
    label, verdict = _label(measure, t), t(VERDICTS[pair["verdict"]])
    if pair["mean"] is None:
        share = _value(told["never"], _SHARE, t)
        return t(
            "{measure}: never in {share} % of the replications, {verdict}",
            measure=label,
            share=share,
            verdict=verdict,
        )
    mean, places = _value(told["mean"], measure, t), _places(pair, measure)
    more, low, high = (_signed(pair[key], measure, t, places) for key in ("mean", "low", "high"))
    return t(
        "{measure}: {mean} on average ({more}; 95 %: {low} to {high}), {verdict}",
        measure=label,
        mean=mean,
        more=more,
        low=low,
        high=high,
        verdict=verdict,
    )


_SHARE = {"unit": "share"}


def _label(measure: Mapping[str, str], t: Words) -> str:
    unit = measure["unit"]
    shown = "%" if unit == "share" else t(UNITS_OF_MEASURES.get(unit, unit))
    return t.pick(f"{t(measure['label'])} ({shown})", f"{t(measure['label'])}（{shown}）")


def _value(value: float | None, measure: Mapping[str, str], t: Words, places: int = _PLACES) -> str:
    if value is None:
        return t("(empty)")
    shown = value / PER.get(measure["unit"], 1.0)
    return decimal(shown, places) if measure["unit"] in _FINE else count(shown)


def _signed(value: float, measure: Mapping[str, str], t: Words, places: int) -> str:
    return ("+" if value > 0 else "") + _value(value, measure, t, places)


def _places(pair: Mapping[str, Any], measure: Mapping[str, str]) -> int:
    """Return decimals for a difference: neither its interval nor an end of a clear one may look like 0."""
    ends = [abs(pair[key]) / PER.get(measure["unit"], 1.0) for key in ("mean", "low", "high")]
    telling = max if pair["verdict"] == "unclear" else min
    size = telling((end for end in ends if end > 0), default=1.0)
    return min(max(_PLACES, math.ceil(-math.log10(size))), _MOST_PLACES)
