"""What comes before what: ends of links, and loops of links and of work types."""

from __future__ import annotations

import graphlib
from typing import TYPE_CHECKING, Any

from scenarios.tables.catalogue import WorkTypes
from scenarios.tables.commons import Assets
from scenarios.tables.keys import campaign_keys, work_keys
from scenarios.tables.nearest import Names
from scenarios.tables.places import Estates
from scenarios.tables.texts import near_words
from scenarios.tables.undertaking import Links, OutsideProjects, Works

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import networkx as nx

    from scenarios.tables.checks.given import Given
    from scenarios.tables.gathered import Gathered

_MOST_NAMED = 12
"""Names of a loop that a sentence repeats."""


def work_types_have_an_order(given: Given, gathered: Gathered) -> None:
    """No work type comes, directly or through others, after itself."""
    table = given.of(WorkTypes)
    if _runs_forward(dict(zip(table.id.tolist(), table.after.tolist(), strict=True))):
        return
    graph = _graph()
    row_of = {name: row for row, name in enumerate(table.id.tolist())}
    for row, name in enumerate(table.id.tolist()):
        graph.add_edges_from((before, name, {"row": row}) for before in table.after[row] if before in row_of)
    for loop in _loops(graph):
        row = min(graph.edges[edge]["row"] for edge in _edges(loop))
        gathered.fault("loop_of_types", given.place(table, row, "after"), loop=_shown(loop))


def _runs_forward(before: Mapping[str, Iterable[str]]) -> bool:
    """Say whether an order without loops fits."""
    try:
        graphlib.TopologicalSorter(before).prepare()
    except graphlib.CycleError:
        return False
    return True


def links_have_ends(given: Given, gathered: Gathered) -> None:
    """Each end of a link is a campaign or a work; what comes first may be an outside project or an asset."""
    table = given.of(Links)
    if not len(table) or Works in given.unread:
        return
    ends = _ends(given)
    outside = {*given.of(OutsideProjects).id.tolist(), *given.of(Assets).id.tolist()} - {""}
    for column, known in (("before", ends | outside), ("after", ends)):
        names = None
        for row, name in enumerate(getattr(table, column).tolist()):
            if not name or name in known:
                continue
            names = names or Names(sorted(known))
            at = given.place(table, row, column)
            if column == "after" and name in outside:
                gathered.fault("held_outside", at, name=name)
            else:
                gathered.fault("unknown_end", at, name=name, **near_words(names.nearest(name)))
    _without_effect(given, gathered, ends)


def _ends(given: Given) -> set[str]:
    works = given.of(Works)
    return {*campaign_keys(works).tolist(), *work_keys(works).tolist()}


def _without_effect(given: Given, gathered: Gathered, ends: set[str]) -> None:
    """Point out links from an asset that is never ready, and links at estates that take no part."""
    table, assets, estates, works = given.of(Links), given.of(Assets), given.of(Estates), given.of(Works)
    never = {name for name, ready in zip(assets.id, assets.given["ready"], strict=True) if not ready} - ends
    out = {name for name, reason in zip(estates.id, estates.excluded_because, strict=True) if reason}
    idle = {key for key, place in zip(campaign_keys(works), works.place, strict=True) if place in out}
    idle |= {key for key, place in zip(work_keys(works), works.place, strict=True) if place in out}
    for row, before in enumerate(table.before.tolist()):
        at = given.place(table, row, "before")
        if before in never:
            gathered.finding("link_from_unready", at, about=before)
        if before in idle and table.after[row] not in idle:
            gathered.finding("link_from_excluded", at, about=before, after=table.after[row])


def links_make_no_loop(given: Given, gathered: Gathered) -> None:
    """No campaign or work waits for itself.

    A campaign's start comes before its works, its end after them, and a link leads from the end of one to
    the start of the other; what lies on a circle that uses a link could never start.
    """
    links, works, kinds = given.of(Links), given.of(Works), given.of(WorkTypes)
    if not len(links) or Works in given.unread:
        return
    graph = _graph()
    campaigns = dict(zip(work_keys(works).tolist(), campaign_keys(works).tolist(), strict=True))
    whole = set(campaigns.values())
    concerned = {
        end for pair in zip(links.before.tolist(), links.after.tolist(), strict=True) for end in pair
    }
    for work, campaign in campaigns.items():
        if work in concerned or campaign in concerned:
            graph.add_edge(("start", campaign), ("start", work))
            graph.add_edge(("start", work), ("end", work))
            graph.add_edge(("end", work), ("end", campaign))
    _inside(graph, works, kinds, concerned)
    for row, (before, after) in enumerate(zip(links.before.tolist(), links.after.tolist(), strict=True)):
        if (before in campaigns or before in whole) and (after in campaigns or after in whole):
            graph.add_edge(("end", before), ("start", after), row=row)
    for loop in _loops(graph):
        rows = sorted(graph.edges[edge]["row"] for edge in _edges(loop) if "row" in graph.edges[edge])
        named = [str(name) for side, name in loop if side == "end"]
        linked = {str(links.before[row]) for row in rows}
        shown = [name for name in named if name in linked] or named
        gathered.fault("loop_of_links", given.place(links, rows[0], "before"), loop=_shown(shown))


def _inside(graph: nx.DiGraph[Any], works: Works, kinds: WorkTypes, concerned: set[str]) -> None:
    """Add the order of the works of those campaigns in which a single work is linked."""
    after = {name: set(names) for name, names in zip(kinds.id.tolist(), kinds.after.tolist(), strict=True)}
    by_campaign: dict[str, list[tuple[str, str]]] = {}
    keys = zip(
        work_keys(works).tolist(), campaign_keys(works).tolist(), works.work_type.tolist(), strict=True
    )
    for work, campaign, kind in keys:
        by_campaign.setdefault(campaign, []).append((work, kind))
    for members in by_campaign.values():
        if not any(work in concerned for work, _ in members):
            continue
        for work, kind in members:
            earlier = _all_before(kind, after)
            graph.add_edges_from(
                (("end", w), ("start", work)) for w, k in members if k in earlier and k != kind
            )


def _all_before(kind: str, after: dict[str, set[str]]) -> set[str]:
    found: set[str] = set()
    waiting = list(after.get(kind, ()))
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting.extend(after.get(name, ()))
    return found


def _graph() -> nx.DiGraph[Any]:
    import networkx as nx  # takes a moment to load, and most programmes need it for nothing

    return nx.DiGraph()


def _loops(graph: nx.DiGraph[Any]) -> list[list[Any]]:
    """Return one loop of each knot of the graph, as the nodes in their order."""
    import networkx as nx

    loops = []
    for knot in nx.strongly_connected_components(graph):
        part = graph.subgraph(knot)
        if part.number_of_edges():
            loops.append([edge[0] for edge in nx.find_cycle(part)])
    return loops


def _edges(loop: list[Any]) -> list[tuple[Any, Any]]:
    return list(zip(loop, [*loop[1:], loop[0]], strict=True))


def _shown(loop: list[Any]) -> str:
    names = [str(name) for name in loop]
    if len(names) > _MOST_NAMED:
        names = [*names[:_MOST_NAMED], "…"]
    return " → ".join([*names, names[0]])
