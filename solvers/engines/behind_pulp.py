"""Solvers that PuLP can drive, by our names; kept apart so that a name is checked without PuLP."""

from __future__ import annotations

BEHIND_PULP = {
    "cbc": "COIN_CMD",
    "highs": "HiGHS",
    "gurobi": "GUROBI_CMD",
    "cplex": "CPLEX_CMD",
    "scip": "SCIP_CMD",
    "copt": "COPT_CMD",
    "xpress": "XPRESS",
    "mosek": "MOSEK",
}
"""Names of engines ``pulp:NAME`` and the PuLP interface each stands for."""
