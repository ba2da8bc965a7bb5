"""Tables of where things stand: agreements, assessments, the published plan, what has happened."""

from __future__ import annotations

from scenarios.tables import declare
from scenarios.tables.column import Counts, Dates, Money, NameLists, Numbers, Table, Texts


@declare.record(
    name="agreements",
    zh="协议",
    en="One row is an agreement with a third party at an estate (optional).",
    meaning_zh="一行是某小区与第三方的一项协议（可选）。",
)
class Agreements(Table):
    """Agreements with third parties 协议, axis ``(agreement,)``."""

    estate: Texts = declare.text(
        "小区编号",
        "Estate.",
        "小区编号。",
        required=True,
        key=True,
        refers_to=("estates.id",),
        example="DF001",
    )
    party: Texts = declare.text(
        "协议",
        "Agreement, as estates name it.",
        "协议名称，与小区表一致。",
        required=True,
        key=True,
        example="学校围墙",
    )
    reached_on: Dates = declare.date(
        "达成日期",
        "Day from which it holds; empty: not reached, what needs it cannot start.",
        "达成之日；空白为尚未达成，所需内容不能开工。",
        example="2021-06-30",
    )
    holds: NameLists = declare.names(
        "制约改造内容",
        "Work types that wait for it; empty: all of the estate.",
        "须待其达成的改造内容；空白表示全部。",
        refers_to=("work_types.id",),
        example="",
    )


@declare.record(
    name="assessments",
    zh="体检评分",
    en="One row is the assessment of an estate for application mode (optional).",
    meaning_zh="一行是某小区申报评分用的体检结果（可选）。",
)
class Assessments(Table):
    """Assessments of estates 体检评分, axis ``(estate,)``; shares are 0 (least) to 1 (most deserving)."""

    estate: Texts = declare.text(
        "小区编号",
        "Estate.",
        "小区编号。",
        required=True,
        key=True,
        refers_to=("estates.id",),
        example="DF001",
    )
    safety: Numbers = declare.share(
        "安全隐患", "Safety hazards (gas, drains, wiring, facade, fire).", "安全隐患程度。", example="0.7"
    )
    contribution: Numbers = declare.share(
        "出资承诺", "Share of residents' part already pledged.", "居民出资承诺比例。", example="0.5"
    )
    readiness: Numbers = declare.share(
        "成熟度",
        "Committee, fund and property plan in place, illegal structures cleared.",
        "业委会、资金、物业方案、拆违等就绪程度。",
        example="0.6",
    )
    complaints: Numbers = declare.number(
        "投诉密度",
        "Complaints a year per 100 households; breaks ties.",
        "每百户年投诉量；用于同分排序。",
        minimum=0.0,
        example="3",
    )


@declare.record(
    name="published",
    zh="已公布计划",
    en="One row is a campaign of the plan that has been published (optional).",
    meaning_zh="一行是已公布计划中的一个批次（可选）。",
)
class Published(Table):
    """The published plan 已公布计划, axis ``(campaign,)``."""

    campaign: Texts = declare.text(
        "施工批次",
        "Campaign (place, or place/campaign).",
        "施工批次（地点或 地点/批次）。",
        required=True,
        key=True,
        example="DF001",
    )
    start: Dates = declare.date(
        "公布开工",
        "Day or period of its published start.",
        "公布的开工时间。",
        required=True,
        example="2021Q3",
    )


@declare.record(
    name="actuals",
    zh="进度",
    en="One row is what has happened to a campaign.",
    meaning_zh="一行是某批次的实际进度。",
    aliases=("进度台账",),
)
class Actuals(Table):
    """What has happened 进度, axis ``(campaign,)``."""

    campaign: Texts = declare.text(
        "施工批次",
        "Campaign (place, or place/campaign).",
        "施工批次（地点或 地点/批次）。",
        aliases=("小区编号",),
        required=True,
        key=True,
        example="DF001",
    )
    started: Dates = declare.date(
        "实际开工", "Day of the real start.", "实际开工日。", enforced=False, example="2020-12-10"
    )
    finished: Dates = declare.date(
        "实际完工",
        "Day of the real finish.",
        "实际完工日。",
        edge="last",
        enforced=False,
        example="2021-07-20",
    )
    estimate: Money = declare.money("估算", "Estimate.", "估算。", example="")
    contract: Money = declare.money("合同价", "Contract price.", "合同价。", example="")
    paid: Money = declare.money("已支付", "Paid so far.", "累计支付。", example="")
    satisfaction: Numbers = declare.share("满意度", "Satisfaction.", "满意度。", enforced=False, example="")
    issues: Counts = declare.count(
        "回头看问题", "Issues found at the look-back.", "回头看发现问题数。", enforced=False, example=""
    )
