"""A case to be played, and the sample of replications that answers are read from."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from solvers.construction.answers.quantiles import days_or_infinite
from solvers.construction.chance import bank_of, bills_of, chances_of, costs_of
from solvers.construction.ledger import bearing_of, people_of
from solvers.construction.runs import joined, runs_of
from solvers.construction.site import site_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scenarios.model.programme import Programme
    from scenarios.tables.chance_settings import Chance
    from solvers.construction.chance import Bills, Chances, Costs
    from solvers.construction.chance.sky import Sky
    from solvers.construction.ledger import Bearing
    from solvers.construction.runs import Runs
    from solvers.construction.site import Site
    from solvers.plan.plan import Plan

    Reals = NDArray[np.float64]
    Blocks = NDArray[np.int32]


@dataclass(frozen=True, kw_only=True, eq=False)
class Case:
    """All that is needed to play a plan under chance, made once; ``engine`` as of ``runs_of``."""

    programme: Programme
    plan: Plan
    site: Site
    chances: Chances
    bills: Bills
    bearing: Bearing
    sky: Sky
    seed: int
    engine: str = "auto"
    workers: int = 1

    def with_chance(self, chance: Chance) -> Case:
        """Return the case with other settings of chance; the weather stays as long as its settings do."""
        chances = replace(self.chances, chance=chance)
        before = self.chances.chance
        same = all(
            getattr(before, name) == getattr(chance, name) for name in ("weather", "festival", "exams")
        )
        sky = self.sky if same else bank_of(self.site, chances, self.seed)
        return replace(self, chances=chances, sky=sky)

    def with_site(self, site: Site) -> Case:
        """Return the case at another site of the same works, such as one with another crew."""
        return replace(self, site=site)


@dataclass(frozen=True, kw_only=True, eq=False)
class Sample:
    """Replications of a case, with their costs; first axis ``replication`` throughout."""

    case: Case
    runs: Runs
    costs: Costs

    @property
    def block(self) -> Blocks:
        """The block of each replication."""
        return self.runs.block

    @cached_property
    def finish(self) -> Reals:
        """The day after the last work of each campaign, infinite where unfinished."""
        return days_or_infinite(self.runs.finish)

    @cached_property
    def end(self) -> Reals:
        """The same of the programme, axis ``(replication,)``."""
        return days_or_infinite(self.runs.programme_finish)

    @cached_property
    def cost(self) -> Reals:
        """Yuan by campaign, infinite where it did not finish."""
        found: Reals = np.where(np.isinf(self.finish), np.inf, self.costs.cost)
        return found

    @cached_property
    def whole_cost(self) -> Reals:
        """Yuan of the programme, axis ``(replication,)``; infinite where any campaign did not finish."""
        found: Reals = self.cost.sum(axis=1)
        return found

    def joined(self, other: Sample) -> Sample:
        """Return this sample and the one that follows upon it as one."""
        return Sample(
            case=self.case, runs=joined(self.runs, other.runs), costs=self.costs.joined(other.costs)
        )


def case_of(programme: Programme, plan: Plan, *, seed: int, engine: str = "auto", workers: int = 1) -> Case:
    """Return the case of a plan; raises WrongPlanError where it names what the programme does not have."""
    site = site_of(programme, plan)
    chances = chances_of(programme, site)
    rule = programme.settings.construction.disruption
    return Case(
        programme=programme,
        plan=plan,
        site=site,
        chances=chances,
        bills=bills_of(programme, plan, site),
        bearing=bearing_of(site, rule, people_of(programme, site, rule.vulnerability)),
        sky=bank_of(site, chances, seed),
        seed=seed,
        engine=engine,
        workers=workers,
    )


def sample_of(case: Case, replications: int, first: int = 0, *, weeks: bool = False) -> Sample:
    """Play so many replications of a case from the ``first`` on."""
    runs = runs_of(
        case.site,
        case.chances,
        case.bearing,
        seed=case.seed,
        replications=replications,
        first=first,
        engine=case.engine,
        workers=case.workers,
        weeks=weeks,
        sky=case.sky,
    )
    costs = costs_of(
        case.site, case.chances, case.bills, runs.start, seed=case.seed, first=first, sky=case.sky
    )
    return Sample(case=case, runs=runs, costs=costs)
