"""Funds that are legal but odd: nobody may use them, or they are more than enough, or not enough."""

from __future__ import annotations

from typing import TYPE_CHECKING

import networkx as nx
import numpy as np

from scenarios.model.findings.noted import counted, given, place, wan
from scenarios.model.findings.payers import (
    PAYERS,
    PAYERS_ZH,
    Payers,
    by_claim,
    cannot_be_paid,
    payers_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from scenarios.model.findings.noted import Noted
    from scenarios.model.programme import Programme
    from scenarios.tables.column import Flags, Money


def funds_pay_works(noted: Noted) -> None:
    """Point out funds nobody may use, funds with more money than may be drawn, works no fund may pay."""
    programme = noted.programme
    if not programme.settings.rules.fund_limits.on or not len(programme.facts):
        return
    payers = payers_of(programme)
    _unused_funds(noted, payers)
    _rows_without_effect(noted, payers)
    _works_unpaid(noted, payers)
    _money_against_costs(noted, payers)
    _required_against_money(noted, payers)


def _unused_funds(noted: Noted, payers: Payers) -> None:
    funds, most = noted.programme.funds, most_costly(noted.programme)
    for fund, row in enumerate(payers.row.tolist()):
        name = payers.fund[fund]
        drawable = int(payers.amount[payers.may[:, fund] & most[payers.work]].sum())
        if not drawable:
            noted.note("fund_unusable", place(funds, row, "fund"), name)
        elif payers.money[fund] > drawable:
            words = {"money": wan(payers.money[fund]), "cost": wan(drawable)}
            noted.note("fund_ample", place(funds, row, "limit"), name, **words)


def _rows_without_effect(noted: Noted, payers: Payers) -> None:
    """Point out money that no plan year can use, and carry-over that says nothing."""
    funds, years = noted.programme.funds, noted.programme.clock.years
    names = [f"{funds.fund[row]} {funds.year[row]}" for row in range(len(funds))]

    def say(code: str, where: Flags | NDArray[np.int64], column: str) -> None:
        rows = np.asarray(where)
        rows = np.flatnonzero(rows) if rows.dtype == bool else rows
        noted.rows(code, funds, rows, column, [names[r] for r in rows], first=years[0], last=years[-1])

    say("fund_year_unusable", payers.unusable, "year")
    last = given(funds, "carry_last_year")
    say("carry_before_year", last & (funds.carry_last_year < funds.year), "carry_last_year")
    say(
        "carry_nothing", last & (funds.carry_last_year > funds.year) & (funds.carry_share == 0), "carry_share"
    )
    early = (funds.year < years[0]) & (funds.limit > 0) & ~np.isin(np.arange(len(funds)), payers.unusable)
    say("assumed_carried_in", early, "year")


def _works_unpaid(noted: Noted, payers: Payers) -> None:
    """Point out works with a part that no fund may pay: required ones hold up their whole campaign."""
    facts, campaigns = noted.programme.facts, noted.programme.campaigns
    unpaid = cannot_be_paid(payers, len(facts))
    blocked = blocking(noted.programme, unpaid)
    whose = payers.payer[~(payers.may & (payers.money > 0)).any(axis=1)]
    words = {
        "payers": ", ".join(PAYERS[p] for p in sorted(set(whose.tolist()))),
        "payers_zh": "、".join(PAYERS_ZH[p] for p in sorted(set(whose.tolist()))),
    }
    held = [str(campaigns.key[c]) for c in np.unique(facts.campaign[blocked])]
    bent = {f"held_{key}": word for key, word in counted(held, len(held)).items()}
    noted.works("work_unpayable_required", blocked, "cost", **words, **bent)
    noted.works("work_unpayable", unpaid & ~blocked, "cost", **words)


def blocking(programme: Programme, hindered: Flags) -> Flags:
    """Return the hindered works that keep their campaign from starting: required, no alternative free."""
    facts = programme.facts
    alone = facts.alternatives < 0
    found = hindered & facts.required & alone
    for group in np.unique(facts.alternatives[hindered & ~alone]).tolist():
        members = facts.alternatives == group
        if facts.required[members].any() and hindered[members].all():
            found |= members
    return found


def most_costly(programme: Programme) -> Flags:
    """Return the works that cost most together: all, but one of each alternatives group."""
    facts = programme.facts
    order = np.lexsort((-facts.cost, facts.alternatives))
    _, first = np.unique(facts.alternatives[order], return_index=True)
    chosen = facts.alternatives < 0
    chosen[order[first]] = True
    return chosen


def _money_against_costs(noted: Noted, payers: Payers) -> None:
    programme = noted.programme
    cost, money = int(programme.facts.cost[most_costly(programme)].sum()), int(payers.money.sum())
    if 0 < cost < money:
        at = place(programme.funds, 0, "limit")
        noted.note("money_to_spare", at, "funds", money=wan(money), cost=wan(cost))


def _required_against_money(noted: Noted, payers: Payers) -> None:
    """Point out required works above the money that may pay them (largest flow, narrowest cut)."""
    programme = noted.programme
    chosen = noted.least_required[payers.work] & (payers.may & (payers.money > 0)).any(axis=1)
    groups, total = by_claim(payers, chosen)
    short = np.flatnonzero(_cannot_pay(groups, total, payers.money))
    if not len(short):
        return
    funds = np.flatnonzero(groups[short].any(axis=0))
    cost, money = int(total[short].sum()), int(payers.money[funds].sum())
    names = [payers.fund[f] for f in funds]
    at = place(programme.funds, int(payers.row[funds[0]]), "limit")
    words = {"money": wan(money), "cost": wan(cost), "short": wan(cost - money)}
    whole = len(funds) == len(payers.fund) and len(short) == len(groups)
    if whole:
        noted.note("required_above_money", at, "funds", **words)
    else:
        listed = {"funds": ", ".join(names), "funds_zh": "、".join(names)}
        noted.note("required_above_some_funds", at, names[0], **words, **listed)


def _cannot_pay(groups: NDArray[np.bool_], total: Money, money: Money) -> Flags:
    """Return the claims that together ask more than the funds that may pay them have."""
    net: nx.DiGraph[tuple[str, int]] = nx.DiGraph()
    net.add_edges_from(_edges(groups, total, money))
    short = np.zeros(len(groups), dtype=bool)
    if not len(groups):
        return short
    paid, (reached, _) = nx.minimum_cut(net, ("source", 0), ("sink", 0))
    if paid < int(total.sum()):
        short[[number for what, number in reached if what == "claim"]] = True
    return short


def _edges(
    groups: NDArray[np.bool_], total: Money, money: Money
) -> Iterator[tuple[tuple[str, int], tuple[str, int], dict[str, int]]]:
    for group, amount in enumerate(total.tolist()):
        yield ("source", 0), ("claim", group), {"capacity": amount}
    for group, fund in np.argwhere(groups).tolist():
        yield ("claim", group), ("fund", fund), {}
    for fund, amount in enumerate(money.tolist()):
        yield ("fund", fund), ("sink", 0), {"capacity": amount}
