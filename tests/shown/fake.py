"""A made-up district of real size, and a plan document for it as docs/plan-file.md says, without any solver.

Starts are drawn, money is handed out in a fixed order: nothing here is good, but every sum agrees to the fen.
"""

from __future__ import annotations

import datetime
import random
from functools import cache
from typing import Any

import numpy as np

from scenarios.model.programme import Programme
from scenarios.tables.catalogue import WorkTypes
from scenarios.tables.column import Kind, Table, columns_of
from scenarios.tables.commons import Adjacency, Assets, Grounds, Operators
from scenarios.tables.means import Calendar, Crews, Targets
from scenarios.tables.money import Funds
from scenarios.tables.people import Answers, Ballots, Consents
from scenarios.tables.places import Buildings, Estates
from scenarios.tables.settings import Settings
from scenarios.tables.standing import Actuals, Agreements, Assessments, Published
from scenarios.tables.supposed import WhatIfs
from scenarios.tables.undertaking import Benefits, Links, OutsideProjects, Works
from tests.shown.fake_tail import tail_of

STREETS = ("东方", "大华", "小公园", "光华", "金砂", "广厦", "岐山", "金东", "石炮台")
SIZES = (62, 55, 51, 48, 47, 46, 43, 39, 34)
FUNDS = (
    ("central", "central", (400, 2600, 2600, 2200, 1800, 1500)),
    ("province", "province", (200, 1500, 1500, 1300, 1000, 800)),
    ("city", "city", (500, 5500, 6500, 6500, 5500, 4500)),
    ("district", "district", (900, 11000, 13500, 13500, 12000, 9000)),
    ("bond", "bond", (0, 6000, 6000, 4000, 3000, 0)),
    ("utilities", "utility", (300, 3000, 3400, 3400, 3000, 2500)),
    ("residents", "resident", (50, 800, 900, 900, 800, 700)),
)
TYPES = (
    ("demolition", "拆违拆棚", "basic", "m2", 90, 0, 0),
    ("sewers", "雨污分流", "basic", "m", 1250, 0, 0),
    ("water", "供水管网", "basic", "m", 560, 0, 0.5),
    ("power", "一户一表", "basic", "户", 3200, 0, 0.6),
    ("wires_buried", "弱电入地", "basic", "m", 480, 0, 0.3),
    ("paving", "道路修复", "basic", "m2", 165, 0, 0),
    ("stairwells", "楼道整治", "basic", "单元", 12000, 0, 0),
    ("facade", "外立面翻新", "improvement", "m2", 85, 0.05, 0),
    ("parking", "停车位", "improvement", "个", 3000, 0, 0),
    ("greening", "绿化提升", "improvement", "m2", 130, 0, 0),
    ("lifts", "加装电梯", "upgrade", "台", 520000, 0.4, 0),
    ("care", "养老用房", "upgrade", "m2", 2100, 0, 0),
)
YEARS = range(2020, 2026)
FIRST = datetime.date(2020, 10, 1)


def table(kind: type[Table], rows: list[dict[str, Any]]) -> Any:
    """A table of the manifest from plain rows; what a row does not say is the column's default."""
    columns = {}
    for column in columns_of(kind):
        empty = column.default if column.default is not None else _EMPTY[column.kind]
        values = [row.get(column.name, empty) for row in rows]
        dtype = _DTYPES.get(column.kind, object)
        filled = np.empty(len(values), dtype=dtype)
        filled[:] = values
        columns[column.name] = filled
    given = {
        column.name: np.array([column.name in row for row in rows], dtype=bool) for column in columns_of(kind)
    }
    return kind(**columns, given=given)


_DTYPES = {
    **dict.fromkeys((Kind.COUNT, Kind.YEAR, Kind.MONEY), np.int64),
    **dict.fromkeys((Kind.NUMBER, Kind.SHARE, Kind.AREA), np.float64),
    Kind.DATE: "datetime64[D]",
    Kind.FLAG: np.bool_,
}
_EMPTY: dict[Kind, Any] = {
    **dict.fromkeys((Kind.TEXT, Kind.CHOICE), ""),
    **dict.fromkeys((Kind.NAMES, Kind.LEVELS), ()),
    **dict.fromkeys((Kind.COUNT, Kind.YEAR, Kind.MONEY), 0),
    **dict.fromkeys((Kind.NUMBER, Kind.SHARE, Kind.AREA), float("nan")),
    Kind.DATE: np.datetime64("NaT"),
    Kind.FLAG: False,
}


@cache
def fake_programme(estates: int = 425) -> Programme:
    """A district of so many estates in nine streets; two are excluded, eight share pump houses."""
    draw = random.Random(7)
    rows = _estates(draw, estates)
    pumps = [
        {
            "id": f"P{n + 1:02d}",
            "name": f"{n + 1}号智慧泵房",
            "owner": "市自来水总公司",
            "street": rows[n * 9]["street"],
            "lon": rows[n * 9]["lon"] + 0.001,
            "lat": rows[n * 9]["lat"],
            "estates": tuple(row["id"] for row in rows[n * 9 : n * 9 + 4]),
        }
        for n in range(min(6, estates // 9))
    ]
    works = [work for row in rows for work in _works(draw, row)]
    works += [{"place": pump["id"], "work_type": "water", "quantity": 900.0} for pump in pumps]
    kinds = [
        {
            "id": key,
            "name": name,
            "work_class": group,
            "unit": unit,
            "unit_cost": cost * 100,
            "productivity": 30.0,
            "resident_share": residents,
            "utility_share": utilities,
        }
        for key, name, group, unit, cost, residents, utilities in TYPES
    ]
    funds = [
        {"fund": name, "kind": kind, "year": year, "limit": limit * 1_000_000, "carry_share": 1.0}
        for name, kind, limits in FUNDS
        for year, limit in zip(YEARS, limits, strict=True)
    ]
    empty = (Buildings, Benefits, Links, OutsideProjects, Crews, Ballots, Answers, Consents, Targets)
    unused = (Calendar, Adjacency, Grounds, Operators, Agreements, Assessments, Published, Actuals, WhatIfs)
    rest = {kind.NAME.name: table(kind, []) for kind in (*empty, *unused)}
    settings = Settings(
        name="Old estates of Jinping (made up)",
        name_zh="金平区老旧小区改造（虚构样例）",
        first_period="2020Q4",
        periods=21,
    )
    return Programme(
        settings=settings,
        estates=table(Estates, rows),
        work_types=table(WorkTypes, kinds),
        works=table(Works, works),
        assets=table(Assets, pumps),
        funds=table(Funds, funds),
        source="made-up",
        **rest,
    )


def _estates(draw: random.Random, estates: int) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    shares = [max(1, round(size * estates / 425)) for size in SIZES]
    for place, (street, share) in enumerate(zip(STREETS, shares, strict=True)):
        x, y = 116.66 + 0.022 * (place % 3), 23.345 + 0.018 * (place // 3)
        for n in range(share):
            households = max(24, int(draw.lognormvariate(5.25, 0.75)))
            row = {
                "id": f"E{len(rows) + 1:03d}",
                "name": f"{draw.choice('翠梅兰桂金海荣华福安')}{draw.choice('园苑村里庭居')}{n + 1}号院",
                "street": f"{street}街道",
                "zone": f"{street[0]}Z{n // 5 + 1:02d}",
                "lon": round(draw.gauss(x, 0.0042), 5),
                "lat": round(draw.gauss(y, 0.0036), 5),
                "year_built": draw.randint(1978, 2000),
                "buildings": max(1, households // 36),
                "households": households,
                "floor_area": float(households * draw.randint(62, 88)),
                "responsible_unit": f"{street}街道办事处",
                "pilot": len(rows) in (3, 4),
            }
            rows.append(row)
    for row in rows[20:22]:
        row["excluded_because"] = "已列入征收计划"
    return rows


def _works(draw: random.Random, row: dict[str, Any]) -> list[dict[str, Any]]:
    per_household = {"m": 1.7, "m2": 14.0, "户": 1.0, "单元": 0.08, "个": 0.4, "台": 0.012}
    chosen = [
        kind
        for kind in TYPES
        if draw.random() < {"basic": 0.86, "improvement": 0.6, "upgrade": 0.24}[kind[2]]
    ]
    return [
        {
            "place": row["id"],
            "work_type": kind[0],
            "quantity": max(1.0, round(row["households"] * per_household[kind[3]] * draw.uniform(0.5, 1.2))),
            "need": round(draw.uniform(0.3, 1.0), 2),
        }
        for kind in (chosen or [TYPES[1]])
    ]


@cache
def fake_document(estates: int = 425) -> dict[str, Any]:
    """A plan document for the made-up district: each campaign started somewhere and paid by someone."""
    draw = random.Random(11)
    programme = fake_programme(estates)
    pots = {name: [limit * 1_000_000 for limit in limits] for name, _, limits in FUNDS}
    campaigns, draws, left_out = [], [], []
    for c in range(len(programme.campaigns)):
        campaign, paid, out = _campaign(draw, programme, c, pots)
        left_out += out
        if campaign is not None:
            campaigns.append(campaign)
            draws += paid
    for row in np.flatnonzero(programme.estates.excluded_because != ""):
        left_out.append(
            _left_out(programme, int(row), "excluded: 已列入征收计划", "已排除：已列入征收计划", None)
        )
    return tail_of(programme, campaigns, draws, left_out, pots)


def _left_out(
    programme: Programme, row: int, why: str, why_zh: str, works: list[str] | None
) -> dict[str, Any]:
    key = str(programme.estates.id[row])
    return {"estate": key, "campaign": key, "why": why, "why_zh": why_zh, "works": works}


def _campaign(
    draw: random.Random, programme: Programme, c: int, pots: dict[str, list[int]]
) -> tuple[dict[str, Any] | None, list[dict[str, Any]], list[dict[str, Any]]]:
    held, facts, kinds = programme.campaigns, programme.facts, programme.work_types
    row = int(held.estate[c])
    key = str(held.key[c])
    rows = [int(w) for w in np.flatnonzero(facts.campaign == c)]
    kept = [w for w in rows if kinds.work_class[facts.work_type[w]] == "basic" or draw.random() < 0.62]
    out = []
    if row >= 0 and draw.random() < 0.03:
        why = "No period is left in which the district's money and the street's limit allow it."
        return None, [], [_left_out(programme, row, why, "各时段的区级资金与街道限额均已用尽。", None)]
    if len(kept) < len(rows) and row >= 0:
        dropped = [str(facts.key[w]) for w in rows if w not in kept]
        why = "It costs more per household-year than the works the funds were spent on."
        out = [_left_out(programme, row, why, "单位效益造价高于已安排的内容。", dropped)]
    period = 0 if c < 19 else min(20, int(draw.betavariate(1.6, 2.0) * 19) + 1)
    start = _month(FIRST, 3 * period)
    works = [_work(draw, programme, w, start) for w in kept]
    year = start.year - YEARS[0]
    cost = sum(int(facts.cost[w]) for w in kept)
    paid = _pay(key, year, cost, pots, draw)
    by_fund: dict[str, float] = {}
    for entry in paid:
        by_fund[entry["fund"]] = round(by_fund.get(entry["fund"], 0) + entry["amount"], 2)
    due_after = round(cost / 100 - sum(by_fund.values()), 2)
    payer = {"utility": "utility", "resident": "resident"}
    shares = dict.fromkeys(("government", "resident", "utility", "society"), 0.0)
    for name, kind, _ in FUNDS:
        who = payer.get(kind, "government")
        shares[who] = round(shares[who] + by_fund.get(name, 0), 2)
    shares["government"] = round(shares["government"] + due_after, 2)
    finish = max((work["finish"] for work in works), default=start.isoformat())
    return (
        {
            "place": key,
            "place_kind": str(held.place_kind[c]),
            "estate": key if row >= 0 else None,
            "estate_name": str(programme.estates.name[row]) if row >= 0 else f"{int(key[1:])}号智慧泵房",
            "street": str(held.street[c]),
            "zone": str(held.zone[c]),
            "campaign": key,
            "pilot": bool(held.pilot[c]),
            "start": start.isoformat(),
            "period": f"{start.year}Q{(start.month + 2) // 3}",
            "finish": finish,
            "households": int(held.households[c]),
            "buildings": int(held.buildings[c]),
            "floor_area_m2": float(held.floor_area[c]),
            "works": works,
            "cost": cost / 100,
            "by_payer": shares,
            "by_fund": by_fund,
            "due_after_plan": due_after,
            "benefit": round(float(facts.benefit_per_year[kept].sum()) * (2035 - start.year), 2),
            "disruption": round(float(held.households[c]) * 120.0, 1),
        },
        paid,
        out,
    )


def _work(draw: random.Random, programme: Programme, w: int, start: datetime.date) -> dict[str, Any]:
    facts, kinds = programme.facts, programme.work_types
    kind = int(facts.work_type[w])
    begin = start + datetime.timedelta(days=draw.randint(0, 60))
    return {
        "work": str(facts.key[w]),
        "work_type": str(kinds.id[kind]),
        "name": str(kinds.name[kind]),
        "work_class": str(kinds.work_class[kind]),
        "quantity": float(facts.quantity[w]),
        "start": begin.isoformat(),
        "finish": (begin + datetime.timedelta(days=draw.randint(20, 150))).isoformat(),
        "cost": int(facts.cost[w]) / 100,
    }


def _pay(
    key: str, year: int, cost: int, pots: dict[str, list[int]], draw: random.Random
) -> list[dict[str, Any]]:
    """Draw the cost from the funds, in a mixed order, in the year of the start and the years after."""
    names = list(pots)
    draw.shuffle(names)
    paid: list[dict[str, Any]] = []
    left, small = cost, cost // 4
    for y in range(year, len(YEARS)):
        for name in [*names, *names]:
            amount = min(left, pots[name][y], small if left > small else left)
            if amount > 0:
                pots[name][y] -= amount
                left -= amount
                paid.append(
                    {
                        "fund": name,
                        "claim_group": name,
                        "campaign": key,
                        "year": YEARS[y],
                        "amount": amount / 100,
                    }
                )
    return paid


def _month(day: datetime.date, months: int) -> datetime.date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return datetime.date(year, month + 1, 1)
