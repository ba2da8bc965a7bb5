"""What a plan decides for its first years, as it is held in other futures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scenarios.model.held import Held

if TYPE_CHECKING:
    import datetime

    from scenarios.model.clock import Clock
    from scenarios.model.programme import Programme
    from solvers.plan.plan import Plan


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
