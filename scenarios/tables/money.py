"""The table of funds: what each may pay for, and on what terms.

size: declarations of columns, which are read as a list.
"""

from __future__ import annotations

from scenarios.tables import declare
from scenarios.tables.column import Counts, Money, NameLists, Numbers, Table, Texts

FUND_KINDS = {
    "central": ("中央", "中央补助", "中央补助资金"),
    "province": ("省级", "省", "省级资金"),
    "city": ("市级", "市", "市级资金"),
    "district": ("区级", "区", "区县", "区级资金", "地方财政"),
    "bond": ("专项债", "专项债券"),
    "award": ("奖励", "奖补"),
    "utility": ("专营单位",),
    "resident": ("居民", "居民出资"),
    "maintenance": ("维修资金", "专项维修资金"),
    "society": ("社会资本", "社会"),
    "revenue": ("运营收益", "收益"),
}
BACKED = {"resident": ("居民",), "utility": ("专营单位", "专营")}
SCOPES = {"estate": ("小区",), "year": ("年度", "年"), "programme": ("项目", "全部")}


@declare.record(
    name="funds",
    zh="资金来源",
    en="One row is a fund in a year.",
    meaning_zh="一行是某项资金在某一年度。",
    aliases=("资金",),
)
class Funds(Table):
    """Funds 资金来源 with their yearly limits, axis ``(fund-year,)``."""

    fund: Texts = declare.text(
        "资金名称",
        "Fund.",
        "资金名称。",
        aliases=("资金", "资金来源", "name"),
        required=True,
        key=True,
        example="city",
    )
    kind: Texts = declare.choice(
        "资金类别",
        "Kind of fund; it says who pays: government (central to award, and revenue after renovation), "
        "utility, resident (resident, maintenance) or society.",
        "资金类别；决定出资方：财政（中央至奖补、运营收益）、专营单位、居民（居民、维修资金）、社会。",
        FUND_KINDS,
        aliases=("类别",),
        required=True,
        example="市级",
    )
    year: Counts = declare.year(
        "年度",
        "Calendar year of the limit.",
        "年度。",
        aliases=("年份",),
        required=True,
        key=True,
        example="2022",
    )
    limit: Money = declare.money(
        "年度限额",
        "Most that may be drawn of this year's money.",
        "本年度可支用上限。",
        aliases=("额度", "年度预算", "预算", "限额", "预算上限", "金额"),
        required=True,
        example="50000000",
    )
    classes: NameLists = declare.names(
        "适用类别",
        "Work classes it may pay for; empty: all.",
        "可支付的改造类别；空白为全部。",
        refers_to=("work_types.work_class",),
        example="基础类",
    )
    work_types: NameLists = declare.names(
        "适用内容",
        "Work types it may pay for; empty: all.",
        "可支付的改造内容；空白为全部。",
        refers_to=("work_types.id",),
        example="",
    )
    streets: NameLists = declare.names(
        "适用街道",
        "Streets it may pay for; empty: all.",
        "可用街道；空白为全部。",
        refers_to=("estates.street",),
        example="",
    )
    attribute: Texts = declare.text(
        "适用条件",
        "Condition on columns of estates, such as year_built <= 2000; empty: none.",
        "对小区列的条件，如 year_built <= 2000；空白为无。",
        example="year_built <= 2000",
    )
    carry_share: Numbers = declare.share(
        "结转比例",
        "Share of what is left at the end of a year that may be used in the next; 0: none.",
        "年末结余可结转下年的比例；0 表示不结转。",
        aliases=("结转",),
        default=0.0,
        example="1",
    )
    carry_last_year: Counts = declare.year(
        "结转截止年度",
        "Last year in which this year's money may be used; empty: no end.",
        "本年度资金最迟可用年度；空白不限。",
        aliases=("结转至",),
        example="",
    )
    backs: NameLists = declare.names(
        "兜底对象",
        "Payers (resident, utility) whose unpaid part this fund makes good.",
        "由本资金兜底的出资方（resident、utility）。",
        aliases=("兜底",),
        choices=BACKED,
        example="",
    )
    arrival_probability: Numbers = declare.share(
        "到位概率",
        "Probability that the money arrives.",
        "资金到位概率。",
        default=1.0,
        example="1",
    )
    match_fund: Texts = declare.text(
        "配套资金",
        "Fund that it must be matched by; empty: none.",
        "须由其配套的资金；空白为无。",
        refers_to=("funds.fund",),
        example="",
    )
    match_ratio: Numbers = declare.number(
        "配套比例",
        "Most yuan of this fund per yuan of the matching fund.",
        "每一元配套资金可支用的上限（元）。",
        minimum=0.0,
        example="",
    )
    match_share: Numbers = declare.share(
        "占比上限",
        "Most that this fund may be of the two together; stands where no ratio is given.",
        "本资金占两项合计的最高比例；未填配套比例时采用。",
        example="",
    )
    match_scope: Texts = declare.choice(
        "配套范围",
        "Whether each estate, each year or the programme as a whole must match.",
        "按小区、按年度或按整个项目配套。",
        SCOPES,
        default="programme",
        example="",
    )
    cap_per_household: Money = declare.money(
        "每户上限", "Most per household; empty: no cap.", "每户上限；空白不限。", example=""
    )
    cap_per_m2: Money = declare.money(
        "每平方米上限", "Most per m2 of floor area; empty: no cap.", "每平方米上限；空白不限。", example=""
    )
    cap_per_estate: Money = declare.money(
        "每小区上限", "Most per estate; empty: no cap.", "每小区上限；空白不限。", example=""
    )
    cap_scope: Texts = declare.choice(
        "上限范围",
        "Whether the caps hold for each estate, for each year or for the programme as a whole.",
        "上限按小区、按年度或按整个项目计。",
        SCOPES,
        default="estate",
        example="",
    )
    floor: Money = declare.money(
        "最低支用",
        "Least that must be drawn in the year; empty: none.",
        "本年度最低支用额；空白为无。",
        example="",
    )
    cover_ratio: Numbers = declare.number(
        "覆盖倍数",
        "Bond: least revenue per yuan of debt service; empty: not asked for.",
        "专项债收益对本息的最低覆盖倍数；空白不要求。",
        minimum=0.0,
        example="",
    )
    interest: Numbers = declare.share(
        "年利率", "Bond: interest a year.", "专项债年利率。", default=0.0, example=""
    )
    term_years: Numbers = declare.number(
        "期限", "Bond: years until it is repaid.", "专项债期限（年）。", minimum=0.0, default=0.0, example=""
    )
