"""What is measured of construction played forward, each row in a process of its own."""

from __future__ import annotations

import os
import statistics
import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from benchmarks.solves import programme_of, said_of
from solvers.construction.chance import bank_of, chances_of, draws_of
from solvers.construction.ledger import bearing_of, people_of
from solvers.construction.play import Lean, replay
from solvers.construction.runs import certificate_of, runs_of
from solvers.construction.site import site_of
from solvers.plan.plan import Plan, PlannedCampaign, PlannedWork

if TYPE_CHECKING:
    from collections.abc import Callable

    from scenarios.model.programme import Programme
    from solvers.construction.chance import Chances
    from solvers.construction.chance.sky import Sky
    from solvers.construction.ledger import Bearing
    from solvers.construction.site import Site

SEED, TIMES, BLOCK = 1, 3, 128
HALF_WIDTH = 0.01
"""Half-width of the P80 of the finish that is asked for, as a share of it."""
STUDENT = {3: 3.182, 7: 2.365, 15: 2.131, 31: 2.04}
"""Two-sided 95 % points of Student's t by degrees of freedom: blocks less one."""


@dataclass(frozen=True, kw_only=True)
class Case:
    """A site ready to be played."""

    said: str
    site: Site
    chances: Chances
    bearing: Bearing
    sky: Sky
    workers: int

    def runs(self, replications: int, **wanted: Any) -> Any:
        """Play replications."""
        told = {"seed": SEED, "sky": self.sky, "workers": self.workers} | wanted
        return runs_of(self.site, self.chances, self.bearing, replications=replications, **told)


def measured_row(name: str, size: dict[str, Any], workers: int) -> dict[str, Any]:
    """Return what was measured of a row: its seconds, their processor's, and what was played."""
    case = _case(size, workers, solved=name not in ("city", "buildings"))
    rows: dict[str, Callable[[Case], dict[str, Any]]] = {
        "thousand": _thousand,
        "p80": _p80,
        "pair": _pair,
        "traced": _traced,
        "no-numba": _no_numba,
        "city": _city,
        "buildings": _buildings,
    }
    played = draws_of(case.site, case.chances, SEED, 1, 0, case.sky)
    visits = int((Lean(case.site).play(played).end >= 0).sum())
    return {"size": case.said, "visits": visits, "seed": SEED, "workers": workers} | rows[name](case)


def _case(size: dict[str, Any], workers: int, *, solved: bool) -> Case:
    programme = programme_of(size)
    plan = _solved(programme) if solved else _spread(programme)
    site, rule = site_of(programme, plan), programme.settings.construction.disruption
    chances = chances_of(programme, site)
    return Case(
        said=f"{said_of(programme)}, {site.activities:,} activities",
        site=site,
        chances=chances,
        bearing=bearing_of(site, rule, people_of(programme, site, rule.vulnerability)),
        sky=bank_of(site, chances, SEED),
        workers=workers,
    )


def _solved(programme: Programme) -> Plan:
    from solvers import solve

    plan = solve(programme, engine="priced", gap=1e-3, seconds=60).plan
    if plan is None:
        raise ValueError("no plan was found")
    return plan


def _spread(programme: Programme) -> Plan:
    """Return a plan that starts campaigns with all their works, as many in each period but the last two."""
    works: dict[int, list[PlannedWork]] = {}
    for w, c in enumerate(programme.facts.campaign.tolist()):
        works.setdefault(c, []).append(PlannedWork(work=str(programme.facts.key[w])))
    clock = programme.clock
    starts = [clock.date(int(day)) for day in clock.starts[: clock.periods - 2]]
    campaigns = [
        PlannedCampaign(campaign=str(key), start=starts[c % len(starts)], works=tuple(works.get(c, ())))
        for c, key in enumerate(programme.campaigns.key)
    ]
    return Plan(campaigns=tuple(campaigns))


def _timed(what: Callable[[], Any], times: int = TIMES) -> tuple[dict[str, Any], Any]:
    """Return the median seconds and processor seconds of some calls, and what the last returned."""
    taken, used, answer = [], [], None
    for _ in range(times):
        clock, processor = time.perf_counter(), _processor()
        answer = what()
        taken.append(time.perf_counter() - clock)
        used.append(_processor() - processor)
    return {"seconds": statistics.median(taken), "cpu_seconds": statistics.median(used)}, answer


def _processor() -> float:
    """Return the processor's seconds of this process and of those it started that have ended."""
    told = os.times()
    return time.process_time() + told.children_user + told.children_system


def _thousand(case: Case) -> dict[str, Any]:
    case.runs(2, weeks=True)
    told, runs = _timed(lambda: case.runs(1000, weeks=True))
    once, _ = _timed(lambda: replay(case.site, draws_of(case.site, case.chances, SEED, 1, 0, case.sky)), 1)
    sure = certificate_of(case.site, case.chances, SEED, runs, sky=case.sky)
    note = (
        f"{runs.engine}; {sure.checked} replayed, {sure.mismatches} mismatches; rival: SimPy, one at a time"
    )
    rival = 1000 * once["cpu_seconds"]
    return told | {"rival": rival, "ratio": rival / told["cpu_seconds"], "note": note}


def _p80(case: Case) -> dict[str, Any]:
    case.runs(2, only_finish=True)
    for blocks in (4, 8, 16, 32):
        told, runs = _timed(lambda n=blocks * BLOCK: case.runs(n, only_finish=True))
        ends = runs.programme_finish.reshape(blocks, BLOCK)
        each = np.quantile(ends, 0.8, axis=1, method="higher")
        half = STUDENT[blocks - 1] * float(each.std(ddof=1)) / blocks**0.5 / float(each.mean())
        if half <= HALF_WIDTH:
            break
    note = f"{blocks * BLOCK} replications: ± {half:.2%}"
    return told | {"half_width": half, "replications": blocks * BLOCK, "note": note}


def _pair(case: Case) -> dict[str, Any]:
    less = replace(case, site=replace(case.site, count=np.maximum(case.site.count - 1, 1).astype(np.int32)))
    less.runs(2)
    told, pair = _timed(lambda: (case.runs(64), less.runs(64)))
    days = [float(runs.programme_finish.mean()) for runs in pair]
    return told | {"note": f"one crew less of each trade: {days[1] - days[0]:+.0f} days"}


def _traced(case: Case) -> dict[str, Any]:
    draws, lean = draws_of(case.site, case.chances, SEED, 1, 0, case.sky), Lean(case.site)
    told, _ = _timed(lambda: lean.play(draws), 9)
    rival, _ = _timed(lambda: replay(case.site, draws), 1)
    told |= {"rival": rival["cpu_seconds"], "ratio": rival["cpu_seconds"] / told["cpu_seconds"]}
    return told | {"note": "processor's seconds beside; rival: the readable SimPy engine"}


def _no_numba(case: Case) -> dict[str, Any]:
    told, _ = _timed(lambda: case.runs(512, engine="lean", only_finish=True), 1)
    return told | {"note": "lean SimPy in two processes; draws with numba where it is installed"}


def _buildings(case: Case) -> dict[str, Any]:
    case.runs(2, weeks=True)
    told, _ = _timed(lambda: case.runs(1000, weeks=True))
    return told | {"note": "each work at four buildings of its estate; started evenly, not solved"}


def _city(case: Case) -> dict[str, Any]:
    case.runs(2)
    told, _ = _timed(lambda: case.runs(1000), 1)
    return told | {"note": "started evenly, not solved; 7,500 estates × 8 works stand for 5,000 × 12"}
