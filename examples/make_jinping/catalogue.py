"""The catalogue of works; prices and paces are assumptions (假设值) unless the README names a source."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .rows import Row, Rows

BASIC, IMPROVEMENT, UPGRADE = "基础类", "完善类", "提升类"

_DEMOLITION: Row = {
    "id": "demolition", "name": "拆违清障", "work_class": BASIC, "content_group": "环境提升", "unit": "m2",
    "unit_cost": 90, "fixed_days": 15, "trade": "demolition", "opens_ground": False,
    "nuisance": "noise 2; dust 3; parking 2", "nuisance_scope": "estate", "calendar_class": "site",
}  # fmt: skip
_SEWERS: Row = {
    "id": "sewers", "name": "雨污分流", "work_class": BASIC, "content_group": "基础设施", "unit": "m",
    "unit_cost": 1300, "productivity": 18, "crews_at_once": 2, "trade": "pipe", "opens_ground": True,
    "nuisance": "noise 3; dust 3; road 3", "nuisance_scope": "estate", "calendar_class": "earth",
    "after": ("demolition",),
}  # fmt: skip
_WATER: Row = {
    "id": "water", "name": "供水庭院管网", "work_class": BASIC, "content_group": "基础设施", "unit": "m",
    "unit_cost": 479, "productivity": 25, "crews_at_once": 2, "trade": "pipe", "opens_ground": True,
    "nuisance": "noise 2; water 2; road 2", "nuisance_scope": "estate", "calendar_class": "earth",
    "utility_share": 0.35, "utility_share_realised": 0.3, "after": ("sewers",),
}  # fmt: skip
_POWER: Row = {
    "id": "power", "name": "一户一表与电力增容", "work_class": BASIC, "content_group": "基础设施",
    "unit": "户", "unit_cost": 3100, "productivity": 4, "crews_at_once": 3, "trade": "power",
    "opens_ground": False, "nuisance": "power 3; access 1", "nuisance_scope": "building",
    "calendar_class": "site", "utility_share": 0.25, "after": ("demolition",),
}  # fmt: skip
_WIRES_BURY: Row = {
    "id": "wires_bury", "name": "三线下地", "work_class": BASIC, "content_group": "基础设施", "unit": "m",
    "unit_cost": 360, "productivity": 15, "crews_at_once": 2, "trade": "telecom", "opens_ground": True,
    "nuisance": "noise 2; telecom 2; road 2", "nuisance_scope": "estate", "calendar_class": "earth",
    "utility_share": 0.4, "utility_share_realised": 0.3, "after": ("sewers",),
}  # fmt: skip
_WIRES_TIDY: Row = {
    "id": "wires_tidy", "name": "三线规整", "work_class": BASIC, "content_group": "基础设施", "unit": "m",
    "unit_cost": 95, "productivity": 25, "crews_at_once": 2, "trade": "telecom", "opens_ground": False,
    "nuisance": "telecom 2; noise 1", "nuisance_scope": "estate", "calendar_class": "site",
    "utility_share": 0.4, "utility_share_realised": 0.3, "after": ("sewers",),
}  # fmt: skip
_FIRE: Row = {
    "id": "fire_lighting", "name": "消防与公共照明", "work_class": BASIC, "content_group": "基础设施",
    "unit": "项", "fixed_days": 36, "trade": "electrical", "opens_ground": False,
    "nuisance": "water 1; road 1", "nuisance_scope": "estate", "calendar_class": "site",
    "after": ("water",),
}  # fmt: skip
_FACADE: Row = {
    "id": "facade", "name": "外立面与屋面修缮", "work_class": BASIC, "content_group": "住宅本体",
    "unit": "m2", "unit_cost": 95, "productivity": 60, "crews_at_once": 3, "trade": "facade",
    "opens_ground": False, "nuisance": "noise 2; dust 2; light 3", "nuisance_scope": "building",
    "calendar_class": "facade", "resident_share": 0.05, "resident_share_realised": 0.01,
    "after": ("demolition",),
}  # fmt: skip
_STAIRWELLS: Row = {
    "id": "stairwells", "name": "楼道修缮与扶手", "work_class": BASIC, "content_group": "住宅本体",
    "unit": "单元", "unit_cost": 12000, "productivity": 0.25, "crews_at_once": 5, "trade": "interior",
    "opens_ground": False, "nuisance": "access 2; dust 1; noise 1", "nuisance_scope": "stairwell",
    "calendar_class": "site", "resident_share": 0.05, "resident_share_realised": 0.01, "after": ("power",),
}  # fmt: skip
_ROADS: Row = {
    "id": "roads", "name": "道路修复", "work_class": BASIC, "content_group": "环境提升", "unit": "m2",
    "unit_cost": 140, "productivity": 110, "crews_at_once": 2, "trade": "road", "opens_ground": True,
    "nuisance": "road 3; noise 2; dust 1", "nuisance_scope": "estate", "calendar_class": "paving",
    "after": ("sewers", "water", "wires_bury", "wires_tidy", "fire_lighting"),
}  # fmt: skip
_PARKING: Row = {
    "id": "parking", "name": "停车泊位", "work_class": IMPROVEMENT, "content_group": "环境提升",
    "unit": "个", "unit_cost": 2400, "productivity": 12, "crews_at_once": 1, "trade": "road",
    "opens_ground": False, "nuisance": "parking 2", "nuisance_scope": "estate", "calendar_class": "paving",
    "resident_share": 0.1, "resident_share_realised": 0.03, "after": ("roads",),
}  # fmt: skip
_GREENING: Row = {
    "id": "greening", "name": "绿化提升", "work_class": IMPROVEMENT, "content_group": "环境提升",
    "unit": "m2", "unit_cost": 160, "productivity": 150, "crews_at_once": 2, "trade": "garden",
    "opens_ground": False, "nuisance": "dust 1", "nuisance_scope": "estate", "calendar_class": "garden",
    "resident_share": 0.1, "resident_share_realised": 0.02, "after": ("facade", "roads"),
}  # fmt: skip
_ACCESS: Row = {
    "id": "accessibility", "name": "无障碍与适老改造", "work_class": IMPROVEMENT,
    "content_group": "住宅本体", "unit": "单元", "unit_cost": 12500, "productivity": 0.4,
    "crews_at_once": 3, "trade": "interior", "opens_ground": False, "nuisance": "access 2",
    "nuisance_scope": "stairwell", "calendar_class": "site", "resident_share": 0.1,
    "resident_share_realised": 0.02, "after": ("sewers",),
}  # fmt: skip
_CHARGING: Row = {
    "id": "charging", "name": "充电设施", "work_class": IMPROVEMENT, "content_group": "服务设施",
    "unit": "端口", "unit_cost": 1500, "fixed_days": 15, "trade": "electrical", "opens_ground": False,
    "nuisance": "power 1; parking 1", "nuisance_scope": "estate", "calendar_class": "site",
    "utility_share": 0.5, "after": ("power", "roads"),
}  # fmt: skip
_LIFTS: Row = {
    "id": "lifts", "name": "加装电梯", "work_class": UPGRADE, "content_group": "住宅本体", "unit": "台",
    "unit_cost": 520000, "productivity": 0.0125, "crews_at_once": 2, "trade": "lift", "opens_ground": True,
    "nuisance": "access 3; noise 2; light 2", "nuisance_scope": "stairwell", "calendar_class": "lift",
    "consent_matter": "lift", "resident_share": 0.8, "resident_share_realised": 0.75, "after": ("sewers",),
}  # fmt: skip
_COMMUNITY: Row = {
    "id": "community", "name": "社区与养老服务用房", "work_class": UPGRADE, "content_group": "服务设施",
    "unit": "m2", "unit_cost": 2400, "fixed_days": 80, "trade": "fitout", "opens_ground": False,
    "nuisance": "noise 1", "nuisance_scope": "building", "calendar_class": "site", "after": ("demolition",),
}  # fmt: skip
_SECURITY: Row = {
    "id": "security", "name": "智慧安防", "work_class": UPGRADE, "content_group": "服务设施", "unit": "项",
    "fixed_days": 15, "trade": "electrical", "opens_ground": False, "nuisance": "noise 1",
    "nuisance_scope": "estate", "calendar_class": "site", "after": ("wires_bury", "wires_tidy"),
}  # fmt: skip

WORK_TYPES: Rows = [
    _DEMOLITION, _SEWERS, _WATER, _POWER, _WIRES_BURY, _WIRES_TIDY, _FIRE, _FACADE, _STAIRWELLS, _ROADS,
    _PARKING, _GREENING, _ACCESS, _CHARGING, _LIFTS, _COMMUNITY, _SECURITY,
]  # fmt: skip
