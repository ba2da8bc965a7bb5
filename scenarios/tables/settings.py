"""The settings of a programme: ``programme.toml`` or the sheet 设置.

In the sheet, each row is a key and its value; keys are dotted as in TOML, such as
``rules.pilot_first.others_before``. Each rule has its own small model: its parameters, their units and what
their absence means.
"""

from __future__ import annotations

import datetime
import re
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

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
    first_month = month or (quarter * 3 - 2 if quarter else 1) if not half else half * 6 - 5
    return datetime.date(year, first_month, 1)


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Aims(_Part):
    """Weights of the aim; the program maximises ``benefit·B - cost·C - disruption·D``.

    B is the household-years of need met before the evaluation date, weighted by priority; C the cost in 万元
    (10,000 yuan) of the works done; D the level-weighted household-days of nuisance. All weights are at
    least 0.
    """

    benefit: Annotated[float, Field(ge=0)] = 1.0
    cost: Annotated[float, Field(ge=0)] = 0.0
    disruption: Annotated[float, Field(ge=0)] = 0.0


class StartOnce(_Part):
    """``must_start``: whether every estate, zone and asset with required works must start within the plan."""

    must_start: bool = False


class PilotFirst(_Part):
    """Until every pilot is complete, at most ``others_before`` other campaigns may have started."""

    on: bool = True
    others_before: Annotated[int, Field(ge=0)] = 20


class Moratorium(_Part):
    """A place renovated before may not be opened again within ``years`` of the earlier renovation."""

    on: bool = True
    years: Annotated[float, Field(ge=0)] = 5.0


class ConsentMatter(_Part):
    """Least shares for one matter: taking part (of all owners), and in favour (of those taking part)."""

    turnout: Annotated[float, Field(ge=0, le=1)] = 2 / 3
    approval: Annotated[float, Field(ge=0, le=1)] = 0.5
    strictly_more: bool = True


class Consent(_Part):
    """Consent before start. Thresholds by matter; ``default`` is Civil Code art. 278 for ordinary matters.

    A matter without an entry uses the default. ``missing`` says what holds for a place without a vote on a
    matter: ``assumed`` (an assumption, listed) or ``refused``.
    """

    on: bool = True
    default: ConsentMatter = ConsentMatter()
    matters: dict[str, ConsentMatter] = {}
    missing: Literal["assumed", "refused"] = "assumed"


class StreetDisruption(_Part):
    """Households of a street under works at once: at most ``share`` of the street's households."""

    on: bool = False
    share: Annotated[float, Field(ge=0, le=1)] = 0.3
    by_street: dict[str, Annotated[float, Field(ge=0, le=1)]] = {}


class StreetProjects(_Part):
    """Campaigns under way at once in a street: at most ``most``, or the street's own in ``by_street``."""

    on: bool = False
    most: Annotated[int, Field(ge=0)] = 10
    by_street: dict[str, Annotated[int, Field(ge=0)]] = {}


class DueAfterPlan(_Part):
    """Money due after the plan's last year: at most ``limit`` yuan; None: reported, not limited."""

    limit: Annotated[float, Field(ge=0)] | None = None


class Switch(_Part):
    """A rule that is only switched on or off."""

    on: bool = True


class SoftTargets(_Part):
    """``penalty``: aim units lost per unit short where a soft target names none; see the docs for None."""

    on: bool = True
    penalty: Annotated[float, Field(ge=0)] | None = None


class RuleSettings(_Part):
    """Parameters of the rules, ``[rules.NAME]``; a rule that is not named keeps its default."""

    start_once: StartOnce = StartOnce()
    pilot_first: PilotFirst = PilotFirst()
    moratorium: Moratorium = Moratorium()
    consent: Consent = Consent()
    street_disruption: StreetDisruption = StreetDisruption()
    street_projects: StreetProjects = StreetProjects()
    due_after_plan: DueAfterPlan = DueAfterPlan()
    links: Switch = Switch()
    outside_dates: Switch = Switch()
    fund_limits: Switch = Switch()
    crew_limits: Switch = Switch()
    targets: SoftTargets = SoftTargets()


class Settings(_Part):
    """Settings of a programme.

    ``first_period`` names the first period (2020Q4, 2021-01, 2021H1 or 2021) of ``period`` length; there
    are ``periods`` of them. ``evaluation_date`` is the day up to which benefits count, by default ten years
    after the end of the last plan year (an assumption). ``working_days`` are the ISO weekdays worked (1
    Monday … 7 Sunday), by default Monday to Saturday (an assumption).
    """

    name: str = ""
    name_zh: str = ""
    first_period: str
    period: Literal["month", "quarter", "half-year", "year"] = "quarter"
    periods: Annotated[int, Field(ge=1, le=600)]
    evaluation_date: datetime.date | None = None
    working_days: tuple[Annotated[int, Field(ge=1, le=7)], ...] = (1, 2, 3, 4, 5, 6)
    aims: Aims = Aims()
    rules: RuleSettings = RuleSettings()

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
