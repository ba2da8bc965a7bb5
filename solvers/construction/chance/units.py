"""The part of each work that residents let be done, of all replications at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from solvers.construction.site.draws import Draws
    from solvers.construction.site.nouns import Site

    Reals = NDArray[np.float64]


def parts_done(site: Site, draws: Draws) -> Reals:
    """Return the share of the units that a plan counts on which take part, axes ``(replication, activity)``.

    1 where nobody is asked. As the engines settle it (docs/construction.md, 5): the first day on which as
    many agree as are wanted decides, else those that agree on the last day that is waited for.
    """
    found = np.ones((draws.replications, site.activities))
    for a in np.flatnonzero(site.asks).tolist():
        own = slice(int(site.unit_first[a]), int(site.unit_first[a + 1]))
        agreed, revoked = draws.agreed[:, own], draws.revoked[:, own]
        last, wanted = int(site.patience[a]), int(site.asks[a])
        units = ((agreed <= last) & (last < revoked)).sum(axis=1)
        short = np.flatnonzero(units < wanted)
        # whoever took it back by then may have been among enough on an earlier day
        before = short[(revoked[short] <= last).any(axis=1)]
        if len(before):
            at = np.maximum(np.where(agreed[before] <= last, agreed[before], 0), 0)
            held = agreed[before][:, :, None] <= at[:, None, :]
            held &= at[:, None, :] < revoked[before][:, :, None]
            reached = held.sum(axis=1).max(axis=1, initial=0) >= wanted
            units[before[reached]] = wanted
        found[:, a] = np.minimum(units, wanted) / wanted
    return found
