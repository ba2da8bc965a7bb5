"""A study's cases as futures: what is best on the whole, what is regretted, what is worth knowing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.study.axes import case_said
from planner.study.futures.inputs import inputs_of, is_future
from planner.words import LANGUAGES, words
from solvers.engines.answer import Status
from solvers.futures.first_years import first_years
from solvers.futures.future import Carried, Carrier, Future
from solvers.futures.knowing import perfect_information, worth_of_knowing
from solvers.futures.regret import Between, Regret, regret
from solvers.futures.robust import SECONDS, Robust, robust

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from planner.study.solved import Planned
    from scenarios.model.held import Held
    from scenarios.model.programme import Programme
    from solvers.cases.case import Options

ROBUST = "robust"
"""Name of the robust plan among the others."""
MOST_PLANS = 12
"""Cases whose plans are carried into every future, the first ones; the robust plan comes on top."""


@dataclass(frozen=True, kw_only=True)
class Known:
    """What it is worth to know an input before the first years are decided; None where it is not known."""

    name: str
    name_zh: str
    worth: Between | None


@dataclass(frozen=True, kw_only=True, eq=False)
class Chosen:
    """What came of choosing among futures.

    ``base`` is the base programme, ``futures`` are those that some plan can meet. ``given_way`` holds, by
    plan and future, what became of first years that the future cannot keep. ``plans_left_out`` counts the
    cases whose plans were not carried on, ``names`` tells what cases are called in each language.
    """

    base: Programme
    years: int
    threshold: float | None
    futures: tuple[Future, ...]
    robust: Robust
    regret: Regret
    perfect: Between | None
    known: tuple[Known, ...]
    given_way: Mapping[tuple[str, str], Carried]
    plans_left_out: int
    names: Mapping[str, Mapping[str, str]]


def choose(
    found: Sequence[Planned],
    options: Options,
    years: int = 1,
    threshold: float | None = None,
    weights: Mapping[str, float] | None = None,
    seconds: float = SECONDS,
) -> Chosen:
    """Return what planned cases, the base first, say of the first ``years``.

    Futures are the base and the cases with nothing but uncertainties in them; ``weights`` names how much each
    counts (1 where nothing is said). ``threshold`` is a worth in aim units that is enough. Raises ValueError
    where weights name no future, or the futures' periods differ.

    >>> programme = read("examples/small")
    >>> found = study(programme, [read_what_if("examples/small-what-ifs/money-halves.toml")])
    >>> chosen = choose(found.found, found.options)
    >>> [future.name for future in chosen.futures]
    ['base', 'the city pays half']
    """
    there = [one for one in found if is_future(one) and _same_periods(one, found[0])]
    futures = tuple(_future(one, weights or {}) for one in there)
    unknown = sorted(set(weights or {}) - {future.name for future in futures})
    if unknown:
        raise ValueError(f"no future is called {', '.join(unknown)}")
    carrier = Carrier(options=options)
    for future in futures:
        carrier.own(future, years)
    planned = [found[0], *(one for one in found[1:] if _is_choice(one) and _same_periods(one, found[0]))]
    plans = {one.case.name: _held(one, years) for one in planned[:MOST_PLANS]}
    best = robust(futures, years, carrier, plans.values(), seconds)
    if best.held is not None:
        plans[ROBUST] = best.held
    futures = tuple(future for future in futures if not future.impossible)
    possible = {future.name for future in futures}
    inputs = inputs_of([one for one in there if one.case.name in possible])
    known = [
        Known(
            name=name,
            name_zh=zh,
            worth=worth_of_knowing(best, by_future, carrier, list(plans.values()), 0.0),
        )
        for name, (zh, by_future) in inputs.items()
    ]
    known.sort(key=lambda one: -(one.worth.value if one.worth else 0.0))
    return Chosen(
        base=found[0].case.programme,
        years=years,
        threshold=threshold,
        futures=futures,
        robust=best,
        regret=regret(plans, futures, carrier),
        perfect=perfect_information(best, carrier),
        known=tuple(known),
        given_way=_given_way(plans, futures, carrier, found[0].case.name),
        plans_left_out=max(len(planned) - MOST_PLANS, 0),
        names={
            lang: {one.case.name: case_said(one.case, words(lang)) for one in found} for lang in LANGUAGES
        },
    )


def _future(one: Planned, weights: Mapping[str, float]) -> Future:
    case = one.case
    return Future(
        name=case.name,
        programme=case.programme,
        fingerprint=case.fingerprint,
        solve=one.solve,
        weight=weights.get(case.name, 1.0),
    )


def _is_choice(one: Planned) -> bool:
    """Say whether a case has a plan that keeps every rule."""
    return one.solve.plan is not None and not one.solve.gave_way


def _held(one: Planned, years: int) -> Held:
    assert one.solve.plan is not None
    return first_years(one.case.programme, one.solve.plan, years)


def _same_periods(one: Planned, base: Planned) -> bool:
    mine, its = one.case.programme.clock, base.case.programme.clock
    return (mine.first_day, mine.months) == (its.first_day, its.months)


def _given_way(
    plans: Mapping[str, Held], futures: Sequence[Future], carrier: Carrier, base: str
) -> dict[tuple[str, str], Carried]:
    """Return what became of first years that futures cannot keep; of the base's with what gives way."""
    found = {}
    for name, held in plans.items():
        for future in futures:
            one = carrier.carry(held, future)
            if one.value is None and name == base and one.status is Status.IMPOSSIBLE:
                one = carrier.giving_way(held, future)
            if one.value is None:
                found[(name, future.name)] = one
    return found
