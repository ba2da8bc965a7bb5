"""Tables of places: estates, their buildings, shared assets, neighbours.

size: declarations of columns, which are read as a list.
"""

from __future__ import annotations

from scenarios.tables import declare
from scenarios.tables.column import Counts, Dates, Flags, NameLists, Numbers, Table, Texts

GRADES = {"A": ("a", "Ａ"), "B": ("b", "Ｂ"), "C": ("c", "Ｃ"), "D": ("d", "Ｄ")}
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
        enforced=False,
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


@declare.record(
    name="assets",
    zh="共用设施",
    en="One row is an asset that serves several estates, such as a pump house.",
    meaning_zh="一行是服务多个小区的共用设施，如泵房。",
    aliases=("泵房",),
)
class Assets(Table):
    """Shared assets 共用设施, axis ``(asset,)``."""

    id: Texts = declare.text(
        "设施编号",
        "Unique code of the asset.",
        "设施唯一编号。",
        aliases=("编号",),
        required=True,
        key=True,
        example="P01",
    )
    name: Texts = declare.text(
        "设施名称", "Name of the asset.", "设施名称。", aliases=("名称",), example="1号智慧泵房"
    )
    owner: Texts = declare.text(
        "建设单位",
        "Who builds it.",
        "建设（产权）单位。",
        aliases=("产权单位", "责任单位"),
        example="供水公司",
    )
    street: Texts = declare.text("街道", "Sub-district office.", "所属街道。", example="东方街道")
    zone: Texts = declare.text("片区", "Zone.", "片区。", example="DF-Z01")
    lon: Numbers = declare.number(
        "经度", "Longitude in degrees.", "经度（度）。", minimum=-180.0, maximum=180.0, example="116.68"
    )
    lat: Numbers = declare.number(
        "纬度", "Latitude in degrees.", "纬度（度）。", minimum=-90.0, maximum=90.0, example="23.36"
    )
    estates: NameLists = declare.names(
        "服务小区",
        "Estates it serves.",
        "所服务的小区编号。",
        aliases=("受益小区",),
        required=True,
        refers_to=("estates.id",),
        example="DF001;DF002",
    )
    holds: NameLists = declare.names(
        "制约改造内容",
        "Work types at those estates that may start only once it is ready; empty: all of them.",
        "须待其投用后方可开工的改造内容；空白表示全部。",
        aliases=("制约内容",),
        refers_to=("work_types.id",),
        example="water",
    )
    ready: Dates = declare.date(
        "投用时间",
        "Last day of building it; the works it holds start after this day. Empty: it holds nothing.",
        "建成投用日；受制约的内容此后方可开工；空白表示不制约。",
        aliases=("完工时间", "投用日期"),
        edge="last",
        example="2022-06-30",
    )


@declare.record(
    name="adjacency",
    zh="相邻",
    en="One row is a pair of neighbouring estates.",
    meaning_zh="一行是一对相邻小区。",
    aliases=("相邻关系",),
)
class Adjacency(Table):
    """Pairs of neighbouring estates 相邻, axis ``(pair,)``."""

    estate: Texts = declare.text(
        "小区编号",
        "One estate.",
        "小区。",
        required=True,
        key=True,
        refers_to=("estates.id",),
        example="DF001",
    )
    neighbour: Texts = declare.text(
        "相邻小区",
        "The other estate.",
        "相邻小区。",
        required=True,
        key=True,
        refers_to=("estates.id",),
        example="DF002",
    )
    shared_road: Texts = declare.text(
        "共用道路", "Road that both use.", "共用的道路。", enforced=False, example="金砂路"
    )
