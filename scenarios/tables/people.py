"""Tables of residents and of what has happened: ballots, answers, consents, actuals."""

from __future__ import annotations

from scenarios.tables import declare
from scenarios.tables.catalogue import SCOPES
from scenarios.tables.column import (
    Counts,
    Dates,
    Flags,
    LevelLists,
    Money,
    NameLists,
    Numbers,
    Table,
    Texts,
)
from scenarios.tables.texts import FEARS

BALLOTS = {
    "approval": ("赞成式", "赞成", "勾选"),
    "rank": ("排序", "排序式"),
    "points": ("打分", "打分式", "评分"),
    "top_k": ("前几项", "限选", "top-k", "topk"),
}
"""How residents voted: what they approve of, in an order, with points, or their first few."""
NEEDS = {
    "elderly": ("老人", "老年人"),
    "infant": ("婴幼儿", "婴儿", "幼儿"),
    "ill": ("病患", "病人"),
    "home_office": ("居家办公",),
    "night_shift": ("夜班", "夜班休息"),
    "none": ("无", "没有"),
}
"""What makes works harder to bear for a household."""


@declare.record(
    name="ballots",
    zh="居民意愿",
    en="One row holds the counts of one estate on one work type.",
    meaning_zh="一行是某小区对某项改造内容的统计。",
    aliases=("意愿统计",),
)
class Ballots(Table):
    """Counts of residents' wishes 居民意愿, axis ``(estate-work_type,)``."""

    estate: Texts = declare.text(
        "小区编号",
        "Estate.",
        "小区。",
        aliases=("小区",),
        required=True,
        key=True,
        refers_to=("estates.id",),
        example="DF001",
    )
    work_type: Texts = declare.text(
        "内容编号",
        "Work type.",
        "改造内容。",
        aliases=("改造内容",),
        required=True,
        key=True,
        refers_to=("work_types.id",),
        example="sewers",
    )
    ballot: Texts = declare.choice(
        "投票方式",
        "How residents voted: approval, rank, points or top_k.",
        "投票方式：赞成式、排序、打分或前几项。",
        BALLOTS,
        default="approval",
        aliases=("表达方式", "意愿方式"),
        example="赞成式",
    )
    most: Numbers = declare.number(
        "每户上限",
        "Rank and points: the most points that one household could give the work; top_k: how many works it "
        "could name.",
        "排序、打分：一户对该项最多可给的分数；前几项：一户最多可选的项数。",
        aliases=("一户最高分", "满分", "限选项数"),
        minimum=0.0,
        example="",
    )
    support: Counts = declare.count(
        "支持数",
        "Households that want it: that approve of it, or name it; empty: counted by rank_points.",
        "希望实施（赞成或选入）的户数；空白则按排序得分计。",
        aliases=("赞成数", "支持户数", "选择户数"),
        example="112",
    )
    respondents: Counts = declare.count(
        "答卷数",
        "Households that answered.",
        "有效答卷户数。",
        aliases=("有效问卷", "答卷户数"),
        required=True,
        example="150",
    )
    asked: Counts = declare.count(
        "发放数", "Households asked.", "发放问卷户数。", aliases=("发放问卷",), example="261"
    )
    rank_points: Numbers = declare.number(
        "排序得分",
        "Points of all households together, where they ranked the works or gave points.",
        "排序或打分时各户得分之和。",
        aliases=("得分", "总得分", "打分合计"),
        minimum=0.0,
        example="",
    )
    willing_to_pay: Counts = declare.count(
        "愿出资户数",
        "Households willing to pay.",
        "愿意出资的户数。",
        aliases=("愿出资",),
        example="30",
    )
    fears: LevelLists = declare.levels(
        "顾虑",
        "Fears with households each, such as noise 20; duration 12.",
        "顾虑及户数，如 noise 20; duration 12。",
        aliases=("担忧", "对施工的顾虑"),
        example="noise 20",
    )


@declare.record(
    name="answers",
    zh="问卷",
    en="One row is the answer of one household; only counts of it enter a plan. Columns of names, "
    "telephones, identity numbers, addresses and times of contact are dropped on reading.",
    meaning_zh="一行是一户的答卷；只有统计数进入计划。姓名、电话、证件号、地址、联系时间等列读取时即舍去。",
    aliases=("问卷明细", "居民意愿明细", "调查表"),
)
class Answers(Table):
    """Answers of households 问卷, axis ``(household,)``; counted on reading, never exported.

    ``household`` is a pseudonym from the moment of reading (:mod:`scenarios.tables.door`).
    """

    estate: Texts = declare.text(
        "小区编号",
        "Estate.",
        "小区。",
        aliases=("小区",),
        required=True,
        key=True,
        refers_to=("estates.id",),
        example="DF001",
    )
    household: Texts = declare.text(
        "户号",
        "What tells the household from others; replaced by a pseudonym on reading.",
        "区分各户的编号；读取时即换成化名。",
        aliases=("户编号", "楼栋-单元-房号", "房号", "门牌"),
        required=True,
        key=True,
        example="H001",
    )
    chosen: NameLists = declare.names(
        "选择项目",
        "Work types it wants, the most wanted first.",
        "选择的改造内容，最需要的在前。",
        aliases=("选项", "选择内容", "最需要的项目"),
        refers_to=("work_types.id",),
        example="sewers;parking",
    )
    points: LevelLists = declare.levels(
        "打分",
        "Points it gives to work types, such as sewers 5; parking 3.",
        "对各项改造内容的打分，如 sewers 5; parking 3。",
        aliases=("评分",),
        example="sewers 5; parking 3",
    )
    pays: Flags = declare.flag(
        "愿出资", "Whether it is willing to pay.", "是否愿意出资。", aliases=("是否愿出资",), example="是"
    )
    pays_up_to: Money = declare.money(
        "出资上限",
        "How much it would pay at most.",
        "愿意出资的最高金额。",
        aliases=("金额上限", "出资金额上限"),
        enforced=False,
        example="500",
    )
    fears: NameLists = declare.names(
        "顾虑",
        "What it fears.",
        "顾虑。",
        aliases=("对施工的顾虑", "担忧"),
        choices=FEARS,
        example="noise",
    )
    tenure: Texts = declare.choice(
        "产权人/租户",
        "Whether an owner or a tenant answers.",
        "由产权人或租户作答。",
        {"owner": ("产权人", "业主"), "tenant": ("租户", "承租人")},
        aliases=("产权", "身份", "业主/租户"),
        enforced=False,
        example="产权人",
    )
    age_group: Texts = declare.text(
        "年龄段", "Age of who answers.", "作答人年龄段。", aliases=("年龄",), enforced=False, example=""
    )
    special: NameLists = declare.names(
        "特殊困难",
        "What makes works harder to bear at home.",
        "家中不便施工的情形。",
        aliases=("特殊情况",),
        choices=NEEDS,
        enforced=False,
        example="elderly",
    )
    stairwell: Texts = declare.text(
        "单元", "Building and stairwell.", "楼栋与单元。", aliases=("楼栋单元",), enforced=False, example=""
    )
    floor_area: Numbers = declare.area(
        "面积", "Floor area of the flat.", "住房面积。", aliases=("建筑面积",), enforced=False, example=""
    )
    agrees: Flags = declare.flag(
        "是否同意",
        "Whether it agrees to the renovation.",
        "是否同意改造。",
        aliases=("同意",),
        enforced=False,
        example="是",
    )
    date: Dates = declare.date(
        "调查日期", "Day of the answer.", "作答日期。", aliases=("日期",), enforced=False, example=""
    )


@declare.record(
    name="consents",
    zh="表决",
    en="One row is a vote of owners.",
    meaning_zh="一行是一次业主表决。",
    aliases=("业主表决",),
)
class Consents(Table):
    """Votes of owners 表决, axis ``(vote,)``."""

    estate: Texts = declare.text(
        "小区编号",
        "Estate.",
        "小区。",
        aliases=("小区",),
        required=True,
        key=True,
        refers_to=("estates.id",),
        example="DF001",
    )
    scope: Texts = declare.choice(
        "表决范围",
        "Who voted: the estate, a building, a stairwell, a stack.",
        "表决范围。",
        SCOPES,
        default="estate",
        key=True,
        example="小区",
    )
    unit: Texts = declare.text(
        "楼栋单元",
        "Which building or stairwell; empty for the estate.",
        "具体楼栋或单元；全小区留空。",
        key=True,
        example="",
    )
    matter: Texts = declare.text(
        "表决事项",
        "Matter voted on.",
        "表决事项。",
        required=True,
        key=True,
        refers_to=("work_types.consent_matter",),
        example="lift",
    )
    turnout_area: Numbers = declare.share(
        "参与面积比例", "Floor area taking part, share of all.", "参与表决的面积占比。", example="0.8"
    )
    turnout_heads: Numbers = declare.share(
        "参与人数比例", "Owners taking part, share of all.", "参与表决的人数占比。", example="0.8"
    )
    by_area: Numbers = declare.share(
        "同意面积比例",
        "Floor area in favour, share of those taking part; empty: the vote is still to come.",
        "同意面积占参与面积之比；空白表示尚未表决。",
        aliases=("同意率（面积）", "同意面积"),
        example="0.82",
    )
    by_heads: Numbers = declare.share(
        "同意人数比例",
        "Owners in favour, share of those taking part; empty: the vote is still to come.",
        "同意人数占参与人数之比；空白表示尚未表决。",
        aliases=("同意率（人数）", "同意人数"),
        example="0.85",
    )
    date: Dates = declare.date(
        "表决日期",
        "Day from which the vote holds, or is expected to; empty: from the beginning.",
        "表决生效日或预计生效日；空白为自始有效。",
        aliases=("签字日期", "生效日期"),
        example="2021-04-20",
    )
    probability: Numbers = declare.share(
        "通过概率",
        "Probability that a vote still to come passes; a vote that is told needs none.",
        "尚未表决时的通过概率；已有结果的无须填写。",
        example="",
    )
