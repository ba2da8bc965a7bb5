"""Spreads of the settings as quantile tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from solvers.construction.chance.tables import CELLS, ONE, lognormal_between, pert, triangular, trigen

if TYPE_CHECKING:
    from scenarios.tables.chance_spread import Spread
    from solvers.construction.chance.tables import Table


def spread_table(spread: Spread) -> Table:
    """Return the quantile table of a spread, factors in 1/65,536."""
    if spread.shape == "lognormal":
        return lognormal_between(spread.low, spread.high)
    shapes = {"pert": pert, "triangular": triangular, "trigen": trigen}
    return shapes[spread.shape](spread.low, spread.mode, spread.high)


def mean_of(table: Table) -> float:
    """Return the mean of a table, in ones: that of its straight lines."""
    whole = int(table[1:-1].sum()) + (int(table[0]) + int(table[-1])) / 2
    return whole / (CELLS * ONE)
