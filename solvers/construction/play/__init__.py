"""The engines: a site and its draws in, the visits out."""

from solvers.construction.play.happenings import Bound, Gate, Happening, Replay
from solvers.construction.play.lean import Lean
from solvers.construction.play.played import KINDS, Played
from solvers.construction.play.reference import replay
from solvers.construction.site.nouns import NEVER as NOT_FINISHED

__all__ = ["KINDS", "NOT_FINISHED", "Bound", "Gate", "Happening", "Lean", "Played", "Replay", "replay"]
