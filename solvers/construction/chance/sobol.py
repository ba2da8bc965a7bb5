"""Scrambled Sobol points for the few quantities that move everything: blocks of 128, each scrambled anew.

Within a block every quantity takes exactly one value in each 128th of its range, and together they fill the
cube evenly (Joe and Kuo's directions, those of scipy.stats.qmc.Sobol). Owen's nested scrambling, keyed by the
quantity's name, makes each value uniform by itself and the blocks independent: the spread of the blocks'
answers tells how sure an answer is.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from solvers.construction.chance.streams import Purpose

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from solvers.construction.chance.streams import Streams, Uids

    Words = NDArray[np.uint32]

BLOCK = 128
"""Points of a block."""
_BITS = 7
DIMENSIONS = 64


def sobol_words(streams: Streams, replications: Words, uids: Uids, dimension: NDArray[np.int64]) -> Words:
    """Return a word for every replication and quantity, axes ``(replication, quantity)``.

    ``dimension`` tells which Sobol coordinate each quantity has, no two the same, below DIMENSIONS; ``uids``
    key their scrambling. Replication r is point r % 128 of block r // 128.
    """
    number, of = np.unique(replications // BLOCK, return_inverse=True)
    keyed = (streams, uids.tobytes(), dimension.astype(np.int64).tobytes())
    whole = np.stack([_block(*keyed, int(block)) for block in number])
    return np.asarray(whole[of, replications % BLOCK], dtype=np.uint32)


@lru_cache(maxsize=16)
def _block(streams: Streams, uids: bytes, dimension: bytes, block: int) -> Words:
    """Return the words of a block, axes ``(point, quantity)``: its parts are drawn one after the other."""
    keys, points = np.frombuffer(uids, np.uint64), _points()[:, np.frombuffer(dimension, np.int64)]
    key, nodes = np.full(1, block, dtype=np.uint32), np.arange(BLOCK, dtype=np.uint32)
    flips = streams.words(key, keys[None, :], Purpose.SOBOL_FLIP, nodes[:, None])[0] >> np.uint32(31)
    rest = streams.words(key, keys[None, :], Purpose.SOBOL_REST, nodes[:, None])[0] >> np.uint32(_BITS)
    return np.asarray((_scrambled(points, flips) << np.uint32(32 - _BITS)) | rest, dtype=np.uint32)


def _scrambled(points: Words, flips: Words) -> Words:
    """Return points whose every digit is flipped or not, by the digits before it."""
    made = np.zeros_like(points)
    columns = np.arange(points.shape[1])
    for digit in range(_BITS):
        before = points >> np.uint32(_BITS - digit)
        flip = flips[(np.uint32(1 << digit) | before), columns]
        bit = (points >> np.uint32(_BITS - 1 - digit)) & np.uint32(1)
        made = (made << np.uint32(1)) | (bit ^ flip)
    return made


def _points() -> Words:
    """Return the first 128 points in 128ths, axes ``(point, dimension)``."""
    directions = np.frombuffer(bytes.fromhex(_DIRECTIONS), dtype=np.uint8).reshape(DIMENSIONS, _BITS)
    points = np.zeros((BLOCK, DIMENSIONS), dtype=np.uint32)
    for digit in range(_BITS):
        chosen = (np.arange(BLOCK) >> digit) & 1
        points ^= np.outer(chosen, directions[:, digit]).astype(np.uint32)
    return points


_DIRECTIONS = (
    "40201008040201 40605078446655 40603048742e47 406010287c3a51 "
    "402010587c6e3d 4020301864122b 406050682c4a1f 40205028441209 "
    "40205028146a35 402070584c4a45 4020500804364f 402010182c564b "
    "406050287c4671 406030481c6221 40201078542a4d 406010686c6223 "
    "402010781c0a7b 4060107834321b 402050284c7a57 406070585c1e67 "
    "40607068341e45 402030681c463f 40605048043235 4060106824466b "
    "406010286c7a1f 402050584c523d 406050180c1a45 40207068042601 "
    "4060702834263b 40203048643a29 406050685c0237 40607018347611 "
    "40601018146a45 402050285c420d 40207038047a7b 40207048347a31 "
    "406030280c6e21 406010787c1a31 406050787c763f 406010582c164d "
    "406010586c5647 40207078541651 40607018643e41 406010084c1603 "
    "402050484c2a1d 40607058044259 406030183c124f 406070583c4e77 "
    "402030082c3e61 402010185c5639 40607038442225 406010286c7e7b "
    "402030282c5635 4060502874222f 406030580c026d 40201028444e17 "
    "40601028641e1f 402010582c223f 40205058243a61 402050784c5a29 "
    "406070387c2653 402010185c1e6f 402050687c1e37 40203068645e27 "
)
"""Direction numbers of 64 dimensions, seven of seven bits each."""
