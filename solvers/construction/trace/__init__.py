"""How a replication came about: what bound each visit and each finish."""

from solvers.construction.trace.attribution import CAUSES, Part, explained
from solvers.construction.trace.bound import bound_of

__all__ = ["CAUSES", "Part", "bound_of", "explained"]
