"""One instance solved through our own engines, and what was chosen told in the instance's own names."""

from __future__ import annotations

import time
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from benchmarks.published.as_programme import Mapped, selection_as_programme
from benchmarks.published.mine_as_programme import mine_as_programme, worth
from benchmarks.published.network_as_programme import FIRST_YEAR, network_as_programme
from benchmarks.published.values import Item, Mine, Network, Option, Selection
from solvers import audit, solve
from solvers.engines.answer import gap_between

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable

    from benchmarks.published.formats import Instance
    from scenarios.model.programme import Programme
    from solvers.plan.plan import Plan
    from solvers.solving import Event, Solve

_NOISE = 1e-9
"""How far, relatively, an engine's floats may leave its bound below the exact value of its own plan."""

Starts = list[tuple[str, "datetime.date"]]
"""Campaigns that a plan starts, and the first day of each one's period."""


@dataclass(frozen=True, kw_only=True)
class Found:
    """What came of an instance.

    ``value`` is the plan's worth, worked out from what it starts and from the instance's own numbers (the
    length, of a network); ``bound`` no plan is better than; both None where there is none. ``gap`` is
    their distance ÷ max(abs(bound), 1). ``seconds`` is the time of ``solve`` on the programme in memory,
    ``reached`` when in it a plan as good as the target was first in hand (None: never, or no target),
    ``making`` the time before it for making the programme. ``breaches`` are what the audit found.
    """

    value: float | None
    bound: float | None
    gap: float | None
    seconds: float
    status: str
    chosen: list[Any]
    size: str
    engine: str
    making: float
    reached: float | None = None
    breaches: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class _Asked:
    """An instance as it is asked of an engine: the programme, and how to tell a plan in its own words."""

    programme: Programme
    value: Callable[[Starts], Decimal]
    chosen: Callable[[Starts], list[Any]]
    of_aim: Callable[[float], float] = float
    more_is_better: bool = True


def solved(
    instance: Instance,
    engine: str = "auto",
    gap: float = 0.0,
    seconds: float = 60.0,
    target: float | None = None,
) -> Found:
    """Solve an instance by an engine of ours within a gap and a time.

    Raises NotExactError where it does not fit into our model, InputFaults where our model refuses it.
    """
    began = time.perf_counter()
    asked = _asked(instance)
    making = time.perf_counter() - began
    reached: list[float] = []

    def heard(event: Event) -> None:
        if event.objective is not None and _is_met(asked.of_aim(event.objective), target):
            reached.append(event.seconds)

    began = time.perf_counter()
    answer = solve(asked.programme, engine=engine, gap=gap, seconds=seconds, progress=heard)
    taken = time.perf_counter() - began
    value, bound, breaches = _judged(asked, answer)
    if value is not None and _is_met(value, target):
        reached.append(taken)
    return Found(
        value=value,
        bound=bound,
        gap=None if value is None or bound is None else gap_between(*sorted((value, bound))),
        seconds=taken,
        status=answer.status.value,
        chosen=[] if answer.plan is None else asked.chosen(_starts(answer.plan)),
        size=instance.size,
        engine=answer.engine,
        making=making,
        reached=reached[0] if reached else None,
        breaches=breaches,
    )


def _judged(asked: _Asked, answer: Solve) -> tuple[float | None, float | None, tuple[str, ...]]:
    """Return the plan's value, the bound, and what is wrong with them."""
    bound = None if answer.bound is None else asked.of_aim(answer.bound)
    if answer.plan is None:
        return None, bound, ()
    value = float(asked.value(_starts(answer.plan)))
    breaches = [breach.sentence for breach in audit(asked.programme, answer.plan)]
    if bound is not None and abs(value - bound) <= _slack(bound):
        bound = value
    if bound is not None and (bound - value) * (1 if asked.more_is_better else -1) < 0:
        breaches.append(f"the bound {bound} is passed by the plan's {value}")
    return value, bound, tuple(breaches)


def _starts(plan: Plan) -> Starts:
    return [(one.campaign, one.start) for one in plan.campaigns]


def _is_met(value: float, target: float | None) -> bool:
    return target is not None and value >= target - _slack(target)


def _slack(value: float) -> float:
    return _NOISE * max(abs(value), 1.0)


def _asked(instance: Instance) -> _Asked:
    if isinstance(instance, Selection):
        return _of_selection(selection_as_programme(instance))
    if isinstance(instance, Mine):
        return _of_mine(instance, mine_as_programme(instance))
    return _of_network(instance)


def _of_selection(mapped: Mapped[tuple[Item, Option]]) -> _Asked:
    def value(starts: Starts) -> Decimal:
        return sum((mapped.campaigns[key][1].value for key, _ in starts), Decimal(0))

    def chosen(starts: Starts) -> list[Any]:
        picked = {key for key, _ in starts}
        held = [pair for key, pair in mapped.campaigns.items() if key in picked]
        return [
            item.name if option.name is None else {"item": item.name, "option": option.name}
            for item, option in held
        ]

    return _Asked(programme=mapped.programme, value=value, chosen=chosen)


def _of_mine(mine: Mine, mapped: Mapped[int]) -> _Asked:
    def taken(starts: Starts) -> list[tuple[int, int]]:
        return sorted((mapped.campaigns[key], day.year - FIRST_YEAR) for key, day in starts)

    return _Asked(
        programme=mapped.programme,
        value=lambda starts: sum((worth(mine, b, t) for b, t in taken(starts)), Decimal(0)),
        chosen=lambda starts: [{"block": b, "period": t} for b, t in taken(starts)],
    )


def _of_network(network: Network) -> _Asked:
    mapped, months = network_as_programme(network)

    def begins(starts: Starts) -> list[tuple[int, int]]:
        month = {key: (day.year - FIRST_YEAR) * 12 + day.month - 1 for key, day in starts}
        return sorted((mapped.campaigns[key], month[key]) for key, _ in starts if key in mapped.campaigns)

    def length(starts: Starts) -> Decimal:
        ends = (start + network.activities[number].duration for number, start in begins(starts))
        return Decimal(max(ends, default=0))

    return _Asked(
        programme=mapped.programme,
        value=length,
        chosen=lambda starts: [{"activity": a + 1, "start": start} for a, start in begins(starts)],
        of_aim=lambda aim: months - aim,
        more_is_better=False,
    )
