"""Answers in rows and lines: who nearly came a year earlier, limits by worth, how streets fare."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from planner.report.decided import in_both
from planner.report.labels import of_number, unit_label
from planner.report.rule_names import rule_label
from planner.report.units import percent, plain, wan
from planner.report.where import Names, where_label
from planner.words import LANGUAGES, mark, said, words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planner.report.facts import Document
    from planner.words import Words

FAR = 0.2
"""How far a street's share of money may be from its share of households, relative, before it is far."""
SURENESS = {
    "none": mark("nobody was asked"),
    "weak": mark("weak"),
    "fair": mark("fair"),
    "strong": mark("strong"),
}
"""How sure a share is that residents' answers give."""
BY_PRICE = mark(
    "By the prices of shared limits, an estimate; renewal why and renewal worth verify it by a solve."
)
"""What stands with every answer that no solve verified."""


def answers(document: Document) -> Document:
    """Return the part of a document that holds the answers; empty where it has none."""
    found: Document = document.get("answers") or {}
    return found


def lacked_said(one: Document, t: Words, names: Names) -> str:
    """Say what an earlier start lacked of one limit: what it needs there, what is left."""
    if one["unit"] == "yuan":
        needs, left = wan(one["needs"]), wan(one["left"] or 0.0)
        text = t("{where}: needs {needs} × 10,000 yuan, {left} left", where="{where}", needs=needs, left=left)
    else:
        unit = of_number(unit_label(one["unit"], t), one["needs"], t)
        needs, left = plain(one["needs"]), plain(one["left"] or 0.0)
        text = t(
            "{where}: needs {needs} {unit}, {left} left", where="{where}", needs=needs, left=left, unit=unit
        )
    if one["left"] is not None and one["left"] >= one["needs"]:
        text += t(" (kept for others)")
    where = where_label(
        "fund_limits" if one["rule"] == "money_due_drawn" else one["rule"], one["where"], names, t
    )
    if one["rule"] not in ("money_due_drawn", "fund_limits"):
        where = t.pick(f"{rule_label(one['rule'], t)} ({where})", f"{rule_label(one['rule'], t)}（{where}）")
    return text.replace("{where}", where)


def what_it_lacked(row: Document, t: Words, names: Names) -> str:
    """Say what an estate lacked to come a year earlier, or what closes that year."""
    if row["loss"] is None:
        told = t.pick("; ", "；").join(said(one, "why", t.lang) for one in row["closed"])
        return t("no start is open then: {why}", why=told) if told else t("no start is open then")
    told = t.pick("; ", "；").join(lacked_said(one, t, names) for one in row["lacked"])
    return told or t("nothing that has a price: it would do as well")


def nearest_rows(document: Document, t: Words, names: Names) -> list[tuple[Any, ...]]:
    """Return (estate, street, households, planned year, year before, loss in aim units, what it lacked)."""
    return [
        (
            row["name"] or row["estate"],
            row["street"],
            row["households"],
            row["own_year"],
            row["year"],
            row["loss"],
            what_it_lacked(row, t, names),
        )
        for row in answers(document).get("nearly_earlier") or ()
    ]


def nearest_lines(document: Document, t: Words, names: Names) -> list[str]:
    """Say which estates most nearly came a year earlier and what each lacked most."""
    lines = []
    for row in answers(document).get("nearly_earlier") or ():
        first = {**row, "lacked": row["lacked"][:1]}
        lines.append(
            t(
                "{estate} ({street}), {own} and not {year}: {lacked}",
                estate=row["name"] or row["estate"],
                street=row["street"],
                own=row["own_year"],
                year=row["year"],
                lacked=what_it_lacked(first, t, names),
            )
        )
    return lines


def limit_rows(document: Document, t: Words, names: Names) -> list[tuple[Any, ...]]:
    """Return (limit, where, one step of it, what a step is worth in aim units, room left in words)."""
    rows = []
    for row in answers(document).get("limits") or ():
        money = row["unit"]["en"] == "yuan"
        slack = wan(row["slack"] or 0.0) if money else plain(row["slack"] or 0.0)
        step = wan(row["step"]).removesuffix(".00") if money else plain(row["step"])
        unit = t("10,000 yuan") if money else row["unit"][t.lang]
        one, left = (of_number(unit, row[key] or 0.0, t) for key in ("step", "slack"))
        rows.append(
            (
                rule_label(row["rule"], t),
                where_label(row["rule"], row["where"], names, t),
                t.pick(f"{step} × {unit}", f"{step} {unit}") if money else f"{step} {one}",
                row["worth"],
                f"{slack} {left}" if not money else t.pick(f"{slack} × {unit}", f"{slack} {unit}"),
            )
        )
    return rows


def street_rows(document: Document, t: Words) -> list[tuple[Any, ...]]:
    """Return each street: households, their share, answers, votes, money and benefit, wait, support.

    Shares are numbers from 0 to 1, None where not known; the last three are support, its interval in words
    and how sure it is.
    """
    return [
        (
            row["street"],
            row["households"],
            row["share_of_households"],
            row["respondents"],
            row["share_of_votes"],
            row["share_of_cost"],
            row["share_of_benefit"],
            row["mean_wait_years"],
            row["support"],
            "" if row["low"] is None else interval(row["low"], row["high"]),
            t(SURENESS[row["strength"]]),
        )
        for row in answers(document).get("streets") or ()
    ]


def interval(low: float, high: float) -> str:
    """Return an interval of shares in per cent."""
    return f"{percent(low, 0).removesuffix(' %')}–{percent(high, 0)}"


def far_streets(document: Document) -> list[Document]:
    """Return streets whose share of money is far from that of households, the farthest first."""

    def away(row: Document) -> float:
        households = row["share_of_households"]
        return abs(row["share_of_cost"] / households - 1.0) if households else 0.0

    rows = answers(document).get("streets") or ()
    return sorted((row for row in rows if away(row) > FAR), key=lambda row: -away(row))


def street_lines(document: Document, t: Words, most: int) -> list[str]:
    """Say which streets get much more or less money than their households' share; or that none does."""
    if not answers(document).get("streets"):
        return []
    far = far_streets(document)
    if not far:
        return [t("No street's share of money is more than a fifth off its share of households.")]
    return [_street_said(row, t) for row in far[:most]]


def _street_said(row: Document, t: Words) -> str:
    text = t(
        "{street}: {households} of households, {money} of money, {benefit} of benefit",
        street=row["street"],
        households=percent(row["share_of_households"]),
        money=percent(row["share_of_cost"]),
        benefit=percent(row["share_of_benefit"] or 0.0),
    )
    if row["share_of_votes"] is not None:
        votes = percent(row["share_of_votes"])
        text += t(", {votes} of votes ({sure})", votes=votes, sure=t(SURENESS[row["strength"]]))
    return text


def answers_for_page(document: Document, names: Mapping[str, Names]) -> dict[str, Any]:
    """Return the answers for the page; texts stand in both languages."""
    told = {lang: (words(lang), names[lang]) for lang in LANGUAGES}
    return {
        "keys": [row["estate"] for row in answers(document).get("nearly_earlier") or ()],
        "nearest": in_both([nearest_rows(document, t, n) for t, n in told.values()]),
        "limits": in_both([limit_rows(document, t, n) for t, n in told.values()]),
        "streets": in_both([street_rows(document, t) for t, _ in told.values()]),
        "far": in_both([[(line,) for line in street_lines(document, t, 9)] for t, _ in told.values()]),
    }
