"""Why the programme finishes when it does, which works decide it, and how crews are used."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from solvers.construction.answers.of_causes import Attribution, Cause, Crucial, Used
from solvers.construction.answers.together import months_of
from solvers.construction.answers.traced import there_of
from solvers.construction.chance import draws_of
from solvers.construction.site.nouns import NEVER, WORK

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from solvers.construction.answers.sampled import Case, Sample
    from solvers.construction.answers.traced import Traced

    Reals = NDArray[np.float64]

WORKS = 50
"""Works that are listed at most."""
PART = 64
OVERLOAD = 0.1
"""Share of days on which a visit waits from which a pool is overloaded."""


def attribution_of(case: Case, traced: Traced) -> Attribution:
    """Return the mean days of each cause on the chain that bound the programme's finish.

    In each replication the parts sum to the finish day; so do the means.
    """
    known = [r for r, finish in enumerate(traced.finish) if finish < NEVER and traced.last[r] >= 0]
    by_cause: defaultdict[tuple[str, str], list[int]] = defaultdict(lambda: [0] * len(known))
    exact = True
    for at, r in enumerate(known):
        for part in traced.parts[r]:
            by_cause[part.cause, part.name][at] += part.days
        exact &= sum(part.days for part in traced.parts[r]) == traced.finish[r]
    count = max(len(known), 1)
    mean = sum(traced.finish[r] for r in known) / count
    causes = [
        Cause(
            cause=cause,
            name=name,
            days=sum(days) / count,
            share=sum(days) / count / mean if mean else 0.0,
            p80=float(sorted(days)[math.ceil(0.8 * len(days)) - 1]),
        )
        for (cause, name), days in by_cause.items()
    ]
    lasts = Counter(case.site.campaign[traced.last[r]] for r in known)
    return Attribution(
        explained=len(known),
        exact=exact,
        left_out=len(traced.finish) - len(known),
        finish=mean,
        causes=tuple(sorted(causes, key=lambda one: (-one.days, one.cause, one.name))),
        last=tuple((name, times / count) for name, times in lasts.most_common()),
    )


def works_of(sample: Sample, traced: Traced) -> tuple[Crucial, ...]:
    """Return the works on the binding chain of any traced replication, the most significant first."""
    case = sample.case
    site, block = case.site, np.isfinite(sample.end)
    share = _critical(case, traced)
    chosen = np.flatnonzero((share > 0) & (site.what == WORK))
    days = _days(case, chosen, sample.runs.replications, sample.runs.first)
    end, days = sample.end[block], days[block]
    if len(end) < 2:
        return ()
    spread = float(end.std())
    off = days - days.mean(axis=0)
    size = off.std(axis=0) * spread
    together_ = (off * (end - end.mean())[:, None]).mean(axis=0)
    cruciality = np.where(size > 0, together_ / np.where(size > 0, size, 1.0), 0.0)
    significance = off.std(axis=0) * share[chosen] / spread if spread else np.zeros(len(chosen))
    order = np.lexsort((chosen, -share[chosen], -significance))[:WORKS]
    return tuple(
        Crucial(
            work=site.activity[chosen[k]],
            campaign=site.campaign[site.of[chosen[k]]],
            work_type=site.work_type[chosen[k]],
            critical=float(share[chosen[k]]),
            significance=float(significance[k]),
            cruciality=float(cruciality[k]),
            days=float(days[:, k].mean()),
            planned=float(site.days[chosen[k]]),
        )
        for k in order.tolist()
    )


def _critical(case: Case, traced: Traced) -> Reals:
    """Return the share of traced replications in which each activity is on the binding chain."""
    found = np.zeros(case.site.activities)
    known = [parts for parts in traced.parts if parts]
    for parts in known:
        on = {part.activity for part in parts if part.activity >= 0}
        found[sorted(on)] += 1 / len(known)
    return found


def _days(case: Case, chosen: NDArray[np.int64], replications: int, first: int) -> Reals:
    """Return the working days drawn of activities, rework included, axes ``(replication, chosen)``."""
    rows = []
    for at in range(first, first + replications, PART):
        count = min(PART, first + replications - at)
        draws = draws_of(case.site, case.chances, case.seed, count, at, case.sky)
        rows.append(draws.duration[:, chosen].astype(np.float64) + draws.rework[:, chosen])
    return np.concatenate(rows)


def crews_of(case: Case, traced: Traced) -> tuple[Used, ...]:
    """Return how crews, offices and permits are used, month by month, until the last traced finish.

    Crews of a street's own stand apart from the common ones of their trade.
    """
    site = case.site
    ends = [finish for finish in traced.finish if finish < NEVER]
    last = min(max(ends, default=0) if len(ends) == len(traced.finish) else site.horizon, site.horizon)
    edges = [day for day in months_of(site, last).tolist() if day < last] + [last]
    there = there_of(site)
    found = []
    for pool in range(len(site.pool)):
        for since, until in pairwise(edges):
            days = slice(since, until)
            waits = float(traced.waiting[pool, days].mean())
            month = site.first_day + np.timedelta64(since, "D").astype(object)
            found.append(
                Used(
                    pool=site.pool[pool],
                    kind=site.pool_kind[pool],
                    month=f"{month.year}-{month.month:02d}",
                    there=float(there[pool, days].sum()),
                    busy=float(traced.taken[pool, days].sum()),
                    full=float(traced.full[pool, days].mean()),
                    waiting=waits,
                    overload=float((traced.waiting[pool, days] > 0.5).mean()) >= OVERLOAD,
                )
            )
    return tuple(found)
