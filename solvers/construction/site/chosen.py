"""What the plan chose, as plain lists: campaigns that start, and their activities with planned days."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from solvers.construction.site.nouns import APPROVAL, DESIGN, WORK

if TYPE_CHECKING:
    from scenarios.model.programme import Programme
    from solvers.plan.plan import Plan, PlannedCampaign

STAGES = ("surveyed", "designed", "publicised", "approved", "tendered")
"""Stages of preparation in turn, each named when it is done."""


class WrongPlanError(ValueError):
    """A plan names what its programme does not have."""


@dataclass(frozen=True, kw_only=True)
class Begun:
    """A campaign that the plan starts; ``row`` in the programme's campaigns, ``start`` its first day."""

    row: int
    key: str
    place: str
    street: str
    estate: int
    start: int
    phase: int
    planned: PlannedCampaign


@dataclass(frozen=True, kw_only=True)
class Activity:
    """A work of a campaign, or a step of its preparation.

    ``of`` counts the campaigns begun, ``work`` is the row in facts (−1: preparation), ``kind`` the row in
    work types (−1). ``earliest`` is the day before which preparation does not start (of works: the start
    of their campaign).
    """

    key: str
    what: int
    of: int
    work: int
    kind: int
    included: bool
    days: int
    crews: int
    earliest: int

    @property
    def uid(self) -> int:
        """Return a number of 64 bits made of the key alone."""
        return _uid_of(self.key)


@lru_cache(maxsize=100_000)
def _uid_of(key: str) -> int:
    """Return a number of 64 bits; cases of a study ask for those of the same keys again and again."""
    return int.from_bytes(hashlib.blake2b(key.encode(), digest_size=8).digest(), "big")


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """The campaigns that a plan starts, and their activities: those of a campaign stand together.

    ``lags`` are calendar days between an activity of preparation (by its index) and what follows it.
    """

    programme: Programme
    plan: Plan
    begun: tuple[Begun, ...]
    activities: tuple[Activity, ...]
    lags: dict[int, int]


def chosen_of(programme: Programme, plan: Plan) -> Chosen:
    """Return what a plan chose; raises WrongPlanError where it names what the programme does not have."""
    begun = _begun(programme, plan)
    number = {one.row: c for c, one in enumerate(begun)}
    works: dict[int, list[int]] = {c: [] for c in range(len(begun))}
    for work, row in enumerate(programme.facts.campaign.tolist()):
        if row in number:
            works[number[row]].append(work)
    known = _Known.of(programme)
    activities: list[Activity] = []
    lags: dict[int, int] = {}
    for c, one in enumerate(begun):
        for activity, lag in _preparation(programme, c, one):
            lags[len(activities)] = lag
            activities.append(activity)
        activities += _works(known, c, one, works[c])
    return Chosen(programme=programme, plan=plan, begun=begun, activities=tuple(activities), lags=lags)


def _begun(programme: Programme, plan: Plan) -> tuple[Begun, ...]:
    table, clock = programme.campaigns, programme.clock
    rows = {key: row for row, key in enumerate(table.key.tolist())}
    found = []
    for planned in plan.campaigns:
        phase = clock.period_of(planned.start)
        if planned.campaign not in rows or phase is None:
            raise WrongPlanError(
                f"the plan starts {planned.campaign} on {planned.start}: no such campaign or day"
            )
        row = rows[planned.campaign]
        found.append(
            Begun(
                row=row,
                key=planned.campaign,
                place=str(table.place[row]),
                street=str(table.street[row]),
                estate=int(table.estate[row]),
                start=clock.day(planned.start),
                phase=phase,
                planned=planned,
            )
        )
    return tuple(sorted(found, key=lambda one: one.row))


class _Known(NamedTuple):
    """What is known of works, as lists: key, work type, days and crews of each."""

    key: list[str]
    kind: list[int]
    days: list[int]
    crews: list[int]

    @classmethod
    def of(cls, programme: Programme) -> _Known:
        facts = programme.facts
        listed = (facts.key, facts.work_type, facts.days, facts.crews)
        key, kind, days, crews = (column.tolist() for column in listed)
        return cls(key, kind, [int(held) for held in days], [int(held) for held in crews])


def _works(known: _Known, c: int, one: Begun, works: list[int]) -> list[Activity]:
    wanted = {work.work for work in one.planned.works}
    unknown = wanted - {known.key[w] for w in works}
    if unknown:
        raise WrongPlanError(f"{one.key} has no work {min(unknown)}")
    return [
        Activity(
            key=known.key[w],
            what=WORK,
            of=c,
            work=w,
            kind=known.kind[w],
            included=known.key[w] in wanted,
            days=known.days[w],
            crews=known.crews[w],
            earliest=one.start,
        )
        for w in works
    ]


def _preparation(programme: Programme, c: int, one: Begun) -> list[tuple[Activity, int]]:
    """Return design and approval of a campaign, each with the days between it and what follows.

    What of them lies before the plan's first day is done.
    """
    rules = programme.settings.rules
    if not (rules.readiness.on or rules.preparation.on):
        return []
    rule = rules.readiness
    stage = str(programme.estates.ready_stage[one.estate]) if one.estate >= 0 else ""
    done = STAGES.index(stage) + 1 if stage in STAGES else 0
    lengths = (
        rule.design_rounds * rule.design_days,
        rule.publicity_days,
        rule.approval_days,
        rule.tender_days,
    )
    design, publicity, approval, tender = [0 if s < done else n for s, n in enumerate(lengths, 1)]
    approved = one.start - tender
    designed = approved - approval - publicity
    steps = (
        (DESIGN, "design", designed, design, publicity),
        (APPROVAL, "approval", approved, approval, tender),
    )
    found = []
    for what, name, end, needed, lag in steps:
        days = min(needed, end)
        if days > 0:
            activity = Activity(
                key=f"{one.key}:{name}",
                what=what,
                of=c,
                work=-1,
                kind=-1,
                included=True,
                days=days,
                crews=1,
                earliest=end - days,
            )
            found.append((activity, lag))
    return found
