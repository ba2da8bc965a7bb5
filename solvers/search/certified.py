"""What a solve found: the plan to the fen, its rules, and how far it is proven."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy import sparse

from solvers.engines.answer import BY_PRICES, Answer, Known, Status
from solvers.plan.decode import decode
from solvers.plan.gave_way import GaveWay, gave_way
from solvers.plan.report import RuleReport, rule_reports
from solvers.rules.giving import yearly_money
from solvers.search.at_once import PROVEN
from solvers.search.in_turn import tidied
from solvers.search.price import price_of_hold
from solvers.search.run import NOTHING, with_relaxation
from solvers.search.warm import warm_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from solvers.plan.plan import Plan
    from solvers.rules.loosened import Loosened, Rank
    from solvers.rules.program import PhasingProgram
    from solvers.rules.tiers import Aim
    from solvers.search.in_turn import Met, Pursuit
    from solvers.search.run import Run
    from solvers.search.warm import Warm


@dataclass(frozen=True, kw_only=True)
class Solve:
    """What a solve found.

    ``objective`` is the worth in the first aim when it was solved, ``bound`` no less than any plan's,
    ``gap`` the largest of all aims' (bound − objective) ÷ max(|bound|, 1); None where there is no plan or
    nothing was proven. ``tiers`` lists each aim held in turn (docs/meaning.md, 8). ``engine`` names who
    proved the bound, ``bound_by`` how. ``repeatable`` is false where time or a hand stopped any part of it.
    ``rules`` tells how each rule stands in the plan. ``warm`` is what the next solve may begin with (solve's
    ``start_from``), None where nothing was found.
    """

    status: Status
    plan: Plan | None
    objective: float | None
    bound: float | None
    gap: float | None
    tiers: tuple[dict[str, Any], ...]
    engine: str
    bound_by: str
    seconds: float
    repeatable: bool
    interrupted: bool
    seed: int
    rules: tuple[RuleReport, ...]
    message: str = ""
    gave_way: tuple[GaveWay, ...] = ()
    ranks: tuple[dict[str, float | None], ...] = ()
    warm: Warm | None = None


@dataclass(frozen=True, kw_only=True, eq=False)
class Search:
    """A search that has ended: the program, its aims, and what came of pursuing them.

    ``outer`` is what is proven of the first aim for the programme as it is, where the search itself was of a
    tighter one; None where it was not. ``loosened`` are the rules that may give way, ``ranks`` theirs; the
    pursuit begins with these, then come the aims.
    """

    run: Run
    program: PhasingProgram
    aims: tuple[Aim, ...]
    pursuit: Pursuit
    outer: Answer | None = None
    loosened: tuple[Loosened, ...] = ()
    ranks: tuple[Rank, ...] = ()

    @property
    def several(self) -> bool:
        """Whether there is more than one aim."""
        return len(self.aims) > 1

    @property
    def of_aims(self) -> tuple[Met, ...]:
        """What came of the aims."""
        return self.pursuit.met[len(self.ranks) :]

    @property
    def shortfalls(self) -> tuple[dict[str, float | None], ...]:
        """What came of the ranks: shortfall, and the least there can be, each in whole shortfalls."""
        return tuple(
            {
                "rank": rank.rank,
                "shortfall": max(-(met.answer.objective or 0.0), 0.0),
                "least": None if met.answer.bound is None else max(-met.answer.bound, 0.0),
            }
            for rank, met in zip(self.ranks, self.pursuit.met, strict=False)
        )

    def failed(self, why: str) -> Search:
        """Return the search as one that broke down."""
        met = replace(self.pursuit.met[0], answer=Answer(status=Status.FAILED, message=why))
        return replace(self, pursuit=replace(self.pursuit, met=(met,), x=None))


PRICE_SHARE = 0.5
"""Share of time of pricing a hold, against that of an aim."""


def certified(search: Search) -> Solve:
    """Return what a search found; raises NotSettledError where the money is a few fen short."""
    pursuit = search.pursuit
    if pursuit.x is None:
        first = pursuit.met[0].answer
        if search.outer is not None and first.status is Status.IMPOSSIBLE:
            first = replace(first, status=Status.OUT_OF_TIME, message="no plan found with funds held back")
        return _told(search, (first,), None, (), pursuit.interrupted)
    x, interrupted = _tidy(search, pursuit.x)
    plan = decode(search.program, x, _beyond(search, x))
    told = gave_way(search.program, search.loosened, x, plan)
    answers, again = _answers(search)
    interrupted |= again
    prices, again = _prices(search, interrupted=interrupted)
    tiers = _tiers(search, answers, x, prices)
    if search.several:
        plan = replace(plan, stated={"certificate": {"tiers": list(tiers)}})
    price_by = f"dual: {search.aims[0].name}" if search.several else "dual"
    rules = rule_reports(
        search.program, x[: search.program.arrays.columns], answers[0].relaxation or NOTHING, price_by
    )
    solve = replace(_told(search, answers, plan, tiers, interrupted | again), rules=rules)
    return _with_shortfalls(search, solve, told)


def _with_shortfalls(search: Search, solve: Solve, told: tuple[GaveWay, ...]) -> Solve:
    """Return a solve with what gave way; it is IMPOSSIBLE only where a shortfall is proven to be needed."""
    solve = replace(solve, gave_way=told, ranks=search.shortfalls)
    if not told:
        return solve
    needed = any((one["least"] or 0.0) > PROVEN for one in search.shortfalls)
    return replace(solve, status=Status.IMPOSSIBLE if needed else Status.OUT_OF_TIME)


_HALF_A_FEN = 5e-7
_DEAR = 10**9


def _beyond(search: Search, x: NDArray[np.float64]) -> NDArray[np.int64] | None:
    """Return what a fen beyond its limits weighs of each fund; None where no rule of money gave way."""
    of_money = [one for one in search.loosened if one.placed.rule.name in ("fund_limits", "fund_floors")]
    if sum(x[one.columns].sum() for one in of_money) < _HALF_A_FEN:
        return None
    scale = yearly_money(search.program.given)
    weights: NDArray[np.int64] = np.rint(_DEAR * scale.max() / scale).astype(np.int64)
    return weights


def _tidy(search: Search, x: NDArray[np.float64]) -> tuple[NDArray[np.float64], bool]:
    """Return the point with what falls short as small as its decisions allow; and whether a hand interrupted.

    First what gives way by rank, then penalties.
    """
    if len(search.pursuit.met) == 1:
        return x, False
    columns, arrays = search.program.given.columns, search.pursuit.after
    penalties = np.zeros(arrays.columns)
    penalties[columns.count : search.program.arrays.columns] = search.program.arrays.cost[columns.count :]
    costs = [*(rank.shortfall(arrays.columns) for rank in search.ranks), penalties]
    try:
        return tidied(arrays, x, columns.decided, costs), False
    except KeyboardInterrupt:
        return x, True


def _answers(search: Search) -> tuple[tuple[Answer, ...], bool]:
    """Return the answer of every aim with the bounds that hold; and whether a hand interrupted it."""
    run, met = search.run, search.of_aims
    first, interrupted = met[0].answer, search.pursuit.interrupted
    if search.outer is not None:
        outer = search.outer
        first = replace(first, bound=outer.bound, bound_by=outer.bound_by, relaxation=outer.relaxation)
    if first.relaxation is None or first.relaxation.bound is None:
        relaxed, again = run.relaxed(search.pursuit.before[len(search.ranks)])
        interrupted |= again
        first = with_relaxation(replace(first, relaxation=None), relaxed)
    else:
        first = with_relaxation(first, first.relaxation)
    others = [one.answer for one in met[1:]]
    if search.outer is not None:
        others = [replace(one, bound=None, bound_by="").judged(run.wish.gap) for one in others]
    return (first.judged(run.wish.gap), *others), interrupted


def _prices(search: Search, *, interrupted: bool) -> tuple[list[dict[str, float | None] | None], bool]:
    """Return what holding each aim costs the next; None for the last and where a hand interrupted."""
    run, pursuit, first = search.run, search.pursuit, len(search.ranks)
    prices: list[dict[str, float | None] | None] = [None] * len(search.of_aims)
    for number in range(len(prices) - 1):
        if interrupted:
            break
        seconds = run.left / (len(prices) - 1 - number)
        prices[number], interrupted = price_of_hold(run, pursuit, first + number, seconds)
    return prices, interrupted


def _tiers(
    search: Search,
    answers: Sequence[Answer],
    x: NDArray[np.float64],
    prices: Sequence[dict[str, float | None] | None],
) -> tuple[dict[str, Any], ...]:
    last, turns = len(answers) - 1, len(search.pursuit.met) > 1
    return tuple(
        {
            "aim": aim.name,
            "aim_zh": aim.name_zh,
            "objective": answer.objective,
            "bound": answer.bound,
            "gap": answer.gap,
            "held_at": None if number == last else search.of_aims[number].held_at,
            "final": float(search.of_aims[number].goal.cost @ x) if turns else answer.objective,
            "price": prices[number],
        }
        for number, (aim, answer) in enumerate(zip(search.aims, answers, strict=True))
    )


_WORST_LAST = (Status.PROVEN_BEST, Status.WITHIN_GAP, Status.FEASIBLE)


def _told(
    search: Search,
    answers: Sequence[Answer],
    plan: Plan | None,
    tiers: tuple[dict[str, Any], ...],
    interrupted: bool,
) -> Solve:
    run, first = search.run, answers[0]
    status, gap = first.status, first.gap
    if plan is not None:
        status = max((one.status for one in answers), key=_WORST_LAST.index)
        gaps = [one.gap for one in answers]
        gap = None if None in gaps else max(g for g in gaps if g is not None)
    of_ranks = [met.answer for met in search.pursuit.met[: len(search.ranks)]]
    stopped = interrupted or any(one.stopped or one.by_clock for one in (*of_ranks, *answers))
    return Solve(
        status=status,
        plan=plan,
        objective=first.objective,
        bound=first.bound,
        gap=gap,
        tiers=tiers,
        engine=_prover(run, first),
        bound_by=first.bound_by,
        seconds=run.spent,
        repeatable=run.engine == "greedy" or not stopped,
        interrupted=interrupted,
        seed=run.wish.seed,
        rules=(),
        message=first.message,
        warm=_warm(search, first),
    )


def _warm(search: Search, answer: Answer) -> Warm | None:
    """Return what the next solve may begin with; None where nothing was found."""
    known, columns, rows = answer.known, search.program.arrays.columns, search.program.arrays.rows
    if known is None:
        if answer.x is None:
            return None
        told = answer.relaxation
        prices = np.zeros(rows) if told is None or told.prices is None else told.prices
        known = Known(prices=prices, offers=sparse.csr_array((0, columns)), point=answer.x)
    return warm_of(search.program, known)


def _prover(run: Run, answer: Answer) -> str:
    """Return the name of the engine that proved a bound."""
    if run.engine == "pulp":
        return f"pulp:{run.wish.solver}"
    if run.engine == "greedy":
        return run.engine
    return "priced" if answer.bound_by == BY_PRICES else "highs"
