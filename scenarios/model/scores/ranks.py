"""From criteria and weights to scores and ranks (docs/scores.md, 3 to 5); rows are alternatives."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from scenarios.tables.column import Counts, Numbers

DIGITS = 9
"""Digits after the point from which scores are the same: the order of adding up says nothing."""
SWING = 0.2
"""Share by which a weight is moved to see what the ranks rest on."""


def weighted_sum(values: Numbers, weights: Numbers) -> Numbers:
    """Return 100 × Σ weight × criterion ÷ Σ weight, axis ``(alternative,)``."""
    score: Numbers = np.round(100.0 * (values @ (weights / weights.sum())), DIGITS)
    return score


def topsis(values: Numbers, weights: Numbers) -> Numbers:
    """Return how close each alternative is to the ideal, 0 to 1, axis ``(alternative,)``.

    Each criterion is divided by the root of its sum of squares and weighed; the ideal has the largest of
    each, the anti-ideal the smallest; closeness = distance from the anti-ideal ÷ sum of both distances,
    ½ where all alternatives are the same.
    """
    if not len(values):
        return np.zeros(0)
    norm = np.sqrt((values**2).sum(axis=0))
    weighed = values / np.where(norm > 0, norm, 1.0) * (weights / weights.sum())
    to_best = np.sqrt(((weighed - weighed.max(axis=0)) ** 2).sum(axis=1))
    to_worst = np.sqrt(((weighed - weighed.min(axis=0)) ** 2).sum(axis=1))
    both = to_best + to_worst
    closeness: Numbers = np.where(both > 1e-12, to_worst / np.where(both > 1e-12, both, 1.0), 0.5)
    return closeness.round(DIGITS)


METHODS = {"weighted_sum": weighted_sum, "topsis": topsis}
"""Ways to make one score of all criteria, by the setting's word."""


def ranks(score: Numbers, complaints: Numbers) -> Counts:
    """Return ranks from 1: the larger score first, of equal ones that with more complaints; else shared."""
    order = np.lexsort((-complaints, -score))
    rank = np.zeros(len(score), dtype=np.int64)
    for place, row in enumerate(order.tolist(), start=1):
        before = int(order[place - 2])
        same = place > 1 and score[row] == score[before] and complaints[row] == complaints[before]
        rank[row] = rank[before] if same else place
    return rank


def rank_ranges(values: Numbers, weights: Numbers, complaints: Numbers, method: str) -> tuple[Counts, Counts]:
    """Return the best and the worst rank of each alternative when any one weight moves by ± 20 %.

    Each weight is moved alone, both ways, and all are made to add up again.
    """
    tried = [ranks(METHODS[method](values, weights), complaints)]
    for criterion in np.flatnonzero(weights > 0).tolist():
        for factor in (1 - SWING, 1 + SWING):
            moved = weights.copy()
            moved[criterion] *= factor
            tried.append(ranks(METHODS[method](values, moved), complaints))
    return np.min(tried, axis=0), np.max(tried, axis=0)
