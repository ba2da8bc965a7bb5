"""What works are drawn by, and what comes of it, as arrays that plain and compiled code share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from solvers.construction.chance.tables import Table

    Days = NDArray[np.int32]
    Ints = NDArray[np.int64]
    Words = NDArray[np.uint32]


@dataclass(frozen=True, kw_only=True, eq=False)
class WorkDraws:
    """Draws of activities, axes ``(replication, activity)``, as in ``Draws``."""

    duration: Days
    stop_after: Days
    stop_days: Days
    inspection: Days
    rework: Days
    defects: Days


class Terms(NamedTuple):
    """What works are drawn by, axis ``(activity,)`` where nothing else is said.

    ``number`` axis ``(replication,)``; ``factor`` axes ``(replication, factor)`` multiply the days, in
    1/65,536, ``factor_at`` tells which does; ``high`` and ``low`` the halves of their uids. ``table`` flat
    quantile tables and ``table_at`` where that of each activity begins; ``base`` planned days; ``real`` 1 for
    included works, else 0. ``long`` and ``stop``: words below which it stops for months, or at all;
    ``rework`` likewise, ``defects`` of words of 16 bits; ``inspection`` days by words of 12 bits, axis
    ``(word,)``.
    """

    number: Words
    factor: Ints
    factor_at: Ints
    high: Words
    low: Words
    table: Table
    table_at: Ints
    base: Ints
    real: Days
    long: Words
    stop: Words
    rework: Words
    defects: Words
    inspection: Days


class Portions(NamedTuple):
    """Sizes of mishaps: tables of stops, and the least share done again and how far it goes beyond."""

    long_stop: Table
    short_stop: Table
    rework_low: int
    rework_wide: int
    defects_low: int
    defects_wide: int
