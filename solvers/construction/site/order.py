"""The order of a site: what must be done before what, and the planned days that follow."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

from solvers.construction.site.nouns import NEVER, WORK
from solvers.plan.audit.precedence import orders_by_row

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    from numpy.typing import NDArray

    from solvers.construction.site.chosen import Chosen

    Before = tuple[int, int]
    """An activity that comes first, and the days between."""


def own_order(chosen: Chosen) -> list[list[Before]]:
    """Return what comes before each activity among the works of its campaign (docs/meaning.md, 3.2)."""
    orders = orders_by_row(chosen.programme)
    number = {one.work: a for a, one in enumerate(chosen.activities) if one.what == WORK}
    return [
        [(number[first], lag) for first, lag in orders[one.work]] if one.what == WORK else []
        for one in chosen.activities
    ]


def planned_days(
    chosen: Chosen, own: list[list[Before]], calendar: list[int], open_: tuple[NDArray[np.int32], ...]
) -> list[tuple[int, int]]:
    """Return the planned start and end of each activity (docs/meaning.md, 3.3).

    ``open_`` are the prefix sums (worked, nth) of the planned calendars.
    """
    worked, nth = open_
    found: dict[int, tuple[int, int]] = {}

    def span(a: int) -> tuple[int, int]:
        if a not in found:
            one = chosen.activities[a]
            ready = max([one.earliest, *(span(b)[1] + lag for b, lag in own[a])])
            found[a] = (ready, ready)
            if one.days and ready < nth.shape[1]:
                done = int(worked[calendar[a], ready])
                last = done + one.days - 1
                end = int(nth[calendar[a], last]) if last < nth.shape[1] else NEVER
                found[a] = (int(nth[calendar[a], done]), min(end + 1, NEVER))
        return found[a]

    return [span(a) for a in range(len(chosen.activities))]


def whole_order(chosen: Chosen, own: list[list[Before]]) -> list[list[Before]]:
    """Return what comes before each activity: in its campaign, in its preparation, and across campaigns."""
    order = [list(dict.fromkeys(pairs)) for pairs in own]
    for a, step in enumerate(_after_preparation(chosen)):
        order[a] += step
    by_campaign: dict[str, list[int]] = defaultdict(list)
    for a, one in enumerate(chosen.activities):
        if one.what == WORK:
            by_campaign[chosen.begun[one.of].key].append(a)
    for before, after, lag in _across(chosen, by_campaign):
        if chosen.activities[before].of != chosen.activities[after].of:
            order[after].append((before, lag))
    return order


def _after_preparation(chosen: Chosen) -> Iterator[list[Before]]:
    """Yield, for each activity, the step of preparation just before it."""
    last: dict[int, int] = {}
    for a, one in enumerate(chosen.activities):
        yield [(last[one.of], chosen.lags[last[one.of]])] if one.of in last else []
        if one.what != WORK:
            last[one.of] = a


def _across(chosen: Chosen, by_campaign: dict[str, list[int]]) -> Iterator[tuple[int, int, int]]:
    """Yield (before, after, lag) across campaigns: links, shared assets, stages.

    A work that is left out waits for nothing outside its campaign, unless the whole campaign does.
    """
    rules = chosen.programme.settings.rules
    if rules.links.on:
        links = chosen.programme.links
        named = {*links.before.tolist(), *links.after.tolist()}
        works = {
            one.key: [a] for a, one in enumerate(chosen.activities) if one.key in named and one.what == WORK
        }
        for row in range(len(links)):
            before, after = str(links.before[row]), str(links.after[row])
            whole = after in by_campaign
            firsts = by_campaign.get(before) or works.get(before, [])
            for b in firsts:
                for a in by_campaign.get(after) or works.get(after, []):
                    if whole or chosen.activities[a].included:
                        yield b, a, int(links.lag_days[row])
    if rules.shared_assets.on:
        yield from _assets(chosen, by_campaign)
    if rules.stages.on:
        yield from _stages(chosen, by_campaign)


def _assets(chosen: Chosen, by_campaign: dict[str, list[int]]) -> Iterator[tuple[int, int, int]]:
    programme = chosen.programme
    assets = programme.assets
    rows = {str(name): row for row, name in enumerate(assets.id)}
    at_place: dict[str, list[str]] = defaultdict(list)
    for one in chosen.begun:
        at_place[one.place].append(one.key)
    for one in chosen.begun:
        row = rows.get(one.place, -1) if one.estate < 0 else -1
        if row < 0:
            continue
        held = set(assets.holds[row])
        for place in assets.estates[row]:
            for a in [a for key in at_place.get(place, ()) for a in by_campaign[key]]:
                kind = str(programme.work_types.id[chosen.activities[a].kind])
                if chosen.activities[a].included and (not held or kind in held):
                    yield from ((b, a, 0) for b in by_campaign[one.key])


def _stages(chosen: Chosen, by_campaign: dict[str, list[int]]) -> Iterator[tuple[int, int, int]]:
    rule = chosen.programme.settings.rules.stages
    places: dict[str, dict[str, str]] = defaultdict(dict)
    for one in chosen.begun:
        places[one.place][str(chosen.programme.campaigns.part[one.row])] = one.key
    for parts in places.values():
        keys = [parts[word] for word in rule.order if word in parts]
        for first, second in pairwise(keys):
            for b in by_campaign[first]:
                yield from ((b, a, rule.gap_days) for a in by_campaign[second])
