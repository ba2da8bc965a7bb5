"""Tables of places: estates, their buildings, shared assets, neighbours.

size: declarations of columns, which are read as a list.
"""

from __future__ import annotations

from scenarios.tables import declare
from scenarios.tables.column import Counts, Dates, Flags, LevelLists, NameLists, Numbers, Table, Texts

GRADES = {"A": ("a", "Ａ"), "B": ("b", "Ｂ"), "C": ("c", "Ｃ"), "D": ("d", "Ｄ")}
STAGES = {
    "none": ("无",),
    "surveyed": ("已摸底",),
    "designed": ("已设计",),
    "publicised": ("已公示",),
    "approved": ("已批复",),
    "tendered": ("已招标",),
}
MODES = {"micro": ("微改造",), "comprehensive": ("综合整治", "综合改造"), "rebuild": ("拆除重建", "重建")}


@declare.record(
    name="estates",
    zh="小区",
    aliases=("小区台账", "estate list"),
    en="One row is an old residential estate.",
    meaning_zh="一行是一个老旧小区。",
)
class Estates(Table):
    """Old residential estates 老旧小区, axis ``(estate,)``."""

    id: Texts = declare.text(
        "小区编号",
        "Unique code of the estate.",
        "小区的唯一编号。",
        aliases=("编号", "小区代码", "estate id", "code"),
        required=True,
        key=True,
        example="DF001",
    )
    name: Texts = declare.text(
        "小区名称",
        "Name of the estate.",
        "小区名称。",
        aliases=("名称", "estate"),
        required=True,
        example="翠园",
    )
    street: Texts = declare.text(
        "街道",
        "Sub-district office the estate belongs to; empty: no street's limits apply to it.",
        "所属街道；空白时不受任何街道限额约束。",
        aliases=("街道/镇", "街道（镇）", "所属街道", "镇街"),
        example="东方街道",
    )
    zone: Texts = declare.text(
        "片区",
        "Zone of neighbouring estates renovated together.",
        "一并改造的片区。",
        aliases=("片区名称", "项目片区", "片区编号", "片区/项目名称"),
        example="DF-Z01",
    )
    lon: Numbers = declare.number(
        "经度",
        "Longitude in degrees (WGS 84).",
        "经度（度，WGS 84）。",
        aliases=("lng", "longitude"),
        minimum=-180.0,
        maximum=180.0,
        example="116.68",
    )
    lat: Numbers = declare.number(
        "纬度",
        "Latitude in degrees (WGS 84).",
        "纬度（度，WGS 84）。",
        aliases=("latitude",),
        minimum=-90.0,
        maximum=90.0,
        example="23.36",
    )
    year_built: Counts = declare.year(
        "建成年代",
        "Year in which it was built.",
        "建成年份。",
        aliases=("建成年份", "建成时间", "竣工年份"),
        example="1993",
    )
    buildings: Counts = declare.count(
        "栋数",
        "Buildings.",
        "楼栋数。",
        aliases=("楼栋数", "幢数", "楼栋数量"),
        default=1,
        assumption=True,
        example="7",
    )
    stairwells: Counts = declare.count(
        "单元数", "Stairwells.", "单元数。", aliases=("单元", "门洞数"), example="21"
    )
    households: Counts = declare.count(
        "户数", "Households.", "户数。", aliases=("总户数", "居民户数", "套数"), required=True, example="261"
    )
    floor_area: Numbers = declare.area(
        "建筑面积",
        "Residential floor area in m2.",
        "住宅建筑面积（平方米）。",
        aliases=("住宅建筑面积", "总建筑面积", "改造面积", "floor area"),
        example="20880",
    )
    residents: Counts = declare.count(
        "居民人数", "Residents.", "居住人数。", aliases=("人口", "人数"), example="705"
    )
    over_60: Counts = declare.count(
        "60岁以上",
        "Residents of 60 and over.",
        "60岁及以上人数。",
        aliases=("60岁以上人数", "老年人数"),
        example="150",
    )
    over_75: Counts = declare.count(
        "75岁以上", "Residents of 75 and over.", "75岁及以上人数。", aliases=("75岁以上人数",), example="46"
    )
    gated: Flags = declare.flag(
        "是否封闭",
        "Whether the estate is gated; no: open to the street.",
        "是否封闭；否为开放式小区。",
        aliases=("封闭小区", "是否封闭管理"),
        example="否",
    )
    structure_grade: Texts = declare.choice(
        "房屋等级",
        "Structural grade A to D; D is a dangerous house and needs rebuilding.",
        "房屋安全等级 A–D；D 级为危房，应重建。",
        GRADES,
        aliases=("危房等级", "结构等级"),
        example="B",
    )
    heritage: Flags = declare.flag(
        "历史文化保护",
        "Whether heritage protection covers it.",
        "是否涉及历史文化保护或文物。",
        aliases=("是否历史文化", "是否文物", "是否历史文化/文物"),
        example="否",
    )
    mode: Texts = declare.choice(
        "改造方式",
        "Mode of renovation.",
        "改造方式。",
        MODES,
        aliases=("改造模式",),
        default="comprehensive",
        example="综合整治",
    )
    programme_tag: Texts = declare.text(
        "项目标签", "Programme that claims the estate.", "所属专项。", aliases=("专项名称",), example=""
    )
    phase: Texts = declare.text(
        "期次",
        "Published phase the estate already belongs to.",
        "已公布的期次。",
        aliases=("批次",),
        example="一期",
    )
    management: Texts = declare.text(
        "物业管理",
        "Property management arrangement.",
        "物业管理情况。",
        aliases=("物业管理情况", "管理方式"),
        example="无物业",
    )
    agreements: NameLists = declare.names(
        "第三方协议",
        "Agreements with third parties still to be signed.",
        "尚需签订的第三方协议。",
        example="",
    )
    responsible_unit: Texts = declare.text(
        "责任单位", "Responsible unit.", "责任单位。", aliases=("实施主体",), example="东方街道办"
    )
    responsible_person: Texts = declare.text(
        "责任人", "Responsible person.", "责任人。", aliases=("联系人",), example=""
    )
    priority: Numbers = declare.number(
        "优先系数",
        "Weight of the estate's benefit in the aim; 1 is neutral, 0 counts for nothing.",
        "小区效益在目标中的权重；1 为中性。",
        aliases=("优先度",),
        default=1.0,
        minimum=0.0,
        example="1",
    )
    pilot: Flags = declare.flag(
        "试点",
        "Whether it is a pilot that goes first.",
        "是否试点，先行实施。",
        aliases=("是否试点",),
        example="否",
    )
    required: Flags = declare.flag(
        "必须实施",
        "Whether it must start within the plan; empty: as the settings say.",
        "是否必须在规划期内开工；空白按设置。",
        aliases=("是否必须", "必改小区"),
        example="是",
    )
    excluded_because: Texts = declare.text(
        "排除原因",
        "Reason why it is left out; empty: it takes part.",
        "不参与的原因；空白表示参与。",
        aliases=("不纳入原因",),
        example="",
    )
    earliest: Dates = declare.date(
        "最早开工",
        "No start before this day.",
        "不得早于此日开工。",
        aliases=("最早开工时间",),
        example="2021Q1",
    )
    latest: Dates = declare.date(
        "最迟开工",
        "No start after this day.",
        "不得晚于此日开工。",
        aliases=("最迟开工时间",),
        edge="last",
        example="2024Q4",
    )
    pinned_start: Dates = declare.date(
        "锁定开工",
        "It starts in the period that holds this day.",
        "固定在包含此日的时段开工。",
        aliases=("固定开工", "计划开工时间"),
        example="",
    )
    renovated_on: Dates = declare.date(
        "上次改造",
        "Day on which an earlier renovation ended; the moratorium counts from it.",
        "上次改造完成时间；禁止重复开挖期由此起算。",
        aliases=("上次改造时间", "已改造年份"),
        edge="last",
        example="",
    )
    hardship: LevelLists = declare.levels(
        "困难户数",
        "Households by class of hardship, such as low_income 12; near_poor 30.",
        "各类困难户数，如 low_income 12; near_poor 30（低保、低保边缘）。",
        minimum=0.0,
        example="",
    )
    demolition_list: Flags = declare.flag(
        "列入征收",
        "Whether it is on a demolition list.",
        "是否列入征收或棚改。",
        aliases=("是否列入征收", "是否列入征收/棚改"),
        example="否",
    )
    heritage_permit: Dates = declare.date(
        "文保许可日",
        "Day from which ground works are permitted at heritage ground; empty: not yet.",
        "文保地块准许开挖之日；空白为尚未许可。",
        example="",
    )
    preparation_from: Dates = declare.date(
        "前期开始",
        "Day on which preparation begins; empty: as the settings say.",
        "前期工作开始日；空白按设置。",
        example="",
    )
    ready_stage: Texts = declare.choice(
        "前期阶段",
        "Stage of preparation that is done.",
        "已完成的前期阶段。",
        STAGES,
        default="none",
        example="",
    )


@declare.record(
    name="buildings",
    zh="楼栋",
    en="One row is a building of an estate (optional).",
    meaning_zh="一行是一栋楼（可选）。",
    aliases=("楼栋台账",),
)
class Buildings(Table):
    """Buildings 楼栋, axis ``(building,)``."""

    id: Texts = declare.text(
        "楼栋编号",
        "Code of the building, unique within its estate.",
        "楼栋编号，小区内唯一。",
        aliases=("楼号", "栋号"),
        required=True,
        key=True,
        example="1栋",
    )
    estate: Texts = declare.text(
        "小区编号",
        "Estate it stands in.",
        "所属小区。",
        aliases=("小区", "estate id"),
        required=True,
        key=True,
        refers_to=("estates.id",),
        example="DF001",
    )
    stairwells: Counts = declare.count("单元数", "Stairwells.", "单元数。", aliases=("单元",), example="3")
    floors: Counts = declare.count("层数", "Floors.", "层数。", aliases=("楼层数",), example="7")
    stacks: Counts = declare.count(
        "立管数", "Stacks of flats that share risers.", "共用立管的竖列数。", example="6"
    )
    flats: Counts = declare.count("套数", "Flats.", "住宅套数。", aliases=("户数",), example="42")
    floor_area: Numbers = declare.area(
        "建筑面积", "Floor area in m2.", "建筑面积（平方米）。", example="3360"
    )
    condition: Texts = declare.choice(
        "房屋等级", "Structural grade A to D.", "房屋安全等级。", GRADES, aliases=("危房等级",), example="B"
    )
