"""The risk register before and after mitigation, and the band of what is not known of the numbers."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from solvers.construction.answers.comparing import BATCHES
from solvers.construction.answers.of_causes import Band, Line, Register
from solvers.construction.answers.quantiles import (
    BLOCKS,
    across,
    quantile,
    read_quantile,
    reading,
    whole_blocks,
)
from solvers.construction.answers.sampled import sample_of
from solvers.construction.chance import parameter_sets
from solvers.construction.chance.register import probability_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from scenarios.tables.chance_settings import Risk
    from solvers.construction.answers.readings import Reading
    from solvers.construction.answers.sampled import Case, Sample

    Reals = NDArray[np.float64]

REPLICATIONS = 128
"""Replications of each play of the register and of the band."""


def register_of(case: Case) -> Register | None:
    """Return the register before and after mitigation, and what each line does; None without lines."""
    chance = case.chances.chance
    if not chance.risks:
        return None
    before = _played(case, mitigated=False)
    after = _played(case, mitigated=True)
    own = after if chance.mitigated else before
    lines = [_line(case, name, risk, own) for name, risk in chance.risks.items()]
    return Register(
        mitigated=chance.mitigated,
        before_finish=read_quantile(before.end, 0.8, before.block),
        after_finish=read_quantile(after.end, 0.8, after.block),
        before_cost=read_quantile(before.whole_cost, 0.8, before.block),
        after_cost=read_quantile(after.whole_cost, 0.8, after.block),
        mitigation_cost=math.fsum(risk.mitigation_cost for risk in chance.risks.values()),
        lines=tuple(lines),
    )


def _played(case: Case, *, mitigated: bool) -> Sample:
    chance = case.chances.chance.model_copy(update={"mitigated": mitigated})
    return sample_of(case.with_chance(chance), REPLICATIONS)


def _line(case: Case, name: str, risk: Risk, own: Sample) -> Line:
    """Return a line with what the P80 gain without it."""
    chance = case.chances.chance
    others = {other: line for other, line in chance.risks.items() if other != name}
    without = sample_of(case.with_chance(chance.model_copy(update={"risks": others})), REPLICATIONS)
    at = list(chance.risks).index(name)
    return Line(
        name=name,
        name_zh=risk.name_zh,
        owner=risk.owner,
        probability=risk.probability,
        probability_after=probability_of(risk, mitigated=True),
        strikes=float((own.costs.struck[:, at] > 0).mean()),
        finish=_gain(without.end, own.end, own),
        cost=_gain(without.whole_cost, own.whole_cost, own),
        mitigation_cost=risk.mitigation_cost,
    )


def _gain(less: Reals, more: Reals, sample: Sample) -> Reading:
    """Return how much lower the P80 of ``less`` is."""
    value = float(quantile(more, 0.8)) - float(quantile(less, 0.8))
    rows: Sequence[NDArray[np.int64]] = whole_blocks(sample.block)
    if len(rows) < BLOCKS:
        rows = np.array_split(np.arange(len(less)), BATCHES)
    with np.errstate(invalid="ignore"):
        parts = np.array([quantile(more[at], 0.8) - quantile(less[at], 0.8) for at in rows])
    return reading(value, float(across(parts)))


def band_of(case: Case) -> Band | None:
    """Return the band over sets of parameters, each played with the same chance; None where there is one."""
    sets = parameter_sets(case.chances.chance, case.seed)
    if len(sets) == 1:
        return None
    plays = [sample_of(case.with_chance(chance), REPLICATIONS) for chance in sets]
    return Band(
        sets=len(sets),
        replications=REPLICATIONS,
        finish_p50=_ends([quantile(play.end, 0.5) for play in plays]),
        finish_p80=_ends([quantile(play.end, 0.8) for play in plays]),
        cost_p50=_ends([quantile(play.whole_cost, 0.5) for play in plays]),
        cost_p80=_ends([quantile(play.whole_cost, 0.8) for play in plays]),
        household_days=(
            min(float(play.runs.household_days.sum(axis=1).mean()) for play in plays),
            max(float(play.runs.household_days.sum(axis=1).mean()) for play in plays),
        ),
    )


def _ends(values: list[Reals]) -> tuple[float | None, float | None]:
    low, high = float(min(values)), float(max(values))
    return (low if math.isfinite(low) else None, high if math.isfinite(high) else None)
