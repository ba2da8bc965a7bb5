"""The compiled engine of a site; where numba is not installed, importing this file raises ImportError."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from solvers.construction.play.compiled import play
from solvers.construction.play.compiled_given import narrowed, prepare
from solvers.construction.play.tables import CALENDAR_DAYS, MOST_DAYS, memory_of

if TYPE_CHECKING:
    from solvers.construction.play.played import Played
    from solvers.construction.site.draws import Draws
    from solvers.construction.site.nouns import Site

GIVEN = (
    "slip", "duration", "stop_after", "stop_days", "inspection", "rework", "defects", "agreed", "revoked",
    "response", "redig", "arrival",
)  # fmt: skip
"""Draws in the order in which the compiled engine reads them."""


class Kernel:
    """The compiled engine of a site: made once, played for any replications, by one thread at a time."""

    __slots__ = ("calendars", "memory", "weather")

    def __init__(self, site: Site) -> None:
        """Put the site into tables. Raises ValueError where its calendars are longer than ``MOST_DAYS``."""
        if site.open.shape[1] > MOST_DAYS:
            raise ValueError(f"the compiled engine plays {MOST_DAYS} days at most, not {site.open.shape[1]}")
        self.memory, self.calendars = memory_of(site), len(site.open)
        self.weather = self.memory.room_for(self.calendars)

    def play(self, draws: Draws, replication: int = 0) -> Played:
        """Play one replication: the same visits as the reference engine's."""
        ints, words = self.memory.ints, self.memory.words
        if draws.worked.shape[1:] != (self.calendars, int(ints[CALENDAR_DAYS]) + 1):
            raise ValueError("the draws are not those of this site's calendars")
        prepare(ints, words, given_of(draws), replication)
        bank = int(draws.sky_of[replication])
        narrowed(draws.worked[bank], draws.nth[bank], *self.weather)
        play(ints, words, *self.weather)
        return self.memory.played()


def given_of(draws: Draws) -> tuple[Any, ...]:
    """Return the draws as the compiled engine takes them."""
    return tuple(np.ascontiguousarray(getattr(draws, name), dtype=np.int32) for name in GIVEN)
