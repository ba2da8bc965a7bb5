"""Dominated cases: in no measure better than another case, and in one worse."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np

from planner.study.axes import case_said
from planner.study.choosing.sentences import in_both, listed
from planner.study.measures import MEASURES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.study.solved import Planned
    from planner.words import Words

BY = ("aim", "cost", "disruption")
"""Measures by which cases compete where nothing else is said."""
BETTER = {measure.name: measure.better for measure in MEASURES if measure.better}
"""What is better of each measure that cases can compete by: more or less."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Dominated:
    """A case with those that dominate it and are not dominated themselves; ``worse_in`` is against the first.

    ``worse_in`` names measures.
    """

    case: Planned
    by: tuple[Planned, ...]
    worse_in: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, eq=False)
class Competition:
    """Who competes with whom, who is dominated, and which pairs no measure tells apart."""

    by: tuple[str, ...]
    compete: tuple[Planned, ...]
    dominated: tuple[Dominated, ...]
    tied: tuple[tuple[Planned, Planned], ...]


def competition(found: Sequence[Planned], by: Sequence[str] = BY) -> Competition:
    """Return which cases are dominated in the measures ``by``.

    Only what is ours to choose competes: cases with the same uncertainties in them, each programme once, and
    only those whose plan keeps every rule. A measure tells two cases apart where what it may be in each,
    by the certificates, does not overlap: the aim lies between the plan's and the bound, any other measure
    as far from the plan's as the certified gap. Raises ValueError where a measure is unknown or has no
    direction.
    """
    for name in by:
        if name not in BETTER:
            raise ValueError(f"no measure '{name}' with a direction; there are {', '.join(BETTER)}")
    rivals: dict[tuple[str, ...], list[Planned]] = {}
    for one in found:
        if competes(one, by):
            rivals.setdefault(future_of(one), []).append(one)
    groups = [group for group in rivals.values() if len(group) > 1]
    return Competition(
        by=tuple(by),
        compete=tuple(one for group in groups for one in group),
        dominated=tuple(one for group in groups for one in _beaten(group, by)),
        tied=tuple(pair for group in groups for pair in combinations(group, 2) if _tied(*pair, by)),
    )


def competes(one: Planned, by: Sequence[str] = ("aim",)) -> bool:
    """Say whether a case is a choice: a programme of its own, with a plan that keeps every rule."""
    alone = not one.case.same_as and not one.solve.gave_way
    return alone and all(one.measures[name] is not None for name in by)


def future_of(one: Planned) -> tuple[str, ...]:
    """Return the names of the uncertainties that a case has in it: they befall us, and are no choice."""
    return tuple(sorted(what.name for what in one.case.what_ifs if what.kind != "lever"))


def goodness(one: Planned, name: str) -> tuple[float, float]:
    """Return between what a measure of a case lies by its certificate, turned so that more is better."""
    value, solve = one.measures[name], one.solve
    assert value is not None
    if name == "aim":
        return value, np.inf if solve.bound is None else max(solve.bound, value)
    value = value if BETTER[name] == "more" else -value
    room = np.inf if solve.gap is None else solve.gap * abs(value)
    return value - room, value + room


def _beaten(group: Sequence[Planned], by: Sequence[str]) -> list[Dominated]:
    """Return who is dominated by one that nobody dominates; where all beat each other in a ring, nobody."""
    beaten_by = [[k for k, other in enumerate(group) if _dominates(other, one, by)] for one in group]
    found = []
    for one, over in zip(group, beaten_by, strict=True):
        top = tuple(group[k] for k in over if not beaten_by[k])
        if top:
            found.append(Dominated(case=one, by=top, worse_in=tuple(_better_in(top[0], one, by))))
    return found


def _dominates(one: Planned, other: Planned, by: Sequence[str]) -> bool:
    return bool(_better_in(one, other, by)) and not _better_in(other, one, by)


def _tied(one: Planned, other: Planned, by: Sequence[str]) -> bool:
    return not _better_in(one, other, by) and not _better_in(other, one, by)


def _better_in(one: Planned, other: Planned, by: Sequence[str]) -> list[str]:
    """Return the measures in which one is certainly better than the other."""
    return [name for name in by if goodness(one, name)[0] > goodness(other, name)[1]]


def dominated_of(found: Competition) -> dict[str, Any]:
    """Return what the comparison holds of it: ``dominated``, and ``competition`` with who was compared."""
    return {
        "dominated": [
            {
                "case": one.case.case.name,
                "by": [other.case.name for other in one.by],
                "worse_in": list(one.worse_in),
                "sentence": in_both(lambda t, one=one: _sentence(one, found.by, t)),  # type: ignore[misc]
            }
            for one in found.dominated
        ],
        "competition": {
            "by": list(found.by),
            "cases": [one.case.name for one in found.compete],
            "not_told_apart": [[one.case.name, other.case.name] for one, other in found.tied],
        },
    }


def _sentence(one: Dominated, by: Sequence[str], t: Words) -> str:
    label = {measure.name: t(measure.label) for measure in MEASURES}
    return t(
        "{case} is dominated by {by}: no better in any of {measures}, and worse in {worse}",
        case=case_said(one.case.case, t),
        by=case_said(one.by[0].case, t),
        measures=listed((label[name] for name in by), t),
        worse=listed((label[name] for name in one.worse_in), t),
    )
