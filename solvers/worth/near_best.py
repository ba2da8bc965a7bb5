"""Plans nearly as good as the best that differ from each other by so many estates."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from solvers.engines.answer import Status
from solvers.plan.audit import audit
from solvers.plan.report import rule_reports
from solvers.rules.program import phasing_program
from solvers.rules.starts import must_start
from solvers.search.run import NOTHING
from solvers.solving import Solve, solve
from solvers.worth.differing import Starts, apart, campaigns_of, differ, starts_of
from solvers.worth.searched import Effort, searched

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from scenarios.model.programme import Programme
    from solvers.plan.plan import Breach, Plan
    from solvers.rules.program import PhasingProgram
    from solvers.search.warm import Warm
    from solvers.worth.differing import By
    from solvers.worth.searched import Found

    Floats = NDArray[np.float64]

_FINER = 0.1
"""By how much the gap of a search is made smaller where its plan is too far from the bound, once."""
_SHARE = 0.5
"""Share of what plans may lose at which a search may stop."""
_SAME = 1e-9
"""What an aim may come to less through adding up, relative to the bound."""


@dataclass(frozen=True, kw_only=True, eq=False)
class NearPlan:
    """A plan with its certificate as ``solve`` tells it: ``bound`` and ``gap`` are against all plans.

    ``below`` is how far its aim is below that bound, as a share of it; ``differs`` in how many estates it
    differs from each plan before it; ``breaches`` what the audit found.
    """

    solve: Solve
    starts: Starts
    below: float
    differs: tuple[int, ...]
    breaches: tuple[Breach, ...]


@dataclass(frozen=True, kw_only=True, eq=False)
class NearBest:
    """Plans nearly as good as the best, in the order found; the first is the one begun from.

    ``bound`` is what no plan is worth more than. ``why`` says why there are no more: ``enough`` as many as
    asked for; ``none`` proven that no other plan differs so and is within the share; ``not_found`` none was
    found in time; ``interrupted`` by hand. ``always``, ``sometimes`` and ``never`` are estates, as their
    rows, by whether they are in all, some or none of the plans; ``years`` the plan years, as indices, in
    which each estate's first campaign starts, plan by plan (−1: left out).
    """

    plans: tuple[NearPlan, ...]
    bound: float
    why: str
    always: tuple[int, ...]
    sometimes: tuple[int, ...]
    never: tuple[int, ...]
    years: dict[int, tuple[int, ...]]


def near_best(
    programme: Programme,
    start_from: Plan | Warm | None = None,
    plans: int = 5,
    differ_by: int = 5,
    within: float = 0.005,
    by: By = "estate",
    effort: Effort | None = None,
    progress: Callable[[int], None] | None = None,
) -> NearBest | None:
    """Return up to so many plans whose aim is within a share of the bound; None where there is no plan.

    Each differs from all before it by at least ``differ_by`` estates, in which estates are in it or, by
    ``year``, in when their campaigns start. ``start_from`` is as in ``solve``; ``effort`` is that of each
    search; ``progress`` is told the number of each plan found. Raises ValueError where rules may give way.
    """
    if programme.settings.soft.on:
        raise ValueError("near-best plans are not for programmes whose rules may give way")
    effort = effort or Effort()
    base = solve(
        programme,
        gap=effort.gap,
        seconds=effort.seconds,
        seed=effort.seed,
        workers=1,
        start_from=start_from,
    )
    if base.plan is None or base.bound is None or base.objective is None:
        return None
    return _Gathering(programme, base, differ_by, within, by, effort).up_to(plans, progress)


class _Gathering:
    """Plans as they are gathered."""

    def __init__(
        self, programme: Programme, base: Solve, least: int, within: float, by: By, effort: Effort
    ) -> None:
        self.program: PhasingProgram = phasing_program(programme)
        self.base, self.least, self.within, self.by = base, least, within, by
        self.effort = replace(effort, gap=min(effort.gap, within * _SHARE))
        assert base.bound is not None
        self.bound = base.bound
        self.found: list[NearPlan] = []

    @property
    def scale(self) -> float:
        """What shares are measured by."""
        return max(abs(self.bound), 1.0)

    @property
    def least_aim(self) -> float:
        """The aim from which a plan is within the share."""
        return self.bound - (self.within + _SAME) * self.scale

    def up_to(self, plans: int, progress: Callable[[int], None] | None) -> NearBest:
        """Gather so many plans, or as many as there are."""
        assert self.base.warm is not None
        known = self.base.warm.at(self.program)
        point = known.point
        assert point is not None
        point = np.where(self.program.arrays.whole, np.rint(point), point)
        self._take(self.base, point)
        why = "enough"
        while len(self.found) < plans and why == "enough":
            if progress is not None:
                progress(len(self.found))
            why = self._next()
        return self._told(why)

    def _next(self) -> str:
        """Look for one plan more; return ``enough`` where it was found, else why there is none."""
        if self.by == "estate" and len(self._may_differ()) < self.least:
            return "none"
        arrays = apart(self.program, [plan.starts for plan in self.found], self.least, self.by)
        known = self.base.warm.at(self.program) if self.base.warm is not None else None
        effort, began = self.effort, time.monotonic()
        found = searched(self.program, arrays, effort, (), known)
        if self._too_far(found) and not self._proven(found):
            left = max(effort.seconds - (time.monotonic() - began), 1.0)
            finer = replace(effort, gap=effort.gap * _FINER, seconds=left)
            points = () if found.point is None else (found.point,)
            again = searched(self.program, arrays, finer, points, known)
            found = again if again.point is not None or self._proven(again) else found
        if found.interrupted:
            return "interrupted"
        if self._proven(found):
            return "none"
        if found.plan is None or found.point is None or self._too_far(found):
            return "not_found"
        self._take(self._as_solve(found), found.point[: self.program.arrays.columns])
        return "enough"

    def _may_differ(self) -> list[int]:
        """Return the estates none of whose campaigns must start."""
        must = must_start(self.program.given.programme)
        return [e for e, members in campaigns_of(self.program).items() if not must[members].any()]

    def _too_far(self, found: Found) -> bool:
        return found.objective is None or found.objective < self.least_aim

    def _proven(self, found: Found) -> bool:
        """Say whether no plan that differs so is within the share."""
        return found.impossible or (found.bound is not None and found.bound < self.least_aim)

    def _as_solve(self, found: Found) -> Solve:
        """Return what was found as a solve, its bound that of all plans, not only of those that differ."""
        assert found.objective is not None
        assert found.point is not None
        gap = max(self.bound - found.objective, 0.0) / self.scale
        point = found.point[: self.program.arrays.columns]
        return replace(
            self.base,
            status=Status.WITHIN_GAP,
            plan=found.plan,
            objective=found.objective,
            bound=self.bound,
            gap=gap,
            tiers=(),
            repeatable=self.base.repeatable and found.repeatable,
            rules=rule_reports(self.program, point, NOTHING),
            warm=None,
        )

    def _take(self, solve: Solve, point: Floats) -> None:
        assert solve.plan is not None
        assert solve.objective is not None
        starts = starts_of(self.program, point)
        plan = NearPlan(
            solve=solve,
            starts=starts,
            below=max(self.bound - solve.objective, 0.0) / self.scale,
            differs=tuple(len(differ(self.program, one.starts, starts, self.by)) for one in self.found),
            breaches=audit(self.program.given.programme, solve.plan),
        )
        self.found.append(plan)

    def _told(self, why: str) -> NearBest:
        """Return the plans, and which estates are in them."""
        years = {}
        for estate, members in campaigns_of(self.program).items():
            begun = [plan.starts.year[members] for plan in self.found]
            years[estate] = tuple(int(min(year[year >= 0], default=-1)) for year in begun)
        within = {estate: sum(year >= 0 for year in of) for estate, of in years.items()}
        return NearBest(
            plans=tuple(self.found),
            bound=self.bound,
            why=why,
            always=tuple(e for e, count in within.items() if count == len(self.found)),
            sometimes=tuple(e for e, count in within.items() if 0 < count < len(self.found)),
            never=tuple(e for e, count in within.items() if count == 0),
            years=years,
        )
