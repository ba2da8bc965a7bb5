"""Where a row of a rule stands, in words: ``city, 2021``, ``trench A2, opened 2022Q2``, ``most moves``."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from planner.report.labels import fund_labels, resource_label, work_type_label
from planner.report.names import campaign_names, part_label
from planner.words import mark

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planner.words import Words
    from scenarios.model.programme import Programme

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
_OF_TRADES = ("crew_limits", "crew_floors", "preparation")
"""Rules whose rows name trades and offices."""
_DATED = re.compile(r"([^,]+),? (\d{4}(?:Q\d|H\d|-\d\d)?)")
"""A name and a period, which what gives way parts by a blank alone."""


@dataclass(frozen=True, kw_only=True)
class Names:
    """What is called otherwise by people than in the tables, by its name there.

    ``funds`` holds funds, ``campaigns`` campaigns by their key, ``types`` work types by their code. What is
    not known keeps its name.
    """

    funds: Mapping[str, str] = field(default_factory=dict)
    campaigns: Mapping[str, str] = field(default_factory=dict)
    types: Mapping[str, str] = field(default_factory=dict)


def row_names(programme: Programme | None, t: Words) -> Names:
    """Return what rows of the rules of a programme name; nothing where it is not at hand."""
    if programme is None:
        return Names()
    funds = programme.funds
    kinds = {str(name): str(kind) for name, kind in zip(funds.fund, funds.kind, strict=True)}
    types = {
        str(key): work_type_label(str(key), str(name), t)
        for key, name in zip(programme.work_types.id, programme.work_types.name, strict=True)
    }
    return Names(funds=fund_labels(kinds, t), campaigns=campaign_names(programme, t), types=types)


def where_label(rule: str, where: str, names: Names, t: Words) -> str:
    """Return where a row of a rule stands."""
    dated = _DATED.fullmatch(where) if rule in (*_OF_FUNDS, *_OF_TRADES) else None
    if dated is not None and rule in _OF_TRADES:
        return f"{resource_label(dated[1], t)} {dated[2]}"
    if dated is not None and dated[1] in names.funds:
        where = f"{dated[1]}, {dated[2]}"
    known = names if rule in _OF_FUNDS else replace(names, funds={})
    first, comma, rest = where.partition(", ")
    called = _first(first, known, t)
    if not comma:
        return called
    return " ".join([called, *(_piece(piece, known, t) for piece in rest.split(", "))])


def _first(text: str, known: Names, t: Words) -> str:
    names = known.funds
    fund, _, measure = text.rpartition(" per ")
    if fund in names and measure in _PER:
        return t(_PER[measure], what=names[fund])
    fund, _, other = text.partition(" by ")
    if fund in names and other in names:
        return t("{fund} matched by {other}", fund=names[fund], other=names[other])
    group, at, estate = text.partition("@")
    if all(word in names for word in group.split("+")):
        return "+".join(names[word] for word in group.split("+")) + at + estate
    return _piece(text, known, t)


def _piece(text: str, known: Names, t: Words) -> str:
    if text in _WHOLE:
        return t(_WHOLE[text])
    for word, spoken in _BEFORE.items():
        if text.startswith(f"{word} "):
            return t(spoken, what=_thing(text.removeprefix(f"{word} "), known, t))
    return known.funds.get(text) or " → ".join(_thing(end, known, t) for end in text.split(" → "))


def _thing(text: str, known: Names, t: Words) -> str:
    """Return what a campaign, or a work of one (campaign:type), is called; else the text itself."""
    campaign, colon, work_type = text.rpartition(":")
    if not colon:
        campaign, work_type = text, ""
    if campaign in known.campaigns:
        return f"{known.campaigns[campaign]} {known.types.get(work_type, work_type)}".rstrip()
    return re.sub(r"(?<=/)[^\s:/]+", lambda found: part_label(found[0], t), text)
