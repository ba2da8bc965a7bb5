"""What-ifs: short files of changes, laid over a programme."""

from scenarios.whatif.change import Change
from scenarios.whatif.grammar import what_if_from
from scenarios.whatif.overlay import Overlaid, overlay
from scenarios.whatif.reading import read_what_if
from scenarios.whatif.what_if import Action, Edit, WhatIf

__all__ = ["Action", "Change", "Edit", "Overlaid", "WhatIf", "overlay", "read_what_if", "what_if_from"]
