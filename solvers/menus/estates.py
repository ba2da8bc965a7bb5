"""Menus of estates: the optional works of each as projects, what residents wish as votes (docs/voices.md)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from scenarios.model.voices.counted import shares_of
from solvers.menus.election import by_counts, by_points, projects
from solvers.program.network import spans
from solvers.program.prices import work_costs
from solvers.rules.aim import worth
from solvers.rules.register import rules_on

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from scenarios.model.programme import Programme
    from solvers.menus.election import Election
    from solvers.plan.plan import Plan


@dataclass(frozen=True, kw_only=True, eq=False)
class Menu:
    """What an estate may choose from, axis ``(work,)``: optional works of its campaigns that start.

    ``estate`` is the row in estates; ``work`` the rows in the facts of works, in the order of the tables.
    ``benefit`` is what each adds to the aim, in its units, where its campaign starts as planned.
    ``asked`` is how many households answered about it. ``bureau`` are the works that the plan includes, as
    places on this axis. The election is in fen; its budget is what these cost, where no other was given. It
    has ballots where single households answered, and only counts otherwise. ``full`` are the points of a
    whole wish: 1 where households name works, more where their order or their points count.
    """

    estate: int
    work: NDArray[np.int64]
    benefit: NDArray[np.float64]
    asked: NDArray[np.int64]
    bureau: tuple[int, ...]
    election: Election
    full: int = 1


Spoken = dict[int, tuple[list[dict[str, float]], dict[str, tuple[int, int]]]]
"""By row in estates: how much each household wants each work type, 0 to 1, and (support, respondents) by work
type from ballots."""
_PARTS = 100
"""Points of a whole wish where some wish is less than whole."""


def menus(programme: Programme, plan: Plan, budgets: Mapping[str, int] | None = None) -> tuple[Menu, ...]:
    """Return the menu of each estate that has a choice and residents who were asked, in the tables' order.

    Offered are works that are not required, of campaigns that the plan starts, where the rules on dates leave
    them open then, and those that the plan includes. Alternatives of which one is required are no part of it.
    ``budgets`` are in fen by the estate's id; an estate without one has what the plan spends on these works.
    """
    facts, spoken = programme.facts, _spoken(programme)
    included = {work.work for one in plan.campaigns for work in one.works}
    period = _periods(programme, plan)
    held = np.array([key in included for key in facts.key.tolist()], dtype=bool)
    offered = np.flatnonzero((period >= 0) & ~_settled(programme))
    offered = offered[held[offered] | _open(programme, offered, period[offered])]
    by_estate: dict[int, list[int]] = {}
    for work in offered.tolist():
        estate = int(programme.campaigns.estate[facts.campaign[work]])
        if estate in spoken:
            by_estate.setdefault(estate, []).append(work)
    cost, benefit = work_costs(programme), _aim(programme)
    found = []
    for estate in sorted(by_estate):
        works = np.array(by_estate[estate], dtype=np.int64)
        at = period[works]
        price = [int(amount) for amount in cost[works, at]]
        bureau = tuple(np.flatnonzero(held[works]).tolist())
        budget = (budgets or {}).get(str(programme.estates.id[estate]), sum(price[one] for one in bureau))
        full = _full(spoken[estate][0])
        election, asked = _election(programme, works, price, budget, spoken[estate], full)
        found.append(
            Menu(
                estate=estate,
                work=works,
                benefit=benefit[works, at],
                asked=asked,
                bureau=bureau,
                election=election,
                full=full,
            )
        )
    return tuple(found)


def _periods(programme: Programme, plan: Plan) -> NDArray[np.int64]:
    """Return the period in which each work's campaign starts, axis ``(work,)``; −1: not, or at no estate."""
    known = programme.campaigns
    index = {str(key): c for c, key in enumerate(known.key)}
    at = np.full(len(known), -1, dtype=np.int64)
    for one in plan.campaigns:
        period = programme.clock.period_of(one.start)
        if period is not None and one.campaign in index:
            at[index[one.campaign]] = period
    at[known.estate < 0] = -1
    return at[programme.facts.campaign]


def _settled(programme: Programme) -> NDArray[np.bool_]:
    """Say of each work whether the rules decide on it: required, barred, or one of a group that must be."""
    facts = programme.facts
    settled: NDArray[np.bool_] = facts.required | programme.exclusions.barred[facts.row]
    musts = np.unique(facts.alternatives[facts.required & (facts.alternatives >= 0)])
    return settled | np.isin(facts.alternatives, musts)


def _open(programme: Programme, works: NDArray[np.int64], period: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Say of works whether the rules on dates leave them open in periods."""
    left = np.ones(len(works), dtype=bool)
    for rule in rules_on(programme):
        if rule.window is not None:
            left &= rule.window(programme, spans(programme)).work[works, period]
    return left


def _aim(programme: Programme) -> NDArray[np.float64]:
    """Return what each work adds to the aim by its campaign's start, axes ``(work, period)``."""
    weights, value = programme.settings.aims, worth(programme, spans(programme))
    less = weights.cost * value.cost + (weights.disruption * value.disruption)[:, None]
    aim: NDArray[np.float64] = weights.benefit * value.work_benefit - less
    return aim


def _spoken(programme: Programme) -> Spoken:
    """Return what residents of each estate said: rows of households where there are any, else counts."""
    row_of = {name: row for row, name in enumerate(programme.estates.id.tolist())}
    spoken: Spoken = {}
    answers, ballots = programme.answers, programme.ballots
    wishes = shares_of(answers, programme.settings.support)
    for estate, wished in zip(answers.estate.tolist(), wishes, strict=True):
        if estate in row_of:
            spoken.setdefault(row_of[estate], ([], {}))[0].append(wished)
    columns = (ballots.estate, ballots.work_type, ballots.support, ballots.respondents)
    for estate, kind, support, respondents in zip(*(column.tolist() for column in columns), strict=True):
        if respondents > 0 and estate in row_of:
            spoken.setdefault(row_of[estate], ([], {}))[1][kind] = (support, respondents)
    return spoken


def _full(wishes: Sequence[Mapping[str, float]]) -> int:
    """Return the points of a whole wish, so that parts of wishes are whole numbers of points."""
    return 1 if all(share in (0.0, 1.0) for wished in wishes for share in wished.values()) else _PARTS


def _election(
    programme: Programme,
    works: NDArray[np.int64],
    price: Sequence[int],
    budget: int,
    spoken: tuple[list[dict[str, float]], dict[str, tuple[int, int]]],
    full: int,
) -> tuple[Election, NDArray[np.int64]]:
    """Return the election among works, and how many households answered about each."""
    facts = programme.facts
    kinds = programme.work_types.id[facts.work_type[works]].tolist()
    of = projects(price, group=facts.alternatives[works].tolist())
    rows, counts = spoken
    if rows:
        places: dict[str, list[int]] = {}
        for place, kind in enumerate(kinds):
            places.setdefault(kind, []).append(place)
        given = [
            {place: round(full * share) for kind, share in wished.items() for place in places.get(kind, ())}
            for wished in rows
        ]
        return by_points(of, given, budget), np.full(len(works), len(rows), dtype=np.int64)
    votes = [counts.get(kind, (0, 0)) for kind in kinds]
    asked = np.array([respondents for _, respondents in votes], dtype=np.int64)
    return by_counts(of, [support for support, _ in votes], budget), asked


@dataclass(frozen=True, kw_only=True)
class Measure:
    """What a choice of an estate is worth to the bureau and to its residents.

    ``cost`` in fen, ``benefit`` in units of the aim. ``votes``: wishes met, a household counted once for each
    chosen work that it wants, in part where it wants it in part. ``met``: share of the households that
    answered of whose wishes at least one is met, 0–1; None where only counts are known. ``wished_cost``: fen
    spent, for a household that answered, on works that it wants, on average.
    """

    cost: int
    benefit: float
    votes: int
    met: float | None
    wished_cost: float


def measure(menu: Menu, chosen: Iterable[int]) -> Measure:
    """Return what a choice from a menu is worth; ``chosen`` are places on the menu's axis."""
    taken = sorted(chosen)
    election = menu.election
    cost, points, asked = election.projects.cost[taken], election.points[taken], menu.asked[taken]
    share = points / (menu.full * np.maximum(asked, 1))
    met = None
    if election.ballots is not None:
        wish = np.isin(election.ballots.project, taken)
        met = len(np.unique(election.ballots.voter[wish])) / election.ballots.voters
    return Measure(
        cost=int(cost.sum()),
        benefit=float(menu.benefit[taken].sum()),
        votes=round(int(points.sum()) / menu.full),
        met=met,
        wished_cost=float((share * cost).sum()),
    )


def kinds(programme: Programme, menu: Menu, chosen: Iterable[int]) -> list[str]:
    """Return the work types of what is chosen, in the order of the tables, each once."""
    ids = programme.work_types.id[programme.facts.work_type[menu.work[sorted(chosen)]]]
    return list(Counter(ids.tolist()))
