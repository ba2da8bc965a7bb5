"""Bills: what a plan costs, work by work, and which funds and payers bear it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from solvers.construction.chance.chances import OFFICE
from solvers.construction.chance.drivers import shares_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from scenarios.model.programme import Programme
    from solvers.construction.chance.chances import Chances
    from solvers.construction.site.nouns import Site
    from solvers.plan.plan import Plan, PlannedCampaign

    Reals = NDArray[np.float64]
    Longs = NDArray[np.int64]

FEN = 100.0
"""Fen of a yuan."""
UNSTATED = ""
"""The fund of campaigns of which the plan does not say who pays."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Bills:
    """What a plan costs, in yuan. Axes ``campaign``, ``activity`` as of the site.

    ``work`` axis ``(activity,)``: planned cost, 0 of left-out works and preparation; ``setup`` axis
    ``(campaign,)``: what the plan's campaign costs besides its works. ``shares`` each trade's share of the
    programme's costs, by name, whatever the plan chose. ``fund`` and ``payer`` names; ``by_fund``, axes
    ``(campaign, fund)``, and ``by_payer``, axes ``(campaign, payer)``: shares of a campaign's cost, summing
    to 1 (where the plan states none, all is of the fund, or payer, ``UNSTATED``).

    ``draw_campaign``, ``draw_fund``, ``draw_year``, ``draw_amount`` axis ``(draw,)``: the plan's draws, and
    what falls due after its last year, as of the year after it.
    """

    work: Reals
    setup: Reals
    shares: dict[str, float]
    fund: tuple[str, ...]
    payer: tuple[str, ...]
    by_fund: Reals
    by_payer: Reals
    draw_campaign: Longs
    draw_fund: Longs
    draw_year: Longs
    draw_amount: Reals

    def planned(self, site: Site) -> Reals:
        """Return what each campaign is planned to cost, axis ``(campaign,)``."""
        works = np.bincount(site.of, weights=self.work, minlength=site.campaigns)
        found: Reals = works + self.setup
        return found


def bills_of(programme: Programme, plan: Plan, site: Site) -> Bills:
    """Return the bills of a plan of the programme, whose site is given."""
    planned = {one.campaign: one for one in plan.campaigns}
    listed = [planned[key] for key in site.campaign]
    work = _works(programme, site, listed)
    of_works = np.bincount(site.of, weights=work, minlength=site.campaigns)
    stated = np.array([np.nan if one.cost is None else one.cost / FEN for one in listed])
    setup = np.where(np.isnan(stated), 0.0, np.maximum(stated - of_works, 0.0))
    fund, by_fund = _shared([one.by_fund or {} for one in listed])
    payer, by_payer = _shared([one.by_payer or {} for one in listed])
    draws = _draws(programme, plan, site, fund)
    return Bills(
        work=work,
        setup=setup,
        shares=_shares(programme),
        fund=fund,
        payer=payer,
        by_fund=by_fund,
        by_payer=by_payer,
        draw_campaign=draws[0],
        draw_fund=draws[1],
        draw_year=draws[2],
        draw_amount=draws[3],
    )


def plain_bills(site: Site, chances: Chances, cost: Reals) -> Bills:
    """Return bills of works' costs alone (axis ``(activity,)``, yuan), of whose payers nothing is known."""
    named: defaultdict[str, float] = defaultdict(float)
    for trade, amount in zip(chances.trade, cost.tolist(), strict=True):
        named[trade] += amount
    none = np.zeros(0, dtype=np.int64)
    one = np.ones((site.campaigns, 1))
    return Bills(
        work=cost,
        setup=np.zeros(site.campaigns),
        shares=shares_of(named),
        fund=(UNSTATED,),
        payer=(UNSTATED,),
        by_fund=one,
        by_payer=one,
        draw_campaign=none,
        draw_fund=none,
        draw_year=none,
        draw_amount=np.zeros(0),
    )


def _works(programme: Programme, site: Site, listed: list[PlannedCampaign]) -> Reals:
    """Return the planned cost of each activity: the plan's, else that of the tables."""
    told = {work.work: work.cost for one in listed for work in one.works}
    facts = programme.facts
    found = np.zeros(site.activities)
    for a, (key, row) in enumerate(zip(site.activity, site.work.tolist(), strict=True)):
        if row >= 0 and site.included[a]:
            stated = told.get(key)
            found[a] = (float(facts.cost[row]) if stated is None else stated) / FEN
    return found


def _shares(programme: Programme) -> dict[str, float]:
    types, facts = programme.work_types, programme.facts
    trades = [str(trade) or str(name) for trade, name in zip(types.trade, types.id, strict=True)]
    named = dict.fromkeys(sorted({*trades, OFFICE}), 0.0)
    for kind, cost in zip(facts.work_type.tolist(), facts.cost.tolist(), strict=True):
        named[trades[kind]] += cost
    return shares_of(named)


def _shared(stated: list[Mapping[str, int]]) -> tuple[tuple[str, ...], Reals]:
    """Return names, and the share of each in each campaign's amounts."""
    names = list(dict.fromkeys(name for one in stated for name in one))
    if any(sum(one.values()) <= 0 for one in stated) or not names:
        names.append(UNSTATED)
    found = np.zeros((len(stated), len(names)))
    for c, one in enumerate(stated):
        whole = sum(one.values())
        if whole <= 0:
            found[c, names.index(UNSTATED)] = 1.0
            continue
        for name, amount in one.items():
            found[c, names.index(name)] = amount / whole
    return tuple(names), found


def _draws(
    programme: Programme, plan: Plan, site: Site, fund: tuple[str, ...]
) -> tuple[Longs, Longs, Longs, Reals]:
    """Return (campaign, fund, year, amount) of the plan's payments; those after it by the funds' shares."""
    number = {key: c for c, key in enumerate(site.campaign)}
    rows = [
        (number[draw.campaign], fund.index(draw.fund), draw.year, draw.amount / FEN)
        for draw in plan.draws
        if draw.amount and draw.campaign in number and draw.fund in fund
    ]
    after = int(programme.clock.years[-1]) + 1
    for one in plan.campaigns:
        if one.due_after_plan:
            stated = one.by_fund or {UNSTATED: 1}
            whole = sum(stated.values()) or 1
            rows += [
                (number[one.campaign], fund.index(name), after, one.due_after_plan / FEN * amount / whole)
                for name, amount in stated.items()
                if amount
            ]
    columns = list(zip(*rows, strict=True)) if rows else [(), (), (), ()]
    c, f, year = (np.array(column, dtype=np.int64) for column in columns[:3])
    return c, f, year, np.array(columns[3], dtype=np.float64)
