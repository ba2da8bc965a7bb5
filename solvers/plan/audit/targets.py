"""What a plan reaches of each target (docs/meaning.md, 6.10)."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from solvers.plan.audit.benefit import largest_benefit
from solvers.plan.audit.words import breach, plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from solvers.plan.audit.given import CampaignGiven, Given
    from solvers.plan.audit.reckoning import Reckoned, Started
    from solvers.plan.plan import Breach

UNITS = {"estates": "estates", "households": "households", "floor_area": "m2", "buildings": "buildings"}


@dataclass(frozen=True, kw_only=True)
class Reached:
    """A target with what the plan reaches of it, and the penalty for each unit short where it is soft."""

    row: int
    name: str
    unit: str
    value: float
    reached: float
    hard: bool
    penalty: float

    @property
    def shortfall(self) -> float:
        """Units short; a difference that is nothing but rounding counts as none."""
        short = self.value - self.reached
        return short if short > 1e-9 * max(1.0, self.value) else 0.0


@dataclass(frozen=True, kw_only=True)
class EstateDays:
    """An estate with campaigns: the day it starts and the day it is completed, None where it is not."""

    estate: int
    started: int | None
    completed: int | None


def targets(reckoned: Reckoned) -> Iterator[Breach]:
    """Hard targets are reached."""
    for target in reached(reckoned):
        if target.hard and target.shortfall:
            got, want, short = plain(target.reached), plain(target.value), plain(target.shortfall)
            en = f"{got} of {want} {target.unit} reached: {short} short"
            zh = f"达到 {got}，指标为 {want}（{target.unit}）：差 {short}"
            yield breach("targets", target.name, target.shortfall, target.unit, en, zh)


def reached(reckoned: Reckoned) -> list[Reached]:
    """Return what the plan reaches of every target, hard and soft, in table order."""
    table = reckoned.given.programme.targets
    estates = estate_days(reckoned)
    made = []
    for row in range(len(table)):
        measure = str(table.measure[row])
        got = _quantity(reckoned, row) if measure == "quantity" else _of_estates(reckoned.given, row, estates)
        made.append(
            Reached(
                row=row,
                name=str(table.name[row]),
                unit=UNITS.get(measure, str(table.work_type[row])),
                value=float(table.value[row]),
                reached=got,
                hard=table.strength[row] == "hard",
                penalty=_penalty(reckoned.given, row),
            )
        )
    return made


def estate_days(reckoned: Reckoned) -> list[EstateDays]:
    """Return when each estate with campaigns starts and is completed, in table order."""
    made = []
    for estate, campaigns in reckoned.given.once(_by_estate).items():
        started = [reckoned.started[c.key] for c in campaigns if c.key in reckoned.started]
        duty = [campaign for campaign in campaigns if campaign.has_required] or campaigns
        done = [reckoned.started[c.key] for c in duty if c.key in reckoned.started]
        made.append(
            EstateDays(
                estate=estate,
                started=min((one.start for one in started), default=None),
                completed=max(one.finish for one in done) if len(done) == len(duty) else None,
            )
        )
    return made


def _by_estate(given: Given) -> dict[int, list[CampaignGiven]]:
    by_estate: dict[int, list[CampaignGiven]] = defaultdict(list)
    for campaign in given.campaigns.values():
        if campaign.estate >= 0:
            by_estate[campaign.estate].append(campaign)
    return dict(sorted(by_estate.items()))


def _of_estates(given: Given, row: int, days: list[EstateDays]) -> float:
    table, estates = given.programme.targets, given.programme.estates
    by, street, zone = _by(given, row), str(table.street[row]), str(table.zone[row])
    total = 0.0
    for one in days:
        day = one.started if table.counted[row] == "started" else one.completed
        in_scope = (not street or estates.street[one.estate] == street) and (
            not zone or estates.zone[one.estate] == zone
        )
        if in_scope and day is not None and day <= by:
            total += measured(given, str(table.measure[row]), one.estate)
    return total


def measured(given: Given, measure: str, estate: int) -> float:
    """Return what an estate counts for in a measure; what is not known counts for nothing."""
    if measure == "estates":
        return 1.0
    value = float(getattr(given.programme.estates, measure)[estate])
    return 0.0 if math.isnan(value) else value


def _quantity(reckoned: Reckoned, row: int) -> float:
    table, by = reckoned.given.programme.targets, _by(reckoned.given, row)
    street, zone = str(table.street[row]), str(table.zone[row])

    def counts(one: Started) -> bool:
        in_scope = (not street or one.given.street == street) and (not zone or one.given.zone == zone)
        return in_scope and (one.start if table.counted[row] == "started" else one.finish) <= by

    return math.fsum(
        work.quantity
        for one in reckoned.started.values()
        if counts(one)
        for work in one.included
        if work.work_type == table.work_type[row]
    )


def _by(given: Given, row: int) -> int:
    return given.clock.day(given.programme.targets.by[row].item())


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
