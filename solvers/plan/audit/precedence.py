"""Which works of a campaign come before which (docs/meaning.md, 3.2)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scenarios.model.programme import Programme
    from scenarios.tables.catalogue import WorkTypes


@dataclass(frozen=True)
class Before:
    """A work of the same campaign that comes first, and the calendar days between."""

    work: str
    lag_days: int


def orders_of(programme: Programme) -> list[tuple[Before, ...]]:
    """Return, for each work of the facts, the works of its campaign that come before it."""
    facts = programme.facts
    earlier_types = _earlier_types(programme.work_types)
    links = _links_by_after(programme)
    campaign_of = dict(zip(facts.key.tolist(), facts.campaign.tolist(), strict=True))
    members: dict[int, list[int]] = defaultdict(list)
    for w, campaign in enumerate(facts.campaign.tolist()):
        members[campaign].append(w)
    at_once = [Before(str(key), 0) for key in facts.key.tolist()]
    types, groups = facts.work_type.tolist(), facts.alternatives.tolist()
    orders = []
    for w, (key, campaign) in enumerate(zip(facts.key.tolist(), facts.campaign.tolist(), strict=True)):
        earlier, group = earlier_types[types[w]], groups[w]
        before = [
            at_once[v]
            for v in members[campaign]
            if types[v] in earlier and not (group >= 0 and groups[v] == group)
        ]
        if key in links:
            before += [
                link for link in links[key] if link.work != key and campaign_of.get(link.work) == campaign
            ]
        orders.append(tuple(before))
    return orders


def _earlier_types(types: WorkTypes) -> list[frozenset[int]]:
    """Return, for each work type, all types that come before it, directly or through others."""
    index = {name: t for t, name in enumerate(types.id.tolist())}
    import networkx as nx  # not before it is needed: it takes long to come

    graph: nx.DiGraph[int] = nx.DiGraph()
    graph.add_nodes_from(range(len(types)))
    for t, names in enumerate(types.after.tolist()):
        graph.add_edges_from((index[name], t) for name in names if name in index)
    return [frozenset(nx.ancestors(graph, t)) for t in range(len(types))]


def _links_by_after(programme: Programme) -> dict[str, list[Before]]:
    """Return the links by their later end; a name that is also a campaign's is no work's."""
    table = programme.links
    campaigns = set(programme.campaigns.key.tolist())
    links: dict[str, list[Before]] = defaultdict(list)
    for row in range(len(table)):
        before, after = str(table.before[row]), str(table.after[row])
        if before not in campaigns and after not in campaigns:
            links[after].append(Before(before, int(table.lag_days[row])))
    return links
