"""What things are called for people: kinds of fund, payers, classes of work, work types, statuses, units."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any

from planner.words import Words, mark

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scenarios.model.programme import Programme

FUND_KINDS = {
    "central": mark("Central subsidy"),
    "province": mark("Provincial funds"),
    "city": mark("City funds"),
    "district": mark("District funds"),
    "bond": mark("Special-purpose bonds"),
    "award": mark("Awards"),
    "utility": mark("Utility companies"),
    "resident": mark("Residents"),
    "maintenance": mark("Special maintenance fund"),
    "society": mark("Private investment"),
}
"""Kinds of fund."""
PAYERS = {
    "government": mark("Government"),
    "utility": mark("Utility companies"),
    "resident": mark("Residents"),
    "society": mark("Private investment"),
}
"""Who pays in the end."""
PAYER_OF_KIND = {
    "utility": "utility",
    "resident": "resident",
    "maintenance": "resident",
    "society": "society",
}
"""Payer of a kind of fund, where it is not government."""
CLASSES = {
    "basic": mark("Basic"),
    "improvement": mark("Improvement"),
    "upgrade": mark("Upgrade"),
}
"""The national classes of work; a bureau's own words stay as they are."""
PLACE_KINDS = {
    "estate": mark("Estate"),
    "zone": mark("Zone"),
    "asset": mark("Shared asset"),
}
"""Kinds of place."""
STATES = {
    "completed": mark("Completed in the plan"),
    "started": mark("Started, unfinished at the plan's end"),
    "waiting": mark("Not in the plan"),
    "excluded": mark("Excluded"),
}
"""What becomes of a place."""
MEASURES = {
    "estates": mark("estates"),
    "households": mark("households"),
    "floor_area": mark("m² of floor area"),
    "buildings": mark("buildings"),
    "quantity": mark("units of work"),
}
"""What targets count."""
SOLVE_STATES = {
    "PROVEN_BEST": mark("Proven best"),
    "WITHIN_GAP": mark("Proven within the gap"),
    "FEASIBLE": mark("Stopped by time, gap stated"),
    "IMPOSSIBLE": mark("Impossible"),
    "OUT_OF_TIME": mark("Out of time"),
    "FAILED": mark("Failed"),
}
"""Status words of a certificate."""
RULE_UNITS = {
    "fund_limits": "yuan",
    "due_after_plan": "yuan",
    "crew_limits": "crew-days",
    "street_disruption": "households",
    "street_projects": "campaigns",
    "pilot_first": "campaigns",
}
"""Unit of a rule's limit, where the document states none."""
UNITS = {
    "yuan": mark("10,000 yuan"),
    "crew-days": mark("crew-days"),
    "households": mark("households"),
    "campaigns": mark("campaigns"),
    "estates": mark("estates"),
    "buildings": mark("buildings"),
    "m2": mark("m²"),
    "days": mark("days"),
}
"""Units as they are shown; money is always shown in 万元."""

_CJK = re.compile("[㐀-鿿]")
_PLAIN_WORD = re.compile(r"[A-Za-z][a-z]{2,}([ _-][A-Za-z]+)*")


def fund_labels(kinds: Mapping[str, str], t: Words) -> dict[str, str]:
    """Return what each fund is called, from the kind of each fund by its name.

    A fund that has a name in the reader's language keeps it. Otherwise its kind stands for it, with the
    name beside it where several funds are of that kind.
    """
    often = Counter(kinds.values())
    return {name: _fund_label(name, kind, often[kind], t) for name, kind in kinds.items()}


def _fund_label(name: str, kind: str, funds_of_kind: int, t: Words) -> str:
    readable = bool(_CJK.search(name)) == (t.lang == "zh") and name.lower() != kind
    if readable or kind not in FUND_KINDS:
        return name if _CJK.search(name) else _spaced(name)
    label = t(FUND_KINDS[kind])
    return label if funds_of_kind == 1 else t("{kind} ({name})", kind=label, name=name)


def programme_name(document: Mapping[str, Any], programme: Programme | None, t: Words) -> str:
    """Return the programme's name in the reader's language, where it has one."""
    name = str(document["programme"]["name"] or "")
    settings = None if programme is None else programme.settings
    return t.pick(name, "" if settings is None else settings.name_zh) or t("Renovation programme")


def class_label(name: str, t: Words) -> str:
    """Return what a class of work is called."""
    return t(CLASSES[name]) if name in CLASSES else name


def work_type_label(key: str, name: str, t: Words) -> str:
    """Return what a work type is called: its name, or in English its code where that is a plain word."""
    if t.lang == "en" and _CJK.search(name) and _PLAIN_WORD.fullmatch(key):
        return _spaced(key)
    return name or key


def rule_unit(rule: Mapping[str, object]) -> str:
    """Return the unit of a rule's limit, empty where it has none."""
    return str(rule.get("unit") or RULE_UNITS.get(str(rule["name"]), ""))


def _spaced(word: str) -> str:
    spaced = word.replace("_", " ")
    return spaced[:1].upper() + spaced[1:]
