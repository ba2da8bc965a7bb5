"""Which works come before which: reckoned by kinds of campaign, the same as work by work."""

import networkx as nx
import pytest

from scenarios.examples_kept import located
from scenarios.model.programme import Programme
from scenarios.read import read
from solvers.plan.audit.precedence import Before, orders_of
from tests.worked_out.by_hand import estate, fund, programme, work, work_type


def by_hand() -> Programme:
    """Return two estates with a chain of types, two alternatives, and links within and across them."""
    types = [
        work_type("dig"),
        work_type("pipes", after="dig"),
        work_type("pave", after="pipes"),
        work_type("paint"),
    ]
    works = [
        *(work(at, kind, alternatives="ground") for at in "AB" for kind in ("pipes", "pave")),
        *(work(at, kind) for at in "AB" for kind in ("dig", "paint")),
    ]
    links = [
        {"before": "A:paint", "after": "A:pipes", "lag_days": 5},
        {"before": "A:dig", "after": "B:dig", "lag_days": 7},
    ]
    return programme(
        estates=[estate("A"), estate("B")],
        work_types=types,
        works=works,
        links=links,
        funds=[fund(2021, 10**8)],
    )


def one_by_one(given: Programme, every: int = 1) -> list[tuple[Before, ...]]:
    """Return the same as orders_of, by its definition, of every so manieth work."""
    facts, types = given.facts, given.work_types
    graph = nx.DiGraph([(a, b) for b, names in zip(types.id, types.after, strict=True) for a in names])
    graph.add_nodes_from(types.id.tolist())
    name = [str(types.id[kind]) for kind in facts.work_type]
    at, group, key = facts.campaign, facts.alternatives, facts.key
    campaigns, found = set(given.campaigns.key.tolist()), []
    for w in range(0, len(key), every):
        earlier = nx.ancestors(graph, name[w])
        before = [
            Before(str(key[v]), 0)
            for v in range(len(key))
            if at[v] == at[w] and name[v] in earlier and not (group[w] >= 0 and group[v] == group[w])
        ]
        for first, last, lag in zip(given.links.before, given.links.after, given.links.lag_days, strict=True):
            own = [at[v] for v in range(len(key)) if key[v] == first]
            if last == key[w] and last not in campaigns and first not in campaigns and own == [at[w]]:
                before.append(Before(str(first), int(lag)))
        found.append(tuple(before))
    return found


def test_types_alternatives_and_links_by_hand() -> None:
    given = by_hand()
    orders = dict(zip(given.facts.key.tolist(), orders_of(given), strict=True))
    assert orders == dict(zip(given.facts.key.tolist(), one_by_one(given), strict=True))
    assert orders["A:pipes"] == (Before("A:dig", 0), Before("A:paint", 5))
    assert orders["B:dig"] == (), "a link to another campaign is no order of its own works"
    assert orders["A:pave"] == (Before("A:dig", 0),), "not its alternative"


@pytest.mark.parametrize(("example", "every"), [("small", 1), ("jinping-all", 61)])
def test_whole_examples(example: str, every: int) -> None:
    given = read(located(example))
    assert orders_of(given)[::every] == one_by_one(given, every)
