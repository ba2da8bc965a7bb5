"""The settings of a programme: ``programme.toml`` or the sheet 设置.

In the sheet, each row is a key and its value; keys are dotted as in TOML, such as
``rules.pilot_first.others_before``. Each rule has its own small model: its parameters, their units and what
their absence means.
"""

from __future__ import annotations

import datetime
import re
from typing import Annotated, Literal

from pydantic import Field, field_validator, model_validator

from scenarios.tables.construction_settings import Construction
from scenarios.tables.dates import FIRST_YEAR, LAST_YEAR
from scenarios.tables.rule_settings import (
    AtLeastNothing,
    Part,
    RuleSettings,
    Share,
    Whole,
)

Positive = Annotated[float, Field(gt=0)]
PERIOD_LENGTHS = {"month": 1, "quarter": 3, "half-year": 6, "year": 12}
"""Months in a period of each length."""


def first_day_of_period(name: str) -> datetime.date:
    """Return the first day of a period named 2020Q4, 2021H1, 2021-01 or 2021.

    Raises ValueError where the name is none of these.
    """
    found = re.fullmatch(r"\s*(\d{4})\s*(?:[Qq]([1-4])|[Hh]([12])|-(\d{1,2}))?\s*", name)
    if found is None:
        raise ValueError(f"'{name}' is no period; write 2020Q4, 2021H1, 2021-01 or 2021")
    year, quarter, half, month = (int(part) if part else 0 for part in found.groups())
    if not FIRST_YEAR <= year <= LAST_YEAR:  # beyond, the plan might end after the last day there is
        raise ValueError(f"{year} is no year of a plan; write one from {FIRST_YEAR} to {LAST_YEAR}")
    first_month = month or (quarter * 3 - 2 if quarter else 1) if not half else half * 6 - 5
    return datetime.date(year, first_month, 1)


class Vulnerability(Part):
    """What an older resident adds to a household's weight, in benefit and in disruption.

    A place weighs 1 + ``over_60`` × (residents over 60 ÷ residents) + ``over_75`` × (over 75 ÷ residents).
    """

    over_60: AtLeastNothing = 0.0
    over_75: AtLeastNothing = 0.0


class Aims(Part):
    """Weights of the aim; the program maximises ``benefit·B - cost·C - disruption·D``.

    B is the household-years of need met before the evaluation date, weighted by priority; C the cost in 万元
    (10,000 yuan) of the works done; D the level-weighted household-days of nuisance. All weights are at
    least 0. ``discount`` is a share a year by which later benefits count less (0: not).
    """

    benefit: AtLeastNothing = 1.0
    cost: AtLeastNothing = 0.0
    disruption: AtLeastNothing = 0.0
    discount: Share = 0.0
    vulnerability: Vulnerability = Vulnerability()


class Tier(Part):
    """One aim of several that are held in turn: livelihood first, upgrade later.

    The weights are those of Aims, over the works of ``classes`` and ``work_types`` in ``streets`` with a
    need of at least ``need_at_least`` (empty: all). ``penalties``: whether what rules add to or take from
    the aim counts here (soft targets, re-openings, moves, fairness). The tier's value, less ``tolerance``
    × max(abs(value), 1), is held while later tiers are pursued.
    """

    name: str
    name_zh: str = ""
    benefit: AtLeastNothing = 1.0
    cost: AtLeastNothing = 0.0
    disruption: AtLeastNothing = 0.0
    classes: tuple[str, ...] = ()
    work_types: tuple[str, ...] = ()
    streets: tuple[str, ...] = ()
    need_at_least: Share = 0.0
    penalties: bool = False
    tolerance: Share = 0.0


class Payments(Part):
    """Payment profile: ``advance`` at the campaign's start, ``retention`` so many days after the work's end.

    The rest as the work progresses. ``release_days`` is the look-back of half a year (an assumption).
    """

    advance: Share = 0.0
    retention: Share = 0.0
    release_days: Whole = 183

    @model_validator(mode="after")
    def _something_is_left(self) -> Payments:
        if self.advance + self.retention > 1:
            raise ValueError("advance and retention are more than the whole")
        return self


class PaymentSettings(Payments):
    """The payment profile of all works, and of classes of work that have their own, ``by_class``."""

    by_class: dict[str, Payments] = Field(default_factory=dict)


class Prices(Part):
    """Growth of prices: works that start in a later calendar year than ``base_year`` cost more.

    By ``growth`` a year (0: none); ``base_year`` None: the first plan year. ``learning`` is the share by
    which a campaign costs less after the pilots (0: none; an option, an assumption), for starts on or
    after ``learning_from`` (None: none).
    """

    growth: Annotated[float, Field(ge=-0.5, le=0.5)] = 0.0
    base_year: int | None = None
    learning: Share = 0.0
    learning_from: datetime.date | None = None


class FundingWords(Part):
    """When a date that rests on money is firm, likely, or depends on funding.

    Least probabilities (assumptions).
    """

    firm: Share = 0.95
    likely: Share = 0.7


POINTS = {
    "safety": 25.0,
    "age": 15.0,
    "consent": 15.0,
    "contribution": 10.0,
    "contiguity": 10.0,
    "vulnerable": 10.0,
    "readiness": 10.0,
    "people_per_cost": 5.0,
}
"""Points by criterion of a score of 100 (an assumption: no score sheet is published)."""


class Application(Part):
    """Application mode: estates are scored, and their scores weigh in the aim.

    ``weights`` are points by criterion (docs/scores.md; an assumption), ``method`` the score that counts, and
    ``weighs`` whether priorities are multiplied by score ÷ mean score.
    """

    on: bool = False
    weights: dict[str, AtLeastNothing] = Field(default_factory=lambda: dict(POINTS))

    method: Literal["weighted_sum", "topsis"] = "weighted_sum"
    weighs: bool = True
    built_by: int | None = 2000

    @field_validator("weights")
    @classmethod
    def _criteria_are_known(cls, weights: dict[str, float]) -> dict[str, float]:
        for name in weights:
            if name not in POINTS:
                raise ValueError(f"'{name}' is no criterion; there are {', '.join(POINTS)}")
        if not any(weights.values()):
            raise ValueError("no criterion has any weight")
        return weights


class Support(Part):
    """How residents' ballots become support, and their fears weights (docs/meaning.md, 7.1 and 7.2).

    ``estate``: to how many answers of an estate the prior amounts that its street's other estates give it;
    ``street``: to how many answers of these the prior amounts that the rest of the district gives them;
    ``district``: to how many of those the prior of one half amounts (assumptions). ``fears`` scales the
    weight of fears on the disruption of an estate (an assumption; 0: none). ``answers`` says how household
    rows count: ``approval`` for every work type they name, ``rank`` by its place among the first ``places``
    (None: of the longest list), ``top_k`` for the first ``places`` (None: all). ``most_points`` is the most
    that a household could give a work type (None: the most that any gave). ``least_told``: counts of fewer
    households are not told, nor of all but fewer (an assumption; 1: all are). It changes no plan.
    """

    estate: Positive = 20.0
    street: Positive = 20.0
    district: Positive = 20.0
    fears: AtLeastNothing = 1.0
    answers: Literal["approval", "rank", "top_k"] = "approval"
    places: Annotated[int, Field(ge=1)] | None = None
    most_points: Positive | None = None
    least_told: Annotated[int, Field(ge=1)] = 5


class Soft(Part):
    """Rules that may give way in a best-possible plan, by rank: rank 1 gives way last.

    ``ranks`` names rules and their ranks; a rule that may give way and is not named has ``default_rank``.
    ``on``: whether the programme always asks for the best possible plan.
    """

    on: bool = False
    ranks: dict[str, Annotated[int, Field(ge=1, le=9)]] = Field(default_factory=dict)
    default_rank: Annotated[int, Field(ge=1, le=9)] = 2


class RepairPrices(Part):
    """What easing a limit is reckoned to cost in yuan, by which ways out of the impossible are ordered.

    All are assumptions. ``crew_day`` is a crew for a working day; ``household_left_out`` a household that
    is not served (None: the mean government cost of a household); ``day_late`` a household's day that
    works start or a target is reached at another time than asked; ``household_vote`` winning a household
    over to a vote; ``household_disturbed`` a household more at once under works; ``before_pilots`` a
    campaign more that starts before the pilots are complete; ``link_left_out`` an order between two
    campaigns that is given up; ``rule_left_out`` a rule that is switched off. Money costs its amount.
    """

    crew_day: AtLeastNothing = 1500.0
    household_left_out: AtLeastNothing | None = None
    day_late: AtLeastNothing = 2.0
    household_vote: AtLeastNothing = 200.0
    household_disturbed: AtLeastNothing = 300.0
    before_pilots: AtLeastNothing = 50_000.0
    link_left_out: AtLeastNothing = 100_000.0
    rule_left_out: AtLeastNothing = 10_000_000.0


class Settings(Part):
    """Settings of a programme.

    ``first_period`` names the first period (2020Q4, 2021-01, 2021H1 or 2021) of ``period`` length; there
    are ``periods`` of them. ``evaluation_date`` is the day up to which benefits count, by default ten years
    after the end of the last plan year (an assumption). ``working_days`` are the ISO weekdays worked (1
    Monday … 7 Sunday), by default Monday to Saturday (an assumption). ``tiers`` are aims held in turn;
    without any the one aim of ``aims`` counts. ``exemptions`` are the shares of residents' part that
    households of a class need not pay (an assumption).
    """

    name: str = ""
    name_zh: str = ""
    first_period: str
    period: Literal["month", "quarter", "half-year", "year"] = "quarter"
    periods: Annotated[int, Field(ge=1, le=600)]
    evaluation_date: datetime.date | None = None
    working_days: tuple[Annotated[int, Field(ge=1, le=7)], ...] = (1, 2, 3, 4, 5, 6)
    aims: Aims = Aims()
    tiers: tuple[Tier, ...] = ()
    rules: RuleSettings = RuleSettings()
    payments: PaymentSettings = PaymentSettings()
    prices: Prices = Prices()
    exemptions: dict[str, Share] = Field(default_factory=lambda: {"low_income": 1.0, "near_poor": 0.5})
    funding: FundingWords = FundingWords()
    application: Application = Application()
    support: Support = Support()
    soft: Soft = Soft()
    repairs: RepairPrices = RepairPrices()
    construction: Construction = Construction()

    @field_validator("working_days")
    @classmethod
    def _some_day_is_worked(cls, days: tuple[int, ...]) -> tuple[int, ...]:
        if not days:
            raise ValueError("no weekday is worked")
        return days

    @field_validator("first_period")
    @classmethod
    def _is_a_period(cls, name: str) -> str:
        first_day_of_period(name)
        return name
