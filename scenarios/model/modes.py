"""Modes: campaigns of one place of which at most one starts (docs/meaning.md, 11.2 and 6.10)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from scenarios.model.campaigns import Campaigns, WorkFacts
    from scenarios.tables.column import Flags
    from scenarios.tables.settings import Settings

Unit = tuple[int, ...]
"""Campaigns that count as one: the modes of a place, or one campaign alone."""


def mode_sets_of(settings: Settings, campaigns: Campaigns) -> tuple[Unit, ...]:
    """Return the modes of each place that has two or more; none where the rule is off."""
    rule = settings.rules.modes
    if not rule.on:
        return ()
    found: dict[str, list[int]] = {}
    for c in np.flatnonzero(np.isin(campaigns.part, list(rule.words))).tolist():
        found.setdefault(str(campaigns.place[c]), []).append(c)
    return tuple(tuple(members) for members in found.values() if len(members) > 1)


def in_modes(campaigns: int, mode_sets: tuple[Unit, ...]) -> Flags:
    """Return which of so many campaigns are one of several modes, axis ``(campaign,)``."""
    held = np.zeros(campaigns, dtype=bool)
    for members in mode_sets:
        held[list(members)] = True
    return held


def units_of(members: list[int], mode_sets: tuple[Unit, ...]) -> list[Unit]:
    """Return campaigns in the order given, the modes of a place together."""
    together = {c: unit for unit in mode_sets for c in unit}
    return list(dict.fromkeys(together.get(c, (c,)) for c in members))


def duties_of(
    campaigns: Campaigns, facts: WorkFacts, mode_sets: tuple[Unit, ...]
) -> dict[int, tuple[list[Unit], list[Unit]]]:
    """Return by estate, as its row: all its units, and those that must be completed to complete it.

    These are the units with a required work; all of them where there is none. Of a unit any one campaign
    completes it. Estates come in the order of the table.
    """
    with_required = np.zeros(len(campaigns), dtype=bool)
    with_required[facts.campaign[facts.required]] = True
    needed = with_required.tolist()
    together = {c: unit for unit in mode_sets for c in unit}
    at = np.flatnonzero(campaigns.estate >= 0)
    found: dict[int, dict[Unit, None]] = {}
    for c, estate in zip(at.tolist(), campaigns.estate[at].tolist(), strict=True):
        found.setdefault(estate, {})[together.get(c) or (c,)] = None
    duties = {}
    for estate in sorted(found):
        units = list(found[estate])
        duties[estate] = (units, [u for u in units if any(needed[c] for c in u)] or units)
    return duties
