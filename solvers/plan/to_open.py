"""What must be opened for a start, step by step: for plans that are made campaign by campaign."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from solvers.rules.block import Given


class ToOpen:
    """The sites that works and campaigns belong to, of those whose openings are decided."""

    def __init__(self, given: Given) -> None:
        """Gather the sites of each work and campaign."""
        self.given = given
        held = given.sites
        self.of_work: dict[int, list[int]] = {}
        self.of_campaign: dict[int, list[int]] = {}
        for site, campaign, work in zip(held.site, held.campaign, held.work, strict=True):
            if held.decided[site]:
                of, key = (self.of_work, work) if work >= 0 else (self.of_campaign, campaign)
                of.setdefault(int(key), []).append(int(site))
        clock = given.programme.clock
        self.year = np.searchsorted(clock.year_ends, clock.starts[:-1], side="right")

    def needed(
        self, x: NDArray[np.float64], campaign: int | None, works: list[int], period: int
    ) -> list[tuple[int, int]]:
        """Return the openings (site, period) that a start in a period still needs, each as late as may be.

        ``campaign`` starts (None: it has started already) with ``works``; ``x`` is the point so far.
        """
        opens, serves = self.given.columns.open, self.given.sites.serves
        wanted = [site for work in works for site in self.of_work.get(work, [])]
        wanted += [] if campaign is None else self.of_campaign.get(campaign, [])
        found = []
        for site in dict.fromkeys(wanted):
            able = np.flatnonzero(serves[site, :, period] & (opens[site] >= 0))
            if len(able) and not (x[opens[site, able]] > 0.5).any():
                found.append((site, int(able[-1])))
        return found

    def add_setups(self, due: NDArray[np.int64], openings: list[tuple[int, int]]) -> None:
        """Add what openings cost to what is due, axes ``(group, year)``, in fen."""
        for site, period in openings:
            group = int(self.given.claims.setup_group[site])
            if group >= 0:
                due[group, self.year[period]] += self.given.sites.setup_cost[site]
