"""Who comes back in the catch-up round, and when: units not reached, works that consent leaves out.

docs/meaning.md, 6.5; docs/plan-file.md, ``residents``.
"""

from __future__ import annotations

import calendar
from collections import defaultdict
from typing import TYPE_CHECKING, Any

import numpy as np

from planner.document.guarded import telling
from planner.document.yuan import yuan
from scenarios.model.consent import Left
from scenarios.model.homes import Homes
from scenarios.model.modes import in_modes

if TYPE_CHECKING:
    import datetime
    from collections.abc import Sequence

    from scenarios.model.programme import Programme
    from solvers.plan.plan import Plan


def catch_up_of(programme: Programme) -> list[dict[str, Any]]:
    """Return what comes back in the catch-up round: units that works do not reach, with when and how much.

    Those that refused come back ``waiting_months`` after their vote (after the plan's first day where it has
    no date); those that wait for a vote to come, or agree after the work's first day, from their vote; those
    without a vote at once. ``round`` is the first period of the plan that begins by then, None after its
    last. ``units`` and ``households`` are None, and ``few`` is true, where they tell of few households.
    """
    facts, campaigns, settings = programme.whole_facts, programme.campaigns, programme.settings
    homes = Homes(programme.estates, programme.buildings, settings.rules.consent.dwellings_per_stack)
    rows = []
    for w, one in enumerate(programme.standings):
        if one is None:
            continue
        campaign = int(facts.campaign[w])
        estate = int(campaigns.estate[campaign])
        dwellings = homes.dwellings(estate, one.scope) if estate >= 0 else float(facts.households[w])
        for left in _together(one.left):
            share, earliest = left.units / one.units, _earliest(programme, left)
            households = round(int(facts.households[w]) * share)
            voters = (households, left.units * dwellings, (one.units - left.units) * dwellings)
            few = any(telling(count, settings.support.least_told) for count in voters)
            rows.append(
                {
                    "estate": str(programme.estates.id[estate]) if estate >= 0 else None,
                    "campaign": str(campaigns.key[campaign]),
                    "work": str(facts.key[w]),
                    "matter": one.matter,
                    "scope": one.scope,
                    "why": left.why,
                    "few": few,
                    "units": None if few else left.units,
                    "earliest": earliest.isoformat(),
                    "round": _round(programme, earliest),
                    "households": None if few else households,
                    "quantity": float(facts.quantity[w]) * share,
                    "cost": yuan(round(int(facts.cost[w]) * share)),
                }
            )
    return rows


def waiting_of(programme: Programme, plan: Plan) -> list[dict[str, Any]]:
    """Return a row of the reserve for each work that consent leaves out, with when it may come back.

    Too few units agree to it on any day, so the plan is made without it: nothing falls free and nobody has
    to step in. ``year`` is that in which its campaign starts, None where it does not; of campaigns whose
    other mode starts nothing is told.
    """
    started = {one.campaign: one.start for one in plan.campaigns}
    whole, keys = programme.whole_facts, programme.campaigns.key
    modes = in_modes(len(keys), programme.mode_sets)
    rows: list[dict[str, Any]] = []
    for w, one in enumerate(programme.standings):
        c = int(whole.campaign[w])
        key = str(keys[c])
        if one is None or one.first_day is not None or (key not in started and modes[c]):
            continue
        dates = [(_earliest(programme, left), left.why) for left in one.left]
        earliest, why = min(dates, default=(programme.clock.date(0), "silent"))
        rows.append(
            {
                "campaign": key,
                "year": started[key].year if key in started else None,
                "works": [str(whole.key[w])],
                "why": why,
                "probability": None,
                "cost": yuan(int(whole.cost[w])),
                "crew_days": {},
                "replaced": None,
                "stands": [],
                "earliest": earliest.isoformat(),
                "round": _round(programme, earliest),
            }
        )
    return rows


def back_if_refused(programme: Programme, works: Sequence[str]) -> dict[str, Any]:
    """Return when works (by key) may come back if the votes to come fail that they rest on.

    ``earliest`` is ``waiting_months`` after the last of these votes, ``round`` the first period by then.
    """
    index = {str(key): w for w, key in enumerate(programme.facts.key)}
    standings = [programme.standings[index[work]] for work in works]
    last = max(day for one in standings if one is not None for day, _ in one.rests_on)
    voted = programme.clock.date(last)
    earliest = _months_after(voted, programme.settings.rules.consent.waiting_months)
    return {"earliest": earliest.isoformat(), "round": _round(programme, earliest)}


def _round(programme: Programme, earliest: datetime.date) -> str | None:
    """Return the name of the first period that begins on a date or later; None after the plan's last."""
    clock = programme.clock
    period = int(np.searchsorted(clock.starts[: clock.periods], clock.day(earliest), side="left"))
    return clock.names[period] if period < clock.periods else None


def _together(left: tuple[Left, ...]) -> list[Left]:
    """Return units left by the same reason and day together, in the order in which they are told."""
    units: dict[tuple[str, int | None], float] = defaultdict(float)
    for one in left:
        units[one.why, one.day] += one.units
    return [Left(units=number, why=why, day=day) for (why, day), number in units.items()]


def _earliest(programme: Programme, left: Left) -> datetime.date:
    clock = programme.clock
    voted = clock.first_day if left.day is None else clock.date(left.day)
    if left.why != "refused":
        return voted
    return _months_after(voted, programme.settings.rules.consent.waiting_months)


def _months_after(date: datetime.date, months: int) -> datetime.date:
    """Return the same day so many months later, or the last of that month where it has none such."""
    year, month = divmod(date.year * 12 + date.month - 1 + months, 12)
    return date.replace(
        year=year, month=month + 1, day=min(date.day, calendar.monthrange(year, month + 1)[1])
    )
