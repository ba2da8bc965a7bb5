"""Who pays what, to the fen: an integer flow from the funds' vintages to what falls due.

The engine works in floating point; here the dues of the chosen works are whole fen and are covered
exactly, funds in table order first and money that lapses sooner before money that keeps.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from solvers.plan.plan import Draw
from solvers.plan.purses import leaking, whole_totals
from solvers.plan.setups import charged_to

if TYPE_CHECKING:
    from solvers.rules.block import Given

Ints = NDArray[np.int64]

_MORE = 2
"""Fen that funds may give in a year beyond the nearest to the engine's draws, where these do not suffice."""


class NotSettledError(Exception):
    """The funds cannot cover the dues to the fen; ``shortage`` is what is missing, in fen."""

    def __init__(self, shortage: int) -> None:
        """Keep the shortage."""
        self.shortage = shortage
        super().__init__(f"the funds are {shortage} fen short")


@dataclass(frozen=True, kw_only=True, eq=False)
class Dues:
    """What the chosen works and the sites opened for them have due, in fen.

    ``amount`` is due of the ``campaign`` in claim ``group`` and plan ``year``, once for each of these, axis
    ``(due,)``; ``shape`` is how many campaigns, groups and years there are. ``late`` is due after the plan of
    ``late_campaign``, for the part ``late_part`` of a work's cost, axis ``(late due,)``.
    """

    shape: tuple[int, int, int]
    campaign: Ints
    group: Ints
    year: Ints
    amount: Ints
    late_campaign: Ints
    late_part: Ints
    late: Ints

    @property
    def total(self) -> Ints:
        """What falls due of each claim group, axes ``(group, year)``."""
        found = np.zeros(self.shape[1:], dtype=np.int64)
        np.add.at(found, (self.group, self.year), self.amount)
        return found

    @property
    def by_group(self) -> Ints:
        """The same by campaign, axes ``(campaign, group, year)``: large."""
        found = np.zeros(self.shape, dtype=np.int64)
        found[self.campaign, self.group, self.year] = self.amount
        return found

    @property
    def after_plan(self) -> Ints:
        """What each campaign has due after the plan, axis ``(campaign,)``."""
        found = np.zeros(self.shape[0], dtype=np.int64)
        np.add.at(found, self.late_campaign, self.late)
        return found


def dues_of(given: Given, period: Ints, included: NDArray[np.bool_], opened: NDArray[np.bool_]) -> Dues:
    """Return what falls due when campaigns start in ``period`` with the ``included`` works.

    ``period`` has axis ``(campaign,)``, −1 where a campaign does not start; ``included`` axis ``(work,)``.
    ``opened`` says where an opening of a site begins, axes ``(site, period)``: its set-up is due whole in
    the year of the period's first day, charged to the first campaign it serves (docs/meaning.md, 9.6).
    """
    claims, facts = given.claims, given.programme.facts
    part = np.flatnonzero((included & (period[facts.campaign] >= 0))[claims.work])
    campaign = facts.campaign[claims.work[part]]
    due = given.due.at(part, period[campaign])
    shape = (len(given.programme.campaigns), len(claims.names), due.shape[1] - 1)
    at, year = np.nonzero(due[:, :-1])
    late = np.flatnonzero(due[:, -1])
    setups = _setups(given, charged_to(given, period, included, opened))
    held = (campaign[at], claims.group[part[at]], year, due[at, year])
    keys = [np.concatenate(both) for both in zip(held, setups, strict=True)]
    key, number = np.unique(np.ravel_multi_index(tuple(keys[:3]), shape), return_inverse=True)
    amount = np.zeros(len(key), dtype=np.int64)
    np.add.at(amount, number, keys[3])
    campaigns, group, year = np.unravel_index(key, shape)
    return Dues(
        shape=shape,
        campaign=campaigns,
        group=group,
        year=year,
        amount=amount,
        late_campaign=campaign[late],
        late_part=part[late],
        late=due[late, -1],
    )


def _setups(given: Given, charged: Ints) -> tuple[Ints, Ints, Ints, Ints]:
    """Return what setting up costs the campaigns it is charged to, as (campaign, group, year, amount)."""
    year = np.searchsorted(given.programme.clock.year_ends, given.programme.clock.starts[:-1], side="right")
    site, period = np.nonzero((charged >= 0) & (given.sites.setup_cost > 0)[:, None])
    cost = given.sites.setup_cost[site]
    return charged[site, period], given.claims.setup_group[site], year[period], cost


def settle(
    given: Given, dues: Dues, drawn: NDArray[np.float64], order: Ints, beyond: Ints | None = None
) -> tuple[Draw, ...]:
    """Return draws that cover the dues exactly, campaign by campaign in the given order.

    ``drawn`` is the engine's own draws by fund and year in fen, axes ``(fund, year)``: it rules funds
    that keep only a share of what is left. ``beyond`` is what a fen beyond its limits weighs of each fund,
    axis ``(fund,)``, where limits may give way; None where they may not. Raises NotSettledError where the
    funds do not suffice.
    """
    return handed_out(given, dues, _flow(given, dues.total, drawn, beyond), order)


def handed_out(given: Given, dues: Dues, pots: Ints, order: Ints) -> tuple[Draw, ...]:
    """Return draws that hand out what each claim group is paid, campaign by campaign in the given order.

    ``pots`` is what funds pay to claim groups in fen, axes ``(fund, group, year)``; they cover dues exactly.
    """
    claims, years = given.claims, given.programme.clock.years
    keys, names = given.programme.campaigns.key, claims.funds.name
    rank = np.full(len(keys), len(keys))
    rank[order] = np.arange(len(order))
    first = np.lexsort((rank[dues.campaign], dues.year, dues.group))
    dealt = (of[first].tolist() for of in (dues.campaign, dues.group, dues.year, dues.amount))
    found, at = [], (-1, -1)
    for campaign, group, year, due in zip(*dealt, strict=True):
        if at != (group, year):
            at, left, fund = (group, year), pots[:, group, year].tolist(), 0
        while due:
            paid = min(due, left[fund])
            if paid:
                draw = Draw(
                    fund=names[fund],
                    claim_group=claims.names[group],
                    campaign=str(keys[campaign]),
                    year=years[year],
                    amount=paid,
                )
                found.append(draw)
            due, left[fund] = due - paid, left[fund] - paid
            fund += due > 0
    return tuple(found)


def _flow(given: Given, due: Ints, drawn: NDArray[np.float64], beyond: Ints | None) -> Ints:
    """Return whole draws in fen, axes ``(fund, group, year)``, that cover ``due`` with axes ``(group.

    Year)``.
    """
    total, loose = int(due.sum()), beyond is not None
    for more in (0,) if loose else (0, _MORE):
        graph = _network(given, due, drawn, None if loose else more)
        if beyond is not None:
            _let_beyond(graph, beyond, total)
        with suppress(nx.NetworkXUnfeasible):
            flows = nx.network_simplex(graph)[1]
            break
    else:
        graph.nodes["source"].pop("demand")
        reached = nx.maximum_flow_value(graph, "source", "sink", capacity="capacity") if total else 0
        raise NotSettledError(total - int(reached))
    drawn_whole = np.zeros((len(given.claims.funds.name), *due.shape), dtype=np.int64)
    for node, out in flows.items():
        if isinstance(node, tuple) and node[0] == "fund":
            for claim, amount in out.items():
                drawn_whole[node[1], claim[1], claim[2]] = amount
    return drawn_whole


def _network(given: Given, due: Ints, drawn: NDArray[np.float64], more: int | None) -> nx.DiGraph[Any]:
    """Return the network source → vintage → fund-year → claim → sink with capacities in fen.

    ``more`` is how many fen funds that keep a share may give in a year beyond the engine's draws, where they
    hold them; None where they may have been drawn beyond what they hold.
    """
    funds, total = given.claims.funds, int(due.sum())
    graph: nx.DiGraph[Any] = nx.DiGraph()
    graph.add_node("source", demand=-total)
    graph.add_node("sink", demand=total)
    if not given.programme.settings.rules.fund_limits.on:
        for fund, year in zip(*np.nonzero(funds.usable(due.shape[1])), strict=True):
            graph.add_edge("source", ("fund", int(fund), int(year)), capacity=total)
        return _with_claims(given, graph, due)
    for vintage in range(len(funds.fund)):
        fund, last = int(funds.fund[vintage]), int(funds.last[vintage])
        if 0 < funds.carry_share[fund] < 1:
            continue
        graph.add_edge("source", ("vintage", vintage), capacity=int(funds.amount[vintage]))
        for year in range(int(funds.year[vintage]), last + 1):
            graph.add_edge(("vintage", vintage), ("fund", fund, year), weight=last - year)
    for keeper in leaking(funds):
        nearest = np.floor(drawn[keeper] + 0.5)
        gives = nearest if more is None else whole_totals(funds, keeper, drawn[keeper], more)
        for year in range(due.shape[1]):
            graph.add_edge("source", ("fund", keeper, year), capacity=int(gives[year]))
    return _with_claims(given, graph, due)


def _let_beyond(graph: nx.DiGraph[Any], beyond: Ints, total: int) -> None:
    """Let every fund have more in a year, dearer than any other way."""
    for node in [n for n in graph if isinstance(n, tuple) and n[0] == "fund"]:
        more = ("beyond", node[1], node[2])
        graph.add_edge("source", more, capacity=total)
        graph.add_edge(more, node, weight=int(beyond[node[1]]))


def _with_claims(given: Given, graph: nx.DiGraph[Any], due: Ints) -> nx.DiGraph[Any]:
    """Return the network with what falls due and which funds may pay it."""
    for group, year in zip(*np.nonzero(due), strict=True):
        claim = ("claim", int(group), int(year))
        graph.add_edge(claim, "sink", capacity=int(due[group, year]))
        for fund in np.flatnonzero(given.claims.may_pay[group]).tolist():
            if ("fund", int(fund), int(year)) in graph:
                graph.add_edge(("fund", int(fund), int(year)), claim, weight=100 * int(fund))
    return graph
