"""The robust plan: first years that are best on the whole, whatever comes, with recourse in each future."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from solvers.engines import child
from solvers.engines.answer import CLOSED_GAP, Status, Wish, gap_between
from solvers.futures.first_years import first_years_at
from solvers.futures.future import aim_of
from solvers.futures.joint import joined
from solvers.futures.multipliers import Multipliers
from solvers.rules.program import phasing_program

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from scenarios.model.held import Held
    from solvers.futures.future import Carried, Carrier, Future
    from solvers.futures.joint import Joint
    from solvers.futures.multipliers import Round

    Floats = NDArray[np.float64]

FEW_COLUMNS = 4000
"""Whole columns up to which the futures' programs are solved as one."""
SECONDS = 240.0
"""Time for the bound of large ones."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Robust:
    """First years for several futures, and what they come to.

    ``value`` is the weighted mean of the futures' first aims with these first years held and the rest
    replanned, ``bound`` no less than that of any first years that all of them can keep, ``gap`` their
    distance ÷ max(|bound|, 1); None where there is none. ``held`` are the first years, ``carried`` what they
    come to in each of ``futures``, whose ``weights`` come to 1. ``left_out`` names futures that no plan can
    meet by themselves. ``exact`` is true where the futures were solved as one program. ``repeatable`` is
    false where time had a say.
    """

    status: Status
    years: int
    futures: tuple[Future, ...]
    weights: tuple[float, ...]
    left_out: tuple[str, ...] = ()
    held: Held | None = None
    value: float | None = None
    bound: float | None = None
    carried: tuple[Carried, ...] = ()
    exact: bool = False
    repeatable: bool = True

    @property
    def gap(self) -> float | None:
        """Gap between bound and value; None where either is missing."""
        if self.value is None or self.bound is None:
            return None
        return gap_between(self.value, self.bound)


def robust(
    futures: Sequence[Future],
    years: int,
    carrier: Carrier,
    candidates: Iterable[Held] = (),
    seconds: float = SECONDS,
) -> Robust:
    """Return the best first years for futures, by the options of their carrier.

    Futures of weight 0 do not count. ``candidates`` are first years that are tried too; the first that is
    best stands. ``seconds`` limits the work on the bound where the programs are not solved as one (0: none).
    Raises ValueError where the futures' periods differ or nothing has a weight.
    """
    counted = [future for future in futures if future.weight > 0]
    if not counted:
        raise ValueError("no future has a weight")
    there = [future for future in counted if not future.impossible]
    total = sum(future.weight for future in there)
    search = _Search(
        futures=tuple(there),
        weights=tuple(future.weight / total for future in there),
        years=years,
        carrier=carrier,
    )
    out = tuple(future.name for future in counted if future.impossible)
    if not there:
        return Robust(status=Status.IMPOSSIBLE, years=years, futures=(), weights=(), left_out=out)
    for held in candidates:
        search.tried(held)
    for future in there:
        own = carrier.own(future, years)
        if own is not None:
            search.tried(own)
    search.bounded(seconds)
    return replace(search.found(), left_out=out)


@dataclass(eq=False)
class _Search:
    """A search for first years: the best so far, and what bounds all."""

    futures: tuple[Future, ...]
    weights: tuple[float, ...]
    years: int
    carrier: Carrier
    value: float | None = None
    held: Held | None = None
    bound: float = field(init=False)
    refused: list[int] = field(init=False)
    impossible: bool = False
    exact: bool = False
    stopped: bool = False

    def __post_init__(self) -> None:
        self.refused = [0] * len(self.futures)
        bounds = [future.solve.bound for future in self.futures]
        self.bound = self._mean([np.inf if bound is None else bound for bound in bounds])

    def _mean(self, values: Sequence[float]) -> float:
        return sum(w * value for w, value in zip(self.weights, values, strict=True))

    def tried(self, held: Held) -> None:
        """Carry first years into every future, as long as they may still be the best.

        Futures that could not keep others go first: most first years fail at the same ones.
        """
        most = [np.inf if one.solve.bound is None else one.solve.bound for one in self.futures]
        for k in sorted(range(len(most)), key=lambda k: -self.refused[k]):
            found = self.carrier.carry(held, self.futures[k])
            if found.value is None:
                self.refused[k] += 1
                return
            most[k] = found.value
            if self.value is not None and self._mean(most) <= self.value:
                return
        self.value, self.held = self._mean(most), held

    def bounded(self, seconds: float) -> None:
        """Work on the bound, and on the first years that come out of it."""
        if len({future.fingerprint for future in self.futures}) == 1:
            return
        options = self.carrier.options
        if self._is_near(options.gap):
            return
        programs = [phasing_program(future.programme) for future in self.futures]
        joint = joined(programs, self.weights, self.years)
        self.exact = int(joint.arrays.whole.sum()) <= FEW_COLUMNS
        if self.exact:
            self._as_one(joint, options.seconds or SECONDS)
        elif seconds > 0:
            self._apart(joint, seconds)

    def _is_near(self, gap: float) -> bool:
        return self.value is not None and gap_between(self.value, self.bound) <= max(gap, CLOSED_GAP)

    def _as_one(self, joint: Joint, seconds: float) -> None:
        options = self.carrier.options
        wish = Wish(gap=options.gap, seconds=seconds, seed=options.seed)
        answer, interrupted = child.run("highs", joint.arrays, wish)
        if interrupted:
            raise KeyboardInterrupt
        self.stopped |= answer.stopped
        self.impossible = answer.status is Status.IMPOSSIBLE and answer.x is None
        if answer.bound is not None:
            self.bound = min(self.bound, answer.bound)
        if answer.x is not None:
            self.tried(first_years_at(joint.programs, joint.points(answer.x), self.years))

    def _apart(self, joint: Joint, seconds: float) -> None:
        warm = [future.solve.warm for future in self.futures]
        known = [
            None if left is None else left.at(program)
            for left, program in zip(warm, joint.programs, strict=True)
        ]
        prices = Multipliers(joint.programs, self.weights, joint.shared, self.carrier.options, known)

        best: list[Round] = []

        def worth(found: Round) -> float | None:
            self.impossible |= found.impossible
            if found.points and (not best or found.bound < best[-1].bound):
                best.append(found)
            self._tried_at(joint, found.points[: None if self.value is None else 1])
            return self.value

        bound, stopped = prices.lowered(seconds, worth, self.carrier.options.gap)
        self.bound, self.stopped = min(self.bound, bound), self.stopped or stopped
        self._tried_at(joint, best[-1].points if best else ())

    def _tried_at(self, joint: Joint, points: Sequence[tuple[int, Floats]]) -> None:
        """Try the first years of points of single futures."""
        for k, x in points:
            self.tried(first_years_at([joint.programs[k]], [x], self.years))

    def found(self) -> Robust:
        """Return what came of it."""
        if self.held is None:
            status = Status.IMPOSSIBLE if self.impossible else Status.OUT_OF_TIME
            return self._told(status, None, ())
        assert self.value is not None
        self.bound = max(self.bound, self.value)
        gap = gap_between(self.value, self.bound)
        status = Status.WITHIN_GAP if gap <= self.carrier.options.gap else Status.FEASIBLE
        carried = tuple(self.carrier.carry(self.held, future) for future in self.futures)
        return self._told(Status.PROVEN_BEST if gap <= CLOSED_GAP else status, self.held, carried)

    def _told(self, status: Status, held: Held | None, carried: tuple[Carried, ...]) -> Robust:
        solves = [future.solve for future in self.futures] + [one.solve for one in carried]
        return Robust(
            status=status,
            years=self.years,
            futures=self.futures,
            weights=self.weights,
            held=held,
            value=self.value,
            bound=self.bound if np.isfinite(self.bound) else None,
            carried=carried,
            exact=self.exact,
            repeatable=not self.stopped and all(one.repeatable for one in solves),
        )


def best_found(futures: Sequence[Future], carrier: Carrier) -> dict[str, float]:
    """Return the best worth known of each future by fingerprint: its own plan's, or that of one carried."""
    best: dict[str, float] = {}
    for future in futures:
        values = [aim_of(future.solve)] if future.possible else []
        values += [one.value for (print_, _), one in carrier.kept.items() if print_ == future.fingerprint]
        known = [value for value in values if value is not None]
        if known:
            best[future.fingerprint] = max(known)
    return best
