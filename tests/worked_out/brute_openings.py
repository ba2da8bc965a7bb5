"""All ways in which the sites of a tiny plan can be opened."""

from collections.abc import Iterator
from itertools import chain, combinations, product

from solvers.plan.audit.given import Given
from solvers.plan.audit.reckoning import Reckoned
from solvers.plan.audit.sites import SAME_YEAR, Site, year_of
from solvers.plan.plan import Opening


def ways_to_open(reckoned: Reckoned) -> Iterator[tuple[Opening, ...]]:
    """Yield every set of openings that serves all that starts in a plan, site by site.

    Openings that could be left out are looked at only where money spent on them can help: where a fund must
    be drawn on, or may be only together with another.
    """
    table = reckoned.given.programme.funds
    spending = bool((table.floor > 0).any() or (table.match_fund != "").any())
    by_site = [
        list(_ways(reckoned.given, site, starts, spare=spending and site.cost > 0))
        for site in reckoned.sites.values()
        if (starts := [one.period for one in reckoned.starting(site)])
    ]
    for picked in product(*by_site):
        yield tuple(chain.from_iterable(picked))


def _ways(given: Given, site: Site, starts: list[int], *, spare: bool) -> Iterator[tuple[Opening, ...]]:
    """Yield every choice of periods that serves all starts; with ``spare`` also those with some to spare."""
    serves = {
        period: frozenset(start for start in starts if site.lasts_until(given, period, start))
        for period in range(len(given.starts) - 1)
        if not (site.window == SAME_YEAR and period and year_of(given, period - 1) == year_of(given, period))
    }
    able = [period for period, served in serves.items() if served]
    for number in range(1, len(able) + 1):
        for picked in combinations(able, number):
            left_out = (set(picked) - {period} for period in picked)
            needless = any(_all(serves, others) >= set(starts) for others in left_out)
            if _all(serves, picked) >= set(starts) and (spare or not needless):
                yield tuple(
                    Opening(kind=site.kind, name=site.name, start=given.date(given.starts[period]))
                    for period in picked
                )


def _all(serves: dict[int, frozenset[int]], periods: "set[int] | tuple[int, ...]") -> set[int]:
    return set().union(*(serves[period] for period in periods))
