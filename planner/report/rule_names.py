"""Short names of all rules, for tables and lines in which their sentence would be too long."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.words import mark

if TYPE_CHECKING:
    from planner.words import Words

RULE_NAMES = {
    "start_once": mark("start at most once"),
    "must_start": mark("duty to start"),
    "works_ride": mark("works ride on their campaign"),
    "alternatives": mark("works that exclude each other"),
    "modes": mark("one mode a place"),
    "all_buildings": mark("all buildings or none"),
    "pinned": mark("pinned starts"),
    "earliest_latest": mark("earliest and latest start"),
    "moratorium": mark("moratorium"),
    "outside_dates": mark("outside projects"),
    "consent": mark("residents' consent"),
    "readiness": mark("ready before start"),
    "agreements": mark("third-party agreements"),
    "harder_later": mark("harder works later"),
    "exclusions": mark("exclusions"),
    "links": mark("order of campaigns"),
    "pilot_first": mark("pilots first"),
    "shared_assets": mark("shared assets first"),
    "stages": mark("stages in order"),
    "openings": mark("dig once"),
    "shared_setups": mark("shared trenches and scaffolds"),
    "zones": mark("zone by zone"),
    "operators": mark("operators' programmes"),
    "neighbour_roads": mark("neighbours' roads"),
    "money_due_drawn": mark("money due is drawn"),
    "fund_limits": mark("limits of funds"),
    "due_after_plan": mark("due after the plan"),
    "fund_caps": mark("caps of funds"),
    "matching": mark("matching of funds"),
    "fund_floors": mark("floors of funds"),
    "bond_cover": mark("cover of bonds"),
    "crew_limits": mark("crews"),
    "street_disruption": mark("disruption of streets"),
    "street_projects": mark("projects in a street"),
    "preparation": mark("design teams and approval"),
    "ramp_up": mark("ramp-up"),
    "targets": mark("targets"),
    "crew_floors": mark("crews kept busy"),
    "stability": mark("stability of the published plan"),
    "street_shares": mark("fair shares of streets"),
    "least_street": mark("the street that gets least"),
    "longest_wait": mark("longest wait"),
    "required_works": mark("required works"),
    "who_may_draw": mark("who may draw on a fund"),
    "stated_figures": mark("figures of the plan file"),
    "tiers": mark("aims held in turn"),
}
"""What each rule is called, and what else the audit looks at."""


def rule_label(name: str, t: Words) -> str:
    """Return what a rule is called; a check of the audit that is no rule keeps its words, spaced."""
    return t(RULE_NAMES[name]) if name in RULE_NAMES else name.replace("_", " ")
