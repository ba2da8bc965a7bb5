"""Rounds of planning and playing, as lines for the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from planner.report.units import count, decimal, gap_percent, percent
from planner.words import mark

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from planner.words import Words

VERDICTS = {
    "better": mark("clearly better than the round before"),
    "worse": mark("clearly worse than the round before"),
    "unclear": mark("no clear difference from the round before"),
}
KINDS = {
    "campaigns": mark("campaigns by their promised dates"),
    "programme": mark("the whole programme by {date}"),
    "target": mark("target {name} by {date}"),
}


def confidence_lines(told: Mapping[str, Any], t: Words) -> Iterator[str]:
    """Yield what each round gave, what was chosen, and what fresh replications say of its promises."""
    for one in told["rounds"]:
        yield round_line(one, t)
    yield t(
        "Round {n} counts; tested on {fresh} fresh [replication|replications] (seed {seed})."
        " Chance that it is kept:",
        n=told["chosen"],
        fresh=count(told["fresh_replications"]),
        seed=told["fresh_seed"],
    )
    for one in told["kept"]:
        what = t(KINDS[one["kind"]], name=one["name"], date=one["date"] or t("beyond the horizon"))
        yield t(
            "{what}: {chance}; first plan by its own dates {before}",
            what=what,
            chance=_share(one["chance"], t),
            before=_share(one["before"], t),
        )
    if not told["settled"]:
        yield t("The rounds ended before two plans in turn were as good as each other.")


def round_line(one: Mapping[str, Any], t: Words) -> str:
    """Return a round in a sentence."""
    gap = "" if one["gap"] is None else t(" (gap {gap})", gap=gap_percent(one["gap"]))
    text = t(
        "Round {n}: stated aim {objective}{gap}; played {aim}; campaigns {late} days late on average",
        n=one["round"],
        objective=count(one["objective"]) if one["objective"] is not None else "-",
        gap=gap,
        aim=count(one["aim"]),
        late=decimal(one["late"]["value"], 0),
    )
    if one["difference"] is None or one["difference"]["value"] is None:
        return text
    change, half = one["difference"]["value"], one["difference"]["half_width"] or 0.0
    sign = "+" if change >= 0 else "-"
    told = t(
        "; {change} ± {half} a play: {verdict}",
        change=f"{sign}{count(abs(change))}",
        half=count(half),
        verdict=t(VERDICTS[one["verdict"]]),
    )
    return f"{text}{told}"


def _share(one: Mapping[str, Any], t: Words) -> str:
    """Return a chance with its half-width."""
    if one["value"] is None:
        return t("not known")
    half = "" if one["half_width"] is None else f" ± {percent(one['half_width'])}"
    return f"{percent(one['value'])}{half}"
