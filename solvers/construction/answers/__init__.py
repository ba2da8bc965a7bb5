"""Answers about a plan played forward: finishes, costs, promises, causes, worths, and what residents bear."""

from solvers.construction.answers.comparing import against, differences, first_of
from solvers.construction.answers.made import Asked, answered, outcome_of, played
from solvers.construction.answers.outcome import Outcome, Stop
from solvers.construction.answers.readings import Dated, Dates, Reading, Sums
from solvers.construction.answers.sampled import Case, Sample, case_of, sample_of
from solvers.construction.answers.stopping import TARGETS, played_until

__all__ = [
    "TARGETS",
    "Asked",
    "Case",
    "Dated",
    "Dates",
    "Outcome",
    "Reading",
    "Sample",
    "Stop",
    "Sums",
    "against",
    "answered",
    "case_of",
    "differences",
    "first_of",
    "outcome_of",
    "played",
    "played_until",
    "sample_of",
]
