"""Chance: everything that is drawn, before the run, from keyed streams (docs/construction-chance.md)."""

from solvers.construction.chance.bills import Bills, bills_of, plain_bills
from solvers.construction.chance.chances import Chances, chances_of, plain_chances
from solvers.construction.chance.costs import Costs, costs_of
from solvers.construction.chance.drawn import Drawn, bank_of, drawn_of, draws_of
from solvers.construction.chance.parameters import parameter_sets

__all__ = [
    "Bills",
    "Chances",
    "Costs",
    "Drawn",
    "bank_of",
    "bills_of",
    "chances_of",
    "costs_of",
    "drawn_of",
    "draws_of",
    "parameter_sets",
    "plain_bills",
    "plain_chances",
]
