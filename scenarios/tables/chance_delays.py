"""Delays that construction may meet: settings ``[construction.slip]`` and those that follow.

Every number is a default that someone must be able to change: each field says in English and Chinese what it
is and where it comes from. Those without a published source are assumptions (假设值).
"""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field, model_validator

from scenarios.tables.rule_settings import AtLeastNothing, Part, Share, Some, Whole

JUDGED = "judgement, no published source"
Positive = Annotated[float, Field(gt=0)]


def assumed(default: Any, meaning: str, meaning_zh: str, source: str = JUDGED) -> Any:
    """Return a field with its default, what it means in both languages, and where it comes from."""
    return Field(default=default, description=meaning, json_schema_extra={"zh": meaning_zh, "source": source})


class Lateness(Part):
    """Something that lasts days, by P10 and P90."""

    p10: Positive
    p90: Positive

    @model_validator(mode="after")
    def _the_two_rise(self) -> Lateness:
        if self.p90 < self.p10:
            raise ValueError("p90 is less than p10")
        return self


class Portion(Part):
    """Something that takes a part of a work's days, from ``low`` to ``high``."""

    low: Share
    high: Share

    @model_validator(mode="after")
    def _the_two_rise(self) -> Portion:
        if self.high < self.low:
            raise ValueError("high is less than low")
        return self


class Slip(Lateness):
    """Starts that slip: how often, and P10 and P90 of the calendar days."""

    probability: Share = assumed(
        0.25,
        "share of campaigns that start late",
        "开工推迟的批次比例",
        "Harbin Daowai 2020: 15 of 52 estates not started four months late",
    )
    p10: Positive = assumed(122.0, "days late, P10", "推迟天数 P10")
    p90: Positive = assumed(365.0, "days late, P90", "推迟天数 P90")


class LongStop(Part):
    """Stops of months once work has begun, such as when money fails: per campaign."""

    probability: Share = assumed(
        0.075,
        "share of campaigns that stop for more than three months",
        "开工后停工三个月以上的批次比例",
        "published cases Korla, Shangqiu, Meizhou, Luoyang: 0.05 to 0.10",
    )
    median: Positive = assumed(243.0, "days, median", "停工天数中位数")
    sigma: AtLeastNothing = assumed(0.6, "standard deviation of their logarithm", "其对数标准差")
    most: Positive = assumed(730.0, "days, at most", "停工天数上限")


class ShortStop(Lateness):
    """Stops of days: a buried find, safety, a complaint; per work."""

    probability: Share = assumed(0.05, "share of works that stop for days", "短暂停工的改造项比例")
    p10: Positive = assumed(3.0, "days, P10", "停工天数 P10")
    p90: Positive = assumed(
        60.0, "days, P90", "停工天数 P90", "Luoyang Gongnong: two months more for unknown pipes"
    )
    most: Positive = assumed(180.0, "days, at most", "停工天数上限")


class Inspection(Part):
    """Calendar days from a work's end to the end of its inspection."""

    low: AtLeastNothing = assumed(1.0, "least days", "最少天数")
    mode: AtLeastNothing = assumed(2.0, "most likely days", "最可能天数")
    high: AtLeastNothing = assumed(5.0, "most days", "最多天数")


class Rework(Portion):
    """Works that do not pass: how many, and from which to which share of the work is done again."""

    probability: Share = assumed(
        0.2,
        "share of works that do not pass inspection",
        "验收不合格的改造项比例",
        "so that rework is about 5 % of the work (Construction Industry Institute 2005; range 2 to 20 %)",
    )
    low: Share = assumed(0.1, "least share done again", "返工比例下限")
    high: Share = assumed(0.4, "largest share done again", "返工比例上限")


class LookBack(Portion):
    """Defects found at the look-back, and their repair as a share of the work's days."""

    probability: Share = assumed(
        0.125,
        "share of works with defects at the look-back",
        "回头看发现缺陷的改造项比例",
        "defect costs in residential construction: one house in eight, 4 % of the contract's value",
    )
    low: Share = assumed(0.01, "least share of its days", "维修占工期比例下限")
    high: Share = assumed(0.07, "largest share of its days", "维修占工期比例上限")


class Agreeing(Part):
    """Residents on site: units that the plan counts on may refuse at first, and some take it back.

    ``person`` and ``majority`` stand in where no vote is known; ``weight`` says to how many answers the
    knowledge of one place amounts: the smaller, the more places differ.
    """

    person: Share = assumed(
        0.964,
        "share of dwellings that agree where all of a unit must",
        "须全体同意时每户同意的概率",
        "Chaoyang tower: 96.4 % agreed, 11 of 20 stacks were done",
    )
    majority: Share = assumed(0.95, "probability of a vote that nobody has held yet", "尚未表决者通过的概率")
    weight: Positive = assumed(20.0, "answers to which a place's own mind amounts", "小区差异的等效答卷数")
    rounds: Whole = assumed(3, "further rounds from door to door", "继续入户协商轮数")
    days: Some = assumed(30, "calendar days of a round", "每轮天数")
    gain: Share = assumed(0.3, "share of units that refuse and are won in a round", "每轮争取到的比例")
    reversal: Share = assumed(
        0.02,
        "share of units that take their consent back",
        "同意后反悔的比例",
        "Qingdao: a plan with two thirds of the votes was voted down at the design meeting",
    )
    reversal_p10: Positive = assumed(30.0, "days until then, P10", "反悔时间 P10（天）")
    reversal_p90: Positive = assumed(365.0, "days until then, P90", "反悔时间 P90（天）")


class Utilities(Lateness):
    """Utilities asked into a joint trench: how often they come late, by how much, what is dug again."""

    late: Share = assumed(0.2, "share of utilities that are not ready in time", "专营单位未按时就绪的比例")
    p10: Positive = assumed(7.0, "days late, P10", "迟到天数 P10")
    p90: Positive = assumed(60.0, "days late, P90", "迟到天数 P90")
    redig_low: Share = assumed(0.1, "second opening, least share of the work", "二次开挖占工期比例下限")
    redig_high: Share = assumed(0.3, "second opening, largest share of the work", "二次开挖占工期比例上限")


class Arrivals(Lateness):
    """Money that comes later in its year than expected; money that fails comes a year later."""

    late: Share = assumed(
        0.4,
        "share of fund-years that arrive late",
        "资金迟到的比例",
        "Chuxiong: 43 % of what was approved had been received",
    )
    p10: Positive = assumed(30.0, "days late, P10", "迟到天数 P10")
    p90: Positive = assumed(180.0, "days late, P90", "迟到天数 P90")
