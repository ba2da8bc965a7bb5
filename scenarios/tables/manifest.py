"""The manifest: every table of a programme, in the order in which a planner fills them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scenarios.tables.means import Calendar, Crews, Funds, Targets
from scenarios.tables.people import Actuals, Answers, Ballots, Consents
from scenarios.tables.places import Adjacency, Assets, Buildings, Estates
from scenarios.tables.undertaking import Benefits, Links, OutsideProjects, Works, WorkTypes

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
    Actuals,
)
REQUIRED_TABLES: tuple[type[Table], ...] = (Estates, WorkTypes, Works, Funds)
"""Tables without which there is nothing to plan."""
