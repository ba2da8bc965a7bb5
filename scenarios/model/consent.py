"""How far residents agree to works, and from when (docs/meaning.md, 6.5)."""

from __future__ import annotations

import dataclasses
import math
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np

from scenarios.model.campaigns import days_of
from scenarios.model.homes import Homes
from scenarios.model.outcomes import ALWAYS, Outcome, Votes

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from scenarios.model.campaigns import Campaigns, WorkFacts
    from scenarios.model.clock import Clock
    from scenarios.tables.catalogue import WorkTypes
    from scenarios.tables.column import Numbers
    from scenarios.tables.people import Ballots, Consents
    from scenarios.tables.places import Buildings, Estates
    from scenarios.tables.rule_settings import ConsentMatter
    from scenarios.tables.settings import Settings
    from scenarios.tables.undertaking import Works

_SAME = 1e-9
"""Shares that differ by less are the same."""


class Asked(Protocol):
    """A programme, as far as consent reads it; ``whole_facts`` are the works as if all agreed."""

    @property
    def settings(self) -> Settings: ...  # noqa: D102 a programme's own, as all that follow

    @property
    def clock(self) -> Clock: ...  # noqa: D102

    @property
    def estates(self) -> Estates: ...  # noqa: D102

    @property
    def buildings(self) -> Buildings: ...  # noqa: D102

    @property
    def work_types(self) -> WorkTypes: ...  # noqa: D102

    @property
    def works(self) -> Works: ...  # noqa: D102

    @property
    def consents(self) -> Consents: ...  # noqa: D102

    @property
    def ballots(self) -> Ballots: ...  # noqa: D102

    @property
    def campaigns(self) -> Campaigns: ...  # noqa: D102

    @property
    def whole_facts(self) -> WorkFacts: ...  # noqa: D102


@dataclass(frozen=True, kw_only=True)
class Left:
    """Units that a work does not reach yet, and why.

    ``why``: ``refused``, ``pending`` (a vote to come that is not counted on, or not wholly), ``agreed`` (but
    after the work's first day, or too few to begin) or ``silent`` (no vote, taken as refused). ``day`` is the
    day of their vote, None where it has none; ``units`` may be a fraction where only shares of persons are
    known.
    """

    units: float
    why: str
    day: int | None


@dataclass(frozen=True, kw_only=True)
class Persons:
    """A share of persons from which the share of units that agree as one is reckoned: share ** dwellings."""

    share: float
    dwellings: float
    units: float


@dataclass(frozen=True, kw_only=True)
class Standing:
    """How residents stand to a work: units of ``scope`` that passed, refused, or have yet to vote.

    ``silent`` are those without any vote, of their own or of the estate. ``share`` of the units have agreed
    by ``first_day``, the first day on which the work may start (None: never; then ``share`` is 0), and so
    much of it is planned. ``rests_on`` are days and probabilities of the votes to come that it rests on.
    ``persons`` is given where it was reckoned from a share of persons. ``left`` are the units that it does
    not reach.
    """

    matter: str
    scope: str
    units: int
    passed: int
    refused: int
    pending: int
    silent: int
    share: float
    first_day: int | None
    rests_on: tuple[tuple[int, float], ...]
    persons: Persons | None
    left: tuple[Left, ...]

    @property
    def probability(self) -> float:
        """The probability that all votes to come pass that it rests on; 1 where it rests on none."""
        return math.prod(chance for _, chance in self.rests_on)


def standings_of(programme: Asked) -> tuple[Standing | None, ...]:
    """Return how residents stand to each work, axis ``(work,)``; None where nobody needs to be asked.

    Empty-handed where the rule is off: None for all.
    """
    facts, campaigns = programme.whole_facts, programme.campaigns
    matters = programme.work_types.consent_matter
    made: list[Standing | None] = [None] * len(facts)
    if not programme.settings.rules.consent.on:
        return tuple(made)
    asked = np.flatnonzero(np.array([bool(m) for m in matters], dtype=bool)[facts.work_type]).tolist()
    reader = _Reader(programme)
    same: dict[tuple[object, ...], Standing] = {}
    for work in asked:
        c, kind = int(facts.campaign[work]), int(facts.work_type[work])
        building = str(programme.works.building[facts.row[work]])
        key = (int(campaigns.estate[c]), str(matters[kind]), str(programme.work_types.id[kind]), building)
        if key not in same:
            same[key] = reader.standing(*key)
        made[work] = same[key]
    return tuple(made)


def shares_of(standings: Sequence[Standing | None]) -> Numbers:
    """Return the share of each work that is planned; works that can never start stay whole."""
    shares = np.ones(len(standings))
    for work, one in enumerate(standings):
        if one is not None and one.first_day is not None:
            shares[work] = one.share
    return shares


def as_agreed(facts: WorkFacts, work_types: WorkTypes, shares: Numbers) -> WorkFacts:
    """Return facts in which each work is done for a share of its units.

    Quantity, cost, households and benefit are that share of the whole, each rounded as the whole is; days
    follow from the quantity, fixed days stay.
    """
    some = np.flatnonzero(shares < 1)
    if not len(some):
        return facts
    share = shares[some]
    made = {
        name: getattr(facts, name).copy()
        for name in ("quantity", "cost", "households", "benefit_per_year", "days")
    }
    made["quantity"][some] *= share
    made["cost"][some] = np.rint(facts.cost[some] * share).astype(np.int64)
    made["households"][some] = np.rint(facts.households[some] * share).astype(np.int64)
    made["benefit_per_year"][some] = facts.need[some] * facts.priority[some] * made["households"][some]
    made["days"][some] = days_of(made["quantity"][some], work_types, facts.work_type[some])
    return dataclasses.replace(facts, **made)


class _Tally:
    """Units gathered for one work: how many of each kind, and which agree from when."""

    def __init__(self) -> None:
        self.count = {"passed": 0, "refused": 0, "pending": 0}
        self.agree: list[tuple[int, float, float | None]] = []
        self.left: list[Left] = []

    def add(self, outcome: Outcome, units: int, weight: float) -> None:
        """Count units that share an outcome; of each ``weight`` is planned for where it agrees."""
        self.count["pending" if outcome.chance is not None else outcome.state] += units
        if outcome.state == "passed":
            self.agree.append((outcome.day, units * weight, outcome.chance))
            if weight < 1:
                self.left.append(Left(units=units * (1 - weight), why="pending", day=_told(outcome.day)))
        else:
            self.left.append(Left(units=float(units), why=outcome.state, day=_told(outcome.day)))


class _Reader:
    """Reads standings off the tables of a programme."""

    def __init__(self, programme: Asked) -> None:
        self.rule = programme.settings.rules.consent
        self.votes = Votes(programme.consents, self.rule, programme.clock)
        self.homes = Homes(programme.estates, programme.buildings, self.rule.dwellings_per_stack)
        self.ids = [str(name) for name in programme.estates.id]
        self.support = _support(programme)
        self.needed: dict[str, ConsentMatter] = {}

    def standing(self, estate: int, matter: str, kind: str, building: str) -> Standing:
        """Return how an estate (its row; −1: another place) stands to works of a kind."""
        needed = self.needed.setdefault(matter, self.rule.of(matter))
        scope = needed.scope if estate >= 0 else "estate"
        key = (self.ids[estate], matter) if estate >= 0 else ("", matter)
        own = self.votes.by_unit(key, scope, needed)
        if scope == "building" and building:
            own = {name: outcome for name, outcome in own.items() if name == building}
            units = 1
        else:
            units = max(self.homes.units(estate, scope), len(own)) if scope != "estate" else 1
        tally = _Tally()
        for outcome in own.values():
            tally.add(outcome, 1, self._weight(outcome, units))
        rest, persons = units - len(own), None
        if rest:
            rest, persons = self._others(tally, rest, (estate, scope, units), (key, needed, kind))
        return self._told(tally, matter, scope, units, rest, persons)

    def _weight(self, outcome: Outcome, units: int) -> float:
        """Return how much of a unit is planned for; of several that may agree, as many as are expected."""
        expected = outcome.chance is not None and self.rule.pending == "expected" and units > 1
        return outcome.chance if expected and outcome.chance is not None else 1.0

    def _others(
        self,
        tally: _Tally,
        rest: int,
        of: tuple[int, str, int],
        asked: tuple[tuple[str, str], ConsentMatter, str],
    ) -> tuple[int, Persons | None]:
        """Count the units without a vote of their own; return those without any, and the share of persons."""
        (estate, scope, units), (key, needed, kind) = of, asked
        wide = self.votes.of_estate(key, needed) if scope != "estate" else None
        alike = needed.approval >= 1 and scope != "estate"
        persons = self.votes.persons(key) if alike and wide is not None else None
        if persons is None and alike and wide is None and (key[0], kind) in self.support:
            persons = (self.support[key[0], kind], ALWAYS)
        if persons is not None:
            share, day = persons
            dwellings = self.homes.dwellings(estate, scope)
            agreeing = rest * share**dwellings
            tally.agree.append((day, agreeing, None))
            tally.left.append(Left(units=rest - agreeing, why="refused", day=_told(day)))
            return 0, Persons(share=share, dwellings=dwellings, units=agreeing)
        if wide is not None:
            tally.add(wide, rest, self._weight(wide, units))
            return 0, None
        if self.rule.missing == "assumed":
            tally.agree.append((ALWAYS, float(rest), None))
        else:
            tally.left.append(Left(units=float(rest), why="silent", day=None))
        return rest, None

    def _told(
        self, tally: _Tally, matter: str, scope: str, units: int, silent: int, persons: Persons | None
    ) -> Standing:
        first, agreed = self._first_day(tally, units)
        rests_on: list[tuple[int, float]] = []
        left = list(tally.left)
        for day, weight, chance in tally.agree:
            if first is None or day > first:
                left.append(Left(units=weight, why="agreed" if chance is None else "pending", day=_told(day)))
            elif chance is not None:
                rests_on.append((day, chance))
        share = agreed / units
        return Standing(
            matter=matter,
            scope=scope,
            units=units,
            silent=silent,
            share=1.0 if share > 1 - _SAME else share,
            first_day=first,
            rests_on=tuple(rests_on),
            persons=persons,
            left=tuple(one for one in left if one.units > _SAME),
            **tally.count,
        )

    def _first_day(self, tally: _Tally, units: int) -> tuple[int | None, float]:
        """Return the first day on which enough units agree, and how many do by then; None, 0: never."""
        agreed = 0.0
        days: dict[int, float] = defaultdict(float)
        for day, weight, _ in tally.agree:
            days[day] += weight
        for day in sorted(days):
            agreed += days[day]
            if agreed > 0 and agreed >= self.rule.least_share * units - _SAME:
                return day, agreed
        return None, 0.0


def _support(programme: Asked) -> Mapping[tuple[str, str], float]:
    """Return the share in favour of those who answered, by (estate, work type), of ballots."""
    table, made = programme.ballots, {}
    for row in np.flatnonzero(table.respondents > 0).tolist():
        share = int(table.support[row]) / int(table.respondents[row])
        made[str(table.estate[row]), str(table.work_type[row])] = min(share, 1.0)
    return made


def _told(day: int) -> int | None:
    return None if day == ALWAYS else day
