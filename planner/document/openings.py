"""Openings of sites as rows of the plan document, with the campaigns that each serves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from planner.document.yuan import yuan
from solvers.program.sites import sites

if TYPE_CHECKING:
    from scenarios.model.programme import Programme
    from solvers.plan.plan import Plan
    from solvers.program.sites import Sites


def openings(programme: Programme, plan: Plan) -> list[dict[str, Any]]:
    """Return a row for each opening of a site (docs/meaning.md, 9.7), with its name and whom it serves.

    A campaign that several openings of a site could serve is listed under the last of them.
    """
    if not plan.openings:
        return []
    held, named = sites(programme), _names(programme)
    served = _served(programme, plan, held)
    return [
        {
            "site": one.kind,
            "ground": one.name,
            "name": named.get(one.name, one.name),
            "start": one.start.isoformat(),
            "cost": yuan(one.cost or 0),
            "campaign": one.campaign or None,
            "serves": served[number],
        }
        for number, one in enumerate(plan.openings)
    ]


def _served(programme: Programme, plan: Plan, held: Sites) -> list[list[str]]:
    """Return the campaigns that each opening of a plan serves, in campaign order."""
    index = {key: site for site, key in enumerate(zip(held.kind, held.name, strict=True))}
    at = _openings_at(programme, plan, index)
    known, facts = programme.campaigns, programme.facts
    campaigns = {str(key): c for c, key in enumerate(known.key)}
    period = {campaigns[one.campaign]: programme.clock.period_of(one.start) for one in plan.campaigns}
    done = {work.work for one in plan.campaigns for work in one.works}
    served: list[set[int]] = [set() for _ in plan.openings]
    for site, campaign, work in zip(
        *(a.tolist() for a in (held.site, held.campaign, held.work)), strict=True
    ):
        start = period.get(campaign)
        if start is None or (work >= 0 and facts.key[work] not in done):
            continue
        able = [number for began, number in at.get(site, ()) if held.serves[site, began, start]]
        if able:
            served[able[-1]].add(campaign)
    return [[str(known.key[c]) for c in sorted(of)] for of in served]


def _openings_at(
    programme: Programme, plan: Plan, index: dict[tuple[str, str], int]
) -> dict[int, list[tuple[int, int]]]:
    """Return (period, number) of the openings of each site, in order of time."""
    at: dict[int, list[tuple[int, int]]] = {}
    for number, one in enumerate(plan.openings):
        site, began = index.get((one.kind, one.name)), programme.clock.period_of(one.start)
        if site is not None and began is not None:
            at.setdefault(site, []).append((began, number))
    return {site: sorted(found) for site, found in at.items()}


def _names(programme: Programme) -> dict[str, str]:
    """Return what places, zones, grounds and operators are called, by their code."""
    tables = (programme.estates, programme.assets, programme.operators)
    named = {str(key): str(name) for table in tables for key, name in zip(table.id, table.name, strict=True)}
    return {key: name for key, name in named.items() if name}
