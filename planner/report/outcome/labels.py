"""What the parts of an outcome are called for people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from planner.report.labels import FUND_KINDS, resource_label
from planner.report.trace import CAUSES
from planner.words import mark

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planner.words import Words

HEADLINES = {
    "finish_p80": mark("P80 of the finish"),
    "cost_p80": mark("P80 of the cost"),
    "worst_estate_p80": mark("P80 of the burden of the estate that bears most"),
    "household_days": mark("household-days of nuisance"),
}
"""Outputs whose precision decides how many replications are played."""
DRIVERS = {
    "programme": mark("all works alike"),
    "weather": mark("weather"),
    "office": mark("preparation"),
}
"""Shared drivers that are no trade."""
DRIVER_KINDS = {
    "programme": mark("programme"),
    "weather": mark("weather"),
    "trade": mark("trade"),
    "cost": mark("cost"),
    "register": mark("risk register"),
}
"""Kinds of shared driver."""
POOLS = {"crew": mark("crews"), "office": mark("office"), "permit": mark("permits")}
"""Kinds of resource."""
PROMISES = {
    "campaign": mark("planned date"),
    "latest": mark("latest date"),
    "target": mark("target"),
    "programme": mark("end of the plan"),
}
"""Kinds of promise."""
VERDICTS = {
    "better": mark("clearly better"),
    "worse": mark("clearly worse"),
    "same": mark("the same"),
    "unclear": mark("unclear"),
}
"""What an interval of a difference says."""


def named(names: Mapping[str, str], word: object) -> str:
    """Return the text of a word to be spoken; the word itself where it has no name."""
    return names.get(str(word), str(word))


def pool_label(row: Mapping[str, Any], t: Words) -> str:
    """Return what the pool of a row is called."""
    return resource_label(str(row["pool"]), t)


def cause_label(cause: str, name: str, t: Words) -> str:
    """Return what a cause is called, with the resource or fund where one is meant."""
    label = t(CAUSES[cause]) if cause in CAUSES else cause
    if not name:
        return label
    spoken = t(FUND_KINDS[name]) if cause == "money" and name in FUND_KINDS else resource_label(name, t)
    return t("{kind} ({name})", kind=label, name=spoken)


def cause_of(part: dict[str, Any], t: Words) -> str:
    """Return what the cause of a part of the finish is called."""
    return cause_label(part["cause"], part["name"], t)


def driver_label(driver: dict[str, Any], t: Words) -> str:
    """Return what a driver is called: its name, and for trades and lines what kind it is."""
    name = str(driver["driver"])
    if not name:
        return t("costs of all works alike")
    if driver["kind"] in ("trade", "cost", "register") and name not in DRIVERS:
        spoken = resource_label(name, t) if driver["kind"] in ("trade", "cost") else name
        return t("{kind} ({name})", kind=t(DRIVER_KINDS[driver["kind"]]), name=spoken)
    return t(DRIVERS[name]) if name in DRIVERS else name


def promise_label(promise: dict[str, Any], t: Words) -> str:
    """Return what is promised, without its date."""
    if promise["kind"] == "programme":
        return t("The whole plan is finished")
    return t("{kind} ({name})", kind=t(named(PROMISES, promise["kind"])), name=promise["name"])
