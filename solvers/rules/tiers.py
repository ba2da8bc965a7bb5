"""Aims held in turn: livelihood first, upgrade later (docs/meaning.md, 8)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from solvers.rules.aim import weighted

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scenarios.model.programme import Programme
    from scenarios.tables.settings import Tier
    from solvers.rules.program import PhasingProgram

STATED = ("stated aim", "既定目标")
"""What the one aim of a programme without tiers is called."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Aim:
    """An aim by its name: its value of every column, axis ``(column,)``, and how much of it may be given up.

    While later aims are pursued it is held at its value less ``tolerance`` × max(abs(value), 1).
    """

    name: str
    name_zh: str
    cost: NDArray[np.float64]
    tolerance: float


def aims_in_order(program: PhasingProgram) -> tuple[Aim, ...]:
    """Return the aims of a programme, the first first: its tiers, or the one aim of its weights."""
    settings = program.given.programme.settings
    if not settings.tiers:
        return (Aim(name=STATED[0], name_zh=STATED[1], cost=program.arrays.cost, tolerance=0.0),)
    return tuple(_aim(program, tier) for tier in settings.tiers)


def _aim(program: PhasingProgram, tier: Tier) -> Aim:
    given = program.given
    cost = np.zeros(program.arrays.columns)
    shared = given.columns.count
    works, outright = counted(given.programme, tier)
    cost[:shared] = weighted(given, tier, works, outright)
    if tier.penalties:
        cost[shared:] = program.arrays.cost[shared:]
    return Aim(name=tier.name, name_zh=tier.name_zh or tier.name, cost=cost, tolerance=tier.tolerance)


def counted(programme: Programme, tier: Tier) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Return which works count in a tier, axis ``(work,)``, and which campaigns' benefits given outright do.

    Those are of a whole campaign, so none of them counts where the tier picks works by class, type or need.
    """
    facts, types, campaigns = programme.facts, programme.work_types, programme.campaigns
    in_street = np.ones(len(campaigns), dtype=bool)
    if tier.streets:
        in_street = np.isin(campaigns.street, tier.streets)
    works = in_street[facts.campaign] & (facts.need >= tier.need_at_least)
    if tier.classes:
        works &= np.isin(types.work_class, tier.classes)[facts.work_type]
    if tier.work_types:
        works &= np.isin(types.id, tier.work_types)[facts.work_type]
    picks = bool(tier.classes or tier.work_types or tier.need_at_least)
    return works, in_street & (not picks)
