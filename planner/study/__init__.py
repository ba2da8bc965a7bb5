"""Studies: several cases of a programme planned and compared."""

from planner.study.verb import Verb

__all__ = ["Verb"]
