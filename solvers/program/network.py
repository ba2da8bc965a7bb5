"""The works network: when each work would start and end.

For every possible start of its campaign (docs/meaning.md, 3).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import networkx as nx
import numpy as np

from solvers.program.workdays import Workdays, workdays

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scenarios.model.programme import Programme

_LONGEST_TAIL_DAYS = 200 * 366
"""Days after the plan within which works must end.

A calendar that leaves hardly any working day is given up there.
"""


@dataclass(frozen=True, kw_only=True, eq=False)
class Spans:
    """Days of works and campaigns for every start period; spans are half-open.

    ``start`` and ``end`` have axes ``(work, period)``, ``campaign_end`` has ``(campaign, period)``.
    ``calendars`` covers every day in them.
    """

    start: NDArray[np.int64]
    end: NDArray[np.int64]
    campaign_end: NDArray[np.int64]
    calendars: Workdays


@dataclass(frozen=True, kw_only=True, eq=False)
class Order:
    """Precedences inside campaigns: work ``before`` ends ``lag`` days or more before ``after`` starts.

    Axis ``(pair,)``.
    """

    before: NDArray[np.int64]
    after: NDArray[np.int64]
    lag: NDArray[np.int64]


def spans(programme: Programme) -> Spans:
    """Return the days of every work for every start period."""
    order = precedences(programme)
    level = _levels(len(programme.facts), order)
    plan_days = int(programme.clock.starts[-1])
    days = plan_days + 3 * 366
    while True:
        found = _spans_within(programme, order, level, workdays(programme, days))
        if found is not None:
            return found
        if days > plan_days + _LONGEST_TAIL_DAYS:
            raise ValueError("the calendar leaves too few working days to finish the works")
        days *= 2


def _spans_within(
    programme: Programme, order: Order, level: NDArray[np.int64], calendars: Workdays
) -> Spans | None:
    """Return the spans, or None where the calendars end too soon."""
    facts, clock = programme.facts, programme.clock
    starts = np.zeros((len(facts), clock.periods), dtype=np.int64)
    ends = np.zeros_like(starts)
    ready = np.broadcast_to(clock.starts[:-1], starts.shape).copy()
    for depth in range(int(level.max(initial=-1)) + 1):
        now = np.flatnonzero(level == depth)
        calendar, need = calendars.of_work[now, None], facts.days[now, None]
        if int(ready[now].max(initial=0)) >= calendars.days:
            return None
        first = calendars.before[calendar, ready[now]]
        last = first + np.maximum(need, 1) - 1
        if int(last.max(initial=0)) >= calendars.nth.shape[1]:
            return None
        end = np.where(need > 0, calendars.nth[calendar, last] + 1, ready[now])
        if int(end.max(initial=0)) > calendars.days:
            return None
        starts[now] = np.where(need > 0, calendars.nth[calendar, first], ready[now])
        ends[now] = end
        going = np.isin(order.before, now)
        np.maximum.at(ready, order.after[going], ends[order.before[going]] + order.lag[going, None])
    campaign_end = np.broadcast_to(clock.starts[:-1], (len(programme.campaigns), clock.periods)).copy()
    np.maximum.at(campaign_end, facts.campaign, ends)
    return Spans(start=starts, end=ends, campaign_end=campaign_end, calendars=calendars)


def precedences(programme: Programme) -> Order:
    """Return the order of works inside campaigns.

    From the catalogue (with all that it implies) and from links.
    """
    facts = programme.facts
    members = _by_campaign(facts.campaign, len(programme.campaigns))
    earlier = catalogue_order(programme)
    first, second = np.triu_indices(members.shape[1], 1)
    one, other = members[:, first].ravel(), members[:, second].ravel()
    there = (one >= 0) & (other >= 0)
    one, other = one[there], other[there]
    apart = (facts.alternatives[one] < 0) | (facts.alternatives[one] != facts.alternatives[other])
    forth = apart & earlier[facts.work_type[one], facts.work_type[other]]
    back = apart & earlier[facts.work_type[other], facts.work_type[one]]
    pairs = np.concatenate([np.stack([one[forth], other[forth]]), np.stack([other[back], one[back]])], axis=1)
    linked, lags = _links_inside(programme)
    lag = np.concatenate([np.zeros(pairs.shape[1], dtype=np.int64), lags])
    pairs = np.concatenate([pairs, linked], axis=1)
    return Order(before=pairs[0], after=pairs[1], lag=lag)


def catalogue_order(programme: Programme) -> NDArray[np.bool_]:
    """Return whether one work type comes before another, directly or through others.

    Axes ``(before, after)``.
    """
    types = programme.work_types
    index = {str(name): t for t, name in enumerate(types.id)}
    graph: nx.DiGraph[int] = nx.DiGraph()
    graph.add_nodes_from(range(len(types)))
    for kind in range(len(types)):
        graph.add_edges_from((index[name], kind) for name in types.after[kind] if name in index)
    earlier = np.zeros((len(types), len(types)), dtype=bool)
    for before, after in nx.transitive_closure_dag(graph).edges:
        earlier[before, after] = True
    return earlier


def _by_campaign(campaign: NDArray[np.int64], campaigns: int) -> NDArray[np.int64]:
    """Return the works of each campaign, axes ``(campaign, place in it)``, −1 where there are fewer."""
    sizes = np.bincount(campaign, minlength=campaigns)
    members = np.full((campaigns, int(sizes.max(initial=0))), -1, dtype=np.int64)
    order = np.argsort(campaign, kind="stable")
    place = np.arange(len(campaign)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    members[campaign[order], place] = order
    return members


def _links_inside(programme: Programme) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return links whose ends are works of one campaign as pairs, axes ``(end, link)``, and their lags."""
    facts, links = programme.facts, programme.links
    if not programme.settings.rules.links.on or not len(links):
        return np.zeros((2, 0), dtype=np.int64), np.zeros(0, dtype=np.int64)
    index = {str(key): w for w, key in enumerate(facts.key)}
    ends = [
        (index.get(str(b), -1), index.get(str(a), -1)) for b, a in zip(links.before, links.after, strict=True)
    ]
    pairs = np.array(ends, dtype=np.int64).T
    inside: NDArray[np.bool_] = np.all(pairs >= 0, axis=0)
    inside[inside] = facts.campaign[pairs[0, inside]] == facts.campaign[pairs[1, inside]]
    return pairs[:, inside], links.lag_days[inside]


def _levels(works: int, order: Order) -> NDArray[np.int64]:
    """Return the longest number of precedences leading to each work."""
    level = np.zeros(works, dtype=np.int64)
    while True:
        reached = level.copy()
        np.maximum.at(reached, order.after, level[order.before] + 1)
        if (reached == level).all():
            return level
        if int(reached.max(initial=0)) > works:
            raise ValueError("works precede each other in a circle")
        level = reached
