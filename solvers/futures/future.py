"""Futures, and how a plan's first years do in each: what is held, what is replanned, what gave way."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from solvers.engines.answer import Status
from solvers.futures.first_years import differs_from, first_years
from solvers.plan.audit.audit import audit
from solvers.solving import solve

if TYPE_CHECKING:
    from scenarios.model.held import Held
    from scenarios.model.programme import Programme
    from solvers.cases.case import Options
    from solvers.plan.plan import Breach
    from solvers.solving import Solve


@dataclass(frozen=True, kw_only=True, eq=False)
class Future:
    """A programme that may come true, with what its own solve found when nothing was held.

    ``weight`` is how much it counts (at least 0; of no unit, weights are taken relative to their sum).
    Futures of one ``fingerprint`` are one programme under one set of options.
    """

    name: str
    programme: Programme
    fingerprint: str
    solve: Solve
    weight: float = 1.0

    @property
    def possible(self) -> bool:
        """Whether a plan is known that keeps every rule."""
        return self.solve.plan is not None and not self.solve.gave_way

    @property
    def impossible(self) -> bool:
        """Whether it is known that none does: nothing held can be kept within every rule then."""
        return bool(self.solve.gave_way) or (
            self.solve.status is Status.IMPOSSIBLE and self.solve.plan is None
        )


@dataclass(frozen=True, kw_only=True, eq=False)
class Carried:
    """What became of a plan's first years in a future, the rest of it replanned.

    ``status`` is IMPOSSIBLE where the future cannot keep them together with every rule. Where there is a plan
    then, it is the best possible: ``solve.gave_way`` tells what gave way. ``let_go`` are the campaigns that
    do not as held, ``gone`` those that the future does not have. ``breaches`` are what the audit found
    against the future's own programme.
    """

    status: Status
    solve: Solve
    let_go: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    breaches: tuple[Breach, ...] = ()

    @property
    def value(self) -> float | None:
        """Worth in the first aim; None where the first years cannot be kept within every rule."""
        return None if self.status is Status.IMPOSSIBLE else aim_of(self.solve)

    @property
    def bound(self) -> float | None:
        """No less than any plan's worth that keeps these first years; None where nothing is proven."""
        return None if self.status is Status.IMPOSSIBLE else self.solve.bound


def aim_of(found: Solve) -> float | None:
    """Return what the plan of a solve is worth in the first aim; None where it has none."""
    if found.plan is None:
        return None
    return found.tiers[0]["final"] if found.tiers else found.objective


@dataclass(eq=False)
class Carrier:
    """Carries first years into futures by one set of options; what was worked out once is kept.

    A hand that interrupts a solve ends all of it: KeyboardInterrupt.
    """

    options: Options
    kept: dict[tuple[str, str], Carried] = field(default_factory=dict)

    def carry(self, held: Held, future: Future) -> Carried:
        """Return what becomes of held first years in a future.

        Where its own plan does as held, that is the answer; where it cannot keep them, there is no plan.
        """
        key = (future.fingerprint, told(held))
        if key not in self.kept:
            self.kept[key] = self._carried(held, future)
        return self.kept[key]

    def giving_way(self, held: Held, future: Future) -> Carried:
        """Return the same; the best possible plan where the future cannot keep what is held."""
        found = self.carry(held, future)
        if found.status is not Status.IMPOSSIBLE or found.solve.plan is not None:
            return found
        best = self._solve(future.programme.replace(held=held), future, best_possible=True)
        found = replace(self._of(held, future, best), status=Status.IMPOSSIBLE)
        self.kept[(future.fingerprint, told(held))] = found
        return found

    def own(self, future: Future, years: int) -> Held | None:
        """Return the first years of a future's own plan; remembers what they come to there."""
        plan = future.solve.plan
        if plan is None:
            return None
        held = first_years(future.programme, plan, years)
        self.kept.setdefault((future.fingerprint, told(held)), self._of(held, future, future.solve))
        return held

    def _carried(self, held: Held, future: Future) -> Carried:
        plan = future.solve.plan
        if future.possible and plan is not None and not differs_from(held, future.programme, plan):
            return self._of(held, future, future.solve)
        if future.impossible:
            return replace(self._of(held, future, future.solve), status=Status.IMPOSSIBLE)
        return self._of(held, future, self._solve(future.programme.replace(held=held), future))

    def _solve(self, programme: Programme, future: Future, *, best_possible: bool = False) -> Solve:
        options = self.options
        found = solve(
            programme,
            engine=options.engine,
            gap=options.gap,
            seconds=options.seconds,
            seed=options.seed,
            start_from=None if best_possible else future.solve.warm,
            best_possible=best_possible,
        )
        if found.interrupted:
            raise KeyboardInterrupt
        return found

    def _of(self, held: Held, future: Future, found: Solve) -> Carried:
        known = set(future.programme.campaigns.key.tolist())
        plan = found.plan
        return Carried(
            status=Status.IMPOSSIBLE if found.gave_way else found.status,
            solve=found,
            let_go=() if plan is None else differs_from(held, future.programme, plan),
            gone=tuple(key for key in held.starts if key not in known),
            breaches=() if plan is None else tuple(audit(future.programme, plan)),
        )


def told(held: Held) -> str:
    """Return held decisions as one text: the same for the same decisions."""
    starts = "\n".join(
        f"{key} {day} {' '.join(held.works.get(key, ()))}" for key, day in sorted(held.starts.items())
    )
    return f"{held.before}\n{starts}"
