"""Targets that nothing can reach, or that are due outside the plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from scenarios.model.findings.noted import Noted
    from scenarios.model.programme import Programme


def targets_can_be_reached(noted: Noted) -> None:
    """Point out targets above everything asked for, or due before the plan begins or after its end."""
    programme, targets, clock = noted.programme, noted.programme.targets, noted.programme.clock
    if not programme.settings.rules.targets.on:
        return
    asked = [_asked(programme, row) for row in range(len(targets))]
    words = [
        f"{targets.name[r]} ({_plain(float(targets.value[r]))} > {_plain(asked[r])})"
        for r in range(len(targets))
    ]
    due = clock.days(targets.by)
    more = np.array([v > a * (1 + 1e-9) for v, a in zip(targets.value, asked, strict=True)], dtype=bool)
    plan = {"first": clock.first_day, "last": clock.date(int(clock.starts[-1]) - 1)}
    for code, where, column, names in (
        ("target_too_large", more & (targets.strength == "hard"), "value", words),
        ("target_too_large_soft", more & (targets.strength == "soft"), "value", words),
        ("target_before_plan", due < 0, "by", list(targets.name)),
        ("target_after_plan", due >= int(clock.starts[-1]), "by", list(targets.name)),
    ):
        rows = np.flatnonzero(where)
        noted.rows(code, targets, rows, column, [str(names[r]) for r in rows], **plan)


def _asked(programme: Programme, row: int) -> float:
    """Return the most that a target could ever count: everything that is asked for in its scope."""
    targets, campaigns, estates = programme.targets, programme.campaigns, programme.estates
    here = np.ones(len(campaigns), dtype=bool)
    if targets.street[row]:
        here &= campaigns.street == targets.street[row]
    if targets.zone[row]:
        here &= campaigns.zone == targets.zone[row]
    measure = str(targets.measure[row])
    if measure == "quantity":
        facts, types = programme.facts, programme.work_types
        chosen = here[facts.campaign] & (types.id[facts.work_type] == targets.work_type[row])
        return float(facts.quantity[chosen].sum())
    at = np.unique(campaigns.estate[here & (campaigns.estate >= 0)])
    return float(len(at)) if measure == "estates" else float(np.nansum(getattr(estates, measure)[at]))


def _plain(value: float) -> str:
    return f"{value:,.10g}"
