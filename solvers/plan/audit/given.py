"""What the tables say, by name: campaigns and works as plain records, worked out once."""

from __future__ import annotations

import datetime
from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from solvers.plan.audit.calendars import Calendars
from solvers.plan.audit.eligible import FundGiven, funds_of
from solvers.plan.audit.spans import Span, spans_from
from solvers.plan.audit.works import WorkGiven, works_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from scenarios.model.programme import Programme

T = TypeVar("T")
__all__ = ["CampaignGiven", "Given", "WorkGiven"]


@dataclass(frozen=True, kw_only=True, eq=False)
class CampaignGiven:
    """A campaign; ``estate`` is the row in estates, −1 for zones and assets; ``households`` its place's.

    ``word`` is the part of its place that it is, empty where the place is not divided.
    """

    key: str
    place: str
    word: str
    kind: str
    label: str
    estate: int
    street: str
    zone: str
    households: int
    pilot: bool
    must_start: bool
    works: tuple[WorkGiven, ...]

    @property
    def has_required(self) -> bool:
        """Whether any of its works is required."""
        return any(work.required for work in self.works)


class Given:
    """A programme as the audit reads it. Days are counted from the first day of the plan."""

    def __init__(self, programme: Programme) -> None:
        """Keep the programme; everything else is worked out on demand."""
        self.programme = programme
        self.rules = programme.settings.rules
        self.clock = programme.clock
        self.starts: list[int] = programme.clock.starts.tolist()
        self.periods = programme.clock.names
        self.years = programme.clock.years
        self.year_ends: list[int] = programme.clock.year_ends.tolist()
        self.calendars = Calendars(programme)
        self._made: dict[Callable[[Given], Any], Any] = {}
        self._spans: dict[tuple[str, int], Mapping[str, Span]] = {}
        self._estate_days: dict[str, list[int | None]] = {}

    @cached_property
    def funds(self) -> Mapping[str, FundGiven]:
        """Funds by name, in table order."""
        return funds_of(self.programme)

    @cached_property
    def campaigns(self) -> Mapping[str, CampaignGiven]:
        """Campaigns by key, in table order."""
        table, estates = self.programme.campaigns, self.programme.estates
        works: dict[str, list[WorkGiven]] = defaultdict(list)
        for work in works_of(self.programme, self.calendars, self.funds):
            works[work.campaign].append(work)
        made = {}
        for c in range(len(table)):
            key, estate = str(table.key[c]), int(table.estate[c])
            name = str(estates.name[estate]) if estate >= 0 else ""
            made[key] = CampaignGiven(
                key=key,
                place=str(table.place[c]),
                word=str(table.part[c]),
                kind=str(table.place_kind[c]),
                label=f"{key} ({name})" if name and name != key else key,
                estate=estate,
                street=str(table.street[c]),
                zone=str(table.zone[c]),
                households=int(table.households[c]),
                pilot=bool(table.pilot[c]),
                must_start=bool(table.must_start[c]),
                works=tuple(works[key]),
            )
        return made

    @cached_property
    def works(self) -> Mapping[str, WorkGiven]:
        """Works by key, in table order."""
        return {work.key: work for campaign in self.campaigns.values() for work in campaign.works}

    def once(self, make: Callable[[Given], T]) -> T:
        """Return what a rule makes of the tables, made once however many plans are audited."""
        if make not in self._made:
            self._made[make] = make(self)
        made: T = self._made[make]
        return made

    def spans(self, campaign: CampaignGiven, start: int) -> Mapping[str, Span]:
        """Return the days of all works of a campaign that starts on a day."""
        if (campaign.key, start) not in self._spans:
            self._spans[campaign.key, start] = spans_from(campaign.works, start)
        return self._spans[campaign.key, start]

    def estate_day(self, column: str, estate: int) -> int | None:
        """Return a date of an estate as a day; None where there is none, or no estate (−1)."""
        return None if estate < 0 else self._days_of(column)[estate]

    def has_estate_days(self, column: str) -> bool:
        """Return whether any estate has a date of a column."""
        return any(day is not None for day in self._days_of(column))

    def _days_of(self, column: str) -> list[int | None]:
        if column not in self._estate_days:
            dates = getattr(self.programme.estates, column).tolist()
            self._estate_days[column] = [None if date is None else self.clock.day(date) for date in dates]
        return self._estate_days[column]

    def date(self, day: int) -> datetime.date:
        """Return the date of a day, the last there is for days beyond."""
        return self.clock.date(min(day, (datetime.date.max - self.clock.first_day).days))

    def period_of(self, day: int) -> int | None:
        """Return the period that begins on a day; None where none does."""
        period = self.period_holding(day)
        return period if period is not None and self.starts[period] == day else None

    def period_holding(self, day: int) -> int | None:
        """Return the period that holds a day; None outside the plan."""
        period = bisect_right(self.starts, day) - 1
        return period if 0 <= period < len(self.periods) else None
