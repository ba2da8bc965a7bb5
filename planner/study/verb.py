"""The room ``planner.study`` called as the verb of its name: ``from planner import study`` gives both.

Python gives the name to the room once any file of it is imported, and would hide a function so called.
"""

from __future__ import annotations

import sys
import types
from typing import Any


class Verb(types.ModuleType):
    """A room that can be called; see planner.study.study."""

    def __call__(self, *given: Any, **more: Any) -> Any:
        """Return the study of a programme under what-ifs."""
        from planner.study.study import study

        return study(*given, **more)


sys.modules["planner.study"].__class__ = Verb
