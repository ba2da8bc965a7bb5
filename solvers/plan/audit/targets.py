"""What a plan reaches of each target (docs/meaning.md, 6.10)."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from solvers.plan.audit.benefit import largest_benefit
from solvers.plan.audit.sets import units
from solvers.plan.audit.words import breach, plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from solvers.plan.audit.given import CampaignGiven, Given
    from solvers.plan.audit.reckoning import Reckoned, Started
    from solvers.plan.plan import Breach

UNITS = {"estates": "estates", "households": "households", "floor_area": "m2", "buildings": "buildings"}


@dataclass(frozen=True, kw_only=True)
class Target:
    """A target of the table, ``by`` as a day; ``penalty`` is what each unit short costs where it is soft."""

    name: str
    measure: str
    work_type: str
    unit: str
    value: float
    by: int
    counts_started: bool
    street: str
    zone: str
    hard: bool
    penalty: float

    def covers(self, street: str, zone: str) -> bool:
        """Return whether a street and zone are in its scope."""
        return self.street in ("", street) and self.zone in ("", zone)


@dataclass(frozen=True, kw_only=True)
class Reached:
    """What a plan reaches of a target."""

    target: Target
    reached: float

    @property
    def shortfall(self) -> float:
        """Units short; a difference that is nothing but rounding counts as none."""
        short = self.target.value - self.reached
        return short if short > 1e-9 * max(1.0, self.target.value) else 0.0


@dataclass(frozen=True, kw_only=True)
class EstateDays:
    """An estate with campaigns: the day it starts and the day it is completed, None where it is not."""

    estate: int
    started: int | None
    completed: int | None


def targets(reckoned: Reckoned) -> Iterator[Breach]:
    """Hard targets are reached."""
    for one in reached(reckoned):
        if one.target.hard and one.shortfall:
            got, want, short = plain(one.reached), plain(one.target.value), plain(one.shortfall)
            en = f"{got} of {want} {one.target.unit} reached: {short} short"
            zh = f"达到 {got}，指标为 {want}（{one.target.unit}）：差 {short}"
            yield breach("targets", one.target.name, one.shortfall, one.target.unit, en, zh)


def reached(reckoned: Reckoned) -> list[Reached]:
    """Return what the plan reaches of every target, hard and soft, in table order."""
    held = reckoned.given.once(_targets)
    estates = estate_days(reckoned) if held else []
    return [Reached(target=target, reached=_reached(reckoned, target, estates)) for target in held]


def reached_of(reckoned: Reckoned, target: Target) -> float:
    """Return what the plan reaches of a target."""
    return _reached(reckoned, target, estate_days(reckoned))


def _reached(reckoned: Reckoned, target: Target, estates: list[EstateDays]) -> float:
    if target.measure == "quantity":
        return _quantity(reckoned, target)
    return _of_estates(reckoned.given, target, estates)


def estate_days(reckoned: Reckoned) -> list[EstateDays]:
    """Return when each estate with campaigns starts and is completed, in table order."""
    made = []
    for estate, campaigns in reckoned.given.once(_by_estate).items():
        started = [reckoned.started[c.key] for c in campaigns if c.key in reckoned.started]
        parts = units(reckoned.given, campaigns)
        duty = [part for part in parts if any(campaign.has_required for campaign in part)] or parts
        done = [finish for part in duty if (finish := _finish(reckoned, part)) is not None]
        made.append(
            EstateDays(
                estate=estate,
                started=min((one.start for one in started), default=None),
                completed=max(done) if len(done) == len(duty) else None,
            )
        )
    return made


def _finish(reckoned: Reckoned, part: tuple[CampaignGiven, ...]) -> int | None:
    """Return the last day of the first of some campaigns that is done; None where none of them starts."""
    return min((reckoned.started[c.key].finish for c in part if c.key in reckoned.started), default=None)


def _by_estate(given: Given) -> dict[int, list[CampaignGiven]]:
    by_estate: dict[int, list[CampaignGiven]] = defaultdict(list)
    for campaign in given.campaigns.values():
        if campaign.estate >= 0:
            by_estate[campaign.estate].append(campaign)
    return dict(sorted(by_estate.items()))


def _of_estates(given: Given, target: Target, days: list[EstateDays]) -> float:
    estates = given.programme.estates
    total = 0.0
    for one in days:
        day = one.started if target.counts_started else one.completed
        in_scope = target.covers(str(estates.street[one.estate]), str(estates.zone[one.estate]))
        if in_scope and day is not None and day <= target.by:
            total += measured(given, target.measure, one.estate)
    return total


def measured(given: Given, measure: str, estate: int) -> float:
    """Return what an estate counts for in a measure; what is not known counts for nothing."""
    if measure == "estates":
        return 1.0
    value = float(getattr(given.programme.estates, measure)[estate])
    return 0.0 if math.isnan(value) else value


def _quantity(reckoned: Reckoned, target: Target) -> float:
    def counts(one: Started) -> bool:
        day = one.start if target.counts_started else one.finish
        return target.covers(one.given.street, one.given.zone) and day <= target.by

    return math.fsum(
        work.quantity
        for one in reckoned.started.values()
        if counts(one)
        for work in one.included
        if work.work_type == target.work_type
    )


def _targets(given: Given) -> list[Target]:
    table = given.programme.targets
    return [
        Target(
            name=str(table.name[row]),
            measure=str(table.measure[row]),
            work_type=str(table.work_type[row]),
            unit=UNITS.get(str(table.measure[row]), str(table.work_type[row])),
            value=float(table.value[row]),
            by=given.clock.day(table.by[row].item()),
            counts_started=table.counted[row] == "started",
            street=str(table.street[row]),
            zone=str(table.zone[row]),
            hard=table.strength[row] == "hard",
            penalty=_penalty(given, row),
        )
        for row in range(len(table))
    ]


def _penalty(given: Given, row: int) -> float:
    """Return the aim units lost for each unit short of a target."""
    table = given.programme.targets
    own, setting = float(table.penalty[row]), given.rules.targets.penalty
    if not math.isnan(own):
        return own
    if setting is not None:
        return setting
    value = float(table.value[row]) * int(table.rank[row])
    return given.once(_most_benefit) / value if value else 0.0


def _most_benefit(given: Given) -> float:
    """Return the sum over campaigns of the largest benefit each could bring."""
    return math.fsum(largest_benefit(given, campaign) for campaign in given.campaigns.values())
