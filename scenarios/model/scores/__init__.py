"""Scores of estates for application mode (docs/scores.md), which are assumptions: criteria, gates, ranks."""

from scenarios.model.scores.scores import Scores, scores, weighed

__all__ = ["Scores", "scores", "weighed"]
