"""Exit statuses of ``renewal``."""

DONE, BROKEN, BAD_INPUT, IMPOSSIBLE, NO_PLAN, BREACHED = 0, 1, 2, 3, 4, 5
"""Exit statuses: done; anything else; bad input; impossible; out of time or interrupted without a plan.

Audit found a breach.
"""
