"""Tables of what is undertaken: works, benefits, links, outside projects."""

from __future__ import annotations

from scenarios.tables import declare
from scenarios.tables.column import Counts, Dates, Flags, Money, NameLists, Numbers, Table, Texts


@declare.record(
    name="works",
    zh="改造项",
    en="One row is a work at an estate, zone or shared asset.",
    meaning_zh="一行是某小区、片区或共用设施的一项改造。",
    aliases=("改造项目", "改造项目清单"),
)
class Works(Table):
    """Works 改造项, axis ``(work,)``."""

    id: Texts = declare.text(
        "项编号",
        "Unique code; empty: place:work_type.",
        "唯一编号；空白则为 地点:内容。",
        aliases=("编号",),
        example="",
    )
    place: Texts = declare.text(
        "地点",
        "Estate, zone or shared asset where it is done.",
        "所在小区、片区或共用设施的编号。",
        aliases=("小区编号", "小区", "estate"),
        required=True,
        key=True,
        refers_to=("estates.id", "estates.zone", "assets.id"),
        example="DF001",
    )
    work_type: Texts = declare.text(
        "内容编号",
        "Work type of the catalogue.",
        "改造内容编号。",
        aliases=("改造内容", "内容"),
        required=True,
        key=True,
        refers_to=("work_types.id",),
        example="sewers",
    )
    quantity: Numbers = declare.number(
        "工程量",
        "Quantity in the work type's unit.",
        "工程量，按改造内容的单位。",
        aliases=("数量",),
        minimum=0.0,
        default=1.0,
        assumption=True,
        example="820",
    )
    cost: Money = declare.money(
        "造价",
        "Cost; empty: quantity times unit cost.",
        "造价；空白为工程量乘单价。",
        aliases=("估算造价", "投资估算", "估算投资", "投资", "总造价", "总投资"),
        example="",
    )
    need: Numbers = declare.share(
        "需求度",
        "Need found by the survey of the place, 0 to 1.",
        "体检得出的需求度，0–1。",
        aliases=("需求",),
        default=0.5,
        assumption=True,
        example="0.8",
    )
    households: Counts = declare.count(
        "受益户数",
        "Households it serves; empty: all of the place.",
        "受益户数；空白为该地点全部户数。",
        aliases=("服务户数",),
        example="",
    )
    required: Flags = declare.flag(
        "必改",
        "Whether it must be done with its campaign; empty: yes for the basic class.",
        "是否必改；空白时基础类为是。",
        aliases=("是否必改", "必改项"),
        example="是",
    )
    campaign: Texts = declare.text(
        "施工批次",
        "Part of the place done in one opening; empty: the whole place is one campaign.",
        "一次进场完成的部分；空白表示整个地点为一个批次。",
        aliases=("批次",),
        key=True,
        example="",
    )
    ground: Texts = declare.text(
        "地块",
        "Ground it opens; empty: the place's own.",
        "所开挖的地块；空白为本地点。",
        example="",
    )
    alternatives: Texts = declare.text(
        "互斥组",
        "Works of a campaign that share this word exclude each other.",
        "同一批次内同一互斥组只选其一。",
        aliases=("互斥方案",),
        example="wires",
    )
    building: Texts = declare.text(
        "楼栋",
        "Building it is done at; empty: the whole place. Works of one type at several buildings are done "
        "at all of them or at none.",
        "所在楼栋；空白为整个地点。同一内容分楼栋填列时，全部实施或全部不实施。",
        key=True,
        example="",
    )
    revenue: Money = declare.money(
        "年收益",
        "Revenue a year once it is done, such as parking or rent; empty: quantity times the type's.",
        "完工后的年收益（停车、租金等）；空白为工程量乘单位年收益。",
        example="",
    )


@declare.record(
    name="benefits",
    zh="效益",
    en="One row is a value of its own for a campaign that starts in a period (optional).",
    meaning_zh="一行是某批次在某时段开工的效益值（可选）。",
)
class Benefits(Table):
    """Benefits given outright 效益, axis ``(benefit,)``; they replace the benefit formula."""

    campaign: Texts = declare.text(
        "施工批次",
        "Campaign (place, or place/campaign).",
        "施工批次（地点或 地点/批次）。",
        aliases=("地点", "place"),
        required=True,
        key=True,
        example="DF001",
    )
    period: Dates = declare.date(
        "开工时段",
        "Period of the start; empty: every period without a row of its own.",
        "开工时段；空白表示其余各时段。",
        aliases=("时段",),
        key=True,
        example="2021Q1",
    )
    value: Numbers = declare.number(
        "效益值",
        "Value in aim units, of any sign.",
        "效益值，可为负。",
        aliases=("效益",),
        required=True,
        example="1250",
    )


@declare.record(
    name="links",
    zh="衔接",
    en="One row is a precedence between campaigns, single works or outside projects.",
    meaning_zh="一行是批次、改造项或外部工程之间的先后关系。",
    aliases=("衔接关系", "先后关系"),
)
class Links(Table):
    """Precedences 衔接, axis ``(link,)``."""

    before: Texts = declare.text(
        "紧前",
        "What comes first: a campaign, a work, an outside project or an asset.",
        "在先者：批次、改造项、外部工程或共用设施。",
        aliases=("紧前工作", "先行"),
        required=True,
        key=True,
        example="W01",
    )
    after: Texts = declare.text(
        "紧后",
        "What comes later: a campaign or a work.",
        "在后者：批次或改造项。",
        aliases=("紧后工作", "后续"),
        required=True,
        key=True,
        example="DF001:paving",
    )
    lag_days: Counts = declare.count(
        "间隔天数",
        "Calendar days between the end of the first and the start of the other.",
        "前者完成至后者开始之间的日历天数。",
        aliases=("间隔",),
        default=0,
        example="7",
    )


@declare.record(
    name="outside_projects",
    zh="外部工程",
    en="One row is another agency's project.",
    meaning_zh="一行是其他单位的工程。",
    aliases=("外部项目",),
)
class OutsideProjects(Table):
    """Projects of other agencies 外部工程, axis ``(project,)``."""

    id: Texts = declare.text(
        "工程编号", "Unique code.", "唯一编号。", aliases=("编号",), required=True, key=True, example="W01"
    )
    name: Texts = declare.text("工程名称", "Name.", "名称。", aliases=("名称",), example="金砂路给水主管改造")
    owner: Texts = declare.text(
        "建设单位", "Agency that runs it.", "建设单位。", aliases=("责任单位",), example="供水公司"
    )
    start: Dates = declare.date(
        "开工时间", "First day.", "开工日。", aliases=("开工日期",), example="2021-03-01"
    )
    finish: Dates = declare.date(
        "完工时间",
        "Last day; the works it holds start after this day.",
        "完工日；受制约的内容此后方可开工。",
        aliases=("完工日期",),
        required=True,
        edge="last",
        example="2021-12-31",
    )
    estates: NameLists = declare.names(
        "涉及小区",
        "Estates it holds back.",
        "受其制约的小区。",
        refers_to=("estates.id",),
        example="DF001;DF002",
    )
    holds: NameLists = declare.names(
        "制约改造内容",
        "Work types at those estates that wait for it; empty: all of them.",
        "须待其完工的改造内容；空白表示全部。",
        aliases=("制约内容",),
        refers_to=("work_types.id",),
        example="paving",
    )
