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

ROUNDS = 10
"""How often multipliers move at most."""
_TIRED = 2
"""Rounds without a better bound after which steps are halved."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Round:
    """One round: the bound at its multipliers (inf: none), and the plans' points, None where there is none.

    ``impossible`` is true where a future has no plan that others could begin with too; ``interrupted`` where
    a hand or the time stopped any part of it.
    """

    bound: float
    points: tuple[Floats | None, ...]
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
        self.values = [np.zeros(len(columns)) for columns in self.early]
        self.best = np.inf

    def lowered(
        self, seconds: float, worth: Callable[[Round], float | None], gap: float
    ) -> tuple[float, bool]:
        """Return the best bound, and whether time had a say in it; for so many rounds and seconds at most.

        ``worth`` is told of each round and returns the best value found so far, None where there is none.
        """
        until, step, tired, stopped = time.monotonic() + seconds, 1.0, 0, False
        for number in range(ROUNDS):
            found, moves = self._round(until)
            stopped |= found.stopped
            tired = 0 if found.bound < self.best else tired + 1
            self.best = min(self.best, found.bound)
            value = worth(found)
            if found.impossible or moves is None or number == ROUNDS - 1:
                break
            short = self.best - (self.best * 0.99 if value is None else value)
            if short <= gap * max(abs(self.best), 1.0):
                break
            if time.monotonic() > until:
                stopped = True
                break
            if tired == _TIRED:
                step, tired = step / 2, 0
            self._move(moves, step * max(found.bound - self.best + short, 0.0))
        return self.best, stopped

    def _round(self, until: float) -> tuple[Round, list[Floats] | None]:
        """Solve each future at the multipliers; return what came of it and the points to move along."""
        bound, points, along, stopped = 0.0, [], [], False
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
        found = Round(bound=bound, points=tuple(points), stopped=stopped)
        there = [x for x in along if x is not None]
        return found, there if len(there) == len(along) else None

    def _solved(self, k: int, seconds: float) -> Answer:
        arrays, options = self.arrays[k], self.options
        cost = arrays.cost.copy()
        cost[self.early[k]] += self.values[k] / self.weights[k]
        wish = Wish(
            gap=options.gap,
            seconds=min(seconds, options.seconds or seconds),
            seed=options.seed,
            workers=1,
            known=self.known[k],
        )
        answer, interrupted = child.run("priced", replace(arrays, cost=cost), wish)
        if interrupted:
            raise KeyboardInterrupt
        return answer

    def _move(self, along: list[Floats], short: float) -> None:
        """Move towards agreement: what a future takes more of than the others costs it more."""
        count = self.shared.count
        total, members = np.zeros(count), np.zeros(count)
        at = [number[columns] for number, columns in zip(self.shared.number, self.early, strict=True)]
        for where, x in zip(at, along, strict=True):
            np.add.at(total, where, x)
            np.add.at(members, where, 1.0)
        mean = total / np.maximum(members, 1.0)
        apart = [x - mean[where] for where, x in zip(at, along, strict=True)]
        size = sum(float(one @ one) for one in apart)
        if size > 0:
            self.values = [value - short / size * one for value, one in zip(self.values, apart, strict=True)]
