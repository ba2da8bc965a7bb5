"""What was noticed on reading, without what is looked at afresh, and many of one kind folded into one."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from scenarios.model.findings.noted import SHOWN

if TYPE_CHECKING:
    from collections.abc import Iterable

    from scenarios.tables.faults import Finding

AFRESH = frozenset(
    {
        "assumed",
        "assumed_evaluation",
        "assumed_working_days",
        "early_evaluation",
        "estate_without_works",
        "fund_after_plan",
        "fund_unusable",
        "money_to_spare",
        "never_in_plan",
        "not_enforced",
        "price_far_off",
        "target_before_plan",
        "target_without_works",
        "trade_unlimited",
        "vote_fails",
    }
)
"""Kinds that are looked at again in the programme as it stands."""
MOST = 4
"""Findings of one kind that are listed one by one."""


def from_reading(findings: Iterable[Finding]) -> list[Finding]:
    """Return what is not looked at afresh; of many alike the first three, and how many more there are."""
    kinds: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        if finding.code not in AFRESH:
            kinds.setdefault((finding.code, finding.file), []).append(finding)
    return [shown for alike in kinds.values() for shown in _folded(alike)]


def _folded(alike: list[Finding]) -> list[Finding]:
    if len(alike) <= MOST:
        return alike
    last, more = alike[SHOWN - 1], len(alike) - SHOWN
    what = f"{last.what} (And {more} more of this kind.)"
    folded = dataclasses.replace(last, what=what, what_zh=f"{last.what_zh}（另有 {more} 处同类情况。）")
    return [*alike[: SHOWN - 1], folded]
