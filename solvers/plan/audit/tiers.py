"""Aims held in turn: what a plan is worth in each, beside what its certificate says (docs/meaning.md, 8)."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from solvers.plan.audit.benefit import benefit, given_outright
from solvers.plan.audit.figures import mapping, number, rows
from solvers.plan.audit.words import FEN_PER_WAN, breach, plain
from solvers.plan.audit.worth import worth_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from scenarios.tables.settings import Tier
    from solvers.plan.audit.given import Given, WorkGiven
    from solvers.plan.audit.reckoning import Reckoned, Started
    from solvers.plan.audit.sites import Site
    from solvers.plan.plan import Breach

OFF = 1e-6
"""What sums in another order, or a solver's tolerance, may take off a value, relative to it."""


def tiers(reckoned: Reckoned) -> Iterator[Breach]:
    """Every aim that the certificate holds is kept by the plan, and worth what the certificate says."""
    given = reckoned.given
    wanted = given.programme.settings.tiers
    said = rows(mapping(reckoned.plan.stated.get("certificate")).get("tiers"))
    if not said or not wanted:
        return
    if len(said) != len(wanted):
        en = f"{len(said)} aims are stated, the programme has {len(wanted)}"
        zh = f"所列目标 {len(said)} 层，计划设定 {len(wanted)} 层"
        yield breach("tiers", "certificate", abs(len(said) - len(wanted)), "aims", en, zh)
        return
    for tier, row in zip(wanted, said, strict=True):
        yield from _of_tier(tier, row, tier_value(reckoned, tier))


def _of_tier(tier: Tier, row: Mapping[str, Any], value: float) -> Iterator[Breach]:
    held, final, objective = (number(row.get(key)) for key in ("held_at", "final", "objective"))
    allowed = OFF * max(abs(value), 1.0)
    if held is not None and value < held - allowed:
        en = f"held at {plain(held)}, the plan reaches {plain(value)}: {plain(held - value)} too little"
        zh = f"应保持 {plain(held)}，方案仅 {plain(value)}：少 {plain(held - value)}"
        yield breach("tiers", tier.name, held - value, "aim units", en, zh)
    if final is not None and abs(value - final) > allowed:
        off = abs(value - final)
        en = f"the plan's value is stated as {plain(final)}, recomputed {plain(value)}: {plain(off)} off"
        zh = f"方案值所列 {plain(final)}，复算 {plain(value)}：相差 {plain(off)}"
        yield breach("tiers", tier.name, off, "aim units", en, zh)
    if held is not None and objective is not None:
        least = objective - tier.tolerance * max(abs(objective), 1.0)
        off = least - held
        if off > OFF * max(abs(objective), 1.0):
            en = f"held at {plain(held)}, {plain(off)} less than its value and tolerance allow"
            zh = f"仅保持 {plain(held)}，比其目标值与容差所允许的少 {plain(off)}"
            yield breach("tiers", tier.name, off, "aim units", en, zh)


def tier_value(reckoned: Reckoned, tier: Tier) -> float:
    """Return what a plan is worth in an aim of several."""
    value = math.fsum(campaign_value(reckoned.given, one, tier) for one in reckoned.started.values())
    if tier.penalties:
        value -= worth_of(reckoned).penalties
    opened = [one for one in reckoned.opened if one.cost and _counts_site(reckoned.given, one.site, tier)]
    return value - tier.cost * sum(one.cost for one in opened) / FEN_PER_WAN


def campaign_value(given: Given, one: Started, tier: Tier) -> float:
    """Return what a started campaign adds to an aim, penalties and set-ups apart."""
    if tier.streets and one.given.street not in tier.streets:
        return 0.0
    works = [work for work in one.included if _counts(given, work, tier)]
    picks = bool(tier.classes or tier.work_types or tier.need_at_least)
    bare = picks and given_outright(given, one.given)
    benefits = 0.0 if bare else benefit(given, one.given, one.start, works)
    cost = sum(one.cost_of(work) for work in works) / FEN_PER_WAN
    disruption = math.fsum(work.disruption for work in works)
    return tier.benefit * benefits - tier.cost * cost - tier.disruption * disruption


def _counts(given: Given, work: WorkGiven, tier: Tier) -> bool:
    kind, need = given.once(_kinds)[work.key]
    return (
        (not tier.classes or kind in tier.classes)
        and (not tier.work_types or work.work_type in tier.work_types)
        and need >= tier.need_at_least
    )


def _counts_site(given: Given, site: Site, tier: Tier) -> bool:
    """Return whether the set-ups of a site count: those whose first work, in table order, does."""
    works = [
        work
        for member in site.members
        for work in given.campaigns[member.campaign].works
        if not member.works or work.key in member.works
    ]
    first = min(works, key=lambda work: work.row)
    in_street = not tier.streets or given.campaigns[first.campaign].street in tier.streets
    return in_street and _counts(given, first, tier)


def _kinds(given: Given) -> Mapping[str, tuple[str, float]]:
    """Return the class and the need of every work, by its key."""
    facts, types = given.programme.facts, given.programme.work_types
    return {
        str(facts.key[w]): (str(types.work_class[facts.work_type[w]]), float(facts.need[w]))
        for w in range(len(facts))
    }
