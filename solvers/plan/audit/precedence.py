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
    keys = programme.facts.key.tolist()
    at_once = [Before(key, 0) for key in keys]
    return [
        tuple(Before(keys[v], lag) if lag else at_once[v] for v, lag in before)
        for before in orders_by_row(programme)
    ]


def orders_by_row(programme: Programme) -> list[list[tuple[int, int]]]:
    """Return, for each work of the facts, those that come before it: their rows, and the days between."""
    facts = programme.facts
    campaigns, keys = facts.campaign.tolist(), facts.key.tolist()
    members: dict[int, list[int]] = defaultdict(list)
    for w, campaign in enumerate(campaigns):
        members[campaign].append(w)
    orders: list[list[tuple[int, int]]] = [[]] * len(keys)
    types, groups = facts.work_type.tolist(), facts.alternatives.tolist()
    earlier_types, alike = _earlier_types(programme.work_types), {}
    for rows in members.values():  # most campaigns have the works of others, elsewhere
        firsts = {group: place for place, group in reversed(list(enumerate(groups[w] for w in rows)))}
        kind = tuple((types[w], firsts[groups[w]] if groups[w] >= 0 else -1) for w in rows)
        if kind not in alike:
            alike[kind] = _places_before(kind, earlier_types)
        for w, places in zip(rows, alike[kind], strict=True):
            orders[w] = [(rows[place], 0) for place in places]
    links = _links_by_after(programme)
    row_of = {key: w for w, key in enumerate(keys)} if links else {}
    for w, (key, campaign) in enumerate(zip(keys, campaigns, strict=True)):
        for link in links.get(key, ()):
            v = row_of.get(link.work)
            if v is not None and link.work != key and campaigns[v] == campaign:
                orders[w].append((v, link.lag_days))
    return orders


def _places_before(kind: tuple[tuple[int, int], ...], earlier_types: list[frozenset[int]]) -> list[list[int]]:
    """Return which works of a campaign come before each, by their places in it.

    ``kind`` has the type of each work and its group of alternatives, −1 of none: those of one never follow
    each other.
    """
    return [
        [
            place
            for place, (other, others) in enumerate(kind)
            if other in earlier_types[of] and not (group >= 0 and others == group)
        ]
        for of, group in kind
    ]


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
