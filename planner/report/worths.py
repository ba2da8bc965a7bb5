"""What limits and estates are worth, near-best plans and priority lists, as lines for the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from planner.report.rule_names import rule_label
from planner.report.units import count, gap_percent, percent, wan
from planner.words import mark

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from planner.words import Words

_UNITS = {
    "yuan": mark("1 million yuan more"),
    "crew": mark("one crew more"),
    "percent_point": mark("one percentage point more of its households"),
    "campaign": mark("one campaign more at once"),
    "estates": mark("{n} [estate|estates] less"),
    "households": mark("{n} [household|households] less"),
    "floor_area": mark("{n} m² less"),
    "buildings": mark("{n} [building|buildings] less"),
}
"""One unit more of room in a limit."""
_ENDS = {
    "none": mark("Proven: no further plan differs by so many and is within the share."),
    "not_found": mark("No further plan was found in time; there may be some."),
    "interrupted": mark("Interrupted: there may be more."),
}
"""Why there are no more plans."""
_SHOWN = 15
"""Lines of a list that are shown; the JSON has all."""


def unit_text(unit: str, amount: float, t: Words) -> str:
    """Return one unit more of room in a limit, in words; a work type that a target counts keeps its name."""
    if unit in _UNITS:
        return t(_UNITS[unit], n=count(amount)) if "{n}" in _UNITS[unit] else t(_UNITS[unit])
    return t("{n} of {what} less", n=count(amount), what=unit)


def worth_lines(document: Mapping[str, Any], t: Words) -> Iterator[str]:
    """Yield worths of limits and of estates, a line each."""
    yield t("What one unit more of each limit is worth (household-years)")
    for one in [held for held in document["limits"] if held["verified"] or held["price"] > 0][:_SHOWN]:
        where = " ".join(str(value) for value in one["where"].values())
        name = rule_label(one["rule"], t) + (f" ({where})" if where else "")
        yield f"- {name}, {t.pick(one['unit']['en'], one['unit']['zh'])}: {_interval(one, 'price', t)}"
    yield ""
    yield t("What leaving an estate out would lose (household-years)")
    for one in document["replacement"][:_SHOWN]:
        name = f"{one['estate']} {one['name']}" if one["name"] != one["estate"] else one["estate"]
        yield f"- {name}: {_interval(one, 'by_price', t)}"


def _interval(one: Mapping[str, Any], estimate: str, t: Words) -> str:
    """Return an interval in words, or the estimate where there is none."""
    if one["impossible"]:
        return t("impossible: no plan keeps the rules")
    about = count(one[estimate])
    if not one["verified"]:
        return t("about {worth} by the prices, not solved again", worth=about)
    low, high = count(one["low"]), count(one["high"])
    if one["clear"]:
        return t("between {low} and {high} (about {worth} by the prices)", low=low, high=high, worth=about)
    if one.get("found") is not None:
        return t(
            "not proven, between {low} and {high}: a plan was found that is worth {found} more "
            "(about {worth} by the prices)",
            low=low,
            high=high,
            found=count(one["found"]),
            worth=about,
        )
    return t(
        "unclear, between {low} and {high} (about {worth} by the prices)", low=low, high=high, worth=about
    )


def near_best_lines(document: Mapping[str, Any], by: str, t: Words) -> Iterator[str]:
    """Yield near-best plans, a line each, and which estates are in all, some or none of them."""
    for one in document["plans"]:
        line = t(
            "Plan {n}: at most {gap} below the best possible, {estates} estates",
            n=one["plan"],
            gap=gap_percent(one["below"]),
            estates=count(one["estates"]),
        )
        apart = ", ".join(count(number) for number in one["differs"])
        yield line + (
            " " + t("(differs from those before it by {apart} estates)", apart=apart) if apart else ""
        )
        yield from (f"  {breach}" for breach in one["audit"])
        if one["file"]:
            yield f"  {one['file']}"
    if document["why"] in _ENDS:
        yield t(_ENDS[document["why"]])
    yield t(
        "In all plans: {all} estates; in some: {some}; in none: {none}",
        all=count(len(document["all"])),
        some=count(len(document["some"])),
        none=count(len(document["none"])),
    )
    for one in document["some"][:_SHOWN]:
        numbers = ", ".join(str(n) for n in one["plans"])
        yield "- " + t("{estate}: in plans {numbers}", estate=one["estate"], numbers=numbers)
    if by == "year":
        moved = {e: years for e, years in document["years"].items() if len(set(years)) > 1}
        yield t("In another year in some plan: {n} [estate|estates]", n=count(len(moved)))
        for estate, years in list(moved.items())[:_SHOWN]:
            yield f"- {estate}: " + ", ".join("–" if year is None else str(year) for year in years)


def priority_lines(document: Mapping[str, Any], t: Words) -> Iterator[str]:
    """Yield the budgets with what nesting costs, then the list."""
    aside = document["set_aside"]
    if aside["must_start"] or aside["pins"] or aside["targets"] or aside["floors"]:
        yield t(
            "Set aside, as no budget can promise them: duties to start, {pins} pins, "
            "{targets} hard targets, {floors} floors of funds",
            pins=aside["pins"],
            targets=len(aside["targets"]),
            floors=aside["floors"],
        )
    for one in document["levels"]:
        yield _level(one, t)
        yield from (f"  {breach}" for breach in one["audit"])
    yield ""
    for one in document["ranked"]:
        share = percent(one["level"], 0)
        name = one["estate"] or one["name"]
        label = f"{name} {one['name']}" if one["name"] != name else name
        yield f"{one['rank']}. " + t(
            "{name}: {cost} (10,000 yuan), from {share} of the money",
            name=label,
            cost=wan(one["cost"]),
            share=share,
        )
    if document["unranked"]:
        yield t("Not funded at any of these budgets: {n}", n=count(len(document["unranked"])))


def _level(one: Mapping[str, Any], t: Words) -> str:
    """Return a budget in a line."""
    head = t(
        "{share} of the money ({money}, 10,000 yuan)", share=percent(one["level"], 0), money=wan(one["money"])
    )
    if one["impossible"]:
        return head + ": " + t("impossible: no plan keeps the rules")
    if one["objective"] is None:
        return head + ": " + t("no plan found in time")
    funded = t("the first {n} of the list", n=count(one["funded"]))
    if one["price"] is None:
        return f"{head}: {funded}"
    price = t(
        "keeping to the list costs between {low} and {high} household-years",
        low=count(one["price"]["low"]),
        high=count(one["price"]["high"]),
    )
    return f"{head}: {funded}; {price}"
