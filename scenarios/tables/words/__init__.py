"""The sentences of faults and findings, in English and Chinese."""

from scenarios.tables.words.catalogue import FAULTS, FINDINGS
from scenarios.tables.words.said import Said

__all__ = ["FAULTS", "FINDINGS", "Said"]
