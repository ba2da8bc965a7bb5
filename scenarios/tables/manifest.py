"""The manifest: every table of a programme, in the order in which a planner fills them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scenarios.tables.catalogue import WorkTypes
from scenarios.tables.commons import Adjacency, Assets, Grounds, Operators
from scenarios.tables.means import Calendar, Crews, Targets
from scenarios.tables.money import Funds
from scenarios.tables.people import Answers, Ballots, Consents
from scenarios.tables.places import Buildings, Estates
from scenarios.tables.standing import Actuals, Agreements, Assessments, Published
from scenarios.tables.supposed import WhatIfs
from scenarios.tables.undertaking import Benefits, Links, OutsideProjects, Works

if TYPE_CHECKING:
    from scenarios.tables.column import Table

TABLES: tuple[type[Table], ...] = (
    Estates,
    Buildings,
    WorkTypes,
    Works,
    Benefits,
    Links,
    OutsideProjects,
    Assets,
    Funds,
    Crews,
    Ballots,
    Answers,
    Consents,
    Targets,
    Calendar,
    Adjacency,
    Grounds,
    Operators,
    Agreements,
    Assessments,
    Published,
    Actuals,
    WhatIfs,
)
REQUIRED_TABLES: tuple[type[Table], ...] = (Estates, WorkTypes, Works, Funds)
"""Tables without which there is nothing to plan."""
