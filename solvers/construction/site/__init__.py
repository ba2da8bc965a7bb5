"""What is given: a plan made ready to be played, and what chance decides of it."""

from solvers.construction.site.chosen import WrongPlanError
from solvers.construction.site.draws import Draws, undisturbed
from solvers.construction.site.made import site_of
from solvers.construction.site.nouns import NEVER, Site

__all__ = ["NEVER", "Draws", "Site", "WrongPlanError", "site_of", "undisturbed"]
