"""Whom the set-up of an opened site is charged to (docs/meaning.md, 9.6)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from solvers.rules.block import Given

    Ints = NDArray[np.int64]
    Flags = NDArray[np.bool_]


def charged_to(given: Given, period: Ints, included: Flags, opened: Flags) -> Ints:
    """Return the campaign that each opening's set-up is charged to, axes ``(site, period)``.

    It is the first in campaign order that the opening serves; −1 where nothing is opened, or the opening
    serves nobody. ``period`` is each campaign's start period, axis ``(campaign,)``, −1 where it does not
    start; ``included`` which works are done, axis ``(work,)``; ``opened`` where an opening begins, axes
    ``(site, period)``.
    """
    sites = given.sites
    nobody = len(given.programme.campaigns)
    first = np.full(opened.shape, nobody, dtype=np.int64)
    does = (period[sites.campaign] >= 0) & ((sites.work < 0) | included[np.maximum(sites.work, 0)])
    for member in np.flatnonzero(does):
        site, campaign = sites.site[member], sites.campaign[member]
        serving = opened[site] & sites.serves[site, :, period[campaign]]
        first[site, serving] = np.minimum(first[site, serving], campaign)
    return np.where(first < nobody, first, -1)
