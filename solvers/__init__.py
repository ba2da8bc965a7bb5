"""What is worked out: the integer program, its engines, the plan, and the audit that never met them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from solvers.plan.audit.audit import audit
    from solvers.solving import Solve, solve

__all__ = ["Solve", "audit", "solve"]


def __getattr__(name: str) -> Any:
    """Fetch a name when it is first asked for, so that importing the package stays quick."""
    import importlib

    homes = {"audit": "solvers.plan.audit.audit", "solve": "solvers.solving", "Solve": "solvers.solving"}
    if name not in homes:
        raise AttributeError(f"module 'solvers' has no attribute '{name}'")
    return getattr(importlib.import_module(homes[name]), name)
