"""What chance does to costs: settings ``[construction.costs]`` (docs/construction-chance.md, 8).

Every number is a default that someone must be able to change: each field says in English and Chinese what it
is and where it comes from. Those without a published source are assumptions (假设值).
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from scenarios.tables.chance_delays import assumed
from scenarios.tables.chance_spread import Factor, Spread
from scenarios.tables.rule_settings import AtLeastNothing, Part, Share, Whole

Growth = Annotated[float, Field(gt=-0.5, le=0.5)]


class OwnCost(Spread):
    """How the cost of each campaign scatters by itself, as a factor of what is planned."""

    shape: Literal["pert", "triangular", "trigen", "lognormal"] = assumed(
        "pert", "shape of a campaign's own cost", "批次自身费用分布形状"
    )
    low: Factor = assumed(0.85, "cheapest, as a factor of the plan", "最低（倍）")
    mode: Factor = assumed(1.0, "most likely, as a factor of the plan", "最可能（倍）")
    high: Factor = assumed(1.4, "dearest, as a factor of the plan", "最高（倍）")


class Costs(Part):
    """What works cost: shared lognormal factors fitted to a reference class, and what mishaps add.

    The programme costs ``p50`` times the plan in the middle case and ``p80`` times in four of five cases, as
    in the class; ``reference = "own"`` takes the two numbers given. ``settled`` is what is known of China,
    where contracts and settlements end below the estimate.
    """

    reference: Literal["standard", "between", "non_standard", "settled", "own"] = assumed(
        "between",
        "reference class of overruns in cost",
        "费用超支的参照类",
        "Mott MacDonald 2002: cost +24 % (standard building), +51 % (non-standard), read as P80, P50 half of "
        "it (judgement); between: their median of all +19 %, P80 halfway; settled: contract 76 % of the "
        "estimate (Shangcheng), settlement 4.3 % less (Kunming)",
    )
    p50: Factor = assumed(1.19, "middle uplift of an own class", "自定参照类的 P50 倍数")
    p80: Factor = assumed(1.375, "P80 uplift of an own class", "自定参照类的 P80 倍数")
    trades: Share = assumed(
        0.3, "share of the shared variance that a trade has alone", "工种因素占共同方差的比例"
    )
    with_time: Annotated[float, Field(ge=-1, le=1)] = assumed(
        0.5, "correlation of the shared factors of cost with those of time", "费用与工期共同因素的相关系数"
    )
    own: OwnCost = OwnCost()
    rework: AtLeastNothing = assumed(
        1.0,
        "cost of what is done again, as a factor of its share of the work",
        "返工费用为该部分造价的倍数",
    )
    look_back: AtLeastNothing = assumed(
        0.0, "the same of repairs at the look-back; 0: the contractor's warranty", "回头看维修费用，0 为保修"
    )
    standing: Share = assumed(
        0.05, "share of a work's daily cost that a day of a stop costs", "停工一天的费用占日均造价比例"
    )
    standing_days: Whole = assumed(60, "days of a stop that are paid at most", "停工费用最多计天数")
    escalation: Growth = assumed(
        0.02, "growth of prices a year, for what starts later than planned", "推迟开工的年涨价率"
    )
    prices: AtLeastNothing = assumed(
        0.03, "standard deviation of prices a year, as they wander", "价格年波动标准差"
    )

    @model_validator(mode="after")
    def _the_two_rise(self) -> Costs:
        if self.p80 < self.p50:
            raise ValueError("p80 is less than p50")
        return self
