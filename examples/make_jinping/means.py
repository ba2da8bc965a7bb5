"""Funds, crews, targets and the calendar; the funds add up to the published 1,400,000,000 yuan."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from .catalogue import BASIC, IMPROVEMENT

if TYPE_CHECKING:
    from .rows import Row, Rows

YEARS = tuple(range(2020, 2026))
PUBLISHED_INVESTMENT = 1_400_000_000

FUNDS: dict[str, tuple[Row, tuple[int, ...]]] = {
    "central": (
        {"kind": "central", "classes": (BASIC,), "attribute": "year_built <= 2000", "carry_share": 1},
        (2800, 7000, 9700, 9700, 8600, 5700),
    ),
    "province": (
        {"kind": "province", "classes": (BASIC, IMPROVEMENT), "carry_share": 0},
        (1000, 2300, 3400, 3400, 3000, 1900),
    ),
    "city": (
        {"kind": "city", "classes": None, "carry_share": 1},
        (1300, 3300, 4900, 4900, 4500, 3100),
    ),
    "district": (
        {"kind": "district", "carry_share": 1, "backs": ("resident", "utility")},
        (2300, 4200, 6500, 6700, 6500, 4300),
    ),
    "bond": (
        {"kind": "bond", "work_types": ("parking", "charging", "community"), "carry_share": 1},
        (0, 1200, 2300, 2000, 1400, 600),
    ),
    "lift_award": (
        {"kind": "award", "work_types": ("lifts",), "carry_share": 1, "backs": ("resident",)},
        (0, 150, 350, 300, 250, 150),
    ),
    "society": (
        {"kind": "society", "work_types": ("community",), "carry_share": 1},
        (0, 800, 1100, 900, 500, 200),
    ),
    "utility": (
        {"kind": "utility", "carry_share": 1},
        (1000, 2300, 3000, 2900, 2300, 1000),
    ),
    "resident": (
        {"kind": "resident", "carry_share": 1},
        (50, 700, 1250, 1150, 750, 400),
    ),
}
"""Each fund: who may draw on it, and its limits by year in 万元."""


def fund_rows() -> Rows:
    """Return the funds year by year; central money lapses a year later, provincial money at once."""
    rows: Rows = []
    for fund, (terms, limits) in FUNDS.items():
        for year, limit in zip(YEARS, limits, strict=True):
            last = year + 1 if fund == "central" else None
            if limit:
                rows.append(
                    {"fund": fund, "year": year, "limit": limit * 10_000, "carry_last_year": last, **terms}
                )
    return rows


CREWS: dict[str, tuple[float, ...]] = {
    "demolition": (6, 8, 10, 10, 10, 8),
    "pipe": (24, 50, 60, 60, 56, 50),
    "power": (30, 36, 42, 42, 40, 36),
    "telecom": (8, 18, 22, 22, 20, 18),
    "electrical": (12, 20, 24, 24, 22, 20),
    "facade": (32, 52, 62, 62, 58, 52),
    "interior": (40, 70, 80, 80, 76, 70),
    "road": (10, 20, 24, 24, 22, 20),
    "garden": (4, 8, 10, 10, 10, 8),
    "lift": (6, 14, 18, 18, 16, 14),
    "fitout": (4, 8, 10, 10, 10, 8),
}
"""Crews of each trade by year."""


def crew_rows() -> Rows:
    """Return the crews, trade by trade and year by year."""
    return [
        {
            "trade": trade,
            "kind": "crew",
            "from_": datetime.date(year, 10 if year == 2020 else 1, 1),
            "to": datetime.date(year, 12, 31),
            "count": count,
        }
        for trade, counts in CREWS.items()
        for year, count in zip(YEARS, counts, strict=True)
    ]


def target_rows() -> Rows:
    """Return the duties: the published end, the first phase, parking, and steps between."""
    return [
        _target("一期19个小区2021年7月底完工", "estates", 19, "completed", (2021, 7, 31)),
        _target("2021年底开工80个小区", "estates", 80, "started", (2021, 12, 31)),
        _target("2022年底开工170个小区", "estates", 170, "started", (2022, 12, 31)),
        _target(
            "2023年底完工265个小区", "estates", 265, "completed", (2023, 12, 31), strength="soft", rank=2
        ),
        _target(
            "2024年底惠及9.7万户", "households", 97_000, "completed", (2024, 12, 31), strength="soft", rank=1
        ),
        _target(
            "2025年底新增停车泊位3万个", "quantity", 30_000, "completed", (2025, 12, 31), work_type="parking"
        ),
        _target("2025年底425个小区全部完工", "estates", 425, "completed", (2025, 12, 31)),
    ]


def _target(
    name: str,
    measure: str,
    value: int,
    counted: str,
    by: tuple[int, int, int],
    strength: str = "hard",
    rank: int | None = None,
    work_type: str | None = None,
) -> Row:
    return {
        "name": name,
        "measure": measure,
        "work_type": work_type,
        "value": value,
        "counted": counted,
        "by": datetime.date(*by),
        "strength": strength,
        "rank": rank,
    }


NEW_YEARS = ((2021, 2, 12), (2022, 2, 1), (2023, 1, 22), (2024, 2, 10), (2025, 1, 29), (2026, 2, 17))
"""First days of the lunar years."""


def calendar_rows() -> Rows:
    """Return the windows in which work stops."""
    rows: Rows = []
    for year, month, day in NEW_YEARS:
        first = datetime.date(year, month, day)
        rows.append(
            _window("春节", first - datetime.timedelta(12), first + datetime.timedelta(14), "full", False)
        )
    rows.append(_window("国庆", datetime.date(2020, 10, 1), datetime.date(2020, 10, 7), "quiet", True))
    rows.append(_window("高考", datetime.date(2021, 6, 4), datetime.date(2021, 6, 9), "quiet", True))
    rows.append(_window("中考", datetime.date(2021, 6, 24), datetime.date(2021, 6, 28), "quiet", True))
    storms = _window("台风主汛期", datetime.date(2021, 8, 1), datetime.date(2021, 8, 31), "full", True)
    return [*rows, storms | {"classes": ("earth",)}]


def _window(name: str, first: datetime.date, last: datetime.date, stop: str, yearly: bool) -> Row:
    return {"name": name, "from_": first, "to": last, "every_year": yearly, "stop": stop}
