"""Shared risk drivers: what moves the whole programme, and what moves all works of a trade.

A work lasts its days × its own factor × the programme's driver × its trade's driver. The drivers are
lognormal and fitted so that the programme's work as a whole is lengthened as the chosen reference class
was: by its P50 in the middle case and its P80 in four of five.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from solvers.construction.chance.exact import exp, ln
from solvers.construction.chance.sobol import DIMENSIONS, sobol_words
from solvers.construction.chance.streams import uid_of, uids_of
from solvers.construction.chance.tables import lognormal, read

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from scenarios.tables.chance_settings import Drivers as Asked
    from solvers.construction.chance.streams import Streams

    Words = NDArray[np.uint32]

REFERENCE = {"standard": (1.02, 1.04), "between": (1.07, 1.215), "non_standard": (1.12, 1.39)}
"""P50 and P80 of the uplift in time by reference class (docs/construction-chance.md tells the sources)."""
PROGRAMME, WEATHER = "programme", "weather"
Z80 = 0.8416212335729143
_ROUNDS = 300


@dataclass(frozen=True, kw_only=True)
class Fit:
    """Lognormal drivers: the programme's median, and the standard deviations of the logarithms."""

    median: float
    programme: float
    trade: float


@dataclass(frozen=True, kw_only=True, eq=False)
class Drivers:
    """Drivers as drawn. ``name``: the programme, the weather, then trades.

    ``word`` axes ``(replication, driver)``: uniform words, for ranking what drives the answers; ``factor``
    axes ``(replication, trade)``: what the days of a trade's works are multiplied by, in 1/65,536.
    """

    name: tuple[str, ...]
    word: Words
    factor: NDArray[np.int64]

    @property
    def share(self) -> NDArray[np.float64]:
        """The drivers as numbers between 0 and 1, axes ``(replication, driver)``."""
        return (self.word.astype(np.float64) + 0.5) / 2.0**32


def reference_of(asked: Asked) -> tuple[float, float]:
    """Return P50 and P80 of the uplift that the settings ask for."""
    return REFERENCE.get(asked.reference, (asked.p50, asked.p80))


@lru_cache(maxsize=64)
def fitted(asked: Asked, shares: tuple[float, ...], own: float) -> Fit:
    """Return drivers with which the programme's work has the P50 and P80 asked for.

    ``shares`` are the shares of the trades in the programme's working days, summing to 1 (none: one trade);
    ``own`` is the mean factor that works have without drivers. The sum over trades is taken as lognormal
    with its own mean and variance (Fenton and Wilkinson).
    """
    p50, p80 = reference_of(asked)
    squares = math.fsum(share * share for share in shares) if shares else 1.0
    wanted = (float(ln(p80)) - float(ln(p50))) / Z80
    all_ = wanted * wanted
    median, spread = 1.0, 0.0
    for _ in range(_ROUNDS):
        trade = asked.trades * all_
        rise = float(exp(trade))
        many = 1.0 + squares * (rise - 1.0)
        median, spread = float(np.sqrt(rise / many)), float(ln(many))
        all_ = max(wanted * wanted - spread + trade, 0.0)
    return Fit(
        median=round(p50 / (own * median), 9),
        programme=round(float(np.sqrt(max((1.0 - asked.trades) * all_, 0.0))), 9),
        trade=round(float(np.sqrt(asked.trades * all_)), 9),
    )


def dimensions_of(trades: Sequence[str]) -> NDArray[np.int64]:
    """Return the Sobol coordinate of each trade: by its name, so that another trade seldom moves it.

    The first two belong to the programme and the weather. ValueError where there are more trades than
    coordinates.
    """
    room = DIMENSIONS - 2
    if len(trades) > room:
        raise ValueError(f"there are {len(trades)} trades; at most {room} can have drivers of their own")
    taken: dict[int, str] = {}
    for trade in sorted(trades, key=lambda name: uid_of("driver", name)):
        at = uid_of("driver", trade) % room
        while at in taken:
            at = (at + 1) % room
        taken[at] = trade
    where = {trade: at + 2 for at, trade in taken.items()}
    return np.array([where[trade] for trade in trades], dtype=np.int64)


def free_dimension(trades: Sequence[str]) -> int:
    """Return the last Sobol coordinate that no trade has. ValueError where all are taken."""
    taken = set(dimensions_of(trades).tolist())
    free = [at for at in range(2, DIMENSIONS) if at not in taken]
    if not free:
        raise ValueError(f"{len(trades)} trades leave no Sobol coordinate for costs")
    return free[-1]


def drivers_of(streams: Streams, replications: Words, trades: Sequence[str], fit: Fit) -> Drivers:
    """Return the drivers of replications."""
    names = (PROGRAMME, WEATHER, *trades)
    uids = uids_of(f"driver {name}" for name in names)
    dimension = np.concatenate([np.array([0, 1]), dimensions_of(trades)]).astype(np.int64)
    word = sobol_words(streams, replications, uids, dimension)
    common = read(lognormal(fit.median, fit.programme), word[:, :1])
    own = read(lognormal(1.0, fit.trade), word[:, 2:])
    return Drivers(name=names, word=word, factor=(common * own) >> 16)


def shares_of(days: Mapping[str, float]) -> dict[str, float]:
    """Return each trade's share of the working days; equal ones where there are none."""
    whole = math.fsum(days.values())
    return {trade: (some / whole if whole else 1.0 / len(days)) for trade, some in days.items()}
