"""An election: projects with costs, ballots that speak for them, and a budget.

Ballots are kept as one list of wishes, so that approvals, points and ranks are read alike: approving gives a
project 1 point, a ranking gives points by Borda's count.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from numpy.typing import NDArray

Ints: TypeAlias = "NDArray[np.int64]"


@dataclass(frozen=True, kw_only=True, eq=False)
class Projects:
    """What may be chosen, axis ``(project,)``.

    ``cost`` is in whole units of money, at least 0. Of projects with the same number in ``group`` at most one
    is chosen (−1: in no group). Projects with the same number in ``theme`` together cost no more than its
    place in ``theme_budget`` says (−1: no such cap). Projects with fewer points than ``least_points`` are
    out for every rule.
    """

    cost: Ints
    group: Ints
    theme: Ints
    theme_budget: tuple[int, ...] = ()
    least_points: int = 0

    def __len__(self) -> int:
        """Return the number of projects."""
        return len(self.cost)


@dataclass(frozen=True, kw_only=True, eq=False)
class Ballots:
    """Wishes of voters, axis ``(wish,)``: a voter gives a project so many points, above 0.

    ``voters`` counts all who voted, also those who wish for nothing: each has the same share of the budget.
    A voter is a number below ``voters``; none names the same project twice.
    """

    voters: int
    voter: Ints
    project: Ints
    points: Ints


@dataclass(frozen=True, kw_only=True, eq=False)
class Election:
    """Projects, the points each has won, the budget, and the ballots.

    ``points`` has axis ``(project,)``. ``ballots`` is None where only counts are known: then rules that go
    by the sum of points work, and equal shares does not.
    """

    projects: Projects
    points: Ints
    budget: int
    ballots: Ballots | None = None

    @cached_property
    def standing(self) -> Ints:
        """Projects that somebody wants, that have points enough and cost no more than the budget."""
        held = self.projects
        open_to = (self.points > 0) & (self.points >= held.least_points) & (held.cost <= self.budget)
        return np.flatnonzero(open_to)


class Chosen:
    """A choice as it grows, within the budget, the themes' caps and one of each group."""

    def __init__(self, projects: Projects, budget: int | None, taken: Iterable[int] = ()) -> None:
        """Begin with what is taken; ``budget`` None: no limit but those of themes and groups."""
        self._held, self._left = projects, budget
        self._themes = list(projects.theme_budget)
        self._groups: set[int] = set()
        self.order: list[int] = []
        for project in taken:
            self.take(project)

    def fits(self, project: int) -> bool:
        """Say whether a project may still be taken."""
        cost, theme = int(self._held.cost[project]), int(self._held.theme[project])
        return (
            (self._left is None or cost <= self._left)
            and (theme < 0 or cost <= self._themes[theme])
            and int(self._held.group[project]) not in self._groups
        )

    def take(self, project: int) -> None:
        """Take a project; whether it fits is the caller's to know."""
        cost, theme, group = (
            int(column[project]) for column in (self._held.cost, self._held.theme, self._held.group)
        )
        if self._left is not None:
            self._left -= cost
        if theme >= 0:
            self._themes[theme] -= cost
        if group >= 0:
            self._groups.add(group)
        self.order.append(project)


def projects(
    costs: Sequence[int],
    *,
    group: Sequence[int] | None = None,
    theme: Sequence[int] | None = None,
    theme_budget: Sequence[int] = (),
    least_points: int = 0,
) -> Projects:
    """Return projects; raises ValueError where a cost is negative or a column has another length."""
    cost, none = np.array(costs, dtype=np.int64), np.full(len(costs), -1, dtype=np.int64)
    if (cost < 0).any():
        raise ValueError("a project costs at least 0")
    columns = [none if given is None else np.array(given, dtype=np.int64) for given in (group, theme)]
    if any(len(column) != len(cost) for column in columns):
        raise ValueError("every project has one group and one theme")
    if (columns[1] >= len(theme_budget)).any():
        raise ValueError("a theme has no budget")
    return Projects(
        cost=cost,
        group=columns[0],
        theme=columns[1],
        theme_budget=tuple(map(int, theme_budget)),
        least_points=least_points,
    )


def by_approvals(of: Projects, approved: Sequence[Collection[int]], budget: int) -> Election:
    """Return the election in which each voter approves a set of projects."""
    return by_points(of, [dict.fromkeys(one, 1) for one in approved], budget)


def by_ranks(of: Projects, ranked: Sequence[Sequence[int]], budget: int) -> Election:
    """Return the election in which each voter ranks some projects, the dearest to her first.

    By Borda's count the first of them has as many points as there are projects, each next one less; those
    not ranked have none.
    """
    most = len(of)
    return by_points(of, [{one: most - place for place, one in enumerate(row)} for row in ranked], budget)


def by_points(of: Projects, given: Sequence[Mapping[int, int]], budget: int) -> Election:
    """Return the election in which each voter gives points to projects; 0 points say nothing.

    Raises ValueError for negative points, an unknown project or a negative budget.
    """
    if budget < 0:
        raise ValueError("a budget is at least 0")
    wishes = [
        (voter, project, points)
        for voter, row in enumerate(given)
        for project, points in row.items()
        if points
    ]
    table = np.array(wishes, dtype=np.int64).reshape(-1, 3)
    voter, project, points = table[:, 0], table[:, 1], table[:, 2]
    if (points < 0).any():
        raise ValueError("points are at least 0")
    if len(project) and (project.min() < 0 or project.max() >= len(of)):
        raise ValueError("a ballot names a project that is not there")
    won = np.zeros(len(of), dtype=np.int64)
    np.add.at(won, project, points)
    ballots = Ballots(voters=len(given), voter=voter, project=project, points=points)
    return Election(projects=of, points=won, budget=budget, ballots=ballots)


def by_counts(of: Projects, points: Sequence[int], budget: int) -> Election:
    """Return the election of which only the points that each project won are known."""
    won = np.array(points, dtype=np.int64)
    if len(won) != len(of) or (won < 0).any() or budget < 0:
        raise ValueError("every project has points of at least 0, and the budget is at least 0")
    return Election(projects=of, points=won, budget=budget)
