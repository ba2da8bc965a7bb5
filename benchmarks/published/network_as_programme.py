"""A network of works with crews as a programme of our own model: an activity is an estate's campaign.

A time unit is a month of which only the first day is worked: so a month has one working day, a work of d days
takes exactly d months from its start, and crew-days of a month are crews. An activity has a required work for
each crew that it needs, all as long as it lasts. Every activity must start, in the months that the longest
paths leave open; the end is a campaign of its own, worth the months that are left when it starts. So the best
plan is the shortest.
"""

from __future__ import annotations

import calendar
import datetime
from typing import TYPE_CHECKING

from benchmarks.published.as_programme import NOTHING, Mapped, Row, base_rows, base_settings, estate_row
from benchmarks.published.money import NotExactError
from benchmarks.published.order import in_order
from scenarios.read import programme_from

if TYPE_CHECKING:
    from benchmarks.published.values import Network

FIRST_YEAR = 2001
MOST_MONTHS = 600
_END = "end"
_SAME: Row = {"required": "yes", "cost": 0, "need": 0}


def network_as_programme(network: Network) -> tuple[Mapped[int], int]:
    """Return the programme of a network, and the months within which a simple plan ends.

    Raises NotExactError where the network has reservoirs, or a simple plan takes 600 months or more.
    """
    if network.reservoirs:
        raise NotExactError("a network with reservoirs is read, but cannot be planned yet")
    months = simple_length(network)
    if months >= MOST_MONTHS:
        raise NotExactError(f"{months} time units are more than a plan of {MOST_MONTHS} months can hold")
    rows = base_rows([])
    rows["work_types"][0]["work_class"] = "basic"
    rows |= {"links": [], "crews": [], "calendar": [_closed(month) for month in range(months + 1)]}
    heads, tails = _heads(network), _tails(network)
    for number, activity in enumerate(network.activities):
        place = f"activity{number}"
        rows["estates"].append(
            estate_row(place, must=True)
            | {"earliest": _first_day(heads[number]), "latest": _first_day(months - tails[number])}
        )
        rows["works"] += _works(network, number, rows["work_types"])
        rows["links"] += [{"before": place, "after": f"activity{after}"} for after in activity.successors]
        rows["links"].append({"before": place, "after": _END})
    rows["estates"].append(estate_row(_END, must=True))
    rows["works"].append({"place": _END, "work_type": NOTHING, "quantity": 1, **_SAME})
    rows["benefits"] = [
        {"campaign": _END, "period": _first_day(month), "value": months - month}
        for month in range(months + 1)
    ]
    needed = {row["trade"] for row in rows["work_types"] if "trade" in row}
    there = {f"crew{crew}": count for crew, count in enumerate(network.crews)}
    rows["crews"] = [{"trade": trade, "count": there[trade]} for trade in sorted(needed)]
    settings = base_settings(months + 1) | {"first_period": f"{FIRST_YEAR}-01", "period": "month"}
    campaigns = {f"activity{number}": number for number in range(len(network.activities))}
    return Mapped(programme=programme_from(rows, settings), campaigns=campaigns), months


def _works(network: Network, number: int, types: list[Row]) -> list[Row]:
    """Return the works of an activity, adding the work types that they need."""
    activity, known = network.activities[number], {row["id"] for row in types}
    wanted = [(f"crew{crew}", count) for crew, count in enumerate(activity.demands) if count]
    works: list[Row] = []
    for trade, count in wanted if activity.duration else []:
        works.append({"work_type": f"{trade}x{count}", "quantity": activity.duration * count})
        if works[-1]["work_type"] not in known:
            types.append(_type(f"{trade}x{count}", count) | {"trade": trade})
    if not works and activity.duration:
        works = [{"work_type": "alone", "quantity": activity.duration}]
        if "alone" not in known:
            types.append(_type("alone", 1))
    if not works:
        works = [{"work_type": NOTHING, "quantity": 1}]
    return [{"place": f"activity{number}", **_SAME, **work} for work in works]


def _type(name: str, count: int) -> Row:
    return {"id": name, "name": name, "work_class": "basic", "productivity": 1, "crews_at_once": count}


def _first_day(month: int) -> datetime.date:
    return datetime.date(FIRST_YEAR + month // 12, month % 12 + 1, 1)


def _closed(month: int) -> Row:
    """Return the window that closes all but the first day of a month."""
    first = _first_day(month)
    last = calendar.monthrange(first.year, first.month)[1]
    return {"name": "closed", "from": first.replace(day=2), "to": first.replace(day=last), "stop": "full"}


def _heads(network: Network) -> list[int]:
    """Return the earliest start of each activity by the longest path from the beginning."""
    head = [0] * len(network.activities)
    for here in in_order([activity.successors for activity in network.activities]):
        activity = network.activities[here]
        for after in activity.successors:
            head[after] = max(head[after], head[here] + activity.duration)
    return head


def _tails(network: Network) -> list[int]:
    """Return the longest path from each activity's start to the end."""
    tail = [0] * len(network.activities)
    for here in reversed(in_order([activity.successors for activity in network.activities])):
        activity = network.activities[here]
        tail[here] = activity.duration + max((tail[after] for after in activity.successors), default=0)
    return tail


def simple_length(network: Network) -> int:
    """Return the length of a simple plan: activities in turn, longest tail first, as early as crews allow."""
    tails = _tails(network)
    most = sum(activity.duration for activity in network.activities)
    free = [[count] * (most + 1) for count in network.crews]
    waiting = [0] * len(network.activities)
    for activity in network.activities:
        for after in activity.successors:
            waiting[after] += 1
    ready, begin, length = [a for a, count in enumerate(waiting) if not count], [0] * len(waiting), 0
    while ready:
        here = max(ready, key=lambda a: (tails[a], -a))
        ready.remove(here)
        activity = network.activities[here]
        start = begin[here]
        wanted = [(row, need) for row, need in zip(free, activity.demands, strict=True) if need]
        while any(min(row[start : start + activity.duration] or [need]) < need for row, need in wanted):
            start += 1
        end = start + activity.duration
        for row, need in wanted:
            row[start:end] = [left - need for left in row[start:end]]
        length = max(length, end)
        for after in activity.successors:
            begin[after] = max(begin[after], end)
            waiting[after] -= 1
            if not waiting[after]:
                ready.append(after)
    return length
