"""What is measured of our own solves, each function in a process of its own (``benchmarks.apart``).

Programmes are drawn in memory first; every solve gets a fresh copy, so that campaigns, facts and arrays are
worked out anew within its time.
"""

from __future__ import annotations

import statistics
import time
from typing import TYPE_CHECKING, Any

import numpy as np

from benchmarks import drawn

if TYPE_CHECKING:
    from collections.abc import Callable

    from scenarios.model.programme import Programme
    from solvers.plan.plan import Plan
    from solvers.search.certified import Solve

TIMES = 3


def programme_of(size: dict[str, Any]) -> Programme:
    """Return the programme that a size names: ``kind``, such as district or of_size, and its arguments."""
    arguments = dict(size)
    made: Programme = getattr(drawn, arguments.pop("kind"))(**arguments)
    return made


def said_of(programme: Programme) -> str:
    """Return the size of a programme in words."""
    estates, works = len(programme.estates), len(programme.works)
    return f"{estates:,} estates × {programme.clock.periods} periods × {works / estates:.3g} works"


def solves(
    size: dict[str, Any], gap: float, seconds: float, engine: str, times: int = TIMES
) -> dict[str, Any]:
    """Return what repeated solves of one programme took and came to, and the audit of the last plan."""
    from solvers import audit, solve

    programme = programme_of(size)
    taken, gaps, found = [], [], None
    for _ in range(times):
        fresh = programme.replace()
        began = time.perf_counter()
        found = solve(fresh, engine=engine, gap=gap, seconds=seconds)
        taken.append(time.perf_counter() - began)
        gaps.append(found.gap)
    assert found is not None
    told = {"size": said_of(programme), "seconds": statistics.median(taken), "all_seconds": taken}
    told |= told_of(found) | {"gap": largest(gaps)} | blocks_of(programme)
    if found.plan is not None:
        fresh = programme.replace()
        began = time.perf_counter()
        breaches = audit(fresh, found.plan)
        told |= {"audit_seconds": time.perf_counter() - began, "breaches": len(breaches)}
    return told


def largest(gaps: list[float | None]) -> float | None:
    """Return the largest gap, None where one is not known."""
    known = [gap for gap in gaps if gap is not None]
    return max(known) if len(known) == len(gaps) else None


def told_of(found: Solve) -> dict[str, Any]:
    """Return what a solve says of itself."""
    return {
        "status": str(found.status),
        "gap": found.gap,
        "objective": found.objective,
        "bound": found.bound,
        "proven_by": found.engine,
        "starts": 0 if found.plan is None else len(found.plan.campaigns),
    }


BUILT_WHOLE = 20_000
"""Estates up to which the arrays of a programme are built once more to count its groups."""


def blocks_of(programme: Programme) -> dict[str, Any]:
    """Return what prices find in a programme, nothing where it is too large to be built whole.

    ``groups`` are priced apart, ``coupling_rows`` touch several of them; groups that narrow rows tie are
    clusters, and ``cluster_sizes`` says how many there are of each size; ``rows_between`` are the coupling
    rows that are left between clusters.
    """
    from solvers.engines.priced.clusters import cut
    from solvers.engines.priced.pricing import Parted
    from solvers.rules.program import phasing_program

    arrays = phasing_program(programme.replace()).arrays if len(programme.estates) <= BUILT_WHOLE else None
    if arrays is None or arrays.labels is None:
        return {}
    parted = Parted(arrays, arrays.labels)
    found = cut(parted)
    cluster = found.cluster[parted.groups.option[parted.groups.first]]
    sizes, counts = np.unique(np.bincount(cluster[cluster >= 0]), return_counts=True)
    return {
        "groups": parted.groups.count,
        "coupling_rows": len(parted.low),
        "rows_between": int((~found.own).sum()),
        "cluster_sizes": dict(zip(sizes.tolist(), counts.tolist(), strict=True)),
    }


def warm_solves(size: dict[str, Any], gap: float, seconds: float, engine: str) -> dict[str, Any]:
    """Return what re-solves from a base took: one budget, one crew, one lock changed, and ten budgets."""
    from solvers import solve

    programme = programme_of(size)
    base = solve(programme.replace(), engine=engine, gap=gap, seconds=seconds)
    if base.plan is None:
        return {"size": said_of(programme), "base": told_of(base)}

    def again(changed: Programme) -> tuple[float, Solve]:
        fresh = changed.replace()
        began = time.perf_counter()
        found = solve(fresh, engine=engine, gap=gap, seconds=seconds, start_from=base.warm)
        return time.perf_counter() - began, found

    changes = {
        "budget": with_budget(programme, 0, 0.95),
        "crew": with_crews(programme, 0, -2.0),
        "lock": with_lock(programme, base.plan),
    }
    each = {name: _several(again, changed) for name, changed in changes.items()}
    budgets = [with_budget(programme, 1 + 2 * k, 0.9 + 0.02 * k + 0.02 * (k > 4)) for k in range(10)]
    rounds = [[again(changed) for changed in budgets] for _ in range(TIMES)]
    totals = [sum(taken for taken, _ in one) for one in rounds]
    gaps = [found.gap for one in rounds for _, found in one]
    return {
        "size": said_of(programme),
        "base": told_of(base),
        "each": each,
        "ten": {"seconds": statistics.median(totals), "gap": largest(gaps)},
    }


def _several(again: Callable[[Programme], tuple[float, Solve]], changed: Programme) -> dict[str, Any]:
    found = [again(changed) for _ in range(TIMES)]
    gaps = [solve.gap for _, solve in found]
    return {
        "seconds": statistics.median(taken for taken, _ in found),
        "gap": largest(gaps),
        "status": str(found[-1][1].status),
    }


def with_budget(programme: Programme, row: int, factor: float) -> Programme:
    """Return a programme with the money of one row of governments' funds changed by a factor."""
    import dataclasses

    funds = programme.funds
    rows = np.flatnonzero(~np.isin(funds.kind, ("resident", "utility")))
    limit = funds.limit.copy()
    at = rows[row % len(rows)]
    limit[at] = round(limit[at] * factor)
    return programme.replace(funds=dataclasses.replace(funds, limit=limit))


def with_crews(programme: Programme, row: int, more: float) -> Programme:
    """Return a programme with so many crews more in one row."""
    import dataclasses

    count = programme.crews.count.copy()
    count[row] = max(count[row] + more, 0.0)
    return programme.replace(crews=dataclasses.replace(programme.crews, count=count))


def with_lock(programme: Programme, plan: Plan) -> Programme:
    """Return a programme in which an estate of the middle of a plan is locked one period later."""
    import dataclasses

    clock, estates = programme.clock, programme.estates
    ids = {name: row for row, name in enumerate(estates.id.tolist())}
    starts = sorted((one.start, ids[one.campaign]) for one in plan.campaigns if one.campaign in ids)
    start, row = starts[len(starts) // 2]
    period = min((clock.period_of(start) or 0) + 1, clock.periods - 1)
    pinned = estates.pinned_start.copy()
    pinned[row] = np.datetime64(clock.date(int(clock.starts[period])), "D")
    filled = {**estates.given, "pinned_start": ~np.isnat(pinned)}
    return programme.replace(estates=dataclasses.replace(estates, pinned_start=pinned, given=filled))


def read_example(name: str) -> dict[str, Any]:
    """Return what reading and checking one of the examples takes."""
    from scenarios.examples_kept import located
    from scenarios.read import read

    taken = []
    for _ in range(TIMES):
        began = time.perf_counter()
        programme = read(located(name))
        taken.append(time.perf_counter() - began)
    return {"size": said_of(programme), "seconds": statistics.median(taken)}
