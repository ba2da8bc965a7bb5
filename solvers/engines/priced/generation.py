"""The relaxation by offers and prices: blocks offer what pays best, the master mixes, prices move.

Every round proves a bound from the prices at hand (Lagrange); prices move from the best so far towards the
master's, which keeps them from swinging.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

from solvers.engines.priced.master import Master, Mix

if TYPE_CHECKING:
    from collections.abc import Callable

    from solvers.engines.priced.blocks import Blocks, Offers
    from solvers.engines.priced.groups import Floats
    from solvers.engines.priced.pricing import Parted, Priced, Rows
    from solvers.program.arrays import Arrays

_HOLD = 0.3
"""Share of the best prices so far in those at which blocks are priced next."""
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

    ``between`` are the prices of the rows between blocks alone. ``mix`` is the last one, None where time ran
    out before there was any; ``rounds`` counts how often blocks were priced. ``master`` is None where no
    offers were mixed.
    """

    bound: float
    prices: Floats
    priced: Priced
    between: Floats
    mix: Mix | None
    master: Master | None
    rounds: int

    @property
    def impossible(self) -> bool:
        """Whether something had to be bought off to the end."""
        return self.mix is not None and self.mix.bought > _NOTHING


def relaxed(
    blocks: Blocks,
    gap: float,
    until: float,
    seed: int,
    workers: int,
    heard: Callable[[float], None],
    prices: Floats | None = None,
    before: Rows | None = None,
    met: Callable[[], bool] = lambda: False,
) -> Relaxed:
    """Solve the relaxation to a share of ``gap``, at most until a moment of the monotonic clock.

    It ends too where a bound shows that nothing keeps the rows (see least_worth). ``heard`` is told of each
    better bound; where ``met`` says so after one, that bound will do. ``prices`` are those of rows between
    blocks to begin with, where some are known; ``before`` are offers of a solve before, axes
    ``(offer, column)``.
    """
    parted = blocks.parted
    at = np.zeros(len(blocks.rows)) if prices is None else prices
    master = Master(blocks, _most_worth(parted), workers)
    offers = blocks.offers(at)
    best, best_prices, best_offers = parted.quick_bound(offers.prices, offers.priced), at, offers
    master.offer(blocks.more(offers, seed) if before is None else _within(blocks, offers, before))
    mix, rounds, dearer = None, 0, 0
    least = least_worth(parted.arrays)
    while rounds < _ROUNDS and best >= least and not met():
        rounds += 1
        master.offer(offers)
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
        at = _HOLD * best_prices + (1 - _HOLD) * mix.prices
        offers = blocks.offers(at)
        bound = parted.quick_bound(offers.prices, offers.priced)
        if bound < best:
            best, best_prices, best_offers = bound, at, offers
            heard(bound)
    return Relaxed(
        bound=parted.bound(best_offers.prices, best_offers.priced),
        prices=best_offers.prices,
        priced=best_offers.priced,
        between=best_prices,
        mix=mix,
        master=master,
        rounds=rounds,
    )


def _within(blocks: Blocks, offers: Offers, before: Rows) -> Offers:
    """Return the offers of a solve before that still lie within one block each."""
    filled = np.flatnonzero(np.diff(before.indptr))
    if not len(filled):
        return replace(offers, block=np.zeros(0, dtype=np.int64), taken=before[filled])
    owner = blocks.owner[before.indices]
    least, most = (edge.reduceat(owner, before.indptr[filled]) for edge in (np.minimum, np.maximum))
    one = (least == most) & (least >= 0)
    return replace(offers, block=least[one], taken=sparse.csr_array(before[filled[one]]))


_SURELY = 1e-3
"""By how much, as a share of all that can be won or lost, a bound must be below the least to prove it."""


def least_worth(arrays: Arrays) -> float:
    """Return a value below which a bound proves that nothing keeps the rows: no point is worth so little."""
    counts = arrays.cost != 0
    ends = arrays.cost[counts] * np.stack([arrays.low[counts], arrays.high[counts]])
    return float(ends.min(axis=0).sum() - _SURELY * (1.0 + np.abs(ends).sum()))


def _most_worth(parted: Parted) -> float:
    """Return the most that any option is worth, or costs, where no row has a price."""
    value = parted.priced(np.zeros(len(parted.low))).value
    return float(np.abs(value[np.isfinite(value)]).max(initial=0.0))
