"""Confidence: plans and plays in turn, until what plays say of a plan is what it was made with."""

from solvers.confidence.rounds import FRESH, MOST_ROUNDS, Confident, Kept, Round, confident

__all__ = ["FRESH", "MOST_ROUNDS", "Confident", "Kept", "Round", "confident"]
