"""Plan, play, plan anew with what the play says of each start, until a round changes nothing clearly."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from scenarios.model.clock import DAYS_IN_A_YEAR
from solvers.confidence.lateness import delays, expected_of, mean_of
from solvers.construction.answers.promises import is_enough, reached_by
from solvers.construction.answers.quantiles import means, quantile, read_mean, read_share, reading
from solvers.construction.answers.sampled import case_of, sample_of
from solvers.construction.chance.streams import uid_of
from solvers.engines.answer import CLOSED_GAP, Status
from solvers.plan.decode import decode
from solvers.program.need import vulnerability
from solvers.rules.program import phasing_program
from solvers.rules.tiers import aims_in_order

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from scenarios.model.expected import Expected
    from scenarios.model.programme import Programme
    from solvers.construction.answers.readings import Reading
    from solvers.construction.answers.sampled import Sample
    from solvers.search.certified import Solve
    from solvers.search.warm import Warm

    Reals = NDArray[np.float64]
    Solving = Callable[[Programme, Warm | None], Solve]

MOST_ROUNDS = 5
"""Rounds after the first plan."""
REPLICATIONS = 128
"""Replications by which a round's plan is played."""
FRESH = 256
"""Fresh replications by which the last plan is tested."""


@dataclass(frozen=True, kw_only=True)
class Round:
    """A plan and its play. ``number`` 0 is the plan without what plays say.

    ``objective`` its worth as the programme states it, ``gap`` to the bound of the best there can be.
    ``aim`` the mean worth with the finishes of the play, in household-years; ``difference`` from the round
    before, replication by replication (None: there is none), ``verdict`` of it: ``better``, ``worse``,
    ``unclear``. ``late`` mean days by which campaigns finish later than planned, ``on_time`` the share that
    do not; ``finish`` the programme's day at the confidence (None: unfinished). ``moved`` campaigns that
    start in another period than in the round before, or are new or left out.
    """

    number: int
    objective: float | None
    gap: float | None
    aim: float
    difference: Reading | None
    verdict: str
    late: Reading
    on_time: Reading
    finish: int | None
    moved: int


@dataclass(frozen=True, kw_only=True)
class Kept:
    """A promise of the chosen plan, tested on fresh replications.

    ``kind`` ``campaigns`` (the mean share that finish by their promised day), ``programme``, ``target``;
    ``day`` promised, counted from the plan's first (−1: of each campaign its own); ``before`` the chance, on
    the same fresh replications, that the first plan keeps its own dates (targets: theirs), ``chance`` that
    the last plan keeps what is promised.
    """

    kind: str
    name: str
    day: int
    before: Reading
    chance: Reading


@dataclass(frozen=True, kw_only=True)
class Confident:
    """A plan at a confidence.

    ``asked`` the confidence; ``solve`` that of the round ``chosen``; ``promised`` by campaign: the last day
    of work that is to hold with the confidence, counted from the plan's first. ``settled`` whether the last
    round changed nothing clearly. ``kept`` what fresh replications say, of ``fresh_seed``; ``aim`` the
    paired difference of the chosen plan from the first on them. ``price`` what the chosen plan gives up of
    the stated aim.
    """

    asked: float
    solve: Solve
    rounds: tuple[Round, ...]
    chosen: int
    settled: bool
    promised: dict[str, int]
    kept: tuple[Kept, ...]
    aim: Reading
    verdict: str
    price: float | None
    seed: int
    fresh_seed: int
    replications: int
    fresh: int


@dataclass(frozen=True, kw_only=True, eq=False)
class _Made:
    """A round's plan, as one of the programme itself, and its play."""

    solve: Solve
    sample: Sample


def confident(
    programme: Programme,
    first: Solve,
    confidence: float,
    *,
    solving: Solving,
    seed: int,
    engine: str = "auto",
    gap: float = 1e-3,
    progress: Callable[[Round], None] | None = None,
) -> Confident:
    """Return the plan that plans and plays in turn arrive at, begun from the programme's plan ``first``.

    ``solving`` solves a programme, begun from what an earlier solve left. Every round's plan keeps the
    programme's own rules: what plays say only changes what starts are worth. The rounds end where the worth
    under the same chance no longer differs clearly, or after MOST_ROUNDS. Starts are reckoned with the mean
    of what all plays so far say; the plan of the round that is worth most under the same chance counts.
    Raises ValueError where ``first`` has no plan.
    """
    if first.plan is None:
        raise ValueError("confidence needs a plan to begin with")
    tell = progress or _nobody
    made = [_played(programme, first, seed, engine)]
    rounds = [_round(made, confidence)]
    tell(rounds[0])
    said: list[Expected] = []
    while len(rounds) <= MOST_ROUNDS and rounds[-1].verdict != "unclear":
        said.append(expected_of(made[-1].sample, confidence))
        solve = solving(programme.replace(expected=mean_of(said)), made[-1].solve.warm)
        if solve.plan is None:
            break
        made.append(_played(programme, _own(programme, solve, first, gap), seed, engine))
        rounds.append(_round(made, confidence))
        tell(rounds[-1])
    best = max(range(len(made)), key=lambda number: rounds[number].aim)
    return _tested(made[0], made[best], tuple(rounds), best, confidence)


def _nobody(_: Round) -> None:
    """Tell nobody."""


def _played(programme: Programme, solve: Solve, seed: int, engine: str) -> _Made:
    """Play a round's plan; every round has the same chance."""
    assert solve.plan is not None
    case = case_of(programme, solve.plan, seed=seed, engine=engine)
    return _Made(solve=solve, sample=sample_of(case, REPLICATIONS))


def _own(programme: Programme, solve: Solve, first: Solve, gap: float) -> Solve:
    """Return a round's solve with the plan's figures as the programme itself states them.

    Its bound is the first's: no plan of the programme is worth more, whatever plays say.
    """
    assert solve.warm is not None
    program = phasing_program(programme)
    x = solve.warm.at(program).point
    assert x is not None
    worths = [float(aim.cost @ x) for aim in aims_in_order(program)]
    plan, objective, bound = decode(program, x), worths[0], first.bound
    shortfall = None if bound is None else max(bound - objective, 0.0) / max(abs(bound), 1.0)
    tiers = tuple(
        {
            **row,
            "objective": worth,
            "final": worth,
            "bound": bound if not number else None,
            "gap": shortfall if not number else None,
            "held_at": None if number == len(worths) - 1 else worth,
        }
        for number, (row, worth) in enumerate(zip(solve.tiers, worths, strict=True))
    )
    if len(tiers) > 1:
        plan = replace(plan, stated={"certificate": {"tiers": list(tiers)}})
    return replace(
        solve,
        plan=plan,
        objective=objective,
        bound=bound,
        gap=shortfall,
        tiers=tiers,
        status=_status(shortfall, gap),
        bound_by=first.bound_by,
        engine=first.engine,
        repeatable=solve.repeatable and first.repeatable,
        seconds=solve.seconds + first.seconds,
    )


def _status(found: float | None, gap: float) -> Status:
    """Return the status that a gap earns."""
    if found is None or found > max(gap, CLOSED_GAP):
        return Status.FEASIBLE
    return Status.PROVEN_BEST if found <= CLOSED_GAP else Status.WITHIN_GAP


def worth_played(sample: Sample) -> Reals:
    """Return what a plan is worth with the finishes of its play, in household-years, axis ``(replication,)``.

    Need met by the included works from the finish until the evaluation date; what does not finish meets none.
    """
    site, programme = sample.case.site, sample.case.programme
    facts, weight = programme.facts, vulnerability(programme)
    mine = np.flatnonzero(site.included & (site.work >= 0))
    of_work = facts.benefit_per_year[site.work[mine]] * weight[facts.campaign[site.work[mine]]]
    a_year = np.bincount(site.of[mine], weights=of_work, minlength=site.campaigns)
    years = np.maximum(programme.clock.evaluation_day - (sample.finish - 1), 0.0) / DAYS_IN_A_YEAR
    found: Reals = years @ a_year
    return found


def _round(made: list[_Made], confidence: float) -> Round:
    """Return what the last of the plans made is worth, beside the one before it."""
    now, before = made[-1], made[-2] if len(made) > 1 else None
    sample = now.sample
    block, aim, late = sample.block, worth_played(sample), delays(sample)
    difference = None if before is None else _difference(before.sample, sample)
    end = float(quantile(sample.end, confidence))
    return Round(
        number=len(made) - 1,
        objective=now.solve.objective,
        gap=now.solve.gap,
        aim=float(aim.mean()),
        difference=difference,
        verdict="" if difference is None else _verdict(difference),
        late=read_mean(late.mean(axis=1), block),
        on_time=read_mean((late <= 0).mean(axis=1), block),
        finish=int(end) - 1 if np.isfinite(end) else None,
        moved=0 if before is None else _moved(before, now),
    )


def _difference(before: Sample, after: Sample) -> Reading:
    """Return how much more a play is worth than another under the same chance."""
    value, half = means(worth_played(after) - worth_played(before), before.block)
    return reading(float(value), float(half))


def _verdict(difference: Reading) -> str:
    if difference.value is None or difference.half_width is None:
        return "unclear"
    if abs(difference.value) <= difference.half_width:
        return "unclear"
    return "better" if difference.value > 0 else "worse"


def _moved(before: _Made, now: _Made) -> int:
    """Return how many campaigns start on another day, or are new or left out."""
    one, other = (
        {(c.campaign, c.start) for c in made.solve.plan.campaigns} if made.solve.plan else set()
        for made in (before, now)
    )
    return len({key for key, _ in one ^ other})


def _tested(
    first: _Made, last: _Made, rounds: tuple[Round, ...], chosen: int, confidence: float
) -> Confident:
    """Test the chosen plan on replications that no round has seen."""
    case = last.sample.case
    fresh_seed = uid_of("fresh", str(case.seed)) % 2**31
    fresh, begun = (
        sample_of(case_of(case.programme, one.sample.case.plan, seed=fresh_seed, engine=case.engine), FRESH)
        for one in (last, first)
    )
    promised = quantile(last.sample.finish, confidence)
    aim = _difference(begun, fresh)
    worths = (first.solve.objective, last.solve.objective)
    days = {
        key: int(day) - 1
        for key, day in zip(case.site.campaign, promised.tolist(), strict=True)
        if np.isfinite(day)
    }
    return Confident(
        asked=confidence,
        solve=last.solve,
        rounds=rounds,
        chosen=chosen,
        settled=rounds[-1].verdict == "unclear",
        promised=days,
        kept=_kept(fresh, begun, promised, float(quantile(last.sample.end, confidence))),
        aim=aim,
        verdict=_verdict(aim),
        price=None if None in worths else float(worths[0] or 0.0) - float(worths[1] or 0.0),
        seed=case.seed,
        fresh_seed=fresh_seed,
        replications=REPLICATIONS,
        fresh=FRESH,
    )


def _kept(fresh: Sample, begun: Sample, promised: Reals, end: float) -> tuple[Kept, ...]:
    """Return the promises of the last plan, with the chance that each is kept on fresh replications."""
    case = fresh.case
    plain = begun.case.site.campaign_end
    found = [
        Kept(
            kind="campaigns",
            name="",
            day=-1,
            before=read_mean((begun.finish <= plain).mean(axis=1), begun.block),
            chance=read_mean((fresh.finish <= promised).mean(axis=1), fresh.block),
        ),
        Kept(
            kind="programme",
            name="",
            day=int(end) - 1 if np.isfinite(end) else -1,
            before=read_share(begun.end <= plain.max(initial=0), begun.block),
            chance=read_share(fresh.end <= end, fresh.block),
        ),
    ]
    table, clock = case.programme.targets, case.programme.clock
    for row in range(len(table)):
        by, value = clock.day(table.by[row].item()), float(table.value[row])
        before, chance = (
            read_share(is_enough(reached_by(sample, row, by), value), sample.block)
            for sample in (begun, fresh)
        )
        found.append(Kept(kind="target", name=str(table.name[row]), day=by, before=before, chance=chance))
    return tuple(found)
