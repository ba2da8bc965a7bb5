"""What residents say, with what few answers leave open filled from their neighbours'."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from scenarios.model.voices.counted import wishes_of, worries_of
from scenarios.model.voices.shrinking import believed, streets_of
from scenarios.tables.texts import FEARS, NUISANCES

if TYPE_CHECKING:
    from scenarios.model.voices.counted import Wishes
    from scenarios.model.voices.shrinking import Believed, Heard
    from scenarios.tables.catalogue import WorkTypes
    from scenarios.tables.column import Counts, Numbers, Texts
    from scenarios.tables.people import Answers, Ballots
    from scenarios.tables.places import Estates
    from scenarios.tables.settings import Support

KINDS = tuple(FEARS)
"""Fears in the order of the axis ``(fear,)``; those of NUISANCES weigh in the disruption, others do not."""
_EVEN = 0.5
"""Support that is believed of a work type of which nobody in the district was asked."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Voices:
    """Residents' voices: ``wishes`` by estate and work type, ``worries`` by estate and fear, both counted.

    ``streets`` names each estate's street, ``households`` counts it, axes ``(estate,)``; ``rule`` is the
    part ``support`` of the settings.
    """

    wishes: Wishes
    worries: Heard
    streets: Texts
    households: Counts
    rule: Support

    @cached_property
    def street(self) -> Counts:
        """A number for each estate's street, axis ``(estate,)``."""
        return streets_of(self.streets)

    def support(self, estate: Counts, work_type: Counts) -> Believed:
        """Return how far residents of estates (rows) want work types (rows), axis ``(row,)``."""
        return believed(self.wishes, self.street, self.households, estate, work_type, _EVEN, self.rule)

    def willing(self, estate: Counts, work_type: Counts) -> Believed:
        """Return how many would pay, as :meth:`support`; nobody is believed to where nobody was asked."""
        return believed(
            self.wishes.of_payers, self.street, self.households, estate, work_type, 0.0, self.rule
        )

    @cached_property
    def fears(self) -> Numbers:
        """Share of households that fear each kind, axes ``(estate, fear)``; 0 where nobody was asked."""
        estates, kinds = len(self.households), len(KINDS)
        if not len(self.worries):
            return np.zeros((estates, kinds))
        estate = np.repeat(np.arange(estates, dtype=np.int64), kinds)
        kind = np.tile(np.arange(kinds, dtype=np.int64), estates)
        found = believed(self.worries, self.street, self.households, estate, kind, 0.0, self.rule)
        return found.mean.reshape(estates, kinds)

    @cached_property
    def fear_weights(self) -> Numbers:
        """What levels of nuisance are multiplied by, axes ``(estate, fear)``; 1 for fears of nothing such."""
        weighs = np.array([kind in NUISANCES for kind in KINDS])
        return 1.0 + self.rule.fears * np.where(weighs, self.fears, 0.0)


def voices_of(
    rule: Support, estates: Estates, work_types: WorkTypes, ballots: Ballots, answers: Answers
) -> Voices:
    """Return the voices of the residents of a programme's estates."""
    anybody = len(ballots) or len(answers)
    numbers = {str(name): row for row, name in enumerate(estates.id.tolist())} if anybody else {}
    kinds = {str(name): row for row, name in enumerate(work_types.id.tolist())}
    return Voices(
        wishes=wishes_of(numbers, kinds, ballots, answers, rule),
        worries=worries_of(numbers, ballots, answers),
        streets=estates.street,
        households=estates.households,
        rule=rule,
    )
