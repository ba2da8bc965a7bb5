"""The Pareto front of two or three aims by the ε-constraint method, every point with its certificate.

The first aim is maximised while each other one is held at a level, from the worst that is worth having to
the best there can be; a small reward for more of the others keeps out points that are only weakly best.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

from solvers.cases.linear import Linear, Term, linear
from solvers.engines.answer import CLOSED_GAP, gap_between
from solvers.plan.audit import audit
from solvers.rules.program import phasing_program
from solvers.search.in_turn import Goal
from solvers.worth.searched import Effort, Found, searched

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray

    from scenarios.model.programme import Programme
    from solvers.engines.answer import Known
    from solvers.plan.plan import Breach, Plan
    from solvers.program.arrays import Arrays
    from solvers.search.warm import Warm

    Floats = NDArray[np.float64]

LEVELS = {2: 7, 3: 4}
"""Levels of each further aim by how many aims there are, where nothing else is said."""
_REWARD = 1e-4
"""Share of the first aim's range that the whole range of another one is worth as a reward."""
_SAME = 1e-9
"""How much two values may differ, relative to the larger, and be the same."""


@dataclass(frozen=True, kw_only=True, eq=False)
class FrontPoint:
    """A plan on the front.

    ``values`` are its aims in their own units, ``held`` the levels at which the others were held when it was
    found (None: not held), both by name. ``bound`` is what the first aim can be at best at those levels,
    ``gap`` the gap to it; None where nothing is proven. ``certified`` says that its search closed the gap
    asked for and that ``breaches``, what the audit found, are none.
    """

    values: dict[str, float]
    held: dict[str, float | None]
    bound: float | None
    gap: float | None
    certified: bool
    plan: Plan
    breaches: tuple[Breach, ...]
    repeatable: bool


@dataclass(frozen=True, kw_only=True, eq=False)
class Front:
    """Points none of which is dominated by another, from the best first aim on.

    ``payoff`` is, for each aim, what all are where it is the best: rows and columns in the order of
    ``aims``; empty where an end was not found. Of each aim it has the ``ideal`` on the diagonal and the
    ``nadir``, its worst, which with three aims is an estimate. ``impossible`` is true where it is proven that
    no plan keeps every rule, ``complete`` where no search ended without an answer. A hand that
    interrupts a search ends the walk: ``interrupted``. ``searches`` is how many there were.
    """

    aims: tuple[str, ...]
    points: tuple[FrontPoint, ...]
    payoff: tuple[tuple[float, ...], ...]
    ideal: tuple[float, ...]
    nadir: tuple[float, ...]
    impossible: bool
    complete: bool
    interrupted: bool
    searches: int


def pareto_front(
    programme: Programme,
    aims: Sequence[str],
    levels: int | None = None,
    effort: Effort | None = None,
    start_from: Warm | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Front:
    """Return the front of two or three measures by name, the first of which is maximised at each point.

    ``levels`` is at how many levels each further aim is held, its ends among them (None: LEVELS). ``effort``
    is that of each search, ``start_from`` what a solve left to begin with; ``progress`` hears how
    many of how many searches are done. Raises NotLinearError where the program cannot hold a measure, and
    ValueError where they are not two or three, levels fewer than 2, or rules may give way.
    """
    if len(set(aims)) != len(aims) or len(aims) not in LEVELS:
        raise ValueError("a front is of two or three different aims")
    if levels is not None and levels < 2:
        raise ValueError("each further aim has two levels at least, its worst and its best")
    if programme.settings.soft.on:
        raise ValueError("fronts are not for programmes whose rules may give way")
    program = phasing_program(programme)
    walk = _Walk(linear(program, aims), effort or Effort(), levels or LEVELS[len(aims)], progress)
    return walk.front(start_from)


@dataclass(frozen=True, kw_only=True, eq=False)
class _Met:
    """A search at levels of the further aims (−inf: not held), in the terms' own direction.

    ``first`` is what is proven of the first aim there; ``reached`` the terms' values of its point, None
    where it has none.
    """

    levels: tuple[float, ...]
    found: Found
    first: float | None
    closed: bool
    reached: tuple[float, ...] | None


class _Walk:
    """The front as it is walked along."""

    def __init__(
        self, of: Linear, effort: Effort, levels: int, progress: Callable[[int, int], None] | None
    ) -> None:
        self.of, self.effort, self.levels, self.progress = of, effort, levels, progress
        self.terms = of.terms
        self.met: list[_Met] = []
        self.points: list[Floats] = []
        self.known: Known | None = None
        self.first: float | None = None
        """What no plan is worth more than in the first aim, wherever the others are."""
        self.searches = 0
        self.interrupted = False

    @property
    def most(self) -> int:
        """How many searches there may be."""
        return len(self.terms) + int(self.levels ** len(self.others)) + (len(self.terms) > 2)

    @property
    def others(self) -> tuple[Term, ...]:
        """The aims that are held."""
        return self.terms[1:]

    def front(self, start_from: Warm | None) -> Front:
        """Walk the ends first, then the levels between them."""
        self._begin(start_from)
        ends = self._ends()
        for levels in self._between(ends) if len(ends) else ():
            if not self.interrupted:
                self._at(levels, ends)
        unheld = [met for met in self.met if np.isneginf(met.levels).all()]
        return Front(
            aims=tuple(term.name for term in self.terms),
            points=tuple(self._undominated()),
            payoff=tuple(self._told(row) for row in ends.tolist()),
            ideal=self._told(ends.max(axis=0).tolist()) if len(ends) else (),
            nadir=self._told(ends.min(axis=0).tolist()) if len(ends) else (),
            impossible=any(met.found.impossible for met in unheld),
            complete=all(met.reached is not None or met.found.impossible for met in self.met),
            interrupted=self.interrupted,
            searches=self.searches,
        )

    def _told(self, reached: Sequence[float]) -> tuple[float, ...]:
        """Return values of the terms in the measures' own units."""
        return tuple(t.sign * t.size * value + 0.0 for t, value in zip(self.terms, reached, strict=True))

    def _begin(self, start_from: Warm | None) -> None:
        """Take what is known from before: a point, and prices of the program's own rows."""
        program = self.of.program
        self.known = None if start_from is None else start_from.at(program)
        if self.known is not None and self.known.point is not None:
            point = np.where(program.arrays.whole, np.rint(self.known.point), self.known.point)
            self.points.append(self.of.exact(point))

    def _ends(self) -> Floats:
        """Return the payoff table, axes ``(aim at its best, aim)``; no rows where an end has no plan.

        Each aim is the best there can be, with a small reward for the others; where that is the first, its
        search is kept as one of the front's.
        """
        rows = [self._best(0, np.zeros(len(self.terms)))]
        for number in range(1, len(self.terms)):
            if rows[0] is None or self.interrupted:
                return np.zeros((0, len(self.terms)))
            scale = np.maximum(np.abs(rows[0]), 1.0)
            rows.append(self._best(number, _REWARD * scale[number] / scale))
        if any(row is None for row in rows):
            return np.zeros((0, len(self.terms)))
        ends = np.array(rows)
        first = self._at((-np.inf,) * len(self.others), ends)
        if first is not None:
            ends[0] = first
        return ends

    def _best(self, number: int, weights: Floats) -> tuple[float, ...] | None:
        """Return what all aims are where one is the best there can be, the others rewarded by weights."""
        cost = self.terms[number].cost.copy()
        for other, weight in enumerate(weights.tolist()):
            if other != number and weight:
                cost += weight * self.terms[other].cost
        found = self._searched(self.of.arrays, Goal(name=self.terms[number].name, cost=cost))
        reached = self._reached(found)
        if not number:
            self.first = found.bound
        if reached is None:
            unheld = (-np.inf,) * len(self.others)
            self.met.append(_Met(levels=unheld, found=found, first=None, closed=False, reached=None))
        return reached

    def _between(self, ends: Floats) -> Iterator[tuple[float, ...]]:
        """Yield the levels of the further aims, from the worst on; with two aims the worst is known."""
        axes = []
        for number in range(1, len(self.terms)):
            worst, best = float(ends[:, number].min()), float(ends[:, number].max())
            if best - worst <= _SAME * max(abs(best), abs(worst)):
                axes.append([worst])
                continue
            axes.append(np.linspace(worst, best, self.levels).tolist())
        yield from itertools.product(*axes)

    def _at(self, levels: tuple[float, ...], ends: Floats) -> tuple[float, ...] | None:
        """Search at levels, unless what was found at lower ones answers them; return what it reached."""
        for met in self.met:
            if not all(a <= b for a, b in zip(met.levels, levels, strict=True)):
                continue
            if met.found.impossible or (
                met.reached is not None and met.closed and _reaches(met.reached[1:], levels)
            ):
                return met.reached
        spans = ends.max(axis=0) - ends.min(axis=0)
        weights = [0.0 if not span else _REWARD * float(spans[0]) / float(span) for span in spans[1:]]
        cost = self.terms[0].cost.copy()
        for weight, term in zip(weights, self.others, strict=True):
            cost += weight * term.cost
        found = self._searched(self._holding(levels), Goal(name=self.terms[0].name, cost=cost))
        reached, first = self._reached(found), self.first
        if found.bound is not None and np.isfinite(levels).all():
            own = found.bound - sum(w * level for w, level in zip(weights, levels, strict=True))
            first = own if first is None else min(first, own)
        closed = found.gap is not None and found.gap <= max(self.effort.gap, CLOSED_GAP)
        self.met.append(_Met(levels=levels, found=found, first=first, closed=closed, reached=reached))
        return reached

    def _holding(self, levels: Sequence[float]) -> Arrays:
        """Return the arrays with a row for each further aim that holds it at its level."""
        arrays, rows, low = self.of.arrays, [], []
        for term, level in zip(self.others, levels, strict=True):
            size = float(np.abs(term.cost).max(initial=0.0))
            if size and np.isfinite(level):
                rows.append(sparse.csr_array(term.cost[None, :] / size))
                low.append((level - _SAME * max(abs(level), 1.0)) / size)
        return replace(
            arrays,
            matrix=sparse.csr_array(sparse.vstack([arrays.matrix, *rows])),
            row_low=np.append(arrays.row_low, low),
            row_high=np.append(arrays.row_high, np.full(len(low), np.inf)),
        )

    def _searched(self, arrays: Arrays, goal: Goal) -> Found:
        """Search from every point and the prices found so far."""
        found = searched(
            self.of.program,
            replace(arrays, cost=goal.cost),
            self.effort,
            tuple(self.points),
            self.known,
            (goal,),
        )
        self.searches += 1
        if self.progress is not None:
            self.progress(self.searches, self.most)
        self.interrupted |= found.interrupted
        if found.known is not None:
            self.known = found.known
        return found

    def _reached(self, found: Found) -> tuple[float, ...] | None:
        if found.point is None:
            return None
        exact = self.of.exact(found.point)
        self.points.append(exact)
        return tuple(float(term.cost @ exact) for term in self.terms)

    # ---- what is left of it ----

    def _undominated(self) -> Iterator[FrontPoint]:
        """Yield the points that no other dominates, those that coincide once, from the best first aim on."""
        there = [met for met in self.met if met.reached is not None]
        kept: list[_Met] = []
        for met in sorted(there, key=lambda met: ([-v for v in met.reached or ()], not met.closed)):
            assert met.reached is not None
            if not any(other.reached is not None and _covers(other.reached, met.reached) for other in kept):
                kept.append(met)
        for met in kept:
            if not any(other is not met and _covers(other.reached, met.reached) for other in kept):
                yield self._point(met)

    def _point(self, met: _Met) -> FrontPoint:
        assert met.reached is not None
        assert met.found.plan is not None
        names = [term.name for term in self.terms]
        breaches = audit(self.of.program.given.programme, met.found.plan)
        sizes = [term.sign * term.size for term in self.others]
        first = self.terms[0]
        bound = None if met.first is None else max(met.first, met.reached[0])
        return FrontPoint(
            values=dict(zip(names, self._told(met.reached), strict=True)),
            held={
                name: None if np.isinf(level) else size * level + 0.0
                for name, size, level in zip(names[1:], sizes, met.levels, strict=True)
            },
            bound=None if bound is None else first.sign * first.size * bound + 0.0,
            gap=None if bound is None else gap_between(met.reached[0], bound),
            certified=met.closed and not breaches,
            plan=met.found.plan,
            breaches=breaches,
            repeatable=met.found.repeatable,
        )


def _reaches(values: Sequence[float], levels: Sequence[float]) -> bool:
    return all(v >= level - _SAME * max(abs(level), 1.0) for v, level in zip(values, levels, strict=True))


def _covers(one: Sequence[float] | None, other: Sequence[float] | None) -> bool:
    """Say whether one point is at least as good as another in everything, but for rounding."""
    assert one is not None
    assert other is not None
    pairs = zip(one, other, strict=True)
    return all(a >= b - _SAME * max(abs(a), abs(b), 1.0) for a, b in pairs)
