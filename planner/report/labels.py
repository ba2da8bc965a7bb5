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
    "revenue": mark("Revenue of works"),
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
    "基础类": mark("Basic"),
    "improvement": mark("Improvement"),
    "完善类": mark("Improvement"),
    "upgrade": mark("Upgrade"),
    "提升类": mark("Upgrade"),
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
FUNDING = {
    "firm": mark("firm"),
    "likely": mark("likely"),
    "depends": mark("depends on funding"),
}
"""How firm the money behind a date is, the firmest first."""
SITES = {
    "ground": mark("Ground dug"),
    "trench": mark("Shared trench"),
    "scaffold": mark("Shared scaffold"),
    "zone": mark("Zone opened"),
    "operator": mark("Operator's programme"),
}
"""What several campaigns open together."""
NOTE_KINDS = {
    "finding": mark("finding"),
    "assumption": mark("assumption"),
    "conversion": mark("conversion"),
}
"""Kinds of notes made on reading."""
STRENGTHS = {"hard": mark("hard: must be reached"), "soft": mark("soft: missing it costs")}
"""Whether a target must be reached."""
SOLVE_STATES = {
    "PROVEN_BEST": mark("Proven best"),
    "WITHIN_GAP": mark("Proven within the gap"),
    "FEASIBLE": mark("Stopped by time"),
    "IMPOSSIBLE": mark("Impossible"),
    "OUT_OF_TIME": mark("Out of time"),
    "FAILED": mark("Failed"),
}
"""Status words of a certificate."""
PROVERS = {
    "priced": mark("this program's own pricing"),
    "highs": "HiGHS",
}
"""Engines that prove bounds; others are called by their own names."""
PROOFS = {
    "prices": mark("prices put on all shared limits"),
    "relaxation": mark("relaxation in which works may be done in part"),
    "highs": mark("search of the whole program"),
    "log": mark("the solver's own log"),
    "no choice": mark("nothing is left to choose"),
}
"""How a bound was proven."""
UNITS = {
    "yuan": mark("10,000 yuan"),
    "crew-day": mark("crew-days"),
    "household": mark("households"),
    "household-day": mark("household-days"),
    "household-year": mark("household-years"),
    "campaign": mark("campaigns"),
    "estate": mark("estates"),
    "building": mark("buildings"),
    "start": mark("starts"),
    "work": mark("works"),
    "unit": mark("units"),
    "m2": mark("m²"),
    "day": mark("days"),
    "year": mark("years"),
    "opening": mark("openings"),
    "office-day": mark("office-days"),
    "household-year per household": mark("household-years per household"),
}
"""Units as they are shown; money is always shown in 万元."""

_CJK = re.compile("[㐀-鿿]")
_PLAIN_WORD = re.compile(r"[A-Za-z][a-z]{2,}([ _-][A-Za-z]+)*")


RESOURCES = {
    "demolition": mark("demolition"),
    "pipe": mark("pipes"),
    "power": mark("power lines"),
    "telecom": mark("telecom lines"),
    "electrical": mark("electrical works"),
    "facade": mark("facades and roofs"),
    "interior": mark("stairwells and interiors"),
    "fitout": mark("fitting-out of rooms"),
    "lift": mark("lifts"),
    "road": mark("roads and paving"),
    "garden": mark("greening"),
    "pump": mark("pumps"),
    "water": mark("water supply"),
    "gas": mark("gas supply"),
    "heat": mark("heating supply"),
    "design": mark("design"),
    "approval": mark("approval"),
    "inspection": mark("inspection"),
}
"""Trades, utilities and offices as the examples name them; a bureau's own words stay as they are."""


def resource_label(name: str, t: Words) -> str:
    """Return what a trade, an office or a utility is called, with the street whose own it is."""
    word, _, street = name.partition("@")
    label = t(RESOURCES[word]) if word in RESOURCES else word
    return t("{kind} ({name})", kind=label, name=street) if street else label


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
    named = document["programme"]
    name_zh = named.get("name_zh") or (programme.settings.name_zh if programme else "")
    return t.pick(str(named["name"] or ""), str(name_zh or "")) or t("Renovation programme")


def class_label(name: str, t: Words) -> str:
    """Return what a class of work is called."""
    return t(CLASSES[name]) if name in CLASSES else name


def work_type_label(key: str, name: str, t: Words) -> str:
    """Return what a work type is called: its name, or in English its code where that is a plain word."""
    if t.lang == "en" and _CJK.search(name) and _PLAIN_WORD.fullmatch(key):
        return _spaced(key)
    return name or key


def unit_label(unit: str, t: Words) -> str:
    """Return what a unit is called, given as one or many; its own word where it has no name."""
    for word in (unit, unit.removesuffix("s")):
        if word in UNITS:
            return t(UNITS[word])
    return unit


def of_number(label: str, number: float, t: Words) -> str:
    """Return what a unit is called beside a number: in English one of it is told as one."""
    return label.removesuffix("s") if t.lang == "en" and number == 1 else label


def cell_of(note: Mapping[str, Any], t: Words) -> str:
    """Return where a note's subject stands: file, sheet, row; empty where it is about the whole."""
    parts = [str(note.get("file") or ""), str(note.get("sheet") or "")]
    if note.get("row"):
        parts.append(t("row {n}", n=note["row"]))
    return " ".join(part for part in parts if part)


def _spaced(word: str) -> str:
    spaced = word.replace("_", " ")
    return spaced[:1].upper() + spaced[1:]
