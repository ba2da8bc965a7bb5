"""All tables of the example: those of Jinping, with the practices added one after another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from examples.make_jinping import make as make_jinping
from examples.make_jinping.places import estates

from .divided import divided
from .ground import cable_links, catalogue, grounds, operator_rows, with_cables
from .money import fund_rows
from .ready import agreement_rows, office_rows, prepared
from .served import neighbour_rows, own_assets, zone_works
from .settings import SETTINGS
from .standing import published_rows, targets

if TYPE_CHECKING:
    from examples.make_jinping.rows import Rows
    from examples.make_jinping.settings import Settings


def make() -> tuple[dict[str, Rows], Settings]:
    """Return the rows of every table by its name, and the settings."""
    tables, _ = make_jinping()
    places = estates()
    works = with_cables(places, tables["works"])
    works, parts = divided(places, works, tables["links"])
    assets, houses = own_assets(tables["assets"])
    return {
        **tables,
        "estates": prepared(places, tables["estates"]),
        "work_types": catalogue(tables["work_types"]),
        "works": [*works, *zone_works(places), *houses],
        "links": [*tables["links"], *cable_links(works)],
        "assets": assets,
        "funds": fund_rows(),
        "targets": targets(tables["targets"]),
        "crews": [*tables["crews"], *office_rows()],
        "adjacency": neighbour_rows(places),
        "grounds": grounds(places),
        "operators": operator_rows(),
        "agreements": agreement_rows(places),
        "published": published_rows(places, parts),
    }, SETTINGS
