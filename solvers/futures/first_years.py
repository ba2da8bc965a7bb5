"""What a plan decides for its first years, as it is held in other futures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from scenarios.model.held import Held
from solvers.plan.decode import chosen

if TYPE_CHECKING:
    import datetime
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from scenarios.model.clock import Clock
    from scenarios.model.programme import Programme
    from solvers.plan.plan import Plan
    from solvers.rules.program import PhasingProgram

    Floats = NDArray[np.float64]


def free_day(clock: Clock, years: int) -> datetime.date:
    """Return the day from which decisions are free where the first ``years`` (at least 0) are held.

    Years count from the plan's first day.
    """
    return clock.first_day.replace(year=clock.first_day.year + years)


def first_years(programme: Programme, plan: Plan, years: int) -> Held:
    """Return what a programme's plan decides for its first ``years``: which campaigns start, with what."""
    before = free_day(programme.clock, years)
    early = [one for one in plan.campaigns if one.start < before]
    return Held(
        before=before,
        starts={one.campaign: one.start for one in early},
        works={one.campaign: tuple(sorted(work.work for work in one.works)) for one in early},
    )


def first_years_at(programs: Sequence[PhasingProgram], points: Sequence[Floats], years: int) -> Held:
    """Return the same of points of programs that agree on first years; each may know its own campaigns."""
    before = free_day(programs[0].given.programme.clock, years)
    starts: dict[str, datetime.date] = {}
    works: dict[str, tuple[str, ...]] = {}
    for program, x in zip(programs, points, strict=True):
        programme = program.given.programme
        period, included = chosen(program.given, x)
        clock, facts = programme.clock, programme.facts
        for campaign in np.flatnonzero(period >= 0).tolist():
            day = clock.date(int(clock.starts[period[campaign]]))
            key = str(programme.campaigns.key[campaign])
            if day < before and key not in starts:
                done = included & (facts.campaign == campaign)
                starts[key], works[key] = day, tuple(sorted(facts.key[done].tolist()))
    return Held(before=before, starts=starts, works=works)


def differs_from(held: Held, programme: Programme, plan: Plan) -> tuple[str, ...]:
    """Return the campaigns for which a programme's plan does not do as held, by key, in order.

    What the programme does not know of is passed over.
    """
    facts, campaigns = programme.facts, programme.campaigns
    known = set(facts.key.tolist())
    done = {one.campaign: one for one in plan.campaigns}
    wrong = []
    for key in campaigns.key.tolist():
        one, day = done.get(key), held.starts.get(key)
        if day is None:
            if one is not None and one.start < held.before:
                wrong.append(key)
            continue
        works = {work.work for work in one.works} if one is not None else set()
        if one is None or one.start != day or works != known & set(held.works.get(key, ())):
            wrong.append(key)
    return tuple(wrong)
