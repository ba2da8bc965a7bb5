"""Pump houses of the city's water-pressure programme, and other agencies' projects (J9, J14, J15)."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from .streams import Stream, apportion
from .streets import STREETS

if TYPE_CHECKING:
    from .places import Estate
    from .rows import Row, Rows

PUMP_HOUSES = 44
SERVED_SHARE = 0.72
"""Share of a street's estates outside the first phase that wait for a pump house."""
FIRST_READY, LAST_READY = datetime.date(2021, 5, 31), datetime.date(2023, 11, 30)
OUTSIDE = (
    ("W01", "金砂路给水主管改造", "市自来水公司", (2021, 3, 1), (2021, 12, 20), "JS", ("water", "roads")),
    ("W02", "光华片区雨水干管工程", "市排水管理处", (2021, 9, 1), (2022, 6, 30), "GH", ("sewers",)),
    ("W03", "岐山片区电力主干扩容", "汕头供电局", (2022, 2, 15), (2022, 12, 31), "QS", ("power",)),
)


def asset_rows(estates: tuple[Estate, ...]) -> Rows:
    """Return the 44 pump houses, each serving neighbouring estates, each with a fixed day of readiness."""
    counts = apportion(PUMP_HOUSES, [float(street.estates) for street in STREETS])
    rows: Rows = []
    for street, count in zip(STREETS, counts, strict=True):
        waiting = [e for e in estates if e.street is street and not e.first_phase]
        served = waiting[: round(len(waiting) * SERVED_SHARE)]
        sizes = apportion(
            len(served), [Stream("pump", street.code, str(i)).between(0.6, 1.4) for i in range(count)], 2
        )
        for size in sizes:
            group, served = served[:size], served[size:]
            rows.append(_pump_house(len(rows) + 1, group))
    return _dated(rows)


def _pump_house(number: int, group: list[Estate]) -> Row:
    street = group[0].street
    return {
        "id": f"P{number:02d}",
        "name": f"{number}号智慧泵房",
        "owner": "市自来水公司",
        "street": street.name,
        "zone": group[0].zone,
        "lon": round(sum(e.lon for e in group) / len(group), 5),
        "lat": round(sum(e.lat for e in group) / len(group), 5),
        "estates": tuple(e.id for e in group),
        "holds": ("water",),
    }


def _dated(rows: Rows) -> Rows:
    """Return the pump houses with days of readiness spread over the city's programme."""
    span = (LAST_READY - FIRST_READY).days
    turns = Stream("pump houses", "turns").shuffled(range(len(rows)))
    for row, turn in zip(rows, turns, strict=True):
        day = FIRST_READY + datetime.timedelta(days=round(span * turn / (len(rows) - 1)))
        row["ready"] = day.replace(day=15 if day.day < 23 else 28)
    return rows


def outside_rows(estates: tuple[Estate, ...]) -> Rows:
    """Return three projects of other agencies, each holding some works at a few zones of one street."""
    rows: Rows = []
    for key, name, owner, start, finish, code, holds in OUTSIDE:
        free = [e for e in estates if e.street.code == code and not e.first_phase]
        zones = sorted({e.zone for e in free})[2:5]
        rows.append(
            {
                "id": key,
                "name": name,
                "owner": owner,
                "start": datetime.date(*start),
                "finish": datetime.date(*finish),
                "estates": tuple(e.id for e in free if e.zone in zones),
                "holds": holds,
            }
        )
    return rows


def link_rows(estates: tuple[Estate, ...]) -> Rows:
    """Return one link per street: sewers that drain through a neighbour's wait until those are laid."""
    rows: Rows = []
    for street in STREETS:
        free = [e for e in estates if e.street is street and not e.first_phase]
        upper, lower = free[-1], free[-2]
        rows.append({"before": f"{lower.id}:sewers", "after": f"{upper.id}:sewers", "lag_days": 7})
    return rows
