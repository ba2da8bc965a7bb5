"""Blocks: what is priced apart, either groups by themselves or clusters of groups tied by narrow rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np

from solvers.engines.priced.pricing import options_within

if TYPE_CHECKING:
    from solvers.engines.priced.groups import Flags, Floats, Groups, Ints
    from solvers.engines.priced.pricing import Parted, Priced, Rows


@dataclass(frozen=True, kw_only=True, eq=False)
class Offers:
    """What blocks offer at prices.

    ``block`` is whose each offer is and ``taken`` the columns it takes, axes ``(offer, column)``. ``prices``
    are those of all coupling rows, with what the blocks themselves put on their own, axis
    ``(coupling row,)``, 0 where they stand for a limit that a row does not have; ``priced`` the groups at
    them. The bound follows from these two alone, whoever made the offers.
    """

    block: Ints
    taken: Rows
    prices: Floats
    priced: Priced


class Blocks(Protocol):
    """What a relaxation needs of blocks.

    ``rows`` are the coupling rows between blocks (places among the coupling rows), ``other`` the columns of
    no block, ``must`` whether a block has to take an offer, axis ``(block,)``; ``owner`` is the block of each
    column, −1 of none, axis ``(column,)``.
    """

    parted: Parted
    rows: Ints
    other: Ints
    must: Flags
    owner: Ints

    def offers(self, prices: Floats) -> Offers:
        """Return the best offer of each block at prices of ``rows``."""

    def more(self, offers: Offers, seed: int) -> Offers:
        """Return further offers to begin with, drawn."""


class GroupBlocks:
    """Every group is a block of its own, priced exactly."""

    def __init__(self, parted: Parted) -> None:
        """Take the groups as they are."""
        self.parted = parted
        self.rows: Ints = np.arange(len(parted.low))
        self.other = parted.groups.other
        self.must = parted.groups.must
        groups = parted.groups
        self.owner = np.full(parted.arrays.columns, -1, dtype=np.int64)
        self.owner[groups.option] = groups.group
        self.owner[groups.item] = groups.group[groups.choice_option[groups.choice]]

    def offers(self, prices: Floats) -> Offers:
        """Return the best offer of each group."""
        prices = self.parted.usable(prices)
        priced = self.parted.priced(prices)
        best = options_within(self.parted.groups, priced, 0.0) & np.isfinite(priced.value)
        return self._offered(np.flatnonzero(best), prices, priced)

    def more(self, offers: Offers, seed: int) -> Offers:
        """Return an option of each group, drawn: with the best alone everybody would start at once."""
        drawn = _drawn(self.parted.groups, offers.priced, seed)
        return self._offered(drawn, offers.prices, offers.priced)

    def _offered(self, options: Ints, prices: Floats, priced: Priced) -> Offers:
        return Offers(
            block=self.parted.groups.group[options],
            taken=self.parted.taken(priced, options),
            prices=prices,
            priced=priced,
        )


def _drawn(groups: Groups, priced: Priced, seed: int) -> Ints:
    """Return an option of each group, drawn from those that are open."""
    drawn = np.random.default_rng(seed).random(len(groups.option))
    drawn[~np.isfinite(priced.value)] = 2.0
    order = np.lexsort((drawn, groups.group))
    first = order[groups.first] if len(order) else order
    return first[drawn[first] < 2.0]
