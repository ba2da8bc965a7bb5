"""Crews that are missing, idle or too few."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from scenarios.model.findings.dates import base_days
from scenarios.model.findings.noted import is_in
from scenarios.tables.construction_settings import INSPECTION, SHUT_DOWN

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scenarios.model.findings.noted import Noted
    from scenarios.model.programme import Programme


def trades_have_crews(noted: Noted) -> None:
    """Point out trades in demand without crews, crews without demand, and rows of offices or permits."""
    programme = noted.programme
    if not programme.settings.rules.crew_limits.on:
        return
    facts, types, crews = programme.facts, programme.work_types, programme.crews
    needed = set(types.trade[facts.work_type[facts.days > 0]]) - {""}
    real = crews.kind == "crew"
    there = set(crews.trade[real])
    first = {str(trade): row for row, trade in reversed(list(enumerate(types.trade)))}
    missing = sorted(needed - there)
    noted.rows("trade_unlimited", types, [first[trade] for trade in missing], "trade", missing)
    idle = real & ~is_in(crews.trade, needed)
    noted.rows("crews_idle", crews, idle, "trade", [str(trade) for trade in crews.trade[idle]])
    preparation = programme.settings.rules.preparation
    offices = {INSPECTION} | ({preparation.design, preparation.approval} if preparation.on else set())
    counted = (crews.kind == "office") & is_in(crews.trade, offices)
    counted |= (crews.kind == "permit") & is_in(crews.trade, set(SHUT_DOWN))
    idle = ~real & ~counted
    noted.rows("crews_not_counted", crews, idle, "kind", [str(trade) for trade in crews.trade[idle]])
    for trade in sorted(needed & there):
        _streets_served(noted, trade)
        _enough_in_all(noted, trade)


def _streets_served(noted: Noted, trade: str) -> None:
    """Point out works in streets that no crew of their trade serves."""
    programme = noted.programme
    facts, campaigns, crews = programme.facts, programme.campaigns, programme.crews
    rows = (crews.trade == trade) & (crews.kind == "crew") & (crews.count > 0)
    if (crews.street[rows] == "").any():
        return
    street = campaigns.street[facts.campaign]
    mine = (programme.work_types.trade[facts.work_type] == trade) & (facts.days > 0)
    alone = mine & ~is_in(street, crews.street[rows])
    noted.works("street_without_crew", alone, "place", trade=trade)


def _enough_in_all(noted: Noted, trade: str) -> None:
    """Point out a trade whose required works need more crew-days than its crews have in the whole plan."""
    programme = noted.programme
    facts, crews = programme.facts, programme.crews
    mine = programme.work_types.trade[facts.work_type] == trade
    needed = int((facts.days * facts.crews)[mine & noted.least_required & (facts.alternatives < 0)].sum())
    there = float(crew_days(programme, trade).sum())
    if needed > there:
        rows = np.flatnonzero((crews.trade == trade) & (crews.kind == "crew"))
        words = {"needed": f"{needed:,}", "there": f"{there:,.0f}", "trade": trade}
        noted.rows("crews_short", crews, rows[:1], "count", [trade], **words)


def crew_days(programme: Programme, trade: str) -> NDArray[np.float64]:
    """Return the crews of a trade at work on each day of the plan, axis ``(day,)``."""
    crews, clock = programme.crews, programme.clock
    end = int(clock.starts[-1])
    count = np.zeros(end)
    for row in np.flatnonzero((crews.trade == trade) & (crews.kind == "crew")).tolist():
        first = 0 if np.isnat(crews.from_[row]) else clock.day(crews.from_[row].item())
        last = end if np.isnat(crews.to[row]) else clock.day(crews.to[row].item()) + 1
        count[max(first, 0) : max(last, 0)] += crews.count[row]
    return np.where(base_days(programme), count, 0.0)
