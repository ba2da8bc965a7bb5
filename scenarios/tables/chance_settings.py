"""Settings of chance in construction played forward, ``[construction]`` in programme.toml.

Every number here is a default that someone must be able to change: each field says in English and Chinese
what it is and where it comes from. Those without a published source are assumptions (假设值).
"""

from __future__ import annotations

import calendar
import itertools
from typing import Annotated, Literal

from pydantic import Field, field_validator, model_validator

from scenarios.tables.chance_costs import Costs
from scenarios.tables.chance_delays import (
    Agreeing,
    Arrivals,
    Inspection,
    LongStop,
    LookBack,
    Rework,
    ShortStop,
    Slip,
    Utilities,
    assumed,
)
from scenarios.tables.chance_spread import Factor, Spread
from scenarios.tables.rule_settings import AtLeastNothing, Part, Share, Whole

MonthDay = Annotated[str, Field(pattern=r"^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$")]


class Drivers(Part):
    """What moves all works, or all of a trade, together: lognormal factors fitted to a reference class.

    The programme's work lasts ``p50`` times the plan's days in the middle case and ``p80`` times in four of
    five cases, as in the class; ``reference = "own"`` takes the two numbers given.
    """

    reference: Literal["standard", "between", "non_standard", "own"] = assumed(
        "between",
        "reference class of overruns in time",
        "工期超期的参照类",
        "Mott MacDonald 2002: time +4 % (standard building), +39 % (non-standard), read as P80; P50 from "
        "the medians +6 %, +7 %, +12 % of Mott MacDonald and of the Bath studies; between: +7 %, +21.5 %",
    )
    p50: Factor = assumed(1.07, "middle uplift of an own class", "自定参照类的 P50 倍数")
    p80: Factor = assumed(1.215, "P80 uplift of an own class", "自定参照类的 P80 倍数")
    trades: Share = assumed(
        0.5, "share of a work's shared variance that its trade has alone", "工种因素占共同方差的比例"
    )

    @model_validator(mode="after")
    def _the_two_rise(self) -> Drivers:
        if self.p80 < self.p50:
            raise ValueError("p80 is less than p50")
        return self


class Durations(Spread):
    """How long works take: one spread for all, others ``by_type`` of work."""

    by_type: dict[str, Spread] = Field(default_factory=dict)
    office_p10: Factor = assumed(0.8, "preparation, P10 as a factor of the plan", "前期手续 P10（倍）")
    office_p90: Factor = assumed(1.6, "preparation, P90 as a factor of the plan", "前期手续 P90（倍）")


LOST = ("rain", "heavy_rain", "wind", "heat", "smog", "frost", "heating", "exams")
"""What may cost a class of works a day: any rain, 10 mm or more, wind of force 6, 35 °C, a smog alert, deep
winter, the heating season, exam days."""

SENSITIVITY: dict[str, tuple[str, ...]] = {
    "indoor": (),
    "site": ("heavy_rain", "wind"),
    "earth": ("heavy_rain", "smog", "exams"),
    "facade": ("rain", "wind", "heat", "frost", "exams"),
    "roof": ("rain", "wind", "frost"),
    "paving": ("rain", "frost"),
    "garden": ("heavy_rain", "frost"),
    "lift": ("heavy_rain", "wind", "exams"),
    "structure": ("heavy_rain", "frost", "exams"),
    "heat": ("heavy_rain", "heating"),
    "window": ("rain", "wind", "frost"),
}


class Weather(Part):
    """Weather: a climate's wet days by month, a Markov chain of wet and dry; what costs which works a day.

    ``sensitivity`` adds to or replaces what classes of works lose days to; a class that is not named loses
    those of ``site``.
    """

    climate: Literal["auto", "south", "yangtze", "southwest", "north", "cold"] = assumed(
        "auto", "climate; auto: by the estates' latitude, yangtze where unknown", "气候区；auto 按纬度"
    )
    memory: Annotated[float, Field(ge=0, lt=1)] = assumed(
        0.35, "how much a day's weather follows the day before", "晴雨持续性"
    )
    bank: Annotated[int, Field(ge=1, le=512)] = assumed(64, "weathers kept to choose from", "天气样本数")
    sensitivity: dict[str, tuple[str, ...]] = Field(default_factory=dict)

    @field_validator("sensitivity")
    @classmethod
    def _losses_are_known(cls, given: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
        for losses in given.values():
            for loss in losses:
                if loss not in LOST:
                    raise ValueError(f"'{loss}' costs no day; known are {', '.join(LOST)}")
        return given


class Festival(Part):
    """Spring Festival: a stop before it, and sites that come back one by one.

    ``back`` are pairs of a lunar day and the share of sites at work on it. Where the programme's own
    calendar closes the festival, its window is the stop and only the coming back is added.
    """

    on: bool = True
    before: Whole = assumed(15, "calendar days of stop before the new year", "春节前停工天数")
    back: tuple[tuple[Whole, Share], ...] = assumed(
        ((8, 0.0), (11, 0.13), (19, 0.30), (25, 0.765), (32, 0.861), (45, 1.0)),
        "share of sites at work by lunar day",
        "按正月日数的复工率",
        "surveys of 100njz: 13.0 % on day 11 and about 30 % on day 19 (2024); 76.5 % and 86.1 % in the "
        "week to 2/2 (2023)",
    )

    @field_validator("back")
    @classmethod
    def _they_rise(cls, back: tuple[tuple[int, float], ...]) -> tuple[tuple[int, float], ...]:
        if not back or any(a[0] >= b[0] or a[1] > b[1] for a, b in itertools.pairwise(back)):
            raise ValueError("lunar days and shares must rise")
        return back


class Exams(Part):
    """Exam days on which noisy works rest, unless the programme's own calendar says something of them."""

    on: bool = True
    first: MonthDay = assumed("06-07", "first day", "首日", "national examination; practice of cities")
    last: MonthDay = assumed("06-09", "last day", "末日", "national examination; practice of cities")

    @field_validator("first", "last")
    @classmethod
    def _there_is_such_a_day(cls, text: str) -> str:
        month, day = map(int, text.split("-"))
        if day > calendar.monthrange(2001, month)[1]:
            raise ValueError(f"{text} is no day of every year")
        return text


class Risk(Part):
    """A line of the risk register: how likely, what it does to which works, before and after mitigation.

    ``probability`` and ``low``, ``mode``, ``high`` (a triangle of factors on the days of the works hit) hold
    before; after mitigation ``probability_after`` (None: the same), and the part of each factor beyond 1 is
    multiplied by ``impact_after``. ``each`` says what it strikes as one: the programme, a campaign or a
    work. ``work_types``, ``streets``, ``places`` say which works it can strike (empty: all). ``cost`` is a
    share by which it makes them dearer, ``mitigation_cost`` yuan for the measure.
    """

    name_zh: str = ""
    owner: str = ""
    probability: Share
    probability_after: Share | None = None
    low: Factor = 1.0
    mode: Factor = 1.0
    high: Factor = 1.0
    impact_after: Share = 1.0
    cost: AtLeastNothing = 0.0
    mitigation_cost: AtLeastNothing = 0.0
    each: Literal["programme", "campaign", "work"] = "programme"
    work_types: tuple[str, ...] = ()
    streets: tuple[str, ...] = ()
    places: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _they_rise(self) -> Risk:
        if not self.low <= self.mode <= self.high:
            raise ValueError("low, mode and high must rise")
        return self


class Epistemic(Part):
    """What is not known of the numbers themselves, apart from chance: sets of parameters in an outer loop.

    Odds of probabilities and medians of delays are multiplied by factors between 1/``spread`` (P10) and
    ``spread`` (P90).
    """

    sets: Annotated[int, Field(ge=1, le=32)] = assumed(8, "sets of parameters", "参数组数")
    spread: Annotated[float, Field(ge=1, le=10)] = assumed(
        1.5, "factor between the middle and P10 or P90 of a parameter", "参数 P10、P90 与中值之比"
    )


class Chance(Part):
    """What chance does to construction played forward (docs/construction-chance.md).

    ``seed`` is the root of all chance; ``mitigated`` counts risks as after their mitigation.
    """

    seed: Whole = 1
    mitigated: bool = False
    drivers: Drivers = Drivers()
    durations: Durations = Durations()
    slip: Slip = Slip()
    long_stop: LongStop = LongStop()
    short_stop: ShortStop = ShortStop()
    inspection: Inspection = Inspection()
    rework: Rework = Rework()
    look_back: LookBack = LookBack()
    consent: Agreeing = Agreeing()
    utilities: Utilities = Utilities()
    arrivals: Arrivals = Arrivals()
    weather: Weather = Weather()
    festival: Festival = Festival()
    exams: Exams = Exams()
    costs: Costs = Costs()
    risks: dict[str, Risk] = Field(default_factory=dict)
    epistemic: Epistemic = Epistemic()
