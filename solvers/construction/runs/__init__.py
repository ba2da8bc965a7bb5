"""Many replications of a site played, and what of them answers are read from."""

from solvers.construction.runs.certificate import Certificate, certificate_of
from solvers.construction.runs.engines import engine_named, engine_of
from solvers.construction.runs.many import runs_of
from solvers.construction.runs.nouns import ENGINES, Runs, joined

__all__ = [
    "ENGINES",
    "Certificate",
    "Runs",
    "certificate_of",
    "engine_named",
    "engine_of",
    "joined",
    "runs_of",
]
