"""The audit of a plan, in plain Python from tables and plan; it imports nothing of the solver."""

from solvers.plan.audit.audit import audit
from solvers.plan.audit.worth import Worth, worth

__all__ = ["Worth", "audit", "worth"]
