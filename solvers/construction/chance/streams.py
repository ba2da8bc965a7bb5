"""Keyed streams: who draws, what for, and in which replication decides the words, and nothing else does.

The key is (root of the seed, replication); the counter is (name, purpose, k), the name as the two halves of
a hash. So the order in which things stand, or are drawn, changes no draw; things that swap names swap
draws; and what is added or taken away leaves the draws of all others as they were. Two plans with the same
seed draw the same for the same work: common random numbers.
"""

from __future__ import annotations

import enum
import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from solvers.construction.chance.philox import blocks

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import ArrayLike, NDArray

    Words = NDArray[np.uint32]
    Uids = NDArray[np.uint64]


class Purpose(enum.IntEnum):
    """What a draw is for; the numbers are part of what a seed means, so they never change."""

    WORK = 1
    MISHAP = 2
    SLIP = 3
    PLACE = 4
    UNIT = 5
    REVERSAL = 6
    UTILITY = 7
    MONEY = 8
    RISK = 9
    SOBOL_FLIP = 10
    SOBOL_REST = 11
    SKY = 12
    PARAMETER = 13
    RESTART = 14
    COST = 15
    COST_SHARED = 16
    PRICE = 17


def uid_of(*names: str) -> int:
    """Return the number of 64 bits that stands for names; the same on every machine."""
    text = "\x1f".join(names).encode()
    return int.from_bytes(hashlib.blake2b(text, digest_size=8).digest(), "big")


def uids_of(names: Iterable[str]) -> Uids:
    """Return the numbers that stand for names, one each."""
    return np.array([uid_of(name) for name in names], dtype=np.uint64)


def halves(uids: Uids) -> tuple[Words, Words]:
    """Return the high and the low words of numbers of 64 bits."""
    return (uids >> np.uint64(32)).astype(np.uint32), (uids & np.uint64(0xFFFFFFFF)).astype(np.uint32)


@dataclass(frozen=True)
class Streams:
    """The words of one seed; ``seed`` is any whole number of at least 0."""

    seed: int

    @property
    def root(self) -> int:
        """The key's first word."""
        return uid_of("seed", str(self.seed)) >> 32

    def words(self, replication: ArrayLike, uid: Uids, purpose: Purpose, k: ArrayLike = 0) -> Words:
        """Return four words for each cell of replications, uids and k together, axes ``(word, …)``."""
        high, low = halves(uid)
        key, count = np.asarray(replication).astype(np.uint32), np.asarray(k).astype(np.uint32)
        return blocks(self.root, key, (high, low, int(purpose), count))

    def each(self, replications: Words, uid: Uids, purpose: Purpose, k: ArrayLike = 0) -> Words:
        """Return four words for every replication and every uid, axes ``(word, replication, uid)``."""
        return self.words(replications[:, None], uid[None, :], purpose, np.asarray(k))
