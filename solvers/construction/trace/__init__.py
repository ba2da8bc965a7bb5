"""How a replication came about: what bound each finish."""

from solvers.construction.trace.attribution import CAUSES, Part, explained

__all__ = ["CAUSES", "Part", "explained"]
