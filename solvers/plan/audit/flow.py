"""Whether dues can be drawn within limits, where a plan does not say from where: a largest flow, in fen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from solvers.plan.audit.drawing import Claim, best_drawing

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from solvers.plan.audit.purse import Vintage


def not_drawable(vintages: Sequence[Vintage], due: Mapping[Claim, int]) -> Mapping[Claim, int]:
    """Return what of each claim cannot be drawn within the limits, however the funds are used, in fen."""
    used = {name for group, _ in due for name in group.funds}
    held = [vintage for vintage in vintages if vintage.fund in used]
    if all(vintage.share in (0, 1) for vintage in held):
        return _by_flow(held, due)
    return best_drawing(held, due).unmet


def _by_flow(vintages: Sequence[Vintage], due: Mapping[Claim, int]) -> dict[Claim, int]:
    import networkx as nx  # not before it is needed: it takes long to come

    graph: nx.DiGraph[Any] = nx.DiGraph()
    graph.add_nodes_from(("source", "sink"))
    for vintage in vintages:
        for before, year in zip([None, *vintage.usable[:-1]], vintage.usable, strict=True):
            held = (vintage.fund, vintage.name, year)
            if before is None:
                graph.add_edge("source", held, capacity=vintage.money)
            else:
                graph.add_edge((vintage.fund, vintage.name, before), held)
            graph.add_edge(held, (vintage.fund, year))
    for claim, money in due.items():
        graph.add_edge(claim, "sink", capacity=money)
        graph.add_edges_from(((name, claim[1]), claim) for name in claim[0].funds)
    flow = nx.maximum_flow(graph, "source", "sink")[1]
    unmet = {claim: money - int(flow[claim]["sink"]) for claim, money in due.items()}
    return {claim: money for claim, money in unmet.items() if money}
