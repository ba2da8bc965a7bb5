"""A higher priority: the factor by which it makes up for what a forced start loses, in closed form."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from solvers.rules.aim import worth
from solvers.rules.tiers import counted
from solvers.why.change import STEP, Asked, Change, verified
from solvers.why.resolve import resolved
from solvers.why.room import around

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from solvers.program.arrays import Arrays
    from solvers.why.base import Base

    Floats = NDArray[np.float64]


def _again(asked: Asked, held: Arrays, x: Floats) -> Floats | None:
    """Return a plan of changed arrays that force the start: the best; of a large program, near ``x``."""
    if asked.base.small:
        return resolved(asked.base, held).point
    return around(asked.base, held, asked.campaign, asked.periods, x)


def benefit_of(base: Base, campaigns: Sequence[int]) -> Floats:
    """Return the part of every column's worth that grows with the priority of some campaigns."""
    programme, columns = base.programme, base.program.given.columns
    settings = programme.settings
    weight: float = settings.tiers[0].benefit if settings.tiers else settings.aims.benefit
    works = np.isin(programme.facts.campaign, list(campaigns))
    if settings.tiers:
        works &= counted(programme, settings.tiers[0])[0]
    found = np.zeros(base.arrays.columns)
    value = worth(programme, base.program.given.spans).work_benefit
    which, period = np.nonzero((columns.work >= 0) & works[:, None])
    np.add.at(found, columns.work[which, period], weight * value[which, period])
    return found


def by_priority(asked: Asked) -> Change | str:
    """Return by what factor a higher priority of the estate would do; a reason where none does."""
    base, x = asked.base, asked.forced
    if x is None:
        return "not_shown"
    if any(base.rows(rule).stop for rule in ("least_street", "street_shares")):
        return "rules_of_fairness"
    estate = base.programme.campaigns.estate
    mine = np.flatnonzero(estate == estate[asked.campaign]).tolist()
    benefit = benefit_of(base, mine if estate[asked.campaign] >= 0 else [asked.campaign])
    more = float(benefit @ x) - float(benefit @ asked.stands)
    lost = float(base.arrays.cost @ asked.stands) - float(base.arrays.cost @ x)
    if more <= 1e-9:
        return "no_more_benefit"
    factor = max(np.ceil((1 + lost / more) * 100 - 1e-6) / 100, 1.01)

    def changed(scale: float) -> Arrays:
        return replace(base.arrays, cost=base.arrays.cost + (scale - 1) * benefit)

    good, gap = verified(asked, changed(factor), x)
    if not good:
        return "not_shown"
    less = 1 + (factor - 1) - max(0.01, STEP * (factor - 1))
    smaller = not asked.deep
    if less > 1 and asked.deep:
        arrays = changed(less)
        held = base.starting(arrays, asked.campaign, asked.periods)
        smaller = verified(asked, arrays, _again(asked, held, x))[0]
    return Change(
        kind="priority",
        what="",
        year=None,
        before=1.0,
        after=float(factor),
        verified=True,
        smallest=not smaller,
        gap=gap,
        point=x,
    )
