"""The relaxation by offers and prices: groups offer what pays best, the master mixes, prices move.

Every round proves a bound from the prices at hand (Lagrange); prices move from the best so far towards the
master's, which keeps them from swinging.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from solvers.engines.priced.master import Master, Mix
from solvers.engines.priced.pricing import Parted, Priced, options_within

if TYPE_CHECKING:
    from collections.abc import Callable

    from solvers.engines.priced.groups import Floats, Groups, Ints

_HOLD = 0.3
"""Share of the best prices so far in those at which groups are priced next."""
_FIRST = 2
"""Options that each group offers at the beginning, drawn; one alone makes everybody start at once."""
_ENOUGH = 0.05
"""The relaxation is solved to this share of the gap wished for."""
_CLOSE = 1e-9
"""A gap at which the relaxation is as good as solved."""
_ROUNDS = 400
_NOTHING = 1e-6
"""What is bought off counts as nothing up to this."""
_DEARER = 4
"""How often buying off is made dearer before it counts as the only way."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Relaxed:
    """What came of it: the best bound, its prices (axis ``(coupling row,)``) and groups priced at them.

    ``mix`` is the last one, None where time ran out before there was any; ``rounds`` counts how often groups
    were priced.
    """

    bound: float
    prices: Floats
    priced: Priced
    mix: Mix | None
    master: Master
    rounds: int

    @property
    def impossible(self) -> bool:
        """Whether something had to be bought off to the end."""
        return self.mix is not None and self.mix.bought > _NOTHING


def relaxed(
    parted: Parted,
    gap: float,
    until: float,
    seed: int,
    workers: int,
    heard: Callable[[float], None],
    prices: Floats | None = None,
) -> Relaxed:
    """Solve the relaxation to a share of ``gap``, at most until a moment of the monotonic clock.

    ``heard`` is told of each better bound. ``prices`` are those to begin with, where some are known.
    """
    start = np.zeros(len(parted.low)) if prices is None else prices
    priced = parted.priced(start)
    master = Master(parted, _most_worth(parted), workers)
    best, best_prices, best_priced = parted.quick_bound(start, priced), start, priced
    first = options_within(parted.groups, priced, 0.0) & np.isfinite(priced.value)
    options = np.union1d(np.flatnonzero(first), _drawn(parted.groups, priced, seed, _FIRST - 1))
    mix, rounds, dearer = None, 0, 0
    while rounds < _ROUNDS:
        rounds += 1
        master.offer(options, parted.taken(priced, options))
        found = master.mix(until - time.monotonic())
        if found is None:
            break
        mix = found
        if mix.kept and best - mix.paid <= max(_ENOUGH * gap, _CLOSE) * max(abs(best), 1.0) < np.inf:
            if mix.bought <= _NOTHING or dearer == _DEARER:
                break
            dearer += 1
            master.dearer()
        if time.monotonic() > until:
            break
        at = parted.usable(_HOLD * best_prices + (1 - _HOLD) * mix.prices)
        priced = parted.priced(at)
        bound = parted.quick_bound(at, priced)
        if bound < best:
            best, best_prices, best_priced = bound, at, priced
            heard(bound)
        options = np.flatnonzero(options_within(parted.groups, priced, 0.0) & np.isfinite(priced.value))
    return Relaxed(
        bound=parted.bound(best_prices, best_priced),
        prices=best_prices,
        priced=best_priced,
        mix=mix,
        master=master,
        rounds=rounds,
    )


def _most_worth(parted: Parted) -> float:
    """Return the most that any option is worth, or costs, where no row has a price."""
    value = parted.priced(np.zeros(len(parted.low))).value
    return float(np.abs(value[np.isfinite(value)]).max(initial=0.0))


def _drawn(groups: Groups, priced: Priced, seed: int, each: int) -> Ints:
    """Return options drawn, so many of each group."""
    drawn = np.random.default_rng(seed).random(len(groups.option))
    drawn[~np.isfinite(priced.value)] = 2.0
    order = np.lexsort((drawn, groups.group))
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order)) - np.repeat(groups.first, groups.sizes)
    found: Ints = np.flatnonzero((rank < each) & (drawn < 2.0))
    return found
