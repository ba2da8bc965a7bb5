"""Tables of means and duties: crews, targets, and the calendar of closed windows."""

from __future__ import annotations

from scenarios.tables import declare
from scenarios.tables.column import Counts, Dates, Flags, NameLists, Numbers, Table, Texts

MEASURES = {
    "estates": ("小区数", "小区"),
    "households": ("户数", "户"),
    "floor_area": ("建筑面积", "面积"),
    "buildings": ("楼栋数", "栋数", "楼栋"),
    "quantity": ("工程量", "数量"),
}


CREW_KINDS = {"crew": ("施工队",), "office": ("科室", "设计", "审批"), "permit": ("许可", "占道许可")}


@declare.record(
    name="crews",
    zh="施工队",
    en="One row is a number of crews of a trade over a span of time.",
    meaning_zh="一行是某工种在一段时间内的队数。",
    aliases=("施工队伍", "队伍"),
)
class Crews(Table):
    """Crews 施工队 by trade, axis ``(row,)``. Rows of one trade that overlap in time add up."""

    trade: Texts = declare.text(
        "工种",
        "Trade; of an office the name that the rule of preparation gives it, such as design.",
        "工种；科室为前期工作规则中的名称，如 design。",
        required=True,
        key=True,
        example="pipe",
    )
    kind: Texts = declare.choice(
        "种类",
        "Crew, office (design team, approval slot) or permit.",
        "施工队、科室（设计、审批）或许可。",
        CREW_KINDS,
        default="crew",
        example="施工队",
    )
    street: Texts = declare.text(
        "街道",
        "Street they serve; empty: the whole district.",
        "服务街道；空白为全区。",
        key=True,
        refers_to=("estates.street",),
        example="",
    )
    from_: Dates = declare.date(
        "起",
        "First day; empty: from the beginning.",
        "起始日；空白为规划期初。",
        aliases=("开始", "from", "起始"),
        key=True,
        example="2021Q1",
    )
    to: Dates = declare.date(
        "止",
        "Last day; empty: to the end.",
        "截止日；空白为规划期末。",
        aliases=("结束", "截止"),
        edge="last",
        example="2025Q4",
    )
    count: Numbers = declare.number(
        "队数", "Crews.", "队数。", aliases=("数量",), required=True, minimum=0.0, example="12"
    )


@declare.record(
    name="targets",
    zh="指标",
    en="One row is a duty to reach.",
    meaning_zh="一行是一项须完成的指标。",
    aliases=("任务指标", "目标"),
)
class Targets(Table):
    """Targets 指标, axis ``(target,)``."""

    name: Texts = declare.text(
        "指标名称",
        "Name.",
        "指标名称。",
        aliases=("名称", "指标"),
        required=True,
        key=True,
        example="2022年底完工200个小区",
    )
    measure: Texts = declare.choice(
        "计量",
        "What is counted.",
        "计量对象。",
        MEASURES,
        aliases=("计量单位", "口径"),
        required=True,
        example="小区数",
    )
    work_type: Texts = declare.text(
        "内容编号",
        "Work type whose quantity is counted.",
        "按工程量计时的改造内容。",
        aliases=("改造内容",),
        refers_to=("work_types.id",),
        example="",
    )
    value: Numbers = declare.number(
        "指标值",
        "Least amount; estates, households, m2, buildings, or the work type's unit.",
        "最低值；单位为个、户、平方米、栋或该内容的单位。",
        aliases=("目标值",),
        required=True,
        minimum=0.0,
        example="200",
    )
    counted: Texts = declare.choice(
        "统计口径",
        "Counted when started or when completed.",
        "按开工或完工统计。",
        {"started": ("开工",), "completed": ("完工", "竣工")},
        default="completed",
        example="完工",
    )
    by: Dates = declare.date(
        "截止时间",
        "Last day on which it counts.",
        "截止日。",
        aliases=("完成时限", "时限"),
        required=True,
        edge="last",
        example="2022-12-31",
    )
    street: Texts = declare.text(
        "街道",
        "Only this street; empty: all.",
        "仅限该街道；空白为全部。",
        refers_to=("estates.street",),
        example="",
    )
    zone: Texts = declare.text(
        "片区",
        "Only this zone; empty: all.",
        "仅限该片区；空白为全部。",
        refers_to=("estates.zone",),
        example="",
    )
    strength: Texts = declare.choice(
        "约束强度",
        "Hard: must be reached. Soft: missing it costs.",
        "硬：必须达到；软：未达到则扣分。",
        {"hard": ("硬", "硬性"), "soft": ("软", "软性")},
        aliases=("强度",),
        default="hard",
        example="硬",
    )
    rank: Counts = declare.count(
        "序位",
        "Rank among soft targets; 1 gives way last.",
        "软指标序位；1 最后让步。",
        minimum=1,
        default=1,
        example="1",
    )
    penalty: Numbers = declare.number(
        "缺口单价",
        "Aim units lost per unit short of a soft target; empty: see the settings.",
        "软指标每缺一个单位扣减的目标值；空白按默认。",
        minimum=0.0,
        example="",
    )


@declare.record(
    name="calendar",
    zh="日历",
    en="One row is a window in which work stops.",
    meaning_zh="一行是一段停工（或静音）时间。",
    aliases=("停工历",),
)
class Calendar(Table):
    """Closed windows 日历, axis ``(window,)``."""

    name: Texts = declare.text(
        "名称", "Name of the window.", "名称。", aliases=("事由",), required=True, example="春节"
    )
    from_: Dates = declare.date(
        "起",
        "First day.",
        "起始日。",
        aliases=("开始", "from", "开始日期"),
        required=True,
        example="2021-02-01",
    )
    to: Dates = declare.date(
        "止",
        "Last day.",
        "截止日。",
        aliases=("结束", "结束日期"),
        required=True,
        edge="last",
        example="2021-02-26",
    )
    every_year: Flags = declare.flag(
        "每年重复",
        "Whether it returns every year on the same days.",
        "是否每年同日重复。",
        aliases=("每年",),
        example="否",
    )
    stop: Texts = declare.choice(
        "停工方式",
        "Full: nobody works. Quiet: works with noise of level 2 or 3 stop.",
        "全停：一律停工；静音：噪声 2 级及以上停工。",
        {"full": ("全停", "停工"), "quiet": ("静音", "仅低噪声作业")},
        default="full",
        example="全停",
    )
    streets: NameLists = declare.names(
        "街道",
        "Streets it holds for; empty: all.",
        "适用街道；空白为全部。",
        refers_to=("estates.street",),
        example="",
    )
    estates: NameLists = declare.names(
        "小区",
        "Estates it holds for; empty: all.",
        "适用小区；空白为全部。",
        refers_to=("estates.id",),
        example="",
    )
    classes: NameLists = declare.names(
        "历法类别",
        "Calendar classes of work it holds for; empty: all.",
        "适用的作业类别；空白为全部。",
        refers_to=("work_types.calendar_class",),
        example="earth",
    )
