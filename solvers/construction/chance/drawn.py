"""All draws of replications, made before the run."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from solvers.construction.chance.drivers import Fit, drivers_of, fitted, reference_of
from solvers.construction.chance.register import register_of
from solvers.construction.chance.sky import sky_of
from solvers.construction.chance.spreads import mean_of, spread_table
from solvers.construction.chance.streams import Streams
from solvers.construction.chance.tables import ONE
from solvers.construction.chance.waiting import agreements_of, arrivals_of, responses_of, slips_of
from solvers.construction.chance.works import works_of
from solvers.construction.site.draws import Draws

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from solvers.construction.chance.chances import Chances
    from solvers.construction.chance.drivers import Drivers
    from solvers.construction.chance.register import Struck
    from solvers.construction.chance.sky import Sky
    from solvers.construction.site.nouns import Site


@dataclass(frozen=True, kw_only=True, eq=False)
class Drawn:
    """Draws, and what lies behind them: the drivers, and what the risk register did."""

    draws: Draws
    drivers: Drivers
    struck: Struck


def bank_of(site: Site, chances: Chances, seed: int) -> Sky:
    """Return the bank of weathers of a site, for all replications of a seed.

    The last one is remembered: cases of a programme play one after another under the same weathers.
    """
    chance = chances.chance
    settings = [part.model_dump_json() for part in (chance.weather, chance.festival, chance.exams)]
    calendars = (site.first_day, site.sensitivity, site.open.shape, site.open.tobytes())
    key = (seed, chances.climate, *settings, *calendars)
    if key not in _last:
        found = sky_of(site, chance, chances.climate, Streams(seed))
        _last.clear()
        _last[key] = found
    return _last[key]


_last: dict[tuple[object, ...], Sky] = {}
"""The bank made last, under all that it depends on."""


def draws_of(
    site: Site,
    chances: Chances,
    seed: int,
    replications: int,
    first: int = 0,
    sky: Sky | None = None,
) -> Draws:
    """Return the draws of so many replications, from the ``first`` on.

    A replication's draws depend on the seed and its number alone, not on how many are drawn with it. ``sky``
    is the bank of weathers if it is at hand (``bank_of``), which all parts of a run share.
    """
    return drawn_of(site, chances, seed, replications, first, sky).draws


def drawn_of(
    site: Site,
    chances: Chances,
    seed: int,
    replications: int,
    first: int = 0,
    sky: Sky | None = None,
) -> Drawn:
    """Return the draws with the drivers and the register behind them; see ``draws_of``."""
    streams = Streams(seed)
    numbers = np.arange(first, first + replications, dtype=np.uint32)
    sky = sky or bank_of(site, chances, seed)
    drivers = drivers_of(streams, numbers, chances.trades, fit_of(chances))
    struck = register_of(streams, site, chances.chance, numbers)
    works = works_of(streams, site, chances, _factor(site, chances, drivers, struck), numbers)
    agreed, revoked = agreements_of(streams, site, chances, numbers)
    response, redig = responses_of(streams, site, chances, works.duration, numbers)
    draws = Draws(
        sky_of=sky.of(drivers.word[:, 1]),
        worked=sky.worked,
        nth=sky.nth,
        slip=slips_of(streams, site, chances, numbers),
        **vars(works),
        agreed=agreed,
        revoked=revoked,
        response=response,
        redig=redig,
        arrival=arrivals_of(streams, site, chances, numbers),
    )
    return Drawn(draws=draws, drivers=drivers, struck=struck)


def fit_of(chances: Chances) -> Fit:
    """Return the drivers fitted to the settings' reference class.

    What works have of their own is part of the class's uplift: their mean factor, days counted whole, rework.
    """
    chance = chances.chance
    again = chance.rework.probability * (chance.rework.low + chance.rework.high) / 2
    table = spread_table(chance.durations)
    p50, p80 = reference_of(chance.drivers)
    rounding = chances.rounding if p80 > p50 or table[0] < table[-1] else 0.0
    own = (mean_of(table) + rounding) * (1.0 + again) + rounding * chance.rework.probability
    shares = [chances.shares[trade] for trade in chances.trades]
    return fitted(chance.drivers, tuple(share for share in shares if share > 0), own)


@lru_cache(maxsize=2)
def _trade_of(site: Site, chances: Chances) -> NDArray[np.int64]:
    """Return the number of each activity's trade; of those left out one more than there are."""
    number = {trade: at for at, trade in enumerate(chances.trades)}
    at = np.array([number[trade] for trade in chances.trade], dtype=np.int64)
    at[~site.included] = len(number)
    return at


def _factor(
    site: Site, chances: Chances, drivers: Drivers, struck: Struck
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return what days are multiplied by, axes ``(replication, factor)``, and which holds for each activity.

    Without risks the factors are those of the trades, and 1 for what is left out; else each activity has its
    own.
    """
    at = _trade_of(site, chances)
    still = np.full((len(drivers.factor), 1), ONE, dtype=np.int64)
    factor = np.concatenate([drivers.factor, still], axis=1)
    if not struck.risk:
        return factor, at
    return (factor[:, at] * struck.factor) >> 16, np.arange(site.activities)
