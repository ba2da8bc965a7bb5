"""A case's plan played forward, and the measures that are kept of each replication."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from scenarios.model.clock import DAYS_IN_A_YEAR
from solvers.cases.played import Played
from solvers.construction.answers import case_of, sample_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import NDArray

    from scenarios.model.programme import Programme
    from solvers.cases.played import Plays
    from solvers.construction.answers import Sample
    from solvers.plan.plan import Plan

    Reals = NDArray[np.float64]

NOTHING = float("nan")
"""The value of what a plan does not have."""


def played_of(programme: Programme, plan: Plan, plays: Plays, engine: str = "auto") -> Played:
    """Play a plan of a programme as often as asked and return its measures, the same whoever plays.

    Chance is drawn by the names of works, campaigns, places and funds, so that two plans of one seed meet the
    same in the same replication, as far as they do the same. ``engine`` as of ``runs_of``. Raises
    WrongPlanError where the plan names what the programme does not have, ValueError where nothing is to be
    played.
    """
    sample = sample_of(case_of(programme, plan, seed=plays.seed, engine=engine), plays.replications)
    return Played(seed=plays.seed, values={name: measure(sample) for name, measure in MEASURED.items()})


def _finish(sample: Sample) -> Reals:
    """Return the years from the plan's first day until all works are done."""
    return _there(sample, sample.end / DAYS_IN_A_YEAR)


def _wait(sample: Sample) -> Reals:
    """Return the years that households of estates wait until theirs are done, on average.

    Estates count that the plan completes: of which it starts all that has to be done there.
    """
    programme, site = sample.case.programme, sample.case.site
    at = {key: c for c, key in enumerate(site.campaign)}
    column = {p: at[str(key)] for p, key in enumerate(programme.campaigns.key) if str(key) in at}
    firsts: list[int] = []
    columns: list[int] = []
    households: list[float] = []
    for estate, (_, duty) in programme.duties.items():
        begun = [[column[c] for c in unit if c in column] for unit in duty]
        if begun and all(begun):
            firsts.append(len(columns))
            columns += [c for held in begun for c in held]
            households.append(float(programme.estates.households[estate]))
    whole = sum(households)
    if not whole:
        return np.full(sample.runs.replications, NOTHING)
    done = np.maximum.reduceat(sample.finish[:, columns], firsts, axis=1)
    counts = np.array(households)
    found: Reals = done[:, counts > 0] @ counts[counts > 0] / whole / DAYS_IN_A_YEAR
    return found


def _unfinished(sample: Sample) -> Reals:
    """Return the share of campaigns that are not done at the horizon."""
    return _share(sample, np.isinf(sample.finish))


def _missed(sample: Sample) -> Reals:
    """Return the share of campaigns that are done later than the plan finishes them."""
    return _share(sample, sample.finish > sample.case.site.campaign_end)


def _share(sample: Sample, held: NDArray[np.bool_]) -> Reals:
    found: Reals = held.sum(axis=1) / max(sample.case.site.campaigns, 1)
    return _there(sample, found)


def _there(sample: Sample, values: Reals) -> Reals:
    """Return values where the plan starts anything, else that there are none."""
    return values if sample.case.site.campaigns else np.full(len(values), NOTHING)


def _public(sample: Sample) -> Reals:
    """Return the yuan of the cost that government pays, in the plan's shares."""
    bills = sample.case.bills
    if GOVERNMENT not in bills.payer:
        return np.zeros(sample.runs.replications)
    share = bills.by_payer[:, bills.payer.index(GOVERNMENT)]
    some = share > 0
    found: Reals = sample.cost[:, some] @ share[some]
    return found


def _water_off(sample: Sample) -> Reals:
    """Return the household-hours without water."""
    channel = sample.case.bearing.channel
    if WATER not in channel:
        return np.zeros(sample.runs.replications)
    found: Reals = sample.runs.outage_hours[:, channel.index(WATER)]
    return found


GOVERNMENT, WATER = "government", "water"
MEASURED: Mapping[str, Callable[[Sample], Reals]] = {
    "finish_years": _finish,
    "mean_wait_years": _wait,
    "unfinished": _unfinished,
    "dates_missed": _missed,
    "cost": lambda sample: sample.whole_cost,
    "public_money": _public,
    "household_days": lambda sample: sample.runs.household_days.sum(axis=1),
    "weighted_days": lambda sample: sample.runs.weighted.sum(axis=1),
    "worst_estate": lambda sample: sample.runs.worst,
    "water_off": _water_off,
}
"""What is kept of each replication, by the name of the measure."""
