"""Costs of replications: shared factors that go with those of time, a campaign's own, mishaps, prices.

A campaign costs the sum over its works of planned cost × the programme's cost factor × its trade's × what
rework, stops and risks add × the part of the work that is done, times the campaign's own factor and prices'.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from scenarios.tables.chance_settings import Drivers as Asked
from solvers.construction.chance.drawn import drawn_of
from solvers.construction.chance.drivers import fitted, free_dimension
from solvers.construction.chance.exact import exp
from solvers.construction.chance.sobol import sobol_words
from solvers.construction.chance.spreads import mean_of, spread_table
from solvers.construction.chance.streams import Purpose, Streams, uid_of, uids_of
from solvers.construction.chance.tables import ONE, normal, read
from solvers.construction.chance.units import parts_done
from solvers.construction.site.nouns import NEVER, WORK

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scenarios.tables.chance_costs import Costs as Rule
    from solvers.construction.chance.bills import Bills
    from solvers.construction.chance.chances import Chances
    from solvers.construction.chance.drawn import Drawn
    from solvers.construction.chance.drivers import Drivers, Fit
    from solvers.construction.chance.sky import Sky
    from solvers.construction.site.nouns import Site

    Reals = NDArray[np.float64]
    Words = NDArray[np.uint32]

REFERENCE = {
    "standard": (1.12, 1.24),
    "between": (1.19, 1.375),
    "non_standard": (1.255, 1.51),
    "settled": (0.727, 0.957),
}
"""P50 and P80 of costs by reference class (docs/construction-chance.md tells the sources)."""
COST = "cost"
"""The name of the programme's cost driver."""
PART = 64
"""Replications reckoned at a time."""
DAYS_IN_A_YEAR = 365.25


@dataclass(frozen=True, kw_only=True, eq=False)
class Costs:
    """What replications cost, in yuan; first axis ``replication``.

    ``cost`` axes ``(replication, campaign)``: also of campaigns that do not finish, as if they did; whoever
    reads it says so. ``driver`` axis ``(replication,)``: the programme's own cost driver as a number between
    0 and 1, ``time`` apart. ``price`` axes ``(replication, campaign)``: the factor of prices in it.
    ``struck`` axes ``(replication, risk)``: works struck by lines of the register.
    """

    cost: Reals
    driver: Reals
    price: Reals
    struck: NDArray[np.int32]

    def joined(self, other: Costs) -> Costs:
        """Return these costs and those of the replications that follow."""
        return Costs(
            **{name: np.concatenate([mine, getattr(other, name)]) for name, mine in vars(self).items()}
        )


def costs_of(
    site: Site,
    chances: Chances,
    bills: Bills,
    start: NDArray[np.int32],
    *,
    seed: int,
    first: int = 0,
    sky: Sky | None = None,
) -> Costs:
    """Return the costs of replications from the ``first`` on, as many as ``start`` has.

    ``start`` axes ``(replication, campaign)``: the day on which each campaign started, NEVER where it did
    not. As all draws, they depend on the seed and on the replication's number alone.
    """
    parts = []
    for at in range(0, len(start), PART):
        rows = start[at : at + PART]
        drawn = drawn_of(site, chances, seed, len(rows), first + at, sky)
        parts.append(_part(site, chances, bills, rows, drawn, (Streams(seed), first + at)))
    return Costs(**{name: np.concatenate([getattr(part, name) for part in parts]) for name in vars(parts[0])})


def reference_of(rule: Rule) -> tuple[float, float]:
    """Return P50 and P80 of the uplift in cost that the settings ask for."""
    return REFERENCE.get(rule.reference, (rule.p50, rule.p80))


def cost_fit(chances: Chances, bills: Bills) -> Fit:
    """Return cost drivers fitted to the class; campaigns' own factors, and rework, are part of it."""
    rule, again = chances.chance.costs, chances.chance.rework
    p50, p80 = reference_of(rule)
    rework = again.probability * (again.low + again.high) / 2 * rule.rework
    own = mean_of(spread_table(rule.own)) * (1.0 + rework)
    asked = Asked(reference="own", p50=p50, p80=p80, trades=rule.trades)
    return fitted(asked, tuple(share for share in bills.shares.values() if share > 0), own)


def _part(
    site: Site,
    chances: Chances,
    bills: Bills,
    start: NDArray[np.int32],
    drawn: Drawn,
    stream: tuple[Streams, int],
) -> Costs:
    """Reckon the costs of some replications; ``stream``: the streams and the first replication."""
    streams, first = stream
    numbers = np.arange(first, first + len(start), dtype=np.uint32)
    word, common, trades = _shared(streams, chances, bills, drawn.drivers, numbers)
    at = {trade: t for t, trade in enumerate(chances.trades)}
    of_trade = np.array([at[trade] for trade in chances.trade], dtype=np.int64)
    by_work = bills.work * _added(site, chances, drawn)
    by_trade = np.zeros((len(start), site.campaigns))
    for t in range(len(at)):
        mine = np.flatnonzero((of_trade == t) & (bills.work > 0))
        if len(mine):
            summed = _by_campaign(by_work[:, mine], site.of[mine], site.campaigns)
            by_trade += summed * trades[:, t : t + 1]
    own = streams.each(numbers, uids_of(f"campaign {key}" for key in site.campaign), Purpose.COST)[0]
    factor = read(spread_table(chances.chance.costs.own), own) / ONE
    price = _prices(streams, site, chances.chance.costs, start, numbers)
    cost = (by_trade + bills.setup) * common[:, None] * factor * price
    return Costs(
        cost=cost,
        driver=(word.astype(np.float64) + 0.5) / 2.0**32,
        price=price,
        struck=drawn.struck.times,
    )


def _by_campaign(amount: Reals, of: NDArray[np.int32], campaigns: int) -> Reals:
    """Return the sums of works, axes ``(replication, work)``, by their campaign."""
    rows = np.arange(len(amount))[:, None] * campaigns + of
    found = np.bincount(rows.ravel(), weights=amount.ravel(), minlength=len(amount) * campaigns)
    return found.astype(np.float64).reshape(len(amount), campaigns)


def _shared(
    streams: Streams, chances: Chances, bills: Bills, drivers: Drivers, numbers: Words
) -> tuple[Words, Reals, Reals]:
    """Return the programme's cost word, its factor, axis ``(replication,)``, and the trades' factors.

    Each goes with its driver of time by the correlation of the settings: normal scores are mixed.
    """
    rule, fit = chances.chance.costs, cost_fit(chances, bills)
    coordinate = np.array([free_dimension(chances.trades)], dtype=np.int64)
    word = sobol_words(streams, numbers, uids_of([f"driver {COST}"]), coordinate)[:, 0]
    common = _mixed(drivers.word[:, 0], word, rule.with_time)
    uids = uids_of(f"driver {COST} {trade}" for trade in chances.trades)
    own = streams.each(numbers, uids, Purpose.COST_SHARED)[0]
    trades = _mixed(drivers.word[:, 2:], own, rule.with_time)
    return word, fit.median * exp(fit.programme * common), exp(fit.trade * trades)


def _mixed(time: Words, own: Words, correlation: float) -> Reals:
    """Return standard normal scores that correlate so with those of the words of time."""
    rest = float(np.sqrt(1.0 - correlation * correlation))
    table = normal()
    found: Reals = (correlation * read(table, time) + rest * read(table, own)) / ONE
    return found


def _added(site: Site, chances: Chances, drawn: Drawn) -> Reals:
    """Return what works' costs are multiplied by for mishaps, risks and what residents refuse.

    Axes ``(replication, activity)``.
    """
    rule, draws = chances.chance.costs, drawn.draws
    days = np.maximum(draws.duration, 1).astype(np.float64)
    real = site.included & (site.what == WORK)
    more = (rule.rework * draws.rework + rule.look_back * draws.defects) / days
    more += rule.standing * np.minimum(draws.stop_days, rule.standing_days) / np.maximum(site.days, 1)
    factor = np.where(real, 1.0 + more, 1.0)
    factor *= parts_done(site, draws)
    if drawn.struck.risk:
        factor *= drawn.struck.dearer / ONE
    return factor


def _prices(streams: Streams, site: Site, rule: Rule, start: NDArray[np.int32], numbers: Words) -> Reals:
    """Return the factor of prices, axes ``(replication, campaign)``.

    Prices wander from year to year of the plan, the mean of the factor staying 1; what starts later than
    planned is dearer besides by the growth of prices.
    """
    begun = np.where(start < NEVER, start, site.campaign_start)
    year = np.clip((begun / DAYS_IN_A_YEAR).astype(np.int64), 0, None)
    years = int(year.max(initial=0)) + 1
    words = streams.words(
        numbers[:, None], np.full((1, 1), uid_of("prices"), dtype=np.uint64), Purpose.PRICE, np.arange(years)
    )[0]
    step = rule.prices * read(normal(), words) / ONE - rule.prices * rule.prices / 2
    level = np.concatenate([np.zeros((len(numbers), 1)), np.cumsum(step, axis=1)], axis=1)
    index = exp(level)[np.arange(len(numbers))[:, None], year]
    late = np.maximum(begun - site.campaign_start, 0) / DAYS_IN_A_YEAR
    rise = exp(late * float(np.log1p(rule.escalation)))
    found: Reals = index * rise
    return found
