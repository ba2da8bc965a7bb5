"""Openings of sites in a plan: which begin when, and whom each is charged to (docs/meaning.md, 9)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from solvers.plan.plan import Opening
from solvers.program.columns import values_at

if TYPE_CHECKING:
    from solvers.plan.plan import Plan
    from solvers.rules.block import Given

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


def opened_in(given: Given, x: NDArray[np.float64], period: Ints, included: Flags) -> Flags:
    """Return where openings begin in a point, axes ``(site, period)``; each serves somebody.

    ``period`` is each campaign's start period (−1: none), ``included`` which works are done. Openings that
    cost nothing are as few as cover the starts; where nothing hangs on a site's openings they follow from
    the starts alone, each as late as it may be.
    """
    held = given.sites
    begun = starts_at(given, period, included)
    opened: Flags = values_at(x, given.columns.open) > 0.5
    opened &= np.any(held.serves & begun[:, None], axis=2)
    for site in np.flatnonzero(begun.any(axis=1)).tolist():
        if not held.decided[site]:
            opened[site] = cover(held.serves[site], begun[site])
        elif _is_free(given, site):
            opened[site] = _without_spare(held.serves[site], begun[site], opened[site])
    return opened


def starts_at(given: Given, period: Ints, included: Flags) -> Flags:
    """Return whether a member of a site starts in a period, axes ``(site, period)``."""
    held = given.sites
    begun = np.zeros(held.serves.shape[:2], dtype=bool)
    start = period[held.campaign]
    does = (start >= 0) & ((held.work < 0) | included[np.maximum(held.work, 0)])
    begun[held.site[does], start[does]] = True
    return begun


def cover(serves: Flags, begun: Flags, opened: Flags | None = None) -> Flags:
    """Return the fewest openings of a site that serve all that begins, each as late as it may be.

    ``serves`` has axes ``(period, period)``, ``begun`` and the openings ``(period,)``; ``opened`` are
    openings that there are already (None: none).
    """
    found = np.zeros(len(begun), dtype=bool) if opened is None else opened.copy()
    left = begun & ~np.any(serves[found], axis=0)
    for start in np.flatnonzero(begun).tolist():
        able = np.flatnonzero(serves[:, start])
        if left[start] and len(able):
            found[able[-1]] = True
            left &= ~serves[able[-1]]
    return found


def listed(given: Given, opened: Flags, charged: Ints) -> tuple[Opening, ...]:
    """Return the openings of a plan, site by site and in order of time.

    ``charged`` is the campaign that each is charged to, axes ``(site, period)`` as ``opened``.
    """
    held, clock = given.sites, given.programme.clock
    keys = given.programme.campaigns.key
    return tuple(
        Opening(
            kind=held.kind[site],
            name=held.name[site],
            start=clock.date(int(clock.starts[period])),
            cost=int(held.setup_cost[site]),
            campaign=str(keys[charged[site, period]]) if held.setup_cost[site] else "",
        )
        for site, period in zip(*np.nonzero(opened), strict=True)
    )


def setups_charged(given: Given, charged: Ints) -> Ints:
    """Return what setting up sites costs each campaign in fen, axis ``(campaign,)``."""
    cost = np.zeros(len(given.programme.campaigns), dtype=np.int64)
    site, period = np.nonzero(charged >= 0)
    np.add.at(cost, charged[site, period], given.sites.setup_cost[site])
    return cost


def openings_of(given: Given, plan: Plan, period: Ints, included: Flags) -> Flags:
    """Return where openings begin in a plan, axes ``(site, period)``; starts that it leaves out are covered.

    A plan made under other rules, or moved by hand, may lack openings that this programme asks for.
    """
    held, clock = given.sites, given.programme.clock
    index = {key: site for site, key in enumerate(zip(held.kind, held.name, strict=True))}
    told = np.zeros(held.serves.shape[:2], dtype=bool)
    for opening in plan.openings:
        site, begins = index.get((opening.kind, opening.name)), clock.period_of(opening.start)
        if site is not None and begins is not None:
            told[site, begins] = True
    begun = starts_at(given, period, included)
    told &= np.any(held.serves & begun[:, None], axis=2)
    for site in range(len(held)):
        told[site] = cover(held.serves[site], begun[site], told[site])
    return told


def _is_free(given: Given, site: int) -> bool:
    """Say whether another opening of a site more or less costs nothing."""
    priced = given.programme.settings.rules.openings.reopening == "price"
    return not given.sites.setup_cost[site] and not (given.sites.rule[site] == "openings" and priced)


def _without_spare(serves: Flags, begun: Flags, opened: Flags) -> Flags:
    """Return the openings but for those that serve nobody whom another does not serve."""
    kept = opened.copy()
    for period in np.flatnonzero(opened).tolist():
        others = kept.copy()
        others[period] = False
        if not (begun & serves[period] & ~np.any(serves[others], axis=0)).any():
            kept = others
    return kept
