"""A case with what its solve found."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from planner.study.measures import measured
from solvers.cases.moves import Move, moves
from solvers.engines.answer import Status
from solvers.solving import solve

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from scenarios.model.programme import Programme
    from solvers.cases.case import Case, Options
    from solvers.cases.played import Played
    from solvers.plan.plan import Plan
    from solvers.search.warm import Warm
    from solvers.solving import Event, Solve


@dataclass(frozen=True, kw_only=True, eq=False)
class Planned:
    """A case with what its solve found.

    ``status`` is IMPOSSIBLE where no plan keeps every rule; the plan is then the best possible, and
    ``solve.gave_way`` tells what gave way. ``played`` is what chance makes of the plan, None where it was not
    played or there is none.
    """

    case: Case
    status: Status
    solve: Solve
    played: Played | None = None

    @cached_property
    def measures(self) -> Mapping[str, float | None]:
        """Every measure of the plan by name; None where there is none."""
        return measured(self.case.programme, self.solve)

    def difference(self, base: Planned) -> dict[str, float]:
        """Return what each measure is more than in the base, exactly 0 where they are one result.

        A measure that either does not have is left out.
        """
        found: dict[str, float] = {}
        for name, value in self.measures.items():
            other = base.measures[name]
            if value is not None and other is not None:
                found[name] = value - other
        return found

    def moved(self, base: Planned) -> tuple[Move, ...]:
        """Return the campaigns that start at another time than in the base, or with other works.

        None where either has no plan.
        """
        if self.solve.plan is None or base.solve.plan is None:
            return ()
        return moves((base.case.programme, base.solve.plan), (self.case.programme, self.solve.plan))


def solved(
    programme: Programme,
    options: Options,
    start: Warm | Plan | None = None,
    workers: int | None = None,
    progress: Callable[[Event], None] | None = None,
) -> tuple[Status, Solve]:
    """Return the status of a case's programme, and its solve from ``start``; see Planned.

    One that no plan can meet is planned in the best possible way, in what is left of the time, a share of it
    at least; ``workers`` and ``progress`` as in solve.
    """
    began = time.monotonic()
    more: dict[str, Any] = {"start_from": start, "workers": workers, "progress": progress}
    found = _solve(programme, options, or_best_possible=True, **more)
    if found.status is not Status.IMPOSSIBLE or found.plan is not None or found.interrupted:
        return found.status, found
    if options.seconds is not None:
        left = options.seconds - (time.monotonic() - began)
        options = replace(options, seconds=max(left, _BEST_SHARE * options.seconds))
    return Status.IMPOSSIBLE, _solve(programme, options, best_possible=True, brief=True, **more)


_BEST_SHARE = 0.5
"""Share of a case's time that the best possible plan has at least, however long the proof took."""


def _solve(programme: Programme, options: Options, **more: object) -> Solve:
    return solve(
        programme,
        engine=options.engine,
        gap=options.gap,
        seconds=options.seconds,
        seed=options.seed,
        **more,  # type: ignore[arg-type]
    )
