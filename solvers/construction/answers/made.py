"""The outcome of a plan, put together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from scenarios.tables.chance_told import told
from solvers.construction.answers.cash import money_of
from solvers.construction.answers.causes import attribution_of, crews_of, works_of
from solvers.construction.answers.comparing import one_more
from solvers.construction.answers.groups import by_name, campaigns_of, funds_of, phases_of, programme_of
from solvers.construction.answers.outcome import Checked, Outcome
from solvers.construction.answers.promises import promises_of
from solvers.construction.answers.ranking import drivers_of
from solvers.construction.answers.residents import disruption_of
from solvers.construction.answers.sampled import case_of
from solvers.construction.answers.stopping import AT_MOST, TARGETS, played_until
from solvers.construction.answers.together import fan_of, joint_of
from solvers.construction.answers.traced import how_many, traced
from solvers.construction.answers.unsure import band_of, register_of
from solvers.construction.runs import certificate_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from scenarios.model.programme import Programme
    from solvers.construction.answers.outcome import Stop
    from solvers.construction.answers.sampled import Case, Sample
    from solvers.construction.answers.traced import Traced
    from solvers.plan.plan import Plan


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What is asked of an outcome.

    ``target`` relative half-width of the headline outputs (see TARGETS), up to ``at_most`` replications;
    ``replications`` a number of them instead (None: until precise). ``checked`` replications are replayed by
    the reference engine, ``traced`` are explained (None: by the size of the site). ``worths``: of how many
    pools one more unit is tried, those most waited for first. ``register`` and ``band`` ask for further
    plays.
    """

    target: float = TARGETS["draft"]
    replications: int | None = None
    at_most: int = AT_MOST
    checked: int = 3
    traced: int | None = None
    worths: int = 3
    register: bool = True
    band: bool = True


def outcome_of(
    programme: Programme,
    plan: Plan,
    *,
    seed: int,
    asked: Asked | None = None,
    engine: str = "auto",
    workers: int = 1,
    progress: Callable[[Stop], None] | None = None,
) -> Outcome:
    """Play a plan under chance and answer everything; the same for the same programme, plan, seed and asking.

    Raises WrongPlanError where the plan names what the programme does not have.
    """
    asked = asked or Asked()
    case = case_of(programme, plan, seed=seed, engine=engine, workers=workers)
    sample, stop = played(case, asked, progress)
    return answered(sample, stop, asked)


def simulate(
    programme: Programme,
    plan: Plan,
    *,
    precision: float = TARGETS["draft"],
    replications: int | None = None,
    seed: int | None = None,
    workers: int = 1,
) -> Outcome:
    """Return the outcome of a plan played forward under chance.

    It is played until its headline outputs have half-widths of no more than ``precision`` of their values,
    or a number of ``replications``. ``seed`` None: that of the programme's settings; what is found does not
    depend on ``workers``, the threads.

    Raises WrongPlanError where the plan names what the programme does not have.

    >>> programme = read("examples/small")
    >>> outcome = simulate(programme, solve(programme).plan, replications=8)
    >>> outcome.replications, outcome.checked.mismatches
    (8, 0)
    """
    seed = programme.settings.construction.seed if seed is None else seed
    asked = Asked(target=precision, replications=replications)
    return outcome_of(programme, plan, seed=seed, asked=asked, workers=workers)


def played(case: Case, asked: Asked, progress: Callable[[Stop], None] | None = None) -> tuple[Sample, Stop]:
    """Play as many replications as are asked for, or as make the headline outputs precise."""
    target = asked.target if asked.replications is None else None
    at_most = asked.replications or asked.at_most
    return played_until(case, target, at_most=at_most, weeks=True, progress=progress)


def answered(sample: Sample, stop: Stop, asked: Asked) -> Outcome:
    """Return the outcome of a sample already played."""
    case, runs = sample.case, sample.runs
    site, programme = case.site, case.programme
    count = asked.traced if asked.traced is not None else how_many(site, runs.replications)
    seen = traced(case, max(count, 1), runs.first)
    whole, campaigns = programme_of(sample), campaigns_of(sample)
    cash, years, pressure = money_of(sample)
    certificate = certificate_of(site, case.chances, case.seed, runs, asked.checked, case.sky)
    return Outcome(
        seed=case.seed,
        replications=runs.replications,
        engine=runs.engine,
        semantics=site.semantics,
        fingerprint=programme.fingerprint,
        first_day=site.first_day,
        stop=stop,
        checked=Checked(checked=certificate.checked, mismatches=certificate.mismatches),
        programme=whole,
        campaigns=campaigns,
        places=by_name(sample, site.place),
        streets=by_name(sample, site.street),
        phases=phases_of(sample),
        funds=funds_of(sample),
        promises=promises_of(sample, whole, campaigns),
        joint=joint_of(sample),
        fan=fan_of(sample),
        cash=cash,
        fund_years=years,
        pressure=pressure,
        attribution=attribution_of(case, seen),
        drivers=drivers_of(sample),
        works=works_of(sample, seen),
        crews=crews_of(case, seen),
        worths=tuple(one_more(sample, pool) for pool in most_waited_for(case, seen, asked.worths)),
        register=register_of(case) if asked.register else None,
        band=band_of(case) if asked.band else None,
        disruption=disruption_of(sample),
        assumptions=told(case.chances.chance),
    )


def most_waited_for(case: Case, seen: Traced, count: int) -> list[int]:
    """Return the pools that visits wait for most, as far as they wait at all, at most so many."""
    waits = seen.waiting.sum(axis=1)
    order = np.lexsort((np.arange(len(waits)), -waits))
    return [pool for pool in order.tolist() if waits[pool] > 0 and case.site.count[pool].any()][:count]
