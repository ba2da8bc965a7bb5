"""A plan reckoned anew: which campaigns run when, with which works, and what falls due."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from operator import add
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from solvers.plan.audit.parts import dues, parts_of
from solvers.plan.audit.sites import sites_of, year_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from solvers.plan.audit.eligible import ClaimGroup
    from solvers.plan.audit.given import CampaignGiven, Given, WorkGiven
    from solvers.plan.audit.sites import Member, Site, SiteKey
    from solvers.plan.audit.spans import Span
    from solvers.plan.plan import Opening, Plan, PlannedCampaign

    ClaimYear: TypeAlias = tuple[ClaimGroup, int]
    """A claim group and a year."""
    PartDue: TypeAlias = tuple[ClaimGroup, str, list[int]]
    """A part of a work: its claim group, its owner, what is due by year and, last, after the plan."""
T = TypeVar("T")


@dataclass(frozen=True, kw_only=True, eq=False)
class Started:
    """A campaign that the plan starts within the plan's days; ``end`` is the day after the last of its works.

    ``period`` is the one that holds its start. ``included`` are those of its own works that the plan names,
    each once.
    """

    given: CampaignGiven
    planned: PlannedCampaign
    period: int
    start: int
    end: int
    spans: Mapping[str, Span]
    included: tuple[WorkGiven, ...]

    @property
    def finish(self) -> int:
        """Its last day."""
        return self.end - 1

    def cost_of(self, work: WorkGiven) -> int:
        """Return what one of its works costs with this start, in fen."""
        return work.costs[self.period]


@dataclass(frozen=True, kw_only=True, eq=False)
class Opened:
    """An opening of a site that the plan states, in a period; ``serves`` are campaigns, in table order."""

    site: Site
    stated: Opening
    period: int
    serves: tuple[Started, ...]

    @property
    def cost(self) -> int:
        """What setting up costs, in fen; nothing where nobody is served."""
        return self.site.cost if self.serves else 0


class Reckoned:
    """A plan laid over what is given, without campaigns that are unknown or start outside the plan's days."""

    def __init__(self, given: Given, plan: Plan) -> None:
        """Keep both; everything else is worked out on demand."""
        self.given = given
        self.plan = plan
        self._made: dict[Callable[[Reckoned], Any], Any] = {}

    def once(self, make: Callable[[Reckoned], T]) -> T:
        """Return what rules make of the plan, made once."""
        if make not in self._made:
            self._made[make] = make(self)
        made: T = self._made[make]
        return made

    @cached_property
    def started(self) -> Mapping[str, Started]:
        """Campaigns that start, by key, in table order."""
        first_named: dict[str, PlannedCampaign] = {}
        for planned in self.plan.campaigns:
            first_named.setdefault(planned.campaign, planned)
        made = {}
        for key, campaign in self.given.campaigns.items():
            if key in first_named:
                start = self.given.clock.day(first_named[key].start)
                if self.given.starts[0] <= start < self.given.starts[-1]:
                    made[key] = self._start(campaign, first_named[key], start)
        return made

    def _start(self, campaign: CampaignGiven, planned: PlannedCampaign, start: int) -> Started:
        spans = self.given.spans(campaign, start)
        named = {work.work for work in planned.works}
        return Started(
            given=campaign,
            planned=planned,
            period=bisect_right(self.given.starts, start) - 1,
            start=start,
            end=max([start, *(span.end for span in spans.values())]),
            spans=spans,
            included=tuple(work for work in campaign.works if work.key in named),
        )

    @cached_property
    def sites(self) -> Mapping[SiteKey, Site]:
        """Sites that the rules make, by kind and name."""
        return self.given.once(sites_of)

    @cached_property
    def opened(self) -> list[Opened]:
        """The openings of the plan's own sites that begin within the plan's days, as the plan states them."""
        made = []
        for stated in self.plan.openings:
            site = self.sites.get((stated.kind, stated.name))
            period = self.given.period_holding(self.given.clock.day(stated.start))
            if site is not None and period is not None:
                serves = [
                    one for one in self.starting(site) if site.lasts_until(self.given, period, one.period)
                ]
                made.append(Opened(site=site, stated=stated, period=period, serves=tuple(serves)))
        return made

    def starting(self, site: Site) -> list[Started]:
        """Return the campaigns that need a site and start, in table order."""
        started = [(member, self.started.get(member.campaign)) for member in site.members]
        return [one for member, one in started if one is not None and _needs(member, one)]

    @cached_property
    def charged(self) -> Mapping[str, list[Opened]]:
        """The openings that cost something, by the campaign that their set-up is charged to."""
        charged: dict[str, list[Opened]] = defaultdict(list)
        for one in self.opened:
            if one.cost:
                charged[one.serves[0].given.key].append(one)
        return charged

    @cached_property
    def dues(self) -> Mapping[str, Mapping[ClaimYear, int]]:
        """Fen due in plan years, by campaign and by claim group and year; nothing due is not listed."""
        due: dict[str, dict[ClaimYear, int]] = {}
        years = self.given.years
        for key in self.started:
            by_group: dict[ClaimGroup, list[int]] = {}
            for group, _, by_year in self._parts_due[key]:
                held = by_group.get(group)
                by_group[group] = by_year if held is None else list(map(add, held, by_year))
            of_campaign: dict[ClaimYear, int] = defaultdict(int)
            for group, held in by_group.items():
                of_campaign.update(((group, year), fen) for year, fen in zip(years, held, strict=False))
            for one in self.charged.get(key, ()):
                of_campaign[one.site.payers, year_of(self.given, one.period)] += one.cost
            due[key] = {claim: fen for claim, fen in of_campaign.items() if fen}
        return due

    @cached_property
    def due_after_plan(self) -> Mapping[str, Mapping[str, int]]:
        """Fen due after the last plan year, by campaign and by whose part it is."""
        after: dict[str, dict[str, int]] = {}
        for key, parts in self._parts_due.items():
            by_owner: dict[str, int] = defaultdict(int)
            for _, owner, by_year in parts:
                by_owner[owner] += by_year[-1]
            after[key] = {owner: fen for owner, fen in by_owner.items() if fen}
        return after

    @cached_property
    def _parts_due(self) -> Mapping[str, list[PartDue]]:
        """What falls due of each part of all included works, by campaign."""
        return {
            key: [part for work in started.included for part in self.work_dues(started, work)]
            for key, started in self.started.items()
        }

    def work_dues(self, started: Started, work: WorkGiven) -> list[PartDue]:
        """Return each part of a work: claim group, owner, what is due by year and, last, after the plan."""
        span, ends, profile = started.spans[work.key], self.given.year_ends, work.profile
        if work.days == 0:
            needed, done = 1, [int(span.start < end) for end in ends]
        else:
            needed = work.days
            done = work.calendar.done_by(span.start, span.end, ends)
        at_start, released = (
            bisect_right(ends, day) for day in (started.start, span.end + profile.release_days)
        )
        made = []
        for part in parts_of(work.costs[started.period], work.shares):
            advance, progress, retention = profile.split(part.fen)
            by_year = dues(progress, needed, done)
            by_year[at_start] += advance
            by_year[released] += retention
            made.append((part.claim_group, part.owner, by_year))
        return made

    @cached_property
    def under_way(self) -> list[list[Started]]:
        """Campaigns whose span touches each period."""
        starts = self.given.starts
        return [
            [one for one in self.started.values() if one.start < end and one.end > first]
            for first, end in pairwise(starts)
        ]

    def cost(self, started: Started) -> int:
        """Return what a campaign costs in fen: its included works, and the set-ups charged to it."""
        works = sum(started.cost_of(work) for work in started.included)
        return works + sum(one.cost for one in self.charged.get(started.given.key, ()))


def _needs(member: Member, one: Started) -> bool:
    return not member.works or any(work.key in member.works for work in one.included)
