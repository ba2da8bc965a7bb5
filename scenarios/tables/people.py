"""Tables of residents and of what has happened: ballots, answers, consents, actuals."""

from __future__ import annotations

from scenarios.tables import declare
from scenarios.tables.catalogue import SCOPES
from scenarios.tables.column import Counts, Dates, Flags, LevelLists, NameLists, Numbers, Table, Texts


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
    support: Counts = declare.count(
        "支持数",
        "Households that want it.",
        "希望实施的户数。",
        aliases=("赞成数", "支持户数"),
        required=True,
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
        "排序得分", "Points from rankings.", "排序得分。", minimum=0.0, enforced=False, example=""
    )
    willing_to_pay: Counts = declare.count(
        "愿出资户数",
        "Households willing to pay.",
        "愿意出资的户数。",
        aliases=("愿出资",),
        enforced=False,
        example="30",
    )
    fears: LevelLists = declare.levels(
        "顾虑",
        "Fears with households each, such as noise 20; duration 12.",
        "顾虑及户数，如 noise 20; duration 12。",
        enforced=False,
        example="noise 20",
    )


@declare.record(
    name="answers",
    zh="问卷",
    en="One row is the answer of one household; only counts of it enter a plan.",
    meaning_zh="一行是一户的答卷；只有统计数进入计划。",
    aliases=("问卷明细",),
)
class Answers(Table):
    """Answers of households 问卷, axis ``(household,)``; counted on reading, never exported."""

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
        "Pseudonym of the household.",
        "户的化名编号。",
        aliases=("户编号",),
        required=True,
        key=True,
        example="H001",
    )
    chosen: NameLists = declare.names(
        "选择项目",
        "Work types it wants.",
        "选择的改造内容。",
        aliases=("选项",),
        refers_to=("work_types.id",),
        example="sewers;parking",
    )
    pays: Flags = declare.flag(
        "愿出资", "Whether it is willing to pay.", "是否愿意出资。", enforced=False, example="是"
    )
    fears: NameLists = declare.names("顾虑", "What it fears.", "顾虑。", enforced=False, example="noise")


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
