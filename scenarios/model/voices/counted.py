"""The counting of ballots and of household rows: how many want a work, would pay for it, fear what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from scenarios.model.places import looked_up
from scenarios.model.voices.shrinking import Heard
from scenarios.tables.texts import FEARS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

    from scenarios.tables.column import Counts, Flags, Numbers, Table
    from scenarios.tables.people import Answers, Ballots
    from scenarios.tables.settings import Support

POINTS = ("rank", "points")
"""Kinds of ballot whose points are counted, as parts of the most that a household could give."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Wishes(Heard):
    """Wishes by estate and work type, axis ``(pair,)``; ``item`` is the row in work_types.

    ``asked`` is how many households were asked, −1 where not known; ``payers`` how many would pay, NaN where
    that was not asked.
    """

    asked: Counts
    payers: Numbers

    def asks(self, estate: Counts, work_type: Counts) -> Flags:
        """Return of which pairs residents were asked."""
        return self.at(estate, work_type) >= 0

    @property
    def of_payers(self) -> Heard:
        """Who would pay, of those that answered; only of pairs where that was asked."""
        told = ~np.isnan(self.payers)
        return Heard(
            estate=self.estate[told],
            item=self.item[told],
            yes=self.payers[told],
            answered=self.answered[told],
            items=self.items,
        )


def wishes_of(
    estates: Mapping[str, int],
    work_types: Mapping[str, int],
    ballots: Ballots,
    answers: Answers,
    rule: Support,
) -> Wishes:
    """Return the wishes counted; a ballot row stands before household rows of its estate and work type.

    Ballot rows without respondents say nothing. ``estates`` and ``work_types`` number what they name.
    """
    items = max(len(work_types), 1)
    of_ballots = _of_ballots(estates, work_types, ballots)
    of_households = _of_households(estates, work_types, answers, rule)
    kept = ~np.isin(of_households[0] * items + of_households[1], of_ballots[0] * items + of_ballots[1])
    columns = [np.concatenate([one, two[kept]]) for one, two in zip(of_ballots, of_households, strict=True)]
    order = np.argsort(columns[0] * items + columns[1], kind="stable")
    estate, item, yes, answered, asked, payers = (column[order] for column in columns)
    return Wishes(
        estate=estate, item=item, yes=yes, answered=answered, asked=asked, payers=payers, items=items
    )


def _of_ballots(
    estates: Mapping[str, int], work_types: Mapping[str, int], ballots: Ballots
) -> tuple[NDArray[Any], ...]:
    """Return the columns of Wishes that ballot rows give, in their order."""
    at, kind = looked_up(estates, ballots.estate), looked_up(work_types, ballots.work_type)
    rows = np.flatnonzero((ballots.respondents > 0) & (at >= 0) & (kind >= 0))
    asked = np.where(_given(ballots, "asked"), ballots.asked, -1)
    payers = np.where(_given(ballots, "willing_to_pay"), ballots.willing_to_pay.astype(np.float64), np.nan)
    columns = (at, kind, _yes_of(ballots), ballots.respondents, asked, payers)
    return tuple(column[rows] for column in columns)


def _yes_of(ballots: Ballots) -> Numbers:
    """Return how many households each ballot row counts as in favour; points count as parts of one."""
    by_points = np.isin(ballots.ballot, POINTS)
    points = np.divide(ballots.rank_points, ballots.most, out=np.zeros(len(ballots)), where=by_points)
    return np.where(by_points, np.minimum(points, ballots.respondents), ballots.support.astype(np.float64))


def _of_households(
    estates: Mapping[str, int], work_types: Mapping[str, int], answers: Answers, rule: Support
) -> tuple[NDArray[Any], ...]:
    """Return the columns of Wishes that household rows give.

    Each estate that answered speaks on all work types that any household names.
    """
    shares = list(shares_of(answers, rule))
    at = looked_up(estates, answers.estate).tolist()
    form = sorted({work_types[name] for held in shares for name in held if name in work_types})
    place = {kind: k for k, kind in enumerate(form)}
    answered = np.bincount([e for e in at if e >= 0], minlength=1)
    who = np.flatnonzero(answered)
    number = {e: k for k, e in enumerate(who.tolist())}
    yes, payers = np.zeros((2, len(who), len(form)))
    for row, held in enumerate(shares):
        for name, share in held.items():
            if at[row] in number and work_types.get(name) in place:
                cell = number[at[row]], place[work_types[name]]
                yes[cell] += share
                payers[cell] += bool(answers.pays[row]) and share > 0
    if not _given(answers, "pays").any():
        payers[:] = np.nan
    estate = np.repeat(who, len(form))
    kind = np.tile(np.array(form, dtype=np.int64), len(who))
    unknown = np.full(len(estate), -1, dtype=np.int64)
    return estate, kind, yes.ravel(), answered[estate], unknown, payers.ravel()


def shares_of(answers: Answers, rule: Support) -> Iterator[dict[str, float]]:
    """Yield, by household, how much of a yes it says to each work type that it names, 0 to 1.

    ``rule`` says whether names count alike or by their order; points count as parts of the most.
    """
    most = rule.most_points or max((p for held in answers.points for _, p in held), default=1.0)
    places = rule.places or max((len(chosen) for chosen in answers.chosen), default=1)
    for chosen, points in zip(answers.chosen.tolist(), answers.points.tolist(), strict=True):
        if rule.answers == "approval":
            said = dict.fromkeys(chosen, 1.0)
        elif rule.answers == "top_k":
            said = {name: float(k < places) for k, name in enumerate(chosen)}
        else:
            said = {name: max(places - k, 0) / places for k, name in enumerate(chosen)}
        for name, given in points:
            said[name] = max(said.get(name, 0.0), min(given / most, 1.0) if most > 0 else 0.0)
        yield said


def worries_of(estates: Mapping[str, int], ballots: Ballots, answers: Answers) -> Heard:
    """Return how many households of each estate fear what; ``item`` counts the kinds of FEARS.

    Of several ballot rows of an estate the largest count of a kind holds, among the largest number of
    respondents: a questionnaire asks once for all works. Ballot rows stand before household rows.
    """
    kinds = {kind: k for k, kind in enumerate(FEARS)}
    feared, answered = _fears_of_households(estates, kinds, answers)
    of_ballots: dict[int, dict[int, float]] = {}
    respondents: dict[int, int] = {}
    told = _given(ballots, "fears") & (ballots.respondents > 0)
    at = looked_up(estates, ballots.estate).tolist()
    for row in np.flatnonzero(told).tolist():
        held = of_ballots.setdefault(at[row], {})
        for kind, households in ballots.fears[row]:
            held[kinds[kind]] = max(households, held.get(kinds[kind], 0.0))
        respondents[at[row]] = max(int(ballots.respondents[row]), respondents.get(at[row], 0))
    feared.update(of_ballots)
    answered.update(respondents)
    rows = sorted(e for e in feared if e >= 0)
    return Heard(
        estate=np.repeat(np.array(rows, dtype=np.int64), len(kinds)),
        item=np.tile(np.arange(len(kinds), dtype=np.int64), len(rows)),
        yes=np.array([feared[e].get(k, 0.0) for e in rows for k in range(len(kinds))], dtype=np.float64),
        answered=np.repeat(np.array([answered[e] for e in rows], dtype=np.int64), len(kinds)),
        items=len(kinds),
    )


def _fears_of_households(
    estates: Mapping[str, int], kinds: Mapping[str, int], answers: Answers
) -> tuple[dict[int, dict[int, float]], dict[int, int]]:
    """Return by estate how many household rows fear each kind, and how many rows there are."""
    feared: dict[int, dict[int, float]] = {}
    answered: dict[int, int] = {}
    if not _given(answers, "fears").any():
        return feared, answered
    for estate, fears in zip(looked_up(estates, answers.estate).tolist(), answers.fears, strict=True):
        held = feared.setdefault(estate, {})
        answered[estate] = answered.get(estate, 0) + 1
        for kind in fears:
            held[kinds[kind]] = held.get(kinds[kind], 0.0) + 1
    return feared, answered


def _given(table: Table, column: str) -> Flags:
    return table.given.get(column, np.zeros(len(table), dtype=bool))
