"""The scores of a programme's estates (docs/scores.md). No score sheet is published: all is an assumption."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from scenarios.model.scores.criteria import CRITERIA, complaints_of, criteria_of
from scenarios.model.scores.gates import gates_of
from scenarios.model.scores.ranks import METHODS, rank_ranges, ranks

if TYPE_CHECKING:
    from scenarios.model.campaigns import Campaigns, WorkFacts
    from scenarios.model.scores.known import Known
    from scenarios.tables.column import Counts, Flags, Numbers, Texts


@dataclass(frozen=True, kw_only=True, eq=False)
class Scores:
    """Scores of estates, axis ``(estate,)`` as in the table estates.

    ``values``, axes ``(estate, criterion)``, is 0 to 1, what is ``missing`` counted as 0; ``weights``, axis
    ``(criterion,)``, adds up to 1. ``gate`` names what keeps an estate from being scored ('' where nothing).
    ``weighted_sum`` is 0 to 100 and ``topsis`` 0 to 1, NaN where not scored; ``rank_weighted_sum`` and
    ``rank_topsis`` count from 1, 0 where not scored. ``best_rank`` and ``worst_rank`` are those by the
    ``method`` that counts when each weight alone moves by ± 20 %. ``complaints`` break ties.
    """

    criteria: tuple[str, ...]
    method: str
    weights: Numbers
    values: Numbers
    missing: Flags
    gate: Texts
    complaints: Numbers
    weighted_sum: Numbers
    topsis: Numbers
    rank_weighted_sum: Counts
    rank_topsis: Counts
    best_rank: Counts
    worst_rank: Counts

    @property
    def scored(self) -> Flags:
        """Which estates are scored, axis ``(estate,)``."""
        return np.asarray(self.gate == "", dtype=bool)

    @property
    def score(self) -> Numbers:
        """The score that counts, by the method of the settings, axis ``(estate,)``."""
        return self.topsis if self.method == "topsis" else self.weighted_sum

    @property
    def rank(self) -> Counts:
        """The rank that counts, axis ``(estate,)``."""
        return self.rank_topsis if self.method == "topsis" else self.rank_weighted_sum

    @property
    def factor(self) -> Numbers:
        """What an estate's priority is multiplied by: score ÷ mean score; 0 where it is not scored."""
        scored = self.scored
        mean = float(self.score[scored].mean()) if scored.any() else 0.0
        return np.where(scored, self.score / mean if mean > 0 else 1.0, 0.0)


def scores(programme: Known) -> Scores:
    """Return the scores of all estates that no gate stops, whether application mode is on or not."""
    settings = programme.settings.application
    known = criteria_of(programme)
    missing = np.isnan(known)
    values = np.where(missing, 0.0, known)
    weights = np.array([settings.weights.get(name, 0.0) for name in CRITERIA], dtype=np.float64)
    gate, complaints = gates_of(programme), complaints_of(programme)
    rows = np.flatnonzero(gate == "")
    own, tie = values[rows], complaints[rows]
    by_method = {name: method(own, weights) for name, method in METHODS.items()}
    best, worst = rank_ranges(own, weights, tie, settings.method)
    whole = len(gate)
    return Scores(
        criteria=CRITERIA,
        method=settings.method,
        weights=weights / weights.sum(),
        values=values,
        missing=missing,
        gate=gate,
        complaints=complaints,
        weighted_sum=_spread(by_method["weighted_sum"], rows, whole),
        topsis=_spread(by_method["topsis"], rows, whole),
        rank_weighted_sum=_ranked(ranks(by_method["weighted_sum"], tie), rows, whole),
        rank_topsis=_ranked(ranks(by_method["topsis"], tie), rows, whole),
        best_rank=_ranked(best, rows, whole),
        worst_rank=_ranked(worst, rows, whole),
    )


def weighed(facts: WorkFacts, campaigns: Campaigns, factor: Numbers) -> WorkFacts:
    """Return the facts of works with the priority of those at estates multiplied by its factor, by estate."""
    estate = campaigns.estate[facts.campaign]
    by = np.where(estate >= 0, factor[np.maximum(estate, 0)] if len(factor) else 1.0, 1.0)
    return dataclasses.replace(
        facts, priority=facts.priority * by, benefit_per_year=facts.benefit_per_year * by
    )


def _spread(values: Numbers, rows: Counts, whole: int) -> Numbers:
    spread = np.full(whole, np.nan)
    spread[rows] = values
    return spread


def _ranked(values: Counts, rows: Counts, whole: int) -> Counts:
    spread = np.zeros(whole, dtype=np.int64)
    spread[rows] = values
    return spread
