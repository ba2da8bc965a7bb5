"""Whether dues can be drawn at all, for plans that do not say from where: a largest flow in whole fen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import networkx as nx

from solvers.plan.audit.leaking import Claim, Held, not_drawable_with_shares
from solvers.plan.audit.purse import NO_END, carried_before

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from solvers.plan.audit.eligible import FundGiven


def not_drawable(
    funds: Mapping[str, FundGiven], years: Sequence[int], due: Mapping[Claim, int]
) -> dict[Claim, int]:
    """Return what of each claim cannot be drawn within the limits, however the funds are used, in fen."""
    used = {name for group, _ in due for name in group}
    purses = {name: fund for name, fund in funds.items() if name in used}
    if all(fund.carry_share in (0, 1) for fund in purses.values()):
        return _by_flow(purses, years, due)
    rows = {
        (name, row): held for name, fund in purses.items() for row, held in _rows_in_plan(fund, years).items()
    }
    shares = {name: float(fund.carry_share) for name, fund in purses.items()}
    return not_drawable_with_shares(shares, rows, due)


def _rows_in_plan(fund: FundGiven, years: Sequence[int]) -> dict[int, tuple[int, list[int]]]:
    """Return, by row of a fund, its money when the plan first meets it and the years in which to use it."""
    made = {}
    for row in fund.rows:
        last = NO_END if row.last_year is None else row.last_year
        if row.year < years[0]:
            made[row.year] = carried_before(fund, row, years[0]), [y for y in years if y <= last]
        elif row.year <= years[-1]:
            until = last if fund.carry_share else row.year
            made[row.year] = row.limit, [y for y in years if y == row.year or row.year < y <= until]
    return {year: (money, usable) for year, (money, usable) in made.items() if usable}


def _by_flow(
    funds: Mapping[str, FundGiven], years: Sequence[int], due: Mapping[Claim, int]
) -> dict[Claim, int]:
    graph: nx.DiGraph[Any] = nx.DiGraph()
    graph.add_nodes_from(("source", "sink"))
    for name, fund in funds.items():
        for row_year, (money, usable) in _rows_in_plan(fund, years).items():
            for before, year in zip([None, *usable[:-1]], usable, strict=True):
                held: Held = (name, row_year, year)
                if before is None:
                    graph.add_edge("source", held, capacity=money)
                else:
                    graph.add_edge((name, row_year, before), held)
                graph.add_edge(held, (name, year))
    for claim, money in due.items():
        graph.add_edge(claim, "sink", capacity=money)
        graph.add_edges_from(((name, claim[1]), claim) for name in claim[0])
    flow = nx.maximum_flow(graph, "source", "sink")[1]
    unmet = {claim: money - int(flow[claim]["sink"]) for claim, money in due.items()}
    return {claim: money for claim, money in unmet.items() if money}
