"""What is given.

A scenario is everything that is given; the base programme is the scenario with no change laid over it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from scenarios.whatif.overlay import Overlaid, overlay
    from scenarios.whatif.reading import read_what_if
    from scenarios.whatif.what_if import WhatIf

__all__ = ["Overlaid", "WhatIf", "overlay", "read_what_if"]


def __getattr__(name: str) -> Any:
    """Fetch a name when it is first asked for, so that importing the package stays quick."""
    import importlib

    homes = {
        "Overlaid": "scenarios.whatif.overlay",
        "WhatIf": "scenarios.whatif.what_if",
        "overlay": "scenarios.whatif.overlay",
        "read_what_if": "scenarios.whatif.reading",
    }
    if name not in homes:
        raise AttributeError(f"module 'scenarios' has no attribute '{name}'")
    return getattr(importlib.import_module(homes[name]), name)
