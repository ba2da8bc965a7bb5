"""The scores of estates in the plan document (docs/scores.md)."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from scenarios.model.scores.gates import GATES

if TYPE_CHECKING:
    from scenarios.model.programme import Programme


def scores_of(programme: Programme) -> dict[str, Any] | None:
    """Return criteria and scores of every estate in table order; None where application mode is off."""
    settings = programme.settings.application
    if not settings.on:
        return None
    scores = programme.scores
    weights = zip(scores.criteria, scores.weights.tolist(), strict=True)
    return {
        "method": scores.method,
        "weighs": settings.weighs,
        "criteria": [{"name": name, "weight": weight} for name, weight in weights],
        "estates": [_estate(programme, row) for row in range(len(programme.estates))],
    }


def _estate(programme: Programme, row: int) -> dict[str, Any]:
    scores, estates = programme.scores, programme.estates
    gate = str(scores.gate[row])
    why, why_zh = GATES[gate] if gate else ("", "")
    return {
        "estate": str(estates.id[row]),
        "name": str(estates.name[row]),
        "street": str(estates.street[row]),
        "score": _number(scores.score[row]),
        "rank": int(scores.rank[row]) or None,
        "best_rank": int(scores.best_rank[row]) or None,
        "worst_rank": int(scores.worst_rank[row]) or None,
        "weighted_sum": _number(scores.weighted_sum[row]),
        "rank_weighted_sum": int(scores.rank_weighted_sum[row]) or None,
        "topsis": _number(scores.topsis[row]),
        "rank_topsis": int(scores.rank_topsis[row]) or None,
        "factor": _number(scores.factor[row]),
        "complaints": float(scores.complaints[row]),
        "values": {
            name: None if scores.missing[row, c] else float(scores.values[row, c])
            for c, name in enumerate(scores.criteria)
        },
        "gate": gate,
        "why": why,
        "why_zh": why_zh,
    }


def _number(value: float) -> float | None:
    return None if math.isnan(value) else float(value)
