"""Choosing under uncertainty: regret, the robust plan, and what is worth knowing first."""
