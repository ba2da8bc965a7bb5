"""Decisions held from a plan, as campaigns, periods and works of a programme."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from solvers.program.once import once

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scenarios.model.programme import Programme

    Mask = NDArray[np.bool_]


def free_from(programme: Programme) -> int:
    """Return the first period that held decisions leave free; 0 where nothing is held."""
    held, clock = programme.held, programme.clock
    return 0 if held is None else int(np.searchsorted(clock.starts[:-1], clock.day(held.before)))


@once
def held_periods(programme: Programme) -> NDArray[np.int64]:
    """Return the period in which each campaign is held to start, −1 where it is not; axis ``(campaign,)``."""
    found = np.full(len(programme.campaigns), -1, dtype=np.int64)
    if programme.held is not None:
        for campaign, key in enumerate(programme.campaigns.key.tolist()):
            day = programme.held.starts.get(key)
            period = None if day is None else programme.clock.period_of(day)
            found[campaign] = -1 if period is None else period
    return found


@once
def held_works(programme: Programme) -> Mask:
    """Return which works are held to be done, axis ``(work,)``."""
    facts = programme.facts
    found = np.zeros(len(facts), dtype=bool)
    if programme.held is not None:
        done = {work for works in programme.held.works.values() for work in works}
        at = np.flatnonzero(held_periods(programme)[facts.campaign] >= 0).tolist()
        found[at] = [str(facts.key[work]) in done for work in at]
    return found


def surely_done(programme: Programme) -> Mask:
    """Return which works outside groups of alternatives are done wherever their campaign starts."""
    facts = programme.facts
    done: Mask = (facts.required | held_works(programme)) & (facts.alternatives < 0)
    return done


def held_open(programme: Programme) -> tuple[Mask, Mask]:
    """Return what held decisions leave open: starts, axes ``(campaign, period)``; works, ``(work, period)``.

    A held campaign starts in its period, with the works it is held to and no others; of a place of which a
    mode is held no other mode is open; nothing else starts before the first free period.
    """
    period, facts = held_periods(programme), programme.facts
    held = period >= 0
    start = np.ones((len(held), programme.clock.periods), dtype=bool)
    start[:, : free_from(programme)] = False
    start[held] = np.arange(programme.clock.periods) == period[held, None]
    for members in programme.mode_sets:
        of_place = np.array(members)
        if held[of_place].any():
            start[of_place[~held[of_place]]] = False
    work = np.ones((len(facts), programme.clock.periods), dtype=bool)
    work[held[facts.campaign] & ~held_works(programme)] = False
    return start, work
