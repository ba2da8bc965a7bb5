"""What residents bear of construction: settings ``[construction.disruption]`` (docs/construction-ledger.md).

Every number is a default that someone must be able to change: each field says in English and Chinese what it
is and where it comes from. Those without a published source are assumptions (假设值).
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, field_validator, model_validator

from scenarios.tables.chance_delays import Positive, assumed
from scenarios.tables.rule_settings import AtLeastNothing, Part, Share, Whole
from scenarios.tables.texts import NUISANCES

HOURS = 8.0
"""Hours of a working day where a channel has none of its own (an assumption)."""
SCOPES = "households reached at a time, by channel: as the work type says, the whole estate, the whole street"
Hours = Annotated[float, Field(gt=0, le=24)]


class Weights(Part):
    """What a household weighs: 1 + ``over_60`` × share over 60 + ``over_75`` × share over 75 of residents."""

    over_60: AtLeastNothing = assumed(0.5, "weight of residents over 60", "60 岁以上居民的附加权重")
    over_75: AtLeastNothing = assumed(0.5, "further weight of those over 75", "75 岁以上居民的再附加权重")


class Complaints(Part):
    """Complaints expected per estate and week (docs/construction-ledger.md, 5)."""

    share: Share = assumed(
        0.08,
        "share of distressed households that complain in so many weeks of nuisance of level 1",
        "受扰住户在一段受扰期内的投诉比例",
        "Hong Kong: about 8 % of those distressed by renovation noise complained",
    )
    weeks: Positive = assumed(26.0, "weeks of nuisance in which that share complains once", "受扰期周数")
    sensitivity: dict[str, AtLeastNothing] = assumed({}, "weight by channel, 1 where none", "各类扰民的权重")
    informed: Positive = assumed(1.0, "factor for how well residents are told, 1: as usual", "告知程度系数")
    fatigue: AtLeastNothing = assumed(
        0.05, "growth of the rate with each week on end before it", "连续受扰每多一周的增长"
    )
    fatigue_most: Annotated[float, Field(ge=1)] = assumed(2.0, "largest factor of fatigue", "疲劳系数上限")


class Satisfaction(Part):
    """Share of residents satisfied, by coefficients of a logistic curve (docs/construction-ledger.md, 6)."""

    published: Annotated[float, Field(gt=0, lt=1)] = assumed(
        0.923,
        "share satisfied where all was delivered in time after a usual burden",
        "按期全部兑现且扰民程度一般时的满意率",
        "published satisfaction 92.3 %; that it holds at these conditions: judgement",
    )
    benefit: AtLeastNothing = assumed(2.0, "loss in log-odds where nothing is delivered", "收益全无的影响")
    burden: AtLeastNothing = assumed(
        0.5, "loss in log-odds where a household bears twice the usual burden", "扰民加倍的影响"
    )
    usual: Positive | None = assumed(
        None,
        "usual burden in weighted days a household; none: that of the programme's median place",
        "每户一般加权受扰日；空：取各地点中位数",
    )
    delay: AtLeastNothing = assumed(0.003, "per day later than promised", "比承诺每晚一天")
    defects: AtLeastNothing = assumed(0.2, "per open defect", "每项未整改缺陷")
    informed: AtLeastNothing = assumed(0.5, "per unit of information beyond usual", "告知程度每高一单位")


class Disruption(Part):
    """How disruption is reckoned from visits."""

    level_weights: tuple[AtLeastNothing, AtLeastNothing, AtLeastNothing] = assumed(
        (1.0, 2.0, 3.0), "weights of levels 1, 2, 3; between them in proportion", "一、二、三级扰民的权重"
    )
    channel_weights: dict[str, AtLeastNothing] = assumed(
        {}, "weight of each channel in the weighted burden, 1 where none", "各类扰民在加权负担中的权重"
    )
    hours: dict[str, Hours] = assumed(
        {"water": 9.0},
        f"hours of a working day on which a channel disturbs; others {HOURS:g}",
        "每个施工日受扰小时数",
        "water: off 08:00 to 17:00 and restored each evening in a re-pipe; others: judgement",
    )
    every_day: tuple[str, ...] = assumed(
        ("road", "parking", "access", "light"),
        "channels that disturb on calendar days: a fenced trench also on rainy days",
        "按日历日计的扰民种类",
    )
    through_night: tuple[str, ...] = assumed(
        ("gas", "heat"),
        "outages that are not restored at night",
        "夜间不恢复的停供",
        "gas: published outages of 46 to 72 h; heat: judgement",
    )
    reach: dict[str, Literal["work", "estate", "street"]] = assumed({}, SCOPES, "各类扰民的波及范围")
    vulnerability: Weights = Weights()
    street_threshold: Share = assumed(0.3, "share of a street disrupted that is much", "街道同时受扰比例阈值")
    access_level: Annotated[float, Field(gt=0, le=3)] = assumed(
        2.0, "level of nuisance access from which an access is closed", "出入口关闭的扰民等级"
    )
    reopening_days: Whole = assumed(
        30,
        "days for which a ground may rest between works and still count as opened once",
        "视为同次开挖的间隔日数",
    )
    emergency_hours: Positive = assumed(
        24.0,
        "hours without water on end beyond which water must be brought",
        "须应急供水的连续停水小时数",
        "supply rules: beyond 24 h emergency water",
    )
    complaints: Complaints = Complaints()
    satisfaction: Satisfaction = Satisfaction()

    @field_validator("channel_weights", "hours", "every_day", "through_night", "reach")
    @classmethod
    def _channels_are_known(cls, given: object) -> object:
        for name in given if isinstance(given, (dict, tuple)) else ():
            if name not in NUISANCES:
                raise ValueError(f"'{name}' is no nuisance; there are {', '.join(NUISANCES)}")
        return given

    @model_validator(mode="after")
    def _levels_rise(self) -> Disruption:
        if list(self.level_weights) != sorted(self.level_weights):
            raise ValueError("level_weights fall")
        return self
