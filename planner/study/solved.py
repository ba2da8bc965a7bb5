"""Cases planned one after the other, each from what the base left."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from planner.study.measures import measured
from solvers.cases.moves import Move, moves
from solvers.engines.answer import Status
from solvers.solving import solve

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from solvers.cases.case import Case, Options
    from solvers.cases.played import Played
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


def planned(
    cases: Sequence[Case],
    options: Options,
    told: Callable[[Case, int], None] | None = None,
    progress: Callable[[Event], None] | None = None,
) -> tuple[Planned, ...]:
    """Return the cases planned in their order, those of one fingerprint once; the first is the base.

    Every case but the base begins from what the base's solve left. One that no plan can meet is planned in
    the best possible way. ``told`` hears of each case before it is planned, with its number from 0. A hand
    that interrupts a solve ends the study after it: the cases planned by then are returned.
    """
    found: dict[str, Planned] = {}
    for number, case in enumerate(cases):
        if told is not None:
            told(case, number)
        same = found.get(case.same_as)
        if same is not None:
            found[case.name] = dataclasses.replace(same, case=case)
            continue
        base = found[cases[0].name] if found else None
        found[case.name] = _planned(case, options, base, progress)
        if found[case.name].solve.interrupted:
            break
    return tuple(found.values())


def _planned(
    case: Case, options: Options, base: Planned | None, progress: Callable[[Event], None] | None
) -> Planned:
    start = None if base is None else base.solve.warm or base.solve.plan
    found = _solve(case, options, start_from=start, progress=progress)
    if found.status is not Status.IMPOSSIBLE or found.plan is not None or found.interrupted:
        return Planned(case=case, status=found.status, solve=found)
    best = _solve(case, options, progress=progress, best_possible=True)
    return Planned(case=case, status=Status.IMPOSSIBLE, solve=best)


def _solve(case: Case, options: Options, **more: object) -> Solve:
    return solve(
        case.programme,
        engine=options.engine,
        gap=options.gap,
        seconds=options.seconds,
        seed=options.seed,
        **more,  # type: ignore[arg-type]
    )
