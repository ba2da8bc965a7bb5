"""The engines: a site and its draws in, the visits out."""

from solvers.construction.play.happenings import Gate, Happening, Replay
from solvers.construction.play.played import KINDS, Played
from solvers.construction.play.reference import replay

__all__ = ["KINDS", "Gate", "Happening", "Played", "Replay", "replay"]
