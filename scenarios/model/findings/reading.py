"""What was noticed on reading, with many of one kind folded."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from scenarios.model.findings.noted import SHOWN

if TYPE_CHECKING:
    from collections.abc import Iterable

    from scenarios.tables.faults import Finding

MOST = 4
"""Findings of one kind that are listed one by one."""


def from_reading(findings: Iterable[Finding]) -> list[Finding]:
    """Return what was noticed on reading; of many alike the first three, and how many more there are."""
    kinds: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        kinds.setdefault((finding.code, finding.file), []).append(finding)
    return [shown for alike in kinds.values() for shown in _folded(alike)]


def _folded(alike: list[Finding]) -> list[Finding]:
    if len(alike) <= MOST:
        return alike
    last, more = alike[SHOWN - 1], len(alike) - SHOWN
    what = f"{last.what} (And {more} more of this kind.)"
    folded = dataclasses.replace(last, what=what, what_zh=f"{last.what_zh}（另有 {more} 处同类情况。）")
    return [*alike[: SHOWN - 1], folded]
