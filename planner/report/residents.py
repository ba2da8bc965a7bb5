"""What residents say, in rows: support, fears, votes that works rest on, who could step in, menus.

Counts of households only; no row of a household reaches this place.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from planner.report.answers import SURENESS
from planner.report.decided import in_both
from planner.report.labels import work_type_label
from planner.words import LANGUAGES, mark, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.report.facts import Document, Facts
    from planner.words import Words

FEARS = {
    "noise": mark("noise"),
    "dust": mark("dust"),
    "water": mark("water cut off"),
    "power": mark("power cut off"),
    "gas": mark("gas cut off"),
    "heat": mark("heating cut off"),
    "road": mark("roads closed"),
    "parking": mark("loss of parking"),
    "access": mark("loss of access"),
    "light": mark("loss of light and air"),
    "entry": mark("works inside the home"),
    "telecom": mark("telephone and network cut off"),
    "duration": mark("how long it takes"),
    "paying": mark("having to pay"),
    "upkeep": mark("upkeep afterwards"),
    "other": mark("other fears"),
}
"""What residents fear; a kind that has no name here keeps its word."""
WHYS = {
    "refused": mark("vote refused"),
    "pending": mark("vote to come"),
    "agreed": mark("agreed, but too late or too few"),
    "silent": mark("no vote yet"),
}
"""Why a unit is not reached."""
Rows = list[tuple[Any, ...]]


def residents(document: Document) -> Document:
    """Return the part of a document that is about residents; empty where it has none."""
    found: Document = document.get("residents") or {}
    return found


def estate_names(facts: Facts) -> dict[str, str]:
    """Return each estate's name by its code; the code where it has none."""
    return {place.key: place.name or place.key for place in facts.places if place.kind == "estate"}


def kind_label(facts: Facts, kind: str, t: Words) -> str:
    """Return what a work type is called, by its code."""
    return work_type_label(kind, facts.work_types.get(kind, (kind,))[0], t)


def support_rows(facts: Facts, t: Words) -> Rows:
    """Return (estate, work type, households, asked, answered, rate, yes, support, low, high, sure)."""
    names = estate_names(facts)
    return [
        (
            names.get(row["estate"], row["estate"]),
            kind_label(facts, row["work_type"], t),
            row["households"],
            row["asked"],
            row["respondents"],
            row["response_rate"],
            row["share"],
            row["support"],
            row["low"],
            row["high"],
            t(SURENESS[row["strength"]]),
        )
        for row in residents(facts.document).get("support") or ()
    ]


def fear_label(kind: str, t: Words) -> str:
    """Return what a fear is called."""
    return t(FEARS[kind]) if kind in FEARS else kind.replace("_", " ")


def fear_rows(facts: Facts, t: Words) -> Rows:
    """Return (estate, fear, households that named it, share of all believed, weight on that nuisance)."""
    names = estate_names(facts)
    return [
        (
            names.get(row["estate"], row["estate"]),
            fear_label(row["kind"], t),
            row["households"],
            row["share"],
            row["weight"],
        )
        for row in residents(facts.document).get("fears") or ()
    ]


def resting_rows(facts: Facts, t: Words) -> Rows:
    """Return (campaign, year, works that fall out, chance that the votes pass, cost in yuan)."""
    names = facts.campaign_names(t)
    told = residents(facts.document).get("resting") or {}
    return [
        (
            names.get(row["campaign"], row["campaign"]),
            row["year"],
            _works(facts, row["works"], t),
            row["probability"],
            row["cost"],
        )
        for row in told.get("campaigns") or ()
    ]


def _works(facts: Facts, keys: Sequence[str], t: Words) -> str:
    kinds = dict.fromkeys(facts.work_type_of.get(key, key) for key in keys)
    return t(", ").join(kind_label(facts, kind, t) for kind in kinds)


def reserve_rows(facts: Facts, t: Words) -> Rows:
    """Return (what falls out, why, year, cost, who could step in, share replaced, earliest day, round).

    Rows of works that are left out already name no campaign to step in; a document of before has neither why
    nor when.
    """
    names = facts.campaign_names(t)
    return [
        (
            _out(facts, row, names, t),
            t(WHYS[row.get("why", "pending")]),
            row["year"],
            row["cost"],
            _steps_in(row, names, t),
            row["replaced"],
            row.get("earliest"),
            row.get("round") or t("after the plan"),
        )
        for row in residents(facts.document).get("reserve") or ()
    ]


def _out(facts: Facts, row: dict[str, Any], names: dict[str, str], t: Words) -> str:
    if row["campaign"] is None:
        return t("all of {year}", year=row["year"])
    name = names.get(row["campaign"], row["campaign"])
    return t.pick(": ", "：").join((name, _works(facts, row["works"], t)))


def _steps_in(row: dict[str, Any], names: dict[str, str], t: Words) -> str:
    """Return who could step in; nobody has to where the plan was made without the work."""
    if row.get("why", "pending") != "pending" or row["probability"] is None:
        return t("not needed: the plan is made without it")
    return t(", ").join(names.get(one["campaign"], one["campaign"]) for one in row["stands"]) or t("nobody")


def catch_up_rows(facts: Facts, t: Words) -> Rows:
    """Return (campaign, work type, why, units, from which day, households, cost in yuan).

    Units and households are None where they tell of few households.
    """
    names = facts.campaign_names(t)
    return [
        (
            names.get(row["campaign"], row["campaign"]),
            kind_label(facts, facts.work_type_of.get(row["work"], row["work"]), t),
            t(WHYS[row["why"]]) if row["why"] in WHYS else row["why"],
            row["units"],
            row["earliest"],
            row["households"],
            row["cost"],
        )
        for row in residents(facts.document).get("catch_up") or ()
    ]


def menu_rows(facts: Facts, t: Words) -> Rows:
    """Return (estate, budget, offered, plan's choice, equal shares, greedy approval, benefit, votes lost).

    Of estates where a residents' rule chooses otherwise than the plan; what is lost is by greedy approval: of
    the aim by following it, of votes by not following it.
    """
    names, rows = estate_names(facts), []
    for row in residents(facts.document).get("menus") or ():
        choices = [row["bureau"], row["equal_shares"], row["greedy_approval"]]
        if all(one is None or set(one) == set(choices[0]) for one in choices):
            continue
        price = row["prices"]["greedy_approval"] or row["prices"]["equal_shares"] or {}
        rows.append(
            (
                names.get(row["estate"], row["estate"]),
                row["budget"],
                _kinds(facts, row["offered"], t),
                *(t("(counts only)") if one is None else _kinds(facts, one, t) for one in choices),
                price.get("benefit_lost"),
                price.get("votes_lost"),
            )
        )
    return rows


def _kinds(facts: Facts, kinds: Sequence[str], t: Words) -> str:
    return t(", ").join(kind_label(facts, kind, t) for kind in kinds) or t("nothing")


def by_estate(facts: Facts) -> dict[str, dict[str, Any]]:
    """Return support and fears of each estate for its window on the page, by the estate's code.

    ``support`` has rows [work type, answered, asked, support, low, high, sureness], ``fears`` rows
    [fear, share, households that named it].
    """
    places = {kind: number for number, kind in enumerate(facts.work_types)}
    found: dict[str, dict[str, Any]] = defaultdict(lambda: {"support": [], "fears": []})
    told = residents(facts.document)
    for row in told.get("support") or ():
        shares = [round(row[key], 3) for key in ("support", "low", "high")]
        kind = places.get(row["work_type"], -1)
        found[row["estate"]]["support"].append(
            [kind, row["respondents"], row["asked"], *shares, row["strength"]]
        )
    for row in told.get("fears") or ():
        found[row["estate"]]["fears"].append([row["kind"], round(row["share"], 3), row["households"]])
    return dict(found)


def residents_for_page(facts: Facts) -> dict[str, Any]:
    """Return the lists for the page; a text that differs between languages stands in both."""
    made = {
        "resting": resting_rows,
        "reserve": reserve_rows,
        "catchUp": catch_up_rows,
        "menus": menu_rows,
        "sums": support_sums,
        "fears": fear_sums,
    }
    rows = {key: in_both([make(facts, words(lang)) for lang in LANGUAGES]) for key, make in made.items()}
    return {
        **rows,
        "any": any(rows.values()),
        "menusAsked": len(residents(facts.document).get("menus") or ()),
    }


def support_sums(facts: Facts, t: Words) -> Rows:
    """Return by work type (name, estates, households, answers, support, low, high, estates that are weak).

    Support and its interval are means weighted by households, as if all estates erred alike.
    """
    sums: dict[str, list[float]] = {}
    for row in residents(facts.document).get("support") or ():
        held = sums.setdefault(row["work_type"], [0.0] * 7)
        weight = float(max(row["households"], 0))
        unsure = row["strength"] in ("none", "weak")
        parts = (weight * row["support"], weight * row["low"], weight * row["high"])
        for place, part in enumerate((1.0, weight, row["respondents"] or 0, *parts, float(unsure))):
            held[place] += part
    return [
        (
            kind_label(facts, kind, t),
            round(estates),
            round(households),
            round(answered),
            *(part / households for part in parts),
            round(unsure),
        )
        for kind, (estates, households, answered, *parts, unsure) in sums.items()
        if households
    ]


def fear_sums(facts: Facts, t: Words) -> Rows:
    """Return by fear (name, households that named it, share of all households believed to have it)."""
    size = {place.key: place.households for place in facts.places}
    sums: dict[str, list[float]] = {}
    for row in residents(facts.document).get("fears") or ():
        held = sums.setdefault(row["kind"], [0.0, 0.0, 0.0])
        weight = size.get(row["estate"], 0)
        for place, part in enumerate((row["households"] or 0, weight * row["share"], weight)):
            held[place] += part
    rows = [
        (fear_label(kind, t), round(named), share / weight)
        for kind, (named, share, weight) in sums.items()
        if weight
    ]
    return sorted(rows, key=lambda row: -row[2])
