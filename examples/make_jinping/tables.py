"""All tables of the example, made in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .catalogue import WORK_TYPES
from .means import calendar_rows, crew_rows, fund_rows, target_rows
from .places import estate_rows, estates
from .residents import ballot_rows, consent_rows
from .settings import SETTINGS, Settings
from .shared import asset_rows, link_rows, outside_rows
from .works import work_rows

if TYPE_CHECKING:
    from .rows import Rows


def make() -> tuple[dict[str, Rows], Settings]:
    """Return the rows of every table by its name, and the settings."""
    places = estates()
    works = work_rows(places)
    tables = {
        "estates": estate_rows(places),
        "work_types": WORK_TYPES,
        "works": works,
        "links": link_rows(places),
        "outside_projects": outside_rows(places),
        "assets": asset_rows(places),
        "funds": fund_rows(),
        "crews": crew_rows(),
        "ballots": ballot_rows(places, works),
        "consents": consent_rows(places, works),
        "targets": target_rows(),
        "calendar": calendar_rows(),
    }
    return tables, SETTINGS
