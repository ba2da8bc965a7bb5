"""The ledger of disruption: what residents bear of visits (docs/construction-ledger.md)."""

from solvers.construction.ledger.bearing import Bearing, bearing_of
from solvers.construction.ledger.borne import Borne, borne_of, worked_of
from solvers.construction.ledger.people import People, people_of
from solvers.construction.ledger.reactions import complaints, satisfaction
from solvers.construction.ledger.reckoned import Ledger, ledger_of, reckoned
from solvers.construction.ledger.weeks import add_weeks, empty_weeks

__all__ = [
    "Bearing",
    "Borne",
    "Ledger",
    "People",
    "add_weeks",
    "bearing_of",
    "borne_of",
    "complaints",
    "empty_weeks",
    "ledger_of",
    "people_of",
    "reckoned",
    "satisfaction",
    "worked_of",
]
