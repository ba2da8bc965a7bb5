"""The catalogue of work types.

size: declarations of columns, which are read as a list.
"""

from __future__ import annotations

from scenarios.tables import declare
from scenarios.tables.column import Counts, Flags, LevelLists, Money, NameLists, Numbers, Table, Texts

SETUPS = {"trench": ("沟槽", "开挖"), "scaffold": ("脚手架",), "none": ("无",)}
SCOPES = {
    "estate": ("小区",),
    "building": ("楼栋", "栋"),
    "stairwell": ("单元", "楼道"),
    "stack": ("立管",),
    "dwelling": ("户内", "入户"),
}


@declare.record(
    name="work_types",
    zh="改造内容",
    en="One row is an item of the catalogue of works.",
    meaning_zh="一行是改造内容清单中的一项。",
    aliases=("改造内容清单",),
)
class WorkTypes(Table):
    """Catalogue of work types 改造内容, axis ``(work_type,)``."""

    id: Texts = declare.text(
        "内容编号",
        "Unique code of the work type.",
        "改造内容唯一编号。",
        aliases=("编号", "代码"),
        required=True,
        key=True,
        example="sewers",
    )
    name: Texts = declare.text(
        "内容名称",
        "Name, for people.",
        "名称。",
        aliases=("名称", "改造内容"),
        required=True,
        example="雨污分流",
    )
    work_class: Texts = declare.text(
        "类别",
        "Class: basic, improvement or upgrade, or the bureau's own words.",
        "类别：基础类、完善类、提升类，或本地名称。",
        aliases=("改造类别", "class"),
        required=True,
        example="基础类",
    )
    content_group: Texts = declare.text(
        "内容分组",
        "Second view of the catalogue, such as dwelling, infrastructure, environment, services.",
        "另一种分组，如住宅本体、基础设施、环境提升、服务设施。",
        example="基础设施",
    )
    unit: Texts = declare.text(
        "计量单位", "Unit of quantity.", "工程量单位。", aliases=("单位",), example="m"
    )
    unit_cost: Money = declare.money(
        "单价", "Cost of one unit.", "单位造价。", aliases=("综合单价",), example="1200"
    )
    productivity: Numbers = declare.number(
        "工效",
        "Units that one crew finishes in a working day.",
        "一个施工队每工作日完成的工程量。",
        aliases=("日工效",),
        minimum=1e-9,
        example="25",
    )
    crews_at_once: Counts = declare.count(
        "同时队数",
        "Crews at work at once at one place.",
        "同一地点同时施工的队数。",
        default=1,
        minimum=1,
        example="1",
    )
    fixed_days: Counts = declare.count(
        "固定工日",
        "Working days whatever the quantity; used where productivity is empty.",
        "与工程量无关的工作日数；未填工效时采用。",
        aliases=("工期",),
        default=20,
        assumption=True,
        example="",
    )
    trade: Texts = declare.text(
        "工种",
        "Trade of the crew; empty: needs no crew that is short.",
        "施工队工种；空白表示不受队伍限制。",
        aliases=("施工队工种",),
        example="pipe",
    )
    opens_ground: Flags = declare.flag(
        "开挖", "Whether it opens the ground.", "是否开挖地面。", aliases=("是否开挖",), example="是"
    )
    shared_setup: Texts = declare.choice(
        "共用措施",
        "Set-up it can share with others.",
        "可与其他内容共用的措施。",
        SETUPS,
        default="none",
        example="沟槽",
    )
    nuisance: LevelLists = declare.levels(
        "扰民",
        "Kinds of nuisance with level 1 to 3, such as noise 2; dust 1.",
        "扰民种类及等级 1–3，如 noise 2; dust 1。",
        aliases=("扰民等级",),
        minimum=0.0,
        maximum=3.0,
        example="noise 3; dust 3; road 3",
    )
    nuisance_scope: Texts = declare.choice(
        "扰民范围",
        "How far the nuisance reaches at a time.",
        "同一时刻扰民所及范围。",
        SCOPES,
        default="estate",
        assumption=True,
        example="小区",
    )
    calendar_class: Texts = declare.text(
        "历法类别",
        "Class of work in the calendar of closed windows.",
        "停工历中的作业类别。",
        aliases=("停工类别",),
        example="earth",
    )
    consent_matter: Texts = declare.text(
        "表决事项",
        "Matter that residents must consent to first; empty: none.",
        "须先经业主表决的事项；空白表示无。",
        example="",
    )
    resident_share: Numbers = declare.share(
        "居民比例",
        "Residents' nominal share of the cost.",
        "居民名义出资比例。",
        default=0.0,
        aliases=("居民出资比例",),
        example="0",
    )
    resident_share_realised: Numbers = declare.share(
        "居民实收比例",
        "Share of the cost that residents really pay; empty: the nominal one.",
        "居民实际到位比例；空白同名义比例。",
        aliases=("居民实际比例",),
        example="",
    )
    utility_share: Numbers = declare.share(
        "专营单位比例",
        "Utility companies' nominal share of the cost.",
        "专营单位名义出资比例。",
        default=0.0,
        aliases=("专营单位出资比例",),
        example="0",
    )
    utility_share_realised: Numbers = declare.share(
        "专营单位实收比例",
        "Share of the cost that utilities really pay; empty: the nominal one.",
        "专营单位实际到位比例；空白同名义比例。",
        example="",
    )
    after: NameLists = declare.names(
        "紧前内容",
        "Work types that come before it at the same place.",
        "同一地点须先完成的改造内容。",
        aliases=("紧前工作", "紧前"),
        refers_to=("work_types.id",),
        example="demolition",
    )
    cost_growth: Numbers = declare.number(
        "造价年增长",
        "Share by which its cost grows with each year of delay (an option; 0: none).",
        "每推迟一年造价增长的比例（可选；0 为不增长）。",
        minimum=-0.5,
        maximum=1.0,
        default=0.0,
        example="",
    )
    need_growth: Numbers = declare.number(
        "需求年增长",
        "Share by which the need for it grows with each year of delay (an option; 0: none).",
        "每推迟一年需求增长的比例（可选；0 为不增长）。",
        minimum=-0.5,
        maximum=1.0,
        default=0.0,
        example="",
    )
    difficulty: Counts = declare.count(
        "难度",
        "How hard it is: 1 ordinary, 2 hard, 3 very hard.",
        "实施难度：1 一般，2 较难，3 很难。",
        minimum=1,
        maximum=3,
        default=1,
        example="",
    )
    revenue: Money = declare.money(
        "单位年收益",
        "Revenue a year of one unit once it is done; empty: none.",
        "完工后每单位的年收益；空白为无。",
        default=0,
        example="",
    )
