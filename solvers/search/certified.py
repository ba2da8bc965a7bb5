"""What a solve found: the plan to the fen, its rules, and how far it is proven."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from solvers.engines.answer import Answer, Status
from solvers.plan.decode import decode
from solvers.plan.report import RuleReport, rule_reports
from solvers.search.in_turn import tidied
from solvers.search.price import price_of_hold
from solvers.search.run import NOTHING, with_relaxation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from solvers.plan.plan import Plan
    from solvers.rules.program import PhasingProgram
    from solvers.rules.tiers import Aim
    from solvers.search.in_turn import Pursuit
    from solvers.search.run import Run


@dataclass(frozen=True, kw_only=True)
class Solve:
    """What a solve found.

    ``objective`` is the worth in the first aim when it was solved, ``bound`` no less than any plan's,
    ``gap`` the largest of all aims' (bound − objective) ÷ max(|bound|, 1); None where there is no plan or
    nothing was proven. ``tiers`` lists each aim held in turn (docs/meaning.md, 8). ``engine`` names who
    proved the bound, ``bound_by`` how. ``repeatable`` is false where time or a hand stopped it. ``rules``
    tells how each rule stands in the plan.
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


@dataclass(frozen=True, kw_only=True, eq=False)
class Search:
    """A search that has ended: the program, its aims, and what came of pursuing them.

    ``outer`` is what is proven of the first aim for the programme as it is, where the search itself was of a
    tighter one; None where it was not.
    """

    run: Run
    program: PhasingProgram
    aims: tuple[Aim, ...]
    pursuit: Pursuit
    outer: Answer | None = None

    @property
    def several(self) -> bool:
        """Whether there is more than one aim."""
        return len(self.aims) > 1

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
        return _told(search, (first,), None, (), (), pursuit.interrupted)
    x, interrupted = _tidy(search, pursuit.x)
    plan = decode(search.program, x)
    answers, again = _answers(search)
    interrupted |= again
    relaxed = answers[0].relaxation or NOTHING
    price_by = f"dual: {search.aims[0].name}" if search.several else "dual"
    rules = rule_reports(search.program, x, relaxed, price_by)
    prices, again = _prices(search, interrupted=interrupted)
    tiers = _tiers(search, answers, x, prices)
    if search.several:
        plan = replace(plan, stated={"certificate": {"tiers": list(tiers)}})
    return _told(search, answers, plan, tiers, rules, interrupted | again)


def _tidy(search: Search, x: NDArray[np.float64]) -> tuple[NDArray[np.float64], bool]:
    """Return the point with its penalties as small as its decisions allow; and whether a hand interrupted."""
    if not search.several:
        return x, False
    columns, arrays = search.program.given.columns, search.pursuit.after
    penalties = np.zeros(arrays.columns)
    penalties[columns.count : search.program.arrays.columns] = search.program.arrays.cost[columns.count :]
    decided = np.concatenate([columns.start[columns.start >= 0], columns.work[columns.work >= 0]])
    try:
        return tidied(arrays, x, np.unique(decided), (penalties,)), False
    except KeyboardInterrupt:
        return x, True


def _answers(search: Search) -> tuple[tuple[Answer, ...], bool]:
    """Return the answer of every aim with the bounds that hold; and whether a hand interrupted it."""
    run, met = search.run, search.pursuit.met
    first, interrupted = met[0].answer, search.pursuit.interrupted
    if search.outer is not None:
        outer = search.outer
        first = replace(first, bound=outer.bound, bound_by=outer.bound_by, relaxation=outer.relaxation)
    if first.relaxation is None or first.relaxation.bound is None:
        relaxed, again = run.relaxed(search.pursuit.before[0])
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
    run, pursuit = search.run, search.pursuit
    prices: list[dict[str, float | None] | None] = [None] * len(pursuit.met)
    for number in range(len(pursuit.met) - 1):
        if interrupted:
            break
        seconds = run.left / (len(pursuit.met) - 1 - number)
        prices[number], interrupted = price_of_hold(run, pursuit, number, seconds)
    return prices, interrupted


def _tiers(
    search: Search,
    answers: Sequence[Answer],
    x: NDArray[np.float64],
    prices: Sequence[dict[str, float | None] | None],
) -> tuple[dict[str, Any], ...]:
    last = len(answers) - 1
    return tuple(
        {
            "aim": aim.name,
            "aim_zh": aim.name_zh,
            "objective": answer.objective,
            "bound": answer.bound,
            "gap": answer.gap,
            "held_at": None if number == last else search.pursuit.met[number].held_at,
            "final": float(search.pursuit.met[number].goal.cost @ x) if last else answer.objective,
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
    rules: tuple[RuleReport, ...],
    interrupted: bool,
) -> Solve:
    run, first = search.run, answers[0]
    status, gap = first.status, first.gap
    if plan is not None:
        status = max((one.status for one in answers), key=_WORST_LAST.index)
        gaps = [one.gap for one in answers]
        gap = None if None in gaps else max(g for g in gaps if g is not None)
    stopped = interrupted or any(one.stopped for one in answers)
    return Solve(
        status=status,
        plan=plan,
        objective=first.objective,
        bound=first.bound,
        gap=gap,
        tiers=tiers,
        engine=f"pulp:{run.wish.solver}" if run.engine == "pulp" else run.engine,
        bound_by=first.bound_by,
        seconds=run.spent,
        repeatable=run.engine == "greedy" or not stopped,
        interrupted=interrupted,
        seed=run.wish.seed,
        rules=rules,
        message=first.message,
    )
