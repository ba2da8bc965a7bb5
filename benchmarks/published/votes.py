"""Elections of participatory budgets as votes: what rules of choice need of a Pabulib file.

The points of a project are those that the file states, as its own city counted them; where it states none,
they are counted from the ballots. Terms of the city's own rule are read where META tells them: the least
points of a project, and caps by category.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from benchmarks.published.pabulib import amount, cell, place, sections
from benchmarks.published.values import WrongInstanceError
from benchmarks.published.words import number
from solvers.menus.election import Ballots, Election, Projects, by_points, projects

if TYPE_CHECKING:
    from decimal import Decimal
    from pathlib import Path

    from benchmarks.published.pabulib import Table
    from solvers.menus.equal_shares import Utility

BY_POINTS = ("cumulative", "scoring", "ordinal")
"""Types of vote in which a ballot says more than yes; an ordinal ballot counts by Borda."""


@dataclass(frozen=True, kw_only=True)
class Votes:
    """An election: by the budget alone, and by the terms of its city.

    ``rule`` is META's word for the rule used, "" where it tells none. ``winners`` are the projects that the
    file marks as selected, None where it marks none. ``utility`` is how equal shares reckons what a voter
    has of a project: its cost, or the points given. Money is in units of which a unit of the file's currency
    has ``unit``.
    """

    alone: Election
    by_terms: Election
    has_terms: bool
    rule: str
    winners: frozenset[int] | None
    utility: Utility
    unit: int


@dataclass(frozen=True, kw_only=True)
class _File:
    path: Path
    tables: dict[str, Table]


def read_votes(path: Path) -> Votes:
    """Return the election in a file; raises WrongInstanceError where it is none."""
    found = _File(path=path, tables=sections(path))
    meta = {row.cells[0].strip(): row.cells[1].strip() for row in found.tables["META"].rows}
    table = found.tables["PROJECTS"]
    names = {cell(path, table, row, "project_id"): at for at, row in enumerate(table.rows)}
    costs = [amount(path, row, place(path, table, "cost"), "a cost") for row in table.rows]
    caps = [_decimal(path, word) for word in meta.get("budget_per_category", "").split(",") if word.strip()]
    budget = _decimal(path, meta.get("budget", ""))
    unit = 10 ** max(0, *(-int(one.normalize().as_tuple().exponent) for one in [budget, *costs, *caps]))
    whole = [int(cost * unit) for cost in costs]
    least = int(_decimal(path, meta.get("min_project_score_threshold", "0")))
    plain, ruled = projects(whole), _with_terms(found, whole, meta, [int(cap * unit) for cap in caps], least)
    given = _given(found, names, meta.get("vote_type", "approval"))
    cast = by_points(plain, given, int(budget * unit))
    won = _stated(found, meta.get("vote_type", "approval"))
    return Votes(
        alone=_election(plain, cast, won),
        by_terms=_election(ruled, cast, won),
        has_terms=bool(caps or least),
        rule=meta.get("rule", ""),
        winners=_winners(found),
        utility="points" if meta.get("vote_type") in BY_POINTS else "cost",
        unit=unit,
    )


def _election(of: Projects, cast: Election, won: list[int] | None) -> Election:
    """Return an election with the points that the file states, where it does."""
    points = cast.points if won is None else cast.points * 0 + won
    return Election(projects=of, points=points, budget=cast.budget, ballots=_unless_empty(cast.ballots))


def _unless_empty(ballots: Ballots | None) -> Ballots | None:
    return ballots if ballots is not None and ballots.voters else None


def _with_terms(
    found: _File, costs: list[int], meta: dict[str, str], caps: list[int], least: int
) -> Projects:
    """Return projects with the least points and the caps by category that META states."""
    if not caps:
        return projects(costs, least_points=least)
    themes = [word.strip() for word in meta.get("categories", "").split(",")]
    if len(themes) != len(caps):
        line = found.tables["META"].line
        raise WrongInstanceError(found.path, line, f"{len(themes)} categories and {len(caps)} budgets")
    table = found.tables["PROJECTS"]
    of = [cell(found.path, table, row, "category") for row in table.rows]
    number_of = {word: at for at, word in enumerate(themes)}
    theme = [number_of.get(word, -1) for word in of]
    return projects(costs, theme=theme, theme_budget=caps, least_points=least)


def _given(found: _File, names: dict[str, int], kind: str) -> list[dict[int, int]]:
    """Return the points that each ballot gives to projects, by their rows; unknown projects are left out."""
    table = found.tables.get("VOTES")
    if table is None:
        return []
    given = []
    for row in table.rows:
        at = place(found.path, table, "vote")
        word = row.cells[at] if at < len(row.cells) else ""
        chosen = [name.strip() for name in word.split(",") if name.strip()]
        points = [1] * len(chosen)
        if kind in BY_POINTS and "points" in table.header:
            words = cell(found.path, table, row, "points").split(",")
            points = [int(number(found.path, row.line, one.strip(), "points")) for one in words]
        elif kind == "ordinal":
            points = [len(names) - rank for rank in range(len(chosen))]
        if len(points) != len(chosen):
            raise WrongInstanceError(found.path, row.line, f"{len(chosen)} projects and {len(points)} points")
        pairs = zip(chosen, points, strict=True)
        given.append({names[name]: value for name, value in pairs if name in names})
    return given


def _stated(found: _File, kind: str) -> list[int] | None:
    table = found.tables["PROJECTS"]
    wanted = ("score",) * (kind in BY_POINTS) + ("votes",)
    column = next((name for name in wanted if name in table.header), None)
    if column is None:
        return None
    at = place(found.path, table, column)
    return [int(amount(found.path, row, at, column)) for row in table.rows]


def _winners(found: _File) -> frozenset[int] | None:
    table = found.tables["PROJECTS"]
    if "selected" not in table.header:
        return None
    at = place(found.path, table, "selected")
    marks = [row.cells[at].strip() if at < len(row.cells) else "" for row in table.rows]
    return frozenset(row for row, mark in enumerate(marks) if mark == "1")


def _decimal(path: Path, word: str) -> Decimal:
    return number(path, 1, word.strip().replace(",", "."), "META's amount")
