"""Where a row of a rule stands, in words: ``city, 2021``, ``trench A2, opened 2022Q2``, ``most moves``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from planner.report.names import part_label
from planner.words import mark

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planner.words import Words

_WHOLE = {
    "all": mark("all streets"),
    "all bonds": mark("all bonds"),
    "after the plan": mark("after the plan"),
    "beyond the first": mark("beyond the first"),
    "moves": mark("moves"),
    "most moves": mark("most moves"),
    "published": mark("published plan"),
    "design": mark("Design"),
    "approval": mark("Approval"),
    "plan": mark("whole plan"),
    "programme": mark("whole plan"),
}
"""Words that stand alone."""
_BEFORE = {
    "opened": mark("opened {what}"),
    "until": mark("until {what}"),
    "from": mark("from {what}"),
    "earned →": mark("earned, used in {what}"),
    "trench": mark("trench {what}"),
    "scaffold": mark("scaffold {what}"),
    "operator": mark("operator {what}"),
}
"""Words before a period or a name."""
_PER = {
    "household": mark("{what} per household"),
    "m2": mark("{what} per m²"),
    "estate": mark("{what} per estate"),
}
"""Caps of funds, by what they are told by."""


_OF_FUNDS = (
    "money_due_drawn",
    "fund_limits",
    "fund_caps",
    "matching",
    "fund_floors",
    "bond_cover",
    "due_after_plan",
)
"""Rules whose rows name funds; elsewhere the same word may be a trade or a street."""


def where_label(rule: str, where: str, funds: Mapping[str, str], t: Words) -> str:
    """Return where a row of a rule stands; ``funds`` is what funds are called, by their name."""
    names = funds if rule in _OF_FUNDS else {}
    first, comma, rest = where.partition(", ")
    called = _first(first, names, t)
    if not comma:
        return called
    return " ".join([called, *(_piece(piece, names, t) for piece in rest.split(", "))])


def _first(text: str, names: Mapping[str, str], t: Words) -> str:
    fund, _, measure = text.rpartition(" per ")
    if fund in names and measure in _PER:
        return t(_PER[measure], what=names[fund])
    fund, _, other = text.partition(" by ")
    if fund in names and other in names:
        return t("{fund} matched by {other}", fund=names[fund], other=names[other])
    group, at, estate = text.partition("@")
    if all(word in names for word in group.split("+")):
        return "+".join(names[word] for word in group.split("+")) + at + estate
    return _piece(text, names, t)


def _piece(text: str, names: Mapping[str, str], t: Words) -> str:
    if text in _WHOLE:
        return t(_WHOLE[text])
    for word, spoken in _BEFORE.items():
        if text.startswith(f"{word} "):
            return t(spoken, what=text.removeprefix(f"{word} "))
    return re.sub(r"(?<=/)[^\s:/]+", lambda found: part_label(found[0], t), names.get(text, text))
