"""The programme: all that is given, as one frozen value."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any
from weakref import ref

import numpy as np

from scenarios.model.campaigns import Campaigns, WorkFacts, campaigns_of, facts_of
from scenarios.model.clock import Clock
from scenarios.model.consent import as_agreed, shares_of, standings_of
from scenarios.model.exclusions import Exclusions, exclusions_of
from scenarios.model.modes import Unit, duties_of, mode_sets_of
from scenarios.model.scores import Scores, scores, weighed
from scenarios.model.voices import Voices, voices_of
from scenarios.tables.column import columns_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from scenarios.model.consent import Standing
    from scenarios.model.expected import Expected
    from scenarios.model.held import Held
    from scenarios.tables.catalogue import WorkTypes
    from scenarios.tables.column import Numbers, Table
    from scenarios.tables.commons import Adjacency, Assets, Grounds, Operators
    from scenarios.tables.faults import Finding
    from scenarios.tables.means import Calendar, Crews, Targets
    from scenarios.tables.money import Funds
    from scenarios.tables.people import Answers, Ballots, Consents
    from scenarios.tables.places import Buildings, Estates
    from scenarios.tables.settings import Settings
    from scenarios.tables.standing import Actuals, Agreements, Assessments, Published
    from scenarios.tables.supposed import WhatIfs
    from scenarios.tables.undertaking import Benefits, Links, OutsideProjects, Works


@dataclass(frozen=True, kw_only=True, eq=False)
class Programme:
    """A renovation programme: its settings and its tables, each a frozen record of numpy columns.

    ``findings`` holds what was noticed on reading (odd data, assumptions, conversions); ``source`` the
    path read. ``expected`` is what plays of earlier plans say of starts, ``held`` what is decided already
    (None: nothing); both are no part of what is given. The derived values (clock, campaigns, facts) are
    worked out once, on demand. A changed programme is a changed copy.
    """

    settings: Settings
    estates: Estates
    buildings: Buildings
    work_types: WorkTypes
    works: Works
    benefits: Benefits
    links: Links
    outside_projects: OutsideProjects
    assets: Assets
    funds: Funds
    crews: Crews
    ballots: Ballots
    answers: Answers
    consents: Consents
    targets: Targets
    calendar: Calendar
    adjacency: Adjacency
    grounds: Grounds
    operators: Operators
    agreements: Agreements
    assessments: Assessments
    published: Published
    actuals: Actuals
    what_ifs: WhatIfs
    findings: tuple[Finding, ...] = ()
    source: str = ""
    expected: Expected | None = None
    held: Held | None = None

    @cached_property
    def clock(self) -> Clock:
        """Periods, plan years and days."""
        return Clock.of(self.settings)

    @cached_property
    def exclusions(self) -> Exclusions:
        """Reasons why estates and works take no part."""
        return exclusions_of(self.settings, self.estates, self.works, self.work_types)

    @cached_property
    def campaigns(self) -> Campaigns:
        """Campaigns 施工批次 of all places that take part, in the order in which works name them."""
        return campaigns_of(
            self.settings, self.estates, self.assets, self.works, self.work_types, self.exclusions
        )

    @cached_property
    def facts(self) -> WorkFacts:
        """Works of the campaigns with every default filled in, in the order of the works table.

        In application mode their priorities are weighed by the estates' scores where the settings say so.
        """
        application = self.settings.application
        if not (application.on and application.weighs):
            return self.unscored_facts
        return weighed(self.unscored_facts, self.campaigns, self.scores.factor)

    @cached_property
    def scores(self) -> Scores:
        """Scores of the estates for application mode, whether it is on or not."""
        return scores(self)

    @cached_property
    def unscored_facts(self) -> WorkFacts:
        """The facts of works before their priorities are weighed by scores: as far as residents agree."""
        return as_agreed(self.whole_facts, self.work_types, self.consent_shares)

    @cached_property
    def standings(self) -> tuple[Standing | None, ...]:
        """How residents stand to each work, axis ``(work,)``; None where nobody needs to be asked."""
        return standings_of(self)

    @cached_property
    def consent_shares(self) -> Numbers:
        """Share of each work that is planned, axis ``(work,)``: less than 1 where only some units agree."""
        return shares_of(self.standings)

    @cached_property
    def whole_facts(self) -> WorkFacts:
        """The facts of works as if all residents agreed to them."""
        return facts_of(
            self.campaigns,
            self.estates,
            self.works,
            self.work_types,
            self.voices,
            self.exclusions,
        )

    @cached_property
    def voices(self) -> Voices:
        """What residents want and fear, counted and with few answers filled from their neighbours'."""
        return voices_of(self.settings.support, self.estates, self.work_types, self.ballots, self.answers)

    @cached_property
    def mode_sets(self) -> tuple[Unit, ...]:
        """Modes of each place that has several, as indices of campaigns; at most one of them starts."""
        return mode_sets_of(self.settings, self.campaigns)

    @cached_property
    def duties(self) -> dict[int, tuple[list[Unit], list[Unit]]]:
        """By estate: its campaigns in units (modes together), and those that complete it."""
        return duties_of(self.campaigns, self.facts, self.mode_sets)

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 of all that is given; the same for a folder and a workbook that say the same.

        An empty cell counts as empty, also where a default stands for it. What changes no plan is left out,
        so that a plan stays that of its programme: how construction is played forward, and what-ifs.
        """
        digest = hashlib.sha256()
        digest.update(
            self.settings.model_dump_json(exclude={"construction": True, "support": {"least_told"}}).encode()
        )
        for field in dataclasses.fields(self):
            value = getattr(self, field.name)
            if hasattr(value, "NAME") and field.name != "what_ifs":
                for piece in _written(value):
                    digest.update(piece)
        return digest.hexdigest()

    def replace(self, **tables: Any) -> Programme:
        """Return a copy with other tables or settings."""
        return dataclasses.replace(self, **tables)


_AT_ONCE = 50_000
"""Cells that are written down at a time."""


_KEPT = 1 << 20
"""Bytes up to which what is written of a table is kept: changed copies of a programme share most tables."""
_kept: dict[int, tuple[ref[Table], bytes]] = {}


def _written(table: Table) -> Iterator[bytes]:
    """Yield, in pieces, the JSON of a table; see _canonical."""
    known = _kept.get(id(table))
    if known is not None and known[0]() is table:
        yield known[1]
        return
    pieces, size = [], 0
    for piece in map(str.encode, _canonical(table)):
        yield piece
        size += len(piece)
        if size <= _KEPT:
            pieces.append(piece)
    if size <= _KEPT:
        number = id(table)
        _kept[number] = ref(table, lambda _: _kept.pop(number, None)), b"".join(pieces)


def _canonical(table: Table) -> Iterator[str]:
    """Yield, in pieces, the JSON of a table: its name, then each column's name, cells and empty rows."""
    yield f"[{json.dumps(table.NAME.name)}"
    for column in columns_of(type(table)):
        values = getattr(table, column.name)
        filled = table.given.get(column.name, np.zeros(len(values), dtype=bool))
        yield f", [{json.dumps(column.name)}, "
        yield from _listed(values)
        yield ", "
        if filled.any():
            yield from _listed(np.flatnonzero(~filled))
        else:
            yield '"none given"'
        yield "]"
    yield "]"


def _listed(values: NDArray[Any]) -> Iterator[str]:
    """Yield, in pieces, the JSON of a list of cells."""
    yield "["
    for first in range(0, len(values), _AT_ONCE):
        cells = values[first : first + _AT_ONCE]
        plain = np.datetime_as_string(cells).tolist() if cells.dtype.kind == "M" else cells.tolist()
        yield (", " if first else "") + json.dumps(plain, ensure_ascii=False, default=list)[1:-1]
    yield "]"
