"""Answers about a plan played forward: finishes, costs, promises, causes, worths, and what residents bear."""

from solvers.construction.answers.outcome import Outcome
from solvers.construction.answers.readings import Dated, Dates, Reading, Sums

__all__ = ["Dated", "Dates", "Outcome", "Reading", "Sums"]
