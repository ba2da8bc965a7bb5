"""What chance needs to know of a plan besides its site: trades, votes, money, climate, and the settings."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from solvers.construction.chance.climates import climate_at
from solvers.construction.chance.drivers import shares_of
from solvers.construction.site.nouns import WORK

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from scenarios.model.consent import Standing
    from scenarios.model.programme import Programme
    from scenarios.tables.chance_settings import Chance
    from scenarios.tables.rule_settings import ConsentMatter
    from solvers.construction.site.nouns import Site

    Reals = NDArray[np.float64]

OFFICE = "office"
"""The trade of preparation, for drivers."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Chances:
    """What chance needs to know besides the site.

    ``chance`` the settings; ``trade`` axis ``(activity,)`` its trade, OFFICE for preparation; ``shares`` each
    trade's share of the programme's working days, by name: all trades of the programme, whatever the plan
    chose; ``rounding`` what counting begun days whole adds to those days, as a share. ``climate`` names one
    of the climates. Axis ``(activity,)``: ``agreeing`` the mean share of persons who agree (1: the vote is
    known, or nobody is asked), ``persons`` how many must agree for a unit to agree (1: the unit votes as
    one). Axis ``(purse,)``: ``arrives`` the probability that money comes in its year.
    """

    chance: Chance
    trade: tuple[str, ...]
    shares: dict[str, float]
    rounding: float
    climate: str
    agreeing: Reals
    persons: Reals
    arrives: Reals

    @property
    def trades(self) -> tuple[str, ...]:
        """Trades that have drivers, by name."""
        return tuple(sorted(self.shares))


def chances_of(programme: Programme, site: Site) -> Chances:
    """Return what chance needs to know of a plan of the programme, whose site is given."""
    chance = programme.settings.construction
    trades = _trades(programme)
    facts = programme.facts
    days: Counter[str] = Counter(dict.fromkeys(sorted({*trades, OFFICE}), 0))
    for kind, needed in zip(facts.work_type.tolist(), facts.days.tolist(), strict=True):
        days[trades[kind]] += needed
    minds = [_mind(programme, int(work), chance) for work in site.work]
    return Chances(
        chance=chance,
        trade=tuple(trades[facts.work_type[work]] if work >= 0 else OFFICE for work in site.work),
        shares=shares_of(days),
        rounding=_rounding(facts.days),
        climate=_climate(programme) if chance.weather.climate == "auto" else chance.weather.climate,
        agreeing=np.array([mean for mean, _ in minds], dtype=np.float64),
        persons=np.array([persons for _, persons in minds], dtype=np.float64),
        arrives=_arrivals(programme, site),
    )


def plain_chances(site: Site, chance: Chance, climate: str = "yangtze") -> Chances:
    """Return chances for a site of which no programme is known: each type of work is its own trade."""
    trade = tuple(kind or OFFICE for kind in site.work_type)
    asked = site.asks > 0
    days: Counter[str] = Counter()
    for name, needed in zip(trade, site.days.tolist(), strict=True):
        days[name] += needed
    return Chances(
        chance=chance,
        trade=trade,
        shares=shares_of(days),
        rounding=_rounding(site.days[site.what == WORK]),
        climate=climate,
        agreeing=np.where(asked, chance.consent.majority, 1.0),
        persons=np.ones(site.activities),
        arrives=np.ones(len(site.purse_day)),
    )


def _rounding(days: NDArray[np.integer[Any]]) -> float:
    """Return what counting begun days whole adds to days of works: half a day each, as a share."""
    return 0.5 * int((days > 0).sum()) / max(int(days.sum()), 1)


def _trades(programme: Programme) -> list[str]:
    """Return the trade of each work type; one without a trade stands for itself."""
    types = programme.work_types
    return [str(trade) or str(name) for trade, name in zip(types.trade, types.id, strict=True)]


def _mind(programme: Programme, work: int, chance: Chance) -> tuple[float, float]:
    """Return the mean share of persons who agree to a work, and how many must for a unit to agree."""
    standing = programme.standings[work] if work >= 0 else None
    if standing is None:
        return 1.0, 1.0
    if standing.persons is not None:
        return standing.persons.share, max(standing.persons.dwellings, 1.0)
    if standing.silent and _needs_all(programme, standing.matter).approval == 1:
        return chance.consent.person, _dwellings(programme, work, standing)
    return _votes(standing, chance), 1.0


def _votes(standing: Standing, chance: Chance) -> float:
    """Return the mean probability that a unit agrees: 1 of those that did, what is said of those to come."""
    coming = [probability for _, probability in standing.rests_on]
    known = float(standing.passed)
    silent = float(standing.silent)
    whole = known + silent + len(coming)
    return (known + silent * chance.consent.majority + sum(coming)) / whole if whole else 1.0


def _needs_all(programme: Programme, matter: str) -> ConsentMatter:
    return programme.settings.rules.consent.of(matter)


def _dwellings(programme: Programme, work: int, standing: Standing) -> float:
    """Return the dwellings of a unit, at least one."""
    households = float(programme.facts.households[work])
    return max(households / max(standing.units, 1), 1.0)


def _climate(programme: Programme) -> str:
    estates = programme.estates
    known = ~np.isnan(estates.lat)
    east = known & ~np.isnan(estates.lon)
    latitude = float(np.median(estates.lat[known])) if known.any() else float("nan")
    longitude = float(np.median(estates.lon[east])) if east.any() else float("nan")
    return climate_at(latitude, longitude)


def _arrivals(programme: Programme, site: Site) -> Reals:
    funds = programme.funds
    keys: Sequence[tuple[str, int]] = list(zip(funds.fund.tolist(), funds.year.tolist(), strict=True))
    probability: dict[tuple[str, int], float] = {}
    for key, arrives in zip(keys, funds.arrival_probability.tolist(), strict=True):
        probability[key] = min(probability.get(key, 1.0), float(arrives))
    purses = zip(site.fund, site.fund_year.tolist(), strict=True)
    return np.array([probability.get(purse, 1.0) for purse in purses], dtype=np.float64)
