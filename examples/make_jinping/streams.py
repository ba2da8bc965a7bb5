"""Random streams keyed by names: the same names give the same numbers, whatever else is drawn."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, TypeVar

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

T = TypeVar("T")


class Stream:
    """Numbers drawn for one named thing, all from plain uniform draws, so that no version changes them."""

    def __init__(self, *names: str) -> None:
        """Seed the stream by its names."""
        digest = hashlib.sha256("/".join(("jinping", *names)).encode()).digest()
        self._numbers = np.random.Generator(np.random.PCG64(int.from_bytes(digest[:16], "big")))

    def unit(self) -> float:
        """Return a number from 0 to below 1."""
        return float(self._numbers.random())

    def between(self, low: float, high: float) -> float:
        """Return a number between two others, all equally likely."""
        return low + (high - low) * self.unit()

    def whole(self, low: int, high: int) -> int:
        """Return a whole number from ``low`` to ``high``, both included."""
        return low + int(self.unit() * (high - low + 1))

    def chance(self, probability: float) -> bool:
        """Return true with a probability."""
        return self.unit() < probability

    def bell(self) -> float:
        """Return a number nearly normal with mean 0 and deviation 1, never beyond 6."""
        return sum(self.unit() for _ in range(12)) - 6.0

    def pick(self, items: Sequence[T]) -> T:
        """Return one of the items."""
        return items[int(self.unit() * len(items))]

    def shuffled(self, items: Sequence[T]) -> list[T]:
        """Return the items in random order."""
        return [item for _, item in sorted(((self.unit(), item) for item in items), key=lambda pair: pair[0])]


def apportion(total: int, weights: Sequence[float], least: int = 0) -> list[int]:
    """Share out a whole total by weights (largest remainders), each getting ``least`` at least."""
    free = total - least * len(weights)
    if free < 0:
        raise ValueError(f"{total} is too little for {len(weights)} shares of {least}")
    exact = [free * weight / sum(weights) for weight in weights]
    shares = [int(share) for share in exact]
    by_rest = sorted(range(len(exact)), key=lambda i: (shares[i] - exact[i], i))
    for i in by_rest[: free - sum(shares)]:
        shares[i] += 1
    return [least + share for share in shares]


def apportion_near(total: int, wished: Sequence[int]) -> list[int]:
    """Move wished whole numbers (1 at least) one by one until they add up to a total."""
    shares = list(wished)
    order = sorted(range(len(shares)), key=lambda i: (-shares[i], i))
    step = 1 if sum(shares) < total else -1
    turn = 0
    while sum(shares) != total:
        i = order[turn % len(order)]
        turn += 1
        if shares[i] + step >= 1:
            shares[i] += step
    return shares
