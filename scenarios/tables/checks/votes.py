"""Votes of owners that say neither what came out of them nor how likely they are to pass."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from scenarios.tables.people import Consents

if TYPE_CHECKING:
    from scenarios.tables.checks.given import Given
    from scenarios.tables.gathered import Gathered


def votes_have_an_outcome(given: Given, gathered: Gathered) -> None:
    """A vote tells both shares in favour; one still to come its probability and its date."""
    table = given.of(Consents)
    area, heads = table.given["by_area"], table.given["by_heads"]
    for row in np.flatnonzero(area ^ heads).tolist():
        gathered.fault("half_a_vote", given.place(table, row, "by_heads" if area[row] else "by_area"))
    to_come = ~area & ~heads
    for column in ("probability", "date"):
        for row in np.flatnonzero(to_come & ~table.given[column]).tolist():
            gathered.fault(f"vote_without_{column}", given.place(table, row, column))
