"""What a replication of the lean engine is given: its draws as lists, and the days known before the run."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from solvers.construction.play.played import NOT
from solvers.construction.play.settled import settled
from solvers.construction.site.nouns import WORK

if TYPE_CHECKING:
    from solvers.construction.play.codes import Codes
    from solvers.construction.play.settled import Settled
    from solvers.construction.site.draws import Draws
    from solvers.construction.site.nouns import Site


class Given:
    """Lists of one replication, with the axes of the draws of their names.

    ``days`` working days of the main visit and what is resumed, ``first`` those of the main visit alone;
    ``working`` whether somebody works; ``takes_part`` whether residents do not refuse it; ``gate_day`` the
    day before which a main visit is not ready, trench and notice aside, and ``late`` axis ``(campaign,)``
    that before which it does not finish: both grow while it is played. ``latest`` axis ``(trench,)``.
    ``quiet`` days from the end of the main visit to being done where nothing lies between but an inspection
    without inspectors to wait for (0: not even that), NOT where more may come.
    """

    __slots__ = (
        "codes", "days", "defects", "first", "gate_day", "horizon", "inspection", "late", "latest",
        "nth", "quiet", "redig", "response", "rework", "stop_days", "takes_part", "units", "worked",
        "working",
    )  # fmt: skip

    def __init__(self, codes: Codes, draws: Draws, replication: int) -> None:
        """Read the draws of a replication."""
        site, r = codes.site, replication
        self.codes, self.horizon = codes, site.horizon
        bank = int(draws.sky_of[r])
        self.worked = [memoryview(row) for row in draws.worked[bank]]
        self.nth = [memoryview(row) for row in draws.nth[bank]]
        agreed = settled(site, draws, r)
        self.units = agreed.units
        duration = draws.duration[r].astype(np.int64)
        days = np.where(site.asks > 0, -(-duration * agreed.units // np.maximum(site.asks, 1)), duration)
        working = site.included & (site.what == WORK) & (duration > 0)
        after = draws.stop_after[r]
        stops = working & (draws.stop_days[r] > 0) & (after > 0) & (after < days)
        self.days, self.working = days.tolist(), working.tolist()
        self.first = np.where(stops, after, days).tolist()
        takes_part = agreed.units >= np.minimum(site.asks, 1)
        self.takes_part = takes_part.tolist()
        self.stop_days, self.inspection = draws.stop_days[r].tolist(), draws.inspection[r].tolist()
        self.rework = draws.rework[r].tolist()
        quiet = ~working | ~(stops | (draws.rework[r] > 0))
        quiet &= ~working | (draws.inspection[r] == 0) | (not codes.inspected)
        self.quiet = np.where(quiet, np.where(working, draws.inspection[r], 0), NOT).tolist()
        self.defects = np.where(working & takes_part, draws.defects[r], 0).tolist()
        self.late = (site.campaign_start + draws.slip[r]).tolist()
        self._read_gates(site, draws, r, agreed)

    def _read_gates(self, site: Site, draws: Draws, r: int, agreed: Settled) -> None:
        """Reckon the days known before the run, and when the last of each trench is ready."""
        release = (site.campaign_start + draws.slip[r])[site.of]
        day = np.where(site.what == WORK, np.maximum(site.planned, release), site.planned)
        day = np.where(site.asks > 0, np.maximum(day, agreed.day), day)
        np.maximum.at(day, np.array(self.codes.claimant, dtype=np.int64), draws.arrival[r][site.claim])
        self.gate_day = day.tolist()
        self.response, self.redig = draws.response[r].tolist(), draws.redig[r].tolist()
        latest = np.zeros(len(site.trench), dtype=np.int32)
        taking = agreed.units[site.member] >= np.minimum(site.asks[site.member], 1)
        np.maximum.at(latest, site.member_trench[taking], draws.response[r][taking])
        self.latest = latest.tolist()
