"""Shortfalls bounded by prices alone, then aims pursued with next to the least shortfall, all at once.

To find the least shortfall plan by plan takes long, and the plan that has it takes no notice of the aims. Its
bound takes no plan, and is nearly always as good as met: so the aims are pursued within it and a little more,
and the plan that is found serves both. What lies beyond that little is not forbidden, for then a search often
ends where nothing fits: it costs what the aims would gain by it, so that it never pays.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

from solvers.engines.answer import Answer, Known, Status
from solvers.search.in_turn import Met, Pursuit, holding, in_turn
from solvers.search.run import in_hand

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from solvers.program.arrays import Arrays
    from solvers.search.in_turn import Goal
    from solvers.search.run import Run

    Floats = NDArray[np.float64]

_LOOSE = 4.0
"""How far from the least a shortfall may be for nothing, in gaps at which it counts as the least."""
_DEAR = 0.1
"""What as much beyond that costs at least, in gaps wished for of the first aim."""
_SHARE = 0.25
"""Share of the time left that bounds may take."""
_PLAN_SHARE = 0.6
"""Share of the time left that the search for a plan may take."""
PROVEN = 1e-7
"""A least shortfall of more than this is proof that not every rule can be kept."""
_NOTHING = Answer(status=Status.OUT_OF_TIME, stopped=True)


def at_once(
    run: Run,
    arrays: Arrays,
    ranks: Sequence[Goal],
    aims: Sequence[Goal],
    decided: NDArray[np.int64],
    least: Least | None = None,
) -> Pursuit | None:
    """Return what comes of goals pursued at once; None where no plan is found so.

    ``arrays`` are those in which rules give way, ``ranks`` the goals of their shortfalls, each with its gap;
    ``run.wish.known`` is what is known of the columns and rows of an earlier solve (None: nothing), ``least``
    how far shortfalls are bounded already (None: not yet). Where a hand interrupts, the pursuit says so, with
    a point or without.
    """
    known = None if run.wish.known is None else _widened(run.wish.known, arrays)
    least = least or least_of(run, arrays, ranks)
    run = _bounding(run)
    if least is None:
        return None
    aimed = replace(least.held, cost=aims[0].cost)
    asked = replace(run, wish=replace(run.wish, known=known and _widened(known, aimed), plans=False))
    told, interrupted = asked.search(aimed, _NOTHING, _SHARE * run.left, "", run.wish.gap)
    if interrupted:
        return _stopped(run, least)
    if told.relaxation is None or told.relaxation.prices is None or told.known is None:
        return None
    soft = _softened(aimed, least, told, run.wish.gap)
    begun = _widened(told.known, soft.arrays)
    asked = replace(run, wish=replace(run.wish, known=begun, tight=True))
    found, interrupted = asked.search(soft.arrays, _NOTHING, _PLAN_SHARE * run.left, "", run.wish.gap)
    if found.x is None:
        return _stopped(run, least) if interrupted else None
    return _pursued(run, least, soft, found, aims, decided, interrupted=interrupted)


@dataclass(frozen=True, kw_only=True, eq=False)
class Least:
    """Goals of shortfalls with bounds on them, in turn; arrays ``before`` each, and ``held``, which keep all.

    ``rows`` are the rows of ``held`` that keep them, None where its columns were closed for good instead;
    ``at`` what they hold, and ``room`` how far that is from the bound.
    """

    ranks: tuple[Goal, ...]
    bounds: tuple[Answer, ...]
    before: tuple[Arrays, ...]
    held: Arrays
    rows: tuple[int | None, ...]
    at: tuple[float, ...]
    room: tuple[float, ...]

    @property
    def needed(self) -> bool:
        """Whether it is proven that some shortfall is needed: no plan keeps every rule."""
        return any(bound.bound is not None and bound.bound < -PROVEN for bound in self.bounds)


def least_of(run: Run, arrays: Arrays, ranks: Sequence[Goal]) -> Least | None:
    """Return the ranks bounded and held a little above, in turn; None where one cannot be bounded."""
    run = _bounding(run)
    held, until = arrays, time.monotonic() + _SHARE * run.left
    before: list[Arrays] = []
    bounds: list[Answer] = []
    rows: list[int | None] = []
    at: list[float] = []
    room: list[float] = []
    for goal in ranks:
        before.append(replace(held, cost=goal.cost))
        answer = _bounded(run, before[-1], goal, until)
        if answer is None or answer.bound is None:
            return None
        assert goal.gap is not None
        bounds.append(answer)
        room.append(_LOOSE * goal.gap * max(abs(answer.bound), 1.0))
        at.append(answer.bound - room[-1])
        kept = holding(held, goal, at[-1])
        rows.append(held.rows if kept.rows > held.rows else None)
        held = kept
    return Least(
        ranks=tuple(ranks),
        bounds=tuple(bounds),
        before=tuple(before),
        held=held,
        rows=tuple(rows),
        at=tuple(at),
        room=tuple(room),
    )


def _bounding(run: Run) -> Run:
    """Return the run for programs in which rules give way: nothing is known of these, and they are brief."""
    return replace(run, wish=replace(run.wish, known=None, brief=True, patience=0.0, halts=False))


def _bounded(run: Run, arrays: Arrays, goal: Goal, until: float) -> Answer | None:
    """Return a bound on a goal, without a plan; None where a hand interrupted."""
    run = replace(run, wish=replace(run.wish, plans=False))
    answer, interrupted = run.search(arrays, _NOTHING, until - time.monotonic(), goal.name, goal.gap)
    return None if interrupted else answer


def _widened(known: Known, arrays: Arrays) -> Known:
    """Return what is known in arrays that have more columns and rows, of which nothing is known."""
    offers = known.offers
    shape = (offers.shape[0], arrays.columns)
    return Known(
        prices=np.append(known.prices, np.zeros(arrays.rows - len(known.prices))),
        offers=sparse.csr_array((offers.data, offers.indices, offers.indptr), shape=shape),
    )


@dataclass(frozen=True, kw_only=True, eq=False)
class _Soft:
    """Arrays with a column for what lies beyond each hold, in units of its goal, after ``columns`` others.

    ``price`` is what a unit costs, axis ``(column of these,)``, and ``goal`` the number of its goal.
    """

    arrays: Arrays
    columns: int
    price: Floats
    goal: tuple[int, ...]


def _softened(aimed: Arrays, least: Least, told: Answer, gap: float) -> _Soft:
    """Return arrays in which shortfalls may lie beyond what is held, at what the first aim gains by that.

    ``told`` is the answer without a plan of the arrays in which they may not.
    """
    assert told.relaxation is not None
    assert told.relaxation.prices is not None
    goals = tuple(number for number, row in enumerate(least.rows) if row is not None)
    rows = np.array([least.rows[number] for number in goals], dtype=np.int64)
    sizes = np.array([np.abs(least.ranks[number].cost).max(initial=0.0) for number in goals])
    rooms = np.array([least.room[number] for number in goals])
    gained = np.abs(told.relaxation.prices[rows]) / sizes
    worth = max(abs(told.bound or 0.0), 1.0)
    price = np.maximum(gained, _DEAR * gap * worth / rooms)
    count = len(goals)
    beyond = sparse.coo_array((1.0 / sizes, (rows, np.arange(count))), shape=(aimed.rows, count))
    most = [float(np.abs(least.ranks[g].cost) @ _most(aimed, least.ranks[g])) for g in goals]
    arrays = replace(
        aimed,
        cost=np.append(aimed.cost, -price),
        matrix=sparse.csr_array(sparse.hstack([aimed.matrix, beyond])),
        low=np.append(aimed.low, np.zeros(count)),
        high=np.append(aimed.high, most),
        whole=np.append(aimed.whole, np.zeros(count, dtype=bool)),
    )
    return _Soft(arrays=arrays, columns=aimed.columns, price=price, goal=goals)


def _most(arrays: Arrays, goal: Goal) -> Floats:
    """Return how large each column of a shortfall may be, 0 for all others."""
    return np.where(goal.cost != 0, np.minimum(arrays.high, _HUGE), 0.0)


_HUGE = 1e9
"""A shortfall that no rule reaches."""


def _pursued(
    run: Run,
    least: Least,
    soft: _Soft,
    found: Answer,
    aims: Sequence[Goal],
    decided: NDArray[np.int64],
    *,
    interrupted: bool,
) -> Pursuit:
    """Return the pursuit of all goals that a plan of the soft arrays serves.

    Its shortfalls are held as they are. What was proven with a price on what lies beyond proves as much of
    the first aim as that comes to; where this is not enough, that is bounded anew, and where more aims
    follow, all are pursued from the plan.
    """
    assert found.x is not None
    x = found.x[: soft.columns]
    held = replace(least.before[0], cost=aims[0].cost)
    for goal in least.ranks:
        held = holding(held, goal, float(goal.cost @ x))
    fits = held.rows == soft.arrays.rows
    answer = _of_aim(held, least, soft, found).judged(run.wish.gap)
    enough = answer.status in (Status.PROVEN_BEST, Status.WITHIN_GAP) and fits
    if interrupted or (len(aims) == 1 and enough):
        met = (Met(goal=aims[0], answer=answer, held_at=np.nan),)
        pursuit = Pursuit(run=run, met=met, x=x, before=(held,), after=held, interrupted=interrupted)
    else:
        wish = replace(run.wish, known=answer.known if fits else None)
        pursuit = in_turn(replace(run, wish=wish), held, aims, in_hand(held, x), decided)
    return _joined(run, pursuit, least)


def _of_aim(aimed: Arrays, least: Least, soft: _Soft, found: Answer) -> Answer:
    """Return an answer of the soft arrays as one of the first aim, whose shortfalls are held as they are."""
    assert found.x is not None
    count = soft.columns
    x = found.x[:count]
    beyond = [max(least.at[goal] - float(least.ranks[goal].cost @ x), 0.0) for goal in soft.goal]
    bound = None if found.bound is None else found.bound + float(soft.price @ np.array(beyond))
    told, known = found.relaxation, found.known
    if told is not None and told.x is not None and told.reduced is not None:
        told = replace(told, bound=bound, x=told.x[:count], reduced=told.reduced[:count])
    if known is not None:
        known = Known(prices=known.prices, offers=sparse.csr_array(known.offers[:, :count]))
    return replace(
        found,
        x=x,
        objective=float(aimed.cost @ x),
        bound=bound,
        relaxation=told,
        known=known,
    )


def _stopped(run: Run, least: Least) -> Pursuit:
    """Return the pursuit that a hand has stopped before there was a plan."""
    pursuit = Pursuit(run=run, met=(), x=None, before=(), after=least.held, interrupted=True)
    return _joined(run, pursuit, least)


def _joined(run: Run, pursuit: Pursuit, least: Least) -> Pursuit:
    """Return the pursuit of the aims with the ranks before it, as the plan found keeps them."""
    met = []
    for goal, answer in zip(least.ranks, least.bounds, strict=True):
        told = answer
        if pursuit.x is not None:
            worth = float(goal.cost @ pursuit.x)
            told = replace(answer, status=Status.FEASIBLE, x=pursuit.x, objective=worth, stopped=False)
        met.append(Met(goal=goal, answer=told, held_at=np.nan))
    return replace(pursuit, run=run, met=(*met, *pursuit.met), before=(*least.before, *pursuit.before))
