"""Elections chosen by rules of proportional choice, held against official winners and against other software.

Rows of an election FILE, with the keys of all rows; ``bound`` and ``gap`` are null, for a rule has one answer
and proves nothing better:

- ``FILE:greedy``: votes (points) won by greedy approval under the terms of the city's rule, its least points
  and its caps by category. Where the rule is told to be greedy and winners are marked, ``known`` is what
  they won, and ``ok`` says that the very same projects are chosen. Otherwise, where there are no terms, as
  the next.
- ``FILE:greedy-alone``, only where there are terms: the same within the budget alone, against the list of
  reference values.
- ``FILE:equal-shares``: the number of projects chosen by equal shares, by increments of 1 where the rule is
  told to be ``equalshares/add1``, else by shares alone, as in the list of reference values. Where winners by
  that rule are marked, ``known`` is their number, and ``ok`` says that the very same projects are chosen.
"""

from __future__ import annotations

import csv
import io
import time
from typing import TYPE_CHECKING, Any

from benchmarks.published.votes import Votes, read_votes
from benchmarks.published.words import text_of
from solvers.menus.equal_shares import equal_shares
from solvers.menus.greedy import greedy_approval

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from solvers.menus.election import Election

LIST = "dev_reference_values.csv"
"""Reference values of elections, beside their folder or above it."""

ADD_ONE = "equalshares/add1"


def rule_rows(work: str, path: Path) -> list[dict[str, Any]]:
    """Return the rows of an election; raises WrongInstanceError where the file is none."""
    votes, listed = read_votes(path), _listed(path)
    rows = [_by_terms(work, votes, listed)]
    if votes.has_terms:
        known = _number(listed, "greedy_votes")
        rows.append(_row(f"{work}:greedy-alone", votes.alone, greedy_approval, _won, known))
    if votes.alone.ballots is not None:
        rows.append(_by_shares(work, votes, listed))
    return rows


def _by_terms(work: str, votes: Votes, listed: dict[str, str]) -> dict[str, Any]:
    official = votes.winners if votes.rule.startswith("greedy") else None
    known = None if votes.has_terms else _number(listed, "greedy_votes")
    if official is not None:
        known = _won(votes.alone, tuple(official))
    return _row(f"{work}:greedy", votes.by_terms, greedy_approval, _won, known, official)


def _by_shares(work: str, votes: Votes, listed: dict[str, str]) -> dict[str, Any]:
    official = votes.winners if votes.rule == ADD_ONE else None

    def choose(election: Election) -> tuple[int, ...]:
        return equal_shares(election, votes.utility, "increments" if votes.rule == ADD_ONE else "none")

    def count(_: Election, chosen: tuple[int, ...]) -> float:
        return len(chosen)

    known = _number(listed, "mes") if official is None else float(len(official))
    return _row(f"{work}:equal-shares", votes.alone, choose, count, known, official)


def _row(
    work: str,
    election: Election,
    choose: Callable[[Election], tuple[int, ...]],
    worth: Callable[[Election, tuple[int, ...]], float],
    known: float | None,
    official: frozenset[int] | None = None,
) -> dict[str, Any]:
    """Return the row of a rule; ``official`` is the choice that it must make, None where none is told."""
    began = time.perf_counter()
    chosen = choose(election)
    taken = round(time.perf_counter() - began, 3)
    value = worth(election, chosen)
    same = official is None or official == frozenset(chosen)
    ok = None if known is None else value == known and same
    voters = "" if election.ballots is None else f", {election.ballots.voters} voters"
    return {
        "work": work,
        "size": f"{len(election.projects)} projects{voters}",
        "figure": taken,
        "unit": "s",
        "value": value,
        "bound": None,
        "gap": None,
        "known": known,
        "ok": ok,
        "status": "CHOSEN",
        "engine": "equal shares" if work.endswith("shares") else "greedy approval",
        "reached": taken if ok else None,
        "making": 0.0,
        "breaches": [],
    }


def _won(election: Election, chosen: tuple[int, ...]) -> float:
    return float(election.points[list(chosen)].sum())


def _listed(path: Path) -> dict[str, str]:
    """Return the reference values of an election by column; none where no list tells of it."""
    held = next((above / LIST for above in path.parents[:2] if (above / LIST).is_file()), None)
    rows = [] if held is None else list(csv.DictReader(io.StringIO(text_of(held))))
    return next((row for row in rows if row.get("file") == path.name), {})


def _number(listed: dict[str, str], column: str) -> float | None:
    return float(listed[column]) if listed.get(column) else None
