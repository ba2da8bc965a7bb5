"""Tables of what several estates share: assets, neighbours, grounds, operators.

size: declarations of columns, which are read as a list.
"""

from __future__ import annotations

from scenarios.tables import declare
from scenarios.tables.column import Counts, Dates, Money, NameLists, Numbers, Table, Texts


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
        "共用道路",
        "Road that both use; all estates on one road count as neighbours of each other.",
        "共用的道路；同一道路上的小区互为相邻。",
        example="金砂路",
    )


@declare.record(
    name="grounds",
    zh="地块",
    en="One row is a ground that works open (optional).",
    meaning_zh="一行是改造项所开挖的地块（可选）。",
)
class Grounds(Table):
    """Grounds 地块 that works open, axis ``(ground,)``; a ground without a row has the defaults."""

    id: Texts = declare.text(
        "地块编号",
        "Ground as works name it; a place's own ground has the place's code.",
        "改造项所填的地块；地点自身的地块与地点同号。",
        aliases=("编号",),
        required=True,
        key=True,
        example="DF001",
    )
    trench_cost: Money = declare.money(
        "沟槽费用",
        "Cost of a shared trench each time the ground is opened; empty: as the settings say.",
        "每次开挖的共用沟槽费用；空白按设置。",
        example="",
    )
    last_opened: Dates = declare.date(
        "上次开挖",
        "Day on which it was last opened; empty: long ago.",
        "上次开挖日；空白为很久以前。",
        edge="last",
        example="",
    )


PAYERS = {"government": ("财政", "政府"), "utility": ("专营单位",)}


@declare.record(
    name="operators",
    zh="专营计划",
    en="One row is a programme-wide campaign of one operator, such as cables at many estates.",
    meaning_zh="一行是某专营单位跨小区的统一实施计划，如弱电入地。",
)
class Operators(Table):
    """Programme-wide campaigns of one operator 专营计划, axis ``(operator,)``."""

    id: Texts = declare.text(
        "计划编号", "Unique code.", "唯一编号。", aliases=("编号",), required=True, key=True, example="OP1"
    )
    name: Texts = declare.text("计划名称", "Name.", "名称。", aliases=("名称",), example="弱电统一入地")
    campaign: Texts = declare.text(
        "施工批次",
        "Word of the campaigns that make it up: every place's campaign of that word.",
        "组成该计划的批次名：各地点同名批次。",
        required=True,
        example="cables",
    )
    setup_cost: Money = declare.money(
        "进场费用",
        "Cost of setting up, paid once if anything of it starts.",
        "一次性进场费用，只要有批次开工即支付一次。",
        default=0,
        example="800000",
    )
    payer: Texts = declare.choice(
        "进场费出资方",
        "Who pays the set-up cost.",
        "进场费用出资方。",
        PAYERS,
        default="utility",
        example="专营单位",
    )
    span_periods: Counts = declare.count(
        "连续时段数",
        "Its campaigns all start within so many consecutive periods.",
        "各批次须在连续若干时段内开工。",
        minimum=1,
        default=4,
        example="4",
    )
    earliest: Dates = declare.date(
        "最早", "First day of a start; empty: any.", "最早开工日；空白不限。", example=""
    )
    latest: Dates = declare.date(
        "最迟", "Last day of a start; empty: any.", "最迟开工日；空白不限。", edge="last", example=""
    )
