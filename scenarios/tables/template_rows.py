"""The rows of the templates: a tiny programme that can be planned, in both languages.

Values are those that the columns store, money in yuan; a pair is (Chinese, English).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scenarios.tables.catalogue import WorkTypes
from scenarios.tables.commons import Assets
from scenarios.tables.means import Calendar, Crews, Targets
from scenarios.tables.money import Funds
from scenarios.tables.people import Ballots, Consents
from scenarios.tables.places import Buildings, Estates
from scenarios.tables.undertaking import Links, OutsideProjects, Works

if TYPE_CHECKING:
    from scenarios.tables.column import Table

Row = dict[str, Any]
EAST, SAND = ("东方街道", "East street"), ("金砂街道", "Sand street")
BASIC, BETTER = ("基础类", "basic"), ("完善类", "improvement")
UTILITY_FIRM = ("供水公司", "Water company")

_ESTATES: list[Row] = [
    {
        "id": "DF001", "name": ("翠园", "Cuiyuan"), "street": EAST, "zone": "DF-Z01", "lon": 116.69281,
        "lat": 23.36702, "year_built": 1993, "buildings": 7, "stairwells": 21, "households": 261,
        "floor_area": 20880.0, "residents": 705, "over_60": 150, "over_75": 46, "gated": False,
        "structure_grade": "B", "mode": "comprehensive", "pilot": True,
    },
    {
        "id": "DF002", "name": ("梅园", "Meiyuan"), "street": EAST, "zone": "DF-Z01", "lon": 116.69375,
        "lat": 23.36701, "year_built": 1991, "buildings": 5, "stairwells": 15, "households": 180,
        "floor_area": 14400.0, "residents": 486, "over_60": 110, "over_75": 30, "gated": False,
        "structure_grade": "B", "mode": "comprehensive", "pilot": False,
    },
    {
        "id": "JS001", "name": ("兰园", "Lanyuan"), "street": SAND, "zone": "JS-Z01", "lon": 116.7051,
        "lat": 23.3712, "year_built": 1988, "buildings": 3, "stairwells": 9, "households": 96,
        "floor_area": 7300.0, "residents": 259, "over_60": 71, "over_75": 25, "gated": True,
        "structure_grade": "C", "mode": "comprehensive", "pilot": False, "earliest": "2026Q2",
    },
]  # fmt: skip
_WORK_TYPES: list[Row] = [
    {
        "id": "sewers", "name": ("雨污分流", "Sewers"), "work_class": BASIC, "unit": "m", "unit_cost": 1300,
        "productivity": 18.0, "crews_at_once": 1, "trade": "pipe", "opens_ground": True,
        "nuisance": (("noise", 3.0), ("dust", 3.0), ("road", 3.0)), "nuisance_scope": "estate",
        "calendar_class": "earth",
    },
    {
        "id": "water", "name": ("供水管网", "Water pipes"), "work_class": BASIC, "unit": "m",
        "unit_cost": 480, "productivity": 40.0, "crews_at_once": 1, "trade": "pipe", "opens_ground": True,
        "nuisance": (("noise", 2.0), ("water", 2.0)), "nuisance_scope": "estate", "calendar_class": "earth",
        "utility_share": 0.5, "utility_share_realised": 0.4, "after": ("sewers",),
    },
    {
        "id": "paving", "name": ("道路", "Paving"), "work_class": BASIC, "unit": "m2", "unit_cost": 260,
        "productivity": 120.0, "crews_at_once": 1, "trade": "road", "opens_ground": False,
        "nuisance": (("noise", 2.0), ("road", 3.0), ("parking", 3.0)), "nuisance_scope": "estate",
        "after": ("sewers", "water"),
    },
    {
        "id": "lift", "name": ("加装电梯", "Lifts"), "work_class": BETTER, "unit": ("台", "lift"),
        "unit_cost": 650_000, "crews_at_once": 1, "fixed_days": 120, "trade": "lift",
        "opens_ground": False, "nuisance": (("noise", 3.0), ("access", 3.0)),
        "nuisance_scope": "stairwell", "consent_matter": "lift",
        "resident_share": 0.3, "resident_share_realised": 0.25,
    },
]  # fmt: skip
_WORKS: list[Row] = [
    {"place": "DF001", "work_type": "sewers", "quantity": 820.0, "need": 0.9, "required": True},
    {"place": "DF001", "work_type": "water", "quantity": 900.0, "need": 0.7, "required": True},
    {"place": "DF001", "work_type": "paving", "quantity": 3200.0, "need": 0.6, "required": True},
    {"place": "DF002", "work_type": "sewers", "quantity": 560.0, "need": 0.8, "required": True},
    {"place": "DF002", "work_type": "paving", "quantity": 2100.0, "need": 0.5, "required": False},
    {"place": "JS001", "work_type": "paving", "quantity": 900.0, "need": 0.7, "required": True},
    {"place": "JS001", "work_type": "lift", "quantity": 2.0, "need": 0.6, "required": False},
]
_CITY, _WATER, _HOMES = (
    ("市级资金", "City fund"),
    ("供水公司出资", "Water company"),
    ("居民出资", "Residents"),
)
_FUNDS: list[Row] = [
    *(
        {
            "fund": _CITY, "kind": "city", "year": year, "limit": limit, "carry_share": 1.0,
            "backs": ("resident", "utility"),
        }
        for year, limit in ((2026, 1_400_000), (2027, 1_600_000), (2028, 1_200_000))
    ),
    {"fund": _WATER, "kind": "utility", "year": 2026, "limit": 180_000, "carry_share": 1.0},
    {"fund": _HOMES, "kind": "resident", "year": 2027, "limit": 320_000, "carry_share": 1.0},
]  # fmt: skip
EXAMPLE: dict[type[Table], list[Row]] = {
    Estates: _ESTATES,
    Buildings: [
        {
            "id": ("1栋", "1"), "estate": "DF001", "stairwells": 3, "floors": 7, "flats": 42,
            "floor_area": 3360.0,
        }
    ],
    WorkTypes: _WORK_TYPES,
    Works: _WORKS,
    Links: [{"before": "DF001:sewers", "after": "DF002", "lag_days": 0}],
    OutsideProjects: [
        {
            "id": "W01", "name": ("金砂路给水主管改造", "Water main"), "owner": UTILITY_FIRM,
            "start": "2026-03-01", "finish": "2026-12-31", "estates": ("JS001",), "holds": ("paving",),
        }
    ],
    Assets: [
        {
            "id": "P01", "name": ("1号智慧泵房", "Pump house 1"), "owner": UTILITY_FIRM, "street": EAST,
            "estates": ("DF001", "DF002"), "holds": ("water",), "ready": "2026-06-30",
        }
    ],
    Funds: _FUNDS,
    Crews: [
        {"trade": "pipe", "kind": "crew", "from_": "2026Q1", "to": "2028Q4", "count": 2.0},
        {"trade": "road", "kind": "crew", "from_": "2026Q1", "to": "2028Q4", "count": 1.0},
        {"trade": "lift", "kind": "crew", "from_": "2026Q1", "to": "2028Q4", "count": 1.0},
    ],
    Ballots: [
        {"estate": "DF001", "work_type": "sewers", "support": 112, "respondents": 150, "asked": 261},
        {"estate": "JS001", "work_type": "lift", "support": 50, "respondents": 80, "asked": 96},
    ],
    Consents: [
        {
            "estate": "JS001", "scope": "estate", "matter": "lift", "turnout_area": 0.85,
            "turnout_heads": 0.85, "by_area": 0.82, "by_heads": 0.8, "date": "2026-04-20",
        }
    ],
    Targets: [
        {
            "name": ("2028年底完工3个小区", "3 estates by the end of 2028"), "measure": "estates",
            "value": 3.0, "counted": "completed", "by": "2028-12-31", "strength": "hard",
        }
    ],
    Calendar: [
        {"name": ("春节", "Spring Festival"), "from_": "2027-01-31", "to": "2027-02-20", "stop": "full"},
        {"name": ("高考", "Examinations"), "from_": "2026-06-05", "to": "2026-06-10", "every_year": True,
         "stop": "quiet"},
    ],
}  # fmt: skip
"""Rows of each table; tables that are not here have a header only."""

SETTINGS: tuple[tuple[str, Any, str, str], ...] = (
    ("name", "Example programme", "英文名称", "Name in English."),
    ("name_zh", "示例改造计划", "中文名称", "Name in Chinese."),
    ("first_period", "2026Q1", "首个时段，如 2026Q1、2026-01、2026H1、2026", "First period."),
    ("period", "quarter", "时段长度：month、quarter、half-year、year", "Length of a period."),
    ("periods", 12, "时段数", "Number of periods."),
    ("evaluation_date", "2038-12-31", "效益计算至此日（假设值）", "Benefits count to here (an assumption)."),
    ("working_days", (1, 2, 3, 4, 5, 6), "每周工作日，1 为周一（假设值）", "Weekdays worked; Monday is 1."),
    ("aims.benefit", 1.0, "效益权重", "Weight of the benefit."),
    ("aims.cost", 0.0, "造价权重（每万元）", "Weight of the cost, per 10k yuan."),
    ("aims.disruption", 0.0, "扰民权重", "Weight of the disruption."),
    ("rules.start_once.must_start", True, "有必改项的小区是否都须在规划期内开工",
     "Whether all estates with required works must start."),
    ("rules.pilot_first.on", True, "是否先试点", "Pilots first."),
    ("rules.pilot_first.others_before", 1, "试点完成前其他批次最多开工数",
     "Others that may start before the pilots end."),
    ("rules.consent.missing", "assumed", "没有表决时：assumed 视为同意（假设值），refused 视为不同意",
     "Without a vote: assumed or refused."),
    ("rules.consent.matters.lift.approval", 0.75, "加装电梯的同意门槛", "Approval that lifts need."),
    ("rules.consent.matters.lift.strictly_more", False, "是否须超过（而非达到）门槛",
     "Whether it takes more than that share."),
    ("rules.street_projects.on", True, "是否限制每个街道同时施工的批次",
     "Whether projects at once in a street are limited."),
    ("rules.street_projects.most", 2, "每个街道同时施工的批次上限", "Most at once in a street."),
)  # fmt: skip
"""Dotted key, value, and what it means in Chinese and English."""
