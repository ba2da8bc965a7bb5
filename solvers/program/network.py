"""The works network: when each work would start and end.

For every possible start of its campaign (docs/meaning.md, 3).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import networkx as nx
import numpy as np

from solvers.program.once import once
from solvers.program.workdays import Workdays, workdays

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scenarios.model.programme import Programme

    Ints = NDArray[np.int64]

_AT_ONCE = 8192
"""Works worked out at once: few enough for their days to stay in the processor's cache."""

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

    start: NDArray[np.int32]
    end: NDArray[np.int32]
    campaign_end: NDArray[np.int32]
    calendars: Workdays


@dataclass(frozen=True, kw_only=True, eq=False)
class Order:
    """Precedences inside campaigns: work ``before`` ends ``lag`` days or more before ``after`` starts.

    Axis ``(pair,)``.
    """

    before: NDArray[np.int64]
    after: NDArray[np.int64]
    lag: NDArray[np.int64]


@once
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


def _spans_within(programme: Programme, order: Order, level: Ints, calendars: Workdays) -> Spans | None:
    """Return the spans, or None where the calendars end too soon."""
    shape = (len(programme.facts), programme.clock.periods)
    days = _Days(
        programme=programme,
        calendars=calendars,
        start=np.zeros(shape, dtype=np.int32),
        end=np.zeros(shape, dtype=np.int32),
    )
    by_after = np.argsort(order.after, kind="stable")
    depth_of = level[order.after[by_after]]
    for depth in range(int(level.max(initial=-1)) + 1):
        now, pair = np.flatnonzero(level == depth), by_after[depth_of == depth]
        heads = np.searchsorted(order.after[pair], now)
        for first in range(0, len(now), _AT_ONCE):
            some = slice(first, first + _AT_ONCE)
            upto = int(heads[some.stop]) if some.stop < len(heads) else len(pair)
            held = pair[int(heads[first]) : upto] if depth else pair
            if not days.fill(now[some], order.before[held], order.lag[held], heads[some] - heads[first]):
                return None
    return Spans(start=days.start, end=days.end, campaign_end=days.campaign_end(), calendars=calendars)


@dataclass(frozen=True, kw_only=True, eq=False)
class _Days:
    """Spans as they are filled in, those first that others wait for."""

    programme: Programme
    calendars: Workdays
    start: NDArray[np.int32]
    end: NDArray[np.int32]

    def fill(self, now: Ints, before: Ints, lag: Ints, head: Ints) -> bool:
        """Fill in the works ``now``; say whether the calendars last until they end.

        They wait for ``before``, of which ``head`` tells where each work's begin (none: for nothing).
        """
        calendars, days = self.calendars, self.programme.facts.days[now, None]
        ready = np.broadcast_to(self.programme.clock.starts[:-1], (len(now), self.start.shape[1]))
        if len(before):
            ready = np.maximum(ready, np.maximum.reduceat(self.end[before] + lag[:, None], head, axis=0))
        if int(ready.max(initial=0)) >= calendars.days:
            return False
        row = calendars.of_work[now, None] * calendars.before.shape[1]
        first = np.take(calendars.before, row + ready)
        last = first + np.maximum(days, 1) - 1
        if int(last.max(initial=0)) >= calendars.nth.shape[1]:
            return False
        end = np.take(calendars.nth, row + last) + 1
        start = np.take(calendars.nth, row + first)
        if not days.all():
            end, start = np.where(days > 0, end, ready), np.where(days > 0, start, ready)
        self.start[now], self.end[now] = start, end
        return int(end.max(initial=0)) <= calendars.days

    def campaign_end(self) -> NDArray[np.int32]:
        """Return the day after the last of each campaign's works, axes ``(campaign, period)``."""
        campaign, starts = self.programme.facts.campaign, self.programme.clock.starts[:-1]
        shape = (len(self.programme.campaigns), len(starts))
        found = np.broadcast_to(starts.astype(np.int32), shape).copy()
        end = self.end
        if (np.diff(campaign) < 0).any():
            order = np.argsort(campaign, kind="stable")
            campaign, end = campaign[order], end[order]
        head = np.flatnonzero(np.diff(campaign, prepend=-1))
        if len(head):
            own = campaign[head]
            found[own] = np.maximum(found[own], np.maximum.reduceat(end, head, axis=0))
        return found


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
