"""What is settled before the run: who agrees to each work, and by when (docs/construction.md, 4)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from solvers.construction.site.draws import Draws
    from solvers.construction.site.nouns import Site


@dataclass(frozen=True, kw_only=True, eq=False)
class Settled:
    """Axis ``(activity,)``: the ``day`` from which consent no longer holds a work, and ``units`` that agreed.

    0, 0 where nobody is asked; units of 0 where somebody is: all refused.
    """

    day: NDArray[np.int32]
    units: NDArray[np.int32]


def settled(site: Site, draws: Draws, replication: int) -> Settled:
    """Return how the consent of each work settles."""
    day, units = (np.zeros(site.activities, dtype=np.int32) for _ in range(2))
    for a in np.flatnonzero(site.asks).tolist():
        day[a], units[a] = settled_of(site, draws, replication, a)
    return Settled(day=day, units=units)


def settled_of(site: Site, draws: Draws, replication: int, a: int) -> tuple[int, int]:
    """Return the day and the units of a work that residents are asked about."""
    own = slice(site.unit_first[a], site.unit_first[a + 1])
    agreed, revoked = draws.agreed[replication, own], draws.revoked[replication, own]
    last, wanted = int(site.patience[a]), int(site.asks[a])
    for at in sorted({0, *(int(day) for day in agreed if 0 < day <= last)}):
        together = int(((agreed <= at) & (at < revoked)).sum())
        if together >= wanted:
            return at, wanted
    return last, min(int(((agreed <= last) & (last < revoked)).sum()), wanted)


def scoped(days: int, units: int, asks: int) -> int:
    """Return the working days of a work for so many of the units that the plan counts on, rounded up."""
    return -(-days * units // asks) if asks else days
