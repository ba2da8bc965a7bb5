"""Replications one by one with an engine and the ledger: slow, and what faster forms must equal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from solvers.construction.ledger import add_weeks, borne_of, empty_weeks, reckoned, worked_of
from solvers.construction.play.played import INSPECTION, MAIN, NOT
from solvers.construction.runs.nouns import span_of
from solvers.construction.site.nouns import NEVER, WORK

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from solvers.construction.ledger import Bearing, Ledger
    from solvers.construction.play.played import Played
    from solvers.construction.site.draws import Draws
    from solvers.construction.site.nouns import Site

    Longs = NDArray[np.int64]
    Days = NDArray[np.int32]
    Found = dict[str, Any]

SUMS = ("household_days", "weighted", "outage_hours")
"""Measures by place and channel that runs keep by channel."""
NUMBERS = {
    "reopened": np.int32,
    "accesses": np.int32,
    "kept": np.int32,
    "told": np.int32,
    "worst": np.float64,
    "worst_tenth": np.float64,
    "gini": np.float64,
    "most_to_median": np.float64,
}
"""Measures of a replication that are one number, and how they are kept."""
ROWS = ("burden", "water_hours", "peak")
"""Measures of a replication by place or street, kept as float32."""
SPANS = ("longest", "water_days", "much")
"""Days of a replication by place or street, kept as the narrowest integers that hold them (``span_of``)."""


class Engine(Protocol):
    """Plays replications of the site that it was made of."""

    def play(self, draws: Draws, replication: int = 0) -> Played:
        """Play one replication."""


def played_plainly(
    engine: Engine, site: Site, bearing: Bearing, draws: Draws, *, only_finish: bool, weeks: bool
) -> Found:
    """Return the fields of runs that come of playing all replications of the draws."""
    plays = [engine.play(draws, r) for r in range(draws.replications)]
    found: Found = {
        "finish": np.array([played.finish for played in plays], dtype=np.int32),
        "start": np.array([starts_of(site, played) for played in plays], dtype=np.int32),
    }
    total = empty_weeks(bearing) if weeks and not only_finish else None
    if only_finish:
        return found | no_ledgers() | no_times(site) | {"weeks": None}
    ledgers = []
    for r, played in enumerate(plays):
        borne = borne_of(bearing, played, worked_of(draws, r))
        ledgers.append(reckoned(bearing, borne, played))
        if total is not None:
            add_weeks(total, bearing, borne)
    mean = None if total is None else (total / draws.replications).astype(np.float32)
    return found | _kept(site, ledgers) | _times(site, draws, plays) | {"weeks": mean}


def starts_of(site: Site, played: Played) -> Days:
    """Return the first day of any visit of each campaign's included works, NEVER where there is none."""
    first = np.full(site.campaigns, NEVER, dtype=np.int32)
    was = (played.start != NOT) & (played.end > played.start)
    was &= (site.included & (site.what == WORK))[:, None]
    activity, kind = np.nonzero(was)
    np.minimum.at(first, site.of[activity], played.start[activity, kind])
    return first


def _kept(site: Site, ledgers: Sequence[Ledger]) -> Found:
    """Return what runs keep of ledgers."""
    found: Found = {name: np.array([getattr(one, name).sum(axis=0) for one in ledgers]) for name in SUMS}
    rows = dict.fromkeys(ROWS, np.float32) | dict.fromkeys(SPANS, span_of(site))
    found |= {
        name: np.array([getattr(one, name) for one in ledgers]).astype(as_) for name, as_ in rows.items()
    }
    for name, as_ in NUMBERS.items():
        found[name] = np.array([_number(one, name) for one in ledgers], dtype=as_)
    return found


def _number(ledger: Ledger, name: str) -> float:
    if name == "reopened":
        return int(ledger.reopened.sum())
    if name == "accesses":
        return int(ledger.accesses.max(initial=0))
    return float(getattr(ledger, name))


def no_ledgers() -> Found:
    """Return the fields of runs of which no ledger is kept."""
    found: Found = {name: np.zeros((0, 0), dtype=np.float64) for name in SUMS}
    rows = dict.fromkeys(ROWS, np.float32) | dict.fromkeys(SPANS, np.int16)
    found |= {name: np.zeros((0, 0), dtype=as_) for name, as_ in rows.items()}
    return found | {name: np.zeros(0, dtype=as_) for name, as_ in NUMBERS.items()}


def no_times(site: Site) -> Found:
    """Return the totals over replications where none are kept."""
    return {name: np.zeros(site.activities, np.int64) for name in ("lasted", "done_in", "waited")}


def _times(site: Site, draws: Draws, plays: Sequence[Played]) -> Found:
    """Return how long activities lasted and waited, all replications together."""
    found = no_times(site)
    for r, played in enumerate(plays):
        bank = int(draws.sky_of[r])
        done = (played.done < NEVER) & (played.start[:, MAIN] != NOT)
        found["done_in"] += done
        found["lasted"] += np.where(done, played.done.astype(np.int64) - played.start[:, MAIN], 0)
        found["waited"] += _waited(site, played, draws.worked[bank], draws.nth[bank])
    return found


def _waited(site: Site, played: Played, worked: Days, nth: Days) -> Longs:
    """Return the days for which visits of each activity waited for resources."""
    activity, kind = np.nonzero((played.start != NOT) & (played.end > played.start))
    ready, start = played.ready[activity, kind], played.start[activity, kind]
    calendar = site.calendar[activity]
    opens = np.where(kind == INSPECTION, ready, nth[calendar, worked[calendar, ready]])
    return np.bincount(activity, start - opens, site.activities).astype(np.int64)
