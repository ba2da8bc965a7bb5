"""What must be opened for a start, step by step: for plans that are made campaign by campaign."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from solvers.rules.block import Given


class ToOpen:
    """The sites that works and campaigns belong to, of those whose openings are decided."""

    def __init__(self, given: Given) -> None:
        """Gather the sites of each work and campaign; nothing is open yet."""
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
        able = held.serves & (given.columns.open >= 0)[:, :, None]
        last = able.shape[1] - 1 - np.argmax(able[:, ::-1], axis=1)
        self.latest: list[list[int]] = np.where(able.any(axis=1), last, -1).tolist()
        self.served: list[list[bool]] = np.zeros(held.serves.shape[:2], dtype=bool).tolist()

    def needed(self, campaign: int | None, works: list[int], period: int) -> list[tuple[int, int]]:
        """Return the openings (site, period) that a start in a period still needs, each as late as may be.

        ``campaign`` starts (None: it has started already) with ``works``.
        """
        wanted = [site for work in works for site in self.of_work.get(work, ())]
        wanted += () if campaign is None else self.of_campaign.get(campaign, ())
        return [
            (site, self.latest[site][period])
            for site in dict.fromkeys(wanted)
            if not self.served[site][period] and self.latest[site][period] >= 0
        ]

    def open(self, openings: list[tuple[int, int]]) -> None:
        """Open sites."""
        for site, period in openings:
            for served in np.flatnonzero(self.given.sites.serves[site, period]).tolist():
                self.served[site][served] = True

    def keep(self) -> Callable[[], None]:
        """Return what closes all that is opened from now on."""
        served = [row.copy() for row in self.served]

        def back() -> None:
            self.served = served

        return back

    def add_setups(self, due: NDArray[np.int64], openings: list[tuple[int, int]]) -> None:
        """Add what openings cost to what is due, axes ``(group, year)``, in fen."""
        for site, period in openings:
            group = int(self.given.claims.setup_group[site])
            if group >= 0:
                due[group, self.year[period]] += self.given.sites.setup_cost[site]
