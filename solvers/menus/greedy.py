"""Greedy approval: the most wanted first, and what does not fit is passed over.

The rule of most cities with a participatory budget (Faliszewski, Flis, Peters, Pierczyński, Skowron,
Stolicki, Szufa, Talmon: Participatory Budgeting: Data, Tools and Analysis, IJCAI 2023). It is not
proportional: a majority that votes alike gets all.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from solvers.menus.election import Chosen

if TYPE_CHECKING:
    from collections.abc import Iterable

    from solvers.menus.election import Election


def greedy_approval(
    election: Election, by: Literal["points", "points_per_cost"] = "points", taken: Iterable[int] = ()
) -> tuple[int, ...]:
    """Return the projects chosen, in the order in which they were.

    Projects come by their points (votes, where residents approve), or by points ÷ cost, where what costs
    nothing comes first; each is taken if it fits into what is left of the budget, of its theme's, and none of
    its group is taken yet, and passed over otherwise. Ties: more points, then the lower cost, then the
    earlier row. Projects that nobody wants are never taken. ``taken`` are chosen beforehand; the result
    begins with them.
    """
    chosen = Chosen(election.projects, election.budget, taken)
    before = set(chosen.order)
    for project in sorted(election.standing.tolist(), key=lambda one: _rank(election, one, by)):
        if project not in before and chosen.fits(project):
            chosen.take(project)
    return tuple(chosen.order)


def _rank(election: Election, project: int, by: str) -> tuple[bool, Fraction, int, int, int]:
    points, cost = int(election.points[project]), int(election.projects.cost[project])
    if by == "points":
        return (False, Fraction(0), -points, cost, project)
    return (cost > 0, -Fraction(points, max(cost, 1)), -points, cost, project)
