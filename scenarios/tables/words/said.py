"""The two halves of a message, in both languages."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Said:
    """What is said, and ``more``: the remedy of a fault or the likely cause of a finding."""

    what: str
    what_zh: str
    more: str = ""
    more_zh: str = ""
    kind: str = "finding"
