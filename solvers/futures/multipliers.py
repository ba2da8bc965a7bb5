"""A bound for first years that futures share, future by future: each pays or is paid for its own decisions.

Where the futures' programs together are too large to be solved as one, each is solved alone with multipliers
added to what its first years are worth. Multipliers of one decision come to nothing over the futures, so that
for any of them the weighted bounds of the futures add up to a bound of the whole (Lagrange). They move to
where the futures agree (Polyak's steps along the relaxations' points).
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from solvers.engines import child
from solvers.engines.answer import Answer, Status, Wish
from solvers.futures.joint import first_aim

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from solvers.cases.case import Options
    from solvers.engines.answer import Known
    from solvers.futures.shared import Shared
    from solvers.rules.program import PhasingProgram

    Floats = NDArray[np.float64]

ROUNDS = 16
"""How often multipliers move at most."""
_LOOSE = 5e-3
"""Gap at which a future's program may stop in a round: the bound comes much closer than the plan."""
_STEP, _SHORT = 0.25, 0.003
"""First step, as a share of Polyak's; how far the best is taken to be below the bound while none is known."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Round:
    """One round: the bound at its multipliers (inf: none), and the plans' points with their futures' numbers.

    Points come in the order of how near they are to what the futures do on the mean. ``impossible`` is true
    where a future has no plan that others could begin with too; ``stopped`` where the time stopped any part.
    """

    bound: float
    points: tuple[tuple[int, Floats], ...]
    impossible: bool = False
    stopped: bool = False


class Multipliers:
    """Programs of futures with multipliers on the decisions that they share."""

    def __init__(
        self,
        programs: Sequence[PhasingProgram],
        weights: Sequence[float],
        shared: Shared,
        options: Options,
        known: Sequence[Known | None],
    ) -> None:
        """Begin without any; ``weights`` come to 1, ``known`` is what each future's own solve left."""
        self.shared, self.weights, self.options = shared, tuple(weights), options
        self.known = list(known)
        self.arrays = [
            replace(
                program.arrays,
                cost=first_aim(program),
                high=np.where(shared.open[number], program.arrays.high, 0.0),
            )
            for program, number in zip(programs, shared.number, strict=True)
        ]
        early = np.zeros(shared.count, dtype=bool)
        early[shared.early] = shared.open[shared.early]
        self.early = [np.flatnonzero(early[number]) for number in shared.number]
        self.at = [number[columns] for number, columns in zip(shared.number, self.early, strict=True)]
        self.values = [np.zeros(len(columns)) for columns in self.early]
        self.best = np.inf

    def lowered(
        self, seconds: float, worth: Callable[[Round], float | None], gap: float
    ) -> tuple[float, bool]:
        """Return the best bound, and whether time had a say in it; for so many rounds and seconds at most.

        ``worth`` is told of each round and returns the best value found so far, None where there is none.
        """
        until, step, stopped = time.monotonic() + seconds, _STEP, False
        middle, along = self.values, [np.zeros(len(one)) for one in self.values]
        for number in range(ROUNDS):
            found, moves = self._round(until)
            stopped |= found.stopped
            value = worth(found)
            if found.impossible or moves is None:
                self.best = min(self.best, found.bound)
                break
            if found.bound < self.best:
                self.best, middle, along = found.bound, self.values, moves
            else:
                step, along = step / 2, [(a + b) / 2 for a, b in zip(along, moves, strict=True)]
            short = self.best - (self.best * (1 - _SHORT) if value is None else value)
            if number == ROUNDS - 1 or short <= gap * max(abs(self.best), 1.0):
                break
            if time.monotonic() > until:
                stopped = True
                break
            self._move(middle, along, step * short)
        return self.best, stopped

    def _round(self, until: float) -> tuple[Round, list[Floats] | None]:
        """Solve each future at the multipliers; return what came of it and the points to move along."""
        bound, stopped = 0.0, False
        points: list[Floats | None] = []
        along: list[Floats | None] = []
        for k in range(len(self.arrays)):
            left = (until - time.monotonic()) / (len(self.arrays) - k)
            answer = self._solved(k, max(left, 1.0))
            stopped |= answer.stopped or answer.by_clock
            if answer.status is Status.IMPOSSIBLE and answer.x is None:
                return Round(bound=np.inf, points=(), impossible=True), None
            bound += np.inf if answer.bound is None else self.weights[k] * answer.bound
            points.append(answer.x)
            told = None if answer.relaxation is None else answer.relaxation.x
            x = answer.x if told is None else told
            along.append(None if x is None else x[self.early[k]])
            if answer.known is not None:
                self.known[k] = answer.known
        there = [x for x in along if x is not None]
        if len(there) < len(along):
            some = tuple((k, x) for k, x in enumerate(points) if x is not None)
            return Round(bound=bound, points=some, stopped=stopped), None
        mean = self._mean(there)
        apart = [np.inf if x is None else self._apart(k, x, mean) for k, x in enumerate(points)]
        order = sorted(range(len(points)), key=lambda k: apart[k])
        moves = [x - mean[where] for where, x in zip(self.at, there, strict=True)]
        nearest = tuple((k, x) for k in order if (x := points[k]) is not None)
        return Round(bound=bound, points=nearest, stopped=stopped), moves

    def _solved(self, k: int, seconds: float) -> Answer:
        arrays, options = self.arrays[k], self.options
        cost, known = arrays.cost.copy(), self.known[k]
        cost[self.early[k]] += self.values[k] / self.weights[k]
        wish = Wish(
            gap=max(options.gap, _LOOSE),
            seconds=min(seconds, options.seconds or seconds),
            seed=options.seed,
            workers=1,
            known=None if known is None else replace(known, point=None),
        )
        answer, interrupted = child.run("priced", replace(arrays, cost=cost), wish)
        if interrupted:
            raise KeyboardInterrupt
        return answer

    def _mean(self, along: Sequence[Floats]) -> Floats:
        """Return how much of each shared column futures take on the mean, axis ``(shared column,)``."""
        total, members = np.zeros(self.shared.count), np.zeros(self.shared.count)
        for where, x in zip(self.at, along, strict=True):
            np.add.at(total, where, x)
            np.add.at(members, where, 1.0)
        mean: Floats = total / np.maximum(members, 1.0)
        return mean

    def _apart(self, k: int, x: Floats, mean: Floats) -> float:
        return float(np.abs(x[self.early[k]] - mean[self.at[k]]).sum())

    def _move(self, middle: list[Floats], along: list[Floats], short: float) -> None:
        """Move from the best so far towards agreement: what a future takes more of costs it more."""
        size = sum(float(one @ one) for one in along)
        if size > 0:
            self.values = [value - short / size * one for value, one in zip(middle, along, strict=True)]
